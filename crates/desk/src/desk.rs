//! What requests share: the reader, the ledger's connections, and texts that were pasted.
//!
//! Reading and asking take processor time and block, so both run on threads of their own, a bounded number at once; what
//! waits too long is refused with 503 rather than kept.

use crate::problem::Problem;
use crate::{Limits, Options};
use axum::body::Bytes;
use sayso::Reader;
use sayso::ingest::{self, Extractor, Format, Hint, Input, Public, Reach};
use sayso::types::Document;
use sayso_ledger::{Ledger, Recorded};
use sayso_wire::Record;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many texts that were only pasted are kept, and how many bytes of them.
const KEPT: (usize, usize) = (64, 64 << 20);

/// How long a question, and a fetch, waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// What all requests share.
pub(crate) struct Desk {
    reader: Reader,
    by: sayso_wire::Reader,
    ingest: ingest::Options,
    ledger: PathBuf,
    /// Connections that nobody uses now.
    asking: Mutex<Vec<Ledger>>,
    questions: Arc<Semaphore>,
    /// The one connection that writes.
    writing: Mutex<Option<Ledger>>,
    extractors: Mutex<Vec<Extractor>>,
    fetching: Arc<Semaphore>,
    reading: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// Turns of those who send many reports at once.
    streams: Arc<Semaphore>,
    /// How many reports are read at once.
    pub(crate) threads: usize,
    kept: Mutex<VecDeque<(usize, Arc<Record>)>>,
    pub(crate) limits: Limits,
}

impl Desk {
    pub(crate) fn new(options: &mut Options) -> Self {
        let reader = std::mem::take(&mut options.reader);
        let versions = reader.versions();
        Self {
            by: sayso_wire::Reader {
                version: versions.version.to_owned(),
                weights: versions.weights,
                data: versions.data,
            },
            reader,
            ingest: on_behalf_of_others(options.ingest.clone()),
            ledger: options.ledger.clone(),
            asking: Mutex::default(),
            questions: Arc::new(Semaphore::new(options.limits.questions)),
            writing: Mutex::default(),
            extractors: Mutex::default(),
            fetching: Arc::new(Semaphore::new(options.limits.fetches)),
            reading: Arc::new(Semaphore::new(options.threads.max(1))),
            waiting: Arc::default(),
            streams: Arc::new(Semaphore::new(options.limits.streams)),
            threads: options.threads.max(1),
            kept: Mutex::default(),
            limits: options.limits,
        }
    }

    /// What reads, as records name it.
    pub(crate) fn by(&self) -> &sayso_wire::Reader {
        &self.by
    }

    /// Asks the ledger. A question that takes too long, or that nobody waits for any more, is given up.
    pub(crate) async fn ask<T, F>(self: &Arc<Self>, question: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Ledger) -> Result<T, sayso_ledger::Error> + Send + 'static,
    {
        let turn = turn(&self.questions).await.ok_or_else(|| Problem::busy("too many questions at once"))?;
        let desk = Arc::clone(self);
        let left = Left::default();
        let gone = Arc::clone(&left.0);
        blocking(move || {
            let _turn = turn;
            let idle = desk.asking.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut ledger = idle.map_or_else(|| Ledger::open_to_ask(&desk.ledger), Ok)?;
            let end = Instant::now() + desk.limits.question_time;
            ledger.give_up_when(move || gone.load(Ordering::Relaxed) || Instant::now() > end)?;
            let answer = question(&ledger)?;
            desk.asking.lock().unwrap_or_else(PoisonError::into_inner).push(ledger);
            Ok(answer)
        })
        .await
    }

