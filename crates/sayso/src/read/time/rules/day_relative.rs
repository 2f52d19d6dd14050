//! A day told from the day of publication: `today`, `yesterday`, `tomorrow`, `last night`, `this morning`.

use super::super::calendar::{self, Unit};
use super::super::clock::{Clock, Found, scan};
use super::super::words;
use crate::read::{Page, Rule};
use sayso_types::{Reading, TimeMention, When};

pub(super) const RULE: Rule<TimeMention> = Rule { name: "day_relative", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<TimeMention>) {
    scan(page, RULE.name, 0.95, at, found);
}

/// The day that begins at a token.
pub(in super::super) fn at(clock: &Clock<'_>, start: usize) -> Option<Found> {
    let today = clock.today?;
    let near = |word: &str| match word {
        "today" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        _ => None,
    };
    let (days, mut end) = match clock.lower(start) {
        "the" | "day" => {
            let at = start + usize::from(clock.lower(start) == "the");
            let days = near(clock.lower(at + 2))?;
            match (clock.lower(at), clock.lower(at + 1)) {
                ("day", "before") => (days - 1, at + 3),
                ("day", "after") => (days + 1, at + 3),
                _ => return None,
            }
        }
        // `USA Today`, `USA TODAY`: a paper.
        "today" if clock.is_capital(start) && start > 0 && clock.lower(start - 1) == "usa" => return None,
        "tonight" => (0, start + 1),
        "this" if matches!(clock.lower(start + 1), "morning" | "afternoon" | "evening") => (0, start + 2),
        "last" if clock.lower(start + 1) == "night" => (-1, start + 2),
        "late" | "early" | "earlier" | "later" => (near(clock.lower(start + 1))?, start + 2),
        "mid-day" => return None,
        word => (near(word)?, start + 1),
    };
    end += usize::from(words::part_of_day(clock.lower(end)));
    let it = calendar::plus(today, days, Unit::Day)?;
    Some(Found::new(start, end, When::At(calendar::day(it))))
}
