//! A place and the larger one it lies in: `Fresno, Calif.`, `Paris, Texas`, `Cambridge, England`.

use super::super::{
    gazetteer::{Gazetteer, Kind, gazetteer},
    names::{lies_in, longest_at},
};
use crate::read::{Page, Rule};
use sayso_types::{By, PlaceMention, Reading};

pub(super) const RULE: Rule<PlaceMention> = Rule { name: "place_pair", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<PlaceMention>) {
    let table = gazetteer();
    for sentence in page.sentences() {
        for comma in sentence.tokens.clone() {
            if page.word(comma) != "," || comma == sentence.tokens.start || comma + 1 >= sentence.tokens.end {
                continue;
            }
            let Some((large, to)) = larger(page, table, comma + 1, sentence.tokens.end) else { continue };
            // The smaller place ends at the comma and begins at most four words before it.
            let least = sentence.tokens.start.max(comma.saturating_sub(4));
            let small = (least..comma).find_map(|from| {
                let words = page.span(from..comma).of(page.text());
                let ids = table.bearers(words);
                let inside = ids.iter().copied().filter(|&id| lies_in(table.entry(id), table.entry(large)));
                inside.max_by_key(|&id| table.entry(id).people).map(|id| (from, id))
            });
            let Some((from, small)) = small else { continue };
            for (tokens, id) in [(from..comma, small), (comma + 1..to, large)] {
                let (span, place) = (page.span(tokens), table.entry(id).place);
                found.push(PlaceMention { span, place, demonym: false, by: By::rule(RULE.name, 0.97) });
            }
        }
    }
}

/// The country or division that begins at a token, and where it ends.
fn larger(page: &Page<'_>, table: &Gazetteer, at: usize, end: usize) -> Option<(u32, usize)> {
    if let Some(id) = table.short(page.word(at)) {
        return Some((id, at + 1));
    }
    let name = longest_at(page, table, at, end)?;
    let id = table
        .bearers(name.words)
        .iter()
        .copied()
        .find(|&id| matches!(table.entry(id).kind, Kind::Country | Kind::Division))?;
    Some((id, name.tokens.end))
}
