//! `sayso export` and `sayso import`: a ledger for other programs, and what people corrected there.

use super::{PARTLY, ask};
use crate::args::{ExportArgs, ExportFormat, ImportArgs};
use crate::formats::{gdelt, plover};
use crate::output::{self, Output};
use anyhow::{Context as _, Result, bail};
use sayso_ledger::Ledger;
use sayso_ledger::export::{self, Format};
use sayso_ledger::import::{self, Imported};
use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn export(args: &ExportArgs) -> Result<ExitCode> {
    let ledger = ask::open(&args.file)?;
    let format = match args.format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Parquet => Format::Parquet,
        ExportFormat::Jsonl => Format::JsonLines,
        ExportFormat::WebAnnotation => Format::WebAnnotation,
        ExportFormat::SchemaOrg => Format::SchemaOrg,
        ExportFormat::Brat => Format::Brat,
        ExportFormat::Gdelt => return gdelt_rows(&ledger, args.output.as_deref()),
        ExportFormat::Plover => return plover_lines(&ledger, args.output.as_deref()),
    };
    match &args.output {
        Some(folder) => export::to_folder(ledger.records(), format, folder)?,
        None if format.is_folder() => bail!("{}: several files, so --output has to name a folder", format.name()),
        None => {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            export::to_stream(ledger.records(), format, &mut out)
                .and_then(|()| out.flush())
                .context("the output cannot be written")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn gdelt_rows(ledger: &Ledger, folder: Option<&Path>) -> Result<ExitCode> {
    let Some(folder) = folder else { bail!("gdelt: three files, so --output has to name a folder") };
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut files = Vec::new();
    for stream in crate::args::Stream::ALL {
        files.push(Output::open(Some(&folder.join(format!("sayso{}", stream.ending()))), crate::args::Color::Never)?);
    }
    for record in ledger.records() {
        let rows = gdelt::rows(&record);
        for (file, rows) in files.iter_mut().zip([&rows.events, &rows.mentions, &rows.gkg]) {
            file.write(rows)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn plover_lines(ledger: &Ledger, folder: Option<&Path>) -> Result<ExitCode> {
    let file = folder.map(|folder| folder.join("plover.jsonl"));
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let mut out = Output::open(file.as_deref(), crate::args::Color::Never)?;
    for record in ledger.records() {
        out.write(&plover::lines(&record))?;
    }
    Ok(ExitCode::SUCCESS)
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
