//! *According to the mayor, the bridge is safe*; *The bridge is safe, according to a report*; *in the words of …*.

use super::super::build::{self, Proposal, Words};
use super::super::clause;
use super::super::uses::Clauses;
use super::super::{Report, Rule};
use sayso_types::{Act, By, Span, Tag};
use std::ops::Range;

pub(super) const RULE: Rule = Rule { name: "according_to", read };

/// First words of a prepositional source; the noun phrase that follows is the source.
const PHRASES: [(&[&str], f32); 6] = [
    (&["according", "to"], 0.9),
    (&["in", "the", "words", "of"], 0.8),
    (&["in", "the", "view", "of"], 0.7),
    (&["in", "the", "opinion", "of"], 0.7),
    (&["in", "the", "eyes", "of"], 0.5),
    (&["per"], 0.0),
];

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.each() {
        let view = &clauses.view;
        for at in 0..view.len() {
            let found = PHRASES.iter().find(|(words, score)| {
                *score > 0.0 && words.iter().enumerate().all(|(n, word)| view.lower(at + n) == *word)
            });
            let Some((words, score)) = found else { continue };
            let first = at + words.len();
            let Some((source, after)) = source(clauses, first) else { continue };
            let content = content(clauses, at, after);
            let Some(source) = view.span(source) else { continue };
            if content.is_empty() {
                continue;
            }
            let words = Words { content, source: Some(source), cue: view.span(at..first) };
            let statement = build::plain(view.page, view.passage, words, Act::Say, By::rule(RULE.name, *score));
            proposals.push(Proposal { statement, passage, goes_on: true, bare: false });
        }
    }
}

/// The source that begins at `first`, and one past it.
fn source(clauses: &Clauses<'_>, first: usize) -> Option<(Range<usize>, usize)> {
    let view = &clauses.view;
    let end = clause::phrase_end(view, first)?;
    let with = clause::appositive_end(view, end);
    // `according to Lee, the mayor` may begin the next clause: an appositive must be closed by a comma of its own.
    let end = if with > end && (view.word(with) == "," || with + 1 >= view.len() && first > 4) { with } else { end };
    // A relative clause or participle right after belongs to the source (`a report published on Monday`).
    let mut tail = end;
    if matches!(view.tag(end), Tag::Vbn | Tag::Vbg | Tag::Wh | Tag::In | Tag::Vbd) && view.lower(end) != "as" {
        while tail < view.len() && !view.is_mark(tail) {
            tail += 1;
        }
    }
    Some((first..tail, tail))
}

/// What surrounds the phrase `at..after` in its clause.
fn content(clauses: &Clauses<'_>, at: usize, after: usize) -> Vec<Span> {
    let view = &clauses.view;
    let mut from = 0;
    if view.tag(0) == Tag::Cc && at > 1 {
        from = 1;
    }
    let before = view.span(from..at).filter(|_| at - from > 1);
    let mut end = after;
    let comma = view.word(after) == ",";
    while end < view.len() && view.lower(end) != ";" {
        end += 1;
    }
    let behind = view.span(after..end);
    let has_verb = |range: Range<usize>| clauses.groups.iter().any(|it| it.finite && range.contains(&it.start));
    match before {
        // `X, according to Lee.` or `X, according to Lee, and Y happened`: what stands before.
        Some(span) if has_verb(from..at) => vec![span],
        Some(span) => std::iter::once(span).chain(behind.filter(|_| comma)).collect(),
        None => behind.into_iter().collect(),
    }
}
