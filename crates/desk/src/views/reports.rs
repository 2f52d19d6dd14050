//! Reports of the ledger.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::search::{self, Asked, Found};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use sayso_ledger::ask::{Facets, Id, Kind, Line};
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
    pub(crate) asked: Asked,
    pub(crate) reports: Vec<Line>,
    /// How many there are by outlet and month; of some alone where there are very many.
    pub(crate) facets: Facets,
    /// The line to go on `after`, if there are more.
    pub(crate) next: Option<Id>,
    /// Whether there is none in the ledger yet.
    pub(crate) empty: bool,
}

pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let asked = Asked { kind: Some(Kind::Report.name().to_owned()), ..asked };
    let Found { asked, lines, facets, next, empty, .. } = search::found(&desk, asked).await?;
    let asked = Asked { kind: None, ..asked };
    Ok(form.answer(&Reports { asked, reports: lines, facets, next, empty }, pages::reports::page))
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
