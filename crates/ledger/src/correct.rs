//! What people correct: kept as decisions above whatever a reader says, now and after every later reading.
//!
//! A reading that was corrected keeps beside it what the reader itself had read. Taking a decision back makes the record anew from that and
//! from the decisions that still stand, so that they can be undone and redone in any order.

use crate::ask::{Id, Kind};
use crate::import::{Correction, Imported, Moves, Unapplied, apply, corrections, renumber};
use crate::record::{Incoming, deflated, inflated, masthead, new_reading, supersede};
use crate::{Error, Ledger, What, keys, register};
use rusqlite::{Connection, OptionalExtension as _, Result, params};
use sayso_wire::Record;

/// What an imported record changed, or a decision that was taken back.
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
        self.change(|c| imported_into(c, imported, after))?
            .map_err(|why| Error::new(&self.path, What::Question(format!("{}: {why}", after.document.id))))
    }

    /// Takes what differs between the record in force and the same as somebody left it as one decision. Findings keep the numbers
    /// they have, what is new has one that none had. Nothing is kept of it if any of it has no place in the report.
    ///
    /// # Errors
    /// If there is no such report, the record is of another text or of another reader, or the ledger cannot be written.
    pub fn correct_by(&mut self, report: Id, changed: &Record, by: &str) -> Result<Corrected, Error> {
        self.corrected_since(report, None, changed, by)
    }

    /// As [`Ledger::correct_by`], of a reading that may be superseded by now: what others have decided since stays.
    ///
    /// # Errors
    /// As [`Ledger::correct_by`], and if the reading is of another report.
    pub fn correct_since(&mut self, report: Id, reading: i64, changed: &Record, by: &str) -> Result<Corrected, Error> {
        self.corrected_since(report, Some(reading), changed, by)
    }

    fn corrected_since(
        &mut self,
        report: Id,
        reading: Option<i64>,
        changed: &Record,
        by: &str,
    ) -> Result<Corrected, Error> {
        let done = match report.kind {
            Kind::Report => self.change(|c| decided_on(c, report.row, reading, changed, by))?,
            _ => Err("is no report".into()),
        };
        done.map_err(|why| Error::new(&self.path, What::Question(format!("{report}: {why}"))))
    }
}

/// A reading in force that people are about to correct.
pub(crate) struct InForce {
    document: i64,
    digest: [u8; 32],
    reader: i64,
    record: Record,
    /// What the reader itself read, deflated; empty where it was not kept.
    own: Vec<u8>,
}

impl InForce {
    /// Of a report whose decisions are about to be undone or done again; or why they cannot be.
    pub(crate) fn to_decide_anew(c: &Connection, digest: &[u8]) -> Result<Result<Self, String>> {
        let document =
            c.query_row("SELECT id FROM document WHERE digest = ?", [digest], |row| row.get(0)).optional()?;
        let it = document.map(|document| Self::of(c, document)).transpose()?.flatten();
        let it = it.ok_or_else(|| "its report is not there".to_owned());
        let why = "the version that corrected it did not keep what the reader itself had read; read it with a later reader first";
        Ok(it.and_then(|it| if it.own.is_empty() { Err(why.into()) } else { Ok(it) }))
    }

    /// Makes the record anew from what the reader itself read and the decisions that stand; gives how many corrections of those have no
    /// place in it.
    pub(crate) fn decided_anew(&self, c: &Connection) -> Result<usize> {
        let own = inflated(self.record.document.text.clone(), &self.own)?;
        let (record, failed) = with_decisions(own, &decisions(c, &self.digest)?);
        if record != self.record {
            self.replaced_by(c, &record)?;
        }
        Ok(failed.len())
    }

    fn of(c: &Connection, document: i64) -> Result<Option<Self>> {
        let sql = "SELECT d.text, r.record, r.reader, d.digest, coalesce(r.own, r.record)
            FROM document d JOIN reading r ON r.document = d.id AND r.superseded = 0 WHERE d.id = ?";
        let row = c.query_row(sql, [document], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        });
        row.optional()?
            .map(|(text, bytes, reader, digest, own)| {
                Ok(Self { document, digest, reader, record: inflated(text, &bytes)?, own })
            })
            .transpose()
    }

    /// Puts another record in force in its place.
    fn replaced_by(&self, c: &Connection, record: &Record) -> Result<()> {
        supersede(c, self.document)?;
        masthead(c, self.document, record)?;
        let (digest, reader, deflated) = (&self.digest, self.reader, deflated(record));
        let own = (self.own != deflated).then_some(&self.own[..]);
        new_reading(c, &Incoming { record, reader, digest, deflated: &deflated, own }, self.document, false)
    }
}

/// Keeps what an import changed and puts it on the reading in force; or why it cannot.
fn imported_into(c: &Connection, imported: &Imported, after: &Record) -> Result<Result<Corrected, String>> {
    let Some(document) = found(c, after)? else { return Ok(Err("no such report is in the ledger".into())) };
    let Some(mut it) = InForce::of(c, document)? else { return Ok(Err("has no reading".into())) };
    let corrections = match imported.corrections(&it.record) {
        Ok(corrections) => corrections,
        Err(unlike) => return Ok(Err(unlike.to_string())),
    };
    if corrections.is_empty() {
        return Ok(Ok(Corrected::default()));
    }
    let unapplied = apply(&mut it.record, &corrections).len();
    Ok(keep(c, it, &corrections, "")?.map(|()| Corrected { corrections: corrections.len(), unapplied }))
}

