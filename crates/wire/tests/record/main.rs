//! The record as written: its names, its order, its offsets, and the published schema.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests: they panic where something is wrong")]

mod example;
mod faults;
mod schema;

use example::{document, reader, reading, resolution};
use sayso_wire::{Record, record};
use serde_json::{Value, json};

fn written() -> Value {
    let record = record(&document(), &reading(), &resolution(), reader());
    serde_json::to_value(&record).unwrap()
}

/// The words that a span of code points covers.
fn covered(record: &Value, span: &Value) -> String {
    let at = |n: usize| usize::try_from(span[n].as_u64().unwrap()).unwrap();
    record["document"]["text"].as_str().unwrap().chars().take(at(1)).skip(at(0)).collect()
}

#[test]
fn offsets_are_code_points() {
    let record = written();
    let statement = &record["statements"][0];
    assert_eq!(covered(&record, &statement["content"][0]), "“The 𝔟ridge 🌉 is safe,”");
    assert_eq!(covered(&record, &statement["source"]), "Zoë Brook");
    assert_eq!(covered(&record, &statement["cue"]), "said");
    assert_eq!(covered(&record, &record["figures"][0]["span"]), "more than 80");
    assert_eq!(covered(&record, &record["parties"][0]["mentions"][0]), "Zoë Brook");
}

#[test]
fn fields_stand_in_the_documented_order() {
    let text = serde_json::to_string(&record(&document(), &reading(), &resolution(), reader())).unwrap();
    let mut at = 0;
    for field in [
        "schema",
        "reader",
        "document",
        "parties",
        "times",
        "places",
        "statements",
        "events",
        "figures",
        "differ",
        "doubts",
    ] {
        let found =
            text[at..].find(&format!("\"{field}\":")).unwrap_or_else(|| panic!("{field} is not where it belongs"));
        at += found;
    }
}

#[test]
fn whole_values_are_integers_and_own_voice_is_written() {
    let figure = written()["figures"][0].clone();
    assert_eq!(figure["low"], json!(80));
    assert!(figure["low"].is_u64());
    assert_eq!(figure["high"], Value::Null);
    assert_eq!(figure.get("attributed_to"), Some(&Value::Null));
    assert_eq!(figure["of"], json!("lorries"));
    assert_eq!(written()["figures"][1]["attributed_to"], json!(0));
}

#[test]
fn a_time_of_day_is_kept_apart_from_the_day() {
    let statement = written()["statements"][0].clone();
    assert_eq!(statement["said_on"], json!("2026-03-02"));
    assert_eq!(statement["said_at"], json!("2026-03-02T14:30"));
}

#[test]
fn a_record_read_back_is_the_same() {
    let record = record(&document(), &reading(), &resolution(), reader());
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);
}

#[test]
fn an_index_that_leads_nowhere_is_no_panic() {
    let mut resolution = resolution();
    resolution.parties.clear();
    let mut reading = reading();
    reading.mentions.clear();
    let record = record(&document(), &reading, &resolution, reader());
    assert_eq!(record.statements[0].speaker, None);
}
