//! Reading by rules: what stands in a document, each finding with the rule that found it.
//!
//! Topics are read in this order, and a rule sees what earlier topics found: times and places, then mentions,
//! then statements, then figures, then events. Rules of one topic never see each other's findings; the topic's `choose`
//! settles overlaps once. Rules touch no disk, clock, environment or network.

pub mod attribute;
pub mod decode;
pub mod event;
pub mod figure;
pub mod mention;
mod page;
pub mod place;
pub mod statement;
pub mod time;

pub use page::Page;

use sayso_types::{Doubt, DoubtKind, Reading};

/// One pattern that the reader knows: a file in its topic's `rules` folder, a line in that folder's `RULES`, and a
/// file of cases.
#[derive(Debug)]
pub struct Rule<T: 'static> {
    /// Named for the pattern it sees, as its file.
    pub name: &'static str,
    /// Adds what it sees on the page; the reading holds what earlier topics found.
    pub read: fn(&Page<'_>, &Reading, &mut Vec<T>),
}

/// Everything found on a page.
#[must_use]
pub fn read(page: &Page<'_>) -> Reading {
    read_in(page, figure::Scope::default())
}

/// As [`read`], with the numbers that this scope takes for figures.
#[must_use]
pub fn read_in(page: &Page<'_>, figures: figure::Scope) -> Reading {
    let mut reading = Reading::default();
    if page.document.masthead.published.is_none() {
        let why = "no publication date: relative times stay unresolved".to_owned();
        reading.doubts.push(Doubt { kind: DoubtKind::NoDate, span: None, why });
    }
    reading.times = time::read(page, &reading);
    reading.places = place::read(page, &reading);
    reading.mentions = mention::read(page, &reading);
    reading.statements = statement::read(page, &reading);
    reading.figures = figure::read_in(page, &reading, figures);
    reading.events = event::read(page, &reading);
    reading
}

/// Digest of the embedded word lists and tables, in hexadecimal.
#[must_use]
pub fn data_digest() -> &'static str {
    crate::table::digest()
}
