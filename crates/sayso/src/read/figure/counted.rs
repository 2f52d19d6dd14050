//! What a figure is of.

use super::piece::Gap;
use super::quantity::Quantity;
use super::rate::{self, rate};
use crate::read::Page;
use sayso_types::{Per, Span, Tag, TokenKind, Unit};

/// What is counted or measured.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) of: Vec<Span>,
    pub(super) per: Option<Per>,
}

/// What the words around a quantity tell of it.
pub(super) fn told(page: &Page<'_>, it: &Quantity<'_>) -> Told {
    let past = it.end.max(it.past);
    let rated = rate(&it.line, past);
    let end = rated.as_ref().map_or(past, |(_, end)| *end);
    let mut told = Told { of: Vec::new(), per: rated.map(|(per, _)| per) };
    let next = page.tokens().partition_point(|token| (token.span.start as usize) < end);
    let limit = page.sentences()[page.sentence_of(it.amount.token)].tokens.end;
    if it.hyphen {
        // *12-nation trade deal*: what follows the hyphen is counted.
        if let Some(piece) = it.line.piece(it.amount.end).filter(|piece| piece.gap == Gap::Hyphen) {
            told.of.push(Span::new(piece.start, piece.end));
        }
        return told;
    }
    let mut at = next;
    if page.lower(at) == "more" {
        at += 1;
    }
    if let Some(phrase) = phrase(page, at, limit) {
        told.of.push(page.span(phrase.clone()));
        at = phrase.end;
        if told.per.is_none()
            && let Some((per, end)) = rate(&it.line, page.tokens()[at - 1].span.end as usize)
        {
            told.per = Some(per);
            at = page.tokens().partition_point(|token| (token.span.start as usize) < end);
        }
        if page.lower(at) == "of"
            && let Some(more) = self::phrase(page, at, limit)
        {
            let end = page.tokens()[more.end - 1].span.end as usize;
            if told.per.is_none() {
                told.per = rate(&it.line, end).map(|(per, _)| per);
            }
            told.of.push(page.span(more));
        }
    }
    // *people were killed*, *20 injured*
    let fate = (at..limit.min(at + 3)).find(|&t| FATES.contains(&page.lower(t)));
    if let Some(fate) = fate.filter(|&fate| (at..fate).all(|t| LINKS.contains(&page.lower(t)))) {
        told.of.push(page.tokens()[fate].span);
    }
    let floor = page.sentences()[page.sentence_of(it.amount.token)].tokens.start;
    let first = page.tokens().partition_point(|token| (token.span.end as usize) <= it.start);
    let word = |back: usize| first.checked_sub(back).filter(|&t| t >= floor).map_or("", |t| page.lower(t));
    // *killed 130*, *injuring 600 others*; nobody says *three sank boats*
    if it.unit == Unit::Count
        && fate.is_none()
        && (FATES.contains(&word(1)) && word(1) != "sank" || CAUSES.contains(&word(1)))
    {
        told.of.insert(0, page.tokens()[first - 1].span);
    }
    if told.of.is_empty() {
        // *a bribe of Rs 4000*, *a contract worth $5 million*
        let noun = if matches!(word(1), "of" | "worth") { first.checked_sub(2).filter(|&t| t >= floor) } else { None };
        let head = noun.filter(|&t| page.tag(t).is_noun());
        let head = head.or_else(|| if it.unit == Unit::Count { total_before(page, it) } else { None });
        told.of.extend(head.map(|t| page.tokens()[t].span));
    }
    if told.per.is_none() && !it.time {
        told.per = rate::after_verb(page, at, limit).or_else(|| rate::before(page, first, floor));
    }
    told
}

/// What is done to people who are counted after it.
const CAUSES: [&str; 9] =
    ["killing", "injuring", "wounding", "arresting", "detaining", "displacing", "kidnapping", "rescuing", "hurting"];

/// What happens to people who are counted.
const FATES: [&str; 30] = [
    "killed",
    "dead",
    "injured",
    "wounded",
    "hurt",
    "missing",
    "arrested",
    "detained",
    "displaced",
    "died",
    "hospitalized",
    "hospitalised",
    "evacuated",
    "homeless",
    "infected",
    "kidnapped",
    "abducted",
    "rescued",
    "jailed",
    "executed",
    "deported",
    "drowned",
    "slain",
    "damaged",
    "destroyed",
    "flooded",
    "wrecked",
    "sunk",
    "sank",
    "burned",
];

