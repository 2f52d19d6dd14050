//! What the measuring programs share: annotated articles, counts with precision, recall and F1, values that are equal.

#![allow(dead_code, reason = "each program uses its part")]

use sayso::ingest::Hint;
use sayso::types::{Act, By, Manner, Span, Statement};
use serde_json::Value;
use std::fmt;
use std::path::Path;

/// The encoder to measure with: the program's own, that of the file `SAYSO_WEIGHTS` names, or none where it says `none`.
pub(crate) fn encoder() -> sayso::Encoder {
    match std::env::var("SAYSO_WEIGHTS").as_deref() {
        Err(_) | Ok("") => sayso::Encoder::new(),
        Ok("none") => sayso::Encoder::without_weights(),
        Ok(path) => {
            let bytes = std::fs::read(path).expect("a file of weights");
            sayso::Encoder::with_weights(Box::leak(bytes.into_boxed_slice())).expect("weights that this version reads")
        }
    }
}

/// A reader with that encoder.
pub(crate) fn reader() -> sayso::Reader {
    sayso::Reader::new(encoder())
}

/// An article of a gold folder, which holds `index.json`, `text/DOC.txt` and `records/DOC.json`.
pub(crate) struct Article {
    pub(crate) doc: String,
    pub(crate) text: String,
    /// Its day and headline, as the index has them.
    pub(crate) hint: Hint,
    /// What is annotated; offsets in it are code points.
    pub(crate) record: Value,
    /// Where each code point of the text begins, in bytes, and where the text ends.
    bytes: Vec<usize>,
}

/// The articles of a gold folder that have a record, in the index's order.
pub(crate) fn articles(folder: &Path) -> impl Iterator<Item = Article> {
    let index = json(&folder.join("index.json"));
    let rows = index.as_array().expect("index.json holds a list").clone();
    let folder = folder.to_owned();
    rows.into_iter().filter_map(move |row| {
        let doc = row["doc"].as_str().expect("a row of index.json names its article").to_owned();
        let record = folder.join("records").join(format!("{doc}.json"));
        if !record.exists() {
            return None;
        }
        let text = std::fs::read_to_string(folder.join("text").join(format!("{doc}.txt"))).expect("the record's text");
        let hint = Hint {
            published: row["published"].as_str().and_then(|it| sayso::date(it.get(..10)?)),
            title: row["title"].as_str().map(str::to_owned),
            ..Hint::default()
        };
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Some(Article { doc, text, hint, record: json(&record), bytes })
    })
}

impl Article {
    /// The byte where this code point begins; none for null.
    pub(crate) fn byte(&self, offset: &Value) -> Option<usize> {
        Some(self.bytes[usize::try_from(offset.as_u64()?).expect("an offset")])
    }

    /// The span of a pair of offsets; none for null.
    pub(crate) fn span(&self, pair: &Value) -> Option<Span> {
        Some(Span::new(self.byte(&pair[0])?, self.byte(&pair[1])?))
    }

    /// The annotated statements, as the reader would have them.
    pub(crate) fn statements(&self) -> Vec<Statement> {
        let statement = |it: &Value| Statement {
            content: list(&it["content"]).iter().filter_map(|pair| self.span(pair)).collect(),
            quoted: Vec::new(),
            source: self.span(&it["source"]),
            cue: self.span(&it["cue"]),
            manner: match it["manner"].as_str() {
                Some("direct") => Manner::Direct,
                Some("mixed") => Manner::Mixed,
                _ => Manner::Indirect,
            },
            act: Act::Say,
            addressee: None,
            said: None,
            by: By::rule("annotated", 1.0),
        };
        list(&self.record["statements"]).iter().map(statement).collect()
    }
}

/// The JSON in a file; a byte-order mark is passed over.
pub(crate) fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The elements of a JSON array; of anything else none.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// How many were found, how many are annotated, and how many of the found ones are right.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) hit: usize,
    pub(crate) gold: usize,
    pub(crate) found: usize,
}

/// As precision, recall and F1.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p, r) = (share(self.hit, self.found), share(self.hit, self.gold));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        write!(f, "P {p:.3}  R {r:.3}  F1 {f1:.3}")
    }
}

/// The share of right ones; of none, 0.
pub(crate) fn share(right: usize, all: usize) -> f64 {
    right as f64 / all.max(1) as f64
}

/// Whether two values are equal within 0.1 %.
pub(crate) fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.001 * a.abs().max(b.abs())
}

/// The words of a span in brackets, with what stands around them.
pub(crate) fn around(text: &str, span: Span) -> String {
    let (start, end) = (span.range().start, span.range().end);
    let from = text[..start].char_indices().rev().nth(39).map_or(0, |(at, _)| at);
    let to = text[end..].char_indices().nth(40).map_or(text.len(), |(at, _)| end + at);
    format!("{}[{}]{}", &text[from..start], &text[start..end], &text[end..to]).replace('\n', " ")
}
