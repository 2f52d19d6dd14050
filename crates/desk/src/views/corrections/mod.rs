//! Corrections: made in a report's page or by programs, listed, undone, done again, and given out as gold.

mod change;
mod gold;
pub(crate) mod typed;

use crate::desk::Desk;
use crate::form::Form;
use crate::guard::Guard;
use crate::pages;
use crate::problem::Problem;
use crate::views::report::{Page, number};
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form as Fields, Json};
use change::Change;
use sayso_ledger::ask::{Id, Kind};
use sayso_ledger::{Corrected, Decided, Ledger};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many corrections a page lists, and how many of one report go with its gold.
const LISTED: usize = 200;
const MOST: usize = 500;

/// The cookie that keeps how somebody who corrects is called, so that they type it once.
const NAME: &str = "sayso-name";

/// How long a name may be.
const NAME_LONG: usize = 100;

/// The report in whose page something was asked for, if a form says so; a program sends nothing.
type Whence = Result<Fields<BTreeMap<String, String>>, FormRejection>;

/// Which corrections to list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    report: Option<String>,
}

/// Corrections, the last first.
#[derive(Debug, Serialize)]
pub(crate) struct Corrections {
    /// Of this report alone.
    pub(crate) report: Option<Id>,
    pub(crate) corrections: Vec<Decided>,
}

/// One correction, as a program sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sent {
    report: String,
    /// A statement, event or figure.
    id: String,
    field: String,
    /// Its new value; nothing for `remove`.
    #[serde(default)]
    value: String,
    #[serde(default)]
    by: String,
}

/// A correction that was made, or taken back.
#[derive(Debug, Serialize)]
struct Made {
    correction: i64,
    report: Id,
    /// The finding's number from now on; none where it was taken out.
    id: Option<Id>,
}

pub(crate) async fn list(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let report = asked.report.as_deref().filter(|it| !it.is_empty()).map(number).transpose()?;
    let corrections = desk.ask_if_any(move |ledger| ledger.corrections(report, LISTED)).await?.unwrap_or_default();
    Ok(form.answer(&Corrections { report, corrections }, pages::corrections::page))
}

/// Corrects what a form of a report's page holds, and leads back to the mark.
pub(crate) async fn form(
    State(desk): State<Arc<Desk>>,
    State(guard): State<Arc<Guard>>,
    Path(report): Path<String>,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let report = number(&report)?;
    let one = |name: &str| fields.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str());
    let id = finding(one("id"))?;
    let reading = one("reading").parse().map_err(|_| Problem::wrong("reading: no number"))?;
    let by = name(one("by"));
    let made = correct(&desk, report, id, Some(reading), changes(&fields)?, by.clone()).await?;
    let to = match made {
        None => format!("/reports/{report}#{id}"),
        Some(Made { correction, id: Some(id), .. }) => format!("/reports/{report}?corrected={correction}#{id}"),
        Some(Made { correction, id: None, .. }) => format!("/reports/{report}?corrected={correction}"),
    };
    let secure = if guard.secure { "; Secure" } else { "" };
    let kept: String = url::form_urlencoded::byte_serialize(by.as_bytes()).collect();
    let cookie = format!("{NAME}={kept}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000{secure}");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// Corrects one field, for programs.
pub(crate) async fn api(State(desk): State<Arc<Desk>>, Json(sent): Json<Sent>) -> Result<Response, Problem> {
    let (report, id) = (number(&sent.report)?, finding(&sent.id)?);
    let change = Change::named(&sent.field, sent.value).map_err(Problem::wrong)?;
    let made = correct(&desk, report, id, None, vec![change], name(&sent.by)).await?;
    let made = made.ok_or_else(|| Problem::conflict("that is what it says already"))?;
    Ok(crate::form::json(StatusCode::CREATED, &made))
}

pub(crate) async fn undo(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Path(correction): Path<i64>,
    fields: Whence,
) -> Result<Response, Problem> {
    turn(&desk, form, correction, fields, "undone", move |ledger| ledger.undo(correction)).await
}

pub(crate) async fn redo(
    State(desk): State<Arc<Desk>>,
    form: Form,
    Path(correction): Path<i64>,
    fields: Whence,
) -> Result<Response, Problem> {
    turn(&desk, form, correction, fields, "corrected", move |ledger| ledger.redo(correction)).await
}

/// Every report that was corrected, as gold: one line a record.
pub(crate) async fn gold(State(desk): State<Arc<Desk>>) -> Result<Response, Problem> {
    let lines = desk.ask_if_any(|ledger| {
        let mut lines = String::new();
        for report in ledger.corrected_reports()? {
            let decided = ledger.corrections(Some(report), MOST)?;
            let standing: Vec<&Decided> = decided.iter().filter(|it| !it.undone).collect();
            lines += &ledger.record_of(report.row)?.map_or(String::new(), |record| gold::line(&record, &standing));
        }
        Ok(lines)
    });
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"gold.jsonl\""),
    ];
    Ok((headers, lines.await?.unwrap_or_default()).into_response())
}

