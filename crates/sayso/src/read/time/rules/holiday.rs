//! A day with a name: `Christmas Eve`, `Easter Monday`, `Thanksgiving 2024`, `last Halloween`, the days of history of
//! `data/holidays.tsv`.

use super::super::calendar::{self, Day, Unit, ymd};
use super::super::clock::{Clock, Found, Look, scan};
use super::super::words;
use crate::read::{Page, Rule};
use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::{Reading, TimeMention, When};
use std::sync::OnceLock;

pub(super) const RULE: Rule<TimeMention> = Rule { name: "holiday", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.93, at, found);
}

/// The day of a year that a name means.
#[derive(Clone, Copy, Debug)]
enum Rite {
    Fixed(u32, u32),
    /// Month, which in the month (−1: the last), days from Monday, days after that.
    Nth(u32, i32, i32, i32),
    FromEaster(i32),
    Once(Day),
}

type Names = FxHashMap<&'static str, Vec<(Vec<&'static str>, Rite)>>;

/// The names by their first word, the longest first.
fn names() -> &'static Names {
    static TABLE: OnceLock<Names> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Names::default();
        for row in table::rows(table::HOLIDAYS) {
            let Some(rite) = rite(row[0]) else { continue };
            for name in row[1].split('|') {
                let words: Vec<&str> = name.split(' ').collect();
                table.entry(words[0]).or_default().push((words, rite));
            }
        }
        for bearers in table.values_mut() {
            bearers.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        table
    })
}

fn rite(told: &str) -> Option<Rite> {
    if let Some(days) = told.strip_prefix("easter") {
        return Some(Rite::FromEaster(days.parse().ok()?));
    }
    if let Some((month, rest)) = told.split_once('#') {
        let (nth, day) = rest.split_once(' ')?;
        let (day, more) = day.split_once('+').unwrap_or((day, "0"));
        return Some(Rite::Nth(month.parse().ok()?, nth.parse().ok()?, words::weekday(day)?, more.parse().ok()?));
    }
    if told.len() == 10 {
        return Some(Rite::Once(told.parse().ok()?));
    }
    let (month, day) = told.split_once('-')?;
    Some(Rite::Fixed(month.parse().ok()?, day.parse().ok()?))
}

/// The named day that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    // `the weekend of Halloween`
    let of = start + usize::from(clock.lower(start) == "the");
    if clock.lower(of) == "weekend" && clock.lower(of + 1) == "of" {
        let day = at(clock, of + 2)?;
        let weekend = weekend(calendar::first_day(calendar::first(day.when)?)?)?;
        return Some(Found::new(start, day.tokens.end, weekend));
    }
    let which = clock.lower(start);
    let step = matches!(which, "last" | "previous" | "this" | "next");
    let at = start + usize::from(step);
    let bearers = names().get(clock.lower(at))?;
    let (words, rite) =
        bearers.iter().find(|(words, _)| words.iter().enumerate().all(|(n, it)| clock.lower(at + n) == *it))?;
    let end = at + words.len();
    if let Rite::Once(day) = rite {
        return Some(Found::new(start, end, When::At(calendar::day(*day))));
    }
    if clock.lower(end) == "weekend" {
        let day = when_of(clock, start, which, *rite, end)?;
        let weekend = weekend(day)?;
        let end = clock.year_after(end + 1).map_or(end + 1, |it| it.1);
        return Some(Found::new(start, end, weekend));
    }
    if let Some((year, end)) = clock.year_after(end).or_else(|| clock.year_phrase(end)) {
        let day = day_in(*rite, year)?;
        if clock.lower(end) == "weekend" {
            return Some(Found::new(start, end + 1, weekend(day)?));
        }
        return Some(Found::new(start, end, When::At(calendar::day(day))));
    }
    let it = when_of(clock, start, which, *rite, end)?;
    Some(Found::new(start, end, When::At(calendar::day(it))))
}

/// The day in the year that the words or the sentence tell.
fn when_of(clock: &Clock<'_>, start: usize, which: &str, rite: Rite, end: usize) -> Option<Day> {
    if let Some((year, _)) = clock.year_after(end + usize::from(clock.lower(end) == "weekend")) {
        return day_in(rite, year);
    }
    let today = clock.today?;
    let year = i32::from(today.year());
    let this = day_in(rite, year)?;
    let before = if this <= today { this } else { day_in(rite, year - 1)? };
    let after = if this >= today { this } else { day_in(rite, year + 1)? };
    Some(match which {
        "this" => this,
        "last" | "previous" => before,
        "next" => after,
        _ if clock.look(start) == Look::Future => after,
        _ => before,
    })
}

/// The weekend of a holiday, with it where it touches the weekend.
fn weekend(day: Day) -> Option<When> {
    let weekday = calendar::weekday(day);
    let (from, to) = match weekday {
        0 => (-2, 0),
        1 | 2 => (-weekday - 2, -weekday - 1),
        3 | 4 => (0, 6 - weekday),
        _ => (5 - weekday, 6 - weekday),
    };
    Some(calendar::days(calendar::plus(day, from, Unit::Day)?, calendar::plus(day, to, Unit::Day)?))
}

fn day_in(rite: Rite, year: i32) -> Option<Day> {
    match rite {
        Rite::Fixed(month, day) => ymd(year, month, day),
        Rite::Once(day) => Some(day),
        Rite::FromEaster(days) => calendar::plus(easter(year)?, days, Unit::Day),
        Rite::Nth(month, nth, weekday, more) => {
            let first = ymd(year, month, 1)?;
            if nth < 0 {
                let last = first.last_of_month();
                return calendar::plus(last, -(calendar::weekday(last) - weekday).rem_euclid(7), Unit::Day);
            }
            calendar::plus(first, (weekday - calendar::weekday(first)).rem_euclid(7) + 7 * (nth - 1) + more, Unit::Day)
        }
    }
}

/// Easter Sunday of the Western churches, by the method of Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    ymd(year, (n / 31).unsigned_abs(), (n % 31 + 1).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_days() {
        assert_eq!(easter(2025), ymd(2025, 4, 20));
        assert_eq!(day_in(Rite::Nth(11, 4, 3, 0), 2024), ymd(2024, 11, 28));
        assert_eq!(day_in(Rite::Nth(11, 4, 3, 1), 2024), ymd(2024, 11, 29));
        assert_eq!(day_in(Rite::Nth(5, -1, 0, 0), 2025), ymd(2025, 5, 26));
    }
}
