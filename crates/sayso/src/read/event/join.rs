//! Events that the heads and the rules tell, as one list.
//!
//! The rules know which words can tell an event at all, the heads whether they do so here. So each judges what the other found:
//! an event of a rule stands if its score and the heads' probability of its type at its words are enough together; one that
//! only the heads tell has to be likely by itself. How it is told and to whom the heads know better, who does it the rules.

use super::{lexicon, tagged};
use crate::read::Page;
use sayso_types::{Event, EventId, EventType, Finder, MentionKind, Participant, PartyKind, Reading, Span, Status};

/// Least sum of a rule's score and the heads' probability.
const LEAST_BOTH: f32 = 0.6;

/// Least probability of what only the heads tell.
const LEAST_HEADS: f32 = 0.65;

/// The events of both, in text order.
pub(super) fn join(page: &Page<'_>, reading: &Reading, heads: Vec<Event>, rules: Vec<Event>) -> Vec<Event> {
    let mut out: Vec<Event> = rules;
    out.retain(|it| it.by.score + probability(page, it.trigger, it.event_type) >= LEAST_BOTH);
    for head in heads {
        // Both are in text order of short spans: what overlaps stands near.
        let first = out.partition_point(|it| it.trigger.end <= head.trigger.start);
        let near = out[first..].iter().take_while(|it| it.trigger.start < head.trigger.end);
        let over: Vec<usize> =
            (first..).zip(near).filter(|(_, it)| it.trigger.overlaps(head.trigger)).map(|it| it.0).collect();
        if let Some(&same) = over.iter().find(|&&at| out[at].event_type == head.event_type) {
            fill(&mut out[same], head);
        } else if head.by.score >= LEAST_HEADS {
            match over.first() {
                Some(&other) => out[other] = head,
                None => out.insert(first, head),
            }
        }
    }
    for (n, it) in out.iter_mut().enumerate() {
        // What PLOVER takes for a promise or a threat has been made, whatever is told of what it holds out.
        let made = matches!(it.event_type, EventType::Agree | EventType::Concede | EventType::Threaten)
            && it.status == Status::Occurred;
        if matches!(it.by.finder, Finder::Rule(_)) && !made {
            it.status = tagged::status(page, &page.tokens_in(it.trigger));
        }
        parts(page, reading, it);
        it.same_as = EventId(u32::try_from(n).unwrap_or(u32::MAX));
    }
    out
}

/// Fills in what a rule left open of an event that the heads tell as well, and takes from them to whom it is done.
fn fill(rule: &mut Event, head: Event) {
    if rule.actors.is_empty() {
        rule.actors = head.actors;
    }
    if !head.recipients.is_empty() {
        rule.recipients = head.recipients;
    }
    if rule.modes.is_empty() {
        rule.modes = head.modes;
    }
    (rule.when, rule.place, rule.geo) = (head.when, head.place, head.geo);
}

/// Leaves out documents and deeds (*launched strikes*), which do nothing, and makes those who meet or work together all actors.
fn parts(page: &Page<'_>, reading: &Reading, event: &mut Event) {
    let acts = |it: &Participant| {
        let Some(span) = it.mention else { return true };
        let first = reading.mentions.partition_point(|other| other.span.start < span.start);
        let mut near = reading.mentions[first..].iter().take_while(|other| other.span.start == span.start);
        match near.find(|other| other.span == span) {
            Some(mention) => !document(mention.kind),
            None => !page.tokens_in(span).next_back().is_some_and(|last| lexicon::is_deed(page.lower(last))),
        }
    };
    event.actors.retain(acts);
    event.recipients.retain(acts);
    if matches!(event.event_type, EventType::Consult | EventType::Cooperate) {
        for it in std::mem::take(&mut event.recipients) {
            if !event.actors.iter().any(|other| other.mention == it.mention) {
                event.actors.push(it);
            }
        }
    }
}

fn document(kind: MentionKind) -> bool {
    matches!(kind, MentionKind::Name(PartyKind::Document) | MentionKind::Description(PartyKind::Document))
}

/// How likely the heads find an event of a type at some words.
fn probability(page: &Page<'_>, trigger: Span, of: EventType) -> f32 {
    let scores = &page.signals.events[page.tokens_in(trigger)];
    scores.iter().map(|it| it.begins[of as usize].exp() + it.goes_on[of as usize].exp()).fold(0.0, f32::max)
}
