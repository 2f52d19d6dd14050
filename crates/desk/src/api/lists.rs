//! Reports, statements, events, figures, stories and quotations by what they are, a page of the list after the other.

use crate::desk::Desk;
use crate::form;
use crate::problem::Problem;
use crate::views::search::{Asked, more};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use sayso_ledger::ask::{EventRow, Id, Kind, Line, Question};
use sayso_ledger::{Error, Ledger};
use serde::Serialize;
use std::sync::Arc;

/// A page of lines.
#[derive(Debug, Serialize)]
struct Lines {
    lines: Vec<Line>,
    /// What to send as `after` for the next page; nothing if this is the last.
    next: Option<Id>,
}

/// A page of events.
#[derive(Debug, Serialize)]
struct Events {
    events: Vec<EventRow>,
    /// As of [`Lines`].
    next: Option<Id>,
}

/// A page of groups.
#[derive(Debug, Serialize)]
struct Groups<T> {
    groups: Vec<T>,
    /// What to send as `page` for the next page; nothing if this is the last.
    next: Option<usize>,
}

pub(super) async fn statements(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    lines(&desk, &asked, Kind::Statement).await
}

pub(super) async fn events(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (question, limit) = page_of(&asked, Kind::Event)?;
    let events = desk.ask_if_any(move |ledger| ledger.event_rows(&question)).await?.unwrap_or_default();
    let (events, next) = cut(events, limit, |it| it.id);
    Ok(form::json(StatusCode::OK, &Events { events, next }))
}

pub(super) async fn figures(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    lines(&desk, &asked, Kind::Figure).await
}

pub(super) async fn reports(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    lines(&desk, &asked, Kind::Report).await
}

async fn lines(desk: &Arc<Desk>, asked: &Asked, kind: Kind) -> Result<Response, Problem> {
    let (question, limit) = page_of(asked, kind)?;
    let lines = desk.ask_if_any(move |ledger| ledger.search(&question)).await?.unwrap_or_default();
    let (lines, next) = cut(lines, limit, |it| it.id);
    Ok(form::json(StatusCode::OK, &Lines { lines, next }))
}

/// The question for a page of lines of one kind, which gives one line more if there is a next page; and how many the page has.
pub(super) fn page_of(asked: &Asked, kind: Kind) -> Result<(Question, usize), Problem> {
    let question = asked.question()?;
    if question.after.is_some_and(|it| it.kind != kind) {
        return Err(Problem::wrong(format!("after: it is the id of a {} of the page before", kind.name())));
    }
    let limit = question.limit;
    Ok((Question { kinds: vec![kind], limit: limit + 1, ..question }, limit))
}

/// The page itself, and the last of it if there is a next one.
pub(super) fn cut<T>(mut all: Vec<T>, limit: usize, id: fn(&T) -> Id) -> (Vec<T>, Option<Id>) {
    let more = more(&mut all, limit);
    let next = all.last().map(id).filter(|_| more);
    (all, next)
}

pub(super) async fn stories(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    groups(&desk, &asked, Ledger::stories).await
}

pub(super) async fn quotations(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    groups(&desk, &asked, Ledger::quotations).await
}

pub(super) async fn differing(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    groups(&desk, &asked, Ledger::differing).await
}

pub(super) async fn happenings(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    groups(&desk, &asked, Ledger::happenings).await
}

pub(super) async fn over_time(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    groups(&desk, &asked, Ledger::over_time).await
}

async fn groups<T: Serialize + Send + 'static>(
    desk: &Arc<Desk>,
    asked: &Asked,
    ask: fn(&Ledger, &Question) -> Result<Vec<T>, Error>,
) -> Result<Response, Problem> {
    let question = asked.question()?;
    let limit = question.limit;
    let question = Question { limit: limit + 1, ..question };
    let mut groups = desk.ask_if_any(move |ledger| ask(ledger, &question)).await?.unwrap_or_default();
    let next = asked.onwards(more(&mut groups, limit)).map(|it| it.page());
    Ok(form::json(StatusCode::OK, &Groups { groups, next }))
}
