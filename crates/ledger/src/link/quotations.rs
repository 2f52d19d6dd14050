//! Statements that are one quotation: one speaker, nearly the same words.
//!
//! Keys are of the words together with the last word of the speaker's name, so that candidates share both.

use super::{Report, group, stored};
use crate::compare::quotation;
use crate::compare::words::{combine, key};
use crate::keys::folded;
use rusqlite::{Connection, Result};
use rustc_hash::{FxHashMap, FxHashSet};

/// How many statements of one key are looked at, the latest first.
const OF_KEY: i64 = 40;

/// How many candidates are looked at: also those of readings that are superseded, which are not compared.
const LOOKED_AT: usize = 200;

/// How many candidates are compared word by word, and how many of one group.
const CANDIDATES: usize = 16;
const OF_GROUP: usize = 3;

/// A statement as far as it is compared.
struct Told {
    id: i64,
    party: Option<i64>,
    name: String,
    words: String,
    group: i64,
}

const COLUMNS: &str =
    "s.id, coalesce(p.merged_into, p.id), coalesce(s.speaker_name, ''), s.words, coalesce(s.quotation, s.id)
    FROM statement s LEFT JOIN party p ON p.id = s.speaker";

fn told(row: &rusqlite::Row<'_>) -> Result<Told> {
    Ok(Told {
        id: row.get(0)?,
        party: row.get(1)?,
        name: folded(&row.get::<_, String>(2)?),
        words: row.get(3)?,
        group: row.get(4)?,
    })
}

pub(super) fn link(c: &Connection, it: Report<'_>) -> Result<()> {
    let own: Vec<Told> = c
        .prepare_cached(&format!("SELECT {COLUMNS} WHERE s.reading = ?"))?
        .query_map([it.reading], told)?
        .collect::<Result<_>>()?;
    for statement in &own {
        let last = key(statement.name.rsplit(' ').next().unwrap_or_default());
        let keys: Vec<i64> =
            quotation::keys(&statement.words).into_iter().map(|key| stored(combine(&[key, last]))).collect();
        let same = same(c, it, statement, &keys)?;
        if !same.is_empty() {
            group(c, "statement", "quotation", statement.id, &same)?;
        }
        let mut store = c.prepare_cached("INSERT OR IGNORE INTO quotation_key (key, statement) VALUES (?, ?)")?;
        for key in keys {
            store.execute([key, statement.id])?;
        }
    }
    Ok(())
}

/// Statements of other reports that are the same quotation.
fn same(c: &Connection, it: Report<'_>, statement: &Told, keys: &[i64]) -> Result<Vec<i64>> {
    let mut shared: FxHashMap<i64, u32> = FxHashMap::default();
    let mut find =
        c.prepare_cached("SELECT statement FROM quotation_key WHERE key = ? ORDER BY statement DESC LIMIT ?")?;
    for key in keys {
        for other in find.query_map([*key, OF_KEY], |row| row.get(0))? {
            *shared.entry(other?).or_default() += 1;
        }
    }
    let mut candidates: Vec<(i64, u32)> = shared.into_iter().collect();
    // Of those that share as much the latest: the older ones of a report that was read again are superseded.
    candidates.sort_by_key(|(row, count)| (std::cmp::Reverse(*count), std::cmp::Reverse(*row)));
    let mut read = c.prepare_cached(&format!(
        "SELECT {COLUMNS} JOIN reading r ON r.id = s.reading AND r.superseded = 0 AND r.document <> ?2 WHERE s.id = ?1"
    ))?;
    let (mut out, mut settled, mut tried) = (Vec::new(), FxHashSet::default(), FxHashMap::<i64, usize>::default());
    let mut compared = 0;
    for (row, _) in candidates.into_iter().take(LOOKED_AT) {
        let Some(other) = read.query_map([row, it.document], told)?.next().transpose()? else { continue };
        compared += 1;
        if compared > CANDIDATES {
            break;
        }
        let times = tried.entry(other.group).or_default();
        *times += 1;
        // Whoever is in a group with the same one needs no second look, and who is not alike thrice is not.
        if settled.contains(&other.group) || *times > OF_GROUP || !same_speaker(statement, &other) {
            continue;
        }
        if quotation::same_quotation(&statement.words, &other.words) {
            settled.insert(other.group);
            out.push(other.id);
        }
    }
    Ok(out)
}

/// One party; or names that do not tell them apart, where one report has no more than the last name.
fn same_speaker(a: &Told, b: &Told) -> bool {
    let short = |short: &str, long: &str| !short.contains(' ') && long.rsplit(' ').next() == Some(short);
    (a.party.is_some() && a.party == b.party)
        || a.name == b.name
        || (!a.name.is_empty() && !b.name.is_empty() && (short(&a.name, &b.name) || short(&b.name, &a.name)))
}
