//! Percent and units of measure, from `data/units.tsv`.

use super::phrases::Phrases;
use super::piece::{Gap, Kind, Line};
use crate::table;
use sayso_types::Unit;
use std::sync::OnceLock;

/// A unit after a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) unit: Unit,
    /// How many of it one is (a week is 7 days).
    pub(super) factor: f64,
    /// Measures time.
    pub(super) time: bool,
    /// What stands before it.
    pub(super) gap: Gap,
    /// One past its last byte.
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    symbol: &'static str,
    factor: f64,
    time: bool,
}

fn table() -> &'static Phrases<Row> {
    static TABLE: OnceLock<Phrases<Row>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = table::rows(table::UNITS).flat_map(|row| {
            let factor = row[1].parse().expect("data/units.tsv has a number in its second column");
            let meaning = Row { symbol: row[0], factor, time: row[3] == "time" };
            row[2].split('|').map(move |form| (form, meaning))
        });
        Phrases::forward(rows)
    })
}

/// The percent sign, percentage points or unit of measure after a number that ends at `at`.
pub(super) fn after(line: &Line<'_>, at: usize) -> Option<Found> {
    percent(line, at).or_else(|| measure(line, at))
}

fn percent(line: &Line<'_>, at: usize) -> Option<Found> {
    let first = line.piece(at)?;
    let mut end = first.end;
    let word = line.word(first);
    match word {
        "%" | "percent" | "percents" | "pct" | "percentage" => {}
        "pc" if first.gap != Gap::Hyphen => {}
        "per" => {
            let cent = line.piece(end).filter(|it| matches!(line.word(*it), "cent" | "cents"))?;
            end = cent.end;
        }
        "pp" | "ppt" | "ppts" => {
            return Some(Found { unit: Unit::PercentPoint, factor: 1.0, time: false, gap: first.gap, end });
        }
        _ => return None,
    }
    let point = line.piece(end).filter(|it| word != "%" && matches!(line.word(*it), "point" | "points"));
    let unit = if point.is_some() { Unit::PercentPoint } else { Unit::Percent };
    Some(Found { unit, factor: 1.0, time: false, gap: first.gap, end: point.map_or(end, |it| it.end) })
}

fn measure(line: &Line<'_>, at: usize) -> Option<Found> {
    if line.rest(at).starts_with(['\'', '′']) && !line.rest(at + 1).starts_with(char::is_alphabetic) {
        return None;
    }
    let (row, gap, end) = table().after(line, at)?;
    let first = line.piece(at)?;
    let word = line.word(first);
    // One letter is a unit only where it clings to the digits or stands alone after them.
    if word.chars().count() == 1 && first.kind == Kind::Letters {
        let next = line.rest(end).chars().next();
        if gap == Gap::Hyphen || next.is_some_and(|c| c.is_alphanumeric() || c == '\'' || c == '’' || c == '&') {
            return None;
        }
    }
    if line.rest(end).starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(Found { unit: Unit::Measure(row.symbol), factor: row.factor, time: row.time, gap, end })
}

/// The unit of this name.
pub(super) fn named(name: &str) -> Option<Found> {
    let row = table().only(name)?;
    Some(Found { unit: Unit::Measure(row.symbol), factor: row.factor, time: row.time, gap: Gap::None, end: 0 })
}

/// A unit of time after `at`.
pub(super) fn time_at(line: &Line<'_>, at: usize) -> Option<Found> {
    let mut from = at;
    if let Some(article) = line.piece(at).filter(|it| matches!(line.word(*it), "a" | "an")) {
        from = article.end;
    }
    measure(line, from).filter(|it| it.time)
}

/// Whether any unit stands after `at`.
pub(super) fn any_at(line: &Line<'_>, at: usize) -> bool {
    after(line, at).is_some()
}
