//! Parts of speech: a greedy averaged perceptron, left to right, trained by `training/word_classes`.

mod features;
mod model;

use features::{EDGE, Sight};
use model::{Model, SCORES};
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_types::{Segments, Tag, Token, TokenKind};

/// Tags every token.
///
/// A word that is a name elsewhere in the text, and nothing else, is one where it looks like a common word as well:
/// without that, *Trump questions the plan* would be read otherwise than *Clinton questions the plan*.
pub(super) fn tag(text: &str, segments: &mut Segments) {
    let model = Model::embedded();
    let mut sight = Sight::default();
    let Segments { sentences, tokens } = segments;
    for sentence in sentences.iter() {
        let Some(tokens) = tokens.get_mut(sentence.tokens.clone()) else { continue };
        tag_sentence(model, &mut sight, text, tokens, |_| false);
    }
    let names = names(text, segments);
    let Segments { sentences, tokens } = segments;
    for sentence in sentences.iter() {
        let Some(tokens) = tokens.get_mut(sentence.tokens.clone()) else { continue };
        let named = |token: &Token| token.kind == TokenKind::Word && names.contains(token.span.of(text));
        if tokens.iter().any(named) {
            tag_sentence(model, &mut sight, text, tokens, named);
        }
    }
}

/// Tags a sentence, left to right; tokens that are `named` are proper nouns whatever the model says.
fn tag_sentence(model: &Model, sight: &mut Sight, text: &str, tokens: &mut [Token], named: impl Fn(&Token) -> bool) {
    sight.look(model, text, tokens, &named);
    let mut before = (NO_TAG, NO_TAG);
    let mut verb = Verb { word: EDGE, since: 0 };
    for (at, token) in tokens.iter_mut().enumerate() {
        let word = token.span.of(text);
        let told = if named(token) { Some(Tag::Nnp) } else { fixed(token.kind, word) };
        token.tag = told.or_else(|| model.sure(sight.word(at))).unwrap_or_else(|| {
            let mut scores = [0; SCORES];
            sight.each(at, before, verb.word, |feature| model.add(feature, &mut scores));
            best(&scores)
        });
        before = (token.tag as usize, before.0);
        verb.pass(sight.word(at), token.tag);
    }
}

/// Words that once look like common ones, but inside sentences are proper nouns, twice or more and oftener than not, and
/// never stand in lower case.
fn names<'t>(text: &'t str, segments: &Segments) -> FxHashSet<&'t str> {
    let mut seen: FxHashMap<&str, (u32, u32)> = FxHashMap::default();
    let mut doubtful: FxHashSet<&str> = FxHashSet::default();
    for sentence in &segments.sentences {
        for (at, token) in segments.tokens[sentence.tokens.clone()].iter().enumerate() {
            let word = token.span.of(text);
            if token.kind == TokenKind::Word && word.len() > 2 && word.starts_with(char::is_uppercase) {
                let (named, other) = seen.entry(word).or_default();
                *named += u32::from(at > 0 && token.tag == Tag::Nnp);
                *other += u32::from(at > 0 && token.tag != Tag::Nnp);
                if seems_common(token) {
                    doubtful.insert(word);
                }
            }
        }
    }
    let often =
        doubtful.into_iter().filter(|word| seen.get(word).is_some_and(|&(named, other)| named >= 2 && named > other));
    let mut names: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for word in often {
        names.entry(word.to_lowercase()).or_default().push(word);
    }
    for token in &segments.tokens {
        let word = token.span.of(text);
        if word.starts_with(char::is_lowercase) {
            names.remove(word);
        }
    }
    names.into_values().flatten().collect()
}

/// Whether a word's class is one that a name gets by mistake. Adjectives and plurals are left: peoples and parties have
/// names that are those.
fn seems_common(token: &Token) -> bool {
    token.kind == TokenKind::Word && (token.tag.is_verb() || matches!(token.tag, Tag::Nn | Tag::Md | Tag::Rb | Tag::In))
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
