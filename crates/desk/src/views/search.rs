//! Search: statements, events, figures and reports by words and by what they are.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use axum::extract::{Query, State};
use axum::response::Response;
use sayso_ledger::Ledger;
use sayso_ledger::ask::{Facets, Id, Kind, Known, Line, Order, Question};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many lines a page of one kind has, and how many of each where all kinds are asked for.
const LINES: usize = 20;
const OF_EACH: usize = 5;

/// How far lists go on that count what they pass over.
const PAGES: usize = 100;

/// What can be asked, as it stands in an address. What is left empty in a form narrows nothing.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) words: Option<String>,
    /// A name, or `p12`.
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
    /// `newest` or `oldest`.
    pub(crate) order: Option<String>,
    pub(crate) limit: Option<usize>,
    /// Go on after this line, the last of an answer.
    pub(crate) after: Option<String>,
    /// Which page of a list that is no list of lines, the first being 1.
    pub(crate) page: Option<usize>,
}

impl Asked {
    pub(crate) fn question(&self) -> Result<Question, Problem> {
        let kinds = given(&self.kind).map(|kind| {
            let known = Kind::ALL.into_iter().find(|it| it.name() == kind);
            known.ok_or_else(|| Problem::wrong(format!("kind is statement, event, figure or report, not {kind}")))
        });
        let order = match given(&self.order).as_deref() {
            None | Some("newest") => Order::Newest,
            Some("oldest") => Order::Oldest,
            Some(other) => return Err(Problem::wrong(format!("order is newest or oldest, not {other}"))),
        };
        let after = given(&self.after).map(|it| it.parse::<Id>().map_err(Problem::wrong)).transpose()?;
        let limit = self.limit.unwrap_or(LINES).clamp(1, 1000);
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
            limit,
            after,
            skip: (self.page().clamp(1, PAGES) - 1).saturating_mul(limit),
            ..Question::default()
        })
    }

    /// The page that is asked for.
    pub(crate) fn page(&self) -> usize {
        self.page.unwrap_or(1).max(1)
    }

    /// As it stands, but for something; from the beginning again.
    pub(crate) fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut out = Self { after: None, page: None, ..self.clone() };
        change(&mut out);
        out
    }

    /// What is given, by the name it has in an address, but for how many and from where.
    pub(crate) fn fields(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("words", &self.words),
            ("speaker", &self.speaker),
            ("actor", &self.actor),
            ("recipient", &self.recipient),
            ("outlet", &self.outlet),
            ("from", &self.from),
            ("to", &self.to),
            ("kind", &self.kind),
            ("type", &self.event_type),
            ("status", &self.status),
            ("country", &self.country),
            ("order", &self.order),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, given(value)?))).collect()
    }

    /// Where this is asked on a page.
    pub(crate) fn address(&self, path: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.fields());
        if let Some(limit) = self.limit {
            query.append_pair("limit", &limit.to_string());
        }
        if let Some(after) = given(&self.after) {
            query.append_pair("after", &after);
        }
        if let Some(page) = self.page.filter(|it| *it > 1) {
            query.append_pair("page", &page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The number in the register, where it is that and not a name which is asked for.
    pub(crate) fn party(&self) -> Option<i64> {
        given(&self.speaker)?.strip_prefix('p')?.parse().ok()
    }

    /// What is asked for next, if a page that was full ends here.
    pub(crate) fn onwards(&self, full: bool) -> Option<Self> {
        (full && self.page() < PAGES).then(|| self.but(|it| it.page = Some(self.page() + 1)))
    }
}

/// What a field of a form holds.
pub(crate) fn given(field: &Option<String>) -> Option<String> {
    field.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned)
}

/// Lines, one of which may be too many: whether there are more after as many as are wanted.
pub(crate) fn more<T>(lines: &mut Vec<T>, wanted: usize) -> bool {
    let more = lines.len() > wanted;
    lines.truncate(wanted);
    more
}

/// An answer.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Found {
    pub(crate) asked: Asked,
    pub(crate) lines: Vec<Line>,
    /// How many there are of what; of some matches alone where there are very many.
    pub(crate) facets: Facets,
    /// The speaker, where it was asked for by its number.
    pub(crate) speaker: Option<String>,
    /// The line to go on `after`, if there are more of the one kind that is asked for.
    pub(crate) next: Option<Id>,
    /// Whether there is no report to search in yet.
    pub(crate) empty: bool,
}

pub(crate) async fn search(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let found = found(&desk, asked).await?;
    Ok(form.answer(&found, pages::search::page))
}

/// What a search finds, with what it can be narrowed by.
pub(crate) async fn found(desk: &Arc<Desk>, asked: Asked) -> Result<Found, Problem> {
    let mut question = asked.question()?;
    let one_kind = question.kinds.len() == 1;
    if !one_kind {
        question.limit = asked.limit.unwrap_or(OF_EACH).clamp(1, 1000);
    }
    let party = asked.party();
    let found = desk.ask_if_any(move |ledger| answer(ledger, &question, one_kind, party)).await?;
    let empty = found.is_none();
    Ok(Found { asked, empty, ..found.unwrap_or_default() })
}

fn answer(
    ledger: &Ledger,
    question: &Question,
    one_kind: bool,
    party: Option<i64>,
) -> Result<Found, sayso_ledger::Error> {
    let limit = question.limit + usize::from(one_kind);
    let mut lines = ledger.search(&Question { limit, ..question.clone() })?;
    let more = one_kind && more(&mut lines, question.limit);
    Ok(Found {
        next: lines.last().map(|it| it.id).filter(|_| more),
        facets: ledger.facets(question)?,
        speaker: party.map(|it| name(ledger, it)).transpose()?.flatten(),
        lines,
        ..Found::default()
    })
}

/// What a party is called.
pub(crate) fn name(ledger: &Ledger, party: i64) -> Result<Option<String>, sayso_ledger::Error> {
    let known: Vec<Known> = ledger.known(&format!("p{party}"), 1)?;
    Ok(known.into_iter().next().map(|it| it.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_was_asked_and_begins_again_where_that_changes() {
        let asked = Asked {
            words: Some("bridge & “ferry”".into()),
            outlet: Some(" ".into()),
            limit: Some(7),
            after: Some("s12".into()),
            page: Some(3),
            ..Asked::default()
        };
        let address = asked.address("/search");
        assert_eq!(address, "/search?words=bridge+%26+%E2%80%9Cferry%E2%80%9D&limit=7&after=s12&page=3");
        let narrowed = asked.but(|it| it.kind = Some("event".into()));
        assert_eq!(narrowed.address("/search"), "/search?words=bridge+%26+%E2%80%9Cferry%E2%80%9D&kind=event&limit=7");
        assert_eq!(Asked::default().address("/stories"), "/stories");
        assert_eq!(asked.question().unwrap().skip, 14);
        assert!(Asked { page: Some(100), ..Asked::default() }.onwards(true).is_none());
    }
}
