//! The nouns of Sayso, each defined once; no serde, no I/O, no behaviour beyond what keeps them true.
//!
//! | word | meaning |
//! | --- | --- |
//! | *source* | the person, body or document on whose word something rests, and nothing else |
//! | *speaker* | who the source is |
//! | *statement* | that a source said, wrote, thinks or wants something |
//! | *event* | who did what to whom |
//! | *figure* | how many, how much, how often, of what |
//! | *party* | a resolved actor, recipient or speaker |
//! | *document* | a report as ingested; its text never changes and findings stand beside it |
//! | *reading* | everything found in one document, each finding with the rule or head that found it |
//! | *resolution* | who and what the findings are, beside the untouched reading |
//!
//! Offsets are UTF-8 bytes in a `u32`, half-open, everywhere; other units exist only in the wire crate.

mod attribution;
mod document;
mod event;
mod figure;
mod mention;
mod place;
mod reading;
mod segments;
mod signals;
mod span;
mod statement;
mod time;

pub use attribution::{Attribution, By, Finder};
pub use document::{Block, BlockKind, Document, Embed, Masthead, Origin};
pub use event::{Event, EventId, EventType, Participant, Status};
pub use figure::{Differ, Figure, FigureId, Per, Unit, factor, middle};
pub use mention::{Mention, MentionId, MentionKind, Party, PartyId, PartyKind};
pub use place::{Place, PlaceMention};
pub use reading::{Doubt, DoubtKind, Reading, Resolution};
pub use segments::{Segments, Sentence, Tag, Token, TokenKind};
pub use signals::{EventScores, Link, ModeScore, NameScores, RoleScores, Signals, StatusScores};
pub use span::Span;
pub use statement::{Act, Manner, Statement, StatementId};
pub use time::{Date, Moment, TimeMention, Timestamp, When};
