//! The place in capitals that opens a report: `KYIV, March 3 —`, `CAPE TOWN (Agency) -`.

use super::super::{
    gazetteer::{Kind, gazetteer},
    names::names,
};
use crate::read::{Page, Rule};
use sayso_types::{By, PlaceMention, Reading, TokenKind};

pub(super) const RULE: Rule<PlaceMention> = Rule { name: "dateline", read };

/// Datelines are short: the dash or bracket that ends one comes within so many tokens.
const REACH: usize = 14;

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<PlaceMention>) {
    let table = gazetteer();
    for (n, sentence) in page.sentences().iter().enumerate() {
        if n > 0 && page.sentences()[n - 1].block == sentence.block {
            continue;
        }
        let start = sentence.tokens.start;
        let end = sentence.tokens.end.min(start + REACH);
        let capitals = |at: usize| {
            let word = page.word(at);
            page.kind(at) == TokenKind::Word && word.len() > 1 && !word.contains(char::is_lowercase)
        };
        let mut to = start;
        while to < end && capitals(to) {
            to += 1;
        }
        let ended = (to..end).any(|at| matches!(page.word(at), "—" | "–" | "-" | "--" | "(" | ":"));
        if to == start || to == end || !ended {
            continue;
        }
        let words = lowered(page.span(start..to).of(page.text()));
        let ids = table.bearers(&words);
        if let Some(id) = names(page).best(ids)
            && table.entry(id).kind != Kind::Region
        {
            let (span, place) = (page.span(start..to), table.entry(id).place);
            found.push(PlaceMention { span, place, demonym: false, by: By::rule(RULE.name, 0.97) });
        }
    }
}

/// `PORT-AU-PRINCE` as `Port-au-Prince`.
fn lowered(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (n, part) in words.split_inclusive([' ', '-']).enumerate() {
        let lower = part.to_lowercase();
        let small =
            matches!(lower.trim_end_matches([' ', '-']), "au" | "de" | "do" | "of" | "and" | "al" | "el" | "la");
        if n > 0 && small {
            out.push_str(&lower);
            continue;
        }
        let mut chars = lower.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            out.push_str(chars.as_str());
        }
    }
    out
}
