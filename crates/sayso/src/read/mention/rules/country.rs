//! A country that acts or speaks, and so stands for its government: `China accused`, `according to Iran`.

use crate::read::mention::{names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading};

pub(super) const RULE: Rule<Mention> = Rule { name: "country", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for it in &reading.places {
        // Divisions have no id of their own, cities have a division.
        if it.demonym || it.place.country.is_none() || it.place.admin1.is_some() || it.place.geonames_id.is_none() {
            continue;
        }
        let head = page.tokens_in(it.span);
        if head.is_empty() || !phrases::acts(page, head.start, head.end) {
            continue;
        }
        let first = page.sentences()[page.sentence_of(head.start)].tokens.start;
        let start = head.start - usize::from(head.start > first && page.lower(head.start - 1) == "the");
        let kind = MentionKind::Name(PartyKind::Government);
        found.push(names::mention(page, start..head.end, head, kind, By::rule(RULE.name, 0.8)));
    }
}
