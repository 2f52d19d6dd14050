//! Records to test with.

use sayso_wire::{Block, By, Document, Figure, Number, Party, Reader, Record, SCHEMA, Span, Statement};

/// A report of one paragraph in which nothing was found.
pub(crate) fn record(text: &str) -> Record {
    let end = u32::try_from(text.chars().count()).unwrap();
    Record {
        schema: SCHEMA.into(),
        reader: Reader { version: "0".into(), weights: None, data: "0".into() },
        document: Document {
            id: "example".into(),
            url: None,
            title: None,
            outlet: None,
            authors: vec![],
            published: Some("2026-03-04".into()),
            modified: None,
            language: None,
            text: text.into(),
            blocks: vec![Block { kind: "paragraph".into(), span: [0, end], embed: None }],
        },
        parties: vec![],
        times: vec![],
        places: vec![],
        statements: vec![],
        events: vec![],
        figures: vec![],
        differ: vec![],
        doubts: vec![],
    }
}

pub(crate) fn by() -> By {
    By::Rule { rule: "test".into(), score: Number(0.9) }
}

/// A statement of nobody known.
pub(crate) fn statement(id: u32, content: &[Span], quoted: &[Span], within: Option<u32>) -> Statement {
    Statement {
        id,
        content: content.to_vec(),
        source: None,
        speaker: None,
        cue: None,
        manner: "mixed".into(),
        said_on: None,
        within,
        party: None,
        quoted: quoted.to_vec(),
        act: "say".into(),
        addressee: None,
        said_at: None,
        by: by(),
    }
}

/// A figure in the report's own voice.
pub(crate) fn figure(id: u32, span: Span) -> Figure {
    let three = Some(Number(3.0));
    let unit = "count".into();
    Figure {
        id,
        span,
        low: three,
        high: three,
        unit,
        of: String::new(),
        per: None,
        attributed_to: None,
        when: None,
        place: None,
        by: by(),
    }
}

/// A person of that name.
pub(crate) fn party(id: u32, name: &str) -> Party {
    let kind = "person".into();
    Party { id, name: name.into(), kind, role: None, country: None, sector: None, code: None, mentions: vec![] }
}
