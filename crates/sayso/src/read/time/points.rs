//! Every way to tell one time, as an end of an interval can be told.

use super::clock::{Clock, Found, Parser};
use super::rules;

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
