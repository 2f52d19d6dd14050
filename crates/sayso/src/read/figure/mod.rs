//! Reading figures: how many, how much, how often, of what.
//!
//! An [`amount`] (a number, a range, a vague number, a fraction) with its unit is a [`quantity`]; the rules make figures of
//! them, [`exclude`] tells which numbers are none, and `choose` settles overlaps.

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
pub mod rules;
mod unit;
mod words;

use crate::read::Page;
use sayso_types::{Attribution, Figure, Reading, Span, Statement, StatementId, Unit};

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
        matches!(page.text().get(a.span.end as usize..b.span.start as usize).map(str::trim), Some("of the" | "of" | "of these" | "of those"))
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
        if counts && it.of.is_empty() && sentence(before.span) == sentence(it.span) {
            it.of.clone_from(&before.of);
        }
    }
}

/// Of figures that overlap the longest stands, of equally long ones that of the earlier rule.
fn choose(mut found: Vec<Figure>) -> Vec<Figure> {
    found.sort_by_key(|it| std::cmp::Reverse(it.span.len()));
    let mut chosen: Vec<Figure> = Vec::new();
    for figure in found {
        let at = chosen.partition_point(|it| it.span.end <= figure.span.start);
        if chosen.get(at).is_none_or(|it| !it.span.overlaps(figure.span)) {
            chosen.insert(at, figure);
        }
    }
    chosen
}

/// Tells each figure on whose word it rests: the innermost statement, by length, that holds its words.
pub fn attribute(figures: &mut [Figure], statements: &[Statement]) {
    for figure in figures {
        let holding = statements.iter().enumerate().filter(|(_, it)| it.content.iter().any(|span| span.contains(figure.span)));
        let innermost = holding.min_by_key(|(_, it)| it.content.iter().map(|span| span.len()).sum::<usize>());
        figure.attributed_to = match innermost {
            Some((n, _)) => {
                Attribution::Statement(StatementId(u32::try_from(n).expect("fewer statements than characters")))
            }
            None => Attribution::OwnVoice,
        };
    }
}
