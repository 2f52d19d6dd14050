//! Percent and percentage points: *up to 85%*, *six percentage points*.

use crate::read::figure::amount::Form;
use crate::read::figure::quantity::quantities;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "percent", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let seen = quantities(page).filter(|it| matches!(it.unit, Unit::Percent | Unit::PercentPoint) && it.form != Form::Fraction);
    found.extend(seen.map(|it| it.figure(page, reading, RULE.name, 0.95)));
}
