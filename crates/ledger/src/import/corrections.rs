//! What differs between a record and the same after somebody went over it.

use super::plain::plain;
use crate::export::Words;
use crate::export::brat::fields::span;
use sayso_wire::{Record, Span};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// One decision of a person about one report. It stands above what the reader says, also of a later reading: so it names
/// what it is about by place and words beside the number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Correction {
    /// A field of a finding, or of the report, has another value.
    Set {
        /// Of what.
        finding: Finding,
        /// The field's name in the record.
        field: String,
        /// Its value.
        value: Value,
        /// What numbers in the value stand for, under their JSON pointer in it.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        refers: BTreeMap<String, Finding>,
        /// What it was before, in plain words; `None` where nothing was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<String>,
    },
    /// Something that was overlooked.
    Added {
        /// Where it is and of what kind.
        finding: Finding,
        /// All of it, as in the record.
        value: Value,
        /// As in [`Correction::Set`].
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        refers: BTreeMap<String, Finding>,
    },
    /// Something that is none.
    Removed {
        /// What.
        finding: Finding,
    },
}

/// What a correction is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Of what kind.
    pub kind: Kind,
    /// Its number in the record that was corrected; `null` for what has none.
    pub id: Option<u64>,
    /// Where it stands, a party's first mention.
    pub spans: Vec<Span>,
    /// The words there; a party's name.
    pub words: String,
}

/// The lists of a record, and the report itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The report's masthead and layout; never its text.
    Document,
    /// A party.
    Party,
    /// Words that tell a time.
    Time,
    /// The name of a place.
    Place,
    /// A statement.
    Statement,
    /// An event.
    Event,
    /// A figure.
    Figure,
    /// Figures that differ.
    Differ,
    /// A doubt.
    Doubt,
}

impl Kind {
    /// All lists of a record, those that are referred to before those that refer.
    pub(super) const LISTS: [Self; 8] =
        [Self::Party, Self::Time, Self::Place, Self::Statement, Self::Event, Self::Figure, Self::Differ, Self::Doubt];

    /// The key of its list in the record.
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Party => "parties",
            Self::Time => "times",
            Self::Place => "places",
            Self::Statement => "statements",
            Self::Event => "events",
            Self::Figure => "figures",
            Self::Differ => "differ",
            Self::Doubt => "doubts",
        }
    }

    /// Whether its findings are numbered.
    pub(super) fn is_numbered(self) -> bool {
        matches!(self, Self::Party | Self::Statement | Self::Event | Self::Figure)
    }

    /// What tells a finding from the others of its list when one record is compared with another.
    fn key(self, item: &Value) -> String {
        match self {
            _ if self.is_numbered() => item["id"].to_string(),
            Self::Time | Self::Place => item["span"].to_string(),
            Self::Differ => item["figures"].to_string(),
            _ => item.to_string(),
        }
    }
}

/// Why two records cannot be compared; each names the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// The texts differ. The text of a report is never corrected: every span points into it.
    Text(String),
    /// They are of two readings, which number their findings each in its own way. The reading that was corrected is the
    /// one by [`Record::reader`] of the record that came back.
    Reading(String),
}

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(it) => {
                write!(f, "{it}: its text is another than the recorded one; corrections have no place in it")
            }
            Self::Reading(it) => write!(f, "{it}: it was read by another reader than the record it is compared with"),
        }
    }
}

impl std::error::Error for Unlike {}

