//! Corrections by people: records that were changed elsewhere come back, and what was changed is found.
//!
//! [`brat`] and [`json`] read records and tell of every line they could not read; [`Imported::corrections`] compares one
//! with the record as it was, and [`apply`] puts the corrections on that record or on a later reading of the same
//! text, above what the reader says.

pub mod brat;
mod build;
mod corrections;
mod decide;
pub mod json;
mod moved;
mod plain;

pub use corrections::{Correction, Finding, Kind, Unlike, corrections};
pub use decide::{Unapplied, apply, renumber};
pub(crate) use moved::Moves;
pub(crate) use plain::plain;

use sayso_wire::Record;
use std::fmt;

/// One report as it came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// What could be read of it; findings keep the numbers they had, so numbers may be missing.
    pub record: Option<Record>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

impl Imported {
    /// What somebody changed. Where a line could not be read, what is missing may have stood there: then nothing counts
    /// as removed.
    ///
    /// # Errors
    /// The text is another than the record's, or it was read by another reader.
    pub fn corrections(&self, before: &Record) -> Result<Vec<Correction>, Unlike> {
        let Some(after) = &self.record else { return Ok(Vec::new()) };
        let mut all = corrections(before, after)?;
        if !self.faults.is_empty() {
            all.retain(|it| !matches!(it, Correction::Removed { .. }));
        }
        Ok(all)
    }
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named.
    pub file: String,
    /// Its line, from 1; 0 for the whole file.
    pub line: usize,
    /// Why.
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.why),
            line => write!(f, "{}:{line}: {}", self.file, self.why),
        }
    }
}

impl std::error::Error for Fault {}

/// Spans of a record that do not lie within its text, or end before they begin.
fn out_of_text(record: &serde_json::Value, len: usize) -> Option<String> {
    // Every span of the record stands under one of these names.
    const SPANS: [&str; 9] = ["span", "spans", "content", "source", "cue", "quoted", "addressee", "trigger", "mention"];
    fn bad(value: &serde_json::Value, len: usize) -> bool {
        match value.as_array().map(Vec::as_slice) {
            Some([serde_json::Value::Number(start), serde_json::Value::Number(end)]) => {
                let (start, end) = (start.as_u64(), end.as_u64());
                start > end || end.is_none_or(|it| it > len as u64)
            }
            Some(all) => all.iter().any(|it| bad(it, len)),
            None => false,
        }
    }
    match record {
        serde_json::Value::Object(fields) => fields.iter().find_map(|(key, value)| {
            let named = SPANS.contains(&key.as_str()) || key == "mentions";
            if named && bad(value, len) {
                return Some(format!("`{key}` {value} does not lie within the text of {len} code points"));
            }
            out_of_text(value, len)
        }),
        serde_json::Value::Array(all) => all.iter().find_map(|it| out_of_text(it, len)),
        _ => None,
    }
}
