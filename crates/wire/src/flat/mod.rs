//! Flat rows of a record: which columns each kind has, in plain words, said once for CSV, Parquet and Arrow alike.
//!
//! A row stands alone: it names its report, its outlet and on whose word it rests. Spans are code points of the
//! report's text, from the first fragment's start to the last one's end; the words themselves stand beside them.
//! Names avoid SQL's reserved words, so that queries need no quotation marks.

mod words;

pub use words::{GAP, Words};

use crate::{By, Geo, Number, Party, Record, Span};
use std::borrow::Cow;
use std::fmt;

/// What a table is about; one file each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One row a report, with its text.
    Documents,
    /// One row a statement.
    Statements,
    /// One row an event as one sentence tells it.
    Events,
    /// One row a figure.
    Figures,
    /// One row a party of one report.
    Parties,
    /// One row a place's name in the text.
    Places,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Documents, Self::Statements, Self::Events, Self::Figures, Self::Parties, Self::Places];

    /// The file's name, without its ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Statements => "statements",
            Self::Events => "events",
            Self::Figures => "figures",
            Self::Parties => "parties",
            Self::Places => "places",
        }
    }

    /// The columns, in order; all but a document's begin with those of its report.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        let report = if self == Self::Documents { &[] } else { REPORT };
        report.iter().map(|it| it.column).chain(self.own_columns()).collect()
    }

    /// The columns without those of the report: what tables inside of a report's row have.
    #[must_use]
    pub fn own_columns(self) -> Vec<Column> {
        match self {
            Self::Documents => columns(DOCUMENTS),
            Self::Statements => columns(STATEMENTS),
            Self::Events => columns(EVENTS),
            Self::Figures => columns(FIGURES),
            Self::Parties => columns(PARTIES),
            Self::Places => columns(PLACES),
        }
    }

    /// The rows of one report, each with one cell a column.
    #[must_use]
    pub fn rows<'a>(self, report: &Report<'a>) -> Vec<Vec<Cell<'a>>> {
        let own = self.own_rows(report);
        if self == Self::Documents {
            return own;
        }
        let head = || REPORT.iter().map(|it| (it.cell)(report, report.record));
        own.into_iter().map(|row| head().chain(row).collect()).collect()
    }

    /// The rows of one report, each with one cell for each of [`Kind::own_columns`].
    #[must_use]
    pub fn own_rows<'a>(self, report: &Report<'a>) -> Vec<Vec<Cell<'a>>> {
        let record = report.record;
        match self {
            Self::Documents => table(report, DOCUMENTS, std::slice::from_ref(record)),
            Self::Statements => table(report, STATEMENTS, &record.statements),
            Self::Events => table(report, EVENTS, &record.events),
            Self::Figures => table(report, FIGURES, &record.figures),
            Self::Parties => table(report, PARTIES, &record.parties),
            Self::Places => table(report, PLACES, &record.places),
        }
    }
}

fn columns<T>(fields: &[Field<T>]) -> Vec<Column> {
    fields.iter().map(|it| it.column).collect()
}

fn table<'a, T>(report: &Report<'a>, fields: &[Field<T>], items: &'a [T]) -> Vec<Vec<Cell<'a>>> {
    items.iter().map(|item| fields.iter().map(|it| (it.cell)(report, item)).collect()).collect()
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// What it tells, one line.
    pub tells: &'static str,
}

/// What the cells of a column hold. Lists are never null; the others may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A day.
    Day,
    /// A list of texts.
    Texts,
    /// A list of whole numbers.
    Wholes,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Not told.
    Null,
    /// See [`Holds::Text`].
    Text(Cow<'a, str>),
    /// See [`Holds::Whole`].
    Whole(i64),
    /// See [`Holds::Number`].
    Number(f64),
    /// See [`Holds::Day`].
    Day(jiff::civil::Date),
    /// See [`Holds::Texts`].
    Texts(Vec<Cow<'a, str>>),
    /// See [`Holds::Wholes`].
    Wholes(Vec<i64>),
}

/// As in a table of text: nothing for null, lists joined by `; `.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(it) => f.write_str(it),
            Self::Whole(it) => it.fmt(f),
            Self::Number(it) => it.fmt(f),
            Self::Day(it) => it.fmt(f),
            Self::Texts(all) => f.write_str(&all.join("; ")),
            Self::Wholes(all) => f.write_str(&all.iter().map(i64::to_string).collect::<Vec<_>>().join("; ")),
        }
    }
}

