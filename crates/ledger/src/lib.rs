//! The ledger: many reports side by side, in one SQLite file.
//!
//! A report's record goes in whole with [`Ledger::record`], in one transaction; what was read in it stands in strict tables of plain words
//! beside it, with full text over reports and statements. Nothing that was recorded is ever taken out: a newer reader's reading supersedes
//! the older one, a changed page makes a new version, and what people decide is kept apart and stands above both.
//!
//! | module | purpose |
//! | --- | --- |
//! | `schema` | the tables, as numbered SQL |
//! | `record` | a record to rows |
//! | `register` | people, bodies and places across reports |
//! | `runs` | what an adding run has done, and what failed |
//! | `correct`, `decided` | what people correct, above what is read; undone and done again |
//! | `link` | what a new report has in common with those that are there |
//! | `compare` | what is the same, alike or different, without a ledger at hand |
//! | `export`, `import` | records as tables, annotations and standoff, and corrections that come back |
//! | `ask` | questions, and answers that carry their words and their source |
//! | `generator` | made-up reports to measure with, and the measuring; only built for tests and where it is asked for |

pub mod ask;
pub mod compare;
mod correct;
mod decided;
mod error;
pub mod export;
#[cfg(any(test, feature = "generator"))]
pub mod generator;
pub mod import;
mod keys;
mod link;
mod record;
mod register;
mod rows;
mod runs;
mod schema;

pub use correct::Corrected;
pub use decided::{Changed, Decided, HowChanged};
pub use error::{Error, What};
pub use keys::digest;
pub use record::Recorded;
pub use runs::{Failure, Run};

use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a process waits for another one that is writing.
const PATIENCE: Duration = Duration::from_secs(120);

/// A ledger file that is open.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
}

impl Ledger {
    /// Opens a ledger to add to it; one that is not there is made, one of an earlier version brought up to date.
    ///
    /// # Errors
    /// If the file cannot be written, is no ledger, or was written by a later version.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let at = |error| Error::at(path, error);
        let mut connection = Connection::open(path).map_err(at)?;
        settle(&connection).map_err(at)?;
        // Nothing is changed in a file that is something else, or that a later version wrote.
        schema::recognised(&connection, path)?;
        // Readers go on while somebody writes, and a killed writer leaves whole transactions alone.
        connection.pragma_update(None, "journal_mode", "wal").map_err(at)?;
        connection.pragma_update(None, "synchronous", "normal").map_err(at)?;
        connection.pragma_update(None, "wal_autocheckpoint", PAGES_BESIDE).map_err(at)?;
        schema::bring_up_to_date(&mut connection, path)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Opens a ledger to ask it; nothing is written, also where the folder could not be. In such a folder what is in the file alone is
    /// seen, not what another process has written beside it and not yet brought in.
    ///
    /// # Errors
    /// If there is no such ledger, or this version cannot read it.
    pub fn open_to_ask(path: &Path) -> Result<Self, Error> {
        let at = |error| Error::at(path, error);
        if !path.is_file() {
            return Err(Error::new(path, What::Missing));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let open = |address: &str| -> Result<Connection, rusqlite::Error> {
            let connection = Connection::open_with_flags(address, flags)?;
            settle(&connection)?;
            // Fails here where the files beside the ledger can be neither found nor made.
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(connection)
        };
        let address = schema::address(path);
        let connection = match open(&address) {
            Err(error) if schema::cannot_open(&error) => open(&format!("{address}?immutable=1")).map_err(at)?,
            other => other.map_err(at)?,
        };
        schema::check(&connection, path)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Gives up every question from now on for which `tired` says so; it is asked some thousand times a second while one runs.
    ///
    /// # Errors
    /// If SQLite will not be stopped.
    pub fn give_up_when(&mut self, tired: impl FnMut() -> bool + Send + 'static) -> Result<(), Error> {
        let set = self.connection.progress_handler(STEPS, Some(tired));
        set.map_err(|error| Error::at(&self.path, error))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file is whole, as SQLite itself checks it.
    ///
    /// # Errors
    /// If it is not; the message says where.
    pub fn check(&self) -> Result<(), Error> {
        let found: String = self.ask(|c| c.query_row("PRAGMA integrity_check", [], |row| row.get(0)))?;
        if found == "ok" { Ok(()) } else { Err(Error::new(&self.path, What::Damaged(found))) }
    }

    /// Runs a question.
    fn ask<T>(&self, question: impl FnOnce(&Connection) -> Result<T, rusqlite::Error>) -> Result<T, Error> {
        question(&self.connection).map_err(|error| Error::at(&self.path, error))
    }

    /// Runs changes in one transaction: all of them or none.
    fn change<T>(&mut self, changes: impl FnOnce(&Connection) -> Result<T, rusqlite::Error>) -> Result<T, Error> {
        let path = &self.path;
        let at = |error| Error::at(path, error);
        // Whoever waits for the right to write only at the first change could find its view outdated.
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(at)?;
        let done = changes(&transaction).map_err(at)?;
        transaction.commit().map_err(at)?;
        Ok(done)
    }
}

/// Steps of SQLite's machine between two looks at whether to give up; it does some ten million a second.
const STEPS: i32 = 10_000;

/// Pages written beside the file before they are brought into it: most are written again for the next reports.
const PAGES_BESIDE: u32 = 8192;

fn settle(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.execute_batch("PRAGMA foreign_keys = on; PRAGMA cache_size = -65536; PRAGMA temp_store = memory;")
}
