//! Statements that are events themselves: who demands, accuses, refuses, threatens, praises, promises or admits acts by saying so.

use super::clauses::sentence_of;
use crate::read::Page;
use sayso_types::{Act, EventType, Participant, Reading, Span, Statement};

/// Types of events that a saying can be.
pub(super) const TYPES: [EventType; 7] = [
    EventType::Request,
    EventType::Accuse,
    EventType::Reject,
    EventType::Threaten,
    EventType::Support,
    EventType::Agree,
    EventType::Concede,
];

/// The statement whose cue holds or touches a trigger.
pub(super) fn with_cue(reading: &Reading, trigger: Span) -> Option<&Statement> {
    reading.statements.iter().find(|it| it.cue.is_some_and(|cue| cue.overlaps(trigger)))
}

/// Who makes a statement, as its mention near the cue.
pub(super) fn source(page: &Page<'_>, reading: &Reading, statement: &Statement) -> Option<Participant> {
    let span = statement.source?;
    Some(mention(page, reading, span))
}

/// To whom it is said, where that is told.
pub(super) fn addressee(page: &Page<'_>, reading: &Reading, statement: &Statement) -> Option<Participant> {
    let span = statement.addressee?;
    reading.mentions.iter().any(|it| it.span.overlaps(span)).then(|| mention(page, reading, span))
}

/// The mention in a span, or the span itself.
fn mention(page: &Page<'_>, reading: &Reading, span: Span) -> Participant {
    let inside = reading.mentions.iter().filter(|it| it.span.overlaps(span)).max_by_key(|it| it.span.len());
    let span = inside.map_or(span, |it| it.span);
    Participant { mention: Some(span), name: span.of(page.text()).to_owned(), party: None }
}

/// The event that a statement's act makes it, where its cue is no predicate of its own, and the share of such that are right.
pub(super) fn event_type(act: Act) -> Option<(EventType, f32)> {
    Some(match act {
        Act::Request => (EventType::Request, 0.5),
        Act::Accuse => (EventType::Accuse, 0.5),
        Act::Support => (EventType::Support, 0.4),
        Act::Deny => (EventType::Reject, 0.4),
        Act::Admit => (EventType::Concede, 0.3),
        Act::Promise => (EventType::Agree, 0.3),
        Act::Say | Act::Ask | Act::Warn | Act::Think | Act::Want => return None,
    })
}

/// Whether the event told at a trigger is held out by who would do it: the statement that holds it is his own promise or threat,
/// or is told in his *I* or *we*.
pub(super) fn avowed(page: &Page<'_>, reading: &Reading, trigger: Span, actors: &[Participant]) -> bool {
    let first = |it: &Participant| matches!(it.name.to_lowercase().as_str(), "i" | "we");
    if actors.iter().any(first) {
        return true;
    }
    let Some(sentence) = sentence_of(page, trigger) else { return false };
    let sentence = page.sentences()[sentence].span;
    let holds = reading.statements.iter().filter(|it| it.content.iter().any(|span| span.overlaps(trigger)));
    holds.filter(|it| it.cue.is_some_and(|cue| sentence.contains(cue))).any(|it| {
        let promise = matches!(it.act, Act::Promise | Act::Warn) || announces(page, it);
        // `Lee said he would …`: the actor is the source, or a pronoun for it.
        let own = |actor: &Participant| {
            actor.mention.is_some_and(|span| it.source.is_some_and(|source| source.overlaps(span)))
                || matches!(actor.name.to_lowercase().as_str(), "he" | "she" | "they" | "it")
        };
        promise && (actors.is_empty() || actors.iter().any(own)) || actors.iter().any(own) && it.act == Act::Say
    })
}

fn announces(page: &Page<'_>, statement: &Statement) -> bool {
    statement.cue.is_some_and(|cue| {
        page.tokens_in(cue).any(|at| matches!(page.lower(at), "announced" | "announces" | "announce" | "confirmed"))
    })
}
