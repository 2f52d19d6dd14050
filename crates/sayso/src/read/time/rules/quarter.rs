//! A quarter or half of a year: `the third quarter of 2024`, `Q3 2024`, `the first half of this year`.

use super::super::calendar;
use super::super::clock::{Clock, Found, Look, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "quarter", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.93, at, found);
}

/// The quarter or half that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    // `2024 Q3`
    if let (Some(year), Some((from, to, end))) = (words::year(clock.word(start)), part_at(clock, start + 1)) {
        return Some(Found::new(start, end, calendar::months(year, from, to)?));
    }
    if let Some(found) = several(clock, start) {
        return Some(found);
    }
    let (from, to, end) = part_at(clock, start)?;
    if let Some((year, end)) = clock.year_after(end).or_else(|| clock.year_phrase(end)) {
        return Some(Found::new(start, end, calendar::months(year, from, to)?));
    }
    let today = clock.today?;
    let (year, month) = (i32::from(today.year()), u32::from(today.month().unsigned_abs()));
    if clock.lower(end) == "of" && clock.lower(end + 1) == "the" && clock.lower(end + 2) == "year" {
        return Some(Found::new(start, end + 3, calendar::months(year, from, to)?));
    }
    // Halves without a year are those of matches.
    if to - from > 2 {
        return None;
    }
    let year = match clock.look(start) {
        Look::Future => {
            if to < month {
                year + 1
            } else {
                year
            }
        }
        _ => {
            if from > month {
                year - 1
            } else {
                year
            }
        }
    };
    Some(Found::new(start, end, calendar::months(year, from, to)?))
}

/// First and last month of the part, and where it ends.
fn part_at(clock: &Clock<'_>, start: usize) -> Option<(u32, u32, usize)> {
    let word = clock.word(start);
    if let [letter @ (b'Q' | b'H' | b'q'), digit @ b'1'..=b'4'] = word.as_bytes() {
        let n = u32::from(digit - b'0');
        return match letter {
            b'Q' | b'q' => Some((n * 3 - 2, n * 3, start + 1)),
            _ if n <= 2 => Some((n * 6 - 5, n * 6, start + 1)),
            _ => None,
        };
    }
    let at = start + usize::from(clock.lower(start) == "the");
    let n = match clock.lower(at) {
        "final" => 4,
        "opening" => 1,
        word => words::ordinal(word)?,
    };
    let at = at + usize::from(clock.lower(at + 1) == "fiscal");
    match clock.lower(at + 1) {
        "quarter" if (1..=4).contains(&n) => Some((n * 3 - 2, n * 3, at + 2)),
        "half" if (1..=2).contains(&n) => Some((n * 6 - 5, n * 6, at + 2)),
        _ => None,
    }
}

/// `the past two quarters`, `the next three quarters`: whole ones, without that of today.
fn several(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let at = start + usize::from(clock.lower(start) == "the");
    let back = match clock.lower(at) {
        "past" | "last" | "previous" => true,
        "next" | "coming" | "following" => false,
        _ => return None,
    };
    let n = i32::try_from(words::number(clock.lower(at + 1))?).ok().filter(|n| (1..100).contains(n))?;
    if clock.lower(at + 2) != "quarters" {
        return None;
    }
    let today = clock.today?;
    let this = i32::from(today.year()) * 4 + i32::from(today.month() - 1) / 3;
    let (from, to) = if back { (this - n, this - 1) } else { (this + 1, this + n) };
    let month = |quarter: i32, last: i32| {
        calendar::month(quarter.div_euclid(4), (quarter.rem_euclid(4) * 3 + 1 + last).unsigned_abs())
    };
    Some(Found::new(start, at + 3, When::Between(month(from, 0)?, month(to, 2)?)))
}