    /// As [`Desk::ask`], where having no ledger yet is no problem.
    pub(crate) async fn ask_if_any<T, F>(self: &Arc<Self>, question: F) -> Result<Option<T>, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Ledger) -> Result<T, sayso_ledger::Error> + Send + 'static,
    {
        if !self.ledger.exists() {
            return Ok(None);
        }
        self.ask(question).await.map(Some)
    }

    /// Changes the ledger, which is made if it is not there.
    pub(crate) async fn change<T, F>(self: &Arc<Self>, change: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut Ledger) -> Result<T, sayso_ledger::Error> + Send + 'static,
    {
        let desk = Arc::clone(self);
        blocking(move || {
            let mut writing = desk.writing.lock().unwrap_or_else(PoisonError::into_inner);
            let mut ledger = writing.take().map_or_else(|| Ledger::open(&desk.ledger), Ok)?;
            let done = change(&mut ledger)?;
            *writing = Some(ledger);
            Ok(done)
        })
        .await
    }

    /// As [`Desk::change`], for what cannot be done where there is no ledger yet.
    pub(crate) async fn decide<T, F>(self: &Arc<Self>, change: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut Ledger) -> Result<T, sayso_ledger::Error> + Send + 'static,
    {
        if !self.ledger.exists() {
            return Err(Problem::no_ledger());
        }
        self.change(change).await
    }

    /// Records a reading.
    pub(crate) async fn record(self: &Arc<Self>, record: Arc<Record>) -> Result<Recorded, Problem> {
        self.change(move |ledger| ledger.record(&record)).await
    }

    /// A turn for somebody who sends many reports at once.
    pub(crate) fn stream(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let turn = Arc::clone(&self.streams).try_acquire_owned();
        turn.map_err(|_| Problem::busy("too many lists of reports are being read"))
    }

    /// Reads every report of an input; `each` takes them as they come, and ends the reading with `false`.
    /// The place among those that wait is held until it is read.
    async fn read_each<F>(self: &Arc<Self>, sent: Sent, place: Option<Place>, mut each: F) -> Result<(), Problem>
    where
        F: FnMut(Result<Record, ingest::Error>) -> bool + Send + 'static,
    {
        let Sent { input, hint, format } = sent;
        let options = ingest::Options { hint, format, ..self.ingest.clone() };
        // A slow server keeps nobody from reading: what is fetched waits for a turn of its own first.
        let fetched = match &input {
            Input::Url(address) => {
                let address = Input::Url(address.clone());
                let turn = turn(&self.fetching).await.ok_or_else(|| Problem::busy("too many addresses at once"))?;
                let options = options.clone();
                let fetch = move || {
                    let _turn = turn;
                    Ok(ingest::items(&address, &options))
                };
                Some(blocking(fetch).await?)
            }
            _ => None,
        };
        let turn = Arc::clone(&self.reading).acquire_owned().await;
        let turn = turn.map_err(|_| Problem::busy("the desk is closing"))?;
        let desk = Arc::clone(self);
        blocking(move || {
            // Held until it is read, also where nobody waits for it any more.
            let _held = (place, turn);
            let idle = desk.extractors.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut extractor = idle.unwrap_or_else(|| Extractor::new(&options));
            for item in fetched.unwrap_or_else(|| ingest::items(&input, &options)) {
                let document = item.and_then(|item| extractor.document(item));
                if !each(document.map(|it| desk.reading_of(&it))) {
                    break;
                }
            }
            desk.extractors.lock().unwrap_or_else(PoisonError::into_inner).push(extractor);
            Ok(())
        })
        .await
    }

    /// Reads an input that must hold one report; of a feed or list the first is taken.
    pub(crate) async fn read(self: &Arc<Self>, input: Input, hint: Hint) -> Result<Record, Problem> {
        self.read_sent(Sent { input, hint, format: None }).await
    }

    /// As [`Desk::read`], of a form that is known.
    pub(crate) async fn read_sent(self: &Arc<Self>, sent: Sent) -> Result<Record, Problem> {
        let place = Place::take(&self.waiting, self.limits.waiting)?;
        self.read_one(sent, Some(place)).await
    }

    /// As [`Desk::read_sent`], for those who have a turn of [`Desk::stream`]: it waits as long as it takes.
    pub(crate) async fn read_in_turn(self: &Arc<Self>, sent: Sent) -> Result<Record, Problem> {
        self.read_one(sent, None).await
    }

    async fn read_one(self: &Arc<Self>, sent: Sent, place: Option<Place>) -> Result<Record, Problem> {
        let (give, take) = std::sync::mpsc::channel();
        self.read_each(sent, place, move |report| {
            // The receiver lives until the reading is over.
            let _ = give.send(report);
            false
        })
        .await?;
        match take.try_recv() {
            Ok(Ok(record)) => Ok(record),
            Ok(Err(error)) => Err(Problem::unreadable(error.reason())),
            Err(_) => Err(Problem::unreadable("there is no report in it")),
        }
    }

    fn reading_of(&self, document: &Document) -> Record {
        // Whoever waits for one report gets the threads that nobody else needs.
        let (reading, resolution) = self.reader.read_on(document, 1 + self.reading.available_permits());
        sayso_wire::record(document, &reading, &resolution, self.by.clone())
    }

    /// Keeps a reading that no ledger has, for as long as there is room.
    pub(crate) fn keep(&self, record: Record) -> Arc<Record> {
        let (bytes, record) = (record.document.text.len(), Arc::new(record));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(_, it)| it.document.id != record.document.id);
        kept.push_back((bytes, Arc::clone(&record)));
        while kept.len() > KEPT.0 || kept.iter().map(|it| it.0).sum::<usize>() > KEPT.1 {
            kept.pop_front();
        }
        record
    }

    /// A reading that was kept, by its document's id.
    pub(crate) fn kept(&self, id: &str) -> Option<Arc<Record>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(_, it)| it.document.id == id).map(|(_, it)| Arc::clone(it))
    }
}

