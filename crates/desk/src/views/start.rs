//! The first page, and whether the desk is well.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use axum::extract::State;
use axum::response::Response;
use sayso_ledger::ask::{Kind, Line, Question};
use serde::Serialize;
use std::sync::Arc;

/// What the first page shows.
#[derive(Debug, Serialize)]
pub(crate) struct Start {
    /// How many of the latest are shown.
    pub(crate) reports: usize,
    /// The reports added last.
    pub(crate) latest: Vec<Line>,
}

pub(crate) async fn start(State(desk): State<Arc<Desk>>, form: Form) -> Result<Response, Problem> {
    let question = Question { kinds: vec![Kind::Report], limit: 12, ..Question::default() };
    let latest = desk.ask_if_any(move |ledger| ledger.search(&question)).await?.unwrap_or_default();
    Ok(form.answer(&Start { reports: latest.len(), latest }, pages::start::page))
}

/// Whether the desk is well, for whatever watches it.
#[derive(Debug, Serialize)]
struct Health<'a> {
    ok: bool,
    reader: &'a sayso_wire::Reader,
}

pub(crate) async fn health(State(desk): State<Arc<Desk>>) -> Response {
    crate::form::json(axum::http::StatusCode::OK, &Health { ok: true, reader: desk.by() })
}
