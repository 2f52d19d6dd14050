//! The read-only bundle that rules are given.

use sayso_types::{Date, Document, Segments, Sentence, Signals, Span, Tag, Token, TokenKind};
use std::ops::Range;

/// A document with its segments and signals. Tokens are named by their index in [`Segments::tokens`].
#[derive(Debug)]
pub struct Page<'a> {
    /// The report.
    pub document: &'a Document,
    /// Its sentences and tokens.
    pub segments: &'a Segments,
    /// What the encoder says; often empty.
    pub signals: &'a Signals,
    /// The text with ASCII letters in lower case: same offsets as the text.
    folded: String,
}

impl<'a> Page<'a> {
    /// Bundles them; `segments` and `signals` must be those of `document`.
    #[must_use]
    pub fn new(document: &'a Document, segments: &'a Segments, signals: &'a Signals) -> Self {
        Self { document, segments, signals, folded: document.text.to_ascii_lowercase() }
    }

    /// The report's text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// The day of publication, which relative times are resolved against.
    #[must_use]
    pub fn published(&self) -> Option<Date> {
        self.document.masthead.published.map(|at| at.date)
    }

    /// All tokens.
    #[must_use]
    pub fn tokens(&self) -> &'a [Token] {
        &self.segments.tokens
    }

    /// All sentences.
    #[must_use]
    pub fn sentences(&self) -> &'a [Sentence] {
        &self.segments.sentences
    }

    /// The words of a token as they stand.
    #[must_use]
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens()[token].span.of(self.text())
    }

    /// The words of a token in lower case, with `'` for `’`; empty for a token that is not there.
    #[must_use]
    pub fn lower(&self, token: usize) -> &str {
        let Some(it) = self.tokens().get(token) else { return "" };
        let word = it.span.of(&self.folded);
        if it.kind != TokenKind::Clitic {
            return word;
        }
        match word {
            "’s" => "'s",
            "n’t" => "n't",
            "’re" => "'re",
            "’ll" => "'ll",
            "’ve" => "'ve",
            "’d" => "'d",
            "’m" => "'m",
            "’" => "'",
            other => other,
        }
    }

    /// Text in lower case (ASCII letters), with the same offsets as the text.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// A token's part of speech; [`Tag::Punct`] for a token that is not there.
    #[must_use]
    pub fn tag(&self, token: usize) -> Tag {
        self.tokens().get(token).map_or(Tag::Punct, |it| it.tag)
    }

    /// What a token is made of; [`TokenKind::Mark`] for a token that is not there.
    #[must_use]
    pub fn kind(&self, token: usize) -> TokenKind {
        self.tokens().get(token).map_or(TokenKind::Mark, |it| it.kind)
    }

    /// Where the tokens `range` stand, first to last.
    ///
    /// # Panics
    /// If the range is empty or not on the page.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        self.tokens()[range.start].span.join(self.tokens()[range.end - 1].span)
    }

    /// The tokens that lie in a span, wholly or partly.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let tokens = self.tokens();
        let start = tokens.partition_point(|it| it.span.end <= span.start);
        let end = tokens.partition_point(|it| it.span.start < span.end);
        start..end.max(start)
    }

    /// The index of the sentence that holds a token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences().partition_point(|it| it.tokens.end <= token)
    }

    /// Whether white space or the text's edge comes before the token.
    #[must_use]
    pub fn space_before(&self, token: usize) -> bool {
        token == 0 || self.tokens()[token - 1].span.end < self.tokens()[token].span.start
    }
}
