//! The rules, in order of precedence.

mod clock_time;
pub(super) mod day_relative;
mod duration_relative;
pub(super) mod full_date;
pub(super) mod holiday;
mod interval;
pub(super) mod month_name;
pub(super) mod numeric_date;
pub(super) mod period_relative;
pub(super) mod quarter;
pub(super) mod season;
mod term_of_office;
pub(super) mod weekday;
pub(super) mod year;

use crate::read::Rule;
use sayso_types::TimeMention;

/// Every rule of this folder.
pub const RULES: &[Rule<TimeMention>] = &[
    interval::RULE,
    clock_time::RULE,
    term_of_office::RULE,
    holiday::RULE,
    full_date::RULE,
    numeric_date::RULE,
    month_name::RULE,
    quarter::RULE,
    season::RULE,
    weekday::RULE,
    day_relative::RULE,
    period_relative::RULE,
    duration_relative::RULE,
    year::RULE,
];
