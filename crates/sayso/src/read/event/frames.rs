//! Events by predicates in their frames: a word of `data/predicates.tsv`, its parties by where they stand, its status by the words around it.

use super::arguments::{self, Parties};
use super::hard_cases::{self, Told};
use super::implied::{self, Open};
use super::lexicon::{self, Class, Object, Predicate, Word};
use super::{clauses, sayings, status, toll};
use crate::read::Page;
use crate::read::statement::uses::Clauses;
use sayso_types::{Attribution, By, Event, EventId, EventType, Participant, Reading, Span, Status, Tag};

/// How many words to either side of a trigger decide on hard cases.
const AROUND: usize = 9;

/// Least score of a predicate that is taken for an event.
const LEAST: f32 = 0.3;

/// A predicate where it fits, whether or not it is taken for an event: what `training/predicates` counts to score the table.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its line in `data/predicates.tsv`, without forms and score.
    pub key: &'static str,
    /// The words.
    pub trigger: Span,
}

/// Every predicate of the table where its words and its object fit.
#[must_use]
pub fn candidates(page: &Page<'_>, reading: &Reading) -> Vec<Candidate> {
    let mut found = Vec::new();
    each_sentence(page, reading, |clauses| {
        for it in fitting(clauses) {
            found.push(Candidate { key: &it.predicate.key, trigger: it.trigger(clauses) });
        }
    });
    found
}

/// The events that predicates tell, in text order.
pub(crate) fn read(page: &Page<'_>, reading: &Reading) -> Vec<Event> {
    let mut events: Vec<(Event, Open)> = Vec::new();
    each_sentence(page, reading, |clauses| {
        let chosen = choose(clauses, fitting(clauses).into_iter().filter(|it| it.predicate.score >= LEAST).collect());
        let first = events.len();
        for it in &chosen {
            tell(page, reading, clauses, it, &mut events);
        }
        drop_repeated(&mut events, first);
    });
    from_statements(page, reading, &mut events);
    events.sort_by_key(|(it, _)| (it.trigger.start, it.trigger.end));
    implied::fill(&mut events);
    let mut events: Vec<Event> = events.into_iter().map(|(it, _)| it).collect();
    for (n, event) in events.iter_mut().enumerate() {
        event.same_as = EventId(u32::try_from(n).unwrap_or(u32::MAX));
    }
    events
}

fn each_sentence(page: &Page<'_>, reading: &Reading, mut see: impl FnMut(&Clauses<'_>)) {
    for sentence in 0..page.sentences().len() {
        let passage = clauses::passage(page, sentence);
        if !passage.units[0].is_empty() {
            see(&clauses::clauses(page, reading, &passage));
        }
    }
}

/// A predicate at an item; `group` is its verb, or for an adjective the verb before it.
#[derive(Clone, Copy, Debug)]
struct Fit {
    predicate: &'static Predicate,
    at: usize,
    group: Option<usize>,
}

impl Fit {
    /// The predicate's word, with the words after it that it asks for.
    fn trigger(&self, clauses: &Clauses<'_>) -> Span {
        let view = &clauses.view;
        let mut span = view.item_span(self.at);
        for word in &self.predicate.words {
            if let Word::Next(list) = word
                && let Some(at) = next(clauses, self.end(clauses), list)
            {
                span = span.join(view.item_span(at));
            }
        }
        span
    }

    fn end(&self, clauses: &Clauses<'_>) -> usize {
        match (self.predicate.class, self.group) {
            (Class::Verb, Some(n)) => clauses.uses[n].group.head + 1,
            _ => self.at + 1,
        }
    }
}

