//! Signing in with the token, for browsers.

use crate::attempts::{Caller, How};
use crate::guard::Guard;
use crate::problem::Problem;
use crate::{form, pages};
use axum::Form;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub(crate) struct Token {
    token: String,
}

pub(crate) async fn ask() -> Response {
    form::html(StatusCode::OK, pages::sign_in::page(false))
}

pub(crate) async fn enter(
    State(guard): State<Arc<Guard>>,
    caller: Caller,
    Form(given): Form<Token>,
) -> Result<Response, Problem> {
    if !guard.knows(&given.token, caller, How::Typed)? {
        return Ok(form::html(StatusCode::FORBIDDEN, pages::sign_in::page(true)));
    }
    Ok(([(header::SET_COOKIE, guard.cookie(&given.token))], Redirect::to("/")).into_response())
}
