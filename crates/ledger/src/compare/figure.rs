//! Whether figures of different reports tell of one thing, and how far apart they are.
//!
//! As within one report (`crates/sayso/src/resolve/differ.rs`), precision goes first: a reader who is shown two figures that
//! were never about one thing stops looking. The words of what is counted come from the same table, `data/same_things.tsv`.

use super::days::Days;
use super::places::{self, PlaceTold};
use super::stems::{small, stem};
use super::words::words;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A figure as a report tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FigureTold<'a> {
    /// Least value in base units; `None` where open below.
    pub low: Option<f64>,
    /// Greatest value; `None` where open above.
    pub high: Option<f64>,
    /// `count`, `percent`, `%pt`, a currency or a unit symbol.
    pub unit: &'a str,
    /// The thing counted or measured.
    pub of: &'a str,
    /// For each what.
    pub per: Option<&'a str>,
    /// Where.
    pub place: Option<PlaceTold<'a>>,
    /// For what days it is told.
    pub when: Option<Days>,
    /// The day of the report.
    pub reported: Option<i32>,
}

/// Days before its report that a count without a time is taken to be about, as within one report.
pub const RECENT: i32 = 14;

/// Reports further apart than this, in days, tell counts without a time of different days.
pub const APART: i32 = 4;

/// Counts that are further apart than this factor are of different groups more often than not, unless the report tells
/// for both when or where, or both are rates.
pub const PLAUSIBLE: f64 = 3.0;

/// The factor between two figures about one thing that cannot both hold; `None` if they are not, or can.
#[must_use]
pub fn differ(a: &FigureTold<'_>, b: &FigureTold<'_>) -> Option<f64> {
    let factor = difference(a, b).filter(|_| comparable(a, b))?;
    let told = a.per.is_some() || a.place.is_some() && b.place.is_some() || a.when.is_some() && b.when.is_some();
    (told || factor <= PLAUSIBLE).then_some(factor)
}

/// Whether two figures tell of one thing at one time and place, as far as both tell.
///
/// Only for figures of reports about one happening ([`super::story`]) or with a time or place told by both: *14 people
/// killed* and *21 dead* are the same words for tolls of happenings that have nothing else in common.
#[must_use]
pub fn comparable(a: &FigureTold<'_>, b: &FigureTold<'_>) -> bool {
    a.unit == b.unit
        && a.per.map(stem) == b.per.map(stem)
        && same_time(a, b)
        && a.place.zip(b.place).is_none_or(|(a, b)| places::compatible(&a, &b))
        && about(*a).zip(about(*b)).is_some_and(|(this, that)| same_thing(a.unit, &this, &that))
}

/// The factor between the middles of two ranges that have no value in common; `None` where one value satisfies both.
/// Vague ranges that only meet at their ends (*tens of thousands*, *hundreds of thousands*) do not both hold.
#[must_use]
pub fn difference(a: &FigureTold<'_>, b: &FigureTold<'_>) -> Option<f64> {
    // *Up to forty* and *at least forty* are open at the other end: forty is both.
    let vague = |it: &FigureTold<'_>| it.low.zip(it.high).is_some_and(|(low, high)| low < high);
    let below = |a: &FigureTold<'_>, b: &FigureTold<'_>| match (a.high, b.low) {
        #[allow(clippy::float_cmp)] // The ends of *tens of thousands* are the same literal number.
        (Some(high), Some(low)) => high < low || high == low && vague(a) && vague(b),
        _ => false,
    };
    (below(a, b) || below(b, a)).then(|| factor(a, b))
}

/// How far apart their values are.
fn factor(a: &FigureTold<'_>, b: &FigureTold<'_>) -> f64 {
    sayso_types::factor((a.low, a.high), (b.low, b.high))
}

fn same_time(a: &FigureTold<'_>, b: &FigureTold<'_>) -> bool {
    let recent = |day: i32| Days { first: day.saturating_sub(RECENT), last: day };
    match (a.when, b.when) {
        // A day within a year is of both, but a day's count is no year's.
        (Some(a), Some(b)) => a.meet(b, 0) && a.count().max(b.count()) <= 4 * a.count().min(b.count()),
        (None, None) => {
            a.per.is_some() || a.reported.zip(b.reported).is_none_or(|(a, b)| a.abs_diff(b) <= APART as u32)
        }
        (Some(when), None) => a.per.is_some() || short(when) && b.reported.is_none_or(|day| when.meet(recent(day), 0)),
        (None, Some(when)) => a.per.is_some() || short(when) && a.reported.is_none_or(|day| when.meet(recent(day), 0)),
    }
}

/// Whether a time can be the days before a report.
fn short(when: Days) -> bool {
    when.count() <= i64::from(RECENT)
}

/// What a figure is about, in words that can be compared.
#[derive(Debug, Default, PartialEq)]
struct About {
    /// What is counted, one word for one thing.
    head: String,
    /// The words that narrow it.
    narrowed: BTreeSet<String>,
    /// What befell those who are counted.
    fate: BTreeSet<&'static str>,
}

