//! GDELT 2: rows of Events (61 columns), Mentions (16) and the Global Knowledge Graph 2.1 (27), tab-separated, without header or
//! quoting.
//!
//! | what | how it is written |
//! | --- | --- |
//! | Events | a row for each event that the report tells as occurred; records of one event (`same_as`) are one row |
//! | Mentions | a row for each record of such an event |
//! | GKG | a row for each report, with quotations, figures, names, places, dates; status and source in the extras |
//! | ids | from digests of the report's id and the event's number, below 2^52: the same input gives the same ids |
//! | batch stamps | the moment of publication in UTC, empty where the report has none; never the clock |
//! | tone, GCAM's measures | not measured: empty, or 0 where the inner format asks for a number |
//! | Actor1, Actor2 | the first actor and the first recipient; all of them stand in `plover` alone |
//! | places of actors | not read: type 0 and empty |
//! | division codes | FIPS has them only of the United States here; elsewhere the country's code stands, as GDELT does for countries |
//! | feature ids | country and state codes alone: the numbers of GeoNames are not those of GNS and GNIS |

mod actors;
mod counts;
mod events;
mod extras;
mod gkg;
mod places;

use super::days;
use crate::score::text::Text;
use jiff::civil::Date;
use sayso_wire::Record;

/// The rows of one report, each ending in `\n`.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) events: String,
    pub(crate) mentions: String,
    pub(crate) gkg: String,
}

/// The rows of a report.
pub(crate) fn rows(record: &Record) -> Rows {
    let report = Report::new(record);
    Rows { events: events::events(&report), mentions: events::mentions(&report), gkg: gkg::row(&report) }
}

/// A record with what all three streams need of it.
struct Report<'a> {
    record: &'a Record,
    text: Text,
    /// The moment of publication in UTC, `YYYYMMDDHHMMSS`; empty where the report has none.
    stamp: String,
    /// The day of publication.
    published: Option<Date>,
}

impl<'a> Report<'a> {
    fn new(record: &'a Record) -> Self {
        let published = record.document.published.as_deref();
        Self {
            record,
            text: Text::new(&record.document.text),
            stamp: published.and_then(days::stamp).unwrap_or_default(),
            published: published.and_then(days::day),
        }
    }

    fn words(&self, span: sayso_wire::Span) -> String {
        super::words(&self.text, span)
    }

    /// Its address, else its id.
    fn identifier(&self) -> &str {
        self.record.document.url.as_deref().unwrap_or(&self.record.document.id)
    }

    /// 1, a page of the web, or 2, something that is cited alone.
    fn source_type(&self) -> &'static str {
        if self.record.document.url.is_some() { "1" } else { "2" }
    }

    /// The domain, else the outlet's name.
    fn source_name(&self) -> &str {
        let document = &self.record.document;
        let host = document.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
        let host = host.and_then(|rest| rest.split(['/', '?', '#', ':']).next()).filter(|host| !host.is_empty());
        host.map(|host| host.trim_start_matches("www.")).or(document.outlet.as_deref()).unwrap_or_default()
    }

    /// What an event is called in every stream.
    fn event_id(&self, event: u32) -> u64 {
        number(&format!("{}\n{event}", self.record.document.id))
    }
}

/// A number below 2^52 that stands for a name: tools that read numbers as floats keep it.
fn number(name: &str) -> u64 {
    u64::from_str_radix(&sayso::ingest::digest(name.as_bytes())[..13], 16).unwrap_or_default()
}

/// Cells as a row. What separates cells and rows becomes a space.
fn joined(cells: &[String]) -> String {
    let cell = |cell: &String| cell.replace(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}', " ");
    cells.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n"
}

/// Words inside a cell whose parts are separated by these characters, which become spaces.
fn within(words: &str, separators: &[char]) -> String {
    words.replace(separators, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number with as many digits as it has.
fn decimal(number: sayso_wire::Number) -> String {
    number.0.to_string()
}
