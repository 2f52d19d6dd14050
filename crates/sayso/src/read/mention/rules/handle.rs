//! An account's handle: `@AdaBrook`.

use crate::read::mention::names;
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, Reading, TokenKind};

pub(super) const RULE: Rule<Mention> = Rule { name: "handle", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<Mention>) {
    for at in 0..page.tokens().len() {
        if page.kind(at) == TokenKind::Handle && page.word(at).starts_with('@') {
            found.push(names::mention(page, at..at + 1, at..at + 1, MentionKind::Handle, By::rule(RULE.name, 0.95)));
        }
    }
}
