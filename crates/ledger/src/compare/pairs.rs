//! How well comparing works, on pairs of our own writing (`crates/ledger/pairs`).
//!
//! Thresholds are chosen on the pairs marked `tune`; those marked `hold` tell what to expect. Both are few and hard on
//! purpose: half of the pairs that are not the same were written to be taken for it.

use super::days::{Days, days};
use super::event::{EventTold, PartyTold, same_event};
use super::figure::{FigureTold, comparable, differ};
use super::near;
use super::places::PlaceTold;
use super::quotation::same_quotation;
use super::story;
use super::words::words;
use rustc_hash::FxHashMap;

/// Whether pairs were looked at when thresholds were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// They were.
    Tune,
    /// They were not.
    Hold,
}

/// What a comparison finds among the pairs of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// What is compared: `quotations`, `figures`, `differing figures`, `events`, `stories` or `copies`.
    pub name: &'static str,
    /// Which pairs.
    pub set: Set,
    /// Pairs that are the same and were found.
    pub right: usize,
    /// Pairs found.
    pub found: usize,
    /// Pairs that are the same.
    pub same: usize,
    /// The pairs that were missed or wrongly found, for mending.
    pub wrong: Vec<String>,
}

impl Score {
    /// Share of the pairs found that are the same; 1 where none was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// Share of the pairs that are the same that were found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.right, self.same)
    }

    fn of(name: &'static str, set: Set) -> Self {
        Self { name, set, right: 0, found: 0, same: 0, wrong: Vec::new() }
    }

    fn add(&mut self, same: bool, found: bool, pair: impl FnOnce() -> String) {
        self.same += usize::from(same);
        self.found += usize::from(found);
        self.right += usize::from(same && found);
        if same != found {
            self.wrong.push(format!("{}: {}", if same { "missed" } else { "wrongly found" }, pair()));
        }
    }
}

/// How well everything works on the pairs of a set.
#[must_use]
pub fn score(set: Set) -> Vec<Score> {
    let [figures, differing] = figures(set);
    vec![quotations(set), figures, differing, events(set), stories(set), copies(set)]
}

fn quotations(set: Set) -> Score {
    let mut score = Score::of("quotations", set);
    for [same, first, second] in rows(include_str!("../../pairs/quotations.tsv"), set) {
        score.add(same == "same", same_quotation(first, second), || format!("{first} / {second}"));
    }
    score
}

/// Whether figures are of one thing, and whether those that differ are found with their factor.
fn figures(set: Set) -> [Score; 2] {
    let mut scores = [Score::of("figures", set), Score::of("differing figures", set)];
    for [same, factor, a, b] in rows(include_str!("../../pairs/figures.tsv"), set) {
        let (first, second) = (figure(a), figure(b));
        scores[0].add(same == "same", comparable(&first, &second), || format!("{a} / {b}"));
        let found = differ(&first, &second);
        let right = factor.parse::<f64>().ok().is_none_or(|it| found.is_none_or(|found| (found - it).abs() < 0.02));
        scores[1].add(factor != "-", found.is_some() && right, || format!("{factor} {found:?} {a} / {b}"));
    }
    scores
}

fn events(set: Set) -> Score {
    let mut score = Score::of("events", set);
    for [same, a, b] in rows(include_str!("../../pairs/events.tsv"), set) {
        let found = same_event(&event(a), &event(b));
        score.add(same == "same", found.is_some(), || format!("{a} / {b}"));
    }
    score
}

/// Terms are weighed by the reports of both sets: how rare a word is, is no matter of thresholds.
fn stories(set: Set) -> Score {
    let text = include_str!("../../pairs/stories.md");
    let all: Vec<Report<'_>> = [Set::Tune, Set::Hold].iter().flat_map(|set| reports(text, *set)).collect();
    let mut with: FxHashMap<u64, u64> = FxHashMap::default();
    for it in &all {
        for (term, _) in it.features() {
            *with.entry(term).or_default() += 1;
        }
    }
    let idf = |term: u64| story::idf(all.len() as u64, with.get(&term).copied().unwrap_or_default());
    let some = reports(text, set);
    let terms: Vec<_> = some.iter().map(|it| story::weigh(&it.features(), idf)).collect();
    let mut score = Score::of("stories", set);
    each_pair(&some, |i, j, same| {
        let apart = some[i].day.zip(some[j].day).map_or(0, |(a, b)| a.abs_diff(b));
        let found = story::same_story(&terms[i], &terms[j], apart);
        score.add(same, found, || {
            format!("{:.2} {} / {}", story::likeness(&terms[i], &terms[j]), some[i].title, some[j].title)
        });
    });
    score
}

