//! A document and reading by hand in which every list of the record holds something.

use sayso_types::{
    Act, Attribution, Block, BlockKind, By, Date, Differ, Document, Doubt, DoubtKind, Embed, Event, EventId, EventType,
    Figure, FigureId, Finder, Manner, Masthead, Mention, MentionId, MentionKind, Moment, Origin, Participant, Party,
    PartyId, PartyKind, Per, Place, PlaceMention, Reading, Resolution, Span, Statement, Status, TimeMention, Timestamp,
    Unit, When,
};

const TEXT: &str = "“The 𝔟ridge 🌉 is safe,” Zoë Brook said. It carried more than 80 lorries a day near Paris on Monday, \
                    or 100 of them. Police closed it.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).expect("words of the text");
    Span::new(start, start + words.len())
}

fn by() -> By {
    By::rule("example", 0.9)
}

pub(crate) fn reader() -> sayso_wire::Reader {
    sayso_wire::Reader { version: "0.1.0".into(), weights: None, data: "d1".into() }
}

pub(crate) fn document() -> Document {
    let date = Date { year: 2026, month: 3, day: 4 };
    let published = Some(Timestamp { date, time: Some((9, 5, 0)), offset: Some(-90) });
    let embed = Some(Embed { platform: Some("X".into()), published, ..Embed::default() });
    Document {
        id: "bridge".into(),
        text: TEXT.into(),
        blocks: vec![Block { kind: BlockKind::Post, span: Span::new(0, TEXT.len()), embed }],
        masthead: Masthead { published, authors: vec!["Nell Ward".into()], ..Masthead::default() },
        origin: Origin::default(),
    }
}

fn paris() -> Place {
    Place { name: "Paris", lat: 48.85, lon: 2.35, country: Some("FRA"), admin1: None, geonames_id: Some(2_988_507) }
}

pub(crate) fn reading() -> Reading {
    let moment = Moment { year: 2026, month: Some(3), day: Some(2), time: Some((14, 30)) };
    let figure = |words: &str, low, high, attributed_to| Figure {
        span: at(words),
        low,
        high,
        unit: Unit::Count,
        of: vec![at("lorries")],
        per: Some(Per("day".into())),
        when: Some(When::At(moment)),
        place: Some(at("Paris")),
        attributed_to,
        by: By { finder: Finder::Head("figures"), score: 0.75 },
    };
    Reading {
        times: vec![TimeMention { span: at("Monday"), value: When::At(moment), by: by() }],
        places: vec![PlaceMention { span: at("Paris"), place: paris(), demonym: false, by: by() }],
        mentions: vec![Mention {
            span: at("Zoë Brook"),
            head: at("Zoë Brook"),
            kind: MentionKind::Name(PartyKind::Person),
            sentence: 0,
            by: by(),
        }],
        statements: vec![Statement {
            content: vec![at("“The 𝔟ridge 🌉 is safe,”")],
            quoted: vec![at("“The 𝔟ridge 🌉 is safe,”")],
            source: Some(at("Zoë Brook")),
            cue: Some(at("said")),
            manner: Manner::Direct,
            act: Act::Say,
            addressee: None,
            said: Some(When::At(moment)),
            by: by(),
        }],
        events: vec![Event {
            trigger: at("closed"),
            event_type: EventType::Coerce,
            modes: vec!["restrict"],
            actors: vec![Participant { mention: Some(at("Police")), name: "Police".into(), party: None }],
            recipients: Vec::new(),
            status: Status::Occurred,
            when: None,
            place: Some("Paris".into()),
            geo: Some(paris()),
            contexts: vec!["human_security"],
            cameo: Some("172"),
            dead: Some((2, None)),
            injured: None,
            attributed_to: Attribution::OwnVoice,
            same_as: EventId(0),
            by: by(),
        }],
        figures: vec![
            figure("more than 80", Some(80.0), None, Attribution::OwnVoice),
            figure("100", Some(100.0), Some(100.0), Attribution::Statement(sayso_types::StatementId(0))),
        ],
        doubts: vec![Doubt { kind: DoubtKind::NoDate, span: None, why: "no date".into() }],
    }
}

pub(crate) fn resolution() -> Resolution {
    Resolution {
        parties: vec![Party {
            name: "Zoë Brook".into(),
            kind: PartyKind::Person,
            role: None,
            country: None,
            sector: None,
            code: None,
            mentions: vec![MentionId(0)],
        }],
        mention_party: vec![Some(PartyId(0))],
        speakers: vec![Some(PartyId(0))],
        within: vec![None],
        differ: vec![Differ { figures: vec![FigureId(0), FigureId(1)], factor: 1.25, why: "lorries a day".into() }],
    }
}
