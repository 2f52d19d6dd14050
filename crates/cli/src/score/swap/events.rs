//! Events of two readings of a text, before and after names were exchanged.

use super::super::annotations::{Event, Participant, Span};
use super::super::compare::{Match, with_unpaired};
use super::super::names::folded;
use super::super::text::{overlap, pair};

/// An event with its words elsewhere, and everybody called by `call`. On whose word it rests is for statements to say.
pub(super) fn placed(it: &Event, call: impl Fn(&str) -> String, place: impl Fn(Span) -> Span) -> Event {
    let participants = |all: &[Participant]| {
        let one =
            |it: &Participant| Participant { mention: it.mention.map(&place), name: it.name.as_deref().map(&call) };
        all.iter().map(one).collect()
    };
    Event {
        trigger: place(it.trigger),
        event_type: it.event_type.clone(),
        modes: it.modes.clone(),
        actors: participants(&it.actors),
        recipients: participants(&it.recipients),
        status: it.status.clone(),
        when: it.when.clone(),
        place: it.place.as_deref().map(&call),
        dead: it.dead.clone(),
        attributed_to: None,
    }
}

/// The events of both readings in pairs, with what differs.
pub(super) fn compare(before: &[Event], after: &[Event]) -> Vec<Match> {
    let pairs = pair(before.len(), after.len(), |i, j| {
        let (a, b) = (&before[i], &after[j]);
        let same = f64::from(u8::from(a.event_type == b.event_type)) + f64::from(u8::from(a.trigger == b.trigger));
        if overlap(Some(a.trigger), Some(b.trigger)) { 1.0 + same } else { 0.0 }
    });
    let matches = pairs.iter().map(|&(i, j)| {
        let (a, b) = (&before[i], &after[j]);
        let wrong = [
            ("trigger", a.trigger != b.trigger),
            ("type", a.event_type != b.event_type),
            ("modes", a.modes != b.modes),
            ("actors", !same(&a.actors, &b.actors)),
            ("recipients", !same(&a.recipients, &b.recipients)),
            ("status", a.status != b.status),
            ("when", a.when != b.when),
            ("where", a.place.as_deref().map(folded) != b.place.as_deref().map(folded)),
        ];
        let wrong = wrong.into_iter().filter(|it| it.1).map(|it| it.0).collect();
        Match { gold: Some(i), predicted: Some(j), wrong }
    });
    with_unpaired(matches.collect(), before.len(), after.len())
}

/// Whether the same take part: at the same words, or called the same where no words are told.
fn same(a: &[Participant], b: &[Participant]) -> bool {
    let one = |a: &Participant, b: &Participant| match (a.mention, b.mention) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.name.as_deref().map(folded) == b.name.as_deref().map(folded),
        _ => false,
    };
    a.len() == b.len() && a.iter().all(|it| b.iter().any(|other| one(it, other)))
}
