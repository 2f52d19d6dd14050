//! Events: who did what to whom, after PLOVER 1.3 (Halterman et al. 2023).

use crate::{Attribution, By, PartyId, Place, Span, When};

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
    /// PLOVER modes of that type, a subset of [`EventType::modes`].
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
    /// That place in the gazetteer.
    pub geo: Option<Place>,
    /// PLOVER contexts of its paragraph and report, most telling first.
    pub contexts: Vec<&'static str>,
    /// CAMEO code, two to four digits, where one fits.
    pub cameo: Option<&'static str>,
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
    /// Its mention near the trigger, if it is mentioned there.
    pub mention: Option<Span>,
    /// Its canonical name as it stands anywhere in the report.
    pub name: String,
    /// Who that is, where the report's parties tell.
    pub party: Option<PartyId>,
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
    ($($name:ident $label:literal $quad:literal $scale:literal [$($mode:literal)*] $doc:literal),+ $(,)?) => {
        /// The sixteen event types of PLOVER.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EventType { $(#[doc = $doc] $name),+ }

        impl EventType {
            /// Every type, in the order of PLOVER's manual, which is that of the discriminants.
            pub const ALL: [Self; 16] = [$(Self::$name),+];

            /// The name in records.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }

            /// Its quadrant: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. The manual
            /// has two opinions of SANCTION; CAMEO and PLV say 4.
            #[must_use]
            pub fn quad(self) -> u8 {
                match self { $(Self::$name => $quad),+ }
            }

            /// How cooperative (up to 10) or conflictual (down to −10) it is, PLOVER's table.
            #[must_use]
            pub fn scale(self) -> f32 {
                match self { $(Self::$name => $scale),+ }
            }

            /// The modes it can have.
            #[must_use]
            pub fn modes(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($mode),*]),+ }
            }
        }
    };
}

event_types! {
    Agree "AGREE" 1 4.2 [] "Agrees to or promises cooperation.",
    Consult "CONSULT" 1 2.1 ["visit" "third-party" "multilateral" "phone"] "Meets, visits, calls.",
    Support "SUPPORT" 1 4.6 [] "Endorses, praises, recognises.",
    Concede "CONCEDE" 1 5.0 [] "Yields to a demand, admits fault.",
    Cooperate "COOPERATE" 2 6.8 [] "Works together.",
    Aid "AID" 2 7.4 [] "Gives aid.",
    Retreat "RETREAT" 2 7.6 ["withdraw" "release" "return" "disarm" "ceasefire" "access" "resign"] "Withdraws, releases, resigns.",
    Request "REQUEST" 3 -5.0 ["assist" "change" "yield" "meet"] "Asks for or demands.",
    Accuse "ACCUSE" 3 -2.0 ["disapprove" "investigate" "allege"] "Criticises, investigates, alleges.",
    Reject "REJECT" 3 -4.2 ["assist" "change" "yield" "meet"] "Refuses, denies.",
    Threaten "THREATEN" 3 -5.1 ["restrict" "ban" "arrest" "relations" "expel" "territory" "violence"] "Threatens.",
    Protest "PROTEST" 4 -6.6 ["demo" "riot" "strike" "hunger" "boycott" "obstruct"] "Demonstrates, strikes.",
    Sanction "SANCTION" 4 -5.2 ["convict" "expel" "withdraw" "discontinue"] "Ends or lowers relations, convicts.",
    Mobilize "MOBILIZE" 4 -5.3 ["troops" "weapons" "police" "militia"] "Readies force.",
    Coerce "COERCE" 4 -7.2 [
        "seize" "restrict" "ban" "censor" "curfew" "martial-law" "arrest" "deport" "withhold" "misinformation" "cyber"
    ] "Arrests, bans, seizes, restricts.",
    Assault "ASSAULT" 4 -9.3 [
        "abduct" "beat" "torture" "execute" "sexual" "assassinate" "destroy" "primitive" "firearms" "explosives"
        "suicide-attack" "aerial" "drone" "heavy-weapons" "crowd-control" "cleansing" "massacre" "unconventional" "sideAB"
    ] "Uses violence.",
}
