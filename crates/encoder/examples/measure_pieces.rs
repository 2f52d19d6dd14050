//! How fast word pieces are cut: `measure_pieces VOCABULARY FILE …`, tokens being what lies between white space and marks.
//!
//! With `--ids` in front it prints the ids instead, a line a line, so that they can be held against another tokenizer's;
//! then a token is what lies between two spaces.

use sayso_encoder::pieces::Pieces;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let print = arguments.first().is_some_and(|it| it == "--ids");
    arguments.drain(..usize::from(print));
    let [vocabulary, files @ ..] = &arguments[..] else { return Err("name a vocabulary and files".into()) };
    let vocabulary = std::fs::read(vocabulary)?;
    let started = Instant::now();
    let pieces = Pieces::new(&vocabulary)?;
    let loaded = started.elapsed();
    let texts = files.iter().map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let mut ids = Vec::new();
    if print {
        for line in texts.iter().flat_map(|text| text.lines()) {
            ids.clear();
            line.split(' ').for_each(|token| pieces.encode(token, &mut ids));
            show(&ids.iter().map(u32::to_string).collect::<Vec<_>>().join(" "));
        }
        return Ok(());
    }
    let tokens: Vec<&str> = texts.iter().flat_map(|text| tokens(text)).collect();
    let mut best = f64::MAX;
    for _ in 0..20 {
        let started = Instant::now();
        ids.clear();
        tokens.iter().for_each(|token| pieces.encode(token, &mut ids));
        best = best.min(started.elapsed().as_secs_f64());
    }
    show(&format!(
        "{} tokens, {} pieces; {:.1} M pieces a second (best of 20); vocabulary read in {:.1} ms",
        tokens.len(),
        ids.len(),
        ids.len() as f64 / best / 1e6,
        loaded.as_secs_f64() * 1e3
    ));
    Ok(())
}

/// Words with what is in them, and marks apart: nearly what the reader takes for tokens.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|chunk| {
        let inner = chunk.trim_matches(|char: char| !char.is_alphanumeric());
        let start = chunk.find(inner).unwrap_or(0);
        let (before, after) = (&chunk[..start], &chunk[start + inner.len()..]);
        marks(before).chain((!inner.is_empty()).then_some(inner)).chain(marks(after))
    })
}

/// Characters one by one.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|_: char| true)
}

#[expect(clippy::print_stdout, reason = "what a program that measures is for")]
fn show(line: &str) {
    println!("{line}");
}
