//! Plain text: the document's text is the input's, character for character.

use super::{Hint, digest};
use sayso_types::{Block, BlockKind, Document, Masthead, Origin, Span};
use std::sync::Arc;

/// A document of plain text. Its blocks are its paragraphs: lines, or runs of lines between empty ones where the text is
/// wrapped by hand.
#[must_use]
pub fn text(text: &str, hint: &Hint) -> Document {
    let digest = digest(text.as_bytes());
    Document {
        id: hint.id.clone().unwrap_or_else(|| digest.clone()),
        text: Arc::from(text),
        blocks: blocks(text, hint.title.as_deref()),
        masthead: Masthead {
            title: hint.title.clone(),
            outlet: hint.outlet.clone(),
            authors: Vec::new(),
            url: hint.url.clone(),
            published: hint.published,
            modified: None,
            language: None,
        },
        origin: Origin { name: hint.name.clone(), digest },
    }
}

fn blocks(text: &str, title: Option<&str>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        if span.is_empty() {
            continue;
        }
        let kind = match title {
            Some(title) if blocks.is_empty() && span.of(text) == title.trim() => BlockKind::Headline,
            _ => BlockKind::Paragraph,
        };
        blocks.push(Block { kind, span, embed: None });
    }
    blocks
}
