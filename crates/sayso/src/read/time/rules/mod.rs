//! The rules, in order of precedence.

use crate::read::Rule;
use sayso_types::TimeMention;

/// Every rule of this folder.
pub const RULES: &[Rule<TimeMention>] = &[];
