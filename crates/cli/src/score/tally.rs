//! Counts and the table they make.

use super::status::Confusion;
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use std::fmt;

/// The rows of the table, in the order in which they were first counted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    rows: Vec<(&'static str, Row)>,
    /// How the events are told.
    pub(super) status: Confusion,
}

#[derive(Clone, Copy, Debug)]
enum Row {
    Found { hits: usize, gold: usize, predicted: usize },
    Right { right: usize, of: usize },
}

impl Tally {
    /// Counts records found.
    pub(super) fn found(&mut self, name: &'static str, hits: usize, gold: usize, predicted: usize) {
        let empty = Row::Found { hits: 0, gold: 0, predicted: 0 };
        if let Row::Found { hits: h, gold: g, predicted: p } = self.row(name, empty) {
            *h += hits;
            *g += gold;
            *p += predicted;
        }
    }

    /// Counts one field of a matched pair.
    pub(super) fn right(&mut self, name: &'static str, ok: bool) {
        if let Row::Right { right, of } = self.row(name, Row::Right { right: 0, of: 0 }) {
            *right += usize::from(ok);
            *of += 1;
        }
    }

    fn row(&mut self, name: &'static str, empty: Row) -> &mut Row {
        let at = self.rows.iter().position(|row| row.0 == name).unwrap_or_else(|| {
            self.rows.push((name, empty));
            self.rows.len() - 1
        });
        &mut self.rows[at].1
    }
}

/// What a row says.
#[derive(Serialize)]
#[serde(untagged)]
enum Rates {
    Found {
        #[serde(rename = "P")]
        precision: f64,
        #[serde(rename = "R")]
        recall: f64,
        #[serde(rename = "F1")]
        f1: f64,
        gold: usize,
        #[serde(rename = "pred")]
        predicted: usize,
    },
    Right {
        accuracy: f64,
        of: usize,
    },
}

impl Row {
    fn rates(self) -> Rates {
        match self {
            Self::Right { right, of } => Rates::Right { accuracy: share(right, of), of },
            Self::Found { hits, gold, predicted } => {
                let (precision, recall) = (share(hits, predicted), share(hits, gold));
                let sum = precision + recall;
                let f1 = if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum };
                Rates::Found { precision, recall, f1, gold, predicted }
            }
        }
    }
}

/// Counts of records are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, row) in &self.rows {
            match row.rates() {
                Rates::Found { precision, recall, f1, gold, predicted } => writeln!(
                    f,
                    "{name:26} P {precision:.3}  R {recall:.3}  F1 {f1:.3}   gold {gold}  predicted {predicted}"
                )?,
                Rates::Right { accuracy, of } => writeln!(f, "{name:26} right {accuracy:.3}   of {of} matched")?,
            }
        }
        write!(f, "{}", self.status)
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, row) in &self.rows {
            map.serialize_entry(name, &row.rates())?;
        }
        self.status.write(&mut map)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_row_is_nought_and_no_fault() {
        let mut tally = Tally::default();
        tally.found("figure", 0, 0, 0);
        tally.right("figure value", true);
        assert_eq!(
            tally.to_string(),
            "figure                     P 0.000  R 0.000  F1 0.000   gold 0  predicted 0\n\
             figure value               right 1.000   of 1 matched\n"
        );
    }
}
