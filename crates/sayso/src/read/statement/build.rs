//! From the use of a cue word to a statement: content fragments, source, manner.

use super::clause;
use super::cues::{Form, Frame};
use super::unit::{Item, Passage, View};
use super::uses::{Clauses, Use};
use crate::read::Page;
use sayso_types::{Act, By, Manner, Span, Statement, Tag};

/// A statement that a rule proposes.
#[derive(Clone, Debug)]
pub(crate) struct Proposal {
    /// The statement.
    pub(crate) statement: Statement,
    /// Index of its passage.
    pub(crate) passage: usize,
    /// Whether quotations without a cue of their own right after it belong to it.
    pub(crate) goes_on: bool,
    /// Whether it is a quotation without source and cue, which may belong to another saying.
    pub(crate) bare: bool,
}

/// The content fragments of a use, in text order; empty if nothing is left.
pub(crate) fn content(clauses: &Clauses<'_>, of: usize) -> Vec<Span> {
    let view = &clauses.view;
    let used = &clauses.uses[of];
    let start = used.following.start;
    match used.following.frame {
        Frame::After => after(clauses, of),
        Frame::Quote => {
            let mut spans = before_quote(clauses, of);
            let end = clauses.content_end(of, start);
            spans.extend(quotes_and_words(view, start, end));
            spans
        }
        Frame::Prep("by") if used.group.form == Form::Passive => {
            used.subject.clone().and_then(|it| view.span(it)).into_iter().collect()
        }
        // `Lee is expected to run`: what is expected is that Lee runs.
        frame
            if used.group.form == Form::Passive
                && used.group.finite
                && !matches!(frame, Frame::That | Frame::Wh | Frame::Clause | Frame::Colon) =>
        {
            let subject = used.subject.clone().filter(|_| used.own_subject).and_then(|it| view.span(it));
            subject.into_iter().chain(view.span(start..clauses.content_end(of, start))).collect()
        }
        _ => view.span(start..clauses.content_end(of, start)).into_iter().collect(),
    }
}

/// For `“…,” she said, “…”`: the quotation before the cue.
fn before_quote(clauses: &Clauses<'_>, of: usize) -> Vec<Span> {
    let view = &clauses.view;
    let used = &clauses.uses[of];
    let front = used.subject.as_ref().filter(|_| used.own_subject).map_or(used.group.start, |it| it.start);
    let mut at = front;
    while at > 0 && view.is_mark(at - 1) {
        at -= 1;
    }
    match at.checked_sub(1).filter(|&it| view.quote(it).is_some()) {
        Some(quote) => vec![view.item_span(quote)],
        None => Vec::new(),
    }
}

/// Content from a quotation on: the quotation, and what goes on after it.
fn quotes_and_words(view: &View<'_>, start: usize, end: usize) -> Vec<Span> {
    let mut last = start;
    for at in start..end {
        if view.quote(at).is_some() {
            last = at;
        }
    }
    view.span(start..last + 1).into_iter().collect()
}

/// Content that stands before its source and cue, and what goes on after them.
fn after(clauses: &Clauses<'_>, of: usize) -> Vec<Span> {
    let view = &clauses.view;
    let used = &clauses.uses[of];
    let front = used.subject.as_ref().filter(|_| used.own_subject).map_or(used.group.start, |it| it.start);
    let mut start = before_start(clauses, of, front);
    // A conjunction in front belongs to the story, not to the saying.
    if view.tag(start) == Tag::Cc && view.quote(start + 1).is_none() {
        start += 1;
    }
    let mut spans: Vec<Span> = view.span(start..front).into_iter().collect();
    let verbless = !clauses.groups.iter().any(|it| it.finite && it.start >= start && it.end <= front)
        && !(start..front).any(|at| view.quote(at).is_some());
    let tail = used.group.end;
    if let Some(quote) = (tail..view.len()).find(|&at| view.quote(at).is_some()) {
        let own = !clauses.uses[of + 1..].iter().any(|it| it.score > 0.3 && it.group.start < quote && it.group.finite);
        if own {
            spans.extend(quotes_and_words(view, quote, view.len()));
        }
    } else if verbless && view.word(tail) == "," {
        spans.extend(view.span(tail + 1..view.len()));
    }
    spans
}

