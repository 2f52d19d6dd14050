//! What is attributed, and then source and cue: *The bridge is safe, the mayor said*; *The bridge, she said, is safe*.

use super::super::build::{self, Proposal};
use super::super::cues::Frame;
use super::super::{Report, Rule};
use sayso_types::Manner;

pub(super) const RULE: Rule = Rule { name: "cue_after", read };

const LEAST: f32 = 0.35;

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.each() {
        for (n, used) in clauses.uses.iter().enumerate() {
            if used.score < LEAST || used.following.frame != Frame::After {
                continue;
            }
            let Some(statement) = build::statement(clauses, n, RULE.name) else { continue };
            if statement.manner != Manner::Direct && (used.own_subject || statement.source.is_some()) {
                proposals.push(Proposal { statement, passage, goes_on: true, bare: false });
            }
        }
    }
}
