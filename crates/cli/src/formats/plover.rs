//! Events as PLOVER 1.3 writes them, a JSON object a line, with the status and the source that PLOVER has no field for.
//!
//! `docs/reference/plover.schema.json` describes every field. PLOVER's own names are kept where it has one; `status`,
//! `attributed_to`, `same_as`, `cameo`, `dead` and `injured` are ours.

use super::{days, party, source, source_text, words};
use crate::score::text::Text;
use sayso_wire::{Event, Geo, Number, Participant, Record, Statement};
use serde::Serialize;

/// Every event of a record, of whatever status, in text order; each line ends in `\n`.
pub(crate) fn lines(record: &Record) -> String {
    let text = Text::new(&record.document.text);
    let line =
        |event| serde_json::to_string(&line(record, &text, event)).expect("string keys and finite numbers alone");
    record.events.iter().map(|event| line(event) + "\n").collect()
}

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    has_event: bool,
    date: Option<String>,
    enddate: Option<String>,
    actor: Vec<Entity<'a>>,
    recipient: Vec<Entity<'a>>,
    event: [&'a str; 1],
    mode: &'a [String],
    context: &'a [String],
    quad_code: u8,
    event_scale: Number,
    event_loc: Option<Location<'a>>,
    event_text: String,
    text_info: TextInfo,
    size: Size,
    cite_info: Citation<'a>,
    link: Option<&'a str>,
    coder: &'static str,
    status: &'a str,
    attributed_to: Option<Source<'a>>,
    same_as: String,
    cameo: Option<&'a str>,
    dead: Option<(u64, Option<u64>)>,
    injured: Option<(u64, Option<u64>)>,
}

/// An actor or recipient.
#[derive(Serialize)]
struct Entity<'a> {
    code: Option<&'a str>,
    sector: Option<&'a str>,
    country: Option<&'a str>,
    entity_text: String,
    identifier_text: &'a str,
    office: Option<&'a str>,
}

#[derive(Serialize)]
struct Location<'a> {
    extracted_place: Option<&'a str>,
    resolved_place: Option<&'a str>,
    geonameid: Option<u32>,
    lat: Option<Number>,
    lon: Option<Number>,
    province: Option<&'a str>,
    country_code: Option<&'a str>,
}

/// Where the trigger stands, in code points of the report's text; `sequence` counts sentences from 1.
#[derive(Serialize)]
struct TextInfo {
    sequence: usize,
    start: u32,
    end: u32,
}

/// The least number of dead and injured.
#[derive(Serialize)]
struct Size {
    dead: Option<u64>,
    injured: Option<u64>,
}

#[derive(Serialize)]
struct Citation<'a> {
    citation: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    language: Option<&'a str>,
    publication: Option<&'a str>,
    codebook: &'static str,
    version: &'a str,
}

/// On whose word an event rests.
#[derive(Serialize)]
struct Source<'a> {
    speaker: Option<&'a str>,
    source_text: Option<String>,
    cue: Option<String>,
    manner: &'a str,
}

fn line<'a>(record: &'a Record, text: &Text, it: &'a Event) -> Line<'a> {
    let document = &record.document;
    let (date, enddate) = when(it.when.as_deref(), document.published.as_deref());
    let entities = |all: &'a [Participant]| all.iter().map(|it| entity(record, text, it)).collect();
    let [start, end] = it.trigger;
    Line {
        id: numbered(record, it.id),
        has_event: true,
        date,
        enddate,
        actor: entities(&it.actors),
        recipient: entities(&it.recipients),
        event: [&it.event_type],
        mode: &it.modes,
        context: &it.contexts,
        quad_code: it.quad,
        event_scale: it.scale,
        event_loc: location(it.place.as_deref(), it.geo.as_ref()),
        event_text: words(text, it.trigger),
        text_info: TextInfo { sequence: super::sentence(text, it.trigger), start, end },
        size: Size { dead: it.dead.map(|toll| toll.0), injured: it.injured.map(|toll| toll.0) },
        cite_info: Citation {
            citation: &document.id,
            url: document.url.as_deref(),
            title: document.title.as_deref(),
            language: document.language.as_deref(),
            publication: document.outlet.as_deref(),
            codebook: "PLOVER 1.3",
            version: &record.reader.version,
        },
        link: document.url.as_deref(),
        coder: "sayso",
        status: &it.status,
        attributed_to: source(record, it).map(|it| said(text, it)),
        same_as: numbered(record, it.same_as),
        cameo: it.cameo.as_deref(),
        dead: it.dead,
        injured: it.injured,
    }
}

fn numbered(record: &Record, event: u32) -> String {
    format!("{}#{event}", record.document.id)
}

/// The first day, and the last where it is another. PLOVER asks for a date: an event without one has the report's.
fn when(told: Option<&str>, published: Option<&str>) -> (Option<String>, Option<String>) {
    let Some((value, date)) = told.and_then(|value| Some((value, days::day(value)?))) else {
        return (published.and_then(days::day).map(|date| date.to_string()), None);
    };
    let last = days::ends(value)[1].and_then(days::Day::last).filter(|last| *last != date);
    (Some(date.to_string()), last.map(|last| last.to_string()))
}

fn entity<'a>(record: &'a Record, text: &Text, it: &'a Participant) -> Entity<'a> {
    let party = party(record, it);
    Entity {
        code: party.and_then(|it| it.code.as_deref()),
        sector: party.and_then(|it| it.sector.as_deref()),
        country: party.and_then(|it| it.country.as_deref()),
        entity_text: it.mention.map_or_else(|| it.name.clone(), |span| words(text, span)),
        identifier_text: &it.name,
        office: party.and_then(|it| it.role.as_deref()),
    }
}

fn location<'a>(place: Option<&'a str>, geo: Option<&'a Geo>) -> Option<Location<'a>> {
    (place.is_some() || geo.is_some()).then(|| Location {
        extracted_place: place,
        resolved_place: geo.map(|it| it.name.as_str()),
        geonameid: geo.and_then(|it| it.geonames_id),
        lat: geo.map(|it| it.lat),
        lon: geo.map(|it| it.lon),
        province: geo.and_then(|it| it.admin1.as_deref()),
        country_code: geo.and_then(|it| it.country.as_deref()),
    })
}

fn said<'a>(text: &Text, it: &'a Statement) -> Source<'a> {
    Source {
        speaker: it.speaker.as_deref(),
        source_text: source_text(text, it),
        cue: it.cue.map(|span| words(text, span)),
        manner: &it.manner,
    }
}
