//! When a statement was said: the time that stands with its cue.

use crate::read::{Page, time};
use sayso_types::{Reading, Statement, When};

/// When the statement was said, if the words around its cue tell.
pub(super) fn said(page: &Page<'_>, reading: &Reading, statement: &Statement) -> Option<When> {
    let cue = page.tokens_in(statement.cue?).start;
    let sentence = page.sentences().get(page.sentence_of(cue))?.tokens.clone();
    let outside = |at: &usize| {
        let span = page.tokens()[*at].span;
        !statement.content.iter().any(|it| it.overlaps(span))
    };
    // The words around the cue, up to what is attributed.
    let start = (sentence.start..cue).rev().take_while(outside).last().unwrap_or(cue);
    let end = (cue..sentence.end).take_while(outside).last().map_or(cue, |at| at + 1);
    time::said(page, reading, start..end, cue)
}
