//! One report: of the ledger, with what the ledger knows of it, or only read.

use crate::desk::Desk;
use crate::form::Form;
use crate::pages;
use crate::problem::Problem;
use crate::views::{corrections, read::address};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use sayso_ledger::ask::{Changes, Elsewhere, Id, Kind, NearCopy};
use sayso_ledger::{Decided, Ledger};
use sayso_wire::Record;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many corrections a report's page lists.
const CORRECTIONS: usize = 50;

/// A report with what was read in it, and what the ledger knows of it.
#[derive(Debug, Serialize)]
pub(crate) struct Page {
    /// Its number in the ledger, if it is there.
    pub(crate) report: Option<Id>,
    pub(crate) record: Record,
    /// What the ledger knows of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) known: Option<Box<Known>>,
    /// What of it is wanted, and what somebody has just done to it.
    #[serde(skip)]
    pub(crate) wanted: Wanted,
    /// Who corrects, as they called themselves before.
    #[serde(skip)]
    pub(crate) who: String,
}

/// What the ledger knows of a report.
#[derive(Debug, Serialize)]
pub(crate) struct Known {
    /// The reading in force; corrections name it.
    pub(crate) reading: i64,
    /// When the report was added.
    pub(crate) added: String,
    /// Numbers of statements, events and figures, in the order of the record.
    pub(crate) statements: Vec<Id>,
    pub(crate) events: Vec<Id>,
    pub(crate) figures: Vec<Id>,
    /// Numbers of parties in the register, likewise.
    pub(crate) parties: Vec<Option<i64>>,
    /// The story it belongs to, and how many reports that has.
    pub(crate) story: Option<i64>,
    pub(crate) reports: u32,
    pub(crate) earlier: Option<Id>,
    pub(crate) later: Option<Id>,
    /// What it changed against the version before.
    pub(crate) changes: Option<Changes>,
    pub(crate) copies: Vec<NearCopy>,
    /// What people corrected in it, the last first.
    pub(crate) corrections: Vec<Decided>,
    /// The same said, done and counted in other reports.
    pub(crate) elsewhere: Elsewhere,
}

/// What the address tells beside the report.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// The mark whose card is wanted, where a text is too long for all of them.
    pub(crate) mark: Option<String>,
    /// The correction that was made or done again.
    pub(crate) corrected: Option<i64>,
    /// The correction that was undone.
    pub(crate) undone: Option<i64>,
    /// The number of a mark that was asked for, and is in this reading no more.
    pub(crate) gone: Option<String>,
}

impl Page {
    /// A reading that no ledger has.
    pub(crate) fn kept(record: Record) -> Self {
        Self { report: None, record, known: None, wanted: Wanted::default(), who: String::new() }
    }

    /// A report of the ledger; `None` if there is none of that number.
    pub(crate) fn of(ledger: &Ledger, id: Id) -> Result<Option<Self>, sayso_ledger::Error> {
        let Some(it) = ledger.report(id)? else { return Ok(None) };
        let known = Known {
            reading: it.reading,
            added: it.added,
            statements: it.statements,
            events: it.events,
            figures: it.figures,
            parties: it.parties,
            story: it.story,
            reports: it.reports,
            earlier: it.earlier,
            later: it.later,
            changes: ledger.changes(id.row)?,
            copies: it.copies,
            corrections: ledger.corrections(Some(id), CORRECTIONS)?,
            elsewhere: ledger.elsewhere(id)?,
        };
        Ok(Some(Self { report: Some(id), known: Some(Box::new(known)), ..Self::kept(it.record) }))
    }

    /// The number of a finding in the ledger.
    pub(crate) fn id(&self, kind: Kind, place: u32) -> Option<Id> {
        let known = self.known.as_ref()?;
        let ids = match kind {
            Kind::Statement => &known.statements,
            Kind::Event => &known.events,
            Kind::Figure => &known.figures,
            Kind::Report => return None,
        };
        ids.get(place as usize).copied()
    }

    /// The finding around which the page is wanted.
    pub(crate) fn marked(&self) -> Option<(Kind, u32)> {
        let id: Id = self.wanted.mark.as_deref()?.parse().ok()?;
        let Some(known) = &self.known else { return Some((id.kind, u32::try_from(id.row).ok()?)) };
        let ids = match id.kind {
            Kind::Statement => &known.statements,
            Kind::Event => &known.events,
            Kind::Figure => &known.figures,
            Kind::Report => return None,
        };
        ids.iter().position(|it| *it == id).and_then(|at| Some((id.kind, u32::try_from(at).ok()?)))
    }

    /// Where the page is.
    pub(crate) fn address(&self) -> String {
        self.report.map_or_else(|| address(&self.record.document.id), |id| format!("/reports/{id}"))
    }

    /// The anchor of a finding: its number in the ledger, else its place in the record.
    pub(crate) fn anchor(&self, kind: Kind, place: u32) -> String {
        match self.id(kind, place) {
            Some(id) => id.to_string(),
            None => format!("{}{place}", kind.letter()),
        }
    }
}

pub(crate) async fn one(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = number(&id)?;
    let page = desk.ask(move |ledger| Page::of(ledger, id)).await?;
    let page = page.ok_or_else(|| Problem::missing(format!("there is no report {id}")))?;
    Ok(form.answer(&Page { wanted, who: corrections::remembered(&headers), ..page }, pages::reading::page))
}

/// The number of a report in an address.
pub(crate) fn number(id: &str) -> Result<Id, Problem> {
    let number = id.parse::<Id>().ok().filter(|it| it.kind == Kind::Report);
    number.ok_or_else(|| Problem::missing(format!("{id} is no number of a report; they look like d12")))
}
