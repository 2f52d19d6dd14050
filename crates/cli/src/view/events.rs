//! Events as lines that both layouts share: who did what to whom, how it is told, when, where, on whose word.

use super::sources::{Whose, one_line};
use super::{View, values};
use sayso::types::{Event, Participant, Status};

/// An event.
pub(super) struct EventLine {
    /// Who did it, as far as it is told.
    pub(super) actors: String,
    /// The words that carry it.
    pub(super) words: String,
    /// Its type and modes, in small letters.
    pub(super) kind: String,
    /// To whom; empty where nobody is told.
    pub(super) recipients: String,
    /// `None` for what is told as having happened.
    pub(super) mark: Option<&'static str>,
    /// When, where, how many dead and injured, as far as each is told.
    pub(super) details: Vec<String>,
    pub(super) source: Whose,
}

impl View<'_> {
    /// Every event in text order; of records of one event, those that differ in how or on whose word it is told.
    pub(super) fn events(&self) -> Vec<EventLine> {
        let all = &self.reading.events;
        let told = |it: &Event| (it.same_as, it.status, it.attributed_to);
        let first = |n: usize, it: &Event| !all[..n].iter().any(|before| told(before) == told(it));
        all.iter().enumerate().filter(|(n, it)| first(*n, it)).map(|(_, it)| self.event(it)).collect()
    }

    fn event(&self, it: &Event) -> EventLine {
        let dead = it.dead.map(|(low, high)| format!("{} dead", values::toll(low, high)));
        let injured = it.injured.map(|(low, high)| format!("{} injured", values::toll(low, high)));
        let details = [it.when.map(|when| when.to_string()), it.place.as_deref().map(one_line), dead, injured];
        let modes = it.modes.iter().map(|mode| format!(", {mode}"));
        EventLine {
            actors: if it.actors.is_empty() { "not told who".to_owned() } else { names(&it.actors) },
            words: one_line(self.words(it.trigger)),
            kind: std::iter::once(it.event_type.name().to_lowercase()).chain(modes).collect(),
            recipients: names(&it.recipients),
            mark: mark(it.status),
            details: details.into_iter().flatten().collect(),
            source: self.whose(it.attributed_to),
        }
    }
}

fn names(people: &[Participant]) -> String {
    people.iter().map(|it| one_line(&it.name)).collect::<Vec<_>>().join(", ")
}

/// What to say of an event that is not told as having happened.
fn mark(status: Status) -> Option<&'static str> {
    match status {
        Status::Occurred => None,
        Status::Future => Some("planned"),
        Status::Hypothetical => Some("possible"),
        Status::Negated => Some("not happening"),
    }
}
