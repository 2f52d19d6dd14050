//! Things counted: *13 inmates*, *dozens of police officers*, *the 12-nation deal*, *13 dead*.

use crate::read::figure::amount::Form;
use crate::read::figure::exclude::is_compound_word;
use crate::read::figure::quantity::quantities;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "count", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    let seen = quantities(page).filter(|it| it.unit == Unit::Count && it.form != Form::Code && !is_compound_word(it));
    found.extend(seen.map(|it| it.figure(page, reading, RULE.name, 0.9)));
}
