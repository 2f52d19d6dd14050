//! Ingest: bytes and a hint to documents, or an error for that item.
//!
//! [`items()`] cuts an input (a file, standard input, an address) into [`Item`]s, cheaply and as a stream; an [`Extractor`]
//! turns an item into a `Document`, in a child process where one is given, so that a time limit really ends it.
//! [`open`] does both. Text is never changed: for plain text and the `text` of JSON Lines, `Document::text` is the
//! input's text, character for character.
//!
//! An input format is a [`Format`], a line in `detect.rs` that recognises it, and a reader that yields `Item`s.

mod charset;
mod detect;
mod digest;
mod error;
mod feed;
mod fetch;
mod html;
mod items;
mod json_lines;
mod language;
mod list;
mod pace;
mod plain;
mod reach;
mod tally;
mod warc;
pub mod worker;

pub use detect::Format;
pub use digest::digest;
pub use error::{Error, ErrorKind};
pub use items::{Item, Items, is_feed, items};
pub use list::list;
pub use pace::Pace;
pub use plain::text;
pub use reach::{Allowed, Names, Public, Reach};
pub use tally::{Passed, Tally};
pub use worker::{Extractor, Program};

use sayso_types::{Document, Timestamp};
use std::borrow::BorrowMut;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, read to its end.
    Stdin,
    /// An `http` or `https` address.
    Url(String),
    /// Bytes at hand, with the name they go by in errors and origins.
    Bytes {
        /// What errors and origins call them.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// What somebody named and is none: its one item is this error.
    None(Error),
}

impl Input {
    /// What a command line means by `argument`: `-` is standard input, `http://…` and `https://…` are addresses,
    /// anything else is a file.
    #[must_use]
    pub fn named(argument: &str) -> Self {
        let scheme = argument.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https") => Self::Url(argument.to_owned()),
            _ if argument == "-" => Self::Stdin,
            _ => Self::File(PathBuf::from(argument)),
        }
    }

    /// The name in errors and origins.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "-".to_owned(),
            Self::Url(url) => url.clone(),
            Self::Bytes { name, .. } => name.clone(),
            Self::None(error) => error.item().to_owned(),
        }
    }
}

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the caller knows. Its title, address, outlet, authors and dates override what each item says of itself;
    /// its id and name are for inputs of one item and are not used for JSON Lines.
    pub hint: Hint,
    /// The format; without it, told by the file's name, then by its content.
    pub format: Option<Format>,
    /// Whether a feed's entries are fetched and read as pages, from where they link to; else they are read as they stand
    /// in the feed.
    pub follow: bool,
    /// Which pages of archives are read.
    pub pages: Pages,
    /// Which part of an archive is read: the records that begin in these bytes of the file, as it lies on disk; all of it if not given.
    /// Of what lies before the part only the first bytes are read, so that several machines may share one file; parts that meet have no record in common and
    /// leave out none. Three kinds of record come with the one before them, whatever part they begin in: those that do not begin a
    /// gzip member or zstd frame, broken ones, and, where nothing is compressed, those near to broken ones or without an empty line
    /// before them. An archive that is one member is thus one part. An archive that holds archives as they are may be cut within one
    /// of those. Other inputs begin at byte 0, and come whole out of the part that holds it.
    pub range: Option<Range<u64>>,
    /// How much is read, and for how long.
    pub limits: Limits,
    /// What was passed over in archives; clones of these options count together.
    pub tally: Tally,
    /// Which hosts may be asked when; clones of these options share it.
    pub pace: Pace,
    /// Which servers may be asked: any, or those that everybody reaches.
    pub reach: Reach,
    /// Who says which addresses a name stands for.
    pub names: Names,
    /// What is started to extract pages. Without it pages are extracted on a thread of this process, which a time-out
    /// leaves running: a thread cannot be killed.
    pub worker: Option<Program>,
}

/// Which pages of an archive are read. Of all that a crawl finds in a day, less than half may be reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pages {
    /// News reports, as far as that is told before their text is taken out.
    #[default]
    News,
    /// Every page.
    All,
}

/// How much is read of an input, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Greatest size of one plain text, in bytes.
    pub text_bytes: usize,
    /// Greatest size of one page as it comes, in bytes, after decompression; scripts and styles count.
    pub page_bytes: usize,
    /// Greatest size of one page once scripts, styles and the like are dropped, in bytes.
    pub markup_bytes: usize,
    /// Greatest number of tags of a page.
    pub tags: usize,
    /// Greatest size of one line of JSON Lines, in bytes.
    pub line_bytes: usize,
    /// Time to extract one page.
    pub page_time: Duration,
    /// Time to reach a server.
    pub connect_time: Duration,
    /// Time to fetch an address, redirects and body included.
    pub fetch_time: Duration,
    /// Greatest number of redirects.
    pub redirects: u32,
    /// Greatest size of a feed that is not fetched, in bytes; an entry is held to `page_bytes`, a fetched feed as any
    /// address, and JSON Feed to `line_bytes`.
    pub feed_bytes: usize,
    /// Greatest number of entries of a feed.
    pub entries: usize,
    /// Pause between two requests to one host.
    pub pause: Duration,
    /// Time to wait, all in all, until hosts may be asked that others ask; it does not count as fetching.
    pub turn_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 4 << 20,
            page_bytes: 32 << 20,
            markup_bytes: 4 << 20,
            tags: 60_000,
            line_bytes: 32 << 20,
            page_time: Duration::from_secs(10),
            connect_time: Duration::from_secs(10),
            fetch_time: Duration::from_secs(30),
            redirects: 10,
            feed_bytes: 100 << 20,
            entries: 10_000,
            pause: Duration::from_secs(1),
            turn_time: Duration::MAX,
        }
    }
}

/// What the caller knows of an input; each overrides what the input says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hint {
    /// The item's id; without it the digest of its bytes.
    pub id: Option<String>,
    /// File name, URL or `-`.
    pub name: String,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Authors, one name each; empty if not known.
    pub authors: Vec<String>,
    /// First publication.
    pub published: Option<Timestamp>,
    /// Last change.
    pub modified: Option<Timestamp>,
}

impl Hint {
    /// This hint, and what `other` knows where this one knows nothing.
    fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            name: if self.name.is_empty() { other.name } else { self.name },
            title: self.title.or(other.title),
            url: self.url.or(other.url),
            outlet: self.outlet.or(other.outlet),
            authors: if self.authors.is_empty() { other.authors } else { self.authors },
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
        }
    }
}

/// The time that words tell, read as the dates of pages and of JSON Lines are; `None` where they tell no whole day.
#[must_use]
pub fn moment(words: &str) -> Option<Timestamp> {
    html::dates::parse(words)
}

/// The documents of an input, in its order. An item that cannot be read is an error, and reading goes on with the next.
#[must_use]
pub fn open(input: &Input, options: &Options) -> Documents<Extractor> {
    Documents { items: items(input, options), extractor: Extractor::new(options) }
}

/// As [`open`], with an extractor that outlives the input: one child process for many inputs.
#[must_use]
pub fn open_with<'a>(input: &Input, options: &Options, extractor: &'a mut Extractor) -> Documents<&'a mut Extractor> {
    Documents { items: items(input, options), extractor }
}

/// The documents of an input; see [`open`].
#[derive(Debug)]
pub struct Documents<E> {
    items: Items,
    extractor: E,
}

impl<E: BorrowMut<Extractor>> Iterator for Documents<E> {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.items.next()?.and_then(|item| self.extractor.borrow_mut().document(item)))
    }
}
