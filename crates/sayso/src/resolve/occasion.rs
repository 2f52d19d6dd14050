//! On what occasion a statement was said: reports tell a day once, and all that is said there and then goes with it.

use crate::read::{Page, time};
use sayso_types::{Act, BlockKind, PartyId, Reading, Statement, StatementId, Tag, When};
use std::collections::BTreeMap;

/// How many blocks of running text make the beginning of a report, where its day is told.
const LEAD: usize = 2;

/// How many days ago that may be.
const RECENT: i32 = 2;

/// Gives statements without a time of their own that of the saying they go on with: the post or quotation they lie in, the
/// same speaker's last one, and else the day of the whole report.
pub(super) fn inherit(
    page: &Page<'_>,
    reading: &mut Reading,
    speakers: &[Option<PartyId>],
    within: &[Option<StatementId>],
) {
    let day = day_of_report(page, reading);
    let statements = &mut reading.statements;
    let mut last: BTreeMap<PartyId, When> = BTreeMap::new();
    for n in 0..statements.len() {
        if statements[n].said.is_none() {
            statements[n].said = if let Some(outer) = within[n] {
                let outer = &statements[outer.0 as usize];
                outer.said.filter(|_| outer.by == statements[n].by)
            } else if spoken(page, &statements[n]) {
                speakers[n].and_then(|it| last.get(&it).copied()).or(day)
            } else {
                None
            };
        }
        if let (Some(speaker), Some(when), None) = (speakers[n], statements[n].said, within[n]) {
            last.insert(speaker, when);
        }
    }
}

/// The first day that the beginning of the report tells, if it is the day of publication or shortly before.
fn day_of_report(page: &Page<'_>, reading: &Reading) -> Option<When> {
    let published = page.published()?;
    let running = page.document.blocks.iter().filter(|it| it.kind == BlockKind::Paragraph);
    let end = running.take(LEAD).last()?.span.end;
    let fresh = |at| time::days_ago(at, published).is_some_and(|days| (0..=RECENT).contains(&days));
    let told = reading.times.iter().take_while(|it| it.span.end <= end);
    told.map(|it| it.value).find(|it| matches!(it, When::At(at) if fresh(*at))).map(time::to_the_day)
}

/// Whether the statement tells of one act of speaking in the past, not of a view held (`wants`, `has argued`).
fn spoken(page: &Page<'_>, statement: &Statement) -> bool {
    let Some(cue) = statement.cue else { return false };
    // *Had said* tells of an earlier occasion.
    let told = |at: usize| page.tag(at) == Tag::Vbd && !matches!(page.lower(at), "had" | "'d");
    !matches!(statement.act, Act::Think | Act::Want) && page.tokens_in(cue).any(told)
}

#[cfg(test)]
mod tests {
    use crate::ingest::{Hint, text};
    use crate::{Encoder, Reader};

    /// When each statement of a report of Thursday, 5 March 2026 was said.
    fn said(words: &str) -> Vec<Option<String>> {
        let document = text(words, &Hint { published: crate::date("2026-03-05"), ..Hint::default() });
        let (reading, _) = Reader::new(Encoder::without_weights()).read(&document);
        reading.statements.iter().map(|it| it.said.map(|when| when.to_string())).collect()
    }

    #[test]
    fn a_speaker_goes_on_on_the_same_day() {
        let words = "The bridge will close\n\nIt will close in May, Mayor Ada Brook said in June 2025.\n\nThe bridge is old.\n\nIt is \
                     also rusty, Brook said.\n\nThe ferry is better, engineer Tom Hale said.";
        assert_eq!(said(words), [Some("2025-06".to_owned()), Some("2025-06".to_owned()), None]);
    }

    #[test]
    fn the_day_of_the_report_goes_with_what_was_said_then() {
        let words = "The bridge will close\n\nThe council met on Wednesday.\n\nIt will close in May, Mayor Ada \
                     Brook said.\n\nEngineer Tom Hale had warned that the bridge would fall.\n\nMerchants fear that shops will close.";
        assert_eq!(said(words), [Some("2026-03-04".to_owned()), None, None]);
        let words = "The bridge will close\n\nThe bridge was built on 4 May 2019.\n\nIt will close in May, Mayor Ada Brook said.";
        assert_eq!(said(words), [None]);
    }
}
