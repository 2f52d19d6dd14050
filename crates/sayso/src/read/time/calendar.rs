//! Arithmetic on days, months and years, and from them to what records hold.

use jiff::{Span, ToSpan as _, civil};
use sayso_types::{Date, Moment, When};

/// A day to reckon with.
pub(super) type Day = civil::Date;

/// What is counted in `two weeks ago`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
}

/// The day of a record's date, if the calendar has it.
pub(super) fn day_of(date: Date) -> Option<Day> {
    ymd(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

/// The day of these numbers, if the calendar has it.
pub(super) fn ymd(year: i32, month: u32, day: u32) -> Option<Day> {
    Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day as records hold it.
pub(super) fn day(at: Day) -> Moment {
    let (month, day) = (at.month().unsigned_abs(), at.day().unsigned_abs());
    Moment { year: at.year(), month: Some(month), day: Some(day), time: None }
}

/// A month as records hold it; `None` outside the years 1 to 9999.
pub(super) fn month(year: i32, month: u32) -> Option<Moment> {
    let it = self::year(year)?;
    Some(Moment { month: Some(u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?), ..it })
}

/// A year as records hold it; `None` outside the years 1 to 9999.
pub(super) fn year(year: i32) -> Option<Moment> {
    let year = i16::try_from(year).ok().filter(|y| (1..=9999).contains(y))?;
    Some(Moment { year, month: None, day: None, time: None })
}

/// So many units later; earlier where `n` is negative.
pub(super) fn plus(at: Day, n: i32, unit: Unit) -> Option<Day> {
    // Beyond the calendar, and no more than a span of any unit can hold.
    if n.unsigned_abs() > if unit == Unit::Decade { 999 } else { 9_999 } {
        return None;
    }
    let span: Span = match unit {
        Unit::Hour => (n / 24).days(),
        Unit::Day => n.days(),
        Unit::Week => (n * 7).days(),
        Unit::Month => n.months(),
        Unit::Year => n.years(),
        Unit::Decade => (n * 10).years(),
    };
    at.checked_add(span).ok()
}

/// The Monday of a day's week.
pub(super) fn monday(at: Day) -> Option<Day> {
    plus(at, -i32::from(at.weekday().to_monday_zero_offset()), Unit::Day)
}

/// Days from Monday, 0 to 6.
pub(super) fn weekday(at: Day) -> i32 {
    i32::from(at.weekday().to_monday_zero_offset())
}

/// From one day to another, both included.
pub(super) fn days(from: Day, to: Day) -> When {
    if from == to { When::At(day(from)) } else { When::Between(day(from), day(to)) }
}

/// The first moment a time covers, if it has a beginning.
pub(super) fn first(when: When) -> Option<Moment> {
    match when {
        When::At(at) | When::Between(at, _) | When::Since(at) => Some(at),
        When::Until(_) => None,
    }
}

/// The last moment a time covers, if it has an end.
pub(super) fn last(when: When) -> Option<Moment> {
    match when {
        When::At(at) | When::Between(_, at) | When::Until(at) => Some(at),
        When::Since(_) => None,
    }
}

/// The first day of a moment.
pub(super) fn first_day(at: Moment) -> Option<Day> {
    ymd(i32::from(at.year), u32::from(at.month.unwrap_or(1)), u32::from(at.day.unwrap_or(1)))
}

/// The moments of the months `from` to `to` of a year; `to` may run on into the next.
pub(super) fn months(from_year: i32, from: u32, to: u32) -> Option<When> {
    let end = if to > 12 { month(from_year + 1, to - 12)? } else { month(from_year, to)? };
    Some(When::Between(month(from_year, from)?, end))
}
