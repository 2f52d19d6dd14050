//! CSV, one file a kind, with a head of column names; RFC 4180, UTF-8.
//!
//! A spreadsheet takes a cell for a formula when it begins with `=`, `+`, `-` or `@`, and a formula may call a program.
//! A cell of text that begins so (or with a tab or a carriage return, which spreadsheets skip), or with apostrophes
//! and then so, gets one apostrophe before it; whoever wants the words takes one apostrophe away from such cells.
//! Numbers are left alone.

use super::rows::{Cell, Kind, Report};
use super::{Error, file};
use sayso_wire::Record;
use std::borrow::{Borrow, Cow};
use std::io::{self, Write};
use std::path::Path;

/// Writes `documents.csv`, `statements.csv`, … into a folder.
///
/// # Errors
/// The first file that cannot be written.
pub fn write<R: Borrow<Record>>(records: impl IntoIterator<Item = R>, folder: &Path) -> Result<(), Error> {
    file::folder(folder)?;
    let mut tables = Vec::new();
    for kind in Kind::ALL {
        let path = folder.join(format!("{}.csv", kind.name()));
        let mut table = ::csv::Writer::from_writer(file::Whole::create(&path)?);
        head(kind, &mut table).map_err(|it| table.get_ref().error(it))?;
        tables.push((kind, table));
    }
    for record in records {
        let report = Report::new(record.borrow());
        for (kind, table) in &mut tables {
            rows(*kind, &report, table).map_err(|it| table.get_ref().error(it))?;
        }
    }
    for (kind, table) in tables {
        let path = folder.join(format!("{}.csv", kind.name()));
        table.into_inner().map_err(|it| Error::File { path, source: it.into_error() })?.finish()?;
    }
    Ok(())
}

/// Writes the table of one kind to a stream.
///
/// # Errors
/// What `out` gives.
pub fn table<R: Borrow<Record>>(
    records: impl IntoIterator<Item = R>,
    kind: Kind,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    head(kind, &mut table)?;
    for record in records {
        rows(kind, &Report::new(record.borrow()), &mut table)?;
    }
    table.flush()
}

fn head(kind: Kind, table: &mut ::csv::Writer<impl Write>) -> io::Result<()> {
    Ok(table.write_record(kind.columns().iter().map(|it| it.name))?)
}

fn rows(kind: Kind, report: &Report<'_>, table: &mut ::csv::Writer<impl Write>) -> io::Result<()> {
    for row in kind.rows(report) {
        for cell in &row {
            match cell {
                Cell::Text(it) => table.write_field(harmless(it).as_bytes())?,
                Cell::Texts(_) => table.write_field(harmless(&cell.to_string()).as_bytes())?,
                _ => table.write_field(cell.to_string())?,
            }
        }
        table.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

/// A cell that no spreadsheet runs. Full-width signs are formulas in some East Asian editions.
fn harmless(text: &str) -> Cow<'_, str> {
    match text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_text_and_can_be_told_apart() {
        for formula in ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''@x"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for plain in ["'tis said", "a=b", "", "“-”", "1-2"] {
            assert_eq!(harmless(plain), plain);
        }
    }
}
