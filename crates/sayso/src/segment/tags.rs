//! Parts of speech.

use sayso_types::{Segments, Tag, TokenKind};

/// Tags every token.
pub(super) fn tag(text: &str, segments: &mut Segments) {
    for token in &mut segments.tokens {
        let word = token.span.of(text);
        token.tag = match token.kind {
            TokenKind::Open | TokenKind::Close | TokenKind::Mark => Tag::Punct,
            TokenKind::Number => Tag::Cd,
            TokenKind::Symbol | TokenKind::Address => Tag::Other,
            TokenKind::Handle => Tag::Nnp,
            _ if word.starts_with(char::is_uppercase) => Tag::Nnp,
            _ => Tag::Nn,
        };
    }
}