const LINKS: [&str; 8] = ["were", "was", "are", "been", "have", "others", "other", "more"];

/// The tokens of the noun phrase that begins at `at`, *of* and determiners left out; `None` without a noun.
fn phrase(page: &Page<'_>, mut at: usize, limit: usize) -> Option<std::ops::Range<usize>> {
    if page.lower(at) == "of" {
        at += 1;
    }
    while at < limit && (matches!(page.tag(at), Tag::Dt | Tag::PrpPoss) || DETERMINERS.contains(&page.lower(at))) {
        at += 1;
    }
    while at < limit && page.kind(at) == TokenKind::Open {
        at += 1;
    }
    if matches!(page.lower(at), "next" | "last" | "this" | "past") {
        return None;
    }
    let start = at;
    let mut head = None;
    while at < limit && at < start + 7 {
        let word = page.lower(at);
        match page.tag(at) {
            _ if page.kind(at) == TokenKind::Close && head.is_none() => {}
            // `250ml bottles`
            _ if page.kind(at) == TokenKind::Number && head.is_none() && word.ends_with(char::is_alphabetic) => {}
            _ if page.kind(at) != TokenKind::Word && page.kind(at) != TokenKind::Clitic => break,
            // *Kia and Hyundai vehicles*
            _ if word == "and" && head.is_some_and(|h| page.tag(h) == Tag::Nnp) && page.tag(at + 1) == Tag::Nnp => {}
            // *digital and physical sales*
            _ if word == "and" && head.is_none() && page.tag(at - 1) == Tag::Jj && page.tag(at + 1) == Tag::Jj => {}
            _ if STOPS.contains(&word) || FATES.contains(&word) && head.is_some() => break,
            Tag::Nn | Tag::Nns | Tag::Nnp => {
                // A time after the noun (*last week*) belongs to the sentence.
                if head.is_some() && DAYS.contains(&word) {
                    break;
                }
                head = Some(at);
            }
            Tag::Jj | Tag::Pos | Tag::Cd => {}
            Tag::Vbn | Tag::Vbg | Tag::Vbd
                if head.is_none() && (page.tag(at + 1).is_noun() || page.tag(at + 1) == Tag::Jj) => {}
            // A plural right after a number is a noun, whatever the tagger took it for.
            Tag::Vbz if head.is_none() => head = Some(at),
            Tag::Rb if head.is_none() => {}
            _ => break,
        }
        at += 1;
    }
    head.map(|head| start..head + 1)
}

const DETERMINERS: [&str; 12] =
    ["the", "its", "their", "his", "her", "our", "your", "my", "these", "those", "other", "all"];

/// Words that end a noun phrase whatever their tag.
const STOPS: [&str; 44] = [
    "were",
    "was",
    "are",
    "is",
    "be",
    "been",
    "have",
    "has",
    "had",
    "will",
    "would",
    "who",
    "which",
    "that",
    "in",
    "on",
    "at",
    "from",
    "to",
    "for",
    "by",
    "with",
    "and",
    "or",
    "as",
    "than",
    "over",
    "under",
    "since",
    "after",
    "before",
    "during",
    "said",
    "says",
    "a",
    "an",
    "each",
    "every",
    "per",
    "including",
    "but",
    "last",
    "when",
    "while",
];

const DAYS: [&str; 10] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow"];

/// The noun of *the death toll has risen to 44*, *the number of injured stands at 387*.
fn total_before(page: &Page<'_>, it: &Quantity<'_>) -> Option<usize> {
    let floor = page.sentences()[page.sentence_of(it.amount.token)].tokens.start;
    let from = it.amount.token.saturating_sub(12).max(floor);
    let mut tokens = (from..it.amount.token).rev();
    let total =
        tokens.find(|&t| matches!(page.lower(t), "toll" | "number" | "total" | "count" | "population" | "tally"))?;
    if page.lower(total + 1) == "of" {
        return (total + 2..it.amount.token).find(|&t| page.tag(t).is_noun() || FATES.contains(&page.lower(t)));
    }
    if page.lower(total) == "toll" && total > from { Some(total - 1) } else { Some(total) }
}
