//! What can go wrong with a ledger, always with the file's name.

use std::fmt;
use std::path::{Path, PathBuf};

/// Something that went wrong with a ledger.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    /// What it was.
    pub what: What,
}

/// What went wrong.
#[derive(Debug)]
pub enum What {
    /// There is no such file.
    Missing,
    /// The file is something else.
    NoLedger,
    /// It was written by a version that knows more; its number of the schema.
    TooNew(i64),
    /// It is older than this version and has to be opened to write once.
    TooOld,
    /// SQLite's check of the file found this.
    Damaged(String),
    /// The disk is full.
    Full,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// A question was given up; see [`Ledger::give_up_when`](crate::Ledger::give_up_when).
    GivenUp,
    /// A question or a value that cannot be meant.
    Question(String),
    /// Something that was named by its number is not there.
    Absent(String),
    /// What is wanted is so already.
    Already(String),
    /// Anything else that SQLite says.
    Sqlite(rusqlite::Error),
}

impl Error {
    pub(crate) fn new(path: &Path, what: What) -> Self {
        Self { path: path.to_owned(), what }
    }

    pub(crate) fn at(path: &Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let what = match error.sqlite_error_code() {
            Some(Code::DiskFull) => What::Full,
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => What::ReadOnly,
            Some(Code::OperationInterrupted) => What::GivenUp,
            Some(Code::NotADatabase) => What::NoLedger,
            Some(Code::DatabaseCorrupt) => What::Damaged(error.to_string()),
            _ => What::Sqlite(error),
        };
        Self::new(path, what)
    }

    /// Whether nothing more can be recorded, so that going on is of no use.
    pub fn is_lasting(&self) -> bool {
        matches!(self.what, What::Full | What::ReadOnly | What::NoLedger | What::Damaged(_) | What::TooNew(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "there is no such ledger; `sayso add` makes one"),
            Self::NoLedger => write!(f, "is no ledger of sayso"),
            Self::TooNew(version) => write!(f, "was written by a later version of sayso (schema {version})"),
            Self::TooOld => {
                write!(f, "was written by an earlier version of sayso; `sayso add` once brings it up to date")
            }
            Self::Damaged(how) => write!(f, "is damaged: {how}"),
            Self::Full => write!(f, "the disk is full"),
            Self::ReadOnly => write!(f, "cannot be written"),
            Self::GivenUp => write!(f, "it took too long to answer"),
            Self::Question(why) | Self::Absent(why) | Self::Already(why) => write!(f, "{why}"),
            Self::Sqlite(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Error {}
