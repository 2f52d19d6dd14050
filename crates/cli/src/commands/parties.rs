//! `sayso parties`: who is who, as people decide it.

use super::ask;
use crate::answers::Table;
use crate::args::{AnswerFormat, LedgerFile, PartiesArgs, PartiesCommand};
use crate::output;
use anyhow::{Result, bail};
use sayso_ledger::Ledger;
use sayso_ledger::ask::Kind;
use serde_json::json;
use std::process::ExitCode;

/// How many parties are listed.
const MOST: usize = 100;

pub(super) fn parties(args: &PartiesArgs) -> Result<ExitCode> {
    match &args.what {
        PartiesCommand::Find { name } => {
            let found = ask::open(&args.file)?.known(name, MOST)?;
            let columns = ["party", "name", "kind", "code", "reports", "other names"].map(str::to_owned).to_vec();
            let row = |it: &sayso_ledger::ask::Known| {
                vec![
                    json!(format!("p{}", it.party)),
                    json!(it.name),
                    json!(it.kind),
                    json!(it.code),
                    json!(it.reports),
                    json!(it.names.join("; ")),
                ]
            };
            output::print(&Table { columns, rows: found.iter().map(row).collect() }.written(AnswerFormat::Table)?)?;
        }
        PartiesCommand::Merge { other, into } => writable(&args.file)?.merge(*other, *into)?,
        PartiesCommand::Unmerge { party } => writable(&args.file)?.unmerge(*party)?,
        PartiesCommand::Split { party, reports } => {
            let mut documents = Vec::new();
            for report in reports {
                if report.kind != Kind::Report {
                    bail!("{report}: is no report (d31)");
                }
                documents.push(report.row);
            }
            let made = writable(&args.file)?.split(*party, &documents)?;
            output::print(&format!("p{made}\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The ledger to change; one that is not there is not made.
fn writable(file: &LedgerFile) -> Result<Ledger> {
    let path = ask::open(file)?.path().to_owned();
    Ok(Ledger::open(&path)?)
}
