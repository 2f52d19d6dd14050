//! Names met again: the last name or short form of what a rule found elsewhere, also where capitals tell nothing.

use super::heads;
use super::names;
use crate::read::Page;
use rustc_hash::FxHashMap;
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, TokenKind};

/// Least belief of the encoder's head in a name met again.
const LEAST_AGAIN: f32 = 0.3;

/// A name found once, to be found again: its words after the first, and what it was.
struct Known<'p> {
    words: Vec<&'p str>,
    kind: MentionKind,
    by: By,
}

/// Adds the mentions of names that were found elsewhere on the page.
pub(super) fn add(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    let known = collect(page, found);
    if known.is_empty() {
        return;
    }
    let mut added = Vec::new();
    let mut next = 0;
    let mut covered = 0;
    for (n, sentence) in page.sentences().iter().enumerate() {
        let blind = names::blind(page, n);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let span = page.tokens()[at].span;
            while next < found.len() && found[next].span.start < span.end {
                covered = covered.max(found[next].span.end);
                next += 1;
            }
            let owner = page.kind(at + 1) == TokenKind::Clitic && !found.iter().any(|it| it.head.overlaps(span));
            let free = span.start >= covered || owner;
            // One word that is a place is the place.
            let free = free && (page.kind(at) == TokenKind::Word);
            let hit = if free { meet(page, &known, at, sentence.tokens.end, blind) } else { None };
            let Some((end, it)) = hit else {
                at += 1;
                continue;
            };
            let silent = !page.signals.names.is_empty() && heads::belief(page, &(at..end)) < LEAST_AGAIN;
            let place = end == at + 1 && names::place_at(reading, span).is_some();
            let taken = place
                || silent
                || found.get(next).is_some_and(|other| other.span.start < page.tokens()[end - 1].span.end);
            if !taken {
                added.push(names::mention(page, at..end, at..end, it.kind, it.by));
            }
            at = end;
        }
    }
    found.extend(added);
    found.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end)));
}

/// The names found, by their first word in lower case, the longest first.
fn collect<'p>(page: &'p Page<'_>, found: &[Mention]) -> FxHashMap<&'p str, Vec<Known<'p>>> {
    let mut known: FxHashMap<&str, Vec<Known<'_>>> = FxHashMap::default();
    for it in found {
        let MentionKind::Name(kind) = it.kind else { continue };
        let tokens = page.tokens_in(it.head);
        let mut note = |from: usize| {
            let words: Vec<&str> = (from + 1..tokens.end).map(|at| page.lower(at)).collect();
            let list = known.entry(page.lower(from)).or_default();
            if !list.iter().any(|other| other.words == words) {
                list.push(Known { words, kind: it.kind, by: it.by });
            }
        };
        note(tokens.start);
        if kind == PartyKind::Person && tokens.len() > 1 && it.by.score > 0.6 {
            // `Saif al-Adel` is called `al-Adel` later, `Ana de la Cruz` both `de la Cruz` and `Cruz`.
            for from in tokens.start + 1..tokens.end {
                if names::capital(page, from) && page.tokens()[from].span.len() > 2 {
                    note(from);
                }
            }
            if page.tokens()[tokens.start].span.len() > 2 {
                let list = known.entry(page.lower(tokens.start)).or_default();
                if !list.iter().any(|other| other.words.is_empty()) {
                    list.push(Known { words: Vec::new(), kind: it.kind, by: it.by });
                }
            }
        }
    }
    for list in known.values_mut() {
        list.sort_by_key(|it| std::cmp::Reverse(it.words.len()));
    }
    known
}

/// The known name at a token, and one past its end.
fn meet<'k>(
    page: &Page<'_>,
    known: &'k FxHashMap<&str, Vec<Known<'_>>>,
    at: usize,
    limit: usize,
    blind: bool,
) -> Option<(usize, &'k Known<'k>)> {
    let named = names::namelike(page, at) || blind && names::capital(page, at);
    if !named && !names::may_open_as_name(page, at) {
        return None;
    }
    let list = known.get(page.lower(at))?;
    let it = list.iter().find(|it| {
        let end = at + 1 + it.words.len();
        // Only a person's name found surely outweighs that the word looks like a common one.
        let sure = named || it.kind == MentionKind::Name(PartyKind::Person) && it.by.score > 0.6;
        sure && end <= limit && it.words.iter().zip(at + 1..).all(|(word, token)| page.lower(token) == *word)
    })?;
    let end = at + 1 + it.words.len();
    // One word of a longer run of capitals is part of another name, outside headlines.
    let alone = blind
        || (!(end < limit && names::namelike(page, end) && !names::titles(page, end))
            && !(at > 0
                && names::namelike(page, at - 1)
                && page.space_before(at)
                && page.sentence_of(at - 1) == page.sentence_of(at)
                && !names::titles(page, at - 1)));
    (alone || !it.words.is_empty()).then_some((end, it))
}
