//! What a run did and what its time went to, counted on all threads; `--json-stats` writes it.

use crate::output;
use anyhow::{Context as _, Result};
use sayso::ingest::{Passed, Tally};
use sayso::types::{Document, Reading, Resolution};
use sayso::{Reader, Stage};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What time goes to, in the order in which a report passes it. The last is all that is done with a reading: its record, its page,
/// what a ledger is asked about it.
pub(crate) const STAGES: [&str; 6] = ["extract", "segment", "encode", "read", "resolve", "record"];

/// Counts of a run; clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Stats {
    start: Instant,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    reports: AtomicU64,
    failed: AtomicU64,
    words: AtomicU64,
    bytes: AtomicU64,
    /// Of each stage, all threads together.
    nanoseconds: [AtomicU64; STAGES.len()],
}

/// Which of [`STAGES`] one of the reader's is.
pub(crate) const fn place(stage: Stage) -> usize {
    match stage {
        Stage::Segment => 1,
        Stage::Encode => 2,
        Stage::Read => 3,
        Stage::Resolve => 4,
    }
}

impl Stats {
    /// Of a run that begins now.
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), counts: Arc::default() }
    }

    /// A document whose text took so long to be taken out.
    pub(crate) fn extracted(&self, document: &Document, took: Duration) {
        self.counts.reports.fetch_add(1, Ordering::Relaxed);
        self.counts.words.fetch_add(document.text.split_whitespace().count() as u64, Ordering::Relaxed);
        self.counts.bytes.fetch_add(document.text.len() as u64, Ordering::Relaxed);
        self.add(0, took);
    }

    /// Something that could not be read.
    pub(crate) fn failed(&self, took: Duration) {
        self.counts.failed.fetch_add(1, Ordering::Relaxed);
        self.add(0, took);
    }

    /// Reads a document.
    pub(crate) fn read(&self, reader: &Reader, document: &Document) -> (Reading, Resolution) {
        let mut last = Instant::now();
        reader.read_watched(document, 1, |stage| {
            let now = Instant::now();
            self.add(place(stage), now - last);
            // It was within the whole that `worked` is told.
            self.take(STAGES.len() - 1, now - last);
            last = now;
        })
    }

    /// All that was done with a document took so long, reading included.
    pub(crate) fn worked(&self, took: Duration) {
        self.add(STAGES.len() - 1, took);
    }

    fn add(&self, stage: usize, took: Duration) {
        self.counts.nanoseconds[stage].fetch_add(nanoseconds(took), Ordering::Relaxed);
    }

    fn take(&self, stage: usize, took: Duration) {
        self.counts.nanoseconds[stage].fetch_sub(nanoseconds(took), Ordering::Relaxed);
    }

    /// Writes the counts as one line of JSON to a file, or to standard error where `to` is `-`.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn write(&self, to: &Path, threads: usize, tally: &Tally) -> Result<()> {
        let line = self.told(threads, tally).to_string();
        if to.as_os_str() == "-" {
            output::log(&line);
            return Ok(());
        }
        std::fs::write(to, line + "\n").with_context(|| to.display().to_string())
    }

    fn told(&self, threads: usize, tally: &Tally) -> Value {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let seconds = self.start.elapsed().as_secs_f64();
        let (reports, words) = (of(&self.counts.reports), of(&self.counts.words));
        // The last stage may be ahead of the whole that it is taken from, where a run was cut off.
        let spent = |nanoseconds: &AtomicU64| of(nanoseconds).cast_signed().max(0) as f64 / 1e9;
        let stages: Map<String, Value> = STAGES
            .iter()
            .zip(&self.counts.nanoseconds)
            .map(|(name, it)| ((*name).to_owned(), spent(it).into()))
            .collect();
        let passed = Passed::all().map(|why| (why.name().to_owned(), tally.count(why))).filter(|it| it.1 > 0);
        json!({
            "reports": reports,
            "failed": of(&self.counts.failed),
            "words": words,
            "bytes": of(&self.counts.bytes),
            "threads": threads,
            "seconds": seconds,
            "reports_per_second": reports as f64 / seconds,
            "words_per_second": words as f64 / seconds,
            "stages": stages,
            "passed_over": passed.map(|(name, count)| (name, count.into())).collect::<Map<String, Value>>(),
        })
    }
}

fn nanoseconds(took: Duration) -> u64 {
    u64::try_from(took.as_nanos()).unwrap_or(u64::MAX)
}
