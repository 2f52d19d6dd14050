//! What is known of a made-up report, because it was made so.

use super::quantity::excludes;

/// What a report is to the first one of its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Written on its own, or the first of its group.
    Own,
    /// The same text under another headline or byline.
    Same,
    /// Its last paragraphs are cut.
    Cut,
    /// A few words are changed, a sentence taken out or put in.
    Edited,
    /// Both.
    CutAndEdited,
    /// Only its beginning.
    Excerpt,
    /// A later version at the same address.
    Revised,
}

/// How a report tells what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Variant {
    /// Word for word.
    Whole,
    /// Word for word, with the cue in between.
    Split,
    /// Without its end.
    CutEnd,
    /// Without its beginning.
    CutBeginning,
    /// With a word or two changed.
    Changed,
    /// The beginning in reported speech, the rest word for word.
    Mixed,
    /// In reported speech.
    Indirect,
    /// A figure on somebody's word; nobody could say whether two of them are one saying, and nobody is asked.
    Claim,
}

/// What is known of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// The number of the report, from 0.
    pub report: u64,
    /// What happened.
    pub story: u64,
    /// The first report of its group of copies.
    pub group: u64,
    /// What it is to that one.
    pub kind: Kind,
    /// For each statement what was said, and how it is told here; `None` where it is not asked.
    pub quotations: Vec<(Option<u64>, Variant)>,
    /// For each figure what it tells.
    pub figures: Vec<Value>,
    /// For each event what happened.
    pub happenings: Vec<u64>,
}

/// What a figure tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// What it is about.
    pub subject: u64,
    /// Least and greatest value; `None` where open.
    pub range: (Option<f64>, Option<f64>),
    /// For which day, since 1970-01-01.
    pub when: Option<i64>,
}

impl Value {
    /// Whether two figures of different reports are about one thing at one time and cannot both hold.
    #[must_use]
    pub fn differs(&self, other: &Self) -> bool {
        self.subject == other.subject
            && self.when.zip(other.when).is_none_or(|(a, b)| a == b)
            && excludes(self.range, other.range)
    }
}
