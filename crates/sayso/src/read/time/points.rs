//! Every way to tell one time, as an end of an interval can be told.

use super::clock::{Clock, Found, Parser};
use super::rules;
use super::words;

/// Single times, the more telling patterns first.
const POINTS: [Parser; 10] = [
    rules::full_date::at,
    rules::numeric_date::at,
    rules::month_name::at,
    rules::quarter::at,
    rules::season::at,
    rules::holiday::at,
    rules::weekday::at,
    rules::day_relative::at,
    rules::period_relative::at,
    rules::year::at,
];

/// The time that begins at a token: the longest of what the patterns see.
pub(super) fn point(clock: &Clock<'_>, at: usize) -> Option<Found> {
    if !may_begin(clock, at) {
        return None;
    }
    let mut best: Option<Found> = None;
    for parser in POINTS {
        if let Some(it) = parser(clock, at)
            && best.as_ref().is_none_or(|best| it.tokens.end > best.tokens.end)
        {
            best = Some(it);
        }
    }
    best
}

/// Whether a time can begin at a token: a cheap look, since intervals are sought at every one.
fn may_begin(clock: &Clock<'_>, at: usize) -> bool {
    let lower = clock.lower(at);
    clock.is_capital(at)
        || lower.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '\'' | '’'))
        || matches!(lower, "the" | "last" | "next" | "this" | "past" | "early" | "late" | "mid" | "earlier" | "later")
        || matches!(lower, "today" | "tomorrow" | "yesterday" | "tonight" | "end" | "start" | "beginning" | "middle")
        || matches!(lower, "coming" | "previous" | "upcoming" | "current" | "fiscal" | "year" | "spring" | "summer")
        || matches!(lower, "winter" | "autumn" | "rest" | "final" | "day" | "christmas" | "easter" | "thanksgiving")
        || lower.starts_with("mid-")
        || lower.ends_with(['h', 'd', 't']) && words::ordinal(lower).is_some()
        || words::month(lower).is_some()
        || words::weekday(lower).is_some()
}
