//! Roles: whether what a report tells of somebody lets a noun stand for them.

use super::parties::Entity;
use crate::read::mention::lexicon::{self, NounClass};
use sayso_types::PartyKind;

/// How well what is told of somebody fits a description: 0 nothing told, 2 a related noun, 3 the noun; `None` if it cannot be.
pub(super) fn fit(it: &Entity, head: &str, modifiers: &[&str]) -> Option<f32> {
    // What stands before the noun of a description is not what its entity is: `the company’s lawyer`.
    let has = |word: &str| {
        it.head == word || (it.named || it.head != head && word != head) && it.roles.iter().any(|other| other == word)
    };
    // A deputy commander whom only that tells of is no deputy.
    let is = |word: &str| it.named && has(word) || it.head == word;
    let field = |word: &str| {
        matches!(lexicon::body_word(word), Some((lexicon::Place::Field, _)))
            || matches!(word, "prime" | "vice" | "deputy" | "crown" | "chief" | "attorney")
    };
    let base = if has(head) || it.named && it.words.iter().any(|word| word == head) {
        3.0
    } else if KIN.iter().any(|kin| kin[0] == head && kin[1..].iter().any(|other| is(other)))
        || KIN.iter().any(|kin| kin.len() <= 4 && kin.contains(&head) && kin.iter().any(|other| is(other)))
    {
        2.0
    } else {
        0.0
    };
    if base == 0.0 {
        return Some(0.0);
    }
    let mut score = base;
    for word in modifiers {
        if has(word) {
            score += 0.5;
        } else if field(word) && (it.named || matches!(*word, "prime" | "vice" | "deputy" | "crown")) {
            return None;
        }
    }
    // `the president` is hardly the vice president, `the minister` rather not the prime minister.
    let unsaid = ["vice", "deputy", "prime", "spokesman", "spokeswoman", "spokesperson", "former", "ex-president"];
    for word in unsaid {
        if has(word) && !modifiers.contains(&word) && head != word {
            score -= 0.7;
        }
    }
    Some(score)
}

/// Whether somebody is told of by a noun, or by one that it can stand for.
pub(super) fn told_of(it: &Entity, head: &str) -> bool {
    let has = |word: &str| it.roles.iter().any(|other| other == word);
    !head.is_empty()
        && (has(head)
            || it.kind != PartyKind::Person && it.words.iter().any(|word| word == head)
            || KIN.iter().any(|kin| kin[0] == head && kin[1..].iter().any(|other| has(other))))
}

/// Whether somebody known by a description holds another office than somebody named: `the transport minister`, told of as
/// prime minister.
pub(super) fn other_office(described: &Entity, named: &Entity) -> bool {
    let field = |word: &&String| matches!(lexicon::body_word(word), Some((lexicon::Place::Field, _)));
    let office =
        |word: &String| lexicon::noun(word).is_some_and(|it| it.class == NounClass::Office) && *word == described.head;
    named.roles.iter().any(office)
        && described.roles.iter().filter(field).any(|word| !named.roles.iter().any(|other| other == word))
}

/// Whether a noun is an epithet that can be told of anybody.
pub(super) fn epithet(head: &str) -> bool {
    lexicon::noun(head).is_some_and(|it| it.class == NounClass::Person)
}

/// Nouns that can be told of one person, the first of each line the most general.
const KIN: &[&[&str]] = &[
    &["president", "head", "leader", "chief", "ex-president", "mandatary"],
    &["minister", "secretary", "fm", "pm", "premier", "chancellor", "leader", "official"],
    &[
        "lawmaker",
        "legislator",
        "senator",
        "representative",
        "congressman",
        "congresswoman",
        "deputy",
        "parliamentarian",
        "mp",
        "mep",
        "mla",
        "mna",
        "member",
        "politician",
        "sen.",
        "rep.",
        "assemblyman",
        "councilor",
        "councillor",
    ],
    &[
        "official",
        "minister",
        "secretary",
        "chief",
        "director",
        "head",
        "president",
        "governor",
        "mayor",
        "commissioner",
        "chairman",
        "chairperson",
        "chairwoman",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "deputy",
        "ambassador",
        "officer",
        "representative",
        "envoy",
        "superintendent",
        "inspector",
        "coordinator",
        "administrator",
    ],
    &[
        "leader",
        "president",
        "premier",
        "minister",
        "chairman",
        "chairwoman",
        "chairperson",
        "chair",
        "head",
        "chief",
        "secretary",
        "founder",
        "king",
        "emir",
        "chancellor",
        "governor",
        "bishop",
        "prime",
    ],
    &[
        "politician",
        "senator",
        "lawmaker",
        "minister",
        "president",
        "governor",
        "mayor",
        "candidate",
        "leader",
        "sen.",
        "rep.",
    ],
    &["judge", "justice", "magistrate"],
    &["spokesman", "spokeswoman", "spokesperson"],
    &["chairman", "chair", "chairperson", "chairwoman", "head"],
    &["lawyer", "attorney", "counsel", "barrister", "advocate", "solicitor"],
    &["diplomat", "ambassador", "envoy", "minister", "secretary", "consul"],
    &["executive", "ceo", "boss", "chief", "director", "manager"],
    &["police", "officer", "inspector", "superintendent", "constable", "sergeant", "detective", "commander"],
    &["commander", "general", "colonel", "admiral", "captain", "major", "gen.", "col.", "chief"],
    &["candidate", "nominee", "contender", "challenger", "frontrunner", "front-runner", "hopeful"],
    &["bishop", "archbishop", "cardinal", "priest", "cleric", "pastor", "pope", "rev."],
    &["reporter", "journalist", "correspondent", "columnist", "host", "anchor", "editor"],
    &[
        "expert",
        "professor",
        "analyst",
        "economist",
        "researcher",
        "scientist",
        "historian",
        "academic",
        "prof.",
        "dr.",
    ],
    &["monarch", "king", "queen", "emir", "sultan"],
    &["legislator", "lawmaker", "senator", "deputy", "mp"],
];
