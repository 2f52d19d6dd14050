//! Measures places against names of a folder of BIO files: `cargo run --example measure_places -- FOLDER [-v]`.
//!
//! Each file has one token and its label a line, an empty line between sentences. A find counts as right if it has
//! exactly the words of a `Location`; demonyms are measured against `NORP`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod common;

use sayso::ingest::{self, Hint};
use std::collections::BTreeMap;
use std::fs;

#[derive(Default)]
struct Count {
    right: usize,
    touching: usize,
    found: usize,
    gold: usize,
}

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let verbose = std::env::args().any(|it| it == "-v");
    let (mut places, mut demonyms) = (Count::default(), Count::default());
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let reader = common::reader();
    for file in files {
        let (text, gold) = load(&fs::read_to_string(&file).unwrap());
        let document = ingest::text(&text, &Hint::default());
        let (reading, _) = reader.read(&document);
        let is = |label: &str, start: u32, end: u32| {
            gold.iter().any(|it| it.2 == label && it.0 == start as usize && it.1 == end as usize)
        };
        for it in &reading.places {
            let (count, label) = if it.demonym { (&mut demonyms, "NORP") } else { (&mut places, "Location") };
            count.found += 1;
            count.touching += usize::from(
                gold.iter().any(|g| g.2 == label && g.0 < it.span.end as usize && (it.span.start as usize) < g.1),
            );
            if is(label, it.span.start, it.span.end) {
                count.right += 1;
            } else if !it.demonym {
                let around = gold.iter().find(|g| g.0 < it.span.end as usize && (it.span.start as usize) < g.1);
                let label = around.map_or(String::from("none"), |g| format!("{} {}", g.2, &text[g.0..g.1]));
                *wrong.entry(format!("{} in {label}", it.span.of(&text))).or_default() += 1;
            }
        }
        for (start, end, label) in &gold {
            let hit = reading.places.iter().any(|it| it.span.start as usize == *start && it.span.end as usize == *end);
            match label.as_str() {
                "Location" => {
                    places.gold += 1;
                    if !hit {
                        *missed.entry(text[*start..*end].to_owned()).or_default() += 1;
                    }
                }
                "NORP" => demonyms.gold += 1,
                _ => {}
            }
        }
    }
    for (what, it) in [("places", &places), ("demonyms", &demonyms)] {
        let share = |a, b| 100.0 * common::share(a, b);
        println!(
            "{what}: precision {:.1} ({} of {}; touching {:.1}), recall {:.1} ({} named)",
            share(it.right, it.found),
            it.right,
            it.found,
            share(it.touching, it.found),
            share(it.right, it.gold),
            it.gold
        );
    }
    if verbose {
        for (what, table) in [("wrong", wrong), ("missed", missed)] {
            let mut rows: Vec<_> = table.into_iter().collect();
            rows.sort_by_key(|it| std::cmp::Reverse(it.1));
            println!("\n{what}");
            for (name, n) in rows.iter().take(150) {
                println!("  {n} {name}");
            }
        }
    }
}

/// The text of a file of labelled tokens, and its spans with their labels.
fn load(file: &str) -> (String, Vec<(usize, usize, String)>) {
    let mut text = String::new();
    let mut spans: Vec<(usize, usize, String)> = Vec::new();
    for line in file.lines() {
        let mut fields = line.split('\t');
        let (Some(token), Some(label)) = (fields.next(), fields.next()) else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            continue;
        };
        let initials = text.ends_with('.')
            && text.trim_end_matches('.').ends_with(|c: char| c.is_uppercase())
            && token.len() == 1
            && token.chars().all(char::is_uppercase);
        let glued = text.is_empty()
            || text.ends_with(['\n', '(', '“', '‘', '$', '@', '#', '-', '/'])
            || token.starts_with([',', '.', ';', ':', '?', '!', ')', '’', '\'', '”', '%', '-', '/'])
            || token == "n't"
            || initials;
        if !glued {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        if let Some(name) = label.strip_prefix("B-") {
            spans.push((start, text.len(), name.to_owned()));
        } else if label.starts_with("I-")
            && let Some(last) = spans.last_mut()
        {
            last.1 = text.len();
        }
    }
    (text, spans)
}