impl About {
    /// One telling for what is told in several ways.
    fn settle(&mut self, unit: &str, cases: bool) {
        // Jobs and money do not die: *jobs lost* are *jobs cut*, *money missing* is *money stolen*.
        if (unit != "count" || self.head == "job") && (self.fate.remove("death") | self.fate.remove("missing")) {
            self.fate.insert("loss");
        }
        // *Cases of cholera* and *cholera cases* are people who have it; of those who died of it their death is told.
        if cases && self.fate.is_empty() && self.head != "person" {
            let disease = std::mem::replace(&mut self.head, "person".to_owned());
            self.narrowed.insert(disease);
            self.fate.insert("illness");
        }
        if self.fate.len() > 1 {
            self.fate.remove("illness");
        }
    }
}

/// A key of what a figure is about, for finding candidates: figures that are [`comparable`] share it.
#[must_use]
pub fn key(figure: &FigureTold<'_>) -> Option<u64> {
    let about = about(*figure)?;
    let per = figure.per.map(stem).unwrap_or_default();
    let fate: Vec<&str> = about.fate.iter().copied().collect();
    Some(super::words::key(&format!("{}\t{per}\t{}\t{}", figure.unit, about.head, fate.join(" "))))
}

fn same_thing(unit: &str, a: &About, b: &About) -> bool {
    if a.head != b.head || a.fate != b.fate {
        return false;
    }
    let apart: Vec<&String> = a.narrowed.symmetric_difference(&b.narrowed).collect();
    let within = a.narrowed.is_subset(&b.narrowed) || b.narrowed.is_subset(&a.narrowed);
    match unit {
        // Shares and sums are of too many things to be told apart by a noun: *20 percent of voters* did many things.
        "percent" | "%pt" => apart.is_empty() && !(a.narrowed.is_empty() && a.fate.is_empty()),
        // What befell them tells who is meant; one word more (*killed in the fire*) does not make them others, unless it
        // picks some out of all.
        _ if !a.fate.is_empty() => within && apart.len() < 2 && !apart.iter().any(|it| PART.contains(&it.as_str())),
        _ => apart.is_empty(),
    }
}

/// Words that pick some out of all, as stems.
const PART: &[&str] = &[
    "child",
    "woman",
    "man",
    "girl",
    "boy",
    "civilian",
    "infant",
    "student",
    "foreign",
    "citizen",
    "american",
    "minor",
    "adult",
    "other",
    "more",
    "additional",
    "further",
    "militant",
    "critical",
    "serious",
    "severe",
    "least",
    "first",
    "previous",
    "later",
];

/// Words that make no difference to what is counted, as stems.
const LOOSE: &[&str] = &[
    "suspect", "alleg", "alleged", "confirm", "report", "total", "estimat", "know", "number", "toll", "figure", "cas",
    "innocent", "local", "register", "caus", "result", "due", "official", "people", "person", "fall",
];

/// Of the table's row of persons, those that mean anybody; the others (*children*, *civilians*) are a part.
const ANYBODY: &[&str] = &["person", "life", "individual", "human", "soul", "other", "victim", "inhabitant", "being"];

/// What a figure is about; `None` where its words do not tell.
fn about(figure: FigureTold<'_>) -> Option<About> {
    let mut about = About::default();
    let place = figure.place.map(|it| words(it.name)).unwrap_or_default();
    let (mut before, mut after, mut linked, mut cases) = (Vec::new(), Vec::new(), false, false);
    for word in words(figure.of) {
        if place.iter().any(|it| it.text == word.text) {
            continue;
        }
        if small(&word.text) && !matches!(word.text.as_str(), "other" | "more" | "another") {
            linked |= (!before.is_empty() || !about.fate.is_empty())
                && !matches!(
                    word.text.as_str(),
                    "the" | "a" | "an" | "and" | "or" | "was" | "were" | "been" | "be" | "have" | "had" | "has"
                );
            continue;
        }
        let stem = stem(&word.text);
        cases |= stem == "cas";
        match things().get(stem.as_str()).copied() {
            // Marches are no marchers.
            Some("protester")
                if !word.text.ends_with("ing") && !word.text.trim_end_matches('s').ends_with(['r', 'd']) =>
            {
                before.push((stem, false));
            }
            Some(fate) if FATES.contains(&fate) => _ = about.fate.insert(fate),
            _ if stem == "casualty" => _ = about.fate.insert("casualty"),
            _ if LOOSE.contains(&stem.as_str()) && stem != "person" => {}
            _ if linked => after.push(stem),
            _ => before.push((stem, participle(&word.text))),
        }
    }
    // *troops deployed*: the head is the last that is no participle.
    let at = before.iter().rposition(|(_, participle)| !participle).or_else(|| before.len().checked_sub(1));
    let head = at.map(|at| before.remove(at).0);
    about.narrowed = before.into_iter().map(|(stem, _)| stem).chain(after).collect();
    about.narrowed.retain(|it| it != "person");
    about.head = match head {
        Some(head) => {
            let thing = things().get(head.as_str()).copied().unwrap_or(&head).to_owned();
            if thing == "person" && !ANYBODY.contains(&head.as_str()) {
                about.narrowed.insert(head);
            }
            thing
        }
        None if about.fate.iter().all(|it| matches!(*it, "damage" | "ruin")) => (*about.fate.iter().next()?).to_owned(),
        None => "person".to_owned(),
    };
    about.settle(figure.unit, cases);
    let told = about.head != "person" || !about.fate.is_empty() || !about.narrowed.is_empty();
    told.then_some(about)
}

