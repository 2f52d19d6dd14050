//! On what occasion a statement was said: a speaker who was last heard on Monday goes on speaking on Monday.

use crate::read::Page;
use sayso_types::{Act, PartyId, Statement, StatementId, Tag};

/// How many statements later a speaker is still taken to speak on the same occasion.
const REACH: usize = 6;

/// Gives statements without a time of their own the time of the saying that they go on with: the same speaker's
/// last one, or the post or quotation that they lie in.
pub(super) fn inherit(
    page: &Page<'_>,
    statements: &mut [Statement],
    speakers: &[Option<PartyId>],
    within: &[Option<StatementId>],
) {
    for n in 0..statements.len() {
        if statements[n].said.is_some() {
            continue;
        }
        if let Some(outer) = within[n] {
            let outer = &statements[outer.0 as usize];
            let same = outer.by == statements[n].by;
            statements[n].said = outer.said.filter(|_| same);
            continue;
        }
        if speakers[n].is_none() || !spoken(page, &statements[n]) {
            continue;
        }
        let before = (n.saturating_sub(REACH)..n).rev().find(|&m| speakers[m] == speakers[n] && within[m].is_none());
        statements[n].said = before.and_then(|m| statements[m].said);
    }
}

/// Whether the statement tells of one act of speaking in the past, not of a view held (`wants`, `has argued`).
fn spoken(page: &Page<'_>, statement: &Statement) -> bool {
    let Some(cue) = statement.cue else { return false };
    !matches!(statement.act, Act::Think | Act::Want) && page.tokens_in(cue).any(|at| page.tag(at) == Tag::Vbd)
}
