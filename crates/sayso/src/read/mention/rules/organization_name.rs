//! The capitalised name of a body, told by a word in it: `the Justice Department`, `Ministry of Defence of Georgia`.

use crate::read::mention::lexicon::{self, NounClass, Place};
use crate::read::mention::names;
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, TokenKind};
use std::ops::Range;

pub(super) const RULE: Rule<Mention> = Rule { name: "organization_name", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<Mention>) {
    let runs = names::runs(page);
    let mut n = 0;
    while n < runs.len() {
        let (head, used) = joined(page, &runs[n..]);
        let kind = kind(page, &head, &runs[n]);
        n += used;
        let Some(kind) = kind else { continue };
        let known = lexicon::known_name(page.span(head.clone()).of(page.text()));
        if known.is_some_and(|it| it.capital) {
            continue;
        }
        let kind = known.map_or(kind, |it| it.kind);
        let first = page.sentences()[page.sentence_of(head.start)].tokens.start;
        let start = head.start - usize::from(head.start > first && page.lower(head.start - 1) == "the");
        let kind = MentionKind::Name(kind);
        found.push(names::mention(page, start..head.end, head, kind, By::rule(RULE.name, 0.9)));
    }
}

/// What body the tokens name, if one.
fn kind(page: &Page<'_>, head: &Range<usize>, first: &Range<usize>) -> Option<PartyKind> {
    if head.len() < 2 {
        return None;
    }
    let of = |token: usize| lexicon::body_word(page.lower(token));
    // `Bank of Ghana` is told by its first part, `World Bank` by its last word.
    if head.end > first.end
        && let Some((Place::Both | Place::First, kind)) = of(first.end - 1)
    {
        return Some(kind);
    }
    if let Some((Place::First, kind)) = of(head.start) {
        return Some(kind);
    }
    // `Tallow & Sons` trades.
    if head.clone().any(|at| page.word(at) == "&") && !names::titles(page, head.start) {
        return Some(PartyKind::Organization);
    }
    match of(head.end - 1) {
        Some((Place::Both | Place::Last, kind)) => Some(kind),
        _ => None,
    }
}

/// The tokens of a name that begins with the first run, and how many runs it takes.
fn joined(page: &Page<'_>, runs: &[Range<usize>]) -> (Range<usize>, usize) {
    let mut head = runs[0].clone();
    let mut used = 1;
    while let Some(next) = runs.get(used) {
        if next.start - head.end > 3 || !joins(page, &head, next) {
            break;
        }
        head.end = next.end;
        used += 1;
    }
    (head, used)
}

/// Whether what stands between two runs makes them one name.
fn joins(page: &Page<'_>, head: &Range<usize>, next: &Range<usize>) -> bool {
    let body = |token: usize| matches!(lexicon::body_word(page.lower(token)), Some((Place::Both | Place::First, _)));
    let last = head.end - 1;
    let word = |at: usize| if at < next.start { page.lower(at) } else { "" };
    match (word(head.end), word(head.end + 1), word(head.end + 2)) {
        ("of" | "for" | "on" | "against" | "to" | "in", "" | "the", "") => {
            let has_body = head.clone().any(body);
            has_body
                && (body(last) || page.lower(head.end) == "of")
                && (page.lower(head.end) != "in" && page.lower(head.end) != "to" || names::is_field(page, next.start))
        }
        ("and", "", "") | (",", "and", "") => {
            head.clone().any(body)
                && (names::is_field(page, last) || names::is_field(page, next.start))
                && !names::titles(page, next.start)
        }
        (",", "", "") => head.clone().any(body) && names::is_field(page, last) && names::is_field(page, next.start),
        ("'s" | "'", "", "") => {
            page.kind(head.end) == TokenKind::Clitic
                && names::ends_body(page, next)
                && (lexicon::noun(page.lower(last))
                    .is_some_and(|it| matches!(it.class, NounClass::Group | NounClass::Office)))
        }
        _ => false,
    }
}
