//! Every address of the desk, in one table; what stands under `/api/v1` is in that of `api`.

use crate::Limits;
use crate::connection::Peer;
use crate::desk::Desk;
use crate::guard::{self, Guard};
use crate::problem::Problem;
use crate::views::{
    add, corrections, events, figures, marks, quotations, read, report, reports, search, sign_in, speakers, start,
    stories,
};
use crate::{api, assets, form};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Instant;

const ASSETS: &str = "/assets/{digest}/{name}";

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
        (ASSETS, get(assets::asset)),
        ("/about/api", get(api::about)),
        ("/problems/{kind}", get(api::problem)),
        ("/health", get(start::health)),
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
        .layer(middleware::from_fn(move |request, next| measured(limits, request, next)))
        .layer(middleware::from_fn(caught))
        .layer(middleware::from_fn_with_state(guard, guard::guard))
        .layer(middleware::from_fn(form::problems_as_asked))
        .layer(middleware::from_fn(guard::carried))
        .layer(middleware::from_fn_with_state(log, logged))
}

/// Refuses what says itself that it is too large, before any of it comes, and gives up on what takes too long.
async fn measured(limits: Limits, request: Request, next: Next) -> Response {
    if length(request.headers()).is_some_and(|it| it > limits.body) && !is_many(request.headers()) {
        return Problem::larger(limits.body).into_response();
    }
    let peer = request.extensions().get::<Arc<Peer>>().cloned();
    let late = |_| Problem::busy("it took too long").into_response();
    let response = tokio::time::timeout(limits.answer_time, next.run(request)).await.unwrap_or_else(late);
    // Whatever was made of a body that did not come, it is not the body's fault.
    let slow = peer.is_some_and(|it| it.is_late());
    if slow { Problem::slow("the body came too slowly").into_response() } else { response }
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether a body holds many reports, a line each: what takes such has a limit of its own.
fn is_many(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|it| it.as_bytes().to_ascii_lowercase().starts_with(b"application/x-ndjson"))
}

/// A panic in one request is one answer, and nobody else's loss.
async fn caught(request: Request, next: Next) -> Response {
    let mut answer = pin!(next.run(request));
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Problem::panicked().into_response()))
    })
    .await
}

/// One line of JSON a request: what was asked of which address, and how it went; never what anybody searched for or sent, nor
/// the ids of what they read: an address is told by its pattern.
async fn logged(State(log): State<fn(&str)>, request: Request, next: Next) -> Response {
    let (method, begin) = (request.method().clone(), Instant::now());
    let route = request.extensions().get::<MatchedPath>().map(|it| it.as_str().to_owned());
    let response = next.run(request).await;
    if method != Method::GET || route.as_deref() != Some(ASSETS) {
        let line = serde_json::json!({
            "time": jiff::Timestamp::now().to_string(),
            "method": method.as_str(),
            "route": route,
            "status": response.status().as_u16(),
            "ms": begin.elapsed().as_millis() as u64,
        });
        log(&line.to_string());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn a_panic_is_one_answer() {
        let router = Router::new().route(
            "/",
            get(|| async {
                if true {
                    panic!("on purpose")
                }
            }),
        );
        let router = router.layer(middleware::from_fn(caught));
        for _ in 0..2 {
            let answer = router.clone().oneshot(Request::new(Body::empty())).await.unwrap();
            assert_eq!(answer.status(), 500);
        }
    }
}
