//! Parties that a trigger's own frame does not name but an earlier sentence does.

use sayso_types::{Event, Participant};

/// What an event's predicate leaves open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    /// The predicate's base form; empty for events that are statements by their act.
    pub(super) lemma: &'static str,
    /// Whether it is a passive without agent: nobody is said to have done it.
    pub(super) agentless: bool,
}

/// How many events back one of the same word is looked for: more than any report has.
const REACH: usize = 200;

/// Fills in actors and recipients of events in text order, where an earlier event of the same word names them
/// (`the attack`).
pub(super) fn fill(events: &mut [(Event, Open)]) {
    for n in 0..events.len() {
        let (before, rest) = events.split_at_mut(n);
        let (event, open) = &mut rest[0];
        let earlier = before.iter().rev().take(REACH).find(|(it, other)| {
            other.lemma == open.lemma
                && !open.lemma.is_empty()
                && it.event_type == event.event_type
                && !(it.actors.is_empty() && it.recipients.is_empty())
        });
        let Some((earlier, _)) = earlier else { continue };
        let apart = |list: &[Participant], it: &Participant| !list.iter().any(|other| other.name == it.name);
        if event.actors.is_empty() && !open.agentless {
            event.actors = earlier.actors.iter().filter(|it| apart(&event.recipients, it)).cloned().collect();
        }
        if event.recipients.is_empty() {
            event.recipients = earlier.recipients.iter().filter(|it| apart(&event.actors, it)).cloned().collect();
        }
    }
}
