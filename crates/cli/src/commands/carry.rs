//! `sayso export` and `sayso import`: a ledger for other programs, and what people corrected there.

use super::{PARTLY, ask};
use crate::args::{Color, ExportArgs, ExportFormat, ImportArgs, Stream};
use crate::formats::{gdelt, plover};
use crate::output::{self, Output};
use anyhow::{Context as _, Result, bail};
use sayso_ledger::Ledger;
use sayso_ledger::export::{self, Format};
use sayso_ledger::import::{self, Imported};
use sayso_wire::Record;
use std::cell::Cell;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn export(args: &ExportArgs) -> Result<ExitCode> {
    let ledger = ask::open(&args.file)?;
    let failed = Cell::new(0);
    let (records, folder) = (readable(&ledger, &failed), args.output.as_deref());
    match args.format {
        ExportFormat::Csv => write(records, Format::Csv, folder)?,
        ExportFormat::Parquet => write(records, Format::Parquet, folder)?,
        ExportFormat::Jsonl => write(records, Format::JsonLines, folder)?,
        ExportFormat::WebAnnotation => write(records, Format::WebAnnotation, folder)?,
        ExportFormat::SchemaOrg => write(records, Format::SchemaOrg, folder)?,
        ExportFormat::Brat => write(records, Format::Brat, folder)?,
        ExportFormat::Gdelt => gdelt_rows(records, folder)?,
        ExportFormat::Plover => plover_lines(records, folder)?,
    }
    Ok(if failed.get() == 0 { ExitCode::SUCCESS } else { PARTLY.into() })
}

/// The records of a ledger; one that cannot be read is said to be, and counted.
fn readable<'a>(ledger: &'a Ledger, failed: &'a Cell<usize>) -> impl Iterator<Item = Record> + 'a {
    ledger.records().filter_map(|record| {
        record
            .map_err(|error| {
                failed.set(failed.get() + 1);
                output::complain(&error.to_string());
            })
            .ok()
    })
}

fn write(records: impl Iterator<Item = Record>, format: Format, folder: Option<&Path>) -> Result<()> {
    let Some(folder) = folder else {
        if format.is_folder() {
            bail!("{}: several files, so --output has to name a folder", format.name());
        }
        let mut out = Output::open(None, Color::Never)?;
        let mut out = BufWriter::new(out.sink());
        let written = export::to_stream(records, format, &mut out).and_then(|()| out.flush());
        return written.context("the output cannot be written");
    };
    Ok(export::to_folder(records, format, folder)?)
}

fn gdelt_rows(records: impl Iterator<Item = Record>, folder: Option<&Path>) -> Result<()> {
    let Some(folder) = folder else { bail!("gdelt: three files, so --output has to name a folder") };
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut files = Vec::new();
    for stream in Stream::ALL {
        files.push(Output::open(Some(&folder.join(format!("sayso{}", stream.ending()))), Color::Never)?);
    }
    for record in records {
        let rows = gdelt::rows(&record);
        for (file, rows) in files.iter_mut().zip([&rows.events, &rows.mentions, &rows.gkg]) {
            file.write(rows)?;
        }
    }
    Ok(())
}

fn plover_lines(records: impl Iterator<Item = Record>, folder: Option<&Path>) -> Result<()> {
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let mut out = Output::open(folder.map(|folder| folder.join("plover.jsonl")).as_deref(), Color::Never)?;
    for record in records {
        out.write(&plover::lines(&record))?;
    }
    Ok(())
}

pub(super) fn import(args: &ImportArgs) -> Result<ExitCode> {
    // A ledger that is not there is not made.
    let mut ledger = Ledger::open(ask::open(&args.file)?.path())?;
    let (mut reports, mut corrections, mut wrong) = (0, 0, 0);
    for path in &args.paths {
        let mut take = |imported: Imported| {
            for fault in &imported.faults {
                wrong += 1;
                output::complain(&fault.to_string());
            }
            if imported.record.is_none() {
                return;
            }
            match ledger.correct(&imported) {
                Ok(done) => {
                    reports += usize::from(done.corrections > 0);
                    corrections += done.corrections;
                    wrong += done.unapplied;
                }
                Err(error) => {
                    wrong += 1;
                    output::complain(&error.to_string());
                }
            }
        };
        if path.is_dir() {
            import::brat::read(path).with_context(|| path.display().to_string())?.for_each(&mut take);
        } else {
            let file = File::open(path).with_context(|| path.display().to_string())?;
            import::json::read(BufReader::new(file), &path.display().to_string()).for_each(&mut take);
        }
    }
    output::complain(&format!("{corrections} corrections in {reports} reports kept"));
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { PARTLY.into() })
}
