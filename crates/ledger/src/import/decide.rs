//! Corrections put on a record: the one that was corrected, or a later reading of the same report.

use super::corrections::{Correction, Finding, Kind};
use super::out_of_text;
use crate::export::Words;
use rustc_hash::FxHashMap;
use sayso_wire::Record;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// A correction that had no place, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Unapplied {
    /// Its place in the list of corrections.
    pub at: usize,
    /// Why.
    pub why: String,
}

impl fmt::Display for Unapplied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "correction {}: {}", self.at, self.why)
    }
}

/// Puts corrections on a record, and returns those that have no place in it.
///
/// A finding is looked for by number and place together, then by place, then by words that occur once; so decisions
/// outlive a new reading that numbers its findings otherwise. Something added that the reading has by now is not added
/// again. Numbers may be missing afterwards: see [`renumber`].
#[must_use]
pub fn apply(record: &mut Record, corrections: &[Correction]) -> Vec<Unapplied> {
    let text = record.document.text.clone();
    let words = Words::new(&text);
    let mut failed = Vec::new();
    let Ok(mut whole) = serde_json::to_value(&*record) else { return failed };
    // Everything is found before anything moves.
    let places: Vec<Option<usize>> = corrections
        .iter()
        .map(|it| match it {
            Correction::Set { finding, .. } | Correction::Removed { finding } => locate(&whole, finding, &words),
            Correction::Added { .. } => None,
        })
        .collect();
    let mut waiting = Vec::new();
    for (at, correction) in corrections.iter().enumerate() {
        let result = match correction {
            Correction::Added { finding, value, refers } => {
                add(&mut whole, finding.kind, value, words.len()).map(|place| {
                    let own = Place { kind: finding.kind, at: place };
                    waiting.extend(refers.iter().map(|(pointer, to)| (at, own, pointer.clone(), to, None)));
                })
            }
            Correction::Set { finding, field, value, refers, .. } => {
                let own = Place { kind: finding.kind, at: places[at].unwrap_or_default() };
                let is_there = finding.kind == Kind::Document || places[at].is_some();
                let set = if is_there { set(&mut whole, own, field, value, words.len()) } else { Err(lost(finding)) };
                set.map(|was| {
                    let pointer = |it: &str| format!("/{field}{it}");
                    waiting
                        .extend(refers.iter().map(|(it, to)| (at, own, pointer(it), to, Some((field, was.clone())))));
                })
            }
            Correction::Removed { finding } => places[at].map(|_| ()).ok_or_else(|| lost(finding)),
        };
        failed.extend(result.err().map(|why| Unapplied { at, why }));
    }
    for (at, own, pointer, to, was) in waiting {
        let id = locate(&whole, to, &words).map(|place| whole[to.kind.list()][place]["id"].clone());
        let Some(item) = own.of(&mut whole) else { continue };
        match (id, was) {
            (Some(id), _) => {
                if let Some(slot) = item.pointer_mut(&pointer) {
                    *slot = id;
                }
            }
            (None, was) => {
                // A field gets back what it had; a new finding does without.
                match was {
                    Some((field, was)) => item[field.as_str()] = was,
                    None => {
                        let own = item["id"].clone();
                        if let Some(slot) = item.pointer_mut(&pointer) {
                            *slot = if pointer.ends_with("/same_as") { own } else { Value::Null };
                        }
                    }
                }
                failed.push(Unapplied { at, why: format!("refers to what is not there: {}", lost(to)) });
            }
        }
    }
    let mut gone: Vec<(Kind, usize)> = corrections
        .iter()
        .zip(&places)
        .filter_map(|(it, place)| match it {
            Correction::Removed { finding } => place.map(|place| (finding.kind, place)),
            _ => None,
        })
        .collect();
    gone.sort_unstable();
    gone.dedup();
    for (kind, at) in gone.into_iter().rev() {
        if let Some(list) = whole[kind.list()].as_array_mut() {
            list.remove(at);
        }
    }
    for kind in Kind::LISTS {
        if let Some(list) = whole[kind.list()].as_array_mut() {
            match kind {
                Kind::Time | Kind::Place => list.sort_by_key(|it| crate::export::brat::fields::span(&it["span"])),
                Kind::Differ | Kind::Doubt | Kind::Document => {}
                _ => list.sort_by_key(|it| it["id"].as_u64()),
            }
        }
    }
    match serde_json::from_value(whole) {
        Ok(corrected) => *record = corrected,
        // Each item was tried by itself, so this is a fault of ours; the record stays as it was.
        Err(error) => failed = (0..corrections.len()).map(|at| Unapplied { at, why: error.to_string() }).collect(),
    }
    failed
}

