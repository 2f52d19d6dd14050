//! What the network is given to read: windows of blocks, names covered, one gender.

use super::*;
use sayso_types::{Block, BlockKind, Masthead, Origin, Sentence, Span, Tag, Token};

/// A document of one paragraph a line, whose tokens stand between spaces. `Rome/Nnp` is a proper noun, `her/PrpPoss` a
/// possessive, anything else a common noun; a line's full stops end its sentences.
fn document(lines: &[&str]) -> (Document, Segments) {
    let (mut text, mut blocks, mut segments) = (String::new(), Vec::new(), Segments::default());
    for line in lines {
        let from = text.len();
        let mut start = segments.tokens.len();
        for word in line.split(' ') {
            let (word, tag) = match word.split_once('/') {
                Some((word, "Nnp")) => (word, Tag::Nnp),
                Some((word, _)) => (word, Tag::PrpPoss),
                None => (word, Tag::Nn),
            };
            let span = Span::new(text.len(), text.len() + word.len());
            text.push_str(word);
            text.push(' ');
            let kind = if word == "." { TokenKind::Mark } else { TokenKind::Word };
            segments.tokens.push(Token { span, kind, tag });
            if word == "." {
                let tokens = start..segments.tokens.len();
                start = tokens.end;
                let span = segments.tokens[tokens.start].span.join(span);
                segments.sentences.push(Sentence { span, block: blocks.len(), tokens });
            }
        }
        let span = Span::new(from, text.len() - 1);
        blocks.push(Block { kind: BlockKind::Paragraph, span, embed: None });
    }
    let document = Document {
        id: String::new(),
        text: text.into(),
        blocks,
        masthead: Masthead::default(),
        origin: Origin::default(),
    };
    (document, segments)
}

const VOCABULARY: &[u8] =
    b"[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhe\nhis\nhim\nmet\nspokesman\nthe\npark\n.\nin\nrome\nada\nbo";

/// For each window its pieces as words, and which name each is: 0 for none.
fn read(lines: &[&str], longest: usize) -> Vec<Vec<(String, u32)>> {
    let (document, segments) = document(lines);
    let pieces = Pieces::new(VOCABULARY).expect("a vocabulary");
    let known = Known { common: ["park", "the"].into_iter().collect(), proper: ["rome"].into_iter().collect() };
    let found = windows(&document, &segments, Cut { pieces: &pieces, known: &known, cover: 4, longest });
    let words: Vec<&str> = std::str::from_utf8(VOCABULARY).expect("text").lines().collect();
    let piece = |it: &Piece| {
        let name = (it.casts >> (SHAPES + QUOTED + EDGES)).trailing_zeros();
        (words[it.id as usize].to_owned(), name)
    };
    found.all.iter().map(|it| found.pieces[it.pieces.clone()].iter().map(piece).collect()).collect()
}

/// One window's pieces in a line, names as numbers.
fn line(lines: &[&str]) -> String {
    let windows = read(lines, 64);
    assert_eq!(windows.len(), 1);
    let word = |(word, name): &(String, u32)| if *name > 0 { name.to_string() } else { word.clone() };
    windows[0].iter().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn names_are_told_apart_by_their_order_alone() {
    assert_eq!(line(&["he met Ada in Bo and Ada ."]), "[CLS] he met 1 in 2 [UNK] 1 . [SEP]");
    // Another name in the same place reads the same.
    assert_eq!(line(&["he met Bo in Ada and Bo ."]), line(&["he met Ada in Bo and Ada ."]));
    // The seventh name begins anew.
    let many = "he A1 in B1 in C1 in D1 in E1 in F1 in G1 in A1 .";
    assert_eq!(line(&[many]), "[CLS] he 1 in 2 in 3 in 4 in 5 in 6 in 1 in 1 . [SEP]");
}

#[test]
fn a_name_is_one_piece_that_goes_by_its_last_word() {
    assert_eq!(line(&["he met Ada Bo Rome in Rome ."]), "[CLS] he met 1 in 1 . [SEP]");
    assert_eq!(line(&["he met Ada in Bo ."]), line(&["he met Bo Rome in ADA ."]));
    let (document, segments) = document(&["he met Ada Bo ."]);
    let pieces = Pieces::new(VOCABULARY).expect("a vocabulary");
    let cut = |document| {
        windows(document, &segments, Cut { pieces: &pieces, known: &Known::default(), cover: 4, longest: 64 })
    };
    // Each word of it is read from that piece; the full stop from the one behind.
    assert_eq!(cut(&document).outputs, [0, 1, 2, 3, 3, 4]);
    let headline = Block { kind: BlockKind::Headline, ..document.blocks[0].clone() };
    assert_eq!(cut(&Document { blocks: vec![headline], ..document.clone() }).outputs, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn a_capital_letter_alone_makes_no_name() {
    // At the beginning of a sentence only what is tagged so, or known never to be written otherwise.
    assert_eq!(line(&["Met in the Park ."]), "[CLS] met in the park . [SEP]");
    assert_eq!(line(&["Rome met he .", "Rome-based/Nnp he ."]), "[CLS] 1 met he . 2 he . [SEP]");
    assert_eq!(line(&["Ada/Nnp met he ."]), "[CLS] 1 met he . [SEP]");
    assert_eq!(line(&["ada/Nnp met he ."]), "[CLS] ada met he . [SEP]");
}

#[test]
fn both_genders_read_alike() {
    assert_eq!(line(&["she met her spokeswoman ."]), line(&["he met him spokesman ."]));
    assert_eq!(line(&["the spokesman met her/PrpPoss ."]), line(&["the spokesman met his ."]));
    assert_eq!(line(&["She met hers ."]), "[CLS] he met his . [SEP]");
}

#[test]
fn blocks_then_sentences_then_tokens_are_kept_together() {
    let count =
        |lines: &[&str], longest: usize| -> Vec<usize> { read(lines, longest).iter().map(|it| it.len() - 2).collect() };
    let lines = ["he met the park .", "he met . the park .", "he ."];
    assert_eq!(count(&lines, 64), [13]);
    assert_eq!(count(&lines, 12), [5, 8]);
    assert_eq!(count(&lines, 7), [5, 3, 5]);
    assert_eq!(count(&["he met the park in the park ."], 5), [3, 3, 2]);
}
