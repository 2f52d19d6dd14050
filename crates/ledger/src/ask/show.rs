//! The words in their place.

use super::{Id, Kind, Line, report, search};
use crate::record::inflated;
use crate::{Error, Ledger};
use rusqlite::{Connection, OptionalExtension as _, Result};
use sayso_wire::Span;
use serde::Serialize;

/// Something in a ledger, with the text around it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// What it is.
    pub line: Line,
    /// The paragraphs that hold it; of a report, all of it.
    pub text: String,
    /// Its words in `text`: first code point and one past the last of each fragment.
    pub marked: Vec<Span>,
    /// The version of the same page before this one.
    pub earlier: Option<Id>,
    /// The version of the same page after this one.
    pub later: Option<Id>,
    /// Reports that carry nearly the same text, with how (`same`, `revised`, `excerpt`) and the share of words.
    pub copies: Vec<(Id, String, f64)>,
}

impl Ledger {
    /// Something by its number; `None` if it is not there.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn show(&self, id: Id) -> Result<Option<Shown>, Error> {
        let Some((document, spans)) = self.ask(|c| place(c, id))? else { return Ok(None) };
        let shown = self.ask(|c| {
            let mut lines = search::lines(c, id.kind, &[id.row], None)?;
            let (text, earlier): (String, Option<i64>) =
                c.query_row("SELECT text, earlier FROM document WHERE id = ?", [document], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            let (later, copies) = (report::later(c, document)?, report::copies(c, document)?);
            let (text, marked) = if spans.is_empty() { (text, spans) } else { around(&text, &spans) };
            Ok(lines.pop().map(|line| Shown { line, text, marked, earlier: earlier.map(Id::report), later, copies }))
        })?;
        Ok(shown)
    }

    /// The number by which a statement, event or figure goes in the reading in force: every reading and correction numbers them anew.
    /// It is the one whose words are mostly the same; `None` if there is none, or nothing ever had the number.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn renumbered(&self, id: Id) -> Result<Option<Id>, Error> {
        if id.kind == Kind::Report { Ok(Some(id)) } else { self.ask(|c| renumbered(c, id)) }
    }
}

/// How much of all the words of two findings must be in both, that one is the other read anew.
const SAME: f64 = 0.5;

fn renumbered(c: &Connection, id: Id) -> Result<Option<Id>> {
    let table = id.kind.table();
    let sql = format!(
        "SELECT r.document, r.superseded, t.start, t.\"end\" FROM {table} t JOIN reading r ON r.id = t.reading WHERE t.id = ?"
    );
    let place = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let found: Option<(i64, bool, u32, u32)> = c.query_row(&sql, [id.row], place).optional()?;
    let Some((document, superseded, start, end)) = found else { return Ok(None) };
    if !superseded {
        return Ok(Some(id));
    }
    let sql = format!(
        "SELECT t.id, t.start, t.\"end\" FROM {table} t JOIN reading r ON r.id = t.reading AND r.superseded = 0
         WHERE r.document = ?1 AND t.start < ?3 AND t.\"end\" > ?2 ORDER BY t.id DESC"
    );
    let mut rows = c.prepare_cached(&sql)?;
    let rows = rows.query_map((document, start, end), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut best: Option<(f64, i64)> = None;
    for row in rows {
        let (row, from, to): (i64, u32, u32) = row?;
        let (both, either) = (end.min(to) - start.max(from), end.max(to) - start.min(from));
        let shared = f64::from(both) / f64::from(either);
        // Of equals the first, as in the text.
        if shared > SAME && best.is_none_or(|it| shared >= it.0) {
            best = Some((shared, row));
        }
    }
    Ok(best.map(|(_, row)| Id { row, ..id }))
}

/// The report that something stands in, and where: of a statement each fragment, of a report nothing.
fn place(c: &Connection, id: Id) -> Result<Option<(i64, Vec<Span>)>> {
    let sql = match id.kind {
        Kind::Report => "SELECT id, 0, NULL, NULL, NULL FROM document WHERE id = ?".to_owned(),
        Kind::Statement => "SELECT r.document, t.number, t.start, t.\"end\", r.record FROM statement t JOIN reading r ON r.id = t.reading WHERE t.id = ?".to_owned(),
        kind => format!(
            "SELECT r.document, t.number, t.start, t.\"end\", NULL FROM {} t JOIN reading r ON r.id = t.reading WHERE t.id = ?",
            kind.table()
        ),
    };
    let found = c.query_row(&sql, [id.row], |row| {
        let span = row.get::<_, Option<u32>>(2)?.zip(row.get::<_, Option<u32>>(3)?);
        Ok((row.get(0)?, row.get::<_, u32>(1)?, span, row.get::<_, Option<Vec<u8>>>(4)?))
    });
    let Some((document, number, span, record)) = found.optional()? else { return Ok(None) };
    // A statement's fragments stand in its reading's record alone.
    let record = record.map(|bytes| inflated(String::new(), &bytes)).transpose()?;
    let fragments = record.and_then(|it| it.statements.into_iter().find(|it| it.id == number)).map(|it| it.content);
    let whole = span.map(|(start, end)| [start, end]);
    Ok(Some((document, fragments.filter(|it| !it.is_empty()).unwrap_or_else(|| whole.into_iter().collect()))))
}

/// The paragraphs that hold spans, and the spans in them.
fn around(text: &str, spans: &[Span]) -> (String, Vec<Span>) {
    let letters: Vec<char> = text.chars().collect();
    let within = |at: u32| (at as usize).min(letters.len());
    let start = spans.iter().map(|span| within(span[0])).min().unwrap_or_default();
    let end = spans.iter().map(|span| within(span[1])).max().unwrap_or_default().max(start);
    let first = letters[..start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
    let last = letters[end..].iter().position(|c| *c == '\n').map_or(letters.len(), |at| end + at);
    let moved = |at: u32| u32::try_from(within(at).saturating_sub(first)).unwrap_or(u32::MAX);
    (letters[first..last].iter().collect(), spans.iter().map(|&[a, b]| [moved(a), moved(b.max(a))]).collect())
}
