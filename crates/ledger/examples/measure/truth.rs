//! What a ledger puts side by side, against what is known of the reports in it.
//!
//! Everything is counted in pairs of rows that belong together: of those found, how many do (precision), and of those that do, how many
//! are found (recall). A page that was replaced by a later version counts among copies alone.

use rusqlite::Connection;
use sayso_ledger::generator::{Kind, Truth, Value, Variant, reports};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fmt::Debug;
use std::hash::Hash;
use std::path::Path;

/// A report of the ledger with what is known of it.
struct Known {
    truth: Truth,
    story: Option<i64>,
    in_force: bool,
    earlier: Option<i64>,
}

/// Prints precision, recall and F1 of all that is compared.
pub(crate) fn measure(path: &Path, seed: u64, there: u64) -> Result<(), Box<dyn Error>> {
    let c = super::reading(path)?;
    let known = known(&c, seed, there)?;
    if known.len() as u64 != there {
        println!("LOST OR TWICE: {} of {there} reports are there", known.len());
    }
    println!("{:<34} {:>9} {:>9} {:>7} {:>10} {:>10}", "pairs", "precision", "recall", "F1", "true", "found");
    copies(&c, &known)?;
    quotations(&c, &known)?;
    stories(&known);
    happenings(&c, &known)?;
    differences(&c, &known)
}

/// The documents by their rows; reports are made again one after the other.
fn known(c: &Connection, seed: u64, there: u64) -> Result<HashMap<i64, Known>, Box<dyn Error>> {
    let mut rows = HashMap::new();
    let mut all = c.prepare("SELECT name, id, story, replaced, earlier FROM document")?;
    let told =
        all.query_map([], |row| Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))))?;
    for row in told {
        let (name, it): (String, (i64, Option<i64>, bool, Option<i64>)) = row?;
        rows.insert(name, it);
    }
    let one = |it: sayso_ledger::generator::Report| {
        let (id, story, replaced, earlier) = *rows.get(&it.record.document.id)?;
        Some((id, Known { truth: it.truth, story, in_force: !replaced, earlier }))
    };
    Ok(reports(seed, 0..there).filter_map(one).collect())
}

#[allow(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^53")]
fn line(name: &str, right: u64, true_: u64, found: u64) {
    let share = |of: u64| if of == 0 { f64::NAN } else { right as f64 / of as f64 };
    let (precision, recall) = (share(found), share(true_));
    let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    println!("{name:<34} {precision:>9.4} {recall:>9.4} {f1:>7.4} {true_:>10} {found:>10}");
}

/// Pairs among so many.
fn pairs(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

/// Counts pairs of items, each with its true group and the group it was found in.
fn grouped<T: Hash + Eq, F: Hash + Eq>(name: &str, items: impl Iterator<Item = (T, F)>) {
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
    line(name, sum(&mut of_both.into_values()), sum(&mut of_true.into_values()), sum(&mut of_found.into_values()));
}

/// Recall by what the members of a pair are: which kinds are missed.
fn by_kind<K: Copy + Ord + Debug>(of: &str, groups: impl Iterator<Item = Vec<(K, i64)>>) {
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
    for (kind, [right, all]) in counts {
        #[allow(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^53")]
        let recall = right as f64 / all as f64;
        println!("  {:<32} {:>9} {recall:>9.4} {:>7} {all:>10}", format!("{of} {kind:?}"), "", "");
    }
}

fn copies(c: &Connection, known: &HashMap<i64, Known>) -> Result<(), Box<dyn Error>> {
    let mut links: Vec<(i64, i64)> = known.iter().filter_map(|(id, it)| Some((*id, it.earlier?))).collect();
    let mut rows = c.prepare("SELECT document, of FROM copy")?;
    let told: Vec<(i64, i64)> = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let group = |id: i64| known.get(&id).map(|it| it.truth.group);
    let right = told.iter().filter(|(a, b)| group(*a).is_some() && group(*a) == group(*b)).count();
    println!("links between copies: {}, of them right {right}", told.len());
    links.extend(told);
    let found = joined(known.keys().copied(), &links);
    grouped("near-copies", known.iter().map(|(id, it)| (it.truth.group, found[id])));
    by_kind("copies", lists(known.iter().map(|(id, it)| (it.truth.group, (it.truth.kind, found[id])))));
    Ok(())
}

/// The first of all that are linked, directly or by others.
fn joined(all: impl Iterator<Item = i64>, links: &[(i64, i64)]) -> HashMap<i64, i64> {
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
        let (a, b) = (first(&mut of, *a), first(&mut of, *b));
        of.insert(a.max(b), a.min(b));
    }
    let ids: Vec<i64> = of.keys().copied().collect();
    ids.into_iter().map(|id| (id, first(&mut of, id))).collect()
}

