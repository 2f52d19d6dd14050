//! Word pieces: the trainer's ids, on odd lines, on every character, and on whatever bytes may come.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests: they panic where something is wrong")]

mod recipe;

use recipe::{Chance, Recipe};
use sayso_encoder::bare::Weights;
use sayso_encoder::pieces::{PIECES_PER_TOKEN, Pieces, VocabularyError};
use std::time::{Duration, Instant};

/// Characters of which one digest is kept; as in `odd_lines.py`.
const BLOCK: u32 = 4096;

/// The vocabulary that the network was trained with: that of the weights.
fn vocabulary() -> Vec<u8> {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/sayso-encoder.safetensors")).unwrap();
    Weights::read(&bytes).unwrap().vocabulary.as_bytes().to_vec()
}

/// What `odd_lines.py` wrote.
struct Digests {
    vocabulary: u64,
    text: u64,
    blocks: Vec<u64>,
    lines: Vec<u64>,
}

fn digests() -> Digests {
    let rows = include_str!("digests.txt").lines().filter(|line| !line.starts_with('#'));
    let mut rows = rows.map(|line| u64::from_str_radix(line, 16).unwrap());
    let (vocabulary, text) = (rows.next().unwrap(), rows.next().unwrap());
    let blocks = rows.by_ref().take((0x11_0000 / BLOCK) as usize).collect();
    Digests { vocabulary, text, blocks, lines: rows.collect() }
}

/// FNV-1a over whole numbers instead of bytes.
fn digest(numbers: impl IntoIterator<Item = u32>) -> u64 {
    let mix = |found: u64, number: u32| (found ^ u64::from(number)).wrapping_mul(0x100_0000_01B3);
    numbers.into_iter().fold(0xCBF2_9CE4_8422_2325, mix)
}

/// Digest of the ids of several tokens, a mark after each.
fn digest_of_ids<'a>(pieces: &Pieces, tokens: impl Iterator<Item = &'a str>) -> u64 {
    let mut ids = Vec::new();
    for token in tokens {
        pieces.encode(token, &mut ids);
        ids.push(u32::MAX);
    }
    let found = digest(ids);
    (found ^ (found >> 32)) & 0xFFFF_FFFF
}

#[test]
fn odd_lines_get_the_trainers_ids() {
    let (recipe, mut chance, expected) = (Recipe::new(), Chance(3), digests());
    let lines: Vec<String> = (0..10_000).map(|number| recipe.line(&mut chance, number)).collect();
    let text = digest(lines.iter().flat_map(|line| line.chars().map(u32::from)));
    assert_eq!(text, expected.text, "odd_lines.py mixes other lines than recipe.rs");
    assert_eq!(expected.lines.len(), lines.len());
    let vocabulary = vocabulary();
    assert_eq!(digest(vocabulary.iter().map(|byte| u32::from(*byte))), expected.vocabulary, "another vocabulary");
    let pieces = Pieces::new(&vocabulary).unwrap();
    let differs = |number: &usize| digest_of_ids(&pieces, lines[*number].split(' ')) != expected.lines[*number];
    let wrong: Vec<usize> = (0..lines.len()).filter(differs).collect();
    assert!(wrong.is_empty(), "{} lines differ; odd_lines.py TOKENIZER_JSON NUMBER shows them: {wrong:?}", wrong.len());
}

#[test]
fn every_character_gets_the_trainers_ids() {
    let vocabulary = vocabulary();
    let pieces = Pieces::new(&vocabulary).unwrap();
    for (start, expected) in (0..).step_by(BLOCK as usize).zip(digests().blocks) {
        let chars = (start..start + BLOCK).filter_map(char::from_u32);
        let tokens: Vec<String> = chars.flat_map(|char| [char.to_string(), format!("a{char}b")]).collect();
        let found = digest_of_ids(&pieces, tokens.iter().map(String::as_str));
        assert_eq!(found, expected, "some character from U+{start:04X} on");
    }
}

/// A vocabulary of our own that shows each rule.
const SMALL: &[&str] = &[
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "bridge",
    "bri",
    "##dge",
    "##d",
    "##s",
    "a",
    "##a",
    "u",
    ".",
    "'",
    "é",
    "cafe",
    "ß",
    "[",
    "]",
    "sep",
    "=",
    "橋",
    "東",
    "i",
    "##i",
    "#",
    "\u{1112}",
    "##\u{1161}",
];

fn small(token: &str) -> Vec<&'static str> {
    let pieces = Pieces::new(SMALL.join("\n").as_bytes()).unwrap();
    let mut ids = Vec::new();
    pieces.encode(token, &mut ids);
    ids.into_iter().map(|id| SMALL[id as usize]).collect()
}

#[test]
fn the_longest_piece_is_taken_first_and_case_and_accents_do_not_count() {
    assert_eq!(small("Bridge"), ["bridge"]);
    assert_eq!(small("bridges"), ["bridge", "##s"]);
    assert_eq!(small("brids"), ["bri", "##d", "##s"]);
    assert_eq!(small("BRIDGÉ\u{327}S"), ["bridge", "##s"]);
    assert_eq!(small("Café"), ["cafe"]);
    assert_eq!(small("cafe\u{301}"), ["cafe"]);
    assert_eq!(small("Iİ"), ["i", "##i"]);
    assert_eq!(small("ẞ"), ["ß"]);
    assert_eq!(small("하"), ["\u{1112}", "##\u{1161}"]);
}

