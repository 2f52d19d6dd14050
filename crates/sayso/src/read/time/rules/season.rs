//! A season: `last summer`, `winter 2024`, `the spring of 2019`, `this fall`.

use super::super::calendar;
use super::super::clock::{Clock, Found, Look, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "season", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.85, at, found);
}

/// The season that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let part = usize::from(matches!(clock.lower(start), "early" | "late" | "mid"));
    let which = clock.lower(start + part);
    let step = matches!(which, "last" | "this" | "next" | "past" | "the");
    let which = if step { which } else { "" };
    let at = start + part + usize::from(step);
    let (from, to) = words::season(clock.lower(at))?;
    let end = at + 1;
    if let Some((year, end)) =
        clock.year_after(end).filter(|_| clock.lower(end) != "in").or_else(|| clock.year_phrase(end))
    {
        return Some(Found::new(start, end, calendar::months(year, from, to)?));
    }
    let fall = clock.lower(at) == "fall";
    let told = match which {
        "the" => matches!(clock.before(start), "in" | "during" | "over" | "by" | "since" | "until") && !fall,
        "" => matches!(clock.before(start), "in" | "by" | "since" | "until") && !fall,
        _ => true,
    };
    if !told || clock.lower(end) == "of" {
        return None;
    }
    let today = clock.today?;
    let (year, month) = (i32::from(today.year()), u32::from(today.month().unsigned_abs()));
    // In January and February, this winter began in the year before.
    let this = if from == 12 && month <= 2 { year - 1 } else { year };
    let begun = this < year || from <= month;
    let over = this == year && to < month;
    let year = match which {
        "this" => this,
        "next" if begun => this + 1,
        "next" => this,
        "last" | "past" if over => this,
        "last" | "past" => this - 1,
        _ if clock.look(start) == Look::Future => {
            if over {
                this + 1
            } else {
                this
            }
        }
        _ => {
            if begun {
                this
            } else {
                this - 1
            }
        }
    };
    Some(Found::new(start, end, calendar::months(year, from, to)?))
}
