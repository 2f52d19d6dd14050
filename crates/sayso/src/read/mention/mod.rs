//! Reading mentions.

mod again;
mod choose;
pub(crate) mod heads;
pub(crate) mod lexicon;
pub(crate) mod names;
mod phrases;
pub mod rules;
mod tagged;
pub(crate) mod words;

use crate::read::Page;
use sayso_types::{Mention, Reading};

/// The mentions on a page, in text order. They may lie one in the other (`his` in `his lawyer`), but no two share a head.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<Mention> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.read)(page, reading, &mut found);
    }
    let mut found = choose::choose(tagged::join(page, reading, found));
    again::add(page, reading, &mut found);
    found
}
