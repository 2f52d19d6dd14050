//! Days as the formats write them, from the record's ISO 8601 values.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// A day, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
}

impl Day {
    /// From `2026`, `2026-03` or `2026-03-04`; a time of day is left out.
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('T').next()?.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        let it = Self { year, month, day };
        it.first().map(|_| it)
    }

    /// Its first day.
    pub(super) fn first(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// Its last day.
    pub(super) fn last(self) -> Option<Date> {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first(),
            (Some(_), None) => self.first().map(Date::last_of_month),
            (None, _) => Date::new(self.year, 12, 31).ok(),
        }
    }
}

/// The two ends of a moment or interval; an open end is `None`, and a moment is both of its ends.
pub(super) fn ends(value: &str) -> [Option<Day>; 2] {
    match value.split_once('/') {
        Some((from, to)) => [Day::parse(from), Day::parse(to)],
        None => [Day::parse(value); 2],
    }
}

/// The first day of what is told, or its last where it has no beginning.
pub(super) fn day(value: &str) -> Option<Date> {
    let [from, to] = ends(value);
    from.and_then(Day::first).or_else(|| to.and_then(Day::last))
}

/// The moment of publication in UTC as `YYYYMMDDHHMMSS`; midnight where only the day is told.
pub(super) fn stamp(published: &str) -> Option<String> {
    let told = published.parse().map(|at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).datetime());
    let at = told
        .or_else(|_| published.parse::<DateTime>())
        .or_else(|_| published.parse().map(|day: Date| day.at(0, 0, 0, 0)));
    at.ok().map(|at| at.strftime("%Y%m%d%H%M%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_a_first_and_a_last_day() {
        let told = |value| day(value).map(|it| it.to_string());
        assert_eq!(told("2026-03-04T09:05").as_deref(), Some("2026-03-04"));
        assert_eq!(told("2026-02").as_deref(), Some("2026-02-01"));
        assert_eq!(told("/2024").as_deref(), Some("2024-12-31"));
        assert_eq!(told("2025-09-17/2025-11-17").as_deref(), Some("2025-09-17"));
        assert_eq!((told("2026-13"), told("soon"), told("")), (None, None, None));
        assert_eq!(ends("2024-02")[1].and_then(Day::last).unwrap().to_string(), "2024-02-29");
    }

    #[test]
    fn stamps_are_in_utc() {
        assert_eq!(stamp("2026-03-04").as_deref(), Some("20260304000000"));
        assert_eq!(stamp("2026-03-04T09:05:00").as_deref(), Some("20260304090500"));
        assert_eq!(stamp("2026-03-04T23:30:00-01:30").as_deref(), Some("20260305010000"));
        assert_eq!(stamp("2026-03-04T09:05:00Z").as_deref(), Some("20260304090500"));
        assert_eq!(stamp("yesterday"), None);
    }
}
