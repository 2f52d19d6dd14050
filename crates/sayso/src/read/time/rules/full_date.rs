//! A day of a month: `March 3, 2025`, `Monday, 3 March`, `the 3rd of March 2025`, `Tuesday the 21st`.

use super::super::calendar::{self, Day, ymd};
use super::super::clock::{Clock, Found, Look, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "full_date", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.97, at, found);
}

/// The day that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let mut at = start;
    let weekday = clock.weekday(at);
    if weekday.is_some() {
        at += 1;
        at += usize::from(clock.lower(at) == ",");
    }
    let the = clock.lower(at) == "the";
    at += usize::from(the);
    if let Some(month) = clock.month(at) {
        if the {
            return None;
        }
        let number = at + 1 + usize::from(clock.lower(at + 1) == "the");
        let (day, end) = day_at(clock, number).or_else(|| {
            // `May twenty one`
            let tens =
                words::number(clock.lower(number)).filter(|n| matches!(n, 20 | 30) && !clock.is_number(number))?;
            let ones = words::number(clock.lower(number + 1)).filter(|n| (1..10).contains(n));
            Some((tens + ones.unwrap_or(0), number + 1 + usize::from(ones.is_some())))
        })?;
        return dated(clock, start, weekday, month, day, end);
    }
    if matches!(clock.before(at), "$" | "£" | "€") {
        return None;
    }
    let (day, end) = day_at(clock, at)?;
    let of = clock.lower(end) == "of";
    if let Some(month) = clock.month(end + usize::from(of)) {
        // `first May` is no day, `the first of May` and `1 May` are.
        if of || clock.is_number(at) {
            return dated(clock, start, weekday, month, day, end + usize::from(of) + 1);
        }
    }
    // `the 20th of next month`, `the 15th day of this month`, `the 21st this month`
    let told = end + usize::from(clock.lower(end) == "day");
    let told = told + usize::from(clock.lower(told) == "of");
    if (of || the)
        && let Some((year, month, end)) = month_phrase(clock, told)
    {
        return Some(Found::new(start, end, When::At(calendar::day(ymd(year, month, day)?))));
    }
    // `Thursday the 21st`
    let weekday = weekday?;
    if !the && !clock.lower(at).ends_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let near =
        nearest(clock.today?, |month| ymd(i32::from(month.year()), month.month().unsigned_abs().into(), day), weekday)?;
    Some(Found::new(start, end, When::At(calendar::day(near))))
}

/// `next month`, `this month`, `last month`: its year and month, and where it ends.
fn month_phrase(clock: &Clock<'_>, at: usize) -> Option<(i32, u32, usize)> {
    if clock.lower(at + 1) != "month" {
        return None;
    }
    let step = match clock.lower(at) {
        "this" | "the" => 0,
        "last" | "previous" => -1,
        "next" => 1,
        _ => return None,
    };
    let there = calendar::plus(clock.today?.first_of_month(), step, calendar::Unit::Month)?;
    Some((i32::from(there.year()), there.month().unsigned_abs().into(), at + 2))
}

/// Of the days that `make` gives for the months around `today`, the nearest that falls on `weekday`.
fn nearest(today: Day, make: impl Fn(Day) -> Option<Day>, weekday: i32) -> Option<Day> {
    let months = (-12..=12).filter_map(|n| calendar::plus(today.first_of_month(), n, calendar::Unit::Month));
    let days = months.filter_map(make).filter(|&it| calendar::weekday(it) == weekday);
    days.min_by_key(|&it| today.until(it).map_or(i32::MAX, |span| span.get_days().abs()))
}

/// A day of the month in digits or words, and where it ends.
fn day_at(clock: &Clock<'_>, at: usize) -> Option<(u32, usize)> {
    let lower = clock.lower(at);
    if let (20 | 30, Some(ones)) = (words::number(lower).unwrap_or(0), words::ordinal(clock.lower(at + 1)))
        && !clock.is_number(at)
        && ones < 10
    {
        return Some((words::number(lower)? + ones, at + 2));
    }
    words::day_of_month(lower).map(|day| (day, at + 1))
}

fn dated(clock: &Clock<'_>, start: usize, weekday: Option<i32>, month: u32, day: u32, end: usize) -> Option<Found> {
    if let Some((year, end)) =
        clock.year_after(end).or_else(|| clock.year_phrase(end)).or_else(|| same_year(clock, end))
    {
        return Some(Found::new(start, end, When::At(calendar::day(ymd(year, month, day)?))));
    }
    let today = clock.today?;
    if let Some(weekday) = weekday {
        let years = [0, -1, 1].map(|n| ymd(i32::from(today.year()) + n, month, day));
        if let Some(it) = years.into_iter().flatten().find(|&it| calendar::weekday(it) == weekday) {
            return Some(Found::new(start, end, When::At(calendar::day(it))));
        }
    }
    let it = yearless(today, clock.look(start), month, day)?;
    Some(Found::new(start, end, When::At(calendar::day(it))))
}

/// `of the same year`, `that year`: the year named last before, and where the phrase ends.
fn same_year(clock: &Clock<'_>, at: usize) -> Option<(i32, usize)> {
    let mut end = at + usize::from(matches!(clock.lower(at), "of" | ","));
    end += usize::from(clock.lower(end) == "the");
    if !matches!(clock.lower(end), "same" | "that") || clock.lower(end + 1) != "year" {
        return None;
    }
    let year = (0..at).rev().take(60).find_map(|it| words::year(clock.word(it)))?;
    Some((year, end + 2))
}

/// The day of a month in the year that the sentence looks to.
pub(in super::super) fn yearless(today: Day, look: Look, month: u32, day: u32) -> Option<Day> {
    // Far enough for the 29th of February.
    let years = |step: i32| {
        (0..9).find_map(move |n| {
            let it = ymd(i32::from(today.year()) + step * n, month, day)?;
            (if step < 0 { it <= today } else { it >= today }).then_some(it)
        })
    };
    let (past, future) = (years(-1), years(1));
    let far = |it: Day| today.until(it).map_or(i32::MAX, |span| span.get_days().abs());
    match (look, past, future) {
        // A day most of a year off is written with its year: without one, the near side is meant.
        (Look::Past, Some(past), Some(future)) if far(past) > 240 && far(future) < 120 => Some(future),
        (Look::Future, Some(past), Some(future)) if far(future) > 300 && far(past) < 60 => Some(past),
        (Look::Past, past, _) => past,
        (Look::Future, _, future) => future,
        (Look::Unknown, Some(past), Some(future)) => Some(if far(future) < far(past) { future } else { past }),
        (Look::Unknown, past, future) => past.or(future),
    }
}