/// Items by their group.
fn lists<G: Hash + Eq, T>(items: impl Iterator<Item = (G, T)>) -> impl Iterator<Item = Vec<T>> {
    let mut groups: HashMap<G, Vec<T>> = HashMap::new();
    for (group, item) in items {
        groups.entry(group).or_default().push(item);
    }
    groups.into_values()
}

/// A row of a table of findings: document, number in its record, row, group or else the row itself.
type Finding = (i64, u32, i64, i64);

/// Rows of a table of findings in force.
fn findings(c: &Connection, table: &str, group: &str) -> Result<Vec<Finding>, Box<dyn Error>> {
    let sql = format!(
        "SELECT r.document, t.number, t.id, coalesce(t.{group}, t.id) FROM {table} t JOIN reading r ON r.id = t.reading AND r.superseded = 0"
    );
    let mut rows = c.prepare(&sql)?;
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn quotations(c: &Connection, known: &HashMap<i64, Known>) -> Result<(), Box<dyn Error>> {
    let mut items: Vec<(u64, Variant, Kind, i64)> = Vec::new();
    for (document, number, _, found) in findings(c, "statement", "quotation")? {
        let Some(it) = known.get(&document).filter(|it| it.in_force) else { continue };
        if let Some((Some(truth), variant)) = it.truth.quotations.get(number as usize) {
            items.push((*truth, *variant, it.truth.kind, found));
        }
    }
    grouped("quotations", items.iter().map(|it| (it.0, it.3)));
    let own = || items.iter().filter(|it| it.2 == Kind::Own);
    grouped("quotations, without copies", own().map(|it| (it.0, it.3)));
    by_kind("quotations", lists(own().map(|it| (it.0, (it.1, it.3)))));
    Ok(())
}

fn stories(known: &HashMap<i64, Known>) {
    let items = || known.iter().filter(|(_, it)| it.in_force);
    let found = |id: i64, it: &Known| it.story.ok_or(id);
    grouped("stories", items().map(|(id, it)| (it.truth.story, found(*id, it))));
    let own = items().filter(|(_, it)| it.truth.kind == Kind::Own);
    grouped("stories, without copies", own.map(|(id, it)| (it.truth.story, found(*id, it))));
}

fn happenings(c: &Connection, known: &HashMap<i64, Known>) -> Result<(), Box<dyn Error>> {
    let mut items = Vec::new();
    for (document, number, _, found) in findings(c, "event", "happening")? {
        let Some(it) = known.get(&document).filter(|it| it.in_force) else { continue };
        items.extend(it.truth.happenings.get(number as usize).map(|truth| (*truth, found)));
    }
    grouped("same events", items.into_iter());
    Ok(())
}

fn differences(c: &Connection, known: &HashMap<i64, Known>) -> Result<(), Box<dyn Error>> {
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
    for (name, own) in [("differing figures", false), ("differing figures, without copies", true)] {
        let counts = |row: &i64| told.get(row).is_some_and(|it| !own || it.2 == Kind::Own);
        // Figures of one report are put side by side by what reads it, not by the ledger.
        let asked = |(a, b): &&(i64, i64)| counts(a) && counts(b) && told[a].0 != told[b].0;
        let right = found.iter().filter(asked).filter(|(a, b)| differs(*a, *b)).count();
        let mut all = 0;
        for rows in by_subject.values() {
            for (n, a) in rows.iter().enumerate().filter(|(_, a)| counts(a)) {
                all += rows[n + 1..].iter().filter(|b| counts(b) && differs(*a, **b)).count();
            }
        }
        line(name, right as u64, all as u64, found.iter().filter(asked).count() as u64);
    }
    Ok(())
}
