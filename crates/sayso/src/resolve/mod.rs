//! Resolving: who the mentions are, of which state and sector, who speaks, what lies within what, which figures differ.

mod bodies;
mod cataphora;
mod codes;
mod coreference;
mod descriptions;
mod differ;
mod events;
mod fold;
mod issuers;
mod links;
mod nesting;
mod occasion;
mod parties;
mod roles;
mod scene;
mod setting;
mod speakers;

pub use codes::{Fault, Parties};
pub use differ::differ;

use crate::read::{Page, figure};
use sayso_types::{Reading, Resolution};

/// Who and what the findings of a reading are. Closes what reading left open: figures and events learn on whose word they rest.
#[must_use]
pub fn resolve(page: &Page<'_>, reading: &mut Reading) -> Resolution {
    resolve_with(page, reading, &Parties::default())
}

/// As [`resolve`], with a table of parties that goes before the reader's own.
#[must_use]
pub fn resolve_with(page: &Page<'_>, reading: &mut Reading, parties: &Parties) -> Resolution {
    links::add_names(page, reading);
    let mut resolution = Resolution { within: nesting::within(page, &reading.statements), ..Resolution::default() };
    who(page, reading, &mut resolution);
    occasion::inherit(page, reading, &resolution.speakers, &resolution.within);
    figure::attribute(&mut reading.figures, &reading.statements);
    events::settle(page, reading, &resolution);
    resolution.differ = differ(page, reading, &resolution);
    codes::assign(page, reading, parties, &mut resolution.parties);
    resolution
}

/// Fills in parties, whose each mention is, and who speaks each statement.
fn who(page: &Page<'_>, reading: &Reading, resolution: &mut Resolution) {
    let scene = scene::Scene::new(page, reading);
    let mut cast = parties::gather(page, reading);
    let links = links::Links::new(page, reading, &scene);
    coreference::settle(page, reading, &scene, &links, &mut cast);
    let speakers = speakers::speakers(page, reading, &scene, &mut cast);
    let mut speaks = vec![false; cast.entities.len()];
    for &entity in speakers.iter().flatten() {
        speaks[entity] = true;
    }
    let (parties, of, place) = cast.parties(&speaks);
    resolution.speakers = speakers.into_iter().map(|it| place[it?]).collect();
    resolution.mention_party = of;
    resolution.parties = parties;
}
