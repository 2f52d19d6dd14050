//! Statements: who said, wrote, thinks or wants what.

use crate::{By, Span, When};

/// Index of a statement in its reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub u32);

/// That a source said, wrote, thinks or wants something, after PolNeAR (Newell et al. 2018).
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Fragments of what is attributed, in order, never empty; quotation marks belong to it, the cue does not.
    pub content: Vec<Span>,
    /// The parts of the content inside quotation marks, marks included.
    pub quoted: Vec<Span>,
    /// The source's mention nearest the cue, with its title or description; `None` where none is named.
    pub source: Option<Span>,
    /// What tells that something is attributed.
    pub cue: Option<Span>,
    /// Whether it is told in the source's words.
    pub manner: Manner,
    /// What act the saying is.
    pub act: Act,
    /// To whom it is said, if told.
    pub addressee: Option<Span>,
    /// When it was said, if told.
    pub said: Option<When>,
    /// Who found it.
    pub by: By,
}

/// Whether a statement is told in the source's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// All of it inside quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Part of it.
    Mixed,
}

impl Manner {
    /// The name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// What kind of act a saying is, by its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Says, tells, writes, reports.
    Say,
    /// Asks, wonders.
    Ask,
    /// Demands, urges, calls for, requests.
    Request,
    /// Promises, vows, agrees to.
    Promise,
    /// Warns, threatens.
    Warn,
    /// Accuses, blames, criticises, condemns.
    Accuse,
    /// Praises, supports, endorses.
    Support,
    /// Denies, rejects, refuses.
    Deny,
    /// Admits, concedes, apologises.
    Admit,
    /// Thinks, believes, expects, knows, fears.
    Think,
    /// Wants, hopes, plans, intends.
    Want,
}

impl Act {
    /// Every act with its name in records and word lists.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Say, "say"),
        (Self::Ask, "ask"),
        (Self::Request, "request"),
        (Self::Promise, "promise"),
        (Self::Warn, "warn"),
        (Self::Accuse, "accuse"),
        (Self::Support, "support"),
        (Self::Deny, "deny"),
        (Self::Admit, "admit"),
        (Self::Think, "think"),
        (Self::Want, "want"),
    ];

    /// The name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(act, _)| *act == self).map_or("say", |(_, name)| name)
    }

    /// The act of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(act, _)| *act)
    }
}
