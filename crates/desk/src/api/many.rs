//! Many reports at once: a line of the answer for each, in their order, as soon as it is read.
//!
//! A few are read ahead of what the client has taken, no more; a client that leaves, or that takes nothing for a while, ends it.

use super::came::{Item, Told};
use crate::desk::Desk;
use crate::problem::Problem;
use crate::views::read::Given;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use sayso_ledger::Recorded;
use sayso_wire::Record;
use serde::Serialize;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::task::JoinHandle;

/// How many lines wait for the client.
const AHEAD: usize = 4;

/// How long a line waits for the client.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is said how far it is.
const NEWS: Duration = Duration::from_millis(500);

/// What is done with what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// It is the answer.
    Answer,
    /// It goes into the ledger.
    Add,
}

/// What became of a report that was added.
#[derive(Debug, Serialize)]
pub(crate) struct Added {
    /// Its number in the ledger.
    pub(crate) report: String,
    /// `new`, `changed`, `read_anew` or `known`.
    pub(crate) state: &'static str,
}

impl Added {
    pub(crate) fn of(recorded: Recorded) -> Self {
        let state = match recorded {
            Recorded::New(_) => "new",
            Recorded::Changed(..) => "changed",
            Recorded::ReadAnew(_) => "read_anew",
            Recorded::Known(_) => "known",
        };
        Self { report: format!("d{}", recorded.document()), state }
    }
}

/// Which of many something is of: its own id, else `line 12`.
#[derive(Debug, Serialize)]
struct Of<'a, T> {
    item: &'a str,
    line: usize,
    #[serde(flatten)]
    it: T,
}

/// How far it is.
#[derive(Debug, Serialize)]
struct Progress {
    progress: Done,
}

#[derive(Debug, Serialize)]
struct Done {
    done: usize,
    of: usize,
}

/// Answers line by line.
pub(crate) fn answer(
    desk: Arc<Desk>,
    items: Vec<Item>,
    turn: OwnedSemaphorePermit,
    told: Told,
    then: Then,
) -> Response {
    let (give, take) = mpsc::channel(AHEAD);
    tokio::spawn(async move {
        let _turn = turn;
        // Nobody is left to tell.
        let _ = lines(&desk, items, told, then, &give).await;
    });
    ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::new(Lines(take))).into_response()
}

/// The client has left, or takes nothing.
struct Left;

async fn lines(
    desk: &Arc<Desk>,
    items: Vec<Item>,
    told: Told,
    then: Then,
    give: &mpsc::Sender<Bytes>,
) -> Result<(), Left> {
    let (of, progress) = (items.len(), told.progress);
    // One report's own id and address fit no other.
    let rest = Given { id: None, url: None, title: None, ..told.given() };
    let mut items = items.into_iter();
    let mut reading = VecDeque::new();
    let mut last = Instant::now();
    for done in 1..=of {
        while reading.len() < desk.threads
            && let Some(item) = items.next()
        {
            reading.push_back(Task(tokio::spawn(read(Arc::clone(desk), item, rest.clone()))));
        }
        let Some(mut next) = reading.pop_front() else { break };
        let read = tokio::select! {
            read = &mut next.0 => read,
            () = give.closed() => return Err(Left),
        };
        let Ok(read) = read else { break };
        give_line(give, line(desk, read, then).await).await?;
        if progress && (done == of || last.elapsed() >= NEWS) {
            last = Instant::now();
            give_line(give, json(&Progress { progress: Done { done, of } })).await?;
        }
    }
    Ok(())
}

async fn give_line(give: &mpsc::Sender<Bytes>, line: Bytes) -> Result<(), Left> {
    match tokio::time::timeout(PATIENCE, give.send(line)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Left),
    }
}

/// One of many that was read, or what kept it from it.
struct Read {
    item: String,
    line: usize,
    record: Result<Record, Problem>,
}

async fn read(desk: Arc<Desk>, item: Item, rest: Given) -> Read {
    let (line, given) = (item.line, item.given(desk.limits.body));
    drop(item);
    let name = given.as_ref().ok().and_then(|it| it.name().map(str::to_owned));
    let record = match given.and_then(|it| it.or(&rest).sent()) {
        Ok(sent) => desk.read_in_turn(sent).await,
        Err(problem) => Err(problem),
    };
    Read { item: name.unwrap_or_else(|| format!("line {line}")), line, record }
}

/// The line of the answer for what was read.
async fn line(desk: &Arc<Desk>, read: Read, then: Then) -> Bytes {
    let Read { item, line, record } = read;
    let added = match (record, then) {
        (Ok(record), Then::Answer) => return json(&record),
        (Ok(record), Then::Add) => desk.record(Arc::new(record)).await,
        (Err(problem), _) => Err(problem),
    };
    match added {
        Ok(recorded) => json(&Of { item: &item, line, it: Added::of(recorded) }),
        Err(it) => json(&Of { item: &item, line, it }),
    }
}

fn json<T: Serialize>(answer: &T) -> Bytes {
    let mut line = serde_json::to_vec(answer).unwrap_or_default();
    line.push(b'\n');
    line.into()
}

/// Something under way that nobody waits for any more once it is dropped.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Lines as the body of an answer.
struct Lines(mpsc::Receiver<Bytes>);

impl HttpBody for Lines {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(cx).map(|line| line.map(|line| Ok(Frame::data(line))))
    }
}
