//! Word pieces: a token's text as the numbers the network was trained on.
//!
//! This is `WordPiece` as BERT's uncased models use it (Wu et al. 2016; Devlin et al. 2019): fold the characters, cut at
//! marks, then take the longest known piece again and again. Ids equal those of the trainer's tokenizer, its quirks included.

mod characters;
mod fold;
mod trie;

use fold::Folded;
use std::fmt;
use trie::Trie;

/// A token keeps this many pieces at most; addresses and other monsters must not fill a window.
pub const PIECES_PER_TOKEN: usize = 16;

/// A word of more characters than this, counted after folding, is unknown as a whole.
const CHARS_PER_WORD: usize = 100;

/// In bytes, twenty times that of BERT. A trie grows by 256 places a byte at worst, and must stay below 2³¹.
const LONGEST_VOCABULARY: usize = 1 << 22;

/// A vocabulary, ready to cut words with.
#[derive(Debug)]
pub struct Pieces {
    trie: Trie,
    /// Where a piece that continues a word is looked up, if the vocabulary has any.
    inside: Option<trie::Place>,
    start: u32,
    end: u32,
    unknown: u32,
}

/// Why a vocabulary was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VocabularyError {
    /// Not UTF-8.
    NotUtf8,
    /// More than 4 MiB.
    TooLarge,
    /// This line, counted from 0, is empty.
    Empty(usize),
    /// This line, counted from 0, repeats an earlier one.
    Twice(usize),
    /// This piece must be there and is not.
    Missing(&'static str),
}

impl Pieces {
    /// Reads a vocabulary: pieces joined by `\n`, each piece's id being its line, counted from 0. A piece that continues
    /// a word starts with `##`.
    ///
    /// # Errors
    /// Tells what is wrong with the vocabulary.
    pub fn new(vocabulary: &[u8]) -> Result<Self, VocabularyError> {
        if vocabulary.len() > LONGEST_VOCABULARY {
            return Err(VocabularyError::TooLarge);
        }
        let text = std::str::from_utf8(vocabulary).map_err(|_| VocabularyError::NotUtf8)?;
        let mut pieces: Vec<(&[u8], u32)> =
            text.strip_suffix('\n').unwrap_or(text).split('\n').map(str::as_bytes).zip(0..).collect();
        pieces.sort_unstable();
        if let Some((_, line)) = pieces.first().filter(|(piece, _)| piece.is_empty()) {
            return Err(VocabularyError::Empty(*line as usize));
        }
        if let Some(pair) = pieces.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(VocabularyError::Twice(pair[1].1 as usize));
        }
        let id = |piece: &'static str| {
            let found = pieces.binary_search_by_key(&piece.as_bytes(), |(piece, _)| piece);
            found.map(|at| pieces[at].1).map_err(|_| VocabularyError::Missing(piece))
        };
        let (start, end, unknown) = (id("[CLS]")?, id("[SEP]")?, id("[UNK]")?);
        let trie = Trie::new(&pieces);
        let inside = trie.walk(b"##");
        Ok(Self { trie, inside, start, end, unknown })
    }

    /// Id of `[CLS]`, which opens a window.
    #[must_use]
    pub fn start(&self) -> u32 {
        self.start
    }

    /// Id of `[SEP]`, which ends a window.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.end
    }

    /// Id of `[UNK]`, which stands for a word that no pieces make up.
    #[must_use]
    pub fn unknown(&self) -> u32 {
        self.unknown
    }

    /// Appends the ids of one token's pieces, from 1 to [`PIECES_PER_TOKEN`]. A token of which nothing is left, such as
    /// a lone control character, is one `[UNK]`. What a token spells is never a special piece: `[SEP]` is three marks
    /// and letters like any other.
    pub fn encode(&self, token: &str, out: &mut Vec<u32>) {
        let first = out.len();
        if token.bytes().all(fold::is_plain) {
            self.encode_plain(token.as_bytes(), first + PIECES_PER_TOKEN, out);
        } else {
            self.encode_folded(token, first + PIECES_PER_TOKEN, out);
        }
        out.truncate(first + PIECES_PER_TOKEN);
        if out.len() == first {
            out.push(self.unknown);
        }
    }

    /// The words of a token of plain characters: bytes are characters, and only case is folded, by [`Trie::longest`].
    fn encode_plain(&self, token: &[u8], enough: usize, out: &mut Vec<u32>) {
        let mut rest = token;
        while !rest.is_empty() && out.len() < enough {
            let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            // A mark stands alone; a space, which no token holds, is nothing.
            let (word, after) = rest.split_at(length.max(1));
            rest = after;
            if word != b" " {
                self.cut(word, length, out);
            }
        }
    }

    /// The words of any token, character by character.
    fn encode_folded(&self, token: &str, enough: usize, out: &mut Vec<u32>) {
        let mut word = Word::default();
        for char in token.chars() {
            fold::fold(char, |folded| match folded {
                Folded::Letter(char) => word.push(char),
                Folded::Alone(char) => {
                    self.finish(&mut word, out);
                    word.push(char);
                    self.finish(&mut word, out);
                }
                Folded::Space => self.finish(&mut word, out),
            });
            if out.len() >= enough {
                return;
            }
        }
        self.finish(&mut word, out);
    }

    fn finish(&self, word: &mut Word, out: &mut Vec<u32>) {
        if word.chars > 0 {
            self.cut(&word.bytes[..word.length], word.chars, out);
            word.length = 0;
            word.chars = 0;
        }
    }

    /// Appends the pieces of one word: always the longest that fits, and `[UNK]` for the whole if there comes a place where
    /// none does. Bytes will do, for a piece that is whole characters can only match whole characters.
    fn cut(&self, word: &[u8], chars: usize, out: &mut Vec<u32>) {
        let first = out.len();
        let (mut rest, mut from) = (word, Some(Trie::ROOT));
        if chars > CHARS_PER_WORD {
            return out.push(self.unknown);
        }
        while !rest.is_empty() {
            let Some((id, length)) = from.and_then(|place| self.trie.longest(place, rest)) else {
                out.truncate(first);
                return out.push(self.unknown);
            };
            out.push(id);
            rest = &rest[length..];
            from = self.inside;
        }
    }
}

/// A word under way; what is past [`CHARS_PER_WORD`] is counted, not kept.
struct Word {
    bytes: [u8; 4 * CHARS_PER_WORD],
    length: usize,
    chars: usize,
}

impl Default for Word {
    fn default() -> Self {
        Self { bytes: [0; 4 * CHARS_PER_WORD], length: 0, chars: 0 }
    }
}

impl Word {
    fn push(&mut self, char: char) {
        self.chars = self.chars.saturating_add(1);
        if self.chars <= CHARS_PER_WORD {
            self.length += char.encode_utf8(&mut self.bytes[self.length..]).len();
        }
    }
}

impl fmt::Display for VocabularyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 => write!(f, "the vocabulary is not UTF-8"),
            Self::TooLarge => write!(f, "the vocabulary is larger than 4 MiB"),
            Self::Empty(line) => write!(f, "the vocabulary's piece {line} is empty"),
            Self::Twice(line) => write!(f, "the vocabulary's piece {line} is there twice"),
            Self::Missing(piece) => write!(f, "the vocabulary lacks {piece}"),
        }
    }
}

impl std::error::Error for VocabularyError {}
