//! A span of time told from the day of publication: `two days ago`, `over the past two months`, `in three weeks`,
//! `the next five years`.

use super::super::calendar::{self, Day, Unit};
use super::super::clock::{Clock, Found, Look, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "duration_relative", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.9, at, found);
}

/// The span of time that begins at a token.
fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let today = clock.today?;
    // `the five past years`
    if let Some(n) = words::number(clock.lower(start)).and_then(|n| i32::try_from(n).ok())
        && clock.lower(start + 2).ends_with('s')
        && let Some(unit) = words::unit(clock.lower(start + 2))
    {
        let (from, to) = match clock.lower(start + 1) {
            "past" | "last" | "previous" => (calendar::plus(today, -n, unit)?, today),
            "next" | "coming" | "upcoming" => (calendar::plus(today, 1, Unit::Day)?, calendar::plus(today, n, unit)?),
            _ => return None,
        };
        return Some(Found::new(start, start + 3, calendar::days(from, to)));
    }
    if let Some((n, unit, end)) = amount(clock, start) {
        match clock.lower(end) {
            "ago" => return Some(Found::new(start, end + 1, told(calendar::plus(today, -n, unit)?, unit)?)),
            "from" => {
                let (days, end) = match clock.lower(end + 1) {
                    "now" | "today" => (0, end + 2),
                    "tomorrow" => (1, end + 2),
                    "yesterday" => (-1, end + 2),
                    _ => return None,
                };
                let it = calendar::plus(calendar::plus(today, days, Unit::Day)?, n, unit)?;
                return Some(Found::new(start, end, told(it, unit)?));
            }
            "earlier" | "later" | "before" | "after" => return None,
            _ => {}
        }
        let ahead = clock.before(start) == "in" && clock.look(start - 1) == Look::Future;
        if ahead && unit != Unit::Hour {
            return Some(Found::new(start, end, told(calendar::plus(today, n, unit)?, unit)?));
        }
        if clock.before(start) == "within" && clock.look(start - 1) == Look::Future {
            return Some(Found::new(start, end, calendar::days(today, calendar::plus(today, n, unit)?)));
        }
    }
    // `the past two months`, `the last decade`, `next 2 days`
    let which = start + usize::from(clock.lower(start) == "the");
    let back = match clock.lower(which) {
        "past" => true,
        "last" | "previous" => true,
        "next" | "coming" | "following" => false,
        _ => return None,
    };
    let (n, unit, end) = match amount(clock, which + 1) {
        Some(it) => it,
        // `the last week` and `last month` are periods of the calendar, `the past week` is not.
        None => {
            if clock.lower(which + 1) == "fortnight" {
                return Some(Found::new(start, which + 2, fortnight(today, back)?));
            }
            let unit = words::unit(clock.lower(which + 1))?;
            if clock.lower(which) == "past" || unit == Unit::Decade && which > start {
                (1, unit, which + 2)
            } else {
                return None;
            }
        }
    };
    // `the last four months of 2021` counts from another end.
    if clock.lower(end) == "of" {
        return None;
    }
    let when = if back {
        calendar::days(calendar::plus(today, -n, unit)?, today)
    } else {
        calendar::days(calendar::plus(today, 1, Unit::Day)?, calendar::plus(today, n, unit)?)
    };
    Some(Found::new(start, end, when))
}

/// `two weeks`, `a year`, `a couple of days`, `several months`: how many of what, and where it ends.
fn amount(clock: &Clock<'_>, at: usize) -> Option<(i32, Unit, usize)> {
    let mut end = at + 1;
    let n = match clock.lower(at) {
        "a" | "an" => match clock.lower(end) {
            "few" => {
                end += 1;
                3
            }
            "couple" => {
                end += 1 + usize::from(clock.lower(end + 1) == "of");
                2
            }
            _ => 1,
        },
        "few" | "several" => 3,
        "couple" => {
            end += usize::from(clock.lower(end) == "of");
            2
        }
        word => words::number(word)?,
    };
    let n = i32::try_from(n).ok()?;
    let (n, unit) = match clock.lower(end) {
        "fortnight" => (n * 2, Unit::Week),
        word => (n, words::unit(word)?),
    };
    if unit == Unit::Hour && n < 24 {
        return Some((0, Unit::Day, end + 1));
    }
    Some((n, unit, end + 1))
}

/// A day as exact as `two years ago` tells it: to the day, month or year.
fn told(it: Day, unit: Unit) -> Option<When> {
    let (year, month) = (i32::from(it.year()), u32::from(it.month().unsigned_abs()));
    Some(When::At(match unit {
        Unit::Hour | Unit::Day | Unit::Week => calendar::day(it),
        Unit::Month => calendar::month(year, month)?,
        Unit::Year | Unit::Decade => calendar::year(year)?,
    }))
}

/// The two weeks up to today, or from tomorrow on.
fn fortnight(today: Day, back: bool) -> Option<When> {
    Some(if back {
        calendar::days(calendar::plus(today, -2, Unit::Week)?, today)
    } else {
        calendar::days(calendar::plus(today, 1, Unit::Day)?, calendar::plus(today, 2, Unit::Week)?)
    })
}
