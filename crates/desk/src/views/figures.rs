//! Figures: those that differ, those that were searched for, and what is told of one thing over time.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::search::{Asked, more};
use axum::extract::{Query, State};
use axum::response::Response;
use sayso_ledger::Ledger;
use sayso_ledger::ask::{Differing, FigureDetail, Id, Kind, Line, Question, Series};
use serde::Serialize;
use std::sync::Arc;

/// How many that differ stand before the list, and on a page of their own.
const FIRST: usize = 3;
const DIFFERING: usize = 10;

/// How many series a page has.
const SERIES: usize = 5;

/// Figures with what they tell in numbers.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Figures {
    pub(crate) asked: Asked,
    /// Figures with those that differ from them.
    pub(crate) differing: Vec<Differing>,
    /// What the figures in `differing` tell.
    pub(crate) details: Vec<FigureDetail>,
    pub(crate) lines: Vec<Line>,
    /// The line to go on `after`, if there are more.
    pub(crate) next: Option<Id>,
    /// The next `page` of figures that differ, if there is one.
    pub(crate) next_page: Option<usize>,
    pub(crate) empty: bool,
}

/// What is told of one thing each, from day to day.
#[derive(Debug, Serialize)]
pub(crate) struct OverTime {
    pub(crate) asked: Asked,
    pub(crate) series: Vec<Series>,
    /// The next `page`, if there is one.
    pub(crate) next: Option<usize>,
    pub(crate) empty: bool,
}

pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = Question { kinds: vec![Kind::Figure], ..asked.question()? };
    let found = desk.ask_if_any(move |ledger| {
        let mut out = match question.after {
            None => apart(ledger, &Question { limit: FIRST, skip: 0, ..question.clone() })?,
            Some(_) => Figures::default(),
        };
        out.lines = ledger.search(&Question { limit: question.limit + 1, ..question.clone() })?;
        let more = more(&mut out.lines, question.limit);
        out.next = out.lines.last().map(|it| it.id).filter(|_| more);
        Ok(out)
    });
    let found = found.await?;
    let empty = found.is_none();
    Ok(form.answer(&Figures { asked, empty, ..found.unwrap_or_default() }, pages::figures::page))
}

pub(crate) async fn differing(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = sized(&asked, DIFFERING)?;
    let found = desk.ask_if_any(move |ledger| apart(ledger, &question)).await?;
    let empty = found.is_none();
    Ok(form.answer(&Figures { asked, empty, ..found.unwrap_or_default() }, pages::figures::differing))
}

pub(crate) async fn over_time(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = sized(&asked, SERIES)?;
    let limit = question.limit;
    let question = Question { limit: limit + 1, ..question };
    let found = desk.ask_if_any(move |ledger| ledger.over_time(&question)).await?;
    let (empty, mut series) = (found.is_none(), found.unwrap_or_default());
    let next = asked.onwards(more(&mut series, limit)).map(|it| it.page());
    Ok(form.answer(&OverTime { asked, series, next, empty }, pages::figures::over_time))
}

/// The question with as many on a page as are usual there.
fn sized(asked: &Asked, usual: usize) -> Result<Question, Problem> {
    Asked { limit: Some(asked.limit.unwrap_or(usual).clamp(1, 100)), ..asked.clone() }.question()
}

/// Figures that differ, each set of them once: of a figure that stands among the others of one before nothing is left to show.
fn apart(ledger: &Ledger, question: &Question) -> Result<Figures, sayso_ledger::Error> {
    // Most sets are found from two ends, so twice as many are looked at as are wanted.
    let wanted = question.limit;
    let twice = |it: usize| it.saturating_mul(2);
    let found =
        ledger.differing(&Question { limit: twice(wanted) + 1, skip: twice(question.skip), ..question.clone() })?;
    let more = found.len() > twice(wanted);
    let (mut differing, mut shown): (Vec<Differing>, Vec<Id>) = (Vec::new(), Vec::new());
    for it in found.into_iter().take(twice(wanted)) {
        let ids: Vec<Id> = std::iter::once(it.figure.id).chain(it.others.iter().map(|it| it.0.id)).collect();
        if ids.iter().any(|id| !shown.contains(id)) {
            shown.extend(ids);
            differing.push(it);
        }
    }
    shown.sort_by_key(|it| it.row);
    shown.dedup();
    let page = question.skip / wanted.max(1) + 1;
    Ok(Figures {
        differing,
        details: ledger.figure_details(&shown)?,
        next_page: more.then_some(page + 1),
        ..Figures::default()
    })
}
