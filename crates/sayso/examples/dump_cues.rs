//! Prints every verb of a folder of texts in its frame as JSON Lines, for `training/cues` to count.
//!
//! `cargo run --release -p sayso --example dump_cues -- TEXT_FOLDER >candidates.jsonl`; offsets are UTF-8 bytes.

#![allow(clippy::print_stdout, reason = "prints its rows")]

use sayso::ingest::{self, Hint};
use sayso::{read, segment};
use serde_json::json;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).expect("usage: dump_cues TEXT_FOLDER");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let document = ingest::text(&text, &Hint { published: sayso::date("2016-09-01"), ..Hint::default() });
        let segments = segment::segment(&document);
        let signals = sayso::types::Signals::default();
        let page = read::Page::new(&document, &segments, &signals);
        let reading =
            sayso::types::Reading { times: read::time::read(&page, &Default::default()), ..Default::default() };
        let span = |it: sayso::types::Span| json!([it.start, it.end]);
        for it in read::statement::cue_candidates(&page, &reading) {
            let row = json!({
                "doc": file.file_stem().map(|stem| stem.to_string_lossy()), "word": it.word, "tag": format!("{:?}", it.tag),
                "form": it.form, "frame": it.frame, "own": it.own_subject, "source": it.source.map(span), "cue": span(it.cue),
                "content": it.content.iter().map(|&it| span(it)).collect::<Vec<_>>(),
            });
            println!("{row}");
        }
    }
    Ok(())
}
