//! Why an input item could not be read: always the item, the place in it, and the reason, in one line.

use std::fmt;

/// Why one item of an input is no document. Displays as one line: `reports.jsonl:12: the line is no JSON object`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    item: String,
    why: String,
}

/// Characters of a reason.
const LONGEST: usize = 240;

/// What kind of trouble; the words are in the error's display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file, pipe or folder cannot be read.
    Unreadable,
    /// Nothing but white space is there.
    Empty,
    /// The bytes are no text.
    Binary,
    /// The bytes are text in no encoding that fits them.
    Encoding,
    /// The item is over a limit of size, number or depth.
    TooLarge,
    /// The item breaks off before its end.
    Truncated,
    /// The item is no JSON, or no JSON object, or a field has the wrong type.
    Json,
    /// The feed is no well-formed XML, or the XML no feed.
    Feed,
    /// A line of a list is no address.
    Address,
    /// There is no text of a report in it.
    NoText,
    /// The address cannot be fetched.
    Fetch,
    /// The address redirects too often, or to another scheme than http and https.
    Redirect,
    /// The address is none that is fetched on behalf of others; so is a name that does not exist.
    Refused,
    /// Fetching or extracting took longer than allowed.
    TimeOut,
    /// The extractor ended or could not be started.
    Extractor,
}

impl ErrorKind {
    const NAMES: [(Self, &'static str); 15] = [
        (Self::Unreadable, "unreadable"),
        (Self::Empty, "empty"),
        (Self::Binary, "binary"),
        (Self::Encoding, "encoding"),
        (Self::TooLarge, "too_large"),
        (Self::Truncated, "truncated"),
        (Self::Json, "json"),
        (Self::Feed, "feed"),
        (Self::Address, "address"),
        (Self::NoText, "no_text"),
        (Self::Fetch, "fetch"),
        (Self::Redirect, "redirect"),
        (Self::Refused, "refused"),
        (Self::TimeOut, "time_out"),
        (Self::Extractor, "extractor"),
    ];

    /// The name in reports of errors.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("unreadable", |(_, name)| name)
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, n)| *n == name).map(|(kind, _)| *kind)
    }
}

impl Error {
    /// An error of what somebody named that is no input at all, such as a pattern that no file matches.
    #[must_use]
    pub fn new(kind: ErrorKind, item: &str, why: &str) -> Self {
        Fault::new(kind, why).of(item)
    }

    /// What kind of trouble.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The item: a file, `file:line`, an address, or `-`.
    #[must_use]
    pub fn item(&self) -> &str {
        &self.item
    }

    /// Where in the item, and why.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.why
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.item, self.why)
    }
}

impl std::error::Error for Error {}

/// A kind and a reason that wait for the name of their item.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: ErrorKind,
    pub(super) why: String,
}

impl Fault {
    pub(super) fn new(kind: ErrorKind, why: impl Into<String>) -> Self {
        Self { kind, why: why.into() }
    }

    pub(super) fn io(error: &std::io::Error) -> Self {
        Self::new(ErrorKind::Unreadable, format!("cannot be read: {error}"))
    }

    /// The error of this item. Control characters are taken out: an error is one line.
    pub(super) fn of(self, item: &str) -> Error {
        let line = |words: &str| words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
        let mut why = line(&self.why);
        // What a server or a file says of itself may be of any length; the reason stands first.
        if let Some((end, _)) = why.char_indices().nth(LONGEST) {
            why.truncate(end);
            why.push('…');
        }
        Error { kind: self.kind, item: line(item), why }
    }
}
