//! The rules, in order of precedence.

use crate::read::Rule;
use sayso_types::PlaceMention;

/// Every rule of this folder.
pub const RULES: &[Rule<PlaceMention>] = &[];
