//! Which reports are about the same happenings: a report as weighted terms, and how alike two are.
//!
//! The caller counts in how many reports each term stands, gives every term its [`idf`], keeps the [`KEPT`] heaviest and asks
//! for [`likeness`].

use super::stems::{small, stem};
use super::words::{combine, key, words};
use rustc_hash::FxHashMap;

/// Terms of a report that are kept, the heaviest.
pub const KEPT: usize = 32;

/// From this likeness on two reports are about one happening.
pub const ALIKE: f32 = 0.21;

/// Days between reports on one happening, at most.
pub const DAYS: u32 = 4;

/// How much oftener a term counts for standing in the headline, and for being of a party's name. A place's name counts no
/// more than the text tells it: two fires in one town are two happenings.
const HEADLINE: f32 = 0.5;
const PARTY: f32 = 0.5;
const PLACE: f32 = 0.0;

/// The terms of a report and how often each is told, damped: keys below 2⁴⁸, ascending. Stems of words, names whole.
#[must_use]
pub fn features(title: &str, text: &str, parties: &[&str], places: &[&str]) -> Vec<(u64, f32)> {
    let mut counts: FxHashMap<u64, f32> = FxHashMap::default();
    for (text, weight) in [(title, 1.0 + HEADLINE), (text, 1.0)] {
        for word in words(text) {
            let stem = stem(&word.text);
            let number = stem.starts_with(|c: char| c.is_ascii_digit());
            if !small(&word.text) && !number && stem.chars().count() > 1 {
                *counts.entry(key(&stem)).or_default() += weight;
            }
        }
    }
    for (names, weight) in [(parties, PARTY), (places, PLACE)] {
        for name in names {
            let stems: Vec<u64> =
                words(name).iter().filter(|it| !small(&it.text)).map(|it| key(&stem(&it.text))).collect();
            // Of a name of several words the whole is a term of its own: *Maria Lobo* tells more than *Maria* and *Lobo*.
            if stems.len() > 1 {
                *counts.entry(combine(&stems)).or_default() += 1.0;
            }
            for stem in stems {
                *counts.entry(stem).or_default() += weight;
            }
        }
    }
    let mut all: Vec<(u64, f32)> = counts.into_iter().map(|(term, count)| (term, 1.0 + count.ln().max(0.0))).collect();
    all.sort_unstable_by_key(|(term, _)| *term);
    all
}

/// A term of fewer reports weighs no more than one of so many: rare words are mostly misspelt or about nothing in
/// particular, and would fill the [`KEPT`] places with terms that meet nowhere.
const RARE: u64 = 2;

/// What a term weighs that stands in `with` of `reports` reports, smoothed so that no term weighs nothing.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn idf(reports: u64, with: u64) -> f32 {
    ((reports as f64 + 1.0) / (with.max(RARE) as f64 + 0.5)).ln().max(0.01) as f32
}

/// The [`KEPT`] heaviest terms by `weight` of the term times how often it is told, of length 1, ascending by term.
#[must_use]
pub fn weigh(features: &[(u64, f32)], weight: impl Fn(u64) -> f32) -> Vec<(u64, f32)> {
    let mut all: Vec<(u64, f32)> = features.iter().map(|(term, tf)| (*term, tf * weight(*term))).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(KEPT);
    let length = all.iter().map(|(_, it)| it * it).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    for (_, it) in &mut all {
        *it /= length;
    }
    all.sort_unstable_by_key(|(term, _)| *term);
    all
}

/// How alike two reports are: the cosine of their weighted terms, each ascending by term; 0 to 1.
#[must_use]
pub fn likeness(a: &[(u64, f32)], b: &[(u64, f32)]) -> f32 {
    let length = |it: &[(u64, f32)]| it.iter().map(|(_, it)| it * it).sum::<f32>().sqrt();
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((x, of_a)), Some((y, of_b))) = (a.get(i), b.get(j)) {
        if x == y {
            sum += of_a * of_b;
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let lengths = length(a) * length(b);
    if lengths > 0.0 { (sum / lengths).min(1.0) } else { 0.0 }
}

/// Whether two reports with such weighted terms, so many days apart, are about one happening.
#[must_use]
pub fn same_story(a: &[(u64, f32)], b: &[(u64, f32)], days_apart: u32) -> bool {
    days_apart <= DAYS && likeness(a, b) >= ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_stems_and_names() {
        let terms = features("Ferries collided", "Two ferries collide.", &["Ana Lobo"], &[]);
        let has = |word: &str| terms.iter().any(|(term, _)| *term == key(word));
        assert!(has(&stem("ferry")) && has(&stem("collision")) != has(&stem("collide")) && has("lobo") && !has("2"));
        assert!(terms.iter().any(|(term, _)| *term == combine(&[key(&stem("ana")), key(&stem("lobo"))])));
        assert!(terms.windows(2).all(|it| it[0].0 < it[1].0));
    }

    #[test]
    fn likeness_is_a_cosine() {
        let (a, b) = ([(1, 3.0), (2, 4.0)], [(2, 2.0), (3, 0.0)]);
        assert!((likeness(&a, &b) - 0.8).abs() < 1e-6);
        assert!((likeness(&a, &a) - 1.0).abs() < 1e-6);
        assert!(likeness(&a, &[]).abs() < f32::EPSILON);
        assert!(!same_story(&a, &a, DAYS + 1));
    }

    #[test]
    fn the_heaviest_stay() {
        let many: Vec<(u64, f32)> = (0..100).map(|it| (it, it as f32)).collect();
        let kept = weigh(&many, |_| 1.0);
        assert_eq!((kept.len(), kept[0].0), (KEPT, 100 - KEPT as u64));
        assert!((likeness(&kept, &kept) - 1.0).abs() < 1e-5);
    }
}
