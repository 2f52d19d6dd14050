//! The record `sayso/1`: one JSON object a report, the same in files, over HTTP and in Python.
//!
//! ```
//! use sayso_types::{Document, Reading, Resolution};
//!
//! let document = Document {
//!     id: "one".into(),
//!     text: "Nobody spoke.".into(),
//!     blocks: Vec::new(),
//!     masthead: Default::default(),
//!     origin: Default::default(),
//! };
//! let reader = sayso_wire::Reader { version: "0.1.0".into(), weights: None, data: String::new() };
//! let record = sayso_wire::record(&document, &Reading::default(), &Resolution::default(), reader);
//! assert!(serde_json::to_string(&record).unwrap().starts_with(r#"{"schema":"sayso/1","#));
//! ```
//!
//! The types of `sayso-types` are how the reader thinks and may change freely; the structs here are a contract.
//! Their fields stand in the order in which they are written. Offsets are Unicode code points into
//! `document.text`, half-open: this crate is the only place that knows a unit other than UTF-8 bytes. Every field
//! is always written, with `null` or an empty list for what is not told.

mod convert;
pub mod flat;
mod number;
mod offsets;

pub use convert::{document, record};
pub use number::Number;
pub use offsets::Offsets;

use serde::{Deserialize, Serialize};

/// The name of this schema, the first thing in every record.
pub const SCHEMA: &str = "sayso/1";

/// First code point and one past the last.
pub type Span = [u32; 2];

/// Everything read from one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: String,
    /// What read it: same input and versions, same record.
    pub reader: Reader,
    /// The report.
    pub document: Document,
    /// Who is mentioned, in the order of first mention; `id` is the place in this list.
    pub parties: Vec<Party>,
    /// Words that tell a time.
    pub times: Vec<Time>,
    /// Names of places.
    pub places: Vec<Place>,
    /// Who said, wrote, thinks or wants what; `id` is the place in this list.
    pub statements: Vec<Statement>,
    /// Who did what to whom; `id` is the place in this list.
    pub events: Vec<Event>,
    /// How many, how much, how often; `id` is the place in this list.
    pub figures: Vec<Figure>,
    /// Figures about one thing that cannot both hold.
    pub differ: Vec<Differ>,
    /// What the reader is unsure of.
    pub doubts: Vec<Doubt>,
}

/// What read a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// Version of the reader, rules included.
    pub version: String,
    /// Digest of the encoder's weights; `null` where it has none.
    pub weights: Option<String>,
    /// Digest of the word lists and tables.
    pub data: String,
}

/// A report as ingested.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The input's own id, else the digest of its bytes.
    pub id: String,
    /// Canonical address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Authors, one name each.
    pub authors: Vec<String>,
    /// First publication, ISO 8601.
    pub published: Option<String>,
    /// Last change, ISO 8601.
    pub modified: Option<String>,
    /// BCP 47 primary language.
    pub language: Option<String>,
    /// The text that every span points into.
    pub text: String,
    /// Paragraphs and other units of layout, in reading order.
    pub blocks: Vec<Block>,
}

/// A unit of layout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// `headline`, `byline`, `heading`, `paragraph`, `list_item`, `quote`, `caption`, `row` or `post`.
    pub kind: String,
    /// Where it stands.
    pub span: Span,
    /// Whose post it is; only written for posts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embed: Option<Embed>,
}

/// Whose post an embedded block is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Embed {
    /// `X`, `Truth Social`, …
    pub platform: Option<String>,
    /// The account's display name.
    pub author: Option<String>,
    /// The account's handle, without `@`.
    pub handle: Option<String>,
    /// When it was posted, ISO 8601.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Who a group of mentions turns out to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// Its place in [`Record::parties`].
    pub id: u32,
    /// Canonical name, or the description of an unnamed one.
    pub name: String,
    /// `person`, `organization`, `government`, `document`, `outlet`, `group`, `place` or `unnamed`.
    pub kind: String,
    /// Title or role as told.
    pub role: Option<String>,
    /// ISO 3166 alpha-3 code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// PLOVER or CAMEO actor code.
    pub code: Option<String>,
    /// Its mentions, in text order.
    pub mentions: Vec<Span>,
}

/// Words that tell a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// ISO 8601 moment or interval.
    pub value: String,
}

/// The name of a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The words.
    pub span: Span,
    /// Its name in the gazetteer.
    pub name: String,
    /// Latitude in degrees, WGS 84.
    pub lat: Number,
    /// Longitude in degrees, WGS 84.
    pub lon: Number,
    /// ISO 3166 alpha-3 code.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// GeoNames id.
    pub geonames_id: Option<u32>,
}

