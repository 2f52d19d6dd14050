//! Reading times.

pub mod rules;

use crate::read::Page;
use sayso_types::{Reading, TimeMention};

/// The times on a page, in text order.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<TimeMention> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.read)(page, reading, &mut found);
    }
    found
}
