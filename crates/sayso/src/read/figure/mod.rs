//! Reading figures.

pub mod rules;

use crate::read::Page;
use sayso_types::{Figure, Reading};

/// The figures on a page, in text order.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<Figure> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.read)(page, reading, &mut found);
    }
    found
}
