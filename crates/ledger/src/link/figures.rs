//! Figures about one thing that cannot both hold.

use super::stories::{self, Alike, NEAREST};
use super::{Report, stored};
use crate::compare::days::days;
use crate::compare::figure::{self, FigureTold};
use crate::compare::places::PlaceTold;
use crate::compare::story::DAYS as DAYS_OF_STORY;
use crate::compare::words::combine;
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
    document: i64,
}

const COLUMNS: &str = "f.id, f.low, f.high, f.unit, f.\"of\", f.per, f.\"when\", f.place, f.day, r.document
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
        document: row.get(9)?,
    })
}

impl Row {
    fn has_place_and_time(&self) -> bool {
        self.place.is_some() && self.when.is_some()
    }

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

/// `alike`: which reports this one is like, if that is known.
pub(super) fn link(c: &Connection, it: Report<'_>, alike: Option<Alike>) -> Result<()> {
    let sql = format!("SELECT {COLUMNS} WHERE f.reading = ?");
    let own: Vec<Row> = c.prepare_cached(&sql)?.query_map([it.reading], row)?.collect::<Result<_>>()?;
    let story = stories::of(c, it.document)?.unwrap_or(0);
    let alike = match alike {
        None if own.iter().any(Row::has_place_and_time) => stories::alike(c, it)?,
        known => known.unwrap_or_default(),
    };
    let mut find = c.prepare_cached(&format!(
        "SELECT {COLUMNS} JOIN figure_key k ON k.figure = f.id WHERE k.key = ?1 AND k.day BETWEEN ?2 AND ?3 AND d.id <> ?4 ORDER BY k.day DESC LIMIT ?5"
    ))?;
    let mut store = c.prepare_cached("INSERT OR IGNORE INTO figure_key (key, day, figure) VALUES (?, ?, ?)")?;
    let mut differ = c.prepare_cached("INSERT OR REPLACE INTO difference (figure, other, factor) VALUES (?, ?, ?)")?;
    for figure in &own {
        let told = figure.told();
        let Some(key) = figure::key(&told) else { continue };
        for (key, in_story) in keys(figure, key, story) {
            for other in find.query_map(params![key, it.day - DAYS, it.day + DAYS, it.document, CANDIDATES], row)? {
                let other = other?;
                // On one day there may be two fires in a town: reports of those days that are of two stories have to be alike.
                let near = other.day.abs_diff(it.day) <= u64::from(DAYS_OF_STORY);
                if !in_story && near && alike.get(&other.document).is_none_or(|it| *it < NEAREST) {
                    continue;
                }
                if let Some(factor) = figure::differ(&told, &other.told()) {
                    differ.execute(params![figure.id, other.id, if factor.is_finite() { factor } else { 0.0 }])?;
                }
            }
            store.execute(params![key, it.day, figure.id])?;
        }
    }
    Ok(())
}

/// The keys by which a figure is found: with its story and, if place and time are told, by itself. Counts of the same kind are told of a hundred
/// happenings a day; what they have in common is the story, or place and time. `true`: within the story.
fn keys(figure: &Row, key: u64, story: i64) -> Vec<(i64, bool)> {
    let mut keys = vec![(stored(combine(&[key, crate::keys::unsigned(story)])), true)];
    if figure.has_place_and_time() {
        keys.push((stored(key), false));
    }
    keys
}

/// Computes the keys of all figures in force anew: what is counted has other words than when they were recorded.
pub(crate) fn keys_anew(c: &Connection) -> Result<()> {
    let mut all = c.prepare(&format!("SELECT {COLUMNS}"))?;
    let mut store = c.prepare("INSERT OR IGNORE INTO figure_key (key, day, figure) VALUES (?, ?, ?)")?;
    for figure in all.query_map([], row)? {
        let figure = figure?;
        if let Some(key) = figure::key(&figure.told()) {
            let story = stories::of(c, figure.document)?.unwrap_or(0);
            for (key, _) in keys(&figure, key, story) {
                store.execute(params![key, figure.day, figure.id])?;
            }
        }
    }
    Ok(())
}
