//! Prints every predicate of a folder of texts that fits, as JSON Lines, for `training/predicates` to count.
//!
//! `cargo run --release -p sayso --example dump_predicates -- TEXT_FOLDER >candidates.jsonl`; offsets are code points.

#![allow(clippy::print_stdout, reason = "prints its rows")]

use sayso::ingest::{self, Hint};
use sayso::{read, segment};
use serde_json::json;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).expect("usage: dump_predicates TEXT_FOLDER");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    for file in files {
        let document = ingest::text(&std::fs::read_to_string(&file)?, &Hint::default());
        let segments = segment::segment(&document);
        let signals = sayso::types::Signals::default();
        let page = read::Page::new(&document, &segments, &signals);
        let reading = read::read(&page);
        let point = |byte: u32| document.text[..byte as usize].chars().count();
        for it in read::event::candidates(&page, &reading) {
            let row = json!({
                "doc": file.file_stem().map(|stem| stem.to_string_lossy()),
                "key": it.key, "trigger": [point(it.trigger.start), point(it.trigger.end)],
            });
            println!("{row}");
        }
    }
    Ok(())
}
