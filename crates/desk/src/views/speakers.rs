//! Speakers: who they are to the register, and what they are reported to have said.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::search::{Asked, given, more};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use sayso_ledger::ask::{Heard, Id, Known, Question, SpeakerPage};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many of one name are shown.
const PARTIES: usize = 100;

/// How many are shown where no name is asked for.
const HEARD: usize = 30;

/// What is asked of the register.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Named {
    /// A name as reports have it; a last name finds all who have it.
    pub(crate) name: Option<String>,
}

/// Who goes by a name; without one, who is quoted most.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Speakers {
    pub(crate) name: Option<String>,
    /// Those of the register that go by the name, those in most reports first.
    pub(crate) found: Vec<Known>,
    /// Without a name: who is heard most in the statements added last.
    pub(crate) heard: Heard,
    pub(crate) empty: bool,
}

/// A speaker with what was asked.
#[derive(Debug, Serialize)]
pub(crate) struct SpeakerView {
    pub(crate) asked: Asked,
    #[serde(flatten)]
    pub(crate) speaker: SpeakerPage,
    /// The line to go on `after`, if there are more.
    pub(crate) next: Option<Id>,
}

pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(named): Query<Named>,
) -> Result<Response, Problem> {
    let name = given(&named.name);
    let asked = name.clone();
    let found = desk.ask_if_any(move |ledger| match asked {
        Some(name) => Ok(Speakers { found: ledger.known(&name, PARTIES)?, ..Speakers::default() }),
        None => Ok(Speakers { heard: ledger.heard(HEARD)?, ..Speakers::default() }),
    });
    let found = found.await?;
    let empty = found.is_none();
    Ok(form.answer(&Speakers { name, empty, ..found.unwrap_or_default() }, pages::speakers::page))
}

pub(crate) async fn one(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Path(party): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let missing = || Problem::missing(format!("there is no speaker {party}"));
    let number: i64 = party.trim_start_matches('p').parse().map_err(|_| missing())?;
    let question = asked.question()?;
    let limit = question.limit;
    let question = Question { limit: limit + 1, ..question };
    let found = desk.ask_if_any(move |ledger| ledger.speaker(number, &question)).await?;
    let mut speaker = found.flatten().ok_or_else(missing)?;
    let more = more(&mut speaker.said, limit);
    let next = speaker.said.last().map(|it| it.id).filter(|_| more);
    Ok(form.answer(&SpeakerView { asked, speaker, next }, pages::speaker::page))
}
