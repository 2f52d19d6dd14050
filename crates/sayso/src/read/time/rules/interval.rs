//! From one time to another, since one, or up to one: `from March 3 to 5`, `between 2010 and 2015`, `2016-17`,
//! `since April`, `by 2030`.

use super::super::calendar::{self, ymd};
use super::super::clock::{Clock, Found, Look, scan};
use super::super::points::point;
use super::super::words;
use super::full_date::yearless;
use crate::read::{Page, Rule};
use sayso_types::{Moment, Reading, TimeMention, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "interval", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.93, at, found);
}

fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let found = month_pair(clock, start)
        .or_else(|| years(clock, start))
        .or_else(|| days_of_month(clock, start))
        .or_else(|| two_points(clock, start));
    if found.is_some() {
        return found;
    }
    let mut open = clock.before(start);
    if matches!(open, "on" | "from" | "in")
        && start > 1
        && matches!(clock.before(start - 1), "starting" | "beginning" | "effective")
    {
        open = "starting";
    }
    if !matches!(open, "since" | "until" | "till" | "by" | "through" | "starting" | "beginning" | "effective") {
        return None;
    }
    let it = point(clock, start)?;
    let when = match open {
        "since" | "starting" | "beginning" | "effective" => When::Since(calendar::first(it.when)?),
        _ => When::Until(calendar::last(it.when)?),
    };
    Some(Found { when, ..it })
}

/// `June-August 1992`, as one word.
fn month_pair(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let (from, to) = clock.lower(start).split_once('-')?;
    let (from, to) = (words::month(from)?, words::month(to)?);
    if !clock.is_capital(start) || from == to {
        return None;
    }
    let (year, end) = match clock.year_after(start + 1).or_else(|| clock.year_phrase(start + 1)) {
        Some(it) => it,
        None => (i32::from(yearless(clock.today?, Look::Past, to, 1)?.year()), start + 1),
    };
    let before = if from > to { year - 1 } else { year };
    Some(Found::new(start, end, When::Between(calendar::month(before, from)?, calendar::month(year, to)?)))
}

/// `2016-17`, `1914–1918`, `2016/17`.
fn years(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let word = clock.word(start);
    let (from, to, end) = match word.split_once('/') {
        Some((from, to)) => (words::year(from)?, to, start + 1),
        None => {
            let from = words::year(word)?;
            if matches!(clock.lower(start + 1), "to" | "through" | "until" | "till")
                && let Some(to) = words::year(clock.word(start + 2))
                && from < to
                && (1700..2100).contains(&from)
            {
                return Some(Found::new(start, start + 3, When::Between(calendar::year(from)?, calendar::year(to)?)));
            }
            let dash = matches!(clock.lower(start + 1), "-" | "–" | "—" | "‑")
                && clock.glued(start + 1)
                && clock.glued(start + 2);
            if !dash || !clock.is_number(start + 2) {
                return None;
            }
            (from, clock.word(start + 2), start + 3)
        }
    };
    let to = match to.len() {
        2 => from - from % 100 + to.parse::<i32>().ok()?,
        4 => words::year(to)?,
        _ => return None,
    };
    // `2010-12` alone is a month, `2016-17` cannot be one.
    if to <= from
        || to > from + 60
        || word.len() == 4 && end == start + 3 && to % 100 <= 12 && clock.word(start + 2).len() == 2 && to > from + 1
    {
        return None;
    }
    Some(Found::new(start, end, When::Between(calendar::year(from)?, calendar::year(to)?)))
}