/// What somebody changed: what was added first, then fields, then what was removed.
///
/// Findings with a number are the same where the number is; times and places where they stand; the rest where they
/// are equal. The order of findings is no matter of corrections.
///
/// # Errors
/// The texts differ, or what read them.
pub fn corrections(before: &Record, after: &Record) -> Result<Vec<Correction>, Unlike> {
    let report = || before.document.id.clone();
    if before.document.text != after.document.text {
        return Err(Unlike::Text(report()));
    }
    // A record always becomes JSON: its keys are texts.
    let (true, Ok(old), Ok(new)) =
        (before.reader == after.reader, serde_json::to_value(before), serde_json::to_value(after))
    else {
        return Err(Unlike::Reading(report()));
    };
    let words = Words::new(&before.document.text);
    let (mut added, mut set, mut removed) = (Vec::new(), Vec::new(), Vec::new());
    let mut changed = |finding: &Finding, item: &Value, is: &Value| {
        for (field, value) in is.as_object().into_iter().flatten() {
            if item.get(field) != Some(value) && field != "id" {
                let was = item.get(field).unwrap_or(&Value::Null);
                let was = plain(field, was, &refers(field, was, &old, &words), &words);
                let refers = refers(field, value, &new, &words);
                set.push(Correction::Set {
                    finding: finding.clone(),
                    field: field.clone(),
                    value: value.clone(),
                    refers,
                    was,
                });
            }
        }
    };
    let document = Finding { kind: Kind::Document, id: None, spans: Vec::new(), words: report() };
    changed(&document, &old["document"], &new["document"]);
    for kind in Kind::LISTS {
        let mut left = keyed(kind, &new);
        for (key, item) in keyed(kind, &old) {
            let finding = Finding::of(kind, item, &words);
            match left.remove(&key) {
                Some(is) => changed(&finding, item, is),
                None => removed.push(Correction::Removed { finding }),
            }
        }
        for item in left.into_values() {
            let (finding, value) = (Finding::of(kind, item, &words), item.clone());
            added.push(Correction::Added { finding, refers: refers("", item, &new, &words), value });
        }
    }
    Ok(added.into_iter().chain(set).chain(removed).collect())
}

/// The findings of a list by what tells them apart, and how many such there were before.
fn keyed(kind: Kind, record: &Value) -> BTreeMap<(String, usize), &Value> {
    let mut all = BTreeMap::new();
    for item in record[kind.list()].as_array().into_iter().flatten() {
        let key = kind.key(item);
        let nth = all.range((key.clone(), 0)..=(key.clone(), usize::MAX)).count();
        all.insert((key, nth), item);
    }
    all
}

impl Finding {
    /// What is said of a finding of the record as JSON.
    pub(super) fn of(kind: Kind, item: &Value, words: &Words<'_>) -> Self {
        let named = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        let at = |key: &str| span(&item[key]).into_iter().collect::<Vec<_>>();
        let list = |key: &str| item[key].as_array().into_iter().flatten().filter_map(span);
        let spans = match kind {
            Kind::Document | Kind::Differ => Vec::new(),
            Kind::Party => list("mentions").take(1).collect(),
            Kind::Statement => list("content").collect(),
            Kind::Event => at("trigger"),
            Kind::Time | Kind::Place | Kind::Figure | Kind::Doubt => at("span"),
        };
        let words = match kind {
            Kind::Document => named("id"),
            Kind::Party => named("name"),
            Kind::Differ | Kind::Doubt => named("why"),
            _ => words.joined(&spans),
        };
        Self { kind, id: item["id"].as_u64().filter(|_| kind.is_numbered()), spans, words }
    }
}

/// What the numbers in a value stand for, by JSON pointer.
fn refers(field: &str, value: &Value, record: &Value, words: &Words<'_>) -> BTreeMap<String, Finding> {
    let mut all = BTreeMap::new();
    numbers(field, value, String::new(), &mut |pointer, kind: Kind, id| {
        let items = record[kind.list()].as_array().into_iter().flatten();
        if let Some(item) = items.into_iter().find(|it| it["id"].as_u64() == Some(id)) {
            all.insert(pointer, Finding::of(kind, item, words));
        }
    });
    all
}

fn numbers(field: &str, value: &Value, pointer: String, found: &mut impl FnMut(String, Kind, u64)) {
    let kind = match field {
        "within" | "attributed_to" => Some(Kind::Statement),
        "party" => Some(Kind::Party),
        "same_as" => Some(Kind::Event),
        "figures" => Some(Kind::Figure),
        _ => None,
    };
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| numbers(key, value, format!("{pointer}/{key}"), found));
        }
        Value::Array(all) => {
            all.iter().enumerate().for_each(|(n, value)| numbers(field, value, format!("{pointer}/{n}"), found));
        }
        _ => {
            if let (Some(kind), Some(id)) = (kind, value.as_u64()) {
                found(pointer, kind, id);
            }
        }
    }
}