/// Something to read, what is known of it, and in which form it is, where that is not to be told from it.
pub(crate) struct Sent {
    pub(crate) input: Input,
    pub(crate) hint: Hint,
    pub(crate) format: Option<Format>,
}

/// Something to read from bytes that came with a request.
pub(crate) fn sent(name: &str, bytes: &Bytes) -> Input {
    Input::Bytes { name: name.to_owned(), bytes: bytes.to_vec() }
}

/// Addresses come from whoever uses the desk, which must not lend them its place in the network.
fn on_behalf_of_others(mut ingest: ingest::Options) -> ingest::Options {
    if ingest.reach == Reach::Anywhere {
        ingest.reach = Reach::Public(Public::default());
    }
    ingest.limits.turn_time = ingest.limits.turn_time.min(PATIENCE);
    ingest
}

/// A turn, held until it is dropped; `None` if it takes too long to come.
async fn turn(turns: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    tokio::time::timeout(PATIENCE, Arc::clone(turns).acquire_owned()).await.ok()?.ok()
}

/// Tells, once it is dropped, that nobody waits for an answer any more.
#[derive(Default)]
struct Left(Arc<AtomicBool>);

impl Drop for Left {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A place among those that wait to be read, given back when it is dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>, most: usize) -> Result<Self, Problem> {
        let place = Self(Arc::clone(waiting));
        match waiting.fetch_add(1, Ordering::SeqCst) < most {
            true => Ok(place),
            false => Err(Problem::busy("too many reports wait to be read")),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Runs what blocks on a thread for it. A panic there is our fault and nobody else's: the desk goes on.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(Problem::panicked()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::guard::Guard;
    use crate::routes::Shared;

    /// What handlers are given, of a desk without a ledger that nobody can reach.
    pub(crate) fn closed() -> Shared {
        over("/dev/null/none".into(), Limits::default())
    }

    fn over(ledger: PathBuf, limits: Limits) -> Shared {
        let mut options = Options {
            listen: ([127, 0, 0, 1], 0).into(),
            ledger,
            reader: Reader::default(),
            threads: 1,
            ingest: ingest::Options::default(),
            hosts: Vec::new(),
            token: None,
            tls: None,
            behind_proxy: false,
            log: |_| {},
            limits,
        };
        Shared { guard: Arc::new(Guard::new(&options)), desk: Arc::new(Desk::new(&mut options)) }
    }

    #[tokio::test]
    async fn questions_are_given_up() {
        const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        let path = std::env::temp_dir().join(format!("sayso-desk-questions-{}.ledger", std::process::id()));
        drop(Ledger::open(&path).unwrap());
        let desk = |limits| over(path.clone(), Limits { questions: 1, ..limits }).desk;
        let hasty = desk(Limits { question_time: Duration::from_millis(100), ..Limits::default() });
        let late = hasty.ask(|ledger| ledger.sql(ENDLESS, 1)).await.unwrap_err();
        assert_eq!((late.status, late.kind, late.retry.is_some()), (503, "/problems/busy", true));
        // One that nobody waits for any more keeps nobody else from asking.
        let patient = desk(Limits { question_time: Duration::from_secs(600), ..Limits::default() });
        let left = tokio::time::timeout(Duration::from_millis(100), patient.ask(|ledger| ledger.sql(ENDLESS, 1))).await;
        assert!(left.is_err());
        assert!(patient.ask(|ledger| ledger.sql("SELECT 1", 1)).await.is_ok());
        std::fs::remove_file(&path).unwrap();
    }
}
