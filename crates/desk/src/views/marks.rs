//! One statement, event or figure by its number: the words in their place; for people, the mark on the report's page.

use crate::desk::Desk;
use crate::form::{self, Form};
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use sayso_ledger::ask::{Id, Kind, Line};
use serde::Serialize;
use std::sync::Arc;

/// Something in its place.
#[derive(Debug, Serialize)]
struct Mark {
    /// Its number in the reading in force, which may have read or corrected it anew; none where that has nothing of its words.
    now: Option<Id>,
    /// What it is, as it was read under the number asked for.
    line: Line,
    /// The paragraphs that hold it.
    text: String,
    /// Its words in `text`: first code point and one past the last of each fragment.
    marked: Vec<sayso_wire::Span>,
    /// The version of the same page before this one, and after it.
    earlier: Option<Id>,
    later: Option<Id>,
    /// Reports that carry nearly the same text.
    copies: Vec<Copied>,
}

/// A report that carries nearly the same text.
#[derive(Debug, Serialize)]
struct Copied {
    report: Id,
    /// `same`, `revised` or `excerpt`.
    how: String,
    /// Which share of words they have in common.
    share: f64,
}

pub(crate) async fn statement(desk: State<Arc<Desk>>, form: Form, id: Path<String>) -> Result<Response, Problem> {
    mark(desk, form, id, Kind::Statement).await
}

pub(crate) async fn event(desk: State<Arc<Desk>>, form: Form, id: Path<String>) -> Result<Response, Problem> {
    mark(desk, form, id, Kind::Event).await
}

pub(crate) async fn figure(desk: State<Arc<Desk>>, form: Form, id: Path<String>) -> Result<Response, Problem> {
    mark(desk, form, id, Kind::Figure).await
}

async fn mark(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Path(id): Path<String>,
    kind: Kind,
) -> Result<Response, Problem> {
    let (name, letter) = (kind.name(), kind.letter());
    let id = id.parse::<Id>().ok().filter(|it| it.kind == kind);
    let id = id.ok_or_else(|| Problem::missing(format!("ids of {name}s look like {letter}12")))?;
    let (shown, now) = desk.ask(move |ledger| Ok((ledger.show(id)?, ledger.renumbered(id)?))).await?;
    let shown = shown.ok_or_else(|| Problem::missing(format!("there is no {name} {id}")))?;
    let copied = |(report, how, share)| Copied { report, how, share };
    Ok(match form {
        Form::Page => Redirect::to(&place(shown.line.report, id, now)).into_response(),
        Form::Json => form::json(
            StatusCode::OK,
            &Mark {
                now,
                line: shown.line,
                text: shown.text,
                marked: shown.marked,
                earlier: shown.earlier,
                later: shown.later,
                copies: shown.copies.into_iter().map(copied).collect(),
            },
        ),
    })
}

/// Where people see it. Without an anchor of its own, the address that led here would lend it the one that is no more.
fn place(report: Id, asked: Id, now: Option<Id>) -> String {
    match now {
        Some(now) => format!("/reports/{report}#{now}"),
        None => format!("/reports/{report}?gone={asked}#report"),
    }
}
