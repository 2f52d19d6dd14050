//! Values of a record in plain words, to be shown to whoever asks what was corrected.

use super::Finding;
use crate::export::Words;
use crate::export::brat::fields::span;
use serde_json::Value;
use std::collections::BTreeMap;

/// A field's value; `None` where nothing is told. `refers` says what numbers in it stand for, under their JSON pointer.
pub(crate) fn plain(
    field: &str,
    value: &Value,
    refers: &BTreeMap<String, Finding>,
    words: &Words<'_>,
) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Array(range) if matches!(field, "dead" | "injured") => Some(match &range[..] {
            [low, Value::Null] => format!("{low} or more"),
            [low, high] if low == high => low.to_string(),
            _ => range.iter().map(Value::to_string).collect::<Vec<_>>().join("–"),
        }),
        Value::Array(_) if is_place(field) && span(value).is_some() => span(value).map(|it| words.at(it).to_owned()),
        Value::Array(all) => {
            let each = all.iter().enumerate().filter_map(|(n, it)| {
                let of_it = refers
                    .iter()
                    .filter_map(|(at, to)| at.strip_prefix(&format!("/{n}")).map(|rest| (rest.to_owned(), to.clone())));
                plain(field, it, &of_it.collect(), words)
            });
            let between = if is_place(field) { " … " } else { "; " };
            Some(each.collect::<Vec<_>>().join(between)).filter(|it| !it.is_empty())
        }
        Value::Object(fields) => match fields.get("name").or_else(|| fields.get("rule")).or_else(|| fields.get("head"))
        {
            Some(Value::String(name)) => Some(name.clone()),
            _ => Some(value.to_string()),
        },
        Value::String(text) => Some(text.clone()),
        other => Some(refers.get("").map_or_else(|| other.to_string(), |it| it.words.clone())),
    }
}

/// Whether numbers under this name are places in the text.
fn is_place(field: &str) -> bool {
    ["span", "content", "source", "cue", "quoted", "addressee", "trigger", "mention", "mentions"].contains(&field)
}
