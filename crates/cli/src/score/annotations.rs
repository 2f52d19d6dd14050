//! As much of a record as the scorer looks at: gold files and predictions of any origin have it, records of the
//! reader have more.

use serde::{Deserialize, Deserializer};

pub(super) use super::text::Span;

/// One article's records.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Annotations {
    #[serde(default)]
    pub(super) statements: Vec<Statement>,
    #[serde(default)]
    pub(super) events: Vec<Event>,
    #[serde(default)]
    pub(super) figures: Vec<Figure>,
}

/// Who said what.
#[derive(Debug, Deserialize)]
pub(super) struct Statement {
    pub(super) content: Vec<Span>,
    pub(super) source: Option<Span>,
    /// Compared between readings alone: gold says less surely where a cue ends.
    pub(super) cue: Option<Span>,
    pub(super) speaker: Option<String>,
    pub(super) manner: Option<String>,
    pub(super) said_on: Option<String>,
    pub(super) within: Option<i64>,
}

/// Who did what to whom.
#[derive(Debug, Deserialize)]
pub(super) struct Event {
    pub(super) trigger: Span,
    #[serde(rename = "type")]
    pub(super) event_type: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub(super) modes: Vec<String>,
    #[serde(default)]
    pub(super) actors: Vec<Participant>,
    #[serde(default)]
    pub(super) recipients: Vec<Participant>,
    pub(super) status: Option<String>,
    pub(super) when: Option<String>,
    #[serde(rename = "where")]
    pub(super) place: Option<String>,
    pub(super) dead: Option<Vec<Option<f64>>>,
    pub(super) attributed_to: Option<i64>,
}

/// An actor or recipient.
#[derive(Debug, Deserialize)]
pub(super) struct Participant {
    pub(super) mention: Option<Span>,
    pub(super) name: Option<String>,
}

/// How many of what.
#[derive(Debug, Deserialize)]
pub(super) struct Figure {
    pub(super) span: Span,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) unit: Option<String>,
    pub(super) of: Option<String>,
    pub(super) per: Option<String>,
    pub(super) attributed_to: Option<i64>,
}

fn or_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl Annotations {
    /// The first span that reaches past a text of `length` code points or runs backwards, if there is one.
    pub(super) fn fault(&self, length: usize) -> Option<Span> {
        let statements = self.statements.iter().flat_map(|it| it.content.iter().chain(&it.source));
        let people =
            self.events.iter().flat_map(|it| it.actors.iter().chain(&it.recipients)).filter_map(|it| it.mention);
        let events = self.events.iter().map(|it| it.trigger).chain(people);
        let figures = self.figures.iter().map(|it| it.span);
        statements.copied().chain(events).chain(figures).find(|span| span[0] > span[1] || span[1] > length)
    }
}
