//! One connection: its place among all, whom to send away when places run out, and how slow a peer may be.
//!
//! A peer that is slow is so at its own cost. Its head must come in time; of a body, and of what it takes of an answer, some
//! must move while we wait for it; and where all places are taken, whoever we have waited for the longest goes.

use crate::{Limits, form};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;
use tokio::time::Sleep;
use tower::ServiceExt as _;

/// How many bytes must move while we wait, in the time that [`Limits::slow_time`] gives.
const ENOUGH: usize = 4096;

/// How often it is looked for somebody to send away, where nobody waits yet.
const LOOK: Duration = Duration::from_millis(50);

/// Answers a connection until it ends, or until its place is another's.
pub(crate) async fn answer<S>(stream: S, peer: &Arc<Peer>, router: Router, limits: Limits, closing: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(|request: Request<Incoming>| {
        let (router, peer) = (router.clone(), Arc::clone(peer));
        async move {
            let whole = request.body().is_end_stream();
            let mut request = form::told(request.map(|body| Body::new(Coming::new(body, Arc::clone(&peer), limits))));
            request.extensions_mut().insert(Arc::clone(&peer));
            peer.waited_for(!whole);
            let Ok(response) = router.oneshot(request).await;
            peer.waited_for(true);
            Ok::<_, Infallible>(response.map(|body| Going { body, peer }))
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(64 << 10)
        .serve_connection(TokioIo::new(stream), service);
    // What a peer does wrong is no news.
    let _ = closing.watch(connection).await;
}

/// The places there are for connections.
#[derive(Debug)]
pub(crate) struct Places {
    most: usize,
    taken: Mutex<Taken>,
    freed: Notify,
}

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    peers: BTreeMap<u64, Arc<Peer>>,
}

/// A place that a connection has; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    places: Arc<Places>,
    number: u64,
    pub(crate) peer: Arc<Peer>,
}

impl Places {
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, taken: Mutex::default(), freed: Notify::new() })
    }

    /// A place for a new connection. Where there is none, whoever we have waited for the longest is sent away; where we wait
    /// for nobody, the new one waits.
    pub(crate) async fn take(self: &Arc<Self>, address: IpAddr) -> Place {
        loop {
            if let Some(place) = self.free(address) {
                return place;
            }
            // A permit that was left while nobody waited is taken at once, so that no place is missed.
            let _ = tokio::time::timeout(LOOK, self.freed.notified()).await;
        }
    }

    fn free(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.peers.len() >= self.most {
            let longest = taken.peers.values().filter_map(|it| Some((it.since()?, it))).min_by_key(|it| it.0);
            if let Some((_, peer)) = longest {
                peer.leave.notify_one();
            }
            return None;
        }
        let peer = Arc::new(Peer {
            address,
            since: Mutex::new(Some(Instant::now())),
            late: false.into(),
            leave: Notify::new(),
        });
        let number = taken.next;
        taken.next += 1;
        taken.peers.insert(number, Arc::clone(&peer));
        Some(Place { places: Arc::clone(self), number, peer })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.taken.lock().unwrap_or_else(PoisonError::into_inner).peers.remove(&self.number);
        self.places.freed.notify_one();
    }
}

/// Who is at the other end. Every request carries it among its extensions.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) address: IpAddr,
    /// Since when we have waited for it; `None` while it waits for us.
    since: Mutex<Option<Instant>>,
    late: AtomicBool,
    leave: Notify,
}

impl Peer {
    /// Whether a body did not come in time.
    pub(crate) fn is_late(&self) -> bool {
        self.late.load(Ordering::Relaxed)
    }

    /// Comes once the place is another's.
    pub(crate) async fn sent_away(&self) {
        self.leave.notified().await;
    }

    fn waited_for(&self, it: bool) {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner) = it.then(Instant::now);
    }

    fn since(&self) -> Option<Instant> {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The body of a request as it comes.
struct Coming {
    body: Incoming,
    peer: Arc<Peer>,
    pace: Pace,
}

impl Coming {
    fn new(body: Incoming, peer: Arc<Peer>, limits: Limits) -> Self {
        Self { body, peer, pace: Pace::new(limits.slow_time) }
    }
}

impl HttpBody for Coming {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) else {
            ready!(self.pace.is_over(cx));
            self.peer.late.store(true, Ordering::Relaxed);
            return Poll::Ready(Some(Err(slow().into())));
        };
        if let Some(Ok(frame)) = &frame {
            self.pace.moved(frame.data_ref().map_or(0, Bytes::len));
        }
        if frame.is_none() || self.body.is_end_stream() {
            self.peer.waited_for(false);
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer as it goes: what it is still asked for, the peer has not taken yet.
struct Going {
    body: Body,
    peer: Arc<Peer>,
}

impl HttpBody for Going {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        self.peer.waited_for(frame.is_ready());
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream whose peer must take what it is given.
pub(crate) struct Patient<S> {
    stream: S,
    pace: Pace,
}

impl<S> Patient<S> {
    pub(crate) fn new(stream: S, limits: Limits) -> Self {
        Self { stream, pace: Pace::new(limits.slow_time) }
    }

    fn given<T>(&mut self, cx: &mut Context<'_>, done: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if done.is_pending() {
            ready!(self.pace.is_over(cx));
            return Poll::Ready(Err(slow()));
        }
        done
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if let Poll::Ready(Ok(n)) = &done {
            self.pace.moved(*n);
        }
        self.given(cx, done)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        if let Poll::Ready(Ok(n)) = &done {
            self.pace.moved(*n);
        }
        self.given(cx, done)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_flush(cx);
        self.given(cx, done)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.given(cx, done)
    }
}

fn slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the peer is too slow")
}

/// How much moves while we wait for a peer. Time in which we do not wait does not count, nor does a byte now and then save it.
struct Pace {
    limit: Duration,
    waited: Duration,
    since: Option<Instant>,
    moved: usize,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    fn new(limit: Duration) -> Self {
        Self { limit, waited: Duration::ZERO, since: None, moved: 0, alarm: None }
    }

    fn moved(&mut self, bytes: usize) {
        self.waited += self.since.take().map_or(Duration::ZERO, |since| since.elapsed());
        self.moved += bytes;
        if self.moved >= ENOUGH {
            (self.waited, self.moved) = (Duration::ZERO, 0);
        }
    }

    /// Ready once we have waited too long; asked whenever nothing can move now.
    fn is_over(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let limit = self.limit.saturating_sub(self.waited);
        if self.since.is_none() {
            let (since, end) = (Instant::now(), tokio::time::Instant::now() + limit);
            self.since = Some(since);
            match &mut self.alarm {
                Some(alarm) => alarm.as_mut().reset(end),
                None => self.alarm = Some(Box::pin(tokio::time::sleep_until(end))),
            }
        }
        self.alarm.as_mut().map_or(Poll::Pending, |alarm| alarm.as_mut().poll(cx))
    }
}
