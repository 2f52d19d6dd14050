//! Tests of the program as people run it: a real process, real files.
//!
//! One module a concern: `read`, `archives`, `archives_large`, `bad`, `views`, `formats`, `score`, `config`, `ledger_kills`, `serve`, `bench` run the
//! program; `floors` holds its quality, `docs` and `tidy` hold the repository together.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests: they panic where something is wrong")]

#[path = "../../../sayso/tests/ingest/archive.rs"]
#[allow(dead_code, reason = "the tests of the library break archives in more ways")]
mod archive;
mod archives;
#[cfg(target_os = "linux")]
mod archives_large;
mod bad;
mod bench;
#[path = "../formats/columns.rs"]
mod columns;
mod config;
mod docs;
mod floors;
mod formats;
mod harness;
mod ledger;
mod ledger_kills;
mod read;
mod score;
#[cfg(unix)]
mod serve;
#[path = "../../../sayso/tests/ingest/server.rs"]
mod server;
mod tidy;
mod views;
