//! A week, month or year told from the day of publication: `last week`, `this month`, `earlier this year`, `the weekend`,
//! `the end of the year`.

use super::super::calendar::{self, Day, Unit};
use super::super::clock::{Clock, Found, Look, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "period_relative", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.9, at, found);
}

/// The period that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    if let Some(found) = week_of(clock, start).or_else(|| rest(clock, start)).or_else(|| after_next(clock, start)) {
        return Some(found);
    }
    let mut at = start;
    let mut part = "";
    match clock.lower(at) {
        word @ ("earlier" | "later" | "early" | "late" | "mid") => {
            (part, at) = (word, at + 1);
            at += usize::from(clock.lower(at) == "in");
        }
        "the" | "start" | "beginning" | "end" | "middle" => {
            let word = at + usize::from(clock.lower(at) == "the");
            if matches!(clock.lower(word), "start" | "beginning" | "end" | "middle") {
                if clock.lower(word + 1) != "of" {
                    return None;
                }
                (part, at) = (clock.lower(word), word + 2);
            }
        }
        _ => {}
    }
    let article = clock.lower(at) == "the";
    let which =
        at + usize::from(article && matches!(clock.lower(at + 1), "current" | "coming" | "previous" | "following"));
    let step = match clock.lower(which) {
        "last" | "previous" => -1,
        "past" if clock.lower(which + 1) == "quarter" => -1,
        "this" | "current" => 0,
        "next" | "coming" | "upcoming" => 1,
        "the" if !part.is_empty() || clock.lower(which + 1) == "weekend" => 0,
        _ => return None,
    };
    let named = clock.lower(which);
    let mut end = which + 1;
    end += usize::from(matches!(clock.lower(end), "fiscal" | "calendar" | "coming" | "past"));
    // `last week of July` is told by July.
    if clock.lower(end) == "week" && clock.lower(end + 1) == "of" {
        return None;
    }
    let when = period(clock, start, clock.lower(end), step, part, named)?;
    Some(Found::new(start, end + 1, when))
}

fn period(clock: &Clock<'_>, start: usize, unit: &str, step: i32, part: &str, named: &str) -> Option<When> {
    let today = clock.today?;
    let year = i32::from(today.year());
    match unit {
        "week" => week(clock, start, today, step, part),
        "weekend" => weekend(clock, start, today, step, named),
        "month" => {
            let it = calendar::plus(today.first_of_month(), step, Unit::Month)?;
            Some(When::At(calendar::month(i32::from(it.year()), it.month().unsigned_abs().into())?))
        }
        "year" => match part {
            "start" | "beginning" | "early" => calendar::months(year + step, 1, 4),
            "mid" | "middle" => calendar::months(year + step, 5, 8),
            "end" | "late" => calendar::months(year + step, 9, 12),
            _ => Some(When::At(calendar::year(year + step)?)),
        },
        "quarter" => {
            let first = i32::from(today.month() - 1) / 3 + step;
            let (year, quarter) = (year + first.div_euclid(4), first.rem_euclid(4).unsigned_abs());
            calendar::months(year, quarter * 3 + 1, quarter * 3 + 3)
        }
        "decade" => {
            let first = year - year % 10 + step * 10;
            Some(When::Between(calendar::year(first)?, calendar::year(first + 9)?))
        }
        "century" => {
            let first = year - year % 100 + step * 100;
            Some(When::Between(calendar::year(first)?, calendar::year(first + 99)?))
        }
        _ => None,
    }
}

/// A week from Monday to Sunday; of this week only what has passed, or what is to come, where the sentence tells.
fn week(clock: &Clock<'_>, start: usize, today: Day, step: i32, part: &str) -> Option<When> {
    let monday = calendar::plus(calendar::monday(today)?, step, Unit::Week)?;
    let day = |n| calendar::plus(monday, n, Unit::Day);
    let (from, to) = match part {
        "earlier" if step == 0 => (monday, today),
        "later" if step == 0 => (today, day(6)?),
        "start" | "beginning" | "early" => (monday, day(2)?),
        "middle" | "mid" => (day(1)?, day(4)?),
        "end" | "late" => (day(3)?, day(6)?),
        _ if step == 0 && clock.look(start) == Look::Past => (monday, today),
        _ => (monday, day(6)?),
    };
    Some(calendar::days(from, to))
}

/// Saturday and Sunday.
fn weekend(clock: &Clock<'_>, start: usize, today: Day, step: i32, named: &str) -> Option<When> {
    let saturday = calendar::plus(calendar::monday(today)?, 5, Unit::Day)?;
    let begun = saturday <= today;
    let weeks = match step {
        -1 => -1,
        1 | 2 if named == "next" => step,
        1 => 0,
        _ if begun || clock.look(start) == Look::Future => 0,
        // Without a verb, `this weekend` looks ahead and `over the weekend` back.
        _ if clock.look(start) != Look::Past && !matches!(clock.before(start), "over" | "during") => 0,
        _ => -1,
    };
    let from = calendar::plus(saturday, weeks, Unit::Week)?;
    Some(calendar::days(from, calendar::plus(from, 1, Unit::Day)?))
}

/// `the first week of March`, `the last week of July 2024`: seven days from either end of the month.
fn week_of(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let at = start + usize::from(clock.lower(start) == "the");
    if clock.lower(at + 1) != "week" || clock.lower(at + 2) != "of" {
        return None;
    }
    let month = super::month_name::at(clock, at + 3).or_else(|| {
        let period = clock.lower(at + 4) == "month" && clock.lower(at + 3) != "the";
        if period { self::at(clock, at + 3) } else { None }
    })?;
    let first = calendar::first_day(calendar::first(month.when)?)?;
    let from = match clock.lower(at) {
        "last" | "final" => calendar::plus(first.last_of_month(), -6, Unit::Day)?,
        word => match words::ordinal(word)? {
            nth @ 1..=4 => calendar::plus(first, i32::try_from(nth).ok()? * 7 - 7, Unit::Day)?,
            _ => return None,
        },
    };
    Some(Found::new(start, month.tokens.end, calendar::days(from, calendar::plus(from, 6, Unit::Day)?)))
}

/// `the rest of the year`: from the day of publication to the end.
fn rest(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let at = start + usize::from(clock.lower(start) == "the");
    if !matches!(clock.lower(at), "rest" | "remainder") || clock.lower(at + 1) != "of" {
        return None;
    }
    let unit = at + 2 + usize::from(matches!(clock.lower(at + 2), "the" | "this"));
    let today = clock.today?;
    let to = match clock.lower(unit) {
        "week" => calendar::plus(calendar::monday(today)?, 6, Unit::Day)?,
        "month" => today.last_of_month(),
        "year" => today.last_of_year(),
        _ => return None,
    };
    Some(Found::new(start, unit + 1, calendar::days(today, to)))
}

/// `the week after next`.
fn after_next(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let at = start + usize::from(clock.lower(start) == "the");
    if clock.lower(at + 1) != "after" {
        return None;
    }
    let next = at + 2 + usize::from(clock.lower(at + 2) == "the");
    if clock.lower(next) != "next" {
        return None;
    }
    let when = period(clock, start, clock.lower(at), 2, "", "next")?;
    Some(Found::new(start, next + 1, when))
}
