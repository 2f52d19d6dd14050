//! Whole answers: a search, how many there are of what, a report, a story, a speaker.

use super::lists;
use crate::desk::Desk;
use crate::form;
use crate::problem::Problem;
use crate::views::search::Asked;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use sayso_ledger::ask::{Elsewhere, Id, Kind, Known, Line, Report, SpeakerPage};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a search found, kind by kind.
#[derive(Debug, Serialize)]
struct Found {
    lines: Vec<Line>,
}

pub(super) async fn search(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let question = asked.question()?;
    let lines = desk.ask_if_any(move |ledger| ledger.search(&question)).await?.unwrap_or_default();
    Ok(form::json(StatusCode::OK, &Found { lines }))
}

pub(super) async fn counts(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let question = asked.question()?;
    let counts = desk.ask_if_any(move |ledger| ledger.facets(&question)).await?.unwrap_or_default();
    Ok(form::json(StatusCode::OK, &counts))
}

pub(super) async fn event_counts(
    State(desk): State<Arc<Desk>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = asked.question()?;
    let counts = desk.ask_if_any(move |ledger| ledger.event_counts(&question)).await?.unwrap_or_default();
    Ok(form::json(StatusCode::OK, &counts))
}

/// A report, and what the ledger knows of it.
#[derive(Debug, Serialize)]
struct Whole {
    #[serde(flatten)]
    report: Report,
    /// The same said, done and counted in other reports.
    elsewhere: Elsewhere,
}

pub(super) async fn report(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = number(&id)?;
    let whole = desk.ask(move |ledger| {
        let Some(report) = ledger.report(id)? else { return Ok(None) };
        Ok(Some(Whole { report, elsewhere: ledger.elsewhere(id)? }))
    });
    let whole = whole.await?.ok_or_else(|| Problem::missing(format!("there is no report {id}")))?;
    Ok(form::json(StatusCode::OK, &whole))
}

/// The record alone, as files have it.
pub(super) async fn record(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = number(&id)?;
    let record = desk.ask(move |ledger| ledger.record_of(id.row)).await?;
    let record = record.ok_or_else(|| Problem::missing(format!("there is no report {id}")))?;
    Ok(form::json(StatusCode::OK, &record))
}

pub(super) async fn story(State(desk): State<Arc<Desk>>, Path(number): Path<String>) -> Result<Response, Problem> {
    let story = match number.parse() {
        Ok(number) => desk.ask(move |ledger| ledger.story(number)).await?,
        Err(_) => None,
    };
    Ok(form::json(StatusCode::OK, &story.ok_or_else(|| Problem::missing("there is no story of that number"))?))
}

/// Whom to look for.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    name: String,
    limit: Option<usize>,
}

/// Those who go by a name.
#[derive(Debug, Serialize)]
struct Speakers {
    speakers: Vec<Known>,
}

pub(super) async fn speakers(State(desk): State<Arc<Desk>>, Query(it): Query<Named>) -> Result<Response, Problem> {
    let known = desk.ask_if_any(move |ledger| ledger.known(&it.name, it.limit.unwrap_or(20))).await?;
    Ok(form::json(StatusCode::OK, &Speakers { speakers: known.unwrap_or_default() }))
}

/// A speaker, with a page of what they said.
#[derive(Debug, Serialize)]
struct Speaker {
    #[serde(flatten)]
    page: SpeakerPage,
    /// What to send as `after` for the next statements.
    next: Option<Id>,
}

pub(super) async fn speaker(
    State(desk): State<Arc<Desk>>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (question, limit) = lists::page_of(&asked, Kind::Statement)?;
    let page = match number.parse() {
        Ok(party) => desk.ask(move |ledger| ledger.speaker(party, &question)).await?,
        Err(_) => None,
    };
    let page = page.ok_or_else(|| Problem::missing("there is no speaker of that number"))?;
    let (said, next) = lists::cut(page.said, limit, |it| it.id);
    Ok(form::json(StatusCode::OK, &Speaker { page: SpeakerPage { said, ..page }, next }))
}

fn number(id: &str) -> Result<Id, Problem> {
    let number = id.parse::<Id>().ok().filter(|it| it.kind == Kind::Report);
    number.ok_or_else(|| Problem::missing("numbers of reports look like d12"))
}
