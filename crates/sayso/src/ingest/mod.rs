//! Ingest: bytes and a hint to documents, or an error for that item.

mod digest;
mod plain;

pub use digest::digest;
pub use plain::text;

use sayso_types::Timestamp;

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
    /// First publication.
    pub published: Option<Timestamp>,
}