/// Keeps what somebody changed in a reading and puts it on the one in force; or why it cannot.
fn decided_on(
    c: &Connection,
    document: i64,
    reading: Option<i64>,
    after: &Record,
    by: &str,
) -> Result<Result<Corrected, String>> {
    let Some(mut it) = InForce::of(c, document)? else { return Ok(Err("there is no such report".into())) };
    let before = match reading {
        None => it.record.clone(),
        Some(reading) => {
            let sql = "SELECT record FROM reading WHERE id = ? AND document = ?";
            let bytes: Option<Vec<u8>> = c.query_row(sql, [reading, document], |row| row.get(0)).optional()?;
            let Some(bytes) = bytes else { return Ok(Err(format!("reading {reading} is of another report"))) };
            inflated(it.record.document.text.clone(), &bytes)?
        }
    };
    let corrections = match corrections(&before, after) {
        Ok(corrections) => corrections,
        Err(unlike) => return Ok(Err(unlike.to_string())),
    };
    if corrections.is_empty() {
        return Ok(Ok(Corrected::default()));
    }
    let moves = Moves::of(&decisions(c, &it.digest)?);
    let followed = moves.followed(&corrections, &it.record);
    if let Some(failed) = apply(&mut it.record, &followed).first() {
        return Ok(Err(failed.why.clone()));
    }
    Ok(keep(c, it, &corrections, by)?.map(|()| Corrected { corrections: corrections.len(), unapplied: 0 }))
}

/// Keeps corrections as a decision, and the record that they were put on as the reading in force.
fn keep(c: &Connection, mut it: InForce, corrections: &[Correction], by: &str) -> Result<Result<(), String>> {
    let kept = match serde_json::to_string(corrections) {
        Ok(kept) => kept,
        Err(error) => return Ok(Err(error.to_string())),
    };
    renumber(&mut it.record);
    register::decide(c, "correct", &subject(&it.digest), &kept, by.trim())?;
    it.replaced_by(c, &it.record)?;
    Ok(Ok(()))
}

/// A record as people left it: with everything that was ever decided about its report and still stands.
pub(crate) fn corrected(c: &Connection, record: &Record, digest: &[u8; 32]) -> Result<Option<Record>> {
    let decisions = decisions(c, digest)?;
    if !decisions.iter().any(|it| it.stands) {
        return Ok(None);
    }
    Ok(Some(with_decisions(record.clone(), &decisions).0))
}

/// Puts the decisions that stand on what a reader read, in their order.
fn with_decisions(mut record: Record, decisions: &[Decision]) -> (Record, Vec<Unapplied>) {
    let (moves, mut failed) = (Moves::of(decisions), Vec::new());
    for it in decisions.iter().filter(|it| it.stands) {
        let corrections = moves.followed(&it.corrections, &record);
        failed.extend(apply(&mut record, &corrections));
        renumber(&mut record);
    }
    (record, failed)
}

/// What was decided about a report.
struct Decision {
    corrections: Vec<Correction>,
    /// Whether it was not undone.
    stands: bool,
}

impl Moves {
    fn of(decisions: &[Decision]) -> Self {
        let mut out = Self::default();
        decisions.iter().for_each(|it| out.add(&it.corrections));
        out
    }
}

/// Every decision about a report, undone ones too, in their order.
fn decisions(c: &Connection, digest: &[u8; 32]) -> Result<Vec<Decision>> {
    let sql = "SELECT value, undone = 0 FROM decision WHERE what = 'correct' AND subject = ? ORDER BY id";
    let mut rows = c.prepare_cached(sql)?;
    let one = |row: &rusqlite::Row<'_>| {
        // What a later version cannot read any more stays in the table, and is not applied.
        Ok(Decision { corrections: read(&row.get::<_, String>(0)?), stands: row.get(1)? })
    };
    rows.query_map(params![subject(digest)], one)?.collect()
}

/// The corrections of a decision as they are kept.
pub(crate) fn read(kept: &str) -> Vec<Correction> {
    serde_json::from_str(kept).unwrap_or_default()
}

/// The report that a record is of: by its digest, else by its name.
fn found(c: &Connection, record: &Record) -> Result<Option<i64>> {
    let digest = keys::digest(&record.document);
    let by_digest: Option<i64> =
        c.query_row("SELECT id FROM document WHERE digest = ?", [&digest], |row| row.get(0)).optional()?;
    if by_digest.is_some() {
        return Ok(by_digest);
    }
    let sql = "SELECT id FROM document WHERE name = ? AND replaced = 0 ORDER BY id DESC LIMIT 1";
    c.query_row(sql, [&record.document.id], |row| row.get(0)).optional()
}

/// How decisions name a report.
pub(crate) fn subject(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What decisions of an earlier version left: the reader's own reading is the last one before the first decision, and that of a later reader,
/// which was corrected as it was recorded, was not kept.
pub(crate) fn own_readings(c: &Connection) -> Result<()> {
    let moment = |text: String| text.parse::<jiff::Timestamp>().ok();
    let mut documents = c.prepare(
        "SELECT d.id, min(x.made) FROM decision x JOIN document d ON lower(hex(d.digest)) = x.subject
         WHERE x.what = 'correct' GROUP BY d.id",
    )?;
    let mut readings = c.prepare("SELECT id, reader, read_at, record FROM reading WHERE document = ? ORDER BY id")?;
    let mut keep = c.prepare("UPDATE reading SET own = ? WHERE id = ?")?;
    for of in documents.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))? {
        let (document, first) = of?;
        let first = moment(first);
        let mut own: Option<(i64, Vec<u8>)> = None;
        for row in readings.query_map([document], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))? {
            let (id, reader, read_at, record): (i64, i64, String, Vec<u8>) = row?;
            if moment(read_at) < first {
                own = Some((reader, record));
                continue;
            }
            let kept = own.as_ref().filter(|(by, _)| *by == reader).map_or(&[][..], |(_, record)| record);
            keep.execute(params![kept, id])?;
        }
    }
    Ok(())
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