/// Where the content before `front` begins: the unit's start, or after the last other statement.
fn before_start(clauses: &Clauses<'_>, of: usize, front: usize) -> usize {
    let view = &clauses.view;
    let quoted = (0..front).rev().take(3).find(|&at| view.quote(at).is_some());
    match quoted {
        // `Lee was blunt: “…,” he said` – the quotation alone, unless the sentence begins with it or runs into it.
        Some(quote)
            if quote > 0 && (view.is_mark(quote - 1) || clauses.uses[..of].iter().any(|it| it.group.end == quote)) =>
        {
            quote
        }
        _ => 0,
    }
}

/// The source and cue of a use, with the subject that follows where the verb comes first.
pub(crate) fn source(clauses: &Clauses<'_>, of: usize) -> Option<Span> {
    let view = &clauses.view;
    let used = &clauses.uses[of];
    if used.group.form == Form::Passive {
        // `was first reported by the Herald`
        let by = (used.group.end..view.len().min(used.group.end + 12)).find(|&at| view.lower(at) == "by")?;
        let end = clause::phrase_end(view, by + 1)?;
        return if used.group.end == by { view.span(by + 1..end) } else { None };
    }
    if used.following.frame == Frame::After && !used.own_subject {
        let end = clause::phrase_end(view, used.group.end)?;
        return view.span(used.group.end..clause::appositive_end(view, end));
    }
    let subject = used.subject.clone()?;
    view.span(subject)
}

/// Where the cue stands.
pub(crate) fn cue(view: &View<'_>, used: &Use) -> Span {
    let first = view.item_span(used.group.start);
    let last = match used.following.frame {
        // The preposition belongs to the cue (`called for`).
        Frame::Prep(_) => used.following.start - 1,
        _ => used.group.end - 1,
    };
    first.join(view.item_span(last.max(used.group.start)))
}

/// The quotations inside `content`, and the manner they make.
pub(crate) fn manner(page: &Page<'_>, passage: &Passage, content: &[Span]) -> (Vec<Span>, Manner) {
    let mut quoted: Vec<Span> = content
        .iter()
        .flat_map(|it| {
            passage.quotes_in(page, *it).iter().map(|quote| quote.span(page)).filter(|span| it.contains(*span))
        })
        .collect();
    quoted.dedup();
    let outside = |span: &Span| {
        let words = span.of(page.text());
        let inside: Vec<&Span> = quoted.iter().filter(|quote| span.contains(**quote)).collect();
        words.char_indices().any(|(at, c)| {
            let at = span.start + u32::try_from(at).unwrap_or(u32::MAX);
            c.is_alphanumeric() && !inside.iter().any(|quote| quote.holds(at))
        })
    };
    let manner = if quoted.is_empty() {
        Manner::Indirect
    } else if content.iter().any(outside) {
        Manner::Mixed
    } else {
        Manner::Direct
    };
    (quoted, manner)
}

/// The statement of a use, or nothing if no content is left.
pub(crate) fn statement(clauses: &Clauses<'_>, of: usize, name: &'static str) -> Option<Statement> {
    let view = &clauses.view;
    let used = &clauses.uses[of];
    let content = content(clauses, of);
    if content.is_empty() {
        return None;
    }
    let words = Words { content, source: source(clauses, of), cue: Some(cue(view, used)) };
    let act = used.cue.map_or(Act::Say, |cue| cue.act);
    let addressee = used.following.addressee.clone().and_then(|it| view.span(it));
    Some(Statement { addressee, ..plain(view.page, view.passage, words, act, By::rule(name, used.score)) })
}

/// The words that a rule found for a statement.
#[derive(Debug)]
pub(crate) struct Words {
    /// Fragments of what is attributed, in order, at least one.
    pub(crate) content: Vec<Span>,
    /// The source, where one is named.
    pub(crate) source: Option<Span>,
    /// The cue, where there is one.
    pub(crate) cue: Option<Span>,
}

/// A statement of these words with the manner that its quotation marks make, to nobody named and at no time told yet.
pub(crate) fn plain(page: &Page<'_>, passage: &Passage, words: Words, act: Act, by: By) -> Statement {
    let Words { content, source, cue } = words;
    let (quoted, manner) = manner(page, passage, &content);
    Statement { content, quoted, source, cue, manner, act, addressee: None, said: None, by }
}

/// Whether a unit is nothing but quotations and marks.
pub(crate) fn only_quotes(view: &View<'_>) -> bool {
    view.items.iter().any(|item| matches!(item, Item::Quote(_)))
        && (0..view.len()).all(|at| view.quote(at).is_some() || view.is_mark(at))
}