fn copies(set: Set) -> Score {
    let some = reports(include_str!("../../pairs/copies.md"), set);
    let texts: Vec<_> = some.iter().map(|it| words(&it.text)).collect();
    let mut score = Score::of("copies", set);
    each_pair(&some, |i, j, same| {
        let found = near::copy(&texts[i], &texts[j]);
        score.add(same, found.is_some(), || format!("{found:?} {} / {}", some[i].title, some[j].title));
    });
    score
}

/// The rows of a table that belong to a set, without the column that says so.
fn rows<const N: usize>(table: &'static str, set: Set) -> impl Iterator<Item = [&'static str; N]> {
    let mark = mark(set);
    table.lines().filter_map(move |line| {
        let rest = line.strip_prefix(mark)?.strip_prefix('\t')?;
        rest.split('\t').collect::<Vec<&str>>().try_into().ok()
    })
}

fn mark(set: Set) -> &'static str {
    match set {
        Set::Tune => "tune",
        Set::Hold => "hold",
    }
}

/// `low..high | unit | of | per | where | when | day of the report`
fn figure(cell: &str) -> FigureTold<'_> {
    let mut parts = cell.split('|').map(str::trim);
    let mut next = || parts.next().filter(|it| !it.is_empty());
    let (low, high) = next().and_then(|it| it.split_once("..")).unwrap_or_default();
    FigureTold {
        low: low.parse().ok(),
        high: high.parse().ok(),
        unit: next().unwrap_or_default(),
        of: next().unwrap_or_default(),
        per: next(),
        place: next().map(|name| PlaceTold { name, ..PlaceTold::default() }),
        when: next().and_then(days),
        reported: next().and_then(day),
    }
}

/// `type/mode,mode | actors; … | recipients; … | status | when | where | dead | day of the report`
fn event(cell: &str) -> EventTold<'_> {
    let mut parts = cell.split('|').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let parties = |list| split(list, ';').map(|name| PartyTold { id: None, name }).collect();
    let (event_type, modes) = {
        let whole = next();
        whole.split_once('/').unwrap_or((whole, ""))
    };
    EventTold {
        teller: 0,
        event_type,
        modes: split(modes, ',').collect(),
        actors: parties(next()),
        recipients: parties(next()),
        status: next(),
        when: days(next()),
        place: Some(next()).filter(|it| !it.is_empty()).map(|name| PlaceTold { name, ..PlaceTold::default() }),
        dead: next().parse().ok().map(|it| (it, Some(it))),
        reported: day(next()),
        injured: None,
    }
}

fn day(value: &str) -> Option<i32> {
    days(value).map(|Days { first, .. }| first)
}

fn split(list: &str, at: char) -> impl Iterator<Item = &str> {
    list.split(at).map(str::trim).filter(|it| !it.is_empty())
}

/// A report of `stories.md` or `copies.md`.
struct Report<'a> {
    /// Reports of one group are the same.
    group: usize,
    day: Option<i32>,
    title: &'a str,
    parties: Vec<&'a str>,
    places: Vec<&'a str>,
    text: String,
}

impl Report<'_> {
    fn features(&self) -> Vec<(u64, f32)> {
        story::features(self.title, &self.text, &self.parties, &self.places)
    }
}

fn reports(file: &str, set: Set) -> Vec<Report<'_>> {
    let mut found = Vec::new();
    for (group, section) in file.split("\n## ").enumerate() {
        if !section.starts_with(mark(set)) {
            continue;
        }
        for report in section.split("\n### ").skip(1) {
            let mut lines = report.lines();
            let head = lines.next().unwrap_or_default();
            let dated = head.split_once(' ').and_then(|(first, title)| Some((day(first)?, title)));
            let mut it = Report {
                group,
                day: dated.map(|it| it.0),
                title: dated.map_or(head, |it| it.1),
                parties: Vec::new(),
                places: Vec::new(),
                text: String::new(),
            };
            for line in lines.filter(|line| !line.is_empty()) {
                match line.strip_prefix("> ").and_then(|it| it.split_once('|')) {
                    Some((parties, places)) => {
                        it.parties = split(parties, ';').collect();
                        it.places = split(places, ';').collect();
                    }
                    None => it.text = format!("{}{line}\n", it.text),
                }
            }
            found.push(it);
        }
    }
    found
}

