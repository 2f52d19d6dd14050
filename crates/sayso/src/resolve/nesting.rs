//! Which statement lies in which: a quotation inside a quotation, *according to X, Y said*.

use sayso_types::{Span, Statement, StatementId};

/// For each statement, the innermost other one whose content holds its content and its cue or source.
pub(super) fn within(statements: &[Statement]) -> Vec<Option<StatementId>> {
    statements
        .iter()
        .enumerate()
        .map(|(n, inner)| {
            let holders = statements
                .iter()
                .enumerate()
                .filter(|(m, outer)| *m != n && extent(inner).all(|span| holds(outer, span)));
            let least = holders.min_by_key(|(_, outer)| outer.content.iter().map(|it| it.len()).sum::<usize>())?;
            Some(StatementId(u32::try_from(least.0).unwrap_or(u32::MAX)))
        })
        .collect()
}

fn extent(it: &Statement) -> impl Iterator<Item = Span> {
    it.content.iter().copied().chain(it.cue).chain(it.source)
}

fn holds(outer: &Statement, span: Span) -> bool {
    outer.content.iter().any(|it| it.contains(span))
}
