//! A report with everything that a page of it shows: its record, and what of the ledger each finding in it is.

use super::{Id, Kind, Line, search};
use crate::{Error, Ledger, correct, keys, record};
use rusqlite::{Connection, OptionalExtension as _, Result};
use rustc_hash::FxHashMap;
use sayso_wire::Record;
use serde::Serialize;

/// How many near-copies are given.
const COPIES: usize = 50;

/// A report of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Its number.
    pub id: Id,
    /// The reading in force, to be named when the record is corrected: see [`Ledger::correct_since`].
    pub reading: i64,
    /// The day of publication, else of adding.
    pub date: String,
    /// When it was added, ISO 8601.
    pub added: String,
    /// What was read in it and how people left it.
    pub record: Record,
    /// The number of each statement of the record, in its order.
    pub statements: Vec<Id>,
    /// The number of each event of the record, in its order.
    pub events: Vec<Id>,
    /// The number of each figure of the record, in its order.
    pub figures: Vec<Id>,
    /// The number in the register of each party of the record, in its order.
    pub parties: Vec<Option<i64>>,
    /// The story it belongs to.
    pub story: Option<i64>,
    /// How many reports that story has.
    pub reports: u32,
    /// The version of the same page before this one.
    pub earlier: Option<Id>,
    /// The version of the same page after this one.
    pub later: Option<Id>,
    /// Reports that carry nearly the same text; up to 50.
    pub copies: Vec<NearCopy>,
    /// How many corrections of it stand.
    pub corrections: u32,
}

/// A report that carries nearly the same text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NearCopy {
    /// The report.
    pub line: Line,
    /// `same`, `revised` or `excerpt`.
    pub how: String,
    /// The share of words.
    pub share: f64,
}

impl Ledger {
    /// A report by its number; `None` if there is none.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn report(&self, id: Id) -> Result<Option<Report>, Error> {
        if id.kind != Kind::Report {
            return Ok(None);
        }
        self.ask(|c| report(c, id))
    }
}

fn report(c: &Connection, id: Id) -> Result<Option<Report>> {
    let sql = "SELECT d.text, r.record, r.id, d.day, d.added, d.story, coalesce(s.reports, 0), d.earlier, d.digest
        FROM document d JOIN reading r ON r.document = d.id AND r.superseded = 0 LEFT JOIN story s ON s.id = d.story WHERE d.id = ?";
    let row = c.prepare_cached(sql)?.query_row([id.row], |row| {
        let record = record::inflated(row.get(0)?, &row.get::<_, Vec<u8>>(1)?)?;
        let digest: [u8; 32] = row.get(8)?;
        let report = Report {
            id,
            reading: row.get(2)?,
            date: keys::date(row.get(3)?).to_string(),
            added: row.get(4)?,
            record,
            statements: Vec::new(),
            events: Vec::new(),
            figures: Vec::new(),
            parties: Vec::new(),
            story: row.get(5)?,
            reports: row.get(6)?,
            earlier: row.get::<_, Option<i64>>(7)?.map(Id::report),
            later: None,
            copies: Vec::new(),
            corrections: 0,
        };
        Ok((report, digest))
    });
    let Some((mut out, digest)) = row.optional()? else { return Ok(None) };
    // Rows are written in the order of the record.
    let rows = |kind: Kind| -> Result<Vec<Id>> {
        let sql = format!("SELECT id FROM {} WHERE reading = ? ORDER BY id", kind.table());
        c.prepare_cached(&sql)?.query_map([out.reading], |row| Ok(Id { kind, row: row.get(0)? }))?.collect()
    };
    let (statements, events, figures) = (rows(Kind::Statement)?, rows(Kind::Event)?, rows(Kind::Figure)?);
    (out.statements, out.events, out.figures) = (statements, events, figures);
    let parties: FxHashMap<u32, i64> = c
        .prepare_cached(
            "SELECT a.number, coalesce(p.merged_into, p.id) FROM appearance a JOIN party p ON p.id = a.party WHERE a.reading = ?",
        )?
        .query_map([out.reading], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_>>()?;
    out.parties = out.record.parties.iter().map(|it| parties.get(&it.id).copied()).collect();
    out.later = later(c, id.row)?;
    let copies: Vec<(Id, String, f64)> = copies(c, id.row)?.into_iter().take(COPIES).collect();
    let rows: Vec<i64> = copies.iter().map(|it| it.0.row).collect();
    let lines = search::lines(c, Kind::Report, &rows, None)?;
    out.copies = lines.into_iter().zip(copies).map(|(line, (_, how, share))| NearCopy { line, how, share }).collect();
    out.corrections = c
        .prepare_cached("SELECT count(*) FROM decision WHERE what = 'correct' AND subject = ? AND undone = 0")?
        .query_row([correct::subject(&digest)], |row| row.get(0))?;
    Ok(Some(out))
}

/// The version of a page after this one.
pub(super) fn later(c: &Connection, document: i64) -> Result<Option<Id>> {
    let sql = "SELECT id FROM document WHERE earlier = ?";
    c.prepare_cached(sql)?.query_row([document], |row| row.get(0).map(Id::report)).optional()
}

/// Reports that carry nearly the same text, with how and the share of words.
pub(super) fn copies(c: &Connection, document: i64) -> Result<Vec<(Id, String, f64)>> {
    c.prepare_cached(
        "SELECT x.id, x.kind, x.share FROM (SELECT of AS id, kind, share FROM copy WHERE document = ?1 UNION SELECT document, kind, share FROM copy WHERE of = ?1) x
         JOIN document d ON d.id = x.id AND d.replaced = 0 ORDER BY 1",
    )?
    .query_map([document], |row| Ok((Id::report(row.get(0)?), row.get(1)?, row.get(2)?)))?
    .collect()
}
