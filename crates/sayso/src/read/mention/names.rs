//! Capitalised words: which of them run together to a name, and what kind of name it can be.

use super::lexicon::{self, NounClass, Place};
use super::words::{CALENDAR, CLOSED, PARTICLES};
use crate::read::Page;
use rustc_hash::FxHashMap;
use sayso_types::{BlockKind, By, Mention, MentionKind, PartyKind, PlaceMention, Reading, Span, Tag, TokenKind};
use std::ops::Range;

/// Whether a token is a word of a name by its shape: a capital first, or a capital after a lower-case article
/// (`al-Bashir`).
pub(crate) fn capital(page: &Page<'_>, token: usize) -> bool {
    if token >= page.tokens().len() || page.kind(token) != TokenKind::Word {
        return false;
    }
    let word = page.word(token);
    match word.chars().next() {
        Some(c) if c.is_uppercase() => true,
        Some('a' | 'e' | 'd' | 'b' | 'u') => word.split_once(['-', '’', '\'']).is_some_and(|(article, rest)| {
            matches!(article, "al" | "el" | "ad" | "ar" | "as" | "at" | "az" | "an" | "ash" | "ul" | "d" | "bin")
                && rest.starts_with(char::is_uppercase)
        }),
        _ => false,
    }
}

/// Whether every letter of a word of two letters or more is a capital.
pub(crate) fn all_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1 && letters.all(char::is_uppercase)
}

/// Whether capitals tell nothing in a sentence: a headline in title case, or a line in capitals.
pub(crate) fn blind(page: &Page<'_>, sentence: usize) -> bool {
    let it = &page.sentences()[sentence];
    let (mut long, mut high, mut upper) = (0, 0, 0);
    for token in it.tokens.clone() {
        if page.kind(token) == TokenKind::Word && page.tokens()[token].span.len() > 3 {
            let word = page.word(token);
            long += 1;
            high += usize::from(word.starts_with(char::is_uppercase));
            upper += usize::from(all_capitals(word));
        }
    }
    let headed = matches!(page.document.blocks[it.block].kind, BlockKind::Headline | BlockKind::Heading);
    let stopped = page.kind(it.tokens.end - 1) == TokenKind::Mark;
    // A first sentence full of offices and names is no headline if its verb is written small.
    let told = || {
        let small = |at: usize| page.word(at).starts_with(char::is_lowercase) && page.tokens()[at].span.len() > 3;
        it.tokens.clone().any(|at| page.tag(at).is_finite() && small(at))
    };
    (long >= 3 && upper * 4 >= long * 3)
        || (long >= 4 && high * 4 >= long * 3 && (headed || !stopped || long >= 8 && !told()))
}

/// Whether a sentence, a quoted one included, begins at the token, so that its capital tells nothing.
pub(crate) fn opens(page: &Page<'_>, token: usize) -> bool {
    let sentence = &page.sentences()[page.sentence_of(token)];
    if token <= sentence.tokens.start {
        return true;
    }
    match page.kind(token - 1) {
        TokenKind::Open => true,
        TokenKind::Mark => matches!(page.word(token - 1), ":" | "." | "?" | "!" | "—" | "–" | "•" | "-" | "--" | "("),
        _ => false,
    }
}

/// Whether a token can be in a name.
pub(crate) fn namelike(page: &Page<'_>, token: usize) -> bool {
    if !capital(page, token) {
        return false;
    }
    let lower = page.lower(token);
    if CALENDAR.contains(&lower) {
        return false;
    }
    let opens = opens(page, token);
    if CLOSED.binary_search(&lower).is_ok() {
        // `May`, `Will` and the like are names inside a sentence, before another part of a name.
        return !opens && lexicon::first_name(lower).is_some() && capital(page, token + 1);
    }
    !opens || page.tag(token) == Tag::Nnp
}

/// Whether a capitalised word that opens a sentence is a name if it is one elsewhere, whatever its part of speech seems to
/// be: `Trump was quick to add`.
pub(crate) fn may_open_as_name(page: &Page<'_>, token: usize) -> bool {
    let lower = page.lower(token);
    capital(page, token)
        && opens(page, token)
        && page.tokens()[token].span.len() > 2
        && !CALENDAR.contains(&lower)
        && CLOSED.binary_search(&lower).is_err()
}

