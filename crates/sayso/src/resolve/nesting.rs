//! Which statement lies in which: a quotation inside a quotation, *according to X, Y said*.

use crate::near::Near;
use crate::read::Page;
use sayso_types::{Span, Statement, StatementId};

/// For each statement, the innermost other one whose content holds its content and its cue and source.
pub(super) fn within(page: &Page<'_>, statements: &[Statement]) -> Vec<Option<StatementId>> {
    let mut near = Near::new(page.text().len());
    for (n, it) in statements.iter().enumerate() {
        near.add(n, it.content.iter().copied());
    }
    let length = |it: &Statement| it.content.iter().map(|span| span.len()).sum::<usize>();
    statements
        .iter()
        .enumerate()
        .map(|(n, inner)| {
            let around = near.around(inner.content.iter().copied());
            let holders = around.into_iter().filter(|&m| m != n && extent(inner).all(|it| holds(&statements[m], it)));
            let innermost = holders.min_by_key(|&m| length(&statements[m]))?;
            Some(StatementId(u32::try_from(innermost).expect("fewer statements than bytes")))
        })
        .collect()
}

fn extent(it: &Statement) -> impl Iterator<Item = Span> {
    it.content.iter().copied().chain(it.cue).chain(it.source)
}

fn holds(outer: &Statement, span: Span) -> bool {
    outer.content.iter().any(|it| it.contains(span))
}
