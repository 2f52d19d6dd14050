//! Events: when and where they happened, and who did what to whom.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use axum::extract::{Query, State};
use axum::response::Response;
use sayso_ledger::ask::{EventCounts, EventRow, Happened, Id, Order, Question};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many rows a page has.
const ROWS: usize = 50;

/// What can be asked, as it stands in an address. What is left empty in a form narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) words: Option<String>,
    pub(crate) actor: Option<String>,
    pub(crate) recipient: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub(crate) event_type: Option<String>,
    pub(crate) status: Option<String>,
    /// ISO 3166 alpha-3 code.
    pub(crate) country: Option<String>,
    /// Name of the place, as reports have it.
    pub(crate) place: Option<String>,
    pub(crate) outlet: Option<String>,
    /// First and last day on which they happened.
    pub(crate) since: Option<String>,
    pub(crate) until: Option<String>,
    /// First and last day on which they were reported.
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    /// `newest` or `oldest`, by the day of the report.
    pub(crate) order: Option<String>,
    /// Go on after this event, the last of a page.
    pub(crate) after: Option<String>,
    /// Or after so many, where the events are narrowed to days or a place.
    pub(crate) skip: Option<usize>,
    pub(crate) limit: Option<usize>,
}

/// An answer.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Found {
    pub(crate) asked: Asked,
    /// One page of them.
    pub(crate) events: Vec<EventRow>,
    /// All of them, by time and by place.
    pub(crate) counts: EventCounts,
    /// Where the next page is; nowhere if this is the last.
    pub(crate) next: Option<String>,
    /// Whether there is no ledger yet.
    pub(crate) empty: bool,
}

pub(crate) async fn events(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (question, happened) = (asked.question()?, asked.happened());
    let narrowed = happened != Happened::default();
    let passed = question.skip.saturating_add(question.limit);
    let found = desk.ask_if_any(move |ledger| ledger.events(&question, &happened)).await?;
    let empty = found.is_none();
    let found = found.unwrap_or_default();
    let next = found.rows.last().filter(|_| found.more).map(|last| {
        let on = match narrowed {
            true => Asked { skip: Some(passed), ..asked.clone() },
            false => Asked { after: Some(last.id.to_string()), ..asked.clone() },
        };
        on.address("/events")
    });
    let answer = Found { asked, events: found.rows, counts: found.counts, next, empty };
    Ok(form.answer(&answer, pages::events::page))
}

impl Asked {
    fn question(&self) -> Result<Question, Problem> {
        let order = match given(&self.order).as_deref() {
            None | Some("newest") => Order::Newest,
            Some("oldest") => Order::Oldest,
            Some(other) => return Err(Problem::wrong(format!("order is newest or oldest, not {other}"))),
        };
        let after = given(&self.after).map(|it| it.parse::<Id>().map_err(Problem::wrong)).transpose()?;
        Ok(Question {
            words: given(&self.words),
            actor: given(&self.actor),
            recipient: given(&self.recipient),
            outlet: given(&self.outlet),
            from: given(&self.from),
            to: given(&self.to),
            event_type: given(&self.event_type).map(|it| it.to_ascii_uppercase()),
            status: given(&self.status),
            country: given(&self.country).map(|it| it.to_ascii_uppercase()),
            order,
            after,
            skip: self.skip.unwrap_or_default(),
            limit: self.limit.unwrap_or(ROWS).clamp(1, 1000),
            ..Question::default()
        })
    }

    fn happened(&self) -> Happened {
        Happened { since: given(&self.since), until: given(&self.until), place: given(&self.place) }
    }

    /// Asked otherwise, from the first page on.
    pub(crate) fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut out = Self { after: None, skip: None, ..self.clone() };
        change(&mut out);
        out
    }

    /// What is asked for, with its name in an address.
    pub(crate) fn fields(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("words", &self.words),
            ("actor", &self.actor),
            ("recipient", &self.recipient),
            ("type", &self.event_type),
            ("status", &self.status),
            ("country", &self.country),
            ("place", &self.place),
            ("outlet", &self.outlet),
            ("since", &self.since),
            ("until", &self.until),
            ("from", &self.from),
            ("to", &self.to),
            ("order", &self.order),
            ("after", &self.after),
        ];
        let mut out: Vec<_> = all.into_iter().filter_map(|(name, value)| Some((name, given(value)?))).collect();
        let numbers = [("skip", self.skip.filter(|it| *it > 0)), ("limit", self.limit)];
        out.extend(numbers.into_iter().filter_map(|(name, value)| Some((name, value?.to_string()))));
        out
    }

    /// Where this is asked.
    pub(crate) fn address(&self, path: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.fields());
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

/// What a field of a form holds.
fn given(field: &Option<String>) -> Option<String> {
    field.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_is_asked_and_goes_back_to_the_first_page() {
        let asked = Asked {
            words: Some("bridge & “road”".into()),
            status: Some(" ".into()),
            skip: Some(50),
            ..Asked::default()
        };
        assert_eq!(asked.address("/events"), "/events?words=bridge+%26+%E2%80%9Croad%E2%80%9D&skip=50");
        let narrower = asked.but(|it| it.place = Some("Kyiv".into()));
        assert_eq!(narrower.address("/events"), "/events?words=bridge+%26+%E2%80%9Croad%E2%80%9D&place=Kyiv");
        assert_eq!(Asked::default().address("/events"), "/events");
    }
}
