//! Reports of the ledger.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::search::{self, Asked, Found};
use axum::extract::{Query, State};
use axum::response::Response;
use sayso_ledger::ask::{Facets, Id, Kind, Line};
use serde::Serialize;
use std::sync::Arc;

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
