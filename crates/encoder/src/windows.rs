//! Windows: runs of whole blocks that fit the network, as `training/encoder/data.py` cuts them.
//!
//! A window is packed with whole blocks; a block that is too long is cut at sentences, a sentence that is too long
//! between tokens. What the network learnt it learnt on windows cut this way.

use crate::cover::{self, DISTINCT, Known, Read};
use crate::forward::Piece;
use crate::pieces::Pieces;
use rustc_hash::FxHashMap;
use sayso_types::{Document, Segments, TokenKind};
use std::ops::Range;

/// Rows of the tables of casts: what a token looks like beside its letters, and which name it is.
const SHAPES: u32 = 8;
const QUOTED: u32 = 2;
const EDGES: u32 = 3;

/// A document's pieces, and which of them make a window.
#[derive(Debug, Default)]
pub(crate) struct Windows {
    /// Pieces of all windows, `[CLS]` and `[SEP]` included.
    pub(crate) pieces: Vec<Piece>,
    /// For each window its pieces, and for `[CLS]` and each token where its first piece stands among them.
    pub(crate) outputs: Vec<u32>,
    /// The windows, in text order.
    pub(crate) all: Vec<WindowAt>,
    /// The true pieces of every token of the document, and where each token's end.
    pub(crate) words: Vec<u32>,
    pub(crate) ends: Vec<usize>,
}

/// What cutting goes by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut<'c> {
    pub(crate) pieces: &'c Pieces,
    /// What tells names from other words.
    pub(crate) known: &'c Known<'static>,
    /// The piece that covers names.
    pub(crate) cover: u32,
    /// Most pieces of a window.
    pub(crate) longest: usize,
}

/// Where one window stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WindowAt {
    /// Its tokens in the document.
    pub(crate) tokens: Range<usize>,
    /// In [`Windows::pieces`].
    pub(crate) pieces: Range<usize>,
    /// In [`Windows::outputs`]: `[CLS]` first, then one for each token.
    pub(crate) outputs: Range<usize>,
}

/// Cuts a document into windows.
pub(crate) fn windows(document: &Document, segments: &Segments, by: Cut<'_>) -> Windows {
    let read = cover::covered(document, segments, by.known);
    let (ids, ends) = cut(&read, by);
    let casts = casts(document, segments);
    let length = |tokens: &Range<usize>| ends[tokens.end] - ends[tokens.start];
    let room = by.longest.saturating_sub(2).max(1);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut current = 0..0;
    let mut add = |tokens: Range<usize>, whole: bool| {
        let joined = current.start..tokens.end;
        if length(&joined) <= room && current.end == tokens.start {
            current = joined;
            return true;
        }
        if !current.is_empty() {
            ranges.push(current.clone());
        }
        current = tokens.start..tokens.start;
        if length(&tokens) <= room || whole {
            current = tokens;
            return true;
        }
        false
    };
    for block in blocks(segments) {
        let tokens = segments.sentences[block.start].tokens.start..segments.sentences[block.end - 1].tokens.end;
        if add(tokens, false) {
            continue;
        }
        for sentence in &segments.sentences[block] {
            if !add(sentence.tokens.clone(), false) {
                for token in sentence.tokens.clone() {
                    add(token..token + 1, true);
                }
            }
        }
    }
    if !current.is_empty() {
        ranges.push(current);
    }
    let mut out = Windows::default();
    for token in &segments.tokens {
        by.pieces.encode(token.span.of(&document.text), &mut out.words);
        out.ends.push(out.words.len());
    }
    let mut order: FxHashMap<&str, usize> = FxHashMap::default();
    for tokens in ranges {
        let (from, first) = (out.pieces.len(), out.outputs.len());
        let edge = |id| Piece { id, casts: bits(Shape::Mark, false, Edge::Inside) | name(0) };
        out.outputs.push(0);
        out.pieces.push(edge(by.pieces.start()));
        order.clear();
        for token in tokens.clone() {
            let which = match &read[token] {
                Read::Words(_) => 0,
                Read::Name(lower) => {
                    let next = order.len();
                    1 + *order.entry(lower).or_insert(next) % DISTINCT
                }
                Read::More => {
                    // The piece that stands for the whole name.
                    out.outputs.push(*out.outputs.last().unwrap_or(&0));
                    continue;
                }
            };
            let casts = if which == 0 { casts[token] | name(0) } else { alike(casts[token]) | name(which) };
            out.outputs.push(u32::try_from(out.pieces.len() - from).unwrap_or(u32::MAX));
            out.pieces.extend(ids[ends[token]..ends[token + 1]].iter().map(|&id| Piece { id, casts }));
        }
        out.pieces.push(edge(by.pieces.end()));
        out.all.push(WindowAt { tokens, pieces: from..out.pieces.len(), outputs: first..out.outputs.len() });
    }
    out
}

