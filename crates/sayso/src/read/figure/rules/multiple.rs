//! Repetitions and multiples in one word: *twice*, *to quadruple*, *a tenfold rise*.

use crate::read::figure::quantity::Quantity;
use crate::read::figure::words::{self, Word};
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Span, Tag, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "multiple", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    for token in 0..page.tokens().len() {
        let word = page.lower(token);
        let first = word.split('-').next().unwrap_or(word);
        let value = match words::class(first) {
            Some(Word::Times(value)) => value,
            Some(Word::Factor(value)) if word.ends_with("fold") || multiplies(page, token) => value,
            _ => continue,
        };
        let start = page.tokens()[token].span.range().start;
        let span = Span::new(start, start + first.len());
        let it = Quantity::new(page, token, span, Some(value), Some(value), Unit::Count);
        found.push(it.figure(page, reading, RULE.name, 0.7));
    }
}

/// Whether *double* or *quadruple* is told of a quantity (*double the rate*), not of a thing (*double bed*).
fn multiplies(page: &Page<'_>, token: usize) -> bool {
    matches!(page.lower(token + 1), "the" | "its" | "their" | "that" | "what" | "to" | "his" | "her" | "our")
        || page.lower(token.wrapping_sub(1)) == "to"
            && page.tag(token + 1) != Tag::Cd
            && page.lower(token + 1) != "digits"
}
