//! What single events and figures tell, in numbers, for pages that have their lines and set them side by side.

use super::{Id, Kind};
use crate::{Error, Ledger};
use rusqlite::{OptionalExtension as _, Result, Row};
use serde::Serialize;

/// What one record of an event tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventDetail {
    /// Its number.
    pub id: Id,
    /// `occurred`, `future`, `hypothetical` or `negated`.
    pub status: String,
    /// The day or interval it falls in, ISO 8601.
    pub when: Option<String>,
    /// The place's name as in the report.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Dead, low and high (high `None`: open).
    pub dead: Option<(u64, Option<u64>)>,
    /// Injured, likewise.
    pub injured: Option<(u64, Option<u64>)>,
}

/// What one figure tells.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureDetail {
    /// Its number.
    pub id: Id,
    /// Least value in base units; `None` where open below.
    pub low: Option<f64>,
    /// Greatest value; `None` where open above.
    pub high: Option<f64>,
    /// `count`, `percent`, `%pt`, a currency or a unit symbol.
    pub unit: String,
    /// The thing counted or measured.
    pub of: String,
    /// For each what.
    pub per: Option<String>,
}

impl Ledger {
    /// What events tell, in the order of their numbers given; those that are not there are left out.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn event_details(&self, events: &[Id]) -> Result<Vec<EventDetail>, Error> {
        let sql =
            "SELECT status, \"when\", place, dead_low, dead_high, injured_low, injured_high FROM event WHERE id = ?";
        self.details(Kind::Event, events, sql, |id, row| {
            let number = |at: usize| -> Result<Option<u64>> {
                Ok(row.get::<_, Option<i64>>(at)?.and_then(|it| u64::try_from(it).ok()))
            };
            let told = |at: usize| -> Result<_> { Ok(number(at)?.zip(Some(number(at + 1)?))) };
            let (dead, injured) = (told(3)?, told(5)?);
            Ok(EventDetail { id, status: row.get(0)?, when: row.get(1)?, place: row.get(2)?, dead, injured })
        })
    }

    /// What figures tell, likewise.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn figure_details(&self, figures: &[Id]) -> Result<Vec<FigureDetail>, Error> {
        let sql = "SELECT low, high, unit, \"of\", per FROM figure WHERE id = ?";
        self.details(Kind::Figure, figures, sql, |id, row| {
            let (low, high, unit) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(FigureDetail { id, low, high, unit, of: row.get(3)?, per: row.get(4)? })
        })
    }

    fn details<T>(
        &self,
        kind: Kind,
        ids: &[Id],
        sql: &str,
        of: impl Fn(Id, &Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>, Error> {
        self.ask(|c| {
            let (mut read, mut out) = (c.prepare_cached(sql)?, Vec::new());
            for id in ids.iter().filter(|it| it.kind == kind) {
                out.extend(read.query_row([id.row], |row| of(*id, row)).optional()?);
            }
            Ok(out)
        })
    }
}
