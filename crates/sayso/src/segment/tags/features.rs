//! What the tagger looks at: the numbers of `training/word_classes/features.py`, bit for bit.
//!
//! A feature is one number, a hash of its template's number and of what it saw.

use super::NO_TAG;
use super::model::Model;
use sayso_types::{Token, TokenKind};

/// Stands for a word outside the sentence.
pub(super) const EDGE: u32 = 0x9e37_79b9;
const EDGE_CLASS: u32 = 997;
const EDGE_SHAPE: u32 = 63;

/// A name that is no common word and was met in training.
const A_NAME: &str = "Smith";

/// One sentence as the templates see it. Its vectors are kept from sentence to sentence; those of hashes have two
/// edges at both ends.
#[derive(Default)]
pub(super) struct Sight {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    kinds: Vec<TokenKind>,
    words: Vec<u32>,
    classes: Vec<u32>,
    endings: Vec<u32>,
    shapes: Vec<u32>,
}

impl Sight {
    /// Looks at the tokens of a sentence. Those that are `named` look like any name that is nothing else.
    pub(super) fn look(&mut self, model: &Model, text: &str, tokens: &[Token], named: impl Fn(&Token) -> bool) {
        self.bytes.clear();
        self.ends.clear();
        self.kinds.clear();
        for (hashes, edge) in [
            (&mut self.words, EDGE),
            (&mut self.classes, EDGE_CLASS),
            (&mut self.endings, EDGE),
            (&mut self.shapes, EDGE_SHAPE),
        ] {
            hashes.clear();
            hashes.extend([edge; 2]);
        }
        let manner = style(text, tokens) << 7;
        let mut fresh = true;
        for token in tokens {
            let word = token.span.of(text);
            let start = self.bytes.len();
            norm(token.kind, if named(token) { A_NAME } else { word }, &mut self.bytes);
            let form = &self.bytes[start..];
            let outline = outline(token.kind, word);
            let hash = fnv(form);
            self.words.push(hash);
            self.classes.push(class(model, token.kind, form, hash, outline));
            self.endings.push(fnv(last(form, 3)));
            self.shapes.push(outline + (u32::from(fresh) << 6) + manner);
            if is_written(token.kind) {
                fresh = false;
            } else if token.kind == TokenKind::Open || form == b":" {
                fresh = true;
            }
            self.kinds.push(token.kind);
            self.ends.push(self.bytes.len());
        }
        self.words.extend([EDGE; 2]);
        self.classes.extend([EDGE_CLASS; 2]);
        self.endings.extend([EDGE; 2]);
        self.shapes.extend([EDGE_SHAPE; 2]);
    }

    /// The hash of a word's form.
    pub(super) fn word(&self, at: usize) -> u32 {
        self.words[at + 2]
    }

    /// Gives out the features of a word, after these tags (the nearest first) and this verb.
    #[inline]
    pub(super) fn each(&self, at: usize, before: (usize, usize), verb: u32, mut out: impl FnMut(u32)) {
        let form = &self.bytes[at.checked_sub(1).map_or(0, |it| self.ends[it])..self.ends[at]];
        let around = |hashes: &[u32]| -> [u32; 5] { std::array::from_fn(|it| hashes[at + it]) };
        let [w2, w1, w, w_1, w_2] = around(&self.words);
        let [_, c1, c, c_1, c_2] = around(&self.classes);
        let [_, s1, s, s_1, _] = around(&self.endings);
        let [_, shape1, shape, shape_1, _] = around(&self.shapes);
        let cc = mix(c, c_1);

        out(mix(1, w));
        out(mix(2, w1));
        out(mix(3, w_1));
        out(mix(4, w2));
        out(mix(5, w_2));
        out(mix(6, mix(w1, w)));
        out(mix(7, mix(w, w_1)));
        out(mix(8, mix(w1, w_1)));
        out(mix(9, mix(w2, w1)));
        out(mix(10, mix(w_1, w_2)));
        out(mix(11, c));
        out(mix(12, c_1));
        out(mix(13, c_2));
        out(mix(14, cc));
        out(mix(15, mix(c_1, c_2)));
        out(mix(16, c1));
        out(mix(17, mix(c1, c)));
        out(mix(18, mix(cc, c_2)));
        out(mix(19, mix(w, c_1)));
        out(mix(20, shape));
        out(mix(21, mix(shape, shape_1)));
        out(mix(22, mix(shape, shape1)));
        out(mix(23, s_1));
        out(mix(24, s1));
        out(mix(25, mix(shape, c)));
        out(mix(26, mix(c1, c_1)));
        let s_of_two = fnv(last(form, 2));
        if is_written(self.kinds[at]) {
            out(mix(30, fnv(last(form, 1))));
            out(mix(31, s_of_two));
            out(mix(32, s));
            out(mix(33, fnv(last(form, 4))));
            for (template, size) in [(34, 1), (35, 2), (36, 3)] {
                out(mix(template, fnv(&form[..size.min(form.len())])));
            }
            out(mix(37, mix(shape, s)));
            out(mix(38, mix(s, c_1)));
        }

        let tag = tag_hash(before.0);
        for (template, seen) in
            [(40, 0), (41, w), (42, c), (43, c_1), (44, cc), (45, w_1), (46, w1), (47, s), (48, shape)]
        {
            out(mix(template, seen) ^ tag);
        }
        let tags = tag_hash(before.0 * 32 + before.1);
        for (template, seen) in [(50, 0), (51, w), (52, c), (53, cc)] {
            out(mix(template, seen) ^ tags);
        }
        for (template, seen) in [(60, 0), (61, c), (62, s_of_two), (63, w)] {
            out(mix(template, seen) ^ verb);
        }
    }
}

