//! What a ledger puts side by side, against what is known of the reports in it.
//!
//! Everything is counted in pairs of rows that belong together: of those found, how many do (precision), and of those that do, how many
//! are found (recall). A page that was replaced by a later version counts among copies alone.

use super::{Kind, Report, Truth, Value, Variant, reports};
use crate::{Error, Ledger};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Debug;
use std::hash::Hash;

/// Compares a ledger, in which nothing but the first `count` reports of a seed was recorded, with what is known of them.
///
/// # Errors
/// If the ledger cannot be asked.
pub fn score(ledger: &Ledger, seed: u64, count: u64) -> Result<Score, Error> {
    ledger.ask(|c| {
        let known = known(c, seed, count)?;
        let links = links(c)?;
        let group = |id: i64| known.get(&id).map(|it| it.truth.group);
        let right = links.iter().filter(|(a, b)| group(*a).is_some() && group(*a) == group(*b)).count();
        let mut lines = vec![copies(&known, &links)];
        lines.extend(quotations(c, &known)?);
        lines.extend(stories(&known));
        lines.push(happenings(c, &known)?);
        lines.extend(differences(c, &known)?);
        Ok(Score { reports: known.len() as u64, links: links.len() as u64, right_links: right as u64, lines })
    })
}

/// How well a ledger puts side by side what belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Reports that are there; fewer than were recorded if some were lost, or taken for others.
    pub reports: u64,
    /// Links from a copy to what it is a copy of.
    pub links: u64,
    /// Of these, links between reports of one group.
    pub right_links: u64,
    /// What was compared: near-copies, quotations, stories, same events, differing figures.
    pub lines: Vec<Line>,
}

/// Pairs of one sort, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What the pairs are of.
    pub name: &'static str,
    /// Pairs that belong together.
    pub belong: u64,
    /// Pairs that the ledger puts together.
    pub found: u64,
    /// Pairs that are both.
    pub right: u64,
    /// What is missed, by what the members of the pairs are; empty where they are of one kind.
    pub kinds: Vec<Recall>,
}

impl Line {
    /// Of the pairs found, those that belong together; not a number if none are found.
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// Of the pairs that belong together, those found; not a number if there are none.
    pub fn recall(&self) -> f64 {
        share(self.right, self.belong)
    }

    /// The harmonic mean of both; 0 where nothing right is found.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if self.right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// Pairs with a member of one kind; a pair of two such members counts for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// The kind, with what it is a kind of.
    pub name: String,
    /// Pairs that belong together.
    pub belong: u64,
    /// Of these, pairs found.
    pub right: u64,
}

impl Recall {
    /// Of the pairs that belong together, those found.
    pub fn recall(&self) -> f64 {
        share(self.right, self.belong)
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^53")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { f64::NAN } else { part as f64 / whole as f64 }
}

/// A report of the ledger with what is known of it.
struct Known {
    truth: Truth,
    story: Option<i64>,
    in_force: bool,
    earlier: Option<i64>,
}

/// The documents by their rows; reports are made again one after the other.
fn known(c: &Connection, seed: u64, count: u64) -> Result<HashMap<i64, Known>, rusqlite::Error> {
    let mut all = c.prepare("SELECT name, id, story, replaced, earlier FROM document")?;
    let told =
        all.query_map([], |row| Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))))?;
    let rows = told.collect::<Result<HashMap<String, (i64, Option<i64>, bool, Option<i64>)>, _>>()?;
    let one = |it: Report| {
        let (id, story, replaced, earlier) = *rows.get(&it.record.document.id)?;
        Some((id, Known { truth: it.truth, story, in_force: !replaced, earlier }))
    };
    Ok(reports(seed, 0..count).filter_map(one).collect())
}

