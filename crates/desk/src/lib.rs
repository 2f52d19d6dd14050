//! The desk: a local site to read, check and search reports in, and an HTTP API for programs.
//!
//! | module | purpose |
//! | --- | --- |
//! | `routes` | every address, in one table |
//! | `api` | what programs ask for beyond the pages: bodies of any form, streams, and the document that describes it all |
//! | `views` | one function an address: from what is asked to what is answered |
//! | `pages` | answers as HTML; `pages::shell` is what all share |
//! | `draw` | charts, timelines and maps from data, as SVG |
//! | `guard` | what every request must pass: host, origin, token; and what every answer carries |
//! | `attempts` | wrong tokens, counted by who brings them |
//! | `form` | which form an answer takes: a page, or JSON at the same address with `.json` |
//! | `problem` | what goes wrong, in one shape (RFC 9457) |
//! | `desk` | what requests share: the reader, the ledger's connections, texts that were pasted |
//! | `server` | the listener, TLS, the end |
//! | `connection` | one connection: its place among all, and how slow its peer may be |
//! | `assets` | styles, scripts and coastlines, inside the program |
//!
//! Report text is data everywhere: templates escape it, no script is inline, and the Content-Security-Policy allows
//! none but the desk's own.

mod api;
mod assets;
mod attempts;
mod connection;
mod desk;
mod draw;
mod form;
mod guard;
mod pages;
mod problem;
mod routes;
mod server;
mod views;

pub use server::{Served, serve};

use sayso::Reader;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What a desk is opened with.
#[derive(Debug)]
pub struct Options {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The ledger that is asked and added to; it need not exist yet.
    pub ledger: PathBuf,
    /// What reads.
    pub reader: Reader,
    /// How many reports are read at once.
    pub threads: usize,
    /// How addresses and pages are read. Addresses come from whoever uses the desk, so that what may be asked anywhere is
    /// asked of public servers alone; only hosts that are allowed by name are asked wherever they are.
    pub ingest: sayso::ingest::Options,
    /// Names, beside those of this machine, by which the desk may be called.
    pub hosts: Vec<String>,
    /// What every request must bring, if anything.
    pub token: Option<String>,
    /// Certificate and key, both PEM.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Whether a proxy in front speaks TLS, so that cookies are for TLS alone.
    pub behind_proxy: bool,
    /// Where a line about each request goes.
    pub log: fn(&str),
    /// How much one request, and all together, may take.
    pub limits: Limits,
}

/// How much one request, and all together, may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Greatest body of a request, and of one report among many, in bytes.
    pub body: usize,
    /// Greatest body of a request that holds many reports, in bytes.
    pub many: usize,
    /// How many reports such a request may hold.
    pub items: usize,
    /// How many such requests are answered at once; more are refused with 503.
    pub streams: usize,
    /// Time until the head of the next request is there; after that the connection is closed.
    pub head_time: std::time::Duration,
    /// Time until a request's body is there and its answer begins.
    pub answer_time: std::time::Duration,
    /// Time in which a peer must send, or take, at least 4 KiB of what we wait for.
    pub slow_time: std::time::Duration,
    /// Time until a question to the ledger is given up.
    pub question_time: std::time::Duration,
    /// Connections at once; for one more, the one goes that we have waited for the longest.
    pub connections: usize,
    /// Questions to the ledger at once; more wait for a turn.
    pub questions: usize,
    /// Addresses fetched at once; more wait for a turn.
    pub fetches: usize,
    /// Reports that wait to be read; more are refused with 503.
    pub waiting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        use std::time::Duration;
        Self {
            body: 8 << 20,
            many: 64 << 20,
            items: 10_000,
            streams: 2,
            head_time: Duration::from_secs(10),
            answer_time: Duration::from_secs(60),
            slow_time: Duration::from_secs(15),
            question_time: Duration::from_secs(10),
            connections: 512,
            questions: 8,
            fetches: 16,
            waiting: 32,
        }
    }
}