/// How somebody who corrects was called before.
pub(crate) fn remembered(headers: &HeaderMap) -> String {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(';'));
    let kept = cookies.filter_map(|it| it.trim().strip_prefix(NAME)?.strip_prefix('=')).next().unwrap_or_default();
    let decoded = url::form_urlencoded::parse(kept.as_bytes()).next();
    decoded.map_or_else(String::new, |(kept, _)| name(&kept))
}

/// A name on one line, of sensible length.
fn name(typed: &str) -> String {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|it| !it.is_control()).take(NAME_LONG).collect()
}

fn finding(id: &str) -> Result<Id, Problem> {
    let number = id.parse::<Id>().ok().filter(|it| it.kind != Kind::Report);
    number.ok_or_else(|| {
        Problem::wrong(format!("{id} is no number of a statement (s12), an event (e12) or a figure (f12)"))
    })
}

/// What a form wants changed: every field is there, changed or not.
fn changes(fields: &[(String, String)]) -> Result<Vec<Change>, Problem> {
    let mut words: Vec<(String, Option<u32>)> = Vec::new();
    let mut out = Vec::new();
    for (field, value) in fields {
        match field.as_str() {
            "id" | "reading" | "by" => {}
            "words" => words.push((value.clone(), None)),
            // Stands after the words it is of.
            "at" => {
                if let Some(last) = words.last_mut() {
                    last.1 = value.parse().ok();
                }
            }
            field => out.push(Change::named(field, value.clone()).map_err(Problem::wrong)?),
        }
    }
    if !words.is_empty() {
        out.push(Change::Words(words));
    }
    Ok(out)
}

/// Corrects a finding; nothing where that changes nothing.
async fn correct(
    desk: &Arc<Desk>,
    report: Id,
    id: Id,
    reading: Option<i64>,
    changes: Vec<Change>,
    by: String,
) -> Result<Option<Made>, Problem> {
    desk.decide(move |ledger| Ok(corrected(ledger, report, id, reading, &changes, &by))).await?
}

fn corrected(
    ledger: &mut Ledger,
    report: Id,
    id: Id,
    reading: Option<i64>,
    changes: &[Change],
    by: &str,
) -> Result<Option<Made>, Problem> {
    let now = ledger.report(report)?.ok_or_else(|| Problem::missing(format!("there is no report {report}")))?;
    if reading.is_some_and(|it| it != now.reading) {
        return Err(Problem::conflict("the report was corrected or read anew since; look at it again"));
    }
    let ids = match id.kind {
        Kind::Statement => &now.statements,
        Kind::Event => &now.events,
        _ => &now.figures,
    };
    let at = ids.iter().position(|it| *it == id);
    let at =
        at.ok_or_else(|| Problem::missing(format!("{report} has no {id}, or has it no more: look at it again")))?;
    let mut record = now.record.clone();
    change::put(&mut record, id.kind, at, changes).map_err(Problem::wrong)?;
    let done = ledger.correct_since(report, now.reading, &record, by)?;
    if done.corrections == 0 {
        return Ok(None);
    }
    let correction = ledger.corrections(Some(report), 1)?.first().map_or(0, |it| it.decision);
    let gone = changes.contains(&Change::Remove);
    let page = if gone { None } else { Page::of(ledger, report)? };
    let place = u32::try_from(at).unwrap_or(u32::MAX);
    Ok(Some(Made { correction, report, id: page.and_then(|page| page.id(id.kind, place)) }))
}

/// Undoes or redoes a correction, and leads back to where it was asked for.
async fn turn(
    desk: &Arc<Desk>,
    form: Form,
    correction: i64,
    fields: Whence,
    done: &str,
    turn: impl FnOnce(&mut Ledger) -> Result<Corrected, sayso_ledger::Error> + Send + 'static,
) -> Result<Response, Problem> {
    let turned = desk.decide(turn).await?;
    if form == Form::Json {
        let told = serde_json::json!({ "correction": correction, "changes": turned.corrections, "unapplied": turned.unapplied });
        return Ok(crate::form::json(StatusCode::OK, &told));
    }
    // Only a number is taken from the form, so that it leads nowhere else.
    let report = fields.ok().and_then(|it| it.0.get("report").and_then(|it| number(it).ok()));
    let to =
        report.map_or_else(|| "/corrections".to_owned(), |report| format!("/reports/{report}?{done}={correction}"));
    Ok(Redirect::to(&to).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn names_come_back_as_they_were_typed() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; sayso-name=J%C3%B6rg+%3B+M"));
        assert_eq!(remembered(&headers), "Jörg ; M");
        assert_eq!(remembered(&HeaderMap::new()), "");
        assert_eq!(name(&format!(" a\u{202e}\tb\0 {}", "x".repeat(300))).chars().count(), NAME_LONG);
    }

    #[test]
    fn fragments_keep_their_places() {
        let fields = [("id", "s1"), ("words", "one"), ("at", "7"), ("words", "two"), ("at", ""), ("speaker", "")];
        let fields: Vec<(String, String)> = fields.iter().map(|it| (it.0.into(), it.1.into())).collect();
        let words = Change::Words(vec![("one".into(), Some(7)), ("two".into(), None)]);
        assert_eq!(changes(&fields).unwrap(), [Change::Speaker(String::new()), words]);
    }
}
