//! Mentions of people, bodies and groups, and the parties they turn out to be.

use crate::{By, Span};

/// Index of a mention in its reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

/// Words that stand for somebody or something that can speak or act.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The whole phrase with its title or description (`Mexican President Claudia Sheinbaum`).
    pub span: Span,
    /// The words that name or head it (`Claudia Sheinbaum`, `officials`).
    pub head: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// Index of its sentence.
    pub sentence: usize,
    /// Who found it.
    pub by: By,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// By a name.
    Name(PartyKind),
    /// By a description (`the president`, `a senior official`).
    Description(PartyKind),
    /// By a pronoun.
    Pronoun,
    /// By an account's handle.
    Handle,
}

/// What kind of party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartyKind {
    /// One person.
    Person,
    /// A company, party, agency, club or other body.
    Organization,
    /// A state's government or a branch of it; a country that acts.
    Government,
    /// A document, study, poll or estimate.
    Document,
    /// A newspaper, broadcaster, agency or site.
    Outlet,
    /// Several people (`protesters`, `Democrats`).
    Group,
    /// A place that does not act.
    Place,
    /// Somebody kept unnamed (`a senior official`).
    Unnamed,
}

impl PartyKind {
    /// The name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Government => "government",
            Self::Document => "document",
            Self::Outlet => "outlet",
            Self::Group => "group",
            Self::Place => "place",
            Self::Unnamed => "unnamed",
        }
    }
}

/// Index of a party in its resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub u32);

/// Who a group of mentions turns out to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Canonical name: the fullest in the report (`Donald Trump`), or the description of an unnamed one.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// Title or role as told (`Defense Secretary`).
    pub role: Option<String>,
    /// ISO 3166 alpha-3 code, where the report or a table tells; for police, courts and the like also the state that the
    /// report is plainly about.
    pub country: Option<&'static str>,
    /// PLOVER sector (`GOV`, `MIL`, …); `None` for a state itself and where nothing tells.
    pub sector: Option<&'static str>,
    /// Actor code of CAMEO and PLOVER in parts of three letters: state or generic (`IGO`, …), then sector (`USAGOV`).
    pub code: Option<String>,
    /// Its mentions, in text order.
    pub mentions: Vec<MentionId>,
}
