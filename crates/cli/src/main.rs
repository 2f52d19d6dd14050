//! The program `sayso`: reads news reports and shows on whose word everything in them rests.
//!
//! | module | purpose |
//! | --- | --- |
//! | `answers` | what a ledger answers, as tables, JSON and CSV |
//! | `args` | what can be typed |
//! | `config` | the values in force, and where each comes from |
//! | `inputs` | names of inputs to streams of documents: the only contact with ingest |
//! | `pipeline` | many inputs on several threads, results in input order |
//! | `commands` | one function a command |
//! | `watch` | results as they come, progress, interrupts |
//! | `view` | a reading as a text for terminals and as a page |
//! | `formats` | records as GDELT's rows and PLOVER's JSON |
//! | `score` | the reader against gold records |
//! | `output` | the only place that prints |

mod answers;
mod args;
mod commands;
mod config;
mod formats;
mod inputs;
mod output;
mod pipeline;
mod score;
mod stats;
mod view;
mod watch;

use std::process::ExitCode;

fn main() -> ExitCode {
    if inputs::is_worker() {
        return inputs::work();
    }
    match commands::run(args::parse()) {
        Ok(code) => code,
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            commands::FAILED.into()
        }
    }
}
