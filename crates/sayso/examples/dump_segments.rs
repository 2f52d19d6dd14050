//! Cuts texts as the reader does, for `training/encoder`: the trainer learns on the reader's own tokens.
//!
//! `cargo run --release -p sayso --example dump_segments <texts.jsonl >segments.jsonl`. In: `{"id", "text", "published"}` a line. Out, a
//! line each: `tokens` as `[start, end]` in code points, `marks` (for each token `o` opens a quotation, `c` closes one,
//! `-` neither), `tags` (parts of speech), `sentences` as `[first, last + 1]` tokens, `blocks`: each sentence's
//! block, `kinds`: each block's kind, `times` as `[start, end, value]`.

#![allow(clippy::print_stdout, reason = "prints its rows")]

use sayso::ingest::{self, Hint};
use sayso::types::{Reading, Signals, TokenKind};
use sayso::{read, segment};
use serde_json::{Value, json};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let hint = Hint { published: row["published"].as_str().and_then(sayso::date), ..Hint::default() };
        let document = ingest::text(row["text"].as_str().ok_or("a row without text")?, &hint);
        let segments = segment::segment(&document);
        let signals = Signals::default();
        let times = read::time::read(&read::Page::new(&document, &segments, &signals), &Reading::default());
        // Spans are bytes; Python counts code points.
        let mut points = vec![0_usize; document.text.len() + 1];
        for (number, (at, _)) in document.text.char_indices().enumerate() {
            points[at] = number;
        }
        points[document.text.len()] = document.text.chars().count();
        let at = |byte: u32| points[byte as usize];
        let marks: String = segments
            .tokens
            .iter()
            .map(|it| match it.kind {
                TokenKind::Open => 'o',
                TokenKind::Close => 'c',
                _ => '-',
            })
            .collect();
        let row = json!({
            "id": row["id"],
            "text": &*document.text,
            "tokens": segments.tokens.iter().map(|it| [at(it.span.start), at(it.span.end)]).collect::<Vec<_>>(),
            "marks": marks,
            "tags": segments.tokens.iter().map(|it| format!("{:?}", it.tag)).collect::<Vec<_>>(),
            "sentences": segments.sentences.iter().map(|it| [it.tokens.start, it.tokens.end]).collect::<Vec<_>>(),
            "blocks": segments.sentences.iter().map(|it| it.block).collect::<Vec<_>>(),
            "times": times.iter().map(|it| json!([at(it.span.start), at(it.span.end), read::time::to_the_day(it.value).to_string()])).collect::<Vec<_>>(),
            "kinds": document.blocks.iter().map(|it| it.kind.name()).collect::<Vec<_>>(),
        });
        println!("{row}");
    }
    Ok(())
}
