//! Records for other programs: tables (CSV, Parquet), JSON Lines, annotations (W3C, brat) and schema.org.
//!
//! Each export takes whole records, one after another, and holds one of them in memory (Parquet: one group of rows).
//! Nothing here asks the ledger's tables, and nothing of a report is trusted: it is quoted or escaped for what reads it.

pub mod brat;
pub mod csv;
mod file;
pub mod jsonl;
pub mod parquet;
pub mod schema_org;
pub mod web_annotation;

use sayso_wire::Record;
use std::borrow::Borrow;
use std::io;
use std::path::{Path, PathBuf};

pub use sayso_wire::flat as rows;
pub(crate) use sayso_wire::flat::Words;

/// In what form records leave the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A folder with one CSV file a kind.
    Csv,
    /// A folder with one Parquet file a kind.
    Parquet,
    /// The record `sayso/1`, one a line.
    JsonLines,
    /// W3C Web Annotations, one a line.
    WebAnnotation,
    /// schema.org's `Quotation` and `Claim` as JSON-LD, one report a line.
    SchemaOrg,
    /// A folder of brat's standoff files, two a report.
    Brat,
}

impl Format {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Parquet, Self::JsonLines, Self::WebAnnotation, Self::SchemaOrg, Self::Brat];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::JsonLines => "jsonl",
            Self::WebAnnotation => "web-annotation",
            Self::SchemaOrg => "schema-org",
            Self::Brat => "brat",
        }
    }

    /// Whether it needs a folder; the others are streams of lines.
    #[must_use]
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::Parquet | Self::Brat)
    }
}

/// Writes records into a folder, which is made if it is not there. Streams of lines become one file `records.jsonl`,
/// `annotations.jsonl` or `schema_org.jsonl`. A file has its name only once it is whole.
///
/// # Errors
/// The first file that cannot be written.
pub fn to_folder<R: Borrow<Record>>(
    records: impl IntoIterator<Item = R>,
    format: Format,
    folder: &Path,
) -> Result<(), Error> {
    match format {
        Format::Csv => csv::write(records, folder),
        Format::Parquet => parquet::write(records, folder),
        Format::Brat => brat::write(records, folder),
        Format::JsonLines | Format::WebAnnotation | Format::SchemaOrg => {
            let name = match format {
                Format::WebAnnotation => "annotations.jsonl",
                Format::SchemaOrg => "schema_org.jsonl",
                _ => "records.jsonl",
            };
            file::folder(folder)?;
            let mut file = file::Whole::create(&folder.join(name))?;
            to_stream(records, format, &mut file).map_err(|source| file.error(source))?;
            file.finish()
        }
    }
}

/// Writes records as lines to a stream.
///
/// # Errors
/// What the stream gives, or [`io::ErrorKind::Unsupported`] for a format that [needs a folder](Format::is_folder).
pub fn to_stream<R: Borrow<Record>>(
    records: impl IntoIterator<Item = R>,
    format: Format,
    out: &mut impl io::Write,
) -> io::Result<()> {
    match format {
        Format::JsonLines => jsonl::write(records, out),
        Format::WebAnnotation => web_annotation::write(records, out),
        Format::SchemaOrg => schema_org::write(records, out, &schema_org::Options::default()),
        Format::Csv | Format::Parquet | Format::Brat => {
            Err(io::Error::new(io::ErrorKind::Unsupported, format!("{} needs a folder", format.name())))
        }
    }
}

/// Why an export stopped.
#[derive(Debug)]
pub enum Error {
    /// A file could not be written.
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A Parquet file could not be written.
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the writer says.
        source: ::parquet::errors::ParquetError,
    },
    /// The file is there already, and may hold somebody's corrections.
    There {
        /// The file.
        path: PathBuf,
    },
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Parquet { path, source } => write!(f, "{}: {source}", path.display()),
            Self::There { path } => {
                write!(f, "{}: is there already and may hold corrections; write to a new folder", path.display())
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            Self::Parquet { source, .. } => Some(source),
            Self::There { .. } => None,
        }
    }
}
