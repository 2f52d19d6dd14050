//! Reads news reports and writes down on whose word everything in them rests.
//!
//! ```
//! use sayso::{Reader, ingest::{self, Hint}};
//!
//! let hint = Hint { published: sayso::date("2026-03-04"), ..Hint::default() };
//! let document = ingest::text("“The bridge is safe,” Mayor Ada Brook said on Monday.", &hint);
//! let (reading, resolution) = Reader::default().read(&document);
//! let speaker = resolution.speakers[0].map(|id| resolution.parties[id.0 as usize].name.as_str());
//! assert_eq!(speaker, Some("Ada Brook"));
//! assert_eq!(reading.statements[0].said.unwrap().to_string(), "2026-03-02");
//! ```
//!
//! The stages, in order: [`ingest`] (may fail, item by item), [`segment`], the encoder's signals, [`read`],
//! [`resolve`]; [`Reader`] is the one place that wires them. Everything after ingest cannot fail, only doubt.

pub mod ingest;
mod near;
mod phrases;
pub mod read;
mod reader;
pub mod render;
pub mod resolve;
pub mod segment;
mod table;

pub use reader::{Encoder, LoadError, Reader, Stage, Versions};
pub use resolve::{Fault, Parties};

pub use sayso_types as types;

/// The day that an ISO 8601 date (`2026-03-04`) names, if it is one.
#[must_use]
pub fn date(iso: &str) -> Option<types::Timestamp> {
    let day: jiff::civil::Date = iso.parse().ok()?;
    let date = types::Date { year: day.year(), month: day.month().unsigned_abs(), day: day.day().unsigned_abs() };
    Some(types::Timestamp { date, time: None, offset: None })
}
