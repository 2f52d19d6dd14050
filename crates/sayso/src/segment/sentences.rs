//! Sentences: where a full stop ends one and where it does not.

use super::abbreviations::{self, Class};
use sayso_types::{Segments, Sentence, Span, Token, TokenKind};

/// Most tokens of a sentence; a longer run is cut, for rules look at every pair of verbs in one. The longest sentence in
/// 1,100 news reports has 220.
const LONGEST: usize = 400;

/// Cuts the tokens from `start` on, which are those of one block, into sentences.
pub(super) fn cut(text: &str, block: usize, start: usize, segments: &mut Segments) {
    let tokens = &segments.tokens;
    let mut from = start;
    let mut at = start;
    while at < tokens.len() {
        let mut next = at + 1;
        if next - from >= LONGEST {
            push(&mut segments.sentences, tokens, block, from, next);
            from = next;
        } else if may_end(text, tokens, at) {
            // Closing marks belong to the sentence they close.
            while next < tokens.len()
                && is_closing(text, &tokens[next])
                && tokens[next - 1].span.end == tokens[next].span.start
            {
                next += 1;
            }
            if next < tokens.len() && begins(text, tokens, at, next) {
                push(&mut segments.sentences, tokens, block, from, next);
                from = next;
            }
        }
        at = next;
    }
    if from < tokens.len() {
        push(&mut segments.sentences, tokens, block, from, tokens.len());
    }
}

fn push(sentences: &mut Vec<Sentence>, tokens: &[Token], block: usize, from: usize, to: usize) {
    let span = Span { start: tokens[from].span.start, end: tokens[to - 1].span.end };
    sentences.push(Sentence { span, block, tokens: from..to });
}

fn may_end(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].span.of(text);
    match tokens[at].kind {
        TokenKind::Mark => word.starts_with(['.', '!', '?', '…', '•']),
        TokenKind::Word => matches!(abbreviations::class(word), Some(Class::Either)),
        _ => false,
    }
}

fn is_closing(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Close || matches!(token.span.of(text), ")" | "]" | "." | "!" | "?")
}

/// Whether a sentence can begin at `next` after the mark at `end`.
fn begins(text: &str, tokens: &[Token], end: usize, next: usize) -> bool {
    let glued = tokens[next - 1].span.end == tokens[next].span.start;
    let word = tokens[next].span.of(text);
    let first = word.chars().next().unwrap_or(' ');
    if tokens[end].kind == TokenKind::Word {
        // `U.S. The …` ends one, `U.S. President …` does not.
        return !glued && (STARTERS.contains(&word) || tokens[next].kind == TokenKind::Open);
    }
    if glued && tokens[next].kind != TokenKind::Open {
        // `ended.Then` is a slip of the pen, `amazon.com` was never cut.
        return first.is_uppercase() && tokens[next].kind == TokenKind::Word;
    }
    match tokens[next].kind {
        TokenKind::Word | TokenKind::Clitic => !first.is_lowercase(),
        TokenKind::Mark => matches!(first, '(' | '[' | '—' | '–' | '-' | '•' | '…' | '.' | '*'),
        TokenKind::Close => false,
        _ => true,
    }
}

/// Words that begin a sentence far more often than they follow an abbreviation inside one.
const STARTERS: [&str; 52] = [
    "A",
    "After",
    "Also",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Before",
    "But",
    "By",
    "During",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Many",
    "Meanwhile",
    "No",
    "On",
    "One",
    "Other",
    "Others",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "To",
    "We",
    "What",
    "When",
    "While",
    "With",
    "You",
];

#[cfg(test)]
mod tests {
    use crate::ingest::{Hint, text};

    fn sentences(words: &str) -> Vec<String> {
        let document = text(words, &Hint::default());
        super::super::segment(&document).sentences.iter().map(|it| it.span.of(&document.text).to_owned()).collect()
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        assert_eq!(sentences("Sen. J. D. Vale met Gov. Ada Brook. She smiled.").len(), 2);
        assert_eq!(sentences("He left the U.S. President Lee stayed.").len(), 1);
        assert_eq!(sentences("He left the U.S. The president stayed.").len(), 2);
    }

    #[test]
    fn endless_sentences_are_cut() {
        let words = "and so on ".repeat(500);
        assert!(sentences(&words).iter().all(|it| it.split(' ').count() <= super::LONGEST));
        assert_eq!(sentences(&words).len(), 1500_usize.div_ceil(super::LONGEST));
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        assert_eq!(sentences("“We won.” “They lost.”"), ["“We won.”", "“They lost.”"]);
        assert_eq!(sentences("“Why?” he asked."), ["“Why?” he asked."]);
    }
}
