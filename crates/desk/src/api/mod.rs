//! What programs ask for, under `/api/v1`: what the ledger answers, as it answers it. Pages are laid out anew now and then; this stays.
//!
//! | module | purpose |
//! | --- | --- |
//! | `document` | the OpenAPI document, and what it says of an address |
//! | `checked` | what stands in an address must be as the document says |
//! | `came` | one report or many, as JSON or as the bytes themselves |
//! | `many` | many at once: a line of the answer for each |
//! | `lists` | reports, statements, events, figures and what stands side by side, a page of a list after the other |
//! | `whole` | a search, how many there are of what, a report, a story, a speaker |

mod came;
mod checked;
mod document;
mod lists;
mod many;
mod whole;

pub(crate) use document::{Call, In, about, problem};

use crate::desk::Desk;
use crate::form;
use crate::problem::Problem;
use crate::routes::Shared;
use crate::views::{corrections, marks};
use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post};
use came::{Came, Told};
use many::{Added, Then};
use std::sync::Arc;

/// Where all of it stands.
pub(crate) const UNDER: &str = "/api/v1";

/// Every address, as it stands under [`UNDER`]; the document names the same.
pub(crate) fn table() -> Vec<(&'static str, MethodRouter<Shared>)> {
    let rows = vec![
        ("/read", post(read)),
        ("/reports", get(lists::reports).post(add)),
        ("/reports/{id}", get(whole::report)),
        ("/reports/{id}/record", get(whole::record)),
        ("/search", get(whole::search)),
        ("/search/counts", get(whole::counts)),
        ("/statements", get(lists::statements)),
        ("/statements/{id}", get(marks::statement)),
        ("/events", get(lists::events)),
        ("/events/counts", get(whole::event_counts)),
        ("/events/{id}", get(marks::event)),
        ("/figures", get(lists::figures)),
        ("/figures/over-time", get(lists::over_time)),
        ("/figures/{id}", get(marks::figure)),
        ("/stories", get(lists::stories)),
        ("/stories/{number}", get(whole::story)),
        ("/happenings", get(lists::happenings)),
        ("/quotations", get(lists::quotations)),
        ("/figures/differing", get(lists::differing)),
        ("/speakers", get(whole::speakers)),
        ("/speakers/{number}", get(whole::speaker)),
        ("/corrections", get(corrections::list).post(corrections::api)),
        ("/corrections/{number}/undo", post(corrections::undo)),
        ("/corrections/{number}/redo", post(corrections::redo)),
        ("/openapi.json", get(document::json)),
    ];
    let held =
        |(path, methods): (_, MethodRouter<Shared>)| (path, methods.route_layer(middleware::from_fn(checked::checked)));
    rows.into_iter().map(held).collect()
}

/// Reads what came, and answers with the record of it, or of each.
async fn read(State(desk): State<Arc<Desk>>, Query(told): Query<Told>, request: Request) -> Result<Response, Problem> {
    match came::came(&desk, &told, request).await? {
        Came::One(sent) => Ok(form::json(StatusCode::OK, &desk.read_sent(sent).await?)),
        Came::Many(items, turn) => Ok(many::answer(desk, items, turn, told, Then::Answer)),
    }
}

/// Adds what came to the ledger.
async fn add(State(desk): State<Arc<Desk>>, Query(told): Query<Told>, request: Request) -> Result<Response, Problem> {
    let sent = match came::came(&desk, &told, request).await? {
        Came::One(sent) => sent,
        Came::Many(items, turn) => return Ok(many::answer(desk, items, turn, told, Then::Add)),
    };
    let record = desk.read_sent(sent).await?;
    let added = Added::of(desk.record(Arc::new(record)).await?);
    let status = match added.state {
        "new" | "changed" => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    let place = [(header::LOCATION, format!("{UNDER}/reports/{}", added.report))];
    Ok((place, form::json(status, &added)).into_response())
}
