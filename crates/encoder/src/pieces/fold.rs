//! Folding of characters as BERT's uncased models do it: no controls, no accents, lower case; marks stand alone.

use super::characters::RUNS;
use unicode_normalization::char::decompose_canonical;

/// What becomes of a character, or of a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folded {
    /// Goes on with the word.
    Letter(char),
    /// Is a word by itself.
    Alone(char),
    /// Ends the word.
    Space,
}

/// What the trainer's tokenizer takes a character for. Numbers as in `characters.py`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Dropped: controls, formats such as zero-width joiners, private use, U+FFFD, and accents (marks that take no space).
    Vanishes,
    /// White space.
    Space,
    /// Punctuation, and all ASCII symbols.
    Mark,
    /// A Chinese character, a word by itself.
    Han,
    /// Anything else: letters, digits, symbols, characters not yet assigned.
    Letter,
}

/// Folds one character into nothing, one or several.
///
/// A character at a time is enough: canonical decomposition also sorts accents by their class, but those are dropped, and
/// what else it may sort (Hangul tone marks, musical stems) is in no vocabulary, so the word is unknown in either order.
pub(super) fn fold(char: char, mut emit: impl FnMut(Folded)) {
    let whole = class(char);
    match whole {
        Class::Vanishes => {}
        Class::Space => emit(Folded::Space),
        Class::Mark | Class::Han | Class::Letter => decompose_canonical(char, |part| {
            // The parts of a character may be of another class than it: ≠ is a mark and an accent.
            if class(part) == Class::Vanishes {
                return;
            }
            for lower in part.to_lowercase() {
                let alone = whole == Class::Han || class(lower) == Class::Mark;
                emit(if alone { Folded::Alone(lower) } else { Folded::Letter(lower) });
            }
        }),
    }
}

/// Whether a byte is a printable ASCII character or a space, for which folding means lower case and nothing else.
pub(super) fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

fn class(char: char) -> Class {
    let runs = RUNS.partition_point(|run| run >> 3 <= u32::from(char));
    // The first run starts at 0, so there is always one before.
    match runs.checked_sub(1).and_then(|at| RUNS.get(at)).map_or(4, |run| run & 7) {
        0 => Class::Vanishes,
        1 => Class::Space,
        2 => Class::Mark,
        3 => Class::Han,
        _ => Class::Letter,
    }
}