/// The runs of capitalised words, particles and initials, in text order; none in sentences whose capitals tell nothing.
pub(crate) fn runs(page: &Page<'_>) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    for (n, sentence) in page.sentences().iter().enumerate() {
        if blind(page, n) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if !namelike(page, at) {
                at += 1;
                continue;
            }
            let end = run_end(page, at, sentence.tokens.end);
            // A body's name and a person's side by side: `Food Committee Ada Brook`.
            let first = |token: usize| token + 1 < end && lexicon::first_name(page.lower(token)).is_some();
            let body = |token: usize| {
                matches!(
                    lexicon::body_word(page.lower(token)),
                    Some((Place::Both | Place::Last, PartyKind::Organization))
                )
            };
            let cut = (at + 2..end).rev().find(|&token| body(token - 1) && first(token));
            if let Some(cut) = cut {
                runs.push(at..cut);
                at = cut;
            }
            runs.push(at..end);
            at = end;
        }
    }
    runs
}

fn run_end(page: &Page<'_>, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    while end < limit {
        if namelike(page, end) {
            end += 1;
            continue;
        }
        let joined = joiner(page, end, limit);
        if joined == 0 {
            break;
        }
        end += joined + 1;
    }
    end
}

/// How many tokens at `at` join the capitalised word before them to one after them; 0 if they do not.
fn joiner(page: &Page<'_>, at: usize, limit: usize) -> usize {
    let capital_at = |token: usize| token < limit && capital(page, token);
    if PARTICLES.contains(&page.lower(at)) && page.kind(at) == TokenKind::Word {
        if capital_at(at + 1) {
            return 1;
        }
        if at + 2 < limit && PARTICLES.contains(&page.lower(at + 1)) && capital_at(at + 2) {
            return 2;
        }
    }
    if page.word(at) == "&" && capital_at(at + 1) {
        return 1;
    }
    // A nickname between the names: José “Pepe” Mujica.
    if page.kind(at) == TokenKind::Open
        && capital_at(at + 1)
        && at + 3 < limit
        && page.kind(at + 2) == TokenKind::Close
        && capital_at(at + 3)
    {
        return 3;
    }
    0
}

/// The place whose name shares a byte with `span`, if one was read there.
pub(crate) fn place_at(reading: &Reading, span: Span) -> Option<&PlaceMention> {
    let at = reading.places.partition_point(|it| it.span.end <= span.start);
    reading.places.get(at).filter(|it| it.span.overlaps(span))
}

/// Names that the report puts something *in*, *near* or *at*, and that nowhere act: rather places, whatever they look like.
#[derive(Debug)]
pub(crate) struct Put<'p> {
    page: &'p Page<'p>,
    /// Whether a name is put somewhere, whether it acts.
    of: FxHashMap<&'p str, (bool, bool)>,
}

impl<'p> Put<'p> {
    /// Looks at all runs of capitalised words.
    pub(crate) fn new(page: &'p Page<'p>) -> Self {
        let mut of: FxHashMap<&str, (bool, bool)> = FxHashMap::default();
        for run in runs(page) {
            let before = run.start.checked_sub(1).map_or("", |before| page.lower(before));
            let (put, acts) = of.entry(page.span(run.clone()).of(page.text())).or_default();
            *put |= matches!(before, "in" | "near" | "at");
            *acts |= page.tag(run.end).is_finite() || page.lower(run.end) == "'s";
        }
        Self { page, of }
    }

    /// Whether the tokens are such a name.
    pub(crate) fn holds(&self, run: &Range<usize>) -> bool {
        self.of.get(self.page.span(run.clone()).of(self.page.text())).is_some_and(|&(put, acts)| put && !acts)
    }
}

/// Whether the tokens are the name of a place and nothing more.
pub(crate) fn is_place(page: &Page<'_>, reading: &Reading, tokens: Range<usize>) -> bool {
    let span = page.span(tokens);
    place_at(reading, span).is_some_and(|it| it.span.contains(span))
}

/// Whether the last word of a run tells a body (`Justice Department`, `Acme Inc`).
pub(crate) fn ends_body(page: &Page<'_>, run: &Range<usize>) -> bool {
    matches!(lexicon::body_word(page.lower(run.end - 1)), Some((Place::Last | Place::Both, _)))
}

