//! A noun that attributes: *her claim that the bridge is safe*; *criticism of the plan by the mayor*.
//!
//! The source is whoever the noun belongs to, or who issues, makes or gives it.

use super::super::build::{self, Proposal};
use super::super::cues::{self, Form, Frame};
use super::super::uses::Clauses;
use super::super::{Report, Rule, clause, frame};
use sayso_types::{By, Span, Statement, Tag};

pub(super) const RULE: Rule = Rule { name: "noun_cue", read };

const LEAST: f32 = 0.35;

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, unit, clauses) in report.each() {
        let view = &clauses.view;
        for at in 0..view.len() {
            if !matches!(view.tag(at), Tag::Nn | Tag::Nns) {
                continue;
            }
            let Some(cue) = cues::other(view.lower(at)) else { continue };
            let following = frame::following(view, &clauses.groups, at + 1);
            let Some(score) = cue.score(Form::Noun, following.frame).filter(|score| *score >= LEAST) else { continue };
            let Some(content) = content(clauses, following.frame, following.start) else { continue };
            let (quoted, manner) = build::manner(view.page, view.passage, &[content]);
            let statement = Statement {
                content: vec![content],
                quoted,
                source: source(clauses, at),
                cue: Some(view.item_span(at)),
                manner,
                act: cue.act,
                addressee: None,
                said: None,
                by: By::rule(RULE.name, score),
            };
            proposals.push(Proposal { statement, passage, unit, goes_on: false });
        }
    }
}

fn content(clauses: &Clauses<'_>, frame: Frame, start: usize) -> Option<Span> {
    let view = &clauses.view;
    let end = match frame {
        Frame::Prep(_) | Frame::Noun => clause::phrase_end(view, start)?,
        _ => (start..view.len())
            .find(|&at| view.is_mark(at) && matches!(view.word(at), "," | ";" | "—" | "–"))
            .unwrap_or(view.len()),
    };
    view.span(start..end)
}

/// Who the noun at `at` belongs to: a possessive before it, or the subject of the verb that has it as object.
fn source(clauses: &Clauses<'_>, at: usize) -> Option<Span> {
    let view = &clauses.view;
    let mut front = at;
    while front > 0 && matches!(view.tag(front - 1), Tag::Jj | Tag::Nn | Tag::Vbn | Tag::Vbg | Tag::Cd | Tag::Rb) {
        front -= 1;
    }
    match view.tag(front.checked_sub(1)?) {
        Tag::PrpPoss => view.span(front - 1..front),
        Tag::Pos => view.span(clause::phrase_start(view, front - 1)?..front - 1),
        _ => {
            let used = clauses.uses.iter().rev().find(|it| it.group.end <= at && it.group.end + 6 > at)?;
            view.span(used.subject.clone()?)
        }
    }
}
