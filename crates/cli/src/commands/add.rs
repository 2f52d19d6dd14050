//! `sayso add`.

use super::{FAILED, INTERRUPTED, PARTLY, versions};
use crate::args::AddArgs;
use crate::config::{self, Config, Weights};
use crate::inputs::{self, Item};
use crate::output;
use crate::pipeline::{self, Done, Work};
use crate::stats::Stats;
use crate::watch::{Progress, Watch};
use anyhow::Result;
use sayso::Reader;
use sayso::ingest::Hint;
use sayso::types::Document;
use sayso_ledger::{Ledger, Recorded, Run};
use sayso_wire::Record;
use std::collections::HashMap;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Reads the inputs into a ledger.
///
/// # Errors
/// If the ledger cannot be written. An item that cannot be read is no error: it is reported and kept in the ledger, and the run goes on.
pub(super) fn add(args: &AddArgs, weights: Option<Weights>) -> Result<ExitCode> {
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        return super::help_of("add");
    }
    let config = config::load()?;
    let named = if args.inputs.is_empty() { vec!["-".to_owned()] } else { args.inputs.clone() };
    let path = args.file.ledger.as_ref().unwrap_or(&config.ledger.value);
    let mut ledger = Ledger::open(path)?;
    let run = Arc::new(ledger.begin(&absolute(&named))?);
    if !run.done.is_empty() {
        output::complain(&format!("goes on where it was stopped: {} items are done", run.done.len()));
    }
    let known = |name: &str| inputs::is_address(name) && run.is_done(name, None);
    let inputs: Vec<_> = inputs::named(&named).into_iter().filter(|input| !known(&input.name())).collect();
    let mut reader = weights.unwrap_or_else(|| config.weights.value.clone()).reader()?;
    if let Some(table) = args.parties.as_ref().or(config.parties.value.as_ref()) {
        reader = reader.parties(config::parties(table)?);
    }
    let by = versions(&reader);
    let known = Mutex::new(Ledger::open_to_ask(path)?);
    let stats = Stats::new();
    let work =
        Reading { reader, by, known, run: Arc::clone(&run), archives: Archives::default(), stats: stats.clone() };
    let threads = usize::from(args.threads.unwrap_or(config.threads.value));
    let options = options(args, &config);
    let tally = options.tally.clone();
    let mut watch = Watch::new(inputs.len(), true, tally.clone())?;
    let results = pipeline::start(inputs, options, threads, &stats, work);
    let mut adding = Adding { ledger, run, count: Count::default() };
    let stopped = watch.each(&results, |done, progress| adding.item(done, progress))?;
    inputs::passed_over(&tally).iter().for_each(|line| output::complain(line));
    args.json_stats.as_deref().map_or(Ok(()), |to| stats.write(to, threads, &tally))?;
    if stopped {
        output::complain(&format!("interrupted; {}; the same command goes on from here", adding.count.told()));
        return Ok(INTERRUPTED.into());
    }
    adding.ledger.finish(&adding.run)?;
    let count = &adding.count;
    output::complain(&format!("{}: {}", path.display(), count.told()));
    Ok(match (count.all() + adding.run.done.len(), count.failed) {
        (0, _) => FAILED.into(),
        (_, 0) => ExitCode::SUCCESS,
        _ => PARTLY.into(),
    })
}

/// A run is known by its inputs wherever it was started.
fn absolute(named: &[String]) -> Vec<String> {
    let whole = |name: &String| match inputs::is_file(name) {
        true => std::path::absolute(name).map_or_else(|_| name.clone(), |path| path.display().to_string()),
        false => name.clone(),
    };
    named.iter().map(whole).collect()
}

fn options(args: &AddArgs, config: &Config) -> sayso::ingest::Options {
    let hint = Hint { outlet: args.outlet.clone(), published: args.published, ..Hint::default() };
    let seconds = args.timeout.unwrap_or(config.timeout.value);
    let pages = inputs::pages(args.all_pages);
    sayso::ingest::Options {
        follow: args.follow,
        pages,
        ..inputs::options(hint, Duration::from_secs(u64::from(seconds)))
    }
}

/// What becomes of an item on any thread.
enum Read {
    /// It was dealt with before the run was stopped.
    Done,
    /// The ledger has it, read by this version.
    Known(Mark),
    /// It was read.
    Record(Box<Record>, Mark),
}

