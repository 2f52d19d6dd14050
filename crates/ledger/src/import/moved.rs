//! Corrections of findings that people have moved: what one decision says of a statement holds whether the decision that gave the statement
//! other words stands or not.

use super::corrections::{Correction, Finding, Kind};
use super::decide::locate;
use crate::export::Words;
use crate::export::brat::fields::span;
use sayso_wire::{Record, Span};
use serde_json::Value;

/// Where people moved findings from and to.
#[derive(Debug, Default)]
pub(crate) struct Moves(Vec<(Kind, Vec<Span>, Vec<Span>)>);

impl Moves {
    /// Takes note of what corrections move.
    pub(crate) fn add(&mut self, corrections: &[Correction]) {
        for it in corrections {
            let Correction::Set { finding, field, value, .. } = it else { continue };
            let list = || value.as_array().into_iter().flatten().filter_map(span);
            let to: Vec<Span> = match (finding.kind, field.as_str()) {
                (Kind::Statement, "content") => list().collect(),
                (Kind::Party, "mentions") => list().take(1).collect(),
                (Kind::Event, "trigger") | (Kind::Figure, "span") => span(value).into_iter().collect(),
                _ => continue,
            };
            self.0.push((finding.kind, finding.spans.clone(), to));
        }
    }

    /// The corrections as they are to be put on this record: what stands elsewhere in it is named by where it stands.
    pub(crate) fn followed(&self, corrections: &[Correction], record: &Record) -> Vec<Correction> {
        let mut out = corrections.to_vec();
        let (words, Ok(whole)) = (Words::new(&record.document.text), serde_json::to_value(record)) else { return out };
        for it in &mut out {
            match it {
                Correction::Set { finding, refers, .. } => {
                    self.follow(finding, &whole, &words);
                    refers.values_mut().for_each(|it| self.follow(it, &whole, &words));
                }
                Correction::Added { refers, .. } => {
                    refers.values_mut().for_each(|it| self.follow(it, &whole, &words));
                }
                Correction::Removed { finding } => self.follow(finding, &whole, &words),
            }
        }
        out
    }

    fn follow(&self, finding: &mut Finding, whole: &Value, words: &Words<'_>) {
        if locate(whole, finding, words).is_some() {
            return;
        }
        let mut known = vec![finding.spans.clone()];
        let mut at = 0;
        while let Some(here) = known.get(at).cloned() {
            for (kind, from, to) in &self.0 {
                let there = if *from == here { to } else { from };
                if *kind == finding.kind && (*from == here || *to == here) && !known.contains(there) {
                    known.push(there.clone());
                }
            }
            at += 1;
        }
        for spans in known.into_iter().skip(1) {
            let moved = Finding { words: words.joined(&spans), spans, ..finding.clone() };
            if locate(whole, &moved, words).is_some() {
                *finding = moved;
                return;
            }
        }
    }
}
