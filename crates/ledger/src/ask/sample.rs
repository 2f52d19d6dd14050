//! Some of many matches: what is counted for a page is counted over these, so that a common word costs no more than a rare one.

use super::search::{EVERYWHERE, Narrowed, matches};
use super::{Kind, Order, Question};
use crate::{Error, Ledger};
use rusqlite::{Connection, Result};

/// In how many places of the ledger matches are taken where there are too many; for words in order, which are slow to find, in few.
const PLACES: usize = 20;
const FEW_PLACES: usize = 6;

/// Matches of a question, or some of them.
#[derive(Default)]
pub(super) struct Sample {
    /// Row, day of the report, and how many matches it stands for.
    pub(super) rows: Vec<(i64, i64, f64)>,
    /// Whether there are more.
    pub(super) sampled: bool,
}

impl Ledger {
    /// All matches of a kind if they are no more than `most`; else about as many, from places spread over the rows between the first match
    /// and the last. Order, limit and the line to go on after are no part of the question.
    pub(super) fn sample(&self, question: &Question, kind: Kind, most: usize) -> Result<Sample, Error> {
        match self.narrowed(&all_of(question), kind)? {
            Some(narrowed) => self.ask(|c| sample(c, kind, &narrowed, most)),
            None => Ok(Sample::default()),
        }
    }
}

/// A question for everything that answers it.
pub(super) fn all_of(question: &Question) -> Question {
    Question { order: Order::Newest, after: None, ..question.clone() }
}

/// See [`Ledger::sample`].
pub(super) fn sample(c: &Connection, kind: Kind, narrowed: &Narrowed, most: usize) -> Result<Sample> {
    let given = narrowed.given(kind);
    let mut rows = matches(c, kind, narrowed, given.clone(), EVERYWHERE, most + 1)?;
    let sampled = rows.len() > most;
    // The beginning of a word is gathered anew by every search: then the latest rows are looked at alone.
    if !sampled || narrowed.has_beginning() {
        rows.truncate(most);
        return Ok(Sample { rows: rows.into_iter().map(|(row, day)| (row, day, 1.0)).collect(), sampled });
    }
    let lowest = matches(c, kind, &narrowed.oldest_first(), given.clone(), EVERYWHERE, 1)?;
    let (Some(&(first, _)), Some(&(last, _))) = (lowest.first(), rows.first()) else {
        return Ok(Sample { rows: Vec::new(), sampled });
    };
    let places = if narrowed.is_plain() { PLACES } else { FEW_PLACES };
    let (length, in_place) = ((last - first) / whole(places) + 1, most.div_ceil(places));
    let mut out = Vec::with_capacity(most);
    for from in (first..=last).step_by(usize::try_from(length).unwrap_or(usize::MAX)) {
        let to = (from + length - 1).min(last);
        let rows = matches(c, kind, narrowed, given.clone(), (from, to), in_place)?;
        // Where a place has more than are looked at, each stands for those in the rows that are passed over, too.
        let looked_at = match rows.last() {
            Some((lowest, _)) if rows.len() == in_place => to - lowest + 1,
            _ => to - from + 1,
        };
        let weight = number(to - from + 1) / number(looked_at);
        out.extend(rows.into_iter().map(|(row, day)| (row, day, weight)));
    }
    Ok(Sample { rows: out, sampled })
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[allow(clippy::cast_precision_loss, reason = "rows of a ledger are far below 2^53")]
fn number(rows: i64) -> f64 {
    rows as f64
}
