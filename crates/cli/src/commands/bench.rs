//! `sayso bench`: how fast the whole reads on this machine, and what the time goes to.
//!
//! Inputs are taken into memory first, so that the disk is not measured. A round reads each of them once, from its bytes to its
//! record as a line of JSON; rounds on one thread and on several take turns, so that a machine whose speed drifts tells both alike.

use super::{FAILED, versions};
use crate::args::BenchArgs;
use crate::config::Weights;
use crate::inputs::{self, Extractor, Item};
use crate::output;
use crate::stats::{self, STAGES};
use anyhow::Result;
use sayso::Reader;
use sayso::ingest::{Hint, Options};
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Seconds a page may take to be fetched; nothing is measured of it.
const FETCH: Duration = Duration::from_secs(30);

/// What was measured.
#[derive(Debug, Serialize)]
struct Measured {
    reader: sayso_wire::Reader,
    reports: usize,
    words: usize,
    bytes: usize,
    rounds: usize,
    runs: Vec<Run>,
    /// Of a round on one thread.
    stages: Vec<Share>,
}

/// Medians of the rounds on so many threads.
#[derive(Debug, Serialize)]
struct Run {
    threads: usize,
    seconds: f64,
    reports_per_second: f64,
    words_per_second: f64,
}

/// What a stage takes.
#[derive(Debug, Serialize)]
struct Share {
    stage: &'static str,
    milliseconds_per_report: f64,
    /// Of the whole.
    share: f64,
}

/// Seconds that each stage took.
type Times = [f64; STAGES.len()];

/// Measures.
///
/// # Errors
/// If the reader cannot be made or the output not written.
pub(super) fn bench(args: &BenchArgs, weights: Option<Weights>) -> Result<ExitCode> {
    let reader = super::reader(weights)?;
    let options = inputs::options(Hint::default(), FETCH);
    let (items, words, bytes) = taken(args, &options);
    if items.is_empty() {
        output::complain("nothing to read: no report among the inputs");
        return Ok(FAILED.into());
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let many = args.threads.map_or(cores, |it| usize::from(it.get()));
    let rounds = usize::from(args.rounds.get());
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    // The first round warms up.
    for round in 0..=rounds {
        let one = time(|| on_one(&reader, &options, &items));
        let several = (many > 1).then(|| time(|| on_many(&reader, &options, &items, many)).0);
        if round > 0 {
            alone.push(one);
            together.extend(several);
        }
    }
    let run = |threads: usize, seconds: Vec<f64>| {
        let seconds = median(seconds);
        let each = |count: usize| count as f64 / seconds;
        Run { threads, seconds, reports_per_second: each(items.len()), words_per_second: each(words) }
    };
    let mut runs = vec![run(1, alone.iter().map(|it| it.0).collect())];
    runs.extend((many > 1).then(|| run(many, together)));
    let of = |at: usize| median(alone.iter().map(|it| it.1[at]).collect());
    let whole: f64 = (0..STAGES.len()).map(of).sum();
    let stages = STAGES.iter().enumerate().map(|(at, stage)| Share {
        stage,
        milliseconds_per_report: of(at) * 1e3 / items.len() as f64,
        share: of(at) / whole,
    });
    let measured = Measured {
        reader: versions(&reader),
        reports: items.len(),
        words,
        bytes,
        rounds,
        stages: stages.collect(),
        runs,
    };
    let written = if args.json { serde_json::to_string_pretty(&measured)? + "\n" } else { table(&measured)? };
    output::print(&written)?;
    Ok(ExitCode::SUCCESS)
}

/// The items of the inputs that can be read, and how many words and bytes of text they hold.
fn taken(args: &BenchArgs, options: &Options) -> (Vec<Item>, usize, usize) {
    let mut extractor = Extractor::new(options);
    let (mut items, mut words, mut bytes) = (Vec::new(), 0, 0);
    let named = inputs::named(&args.inputs);
    for item in named.iter().flat_map(|input| inputs::open(input, options)) {
        if items.len() == args.most {
            output::complain(&format!("the first {} reports are measured; --most N takes more", args.most));
            break;
        }
        let read = item.and_then(|it| inputs::document(&mut extractor, it.clone()).map(|document| (it, document)));
        match read {
            Ok((item, document)) => {
                words += document.text.split_whitespace().count();
                bytes += document.text.len();
                items.push(item);
            }
            Err(failed) => output::complain(&failed.to_string()),
        }
    }
    (items, words, bytes)
}

fn time<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64(), done)
}

fn on_one(reader: &Reader, options: &Options, items: &[Item]) -> Times {
    let mut extractor = Extractor::new(options);
    let mut times = Times::default();
    for item in items {
        one(reader, &mut extractor, item, &mut times);
    }
    times
}

fn on_many(reader: &Reader, options: &Options, items: &[Item], threads: usize) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut extractor = Extractor::new(options);
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    one(reader, &mut extractor, item, &mut Times::default());
                }
            });
        }
    });
}

/// One report from its bytes to its line.
fn one(reader: &Reader, extractor: &mut Extractor, item: &Item, times: &mut Times) {
    let mut last = Instant::now();
    let mut lap = |stage: usize| {
        let now = Instant::now();
        times[stage] += (now - last).as_secs_f64();
        last = now;
    };
    // It could be read when it was taken; a page that takes too long this time costs that time.
    let Ok(document) = inputs::document(extractor, item.clone()) else { return lap(0) };
    lap(0);
    let (reading, resolution) = reader.read_watched(&document, 1, |stage| {
        lap(stats::place(stage));
    });
    let record = sayso_wire::record(&document, &reading, &resolution, versions(reader));
    std::hint::black_box(serde_json::to_string(&record).is_ok());
    lap(5);
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn table(it: &Measured) -> Result<String> {
    let mut out = format!(
        "{} report{}, {} words, {:.1} MB of text; medians of {} rounds\n\n",
        it.reports,
        if it.reports == 1 { "" } else { "s" },
        it.words,
        it.bytes as f64 / 1e6,
        it.rounds
    );
    writeln!(out, "{:>8} {:>12} {:>12} {:>10}", "threads", "reports/s", "words/s", "seconds")?;
    for run in &it.runs {
        writeln!(
            out,
            "{:>8} {:>12.2} {:>12.0} {:>10.2}",
            run.threads, run.reports_per_second, run.words_per_second, run.seconds
        )?;
    }
    writeln!(out, "\n{:<8} {:>12} {:>12}", "stage", "ms a report", "share")?;
    for it in &it.stages {
        writeln!(out, "{:<8} {:>12.2} {:>10.1} %", it.stage, it.milliseconds_per_report, it.share * 100.0)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_the_rounds_is_told() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).abs() < f64::EPSILON);
    }
}
