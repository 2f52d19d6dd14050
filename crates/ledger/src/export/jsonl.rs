//! The record `sayso/1`, one a line.

use sayso_wire::Record;
use std::borrow::Borrow;
use std::io::{self, Write};

/// Writes one line a record, ended by `\n`; [`import::json`](crate::import::json) reads them back.
///
/// # Errors
/// What `out` gives.
pub fn write<R: Borrow<Record>>(records: impl IntoIterator<Item = R>, out: &mut impl Write) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(&mut *out, record.borrow())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
