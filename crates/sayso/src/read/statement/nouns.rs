//! Nouns that attribute: what they attribute, and to whom.

use super::clause;
use super::cues::Frame;
use super::uses::Clauses;
use sayso_types::{Span, Tag};

/// The content after a noun in this frame, beginning at `start`.
pub(crate) fn content(clauses: &Clauses<'_>, frame: Frame, start: usize) -> Option<Span> {
    let view = &clauses.view;
    let end = match frame {
        Frame::Prep(_) | Frame::Noun => clause::phrase_end(view, start)?,
        Frame::That | Frame::Clause => clause_end(clauses, start),
        _ => (start..view.len())
            .find(|&at| view.is_mark(at) && matches!(view.word(at), "," | ";" | "—" | "–"))
            .unwrap_or(view.len()),
    };
    view.span(start..end)
}

/// Where a clause after a noun ends: before a mark, or before the verb that the noun itself is subject of
/// (`the claim that it is safe convinced nobody`).
fn clause_end(clauses: &Clauses<'_>, start: usize) -> usize {
    let view = &clauses.view;
    let verbs: Vec<_> = clauses.groups.iter().filter(|it| it.finite && it.start > start).collect();
    let own = verbs.iter().skip(1).find(|it| {
        matches!(view.tag(it.start - 1), Tag::Jj | Tag::Rb | Tag::Vbn | Tag::Rp) || view.is_time(it.start - 1)
    });
    let mark = (start..view.len())
        .find(|&at| view.is_mark(at) && matches!(view.word(at), "," | ";" | "—" | "–"))
        .unwrap_or(view.len());
    own.map_or(mark, |it| it.start.min(mark))
}

/// Who the noun at `at` belongs to: a possessive before it, or the subject of the verb that has it as object.
pub(crate) fn source(clauses: &Clauses<'_>, at: usize) -> Option<Span> {
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
