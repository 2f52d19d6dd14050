//! A number that somebody gives: *The association puts the number at more than 9,000 a day*.
//!
//! Must not catch *put the children at risk*: what is put is a number, and a number follows *at*.

use super::super::build::{self, Proposal, Words};
use super::super::cues::{Form, Frame};
use super::super::{Report, Rule};
use sayso_types::{Act, By, Tag};

pub(super) const RULE: Rule = Rule { name: "puts_at", read };

/// How far *at* may stand from the verb's object, in items.
const REACH: usize = 10;

const VERBS: [&str; 9] = ["put", "puts", "putting", "peg", "pegs", "pegged", "pegging", "places", "placed"];

/// What is a number.
const NUMBERS: [&str; 22] = [
    "number", "numbers", "figure", "toll", "total", "cost", "costs", "count", "price", "damage", "loss", "losses",
    "value", "bill", "tally", "sum", "rate", "share", "support", "turnout", "lead", "worth",
];

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.each() {
        let view = &clauses.view;
        for (n, used) in clauses.uses.iter().enumerate() {
            let active = matches!(used.group.form, Form::Finite | Form::Participle) && used.subject.is_some();
            if !active || used.following.frame != Frame::Noun || !VERBS.contains(&view.lower(used.group.head)) {
                continue;
            }
            let start = used.following.start;
            let reach = view.len().min(start + REACH);
            let Some(at) = (start..reach).find(|&at| view.lower(at) == "at") else { continue };
            let told = (start..at).any(|it| NUMBERS.contains(&view.lower(it)))
                && (at + 1..view.len().min(at + 5))
                    .any(|it| view.tag(it) == Tag::Cd || view.word(it).starts_with(is_money));
            if !told || clauses.groups.iter().any(|group| (start..at).contains(&group.start)) {
                continue;
            }
            let Some(content) = view.span(at + 1..clauses.content_end(n, at + 1)) else { continue };
            let words = Words {
                content: vec![content],
                source: build::source(clauses, n),
                // *puts the number at*, as the corpus has it
                cue: Some(build::cue(view, used).join(view.item_span(at))),
            };
            let statement = build::plain(view.page, view.passage, words, Act::Say, By::rule(RULE.name, 0.8));
            proposals.push(Proposal { statement, passage, goes_on: false, bare: false });
        }
    }
}

fn is_money(c: char) -> bool {
    matches!(c, '$' | '£' | '€')
}
