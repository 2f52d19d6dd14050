//! A date in numbers: `2025-03-03`, `03/14/2025`, `14.3.2025`, `on 4/22`.

use super::super::calendar::{self, ymd};
use super::super::clock::{Clock, Found, scan};
use super::full_date::yearless;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention, TokenKind, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "numeric_date", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.95, at, found);
}

/// The date in numbers that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let tail = clock.glued(start) && matches!(clock.before(start), "-" | "–" | "/" | "$");
    // `10/1/2018-10/7/2018` are two dates, `A-3/4/2018` none.
    if !clock.is_number(start)
        || tail && !(start > 1 && clock.is_number(start - 2) && clock.word(start - 2).contains('/'))
    {
        return None;
    }
    // `2025-03-03` is five tokens, `03/14/2025` one.
    let mut end = start + 1;
    if clock.word(start).contains('/') {
        return of_parts(clock, start, end);
    }
    while matches!(clock.lower(end), "-" | "/" | "‑")
        && clock.glued(end)
        && clock.is_number(end + 1)
        && clock.glued(end + 1)
    {
        end += 2;
    }
    if clock.lower(end) == "%" || clock.page.kind(end) == TokenKind::Symbol {
        return None;
    }
    of_parts(clock, start, end)
}

/// The date whose numbers stand in the tokens from `start` to `end`.
fn of_parts(clock: &Clock<'_>, start: usize, end: usize) -> Option<Found> {
    let words = clock.page.span(start..end).of(clock.page.text());
    let mut parts = [0_i32; 3];
    let mut lens = [0; 3];
    let mut count = 0;
    let mut mark = ' ';
    for part in words.split(['-', '/', '.', '‑']) {
        if count == 3 || part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        (parts[count], lens[count]) = (part.parse().ok()?, part.len());
        count += 1;
    }
    if let Some(c) = words.chars().find(|c| !c.is_ascii_digit()) {
        mark = c;
    }
    let [a, b, c] = parts;
    if count == 3 && lens[0] == 4 && lens[1] <= 2 && lens[2] <= 2 {
        return found(start, end, a, b, c);
    }
    if count == 3 && lens[0] <= 2 && lens[1] <= 2 && matches!(lens[2], 2 | 4) {
        let year = if lens[2] == 4 { c } else { century(clock, c) };
        let day_first = a > 12 || b <= 12 && (mark == '.' || day_comes_first(clock));
        return if day_first { found(start, end, year, b, a) } else { found(start, end, year, a, b) };
    }
    if count == 2 && lens[1] == 4 && (1..=12).contains(&a) && mark != '.' && (1900..2100).contains(&b) {
        return Some(Found::new(start, end, When::At(calendar::month(b, a.unsigned_abs())?)));
    }
    if count == 2 && lens[0] == 4 && lens[1] == 2 && mark == '-' && (1..=12).contains(&b) && (1900..2100).contains(&a) {
        // `2010-12` may be three years; after a preposition of intervals it is.
        return Some(Found::new(start, end, When::At(calendar::month(a, b.unsigned_abs())?)));
    }
    if count == 2
        && lens[0] <= 2
        && lens[1] <= 2
        && mark != '.'
        && (matches!(clock.before(start), "on" | "since" | "until" | "dated" | "from" | "to" | "between")
            || start > 0 && clock.weekday(start - 1).is_some())
    {
        let (month, day) = if a > 12 { (b, a) } else { (a, b) };
        let it = yearless(clock.today?, clock.look(start), month.unsigned_abs(), day.unsigned_abs())?;
        return Some(Found::new(start, end, When::At(calendar::day(it))));
    }
    None
}

fn found(start: usize, end: usize, year: i32, month: i32, day: i32) -> Option<Found> {
    let it = ymd(year, month.unsigned_abs(), day.unsigned_abs())?;
    Some(Found::new(start, end, When::At(calendar::day(it))))
}

/// A year of two digits: not more than twenty years ahead.
fn century(clock: &Clock<'_>, short: i32) -> i32 {
    let now = clock.today.map_or(2025, |it| i32::from(it.year()));
    let year = now - now % 100 + short;
    if year > now + 20 { year - 100 } else { year }
}

/// Whether another date of the page shows that the day comes before the month.
fn day_comes_first(clock: &Clock<'_>) -> bool {
    clock.page.tokens().iter().filter(|it| it.kind == TokenKind::Number).any(|it| {
        let mut parts = it.span.of(clock.page.text()).split('/');
        let (first, second, third) = (parts.next(), parts.next(), parts.next());
        third.is_some()
            && first.and_then(|it| it.parse::<u32>().ok()).is_some_and(|day| (13..32).contains(&day))
            && second.and_then(|it| it.parse::<u32>().ok()).is_some_and(|month| month <= 12)
    })
}
