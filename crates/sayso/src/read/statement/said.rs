//! When a statement was said: the time that stands with its cue.

use crate::read::Page;
use sayso_types::{Reading, Statement, When};

/// When the statement was said, if its sentence tells.
pub(super) fn said(page: &Page<'_>, reading: &Reading, statement: &Statement) -> Option<When> {
    let cue = statement.cue?;
    let token = page.tokens_in(cue).start;
    let sentence = page.sentences().get(page.sentence_of(token))?;
    let outside = |it: &&sayso_types::TimeMention| {
        sentence.span.contains(it.span) && !statement.content.iter().any(|span| span.overlaps(it.span))
    };
    let near = reading.times.iter().filter(outside).min_by_key(|it| it.span.start.abs_diff(cue.end))?;
    (near.span.start.abs_diff(cue.end) < 120).then_some(near.value)
}
