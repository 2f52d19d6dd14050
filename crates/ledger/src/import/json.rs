//! Records `sayso/1` from JSON: one a line, or one document that is a record or a list of them.

use super::{Fault, Imported, out_of_text};
use crate::export::Words;
use sayso_wire::{Record, SCHEMA};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::io::{BufRead, Cursor};

/// Reads JSON Lines, one after another. An unreadable line is told by its number, and the next is read; empty lines are
/// skipped. A first line that is no whole JSON begins a document over many lines, which is read at once, unless the
/// second line is one by itself.
pub fn read<'a>(input: impl BufRead + 'a, file: &'a str) -> impl Iterator<Item = Imported> + 'a {
    let mut input: Box<dyn BufRead + 'a> = Box::new(input);
    let mut number = 0;
    let mut waiting = Vec::new().into_iter();
    let mut failed = false;
    std::iter::from_fn(move || {
        loop {
            if let Some(next) = waiting.next() {
                return Some(next);
            }
            if failed {
                return None;
            }
            number += 1;
            let mut line = Vec::new();
            match input.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    failed = true;
                    return Some(fault(file, number, error.to_string()));
                }
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let mut value = serde_json::from_slice::<Value>(line.trim_ascii_end());
            if number == 1 && value.as_ref().is_err_and(serde_json::Error::is_eof) {
                let mut rest = Vec::new();
                if let Err(error) = input.read_to_end(&mut rest) {
                    failed = true;
                    return Some(fault(file, 0, error.to_string()));
                }
                let second = rest.split(|it| *it == b'\n').find(|it| !it.iter().all(u8::is_ascii_whitespace));
                if second.is_some_and(|it| serde_json::from_slice::<Map<String, Value>>(it).is_ok()) {
                    input = Box::new(Cursor::new(rest));
                } else {
                    line.extend(rest);
                    value = serde_json::from_slice(&line);
                    input = Box::new(std::io::empty());
                }
            }
            let all = match value {
                Ok(Value::Array(all)) => all,
                Ok(one) => vec![one],
                // Of a line by itself the parser says 1.
                Err(error) => return Some(fault(file, number + error.line().saturating_sub(1), error.to_string())),
            };
            waiting = all.into_iter().map(|it| record(it, file, number)).collect::<Vec<_>>().into_iter();
        }
    })
}

fn fault(file: &str, line: usize, why: String) -> Imported {
    Imported { record: None, faults: vec![Fault { file: file.into(), line, why }] }
}

/// A record whose spans lie within its text and whose numbers are each given once.
fn record(value: Value, file: &str, line: usize) -> Imported {
    let text = value["document"]["text"].as_str().unwrap_or_default();
    let astray = out_of_text(&value, Words::new(text).len());
    let twice = ["parties", "statements", "events", "figures"].into_iter().find(|list| {
        let mut seen = HashSet::new();
        value[list].as_array().into_iter().flatten().any(|it| !seen.insert(it["id"].as_u64()))
    });
    if let Some(why) = astray.or(twice.map(|list| format!("two of `{list}` have one id"))) {
        return fault(file, line, why);
    }
    match serde_json::from_value::<Record>(value) {
        Ok(record) if record.schema == SCHEMA => Imported { record: Some(record), faults: Vec::new() },
        Ok(record) => fault(file, line, format!("its schema is `{}`, not `{SCHEMA}`", record.schema)),
        Err(error) => fault(file, line, error.to_string()),
    }
}