#[test]
fn a_word_that_pieces_do_not_make_up_is_unknown_as_a_whole() {
    assert_eq!(small("bridgez"), ["[UNK]"]);
    assert_eq!(small("bridgez.bridge"), ["[UNK]", ".", "bridge"]);
    assert_eq!(small("ａ"), ["[UNK]"]);
}

#[test]
fn marks_and_chinese_characters_stand_alone() {
    assert_eq!(small("U.A."), ["u", ".", "a", "."]);
    assert_eq!(small("a'a"), ["a", "'", "a"]);
    assert_eq!(small("a≠a"), ["a", "=", "a"]);
    assert_eq!(small("東橋a"), ["東", "橋", "a"]);
    assert_eq!(small("##s"), ["#", "#", "[UNK]"]);
}

#[test]
fn what_cannot_be_seen_is_not_there_and_nothing_at_all_is_unknown() {
    assert_eq!(small("bri\u{ad}d\u{200b}ge"), ["bridge"]);
    assert_eq!(small("a\u{a0}a"), ["a", "a"]);
    assert_eq!(small("\u{1}\u{fffd}"), ["[UNK]"]);
    assert_eq!(small(""), ["[UNK]"]);
    assert_eq!(small(" "), ["[UNK]"]);
}

#[test]
fn text_never_spells_a_special_piece() {
    assert_eq!(small("[SEP]"), ["[", "sep", "]"]);
}

#[test]
fn words_end_at_100_characters_and_tokens_at_16_pieces() {
    assert_eq!(small(&"a".repeat(100)).len(), PIECES_PER_TOKEN);
    assert_eq!(small(&"a".repeat(101)), ["[UNK]"]);
    assert_eq!(small(&"á".repeat(100)).len(), PIECES_PER_TOKEN);
    assert_eq!(small(&"á".repeat(101)), ["[UNK]"]);
    assert_eq!(small(&format!("{}z", "a".repeat(99))), ["[UNK]"], "what comes behind the 16th piece counts");
    assert_eq!(small(&"a.".repeat(50)).len(), PIECES_PER_TOKEN);
}

#[test]
fn a_bad_vocabulary_is_refused() {
    let refused = |vocabulary: &[u8]| Pieces::new(vocabulary).unwrap_err();
    assert_eq!(refused(b""), VocabularyError::Empty(0));
    assert_eq!(refused(b"[CLS]\n\n[SEP]"), VocabularyError::Empty(1));
    assert_eq!(refused(b"[CLS]\n[SEP]\n[SEP]"), VocabularyError::Twice(2));
    assert_eq!(refused(b"[CLS]\n[SEP]"), VocabularyError::Missing("[UNK]"));
    assert_eq!(refused(b"\xff"), VocabularyError::NotUtf8);
    assert_eq!(refused(&vec![b'a'; (1 << 22) + 1]), VocabularyError::TooLarge);
    assert!(Pieces::new(b"[UNK]\n[SEP]\n[CLS]\n").is_ok(), "one line break may end it");
}

#[test]
fn any_bytes_give_1_to_16_known_ids() {
    let pieces = Pieces::new(SMALL.join("\n").as_bytes()).unwrap();
    let (mut chance, mut ids) = (Chance(7), Vec::new());
    for _ in 0..20_000 {
        let length = chance.below(64);
        // Half of the bytes make words, marks and accents, so that more than rubbish is decoded.
        let known = b"bridgesa.\xe6\xa9\x8b\xcc\x81";
        let byte = |chance: &mut Chance| {
            if chance.below(2) == 0 { known[chance.below(known.len())] } else { chance.next() as u8 }
        };
        let bytes: Vec<u8> = (0..length).map(|_| byte(&mut chance)).collect();
        ids.clear();
        pieces.encode(&String::from_utf8_lossy(&bytes), &mut ids);
        assert!((1..=PIECES_PER_TOKEN).contains(&ids.len()), "{bytes:?}");
        assert!(ids.iter().all(|id| (*id as usize) < SMALL.len()), "{bytes:?}");
    }
}

#[test]
fn a_token_of_a_megabyte_takes_no_longer_than_reading_it() {
    let pieces = Pieces::new(SMALL.join("\n").as_bytes()).unwrap();
    for part in ["a", "z", ".", "á", "橋", "\u{1}", " ", "\u{a0}", "\u{301}", "\u{200d}", "하", "Ａ"] {
        let token = part.repeat((1 << 20) / part.len());
        let (started, mut ids) = (Instant::now(), Vec::new());
        pieces.encode(&token, &mut ids);
        assert!((1..=PIECES_PER_TOKEN).contains(&ids.len()), "{part:?}");
        // A hundred times what it takes, for a busy machine.
        assert!(started.elapsed() < Duration::from_secs(5), "{part:?} took {:?}", started.elapsed());
    }
}