fn each_pair(reports: &[Report<'_>], mut ask: impl FnMut(usize, usize, bool)) {
    for (j, second) in reports.iter().enumerate() {
        for (i, first) in reports[..j].iter().enumerate() {
            ask(i, j, first.group == second.group);
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::quotation;

    /// Least precision and recall, on both sets.
    const FLOORS: &[(&str, f64, f64)] = &[
        ("quotations", 0.9, 0.9),
        ("figures", 0.95, 0.9),
        ("differing figures", 0.95, 0.85),
        ("events", 0.95, 0.95),
        ("stories", 0.9, 0.85),
        ("copies", 0.98, 0.95),
    ];

    #[test]
    fn comparing_works_on_our_pairs() {
        let mut faults = Vec::new();
        for score in [Set::Tune, Set::Hold].into_iter().flat_map(score) {
            let (precision, recall) = (score.precision(), score.recall());
            println!("{:?} {}: precision {precision:.3} recall {recall:.3} of {}", score.set, score.name, score.same);
            if score.set == Set::Tune {
                println!("{}", score.wrong.join("\n"));
            }
            let floor = FLOORS.iter().find(|it| it.0 == score.name).unwrap();
            if precision < floor.1 || recall < floor.2 {
                faults.push(format!("{:?} {} is below its floor", score.set, score.name));
            }
        }
        assert!(faults.is_empty(), "{faults:?}");
    }

    /// Another headline and byline, the last sentence cut, every twentieth word another: still copies, and found by keys.
    #[test]
    fn reports_worked_on_are_found_among_others() {
        let sets = [Set::Tune, Set::Hold];
        let all: Vec<Report<'_>> =
            sets.iter().flat_map(|set| reports(include_str!("../../pairs/stories.md"), *set)).collect();
        // Two reports make one of usual length.
        let texts: Vec<String> =
            all.chunks(2).map(|it| it.iter().map(|it| format!("{}\n{}", it.title, it.text)).collect()).collect();
        let keyed = |text: &str| {
            let words = words(text);
            let bands = near::bands(&near::signature(&words).unwrap());
            (near::passages(&words), bands, words)
        };
        let originals: Vec<_> = texts.iter().map(|it| keyed(it)).collect();
        let (mut right, mut wrong) = (0, 0);
        for (n, text) in texts.iter().enumerate() {
            let (_, text) = text.split_once('\n').unwrap();
            let cut = text.trim_end().rsplit_once(". ").map_or(text, |(before, _)| before);
            for nth in [3, 11, 17] {
                let words = cut.split(' ').enumerate();
                let edited: Vec<&str> = words.map(|(n, word)| if n % 20 == nth { "Sometimes" } else { word }).collect();
                let copied = keyed(&format!("What we know so far\nBy Nina Karst\n{}", edited.join(" ")));
                for (m, it) in originals.iter().enumerate() {
                    let candidate = meet(&it.1, &copied.1, 1) || meet(&it.0, &copied.0, 2);
                    let found = candidate && near::copy(&it.2, &copied.2).is_some();
                    right += usize::from(found && n == m);
                    wrong += usize::from(found && n != m);
                }
            }
        }
        let made = 3 * texts.len();
        println!("worked on: {right} of {made} found, {wrong} wrongly");
        assert!(right * 100 >= made * 95 && wrong == 0, "{right} of {made}, {wrong} wrongly");
    }

    /// Whether two lists have so many keys in common.
    fn meet(a: &[u64], b: &[u64], least: usize) -> bool {
        a.iter().filter(|it| b.contains(it)).count() >= least
    }

    #[test]
    fn there_are_as_many_pairs_as_lines() {
        let count =
            |table: &str| table.lines().filter(|it| it.starts_with("tune\t") || it.starts_with("hold\t")).count();
        let both = |f: fn(Set) -> usize| f(Set::Tune) + f(Set::Hold);
        let quotations = include_str!("../../pairs/quotations.tsv");
        assert_eq!(both(|set| rows::<3>(include_str!("../../pairs/quotations.tsv"), set).count()), count(quotations));
        let figures = include_str!("../../pairs/figures.tsv");
        assert_eq!(both(|set| rows::<4>(include_str!("../../pairs/figures.tsv"), set).count()), count(figures));
        let events = include_str!("../../pairs/events.tsv");
        assert_eq!(both(|set| rows::<3>(include_str!("../../pairs/events.tsv"), set).count()), count(events));
    }

    /// Keys find candidates: what they miss nobody decides on.
    #[test]
    fn what_is_the_same_shares_keys() {
        let mut missed = Vec::new();
        for set in [Set::Tune, Set::Hold] {
            for [same, a, b] in rows(include_str!("../../pairs/quotations.tsv"), set) {
                if same == "same" && !meet(&quotation::keys(a), &quotation::keys(b), 1) {
                    missed.push(format!("{a} / {b}"));
                }
            }
            let some = reports(include_str!("../../pairs/copies.md"), set);
            each_pair(&some, |i, j, same| {
                let (a, b) = (words(&some[i].text), words(&some[j].text));
                let bands = |it: &[_]| near::bands(&near::signature(it).unwrap());
                if same && !meet(&bands(&a), &bands(&b), 1) && !meet(&near::passages(&a), &near::passages(&b), 2) {
                    missed.push(format!("{} / {}", some[i].title, some[j].title));
                }
            });
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }
}
