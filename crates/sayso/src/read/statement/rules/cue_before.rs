//! A source and its cue, and then what is attributed: *The mayor said that the bridge was safe*; *She denied it*;
//! *Lee was accused of fraud*; *…, adding that more would follow*.
//!
//! Must not catch a verb of another sense: `data/cues.tsv` tells how often a verb attributes in each frame.

use super::super::build::{self, Proposal};
use super::super::cues::Frame;
use super::super::{Report, Rule};
use sayso_types::Tag;

pub(super) const RULE: Rule = Rule { name: "cue_before", read };

/// Least share of a verb's uses that must attribute something; about half the F1 reached is the best cut.
const LEAST: f32 = 0.27;

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.each() {
        for (n, used) in clauses.uses.iter().enumerate() {
            if used.score < LEAST || matches!(used.following.frame, Frame::Quote | Frame::After) {
                continue;
            }
            // An instruction to the reader (`Compare prices now`) is nobody's saying.
            if used.subject.is_none() && clauses.view.tag(used.group.start) == Tag::Vb {
                continue;
            }
            // What nobody says is not said.
            let subject = used.subject.clone().unwrap_or(0..0);
            if matches!(clauses.view.lower(subject.start), "nobody" | "none") && subject.len() == 1 {
                continue;
            }
            if let Some(statement) = build::statement(clauses, n, RULE.name) {
                proposals.push(Proposal { statement, passage, goes_on: false, bare: false });
            }
        }
    }
}
