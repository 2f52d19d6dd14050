//! `sayso score --errors KIND`: what to mend next, one record a line.

use super::annotations::{Annotations, Span};
use super::compare::{Match, Outcome};
use super::text::Text;
use clap::ValueEnum;
use std::fmt::Write as _;

/// A kind of record.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// Who said what
    Statements,
    /// Who did what to whom
    Events,
    /// How many of what
    Figures,
}

/// A line for every record of a kind that is not right: `DOC  missed|extra|wrong FIELDS  record`, and for wrong ones the
/// prediction on a line of its own.
pub(super) fn list(kind: Kind, doc: &str, text: &Text, both: [&Annotations; 2], outcome: &Outcome) -> String {
    let matches = match kind {
        Kind::Statements => &outcome.statements,
        Kind::Events => &outcome.events,
        Kind::Figures => &outcome.figures,
    };
    let [gold, predicted] = both;
    let mut out = String::new();
    for it in matches {
        let line = |of: &Annotations, at: usize| describe(kind, of, at, text);
        // Writing to a string cannot fail.
        let _ = match *it {
            Match { gold: Some(i), predicted: None, .. } => writeln!(out, "{doc}  missed  {}", line(gold, i)),
            Match { gold: None, predicted: Some(j), .. } => writeln!(out, "{doc}  extra   {}", line(predicted, j)),
            Match { gold: Some(i), predicted: Some(j), ref wrong } if !wrong.is_empty() => {
                let wrong = wrong.join(", ");
                writeln!(out, "{doc}  wrong {wrong}\n    gold   {}\n    found  {}", line(gold, i), line(predicted, j))
            }
            _ => Ok(()),
        };
    }
    out
}

/// A record in one line.
pub(super) fn describe(kind: Kind, of: &Annotations, at: usize, text: &Text) -> String {
    let words = |span: Span| text.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    let whose = |to: Option<i64>| to.map_or("own voice".to_owned(), |to| format!("statement {to}"));
    match kind {
        Kind::Statements => {
            let it = &of.statements[at];
            let content: Vec<String> = it.content.iter().map(|&span| words(span)).collect();
            let source = it.source.map_or_else(|| "-".to_owned(), words);
            let (manner, speaker, said) = (or_dash(&it.manner), or_dash(&it.speaker), or_dash(&it.said_on));
            let within = it.within.map_or(String::new(), |outer| format!(" within {outer}"));
            format!("{manner} {speaker} [{source}] {} on {said}{within}", content.join(" … "))
        }
        Kind::Events => {
            let it = &of.events[at];
            let names = |all: &[super::annotations::Participant]| {
                all.iter().map(|it| or_dash(&it.name)).collect::<Vec<_>>().join(" + ")
            };
            let (status, when, place) = (or_dash(&it.status), or_dash(&it.when), or_dash(&it.place));
            format!(
                "{} {} → {} [{}] {status} on {when} at {place}, {}",
                it.event_type,
                names(&it.actors),
                names(&it.recipients),
                words(it.trigger),
                whose(it.attributed_to)
            )
        }
        Kind::Figures => {
            let it = &of.figures[at];
            let (unit, counted) = (or_dash(&it.unit), or_dash(&it.of));
            let per = it.per.as_ref().map_or(String::new(), |per| format!(" per {per}"));
            let (low, high) = (number(it.low), number(it.high));
            format!("[{}] {low}..{high} {unit} of {counted}{per}, {}", words(it.span), whose(it.attributed_to))
        }
    }
}
