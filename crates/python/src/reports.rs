//! The class `Reports`: what was read, in order, while what comes after it is being read.

use crate::given::Given;
use crate::reader::read;
use crate::work::{Outcome, Pool, lost};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use sayso::ingest::Items;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::sync::{Mutex, TryLockError};
use std::time::Duration;

/// How many reports for each thread are taken before the first of them is handed out.
const AHEAD: usize = 2;

/// How long a wait goes on before it is asked whether somebody pressed Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(100);

/// Where reports come from.
pub(crate) enum Source {
    /// What an iterator gives: dictionaries, see [`Given`].
    Given(Py<PyIterator>),
    /// What stands in a file.
    Items(Box<Items>),
    /// Nothing more.
    None,
}

/// An iterator of `(name, record as JSON, None)` and `(name, None, why)`, one a report.
#[pyclass(frozen, module = "sayso._sayso")]
pub(crate) struct Reports(Mutex<Run>);

struct Run {
    source: Source,
    pool: Pool,
    /// Results that were not handed out, in order.
    waiting: VecDeque<Receiver<Outcome>>,
    most: usize,
    /// What the iterator raised; told once everything before it is handed out.
    raised: Option<PyErr>,
}

/// What is handed out.
type Row = (String, Option<String>, Option<String>);

impl Reports {
    pub(crate) fn new(source: Source, pool: Pool, threads: usize) -> Self {
        let most = threads * AHEAD;
        Self(Mutex::new(Run { source, pool, waiting: VecDeque::new(), most, raised: None }))
    }
}

#[pymethods]
impl Reports {
    fn __iter__(it: PyRef<'_, Self>) -> PyRef<'_, Self> {
        it
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Row>> {
        let mut run = match self.0.try_lock() {
            Ok(run) => run,
            Err(TryLockError::Poisoned(run)) => run.into_inner(),
            // Waiting for it would hold the interpreter, which whoever is at it needs.
            Err(TryLockError::WouldBlock) => return Err(PyValueError::new_err("another thread is at this iterator")),
        };
        run.next(py)
    }
}

impl Run {
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Row>> {
        // One is taken for the one that is handed out, and more while nothing is ready, up to the most: every thread is
        // kept at work, and of a source that is slow no more is awaited than there has to be.
        let mut room = self.take(py);
        loop {
            let Some(first) = self.waiting.pop_front() else {
                return self.raised.take().map_or(Ok(None), Err);
            };
            let outcome = match first.try_recv() {
                Ok(outcome) => outcome,
                Err(TryRecvError::Disconnected) => Err(lost("a report")),
                Err(TryRecvError::Empty) => {
                    // Ctrl-C loses nothing: the report is still the next one.
                    let (first, came) = if room { (first, None) } else { wait(py, first) };
                    let Some(outcome) = came else {
                        self.waiting.push_front(first);
                        py.check_signals()?;
                        room = room && self.take(py);
                        continue;
                    };
                    outcome
                }
            };
            return Ok(Some(match outcome {
                Ok(report) => (report.name, Some(report.json), None),
                Err(failed) => (failed.name, None, Some(failed.why)),
            }));
        }
    }

    /// Takes one more report from the source, if there is one, and room; returns whether it did.
    fn take(&mut self, py: Python<'_>) -> bool {
        if self.waiting.len() >= self.most {
            return false;
        }
        let next = match &mut self.source {
            Source::None => return false,
            Source::Given(given) => match given.bind(py).clone().next() {
                Some(Ok(given)) => given.extract::<Given>().map(|given| Some(self.given(given))),
                Some(Err(error)) => Err(error),
                None => Ok(None),
            },
            Source::Items(items) => Ok(py.detach(|| items.next()).map(|item| match item {
                Ok(item) => self.pool.read(move |shared, extractor| shared.item(extractor, item)),
                Err(error) => ready(Err(error.into())),
            })),
        };
        match next {
            Ok(Some(result)) => {
                self.waiting.push_back(result);
                return true;
            }
            Ok(None) => {}
            Err(error) => self.raised = Some(error),
        }
        self.source = Source::None;
        false
    }

    fn given(&self, given: Given) -> Receiver<Outcome> {
        match given {
            Given::Report(sent) => self.pool.read(move |shared, extractor| read(shared, extractor, *sent)),
            Given::Nothing(failed) => ready(Err(failed)),
        }
    }
}

/// Waits a while, without the interpreter's lock.
fn wait(py: Python<'_>, result: Receiver<Outcome>) -> (Receiver<Outcome>, Option<Outcome>) {
    py.detach(move || {
        let outcome = match result.recv_timeout(PATIENCE) {
            Ok(outcome) => Some(outcome),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(lost("a report"))),
        };
        (result, outcome)
    })
}

fn ready(outcome: Outcome) -> Receiver<Outcome> {
    let (done, result) = channel();
    // The receiver is at hand.
    let _ = done.send(outcome);
    result
}
