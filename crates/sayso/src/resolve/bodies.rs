//! Which body a description means: `the ministry`, `the company`.

use super::descriptions::{Asked, Told};
use super::fold;
use super::parties::Entity;
use crate::read::mention::lexicon::{self, Gender, Noun, NounClass};
use sayso_types::{PartyKind, Reading};

/// The body that a description means, if the report told of one that fits.
pub(super) fn body(asked: &Asked<'_>) -> Option<usize> {
    let Asked { page, reading, cast, at, told, .. } = *asked;
    if !told.definite || told.owned {
        return None;
    }
    let noun = told.noun?;
    // `the City of Limm` again.
    let words = fold::words(reading.mentions[at].span.of(page.text()));
    let again = |it: &Entity| !it.mentions.is_empty() && it.words == words && it.kind != PartyKind::Group;
    if words.len() > 2
        && let Some(entity) = cast.entities.iter().position(again)
    {
        return Some(entity);
    }
    let mut best: Option<(f32, usize)> = None;
    for (entity, it) in cast.entities.iter().enumerate() {
        let nobody = matches!(it.kind, PartyKind::Unnamed | PartyKind::Group | PartyKind::Document | PartyKind::Place);
        if nobody || it.kind == PartyKind::Person && !perhaps_body(reading, it) || it.mentions.is_empty() {
            continue;
        }
        if told.country.is_some() && it.country.is_some() && told.country != it.country {
            continue;
        }
        let has = |word: &str| it.words.iter().any(|other| other == word) || it.roles.iter().any(|other| other == word);
        let Some(fit) = body_fit(it, told, noun) else { continue };
        let strange = told.modifiers.iter().filter(|word| !has(word)).count();
        let strange = f32::from(u16::try_from(strange).unwrap_or(u16::MAX));
        // `the Limm news agency` is none of another name.
        if fit < 3.0
            && told.proper.iter().any(|word| !has(word) && told.country.is_none_or(|_| it.country != told.country))
        {
            continue;
        }
        let Some(salience) = asked.salience(it) else { continue };
        if fit < 2.0 && salience < -1.5 {
            continue;
        }
        let mut score = fit + salience * 0.7 - 0.5 * strange;
        score += if it.named { 0.5 } else { 0.0 };
        if strange > 0.0
            && fit >= 3.0
            && told.country.is_none()
            && it.named
            && told.modifiers.iter().any(|word| lexicon::body_word(word).is_some())
        {
            score -= 2.0;
        }
        if score > 0.0 && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, entity));
        }
    }
    best.map(|(_, entity)| entity)
}

/// Heads that any body can be taken up by.
fn generic(head: &str) -> bool {
    matches!(
        head,
        "group"
            | "organization"
            | "organisation"
            | "company"
            | "firm"
            | "agency"
            | "body"
            | "institution"
            | "outfit"
            | "network"
            | "newspaper"
            | "outlet"
            | "daily"
            | "paper"
            | "broadcaster"
            | "site"
            | "charity"
            | "ngo"
            | "association"
            | "watchdog"
            | "giant"
            | "maker"
            | "manufacturer"
            | "corporation"
            | "station"
            | "channel"
            | "magazine"
            | "startup"
            | "lender"
            | "airline"
            | "retailer"
            | "federation"
            | "studio"
            | "developer"
            | "operator"
            | "carrier"
            | "platform"
            | "business"
            | "conglomerate"
            | "institute"
    )
}

/// Whether a name was only guessed to be a person's, so that `the company` can mean it.
fn perhaps_body(reading: &Reading, it: &Entity) -> bool {
    let guessed = |&at: &usize| reading.mentions[at].by.score < 0.7;
    it.weak && it.named && it.roles.is_empty() && it.gender == Gender::Either && it.mentions.iter().all(guessed)
}

/// How well a body is told of by a description's noun: 3 that noun, 2 another for those who govern, less a noun that
/// any body can be taken up by; `None` if not at all.
fn body_fit(it: &Entity, told: &Told<'_>, noun: Noun) -> Option<f32> {
    let has = |word: &str| it.words.iter().chain(&it.roles).any(|other| other == word);
    let twin = twin(told.head);
    if it.head == told.head || twin.is_some_and(|twin| it.head == twin || it.named && has(twin)) {
        return Some(3.0);
    }
    if it.named && has(told.head) {
        return Some(3.0);
    }
    if noun.class == NounClass::Government {
        let governs = rules(&it.head) || it.named && it.words.iter().any(|word| rules(word));
        return (rules(told.head) && governs).then_some(2.0);
    }
    if it.kind == PartyKind::Person {
        return (generic(told.head) && noun.class == NounClass::Organization).then_some(1.3);
    }
    let outlet = it.kind == PartyKind::Outlet;
    let outlet_told = noun.class == NounClass::Outlet || told.head == "network" || told.head == "paper" && outlet;
    if generic(told.head) && it.named && !public(it) && outlet == outlet_told {
        return (it.kind != PartyKind::Government).then_some(1.5);
    }
    // Capitals alone do not tell what body it is.
    let unknown = it.named && it.words.len() == 1 && it.kind == PartyKind::Organization;
    (unknown && lexicon::known_name(&it.name).is_none()).then_some(1.0)
}

/// A noun for those who govern.
fn rules(head: &str) -> bool {
    matches!(head, "government" | "administration" | "cabinet" | "regime" | "junta")
}

/// A noun that means nearly the same.
fn twin(head: &str) -> Option<&'static str> {
    Some(match head {
        "military" => "army",
        "army" => "military",
        "ministry" => "department",
        "department" => "ministry",
        "organization" => "organisation",
        "organisation" => "organization",
        "court" => "tribunal",
        _ => return None,
    })
}

/// Whether a body is a state's by its name, and no company or group.
fn public(it: &Entity) -> bool {
    let word = |word: &String| {
        matches!(
            word.as_str(),
            "ministry"
                | "department"
                | "court"
                | "parliament"
                | "senate"
                | "congress"
                | "assembly"
                | "cabinet"
                | "police"
                | "army"
        )
    };
    it.words.iter().any(word)
}
