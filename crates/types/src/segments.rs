//! Sentences and tokens of a document.

use crate::Span;
use std::ops::Range;

/// A document cut into sentences and tokens. Tokens do not overlap, lie in order, and with the white space
/// between them rebuild the text exactly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments {
    /// Sentences in order; each lies in one block.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences, in order.
    pub tokens: Vec<Token>,
}

/// A sentence, or what stands for one in a headline, list or caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Without white space at its ends.
    pub span: Span,
    /// Index of its block in the document.
    pub block: usize,
    /// Indices of its tokens in [`Segments::tokens`].
    pub tokens: Range<usize>,
}

/// A word, number, mark or other smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its part of speech in this sentence.
    pub tag: Tag,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes or full stops (`U.S.`, `O’Brien`, `counter-terrorism`).
    Word,
    /// A clitic cut from its word: `’s`, `n’t`, `’re`, `’ll`, `’ve`, `’d`, `’m`.
    Clitic,
    /// Digits, with inner separators (`3,000`, `2.5`, `1/2`, `17th`, `9:30`).
    Number,
    /// A quotation mark that opens.
    Open,
    /// A quotation mark that closes.
    Close,
    /// Other punctuation, one mark each; runs of full stops or dashes are one token.
    Mark,
    /// A currency sign, percent sign or other symbol.
    Symbol,
    /// `@name` or `#tag`.
    Handle,
    /// A web or mail address.
    Address,
}

/// Part of speech: the Penn Treebank's classes, less the distinctions no rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Tag {
    /// Coordinating conjunction.
    Cc,
    /// Cardinal number, in digits or words.
    Cd,
    /// Determiner, predeterminer.
    Dt,
    /// Existential *there*.
    Ex,
    /// Preposition or subordinating conjunction, also complementizer *that*.
    In,
    /// Adjective, any degree.
    Jj,
    /// Modal verb.
    Md,
    /// Singular or mass noun.
    Nn,
    /// Plural noun.
    Nns,
    /// Proper noun, singular or plural.
    Nnp,
    /// Possessive ending.
    Pos,
    /// Personal pronoun.
    Prp,
    /// Possessive pronoun.
    PrpPoss,
    /// Adverb, any degree.
    Rb,
    /// Particle of a phrasal verb.
    Rp,
    /// *to* before a verb; the preposition *to* is [`Tag::In`].
    To,
    /// Interjection.
    Uh,
    /// Verb, base form.
    Vb,
    /// Verb, past tense.
    Vbd,
    /// Verb, gerund or present participle.
    Vbg,
    /// Verb, past participle.
    Vbn,
    /// Verb, present, not third person singular.
    Vbp,
    /// Verb, present, third person singular.
    Vbz,
    /// Wh-word: determiner, pronoun, possessive or adverb.
    Wh,
    /// Punctuation, quotation marks, brackets.
    Punct,
    /// Symbols, addresses, foreign words, list markers.
    Other,
}

impl Tag {
    /// Every tag, in the order of its number.
    pub const ALL: [Self; 26] = [
        Self::Cc,
        Self::Cd,
        Self::Dt,
        Self::Ex,
        Self::In,
        Self::Jj,
        Self::Md,
        Self::Nn,
        Self::Nns,
        Self::Nnp,
        Self::Pos,
        Self::Prp,
        Self::PrpPoss,
        Self::Rb,
        Self::Rp,
        Self::To,
        Self::Uh,
        Self::Vb,
        Self::Vbd,
        Self::Vbg,
        Self::Vbn,
        Self::Vbp,
        Self::Vbz,
        Self::Wh,
        Self::Punct,
        Self::Other,
    ];

    /// Common or proper noun.
    #[must_use]
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp)
    }

    /// Any form of a verb, modals left out.
    #[must_use]
    pub fn is_verb(self) -> bool {
        matches!(self, Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz)
    }

    /// A verb form that can head a main clause (modals count; participles and base forms do not).
    #[must_use]
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }
}
