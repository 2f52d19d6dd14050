//! Pronouns that stand for somebody: `he`, `they`, `it`, `I`, `who`, and `his`, `their` before what is theirs.

use crate::read::mention::names;
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, Reading, TokenKind};

pub(super) const RULE: Rule<Mention> = Rule { name: "pronoun", read };

const PRONOUNS: &[&str] = &[
    "he", "her", "him", "his", "i", "it", "its", "me", "my", "our", "she", "their", "them", "they", "us", "we", "who",
    "you", "your",
];

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<Mention>) {
    for at in 0..page.tokens().len() {
        let small = page.kind(at) == TokenKind::Word && page.tokens()[at].span.len() <= 5;
        // `US` and `IT` in capitals are names.
        if small && PRONOUNS.contains(&page.lower(at)) && !names::all_capitals(page.word(at)) {
            found.push(names::mention(page, at..at + 1, at..at + 1, MentionKind::Pronoun, By::rule(RULE.name, 0.95)));
        }
    }
}
