//! Fills a ledger with made-up reports and measures it: time, size, memory, questions, and what is put side by side against what is known.
//!
//! `cargo run --release -p sayso-ledger --features generator --example measure -- 10000 --ledger /tmp/measure.sayso [--seed N] [--questions N] [--only record,ask,truth]`
//!
//! A ledger that is there is gone on with, so that parts can be run one by one. Figures are warm: the file was just written or read.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

mod questions;

use rusqlite::{Connection, OpenFlags};
use sayso_ledger::Ledger;
use sayso_ledger::generator::{Line, reports, score};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const USE: &str = "measure REPORTS --ledger FILE [--seed N] [--questions N] [--only record,ask,truth]";

struct Arguments {
    reports: u64,
    ledger: PathBuf,
    seed: u64,
    questions: usize,
    only: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let given = arguments(std::env::args().skip(1)).ok_or(USE)?;
    let wanted = |part: &str| given.only.as_ref().is_none_or(|only| only.split(',').any(|it| it == part));
    if wanted("record") {
        record(&given)?;
        sizes(&given)?;
    }
    if wanted("ask") {
        questions::measure(&given.ledger, given.seed, given.reports, given.questions)?;
        println!("memory at most: {}", memory());
    }
    if wanted("truth") {
        truth(&given)?;
    }
    Ok(())
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut out = Arguments { reports: 0, ledger: PathBuf::new(), seed: 1, questions: 200, only: None };
    while let Some(word) = given.next() {
        match word.as_str() {
            "--ledger" => out.ledger = given.next()?.into(),
            "--seed" => out.seed = given.next()?.parse().ok()?,
            "--questions" => out.questions = given.next()?.parse().ok()?,
            "--only" => out.only = given.next(),
            _ => out.reports = word.parse().ok()?,
        }
    }
    (out.reports > 0 && !out.ledger.as_os_str().is_empty()).then_some(out)
}

/// Records the reports; a line each tenth.
fn record(given: &Arguments) -> Result<(), Box<dyn Error>> {
    println!("{} reports of seed {} into {}", given.reports, given.seed, given.ledger.display());
    let mut ledger = Ledger::open(&given.ledger)?;
    let tenth = (given.reports / 10).max(1);
    let mut recording = Duration::ZERO;
    let (mut in_tenth, mut slowest, mut whole) = (Duration::ZERO, Duration::ZERO, Instant::now());
    println!(
        "{:>9} {:>12} {:>12} {:>12} {:>10} {:>10}",
        "reports", "recorded/s", "made+rec./s", "slowest ms", "bytes each", "memory"
    );
    for (n, report) in (1..).zip(reports(given.seed, 0..given.reports)) {
        let begun = Instant::now();
        ledger.record(&report.record)?;
        let took = begun.elapsed();
        (in_tenth, recording, slowest) = (in_tenth + took, recording + took, slowest.max(took));
        if n % tenth == 0 || n == given.reports {
            let per_second = |time: Duration| number(tenth) / time.as_secs_f64();
            println!(
                "{n:>9} {:>12.0} {:>12.0} {:>12.1} {:>10} {:>10}",
                per_second(in_tenth),
                per_second(whole.elapsed()),
                slowest.as_secs_f64() * 1e3,
                bytes(&given.ledger) / n,
                memory()
            );
            (in_tenth, slowest, whole) = (Duration::ZERO, Duration::ZERO, Instant::now());
        }
    }
    println!("recording alone: {:.1} s", recording.as_secs_f64());
    let begun = Instant::now();
    ledger.check()?;
    println!("integrity_check: ok in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// What the ledger's tables take, the largest first.
fn sizes(given: &Arguments) -> Result<(), Box<dyn Error>> {
    let c = reading(&given.ledger)?;
    let there: i64 = c.query_row("SELECT count(*) FROM document", [], |row| row.get(0))?;
    let there = u64::try_from(there)?.max(1);
    println!("{there} reports are there, {} bytes each in all", bytes(&given.ledger) / there);
    let mut tables = c.prepare("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 16")?;
    let rows = tables.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    for row in rows {
        let (name, size) = row?;
        println!("  {:>7} bytes a report  {name}", u64::try_from(size)? / there);
    }
    Ok(())
}

/// Precision, recall and F1 of all that is put side by side.
fn truth(given: &Arguments) -> Result<(), Box<dyn Error>> {
    let score = score(&Ledger::open_to_ask(&given.ledger)?, given.seed, given.reports)?;
    if score.reports != given.reports {
        println!("LOST OR TWICE: {} of {} reports are there", score.reports, given.reports);
    }
    println!("{:<34} {:>9} {:>9} {:>7} {:>10} {:>10}", "pairs", "precision", "recall", "F1", "true", "found");
    println!("links between copies: {}, of them right {}", score.links, score.right_links);
    for it in &score.lines {
        let Line { name, belong, found, kinds, .. } = it;
        println!("{name:<34} {:>9.4} {:>9.4} {:>7.4} {belong:>10} {found:>10}", it.precision(), it.recall(), it.f1());
        for it in kinds {
            println!("  {:<32} {:>9} {:>9.4} {:>7} {:>10}", it.name, "", it.recall(), "", it.belong);
        }
    }
    Ok(())
}

/// A connection of its own, that only reads.
fn reading(path: &Path) -> Result<Connection, rusqlite::Error> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Bytes of the ledger and of what SQLite keeps beside it.
fn bytes(path: &Path) -> u64 {
    let beside = |end: &str| PathBuf::from(format!("{}{end}", path.display()));
    ["", "-wal"].iter().filter_map(|end| std::fs::metadata(beside(end)).ok()).map(|it| it.len()).sum()
}

/// The most memory that the process has had, as the system tells it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|it| it.trim().strip_suffix(" kB")).and_then(|it| it.trim().parse::<u64>().ok());
    kilobytes.map_or_else(|| "unknown".to_owned(), |it| format!("{} MB", it / 1024))
}

#[allow(clippy::cast_precision_loss, reason = "counts of reports are far below 2^53")]
fn number(count: u64) -> f64 {
    count as f64
}
