//! Reading one item, and threads that do. Nothing here knows Python.

use sayso::Reader;
use sayso::ingest::{self, Extractor, Input, Item, Options};
use sayso_wire::Record;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What everything that reads shares.
pub(crate) struct Shared {
    reader: Reader,
    by: sayso_wire::Reader,
    /// How inputs are read, of which nothing is known.
    pub(crate) options: Options,
    /// How many reports are read at once, where nothing else is said.
    pub(crate) threads: usize,
}

/// What could not be read, and why.
#[derive(Clone, Debug)]
pub(crate) struct Failed {
    /// What it is called.
    pub(crate) name: String,
    pub(crate) why: String,
}

impl From<ingest::Error> for Failed {
    fn from(error: ingest::Error) -> Self {
        Self { name: error.item().to_owned(), why: error.reason().to_owned() }
    }
}

/// A record, and what its report is called.
pub(crate) struct Report {
    pub(crate) name: String,
    pub(crate) record: Record,
    /// The record as `--format jsonl` writes it.
    pub(crate) json: String,
}

/// What became of one report.
pub(crate) type Outcome = Result<Report, Failed>;

impl Shared {
    pub(crate) fn new(reader: Reader, options: Options, threads: usize) -> Self {
        let versions = reader.versions();
        let by =
            sayso_wire::Reader { version: versions.version.to_owned(), weights: versions.weights, data: versions.data };
        Self { reader, by, options, threads }
    }

    /// What reads, as records name it.
    pub(crate) fn by(&self) -> &sayso_wire::Reader {
        &self.by
    }

    /// Reads the one report of an input.
    pub(crate) fn only(&self, extractor: &mut Extractor, input: &Input, options: &Options) -> Outcome {
        let mut items = ingest::items(input, options);
        let failed = |why: &str| Failed { name: options.hint.name.clone(), why: why.to_owned() };
        let Some(first) = items.next() else { return Err(failed("there is no report in it")) };
        let item = first?;
        if items.next().is_some() {
            return Err(failed("there are several reports in it; read_path reads them all"));
        }
        self.item(extractor, item)
    }

    /// Reads an item.
    pub(crate) fn item(&self, extractor: &mut Extractor, item: Item) -> Outcome {
        let name = item.name().to_owned();
        let document = extractor.document(item)?;
        let read = catch_unwind(AssertUnwindSafe(|| {
            let (reading, resolution) = self.reader.read(&document);
            let record = sayso_wire::record(&document, &reading, &resolution, self.by.clone());
            let json = serde_json::to_string(&record).expect("a record has string keys and numbers alone");
            (record, json)
        }));
        match read {
            Ok((record, json)) => Ok(Report { name, record, json }),
            Err(_) => Err(Failed { name, why: "the reader failed on it, which is a bug worth reporting".to_owned() }),
        }
    }
}

type Job = Box<dyn FnOnce(&mut Extractor) + Send>;

/// Threads that read. When it is dropped they end, each after the report it is at, and nobody waits for them.
pub(crate) struct Pool {
    shared: Arc<Shared>,
    jobs: Sender<Job>,
    /// Whether nobody wants anything any more.
    left: Arc<AtomicBool>,
}

impl Pool {
    /// Starts as many threads.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub(crate) fn start(shared: &Arc<Shared>, threads: usize) -> io::Result<Self> {
        let (jobs, waiting) = channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        let left = Arc::new(AtomicBool::new(false));
        for _ in 0..threads.max(1) {
            let (waiting, left, shared) = (Arc::clone(&waiting), Arc::clone(&left), Arc::clone(shared));
            thread::Builder::new().name("sayso-read".to_owned()).spawn(move || serve(&waiting, &left, &shared))?;
        }
        Ok(Self { shared: Arc::clone(shared), jobs, left })
    }

    /// Has something read on any thread.
    pub(crate) fn read(
        &self,
        work: impl FnOnce(&Shared, &mut Extractor) -> Outcome + Send + 'static,
    ) -> Receiver<Outcome> {
        let (done, result) = channel();
        let shared = Arc::clone(&self.shared);
        let job = move |extractor: &mut Extractor| {
            // Nobody may be left to hear of it.
            let _ = done.send(work(&shared, extractor));
        };
        // Threads that are gone drop the sender, which the receiver tells.
        let _ = self.jobs.send(Box::new(job));
        result
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.left.store(true, Ordering::Relaxed);
    }
}

fn serve(waiting: &Mutex<Receiver<Job>>, left: &AtomicBool, shared: &Shared) {
    let mut extractor = Extractor::new(&shared.options);
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) if !left.load(Ordering::Relaxed) => job(&mut extractor),
            _ => return,
        }
    }
}

/// What came of a report whose thread is gone.
pub(crate) fn lost(name: &str) -> Failed {
    Failed { name: name.to_owned(), why: "the thread that read it is gone".to_owned() }
}
