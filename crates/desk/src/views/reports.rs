//! Reports of the ledger.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::search::Asked;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use sayso_ledger::ask::{Id, Kind, Line};
use sayso_wire::Record;
use serde::Serialize;
use std::sync::Arc;

/// A report with what was read in it, and what the ledger knows of it.
#[derive(Debug, Serialize)]
pub(crate) struct Page {
    pub(crate) record: Record,
    /// Its number in the ledger, if it is there.
    pub(crate) report: Option<Id>,
}

/// Reports, the newest first.
#[derive(Debug, Serialize)]
pub(crate) struct Reports {
    pub(crate) reports: Vec<Line>,
}

pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = sayso_ledger::ask::Question { kinds: vec![Kind::Report], ..asked.question()? };
    let reports = desk.ask(move |ledger| ledger.search(&question)).await?;
    Ok(form.answer(&Reports { reports }, pages::reports::page))
}

pub(crate) async fn one(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: Id =
        id.parse().map_err(|_| Problem::missing(format!("{id} is no number of a report; they look like d12")))?;
    let record = desk.ask(move |ledger| ledger.record_of(id.row)).await?;
    let record = record.ok_or_else(|| Problem::missing(format!("there is no report {id}")))?;
    Ok(form.answer(&Page { record, report: Some(id) }, pages::reading::page))
}
