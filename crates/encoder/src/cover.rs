//! Covering: the network that reads attribution does not see who is named.
//!
//! A name gives way to one piece, told apart from the other names of its window by its order alone; *she* reads as
//! *he*. So what is read cannot hang on a person, party, country, outlet or gender. Only the head of names sees the
//! words themselves ([`crate::words`]). `training/encoder/cover.py` does the same.

use rustc_hash::FxHashSet;
use sayso_types::{BlockKind, Document, Segments, Tag, TokenKind};
use std::borrow::Cow;

/// How many names of a window are told apart; the next begins anew.
pub(crate) const DISTINCT: usize = 6;

/// Words of one gender and what they are read as.
#[rustfmt::skip]
const MALE: [(&str, &str); 46] = [
    ("she", "he"), ("hers", "his"), ("herself", "himself"), ("ms", "mr"), ("ms.", "mr."), ("mrs", "mr"), ("mrs.", "mr."),
    ("madam", "sir"), ("miss", "mr"), ("wife", "husband"), ("wives", "husbands"), ("mother", "father"),
    ("mothers", "fathers"), ("daughter", "son"), ("daughters", "sons"), ("sister", "brother"), ("sisters", "brothers"),
    ("aunt", "uncle"), ("niece", "nephew"), ("girl", "boy"), ("girls", "boys"), ("queen", "king"), ("princess", "prince"),
    ("actress", "actor"), ("widow", "widower"), ("female", "male"), ("lady", "gentleman"), ("ladies", "gentlemen"),
    ("girlfriend", "boyfriend"), ("grandmother", "grandfather"), ("mom", "dad"), ("granddaughter", "grandson"),
    ("stepmother", "stepfather"), ("heroine", "hero"), ("waitress", "waiter"), ("duchess", "duke"),
    ("goddess", "god"), ("hostess", "host"), ("heiress", "heir"), ("nun", "monk"), ("bride", "groom"),
    ("mum", "dad"), ("grandma", "grandpa"), ("gal", "guy"), ("gals", "guys"), ("females", "males"),
];

/// What the network reads in place of a token's own words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Read<'t> {
    /// Words, its own or those of the other gender.
    Words(Cow<'t, str>),
    /// A name: its last word, in lower case.
    Name(String),
    /// A further word of the name before it: one piece stands for a whole name in running text, so that a longer name
    /// reads as a shorter one. Headlines may have nothing but capital letters; there each word is its own.
    More,
}

/// Words in lower case, counted on the training texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known<'w> {
    /// Words that name nobody though they have a capital letter.
    pub(crate) common: FxHashSet<&'w str>,
    /// Words that always have one.
    pub(crate) proper: FxHashSet<&'w str>,
}

/// How each token is read.
pub(crate) fn covered<'t>(document: &'t Document, segments: &Segments, known: &Known<'_>) -> Vec<Read<'t>> {
    let mut out = Vec::with_capacity(segments.tokens.len());
    for sentence in &segments.sentences {
        let running = document.blocks.get(sentence.block).is_some_and(|it| {
            matches!(
                it.kind,
                BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote | BlockKind::Caption | BlockKind::Post
            )
        });
        // Where the name that is being read began.
        let mut begun: Option<usize> = None;
        for at in sentence.tokens.clone() {
            let token = &segments.tokens[at];
            let word = token.span.of(&document.text);
            let first = at == sentence.tokens.start || {
                let before = &segments.tokens[at - 1];
                before.kind == TokenKind::Open
                    || matches!(before.span.of(&document.text), ":" | "—" | "–" | "-" | "•" | "*")
            };
            let free = token.tag == Tag::Nnp || running && !first;
            let name = word.starts_with(char::is_uppercase).then(|| word.to_lowercase()).filter(|lower| {
                let begin = lower.split('-').next().unwrap_or_default();
                !known.common.contains(lower.as_str()) && (free || known.proper.contains(begin))
            });
            let Some(name) = name else {
                begun = None;
                out.push(plain(word, token.tag));
                continue;
            };
            if let (Some(begun), true) = (begun, running) {
                out[begun] = Read::Name(name);
                out.push(Read::More);
            } else {
                begun = Some(out.len());
                out.push(Read::Name(name));
            }
        }
    }
    out
}

/// A word with its gender taken off.
fn plain(word: &str, tag: Tag) -> Read<'_> {
    // The words looked for are ASCII, and longer than one letter.
    if word.len() < 2 || !word.is_ascii() {
        return Read::Words(Cow::Borrowed(word));
    }
    let is = |other: &str| word.eq_ignore_ascii_case(other);
    if is("her") {
        return Read::Words(Cow::Borrowed(if tag == Tag::PrpPoss { "his" } else { "him" }));
    }
    if let Some((_, male)) = MALE.iter().find(|(female, _)| is(female)) {
        return Read::Words(Cow::Borrowed(male));
    }
    for (ending, other) in [("woman", "man"), ("women", "men")] {
        if let Some((front, end)) = word.split_at_checked(word.len().saturating_sub(ending.len()))
            && end.eq_ignore_ascii_case(ending)
        {
            return Read::Words(Cow::Owned(format!("{}{other}", front.to_ascii_lowercase())));
        }
    }
    Read::Words(Cow::Borrowed(word))
}
