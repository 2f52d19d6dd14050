//! Segmenting: a document's sentences and tokens. Cannot fail; tokens and the gaps between them rebuild the text.

mod abbreviations;
mod sentences;
mod tags;
mod tokens;

use sayso_types::{Document, Segments};

/// The sentences and tokens of a document, tagged with parts of speech.
#[must_use]
pub fn segment(document: &Document) -> Segments {
    let mut segments = Segments::default();
    for (block, it) in document.blocks.iter().enumerate() {
        let start = segments.tokens.len();
        tokens::cut(&document.text, it.span, &mut segments.tokens);
        sentences::cut(&document.text, block, start, &mut segments);
    }
    tags::tag(&document.text, &mut segments);
    segments
}
