//! One unit of time told with *a*: *nearly an hour*, *for a week*, *more than a decade*.

use crate::read::figure::piece::Line;
use crate::read::figure::quantity::Quantity;
use crate::read::figure::unit;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, Span};

pub(super) const RULE: Rule<Figure> = Rule { name: "article_span", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    for token in 1..page.tokens().len() {
        if !matches!(page.lower(token), "a" | "an") {
            continue;
        }
        let line = Line::of(page, token);
        let start = page.tokens()[token].span.start as usize;
        let Some(time) = unit::after(&line, page.tokens()[token].span.end as usize).filter(|it| it.time) else { continue };
        let next = page.tokens().partition_point(|it| (it.span.start as usize) < time.end);
        let owns = matches!(page.lower(next), "'s" | "’s");
        let placed = matches!(page.lower(next), "ago" | "later" | "earlier" | "before");
        if placed || !owns && !measures(page.lower(token - 1), page.lower(token.wrapping_sub(2))) {
            continue;
        }
        let span = Span::new(start, time.end);
        let it = Quantity::new(page, token, span, Some(time.factor), Some(time.factor), time.unit);
        found.push(Quantity { time: true, ..it }.figure(page, reading, RULE.name, 0.75));
    }
}

/// Whether the words before make it a measure; after a noun it is a rate (*20 people a year*).
fn measures(last: &str, earlier: &str) -> bool {
    match last {
        "than" => matches!(earlier, "more" | "less" | "longer" | "fewer"),
        "nearly" | "almost" | "over" | "about" | "around" | "roughly" | "approximately" | "for" | "lasted" | "lasting" | "within" => true,
        "least" => earlier == "at",
        _ => false,
    }
}
