//! Quotations: which marks pair up, and which quotations stand for a whole saying.

use crate::read::Page;
use sayso_types::{Span, Tag, TokenKind};
use std::ops::Range;

/// A pair of quotation marks, or one left open to the end of its block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quote {
    /// Token of the opening mark.
    pub(crate) open: usize,
    /// Token of the closing mark, or the last token of the block.
    pub(crate) close: usize,
    /// Whether a closing mark was found.
    pub(crate) closed: bool,
    /// Whether it stands for a whole saying (`“We won,” she said`), not for words in a sentence (`a “win”`).
    pub(crate) full: bool,
}

impl Quote {
    /// The words between the marks.
    pub(crate) fn inner(&self) -> Range<usize> {
        self.open + 1..if self.closed { self.close } else { self.close + 1 }
    }

    /// Marks included.
    pub(crate) fn span(&self, page: &Page<'_>) -> Span {
        page.span(self.open..self.close + 1)
    }
}

/// The outermost quotations of the tokens `block`, in order.
pub(crate) fn pair(page: &Page<'_>, block: Range<usize>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut open: Option<usize> = None;
    for at in block.clone() {
        match (page.kind(at), open) {
            (TokenKind::Open, None) => open = Some(at),
            // A second opening mark of the same kind: the first was never closed, or this one closes it.
            (TokenKind::Open, Some(first)) if page.word(first) == page.word(at) => {
                if page.space_before(at) && at > first + 1 {
                    let close = last_before(page, first, at);
                    quotes.push(Quote { open: first, close, closed: false, full: false });
                    open = Some(at);
                } else {
                    quotes.push(Quote { open: first, close: at, closed: true, full: false });
                    open = None;
                }
            }
            (TokenKind::Close, Some(first)) if fits(page.word(first), page.word(at)) => {
                quotes.push(Quote { open: first, close: at, closed: true, full: false });
                open = None;
            }
            _ => {}
        }
    }
    if let Some(first) = open
        && first + 1 < block.end
    {
        quotes.push(Quote { open: first, close: block.end - 1, closed: false, full: false });
    }
    for n in 0..quotes.len() {
        let before = if n == 0 { None } else { Some(quotes[n - 1].close) };
        quotes[n].full = is_full(page, &quotes[n], block.clone(), before);
    }
    quotes
}

/// An unclosed quotation ends with the sentence before the next one opens.
fn last_before(page: &Page<'_>, first: usize, next: usize) -> usize {
    let sentence = &page.sentences()[page.sentence_of(first)];
    sentence.tokens.end.min(next) - 1
}

fn fits(open: &str, close: &str) -> bool {
    let single = |mark: &str| matches!(mark, "'" | "‘" | "’");
    single(open) == single(close)
}

fn is_full(page: &Page<'_>, quote: &Quote, block: Range<usize>, before: Option<usize>) -> bool {
    let inner = quote.inner();
    let words = inner.clone().filter(|&at| matches!(page.kind(at), TokenKind::Word | TokenKind::Number)).count();
    if words == 0 {
        return false;
    }
    let has_verb = inner.clone().any(|at| page.tag(at).is_verb() || page.tag(at) == Tag::Md);
    let last = inner.end - 1;
    let stopped = ends_saying(page.word(last)) || !quote.closed;
    let after = quote.close + 1;
    let comma_after = after < block.end && matches!(page.word(after), "," | "―" | "—" | "–" | "--");
    let ends_block = after >= block.end;
    let starts = quote.open == block.start
        || Some(quote.open - 1) == before
        || page.sentences()[page.sentence_of(quote.open)].tokens.start == quote.open;
    if starts {
        return stopped
            || (comma_after && words > 1)
            || ends_block
            || (words > 3 && has_verb && speaks_next(page, after));
    }
    let previous = quote.open - 1;
    let capital =
        page.word(inner.start).starts_with(|c: char| c.is_uppercase() || c == '…' || c == '[' || c.is_ascii_digit());
    match page.word(previous) {
        ":" => words > 1,
        "," | "—" | "–" | "--" | "-" | "―" => {
            words > 2 && (stopped || ends_block) && (capital || before.is_some())
        }
        _ if page.tag(previous).is_verb() => capital && words > 2 && (stopped || ends_block),
        _ => {
            words > 4
                && capital
                && stopped
                && has_verb
                && !matches!(page.tag(previous), Tag::Dt | Tag::PrpPoss | Tag::Jj)
        }
    }
}

/// Whether what follows looks like the name or pronoun of a speaker: a quotation closed without its comma.
fn speaks_next(page: &Page<'_>, at: usize) -> bool {
    matches!(page.tag(at), Tag::Nnp | Tag::Prp | Tag::Vbd | Tag::Vbz) && page.tag(at + 1) != Tag::Punct
}

fn ends_saying(word: &str) -> bool {
    word.starts_with([',', '.', '!', '?', '…', '—', '–', ';']) || word == "--" || word == "-"
}
