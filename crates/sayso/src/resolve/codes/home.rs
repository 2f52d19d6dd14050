//! The state that a report is about.

use super::{holders, tables};
use rustc_hash::FxHashMap;
use sayso_types::{Finder, Party, Reading};

/// The least share of a state among the places, peoples, known bodies and office-holders of a report for which it is plain;
/// the lower one where it has as many times those of the next.
const SHARE: f32 = 0.6;
const LOWER: f32 = 0.45;
const TIMES: f32 = 2.0;

/// How much the place where a report was written weighs beside others.
const DATELINE: f32 = 2.0;

/// The state that most of what a report names is of, if most is of one.
pub(super) fn home(reading: &Reading, parties: &[Party], day: Option<&str>) -> Option<&'static str> {
    let mut weights: FxHashMap<&'static str, f32> = FxHashMap::default();
    for it in &reading.places {
        let Some(country) = it.place.country else { continue };
        let weight = if it.by.finder == Finder::Rule("dateline") { DATELINE } else { 1.0 };
        *weights.entry(country).or_default() += weight;
    }
    for party in parties {
        let body = tables::actor(&party.name, day).filter(|it| !it.home).map(tables::Actor::code);
        if let Some(country) = body.or_else(|| holders::find(&party.name, day)).and_then(|it| it.country) {
            *weights.entry(country).or_default() += 1.0;
        }
    }
    let all: f32 = weights.values().sum();
    let mut ranked: Vec<(&'static str, f32)> = weights.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let (country, most) = *ranked.first()?;
    let next = ranked.get(1).map_or(0.0, |it| it.1);
    (most >= SHARE * all || most >= LOWER * all && most >= TIMES * next).then_some(country)
}