/// `March 3 to 5`, `3-5 March 2025`, `between 3 and 12 September`.
fn days_of_month(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let joint = |at: usize| matches!(clock.lower(at), "to" | "-" | "–" | "—" | "through" | "until" | "till" | "and");
    let mut at = start + usize::from(clock.weekday(start).is_some() && clock.month(start + 1).is_some());
    let (month, from, to, end) = if let Some(month) = clock.month(at) {
        at += usize::from(clock.lower(at + 1) == "the");
        let from = words::day_of_month(clock.lower(at + 1))?;
        if !joint(at + 2)
            || clock.lower(at + 2) == "and" && clock.before(start) != "between" && !clock.is_number(at + 3)
        {
            return None;
        }
        at += usize::from(clock.lower(at + 3) == "the");
        (month, from, words::day_of_month(clock.lower(at + 3))?, at + 4)
    } else {
        at += usize::from(clock.lower(at) == "the");
        let from = words::day_of_month(clock.lower(at))?;
        if !clock.is_number(at) && !matches!(clock.before(start), "from" | "between") || !joint(at + 1) {
            return None;
        }
        at += usize::from(clock.lower(at + 2) == "the");
        let to = words::day_of_month(clock.lower(at + 2))?;
        at += 3;
        at += usize::from(clock.lower(at) == "of");
        if let Some(month) = clock.month(at) {
            (month, from, to, at + 1)
        } else {
            let step = match (clock.lower(at), clock.lower(at + 1)) {
                ("this" | "the", "month") => 0,
                ("next", "month") => 1,
                ("last", "month") => -1,
                _ => return None,
            };
            let there = calendar::plus(clock.today?.first_of_month(), step, calendar::Unit::Month)?;
            let (year, month) = (i32::from(there.year()), u32::from(there.month().unsigned_abs()));
            return Some(Found::new(start, at + 2, calendar::days(ymd(year, month, from)?, ymd(year, month, to)?)));
        }
    };
    // `April 27 to the third` ends in May; `June 5 to 3 July` is none of this.
    let over = to <= from && clock.lower(end.wrapping_sub(2)) == "the";
    if to <= from && !over || clock.month(end).is_some() {
        return None;
    }
    let (year, end) = match clock.year_after(end).or_else(|| clock.year_phrase(end)) {
        Some(it) => it,
        None => {
            let look = match clock.look(start) {
                Look::Unknown => Look::Past,
                look => look,
            };
            (i32::from(yearless(clock.today?, look, month, from)?.year()), end)
        }
    };
    let last = match (over, month) {
        (false, _) => ymd(year, month, to)?,
        (true, 12) => ymd(year + 1, 1, to)?,
        (true, _) => ymd(year, month + 1, to)?,
    };
    Some(Found::new(start, end, calendar::days(ymd(year, month, from)?, last)))
}

/// `from X to Y`, `between X and Y`, `X to Y`, `X – Y`.
fn two_points(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let preposition = clock.before(start);
    let from = point_or_now(clock, start)?;
    let mut at = from.tokens.end;
    at += usize::from(clock.lower(at) == "," && matches!(clock.lower(at + 1), "to" | "until" | "through"));
    let joint = match clock.lower(at) {
        "to" | "until" | "till" | "through" => true,
        "-" | "–" | "—" | "--" => preposition == "from" || clock.glued(at) || matches!(from.when, When::At(_)),
        "and" => preposition == "between",
        _ => false,
    };
    if !joint {
        return None;
    }
    let to = point_or_now(clock, at + 1)?;
    let (mut first, mut last) = (calendar::first(from.when)?, calendar::last(to.when)?);
    let told = |found: &Found| {
        found.tokens.clone().any(|it| {
            let word = clock.word(it);
            words::year(word.rsplit(['/', '-']).next().unwrap_or(word)).is_some()
                || words::year(word).is_some()
                || matches!(clock.lower(it), "year" | "this" | "last" | "next")
        })
    };
    match (told(&from), told(&to)) {
        (false, true) if from.tokens.clone().any(|it| clock.month(it).is_some()) => {
            first.year = last.year;
            if order(first) > order(last) {
                first.year -= 1;
            }
        }
        (true, false) if to.tokens.clone().any(|it| clock.month(it).is_some()) => {
            last.year = first.year;
            if order(first) > order(last) {
                last.year += 1;
            }
        }
        (false, false)
            if order(first) > order(last)
                && last.day.is_some()
                && from.tokens.clone().any(|it| clock.weekday(it).is_some()) =>
        {
            // `from Friday to Monday`: the later day is the one after the earlier.
            let (from, to) = (calendar::first_day(first)?, calendar::first_day(last)?);
            let weeks = (calendar::weekday(to) - calendar::weekday(from)).rem_euclid(7);
            last = calendar::day(calendar::plus(from, weeks, calendar::Unit::Day)?);
        }
        (false, false) if order(first) > order(last) => first.year -= 1,
        _ => {}
    }
    if order(first) > order(last) {
        return None;
    }
    Some(Found::new(start, to.tokens.end, When::Between(first, last)))
}

/// A time, or `now`.
fn point_or_now(clock: &Clock<'_>, at: usize) -> Option<Found> {
    match (clock.lower(at), clock.lower(at + 1)) {
        ("now", _) | ("date", _) => Some(Found::new(at, at + 1, When::At(calendar::day(clock.today?)))),
        ("the", "present") => Some(Found::new(at, at + 2, When::At(calendar::day(clock.today?)))),
        _ => point(clock, at),
    }
}

/// A key that puts moments in order.
fn order(it: Moment) -> (i16, u8, u8) {
    (it.year, it.month.unwrap_or(0), it.day.unwrap_or(0))
}
