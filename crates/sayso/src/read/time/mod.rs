//! Reading times: what the report tells by day, month, year or interval, against its day of publication.
//!
//! A rule reads one pattern at a token; [`points`] tries all that stand for one time, for the rule of intervals.

mod calendar;
mod clock;
mod points;
pub mod rules;
mod words;

use crate::read::Page;
use sayso_types::{Moment, Reading, TimeMention, When};
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
        // What comes after the cue tells when rather than what comes before it.
        if tokens.start > cue { (tokens.start - cue) * 2 } else { (cue + 1).saturating_sub(tokens.end) * 3 }
    };
    let nearest = inside
        .filter(|it| span.contains(it.span) && matches!(it.value, When::At(_) | When::Between(..)))
        .min_by_key(far)?;
    Some(to_the_day(nearest.value))
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