/// From each copy to what the ledger takes it for a copy of.
fn links(c: &Connection) -> Result<Vec<(i64, i64)>, rusqlite::Error> {
    c.prepare("SELECT document, of FROM copy")?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn copies(known: &HashMap<i64, Known>, links: &[(i64, i64)]) -> Line {
    let versions = known.iter().filter_map(|(id, it)| Some((*id, it.earlier?)));
    let found = joined(known.keys().copied(), versions.chain(links.iter().copied()));
    let groups = known.iter().map(|(id, it)| (it.truth.group, found[id]));
    let kinds = lists(known.iter().map(|(id, it)| (it.truth.group, (it.truth.kind, found[id]))));
    Line { kinds: by_kind("copies", kinds), ..grouped("near-copies", groups) }
}

fn quotations(c: &Connection, known: &HashMap<i64, Known>) -> Result<[Line; 2], rusqlite::Error> {
    let mut items: Vec<(u64, Variant, Kind, i64)> = Vec::new();
    for (document, number, _, found) in findings(c, "statement", "quotation")? {
        let Some(it) = known.get(&document).filter(|it| it.in_force) else { continue };
        if let Some((Some(truth), variant)) = it.truth.quotations.get(number as usize) {
            items.push((*truth, *variant, it.truth.kind, found));
        }
    }
    let all = grouped("quotations", items.iter().map(|it| (it.0, it.3)));
    let own = || items.iter().filter(|it| it.2 == Kind::Own);
    let kinds = by_kind("quotations", lists(own().map(|it| (it.0, (it.1, it.3)))));
    Ok([all, Line { kinds, ..grouped("quotations, without copies", own().map(|it| (it.0, it.3))) }])
}

fn stories(known: &HashMap<i64, Known>) -> [Line; 2] {
    let items = || known.iter().filter(|(_, it)| it.in_force);
    let found = |id: i64, it: &Known| it.story.ok_or(id);
    let all = grouped("stories", items().map(|(id, it)| (it.truth.story, found(*id, it))));
    let own = items().filter(|(_, it)| it.truth.kind == Kind::Own);
    [all, grouped("stories, without copies", own.map(|(id, it)| (it.truth.story, found(*id, it))))]
}

fn happenings(c: &Connection, known: &HashMap<i64, Known>) -> Result<Line, rusqlite::Error> {
    let mut items = Vec::new();
    for (document, number, _, found) in findings(c, "event", "happening")? {
        let Some(it) = known.get(&document).filter(|it| it.in_force) else { continue };
        items.extend(it.truth.happenings.get(number as usize).map(|truth| (*truth, found)));
    }
    Ok(grouped("same events", items.into_iter()))
}

fn differences(c: &Connection, known: &HashMap<i64, Known>) -> Result<[Line; 2], rusqlite::Error> {
    let mut told: HashMap<i64, (i64, Value, Kind)> = HashMap::new();
    let mut by_subject: HashMap<u64, Vec<i64>> = HashMap::new();
    for (document, number, row, _) in findings(c, "figure", "id")? {
        let Some(it) = known.get(&document).filter(|it| it.in_force) else { continue };
        if let Some(value) = it.truth.figures.get(number as usize) {
            told.insert(row, (document, *value, it.truth.kind));
            by_subject.entry(value.subject).or_default().push(row);
        }
    }
    let differs = |a: i64, b: i64| match (told.get(&a), told.get(&b)) {
        (Some(a), Some(b)) => a.0 != b.0 && a.1.differs(&b.1),
        _ => false,
    };
    let mut rows = c.prepare("SELECT figure, other FROM difference")?;
    let found: HashSet<(i64, i64)> = rows
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?
        .map(|row| row.map(|(a, b)| (a.min(b), a.max(b))))
        .collect::<Result<_, _>>()?;
    let line = |name: &'static str, own: bool| {
        let counts = |row: &i64| told.get(row).is_some_and(|it| !own || it.2 == Kind::Own);
        // Figures of one report are put side by side by what reads it, not by the ledger.
        let asked = |(a, b): &&(i64, i64)| counts(a) && counts(b) && told[a].0 != told[b].0;
        let right = found.iter().filter(asked).filter(|(a, b)| differs(*a, *b)).count();
        let mut belong = 0;
        for rows in by_subject.values() {
            for (n, a) in rows.iter().enumerate().filter(|(_, a)| counts(a)) {
                belong += rows[n + 1..].iter().filter(|b| counts(b) && differs(*a, **b)).count();
            }
        }
        let found = found.iter().filter(asked).count();
        Line { name, belong: belong as u64, found: found as u64, right: right as u64, kinds: Vec::new() }
    };
    Ok([line("differing figures", false), line("differing figures, without copies", true)])
}

