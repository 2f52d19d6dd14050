//! How many an event killed and hurt, from the figures of the sentence that tells it.

use super::clauses;
use crate::read::Page;
use sayso_types::{Figure, Reading, Span, Unit};

/// Least and greatest number, the greatest open where the report leaves it open.
pub(crate) type Range = Option<(u64, Option<u64>)>;

/// Words that tell of the dead, and of the hurt, beside a figure.
const DEAD: [&str; 14] = [
    "killed",
    "dead",
    "deaths",
    "death",
    "died",
    "killing",
    "kills",
    "kill",
    "dying",
    "fatalities",
    "slain",
    "murdered",
    "executed",
    "lives",
];
const HURT: [&str; 9] =
    ["injured", "wounded", "hurt", "injuring", "wounding", "injuries", "injury", "wounds", "injures"];

/// The dead and the injured that the trigger's sentence tells, each once.
pub(crate) fn toll(page: &Page<'_>, reading: &Reading, trigger: Span) -> (Range, Range) {
    let Some(n) = clauses::sentence_of(page, trigger) else { return (None, None) };
    let sentence = page.sentences()[n].span;
    let mut told = (None, None);
    for figure in reading.figures.iter().filter(|it| it.unit == Unit::Count && sentence.contains(it.span)) {
        if figure.per.is_some() {
            continue;
        }
        match tells(page, figure) {
            Some(true) => told.0 = told.0.or_else(|| range(figure)),
            Some(false) => told.1 = told.1.or_else(|| range(figure)),
            None => {}
        }
    }
    told
}

/// Whether a figure counts dead (`true`) or injured: by what it counts, else by the nearest such word to its left or right.
fn tells(page: &Page<'_>, figure: &Figure) -> Option<bool> {
    let kind = |word: &str| {
        if DEAD.contains(&word) {
            Some(true)
        } else if HURT.contains(&word) {
            Some(false)
        } else {
            None
        }
    };
    let counted = figure.of.iter().flat_map(|&span| page.tokens_in(span)).find_map(|at| kind(page.lower(at)));
    counted.or_else(|| {
        let tokens = page.tokens_in(figure.span);
        let near = |at: usize| page.sentence_of(at) == page.sentence_of(tokens.start);
        // `killing eleven people`, `injured another 12`; then `eleven people were also killed`
        let left = (1..=3).filter_map(|k| tokens.start.checked_sub(k)).filter(|&at| near(at));
        let right = tokens.end..(tokens.end + 6).min(page.tokens().len());
        left.chain(right.filter(|&at| near(at))).find_map(|at| kind(page.lower(at)))
    })
}

/// The figure's value in whole numbers; none where it is open below or not whole.
fn range(figure: &Figure) -> Range {
    let low = figure.low.filter(|it| it.fract() == 0.0 && (0.0..1e9).contains(it))?;
    let whole = |value: f64| format!("{value:.0}").parse().ok();
    Some((whole(low)?, figure.high.and_then(whole)))
}
