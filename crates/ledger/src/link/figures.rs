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
pub(crate) struct FigureRow {
    pub(crate) id: i64,
    pub(crate) document: i64,
    pub(crate) story: Option<i64>,
    pub(crate) day: i64,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) unit: String,
    pub(crate) of: String,
    pub(crate) per: Option<String>,
    pub(crate) when: Option<String>,
    pub(crate) place: Option<String>,
}

impl FigureRow {
    /// What a question for [`FigureRow::of`] begins with: figures `f` in force, of readings `r` and documents `d`.
    pub(crate) const SELECT: &str =
        "SELECT f.id, d.id, d.story, f.day, f.low, f.high, f.unit, f.\"of\", f.per, f.\"when\", f.place FROM figure f
         JOIN reading r ON r.id = f.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0";

    pub(crate) fn of(row: &rusqlite::Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            document: row.get(1)?,
            story: row.get(2)?,
            day: row.get(3)?,
            low: row.get(4)?,
            high: row.get(5)?,
            unit: row.get(6)?,
            of: row.get(7)?,
            per: row.get(8)?,
            when: row.get(9)?,
            place: row.get(10)?,
        })
    }

    /// It as it is compared.
    pub(crate) fn told(&self) -> FigureTold<'_> {
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

    /// Whether it is found by itself, not in its story alone.
    pub(crate) fn has_place_and_time(&self) -> bool {
        self.place.is_some() && self.when.is_some()
    }
}

/// The key under which figures of one thing are found: in a story, or anywhere. Counts of the same kind are told of a hundred happenings a
/// day; what they have in common is the story, or place and time.
pub(crate) fn key_of(thing: u64, story: Option<i64>) -> i64 {
    stored(story.map_or(thing, |story| combine(&[thing, crate::keys::unsigned(story)])))
}

/// `alike`: which reports this one is like, if that is known.
pub(super) fn link(c: &Connection, it: Report<'_>, alike: Option<Alike>) -> Result<()> {
    let select = FigureRow::SELECT;
    let sql = format!("{select} WHERE f.reading = ?");
    let own: Vec<FigureRow> = c.prepare_cached(&sql)?.query_map([it.reading], FigureRow::of)?.collect::<Result<_>>()?;
    let alike = match alike {
        None if own.iter().any(FigureRow::has_place_and_time) => stories::alike(c, it)?,
        known => known.unwrap_or_default(),
    };
    let mut find = c.prepare_cached(&format!(
        "{select} JOIN figure_key k ON k.figure = f.id WHERE k.key = ?1 AND k.day BETWEEN ?2 AND ?3 AND d.id <> ?4 ORDER BY k.day DESC LIMIT ?5"
    ))?;
    let mut store = c.prepare_cached("INSERT OR IGNORE INTO figure_key (key, day, figure) VALUES (?, ?, ?)")?;
    let mut differ = c.prepare_cached("INSERT OR REPLACE INTO difference (figure, other, factor) VALUES (?, ?, ?)")?;
    for figure in &own {
        let told = figure.told();
        let Some(key) = figure::key(&told) else { continue };
        for (key, in_story) in keys(figure, key) {
            for other in
                find.query_map(params![key, it.day - DAYS, it.day + DAYS, it.document, CANDIDATES], FigureRow::of)?
            {
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

/// The keys by which a figure is found; `true`: within its story.
fn keys(figure: &FigureRow, thing: u64) -> Vec<(i64, bool)> {
    let mut keys = vec![(key_of(thing, Some(figure.story.unwrap_or(0))), true)];
    if figure.has_place_and_time() {
        keys.push((key_of(thing, None), false));
    }
    keys
}

/// Computes the keys of all figures in force anew: what is counted has other words than when they were recorded.
pub(crate) fn keys_anew(c: &Connection) -> Result<()> {
    let mut all = c.prepare(FigureRow::SELECT)?;
    let mut store = c.prepare("INSERT OR IGNORE INTO figure_key (key, day, figure) VALUES (?, ?, ?)")?;
    for figure in all.query_map([], FigureRow::of)? {
        let figure = figure?;
        if let Some(thing) = figure::key(&figure.told()) {
            for (key, _) in keys(&figure, thing) {
                store.execute(params![key, figure.day, figure.id])?;
            }
        }
    }
    Ok(())
}
