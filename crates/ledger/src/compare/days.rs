//! Days as numbers, so that times told differently can be compared.

use jiff::civil::Date;

/// Days since 1970-01-01, both ends included; an end that is not told is as far as numbers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: i32,
    /// The last day.
    pub last: i32,
}

/// The days of a time as records write it: `2025`, `2025-04`, `2025-11-17`, `2025-11-17T14:30`, or two of these with `/`
/// between, `..` or nothing for an end left open. `None` for anything else.
#[must_use]
pub fn days(value: &str) -> Option<Days> {
    if let Some((from, to)) = value.split_once('/') {
        let open = |end: &str| matches!(end, "" | "..");
        let first = if open(from) { i32::MIN } else { single(from)?.first };
        let last = if open(to) { i32::MAX } else { single(to)?.last };
        return (first <= last && !(open(from) && open(to))).then_some(Days { first, last });
    }
    single(value)
}

impl Days {
    /// Only one day.
    #[must_use]
    pub fn on(day: i32) -> Self {
        Self { first: day, last: day }
    }

    /// Whether the two have a day in common once both are made longer by `slack` days in all.
    #[must_use]
    pub fn meet(self, other: Self, slack: i32) -> bool {
        self.first <= other.last.saturating_add(slack) && other.first <= self.last.saturating_add(slack)
    }

    /// How many days.
    #[must_use]
    pub fn count(self) -> i64 {
        i64::from(self.last) - i64::from(self.first) + 1
    }

    /// From the earlier first to the later last.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

fn single(value: &str) -> Option<Days> {
    let day = value.split('T').next().unwrap_or_default();
    let mut parts = day.split('-');
    let year: i16 = parts.next().filter(|it| it.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let of_month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let first = Date::new(year, month.unwrap_or(1), of_month.unwrap_or(1)).ok()?;
    let last = match (month, of_month) {
        (_, Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        (None, None) => first.last_of_year(),
    };
    Some(Days { first: number(first)?, last: number(last)? })
}

fn number(date: Date) -> Option<i32> {
    date.since(Date::constant(1970, 1, 1)).ok().map(|span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_days() {
        assert_eq!(days("1970-01-02T10:00"), Some(Days::on(1)));
        assert_eq!(days("1970-02").map(Days::count), Some(28));
        assert_eq!(days("2024").map(Days::count), Some(366));
        assert_eq!(days("1969-12-31/1970-01-03"), Some(Days { first: -1, last: 2 }));
        assert_eq!(days("1970-01-05/.."), Some(Days { first: 4, last: i32::MAX }));
        for wrong in ["", "/", "../..", "soon", "2025-13", "2025-02-30", "1970-01-05/1970-01-01", "2025-1-1-1"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_meet_within_a_slack() {
        assert!(Days::on(4).meet(Days::on(5), 1) && !Days::on(4).meet(Days::on(6), 1));
        assert!(Days { first: 0, last: i32::MAX }.meet(Days::on(9), 1));
    }
}
