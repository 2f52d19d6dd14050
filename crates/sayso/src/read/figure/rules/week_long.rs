//! A unit of time that describes how long something lasted: *week-long*, *the decade-long campaign*.

use crate::read::figure::piece::Line;
use crate::read::figure::quantity::Quantity;
use crate::read::figure::unit;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Span};

pub(super) const RULE: Rule<Figure> = Rule { name: "week_long", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    for token in 0..page.tokens().len() {
        let word = page.lower(token);
        let Some(stem) = word.strip_suffix("long").and_then(|it| it.strip_suffix(['-', '‑']).or(Some(it))) else { continue };
        if !matches!(stem, "hour" | "day" | "week" | "month" | "year" | "decade" | "century") {
            continue;
        }
        let start = page.tokens()[token].span.start as usize;
        // Read through the sentence, so that the unit's own table tells the value.
        let line = Line::of(page, token);
        let glued = word.len() == stem.len() + 4;
        let found_unit = if glued { unit::named(stem) } else { unit::after(&line, start) };
        let Some(time) = found_unit else { continue };
        let span = Span::new(start, page.tokens()[token].span.end as usize);
        let it = Quantity::new(page, token, span, Some(time.factor), Some(time.factor), time.unit);
        found.push(Quantity { time: true, ..it }.figure(page, reading, RULE.name, 0.8));
    }
}
