//! Parts of speech: a greedy averaged perceptron, left to right, trained by `training/word_classes`.

mod features;
mod model;

use features::{EDGE, Sight};
use model::{Model, SCORES};
use sayso_types::{Segments, Tag, TokenKind};

/// Tags every token.
pub(super) fn tag(text: &str, segments: &mut Segments) {
    let model = Model::embedded();
    let mut sight = Sight::default();
    let Segments { sentences, tokens } = segments;
    for sentence in sentences.iter() {
        let Some(tokens) = tokens.get_mut(sentence.tokens.clone()) else { continue };
        sight.look(model, text, tokens);
        let mut before = (NO_TAG, NO_TAG);
        let mut verb = Verb { word: EDGE, since: 0 };
        for (at, token) in tokens.iter_mut().enumerate() {
            let word = token.span.of(text);
            token.tag = fixed(token.kind, word).or_else(|| model.sure(sight.word(at))).unwrap_or_else(|| {
                let mut scores = [0; SCORES];
                sight.each(at, before, verb.word, |feature| model.add(feature, &mut scores));
                best(&scores)
            });
            before = (token.tag as usize, before.0);
            verb.pass(sight.word(at), token.tag);
        }
    }
}

/// Stands for the tag of a word outside the sentence.
const NO_TAG: usize = Tag::ALL.len();

/// The tag of a token that needs no model; `None` for words.
fn fixed(kind: TokenKind, word: &str) -> Option<Tag> {
    match kind {
        TokenKind::Open | TokenKind::Close | TokenKind::Mark => Some(Tag::Punct),
        TokenKind::Symbol | TokenKind::Address => Some(Tag::Other),
        TokenKind::Handle => Some(Tag::Nnp),
        TokenKind::Word | TokenKind::Clitic => None,
        TokenKind::Number => {
            let bytes = word.as_bytes();
            let ends = |with: &[u8]| bytes[bytes.len().saturating_sub(with.len())..].eq_ignore_ascii_case(with);
            // *17th*, *15-member*; *1990s*.
            if word.contains(['-', '‑']) || [b"st", b"nd", b"rd", b"th"].iter().any(|it| ends(*it)) {
                Some(Tag::Jj)
            } else if ends(b"0s") {
                Some(Tag::Nns)
            } else {
                Some(Tag::Cd)
            }
        }
    }
}

/// The verb last passed: tells a participle after *has* from a past tense. Forgotten after six words.
struct Verb {
    word: u32,
    since: u32,
}

impl Verb {
    fn pass(&mut self, word: u32, tag: Tag) {
        self.since += 1;
        if tag.is_verb() || matches!(tag, Tag::Md | Tag::To) {
            *self = Self { word, since: 0 };
        } else if self.since >= 6 {
            self.word = EDGE;
        }
    }
}

/// The tag of the highest score, the first of them where two are equal.
fn best(scores: &[i32; SCORES]) -> Tag {
    let mut best = 0;
    for (tag, score) in scores[..Tag::ALL.len()].iter().enumerate() {
        if *score > scores[best] {
            best = tag;
        }
    }
    Tag::ALL[best]
}

#[cfg(test)]
mod tests;
