//! Everything found in one document, and beside it what the findings turn out to be.

use crate::{Differ, Event, Figure, Mention, Party, PartyId, PlaceMention, Span, Statement, StatementId, TimeMention};

/// What was found in one document. Same input and versions, same reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Times, in text order.
    pub times: Vec<TimeMention>,
    /// Places, in text order.
    pub places: Vec<PlaceMention>,
    /// Mentions of who can speak or act, in text order.
    pub mentions: Vec<Mention>,
    /// Statements, in text order of their content.
    pub statements: Vec<Statement>,
    /// Events, in text order.
    pub events: Vec<Event>,
    /// Figures, in text order.
    pub figures: Vec<Figure>,
    /// What the reader is unsure of.
    pub doubts: Vec<Doubt>,
}

/// Who and what the findings of a reading are. Leaves the reading untouched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// Parties, in the order of their first mention.
    pub parties: Vec<Party>,
    /// For each mention, its party.
    pub mention_party: Vec<Option<PartyId>>,
    /// For each statement, who speaks.
    pub speakers: Vec<Option<PartyId>>,
    /// For each statement, the innermost other one whose content holds it.
    pub within: Vec<Option<StatementId>>,
    /// Figures about one thing that cannot both hold.
    pub differ: Vec<Differ>,
}

/// Something the reader is unsure of.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What kind.
    pub kind: DoubtKind,
    /// Where, if not the whole document.
    pub span: Option<Span>,
    /// What is doubtful, for a reader.
    pub why: String,
}

/// What kind of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DoubtKind {
    /// The report is not in English; it was recorded but not read.
    Language,
    /// No publication date: relative times stay unresolved.
    NoDate,
    /// Quotation marks do not pair up.
    Quotation,
    /// Somebody speaks, but it is unclear who.
    Speaker,
    /// The page's body was hard to tell from what surrounds it.
    Extraction,
    /// Input was cut at a limit.
    Limit,
}

impl DoubtKind {
    /// The name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::NoDate => "no_date",
            Self::Quotation => "quotation",
            Self::Speaker => "speaker",
            Self::Extraction => "extraction",
            Self::Limit => "limit",
        }
    }
}
