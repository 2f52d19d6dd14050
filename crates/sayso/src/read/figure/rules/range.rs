//! Ranges whose ends each have their unit: *between $160 million and $171 million*, *5% to 10%*, *$2 to $3 million*.

use crate::read::figure::amount::{self, Form};
use crate::read::figure::quantity::{Quantity, quantities};
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "range", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let mut before: Option<Quantity<'_>> = None;
    for it in quantities(page) {
        if let Some(range) = before.take().and_then(|first| joined(page, &first, &it)) {
            found.push(range.figure(page, reading, RULE.name, 0.9));
            continue;
        }
        before = Some(it);
    }
}

/// The range from `first` to `last`, if the words between join them.
fn joined<'p>(page: &Page<'_>, first: &Quantity<'p>, last: &Quantity<'p>) -> Option<Quantity<'p>> {
    let exact = |it: &Quantity<'_>| it.low.filter(|_| it.low == it.high && it.form != Form::Fraction);
    let lead = amount::lead(page, &first.amount);
    // *from 450 sq ft up to 900 sq ft*
    let top = |it: &Quantity<'_>| {
        let up_to = lead == Some("from") && page.folded().get(it.start..it.amount.start)?.trim() == "up to";
        it.high.filter(|_| up_to && it.low.is_none())
    };
    let last_start = if top(last).is_some() { last.start + "up ".len() } else { last.start };
    let (mut low, high) = (exact(first)?, exact(last).or_else(|| top(last))?);
    let joiner = page.text().get(first.end..last_start)?.trim();
    let joins = match joiner {
        "to" | "up" | "-" | "–" | "or" => true,
        "and" => lead == Some("between"),
        _ => false,
    };
    if !joins || matches!(joiner, "to" | "up") && lead == Some("from") && amount::changes(page, first.amount.token) {
        return None;
    }
    if first.unit != last.unit || first.unit == Unit::Count {
        // *8 or $9*: a bare number before a sign takes the unit of the other.
        return None;
    }
    if first.amount.scale == 1.0 && last.amount.scale > 1.0 && low < high / last.amount.scale {
        low *= last.amount.scale;
    }
    if low >= high {
        return None;
    }
    let start = match lead {
        Some(_) => first.amount.money.map_or(first.amount.token, |it| it.token) - 1,
        None => {
            return Some(Quantity { start: first.start, low: Some(low), high: Some(high), form: Form::Range, ..*last });
        }
    };
    let start = page.tokens()[start].span.start as usize;
    Some(Quantity { start, low: Some(low), high: Some(high), form: Form::Range, ..*last })
}
