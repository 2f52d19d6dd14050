//! Reading statements.

pub mod rules;

use crate::read::Page;
use sayso_types::{Reading, Statement};

/// The statements on a page, in text order.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<Statement> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.read)(page, reading, &mut found);
    }
    found
}
