//! Units: sentences as a rule of this topic sees them, with whole quotations folded into one item each.

use super::quotes::{self, Quote};
use crate::read::Page;
use sayso_types::{BlockKind, Reading, Span, Tag, TokenKind};
use std::ops::Range;

/// A token, or a whole quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Index of a token.
    Token(usize),
    /// Index of a quotation in [`Passage::quotes`].
    Quote(usize),
}

/// A block cut into units.
#[derive(Debug)]
pub(crate) struct Passage {
    /// Its kind.
    pub(crate) kind: BlockKind,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its quotations.
    pub(crate) quotes: Vec<Quote>,
    /// Its units, in order.
    pub(crate) units: Vec<Vec<Item>>,
}

impl Passage {
    /// The quotations that touch a span or stand right beside it.
    pub(crate) fn quotes_in(&self, page: &Page<'_>, span: Span) -> &[Quote] {
        let tokens = page.tokens();
        let start = self.quotes.partition_point(|it| tokens[it.close].span.end < span.start);
        let end = self.quotes.partition_point(|it| tokens[it.open].span.start <= span.end);
        &self.quotes[start..end.max(start)]
    }
}

/// The blocks of a page as passages.
pub(crate) fn passages(page: &Page<'_>) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut sentences = page.sentences().iter().peekable();
    for (block, it) in page.document.blocks.iter().enumerate() {
        let mut ends = Vec::new();
        let mut tokens: Option<Range<usize>> = None;
        while let Some(sentence) = sentences.next_if(|sentence| sentence.block == block) {
            tokens = Some(tokens.map_or(sentence.tokens.clone(), |range| range.start..sentence.tokens.end));
            ends.push(sentence.tokens.end);
        }
        let Some(tokens) = tokens else { continue };
        let quotes = quotes::pair(page, tokens.clone());
        let units = cut(page, tokens.clone(), &ends, &quotes);
        passages.push(Passage { kind: it.kind, tokens, quotes, units });
    }
    passages
}

fn cut(page: &Page<'_>, tokens: Range<usize>, ends: &[usize], quotes: &[Quote]) -> Vec<Vec<Item>> {
    let mut units = Vec::new();
    let mut unit: Vec<Item> = Vec::new();
    let mut at = tokens.start;
    let mut quote = 0;
    while at < tokens.end {
        let mut next = at + 1;
        if quote < quotes.len() && quotes[quote].open == at {
            if quotes[quote].full {
                unit.push(Item::Quote(quote));
                next = quotes[quote].close + 1;
            }
            quote += 1;
        } else if !matches!(page.kind(at), TokenKind::Open | TokenKind::Close) {
            unit.push(Item::Token(at));
        }
        // A sentence ends here, unless its end lies inside the quotation just folded and words go on.
        let ended = ends.contains(&next) && !unit.is_empty();
        let goes_on = next < tokens.end && at + 1 < next && continues(page, next);
        if ended && !goes_on {
            units.push(std::mem::take(&mut unit));
        }
        at = next;
    }
    if !unit.is_empty() {
        units.push(unit);
    }
    units
}

/// Whether the words after a closed quotation belong to it: `“Why?” Lee asked`, where the sentence was cut after `?”`.
fn continues(page: &Page<'_>, next: usize) -> bool {
    if page.kind(next) != TokenKind::Word {
        return page.word(next) == ",";
    }
    // A name or pronoun of at most six words and then a verb, or a verb and then a name.
    let mut at = next;
    while at < next + 8
        && matches!(page.tag(at), Tag::Nnp | Tag::Prp | Tag::Dt | Tag::Jj | Tag::Nn | Tag::Nns | Tag::Rb)
    {
        at += 1;
    }
    at > next && super::cues::speaks(page.lower(at)) || super::cues::speaks(page.lower(next))
}

/// A unit with what rules ask of it; items are named by their index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'p> {
    /// The page.
    pub(crate) page: &'p Page<'p>,
    /// What earlier topics found.
    pub(crate) reading: &'p Reading,
    /// The passage.
    pub(crate) passage: &'p Passage,
    /// The unit's items.
    pub(crate) items: &'p [Item],
}

impl<'p> View<'p> {
    /// Number of items.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// The item's token, if it is one.
    pub(crate) fn token(&self, at: usize) -> Option<usize> {
        match self.items.get(at) {
            Some(&Item::Token(token)) => Some(token),
            _ => None,
        }
    }