/// Gives findings their places in the lists as numbers again, and takes references to what is gone away.
pub fn renumber(record: &mut Record) {
    fn numbered<T>(all: &mut [T], id: impl Fn(&mut T) -> &mut u32) -> FxHashMap<u32, u32> {
        all.iter_mut().zip(0..).map(|(it, n)| (std::mem::replace(id(it), n), n)).collect()
    }
    let parties = numbered(&mut record.parties, |it| &mut it.id);
    let statements = numbered(&mut record.statements, |it| &mut it.id);
    let _ = numbered(&mut record.events, |it| &mut it.id);
    let figures = numbered(&mut record.figures, |it| &mut it.id);
    let anew = |map: &FxHashMap<u32, u32>, id: &mut Option<u32>| *id = id.and_then(|id| map.get(&id).copied());
    for it in &mut record.statements {
        anew(&statements, &mut it.within);
        anew(&parties, &mut it.party);
    }
    // The number of one event is that of its first record.
    let mut first = FxHashMap::default();
    for it in &mut record.events {
        anew(&statements, &mut it.attributed_to);
        it.actors.iter_mut().chain(&mut it.recipients).for_each(|it| anew(&parties, &mut it.party));
        it.same_as = *first.entry(it.same_as).or_insert(it.id);
    }
    record.figures.iter_mut().for_each(|it| anew(&statements, &mut it.attributed_to));
    for it in &mut record.differ {
        it.figures = it.figures.iter().filter_map(|id| figures.get(id).copied()).collect();
    }
    record.differ.retain(|it| it.figures.len() > 1);
}

/// Where something stands in the record as JSON.
#[derive(Clone, Copy)]
struct Place {
    kind: Kind,
    at: usize,
}

impl Place {
    fn of(self, whole: &mut Value) -> Option<&mut Value> {
        let list = whole.get_mut(self.kind.list())?;
        if self.kind == Kind::Document { Some(list) } else { list.get_mut(self.at) }
    }
}

fn lost(finding: &Finding) -> String {
    format!("no {} “{}” at {:?}", finding.kind.list(), finding.words, finding.spans)
}

pub(super) fn locate(whole: &Value, finding: &Finding, words: &Words<'_>) -> Option<usize> {
    let all: Vec<Finding> =
        whole[finding.kind.list()].as_array()?.iter().map(|it| Finding::of(finding.kind, it, words)).collect();
    let place = |it: &Finding| it.spans == finding.spans && (!it.spans.is_empty() || it.words == finding.words);
    let named = |it: &Finding| it.words == finding.words && !it.words.is_empty();
    let only = || {
        let mut same = (0..all.len()).filter(|&n| named(&all[n]));
        same.next().filter(|_| same.next().is_none())
    };
    all.iter().position(|it| it.id == finding.id && place(it)).or_else(|| all.iter().position(place)).or_else(only)
}

/// Adds a finding and returns its place.
fn add(whole: &mut Value, kind: Kind, value: &Value, len: usize) -> Result<usize, String> {
    fits(kind, value, len)?;
    let list = whole.get_mut(kind.list()).and_then(Value::as_array_mut).ok_or("no such list")?;
    let mut value = value.clone();
    if kind.is_numbered() && list.iter().any(|it| it["id"] == value["id"]) {
        let free = list.iter().filter_map(|it| it["id"].as_u64()).max().map_or(0, |it| it + 1);
        // An event that is only told once bears its own number.
        if kind == Kind::Event && value["same_as"] == value["id"] {
            value["same_as"] = free.into();
        }
        value["id"] = free.into();
    }
    let alike = |it: &Value| {
        let fields = value.as_object().into_iter().flatten();
        fields
            .filter(|(key, _)| !["id", "by", "same_as"].contains(&key.as_str()))
            .all(|(key, value)| it.get(key) == Some(value))
    };
    if let Some(there) = list.iter().position(alike) {
        return Ok(there);
    }
    list.push(value);
    Ok(list.len() - 1)
}

/// Sets a field and returns what it was; the finding stays as it was where it would be none with that value.
fn set(whole: &mut Value, place: Place, field: &str, value: &Value, len: usize) -> Result<Value, String> {
    let item = place.of(whole).ok_or("no such finding")?;
    if ["id", "text"].contains(&field) {
        return Err(format!("`{field}` is not to be corrected"));
    }
    let mut with = item.clone();
    let was = with.get(field).cloned().unwrap_or_default();
    if let Some(fields) = with.as_object_mut() {
        fields.insert(field.to_owned(), value.clone());
    }
    fits(place.kind, &with, len)?;
    *item = with;
    Ok(was)
}

/// Whether a value is a finding of its kind, within the text.
fn fits(kind: Kind, value: &Value, len: usize) -> Result<(), String> {
    fn is<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
        serde_json::from_value::<T>(value.clone()).map(|_| ()).map_err(|it| it.to_string())
    }
    if let Some(why) = out_of_text(value, len) {
        return Err(why);
    }
    if !value.is_object() {
        return Err(format!("{value} is no finding"));
    }
    match kind {
        Kind::Document => is::<sayso_wire::Document>(value),
        Kind::Party => is::<sayso_wire::Party>(value),
        Kind::Time => is::<sayso_wire::Time>(value),
        Kind::Place => is::<sayso_wire::Place>(value),
        Kind::Statement => is::<sayso_wire::Statement>(value),
        Kind::Event => is::<sayso_wire::Event>(value),
        Kind::Figure => is::<sayso_wire::Figure>(value),
        Kind::Differ => is::<sayso_wire::Differ>(value),
        Kind::Doubt => is::<sayso_wire::Doubt>(value),
    }
}
