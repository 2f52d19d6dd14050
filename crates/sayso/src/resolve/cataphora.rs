//! Descriptions before names: a report opens with `A former councillor`, and names her only in the next paragraph.

use super::parties::{self, Cast, Entity};
use super::roles;
use super::scene::Scene;
use crate::read::mention::lexicon::Gender;
use sayso_types::{PartyKind, Reading};

/// Joins those whom the first two sentences only describe to whoever is named soon after and told of by the same noun,
/// or, if the noun tells nothing, to the person the report then goes on about.
pub(super) fn join(reading: &Reading, scene: &Scene, cast: &mut Cast) {
    for early in 0..cast.entities.len() {
        let it = &cast.entities[early];
        let Some(first) = it.mentions.iter().copied().min() else { continue };
        let opens = reading.mentions[first].sentence <= 1
            && (scene.subject[first] || scene.source[first])
            && !scene.quoted[first];
        let person = matches!(it.kind, PartyKind::Person | PartyKind::Unnamed);
        if it.named || it.plural || !opens || !(person || it.kind == PartyKind::Organization) {
            continue;
        }
        let later = |other: &Entity| {
            let start = other.mentions.iter().copied().filter(|&at| !scene.quoted[at]).min()?;
            let apart = reading.mentions[start].sentence.checked_sub(reading.mentions[first].sentence)?;
            let fits = other.named
                && (other.kind == PartyKind::Person) == person
                && other.kind != PartyKind::Government
                && (it.gender == Gender::Either || it.gender == other.gender)
                && start > first
                && apart <= 6;
            fits.then_some(start)
        };
        let named: Vec<(usize, usize)> =
            cast.entities.iter().enumerate().filter_map(|(at, other)| Some((later(other)?, at))).collect();
        let told = |it: &Entity, other: &Entity| roles::told_of(other, &it.head) && !roles::other_office(it, other);
        let told = named.iter().filter(|(_, at)| told(it, &cast.entities[*at])).min();
        let most = cast
            .entities
            .iter()
            .filter(|other| other.kind == PartyKind::Person)
            .map(|other| other.mentions.len())
            .max();
        let about = named.iter().find(|(_, at)| {
            let count = cast.entities[*at].mentions.len();
            person && roles::epithet(&it.head) && count >= 3 && Some(count) == most
        });
        if let Some(&(_, entity)) = told.or(about) {
            parties::merge(cast, early, entity);
        }
    }
}
