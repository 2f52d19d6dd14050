//! Text in pieces smaller than tokens: `12-nation`, `40km` and `two-thirds` are one token each, and several pieces.

use crate::read::Page;

/// What stands between a piece and what was read before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// White space.
    Space,
    /// A hyphen with nothing around it.
    Hyphen,
}

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins with a digit, or with a decimal point and a digit; its end is for [`super::digits`] to find.
    Digits,
    /// Letters, with a slash or a raised 2 or 3 as units have them, or initials with full stops.
    Letters,
    /// One other character.
    Sign,
}

/// A stretch of letters, of digits, or one other character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) gap: Gap,
    pub(super) kind: Kind,
}

/// One sentence in lower case, to be read piece by piece at byte offsets of the report's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'p> {
    text: &'p str,
    original: &'p str,
    /// The sentence's first byte.
    pub(super) start: usize,
}

impl<'p> Line<'p> {
    /// The sentence that holds this token.
    pub(super) fn of(page: &'p Page<'_>, token: usize) -> Self {
        let span = page.sentences()[page.sentence_of(token)].span;
        let end = span.end as usize;
        Self { text: &page.folded()[..end], original: &page.text()[..end], start: span.start as usize }
    }

    /// Whether the character at this byte is a capital in the report.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.original.get(at..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    /// What is left of the sentence from this byte on.
    pub(super) fn rest(&self, at: usize) -> &'p str {
        self.text.get(at..).unwrap_or("")
    }

    /// The words of a piece, in lower case.
    pub(super) fn word(&self, piece: Piece) -> &'p str {
        &self.text[piece.start..piece.end]
    }

    /// The character before this byte, in the same sentence.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text.get(self.start..at)?.chars().next_back()
    }

    /// The piece that begins at this byte or after the gap there.
    pub(super) fn piece(&self, at: usize) -> Option<Piece> {
        let rest = self.rest(at);
        let trimmed = rest.trim_start();
        let mut start = at + rest.len() - trimmed.len();
        let mut gap = if start == at { Gap::None } else { Gap::Space };
        let mut first = trimmed.chars().next()?;
        if gap == Gap::None && is_hyphen(first) && self.before(at).is_some_and(|c| c.is_alphanumeric() || c == '%') {
            let after = trimmed[first.len_utf8()..].chars().next();
            if let Some(c) = after.filter(|c| c.is_alphanumeric() || matches!(c, '$' | '£' | '€')) {
                start += first.len_utf8();
                first = c;
                gap = Gap::Hyphen;
            }
        }
        let rest = self.rest(start);
        let decimal = first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        let (len, kind) = if first.is_ascii_digit() || decimal {
            (1, Kind::Digits)
        } else if first.is_alphabetic() {
            (letters(rest), Kind::Letters)
        } else {
            (first.len_utf8(), Kind::Sign)
        };
        Some(Piece { start, end: start + len, gap, kind })
    }
}

/// Hyphens, and the dash that stands for one in ranges.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‑' | '–')
}

/// Length of the letters at the start of `rest`.
fn letters(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let initial = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes.get(at + 1) == Some(&b'.');
    let mut at = 0;
    while initial(at) {
        at += 2;
    }
    if at > 2 {
        return at;
    }
    let mut end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    if bytes.get(end) == Some(&b'/') && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic) {
        end += 1;
        end += rest[end..].find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len() - end);
    }
    let mut chars = rest[end..].chars();
    if let Some(c) = chars.next().filter(|c| matches!(c, '2' | '3' | '²' | '³'))
        && !chars.next().is_some_and(char::is_alphanumeric)
    {
        end += c.len_utf8();
    }
    end
}
