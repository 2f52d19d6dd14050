//! A month: `in April`, `April 2024`, `last June`, `mid-February`, `May this year`.

use super::super::calendar;
use super::super::clock::{Clock, Found, Look, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention, TokenKind, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "month_name", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.93, at, found);
}

/// The month that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    // `2016 June`
    if let (Some(year), Some(month)) = (words::year(clock.word(start)), clock.month(start + 1))
        && words::day_of_month(clock.lower(start + 2)).is_none()
    {
        return Some(Found::new(start, start + 2, When::At(calendar::month(year, month)?)));
    }
    let part = usize::from(matches!(clock.lower(start), "early" | "late" | "mid"));
    let which = clock.lower(start + part);
    let step = matches!(which, "last" | "this" | "next" | "past" | "coming");
    let which = if step { which } else { "" };
    let at = start + part + usize::from(step);
    let lower = clock.lower(at);
    let joined = ["mid-", "early-", "late-"].iter().find_map(|it| lower.strip_prefix(it));
    let month = match joined {
        Some(rest) => words::month(rest)?,
        None => clock.month(at)?,
    };
    let whole = part + usize::from(joined.is_some());
    let end = at + 1;
    if words::day_of_month(clock.lower(end)).is_some() && clock.is_number(end) {
        return None;
    }
    if let Some((year, end)) = clock.year_after(end) {
        return Some(Found::new(start, end, When::At(calendar::month(year, month)?)));
    }
    if !step && whole == 0 && !stands_alone(clock, at) {
        return None;
    }
    if let Some((year, end)) = clock.year_phrase(end) {
        return Some(Found::new(start, end, When::At(calendar::month(year, month)?)));
    }
    let today = clock.today?;
    let (year, now) = (i32::from(today.year()), u32::from(today.month().unsigned_abs()));
    let before = if month <= now { year } else { year - 1 };
    let after = if month >= now { year } else { year + 1 };
    let year = match which {
        "this" => year,
        "last" | "past" if month == now => year - 1,
        "last" | "past" => before,
        "next" if month == now => year + 1,
        "next" | "coming" => after,
        _ if clock.look(start) == Look::Future => after,
        _ => before,
    };
    Some(Found::new(start, end, When::At(calendar::month(year, month)?)))
}

/// Whether a month's name here is no part of a person's name, and no other word.
fn stands_alone(clock: &Clock<'_>, at: usize) -> bool {
    let before = clock.before(at);
    let preposition = matches!(
        before,
        "in" | "since"
            | "by"
            | "until"
            | "of"
            | "from"
            | "to"
            | "during"
            | "through"
            | "between"
            | "and"
            | "for"
            | "before"
            | "after"
            | "till"
            | "early"
            | "late"
            | "mid"
    );
    if matches!(clock.lower(at + 1), "to" | "through" | "–") && clock.month(at + 2).is_some() && clock.is_capital(at)
    {
        return true;
    }
    let next_is_name = clock.is_capital(at + 1) && clock.page.kind(at + 1) == TokenKind::Word;
    match clock.lower(at).trim_end_matches('.') {
        "may" | "march" | "mar" | "jan" | "jun" => {
            preposition && (!next_is_name || matches!(before, "in" | "since" | "until" | "during"))
        }
        "april" | "june" | "august" => {
            (!next_is_name || matches!(before, "in" | "since" | "until" | "during"))
                && (preposition || !clock.is_capital(at.wrapping_sub(1)) || clock.page.kind(at - 1) != TokenKind::Word)
        }
        _ => clock.is_capital(at) || preposition,
    }
}
