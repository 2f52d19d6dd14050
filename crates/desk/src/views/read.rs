//! Reading what is pasted, dropped, or lies at an address.

use crate::desk::{self, Desk};
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::report::Page;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use sayso::ingest::{Hint, Input};
use sayso_wire::Record;
use serde::Deserialize;
use std::sync::Arc;

/// One report to read: its text, its page or its address, and what is known of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Given {
    /// Plain text.
    text: Option<String>,
    /// A whole page.
    html: Option<String>,
    /// Where it lies, or with a text or page, where it came from.
    url: Option<String>,
    id: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
}

impl Given {
    /// What to read, and what is known of it.
    fn input(self) -> Result<(Input, Hint), Problem> {
        let told = |it: Option<String>| it.filter(|it| !it.trim().is_empty());
        let published = told(self.published).map(|date| {
            sayso::date(&date).ok_or_else(|| Problem::wrong(format!("published: {date} is no date such as 2026-03-04")))
        });
        let url = told(self.url);
        let hint = Hint {
            id: told(self.id),
            title: told(self.title),
            outlet: told(self.outlet),
            published: published.transpose()?,
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
            (None, None, None) => Err(Problem::wrong("there is nothing to read: give a text, a file or an address")),
        }
    }
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
) -> Result<Response, Problem> {
    let gone = "it is kept no longer; only what was added to the ledger stays";
    let record = desk.kept(&id).ok_or_else(|| Problem::missing(gone))?;
    Ok(form.answer(&Page::kept(Record::clone(&record)), pages::reading::page))
}

/// Reads one report and answers with its record.
pub(crate) async fn api(State(desk): State<Arc<Desk>>, Json(given): Json<Given>) -> Result<Response, Problem> {
    let (input, hint) = given.input()?;
    Ok(Json(desk.read(input, hint).await?).into_response())
}
