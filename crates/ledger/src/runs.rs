//! What an adding run has done, so that one that was cut off goes on, and what failed.

use crate::{Error, Ledger};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use rustc_hash::FxHashSet;

/// A run of `sayso add` over certain inputs.
#[derive(Debug)]
pub struct Run {
    id: i64,
    /// Names of items that an earlier, unfinished run over the same inputs has dealt with, each with its mark.
    pub done: FxHashSet<String>,
}

impl Run {
    /// Whether an earlier, unfinished run over the same inputs has dealt with an item; with a mark, as long as the item had it then.
    #[must_use]
    pub fn is_done(&self, name: &str, mark: Option<&str>) -> bool {
        self.done.contains(&marked(name, mark))
    }
}

/// How an item is noted.
fn marked(name: &str, mark: Option<&str>) -> String {
    mark.map_or_else(|| name.to_owned(), |mark| format!("{name} ({mark})"))
}

/// An item that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The item: a file, an address, a line of a file.
    pub name: String,
    /// What is wrong with it, as it was said.
    pub why: String,
    /// When it failed first and last, ISO 8601.
    pub first: String,
    /// See `first`.
    pub last: String,
    /// How often.
    pub times: u32,
}

impl Ledger {
    /// Begins a run, or goes on with the unfinished one over the same inputs.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn begin(&mut self, inputs: &[String]) -> Result<Run, Error> {
        let inputs = inputs.join("\n");
        self.change(|c| {
            let unfinished: Option<i64> = c
                .query_row(
                    "SELECT id FROM run WHERE inputs = ? AND finished IS NULL ORDER BY id DESC LIMIT 1",
                    [&inputs],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(id) = unfinished {
                let mut names = c.prepare("SELECT name FROM item WHERE run = ?")?;
                let done = names.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
                return Ok(Run { id, done });
            }
            c.execute("INSERT INTO run (inputs, started) VALUES (?, ?)", [&inputs, &Timestamp::now().to_string()])?;
            Ok(Run { id: c.last_insert_rowid(), done: FxHashSet::default() })
        })
    }

    /// Notes that an item is dealt with; an earlier failure of it is forgotten. The mark tells what it was like, where its name
    /// alone does not say that it is the same.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn done(&mut self, run: &Run, name: &str, mark: Option<&str>) -> Result<(), Error> {
        self.change(|c| {
            c.prepare_cached("INSERT OR IGNORE INTO item (run, name) VALUES (?, ?)")?
                .execute(params![run.id, marked(name, mark)])?;
            c.prepare_cached("DELETE FROM failure WHERE name = ?")?.execute([name])?;
            Ok(())
        })
    }

    /// Notes that an item could not be read, and why.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn failed(&mut self, name: &str, why: &str) -> Result<(), Error> {
        let now = Timestamp::now().to_string();
        self.change(|c| {
            c.prepare_cached(
                "INSERT INTO failure (name, why, first, last, times) VALUES (?1, ?2, ?3, ?3, 1)
                 ON CONFLICT (name) DO UPDATE SET why = ?2, last = ?3, times = times + 1",
            )?
            .execute(params![name, why, now])?;
            Ok(())
        })
    }

    /// Ends a run: nothing is left to go on with.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn finish(&mut self, run: &Run) -> Result<(), Error> {
        self.change(|c| {
            c.execute("UPDATE run SET finished = ?2 WHERE id = ?1", params![run.id, Timestamp::now().to_string()])?;
            c.execute("DELETE FROM item WHERE run = ?", [run.id])?;
            Ok(())
        })
    }

    /// What could not be read, the latest first.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn failures(&self) -> Result<Vec<Failure>, Error> {
        self.ask(|c| {
            let mut rows = c.prepare("SELECT name, why, first, last, times FROM failure ORDER BY last DESC, name")?;
            let one = |row: &rusqlite::Row<'_>| {
                Ok(Failure {
                    name: row.get(0)?,
                    why: row.get(1)?,
                    first: row.get(2)?,
                    last: row.get(3)?,
                    times: row.get(4)?,
                })
            };
            rows.query_map([], one)?.collect()
        })
    }
}
