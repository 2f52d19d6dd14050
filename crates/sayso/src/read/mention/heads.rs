//! What the encoder's head says of names, settled over the whole page.

use super::lexicon;
use super::names;
use super::words::{self, CALENDAR, CLOSED};
use crate::read::Page;
pub(crate) use crate::read::decode::{Name, NameKind};
use rustc_hash::FxHashMap;
use sayso_types::TokenKind;
use std::ops::Range;

/// How many times a kind's votes must outweigh another's to overrule it.
const MAJORITY: f32 = 2.0;

/// Least score of a name without any capital.
const SMALL: f32 = 0.9;

/// The names that the head tells of, in text order, none overlapping; empty without signals.
pub(crate) fn names(page: &Page<'_>) -> Vec<Name> {
    let mut names = crate::read::decode::names(page.signals);
    names.retain_mut(|it| trim(page, it));
    agree(page, &mut names);
    names
}

/// Takes from a name what belongs to none: small words, marks and forms of address at its ends. Whether a name is left.
fn trim(page: &Page<'_>, it: &mut Name) -> bool {
    let loose = |at: usize| {
        page.kind(at) != TokenKind::Word && page.kind(at) != TokenKind::Number
            || !words::PARTICLES.contains(&page.lower(at))
                && page.lower(at) == page.word(at)
                && CLOSED.binary_search(&page.lower(at)).is_ok()
    };
    while !it.tokens.is_empty()
        && (loose(it.tokens.start) || it.tokens.len() > 1 && page.lower(it.tokens.start) == "the")
    {
        it.tokens.start += 1;
    }
    while !it.tokens.is_empty() && loose(it.tokens.end - 1) {
        it.tokens.end -= 1;
    }
    if it.kind == NameKind::Person {
        while it.tokens.len() > 1 && address(page, it.tokens.start) {
            it.tokens.start += 1;
        }
    }
    let words = || it.tokens.clone().map(|at| page.word(at));
    let capital = words().any(|word| word.contains(char::is_uppercase));
    let letters = words().flat_map(str::chars).filter(|c| c.is_alphabetic()).count();
    let calendar = it.tokens.len() == 1 && CALENDAR.contains(&page.lower(it.tokens.start));
    letters > 1 && !calendar && (capital || it.score >= SMALL)
}

/// Whether a token is a title or office and not the first of two names (`Dean Smith`).
fn address(page: &Page<'_>, at: usize) -> bool {
    names::titles(page, at)
        && (lexicon::title(page.lower(at)).is_some() || lexicon::first_name(page.lower(at)).is_none())
}

/// The names that share a token with `tokens`.
pub(crate) fn among(names: &[Name], tokens: &Range<usize>) -> Range<usize> {
    let start = names.partition_point(|it| it.tokens.end <= tokens.start);
    let end = names.partition_point(|it| it.tokens.start < tokens.end);
    start..end.max(start)
}

/// Mean probability that the tokens are in some name, from 0 to 1.
pub(crate) fn belief(page: &Page<'_>, tokens: &Range<usize>) -> f32 {
    let all = &page.signals.names[tokens.clone()];
    all.iter().map(|it| 1.0 - it.none.exp()).sum::<f32>() / all.len().max(1) as f32
}

/// The same words name the same person, body or place all over a report: a kind that few of their mentions got gives way.
fn agree(page: &Page<'_>, names: &mut [Name]) {
    let words = |it: &Name| page.span(it.tokens.clone()).of(page.folded());
    let mut votes: FxHashMap<&str, [f32; 6]> = FxHashMap::default();
    for it in names.iter() {
        votes.entry(words(it)).or_default()[it.kind as usize] += it.score;
    }
    for it in names {
        let votes = &votes[words(it)];
        let own = votes[it.kind as usize];
        let kinds = [NameKind::Person, NameKind::Organization, NameKind::Place];
        let most = kinds.into_iter().max_by(|&a, &b| votes[a as usize].total_cmp(&votes[b as usize]));
        if let Some(most) = most
            && kinds.contains(&it.kind)
            && votes[most as usize] > MAJORITY * own
        {
            it.kind = most;
        }
    }
}
