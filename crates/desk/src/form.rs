//! Which form an answer takes. Every page has the same address with `.json`, and everything under `/api/` is JSON.

use crate::pages;
use crate::problem::Problem;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Serialize;
use std::convert::Infallible;

/// A page, or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// For people.
    Page,
    /// For programs.
    Json,
}

impl Form {
    /// An answer in this form; the page is made only where one is wanted.
    pub(crate) fn answer<T: Serialize>(self, answer: &T, page: impl FnOnce(&T) -> Markup) -> Response {
        match self {
            Self::Page => html(StatusCode::OK, page(answer)),
            Self::Json => json(StatusCode::OK, answer),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Form {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or(Self::Page))
    }
}

/// A page with a status.
pub(crate) fn html(status: StatusCode, page: Markup) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, headers, page.into_string()).into_response()
}

/// JSON with a status.
pub(crate) fn json<T: Serialize>(status: StatusCode, answer: &T) -> Response {
    match serde_json::to_vec(answer) {
        Ok(bytes) => (status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(error) => Problem::fault(error.to_string()).into_response(),
    }
}

/// Takes `.json` off an address before it is looked up, and notes the form. Stands outside the router.
pub(crate) fn told(mut request: Request) -> Request {
    let path = request.uri().path();
    let api = path.starts_with("/api/");
    let cut = path.strip_suffix(".json").filter(|it| !api && it.len() > 1 && !path.starts_with("/assets/"));
    let form = if api || cut.is_some() { Form::Json } else { Form::Page };
    if let Some(path) = cut {
        let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
        if let Ok(uri) = format!("{path}{query}").parse::<Uri>() {
            *request.uri_mut() = uri;
        }
    }
    request.extensions_mut().insert(form);
    request
}

/// Makes a page of a problem where a page was asked for, and a problem of what the router itself refuses.
pub(crate) async fn problems_as_asked(form: Form, request: Request, next: Next) -> Response {
    let what = format!("{} {}", request.method(), request.uri().path());
    let options = request.method() == Method::OPTIONS;
    let response = next.run(request).await;
    let (mut parts, body) = response.into_parts();
    // Whoever asks which methods there are is told so by the router, and that is no problem.
    if options && parts.status == StatusCode::METHOD_NOT_ALLOWED {
        parts.status = StatusCode::NO_CONTENT;
        return Response::from_parts(parts, Body::empty());
    }
    let page = parts.headers.get(header::CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"text/html"));
    let problem = match parts.extensions.remove::<Problem>() {
        Some(problem) => problem,
        // What was laid out as a page says itself what is wrong.
        None if !page && (parts.status.is_client_error() || parts.status.is_server_error()) => {
            refused(parts.status, &what, body).await
        }
        None => return Response::from_parts(parts, body),
    };
    let mut response = problem.clone().into_response();
    if let Some(methods) = parts.headers.remove(header::ALLOW) {
        response.headers_mut().insert(header::ALLOW, methods);
    }
    if form == Form::Page {
        *response.body_mut() = Body::from(pages::problem(&problem).into_string());
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    }
    response
}

/// What the router or an extractor refuses, which it says as plain text.
async fn refused(status: StatusCode, what: &str, body: Body) -> Problem {
    let why = axum::body::to_bytes(body, 4096).await.unwrap_or_default();
    let why = String::from_utf8_lossy(&why).into_owned();
    match status {
        StatusCode::NOT_FOUND => Problem::missing(format!("nothing is at this address ({what})")),
        StatusCode::METHOD_NOT_ALLOWED => Problem::method(format!("no such method here ({what})")),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::large("the body is larger than the desk takes"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::media(why),
        StatusCode::REQUEST_TIMEOUT => Problem::slow(why),
        status if status.is_server_error() => Problem::fault(why),
        _ => Problem::wrong(why),
    }
}