/// Rows of the table that say what befell those counted.
const FATES: &[&str] =
    &["death", "injury", "arrest", "flight", "missing", "damage", "ruin", "loss", "illness", "protester"];

fn participle(word: &str) -> bool {
    word.len() > 5 && (word.ends_with("ed") || word.ends_with("ing"))
}

/// The thing that a stem names.
fn things() -> &'static FxHashMap<String, &'static str> {
    static TABLE: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = include_str!("../../../../data/same_things.tsv").lines().filter(|it| !it.starts_with('#'));
        rows.filter_map(|row| row.split_once('\t'))
            .flat_map(|(thing, words)| words.split('|').map(move |word| (stem(word), thing)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count<'a>(low: f64, high: f64, of: &'a str) -> FigureTold<'a> {
        FigureTold { low: Some(low), high: Some(high), unit: "count", of, ..FigureTold::default() }
    }

    #[test]
    fn tolls_differ() {
        let a = count(14.0, 14.0, "people killed");
        for of in ["deaths", "dead", "people who were killed", "lives lost", "killed in the fire"] {
            assert_eq!(differ(&a, &count(21.0, 21.0, of)), Some(1.5), "{of}");
            assert_eq!(key(&a), key(&count(0.0, 0.0, of)), "{of}");
        }
        for of in ["injured", "children killed", "people", "", "soldiers killed", "people missing"] {
            assert_eq!(differ(&a, &count(21.0, 21.0, of)), None, "{of}");
        }
    }

    #[test]
    fn one_thing_has_many_words() {
        let told = |of, unit| FigureTold { unit, ..count(4e3, 4e3, of) };
        for (unit, a, b) in [
            ("count", "jobs lost", "positions cut"),
            ("EUR", "money missing from the accounts", "money stolen"),
            ("count", "people fallen ill", "cases of the illness"),
            ("count", "people infected with cholera", "cholera cases"),
            ("count", "protesters", "people marching"),
        ] {
            assert_eq!(key(&told(a, unit)), key(&told(b, unit)), "{a}, {b}");
            assert!(comparable(&told(a, unit), &told(b, unit)), "{a}, {b}");
        }
        for (a, b) in [("protests", "protesters"), ("jobs lost", "lives lost"), ("people ill", "people dead")] {
            assert!(!comparable(&told(a, "count"), &told(b, "count")), "{a}, {b}");
        }
        let open = |low, high| FigureTold { low, high, ..told("dead", "count") };
        assert_eq!(difference(&open(None, Some(40.0)), &open(Some(40.0), None)), None);
        assert!(difference(&open(None, Some(39.0)), &open(Some(40.0), None)).is_some());
    }

    #[test]
    fn vague_ranges_that_meet_at_an_end_differ() {
        let tens = count(1e4, 1e5, "deaths");
        assert_eq!(difference(&tens, &count(1e5, 1e6, "deaths")), Some(10.0));
        assert_eq!(difference(&tens, &count(5e4, 5e4, "deaths")), None);
        assert_eq!(difference(&FigureTold { high: None, ..tens }, &count(9e9, 9e9, "deaths")), None);
        assert_eq!(difference(&FigureTold::default(), &tens), None);
    }

    #[test]
    fn time_and_place_tell_them_apart() {
        let on = |day| FigureTold { when: Some(Days::on(day)), ..count(3.0, 3.0, "people killed") };
        let at = |name| FigureTold { place: Some(PlaceTold { name, ..PlaceTold::default() }), ..on(1) };
        let told = |reported| FigureTold { when: None, reported: Some(reported), ..on(1) };
        assert!(comparable(&on(1), &on(1)) && !comparable(&on(1), &on(2)));
        assert!(comparable(&at("Orvale"), &at("Orvale")) && !comparable(&at("Orvale"), &at("Kesten")));
        assert!(comparable(&told(10), &told(13)) && !comparable(&told(10), &told(30)));
        assert!(comparable(&on(1), &told(8)) && !comparable(&on(1), &told(80)));
        let year = FigureTold { when: Some(Days { first: 0, last: 364 }), ..on(1) };
        assert!(!comparable(&on(1), &year));
    }
}
