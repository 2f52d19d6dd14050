//! The rules, in order of precedence where two see the same words.

mod article_span;
mod both_bounds;
mod compound;
mod count;
mod fraction;
mod majority;
mod measure;
mod money;
mod multiple;
mod percent;
mod range;
mod time_span;
mod week_long;

use crate::read::Rule;
use sayso_types::Figure;

/// Every rule of this folder.
pub const RULES: &[Rule<Figure>] = &[
    range::RULE,
    both_bounds::RULE,
    compound::RULE,
    money::RULE,
    percent::RULE,
    fraction::RULE,
    majority::RULE,
    time_span::RULE,
    article_span::RULE,
    week_long::RULE,
    measure::RULE,
    multiple::RULE,
    count::RULE,
];
