//! The class `Reader`.

use crate::given::{Given, Report as Sent};
use crate::reports::{Reports, Source};
use crate::table::{Batches, Columns, Table};
use crate::work::{Failed, Outcome, Pool, Shared};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator};
use pyo3_arrow::input::AnyRecordBatch;
use sayso::ingest::{self, Extractor, Input, Options, Pages, Passed, Program};
use sayso::{Encoder, Parties};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Reads reports. Any number of Python threads may use one at once.
#[pyclass(frozen, module = "sayso._sayso")]
pub(crate) struct Reader {
    shared: Arc<Shared>,
    idle: Mutex<Idle>,
}

/// Extractors that nobody uses now, of the process that started them.
struct Idle {
    process: u32,
    extractors: Vec<Extractor>,
}

#[pymethods]
impl Reader {
    /// `extractor` is the program that extracts pages, and its arguments; none, and pages are extracted on threads.
    #[new]
    #[pyo3(signature = (*, weights, parties, threads, all_pages, extractor))]
    fn new(
        py: Python<'_>,
        weights: Option<PathBuf>,
        parties: Option<PathBuf>,
        threads: Option<usize>,
        all_pages: bool,
        extractor: Vec<OsString>,
    ) -> PyResult<Self> {
        let shared = py.detach(|| {
            let mut reader = sayso::Reader::new(encoder(weights.as_deref())?);
            if let Some(path) = &parties {
                reader = reader.parties(table_of(path)?);
            }
            let mut words = extractor.into_iter();
            let worker = words.next().map(|path| Program { path: path.into(), arguments: words.collect() });
            let cores = || std::thread::available_parallelism().map_or(1, Into::into);
            let pages = if all_pages { Pages::All } else { Pages::News };
            let options = Options { worker, pages, ..Options::default() };
            Ok(Shared::new(reader, options, threads.unwrap_or_else(cores)))
        });
        let shared = Arc::new(shared.map_err(|failed| error(py, failed))?);
        Ok(Self { shared, idle: Mutex::new(Idle { process: std::process::id(), extractors: Vec::new() }) })
    }

    /// Version, weights and data, as records name them.
    #[getter]
    fn versions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let by = self.shared.by();
        let versions = PyDict::new(py);
        versions.set_item("version", &by.version)?;
        versions.set_item("weights", &by.weights)?;
        versions.set_item("data", &by.data)?;
        Ok(versions)
    }

    /// What was passed over in archives, by kind.
    #[getter]
    fn passed_over<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let passed = PyDict::new(py);
        for why in Passed::all() {
            let count = self.shared.options.tally.count(why);
            if count > 0 {
                passed.set_item(why.name(), count)?;
            }
        }
        Ok(passed)
    }

    /// How many reports are read at once.
    #[getter]
    fn threads(&self) -> usize {
        self.shared.threads
    }

    /// Reads one report on the thread that asks, and gives its name and its record as JSON.
    fn read(&self, py: Python<'_>, given: Given) -> PyResult<(String, String)> {
        let sent = match given {
            Given::Report(sent) => *sent,
            Given::Nothing(failed) => return Err(error(py, failed)),
        };
        // Taken and given back under the interpreter's lock, so that a fork finds nobody at it.
        let mut extractor = self.extractor();
        let outcome = py.detach(|| read(&self.shared, &mut extractor, sent));
        self.give_back(extractor);
        outcome.map(|report| (report.name, report.json)).map_err(|failed| error(py, failed))
    }

    /// Reads what an iterator gives, in its order.
    fn read_many(&self, py: Python<'_>, given: &Bound<'_, PyIterator>, threads: Option<usize>) -> PyResult<Reports> {
        self.reports(py, Source::Given(given.clone().unbind()), threads)
    }

    /// Reads every report of a file, or of a part of an archive.
    fn read_path(
        &self,
        py: Python<'_>,
        path: PathBuf,
        range: Option<(u64, u64)>,
        threads: Option<usize>,
    ) -> PyResult<Reports> {
        let range = range.map(|(start, end)| start..end);
        let options = Options { range, ..self.shared.options.clone() };
        let items = py.detach(|| ingest::items(&Input::File(path), &options));
        self.reports(py, Source::Items(Box::new(items)), threads)
    }

    /// Reads a table, a report a row.
    fn read_table(&self, py: Python<'_>, table: AnyRecordBatch, threads: Option<usize>) -> PyResult<Table> {
        let mut batches = self.batches(py, table, threads)?;
        let mut read = Vec::new();
        while let Some(batch) = py.detach(|| batches.next()) {
            read.push(batch.map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))?);
            py.check_signals()?;
        }
        Ok(Table::new(batches.schema(), read))
    }

    /// Reads a stream of tables while it is read.
    fn read_batches(&self, py: Python<'_>, stream: AnyRecordBatch, threads: Option<usize>) -> PyResult<Batches> {
        Ok(Batches::new(self.batches(py, stream, threads)?))
    }
}

