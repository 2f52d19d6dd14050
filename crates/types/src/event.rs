//! Events: who did what to whom (PLOVER, Halterman et al. 2023). Read from issue to issue; the shape is settled here.

use crate::{Attribution, By, Span, When};

/// Index of an event in its reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

/// One event as one sentence reports it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The words that carry it.
    pub trigger: Span,
    /// What kind of act.
    pub event_type: EventType,
    /// PLOVER modes of that type.
    pub modes: Vec<&'static str>,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// How it is told.
    pub status: Status,
    /// When it falls, resolved against the publication date.
    pub when: Option<When>,
    /// The place's name as in the report.
    pub place: Option<String>,
    /// Dead, low and high (high `None`: open).
    pub dead: Option<(u64, Option<u64>)>,
    /// Injured, likewise.
    pub injured: Option<(u64, Option<u64>)>,
    /// On whose word.
    pub attributed_to: Attribution,
    /// The first record of the same event in this report; itself if it is the first.
    pub same_as: EventId,
    /// Who found it.
    pub by: By,
}

/// An actor or recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// Its mention in the sentence, if it is mentioned there.
    pub mention: Option<Span>,
    /// Its canonical name as it stands anywhere in the report.
    pub name: String,
}

/// How an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// As having happened or going on.
    Occurred,
    /// As planned, announced, scheduled.
    Future,
    /// As possible, conditional, considered, wished, asked about.
    Hypothetical,
    /// As not happening.
    Negated,
}

impl Status {
    /// The name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
        }
    }
}

macro_rules! event_types {
    ($($name:ident $label:literal $doc:literal),+ $(,)?) => {
        /// The sixteen event types of PLOVER.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EventType { $(#[doc = $doc] $name),+ }

        impl EventType {
            /// The name in records.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }
        }
    };
}

event_types! {
    Agree "AGREE" "Agrees to or promises cooperation.",
    Consult "CONSULT" "Meets, visits, calls.",
    Support "SUPPORT" "Endorses, praises, recognises.",
    Concede "CONCEDE" "Yields to a demand, admits fault.",
    Cooperate "COOPERATE" "Works together.",
    Aid "AID" "Gives aid.",
    Retreat "RETREAT" "Withdraws, releases, resigns.",
    Request "REQUEST" "Asks for or demands.",
    Accuse "ACCUSE" "Criticises, investigates, alleges.",
    Reject "REJECT" "Refuses, denies.",
    Threaten "THREATEN" "Threatens.",
    Protest "PROTEST" "Demonstrates, strikes.",
    Sanction "SANCTION" "Ends or lowers relations, convicts.",
    Mobilize "MOBILIZE" "Readies force.",
    Coerce "COERCE" "Arrests, bans, seizes, restricts.",
    Assault "ASSAULT" "Uses violence.",
}
