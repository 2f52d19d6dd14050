//! A noun that attributes: *her claim that the bridge is safe*; *criticism of the plan by the mayor*.
//!
//! The source is whoever the noun belongs to, or who issues, makes or gives it.

use super::super::build::{self, Proposal, Words};
use super::super::cues::{self, Form};
use super::super::{Report, Rule, frame, nouns};
use sayso_types::{By, Tag};

pub(super) const RULE: Rule = Rule { name: "noun_cue", read };

const LEAST: f32 = 0.35;

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.each() {
        let view = &clauses.view;
        for at in 0..view.len() {
            if !matches!(view.tag(at), Tag::Nn | Tag::Nns) {
                continue;
            }
            let Some(cue) = cues::other(view.lower(at)) else { continue };
            let following = frame::following(view, &clauses.groups, at + 1, false);
            let Some(score) = cue.score(Form::Noun, following.frame).filter(|score| *score >= LEAST) else { continue };
            let Some(content) = nouns::content(clauses, following.frame, following.start) else { continue };
            let words =
                Words { content: vec![content], source: nouns::source(clauses, at), cue: Some(view.item_span(at)) };
            let statement = build::plain(view.page, view.passage, words, cue.act, By::rule(RULE.name, score));
            proposals.push(Proposal { statement, passage, goes_on: false, bare: false });
        }
    }
}
