//! Several people or bodies by description: `protesters`, `two people familiar with the matter`, `Democrats`, `Peruvians`.

use crate::read::mention::lexicon::NounClass;
use crate::read::mention::{names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, TokenKind};

pub(super) const RULE: Rule<Mention> = Rule { name: "group_description", read };

/// Plurals that reports keep unnamed.
const UNNAMED: &[&str] = &["officials", "people", "sources", "aides", "insiders", "diplomats", "person", "witnesses"];

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for it in phrases::phrases(page, reading, |class| class == NounClass::Group) {
        let counted = page.kind(it.whole.start) == TokenKind::Number
            || matches!(page.lower(it.whole.start), "two" | "three" | "four" | "five" | "six" | "several" | "some");
        let unnamed = counted && UNNAMED.contains(&page.lower(it.head));
        let kind = MentionKind::Description(if unnamed { PartyKind::Unnamed } else { PartyKind::Group });
        found.push(names::mention(page, it.whole, it.head..it.head + 1, kind, By::rule(RULE.name, 0.85)));
    }
    for place in &reading.places {
        let head = page.tokens_in(place.span);
        if !place.demonym || head.is_empty() || !place.span.of(page.text()).ends_with('s') {
            continue;
        }
        let last = head.end - 1;
        if !page.tag(last + 1).is_noun() {
            let whole = phrases::left(page, head.start)..head.end;
            let kind = MentionKind::Description(PartyKind::Group);
            found.push(names::mention(page, whole, last..head.end, kind, By::rule(RULE.name, 0.8)));
        }
    }
}