/// A record with its text ready to be cut.
pub struct Report<'a> {
    record: &'a Record,
    words: Words<'a>,
}

impl<'a> Report<'a> {
    /// Counts the text once, for all kinds of rows.
    #[must_use]
    pub fn new(record: &'a Record) -> Self {
        Self { record, words: Words::new(&record.document.text) }
    }

    /// The speaker of a statement, by id.
    fn word_of(&self, statement: Option<u32>) -> Cell<'a> {
        let said = statement.and_then(|id| self.record.statements.iter().find(|it| it.id == id));
        maybe(said.and_then(|it| it.speaker.as_ref()))
    }

    fn party(&self, id: Option<u32>) -> Option<&'a Party> {
        id.and_then(|id| self.record.parties.iter().find(|it| it.id == id))
    }

    fn words(&self, span: Option<Span>) -> Cell<'a> {
        span.map_or(Cell::Null, |it| text(self.words.at(it)))
    }

    fn each(&self, spans: &[Span]) -> Cell<'a> {
        Cell::Texts(spans.iter().map(|&it| self.words.at(it).into()).collect())
    }
}

struct Field<T> {
    column: Column,
    cell: for<'a> fn(&Report<'a>, &'a T) -> Cell<'a>,
}

const fn field<T>(
    name: &'static str,
    holds: Holds,
    tells: &'static str,
    cell: for<'a> fn(&Report<'a>, &'a T) -> Cell<'a>,
) -> Field<T> {
    Field { column: Column { name, holds, tells }, cell }
}

use Holds::{Day, Number as Real, Text, Texts, Whole, Wholes};

/// What every row but a document's begins with.
static REPORT: &[Field<Record>] = &[
    field("document_id", Text, "the report's id", |_, it| text(&it.document.id)),
    field("outlet", Text, "who published it", |_, it| maybe(it.document.outlet.as_ref())),
    field("published", Text, "first publication, ISO 8601", |_, it| maybe(it.document.published.as_ref())),
    field("published_on", Day, "the day of that, as written, whatever the offset", |_, it| {
        day(it.document.published.as_deref())
    }),
];

static DOCUMENTS: &[Field<Record>] = &[
    field("document_id", Text, "the input's own id, else the digest of its bytes", |_, it| text(&it.document.id)),
    field("outlet", Text, "who published it", |_, it| maybe(it.document.outlet.as_ref())),
    field("published", Text, "first publication, ISO 8601", |_, it| maybe(it.document.published.as_ref())),
    field("published_on", Day, "the day of that, as written, whatever the offset", |_, it| {
        day(it.document.published.as_deref())
    }),
    field("modified", Text, "last change, ISO 8601", |_, it| maybe(it.document.modified.as_ref())),
    field("url", Text, "canonical address", |_, it| maybe(it.document.url.as_ref())),
    field("title", Text, "headline", |_, it| maybe(it.document.title.as_ref())),
    field("authors", Texts, "authors, one name each", |_, it| texts(&it.document.authors)),
    field("language", Text, "BCP 47 primary language", |_, it| maybe(it.document.language.as_ref())),
    field("body", Text, "the text that every span points into", |_, it| text(&it.document.text)),
    field("statements", Whole, "how many statements", |_, it| count(&it.statements)),
    field("events", Whole, "how many events", |_, it| count(&it.events)),
    field("figures", Whole, "how many figures", |_, it| count(&it.figures)),
    field("doubts", Texts, "what the reader is unsure of", |_, it| {
        Cell::Texts(it.doubts.iter().map(|it| format!("{}: {}", it.kind, it.why).into()).collect())
    }),
    field("reader_version", Text, "version of the reader", |_, it| text(&it.reader.version)),
    field("reader_weights", Text, "digest of the encoder's weights", |_, it| maybe(it.reader.weights.as_ref())),
    field("reader_data", Text, "digest of the reader's tables", |_, it| text(&it.reader.data)),
];

