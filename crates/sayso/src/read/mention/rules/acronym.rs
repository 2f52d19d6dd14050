//! A body by its capitals: `GAO`, `DSAWHU`.

use crate::read::mention::{names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading};

pub(super) const RULE: Rule<Mention> = Rule { name: "acronym", read };

/// Capitals that name no body.
const OTHERS: &[&str] = &[
    "A.M.", "AC", "AD", "AFP", "AI", "AIDS", "AIR", "AK", "AM", "APP", "ATM", "BC", "BST", "CCTV", "CD", "CEO", "CFO",
    "COO", "COVID", "CT", "DC", "DJ", "DNA", "DVD", "EDT", "EST", "EV", "FAQ", "FM", "FX", "GDP", "GDPR", "GMO", "GMT",
    "GPS", "GST", "HIV", "HIV/AIDS", "HQ", "HRH", "ID", "II", "III", "IMAGE", "IPO", "IQ", "IT", "IV", "IX", "LED",
    "LGBT", "LGBTI", "LGBTQ", "MC", "MP", "MPS", "MRI", "NGO", "NGOS", "NOT", "OC", "OK", "P.M.", "PCR", "PDF", "PDT",
    "PM", "PPE", "PR", "PST", "Q", "QR", "RM", "RS", "SIM", "SMS", "SP", "SR", "SUV", "TK", "TV", "U.K.", "U.S.",
    "U.S.A.", "UAE", "UFO", "UK", "US", "USA", "USB", "USD", "USSR", "UV", "VAT", "VI", "VII", "VIII", "VIP", "VR",
    "WW1", "WWI", "WWII", "XI", "XII",
];

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for (n, sentence) in page.sentences().iter().enumerate() {
        if names::blind(page, n) {
            continue;
        }
        for at in sentence.tokens.clone() {
            let word = page.word(at);
            if !short(word) || OTHERS.binary_search(&word).is_ok() {
                continue;
            }
            if names::place_at(reading, page.tokens()[at].span).is_some() || between_names(page, at) {
                continue;
            }
            if !acting(page, at) && !elsewhere(page, word) {
                continue;
            }
            let start = at - usize::from(at > sentence.tokens.start && page.lower(at - 1) == "the");
            let kind = MentionKind::Name(PartyKind::Organization);
            found.push(names::mention(page, start..at + 1, at..at + 1, kind, By::rule(RULE.name, 0.8)));
        }
    }
}

/// Two to seven letters, nearly all of them capitals.
fn short(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=7).contains(&letters)
        && word.starts_with(char::is_uppercase)
        && (upper == letters || letters > 2 && upper + 1 == letters)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '&' | '-'))
        && !(upper + 1 == letters && word.ends_with('s'))
}

/// Whether the capitals stand like a body's: with *the*, as an actor or owner, before an office, or in brackets after a name
/// that ends like a body's.
fn acting(page: &Page<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| page.lower(before));
    before == "the"
        || page.lower(at + 1) == "'s"
        || names::titles(page, at + 1)
        || phrases::acts(page, at, at + 1)
        || before == "(" && at > 1 && names::ends_body(page, &(at - 2..at - 1))
}

/// Whether the same capitals stand like a body's anywhere.
fn elsewhere(page: &Page<'_>, word: &str) -> bool {
    (0..page.tokens().len()).any(|at| page.word(at) == word && acting(page, at))
}

/// Whether capitalised words on both sides make the word part of a longer name.
fn between_names(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && names::namelike(page, at - 1)
        && !names::all_capitals(page.word(at - 1))
        && at + 1 < page.tokens().len()
        && names::namelike(page, at + 1)
}
