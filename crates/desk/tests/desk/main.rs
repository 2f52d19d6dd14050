//! The desk, asked over HTTP as a browser or a program asks it.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests: they panic where something is wrong")]

mod api;
mod attack;
mod corrections;
mod document;
#[path = "../../../wire/tests/record/faults.rs"]
mod faults;
mod fetch;
mod guard;
mod harness;
mod raw;
mod tls;
