//! From what the reader holds to what is written.

use crate::{
    Block, By, Differ, Document, Doubt, Embed, Event, Figure, Geo, Number, Offsets, Participant, Party, Place, Reader,
    Record, SCHEMA, Statement, Time,
};
use sayso_types as types;
use sayso_types::{Attribution, Finder, Moment, When};

/// The record of one document.
#[must_use]
pub fn record(
    document: &types::Document,
    reading: &types::Reading,
    resolution: &types::Resolution,
    reader: Reader,
) -> Record {
    let offsets = Offsets::new(&document.text);
    let at = &offsets;
    Record {
        schema: SCHEMA.to_owned(),
        reader,
        document: report(document, at),
        parties: numbered(&resolution.parties, |id, it| party(id, it, reading, at)),
        times: reading.times.iter().map(|it| Time { span: at.span(it.span), value: it.value.to_string() }).collect(),
        places: reading.places.iter().map(|it| place(it, at)).collect(),
        statements: numbered(&reading.statements, |id, it| statement(id, it, resolution, at)),
        events: numbered(&reading.events, |id, it| event(id, it, at)),
        figures: numbered(&reading.figures, |id, it| figure(id, it, &document.text, at)),
        differ: resolution.differ.iter().map(differ).collect(),
        doubts: reading.doubts.iter().map(|it| doubt(it, at)).collect(),
    }
}

/// The report alone, before anything is read in it.
#[must_use]
pub fn document(document: &types::Document) -> Document {
    report(document, &Offsets::new(&document.text))
}

fn numbered<T, U>(items: &[T], make: impl Fn(u32, &T) -> U) -> Vec<U> {
    (0..).zip(items).map(|(id, it)| make(id, it)).collect()
}

fn report(document: &types::Document, at: &Offsets<'_>) -> Document {
    let head = &document.masthead;
    Document {
        id: document.id.clone(),
        url: head.url.clone(),
        title: head.title.clone(),
        outlet: head.outlet.clone(),
        authors: head.authors.clone(),
        published: head.published.map(|it| it.to_string()),
        modified: head.modified.map(|it| it.to_string()),
        language: head.language.clone(),
        text: document.text.to_string(),
        blocks: document.blocks.iter().map(|it| block(it, at)).collect(),
    }
}

fn block(it: &types::Block, at: &Offsets<'_>) -> Block {
    let embed = it.embed.as_ref().map(|embed| Embed {
        platform: embed.platform.clone(),
        author: embed.author.clone(),
        handle: embed.handle.clone(),
        published: embed.published.map(|it| it.to_string()),
        url: embed.url.clone(),
    });
    Block { kind: it.kind.name().to_owned(), span: at.span(it.span), embed }
}

fn party(id: u32, it: &types::Party, reading: &types::Reading, at: &Offsets<'_>) -> Party {
    let mention = |id: &types::MentionId| reading.mentions.get(id.0 as usize).map(|it| at.span(it.span));
    Party {
        id,
        name: it.name.clone(),
        kind: it.kind.name().to_owned(),
        role: it.role.clone(),
        country: it.country.map(str::to_owned),
        sector: it.sector.map(str::to_owned),
        code: it.code.clone(),
        mentions: it.mentions.iter().filter_map(mention).collect(),
    }
}

fn place(it: &types::PlaceMention, at: &Offsets<'_>) -> Place {
    Place {
        span: at.span(it.span),
        name: it.place.name.to_owned(),
        lat: it.place.lat.into(),
        lon: it.place.lon.into(),
        country: it.place.country.map(str::to_owned),
        admin1: it.place.admin1.map(str::to_owned),
        geonames_id: it.place.geonames_id,
    }
}

fn geo(it: types::Place) -> Geo {
    Geo {
        name: it.name.to_owned(),
        lat: it.lat.into(),
        lon: it.lon.into(),
        country: it.country.map(str::to_owned),
        admin1: it.admin1.map(str::to_owned),
        geonames_id: it.geonames_id,
    }
}