fn fitting(clauses: &Clauses<'_>) -> Vec<Fit> {
    let view = &clauses.view;
    let mut found = Vec::new();
    for at in 0..view.len() {
        let Some(_) = view.token(at) else { continue };
        let verb = clauses.uses.iter().position(|it| it.group.head == at);
        for predicate in lexicon::with_form(view.lower(at)) {
            let group = match predicate.class {
                Class::Verb => match verb {
                    Some(n) => Some(n),
                    None => continue,
                },
                Class::Noun if verb.is_none() && (view.tag(at).is_noun() || view.tag(at) == Tag::Vbg) => None,
                Class::Adjective if verb.is_none() => {
                    let be = clauses.uses.iter().rposition(|it| it.group.end <= at && it.group.end + 3 > at);
                    if be.is_none() {
                        continue;
                    }
                    be
                }
                _ => continue,
            };
            // A noun that modifies another one is told by that (`peace talks`).
            if predicate.class == Class::Noun && view.tag(at + 1).is_noun() && !view.is_time(at + 1) {
                let told = predicate.words.iter().any(|it| matches!(it, Word::Next(_)));
                if !told {
                    continue;
                }
            }
            let fit = Fit { predicate, at, group };
            if predicate.words.iter().all(|word| stands(clauses, &fit, word)) && object(clauses, &fit) {
                found.push(fit);
            }
        }
    }
    found
}

/// The item right after `from`, adverbs skipped, if it is one of these words.
fn next(clauses: &Clauses<'_>, from: usize, list: &[&str]) -> Option<usize> {
    let view = &clauses.view;
    let here = (from..from + 3).find(|&at| view.tag(at) != Tag::Rb || list.contains(&view.lower(at)))?;
    list.contains(&view.lower(here)).then_some(here)
}

fn stands(clauses: &Clauses<'_>, fit: &Fit, word: &Word) -> bool {
    let view = &clauses.view;
    let (at, end) = (fit.at, fit.end(clauses));
    match word {
        Word::Next(list) => next(clauses, end, list).is_some(),
        Word::After(list) => (end..(end + 9).min(view.len()))
            .take_while(|&it| !matches!(view.word(it), ";" | ":"))
            .any(|it| list.contains(&view.lower(it))),
        Word::Before(list) => (at.saturating_sub(3)..at).any(|it| list.contains(&view.lower(it))),
        Word::Not(list) => {
            !(at.saturating_sub(3)..at).chain(end..(end + 4).min(view.len())).any(|it| list.contains(&view.lower(it)))
        }
    }
}

/// Whether the predicate's object is as it must be.
fn object(clauses: &Clauses<'_>, fit: &Fit) -> bool {
    let Some(n) = fit.group.filter(|_| fit.predicate.class == Class::Verb) else { return true };
    let passive = clauses::is_passive(&clauses.view, &clauses.uses[n]);
    let object = || {
        if passive { arguments::subject(clauses, n) } else { arguments::object(clauses, n) }
    };
    let party = || object().is_some_and(|it| !arguments::parties(clauses, it).is_empty());
    match fit.predicate.object {
        Object::Any => true,
        Object::Some => passive || object().is_some(),
        Object::Party => party(),
        Object::Thing => object().is_some() && !party(),
        Object::None => !passive && object().is_none(),
    }
}

/// Of predicates at one item the likeliest; a noun whose verb tells the same event stands with the verb.
fn choose(clauses: &Clauses<'_>, mut fits: Vec<Fit>) -> Vec<Fit> {
    fits.sort_by(|a, b| {
        let words = |it: &Fit| it.predicate.words.len();
        a.at.cmp(&b.at).then(b.predicate.score.total_cmp(&a.predicate.score)).then(words(b).cmp(&words(a)))
    });
    fits.dedup_by_key(|it| it.at);
    let verbs: Vec<(usize, EventType)> =
        fits.iter().filter_map(|it| Some((clauses.uses[it.group?].group.end, it.predicate.event_type))).collect();
    fits.retain(|it| {
        it.predicate.class != Class::Noun
            || !verbs.iter().any(|&(end, kind)| {
                kind == it.predicate.event_type && end <= it.at && clauses::core_start(&clauses.view, it.at) <= end + 1
            })
    });
    fits
}

