//! Adding to the ledger.

use crate::desk::Desk;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Puts a reading that was kept into the ledger, and leads to it there.
pub(crate) async fn kept(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let record = desk.kept(&id).ok_or_else(|| Problem::missing("it is kept no longer; read it again"))?;
    let row = desk.record(record).await?.document();
    Ok(Redirect::to(&format!("/reports/d{row}")).into_response())
}
