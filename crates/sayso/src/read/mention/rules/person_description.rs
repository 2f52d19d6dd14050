//! One person by description: `the president`, `a senior official`, `his wife`.

use crate::read::mention::lexicon::NounClass;
use crate::read::mention::{names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading};

pub(super) const RULE: Rule<Mention> = Rule { name: "person_description", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for it in phrases::phrases(page, reading, |class| matches!(class, NounClass::Office | NounClass::Person)) {
        let unnamed = matches!(page.lower(it.whole.start), "a" | "an" | "one" | "another");
        let kind = if unnamed { PartyKind::Unnamed } else { PartyKind::Person };
        let kind = MentionKind::Description(kind);
        found.push(names::mention(page, it.whole, it.head..it.head + 1, kind, By::rule(RULE.name, 0.85)));
    }
}
