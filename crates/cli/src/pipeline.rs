//! Many inputs on several threads: results come out in input order, and only a bounded number waits.
//!
//! *Openers* take one input each and cut it into items; *readers* take items from any of them, so both many small files
//! and one long JSON Lines file use every thread. Each input has a queue of its own for its results, and the queues are
//! handed over in input order; a full queue makes its opener wait.

use crate::inputs::{self, Extractor, Failed, Item};
use crate::stats::Stats;
use sayso::ingest::{Input, Options};
use sayso::types::Document;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

/// What became of one item: its name with the work done on it, or what is wrong with it.
pub(crate) type Done<T> = Result<(String, T), Failed>;

/// The results of one input, in its order; closed after the last.
pub(crate) type Results<T> = Receiver<Receiver<Done<T>>>;

/// An item, and where to send what became of it.
type Task<T> = (Item, Sender<Done<T>>);

/// How many results of one input may wait.
const WAITING: usize = 8;

/// Starts reading. The receiver gives the results of each input, in the order of the inputs, and is closed after the last;
/// dropping it ends the threads, each after the item it is at.
pub(crate) fn start<T: Send + 'static>(
    inputs: Vec<Input>,
    options: Options,
    threads: usize,
    stats: &Stats,
    work: impl Work<T>,
) -> Receiver<Results<T>> {
    let (order, results) = sync_channel(threads);
    let queue = Arc::new(Mutex::new(Queue { inputs: inputs.into(), order }));
    let (tasks, waiting) = sync_channel::<Task<T>>(threads);
    let waiting = Arc::new(Mutex::new(waiting));
    let (options, work) = (Arc::new(options), Arc::new(work));
    for _ in 0..threads {
        let (queue, tasks, at_hand) = (Arc::clone(&queue), tasks.clone(), Arc::clone(&options));
        thread::spawn(move || open_all(&queue, &at_hand, &tasks));
        let (waiting, work, options) = (Arc::clone(&waiting), Arc::clone(&work), Arc::clone(&options));
        let stats = stats.clone();
        thread::spawn(move || read_all(&waiting, &options, &stats, &*work));
    }
    results
}

/// What is done with each item, on any thread.
pub(crate) trait Work<T>: Send + Sync + 'static {
    /// What comes of an item that is known already by its name and place: it is not even opened.
    fn known(&self, _item: &Item) -> Option<T> {
        None
    }

    /// What comes of a document.
    fn document(&self, document: &Document) -> T;
}

impl<T, F: Fn(&Document) -> T + Send + Sync + 'static> Work<T> for F {
    fn document(&self, document: &Document) -> T {
        self(document)
    }
}

struct Queue<T> {
    inputs: VecDeque<Input>,
    order: SyncSender<Results<T>>,
}

/// Opens inputs until none is left or nobody wants them.
fn open_all<T>(queue: &Mutex<Queue<T>>, options: &Options, tasks: &SyncSender<Task<T>>) {
    loop {
        let (results, taken) = sync_channel(WAITING);
        let input = {
            // Taking an input and announcing its results is one step, else two openers could swap places.
            let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(input) = queue.inputs.pop_front() else { return };
            if queue.order.send(taken).is_err() {
                return;
            }
            input
        };
        for item in inputs::open(&input, options) {
            let (done, result) = channel();
            if results.send(result).is_err() {
                return;
            }
            let sent = match item {
                Ok(item) => tasks.send((item, done)).is_ok(),
                Err(line) => done.send(Err(line)).is_ok(),
            };
            if !sent {
                return;
            }
        }
    }
}

/// Reads items until no opener is left.
fn read_all<T>(waiting: &Mutex<Receiver<Task<T>>>, options: &Options, stats: &Stats, work: &impl Work<T>) {
    let mut extractor = Extractor::new(options);
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((item, done)) = next else { return };
        let name = item.name().to_owned();
        let start = Instant::now();
        let result = match work.known(&item) {
            Some(known) => Ok(known),
            None => match inputs::document(&mut extractor, item) {
                Ok(document) => {
                    stats.extracted(&document, start.elapsed());
                    let start = Instant::now();
                    let read = catch_unwind(AssertUnwindSafe(|| work.document(&document)));
                    stats.worked(start.elapsed());
                    let why = || "the reader failed on it, which is a bug worth reporting".to_owned();
                    read.map_err(|_| Failed { name: name.clone(), why: why() })
                }
                Err(failed) => {
                    stats.failed(start.elapsed());
                    Err(failed)
                }
            },
        };
        let result = result.map(|done| (name, done));
        // Nobody may be left to hear of it.
        let _ = done.send(result);
    }
}
