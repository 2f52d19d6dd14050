//! What Python hands over to be read.

use crate::work::Failed;
use pyo3::prelude::*;
use pyo3::types::PyAny;
use sayso::ingest::{self, Format, Hint, Input, Options};
use sayso::types::Timestamp;

/// One report to read, or why there is none: the dictionaries of `python/sayso/_given.py`.
pub(crate) enum Given {
    /// Something to read.
    Report(Box<Report>),
    /// What cannot be read; the others are read all the same.
    Nothing(Failed),
}

/// A report, and what is known of it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Report {
    /// What errors call it.
    name: String,
    content: Content,
    /// `html` or `text`; told by the content if not given.
    format: Option<String>,
    id: Option<String>,
    url: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    modified: Option<String>,
}

/// Text, or bytes whose encoding is to be told.
#[derive(FromPyObject)]
enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

impl<'py> FromPyObject<'_, 'py> for Given {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match given.extract::<(String, String)>() {
            Ok((name, why)) => Ok(Self::Nothing(Failed { name, why })),
            Err(_) => Ok(Self::Report(Box::new(given.extract()?))),
        }
    }
}

impl Report {
    /// What to read, and how.
    ///
    /// # Errors
    /// If a date is none.
    pub(crate) fn input(self, options: &Options) -> Result<(Input, Options), Failed> {
        let name = self.name;
        let bytes = match self.content {
            Content::Text(text) => text.into_bytes(),
            Content::Bytes(bytes) => bytes,
        };
        let hint = Hint {
            id: self.id,
            name: name.clone(),
            title: self.title,
            url: self.url,
            outlet: self.outlet,
            authors: self.authors,
            published: moment("published", self.published.as_deref(), &name)?,
            modified: moment("modified", self.modified.as_deref(), &name)?,
        };
        let format = match self.format.as_deref() {
            Some("html") => Some(Format::Html),
            Some("text") => Some(Format::Text),
            _ => None,
        };
        // The name tells no format: a report may have any id.
        Ok((Input::Bytes { name: String::new(), bytes }, Options { hint, format, ..options.clone() }))
    }
}

/// The time that a field tells.
///
/// # Errors
/// If it tells none.
pub(crate) fn moment(field: &str, words: Option<&str>, name: &str) -> Result<Option<Timestamp>, Failed> {
    let Some(words) = words.map(str::trim).filter(|it| !it.is_empty()) else { return Ok(None) };
    let shown: String = words.chars().take(40).collect();
    let failed = || Failed { name: name.to_owned(), why: format!("{field} is no date such as 2026-03-04: {shown}") };
    ingest::moment(words).map(Some).ok_or_else(failed)
}
