//! More than half, as percent from 50 up: *the majority of seats*, *most of the victims*.

use crate::read::figure::quantity::Quantity;
use crate::read::{Page, Rule};
use sayso_types::{Figure, Reading, TokenKind, Unit};

pub(super) const RULE: Rule<Figure> = Rule { name: "majority", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Figure>) {
    for token in 0..page.tokens().len() {
        let start = match page.lower(token) {
            "majority" | "majorities" => majority(page, token),
            "most" => most(page, token),
            _ => None,
        };
        let Some(start) = start else { continue };
        let span = page.span(start..token + 1);
        let it = Quantity::new(page, token, span, Some(50.0), None, Unit::Percent);
        found.push(it.figure(page, reading, RULE.name, 0.85));
    }
}

/// *a majority*, *the vast majority*, where it is of something or somebody does something.
fn majority(page: &Page<'_>, token: usize) -> Option<usize> {
    const BEFORE: [&str; 22] = [
        "a", "the", "vast", "great", "overwhelming", "large", "clear", "strong", "simple", "slim", "significant",
        "absolute", "big", "outright", "solid", "narrow", "bare", "two-thirds", "comfortable", "huge", "sizable", "substantial",
    ];
    let start = (0..token).rev().take(3).take_while(|&t| BEFORE.contains(&page.lower(t))).last();
    let plural = page.lower(token) == "majorities";
    // *the majority leader*, *the Senate majority* name a party.
    let next = page.lower(token + 1);
    let of = next == "of";
    (of || plural && page.tag(token + 1).is_verb()).then(|| start.unwrap_or(token))
}

/// *most of the victims*, *most of whom*.
fn most(page: &Page<'_>, token: usize) -> Option<usize> {
    let mut next = token + 1;
    if page.kind(next) == TokenKind::Close {
        next += 1;
    }
    if page.lower(next) != "of" || matches!(page.lower(token.wrapping_sub(1)), "make" | "made" | "making" | "the") {
        return None;
    }
    // *most of the day*, *most of all* measure nothing.
    let after: Vec<&str> = (next + 1..next + 4).map(|t| page.lower(t)).collect();
    const TIMES: [&str; 12] =
        ["day", "time", "year", "week", "night", "life", "season", "morning", "century", "all", "decade", "month"];
    if after.iter().any(|word| TIMES.contains(word)) {
        return None;
    }
    Some(token)
}
