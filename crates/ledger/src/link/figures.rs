//! Figures about one thing that cannot both hold.

use super::{Report, stored, stories};
use crate::compare::days::days;
use crate::compare::figure::{self, FigureTold};
use crate::compare::places::PlaceTold;
use crate::compare::words::combine;
use crate::keys;
use rusqlite::{Connection, Result, params};

/// Days between reports whose figures are compared.
const DAYS: i64 = 14;

/// How many figures about the same are looked at, the latest first.
const CANDIDATES: i64 = 80;

/// A figure as it stands in the ledger.
struct Row {
    id: i64,
    low: Option<f64>,
    high: Option<f64>,
    unit: String,
    of: String,
    per: Option<String>,
    when: Option<String>,
    place: Option<String>,
    day: i64,
}

const COLUMNS: &str = "f.id, f.low, f.high, f.unit, f.\"of\", f.per, f.\"when\", f.place, f.day
    FROM figure f JOIN reading r ON r.id = f.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0";

fn row(row: &rusqlite::Row<'_>) -> Result<Row> {
    Ok(Row {
        id: row.get(0)?,
        low: row.get(1)?,
        high: row.get(2)?,
        unit: row.get(3)?,
        of: row.get(4)?,
        per: row.get(5)?,
        when: row.get(6)?,
        place: row.get(7)?,
        day: row.get(8)?,
    })
}

impl Row {
    fn told(&self) -> FigureTold<'_> {
        FigureTold {
            low: self.low,
            high: self.high,
            unit: &self.unit,
            of: &self.of,
            per: self.per.as_deref(),
            place: self.place.as_deref().map(|name| PlaceTold { name, ..PlaceTold::default() }),
            when: self.when.as_deref().and_then(days),
            reported: i32::try_from(self.day).ok(),
        }
    }
}

pub(super) fn link(c: &Connection, it: Report<'_>) -> Result<()> {
    let sql = format!("SELECT {COLUMNS} WHERE f.reading = ?");
    let own: Vec<Row> = c.prepare_cached(&sql)?.query_map([it.reading], row)?.collect::<Result<_>>()?;
    let story = stories::of(c, it.document)?.unwrap_or(0);
    let mut find = c.prepare_cached(&format!(
        "SELECT {COLUMNS} JOIN figure_key k ON k.figure = f.id WHERE k.key = ?1 AND k.day BETWEEN ?2 AND ?3 AND d.id <> ?4 ORDER BY k.day DESC LIMIT ?5"
    ))?;
    let mut store = c.prepare_cached("INSERT OR IGNORE INTO figure_key (key, day, figure) VALUES (?, ?, ?)")?;
    let mut differ = c.prepare_cached("INSERT OR REPLACE INTO difference (figure, other, factor) VALUES (?, ?, ?)")?;
    for figure in &own {
        let told = figure.told();
        let Some(key) = figure::key(&told) else { continue };
        // Counts of the same kind are told of a hundred happenings a day; what they have in common is the story, or place and time.
        let mut keys = vec![combine(&[key, keys::unsigned(story)])];
        if figure.place.is_some() && figure.when.is_some() {
            keys.push(key);
        }
        for key in keys.into_iter().map(stored) {
            for other in find.query_map(params![key, it.day - DAYS, it.day + DAYS, it.document, CANDIDATES], row)? {
                let other = other?;
                if let Some(factor) = figure::differ(&told, &other.told()) {
                    differ.execute(params![figure.id, other.id, if factor.is_finite() { factor } else { 0.0 }])?;
                }
            }
            store.execute(params![key, it.day, figure.id])?;
        }
    }
    Ok(())
}
