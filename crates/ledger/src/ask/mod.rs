//! Questions to a ledger. Every answer says on whose word, which outlet, when, and the words themselves.
//!
//! | module | answers |
//! | --- | --- |
//! | `search` | which statements, events, figures and reports hold these words, newest first |
//! | `facets` | how many of those there are, by outlet, speaker, type, status, country and month |
//! | `sample` | some of many matches, spread over all of them |
//! | `words` | what somebody typed, as a search of full text |
//! | `who` | what a person or body said, first and last, and to whom |
//! | `together` | one quotation in several reports, one event, figures that differ |
//! | `over_time` | what is told of one thing from day to day |
//! | `stories` | reports about the same happenings, and what a changed page changed |
//! | `story_page` | all of one story |
//! | `speaker` | what one speaker is reported to have said |
//! | `event_rows` | events for a table, a timeline and a map |
//! | `happened` | the same, narrowed by when and where they happened |
//! | `timeline` | numbers by day, week or month |
//! | `detail` | what single events and figures tell, in numbers |
//! | `show` | the words in their place |
//! | `report` | a report and what of the ledger stands in it |
//! | `elsewhere` | what other reports have of that |
//! | `sql` | any question in SQL, reading alone |

mod detail;
mod elsewhere;
mod event_rows;
mod facets;
mod happened;
mod over_time;
mod report;
mod sample;
mod search;
mod show;
mod speaker;
mod sql;
mod stories;
mod story_page;
mod timeline;
mod together;
mod who;
mod words;

pub use detail::{EventDetail, FigureDetail};
pub use elsewhere::{Counted, Elsewhere, Same};
pub use event_rows::{EventCounts, EventPlace, EventRow};
pub use facets::{Facet, Facets};
pub use happened::{Events, Happened};
pub use over_time::{Change, Series, Telling, Trend};
pub use report::{NearCopy, Report};
pub use search::{Order, Question};
pub use show::Shown;
pub use speaker::{Heard, Manner, Registered, SpeakerPage, With};
pub use sql::{Cell, Rows};
pub use stories::{Changes, Story};
pub use story_page::{StoryPage, StorySpeaker};
pub use timeline::{Bar, Every, Statuses};
pub use together::{Differing, Happening, How, Piece, Quotation, Told, Variant};
pub use who::{Known, Who};

use serde::Serialize;

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Who said what.
    Statement,
    /// Who did what to whom.
    Event,
    /// How many of what.
    Figure,
    /// A whole report.
    Report,
}

impl Kind {
    /// Every kind, in the order in which answers show them.
    pub const ALL: [Self; 4] = [Self::Statement, Self::Event, Self::Figure, Self::Report];

    /// Its name, as it is written out.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Figure => "figure",
            Self::Report => "report",
        }
    }

    /// The letter that numbers of this kind begin with: `s12`.
    pub fn letter(self) -> char {
        match self {
            Self::Statement => 's',
            Self::Event => 'e',
            Self::Figure => 'f',
            Self::Report => 'd',
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Figure => "figure",
            Self::Report => "document",
        }
    }
}

/// The number of something in a ledger, as it is typed and shown: `s12`, `e4`, `f7`, `d3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Id {
    /// Of what.
    pub kind: Kind,
    /// Which row.
    pub row: i64,
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.kind.letter(), self.row)
    }
}

impl std::str::FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut letters = text.chars();
        let kind = letters
            .next()
            .and_then(|letter| Kind::ALL.into_iter().find(|kind| kind.letter() == letter.to_ascii_lowercase()));
        let row = letters.as_str().parse().ok().filter(|row| *row > 0);
        match (kind, row) {
            (Some(kind), Some(row)) => Ok(Self { kind, row }),
            _ => {
                Err(format!("{text}: no number of a statement (s12), an event (e12), a figure (f12) or a report (d12)"))
            }
        }
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One line of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Its number.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// On whose word: the speaker's name, or a description; `None` is the report's own voice.
    pub source: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication, else of adding.
    pub date: String,
    /// The words: content of a statement, trigger of an event, a figure with what is counted, the place of a match in a report.
    pub words: String,
    /// What else there is to say of this kind, in one line: cue, type and status, who to whom.
    pub about: String,
    /// The report.
    pub report: Id,
    /// Its headline.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
}
