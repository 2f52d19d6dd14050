//! Noun phrases around a noun that can stand for somebody.

use super::lexicon::{self, NounClass};
use super::names;
use super::words;
use crate::read::Page;
use sayso_types::{Reading, Tag, TokenKind};
use std::ops::Range;

/// A noun phrase: its tokens and the token of its head.
pub(super) struct Phrase {
    pub whole: Range<usize>,
    pub head: usize,
}

/// The phrases headed by nouns of the wanted classes, in text order.
pub(super) fn phrases(page: &Page<'_>, reading: &Reading, wanted: impl Fn(NounClass) -> bool) -> Vec<Phrase> {
    let mut found = Vec::new();
    for (n, sentence) in page.sentences().iter().enumerate() {
        let blind = names::blind(page, n);
        for head in sentence.tokens.clone() {
            if page.kind(head) != TokenKind::Word {
                continue;
            }
            let Some(noun) = lexicon::noun(page.lower(head)) else { continue };
            if !wanted(noun.class)
                || !heads(page, head, noun.class)
                || names::place_at(reading, page.tokens()[head].span).is_some_and(|it| !it.demonym)
            {
                continue;
            }
            // In a headline only a people's adjective is sure to belong to it.
            let people = |at: usize| names::place_at(reading, page.tokens()[at].span).is_some_and(|it| it.demonym);
            let start = match blind {
                true if head > sentence.tokens.start && people(head - 1) => head - 1,
                true => head,
                false => left(page, head),
            };
            let whole = start..right(page, head, sentence.tokens.end);
            found.push(Phrase { whole, head });
        }
    }
    found
}

/// Whether the noun at a token heads its phrase and is no verb, no title before a name, no part of a compound.
fn heads(page: &Page<'_>, head: usize, class: NounClass) -> bool {
    let next = page.tag(head + 1);
    if matches!(
        page.lower(head),
        "some"
            | "many"
            | "several"
            | "few"
            | "both"
            | "most"
            | "two"
            | "three"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "millions"
            | "others"
            | "one"
    ) {
        // Alone, they stand for people only where they act.
        return acts(page, head, head + 1) && !next.is_noun();
    }
    let noun = page.tag(head).is_noun()
        || page.tag(head) == Tag::Jj && head > 0 && matches!(page.tag(head - 1), Tag::Dt | Tag::PrpPoss | Tag::Pos);
    if !noun || page.kind(head + 1) == TokenKind::Word && next.is_noun() {
        return false;
    }
    // A capital in mid-sentence without a determiner is a name's.
    let bare = left(page, head) == head;
    if bare
        && names::capital(page, head)
        && next != Tag::Pos
        && page.tag(head) == Tag::Nnp
        && !matches!(class, NounClass::Group | NounClass::Office)
    {
        return false;
    }
    // `founder and president`: the last one heads.
    if matches!(class, NounClass::Office | NounClass::Person) && page.lower(head + 1) == "and" && office(page, head + 2)
    {
        return false;
    }
    // A bare singular (`in office`, `by email`) stands for nobody.
    if page.tag(head) == Tag::Nn
        && matches!(class, NounClass::Organization | NounClass::Government | NounClass::Document)
    {
        return !bare;
    }
    true
}

/// Whether a token is the singular noun of an office.
fn office(page: &Page<'_>, token: usize) -> bool {
    matches!(page.tag(token), Tag::Nn | Tag::Nnp)
        && lexicon::noun(page.lower(token)).is_some_and(|it| matches!(it.class, NounClass::Office | NounClass::Person))
}

