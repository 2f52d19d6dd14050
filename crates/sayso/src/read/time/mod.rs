//! Reading times: what the report tells by day, month, year or interval, against its day of publication.
//!
//! A rule reads one pattern at a token; `points` tries all that stand for one time, for the rule of intervals.

mod calendar;
mod clock;
mod points;
pub mod rules;
mod words;

use crate::read::Page;
use sayso_types::{Date, Moment, Reading, TimeMention, When};
use std::ops::Range;

/// The times on a page, in text order.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<TimeMention> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.read)(page, reading, &mut found);
    }
    choose(found)
}

/// When something was said, from the tokens of the clause that tells of the saying: source, cue and adverbs, without
/// the content (`Mayor Ada Brook told reporters on Tuesday`). The time nearest to `cue` counts, to the day; intervals
/// without a beginning or end do not.
#[must_use]
pub fn said(page: &Page<'_>, reading: &Reading, clause: Range<usize>, cue: usize) -> Option<When> {
    if clause.is_empty() || clause.end > page.tokens().len() {
        return None;
    }
    let span = page.span(clause);
    let first = reading.times.partition_point(|it| it.span.end <= span.start);
    let inside = reading.times[first..].iter().take_while(|it| it.span.start < span.end);
    let far = |it: &&TimeMention| {
        let tokens = page.tokens_in(it.span);
        // A time behind a comma goes with the words behind it, unless it opens the sentence.
        let commas = |range: Range<usize>| range.filter(|&at| page.lower(at) == ",").count() * 6;
        if tokens.start > cue {
            return tokens.start - cue + commas(cue..tokens.start);
        }
        let first = page.sentences()[page.sentence_of(tokens.start)].tokens.start;
        if tokens.start <= first + 2 { 8 } else { cue.saturating_sub(tokens.end) + 4 + commas(tokens.end..cue) }
    };
    let nearest = inside
        .filter(|it| span.contains(it.span) && matches!(it.value, When::At(_) | When::Between(..)))
        .min_by_key(far)?;
    Some(to_the_day(nearest.value))
}

/// How many days ago a day was, seen from another; negative for a day to come, `None` for what is no day.
#[must_use]
pub(crate) fn days_ago(at: Moment, today: Date) -> Option<i32> {
    let day = calendar::ymd(i32::from(at.year), u32::from(at.month?), u32::from(at.day?))?;
    Some((calendar::day_of(today)? - day).get_days())
}

/// A time without its clock time.
#[must_use]
pub fn to_the_day(when: When) -> When {
    let cut = |at: Moment| Moment { time: None, ..at };
    match when {
        When::At(at) => When::At(cut(at)),
        When::Between(from, to) => When::Between(cut(from), cut(to)),
        When::Since(from) => When::Since(cut(from)),
        When::Until(to) => When::Until(cut(to)),
    }
}

/// Of overlapping finds the longest, then that of the earlier rule; in text order.
fn choose(mut found: Vec<TimeMention>) -> Vec<TimeMention> {
    // Both sorts are stable: finds of equal length stay in the order of their rules.
    found.sort_by_key(|it| std::cmp::Reverse(it.span.len()));
    let mut chosen: Vec<TimeMention> = Vec::with_capacity(found.len());
    for it in found {
        let at = chosen.partition_point(|other| other.span.end <= it.span.start);
        if chosen.get(at).is_none_or(|other| !other.span.overlaps(it.span)) {
            chosen.insert(at, it);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Hint, text};

    /// When the saying of `clause`, with its cue, was said, in a report of 17 November 2025.
    fn told(words: &str, clause: &str, cue: &str) -> Option<String> {
        let hint = Hint { published: crate::date("2025-11-17"), ..Hint::default() };
        let document = text(words, &hint);
        let segments = crate::segment::segment(&document);
        let signals = sayso_types::Signals::default();
        let page = Page::new(&document, &segments, &signals);
        let reading = Reading { times: read(&page, &Reading::default()), ..Reading::default() };
        let tokens = |part: &str| {
            let start = words.find(part).expect("the part is in the text");
            page.tokens_in(sayso_types::Span::new(start, start + part.len()))
        };
        said(&page, &reading, tokens(clause), tokens(cue).start).map(|it| it.to_string())
    }

    #[test]
    fn the_time_nearest_to_the_cue_counts() {
        let words = "The mayor, elected in May, told reporters on Friday night that the bridge would open on Sunday.";
        let clause = "The mayor, elected in May, told reporters on Friday night";
        assert_eq!(told(words, clause, "told").as_deref(), Some("2025-11-14"));
        assert_eq!(told(words, "The mayor", "told"), None);
        let words = "On Friday, Brook said in a letter that it would open.";
        assert_eq!(told(words, "On Friday, Brook said in a letter", "said").as_deref(), Some("2025-11-14"));
        let words = "It would open, said Brook, who was elected in 2019, on Friday.";
        assert_eq!(told(words, "said Brook", "said"), None);
    }

    #[test]
    fn to_the_day_and_never_open() {
        assert_eq!(
            told("He said on Monday at 3 p.m. that.", "He said on Monday at 3 p.m.", "said").as_deref(),
            Some("2025-11-17")
        );
        assert_eq!(told("He has said since April that.", "He has said since April", "said"), None);
        assert_eq!(told("“No,” she said last month.", "she said last month", "said").as_deref(), Some("2025-10"));
    }

    #[test]
    fn any_text_is_read() {
        for words in [
            "",
            "in",
            "9",
            "the",
            "from March 3 to",
            "’",
            "May",
            "2016-",
            "Friday the",
            "in 99999 weeks",
            "9999-12-31 next year",
            "100000 years ago",
            "9999 years ago",
            "9999 decades ago",
            "the past 9999 decades",
            "weeks into his",
            "since",
            "1/1/1",
            "the first week of",
            "“99’s 00s",
        ] {
            let hint = Hint { published: crate::date("2025-11-17"), ..Hint::default() };
            let document = text(words, &hint);
            let segments = crate::segment::segment(&document);
            let signals = sayso_types::Signals::default();
            let _ = read(&Page::new(&document, &segments, &signals), &Reading::default());
        }
    }
}
