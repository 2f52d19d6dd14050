//! Measures how fast archives are cut into pages, and in how much memory: `cargo run --example measure_archive -- [--all] FILE…`.
//!
//! Prints pages, what was passed over, MB and pages a second, and where the system tells it, the most memory used. No text is taken
//! out of the pages: that is measured with `sayso read`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use sayso::ingest::{self, Input, Options, Pages};
use std::time::Instant;

fn main() {
    let all = std::env::args().any(|it| it == "--all");
    for file in std::env::args().skip(1).filter(|it| it != "--all") {
        let pages = if all { Pages::All } else { Pages::News };
        let options = Options { pages, ..Options::default() };
        let size = std::fs::metadata(&file).unwrap().len() as f64 / 1e6;
        let begin = Instant::now();
        let (mut pages, mut failed) = (0, 0);
        for item in ingest::items(&Input::named(&file), &options) {
            match item {
                Ok(_) => pages += 1,
                Err(error) => {
                    failed += 1;
                    println!("{error}");
                }
            }
        }
        let seconds = begin.elapsed().as_secs_f64();
        println!("{file}: {pages} pages, {failed} failed; passed over: {}", options.tally);
        println!(
            "{size:.1} MB in {seconds:.1} s: {:.1} MB and {:.0} pages a second",
            size / seconds,
            f64::from(pages) / seconds
        );
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
}