/// Where the modifiers, determiner or possessor before a noun begin.
pub(super) fn left(page: &Page<'_>, head: usize) -> usize {
    let first = page.sentences()[page.sentence_of(head)].tokens.start;
    let mut start = head;
    while start > first && head - start < 12 {
        let before = start - 1;
        match page.kind(before) {
            TokenKind::Word | TokenKind::Number => {}
            TokenKind::Clitic if page.tag(before) == Tag::Pos && before > first => {
                start = before;
                continue;
            }
            _ => break,
        }
        match page.tag(before) {
            Tag::Jj | Tag::Nn | Tag::Nnp | Tag::Cd | Tag::Nns => start = before,
            Tag::Rb if start < head && matches!(page.tag(start), Tag::Jj | Tag::Vbn) && before > first => {
                start = before
            }
            Tag::Vbn | Tag::Vbg
                if before > first
                    && matches!(page.tag(before - 1), Tag::Dt | Tag::Jj | Tag::PrpPoss | Tag::Pos | Tag::Cd) =>
            {
                start = before;
            }
            Tag::Cc if before > first && office(page, before - 1) && office(page, start) => start = before,
            Tag::Dt | Tag::PrpPoss => {
                start = before;
                break;
            }
            _ => break,
        }
    }
    start
}

/// One past the end of what follows a noun and belongs to it: `of the committee`, `familiar with the matter`.
fn right(page: &Page<'_>, head: usize, limit: usize) -> usize {
    let mut end = head + 1;
    while end < limit && end - head < 14 {
        let preposition = match page.lower(end) {
            "of" | "for" | "to" | "from" | "at" | "in" | "with" | "on" => end,
            "familiar" | "close" | "briefed" | "aware" | "based"
                if matches!(page.lower(end + 1), "with" | "to" | "on" | "of" | "in") =>
            {
                end + 1
            }
            _ => break,
        };
        let Some(stop) = simple_phrase(page, preposition + 1, limit) else { break };
        let close = page.lower(preposition) == "of" || preposition > end;
        let then_acts = page.tag(stop).is_finite() || stop >= limit;
        if !close && !then_acts && !matches!(page.lower(preposition), "for" | "at") {
            break;
        }
        end = stop;
    }
    end
}

/// One past the end of the noun phrase that begins at a token, if one does.
fn simple_phrase(page: &Page<'_>, start: usize, limit: usize) -> Option<usize> {
    let mut end = start;
    let mut noun = false;
    while end < limit && end - start < 9 {
        let goes_on = match page.tag(end) {
            Tag::Dt | Tag::PrpPoss => end == start,
            Tag::Jj | Tag::Cd | Tag::Vbg | Tag::Vbn => !noun || page.tag(end + 1).is_noun(),
            Tag::Pos => noun,
            tag if tag.is_noun() && page.kind(end) == TokenKind::Word => {
                noun = true;
                true
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    (noun && end > start).then_some(end)
}

/// Whether the tokens stand where somebody acts or speaks: before a finite verb, after *according to*, or after *by*.
pub(super) fn acts(page: &Page<'_>, start: usize, end: usize) -> bool {
    let sentence = &page.sentences()[page.sentence_of(start)];
    let mut next = end;
    // `Peru and Chile agreed`
    while matches!(page.lower(next), "and" | ",") && next + 1 < sentence.tokens.end && names::capital(page, next + 1) {
        next += 2;
        while next < sentence.tokens.end && names::capital(page, next) {
            next += 1;
        }
    }
    let end = next;
    while next < sentence.tokens.end && page.tag(next) == Tag::Rb && next - end < 2 {
        next += 1;
    }
    if next < sentence.tokens.end && page.kind(next) == TokenKind::Word && page.tag(next).is_finite() {
        let before = start.checked_sub(1).filter(|&at| at >= sentence.tokens.start);
        let before = before.map(|at| if page.lower(at) == "the" && at > 0 { at - 1 } else { at });
        // In `officials in Ghana said`, the officials act.
        return before.is_none_or(|at| page.tag(at) != Tag::In || words::begins_clause(page.lower(at)));
    }
    let back = |n: usize| start.checked_sub(n).map_or("", |at| page.lower(at));
    let article = usize::from(back(1) == "the");
    back(1 + article) == "to" && back(2 + article) == "according"
        || back(1 + article) == "by" && start > 1 + article && page.tag(start - 2 - article) == Tag::Vbn
}
