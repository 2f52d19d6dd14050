//! Stories: what several reports tell of the same happenings.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::search::{Asked, more};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use sayso_ledger::ask::{EventDetail, FigureDetail, Id, Question, Story, StoryPage};
use serde::Serialize;
use std::sync::Arc;

/// Stories, those of the last reports first.
#[derive(Debug, Serialize)]
pub(crate) struct Stories {
    pub(crate) asked: Asked,
    pub(crate) stories: Vec<Story>,
    /// The next `page`, if there is one.
    pub(crate) next: Option<usize>,
    pub(crate) empty: bool,
}

/// A story with what its events and figures tell in numbers.
#[derive(Debug, Serialize)]
pub(crate) struct StoryView {
    #[serde(flatten)]
    pub(crate) story: StoryPage,
    pub(crate) events: Vec<EventDetail>,
    pub(crate) figures: Vec<FigureDetail>,
}

pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = asked.question()?;
    let limit = question.limit;
    let question = Question { limit: limit + 1, ..question };
    let found = desk.ask_if_any(move |ledger| ledger.stories(&question)).await?;
    let (empty, mut stories) = (found.is_none(), found.unwrap_or_default());
    let next = asked.onwards(more(&mut stories, limit)).map(|it| it.page());
    Ok(form.answer(&Stories { asked, stories, next, empty }, pages::stories::page))
}

pub(crate) async fn one(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let missing = || Problem::missing(format!("there is no story {number}"));
    let story: i64 = number.parse().map_err(|_| missing())?;
    let found = desk.ask_if_any(move |ledger| {
        let Some(story) = ledger.story(story)? else { return Ok(None) };
        let events: Vec<Id> = story.happenings.iter().flat_map(|it| &it.records).map(|it| it.id).collect();
        let (events, figures) = (ledger.event_details(&events)?, ledger.figure_details(&figures(&story))?);
        Ok(Some(StoryView { story, events, figures }))
    });
    let found = found.await?.flatten().ok_or_else(missing)?;
    Ok(form.answer(&found, pages::story::page))
}

/// Every figure that stands in a pair.
fn figures(story: &StoryPage) -> Vec<Id> {
    let mut out: Vec<Id> = Vec::new();
    for it in story.differing.iter().flat_map(|it| std::iter::once(&it.figure).chain(it.others.iter().map(|it| &it.0)))
    {
        if !out.contains(&it.id) {
            out.push(it.id);
        }
    }
    out
}
