//! Records in the formats of other event data sets: GDELT's three streams and PLOVER's JSON.

mod days;
pub(crate) mod gdelt;
pub(crate) mod plover;
#[cfg(test)]
mod tests;

use crate::score::text::Text;
use sayso_wire::{Event, Participant, Party, Record, Span, Statement};

/// The words of a span of the record.
fn words(text: &Text, [start, end]: Span) -> String {
    text.words([index(start), index(end)])
}

/// The sentence a span starts in, counted from 1.
fn sentence(text: &Text, [start, end]: Span) -> usize {
    text.ordinal([index(start), index(end)])
}

fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// The party of an actor or recipient, where the record knows it.
fn party<'a>(record: &'a Record, it: &Participant) -> Option<&'a Party> {
    it.party.and_then(|id| record.parties.get(index(id)))
}

/// The statement that an event rests on; `None` for the report's own voice.
fn source<'a>(record: &'a Record, event: &Event) -> Option<&'a Statement> {
    event.attributed_to.and_then(|id| record.statements.get(index(id)))
}

/// The words of a statement's source as they stand in the report.
fn source_text(text: &Text, it: &Statement) -> Option<String> {
    it.source.map(|span| words(text, span))
}
