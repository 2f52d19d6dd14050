//! What the neural encoder says about a document's tokens. Empty is legal: rules must work without weights.

/// Scores of the encoder for one document. Every non-empty vector but the links has one entry a token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signals {
    /// Source, cue, content, or none of them.
    pub roles: Vec<RoleScores>,
    /// The same of statements inside the content of another.
    pub inner: Vec<RoleScores>,
    /// From a cue's first token to its source's first token. Links are in order of their first ends.
    pub sources: Vec<Link>,
    /// From a content fragment's first token to its cue's first token.
    pub contents: Vec<Link>,
    /// Names and their types.
    pub names: Vec<NameScores>,
    /// From the head of a pronoun or description to the head of the mention it refers back to.
    pub antecedents: Vec<Link>,
    /// How predicates are told.
    pub status: Vec<StatusScores>,
    /// Triggers of events.
    pub events: Vec<EventScores>,
    /// Modes of the events that tokens are likely to begin the triggers of, in order of tokens.
    pub modes: Vec<ModeScore>,
    /// From a trigger's first token to tokens of its actors; several may be right.
    pub actors: Vec<Link>,
    /// Likewise to its recipients.
    pub recipients: Vec<Link>,
    /// Likewise to words that tell when.
    pub times: Vec<Link>,
    /// Likewise to words that tell where.
    pub places: Vec<Link>,
}

impl Signals {
    /// Whether the encoder said nothing, as without weights.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Log-probabilities that a token begins or continues a role of an attribution.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoleScores {
    /// In no role.
    pub none: f32,
    /// Begins, continues a source.
    pub source: [f32; 2],
    /// Begins, continues a cue.
    pub cue: [f32; 2],
    /// Begins, continues a content fragment.
    pub content: [f32; 2],
}

/// Log-probabilities that a token begins or continues a name of a type.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NameScores {
    /// In no name.
    pub none: f32,
    /// Begins, continues a person's name.
    pub person: [f32; 2],
    /// Begins, continues an organization's name.
    pub organization: [f32; 2],
    /// Begins, continues a place's name.
    pub place: [f32; 2],
    /// Begins, continues the name of a building or other thing built.
    pub facility: [f32; 2],
    /// Begins, continues a nationality, religion or political group.
    pub group: [f32; 2],
    /// Begins, continues another name.
    pub other: [f32; 2],
}

/// Log-probabilities of how a predicate is told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StatusScores {
    /// As having happened or going on.
    pub occurred: f32,
    /// As planned or announced.
    pub future: f32,
    /// As possible, conditional, wished.
    pub hypothetical: f32,
    /// As not happening.
    pub negated: f32,
}

/// Log-probabilities that a token begins or continues a trigger, by [`EventType`](crate::EventType) in its order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EventScores {
    /// In no trigger.
    pub none: f32,
    /// Begins one of a type.
    pub begins: [f32; 16],
    /// Continues one of a type.
    pub goes_on: [f32; 16],
}

/// That an event has a mode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModeScore {
    /// The first token of its trigger.
    pub token: u32,
    /// The mode's name; empty for none.
    pub mode: &'static str,
    /// Log-probability.
    pub score: f32,
}

/// A scored link between two tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Index of the dependent token.
    pub from: u32,
    /// Index of the token it belongs to; equal to `from` for "to none".
    pub to: u32,
    /// Log-probability.
    pub score: f32,
}
