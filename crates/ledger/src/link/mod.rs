//! What a new report has in common with those that are there, found while it is recorded, in the same transaction.
//!
//! Each module stores keys of `compare` and asks it about the few rows that share one; how many are looked at is bounded, so that the
//! millionth report costs no more than the thousandth. Groups go by the lowest row in them.
//!
//! | module | puts together |
//! | --- | --- |
//! | `copies` | near-copies of a report |
//! | `stories` | reports about the same happenings |
//! | `quotations` | statements that are one quotation |
//! | `events` | records of one event |
//! | `figures` | figures about one thing that cannot both hold |

mod copies;
mod events;
mod figures;
mod quotations;
mod stories;

pub(crate) use events::{EventRow, iso};
pub(crate) use figures::{FigureRow, key_of as figure_key, keys_anew as figure_keys_anew};

use rusqlite::{Connection, Result, params};
use sayso_wire::Record;

/// A report that has just been recorded.
#[derive(Clone, Copy)]
pub(crate) struct Report<'a> {
    /// Its row.
    pub(crate) document: i64,
    /// Its reading.
    pub(crate) reading: i64,
    /// Its day.
    pub(crate) day: i64,
    /// What was read in it.
    pub(crate) record: &'a Record,
}

/// Links what a reading found, and the report itself if it was not there before or has other words now.
pub(crate) fn link(c: &Connection, it: Report<'_>, is_new: bool) -> Result<()> {
    let alike = if is_new {
        copies::link(c, it)?;
        Some(stories::link(c, it)?)
    } else {
        None
    };
    quotations::link(c, it)?;
    events::link(c, it)?;
    figures::link(c, it, alike)
}

/// Puts rows of a table into one group, with the groups that they are in: `column` holds the lowest row of the group.
fn group(c: &Connection, table: &str, column: &str, row: i64, others: &[i64]) -> Result<()> {
    let mut of = c.prepare_cached(&format!("SELECT coalesce({column}, id) FROM {table} WHERE id = ?"))?;
    let mut roots = Vec::new();
    for row in others.iter().chain([&row]) {
        roots.push(of.query_row([row], |found| found.get::<_, i64>(0))?);
    }
    let Some(root) = roots.iter().copied().min() else { return Ok(()) };
    let mut move_all = c.prepare_cached(&format!("UPDATE {table} SET {column} = ?1 WHERE {column} = ?2 OR id = ?2"))?;
    roots.sort_unstable();
    roots.dedup();
    for of in roots {
        move_all.execute([root, of])?;
    }
    c.prepare_cached(&format!("UPDATE {table} SET {column} = ?1 WHERE id = ?2"))?.execute(params![root, row])?;
    Ok(())
}

/// A key of `compare` as SQLite keeps it; those keys have 48 bits.
fn stored(key: u64) -> i64 {
    i64::try_from(key).unwrap_or(i64::MAX)
}