    /// The item's quotation, if it is one.
    pub(crate) fn quote(&self, at: usize) -> Option<&'p Quote> {
        match self.items.get(at) {
            Some(&Item::Quote(quote)) => Some(&self.passage.quotes[quote]),
            _ => None,
        }
    }

    /// Part of speech; [`Tag::Other`] for a quotation, [`Tag::Punct`] past the end.
    pub(crate) fn tag(&self, at: usize) -> Tag {
        match self.items.get(at) {
            Some(&Item::Token(token)) => self.page.tag(token),
            Some(Item::Quote(_)) => Tag::Other,
            None => Tag::Punct,
        }
    }

    /// Words in lower case; empty for a quotation and past the end.
    pub(crate) fn lower(&self, at: usize) -> &'p str {
        self.token(at).map_or("", |token| self.page.lower(token))
    }

    /// Words as they stand; empty for a quotation and past the end.
    pub(crate) fn word(&self, at: usize) -> &'p str {
        self.token(at).map_or("", |token| self.page.word(token))
    }

    /// Whether the item is punctuation (a quotation is none).
    pub(crate) fn is_mark(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.page.kind(token) == TokenKind::Mark)
    }

    /// Whether the item lies in a time expression.
    pub(crate) fn is_time(&self, at: usize) -> bool {
        const WORDS: [&str; 14] = [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "yesterday",
            "today",
            "tomorrow",
            "tonight",
            "overnight",
            "earlier",
            "later",
        ];
        let Some(token) = self.token(at) else { return false };
        let span = self.page.tokens()[token].span;
        WORDS.contains(&self.page.lower(token)) || self.times(span)
    }

    fn times(&self, span: Span) -> bool {
        let times = &self.reading.times;
        let at = times.partition_point(|it| it.span.end <= span.start);
        times.get(at).is_some_and(|it| it.span.overlaps(span))
    }

    /// First and last byte of an item.
    pub(crate) fn item_span(&self, at: usize) -> Span {
        match self.items[at] {
            Item::Token(token) => self.page.tokens()[token].span,
            Item::Quote(quote) => self.passage.quotes[quote].span(self.page),
        }
    }

    /// The items `range` as they stand, with the marks of quotations that lie wholly inside, without white
    /// space, commas or stops at the ends.
    pub(crate) fn span(&self, range: Range<usize>) -> Option<Span> {
        let mut range = range;
        while range.start < range.end && self.trims(range.start) {
            range.start += 1;
        }
        while range.start < range.end && self.trims(range.end - 1) && !self.stop_in_quotes(range.clone()) {
            range.end -= 1;
        }
        if range.is_empty() {
            return None;
        }
        let mut span = self.item_span(range.start).join(self.item_span(range.end - 1));
        let quotes = self.passage.quotes_in(self.page, span);
        for quote in quotes.iter().filter(|quote| !quote.full) {
            let inner = self.page.span(quote.inner());
            let whole = quote.span(self.page);
            let all_in = span.start <= inner.start && inner.end <= span.end;
            // `a “total disaster.”`: the stop inside the marks was trimmed, the marks still belong.
            let but_stop = inner.start >= span.start
                && inner.start < span.end
                && span.end < inner.end
                && self.only_marks(span.end, inner.end);
            if all_in || but_stop {
                span = span.join(whole);
            }
        }
        Some(span)
    }

    fn trims(&self, at: usize) -> bool {
        self.is_mark(at) && !matches!(self.word(at), "(" | ")" | "[" | "]" | "!" | "?")
    }

    /// Whether the last item is a stop before a closing mark whose quotation opened in the range.
    fn stop_in_quotes(&self, range: Range<usize>) -> bool {
        let Some(token) = self.token(range.end - 1) else { return false };
        let start = self.item_span(range.start).start;
        self.passage.quotes_in(self.page, self.item_span(range.end - 1)).iter().any(|quote| {
            !quote.full
                && quote.closed
                && quote.close == token + 1
                && self.page.tokens()[quote.open + 1].span.start >= start
        })
    }

    fn only_marks(&self, from: u32, to: u32) -> bool {
        let between = &self.page.text()[from as usize..to as usize];
        between.chars().all(|c| !c.is_alphanumeric())
    }
}
