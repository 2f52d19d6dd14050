//! Money: *$5 million*, *US$500*, *Tk 1.5 crore*, *20,000 baht*, *millions of dollars*.

use crate::read::figure::amount::Form;
use crate::read::figure::quantity::quantities;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "money", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let seen = quantities(page).filter(|it| matches!(it.unit, Unit::Currency(_)) && it.form != Form::Code);
    found.extend(seen.map(|it| it.figure(page, reading, RULE.name, 0.95)));
}