impl Reader {
    fn reports(&self, py: Python<'_>, source: Source, threads: Option<usize>) -> PyResult<Reports> {
        let threads = threads.unwrap_or(self.shared.threads).max(1);
        Ok(Reports::new(source, self.pool(py, threads)?, threads))
    }

    fn batches(&self, py: Python<'_>, stream: AnyRecordBatch, threads: Option<usize>) -> PyResult<Columns> {
        let threads = threads.unwrap_or(self.shared.threads).max(1);
        let pool = self.pool(py, threads)?;
        let stream = stream.into_reader()?;
        let columns = py.detach(|| Columns::new(stream, pool));
        columns.map_err(|why| error(py, Failed { name: "the table".to_owned(), why }))
    }

    fn pool(&self, py: Python<'_>, threads: usize) -> PyResult<Pool> {
        py.detach(|| Pool::start(&self.shared, threads)).map_err(PyErr::from)
    }

    fn extractor(&self) -> Extractor {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.process != std::process::id() {
            // This process is a fork. The extractors' processes and the threads that speak to them are its parent's,
            // who still needs them: dropping them here would kill them.
            std::mem::take(&mut idle.extractors).into_iter().for_each(std::mem::forget);
            idle.process = std::process::id();
        }
        idle.extractors.pop().unwrap_or_else(|| Extractor::new(&self.shared.options))
    }

    fn give_back(&self, extractor: Extractor) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.extractors.len() < self.shared.threads {
            idle.extractors.push(extractor);
        }
    }
}

/// A fork must not kill what its parent started; see [`Reader::extractor`].
impl Drop for Reader {
    fn drop(&mut self) {
        let idle = self.idle.get_mut().unwrap_or_else(PoisonError::into_inner);
        if idle.process != std::process::id() {
            std::mem::take(&mut idle.extractors).into_iter().for_each(std::mem::forget);
        }
    }
}

/// Reads what was sent.
pub(crate) fn read(shared: &Shared, extractor: &mut Extractor, sent: Sent) -> Outcome {
    let (input, options) = sent.input(&shared.options)?;
    shared.only(extractor, &input, &options)
}

/// The exception `sayso.Error`.
pub(crate) fn error(py: Python<'_>, failed: Failed) -> PyErr {
    let made = py.import("sayso._errors").and_then(|it| it.getattr("Error")?.call1((failed.name, failed.why)));
    made.map_or_else(|error| error, PyErr::from_value)
}

/// Files of weights that were loaded, by digest. The encoder keeps them until the process ends, so each is held once,
/// however many readers have it.
static HELD: Mutex<Option<HashMap<String, &'static [u8]>>> = Mutex::new(None);

/// The encoder of a file of weights, of `none`, or that of the package.
fn encoder(weights: Option<&Path>) -> Result<Encoder, Failed> {
    let Some(path) = weights else { return Ok(Encoder::new()) };
    if path.as_os_str() == "none" {
        return Ok(Encoder::without_weights());
    }
    let failed = |why: String| Failed { name: path.display().to_string(), why };
    let bytes = fs::read(path).map_err(|error| failed(format!("cannot be read: {error}")))?;
    let digest = ingest::digest(&bytes);
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let held = held.get_or_insert_default();
    let bytes = *held.entry(digest).or_insert_with(|| Box::leak(bytes.into_boxed_slice()));
    Encoder::with_weights(bytes).map_err(|error| failed(error.to_string()))
}

/// The table of parties of a file.
fn table_of(path: &Path) -> Result<Parties, Failed> {
    let failed = |why: String| Failed { name: path.display().to_string(), why };
    let text = fs::read_to_string(path).map_err(|error| failed(format!("cannot be read: {error}")))?;
    Parties::parse(&text).map_err(|fault| failed(fault.to_string()))
}
