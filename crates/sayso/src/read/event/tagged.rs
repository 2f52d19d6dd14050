//! Events that the encoder's heads tell of.

use super::toll;
use crate::read::Page;
use crate::read::decode;
use sayso_types::{
    Attribution, By, Event, EventId, EventType, Finder, Link, Mention, Participant, Reading, Span, Status, Tag,
    TokenKind,
};
use std::ops::Range;

/// Least probability of somebody's part in an event.
const LEAST_PART: f32 = 0.2;

/// The same as a share of the likeliest one's.
const LEAST_SHARE: f32 = 0.4;

/// Least probability of a mode.
const LEAST_MODE: f32 = 0.3;

/// What the probability of having happened counts for: to tell of a plan as a deed is worse than the reverse, and deeds are
/// most of what the heads were taught.
const OCCURRED: f32 = 0.2;

/// The events that the signals tell of, in text order.
pub(super) fn read(page: &Page<'_>, reading: &Reading) -> Vec<Event> {
    let signals = page.signals;
    let parties = Ends::of_mentions(page, reading);
    let times = Ends::new(page, reading.times.iter().map(|it| it.span));
    let places = Ends::new(page, reading.places.iter().map(|it| it.span));
    let mut out = Vec::new();
    for mut trigger in decode::triggers(signals) {
        let at = trigger.tokens.start;
        // *called the* of *called the damage …*: an article carries nothing.
        while trigger.tokens.len() > 1 && page.tag(trigger.tokens.end - 1) == Tag::Dt {
            trigger.tokens.end -= 1;
        }
        let actors = parties.several(page, &signals.actors, at);
        let recipients = parties.several(page, &signals.recipients, at);
        let participants = |spans: Vec<Span>| spans.into_iter().map(|it| participant(page, it)).collect();
        let when = times.one(&signals.times, at).map(|it| crate::read::time::to_the_day(reading.times[it].value));
        let place = places.one(&signals.places, at).map(|it| &reading.places[it]);
        let span = page.span(trigger.tokens.clone());
        let assault = trigger.event_type == EventType::Assault;
        let (dead, injured) = if assault { toll::toll(page, reading, span) } else { (None, None) };
        out.push(Event {
            trigger: span,
            event_type: trigger.event_type,
            modes: mode(page, trigger.event_type, at).into_iter().collect(),
            actors: participants(actors),
            recipients: participants(recipients),
            status: status(page, &trigger.tokens),
            when,
            place: place.map(|it| it.span.of(page.text()).to_owned()),
            geo: place.map(|it| it.place),
            contexts: Vec::new(),
            cameo: None,
            dead,
            injured,
            attributed_to: Attribution::OwnVoice,
            same_as: EventId(u32::try_from(out.len()).expect("fewer events than bytes")),
            by: By { finder: Finder::Head("events"), score: trigger.score },
        });
    }
    out
}

fn participant(page: &Page<'_>, mention: Span) -> Participant {
    Participant { mention: Some(mention), name: mention.of(page.text()).to_owned(), party: None }
}

