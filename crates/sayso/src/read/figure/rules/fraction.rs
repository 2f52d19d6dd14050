//! Fractions, as percent: *a third of voters*, *more than half*, *two-thirds*, *one in five*.

use crate::read::figure::amount::Form;
use crate::read::figure::quantity::quantities;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "fraction", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let seen = quantities(page).filter(|it| it.unit == Unit::Percent && it.form == Form::Fraction);
    found.extend(seen.map(|it| it.figure(page, reading, RULE.name, 0.9)));
}
