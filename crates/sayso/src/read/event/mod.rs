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
use sayso_types::{Event, Participant, Reading, Status};

/// The events on a page, in text order, attributed to nobody yet.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<Event> {
    let rules = frames::read(page, reading);
    let heads = !page.signals.events.is_empty();
    let mut events = if heads { join::join(page, reading, tagged::read(page, reading), rules) } else { rules };
    for event in &mut events {
        nobody(page, event);
    }
    events
}

/// *We arrested nobody*: what befalls or is done by nobody is told as not happening.
fn nobody(page: &Page<'_>, event: &mut Event) {
    let somebody = |it: &Participant| {
        let first = it.mention.map(|span| page.lower(page.tokens_in(span).start));
        !matches!(first, Some("nobody" | "none"))
    };
    let told = event.actors.len() + event.recipients.len();
    event.actors.retain(somebody);
    event.recipients.retain(somebody);
    if event.actors.len() + event.recipients.len() < told {
        event.status = Status::Negated;
    }
}
