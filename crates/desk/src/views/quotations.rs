//! Quotations that several reports have.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::search::{Asked, more, name};
use axum::extract::{Query, State};
use axum::response::Response;
use sayso_ledger::ask::{Question, Quotation};
use serde::Serialize;
use std::sync::Arc;

/// How many a page has.
const QUOTATIONS: usize = 10;

/// One quotation each, as several reports give it.
#[derive(Debug, Serialize)]
pub(crate) struct Quotations {
    pub(crate) asked: Asked,
    pub(crate) quotations: Vec<Quotation>,
    /// The speaker, where it was asked for by its number.
    pub(crate) speaker: Option<String>,
    /// The next `page`, if there is one.
    pub(crate) next: Option<usize>,
    pub(crate) empty: bool,
}

pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(mut asked): Query<Asked>,
) -> Result<Response, Problem> {
    asked.limit = Some(asked.limit.unwrap_or(QUOTATIONS).clamp(1, 100));
    let question = asked.question()?;
    asked.limit = asked.limit.filter(|it| *it != QUOTATIONS);
    let (limit, party) = (question.limit, asked.party());
    let question = Question { limit: limit + 1, ..question };
    let found = desk.ask_if_any(move |ledger| {
        Ok((ledger.quotations(&question)?, party.map(|it| name(ledger, it)).transpose()?.flatten()))
    });
    let found = found.await?;
    let empty = found.is_none();
    let (mut quotations, speaker) = found.unwrap_or_default();
    let next = asked.onwards(more(&mut quotations, limit)).map(|it| it.page());
    Ok(form.answer(&Quotations { asked, quotations, speaker, next, empty }, pages::quotations::page))
}