static STATEMENTS: &[Field<crate::Statement>] = &[
    field("statement_id", Whole, "its number in the report", |_, it| whole(it.id)),
    field("speaker", Text, "canonical name of who speaks", |_, it| maybe(it.speaker.as_ref())),
    field("speaker_kind", Text, "person, organization, government, …", |r, it| {
        maybe(r.party(it.party).map(|it| &it.kind))
    }),
    field("party_id", Whole, "the party that speaks", |_, it| wholly(it.party)),
    field("source", Text, "the source's words nearest the cue", |r, it| r.words(it.source)),
    field("cue", Text, "what tells that something is attributed", |r, it| r.words(it.cue)),
    field("addressee", Text, "to whom it is said", |r, it| r.words(it.addressee)),
    field("words", Text, "what is said, ` … ` between fragments", |r, it| {
        Cell::Text(r.words.joined(&it.content).into())
    }),
    field("quoted", Texts, "the parts in quotation marks", |r, it| r.each(&it.quoted)),
    field("manner", Text, "direct, indirect or mixed", |_, it| text(&it.manner)),
    field("act", Text, "say, ask, deny, …", |_, it| text(&it.act)),
    field("said_on", Text, "the day or interval it was said in", |_, it| maybe(it.said_on.as_ref())),
    field("said_at", Text, "the moment, where told", |_, it| maybe(it.said_at.as_ref())),
    field("within_statement", Whole, "the statement whose content holds it", |_, it| wholly(it.within)),
    field("starts_at", Whole, "first code point", |_, it| whole(it.content.first().map(|it| it[0]))),
    field("ends_at", Whole, "one past the last code point", |_, it| whole(it.content.last().map(|it| it[1]))),
    field("found_by", Text, "the rule or head that found it", |_, it| finder(&it.by)),
    field("score", Real, "how sure that is, 0 to 1", |_, it| score(&it.by)),
];

