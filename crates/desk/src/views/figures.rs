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

/// How many that differ are asked for before the list, and on a page of their own. They come from both ends, and are shown once.
const FIRST: usize = 8;
const DIFFERING: usize = 24;

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

/// Figures that differ, with what they tell.
fn apart(ledger: &Ledger, question: &Question) -> Result<Figures, sayso_ledger::Error> {
    let mut differing = ledger.differing(&Question { limit: question.limit + 1, ..question.clone() })?;
    let more = more(&mut differing, question.limit);
    let ids = differing.iter().flat_map(|it| std::iter::once(it.figure.id).chain(it.others.iter().map(|it| it.0.id)));
    let mut ids: Vec<Id> = ids.collect();
    ids.sort_by_key(|it| it.row);
    ids.dedup();
    let page = question.skip / question.limit.max(1) + 1;
    Ok(Figures {
        differing,
        details: ledger.figure_details(&ids)?,
        next_page: more.then_some(page + 1),
        ..Figures::default()
    })
}