#[inline]
fn mix(a: u32, b: u32) -> u32 {
    let mut h = a.wrapping_mul(0x85eb_ca6b).wrapping_add(0x1656_67b1);
    h ^= h >> 15;
    h = h.wrapping_add(b).wrapping_mul(0xc2b2_ae35);
    h ^= h >> 13;
    h = h.wrapping_mul(0x27d4_eb2f);
    h ^ (h >> 16)
}

/// FNV-1a.
#[inline]
fn fnv(bytes: &[u8]) -> u32 {
    fnv_on(0x811c_9dc5, bytes)
}

/// FNV-1a going on after `before`.
#[inline]
fn fnv_on(before: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(before, |h, byte| (h ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[inline]
fn tag_hash(tags: usize) -> u32 {
    debug_assert!(tags <= NO_TAG * 33);
    mix(0xa511_e9b3, u32::try_from(tags).unwrap_or(0))
}

#[inline]
fn last(bytes: &[u8], size: usize) -> &[u8] {
    &bytes[bytes.len().saturating_sub(size)..]
}

/// Letters or digits, and not a mark.
fn is_written(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Clitic | TokenKind::Number)
}

/// The number of a kind in `features.py`.
fn number(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Word => 0,
        TokenKind::Clitic => 1,
        TokenKind::Number => 2,
        TokenKind::Open => 3,
        TokenKind::Close => 4,
        TokenKind::Mark => 5,
        TokenKind::Symbol => 6,
        TokenKind::Handle => 7,
        TokenKind::Address => 8,
    }
}

/// Appends the form that features see: lower case, straight apostrophes, one form for all numbers, addresses, names.
fn norm(kind: TokenKind, word: &str, out: &mut Vec<u8>) {
    match kind {
        TokenKind::Word | TokenKind::Clitic if word.is_ascii() => {
            out.extend(word.bytes().map(|byte| byte.to_ascii_lowercase()));
        }
        TokenKind::Word | TokenKind::Clitic => {
            out.extend_from_slice(word.to_lowercase().replace('’', "'").replace('‑', "-").as_bytes());
        }
        TokenKind::Number => out.push(b'0'),
        TokenKind::Open => out.extend_from_slice(b"``"),
        TokenKind::Close => out.extend_from_slice(b"''"),
        TokenKind::Symbol => out.extend_from_slice(word.as_bytes()),
        TokenKind::Handle => out.push(b'@'),
        TokenKind::Address => out.extend_from_slice(b"//"),
        TokenKind::Mark => match word.chars().next() {
            Some('–' | '—' | '―' | '‒') => out.extend_from_slice(b"--"),
            Some('.' | '…') => out.extend_from_slice(if word == "." { b"." } else { b"..." }),
            Some('-') => out.extend_from_slice(if word == "-" { b"-" } else { b"--" }),
            Some(first) => out.extend_from_slice(first.encode_utf8(&mut [0; 4]).as_bytes()),
            None => {}
        },
    }
}

/// How a word is written: 0 lower case, 1 capital first, 2 all capitals, 3 mixed; + 4 with a digit, + 8 a hyphen, + 16
/// a full stop.
fn outline(kind: TokenKind, word: &str) -> u32 {
    if !matches!(kind, TokenKind::Word | TokenKind::Clitic) {
        return 32 + number(kind);
    }
    let (mut upper, mut lower, mut extra) = (0, 0, 0);
    for c in word.chars() {
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        } else {
            extra |= match c {
                '0'..='9' => 4,
                '-' | '‑' => 8,
                '.' => 16,
                _ => 0,
            };
        }
    }
    let case = match (upper, lower) {
        (0, _) => 0,
        (2.., 0) => 2,
        _ if word.starts_with(char::is_uppercase) => 1,
        _ => 3,
    };
    case + extra
}

