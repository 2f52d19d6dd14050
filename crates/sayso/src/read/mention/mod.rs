//! Reading mentions.

pub mod rules;

use crate::read::Page;
use sayso_types::{Mention, Reading};

/// The mentions on a page, in text order.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<Mention> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.read)(page, reading, &mut found);
    }
    found
}
