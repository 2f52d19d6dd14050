//! Any question in SQL. The ledger is open for reading alone, so that nothing can be changed.

use crate::{Error, Ledger, What};
use rusqlite::types::ValueRef;

/// An answer to SQL.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The cells of each row.
    pub rows: Vec<Vec<Cell>>,
    /// Whether there were more rows than were asked for.
    pub more: bool,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Whole(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes; how many.
    Bytes(usize),
}

impl Ledger {
    /// Answers a question in SQL with up to `limit` rows.
    ///
    /// # Errors
    /// If SQLite does not understand the question, or it would change the ledger.
    pub fn sql(&self, question: &str, limit: usize) -> Result<Rows, Error> {
        // Some settings change a file and count as questions to SQLite: whoever may write does not ask over that connection.
        if !self.connection.is_readonly("main").map_err(|error| Error::at(self.path(), error))? {
            return Self::open_to_ask(self.path())?.sql(question, limit);
        }
        let refused = |why: String| Error::new(self.path(), What::Question(why));
        let said = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => Error::at(self.path(), error),
            _ => refused(error.to_string()),
        };
        let mut statement = self.connection.prepare(question).map_err(said)?;
        if !statement.readonly() || statement.column_count() == 0 {
            return Err(refused(
                "only questions are answered (SELECT …); the ledger is changed by `sayso add` and decisions alone"
                    .into(),
            ));
        }
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let (mut found, mut out) = (statement.query([]).map_err(said)?, Vec::new());
        while let Some(row) = found.next().map_err(said)? {
            if out.len() == limit {
                return Ok(Rows { columns, rows: out, more: true });
            }
            let cell = |i: usize| {
                Ok(match row.get_ref(i)? {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(n) => Cell::Whole(n),
                    ValueRef::Real(n) => Cell::Real(n),
                    ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Cell::Bytes(bytes.len()),
                })
            };
            out.push((0..columns.len()).map(cell).collect::<Result<_, _>>().map_err(said)?);
        }
        Ok(Rows { columns, rows: out, more: false })
    }
}
