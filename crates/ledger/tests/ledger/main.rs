//! The ledger, tested on real files.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests: they panic where something is wrong")]

mod ask;
mod correct;
mod damage;
mod decided;
mod export;
mod facets;
mod first;
mod import;
mod link;
mod over_time;
mod pages;
mod processes;
mod record;
mod register;
mod sample;
mod told;
mod whole;
