//! A body, government or outlet by description: `the ministry`, `the Ghanaian government`, `his movement`.

use crate::read::mention::lexicon::{self, NounClass};
use crate::read::mention::{names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading};

pub(super) const RULE: Rule<Mention> = Rule { name: "body_description", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    let body = |class| matches!(class, NounClass::Organization | NounClass::Government | NounClass::Outlet);
    for it in phrases::phrases(page, reading, body) {
        let kind = match lexicon::noun(page.lower(it.head)).map(|noun| noun.class) {
            Some(NounClass::Government) => PartyKind::Government,
            Some(NounClass::Outlet) => PartyKind::Outlet,
            _ => PartyKind::Organization,
        };
        let kind = MentionKind::Description(kind);
        found.push(names::mention(page, it.whole, it.head..it.head + 1, kind, By::rule(RULE.name, 0.8)));
    }
}