/// The likeliest mode that the type can have, if it is likely enough.
fn mode(page: &Page<'_>, of: EventType, trigger: usize) -> Option<&'static str> {
    let modes = &page.signals.modes;
    let start = modes.partition_point(|it| (it.token as usize) < trigger);
    let own = modes[start..].iter().take_while(|it| it.token as usize == trigger);
    // Some other type's modes are no evidence against those of this one.
    let fits = own.filter(|it| it.mode == "none" || of.modes().contains(&it.mode));
    let best = fits.max_by(|a, b| a.score.total_cmp(&b.score))?;
    of.modes().iter().find(|&&it| it == best.mode && best.score > LEAST_MODE.ln()).copied()
}

/// How the words of a trigger are told: their mean.
pub(super) fn status(page: &Page<'_>, trigger: &Range<usize>) -> Status {
    let scores = &page.signals.status[trigger.clone()];
    let mean = |of: fn(&sayso_types::StatusScores) -> f32| scores.iter().map(of).sum::<f32>() / scores.len() as f32;
    let all = [
        (Status::Occurred, OCCURRED * mean(|it| it.occurred.exp())),
        (Status::Future, mean(|it| it.future.exp())),
        (Status::Hypothetical, mean(|it| it.hypothetical.exp())),
        (Status::Negated, mean(|it| it.negated.exp())),
    ];
    all.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(Status::Occurred, |it| it.0)
}

/// Findings that links can end at, by their tokens.
struct Ends {
    /// For each token the shortest finding that holds it.
    of: Vec<Option<usize>>,
    spans: Vec<Span>,
}

impl Ends {
    fn new(page: &Page<'_>, spans: impl Iterator<Item = Span>) -> Self {
        let spans: Vec<Span> = spans.collect();
        let cores = spans.clone();
        Self::with_cores(page, spans, &cores)
    }

    /// Mentions end with their head: what follows it is told of others.
    fn of_mentions(page: &Page<'_>, reading: &Reading) -> Self {
        let core = |it: &Mention| Span { start: it.span.start, end: it.head.end };
        let cores: Vec<Span> = reading.mentions.iter().map(core).collect();
        Self::with_cores(page, reading.mentions.iter().map(|it| it.span).collect(), &cores)
    }

    fn with_cores(page: &Page<'_>, spans: Vec<Span>, cores: &[Span]) -> Self {
        let mut of: Vec<Option<usize>> = vec![None; page.tokens().len()];
        for (n, core) in cores.iter().enumerate() {
            for token in page.tokens_in(*core) {
                if of[token].is_none_or(|other| cores[other].len() > core.len()) {
                    of[token] = Some(n);
                }
            }
        }
        Self { of, spans }
    }

    /// The likeliest finding that a trigger is linked to; `None` if none is likelier than no link.
    fn one(&self, links: &[Link], trigger: usize) -> Option<usize> {
        let mut mass: Vec<(usize, f32)> = Vec::new();
        let mut none = 0.0;
        for link in from(links, trigger) {
            let likely = link.score.exp();
            match self.of[link.to as usize] {
                _ if link.to == link.from => none += likely,
                Some(end) => add(&mut mass, end, likely),
                None => {}
            }
        }
        mass.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|it| it.1 > none).map(|it| it.0)
    }

    /// Everybody a trigger is linked to, in text order: mentions, or else the nouns around the token.
    fn several(&self, page: &Page<'_>, links: &[Link], trigger: usize) -> Vec<Span> {
        let mut mass: Vec<(Span, f32)> = Vec::new();
        let mut none = 0.0;
        for link in from(links, trigger) {
            let likely = link.score.exp();
            let to = link.to as usize;
            if link.to == link.from {
                none += likely;
                continue;
            }
            let end = match self.of[to] {
                Some(end) => self.spans[end],
                None => match nouns(page, to) {
                    Some(tokens) => page.span(tokens),
                    None => continue,
                },
            };
            add(&mut mass, end, likely);
        }
        let most = mass.iter().map(|it| it.1).fold(0.0, f32::max);
        if none >= most {
            return Vec::new();
        }
        mass.retain(|it| it.1 >= LEAST_PART.min(most) && it.1 >= LEAST_SHARE * most);
        let mut out: Vec<Span> = mass.into_iter().map(|it| it.0).collect();
        out.sort();
        out
    }
}

fn add<T: PartialEq>(mass: &mut Vec<(T, f32)>, end: T, likely: f32) {
    match mass.iter_mut().find(|it| it.0 == end) {
        Some(it) => it.1 += likely,
        None => mass.push((end, likely)),
    }
}

/// The links that go from a token.
pub(super) fn from(links: &[Link], token: usize) -> impl Iterator<Item = &Link> {
    let start = links.partition_point(|it| (it.from as usize) < token);
    links[start..].iter().take_while(move |it| it.from as usize == token)
}

/// The run of determiners, adjectives and nouns that a token stands in; it has to hold a noun.
fn nouns(page: &Page<'_>, token: usize) -> Option<Range<usize>> {
    let sentence = page.sentences()[page.sentence_of(token)].tokens.clone();
    let part = |at: usize| {
        let tag = page.tag(at);
        page.kind(at) == TokenKind::Word && (tag.is_noun() || matches!(tag, Tag::Dt | Tag::Jj | Tag::Cd | Tag::PrpPoss))
    };
    if !part(token) {
        return None;
    }
    let start = (sentence.start..token).rev().take_while(|&at| part(at)).last().unwrap_or(token);
    let end = (token + 1..sentence.end).take_while(|&at| part(at)).last().map_or(token + 1, |at| at + 1);
    // *the* begins a phrase of its own.
    let start = (start..=token).rev().find(|&at| page.tag(at) == Tag::Dt).unwrap_or(start);
    let end = (token + 1..end).find(|&at| page.tag(at) == Tag::Dt).unwrap_or(end);
    let end = (start..end).rev().find(|&at| page.tag(at).is_noun())? + 1;
    (token < end).then_some(start..end)
}
