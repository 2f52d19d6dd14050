//! Words that open or close a figure's range (*more than 80*, *50 or so*), from `data/bounds.tsv`.

use super::amount::Form;
use super::phrases::Phrases;
use super::piece::Kind;
use super::quantity::Quantity;
use super::words;
use crate::read::Page;
use crate::table;
use std::sync::OnceLock;

/// Which end of the range the number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Low,
    High,
    Both,
}

struct Tables {
    before: Phrases<End>,
    more: Phrases<End>,
    after: Phrases<End>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let side = |side: &'static str| {
            table::rows(table::BOUNDS).filter(move |row| row[1] == side).map(|row| {
                let end = match row[2] {
                    "low" => End::Low,
                    "high" => End::High,
                    _ => End::Both,
                };
                (row[0], end)
            })
        };
        Tables {
            before: Phrases::backward(side("before")),
            more: Phrases::backward(side("more")),
            after: Phrases::forward(side("after")),
        }
    })
}

/// Takes the words that bound a quantity into its span, and opens or closes its range.
pub(super) fn widen(page: &Page<'_>, it: &mut Quantity<'_>) {
    let mut bound = before(page, it);
    let line = it.line;
    // *30 or more*, not *40 and less than 50*
    let goes_on = |at: usize| {
        let next = it.line.piece(at);
        next.is_some_and(|it| {
            it.kind == Kind::Digits || matches!(it.kind, Kind::Letters) && words::class(line.word(it)).is_some()
        }) || next.is_some_and(|it| line.word(it) == "than")
    };
    if let Some((end, _, at)) = tables().after.after(&it.line, it.end).filter(|found| !goes_on(found.2)) {
        it.end = at;
        bound = bound.or(Some(end).filter(|end| *end != End::Both));
    } else if it.line.rest(it.end).starts_with('+') && !it.line.rest(it.end + 1).starts_with(char::is_alphanumeric) {
        it.end += 1;
        bound = bound.or(Some(End::Low));
    }
    match bound {
        Some(End::Low) => (it.low, it.high) = (it.low.or(it.high), None),
        Some(End::High) => (it.low, it.high) = (None, it.high.or(it.low)),
        _ => {}
    }
}

/// The words before: up to three phrases one before the other (*well* *over*, *only about*).
fn before(page: &Page<'_>, it: &mut Quantity<'_>) -> Option<End> {
    let tokens = page.tokens();
    let first = tokens.partition_point(|token| (token.span.end as usize) <= it.start);
    let floor = page.sentences()[page.sentence_of(it.amount.token)].tokens.start.min(first);
    let (mut at, mut bound) = (first, None);
    for _ in 0..3 {
        let mut from = at;
        // *around an 80%*, *almost the past 80 days*
        if at == first && at > floor && it.form != Form::Vague && matches!(page.lower(at - 1), "a" | "an") {
            from = at - 1;
        } else if at == first && at > floor + 2 && matches!(page.lower(at - 1), "past" | "last" | "next") {
            from = at - 2;
        }
        let found = if bound.is_some() {
            tables().more.before(page, from, floor)
        } else {
            tables().before.before(page, from, floor)
        };
        let Some((end, start)) = found else { break };
        if from + 2 == at && end != End::High {
            break;
        }
        at = start;
        if end != End::Both {
            bound = bound.or(Some(end));
        }
        it.start = tokens[at].span.start as usize;
    }
    bound
}
