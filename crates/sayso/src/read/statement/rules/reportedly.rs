//! An adverb that attributes without naming anybody: *The bridge was reportedly unsafe*; *the alleged fraud* is none.

use super::super::build::{self, Proposal, Words};
use super::super::clause;
use super::super::{Report, Rule};
use sayso_types::{Act, By};

pub(super) const RULE: Rule = Rule { name: "reportedly", read };

/// The adverbs, with the share of their uses that attribute something and the act they tell of.
const ADVERBS: [(&str, f32, Act); 4] = [
    ("reportedly", 0.6, Act::Say),
    ("allegedly", 0.6, Act::Accuse),
    ("purportedly", 0.5, Act::Say),
    ("supposedly", 0.3, Act::Say),
];

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.each() {
        let view = &clauses.view;
        for at in 0..view.len() {
            let Some((_, score, act)) = ADVERBS.iter().find(|(word, ..)| view.lower(at) == *word) else { continue };
            // The clause around it: from its subject to its end, the adverb left out.
            let Some(group) = clauses.groups.iter().find(|group| group.end > at) else { continue };
            let front = clause::subject(view, group.start.min(at)).map_or(group.start.min(at), |it| it.start);
            let n = clauses.groups.iter().position(|it| it.start == group.start).unwrap_or(0);
            let end = clauses.content_end(n, group.end.max(at + 1));
            let content: Vec<_> = if front < at {
                view.span(front..at).into_iter().chain(view.span(at + 1..end)).collect()
            } else {
                view.span(at + 1..end).into_iter().collect()
            };
            if content.is_empty() {
                continue;
            }
            let words = Words { content, source: None, cue: Some(view.item_span(at)) };
            let statement = build::plain(view.page, view.passage, words, *act, By::rule(RULE.name, *score));
            proposals.push(Proposal { statement, passage, goes_on: false, bare: false });
        }
    }
}
