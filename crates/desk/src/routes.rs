//! Every address of the desk, in one table; what stands under `/api/v1` is in that of `api`.

use crate::desk::Desk;
use crate::guard::{self, Guard};
use crate::problem::Problem;
use crate::views::{
    add, corrections, events, figures, marks, quotations, read, report, reports, search, sign_in, speakers, start,
    stories,
};
use crate::{api, assets, form};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Router, http::Method};
use std::sync::Arc;
use std::time::Instant;

/// Everything that is answered.
pub(crate) fn table() -> Vec<(&'static str, MethodRouter<Shared>)> {
    vec![
        // Pages, each also with `.json`.
        ("/", get(start::start)),
        ("/read", post(read::form)),
        ("/readings/{id}", get(read::kept)),
        ("/readings/{id}/add", post(add::kept)),
        ("/reports", get(reports::list)),
        ("/reports/{id}", get(report::one)),
        ("/reports/{id}/corrections", post(corrections::form)),
        ("/corrections", get(corrections::list)),
        ("/corrections/gold.jsonl", get(corrections::gold)),
        ("/corrections/{number}/undo", post(corrections::undo)),
        ("/corrections/{number}/redo", post(corrections::redo)),
        ("/events", get(events::events)),
        ("/search", get(search::search)),
        ("/stories", get(stories::list)),
        ("/stories/{number}", get(stories::one)),
        ("/speakers", get(speakers::list)),
        ("/speakers/{party}", get(speakers::one)),
        ("/quotations", get(quotations::list)),
        ("/figures", get(figures::list)),
        ("/figures/differing", get(figures::differing)),
        ("/figures/over-time", get(figures::over_time)),
        ("/statements/{id}", get(marks::statement)),
        ("/events/{id}", get(marks::event)),
        ("/figures/{id}", get(marks::figure)),
        ("/sign-in", get(sign_in::ask).post(sign_in::enter)),
        ("/assets/{digest}/{name}", get(assets::asset)),
        ("/about/api", get(api::about)),
        ("/health", get(start::health)),
        ("/api/v1/corrections", get(corrections::list).post(corrections::api)),
        ("/api/v1/corrections/{number}/undo", post(corrections::undo)),
        ("/api/v1/corrections/{number}/redo", post(corrections::redo)),
    ]
}

/// What handlers are given.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) desk: Arc<Desk>,
    pub(crate) guard: Arc<Guard>,
}

impl axum::extract::FromRef<Shared> for Arc<Guard> {
    fn from_ref(shared: &Shared) -> Self {
        Arc::clone(&shared.guard)
    }
}

impl axum::extract::FromRef<Shared> for Arc<Desk> {
    fn from_ref(shared: &Shared) -> Self {
        Arc::clone(&shared.desk)
    }
}

/// The table with all that every request goes through, outermost last.
pub(crate) fn router(desk: Arc<Desk>, guard: Arc<Guard>, log: fn(&str)) -> Router {
    let limits = desk.limits;
    let shared = Shared { desk, guard: Arc::clone(&guard) };
    let mut router = Router::new();
    for (path, methods) in table() {
        router = router.route(path, methods);
    }
    for (path, methods) in api::table() {
        router = router.route(&format!("{}{path}", api::UNDER), methods);
    }
    router
        .with_state(shared)
        .layer(DefaultBodyLimit::max(limits.body))
        .layer(middleware::from_fn(move |request, next| in_time(limits.answer_time, request, next)))
        .layer(middleware::from_fn_with_state(guard, guard::guard))
        .layer(middleware::from_fn(form::problems_as_asked))
        .layer(middleware::from_fn_with_state(log, logged))
}

/// Gives up on what takes too long to answer.
async fn in_time(limit: std::time::Duration, request: Request, next: Next) -> Response {
    let late = |_| Problem::busy("it took too long").into_response();
    tokio::time::timeout(limit, next.run(request)).await.unwrap_or_else(late)
}

/// One line of JSON a request: what was asked of which address, and how it went; never what anybody searched for or sent.
async fn logged(State(log): State<fn(&str)>, request: Request, next: Next) -> Response {
    let (method, begin) = (request.method().clone(), Instant::now());
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    if method != Method::GET || !path.starts_with("/assets/") {
        let line = serde_json::json!({
            "time": jiff::Timestamp::now().to_string(),
            "method": method.as_str(),
            "path": path,
            "status": response.status().as_u16(),
            "ms": begin.elapsed().as_millis() as u64,
        });
        log(&line.to_string());
    }
    response
}
