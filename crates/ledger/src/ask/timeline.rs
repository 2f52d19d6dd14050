//! How many of what from day to day, week to week or month to month, without gaps, as a chart draws it.

use crate::keys;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many bars a chart has at most; of more months the last ones are shown.
const BARS: usize = 240;

/// How long a bar of a chart is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Every {
    /// A day: up to two months are shown.
    #[default]
    Day,
    /// A week from Monday to Sunday: up to fourteen months.
    Week,
    /// A month.
    Month,
}

/// A bar of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// How many, of events whatever their status.
    pub count: u32,
    /// Of events, how many of each status.
    pub statuses: Statuses,
}

/// Numbers of events by what is told of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Statuses {
    /// Told as having happened.
    pub occurred: u32,
    /// As planned.
    pub future: u32,
    /// As possible.
    pub hypothetical: u32,
    /// As not happening.
    pub negated: u32,
}

/// Sums of what matches stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    all: f64,
    by_status: [f64; 4],
}

impl Sums {
    /// Adds one; `status` is empty for what has none.
    pub(super) fn add(&mut self, status: &str, weight: f64) {
        self.all += weight;
        let known = ["occurred", "future", "hypothetical", "negated"].iter().position(|it| *it == status);
        if let Some(sum) = known.and_then(|at| self.by_status.get_mut(at)) {
            *sum += weight;
        }
    }

    /// How many in all.
    pub(super) fn count(&self) -> u32 {
        rounded(self.all)
    }

    /// How many of each status.
    pub(super) fn statuses(&self) -> Statuses {
        let [occurred, future, hypothetical, negated] = self.by_status.map(rounded);
        Statuses { occurred, future, hypothetical, negated }
    }
}

/// A sum as a number of matches.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion stays in its bounds")]
pub(super) fn rounded(sum: f64) -> u32 {
    sum.round() as u32
}

/// Bars for what falls on days.
pub(super) fn bars(days: &BTreeMap<i64, Sums>) -> (Every, Vec<Bar>) {
    let (Some((&first, _)), Some((&last, _))) = (days.first_key_value(), days.last_key_value()) else {
        return (Every::default(), Vec::new());
    };
    let every = match last - first {
        ..62 => Every::Day,
        62..427 => Every::Week,
        _ => Every::Month,
    };
    let (mut out, mut end) = (Vec::new(), last);
    while end >= first && out.len() < BARS {
        let (from, to) = every.around(end);
        let mut sums = Sums::default();
        for it in days.range(from..=to).map(|it| it.1) {
            sums.all += it.all;
            sums.by_status.iter_mut().zip(it.by_status).for_each(|(sum, of)| *sum += of);
        }
        let day = |day| keys::date(day).to_string();
        out.push(Bar { from: day(from), to: day(to), count: sums.count(), statuses: sums.statuses() });
        end = from - 1;
    }
    out.reverse();
    (every, out)
}

impl Every {
    /// The first and last day of the bar that a day lies in.
    fn around(self, day: i64) -> (i64, i64) {
        match self {
            Self::Day => (day, day),
            // 1970-01-01 was a Thursday.
            Self::Week => {
                let monday = day - (day + 3).rem_euclid(7);
                (monday, monday + 6)
            }
            Self::Month => {
                let date = keys::date(day);
                let of = |date: jiff::civil::Date| keys::day(&date.to_string()).unwrap_or(day);
                (of(date.first_of_month()).min(day), of(date.last_of_month()).max(day))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[&str]) -> (Every, Vec<(String, u32)>) {
        let mut sums: BTreeMap<i64, Sums> = BTreeMap::new();
        days.iter().for_each(|it| sums.entry(keys::day(it).unwrap()).or_default().add("occurred", 1.0));
        let (every, bars) = bars(&sums);
        assert_eq!(
            bars.iter().map(|it| it.statuses.occurred).sum::<u32>(),
            bars.iter().map(|it| it.count).sum::<u32>()
        );
        (every, bars.into_iter().map(|it| (it.from, it.count)).collect())
    }

    #[test]
    fn bars_leave_no_gap_and_are_as_long_as_the_time_is() {
        let bar = |day: &str, count| (day.to_owned(), count);
        assert_eq!(of(&[]), (Every::Day, Vec::new()));
        assert_eq!(
            of(&["2026-03-01", "2026-03-03", "2026-03-01"]),
            (Every::Day, vec![bar("2026-03-01", 2), bar("2026-03-02", 0), bar("2026-03-03", 1)])
        );
        let (every, weeks) = of(&["2026-03-01", "2026-06-01"]);
        assert_eq!((every, weeks.len(), &weeks[0]), (Every::Week, 15, &bar("2026-02-23", 1)), "Sunday ends a week");
        let (every, months) = of(&["2024-02-29", "2026-01-31"]);
        assert_eq!((every, months.len(), &months[23]), (Every::Month, 24, &bar("2026-01-01", 1)));
        assert_eq!(of(&["0900-01-01", "2026-01-31"]).1.len(), BARS);
    }
}
