//! Measures how predicates are told on a file of It-Happened 2's form (UDS-IH2; −3 did not happen … 3 happened): Pearson's r,
//! and the share whose third of the scale is right. `cargo run --release -p sayso --example measure_happened -- dev.jsonl`

#![allow(clippy::print_stdout, reason = "prints its measurements")]

mod common;

use sayso::ingest::{self, Hint};
use sayso::segment;
use serde_json::Value;

fn main() {
    let file = std::env::args().nth(1).expect("a file");
    let encoder = common::encoder();
    let (mut told, mut ours) = (Vec::new(), Vec::new());
    for line in std::fs::read_to_string(file).expect("a readable file").lines() {
        let row: Value = serde_json::from_str(line).expect("a row of JSON");
        let words: Vec<&str> = row["text"].as_str().expect("a text").split(' ').collect();
        let (text, starts) = printed(&words);
        let document = ingest::text(&text, &Hint::default());
        let segments = segment::segment(&document);
        let signals = encoder.encode(&document, &segments, 1);
        for target in row["targets"].as_array().expect("targets") {
            let word = usize::try_from(target["span1"][0].as_u64().expect("a word")).expect("a word's number");
            let token = segments.tokens.partition_point(|it| (it.span.end as usize) <= starts[word]);
            let occurred = signals.status.get(token).map_or(1.0, |it| f64::from(it.occurred.exp()));
            told.push(target["label"].as_f64().expect("a label"));
            ours.push(6.0 * occurred - 3.0);
        }
    }
    let third = |it: f64| i32::from(it >= 1.0) - i32::from(it <= -1.0);
    let share = |right: usize| right as f64 / told.len() as f64;
    let right = told.iter().zip(&ours).filter(|(a, b)| third(**a) == third(**b)).count();
    let constant = told.iter().filter(|it| third(**it) == 1).count();
    println!("{} predicates", told.len());
    println!("Pearson's r     {:.3}", pearson(&told, &ours));
    println!("third right     {:.3}   (always \"happened\": {:.3})", share(right), share(constant));
}

/// Words as printed, without the spaces before marks, and where each begins.
fn printed(words: &[&str]) -> (String, Vec<usize>) {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for word in words {
        let closing = matches!(
            *word,
            "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "'s" | "n't" | "'re" | "'ve" | "'ll" | "'d" | "'m"
        );
        if !text.is_empty() && !closing {
            text.push(' ');
        }
        starts.push(text.len());
        text.push_str(word);
    }
    (text, starts)
}

fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let (of_a, of_b) = (mean(a), mean(b));
    let sum = |x: &[f64], mx: f64, y: &[f64], my: f64| x.iter().zip(y).map(|(p, q)| (p - mx) * (q - my)).sum::<f64>();
    sum(a, of_a, b, of_b) / (sum(a, of_a, a, of_a) * sum(b, of_b, b, of_b)).sqrt()
}