/// Whether the tokens have the shape of a person's name.
pub(crate) fn personal(page: &Page<'_>, tokens: &Range<usize>) -> bool {
    if tokens.is_empty() || tokens.len() > 8 {
        return false;
    }
    let last = tokens.end - 1;
    !tokens.clone().any(|token| page.word(token) == "&" || page.word(token).bytes().any(|b| b.is_ascii_digit()))
        && (!all_capitals(page.word(last)) || tokens.len() > 1 && !all_capitals(page.word(tokens.start)))
        && tokens.clone().any(|token| page.word(token).chars().filter(|c| c.is_alphabetic()).count() > 1)
        && (tokens.len() == 1 || !ends_body(page, tokens))
        && lexicon::noun(page.lower(last)).is_none_or(|it| it.class == NounClass::Office || tokens.len() > 1)
        && !is_field(page, last)
        && (tokens.len() == 1 || !is_site(page, last))
}

/// Whether *the*, *a* or a possessive pronoun stands before the tokens, as before hardly any person's name.
pub(crate) fn determined(page: &Page<'_>, start: usize) -> bool {
    start > 0
        && (matches!(page.tag(start - 1), Tag::Dt | Tag::PrpPoss | Tag::Cd)
            || matches!(page.lower(start - 1), "more" | "most" | "many" | "other" | "such"))
        && page.sentence_of(start - 1) == page.sentence_of(start)
}

/// Whether a word names what an office is of (`Health` in `Minister of Health`).
pub(crate) fn is_field(page: &Page<'_>, token: usize) -> bool {
    matches!(lexicon::body_word(page.lower(token)), Some((Place::Field, _)))
}

/// Whether a word ends the name of a site, day or law (`Hall`, `Act`).
pub(crate) fn is_site(page: &Page<'_>, token: usize) -> bool {
    matches!(lexicon::body_word(page.lower(token)), Some((Place::Site, _)))
}

/// Whether the token is a title or the singular noun of a person (`President`, `Mr.`, `spokesman`, `CEO`).
pub(crate) fn titles(page: &Page<'_>, token: usize) -> bool {
    if page.kind(token) != TokenKind::Word {
        return false;
    }
    let lower = page.lower(token);
    lexicon::title(lower).is_some() && page.word(token).starts_with(char::is_uppercase)
        || lexicon::noun(lower).is_some_and(|it| matches!(it.class, NounClass::Office | NounClass::Person))
}

/// Where the title that ends before `end` begins: its words, the modifiers and the possessor before it.
pub(crate) fn title_start(page: &Page<'_>, end: usize) -> usize {
    let first = page.sentences()[page.sentence_of(end)].tokens.start;
    let mut start = end;
    while start > first && end - start < 12 {
        let before = start - 1;
        let lower = page.lower(before);
        let goes_on = if lower == "and" {
            joins_fields(page, before, start, first)
        } else if capital(page, before) {
            !CALENDAR.contains(&lower) && (namelike(page, before) || titles(page, before))
        } else if page.kind(before) == TokenKind::Clitic {
            matches!(lower, "'s" | "'") && before > first && page.tag(before) != Tag::Vbz
        } else if page.kind(before) == TokenKind::Word {
            is_rank(lower)
                || page.tag(before) == Tag::Jj
                || titles(page, before)
                || (start < end && !capital(page, start) || page.kind(start) == TokenKind::Clitic)
                    && matches!(page.tag(before), Tag::Nn | Tag::Nnp)
        } else {
            false
        };
        if goes_on {
            start = before;
            continue;
        }
        if matches!(page.tag(before), Tag::Dt | Tag::PrpPoss) && page.kind(before) == TokenKind::Word {
            start = before;
        }
        break;
    }
    start
}

/// Whether *and* at a token joins what one office is of: `Youth and Sports Minister`.
fn joins_fields(page: &Page<'_>, and: usize, after: usize, first: usize) -> bool {
    let before = and.saturating_sub(1);
    after == and + 1
        && is_field(page, after)
        && before > first
        && capital(page, before)
        && (is_field(page, before) || titles(page, before - 1))
}

fn is_rank(lower: &str) -> bool {
    matches!(
        lower,
        "former"
            | "then"
            | "acting"
            | "outgoing"
            | "incoming"
            | "retired"
            | "late"
            | "deputy"
            | "vice"
            | "interim"
            | "senior"
            | "chief"
            | "prime"
            | "ex"
            | "current"
            | "late-night"
            | "first"
            | "assistant"
            | "associate"
            | "veteran"
            | "opposition"
            | "fellow"
    )
}

/// A mention of `kind` headed by the tokens `head` inside `whole`.
pub(crate) fn mention(page: &Page<'_>, whole: Range<usize>, head: Range<usize>, kind: MentionKind, by: By) -> Mention {
    let sentence = page.sentence_of(head.start);
    Mention { span: page.span(whole), head: page.span(head), kind, sentence, by }
}
