//! A report as ingested: immutable text, its blocks, and what its masthead says of itself.

use crate::{Span, Timestamp};
use std::sync::Arc;

/// A report. Its text never changes after ingest.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The input's own id where it has one, else the SHA-256 digest of its bytes, in hexadecimal.
    pub id: String,
    /// The text that every span points into.
    pub text: Arc<str>,
    /// Blocks in reading order; they do not overlap, and only white space lies between them.
    pub blocks: Vec<Block>,
    /// Title, outlet, authors, dates, language.
    pub masthead: Masthead,
    /// Where the bytes came from.
    pub origin: Origin,
}

/// A paragraph or other unit of layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What kind of unit.
    pub kind: BlockKind,
    /// Where it stands in the text, without white space at its ends.
    pub span: Span,
    /// For [`BlockKind::Post`]: whose post it is.
    pub embed: Option<Embed>,
}

/// What kind of unit a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The report's headline; at most one, and first.
    Headline,
    /// The line that names the authors.
    Byline,
    /// A heading inside the report.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// A block quotation or pull quote.
    Quote,
    /// A caption of a picture, video or table.
    Caption,
    /// A row of a table.
    Row,
    /// An embedded post of a social platform.
    Post,
}

impl BlockKind {
    /// The name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Byline => "byline",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list_item",
            Self::Quote => "quote",
            Self::Caption => "caption",
            Self::Row => "row",
            Self::Post => "post",
        }
    }
}

/// Whose post an embedded block is; unknown parts are `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Embed {
    /// `X`, `Truth Social`, `Instagram`, `Facebook`, `Bluesky`, `Mastodon`, `Telegram`, `YouTube`, `TikTok`, `Threads`, `Reddit`, …
    pub platform: Option<String>,
    /// The account's display name.
    pub author: Option<String>,
    /// The account's handle, without `@`.
    pub handle: Option<String>,
    /// When it was posted.
    pub published: Option<Timestamp>,
    /// Its address.
    pub url: Option<String>,
}

/// What a report says of itself; unknown parts are `None` or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Masthead {
    /// Headline, without the outlet's name.
    pub title: Option<String>,
    /// Who published it (`Reuters`).
    pub outlet: Option<String>,
    /// Authors, one name each.
    pub authors: Vec<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// First publication.
    pub published: Option<Timestamp>,
    /// Last change.
    pub modified: Option<Timestamp>,
    /// BCP 47 primary language (`en`); detected from the text, where it is long enough.
    pub language: Option<String>,
}

/// Where the bytes of a document came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// File name, URL, or `-`, with the line for JSON Lines (`reports.jsonl:12`) and the place in an archive (`news.warc.gz@4711`).
    pub name: String,
    /// SHA-256 of the item's bytes, in hexadecimal.
    pub digest: String,
    /// Where in an archive its record begins, in bytes of the file: the record itself, or the compressed member that holds it.
    pub offset: Option<u64>,
}
