//! The adjective or people of a place: `Mexican`, `Britons`, `New Yorkers`; languages are none.

use super::super::{gazetteer::gazetteer, names::names};
use crate::read::{Page, Rule};
use sayso_types::{By, PlaceMention, Reading, TokenKind};

pub(super) const RULE: Rule<PlaceMention> = Rule { name: "demonym", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<PlaceMention>) {
    let table = gazetteer();
    for name in &names(page).demonyms {
        let Some(id) = table.demonym(name.words).flatten() else { continue };
        let before = name.tokens.start.wrapping_sub(1);
        let language =
            matches!(page.lower(before), "in" | "into" | "speak" | "speaks" | "speaking" | "spoke" | "learn")
                && page.kind(name.tokens.end) != TokenKind::Word;
        if !language {
            let place = table.entry(id).place;
            found.push(PlaceMention { span: name.span, place, demonym: true, by: By::rule(RULE.name, 0.95) });
        }
    }
}
