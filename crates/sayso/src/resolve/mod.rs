//! Resolving: who the mentions are, who speaks, what lies within what, which figures differ.

mod differ;

pub use differ::differ;

use crate::read::{Page, figure};
use sayso_types::{Reading, Resolution};

/// Who and what the findings of a reading are. Closes what reading left open: figures learn on whose word they rest.
#[must_use]
pub fn resolve(page: &Page<'_>, reading: &mut Reading) -> Resolution {
    let mut resolution = Resolution {
        mention_party: vec![None; reading.mentions.len()],
        speakers: vec![None; reading.statements.len()],
        within: vec![None; reading.statements.len()],
        ..Resolution::default()
    };
    figure::attribute(&mut reading.figures, &reading.statements);
    resolution.differ = differ(page, reading, &resolution);
    resolution
}
