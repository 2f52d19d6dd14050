//! For each what a figure is told: *a year*, *per person*, *-a-share*, *annually*; *cross the bridge every day*.

use super::piece::{Gap, Kind, Line};
use super::unit;
use crate::read::Page;
use sayso_types::{Per, Tag, TokenKind};

/// *a year*, *per person*, *each day*, *-a-share*, *annually* after `at`, and its end.
pub(super) fn rate(line: &Line<'_>, at: usize) -> Option<(Per, usize)> {
    let first = line.piece(at)?;
    if first.kind == Kind::Sign {
        // `$5/day`
        let noun = line.piece(first.end).filter(|it| line.word(first) == "/" && it.kind == Kind::Letters)?;
        return unit_of_time(line, first.end)
            .map(|(word, end)| (Per(word.to_owned()), end))
            .or_else(|| PER_NOUNS.contains(&line.word(noun)).then(|| (Per(line.word(noun).to_owned()), noun.end)));
    }
    let adverb = adverb(line.word(first)).or((line.word(first) == "apiece").then_some("piece"));
    if let Some(adverb) = adverb {
        // *20 daily flights* counts flights all the same.
        return Some((Per(adverb.to_owned()), first.end));
    }
    let noun = line.piece(first.end).filter(|it| it.gap != Gap::None && it.kind == Kind::Letters)?;
    let word = line.word(noun);
    match line.word(first) {
        "a" | "an" | "each" | "every" | "per" => {}
        _ => return None,
    }
    if let Some((time, end)) = unit_of_time(line, first.end) {
        return Some((Per(time.to_owned()), end));
    }
    let known = PER_NOUNS.contains(&word);
    match line.word(first) {
        "per" if word == "capita" || word == "head" => Some((Per("person".to_owned()), noun.end)),
        "per" if word == "annum" => Some((Per("year".to_owned()), noun.end)),
        "per" if !matches!(word, "cent" | "cents") => Some((Per(word.to_owned()), noun.end)),
        "a" | "an" if known => Some((Per(if word == "head" { "person" } else { word }.to_owned()), noun.end)),
        _ => None,
    }
}

/// The unit of time after `at`, in the singular.
fn unit_of_time<'p>(line: &Line<'p>, at: usize) -> Option<(&'p str, usize)> {
    let found = unit::time_at(line, at)?;
    let piece = line.piece(at)?;
    let word = line.word(piece);
    matches!(
        word,
        "second" | "minute" | "hour" | "day" | "week" | "fortnight" | "month" | "year" | "decade" | "century" | "yr"
    )
    .then_some((if word == "yr" { "year" } else { word }, found.end))
}

/// How far from what is counted a rate may stand, in tokens.
const REACH: usize = 12;

/// The rate that stands later in the same clause: *1,200 vehicles cross the bridge every day*. `from` is the token after what
/// is counted.
pub(super) fn after_verb(page: &Page<'_>, from: usize, limit: usize) -> Option<Per> {
    for at in from..limit.min(from + REACH) {
        let word = page.lower(at);
        // Another clause or another number begins: the rate there is of that.
        if !matches!(page.kind(at), TokenKind::Word | TokenKind::Clitic) || at > from && CLAUSES.contains(&word) {
            return None;
        }
        if let Some(time) = adverb(word) {
            // *hear about daily*, not *the Daily Star*, *a daily paper*
            let alone = !page.tag(at + 1).is_noun() && page.tag(at + 1) != Tag::Jj;
            if alone && page.word(at) == word {
                return Some(Per(time.to_owned()));
            }
            continue;
        }
        // *three entries for each category*
        if word == "for"
            && at + 2 < limit
            && matches!(page.lower(at + 1), "each" | "every")
            && page.tag(at + 2) == Tag::Nn
        {
            return Some(Per(page.lower(at + 2).to_owned()));
        }
        let Some(time) = time(page.lower(at + 1)) else { continue };
        if at + 1 >= limit {
            return None;
        }
        let next = if at + 2 < limit { page.lower(at + 2) } else { "" };
        let placed = matches!(
            next,
            "ago"
                | "later"
                | "earlier"
                | "after"
                | "before"
                | "since"
                | "from"
                | "in"
                | "'s"
                | "’s"
                | "-"
                | "old"
                | "away"
        );
        let holds = match word {
            "every" | "each" | "per" => true,
            // *a week* after a noun or adverb; *in a week*, *spent a week* tell how long
            "a" | "an" => {
                at > from && !placed && (page.tag(at - 1).is_noun() || page.lower(at - 1) == "here") && next != "long"
            }
            _ => false,
        };
        if holds {
            return Some(Per(time.to_owned()));
        }
    }
    None
}

/// The rate told before: *a monthly salary of $500*, *Each year some 300 people drown*. `first` is the figure's first token.
pub(super) fn before(page: &Page<'_>, first: usize, floor: usize) -> Option<Per> {
    let word = |back: usize| first.checked_sub(back).filter(|&t| t >= floor).map_or("", |t| page.lower(t));
    let comma = usize::from(word(1) == ",");
    if matches!(word(2 + comma), "every" | "each")
        && first.checked_sub(3 + comma).is_none_or(|t| t < floor || opens(page, t))
    {
        return time(word(1 + comma)).map(|it| Per(it.to_owned()));
    }
    if word(1) != "of" {
        return None;
    }
    // *a monthly salary of*, *annual running costs of*
    let rated = (3..5).find_map(|back| adjective(word(back)).map(|time| (back, time)))?;
    (2..rated.0).all(|back| page.tag(first - back).is_noun()).then(|| Per(rated.1.to_owned()))
}

/// Whether a clause can begin after this token.
fn opens(page: &Page<'_>, token: usize) -> bool {
    page.kind(token) != TokenKind::Word || matches!(page.lower(token), "and" | "but" | "that" | "said" | "says")
}

fn adverb(word: &str) -> Option<&'static str> {
    match word {
        "annually" | "yearly" => Some("year"),
        "daily" => Some("day"),
        "weekly" => Some("week"),
        "monthly" => Some("month"),
        "hourly" => Some("hour"),
        _ => None,
    }
}

fn adjective(word: &str) -> Option<&'static str> {
    if word == "annual" { Some("year") } else { adverb(word).filter(|_| word != "annually") }
}

/// The unit of time that a rate is told for, in the singular.
fn time(word: &str) -> Option<&'static str> {
    const TIMES: [&str; 8] = ["minute", "hour", "day", "night", "week", "month", "year", "decade"];
    TIMES.into_iter().find(|it| *it == word)
}

/// Words that open another clause, or tell of something else.
const CLAUSES: [&str; 26] = [
    "and",
    "but",
    "or",
    "while",
    "when",
    "which",
    "who",
    "that",
    "because",
    "as",
    "if",
    "after",
    "before",
    "since",
    "until",
    "where",
    "whose",
    "said",
    "says",
    "than",
    "although",
    "though",
    "with",
    "including",
    "so",
    "to",
];

const PER_NOUNS: [&str; 34] = [
    "person",
    "head",
    "share",
    "barrel",
    "ton",
    "tonne",
    "gallon",
    "litre",
    "liter",
    "ounce",
    "pound",
    "kilo",
    "kilogram",
    "kg",
    "piece",
    "bottle",
    "ticket",
    "seat",
    "mile",
    "kilometre",
    "kilometer",
    "km",
    "game",
    "shift",
    "vote",
    "household",
    "family",
    "student",
    "night",
    "quarter",
    "acre",
    "hectare",
    "worker",
    "patient",
];
