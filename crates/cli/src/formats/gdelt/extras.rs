//! What GDELT has no column for, as XML in the extras of the knowledge graph: how each event is told and on whose word, and who
//! speaks in each statement.
//!
//! `<SAYSO>` holds a `<STATEMENT>` for each statement and an `<EVENT>` for each event, whatever its status; offsets and
//! lengths count code points, and `STATEMENT` of an event is absent where it is told in the report's own voice.

use super::Report;
use super::events::{firsts, occurred};
use crate::formats::{index, source};
use crate::view::html;
use sayso_wire::{Event, Statement};
use std::fmt::Write as _;

/// The whole cell.
pub(super) fn cell(report: &Report<'_>) -> String {
    let document = &report.record.document;
    let mut out = String::new();
    if let Some(title) = &document.title {
        let _ = write!(out, "<PAGE_TITLE>{}</PAGE_TITLE>", escaped(title));
    }
    if !document.authors.is_empty() {
        let _ = write!(out, "<PAGE_AUTHORS>{}</PAGE_AUTHORS>", escaped(&document.authors.join(";")));
    }
    out += "<SAYSO>";
    report.record.statements.iter().for_each(|it| out += &statement(report, it));
    report.record.events.iter().for_each(|it| out += &event(report, it));
    out + "</SAYSO>"
}

fn statement(report: &Report<'_>, it: &Statement) -> String {
    let first = it.content.first().map_or(0, |span| span[0]);
    let last = it.content.last().map_or(first, |span| span[1]);
    let mut out = format!("<STATEMENT ID=\"{}\" OFFSET=\"{first}\" LENGTH=\"{}\"", it.id, last.saturating_sub(first));
    let told = [
        ("MANNER", Some(it.manner.clone())),
        ("ACT", Some(it.act.clone())),
        ("SPEAKER", it.speaker.clone()),
        ("SOURCE", it.source.map(|span| report.words(span))),
        ("VERB", it.cue.map(|span| report.words(span))),
        ("SAID", it.said_on.clone()),
        ("WITHIN", it.within.map(|id| id.to_string())),
    ];
    attributes(&mut out, told);
    out + "/>"
}

fn event(report: &Report<'_>, it: &Event) -> String {
    let mut out = format!("<EVENT ID=\"{}\" OFFSET=\"{}\"", it.id, it.trigger[0]);
    let same = |first: &&Event| occurred(it) && first.same_as == it.same_as;
    let row = firsts(report).find(same).map(|first| report.event_id(first.id).to_string());
    let known = it.attributed_to.filter(|id| index(*id) < report.record.statements.len());
    let told = [
        ("GLOBALEVENTID", row),
        ("TYPE", Some(it.event_type.clone())),
        ("MODE", Some(it.modes.join(";")).filter(|it| !it.is_empty())),
        ("CAMEO", it.cameo.clone()),
        ("STATUS", Some(it.status.clone())),
        ("STATEMENT", known.map(|id| id.to_string())),
        ("SPEAKER", source(report.record, it).and_then(|it| it.speaker.clone())),
    ];
    attributes(&mut out, told);
    out + "/>"
}

fn attributes(out: &mut String, told: [(&str, Option<String>); 7]) {
    for (name, value) in told {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{}\"", escaped(&value));
        }
    }
}

/// Text as XML; characters that XML or a cell forbids become spaces.
fn escaped(text: &str) -> String {
    html::escaped(&text.replace(|c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'), " "))
}
