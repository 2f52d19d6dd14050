//! A whole quotation with its cue before, after or inside: *“It is safe,” she said. “Go.”*; *Lee said: “No.”*
//!
//! Must not catch words in quotation marks inside a sentence (*a “safe” bridge*): they stay where they are.

use super::super::build::{self, Proposal};
use super::super::cues::Frame;
use super::super::{Report, Rule};
use sayso_types::{Manner, Tag};

pub(super) const RULE: Rule = Rule { name: "quotation", read };

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.each() {
        for (n, used) in clauses.uses.iter().enumerate() {
            let quoted = match used.following.frame {
                Frame::Quote => true,
                Frame::After => (0..used.group.start).any(|at| clauses.view.quote(at).is_some()),
                _ => false,
            };
            // A verb between quotation marks and a name speaks, whatever verb it is (`“…,” Lee deadpanned`).
            let score =
                if used.own_subject || used.following.frame == Frame::After { used.score.max(0.4) } else { used.score };
            if !quoted || score < 0.3 || used.group.finite && clauses.view.tag(used.group.head) == Tag::Vb {
                continue;
            }
            let Some(mut statement) = build::statement(clauses, n, RULE.name) else { continue };
            if statement.manner == Manner::Indirect {
                continue;
            }
            statement.by.score = score;
            proposals.push(Proposal { statement, passage, goes_on: true, bare: false });
        }
    }
}
