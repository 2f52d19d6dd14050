//! One article: gold records against predicted ones.

use super::annotations::{Annotations, Event, Figure, Participant, Statement};
use super::names::{folded, same_name};
use super::tally::Tally;
use super::text::{Text, common, overlap, pair};
use std::collections::HashMap;

/// A gold record with the prediction it was paired with; one side is absent for what was missed or is too much.
#[derive(Debug)]
pub(super) struct Match {
    pub(super) gold: Option<usize>,
    pub(super) predicted: Option<usize>,
    /// The fields that are not right.
    pub(super) wrong: Vec<&'static str>,
}

/// How every record of an article fared.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) statements: Vec<Match>,
    pub(super) events: Vec<Match>,
    pub(super) figures: Vec<Match>,
}

/// Counts one article into the tally.
pub(super) fn article(text: &Text, gold: &Annotations, predicted: &Annotations, tally: &mut Tally) -> Outcome {
    let (statements, paired) = statements(text, &gold.statements, &predicted.statements, tally);
    let events = events(text, &gold.events, &predicted.events, &paired, tally);
    let figures = figures(text, &gold.figures, &predicted.figures, &paired, tally);
    Outcome { statements, events, figures }
}

/// From a gold statement's index to that of the prediction it was paired with.
type Paired = HashMap<i64, i64>;

/// Marks fields of one kind of record, in the tally and for the list of faults.
struct Fields<'a> {
    tally: &'a mut Tally,
    kind: &'static str,
    wrong: Vec<&'static str>,
}

impl Fields<'_> {
    fn mark(&mut self, row: &'static str, ok: bool) {
        self.tally.right(row, ok);
        if !ok {
            self.wrong.push(row.strip_prefix(self.kind).unwrap_or(row).trim_start());
        }
    }
}

fn statements(text: &Text, gold: &[Statement], predicted: &[Statement], tally: &mut Tally) -> (Vec<Match>, Paired) {
    let cover = |all: &[Statement]| all.iter().map(|it| text.cover(&it.content)).collect::<Vec<_>>();
    let (ours, theirs) = (cover(gold), cover(predicted));
    let pairs = pair(gold.len(), predicted.len(), |i, j| {
        let share = alike(&ours[i], &theirs[j]);
        if share >= 0.5 { share } else { 0.0 }
    });
    let paired: Paired = pairs.iter().map(|&(i, j)| (signed(i), signed(j))).collect();
    tally.found("statement", pairs.len(), gold.len(), predicted.len());
    let mut full = 0;
    let mut matches = Vec::new();
    for &(i, j) in &pairs {
        let (g, p) = (&gold[i], &predicted[j]);
        let mut fields = Fields { tally, kind: "statement", wrong: Vec::new() };
        let source = overlap(g.source, p.source) || (g.source.is_none() && p.source.is_none());
        let speaker = same_name(g.speaker.as_deref(), p.speaker.as_deref());
        fields.mark("statement source", source);
        fields.mark("statement speaker", speaker);
        fields.mark("statement manner", g.manner == p.manner);
        if told(&g.said_on) || told(&p.said_on) {
            fields.mark("statement said_on", g.said_on == p.said_on);
        }
        if g.within.is_some() || p.within.is_some() {
            fields.mark("statement within", g.within.is_some() && leads_to(&paired, g.within, p.within));
        }
        full += usize::from(source && speaker);
        matches.push(Match { gold: Some(i), predicted: Some(j), wrong: fields.wrong });
    }
    tally.found("statement full", full, gold.len(), predicted.len());
    (with_unpaired(matches, gold.len(), predicted.len()), paired)
}

fn events(text: &Text, gold: &[Event], predicted: &[Event], paired: &Paired, tally: &mut Tally) -> Vec<Match> {
    let near = |i: usize, j: usize| {
        let (g, p) = (gold[i].trigger, predicted[j].trigger);
        if overlap(Some(g), Some(p)) { 2.0 } else { f64::from(u8::from(text.sentence(g) == text.sentence(p))) }
    };
    let same = |i: usize, j: usize| if gold[i].event_type == predicted[j].event_type { near(i, j) } else { 0.0 };
    let pairs = pair(gold.len(), predicted.len(), same);
    tally.found("event", pairs.len(), gold.len(), predicted.len());
    gold.iter().for_each(|it| tally.status.gold(it.status.as_deref()));
    let any_type = pair(gold.len(), predicted.len(), near);
    tally.found("event any type", any_type.len(), gold.len(), predicted.len());
    let mut full = 0;
    let mut matches = Vec::new();
    for &(i, j) in &pairs {
        let (g, p) = (&gold[i], &predicted[j]);
        tally.status.matched(g.status.as_deref(), p.status.as_deref());
        let mut roles_right = true;
        let mut wrong = Vec::new();
        for (row, ours, theirs) in
            [("event actors", &g.actors, &p.actors), ("event recipients", &g.recipients, &p.recipients)]
        {
            let hits = names(ours, theirs);
            tally.found(row, hits, ours.len(), theirs.len());
            if hits != ours.len() || hits != theirs.len() {
                roles_right = false;
                wrong.push(row.trim_start_matches("event "));
            }
        }
        let mut fields = Fields { tally, kind: "event", wrong };
        fields.mark("event status", g.status == p.status);
        if !g.modes.is_empty() || !p.modes.is_empty() {
            fields.mark("event modes", g.modes.iter().any(|mode| p.modes.contains(mode)));
        }
        if told(&g.when) || told(&p.when) {
            fields.mark("event when", g.when == p.when);
        }
        if told(&g.place) || told(&p.place) {
            let (a, b) = (folded(g.place.as_deref().unwrap_or("")), folded(p.place.as_deref().unwrap_or("")));
            fields.mark("event where", !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a)));
        }
        let some = |toll: &Option<Vec<Option<f64>>>| toll.as_ref().is_some_and(|toll| !toll.is_empty());
        if some(&g.dead) || some(&p.dead) {
            fields.mark("event dead", g.dead == p.dead);
        }
        fields.mark("event attributed to", attributed(paired, g.attributed_to, p.attributed_to));
        full += usize::from(g.status == p.status && roles_right);
        matches.push(Match { gold: Some(i), predicted: Some(j), wrong: fields.wrong });
    }
    tally.found("event full", full, gold.len(), predicted.len());
    with_unpaired(matches, gold.len(), predicted.len())
}

