//! Measures how pages of archives are told to be news: `cargo run --example measure_news -- BENCH_FOLDER [-v]`.
//!
//! `BENCH_FOLDER` is article-extraction-benchmark's: `ground-truth.json` with the address of each page, and `html/ID.html.gz`. All are
//! reports, so that the share that is let in is the recall. The pages go through an archive, as they would come.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod common;

use common::json;
use sayso::ingest::{self, Input, Options, Tally};
use std::path::Path;
use std::time::Instant;

fn main() {
    let verbose = std::env::args().any(|it| it == "-v");
    let folder = std::env::args().nth(1).expect("the folder of the benchmark");
    let truth = json(&Path::new(&folder).join("ground-truth.json"));
    let (mut found, mut all, mut bytes, mut seconds) = (0, 0, 0, 0.0);
    for (id, page) in truth.as_object().unwrap() {
        let address = page["url"].as_str().unwrap();
        let address = if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
        let html = std::fs::read(Path::new(&folder).join(format!("html/{id}.html.gz"))).unwrap();
        let mut content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
        content.extend(html);
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Length: {}\r\n\r\n",
            content.len()
        );
        let archive = [head.as_bytes(), &content, b"\r\n\r\n"].concat();
        bytes += archive.len();
        let options = Options { tally: Tally::default(), ..Options::default() };
        let begin = Instant::now();
        let is_news = ingest::items(&Input::Bytes { name: "a.warc".into(), bytes: archive }, &options).count() == 1;
        seconds += begin.elapsed().as_secs_f64();
        all += 1;
        found += usize::from(is_news);
        if verbose && !is_news {
            println!("kept out: {address} ({})", options.tally);
        }
    }
    let share = 100.0 * common::share(found, all);
    println!("news: {found} of {all} reports let in ({share:.1} %), {:.0} pages a second", all as f64 / seconds);
    println!("{:.1} MB compressed, decoding included", bytes as f64 / 1e6);
}
