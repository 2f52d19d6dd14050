//! The name of a place: `Kyiv`, `the Gulf of Oman`, `northern Mali`.

use super::super::{gazetteer::gazetteer, names::names};
use crate::read::{Page, Rule};
use sayso_types::{By, PlaceMention, Reading};

pub(super) const RULE: Rule<PlaceMention> = Rule { name: "gazetteer", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<PlaceMention>) {
    let table = gazetteer();
    let names = names(page);
    for name in &names.places {
        if let Some(id) = names.best(table.bearers(name.words)) {
            let place = table.entry(id).place;
            found.push(PlaceMention { span: name.span, place, demonym: false, by: By::rule(RULE.name, 0.9) });
        }
    }
}