static EVENTS: &[Field<crate::Event>] = &[
    field("event_id", Whole, "its number in the report", |_, it| whole(it.id)),
    field("same_as", Whole, "number shared by rows of one event in this report", |_, it| whole(it.same_as)),
    field("words", Text, "the words that carry it", |r, it| r.words(Some(it.trigger))),
    field("event_type", Text, "PLOVER type", |_, it| text(&it.event_type)),
    field("modes", Texts, "PLOVER modes", |_, it| texts(&it.modes)),
    field("status", Text, "occurred, future, hypothetical or negated", |_, it| text(&it.status)),
    field("actors", Texts, "who did it", |_, it| Cell::Texts(it.actors.iter().map(|it| (&it.name).into()).collect())),
    field("recipients", Texts, "to whom", |_, it| {
        Cell::Texts(it.recipients.iter().map(|it| (&it.name).into()).collect())
    }),
    field("happens_on", Text, "the day or interval it falls in", |_, it| maybe(it.when.as_ref())),
    field("place", Text, "the place's name as in the report", |_, it| maybe(it.place.as_ref())),
    field("place_name", Text, "its name in the gazetteer", |_, it| maybe(it.geo.as_ref().map(|it| &it.name))),
    field("latitude", Real, "degrees, WGS 84", |_, it| at(it.geo.as_ref(), |it| it.lat)),
    field("longitude", Real, "degrees, WGS 84", |_, it| at(it.geo.as_ref(), |it| it.lon)),
    field("country", Text, "ISO 3166 alpha-3 code", |_, it| maybe(it.geo.as_ref().and_then(|it| it.country.as_ref()))),
    field("admin1", Text, "first-level division", |_, it| maybe(it.geo.as_ref().and_then(|it| it.admin1.as_ref()))),
    field("geonames_id", Whole, "GeoNames id", |_, it| wholly(it.geo.as_ref().and_then(|it| it.geonames_id))),
    field("contexts", Texts, "PLOVER contexts, most telling first", |_, it| texts(&it.contexts)),
    field("cameo", Text, "CAMEO code", |_, it| maybe(it.cameo.as_ref())),
    field("quad", Whole, "1 and 2 cooperation, 3 and 4 conflict; odd: in words", |_, it| whole(u32::from(it.quad))),
    field("scale", Real, "PLOVER's scale, −10 to 10", |_, it| Cell::Number(it.scale.0)),
    field("dead_low", Whole, "least number of dead", |_, it| dead(it.dead.map(|it| it.0))),
    field("dead_high", Whole, "greatest number of dead; null: open", |_, it| dead(it.dead.and_then(|it| it.1))),
    field("injured_low", Whole, "least number of injured", |_, it| dead(it.injured.map(|it| it.0))),
    field("injured_high", Whole, "greatest number; null: open", |_, it| dead(it.injured.and_then(|it| it.1))),
    field("attributed_to", Whole, "the statement that reports it; null: the report's own voice", |_, it| {
        wholly(it.attributed_to)
    }),
    field("on_word_of", Text, "who speaks there", |r, it| r.word_of(it.attributed_to)),
    field("starts_at", Whole, "first code point of the words", |_, it| whole(it.trigger[0])),
    field("ends_at", Whole, "one past the last", |_, it| whole(it.trigger[1])),
    field("found_by", Text, "the rule or head that found it", |_, it| finder(&it.by)),
    field("score", Real, "how sure that is, 0 to 1", |_, it| score(&it.by)),
];

static FIGURES: &[Field<crate::Figure>] = &[
    field("figure_id", Whole, "its number in the report", |_, it| whole(it.id)),
    field("words", Text, "the quantity as written", |r, it| r.words(Some(it.span))),
    field("low", Real, "least value in base units; null: open", |_, it| real(it.low)),
    field("high", Real, "greatest value; null: open", |_, it| real(it.high)),
    field("unit", Text, "count, percent, %pt, an ISO 4217 code or a unit", |_, it| text(&it.unit)),
    field("counted", Text, "the thing counted or measured", |_, it| text(&it.of)),
    field("per", Text, "for a rate: for each what", |_, it| maybe(it.per.as_ref())),
    field("told_for", Text, "for what time it is told, ISO 8601", |_, it| maybe(it.when.as_ref())),
    field("place", Text, "the place's name as in the report", |_, it| maybe(it.place.as_ref())),
    field("attributed_to", Whole, "the statement that holds it; null: the report's own voice", |_, it| {
        wholly(it.attributed_to)
    }),
    field("on_word_of", Text, "who speaks there", |r, it| r.word_of(it.attributed_to)),
    field("differs_from", Wholes, "figures of this report that cannot hold with it", |r, it| {
        let sets = r.record.differ.iter().filter(|set| set.figures.contains(&it.id));
        let mut others: Vec<i64> =
            sets.flat_map(|set| &set.figures).filter(|&&id| id != it.id).map(|&id| id.into()).collect();
        others.sort_unstable();
        others.dedup();
        Cell::Wholes(others)
    }),
    field("starts_at", Whole, "first code point of the words", |_, it| whole(it.span[0])),
    field("ends_at", Whole, "one past the last", |_, it| whole(it.span[1])),
    field("found_by", Text, "the rule or head that found it", |_, it| finder(&it.by)),
    field("score", Real, "how sure that is, 0 to 1", |_, it| score(&it.by)),
];

