//! A day of the week: `Monday`, `last Friday`, `Tuesday night`, `Thursday next week`.

use super::super::calendar::{self, Unit};
use super::super::clock::{Clock, Found, Look, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "weekday", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.95, at, found);
}

/// The day of the week that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let part = usize::from(matches!(clock.lower(start), "early" | "late"));
    let which = clock.lower(start + part);
    // `last week Sunday`, `this week on Friday`
    if matches!(which, "last" | "this" | "next") && clock.lower(start + part + 1) == "week" {
        let at = start + part + 2;
        let at = at + usize::from(clock.lower(at) == "on");
        let step = week_step(which)?;
        return in_week(clock, start, at + 1, clock.weekday(at)?, step);
    }
    let step = matches!(which, "last" | "this" | "next" | "past" | "previous" | "coming" | "upcoming");
    let which = if step { which } else { "" };
    let at = start + part + usize::from(step);
    let weekday = clock.weekday(at)?;
    if named(clock, at, step) {
        return None;
    }
    let mut end = at + 1;
    let week = end + usize::from(clock.lower(end) == "of");
    if matches!(clock.lower(week), "last" | "this" | "next") && clock.lower(week + 1) == "week" {
        return in_week(clock, start, week + 2, weekday, week_step(clock.lower(week))?);
    }
    end += usize::from(words::part_of_day(clock.lower(end)));
    let today = clock.today?;
    let back = (calendar::weekday(today) - weekday).rem_euclid(7);
    let ahead = (weekday - calendar::weekday(today)).rem_euclid(7);
    let days = match which {
        "this" => return in_week(clock, start, end, weekday, 0),
        // On a Thursday, `last Wednesday` is no other word for yesterday.
        "last" | "previous" => return in_week(clock, start, end, weekday, -1),
        "past" if back == 0 => -7,
        "past" => -back,
        "coming" | "upcoming" if ahead == 0 => 7,
        "next" => return in_week(clock, start, end, weekday, 1),
        "coming" | "upcoming" => ahead,
        _ if clock.look(start) == Look::Future => ahead,
        _ => -back,
    };
    let it = calendar::plus(today, days, Unit::Day)?;
    Some(Found::new(start, end, When::At(calendar::day(it))))
}

fn week_step(which: &str) -> Option<i32> {
    Some(match which {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    })
}

/// The day of the week so many weeks from this one.
fn in_week(clock: &Clock<'_>, start: usize, end: usize, weekday: i32, weeks: i32) -> Option<Found> {
    let monday = calendar::monday(clock.today?)?;
    let it = calendar::plus(monday, weeks * 7 + weekday, Unit::Day)?;
    Some(Found::new(start, end, When::At(calendar::day(it))))
}

/// Whether the day belongs to a name or comes round again: `Black Friday`, `every Monday`, `Sheffield Wednesday`.
fn named(clock: &Clock<'_>, at: usize, step: bool) -> bool {
    let before = clock.before(at);
    !step
        && matches!(
            before,
            "every"
                | "each"
                | "black"
                | "good"
                | "super"
                | "palm"
                | "ash"
                | "holy"
                | "bloody"
                | "cyber"
                | "sheffield"
                | "maundy"
        )
        || !step && before == "news" && clock.lower(at) == "sunday"
}
