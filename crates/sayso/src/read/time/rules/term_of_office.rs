//! A time told by who was in office, by `data/terms.tsv`: `under the Biden administration`, `during Trump's first term`,
//! `since taking office`, `weeks into his second term`.

use super::super::calendar::{self, Day, Unit};
use super::super::clock::{Clock, Found, scan};
use super::super::words;
use crate::read::{Page, Rule};
use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::{Reading, TimeMention, When};
use std::sync::OnceLock;

pub(super) const RULE: Rule<TimeMention> = Rule { name: "term_of_office", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.85, at, found);
}

/// One term of somebody.
#[derive(Clone, Copy, Debug)]
struct Term {
    from: Day,
    to: Option<Day>,
    nth: u32,
}

/// The terms of everybody who bears a name, by its last word.
fn terms() -> &'static FxHashMap<&'static str, Vec<(&'static str, Term)>> {
    static TABLE: OnceLock<FxHashMap<&'static str, Vec<(&'static str, Term)>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: FxHashMap<&str, Vec<(&str, Term)>> = FxHashMap::default();
        for row in table::rows(table::TERMS) {
            let Ok(from) = row[2].parse() else { continue };
            let term = Term { from, to: row[3].parse().ok(), nth: row[4].parse().unwrap_or(1) };
            for name in row[0].split('|') {
                let last = name.rsplit(' ').next().unwrap_or(name);
                table.entry(last).or_default().push((name, term));
            }
        }
        table
    })
}

/// The terms of who is named by the words that end with the token at `last`, if it is an office-holder.
fn holder(page: &Page<'_>, last: usize) -> Vec<Term> {
    let Some(bearers) = terms().get(page.word(last)) else { return Vec::new() };
    let text = page.text();
    let end = page.tokens()[last].span.end as usize;
    // A full name wins over the last name alone; a last name counts only where no other name stands before it.
    let longest = bearers.iter().filter(|(name, _)| text[..end].ends_with(name)).map(|(name, _)| name.len()).max();
    let mut terms: Vec<Term> = bearers
        .iter()
        .filter(|(name, _)| longest == Some(name.len()) && text[..end].ends_with(name))
        .map(|it| it.1)
        .collect();
    terms.sort_by_key(|it| it.from);
    terms
}

/// The terms of the office-holder named last before a token.
fn last_holder(page: &Page<'_>, before: usize) -> Vec<Term> {
    (0..before).rev().take(2_000).map(|at| holder(page, at)).find(|terms| !terms.is_empty()).unwrap_or_default()
}

fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    if clock.before(start) == "since" {
        return since_office(clock, start);
    }
    if matches!(clock.before(start), "under" | "during" | "throughout" | "in") {
        return tenure(clock, start);
    }
    into_term(clock, start)
}

/// The term that began last, not after today.
fn latest(terms: &[Term], today: Day) -> Option<Term> {
    terms.iter().copied().rfind(|it| it.from <= today)
}

fn when(term: Term) -> When {
    match term.to {
        Some(to) => When::Between(calendar::day(term.from), calendar::day(to)),
        None => When::Since(calendar::day(term.from)),
    }
}

/// `since` *taking office*, *his inauguration*, *Trump took office*.
fn since_office(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let mut at = start;
    let mut terms = Vec::new();
    if matches!(clock.lower(at), "his" | "her" | "he" | "she") {
        at += 1;
    } else if clock.is_capital(at) {
        while clock.is_capital(at) && at < start + 4 {
            terms = holder(clock.page, at);
            at += 1;
        }
        if terms.is_empty() {
            return None;
        }
        at += usize::from(clock.lower(at) == "'s");
    }
    let end = match (clock.lower(at), clock.lower(at + 1), clock.lower(at + 2)) {
        ("taking" | "took" | "assuming" | "assumed" | "entering", "office" | "power", _) => at + 2,
        ("coming" | "came" | "returning" | "returned" | "swept", "to" | "into", "office" | "power") => at + 3,
        ("returning" | "returned", "to", "the") if clock.lower(at + 3) == "white" => at + 5,
        ("inauguration", ..) => at + 1,
        _ => return None,
    };
    if terms.is_empty() {
        terms = last_holder(clock.page, start);
    }
    let term = match clock.today {
        Some(today) => latest(&terms, today)?,
        None => *terms.first().filter(|_| terms.len() == 1)?,
    };
    Some(Found::new(start, end, When::Since(calendar::day(term.from))))
}

