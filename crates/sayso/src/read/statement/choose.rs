//! Which proposals stand: each saying once, quotations without a cue joined to the saying they go on with.

use super::Report;
use super::build::{self, Proposal};
use sayso_types::{Span, Statement};

/// The statements that stand, in text order of their content.
pub(super) fn choose(report: &Report<'_>, proposals: Vec<Proposal>) -> Vec<Statement> {
    let mut standing: Vec<Proposal> = Vec::new();
    for proposal in proposals {
        if proposal.statement.cue.is_none() && proposal.statement.source.is_none() && proposal.statement.by.score < 0.9
        {
            join(report, proposal, &mut standing);
        } else if !standing.iter().any(|it| clash(&it.statement, &proposal.statement)) {
            standing.push(proposal);
        }
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

/// Joins a quotation without a cue to the saying it goes on with, or lets it stand without source.
fn join(report: &Report<'_>, proposal: Proposal, standing: &mut Vec<Proposal>) {
    let span = proposal.statement.content[0];
    if standing.iter().any(|it| it.statement.content.iter().any(|content| content.overlaps(span))) {
        return;
    }
    let before = standing
        .iter_mut()
        .filter(|it| it.goes_on && it.statement.content[0].start < span.start)
        .filter(|it| it.passage == proposal.passage || follows(report, it.passage, proposal.passage))
        .max_by_key(|it| it.statement.cue.map_or(it.statement.content[0].start, |cue| cue.start));
    match before {
        Some(it) => {
            it.statement.content.push(span);
            it.statement.content.sort();
            let passages = [it.passage, proposal.passage];
            let (quoted, manner) = manner(report, &passages, &it.statement.content);
            it.statement.quoted = quoted;
            it.statement.manner = manner;
        }
        None => standing.push(proposal),
    }
}

/// Whether only quotations stand between two passages, the later one included.
fn follows(report: &Report<'_>, earlier: usize, later: usize) -> bool {
    earlier < later
        && later - earlier <= 4
        && (earlier + 1..=later).all(|n| report.units[n].iter().all(|it| build::only_quotes(&it.view)))
}

fn manner(report: &Report<'_>, passages: &[usize; 2], content: &[Span]) -> (Vec<Span>, sayso_types::Manner) {
    let (mut quoted, first) = build::manner(report.page, &report.passages[passages[0]], content);
    if passages[0] == passages[1] {
        return (quoted, first);
    }
    let (more, _) = build::manner(report.page, &report.passages[passages[1]], content);
    quoted.extend(more);
    // A fragment is all quoted in its own passage or nowhere.
    let direct = content.iter().all(|span| quoted.iter().any(|quote| quote.contains(*span)));
    let manner = if direct {
        sayso_types::Manner::Direct
    } else if quoted.is_empty() {
        sayso_types::Manner::Indirect
    } else {
        sayso_types::Manner::Mixed
    };
    (quoted, manner)
}
