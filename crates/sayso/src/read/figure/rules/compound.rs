//! One measure told in two units, kept in the smaller: *six years and three months*, *5 feet 2 inches*; *3 dollars 50 cents*.

use crate::read::figure::amount::Form;
use crate::read::figure::quantity::{Quantity, quantities};
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "compound", read };

/// A unit, the next smaller one told with it, and how many of that it has.
const PAIRS: [(&str, &str, f64); 8] = [
    ("y", "mo", 12.0),
    ("mo", "d", 30.0),
    ("d", "h", 24.0),
    ("h", "min", 60.0),
    ("min", "s", 60.0),
    ("ft", "in", 12.0),
    ("lb", "oz", 16.0),
    ("km", "m", 1000.0),
];

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let mut before: Option<Quantity<'_>> = None;
    for it in quantities(page) {
        if let Some(whole) = before.take().and_then(|first| joined(page, &first, &it)) {
            found.push(whole.figure(page, reading, RULE.name, 0.9));
            continue;
        }
        before = Some(it);
    }
}

fn joined<'p>(page: &Page<'_>, large: &Quantity<'p>, small: &Quantity<'p>) -> Option<Quantity<'p>> {
    if let Unit::Currency(_) = large.unit {
        return cents(page, large, small);
    }
    let (Unit::Measure(a), Unit::Measure(b)) = (large.unit, small.unit) else { return None };
    let factor = PAIRS.iter().find(|(from, to, _)| *from == a && *to == b)?.2;
    if !matches!(page.text().get(large.end..small.start)?.trim(), "and" | "") || large.low != large.high {
        return None;
    }
    let value = large.low? * factor + small.low?;
    Some(Quantity { low: Some(value), high: Some(value), unit: small.unit, end: small.end, ..*large })
}

/// *thirteen dollars and forty-five cents*, *15 dollars 50.*
fn cents<'p>(page: &Page<'_>, large: &Quantity<'p>, small: &Quantity<'p>) -> Option<Quantity<'p>> {
    if !matches!(page.text().get(large.end..small.start)?.trim(), "and" | "") || large.signed || large.low != large.high {
        return None;
    }
    let low = small.low.filter(|_| small.low == small.high)?;
    let ends = small.line.piece(small.end).is_none_or(|it| matches!(small.line.word(it), "." | "," | ";" | "!" | "?"));
    if small.line.rest(small.start).starts_with('a') {
        return None; // *64 cents a dozen*
    }
    let cents = match small.unit {
        unit if unit == large.unit && low < 1.0 => low,
        Unit::Count if ends && low < 100.0 && low.fract() == 0.0 && small.amount.form != Form::Vague && small.amount.scale == 1.0 => low / 100.0,
        _ => return None,
    };
    let value = Some(large.low? + cents);
    Some(Quantity { low: value, high: value, end: small.end, ..*large })
}
