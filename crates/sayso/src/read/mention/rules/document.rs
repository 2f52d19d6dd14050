//! A document or estimate: `a new study`, `U.S. intelligence estimates`, `the statement`.

use crate::read::mention::lexicon::NounClass;
use crate::read::mention::{names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading};

pub(super) const RULE: Rule<Mention> = Rule { name: "document", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for it in phrases::phrases(page, reading, |class| class == NounClass::Document) {
        let kind = MentionKind::Description(PartyKind::Document);
        found.push(names::mention(page, it.whole, it.head..it.head + 1, kind, By::rule(RULE.name, 0.8)));
    }
}