fn figures(text: &Text, gold: &[Figure], predicted: &[Figure], paired: &Paired, tally: &mut Tally) -> Vec<Match> {
    let cover = |all: &[Figure]| all.iter().map(|it| text.cover(&[it.span])).collect::<Vec<_>>();
    let (ours, theirs) = (cover(gold), cover(predicted));
    let pairs = pair(gold.len(), predicted.len(), |i, j| ratio(common(&ours[i], &theirs[j]), 1));
    tally.found("figure", pairs.len(), gold.len(), predicted.len());
    let mut full = 0;
    let mut matches = Vec::new();
    for &(i, j) in &pairs {
        let (g, p) = (&gold[i], &predicted[j]);
        let mut fields = Fields { tally, kind: "figure", wrong: Vec::new() };
        let value = close(g.low, p.low) && close(g.high, p.high);
        let whose = attributed(paired, g.attributed_to, p.attributed_to);
        fields.mark("figure value", value);
        fields.mark("figure unit", g.unit == p.unit);
        if told(&g.per) || told(&p.per) {
            fields.mark("figure per", g.per == p.per);
        }
        fields.mark("figure attributed to", whose);
        full += usize::from(value && g.unit == p.unit && whose);
        matches.push(Match { gold: Some(i), predicted: Some(j), wrong: fields.wrong });
    }
    tally.found("figure full", full, gold.len(), predicted.len());
    with_unpaired(matches, gold.len(), predicted.len())
}

/// Intersection over union of what two contents cover.
pub(super) fn alike(a: &[usize], b: &[usize]) -> f64 {
    let both = common(a, b);
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { ratio(both, either) }
}

/// How many gold names have a predicted one of their own.
fn names(gold: &[Participant], predicted: &[Participant]) -> usize {
    let mut used = vec![false; predicted.len()];
    let mut hits = 0;
    for g in gold {
        let fits = |p: &Participant| same_name(g.name.as_deref(), p.name.as_deref()) || overlap(g.mention, p.mention);
        if let Some(j) = (0..predicted.len()).find(|&j| !used[j] && fits(&predicted[j])) {
            used[j] = true;
            hits += 1;
        }
    }
    hits
}

/// Both in the report's own voice, or on the word of statements that are paired with each other.
fn attributed(paired: &Paired, gold: Option<i64>, predicted: Option<i64>) -> bool {
    (gold.is_none() && predicted.is_none()) || (gold.is_some() && leads_to(paired, gold, predicted))
}

fn leads_to(paired: &Paired, gold: Option<i64>, predicted: Option<i64>) -> bool {
    // An unpaired gold statement leads to -1, which no prediction names.
    let to = gold.and_then(|gold| paired.get(&gold)).copied().unwrap_or(-1);
    predicted == Some(to)
}

/// Both open, or equal within 0.1 %.
fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => (a - b).abs() <= 0.001 * a.abs().max(b.abs()),
        _ => false,
    }
}

fn told(value: &Option<String>) -> bool {
    value.as_ref().is_some_and(|value| !value.is_empty())
}

/// The pairs, and after them what was missed and what is too much.
pub(super) fn with_unpaired(mut matches: Vec<Match>, gold: usize, predicted: usize) -> Vec<Match> {
    let (mut seen, mut used) = (vec![false; gold], vec![false; predicted]);
    for it in &matches {
        it.gold.into_iter().for_each(|i| seen[i] = true);
        it.predicted.into_iter().for_each(|j| used[j] = true);
    }
    let left = |marks: Vec<bool>| (0..marks.len()).filter(move |&n| !marks[n]);
    matches.extend(left(seen).map(|i| Match { gold: Some(i), predicted: None, wrong: Vec::new() }));
    matches.extend(left(used).map(|j| Match { gold: None, predicted: Some(j), wrong: Vec::new() }));
    matches
}

/// Counts of letters are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn signed(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
