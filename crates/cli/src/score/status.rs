//! How matched events are told: gold status against predicted status, and how often what did not happen comes out as done.

use serde::Serialize;
use serde::ser::Serializer;
use std::fmt;

/// The statuses of the record, in the order of the matrix; `occurred` first.
const STATUSES: [&str; 4] = ["occurred", "future", "hypothetical", "negated"];

/// Counts of events by status.
#[derive(Debug, Default)]
pub(super) struct Confusion {
    /// Matched events: a row for each gold status, a column for each predicted one.
    matched: [[usize; 4]; 4],
    /// All gold events, matched or missed.
    gold: [usize; 4],
}

impl Confusion {
    /// Counts a gold event, whether it is found or not. One without a status of the record is left out.
    pub(super) fn gold(&mut self, status: Option<&str>) {
        if let Some(row) = place(status) {
            self.gold[row] += 1;
        }
    }

    /// Counts a matched pair.
    pub(super) fn matched(&mut self, gold: Option<&str>, predicted: Option<&str>) {
        if let (Some(row), Some(column)) = (place(gold), place(predicted)) {
            self.matched[row][column] += 1;
        }
    }

    /// Of the gold events that are not told as occurred: how many come out as occurred, how many are matched, how many there are.
    fn told_as_occurred(&self) -> (usize, usize, usize) {
        let others = &self.matched[1..];
        let wrong = others.iter().map(|row| row[0]).sum();
        (wrong, others.iter().flatten().sum(), self.gold[1..].iter().sum())
    }
}

fn place(status: Option<&str>) -> Option<usize> {
    STATUSES.iter().position(|name| Some(*name) == status)
}

/// Counts of events are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Nothing where there are no gold events.
impl fmt::Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.gold.iter().sum::<usize>() == 0 {
            return Ok(());
        }
        writeln!(f, "\nstatus of matched events: gold in rows, predicted in columns")?;
        writeln!(
            f,
            "{:14}{:>10}{:>10}{:>14}{:>10}{:>10}",
            "", STATUSES[0], STATUSES[1], STATUSES[2], STATUSES[3], "missed"
        )?;
        for (name, (row, gold)) in STATUSES.iter().zip(self.matched.iter().zip(self.gold)) {
            let missed = gold.saturating_sub(row.iter().sum());
            writeln!(f, "{name:14}{:>10}{:>10}{:>14}{:>10}{missed:>10}", row[0], row[1], row[2], row[3])?;
        }
        let (wrong, matched, gold) = self.told_as_occurred();
        let percent = |whole| 100.0 * share(wrong, whole);
        writeln!(
            f,
            "gold events not told as occurred that come out as occurred: {wrong} of {matched} matched, {:.1} %; of all {gold}, {:.1} %",
            percent(matched),
            percent(gold)
        )
    }
}

/// The headline figure.
#[derive(Serialize)]
struct Headline {
    wrong: usize,
    matched: usize,
    gold: usize,
    #[serde(rename = "share of matched")]
    of_matched: f64,
    #[serde(rename = "share of gold")]
    of_gold: f64,
}

/// The matrix: `occurred` to `negated`, each an object of counts by predicted status.
struct Matrix<'a>(&'a [[usize; 4]; 4]);

/// One row of it.
struct Row<'a>(&'a [usize; 4]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(STATUSES.iter().zip(self.0))
    }
}

impl Serialize for Matrix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(STATUSES.iter().zip(self.0.iter().map(Row)))
    }
}

impl Confusion {
    /// Adds the rows `event status matrix` and `event told as occurred` to a table.
    pub(super) fn write<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let (wrong, matched, gold) = self.told_as_occurred();
        let headline =
            Headline { wrong, matched, gold, of_matched: share(wrong, matched), of_gold: share(wrong, gold) };
        map.serialize_entry("event status matrix", &Matrix(&self.matched))?;
        map.serialize_entry("event told as occurred", &headline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_happen_and_comes_out_as_done_is_counted() {
        let mut it = Confusion::default();
        assert_eq!(it.to_string(), "");
        for status in ["occurred", "future", "future", "negated", "hypothetical"] {
            it.gold(Some(status));
        }
        it.matched(Some("occurred"), Some("occurred"));
        it.matched(Some("future"), Some("occurred"));
        it.matched(Some("future"), Some("hypothetical"));
        it.matched(Some("negated"), Some("negated"));
        it.matched(None, Some("occurred"));
        assert_eq!(it.told_as_occurred(), (1, 3, 4));
        let text = it.to_string();
        assert!(text.contains("\nfuture                 1         0             1         0         0\n"), "{text}");
        assert!(text.contains("\nhypothetical           0         0             0         0         1\n"), "{text}");
        assert!(text.ends_with("come out as occurred: 1 of 3 matched, 33.3 %; of all 4, 25.0 %\n"), "{text}");
    }
}
