//! Reading events: who did what to whom, and whether it is told as done, planned, possible or denied.
//!
//! `frames` reads them by rules: `lexicon` knows the words that tell of events, `clauses` cuts sentences, `arguments` finds who acts on
//! whom, `status` how it is told, `hard_cases` what PLOVER makes of it, `toll` how many died; `sayings` are statements that
//! are events themselves. `tagged` reads them by the encoder's heads, and `join` settles what the two tell. Names, times, places and
//! on whose word an event rests are for [`crate::resolve`] to say.

mod arguments;
mod between;
mod cameo;
mod clauses;
pub(crate) mod contexts;
pub(crate) mod frames;
pub(crate) mod hard_cases;
mod implied;
mod join;
mod lexicon;
mod sayings;
pub(crate) mod status;
mod tagged;
pub(crate) mod toll;

pub use between::between;
pub use cameo::{cameo, goldstein};
pub use frames::{Candidate, candidates};

use crate::read::Page;
use sayso_types::{Event, Reading};

/// The events on a page, in text order, attributed to nobody yet.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<Event> {
    let rules = frames::read(page, reading);
    if page.signals.events.is_empty() { rules } else { join::join(page, reading, tagged::read(page, reading), rules) }
}
