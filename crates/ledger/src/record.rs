//! A record to rows: one report, one transaction.

use crate::compare::near;
use crate::compare::words::words;
use crate::correct::corrected;
use crate::keys::{self, tokens};
use crate::rows::Rows;
use crate::{Error, Ledger, link, register};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Result, params};
use sayso_wire::{Document, Record};
use std::borrow::Cow;
use std::io::{Read as _, Write as _};

/// What recording a report came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It was not there before; the document's number.
    New(i64),
    /// It is a changed page that was there before; the new document's number and that of the version before.
    Changed(i64, i64),
    /// It was there, and this reading supersedes the one there was.
    ReadAnew(i64),
    /// It was there, read by the same version.
    Known(i64),
}

impl Recorded {
    /// The document's number.
    pub fn document(self) -> i64 {
        match self {
            Self::New(id) | Self::Changed(id, _) | Self::ReadAnew(id) | Self::Known(id) => id,
        }
    }
}

impl Ledger {
    /// Records what was read in a report. All of it is recorded, or nothing.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn record(&mut self, record: &Record) -> Result<Recorded, Error> {
        let digest = keys::digest(&record.document);
        // Deflating is slow beside the rest: it is done before others have to wait.
        let deflated = deflated(record);
        self.change(|c| {
            let corrected = corrected(c, record, &digest)?;
            let own = corrected.is_some().then_some(&deflated[..]);
            let deflated = corrected.as_ref().map_or(Cow::Borrowed(&deflated), |it| Cow::Owned(self::deflated(it)));
            let record = corrected.as_ref().unwrap_or(record);
            let reader = reader(c, record)?;
            let incoming = Incoming { record, reader, digest: &digest, deflated: &deflated, own };
            let known: Option<i64> = c
                .prepare_cached("SELECT id FROM document WHERE digest = ?")?
                .query_row([&digest], |row| row.get(0))
                .optional()?;
            let Some(document) = known else {
                let (document, earlier) = new_document(c, record, &digest)?;
                new_reading(c, &incoming, document, true)?;
                return Ok(earlier.map_or(Recorded::New(document), |earlier| Recorded::Changed(document, earlier)));
            };
            let again: bool = c
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM reading WHERE document = ? AND reader = ?)")?
                .query_row([document, reader], |row| row.get(0))?;
            if again {
                return Ok(Recorded::Known(document));
            }
            supersede(c, document)?;
            new_reading(c, &incoming, document, false)?;
            Ok(Recorded::ReadAnew(document))
        })
    }

    /// Whether a report has been read by this version of the reader already.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn has(&self, digest: &[u8; 32], by: &sayso_wire::Reader) -> Result<bool, Error> {
        self.ask(|c| {
            c.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM document d JOIN reading r ON r.document = d.id JOIN reader v ON v.id = r.reader
                 WHERE d.digest = ? AND v.version = ? AND v.weights = ? AND v.data = ?)",
            )?
            .query_row(params![digest, by.version, by.weights.as_deref().unwrap_or_default(), by.data], |row| row.get(0))
        })
    }

    /// The record in force of a document, with its text; `None` if there is no such document.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn record_of(&self, document: i64) -> Result<Option<Record>, Error> {
        self.ask(|c| {
            let mut statement = c.prepare_cached(
                "SELECT d.text, r.record FROM document d JOIN reading r ON r.document = d.id AND r.superseded = 0 WHERE d.id = ?",
            )?;
            statement.query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?
                .map(|(text, bytes): (String, Vec<u8>)| inflated(text, &bytes))
                .transpose()
        })
    }
}

/// How a report is told from others in the keys of the register.
pub(crate) fn report_key(digest: &[u8]) -> String {
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What a report tells of a party goes over to another one, in search too.
pub(crate) fn goes_over(c: &Connection, from: i64, to: i64, document: i64) -> Result<()> {
    let readings = "SELECT id FROM reading WHERE document = ?1";
    unsearch(c, document)?;
    for (table, letters) in [("statement", "p"), ("event", "ar")] {
        for letter in letters.chars() {
            // A token stands between spaces: p1 is no part of p12. Of two in a row the second is found once the first is gone.
            c.execute(
                &format!(
                    "UPDATE {table} SET keys = trim(replace(replace(' ' || keys || ' ', ?2, ?3), ?2, ?3)) WHERE reading IN ({readings})"
                ),
                params![document, format!(" {letter}{from} "), format!(" {letter}{to} ")],
            )?;
        }
    }
    c.execute(
        &format!("UPDATE statement SET speaker = ?3 WHERE speaker = ?2 AND reading IN ({readings})"),
        [document, from, to],
    )?;
    c.execute(
        &format!("UPDATE appearance SET party = ?3 WHERE party = ?2 AND reading IN ({readings})"),
        [document, from, to],
    )?;
    c.execute(
        &format!("UPDATE participant SET party = ?3 WHERE party = ?2 AND event IN (SELECT id FROM event WHERE reading IN ({readings}))"),
        [document, from, to],
    )?;
    search(c, document)
}

/// What is in full text search of a finding: its table and the columns.
const SEARCHED: [(&str, &str); 3] =
    [("statement", "words, keys"), ("event", "words, names, keys"), ("figure", "words, \"of\", keys")];

/// The reading whose findings are in full text search; none where a later version of the page has taken its place.
const IN_SEARCH: &str = "(SELECT r.id FROM reading r JOIN document d ON d.id = r.document
    WHERE r.document = ? AND r.superseded = 0 AND d.replaced = 0)";

