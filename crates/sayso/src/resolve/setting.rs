//! When and where events fall: what the heads link them to, else the nearest words of their sentence, else what other records of the
//! same event tell.
//!
//! Half of what people write down as an event's place stands in sentences that tell of something else. To put there where most
//! of the report plays would be right more often than nothing, but it would say of strikes at sea that they hit the country
//! they are meant to threaten: what the report does not tell stays open.

use crate::read::Page;
use rustc_hash::FxHashMap;
use sayso_types::{Event, EventId, Place, PlaceMention, Reading, Span, When};

/// Most bytes between the middles of a trigger and of what tells its time or place.
const REACH: u32 = 150;

/// Words before a name that make it the place of what happens.
const IN: [&str; 8] = ["in", "at", "near", "outside", "across", "inside", "around", "to"];

/// Fills in times and places from the sentences that tell the events.
pub(super) fn nearest(page: &Page<'_>, reading: &Reading, events: &mut [Event]) {
    let inside = |it: &&PlaceMention| {
        let first = page.tokens_in(it.span).start;
        !it.demonym && first > 0 && IN.contains(&page.lower(first - 1))
    };
    let places: Vec<&PlaceMention> = reading.places.iter().filter(inside).collect();
    for event in events {
        let sentence = &page.sentences()[page.sentence_of(page.tokens_in(event.trigger).start)];
        let at = event.trigger;
        if event.when.is_none() {
            let near = close(&reading.times, |it| it.span, sentence.span, at);
            event.when = near.map(|it| crate::read::time::to_the_day(it.value));
        }
        if event.place.is_none() {
            place(page, event, close(&places, |it| it.span, sentence.span, at).copied());
        }
    }
}

/// When and where an event falls, as far as told.
#[derive(Default)]
struct Setting {
    when: Option<When>,
    place: Option<(String, Option<Place>)>,
}

/// Fills in what other records of the same event tell.
pub(super) fn inherited(events: &mut [Event]) {
    let mut told: FxHashMap<EventId, Setting> = FxHashMap::default();
    for event in events {
        let known = told.entry(event.same_as).or_default();
        match event.when {
            Some(when) => known.when = Some(when),
            None => event.when = known.when,
        }
        match &event.place {
            Some(name) => known.place = Some((name.clone(), event.geo)),
            None => {
                (event.place, event.geo) = known.place.clone().map_or((None, None), |(name, geo)| (Some(name), geo))
            }
        }
    }
}

fn place(page: &Page<'_>, event: &mut Event, at: Option<&PlaceMention>) {
    event.place = at.map(|it| it.span.of(page.text()).to_owned());
    event.geo = at.map(|it| it.place);
}

/// The finding of a sentence that stands nearest to a trigger.
fn close<T>(all: &[T], span: impl Fn(&T) -> Span, sentence: Span, trigger: Span) -> Option<&T> {
    let middle = |it: Span| it.start.midpoint(it.end);
    let first = all.partition_point(|it| span(it).start < sentence.start);
    let inside = all[first..].iter().take_while(|it| span(it).end <= sentence.end);
    let apart = |it: &&T| middle(span(it)).abs_diff(middle(trigger));
    inside.min_by_key(apart).filter(|it| apart(it) < REACH)
}