/// Sentences of each block that has any.
fn blocks(segments: &Segments) -> impl Iterator<Item = Range<usize>> {
    let sentences = &segments.sentences;
    let mut at = 0;
    std::iter::from_fn(move || {
        let block = sentences.get(at)?.block;
        let start = at;
        while sentences.get(at).is_some_and(|it| it.block == block) {
            at += 1;
        }
        Some(start..at)
    })
}

/// The ids that each token is read as, and where each token's begin and the last one's end.
fn cut(read: &[Read<'_>], by: Cut<'_>) -> (Vec<u32>, Vec<usize>) {
    let (mut ids, mut ends) = (Vec::new(), vec![0]);
    for it in read {
        match it {
            Read::Words(words) => by.pieces.encode(words, &mut ids),
            Read::Name(_) => ids.push(by.cover),
            Read::More => {}
        }
        ends.push(ids.len());
    }
    (ids, ends)
}

/// The letters a token is written in. The order is that of the network's table.
#[derive(Clone, Copy)]
enum Shape {
    /// No capital letter.
    Lower,
    /// One capital letter, in front.
    Title,
    /// Two letters or more, all of them capital.
    Upper,
    /// A single letter, capital.
    Letter,
    /// Capital letters elsewhere.
    Mixed,
    /// With a digit.
    Digit,
    /// No letter and no digit.
    Mark,
    /// As [`Self::Title`], at the beginning of a sentence.
    First,
}

/// Where a token stands.
#[derive(Clone, Copy)]
enum Edge {
    Inside,
    /// First of its block.
    Block,
    /// First of a later sentence.
    Sentence,
}

fn bits(shape: Shape, quoted: bool, edge: Edge) -> u32 {
    1 << (shape as u32) | 1 << (SHAPES + u32::from(quoted)) | 1 << (SHAPES + QUOTED + edge as u32)
}

/// The cast of a window's n-th name; 0 for what is read as it stands.
fn name(which: usize) -> u32 {
    1 << (SHAPES + QUOTED + EDGES + which as u32)
}

/// A cast with the letters of any name.
fn alike(cast: u32) -> u32 {
    cast >> SHAPES << SHAPES | 1 << (Shape::Title as u32)
}

/// The casts of every token, but for the names'.
fn casts(document: &Document, segments: &Segments) -> Vec<u32> {
    let mut out = Vec::with_capacity(segments.tokens.len());
    let (mut block, mut depth) = (None, 0_u32);
    for sentence in &segments.sentences {
        for at in sentence.tokens.clone() {
            let token = &segments.tokens[at];
            let first = at == sentence.tokens.start;
            let edge = match (first, block == Some(sentence.block)) {
                (false, _) => Edge::Inside,
                (true, true) => Edge::Sentence,
                (true, false) => {
                    (block, depth) = (Some(sentence.block), 0);
                    Edge::Block
                }
            };
            if token.kind == TokenKind::Open {
                depth += 1;
            }
            out.push(bits(shape(token.span.of(&document.text), first), depth > 0, edge));
            if token.kind == TokenKind::Close {
                depth = depth.saturating_sub(1);
            }
        }
    }
    out
}

fn shape(token: &str, first: bool) -> Shape {
    let (mut letters, mut upper, mut front) = (0, 0, false);
    for c in token.chars() {
        if c.is_numeric() {
            return Shape::Digit;
        }
        if c.is_alphabetic() {
            letters += 1;
            let capital = c.is_uppercase();
            upper += usize::from(capital);
            front |= letters == 1 && capital;
        }
    }
    match (letters, upper) {
        (0, _) => Shape::Mark,
        (_, 0) => Shape::Lower,
        (1, _) => Shape::Letter,
        (all, upper) if all == upper => Shape::Upper,
        (_, 1) if front && first => Shape::First,
        (_, 1) if front => Shape::Title,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests;
