//! Search: statements, events, figures and reports by words and by what they are.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use axum::extract::{Query, State};
use axum::response::Response;
use sayso_ledger::ask::{Kind, Line, Order, Question};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many lines of each kind a page has.
const LINES: usize = 20;

/// What can be asked, as it stands in an address. What is left empty in a form narrows nothing.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) words: Option<String>,
    pub(crate) speaker: Option<String>,
    pub(crate) actor: Option<String>,
    pub(crate) recipient: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    /// `statement`, `event`, `figure` or `report`.
    pub(crate) kind: Option<String>,
    /// PLOVER type of events.
    #[serde(rename = "type")]
    pub(crate) event_type: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) country: Option<String>,
    /// `best`, `newest` or `oldest`.
    pub(crate) order: Option<String>,
    pub(crate) limit: Option<usize>,
}

impl Asked {
    pub(crate) fn question(&self) -> Result<Question, Problem> {
        let given = |it: &Option<String>| it.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned);
        let kinds = given(&self.kind).map(|kind| {
            let known = Kind::ALL.into_iter().find(|it| it.name() == kind);
            known.ok_or_else(|| Problem::wrong(format!("kind is statement, event, figure or report, not {kind}")))
        });
        let order = match given(&self.order).as_deref() {
            None | Some("newest") => Order::Newest,
            Some("oldest") => Order::Oldest,
            Some(other) => return Err(Problem::wrong(format!("order is newest or oldest, not {other}"))),
        };
        Ok(Question {
            words: given(&self.words),
            speaker: given(&self.speaker),
            actor: given(&self.actor),
            recipient: given(&self.recipient),
            outlet: given(&self.outlet),
            from: given(&self.from),
            to: given(&self.to),
            kinds: kinds.transpose()?.into_iter().collect(),
            event_type: given(&self.event_type).map(|it| it.to_ascii_uppercase()),
            status: given(&self.status),
            country: given(&self.country),
            order,
            limit: self.limit.unwrap_or(LINES).clamp(1, 1000),
            ..Question::default()
        })
    }
}

/// An answer.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub(crate) asked: Asked,
    pub(crate) lines: Vec<Line>,
}

pub(crate) async fn search(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = asked.question()?;
    let lines = desk.ask(move |ledger| ledger.search(&question)).await?;
    Ok(form.answer(&Found { asked, lines }, pages::search::page))
}
