//! The tables of a ledger as numbered SQL, and how an older file is brought up to date.

use crate::{Error, What, correct, link};
use rusqlite::{Connection, ErrorCode, Result as Done, TransactionBehavior};
use std::path::Path;

/// What brings a ledger from one version to the next.
struct Step {
    sql: &'static str,
    /// What SQL cannot compute.
    then: fn(&Connection) -> Done<()>,
}

/// A step that was released is never changed; a new one goes after the last.
const STEPS: &[Step] = &[
    Step { sql: include_str!("schema/0001_ledger.sql"), then: |_| Ok(()) },
    Step { sql: include_str!("schema/0002_party_names.sql"), then: link::figure_keys_anew },
    Step { sql: include_str!("schema/0003_who_decided.sql"), then: correct::own_readings },
];

/// The earliest version that can be asked as it is; the steps since then made questions faster, and keep more of what people decide.
const ASKABLE: usize = 1;

/// What `file` and SQLite's header tell a ledger by: `Says`.
const APPLICATION: i64 = 0x5361_7973;

/// Makes the tables that are not there yet, each step in one transaction.
pub(crate) fn bring_up_to_date(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let at = |error| Error::at(path, error);
    // Two processes may begin at once: what the file is, is looked at with the right to write.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(at)?;
    let done = version(&transaction, path)?;
    for (number, step) in STEPS.iter().enumerate().skip(done) {
        transaction.execute_batch(step.sql).map_err(at)?;
        (step.then)(&transaction).map_err(at)?;
        transaction.pragma_update(None, "user_version", i64::try_from(number + 1).unwrap_or(i64::MAX)).map_err(at)?;
    }
    if done == 0 {
        transaction.pragma_update(None, "application_id", APPLICATION).map_err(at)?;
    }
    transaction.commit().map_err(at)
}

/// That this version can ask the file.
pub(crate) fn check(connection: &Connection, path: &Path) -> Result<(), Error> {
    match version(connection, path)? {
        0 => Err(Error::new(path, What::NoLedger)),
        done if done < ASKABLE => Err(Error::new(path, What::TooOld)),
        _ => Ok(()),
    }
}

/// That the file is a ledger of this version or an earlier one, or empty.
pub(crate) fn recognised(connection: &Connection, path: &Path) -> Result<(), Error> {
    version(connection, path).map(|_| ())
}

/// How many steps the file has behind it; 0 for an empty one.
fn version(connection: &Connection, path: &Path) -> Result<usize, Error> {
    let number = |name| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    let at = |error| Error::at(path, error);
    let (application, version) = (number("application_id").map_err(at)?, number("user_version").map_err(at)?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(at)?;
    match usize::try_from(version) {
        _ if application != APPLICATION && (tables > 0 || version != 0) => Err(Error::new(path, What::NoLedger)),
        Ok(version) if version <= STEPS.len() => Ok(version),
        _ => Err(Error::new(path, What::TooNew(version))),
    }
}

/// The file as an address, so that settings can follow it.
pub(crate) fn address(path: &Path) -> String {
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    // What follows two slashes would be taken for the name of a machine.
    if escaped.starts_with('/') { format!("file://{escaped}") } else { format!("file:{escaped}") }
}

/// Whether the files that SQLite keeps beside a ledger could not be made.
pub(crate) fn cannot_open(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}