static PARTIES: &[Field<Party>] = &[
    field("party_id", Whole, "its number in the report", |_, it| whole(it.id)),
    field("name", Text, "canonical name, or the description of an unnamed one", |_, it| text(&it.name)),
    field("kind", Text, "person, organization, government, …", |_, it| text(&it.kind)),
    field("role", Text, "title or role as told", |_, it| maybe(it.role.as_ref())),
    field("country", Text, "ISO 3166 alpha-3 code", |_, it| maybe(it.country.as_ref())),
    field("sector", Text, "PLOVER sector", |_, it| maybe(it.sector.as_ref())),
    field("code", Text, "PLOVER or CAMEO actor code", |_, it| maybe(it.code.as_ref())),
    field("mentions", Whole, "how often it is mentioned", |_, it| count(&it.mentions)),
    field("mentioned_as", Texts, "its mentions, in text order", |r, it| r.each(&it.mentions)),
    field("starts_at", Whole, "first code point of the first mention", |_, it| {
        whole(it.mentions.first().map(|it| it[0]))
    }),
    field("ends_at", Whole, "one past the last of the last mention", |_, it| whole(it.mentions.last().map(|it| it[1]))),
];

static PLACES: &[Field<crate::Place>] = &[
    field("words", Text, "the name as written", |r, it| r.words(Some(it.span))),
    field("name", Text, "its name in the gazetteer", |_, it| text(&it.name)),
    field("latitude", Real, "degrees, WGS 84", |_, it| Cell::Number(it.lat.0)),
    field("longitude", Real, "degrees, WGS 84", |_, it| Cell::Number(it.lon.0)),
    field("country", Text, "ISO 3166 alpha-3 code", |_, it| maybe(it.country.as_ref())),
    field("admin1", Text, "first-level division", |_, it| maybe(it.admin1.as_ref())),
    field("geonames_id", Whole, "GeoNames id", |_, it| wholly(it.geonames_id)),
    field("starts_at", Whole, "first code point", |_, it| whole(it.span[0])),
    field("ends_at", Whole, "one past the last", |_, it| whole(it.span[1])),
];

fn text(it: &str) -> Cell<'_> {
    Cell::Text(it.into())
}

fn maybe(it: Option<&String>) -> Cell<'_> {
    it.map_or(Cell::Null, |it| text(it))
}

fn texts(all: &[String]) -> Cell<'_> {
    Cell::Texts(all.iter().map(|it| it.as_str().into()).collect())
}

fn whole<'a>(it: impl Into<Option<u32>>) -> Cell<'a> {
    wholly(it.into())
}

fn wholly<'a>(it: Option<u32>) -> Cell<'a> {
    it.map_or(Cell::Null, |it| Cell::Whole(it.into()))
}

/// More dead than an `i64` counts is a slip of a record from elsewhere, and counts as the most there can be.
fn dead<'a>(it: Option<u64>) -> Cell<'a> {
    it.map_or(Cell::Null, |it| Cell::Whole(i64::try_from(it).unwrap_or(i64::MAX)))
}

fn count<'a, T>(all: &[T]) -> Cell<'a> {
    Cell::Whole(i64::try_from(all.len()).unwrap_or(i64::MAX))
}

fn real<'a>(it: Option<Number>) -> Cell<'a> {
    it.map_or(Cell::Null, |it| Cell::Number(it.0))
}

fn at<'a>(geo: Option<&Geo>, value: fn(&Geo) -> Number) -> Cell<'a> {
    real(geo.map(value))
}

/// The first ten characters of an ISO 8601 date or moment, where they are a day.
fn day<'a>(it: Option<&str>) -> Cell<'a> {
    let day = it.and_then(|it| it.get(..10)).and_then(|it| it.parse().ok());
    day.map_or(Cell::Null, Cell::Day)
}

fn finder(by: &By) -> Cell<'_> {
    match by {
        By::Rule { rule: name, .. } | By::Head { head: name, .. } => text(name),
    }
}

fn score<'a>(by: &By) -> Cell<'a> {
    match by {
        By::Rule { score, .. } | By::Head { score, .. } => Cell::Number(score.0),
    }
}