/// How a sentence is written: 0 plainly, 1 In Title Case, 2 IN CAPITALS.
fn style(text: &str, tokens: &[Token]) -> u32 {
    let (mut seen, mut capital, mut shouted) = (0, 0, 0);
    for token in tokens {
        let word = token.span.of(text);
        if token.kind == TokenKind::Word && word.chars().nth(3).is_some() {
            let case = outline(token.kind, word) & 3;
            seen += 1;
            capital += u32::from(case != 0);
            shouted += u32::from(case == 2);
        }
    }
    match seen {
        3.. if shouted * 10 >= seen * 7 => 2,
        3.. if capital * 10 >= seen * 7 => 1,
        _ => 0,
    }
}

/// The set of tags a word had in training; for an unknown word, what its ending and its stem tell.
fn class(model: &Model, kind: TokenKind, form: &[u8], hash: u32, outline: u32) -> u32 {
    match kind {
        TokenKind::Mark | TokenKind::Symbol => hash,
        TokenKind::Word | TokenKind::Clitic => model.class(hash).unwrap_or_else(|| guess(model, form, outline)),
        _ => 1000 + number(kind),
    }
}

fn guess(model: &Model, form: &[u8], outline: u32) -> u32 {
    match form.iter().rposition(|byte| *byte == b'-') {
        Some(hyphen) if hyphen > 0 => {
            let last = &form[hyphen + 1..];
            mix(2001, model.class(fnv(last)).unwrap_or_else(|| ending(model, last)))
        }
        _ => mix(2002 + u32::from(outline & 3 != 0), ending(model, form)),
    }
}

/// Endings that tell something, and what may have been lost before them; without that, the stem is not looked up.
const ENDINGS: [(&[u8], &[&[u8]]); 31] = [
    (b"ings", &[b"", b"e"]),
    (b"ing", &[b"", b"e"]),
    (b"ied", &[b"y"]),
    (b"ed", &[b"", b"e"]),
    (b"ies", &[b"y"]),
    (b"es", &[b"", b"e"]),
    (b"s", &[b""]),
    (b"ly", &[b"", b"le"]),
    (b"er", &[b"", b"e"]),
    (b"est", &[b"", b"e"]),
    (b"ism", &[]),
    (b"ist", &[]),
    (b"ion", &[]),
    (b"ity", &[]),
    (b"ness", &[]),
    (b"ment", &[]),
    (b"al", &[]),
    (b"ous", &[]),
    (b"ive", &[]),
    (b"able", &[]),
    (b"ible", &[]),
    (b"ful", &[]),
    (b"less", &[]),
    (b"ic", &[]),
    (b"ian", &[]),
    (b"an", &[]),
    (b"en", &[]),
    (b"ize", &[]),
    (b"ise", &[]),
    (b"ate", &[]),
    (b"ify", &[]),
];

fn ending(model: &Model, form: &[u8]) -> u32 {
    for (number, (ending, lost)) in (0..).zip(ENDINGS) {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() >= 2) else { continue };
        let hash = fnv(stem);
        let mut known = lost.iter().find_map(|it| model.class(fnv_on(hash, it)));
        if let (None, false, [start @ .., before, last]) = (known, lost.is_empty(), stem)
            && !start.is_empty()
            && before == last
        {
            known = model.class(fnv(&stem[..stem.len() - 1]));
        }
        return mix(number, known.unwrap_or(999));
    }
    998
}
