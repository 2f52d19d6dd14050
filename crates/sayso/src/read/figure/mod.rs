//! Reading figures: how many, how much, how often, of what.
//!
//! An `amount` (a number, a range, a vague number, a fraction) with its unit is a `quantity`; the rules make figures of
//! them, `exclude` tells which numbers are none, and `choose` settles overlaps.

mod amount;
mod bounds;
mod counted;
mod digits;
mod exclude;
mod money;
mod number;
mod phrases;
mod piece;
mod quantity;
mod rate;
pub mod rules;
mod unit;
mod words;

use crate::read::{Page, attribute::Contents};
use sayso_types::{Figure, Reading, Span, Statement, Unit};

/// Which numbers are read as figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// What counts or measures something in the world: no dates, ages, ordinals, names, bare *one*.
    #[default]
    News,
    /// As well ages, *one*, and spans of time that only place an event, as corpora of quantities count them.
    Quantities,
    /// Every number the rules see, dates and names too.
    Everything,
}

/// The figures on a page, in text order, attributed to nobody yet; see [`attribute`].
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<Figure> {
    read_in(page, reading, Scope::News)
}

/// As [`read`], with the numbers that this scope takes for figures.
#[must_use]
pub fn read_in(page: &Page<'_>, reading: &Reading, scope: Scope) -> Vec<Figure> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.read)(page, reading, &mut found);
    }
    if scope != Scope::Everything {
        let judged: Vec<(Span, bool)> = quantity::quantities(page)
            .map(|it| (Span::new(it.amount.start, it.amount.end), exclude::excluded(page, reading, &it, scope)))
            .collect();
        // The first number decides: *six years and three months* stands, whatever *three months* would be by itself.
        found.retain(|figure| {
            let at = judged.partition_point(|(it, _)| it.end <= figure.span.start);
            judged.get(at).is_none_or(|(it, excluded)| !excluded || !it.overlaps(figure.span))
        });
    }
    let mut chosen = choose(found);
    inherit(page, &mut chosen);
    chosen
}

/// *418,693 views were on one platform, 24,282 on another*: a count with nothing counted is of what the count before it in
/// its sentence is of; *three of the 16 schools* is of the schools.
fn inherit(page: &Page<'_>, figures: &mut [Figure]) {
    let sentence = |span: Span| page.sentences().partition_point(|it| it.span.end <= span.start);
    let part_of = |a: &Figure, b: &Figure| {
        matches!(
            page.text().get(a.span.end as usize..b.span.start as usize).map(str::trim),
            Some("of the" | "of" | "of these" | "of those")
        )
    };
    for n in 1..figures.len() {
        let (before, after) = figures.split_at_mut(n);
        let (it, next) = (&mut before[n - 1], &after[0]);
        if matches!(it.unit, Unit::Count | Unit::Percent) && it.of.is_empty() && part_of(it, next) {
            it.of.clone_from(&next.of);
        }
    }
    for n in 1..figures.len() {
        let (before, after) = figures.split_at_mut(n);
        let (before, it) = (&before[n - 1], &mut after[0]);
        let counts = it.unit == Unit::Count && before.unit == Unit::Count;
        // *20,000 crowns per month, from 35,000 crowns*
        let between = page.folded().get(before.span.end as usize..it.span.start as usize).unwrap_or("");
        let words = between.trim_end();
        let from = between.len() < 24
            && (words.ends_with(", from") || words.ends_with(" up from") || words.ends_with(" down from"));
        if from && it.per.is_none() && it.unit == before.unit {
            it.per.clone_from(&before.per);
        }
        if counts && it.of.is_empty() && sentence(before.span) == sentence(it.span) {
            it.of.clone_from(&before.of);
        }
    }
}

/// Of figures that overlap the longest stands, of equally long ones that of the earlier rule.
fn choose(mut found: Vec<Figure>) -> Vec<Figure> {
    // Stable: figures of one start and length stay in the order of their rules.
    found.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end)));
    let mut chosen: Vec<Figure> = Vec::new();
    for figure in found {
        match chosen.last_mut() {
            Some(last) if last.span.overlaps(figure.span) => {
                if figure.span.len() > last.span.len() {
                    *last = figure;
                }
            }
            _ => chosen.push(figure),
        }
    }
    chosen
}

/// Tells each figure on whose word it rests.
pub fn attribute(figures: &mut [Figure], statements: &[Statement]) {
    let contents = Contents::new(statements);
    for figure in figures {
        figure.attributed_to = contents.holding(figure.span);
    }
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{self, Hint};
    use sayso_types::Signals;

    /// Pieces of text that meet the scanners' edges.
    const PIECES: [&str; 60] = [
        "1",
        "12,",
        "3.5",
        ".",
        "-",
        "–",
        "½",
        "⅔",
        "a",
        "half",
        "third",
        "of",
        "and",
        "to",
        "between",
        "more than",
        "$",
        "US$",
        "Rs.",
        "KD200",
        "元",
        "%",
        "per cent",
        "m",
        "km",
        "°",
        "'",
        "’s",
        "“",
        "”",
        "(",
        ")",
        "hundreds",
        "dozen",
        "million",
        "lakh crore",
        "e10",
        "^2",
        "x10^",
        "/",
        "1/2",
        "or more",
        "+",
        "years",
        "old",
        "week-long",
        "twice",
        "most of",
        "majority of",
        "\u{a0}",
        "\n",
        "é",
        "ரூ",
        "\u{301}",
        "one in",
        "point",
        "magnitude",
        "cents",
        "billion",
        "-and-a-half",
    ];

    #[test]
    fn no_input_breaks_the_reader() {
        let mut seed = 7u32;
        for _ in 0..4000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push_str(PIECES[(seed >> 16) as usize % PIECES.len()]);
                if seed & 0x300 != 0 {
                    text.push(' ');
                }
            }
            let document = ingest::text(&text, &Hint::default());
            let segments = crate::segment::segment(&document);
            let signals = Signals::default();
            let page = Page::new(&document, &segments, &signals);
            for scope in [Scope::News, Scope::Everything] {
                let figures = read_in(&page, &Reading::default(), scope);
                assert!(figures.is_sorted_by(|a, b| a.span.end <= b.span.start), "{text:?}");
                for it in &figures {
                    assert!(!it.span.of(&text).trim().is_empty(), "{text:?}");
                    assert!(it.low.is_some() || it.high.is_some(), "{text:?}");
                    assert!(it.low.zip(it.high).is_none_or(|(low, high)| low <= high), "{text:?} {it:?}");
                }
            }
        }
    }
}
