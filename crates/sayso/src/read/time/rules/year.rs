//! A year or years: `in 2019`, `mid-2020`, `early 2019`, `the 1990s`, `fiscal 2024`, `the 19th century`.

use super::super::calendar;
use super::super::clock::{Clock, Found, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Moment, Reading, Tag, TimeMention, TokenKind, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "year", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.93, at, found);
}

/// The year, decade or century that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let mut at = start + usize::from(clock.lower(start) == "the");
    let mut part = None;
    if let Some((third, end)) = third_at(clock, at) {
        (part, at) = (Some(third), end);
        at += usize::from(clock.lower(at) == "the");
    }
    if at == start + 1 && part.is_none() && !matches!(clock.lower(start + 1), "year" | "fiscal") {
        // `the 1990s` begins at `the`, `the 2020 election` at `2020`.
        return decade(clock, at).or_else(|| century(clock, at)).map(|(end, when)| Found::new(start, end, when));
    }
    if let Some((end, when)) = century(clock, at) {
        return Some(Found::new(start, end, when));
    }
    let named = at + usize::from(clock.lower(at) == "fiscal");
    let named = named + usize::from(clock.lower(named) == "year");
    let token = clock.word(named);
    let glued = token.strip_prefix("mid-").or_else(|| token.strip_prefix("Mid-")).map(|rest| (Third::Middle, rest));
    let (part, digits) = match glued {
        Some((third, rest)) => (Some(third), rest),
        None => (part, token.strip_prefix("FY").unwrap_or(token)),
    };
    if let Some(year) = words::year(digits) {
        let told = part.is_some() || named > at || digits.len() < token.len() || stands_alone(clock, at, year);
        let when = match part {
            Some(Third::Early) => calendar::months(year, 1, 4)?,
            Some(Third::Middle) => calendar::months(year, 5, 8)?,
            Some(Third::Late) => calendar::months(year, 9, 12)?,
            None => When::At(calendar::year(year)?),
        };
        return told.then(|| Found::new(start, named + 1, when));
    }
    let (end, when) = decade(clock, at)?;
    let When::Between(Moment { year, .. }, _) = when else { return None };
    let year = i32::from(year);
    let (from, to) = match part {
        Some(Third::Early) => (year, year + 3),
        Some(Third::Middle) => (year + 4, year + 6),
        Some(Third::Late) => (year + 7, year + 9),
        None => (year, year + 9),
    };
    Some(Found::new(start, end, When::Between(calendar::year(from)?, calendar::year(to)?)))
}

/// The part of a year or decade.
#[derive(Clone, Copy)]
enum Third {
    Early,
    Middle,
    Late,
}

/// `early`, `the end of`, and where it ends.
fn third_at(clock: &Clock<'_>, at: usize) -> Option<(Third, usize)> {
    Some(match clock.lower(at) {
        "early" => (Third::Early, at + 1),
        "mid" => (Third::Middle, at + 1 + usize::from(clock.lower(at + 1) == "-")),
        "late" => (Third::Late, at + 1),
        "beginning" | "start" if clock.lower(at + 1) == "of" => (Third::Early, at + 2),
        "middle" if clock.lower(at + 1) == "of" => (Third::Middle, at + 2),
        "end" if clock.lower(at + 1) == "of" => (Third::Late, at + 2),
        _ => return None,
    })
}

/// Whether four digits are a year and not a number of things.
fn stands_alone(clock: &Clock<'_>, at: usize, year: i32) -> bool {
    let before = clock.before(at);
    if clock.glued(at)
        && matches!(before, "-" | "–" | "/" | "#" | "$" | "£" | "€" | ":")
        && !matches!(before, "–" | "-")
    {
        return false;
    }
    if matches!(before, "$" | "£" | "€" | "no." | "flight" | "route" | "room" | "boeing" | "about" | "around" | "than")
    {
        return false;
    }
    if clock.page.kind(at + 1) == TokenKind::Symbol
        || matches!(clock.lower(at + 1), "percent" | "per" | "km" | "people" | "gmt" | "hours")
    {
        return false;
    }
    let preposition = matches!(
        before,
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "during"
            | "of"
            | "from"
            | "to"
            | "before"
            | "after"
            | "between"
            | "and"
            | "through"
            | "for"
            | "("
            | "–"
            | "-"
            | "late"
            | "early"
            | "into"
            | "throughout"
    );
    let counts = clock.page.tag(at + 1) == Tag::Nns && clock.lower(at + 1) != "elections";
    match year {
        1900..=2099 => {
            preposition && (!counts || before == "in")
                || !counts
                    && (matches!(before, "the" | "a" | "'s" | "this" | "," | "his" | "her" | "their" | "its")
                        || clock.is_capital(at.wrapping_sub(1)))
        }
        1500..=1899 => preposition && !matches!(before, "for" | "and" | "through") && !counts,
        _ => matches!(before, "in" | "since" | "(") && !counts,
    }
}

/// `1990s`, `'90s`, and where it ends.
fn decade(clock: &Clock<'_>, at: usize) -> Option<(usize, When)> {
    const NAMES: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    if let Some(n) = NAMES.iter().position(|it| *it == clock.lower(at)) {
        let year = 1920 + 10 * i32::try_from(n).ok()?;
        let told = clock.before(at) == "the" || matches!(clock.before(at), "early" | "late" | "mid");
        return told.then_some((at + 1, When::Between(calendar::year(year)?, calendar::year(year + 9)?)));
    }
    let word = clock.lower(at).trim_start_matches("mid-").trim_start_matches(['\'', '’']);
    let mut end = at + 1;
    let digits = match word.strip_suffix('s').or_else(|| word.strip_suffix("'s")).or_else(|| word.strip_suffix("’s"))
    {
        Some(digits) => digits,
        None if clock.lower(end) == "'s" && clock.glued(end) && word.ends_with('0') && clock.before(at) == "the" => {
            end += 1;
            word
        }
        None => return None,
    };
    if !digits.ends_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year: i32 = match digits.len() {
        4 => digits.parse().ok().filter(|y| (1000..2200).contains(y))?,
        2 if clock.before(at) == "the" || clock.before(at).ends_with("ly") || clock.before(at) == "late" => {
            let short: i32 = digits.parse().ok()?;
            if short >= 30 { 1900 + short } else { 2000 + short }
        }
        _ => return None,
    };
    Some((end, When::Between(calendar::year(year)?, calendar::year(year + 9)?)))
}

/// `19th century`, and where it ends.
fn century(clock: &Clock<'_>, at: usize) -> Option<(usize, When)> {
    let nth = i32::try_from(words::ordinal(clock.lower(at))?).ok()?;
    if clock.lower(at + 1) != "century" || !(2..=22).contains(&nth) {
        return None;
    }
    Some((at + 2, When::Between(calendar::year((nth - 1) * 100)?, calendar::year(nth * 100 - 1)?)))
}
