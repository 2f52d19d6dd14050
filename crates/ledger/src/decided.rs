//! What people have decided about readings: listed, undone, done again.

use crate::ask::Id;
use crate::correct::{Corrected, InForce, read};
use crate::export::Words;
use crate::import::{Correction, Finding, Kind, plain};
use crate::{Error, Ledger, What};
use rusqlite::{Connection, OptionalExtension as _, Result, params};
use sayso_wire::Span;
use serde::Serialize;

/// A correction that somebody made of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decided {
    /// Its number, by which it is undone.
    pub decision: i64,
    /// When, ISO 8601.
    pub made: String,
    /// Who; empty where nobody said.
    pub by: String,
    /// The report.
    pub report: Id,
    /// Its headline.
    pub title: Option<String>,
    /// What it changed.
    pub changes: Vec<Changed>,
    /// Whether it was undone.
    pub undone: bool,
}

/// One change of a correction, in plain words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// What was changed.
    pub how: HowChanged,
    /// Of what kind.
    pub kind: Kind,
    /// The words of the finding, a party's name.
    pub words: String,
    /// Where it stood, in code points of the report's text.
    pub spans: Vec<Span>,
    /// The field's name in the record; `None` where a finding came or went.
    pub field: Option<String>,
    /// What it was; `None` where nothing was told, or an earlier version of the ledger did not keep it.
    pub from: Option<String>,
    /// What it is.
    pub to: Option<String>,
}

/// What a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HowChanged {
    /// A field has another value.
    Set,
    /// A finding that was overlooked.
    Added,
    /// A finding that is none.
    Removed,
}

impl Ledger {
    /// Corrections of a report, or of any, the last made first.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn corrections(&self, report: Option<Id>, limit: usize) -> Result<Vec<Decided>, Error> {
        self.ask(|c| {
            // A ledger of an earlier version does not know who.
            let knows_who = "SELECT EXISTS (SELECT 1 FROM pragma_table_info('decision') WHERE name = 'made_by')";
            let by = if c.query_row(knows_who, [], |row| row.get(0))? { "x.made_by" } else { "''" };
            let which = match report {
                Some(_) => "x.what = 'correct' AND x.subject = (SELECT lower(hex(digest)) FROM document WHERE id = ?1)",
                // The index goes by subject, not by time.
                None => "+x.what = 'correct' AND ?1 IS NULL",
            };
            let sql = format!(
                "SELECT x.id, x.made, {by}, x.value, x.undone, x.subject FROM decision x WHERE {which} ORDER BY x.id DESC LIMIT {}",
                limit.min(MOST)
            );
            let mut rows = c.prepare_cached(&sql)?;
            let mut report_of = c.prepare_cached("SELECT id, title, text FROM document WHERE digest = ?")?;
            let mut out = Vec::new();
            let mut found = rows.query([report.map(|it| it.row)])?;
            while let Some(row) = found.next()? {
                let told = report_of.query_row([digest_of(&row.get::<_, String>(5)?)], |of| {
                    Ok((of.get::<_, i64>(0)?, of.get(1)?, of.get::<_, String>(2)?))
                });
                let Some((document, title, text)) = told.optional()? else { continue };
                let words = Words::new(&text);
                out.push(Decided {
                    decision: row.get(0)?,
                    made: row.get(1)?,
                    by: row.get(2)?,
                    report: Id::report(document),
                    title,
                    changes: read(&row.get::<_, String>(3)?).iter().map(|it| changed(it, &words)).collect(),
                    undone: row.get(4)?,
                });
            }
            Ok(out)
        })
    }

    /// Every report with a correction that stands, in the order in which they were first corrected.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn corrected_reports(&self) -> Result<Vec<Id>, Error> {
        self.ask(|c| {
            let sql =
                "SELECT subject FROM decision WHERE what = 'correct' AND NOT undone GROUP BY subject ORDER BY min(id)";
            let mut subjects = c.prepare_cached(sql)?;
            let mut report = c.prepare_cached("SELECT id FROM document WHERE digest = ?")?;
            let mut out = Vec::new();
            for subject in subjects.query_map([], |row| row.get::<_, String>(0))? {
                out.extend(report.query_row([digest_of(&subject?)], |row| row.get(0)).optional()?.map(Id::report));
            }
            Ok(out)
        })
    }

    /// Takes a correction back: the report reads as if it had never been made, with all others that stand. It stays in the list and can be
    /// done again.
    ///
    /// # Errors
    /// If there is no such correction or it was undone already, or the ledger cannot be written.
    pub fn undo(&mut self, decision: i64) -> Result<Corrected, Error> {
        self.turned(decision, true)
    }

    /// Puts a correction that was undone back in its place among the others.
    ///
    /// # Errors
    /// If there is no such correction or it was not undone, or the ledger cannot be written.
    pub fn redo(&mut self, decision: i64) -> Result<Corrected, Error> {
        self.turned(decision, false)
    }

    fn turned(&mut self, decision: i64, undone: bool) -> Result<Corrected, Error> {
        self.change(|c| turned(c, decision, undone))?.map_err(|what| Error::new(&self.path, what))
    }
}

/// How many corrections are listed at most: the text of each one's report is read.
const MOST: usize = 500;

fn turned(c: &Connection, decision: i64, undone: bool) -> Result<Result<Corrected, What>> {
    let why = |why: &str| format!("correction {decision}: {why}");
    let sql = "SELECT value, undone, subject FROM decision WHERE id = ? AND what = 'correct'";
    let found = c.query_row(sql, [decision], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((value, was_undone, subject)): Option<(String, bool, String)> = found else {
        return Ok(Err(What::Absent(why("there is none of that number"))));
    };
    if was_undone == undone {
        return Ok(Err(What::Already(why(if undone { "it is undone already" } else { "it was not undone" }))));
    }
    let report = match InForce::to_decide_anew(c, &digest_of(&subject))? {
        Ok(report) => report,
        Err(it) => return Ok(Err(What::Question(why(&it)))),
    };
    c.execute("UPDATE decision SET undone = ?2 WHERE id = ?1", params![decision, undone])?;
    Ok(Ok(Corrected { corrections: read(&value).len(), unapplied: report.decided_anew(c)? }))
}

fn changed(correction: &Correction, words: &Words<'_>) -> Changed {
    let of = |how: HowChanged, finding: &Finding| Changed {
        how,
        kind: finding.kind,
        words: finding.words.clone(),
        spans: finding.spans.clone(),
        field: None,
        from: None,
        to: None,
    };
    match correction {
        Correction::Set { finding, field, value, refers, was } => Changed {
            field: Some(field.clone()),
            from: was.clone(),
            to: plain(field, value, refers, words),
            ..of(HowChanged::Set, finding)
        },
        Correction::Added { finding, .. } => {
            Changed { to: Some(finding.words.clone()), ..of(HowChanged::Added, finding) }
        }
        Correction::Removed { finding } => {
            Changed { from: Some(finding.words.clone()), ..of(HowChanged::Removed, finding) }
        }
    }
}

/// The digest of a report that a decision names.
fn digest_of(subject: &str) -> Vec<u8> {
    let byte = |at: usize| subject.get(at..at + 2).and_then(|it| u8::from_str_radix(it, 16).ok());
    (0..subject.len()).step_by(2).map_while(byte).collect()
}
