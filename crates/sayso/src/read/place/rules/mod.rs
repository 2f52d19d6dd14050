//! The rules, in order of precedence.

mod dateline;
mod demonym;
mod gazetteer;
mod place_pair;

use crate::read::Rule;
use sayso_types::PlaceMention;

/// Every rule of this folder.
pub const RULES: &[Rule<PlaceMention>] = &[dateline::RULE, place_pair::RULE, gazetteer::RULE, demonym::RULE];