/// Puts what the reading in force found into full text search.
fn search(c: &Connection, document: i64) -> Result<()> {
    for (table, columns) in SEARCHED {
        c.prepare_cached(&format!(
            "INSERT INTO {table}_words (rowid, {columns}) SELECT id, {columns} FROM {table} WHERE reading = {IN_SEARCH}"
        ))?
        .execute([document])?;
    }
    Ok(())
}

fn reader(c: &Connection, record: &Record) -> Result<i64> {
    let (version, weights, data) =
        (&record.reader.version, record.reader.weights.as_deref().unwrap_or_default(), &record.reader.data);
    c.prepare_cached("INSERT OR IGNORE INTO reader (version, weights, data) VALUES (?, ?, ?)")?
        .execute([version, weights, data])?;
    c.prepare_cached("SELECT id FROM reader WHERE version = ? AND weights = ? AND data = ?")?
        .query_row([version, weights, data], |row| row.get(0))
}

/// A report that is not there yet; with the version of the same page before it, which it replaces.
fn new_document(c: &Connection, record: &Record, digest: &[u8; 32]) -> Result<(i64, Option<i64>)> {
    let document = &record.document;
    let earlier = earlier_version(c, document)?;
    let now = Timestamp::now();
    let day = document.published.as_deref().and_then(keys::day).unwrap_or_else(|| now.as_second().div_euclid(86_400));
    let keys = tokens(day, document.outlet.as_deref());
    let authors = document.authors.join("; ");
    c.prepare_cached(
        "INSERT INTO document (digest, name, url, title, outlet, authors, published, modified, language, text, keys, day, added, earlier)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        digest, document.id, document.url, document.title, document.outlet, authors, document.published, document.modified, document.language,
        document.text, keys, day, now.to_string(), earlier
    ])?;
    let id = c.last_insert_rowid();
    c.prepare_cached("INSERT INTO document_words (rowid, title, text, keys) VALUES (?, ?, ?, ?)")?.execute(params![
        id,
        document.title,
        document.text,
        keys
    ])?;
    if let Some(earlier) = earlier {
        c.execute("INSERT INTO document_words (document_words, rowid, title, text, keys) SELECT 'delete', id, title, text, keys FROM document WHERE id = ?", [earlier])?;
        unsearch(c, earlier)?;
        c.execute("UPDATE document SET replaced = 1 WHERE id = ?", [earlier])?;
        c.execute(
            "UPDATE story SET reports = reports - 1 WHERE id = (SELECT story FROM document WHERE id = ?)",
            [earlier],
        )?;
        let before: Vec<u8> = c.query_row("SELECT digest FROM document WHERE id = ?", [earlier], |row| row.get(0))?;
        register::carry_over(c, &report_key(&before), &report_key(digest))?;
    }
    Ok((id, earlier))
}

/// Brings the row of a report in line with a record whose masthead people corrected. What tells it from others stays as it was.
pub(crate) fn masthead(c: &Connection, document: i64, record: &Record) -> Result<()> {
    let it = &record.document;
    let (added, before, replaced): (String, i64, bool) =
        c.query_row("SELECT added, day, replaced FROM document WHERE id = ?", [document], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    // Without a date it has the day on which it was added, also where a date was corrected and that is undone.
    let day = it.published.as_deref().and_then(keys::day).or_else(|| keys::day(&added)).unwrap_or(before);
    if !replaced {
        c.execute("INSERT INTO document_words (document_words, rowid, title, text, keys) SELECT 'delete', id, title, text, keys FROM document WHERE id = ?", [document])?;
    }
    c.execute(
        "UPDATE document SET url = ?2, title = ?3, outlet = ?4, authors = ?5, published = ?6, modified = ?7, language = ?8, keys = ?9, day = ?10 WHERE id = ?1",
        params![
            document,
            it.url,
            it.title,
            it.outlet,
            it.authors.join("; "),
            it.published,
            it.modified,
            it.language,
            tokens(day, it.outlet.as_deref()),
            day
        ],
    )?;
    if !replaced {
        c.execute("INSERT INTO document_words (rowid, title, text, keys) SELECT id, title, text, keys FROM document WHERE id = ?", [document])?;
    }
    Ok(())
}

/// The version of the same page that a report takes the place of.
fn earlier_version(c: &Connection, document: &Document) -> Result<Option<i64>> {
    if let Some(url) = &document.url {
        return c
            .prepare_cached("SELECT id FROM document WHERE url = ? AND replaced = 0 ORDER BY id DESC LIMIT 1")?
            .query_row([url], |row| row.get(0))
            .optional();
    }
    // An input's own id stands for its page; the digest that others get changes with every word. Two collections may both count from 1:
    // what has neither the headline nor most of the words in common is no version of the other.
    let found: Option<(i64, Option<String>, String)> = c
        .prepare_cached(
            "SELECT id, title, text FROM document WHERE name = ? AND outlet IS ? AND url IS NULL AND replaced = 0 ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![document.id, document.outlet], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let one_page = |title: &Option<String>, text: &str| {
        (title.is_some() && *title == document.title) || near::copy(&words(text), &words(&document.text)).is_some()
    };
    Ok(found.filter(|(_, title, text)| one_page(title, text)).map(|(id, ..)| id))
}

/// The reading in force stays readable, but is no longer in force.
pub(crate) fn supersede(c: &Connection, document: i64) -> Result<()> {
    unsearch(c, document)?;
    c.execute("UPDATE reading SET superseded = 1 WHERE document = ? AND superseded = 0", [document])?;
    Ok(())
}

/// Takes what the reading in force found out of full text search. What is not in it must never be taken out of it: that would damage the
/// index.
fn unsearch(c: &Connection, document: i64) -> Result<()> {
    for (table, columns) in SEARCHED {
        c.prepare_cached(&format!(
            "INSERT INTO {table}_words ({table}_words, rowid, {columns})
             SELECT 'delete', id, {columns} FROM {table} WHERE reading = {IN_SEARCH}"
        ))?
        .execute([document])?;
    }
    Ok(())
}

/// A record on its way into the ledger.
pub(crate) struct Incoming<'a> {
    pub(crate) record: &'a Record,
    pub(crate) reader: i64,
    pub(crate) digest: &'a [u8; 32],
    pub(crate) deflated: &'a [u8],
    /// What the reader itself read, deflated likewise, where people corrected it.
    pub(crate) own: Option<&'a [u8]>,
}

