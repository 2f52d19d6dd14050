//! Which proposals stand: each saying once, quotations without a cue joined to the saying they go on with.

use super::Report;
use super::build::{self, Proposal};
use crate::near::Near;
use sayso_types::{Manner, Span, Statement};

/// The statements that stand, in text order of their content.
pub(super) fn choose(report: &Report<'_>, proposals: Vec<Proposal>) -> Vec<Statement> {
    let mut standing = Standing::new(report);
    let (bare, sourced): (Vec<_>, Vec<_>) = proposals.into_iter().partition(|it| it.bare);
    for proposal in sourced {
        if !standing.around(&proposal.statement).any(|it| clash(&it.statement, &proposal.statement)) {
            standing.push(proposal);
        }
    }
    // A quotation left open goes on in the next paragraph: the last paragraphs first, so that each finds the next.
    let free = |it: &Proposal, standing: &Standing| {
        !standing.around(&it.statement).any(|other| shares(&other.statement, it.statement.content[0]))
    };
    let (open, mut rest): (Vec<_>, Vec<_>) =
        bare.into_iter().filter(|it| free(it, &standing)).partition(|it| left_open(report, it));
    for proposal in open.into_iter().rev() {
        match goes_on_in(report, &proposal).and_then(|at| standing.beginning_at(at)) {
            Some(to) => standing.extend(report, to, &proposal),
            None => rest.push(proposal),
        }
    }
    rest.sort_by_key(|it| it.statement.content[0].start);
    for proposal in rest {
        match standing.goes_on_with(report, &proposal) {
            Some(to) => standing.extend(report, to, &proposal),
            None => standing.push(proposal),
        }
    }
    let stands = |it: &Proposal| {
        it.statement.by.score >= NESTED
            || !standing.around(&it.statement).any(|other| holds(&other.statement, &it.statement))
    };
    let mut statements: Vec<Statement> =
        standing.all.iter().filter(|it| stands(it)).map(|it| it.statement.clone()).collect();
    statements.sort_by_key(|it| (it.content[0].start, std::cmp::Reverse(it.content[0].end)));
    statements
}

/// Proposals that stand so far, by place.
struct Standing {
    all: Vec<Proposal>,
    near: Near,
    /// For each passage, those that begin in it.
    passages: Vec<Vec<usize>>,
}

impl Standing {
    fn new(report: &Report<'_>) -> Self {
        Self {
            all: Vec::new(),
            near: Near::new(report.page.text().len()),
            passages: vec![Vec::new(); report.passages.len()],
        }
    }

    fn push(&mut self, proposal: Proposal) {
        self.near.add(self.all.len(), extent(&proposal.statement));
        self.passages[proposal.passage].push(self.all.len());
        self.all.push(proposal);
    }

    /// Those whose words may overlap the statement's.
    fn around(&self, statement: &Statement) -> impl Iterator<Item = &Proposal> {
        self.near.around(extent(statement)).into_iter().map(|n| &self.all[n])
    }

    /// The one with a content fragment that begins at this byte.
    fn beginning_at(&self, at: u32) -> Option<usize> {
        let near = self.near.around([Span { start: at, end: at }]);
        near.into_iter().find(|&n| self.all[n].statement.content.iter().any(|span| span.start == at))
    }

    /// The saying that a quotation without a cue goes on with: the last one before it, if only quotations stand between.
    fn goes_on_with(&self, report: &Report<'_>, proposal: &Proposal) -> Option<usize> {
        let start = proposal.statement.content[0].start;
        let reach = proposal.passage.saturating_sub(REACH)..=proposal.passage;
        let passages = reach.filter(|&n| n == proposal.passage || follows(report, n, proposal.passage));
        passages
            .flat_map(|n| &self.passages[n])
            .copied()
            .filter(|&n| {
                let it = &self.all[n];
                it.goes_on && it.statement.content[0].start < start && it.statement.content.len() < MOST_FRAGMENTS
            })
            .max_by_key(|&n| {
                let it = &self.all[n].statement;
                it.cue.map_or(it.content[0].start, |cue| cue.start)
            })
    }

    /// Adds the words of `more` to the saying of `to`.
    fn extend(&mut self, report: &Report<'_>, to: usize, more: &Proposal) {
        self.near.add(to, extent(&more.statement));
        extend(report, &mut self.all[to], more);
    }
}

fn extent(it: &Statement) -> impl Iterator<Item = Span> {
    it.content.iter().copied().chain(it.cue)
}

/// How many passages back a quotation without a cue may go on with.
const REACH: usize = 4;

/// More fragments than this are no longer one saying; keeps endless quotations from costing endless time.
const MOST_FRAGMENTS: usize = 64;

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
    earlier < later && (earlier + 1..=later).all(|n| report.units[n].iter().all(|it| build::only_quotes(&it.view)))
}
