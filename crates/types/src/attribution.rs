//! On whose word something rests, and which part of the reader found it.

use crate::StatementId;

/// On whose word a figure or event rests. There is no default: somebody has to have looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// Told in the report's own voice.
    OwnVoice,
    /// Told by this statement, the innermost that holds it.
    Statement(StatementId),
}

/// Which part of the reader found something, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct By {
    /// The rule or head.
    pub finder: Finder,
    /// Share of such findings that are right on the tuning data, 0 to 1.
    pub score: f32,
}

impl By {
    /// Found by the rule of this name.
    #[must_use]
    pub fn rule(name: &'static str, score: f32) -> Self {
        Self { finder: Finder::Rule(name), score }
    }
}

/// A part of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finder {
    /// A rule, named as its file.
    Rule(&'static str),
    /// A head of the neural encoder.
    Head(&'static str),
}