/// `under` *the Biden administration*, `during` *Trump's first term*, `in` *his second term*.
fn tenure(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let mut at = start + usize::from(clock.lower(start) == "the");
    at += usize::from(clock.lower(at) == "former");
    at += usize::from(matches!(clock.lower(at), "president" | "prime" | "chancellor"));
    at += usize::from(clock.lower(at) == "minister");
    let bare = matches!(clock.before(start), "under");
    let (terms, mut at) = if matches!(clock.lower(at), "his" | "her") {
        (last_holder(clock.page, start), at + 1)
    } else {
        let mut end = at;
        let mut terms = Vec::new();
        while clock.is_capital(end) && end < at + 5 {
            terms = holder(clock.page, end);
            end += 1;
            if !terms.is_empty() && !clock.is_capital(end) {
                break;
            }
        }
        (terms, end)
    };
    if terms.is_empty() {
        return None;
    }
    let name_end = at;
    at += usize::from(clock.lower(at) == "'s");
    let nth = words::ordinal(clock.lower(at));
    at += usize::from(nth.is_some());
    let ended = match clock.lower(at) {
        "administration" | "presidency" | "premiership" | "tenure" | "government" | "term" | "era" => Some(at + 1),
        _ => None,
    };
    let chosen: Vec<Term> = terms.iter().copied().filter(|it| nth.is_none_or(|nth| it.nth == nth)).collect();
    let end = match ended {
        Some(end) => end,
        None if bare && nth.is_none() && clock.lower(name_end) != "'s" => name_end,
        None => return None,
    };
    // `in the Trump administration` tells a place rather than a time.
    if clock.before(start) == "in" && clock.lower(end - 1) != "term" {
        return None;
    }
    let term = match (chosen.as_slice(), clock.today) {
        ([only], _) => *only,
        ([first, .., last], _) if first.to == Some(last.from) && nth.is_none() => Term { from: first.from, ..*last },
        (many, Some(today)) => latest(many, today)?,
        _ => return None,
    };
    Some(Found::new(start, end, when(term)))
}

/// *weeks into his second term*, *two years into Macron's presidency*, *on his first day in office*.
fn into_term(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let n = words::number(clock.lower(start));
    let unit_at = start + usize::from(n.is_some());
    let unit = words::unit(clock.lower(unit_at))?;
    if clock.lower(unit_at + 1) != "into" {
        return None;
    }
    let mut at = unit_at + 2;
    let terms = if matches!(clock.lower(at), "his" | "her") {
        at += 1;
        last_holder(clock.page, start)
    } else {
        let mut terms = Vec::new();
        while clock.is_capital(at) && terms.is_empty() {
            terms = holder(clock.page, at);
            at += 1;
        }
        at += usize::from(clock.lower(at) == "'s");
        terms
    };
    let nth = words::ordinal(clock.lower(at));
    at += usize::from(nth.is_some());
    if !matches!(clock.lower(at), "term" | "presidency" | "administration" | "tenure" | "premiership") {
        return None;
    }
    let chosen: Vec<Term> = terms.iter().copied().filter(|it| nth.is_none_or(|nth| it.nth == nth)).collect();
    let term = match clock.today {
        Some(today) => latest(&chosen, today)?,
        None => *chosen.first()?,
    };
    let when = match n.and_then(|n| i32::try_from(n).ok()) {
        Some(n) => {
            let it = calendar::plus(term.from, n, unit)?;
            match unit {
                Unit::Hour | Unit::Day | Unit::Week => When::At(calendar::day(it)),
                _ => When::At(calendar::month(i32::from(it.year()), it.month().unsigned_abs().into())?),
            }
        }
        // `weeks` are less than two months, `months` less than a year.
        None => {
            let (n, within) = match unit {
                Unit::Hour | Unit::Day => (14, Unit::Day),
                Unit::Week => (2, Unit::Month),
                Unit::Month => (1, Unit::Year),
                _ => return None,
            };
            calendar::days(term.from, calendar::plus(term.from, n, within)?)
        }
    };
    Some(Found::new(start, at + 1, when))
}