/// A row of a table of findings: document, number in its record, row, group or else the row itself.
type Finding = (i64, u32, i64, i64);

/// Rows of a table of findings in force.
fn findings(c: &Connection, table: &str, group: &str) -> Result<Vec<Finding>, rusqlite::Error> {
    let sql = format!(
        "SELECT r.document, t.number, t.id, coalesce(t.{group}, t.id) FROM {table} t JOIN reading r ON r.id = t.reading AND r.superseded = 0"
    );
    let mut rows = c.prepare(&sql)?;
    rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?.collect()
}

/// Counts pairs of items, each with its true group and the group it was found in.
fn grouped<T: Hash + Eq, F: Hash + Eq>(name: &'static str, items: impl Iterator<Item = (T, F)>) -> Line {
    let (mut of_true, mut of_found, mut of_both) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut number_true: HashMap<T, u64> = HashMap::new();
    let mut number_found: HashMap<F, u64> = HashMap::new();
    for (truth, found) in items {
        let next = number_true.len() as u64;
        let truth = *number_true.entry(truth).or_insert(next);
        let next = number_found.len() as u64;
        let found = *number_found.entry(found).or_insert(next);
        *of_true.entry(truth).or_insert(0_u64) += 1;
        *of_found.entry(found).or_insert(0_u64) += 1;
        *of_both.entry((truth, found)).or_insert(0_u64) += 1;
    }
    let sum = |counts: &mut dyn Iterator<Item = u64>| counts.map(pairs).sum();
    Line {
        name,
        belong: sum(&mut of_true.into_values()),
        found: sum(&mut of_found.into_values()),
        right: sum(&mut of_both.into_values()),
        kinds: Vec::new(),
    }
}

/// Pairs among so many.
fn pairs(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

/// Recall by what the members of a pair are: which kinds are missed.
fn by_kind<K: Copy + Ord + Debug>(of: &str, groups: impl Iterator<Item = Vec<(K, i64)>>) -> Vec<Recall> {
    let mut counts: BTreeMap<K, [u64; 2]> = BTreeMap::new();
    for group in groups {
        for (n, (kind, found)) in group.iter().enumerate() {
            for (_, other) in group.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, it)| it) {
                let count = counts.entry(*kind).or_default();
                count[0] += u64::from(found == other);
                count[1] += 1;
            }
        }
    }
    let one = |(kind, [right, belong]): (K, [u64; 2])| Recall { name: format!("{of} {kind:?}"), belong, right };
    counts.into_iter().map(one).collect()
}

/// Items by their group.
fn lists<G: Hash + Eq, T>(items: impl Iterator<Item = (G, T)>) -> impl Iterator<Item = Vec<T>> {
    let mut groups: HashMap<G, Vec<T>> = HashMap::new();
    for (group, item) in items {
        groups.entry(group).or_default().push(item);
    }
    groups.into_values()
}

