//! The rules, in order of precedence.

use crate::read::Rule;
use sayso_types::Statement;

/// Every rule of this folder.
pub const RULES: &[Rule<Statement>] = &[];
