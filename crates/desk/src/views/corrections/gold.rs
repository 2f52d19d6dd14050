//! Corrected records as gold: what people went over, to measure and teach with.

use sayso_ledger::Decided;
use sayso_wire::{Event, Figure, Participant, Record, Span, Statement};
use serde::Serialize;
use serde_json::{Value, json};

/// Those who went over a record, and when.
#[derive(Serialize)]
struct By<'a> {
    by: &'a str,
    made: &'a str,
}

/// A corrected record on one line: the fields of gold records, its text, and who corrected it.
pub(super) fn line(record: &Record, decided: &[&Decided]) -> String {
    let document = &record.document;
    let by: Vec<By<'_>> = decided.iter().map(|it| By { by: &it.by, made: &it.made }).collect();
    let line = json!({
        "doc": document.id,
        "published": document.published,
        "url": document.url,
        "title": document.title,
        "text": document.text,
        "statements": record.statements.iter().map(statement).collect::<Vec<_>>(),
        "events": record.events.iter().map(event).collect::<Vec<_>>(),
        "figures": record.figures.iter().map(figure).collect::<Vec<_>>(),
        "corrected": by,
    });
    format!("{line}\n")
}

fn statement(it: &Statement) -> Value {
    json!({
        "content": it.content, "source": it.source, "speaker": it.speaker, "cue": it.cue, "manner": it.manner,
        "said_on": it.said_on, "within": it.within,
    })
}

fn event(it: &Event) -> Value {
    json!({
        "trigger": it.trigger, "type": it.event_type, "modes": it.modes, "actors": people(&it.actors),
        "recipients": people(&it.recipients), "status": it.status, "when": it.when, "where": it.place, "dead": it.dead,
        "injured": it.injured, "attributed_to": it.attributed_to, "same_as": it.same_as,
    })
}

fn figure(it: &Figure) -> Value {
    json!({
        "span": it.span, "low": it.low, "high": it.high, "unit": it.unit, "of": it.of, "per": it.per,
        "attributed_to": it.attributed_to,
    })
}

fn people(all: &[Participant]) -> Vec<Value> {
    all.iter().map(|it| json!({ "mention": it.mention as Option<Span>, "name": it.name })).collect()
}
