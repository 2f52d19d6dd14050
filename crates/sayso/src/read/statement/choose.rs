//! Which proposals stand: each saying once, quotations without a cue joined to the saying they go on with.

use super::Report;
use super::build::{self, Proposal};
use sayso_types::{Manner, Span, Statement};

/// The statements that stand, in text order of their content.
pub(super) fn choose(report: &Report<'_>, proposals: Vec<Proposal>) -> Vec<Statement> {
    let mut standing: Vec<Proposal> = Vec::new();
    let (bare, sourced): (Vec<_>, Vec<_>) = proposals.into_iter().partition(|it| it.bare);
    for proposal in sourced {
        if !standing.iter().any(|it| clash(&it.statement, &proposal.statement)) {
            standing.push(proposal);
        }
    }
    // A quotation left open goes on in the next paragraph: the last paragraphs first, so that each finds the next.
    let (mut open, closed): (Vec<_>, Vec<_>) = bare.into_iter().partition(|it| left_open(report, it));
    open.retain(|it| standing.iter().all(|other| !shares(&other.statement, it.statement.content[0])));
    let mut rest = closed;
    for proposal in open.into_iter().rev() {
        match goes_on_in(report, &proposal).and_then(|start| {
            standing.iter_mut().find(|it| it.statement.content.iter().any(|span| span.start == start))
        }) {
            Some(it) => extend(report, it, &proposal),
            None => rest.push(proposal),
        }
    }
    rest.sort_by_key(|it| it.statement.content[0].start);
    for proposal in rest {
        join(report, proposal, &mut standing);
    }
    let stands = |it: &Proposal| {
        it.statement.by.score >= NESTED || !standing.iter().any(|other| holds(&other.statement, &it.statement))
    };
    let mut statements: Vec<Statement> =
        standing.iter().filter(|it| stands(it)).map(|it| it.statement.clone()).collect();
    statements.sort_by_key(|it| (it.content[0].start, std::cmp::Reverse(it.content[0].end)));
    statements
}

/// Least score of a statement that lies in another one's content.
const NESTED: f32 = 0.60;

fn holds(outer: &Statement, inner: &Statement) -> bool {
    let Some(cue) = inner.cue else { return false };
    outer.content.iter().any(|span| span.contains(cue)) && outer.cue != inner.cue
}

/// Whether two proposals are of one saying: the same cue, or contents that overlap without one lying in the other.
fn clash(one: &Statement, other: &Statement) -> bool {
    if let (Some(a), Some(b)) = (one.cue, other.cue)
        && a.overlaps(b)
    {
        return true;
    }
    if holds(one, other) || holds(other, one) {
        return false;
    }
    let shared: usize = one.content.iter().flat_map(|a| other.content.iter().map(move |b| overlap(*a, *b))).sum();
    let least = length(&one.content).min(length(&other.content));
    shared * 2 > least
}

fn overlap(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize
}

fn length(spans: &[Span]) -> usize {
    spans.iter().map(|it| it.len()).sum()
}

fn shares(statement: &Statement, span: Span) -> bool {
    statement.content.iter().any(|content| content.overlaps(span))
}

/// Whether the quotation ends its passage without a closing mark.
fn left_open(report: &Report<'_>, proposal: &Proposal) -> bool {
    let span = proposal.statement.content[0];
    report.passages[proposal.passage]
        .quotes
        .last()
        .is_some_and(|quote| !quote.closed && quote.span(report.page) == span)
}

/// Where the quotation that opens the next passage begins.
fn goes_on_in(report: &Report<'_>, proposal: &Proposal) -> Option<u32> {
    let next = report.passages.get(proposal.passage + 1)?;
    let quote = next.quotes.first().filter(|quote| quote.open == next.tokens.start)?;
    Some(quote.span(report.page).start)
}

/// Joins a quotation without a cue to the saying it goes on with, or lets it stand without source.
fn join(report: &Report<'_>, proposal: Proposal, standing: &mut Vec<Proposal>) {
    let span = proposal.statement.content[0];
    if standing.iter().any(|it| shares(&it.statement, span)) {
        return;
    }
    let before = standing
        .iter_mut()
        .filter(|it| it.goes_on && it.statement.content[0].start < span.start)
        .filter(|it| it.passage == proposal.passage || follows(report, it.passage, proposal.passage))
        .max_by_key(|it| it.statement.cue.map_or(it.statement.content[0].start, |cue| cue.start));
    match before {
        Some(it) => extend(report, it, &proposal),
        None => standing.push(proposal),
    }
}

/// Adds the words of `more` to the saying of `to`.
fn extend(report: &Report<'_>, to: &mut Proposal, more: &Proposal) {
    to.statement.content.extend(&more.statement.content);
    to.statement.content.sort();
    let content = &to.statement.content;
    let passages = report.passages[to.passage.min(more.passage)..=to.passage.max(more.passage)].iter();
    to.statement.quoted = passages.flat_map(|it| build::manner(report.page, it, content).0).collect();
    let quoted = &to.statement.quoted;
    let direct = content.iter().all(|span| quoted.iter().any(|quote| quote.contains(*span)));
    to.statement.manner = match (direct, quoted.is_empty()) {
        (true, _) => Manner::Direct,
        (false, true) => Manner::Indirect,
        (false, false) => Manner::Mixed,
    };
}

/// Whether only quotations stand between two passages, the later one included.
fn follows(report: &Report<'_>, earlier: usize, later: usize) -> bool {
    earlier < later
        && later - earlier <= 4
        && (earlier + 1..=later).all(|n| report.units[n].iter().all(|it| build::only_quotes(&it.view)))
}
