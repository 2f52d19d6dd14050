//! Reading what is pasted, dropped, or lies at an address.

use crate::desk::{self, Desk, Sent};
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::report::{Page, Wanted};
use axum::body::Bytes;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::fmt::temporal::Pieces;
use sayso::ingest::{Format, Hint, Input};
use sayso::types::{Date, Timestamp};
use sayso_wire::Record;
use serde::Deserialize;
use std::sync::Arc;

/// One report to read: its text, its page or its address, and what is known of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Given {
    /// Plain text.
    pub(crate) text: Option<String>,
    /// A whole page.
    pub(crate) html: Option<String>,
    /// Where it lies, or with a text or page, where it came from.
    pub(crate) url: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) authors: Vec<String>,
}

impl Given {
    /// What its name in errors is, if it has one.
    pub(crate) fn name(&self) -> Option<&str> {
        self.id.as_deref().or(self.url.as_deref()).filter(|it| !it.trim().is_empty())
    }

    /// What it does not tell itself, as `other` does.
    pub(crate) fn or(self, other: &Self) -> Self {
        // The address alone would be one to fetch.
        let whole = self.text.is_some() || self.html.is_some();
        let told = |it: Option<String>, other: &Option<String>| it.or_else(|| other.clone());
        Self {
            url: if whole { told(self.url, &other.url) } else { self.url },
            id: told(self.id, &other.id),
            title: told(self.title, &other.title),
            outlet: told(self.outlet, &other.outlet),
            published: told(self.published, &other.published),
            modified: told(self.modified, &other.modified),
            ..self
        }
    }

    /// As something to read.
    pub(crate) fn sent(self) -> Result<Sent, Problem> {
        let format = match (&self.text, &self.html) {
            (Some(_), Some(_)) => return Err(Problem::wrong("give a text or a page, not both")),
            // Where one was meant to be, the address is not fetched in its place.
            (Some(it), None) | (None, Some(it)) if it.trim().is_empty() => {
                return Err(Problem::unreadable("there is no text in it"));
            }
            (Some(_), None) => Some(Format::Text),
            (None, Some(_)) => Some(Format::Html),
            (None, None) => None,
        };
        // A form leaves fields empty; a program has no reason to.
        if [&self.published, &self.modified].into_iter().flatten().any(|it| it.trim().is_empty()) {
            return Err(Problem::wrong("a date is such as 2026-03-04, or not there"));
        }
        let (input, hint) = self.input()?;
        Ok(Sent { input, hint, format })
    }

    /// What is known of bytes that are not among it.
    pub(crate) fn of_bytes(self, bytes: &Bytes, format: Format) -> Result<Sent, Problem> {
        let (_, hint) = Self { text: Some("…".into()), html: None, ..self }.input()?;
        Ok(Sent { input: desk::sent("report", bytes), hint, format: Some(format) })
    }

    /// What to read, and what is known of it.
    fn input(self) -> Result<(Input, Hint), Problem> {
        let told = |it: Option<String>| it.filter(|it| !it.trim().is_empty());
        let url = told(self.url);
        let hint = Hint {
            id: told(self.id),
            title: told(self.title),
            outlet: told(self.outlet),
            authors: self.authors.iter().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect(),
            published: moment("published", told(self.published))?,
            modified: moment("modified", told(self.modified))?,
            ..Hint::default()
        };
        match (told(self.text), told(self.html), url) {
            (Some(_), Some(_), _) => Err(Problem::wrong("give a text or a page, not both")),
            (Some(text), None, url) => Ok((desk::sent("text.txt", &Bytes::from(text)), Hint { url, ..hint })),
            (None, Some(page), url) => Ok((desk::sent("page.html", &Bytes::from(page)), Hint { url, ..hint })),
            (None, None, Some(url)) => match Input::named(&url) {
                input @ Input::Url(_) => Ok((input, hint)),
                _ => Err(Problem::wrong("the address is neither http nor https")),
            },
            (None, None, None) => {
                Err(Problem::unreadable("there is nothing to read: give a text, a file or an address"))
            }
        }
    }
}

/// A day, or a moment of it, as ISO 8601 writes them.
fn moment(field: &str, given: Option<String>) -> Result<Option<Timestamp>, Problem> {
    let Some(words) = given else { return Ok(None) };
    let no_date = || Problem::wrong(format!("{field}: {} is no date such as 2026-03-04", shown(&words)));
    let pieces = Pieces::parse(&words).map_err(|_| no_date())?;
    let year = Some(pieces.date().year()).filter(|it| (1..=9999).contains(it)).ok_or_else(no_date)?;
    let date = Date { year, month: pieces.date().month().unsigned_abs(), day: pieces.date().day().unsigned_abs() };
    let part = i8::unsigned_abs;
    let time = pieces.time().map(|it| (part(it.hour()), part(it.minute()), part(it.second())));
    let offset = pieces.to_numeric_offset().and_then(|it| i16::try_from(it.seconds() / 60).ok());
    Ok(Some(Timestamp { date, time, offset: offset.filter(|_| time.is_some()) }))
}

/// As much of what was sent as an error repeats.
pub(crate) fn shown(words: &str) -> String {
    words.chars().take(40).collect()
}

/// Reads what a form holds, and leads to the page of it.
pub(crate) async fn form(State(desk): State<Arc<Desk>>, mut fields: Multipart) -> Result<Response, Problem> {
    let mut given = Given::default();
    let mut file = None;
    while let Some(field) = fields.next_field().await.map_err(|error| Problem::wrong(error.body_text()))? {
        let (name, of) =
            (field.name().unwrap_or_default().to_owned(), field.file_name().unwrap_or_default().to_owned());
        let bytes = field.bytes().await.map_err(|error| Problem::large(error.body_text()))?;
        if name == "file" {
            file = Some((of, bytes)).filter(|it| !it.1.is_empty()).or(file);
            continue;
        }
        let value = Some(String::from_utf8_lossy(&bytes).into_owned());
        match name.as_str() {
            "text" => given.text = value,
            "url" => given.url = value,
            "title" => given.title = value,
            "outlet" => given.outlet = value,
            "published" => given.published = value,
            _ => {}
        }
    }
    let (input, hint) = match file {
        None => given.input()?,
        // The file is what is read; the form tells of it.
        Some((name, bytes)) => {
            let (_, hint) = Given { text: Some("…".into()), ..given }.input()?;
            (desk::sent(&name, &bytes), hint)
        }
    };
    let record = desk.keep(desk.read(input, hint).await?);
    Ok(Redirect::to(&address(&record.document.id)).into_response())
}

/// Where a reading is that no ledger has.
pub(crate) fn address(id: &str) -> String {
    let id: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
    format!("/readings/{}", id.replace('+', "%20"))
}

/// A reading that no ledger has.
pub(crate) async fn kept(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let gone = "it is kept no longer; only what was added to the ledger stays";
    let record = desk.kept(&id).ok_or_else(|| Problem::missing(gone))?;
    Ok(form.answer(&Page { wanted, ..Page::kept(Record::clone(&record)) }, pages::reading::page))
}
