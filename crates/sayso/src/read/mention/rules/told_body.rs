//! A name told to be a body's by a noun in small letters before it: `the television channel Ostra`.

use crate::read::mention::lexicon::{self, NounClass};
use crate::read::mention::{names, phrases, words};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, TokenKind};
use std::ops::Range;

pub(super) const RULE: Rule<Mention> = Rule { name: "told_body", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for run in names::runs(page) {
        let Some(kind) = told(page, &run).filter(|_| named(page, reading, &run)) else { continue };
        found.push(names::mention(page, run.clone(), run, MentionKind::Name(kind), By::rule(RULE.name, 0.85)));
    }
}

/// What the noun before a run tells it to be.
fn told(page: &Page<'_>, run: &Range<usize>) -> Option<PartyKind> {
    let noun = run.start.checked_sub(1)?;
    let small = page.kind(noun) == TokenKind::Word && page.word(noun).starts_with(char::is_lowercase);
    let tag = page.tag(noun).is_noun() && page.sentence_of(noun) == page.sentence_of(run.start);
    // A phrase that something before the noun opens; a bare noun is rather another's end.
    if !small || !tag || phrases::left(page, noun) == noun {
        return None;
    }
    match lexicon::noun(page.lower(noun))?.class {
        NounClass::Organization => Some(PartyKind::Organization),
        NounClass::Outlet => Some(PartyKind::Outlet),
        _ => None,
    }
}

/// Whether a run can be such a body's name: neither place nor, by its first name, a person.
fn named(page: &Page<'_>, reading: &Reading, run: &Range<usize>) -> bool {
    let person = run.len() > 1
        && lexicon::first_name(page.lower(run.start)).is_some()
        && !words::PARTICLES.contains(&page.lower(run.start));
    run.len() <= 4
        && !person
        && !names::titles(page, run.start)
        && names::place_at(reading, page.span(run.clone())).is_none()
}
