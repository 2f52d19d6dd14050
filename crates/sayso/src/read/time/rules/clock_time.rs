//! A clock time with its day: `9:30 a.m. on Monday`, `Tuesday at 3pm`, `yesterday at noon`.

use super::super::clock::{Clock, Found, scan};
use super::super::points::point;
use crate::read::{Page, Rule};
use sayso_types::{Moment, Reading, TimeMention, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "clock_time", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.93, at, found);
}

fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    if let Some((time, end)) = time_at(clock, start) {
        let mut day = end
            + usize::from(matches!(clock.lower(end), "gmt" | "utc" | "et" | "est" | "edt" | "bst" | "cet" | "local"));
        day += usize::from(clock.lower(day) == "time");
        day += usize::from(clock.lower(day) == ",");
        day += usize::from(clock.lower(day) == "on");
        let it = point(clock, day)?;
        return Some(Found::new(start, it.tokens.end, When::At(timed(it.when, time)?)));
    }
    if !clock.is_capital(start) && !matches!(clock.lower(start), "yesterday" | "today" | "tomorrow") {
        return None;
    }
    let it = point(clock, start)?;
    let mut end = it.tokens.end;
    end += usize::from(clock.lower(end) == ",");
    if !matches!(clock.lower(end), "at" | "around" | "from") {
        return None;
    }
    let (time, end) = time_at(clock, end + 1)?;
    Some(Found::new(start, end, When::At(timed(it.when, time)?)))
}

fn timed(day: When, time: (u8, u8)) -> Option<Moment> {
    match day {
        When::At(it) if it.day.is_some() => Some(Moment { time: Some(time), ..it }),
        _ => None,
    }
}

/// Hour and minute, and where they end.
fn time_at(clock: &Clock<'_>, at: usize) -> Option<((u8, u8), usize)> {
    match clock.lower(at) {
        "noon" | "midday" => return Some(((12, 0), at + 1)),
        "midnight" => return Some(((0, 0), at + 1)),
        _ => {}
    }
    if !clock.is_number(at) {
        return None;
    }
    let lower = clock.lower(at);
    let glued =
        lower.strip_suffix("pm").map(|it| (it, true)).or_else(|| lower.strip_suffix("am").map(|it| (it, false)));
    let (digits, afternoon, end) = match (glued, clock.lower(at + 1)) {
        (Some((digits, pm)), _) => (digits, Some(pm), at + 1),
        (None, "p.m." | "pm" | "p.m") => (lower, Some(true), at + 2),
        (None, "a.m." | "am" | "a.m") => (lower, Some(false), at + 2),
        (None, _) => (lower, None, at + 1),
    };
    let (hour, minute): (u8, u8) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        Some(_) => return None,
        None if afternoon.is_some() => (digits.parse().ok()?, 0),
        None => return None,
    };
    let hour = match afternoon {
        Some(_) if hour > 12 || hour == 0 => return None,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    (hour < 24 && minute < 60).then_some(((hour, minute), end))
}
