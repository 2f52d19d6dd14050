//! Resolving: who the mentions are, who speaks, what lies within what, which figures differ.

mod nesting;

use crate::read::Page;
use sayso_types::{Reading, Resolution};

/// Who and what the findings of a reading are. Closes what reading left open: figures learn on whose word they rest.
#[must_use]
pub fn resolve(_page: &Page<'_>, reading: &mut Reading) -> Resolution {
    Resolution {
        mention_party: vec![None; reading.mentions.len()],
        speakers: vec![None; reading.statements.len()],
        within: nesting::within(&reading.statements),
        ..Resolution::default()
    }
}