/// What an archive was like when a page of it was read, so that the page is known by its place as long as the archive is so; `None` for
/// what is in no archive on disk.
type Mark = Option<Arc<str>>;

/// The marks of the archives of a run: size and time of change, each as it was when the run first met the archive.
#[derive(Default)]
struct Archives(Mutex<HashMap<String, Mark>>);

impl Archives {
    /// The mark of the archive that an item of this name and place is in.
    fn mark(&self, name: &str, offset: Option<u64>) -> Mark {
        let (archive, _) = offset.and_then(|_| name.rsplit_once('@'))?;
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = || {
            let about = std::fs::metadata(archive).ok().filter(|_| inputs::is_file(archive))?;
            let since = about.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
            Some(format!("{} bytes, changed {}", about.len(), since.as_nanos()).into())
        };
        marks.entry(archive.to_owned()).or_insert_with(mark).clone()
    }
}

struct Reading {
    reader: Reader,
    by: sayso_wire::Reader,
    known: Mutex<Ledger>,
    run: Arc<Run>,
    archives: Archives,
    stats: Stats,
}

impl Work<Read> for Reading {
    /// Fetching what is done would be a burden on others, and a page of an archive lies where it lay while the archive is the same.
    /// Another file may have changed since, and what comes on standard input is another thing each time, so that of those the digest of
    /// what stands in them decides.
    fn known(&self, item: &Item) -> Option<Read> {
        let name = item.name();
        let done = match self.archives.mark(name, item.offset()) {
            None => inputs::is_address(name) && self.run.is_done(name, None),
            mark => self.run.is_done(name, mark.as_deref()),
        };
        done.then_some(Read::Done)
    }

    fn document(&self, document: &Document) -> Read {
        let told = sayso_wire::document(document);
        let mark = self.archives.mark(&document.origin.name, document.origin.offset);
        // Whether it is known decides about time alone: recording looks again.
        let ledger = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if ledger.has(&sayso_ledger::digest(&told), &self.by).unwrap_or(false) {
            return Read::Known(mark);
        }
        drop(ledger);
        let (reading, resolution) = self.stats.read(&self.reader, document);
        Read::Record(Box::new(sayso_wire::record(document, &reading, &resolution, self.by.clone())), mark)
    }
}

struct Adding {
    ledger: Ledger,
    run: Arc<Run>,
    count: Count,
}

impl Adding {
    fn item(&mut self, done: Done<Read>, progress: &Progress) -> Result<usize> {
        match done {
            Ok((_, Read::Done)) => {}
            Ok((name, Read::Known(mark))) => {
                self.count.known += 1;
                self.ledger.done(&self.run, &name, mark.as_deref())?;
            }
            Ok((name, Read::Record(record, mark))) => match self.ledger.record(&record) {
                Ok(recorded) => {
                    self.count.add(recorded);
                    self.ledger.done(&self.run, &name, mark.as_deref())?;
                }
                Err(error) if error.is_lasting() => return Err(error.into()),
                Err(error) => self.failed(&name, &error.to_string(), progress)?,
            },
            Err(failed) => self.failed(&failed.name, &failed.why, progress)?,
        }
        Ok(self.count.all())
    }

    fn failed(&mut self, name: &str, why: &str, progress: &Progress) -> Result<()> {
        self.count.failed += 1;
        progress.aside(|| output::complain(&format!("{name}: {why}")));
        Ok(self.ledger.failed(name, why)?)
    }
}

/// What a run came to.
#[derive(Default)]
struct Count {
    new: usize,
    changed: usize,
    anew: usize,
    known: usize,
    failed: usize,
}

impl Count {
    fn add(&mut self, recorded: Recorded) {
        match recorded {
            Recorded::New(_) => self.new += 1,
            Recorded::Changed(..) => self.changed += 1,
            Recorded::ReadAnew(_) => self.anew += 1,
            Recorded::Known(_) => self.known += 1,
        }
    }

    /// How many reports were dealt with.
    fn all(&self) -> usize {
        self.new + self.changed + self.anew + self.known
    }

    fn told(&self) -> String {
        let mut parts = vec![format!("{} reports added", self.new)];
        for (number, what) in [
            (self.changed, "changed pages added as new versions"),
            (self.anew, "read anew"),
            (self.known, "known already"),
            (self.failed, "could not be read (`sayso errors` lists them)"),
        ] {
            if number > 0 {
                parts.push(format!("{number} {what}"));
            }
        }
        parts.join(", ")
    }
}