fn statement(id: u32, it: &types::Statement, resolution: &types::Resolution, at: &Offsets<'_>) -> Statement {
    let party = resolution.speakers.get(id as usize).copied().flatten();
    let speaker = party.and_then(|party| resolution.parties.get(party.0 as usize));
    Statement {
        id,
        content: it.content.iter().map(|&span| at.span(span)).collect(),
        source: it.source.map(|span| at.span(span)),
        speaker: speaker.map(|party| party.name.clone()),
        cue: it.cue.map(|span| at.span(span)),
        manner: it.manner.name().to_owned(),
        said_on: it.said.map(days),
        within: resolution.within.get(id as usize).copied().flatten().map(|outer| outer.0),
        party: party.map(|party| party.0),
        quoted: it.quoted.iter().map(|&span| at.span(span)).collect(),
        act: it.act.name().to_owned(),
        addressee: it.addressee.map(|span| at.span(span)),
        said_at: it.said.filter(|&said| timed(said)).map(|said| said.to_string()),
        by: by(it.by),
    }
}

fn event(id: u32, it: &types::Event, at: &Offsets<'_>) -> Event {
    let participant = |it: &types::Participant| Participant {
        mention: it.mention.map(|span| at.span(span)),
        name: it.name.clone(),
        party: it.party.map(|party| party.0),
    };
    Event {
        id,
        trigger: at.span(it.trigger),
        event_type: it.event_type.name().to_owned(),
        modes: it.modes.iter().map(|&mode| mode.to_owned()).collect(),
        actors: it.actors.iter().map(participant).collect(),
        recipients: it.recipients.iter().map(participant).collect(),
        status: it.status.name().to_owned(),
        when: it.when.map(days),
        place: it.place.clone(),
        geo: it.geo.map(geo),
        contexts: it.contexts.iter().map(|&context| context.to_owned()).collect(),
        cameo: it.cameo.map(str::to_owned),
        quad: it.event_type.quad(),
        scale: it.event_type.scale().into(),
        dead: it.dead,
        injured: it.injured,
        attributed_to: attributed(it.attributed_to),
        same_as: it.same_as.0,
        by: by(it.by),
    }
}

fn figure(id: u32, it: &types::Figure, text: &str, at: &Offsets<'_>) -> Figure {
    Figure {
        id,
        span: at.span(it.span),
        low: it.low.map(Number::from),
        high: it.high.map(Number::from),
        unit: it.unit.name().to_owned(),
        of: words(&it.of, text),
        per: it.per.as_ref().map(|per| per.0.clone()),
        attributed_to: attributed(it.attributed_to),
        when: it.when.map(|when| when.to_string()),
        place: it.place.map(|span| words(&[span], text)),
        by: by(it.by),
    }
}

fn differ(it: &types::Differ) -> Differ {
    Differ { figures: it.figures.iter().map(|id| id.0).collect(), factor: it.factor.into(), why: it.why.clone() }
}

fn doubt(it: &types::Doubt, at: &Offsets<'_>) -> Doubt {
    Doubt { kind: it.kind.name().to_owned(), span: it.span.map(|span| at.span(span)), why: it.why.clone() }
}

fn by(it: types::By) -> By {
    let score = it.score.into();
    match it.finder {
        Finder::Rule(name) => By::Rule { rule: name.to_owned(), score },
        Finder::Head(name) => By::Head { head: name.to_owned(), score },
    }
}

fn attributed(to: Attribution) -> Option<u32> {
    match to {
        Attribution::OwnVoice => None,
        Attribution::Statement(id) => Some(id.0),
    }
}

/// The words of some spans, with single spaces between them.
fn words(spans: &[types::Span], text: &str) -> String {
    spans.iter().flat_map(|span| span.of(text).split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// The day or interval of days, without the time of day.
fn days(when: When) -> String {
    let day = |at: Moment| Moment { time: None, ..at };
    match when {
        When::At(at) => When::At(day(at)),
        When::Between(from, to) if day(from) == day(to) => When::At(day(from)),
        When::Between(from, to) => When::Between(day(from), day(to)),
        When::Since(from) => When::Since(day(from)),
        When::Until(to) => When::Until(day(to)),
    }
    .to_string()
}

/// Whether a time of day is told.
fn timed(when: When) -> bool {
    match when {
        When::At(at) | When::Since(at) | When::Until(at) => at.time.is_some(),
        When::Between(from, to) => from.time.is_some() || to.time.is_some(),
    }
}
