//! Time that measures: *10 years in prison*, *a 48-hour siege*, *less than 24 hours after*.

use crate::read::figure::amount::Form;
use crate::read::figure::quantity::quantities;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading};

pub(super) const RULE: Rule<Figure> = Rule { name: "time_span", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let seen = quantities(page).filter(|it| it.time && it.form != Form::Code);
    found.extend(seen.map(|it| it.figure(page, reading, RULE.name, 0.75)));
}
