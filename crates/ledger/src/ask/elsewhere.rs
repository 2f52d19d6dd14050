//! What other reports have of what stands in one: the same quotation, the same event, figures that differ or agree.

use super::{Id, Kind, Line, search};
use crate::compare::figure;
use crate::link::{FigureRow, figure_key};
use crate::{Error, Ledger};
use rusqlite::{Connection, Result, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::rc::Rc;

/// How many lines are given for each statement, event or figure.
const LINES: usize = 5;

/// How many rows of one group are looked at for those, the latest first: a report may tell the same more than once.
const OF_GROUP: usize = 40;

/// How many statements, events and figures of one report are looked up.
const FINDINGS: usize = 300;

/// What other reports have of what stands in one. What stands there alone is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Elsewhere {
    /// The same quotation.
    pub statements: Vec<Same>,
    /// The same event.
    pub events: Vec<Same>,
    /// Figures of the same thing.
    pub figures: Vec<Counted>,
}

/// A statement or event with the same in other reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Same {
    /// In the report.
    pub id: Id,
    /// In others, a line each, the latest first; up to five.
    pub lines: Vec<Line>,
    /// Whether there are more.
    pub more: bool,
}

/// A figure with what other reports tell of the same thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Counted {
    /// In the report.
    pub id: Id,
    /// Figures that cannot hold together with it, with the factor between the middles; `None` where it has no end. Up to five.
    pub differ: Vec<(Line, Option<f64>)>,
    /// Figures of the same story that can; up to five.
    pub agree: Vec<Line>,
}

impl Ledger {
    /// What other reports have of what stands in this one.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn elsewhere(&self, report: Id) -> Result<Elsewhere, Error> {
        if report.kind != Kind::Report {
            return Ok(Elsewhere::default());
        }
        self.ask(|c| {
            Ok(Elsewhere {
                statements: same(c, report.row, Kind::Statement, "quotation")?,
                events: same(c, report.row, Kind::Event, "happening")?,
                figures: counted(c, report.row)?,
            })
        })
    }
}

/// Findings of a report that are in a group with those of others.
fn same(c: &Connection, document: i64, kind: Kind, group: &str) -> Result<Vec<Same>> {
    let table = kind.table();
    let own = format!(
        "SELECT t.id, t.{group} FROM reading r JOIN {table} t ON t.reading = r.id
         WHERE r.document = ? AND r.superseded = 0 AND t.{group} IS NOT NULL ORDER BY t.id LIMIT {FINDINGS}"
    );
    let own: Vec<(i64, i64)> =
        c.prepare_cached(&own)?.query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_>>()?;
    let mut find = c.prepare_cached(&format!(
        "SELECT t.id, d.id FROM {table} t JOIN reading r ON r.id = t.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0
         WHERE t.{group} = ?1 AND d.id <> ?2 ORDER BY t.id DESC LIMIT {OF_GROUP}"
    ))?;
    let mut out = Vec::new();
    for (row, group) in own {
        let (mut of, mut rows): (FxHashSet<i64>, Vec<i64>) = Default::default();
        for it in find.query_map([group, document], |it| Ok((it.get::<_, i64>(0)?, it.get(1)?)))? {
            let (other, document) = it?;
            if of.insert(document) {
                rows.push(other);
            }
        }
        let more = rows.len() > LINES;
        rows.truncate(LINES);
        if !rows.is_empty() {
            out.push(Same { id: Id { kind, row }, lines: search::lines(c, kind, &rows, None)?, more });
        }
    }
    Ok(out)
}

fn counted(c: &Connection, document: i64) -> Result<Vec<Counted>> {
    let select = FigureRow::SELECT;
    let own: Vec<FigureRow> = c
        .prepare_cached(&format!("{select} WHERE d.id = ? ORDER BY f.id LIMIT {FINDINGS}"))?
        .query_map([document], FigureRow::of)?
        .collect::<Result<_>>()?;
    let mut near = c.prepare_cached(&format!(
        "{select} JOIN figure_key k ON k.figure = f.id WHERE k.key = ?1 AND d.id <> ?2 ORDER BY k.day DESC, f.id LIMIT {OF_GROUP}"
    ))?;
    let mut others: FxHashMap<i64, Rc<Vec<FigureRow>>> = FxHashMap::default();
    let mut out = Vec::new();
    for it in &own {
        let mut of = FxHashSet::default();
        let differ = differing(c, it.id, OF_GROUP)?.into_iter().filter(|(_, other, _)| of.insert(*other)).take(LINES);
        let differ: Vec<(i64, Option<f64>)> = differ.map(|(row, _, factor)| (row, factor)).collect();
        let mut agree = Vec::new();
        if let Some(key) = figure::key(&it.told()) {
            let key = figure_key(key, Some(it.story.unwrap_or(0)));
            let known = match others.get(&key) {
                Some(known) => Rc::clone(known),
                None => {
                    let rows = near.query_map(params![key, document], FigureRow::of)?.collect::<Result<Vec<_>>>()?;
                    Rc::clone(others.entry(key).or_insert_with(|| Rc::new(rows)))
                }
            };
            let told = it.told();
            for other in known.iter() {
                let agrees = figure::difference(&told, &other.told()).is_none();
                // A report that tells both an earlier and a later number differs.
                if agree.len() < LINES
                    && agrees
                    && figure::comparable(&told, &other.told())
                    && of.insert(other.document)
                {
                    agree.push(other.id);
                }
            }
        }
        if differ.is_empty() && agree.is_empty() {
            continue;
        }
        let rows: Vec<i64> = differ.iter().map(|it| it.0).collect();
        let lines = search::lines(c, Kind::Figure, &rows, None)?;
        out.push(Counted {
            id: Id { kind: Kind::Figure, row: it.id },
            differ: lines.into_iter().zip(differ).map(|(line, (_, factor))| (line, factor)).collect(),
            agree: search::lines(c, Kind::Figure, &agree, None)?,
        });
    }
    Ok(out)
}

/// Figures in force that differ from one, with their reports and the factor.
fn differing(c: &Connection, figure: i64, most: usize) -> Result<Vec<(i64, i64, Option<f64>)>> {
    let sql = format!("{} ORDER BY f.day DESC, f.id LIMIT {most}", search::DIFFERING);
    let mut find = c.prepare_cached(&sql)?;
    let one = |row: &rusqlite::Row<'_>| {
        let factor: f64 = row.get(1)?;
        Ok((row.get(0)?, row.get(2)?, (factor > 0.0).then_some(factor)))
    };
    find.query_map([figure], one)?.collect()
}