/// That a source said, wrote, thinks or wants something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Its place in [`Record::statements`].
    pub id: u32,
    /// Fragments of what is attributed, in order; quotation marks belong to it, the cue does not.
    pub content: Vec<Span>,
    /// The source's mention nearest the cue; `null` where none is named.
    pub source: Option<Span>,
    /// Canonical name of who speaks; `null` if unknown.
    pub speaker: Option<String>,
    /// What tells that something is attributed.
    pub cue: Option<Span>,
    /// `direct`, `indirect` or `mixed`.
    pub manner: String,
    /// The day or interval it was said in, if told.
    pub said_on: Option<String>,
    /// The innermost other statement whose content holds it.
    pub within: Option<u32>,
    /// The party that speaks.
    pub party: Option<u32>,
    /// The parts of the content inside quotation marks, marks included.
    pub quoted: Vec<Span>,
    /// What act the saying is: `say`, `ask`, `request`, `promise`, `warn`, `accuse`, `support`, `deny`, `admit`,
    /// `think` or `want`.
    pub act: String,
    /// To whom it is said.
    pub addressee: Option<Span>,
    /// The moment it was said at, where the report tells the time of day (`2026-03-02T14:30`).
    pub said_at: Option<String>,
    /// What found it.
    pub by: By,
}

/// Who did what to whom, as one sentence tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its place in [`Record::events`].
    pub id: u32,
    /// The words that carry it.
    pub trigger: Span,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER modes of that type.
    pub modes: Vec<String>,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// `occurred`, `future`, `hypothetical` or `negated`.
    pub status: String,
    /// The day or interval it falls in.
    pub when: Option<String>,
    /// The place's name as in the report.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// That place on the map.
    pub geo: Option<Geo>,
    /// PLOVER contexts of its paragraph and report, most telling first.
    pub contexts: Vec<String>,
    /// CAMEO code, two to four digits.
    pub cameo: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER's scale of its type, −10 to 10.
    pub scale: Number,
    /// Dead, low and high (high `null`: open).
    pub dead: Option<(u64, Option<u64>)>,
    /// Injured, likewise.
    pub injured: Option<(u64, Option<u64>)>,
    /// The statement whose content reports it; `null` means the report's own voice.
    pub attributed_to: Option<u32>,
    /// Number shared by records of one event.
    pub same_as: u32,
    /// What found it.
    pub by: By,
}

/// An actor or recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// Its mention in the sentence.
    pub mention: Option<Span>,
    /// Its canonical name.
    pub name: String,
    /// Its place in [`Record::parties`].
    pub party: Option<u32>,
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Geo {
    /// Its name in the gazetteer.
    pub name: String,
    /// Latitude in degrees, WGS 84.
    pub lat: Number,
    /// Longitude in degrees, WGS 84.
    pub lon: Number,
    /// ISO 3166 alpha-3 code.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// GeoNames id.
    pub geonames_id: Option<u32>,
}

/// How many, how much, how often, of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its place in [`Record::figures`].
    pub id: u32,
    /// The quantity phrase without the thing counted.
    pub span: Span,
    /// Least value in base units; `null` where open below.
    pub low: Option<Number>,
    /// Greatest value in base units; `null` where open above.
    pub high: Option<Number>,
    /// `count`, `percent`, `%pt`, an ISO 4217 code or a unit symbol.
    pub unit: String,
    /// The thing counted or measured; empty where the report does not tell.
    pub of: String,
    /// For a rate: for each what.
    pub per: Option<String>,
    /// The statement whose content holds it; `null` means the report's own voice.
    pub attributed_to: Option<u32>,
    /// For what time it is told, ISO 8601.
    pub when: Option<String>,
    /// The place's name as in the report.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// What found it.
    pub by: By,
}

/// Figures about one thing that cannot both hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differ {
    /// Ids of the figures, in text order.
    pub figures: Vec<u32>,
    /// The greatest ratio between the middles of any two.
    pub factor: Number,
    /// What they are about and how they differ.
    pub why: String,
}

/// Something the reader is unsure of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// `language`, `no_date`, `quotation`, `speaker`, `extraction` or `limit`.
    pub kind: String,
    /// Where; `null` for the whole report.
    pub span: Option<Span>,
    /// What is doubtful.
    pub why: String,
}

/// What found something, and how sure it is: `{"rule": …, "score": …}` or `{"head": …, "score": …}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum By {
    /// A rule, named as its file.
    Rule {
        /// The rule's name.
        rule: String,
        /// Share of such findings that are right on the tuning data.
        score: Number,
    },
    /// A head of the encoder.
    Head {
        /// The head's name.
        head: String,
        /// Likewise.
        score: Number,
    },
}