/// The first of all that are linked, directly or by others.
fn joined(all: impl Iterator<Item = i64>, links: impl Iterator<Item = (i64, i64)>) -> HashMap<i64, i64> {
    fn first(of: &mut HashMap<i64, i64>, id: i64) -> i64 {
        let up = of.get(&id).copied().unwrap_or(id);
        if up == id {
            return id;
        }
        let top = first(of, up);
        of.insert(id, top);
        top
    }
    let mut of: HashMap<i64, i64> = all.map(|id| (id, id)).collect();
    for (a, b) in links {
        let (a, b) = (first(&mut of, a), first(&mut of, b));
        of.insert(a.max(b), a.min(b));
    }
    let ids: Vec<i64> = of.keys().copied().collect();
    ids.into_iter().map(|id| (id, first(&mut of, id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::path::{Path, PathBuf};

    /// What `floors.json` says of ledgers; the rest of it is held by tests of the program.
    #[derive(Deserialize)]
    struct Floors {
        ledger: Section,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Section {
        #[serde(rename = "about")]
        _about: String,
        seed: u64,
        reports: u64,
        /// From a line and a column (`stories.F1`) to its floor.
        floors: BTreeMap<String, f64>,
    }

    /// A ledger of made-up reports in a folder that goes away with the test.
    struct Recorded(PathBuf);

    impl Recorded {
        fn new(name: &str, seed: u64, count: u64) -> (Self, Ledger) {
            let folder = std::env::temp_dir().join(format!("sayso-score-{}-{name}", std::process::id()));
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).unwrap();
            let it = Self(folder);
            let mut ledger = Ledger::open(&it.0.join("made-up.sayso")).unwrap();
            reports(seed, 0..count).for_each(|report| {
                ledger.record(&report.record).unwrap();
            });
            (it, ledger)
        }
    }

    impl Drop for Recorded {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn column(line: &Line, name: &str) -> Option<f64> {
        Some(match name {
            "precision" => line.precision(),
            "recall" => line.recall(),
            "F1" => line.f1(),
            _ => return None,
        })
    }

    #[test]
    fn no_comparison_is_below_its_floor() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../floors.json");
        let floors: Floors = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let Section { seed, reports, floors, .. } = floors.ledger;
        let (_folder, ledger) = Recorded::new("floors", seed, reports);
        let score = score(&ledger, seed, reports).unwrap();
        assert_eq!(score.reports, reports, "reports are lost, or taken for others");
        let mut faults = Vec::new();
        for (figure, floor) in &floors {
            let (name, of) = figure.rsplit_once('.').expect("LINE.COLUMN");
            match score.lines.iter().find(|it| it.name == name).and_then(|it| column(it, of)) {
                Some(value) if value >= *floor => {}
                Some(value) => faults.push(format!("{figure} is {value:.4}, its floor {floor:.4}")),
                None => faults.push(format!("no {figure} is measured")),
            }
        }
        let bare = score.lines.iter().filter(|it| !floors.contains_key(&format!("{}.F1", it.name)));
        faults.extend(bare.map(|it| format!("{}.F1 is {:.4} and has no floor", it.name, it.f1())));
        assert!(faults.is_empty(), "ledger in floors.json:\n{}", faults.join("\n"));
    }

    /// A ledger that puts everything or nothing together must not look like a good one.
    #[test]
    fn what_is_torn_apart_or_thrown_together_is_counted_against_it() {
        let (_folder, ledger) = Recorded::new("torn", 3, 96);
        let story = || score(&ledger, 3, 96).unwrap().lines.into_iter().find(|it| it.name == "stories").unwrap();
        let change = |sql: &str| ledger.connection.execute_batch(sql).unwrap();
        let found = story();
        change("PRAGMA foreign_keys = off; UPDATE document SET story = 1");
        let one = story();
        assert!(one.recall() == 1.0 && one.precision() < 0.5 && one.f1() < found.f1(), "{one:?}");
        assert_eq!(one.belong, found.belong);
        change("UPDATE document SET story = NULL");
        let none = story();
        assert_eq!((none.found, none.right, none.f1()), (0, 0, 0.0));
        change("DELETE FROM copy; DELETE FROM difference; UPDATE statement SET quotation = NULL");
        let score = score(&ledger, 3, 96).unwrap();
        let left: Vec<&str> = score.lines.iter().filter(|it| it.found > 0).map(|it| it.name).collect();
        // Later versions of a page are still known for what they are.
        assert_eq!((score.links, left), (0, vec!["near-copies", "same events"]));
    }

    #[test]
    fn pairs_are_counted_by_hand() {
        // Three of one group, of whom two are found; the third is found with the one of another group.
        let line = grouped("ships", [('a', 1), ('a', 1), ('a', 2), ('b', 2)].into_iter());
        assert_eq!((line.belong, line.found, line.right), (3, 2, 1));
        assert_eq!((line.precision(), line.recall()), (0.5, 1.0 / 3.0));
        assert!((line.f1() - 0.4).abs() < 1e-12);
        let kinds = by_kind("ships", [vec![('x', 1), ('x', 1), ('y', 2)], vec![('y', 2)]].into_iter());
        let counts: Vec<_> = kinds.iter().map(|it| (it.name.as_str(), it.right, it.belong)).collect();
        assert_eq!(counts, [("ships 'x'", 2, 4), ("ships 'y'", 0, 2)]);
        let of = joined(1..=6, [(5, 3), (3, 4), (6, 5), (2, 1)].into_iter());
        assert_eq!((1..=6).map(|id| of[&id]).collect::<Vec<_>>(), [1, 1, 3, 3, 3, 3]);
    }
}
