//! A range told by its two bounds: *more than 10 but less than 20*, *at least 5 and at most 8 members*.

use crate::read::figure::quantity::{Quantity, quantities};
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "both_bounds", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let mut before: Option<Quantity<'_>> = None;
    for it in quantities(page) {
        if let Some(range) = before.take().and_then(|first| joined(page, &first, &it)) {
            found.push(range.figure(page, reading, RULE.name, 0.85));
            continue;
        }
        before = Some(it);
    }
}

fn joined<'p>(page: &Page<'_>, first: &Quantity<'p>, last: &Quantity<'p>) -> Option<Quantity<'p>> {
    let (low, high) = match (first.low, first.high, last.low, last.high) {
        (Some(low), None, None, Some(high)) | (None, Some(high), Some(low), None) => (low, high),
        _ => return None,
    };
    let joins = matches!(page.text().get(first.end..last.start)?.trim(), "and" | "but" | "," | ", but" | ", and");
    let alike = first.unit == last.unit || first.unit == Unit::Count;
    (joins && alike && low < high)
        .then_some(Quantity { start: first.start, low: Some(low), high: Some(high), ..*last })
}