/// Adds the event of a predicate, as it is coded.
fn tell(page: &Page<'_>, reading: &Reading, clauses: &Clauses<'_>, fit: &Fit, events: &mut Vec<(Event, Open)>) {
    let predicate = fit.predicate;
    let mut parties = match (predicate.class, fit.group) {
        (Class::Verb, Some(n)) => arguments::of_verb(clauses, n, predicate),
        (Class::Adjective, Some(n)) => arguments::of_adjective(clauses, n, fit.at, predicate),
        _ => arguments::of_noun(clauses, fit.at, predicate),
    };
    let trigger = fit.trigger(clauses);
    if sayings::TYPES.contains(&predicate.event_type)
        && let Some(statement) = sayings::with_cue(reading, trigger)
    {
        said(page, reading, statement, &mut parties);
    }
    let status = status::of_item(clauses, fit.at);
    let avowed = status != Status::Occurred && sayings::avowed(page, reading, trigger, &parties.actors);
    let near = fit.at.saturating_sub(AROUND)..(fit.at + AROUND).min(clauses.view.len());
    let words: Vec<&str> = near.map(|at| clauses.view.lower(at)).collect();
    let told = Told { event_type: predicate.event_type, mode: predicate.mode, status, avowed, words: &words };
    let (dead, injured) =
        if predicate.event_type == EventType::Assault { toll::toll(page, reading, trigger) } else { (None, None) };
    let agentless = fit.group.is_some_and(|n| clauses::is_passive(&clauses.view, &clauses.uses[n]));
    let open = Open { lemma: predicate.lemma, agentless };
    for coded in hard_cases::coded(told) {
        if predicate.reciprocal && coded.event_type == EventType::Reject && parties.recipients.is_empty() {
            // Who calls a meeting off acts on whom it was to be with.
            parties.recipients = parties.actors.split_off(parties.actors.len().min(1));
        }
        let event = Event {
            modes: coded.mode.into_iter().collect(),
            status: coded.status,
            dead,
            injured,
            ..event(
                trigger,
                coded.event_type,
                parties.actors.clone(),
                parties.recipients.clone(),
                "frames",
                predicate.score,
            )
        };
        events.push((event, open));
    }
}

/// Of the events of one sentence, from `first` on, takes out those that name nobody while another of their type does: the same
/// told twice (`a court sent him to jail, a term in prison that …`).
fn drop_repeated(events: &mut Vec<(Event, Open)>, first: usize) {
    let names = |it: &Event| !(it.actors.is_empty() && it.recipients.is_empty());
    let told: Vec<EventType> =
        events[first..].iter().filter(|(it, _)| names(it)).map(|(it, _)| it.event_type).collect();
    let mut at = 0;
    events.retain(|(it, _)| {
        at += 1;
        at <= first || names(it) || !told.contains(&it.event_type)
    });
}

/// What a statement tells of who says it to whom outweighs the frame.
fn said(page: &Page<'_>, reading: &Reading, statement: &sayso_types::Statement, parties: &mut Parties) {
    if let Some(source) = sayings::source(page, reading, statement)
        && (parties.actors.is_empty() || !matches!(source.name.as_str(), "who" | "which" | "that"))
    {
        parties.actors = vec![source];
    }
    if parties.recipients.is_empty() {
        parties.recipients.extend(sayings::addressee(page, reading, statement));
    }
}

/// Adds the events that statements are by their act, where no predicate told one at their cue.
fn from_statements(page: &Page<'_>, reading: &Reading, events: &mut Vec<(Event, Open)>) {
    for statement in &reading.statements {
        let (Some(cue), Some((event_type, score))) = (statement.cue, sayings::event_type(statement.act)) else {
            continue;
        };
        if score < LEAST || events.iter().any(|(it, _)| it.trigger.overlaps(cue)) {
            continue;
        }
        let actors = sayings::source(page, reading, statement).into_iter().collect();
        let recipients = sayings::addressee(page, reading, statement).into_iter().collect();
        let status = status::status(page, reading, cue);
        let event = Event { status, ..event(cue, event_type, actors, recipients, "sayings", score) };
        events.push((event, Open { lemma: "", agentless: false }));
    }
}

fn event(
    trigger: Span,
    event_type: EventType,
    actors: Vec<Participant>,
    recipients: Vec<Participant>,
    rule: &'static str,
    score: f32,
) -> Event {
    Event {
        trigger,
        event_type,
        modes: Vec::new(),
        actors,
        recipients,
        status: Status::Occurred,
        when: None,
        place: None,
        geo: None,
        contexts: Vec::new(),
        cameo: None,
        dead: None,
        injured: None,
        attributed_to: Attribution::OwnVoice,
        same_as: EventId(0),
        by: By::rule(rule, score),
    }
}
