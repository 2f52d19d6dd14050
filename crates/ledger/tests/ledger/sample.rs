//! A record by hand in which every list holds something, and what is hard to carry: letters of four bytes, fragments, words
//! over two lines, findings without words of their own, marks of markup.

use sayso_wire::{
    Block, By, Differ, Document, Doubt, Event, Figure, Geo, Number, Participant, Party, Place, Reader, Record, SCHEMA,
    Span, Statement, Time,
};

const TEXT: &str = "🌉 Bridge “safe”\n\n“The 𝔟ridge,” Zoë Brook said, “is\nsafe.” Mayor Brook denied a <closure>.\r\n\
                    Police closed it near Paris on Monday; more than 80 lorries a day use it, or 100, a guard thinks.\n";

/// Code points of words in the sample's text.
pub(crate) fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words} is no part of the text"));
    let start = TEXT[..start].chars().count();
    [start, start + words.chars().count()].map(|it| u32::try_from(it).expect("a short text"))
}

fn by(rule: &str) -> By {
    By::Rule { rule: rule.into(), score: Number(0.9) }
}

fn statement(id: u32, content: &[&str], speaker: Option<&str>) -> Statement {
    Statement {
        id,
        content: content.iter().map(|it| at(it)).collect(),
        source: None,
        speaker: speaker.map(str::to_owned),
        cue: None,
        manner: "indirect".into(),
        said_on: None,
        within: None,
        party: None,
        quoted: Vec::new(),
        act: "say".into(),
        addressee: None,
        said_at: None,
        by: by("cue"),
    }
}

fn figure(id: u32, words: &str, low: Option<f64>, high: Option<f64>) -> Figure {
    Figure {
        id,
        span: at(words),
        low: low.map(Number),
        high: high.map(Number),
        unit: "count".into(),
        of: "lorries".into(),
        per: Some("day".into()),
        attributed_to: None,
        when: None,
        place: Some("Paris".into()),
        by: By::Head { head: "figures".into(), score: Number(0.123_456_789_012_345_68) },
    }
}

fn participant(mention: Option<&str>, name: &str, party: Option<u32>) -> Participant {
    Participant { mention: mention.map(at), name: name.into(), party }
}

fn event(id: u32, trigger: &str, kind: &str) -> Event {
    Event {
        id,
        trigger: at(trigger),
        event_type: kind.into(),
        modes: vec!["restrict".into()],
        actors: vec![participant(Some("Police"), "Police", Some(1)), participant(None, "Nell Ward", None)],
        recipients: Vec::new(),
        status: "occurred".into(),
        when: Some("2026-03-02".into()),
        place: Some("Paris".into()),
        geo: Some(Geo {
            name: "Paris".into(),
            lat: Number(48.853_41),
            lon: Number(2.348_8),
            country: Some("FRA".into()),
            admin1: None,
            geonames_id: Some(2_988_507),
        }),
        contexts: vec!["human_security".into(), "transport".into()],
        cameo: Some("172".into()),
        quad: 4,
        scale: Number(-7.2),
        dead: Some((2, None)),
        injured: Some((0, Some(3))),
        attributed_to: None,
        same_as: 0,
        by: by("clause"),
    }
}

fn party(id: u32, name: &str, kind: &str, mentions: &[&str]) -> Party {
    Party {
        id,
        name: name.into(),
        kind: kind.into(),
        role: None,
        country: Some("FRA".into()),
        sector: None,
        code: None,
        mentions: mentions.iter().map(|it| at(it)).collect(),
    }
}

/// The record.
pub(crate) fn record() -> Record {
    let direct = Statement {
        source: Some(at("Zoë Brook")),
        cue: Some(at("said")),
        manner: "direct".into(),
        said_at: Some("2026-03-02T14:30".into()),
        said_on: Some("2026-03-02".into()),
        party: Some(0),
        quoted: vec![at("“The 𝔟ridge,”"), at("“is\nsafe.”")],
        ..statement(0, &["“The 𝔟ridge,”", "“is\nsafe.”"], Some("Zoë Brook"))
    };
    let denial = Statement {
        act: "deny".into(),
        within: Some(2),
        party: Some(0),
        source: Some(at("Mayor Brook")),
        ..statement(1, &["a <closure>"], Some("Zoë Brook"))
    };
    let thought = Statement { act: "think".into(), party: Some(2), ..statement(2, &["or 100"], Some("a guard")) };
    Record {
        schema: SCHEMA.into(),
        reader: Reader { version: "0.1.0".into(), weights: None, data: "d1".into() },
        document: Document {
            id: "https://news.example/Bridge?x=1&y=../2".into(),
            url: Some("https://news.example/bridge".into()),
            title: Some("=Bridge “safe”\u{2028}</script>".into()),
            outlet: Some("The Example".into()),
            authors: vec!["Nell Ward".into(), "Ida Moss".into()],
            published: Some("2026-03-04T09:05:00-01:30".into()),
            modified: None,
            language: Some("en".into()),
            text: TEXT.into(),
            blocks: vec![
                Block { kind: "headline".into(), span: at("🌉 Bridge “safe”"), embed: None },
                Block { kind: "paragraph".into(), span: [18, at("a guard thinks.")[1]], embed: None },
            ],
        },
        parties: vec![
            party(0, "Zoë Brook", "person", &["Zoë Brook", "Mayor Brook"]),
            party(1, "Police", "government", &["Police"]),
            party(2, "a guard", "unnamed", &["a guard"]),
            party(3, "Nell Ward", "person", &[]),
        ],
        times: vec![Time { span: at("Monday"), value: "2026-03-02".into() }],
        places: vec![Place {
            span: at("Paris"),
            name: "Paris".into(),
            lat: Number(48.853_41),
            lon: Number(2.348_8),
            country: Some("FRA".into()),
            admin1: None,
            geonames_id: Some(2_988_507),
        }],
        statements: vec![direct, denial, thought, Statement { content: Vec::new(), ..statement(3, &[], None) }],
        events: vec![
            Event { attributed_to: Some(1), status: "negated".into(), ..event(0, "<closure>", "COERCE") },
            Event {
                recipients: vec![participant(Some("it"), "𝔟ridge", None), participant(Some("Paris"), "Paris", None)],
                ..event(1, "closed", "COERCE")
            },
            event(2, "use it", "kind of our own"),
        ],
        figures: vec![
            figure(0, "more than 80", Some(80.0), None),
            Figure { attributed_to: Some(2), ..figure(1, "100", Some(100.0), Some(100.0)) },
        ],
        differ: vec![Differ { figures: vec![0, 1], factor: Number(1.25), why: "lorries a day".into() }],
        doubts: vec![
            Doubt { kind: "quotation".into(), span: Some(at("“safe”")), why: "whose?".into() },
            Doubt { kind: "no_date".into(), span: None, why: "no day is told".into() },
        ],
    }
}
