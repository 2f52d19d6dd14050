//! Near-copies of a report: an agency's story in several outlets, a page worked on.

use super::{Report, stored};
use crate::compare::near::{self, Kind};
use crate::compare::words::words;
use rusqlite::{Connection, Result, params};
use rustc_hash::FxHashMap;

/// How many reports of one key are looked at, the latest first.
const OF_KEY: i64 = 60;

/// How many candidates are compared word by word.
const CANDIDATES: usize = 12;

/// Marks keys of passages, above the 48 bits that keys have.
const PASSAGE: i64 = 1 << 48;

pub(super) fn link(c: &Connection, it: Report<'_>) -> Result<()> {
    let text = words(&it.record.document.text);
    let Some(signature) = near::signature(&text) else { return Ok(()) };
    let bands = near::bands(&signature).into_iter().map(stored);
    let passages = near::passages(&text).into_iter().map(|key| stored(key) | PASSAGE);
    let keys: Vec<i64> = bands.chain(passages).collect();
    let mut shared: FxHashMap<i64, (u32, u32)> = FxHashMap::default();
    let mut find = c.prepare_cached("SELECT document FROM copy_key WHERE key = ? ORDER BY document DESC LIMIT ?")?;
    for key in &keys {
        for document in find.query_map([*key, OF_KEY], |row| row.get(0))? {
            let count = shared.entry(document?).or_default();
            if key & PASSAGE == 0 { count.0 += 1 } else { count.1 += 1 }
        }
    }
    let mut candidates: Vec<(i64, (u32, u32))> =
        shared.into_iter().filter(|(_, (band, passage))| *band > 0 || *passage > 1).collect();
    candidates.sort_by_key(|(document, (band, passage))| (std::cmp::Reverse(band + passage), *document));
    let mut read = c.prepare_cached("SELECT text FROM document WHERE id = ? AND replaced = 0")?;
    let mut compared = 0;
    for (document, _) in candidates {
        // Versions that a page had before are not compared.
        let Some(other) = read.query_map([document], |row| row.get::<_, String>(0))?.next().transpose()? else {
            continue;
        };
        compared += 1;
        if compared > CANDIDATES {
            break;
        }
        if let Some(copy) = near::copy(&text, &words(&other)) {
            let kind = match copy.kind {
                Kind::Same => "same",
                Kind::Excerpt => "excerpt",
                Kind::Revised => "revised",
            };
            c.prepare_cached("INSERT OR REPLACE INTO copy (document, of, kind, share) VALUES (?, ?, ?, ?)")?
                .execute(params![it.document, document, kind, f64::from(copy.of_first.max(copy.of_second))])?;
        }
    }
    let mut store = c.prepare_cached("INSERT OR IGNORE INTO copy_key (key, document) VALUES (?, ?)")?;
    for key in keys {
        store.execute([key, it.document])?;
    }
    Ok(())
}
