//! What reading left open of events: who the participants are, on whose word an event rests, and which records are of one event.

use super::setting;
use crate::read::event::{cameo, contexts::Contexts};
use crate::read::{Page, attribute::Contents};
use sayso_types::{Event, EventId, Participant, PartyId, Reading, Resolution, Span};

/// Fills in names and parties, attributions, and `same_as`.
pub(super) fn settle(page: &Page<'_>, reading: &mut Reading, resolution: &Resolution) {
    let mut events = std::mem::take(&mut reading.events);
    let contents = Contents::new(&reading.statements);
    for event in &mut events {
        let who = |it: &mut Vec<Participant>| {
            for participant in &mut *it {
                name(page, reading, resolution, participant);
            }
            once(it);
        };
        who(&mut event.actors);
        who(&mut event.recipients);
        // Nobody does to themselves what they do with others: between them, all are actors.
        event.recipients.retain(|it| !event.actors.iter().any(|other| same(other, it)));
        event.attributed_to = contents.holding(event.trigger);
    }
    setting::nearest(page, reading, &mut events);
    join(&mut events, page);
    setting::inherited(&mut events);
    let mut contexts = Contexts::new(page);
    for event in &mut events {
        event.contexts = contexts.of(event.trigger);
        let words = event.trigger.of(page.text());
        event.cameo = cameo(event.event_type, &event.modes, &event.contexts, words, event.status);
    }
    reading.events = events;
}

/// Finds the party of a participant's mention, and calls it as the party is called.
fn name(page: &Page<'_>, reading: &Reading, resolution: &Resolution, participant: &mut Participant) {
    let Some(span) = participant.mention else { return };
    participant.party = party(reading, resolution, span);
    participant.name = match participant.party {
        Some(party) => resolution.parties[party.0 as usize].name.clone(),
        // *Chilean* stands for Chile.
        None => {
            let at = reading.places.partition_point(|it| it.span.start < span.start);
            match reading.places.get(at).filter(|it| it.span == span && it.demonym) {
                Some(people) => people.place.name.to_owned(),
                None => called(span.of(page.text())),
            }
        }
    };
}

/// The party of the longest mention that lies in a span and ends or begins with it.
fn party(reading: &Reading, resolution: &Resolution, span: Span) -> Option<PartyId> {
    let first = reading.mentions.partition_point(|it| it.span.start < span.start);
    let inside = reading.mentions[first..].iter().zip(&resolution.mention_party[first..]);
    inside
        .take_while(|(it, _)| it.span.start < span.end)
        .filter(|(it, _)| it.span == span)
        .find_map(|(_, party)| *party)
}

/// Words without their article and line breaks.
fn called(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|it| words.strip_prefix(it));
    bare.unwrap_or(&words).to_owned()
}

/// Drops who is mentioned a second time.
fn once(participants: &mut Vec<Participant>) {
    let mut seen: Vec<Participant> = Vec::with_capacity(participants.len());
    participants.retain(|it| {
        let new = !seen.iter().any(|other| same(other, it));
        seen.push(it.clone());
        new
    });
}

fn same(a: &Participant, b: &Participant) -> bool {
    match (a.party, b.party) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.name.eq_ignore_ascii_case(&b.name),
        _ => false,
    }
}

/// Gives records of one event one number: those of one type and status whose participants, times and places allow it, and
/// that share a word of their triggers or somebody that takes part.
fn join(events: &mut [Event], page: &Page<'_>) {
    for n in 0..events.len() {
        let (before, rest) = events.split_at_mut(n);
        let it = &mut rest[0];
        let first = before.iter().rev().take(REACH).find(|other| one(page, other, it)).map(|other| other.same_as);
        it.same_as = first.unwrap_or(EventId(u32::try_from(n).expect("fewer events than bytes")));
    }
}

/// How many records back one of the same event is looked for: more than any report of one event has.
const REACH: usize = 200;

fn one(page: &Page<'_>, a: &Event, b: &Event) -> bool {
    a.event_type == b.event_type
        && a.status == b.status
        && a.modes.iter().any(|it| b.modes.contains(it)) >= (!a.modes.is_empty() && !b.modes.is_empty())
        && (a.when.is_none() || b.when.is_none() || a.when == b.when)
        && (a.place.is_none() || b.place.is_none() || a.place == b.place)
        && agree(&a.actors, &b.actors)
        && agree(&a.recipients, &b.recipients)
        && (shares_word(page, a.trigger, b.trigger) || meet(&a.recipients, &b.recipients) && meet(&a.actors, &b.actors))
}

/// Whether two lists can be of the same participants: one is empty, or somebody is in both.
fn agree(a: &[Participant], b: &[Participant]) -> bool {
    a.is_empty() || b.is_empty() || meet(a, b)
}

fn meet(a: &[Participant], b: &[Participant]) -> bool {
    a.iter().any(|it| b.iter().any(|other| same(it, other)))
}

/// Whether two triggers share the stem of a longer word.
fn shares_word(page: &Page<'_>, a: Span, b: Span) -> bool {
    let stems = |span: Span| -> Vec<String> {
        let long = page.tokens_in(span).map(|at| page.lower(at)).filter(|it| it.chars().count() > 3);
        long.map(|it| it.chars().take(5).collect()).collect()
    };
    let of_b = stems(b);
    stems(a).iter().any(|it| of_b.contains(it))
}