/// Writes a reading; `has_new_words` says that the report was not there before.
pub(crate) fn new_reading(c: &Connection, it: &Incoming<'_>, document: i64, has_new_words: bool) -> Result<()> {
    let Incoming { record, reader, digest, deflated, own } = *it;
    c.prepare_cached("INSERT INTO reading (document, reader, read_at, record, own) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![document, reader, Timestamp::now().to_string(), deflated, own])?;
    let reading = c.last_insert_rowid();
    let (day, in_force): (i64, bool) = c
        .prepare_cached("SELECT day, replaced = 0 FROM document WHERE id = ?")?
        .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Rows::new(c, record, reading, day, in_force).all(&report_key(digest))?;
    link::link(c, link::Report { document, reading, day, record }, has_new_words)
}

/// The record without its text, which stands beside it.
pub(crate) fn deflated(record: &Record) -> Vec<u8> {
    let mut value = record.clone();
    value.document.text = String::new();
    let mut out = DeflateEncoder::new(Vec::new(), Compression::fast());
    let json = serde_json::to_vec(&value).unwrap_or_default();
    // A vector takes whatever it is given.
    let _ = out.write_all(&json);
    out.finish().unwrap_or_default()
}

pub(crate) fn inflated(text: String, bytes: &[u8]) -> Result<Record> {
    let wrong = |error: Box<dyn std::error::Error + Send + Sync>| {
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Blob, error)
    };
    let mut json = Vec::new();
    DeflateDecoder::new(bytes).read_to_end(&mut json).map_err(|error| wrong(Box::new(error)))?;
    let mut record: Record = serde_json::from_slice(&json).map_err(|error| wrong(Box::new(error)))?;
    record.document.text = text;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::What;

    #[test]
    fn a_full_disk_leaves_nothing_of_a_report() {
        let path = std::env::temp_dir().join(format!("sayso-full-{}.ledger", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let text: String = (0..5000).map(|n| format!("Line {n} tells of ferry {}. ", n * 7919 % 5003)).collect();
        let record: Record = serde_json::from_value(serde_json::json!({
            "schema": "sayso/1", "reader": {"version": "1", "weights": null, "data": ""},
            "document": {"id": "long", "url": null, "title": "Ferries", "outlet": null, "authors": [], "published": "2026-03-04", "modified": null,
                         "language": "en", "text": text, "blocks": []},
            "parties": [], "times": [], "places": [], "statements": [], "events": [], "figures": [], "differ": [], "doubts": []
        }))
        .unwrap();
        let mut ledger = Ledger::open(&path).unwrap();
        let pages: i64 = ledger.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        for more in [1, 10, 40] {
            let allow = |pages: i64| {
                ledger.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, i64>(0))
            };
            allow(pages + more).unwrap();
            let error = ledger.record(&record).unwrap_err();
            assert!(matches!(error.what, What::Full) && error.is_lasting(), "{more}: {error}");
            let left = "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM reader) + (SELECT count(*) FROM copy_key) + (SELECT count(*) FROM term_count)";
            assert_eq!(ledger.connection.query_row(left, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
            ledger.check().unwrap();
        }
        ledger.connection.query_row("PRAGMA max_page_count = 100000", [], |_| Ok(())).unwrap();
        assert!(matches!(ledger.record(&record).unwrap(), Recorded::New(_)));
        drop(ledger);
        let _ = std::fs::remove_file(&path);
    }
}
