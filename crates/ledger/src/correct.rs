//! What people correct: kept as decisions above whatever a reader says, now and after every later reading.

use crate::import::{Correction, Imported, apply, renumber};
use crate::record::{Incoming, deflated, inflated, masthead, new_reading, supersede};
use crate::{Error, Ledger, What, keys, register};
use rusqlite::{Connection, OptionalExtension as _, Result};
use sayso_wire::Record;

/// What an imported record changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corrected {
    /// Fields, and findings that came or went.
    pub corrections: usize,
    /// Those that fit nothing in the reading any more.
    pub unapplied: usize,
}

impl Ledger {
    /// Takes what differs between an imported record and the reading in force as decisions of people.
    ///
    /// # Errors
    /// If the ledger has no such report, the import is of another text, or the ledger cannot be written.
    pub fn correct(&mut self, imported: &Imported) -> Result<Corrected, Error> {
        let Some(after) = &imported.record else {
            return Err(Error::new(&self.path, What::Question("nothing to import".into())));
        };
        // All of it in one transaction: nobody reads the report anew in between.
        self.change(|c| corrected_by(c, imported, after))?
            .map_err(|why| Error::new(&self.path, What::Question(format!("{}: {why}", after.document.id))))
    }
}

/// Keeps what an import changed and puts it on the reading in force; or why it cannot.
fn corrected_by(c: &Connection, imported: &Imported, after: &Record) -> Result<Result<Corrected, String>> {
    let Some((document, digest)) = found(c, after)? else {
        return Ok(Err("no such report is in the ledger".into()));
    };
    let Some((mut record, reader)) = in_force(c, document)? else { return Ok(Err("has no reading".into())) };
    let corrections = match imported.corrections(&record) {
        Ok(corrections) => corrections,
        Err(unlike) => return Ok(Err(unlike.to_string())),
    };
    if corrections.is_empty() {
        return Ok(Ok(Corrected::default()));
    }
    let kept = match serde_json::to_string(&corrections) {
        Ok(kept) => kept,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let unapplied = apply(&mut record, &corrections).len();
    renumber(&mut record);
    register::decide(c, "correct", &subject(&digest), &kept)?;
    supersede(c, document)?;
    masthead(c, document, &record)?;
    let deflated = deflated(&record);
    new_reading(c, &Incoming { record: &record, reader, digest: &digest, deflated: &deflated }, document, false)?;
    Ok(Ok(Corrected { corrections: corrections.len(), unapplied }))
}

/// The record in force of a document, and the row of its reader.
fn in_force(c: &Connection, document: i64) -> Result<Option<(Record, i64)>> {
    let sql = "SELECT d.text, r.record, r.reader FROM document d JOIN reading r ON r.document = d.id AND r.superseded = 0 WHERE d.id = ?";
    let row = c.query_row(sql, [document], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    row.map(|(text, bytes, reader): (String, Vec<u8>, i64)| Ok((inflated(text, &bytes)?, reader))).transpose()
}

/// A record as people left it: with everything that was ever decided about its report.
pub(crate) fn corrected(c: &Connection, record: &Record, digest: &[u8; 32]) -> Result<Option<Record>> {
    let mut rows = c.prepare_cached(
        "SELECT value FROM decision WHERE what = 'correct' AND subject = ? AND undone = 0 ORDER BY id",
    )?;
    let kept: Vec<String> = rows.query_map([subject(digest)], |row| row.get(0))?.collect::<Result<_>>()?;
    if kept.is_empty() {
        return Ok(None);
    }
    let mut out = record.clone();
    for corrections in kept {
        // What a later version cannot read any more stays in the table, and is not applied.
        let corrections: Vec<Correction> = serde_json::from_str(&corrections).unwrap_or_default();
        let _ = apply(&mut out, &corrections);
        renumber(&mut out);
    }
    Ok(Some(out))
}

/// The report that a record is of: by its digest, else by its name.
fn found(c: &Connection, record: &Record) -> Result<Option<(i64, [u8; 32])>> {
    let digest = keys::digest(&record.document);
    let by_digest: Option<i64> =
        c.query_row("SELECT id FROM document WHERE digest = ?", [&digest], |row| row.get(0)).optional()?;
    if let Some(id) = by_digest {
        return Ok(Some((id, digest)));
    }
    let sql = "SELECT id, digest FROM document WHERE name = ? AND replaced = 0 ORDER BY id DESC LIMIT 1";
    c.query_row(sql, [&record.document.id], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

fn subject(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Ledger {
    /// The records in force, one after another in the order of their rows, as exports take them. One that cannot be read is an error, and
    /// the others follow it.
    pub fn records(&self) -> impl Iterator<Item = Result<Record, Error>> + '_ {
        let mut last = Some(0);
        std::iter::from_fn(move || {
            let after: i64 = last?;
            let sql = "SELECT d.id FROM document d JOIN reading r ON r.document = d.id AND r.superseded = 0
                WHERE d.id > ? AND d.replaced = 0 ORDER BY d.id LIMIT 1";
            let next = self.ask(|c| c.prepare_cached(sql)?.query_row([after], |row| row.get(0)).optional());
            last = next.as_ref().ok().copied().flatten();
            match next {
                Ok(document) => self.record_of(document?).transpose(),
                Err(error) => Some(Err(error)),
            }
        })
    }
}
