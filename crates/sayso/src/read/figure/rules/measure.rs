//! Measures other than time: *about 80 kilometres*, *an 800-acre property*, *-42 degrees Celsius*.

use crate::read::figure::amount::Form;
use crate::read::figure::quantity::quantities;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "measure", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let seen = quantities(page).filter(|it| matches!(it.unit, Unit::Measure(_)) && !it.time && it.form != Form::Code);
    found.extend(seen.map(|it| it.figure(page, reading, RULE.name, 0.9)));
}
