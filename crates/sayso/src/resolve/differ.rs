//! Figures of one report about the same thing that cannot both hold.

use crate::read::Page;
use sayso_types::{Differ, Reading, Resolution};

/// Figures about one thing whose ranges cannot both hold, in text order.
#[must_use]
pub fn differ(_page: &Page<'_>, _reading: &Reading, _resolution: &Resolution) -> Vec<Differ> {
    Vec::new()
}
