//! Measures types of events between marked parties on a table of PLV's form (Hu et al. 2024): macro F1 of type and of quad
//! class. `cargo run --release -p sayso --example measure_plv -- open_test.tsv [--errors]`
//!
//! PLV's older list of types has YIELD for CONCEDE and RETREAT.

#![allow(clippy::print_stdout, reason = "prints its measurements")]

mod common;

use sayso::ingest::{self, Hint};
use sayso::read::{Page, event};
use sayso::segment;
use sayso::types::{EventType, Span};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let table = std::fs::read_to_string(args.first().expect("a table")).expect("a readable table");
    let errors = args.iter().any(|it| it == "--errors");
    let encoder = common::encoder();
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().expect("a header").split('\t').collect();
    let column = |name: &str| header.iter().position(|it| *it == name).expect("a column of PLV");
    let (marked, root) = (column("marked_sentence"), column("gold_root"));
    let (mut types, mut quads, mut untold) = (Vec::new(), Vec::new(), 0);
    for line in lines {
        let row: Vec<&str> = line.split('\t').collect();
        let (text, actor, recipient) = unmarked(row[marked]);
        let document = ingest::text(&text, &Hint::default());
        let segments = segment::segment(&document);
        let signals = encoder.encode(&document, &segments, 1);
        let page = Page::new(&document, &segments, &signals);
        let likely = event::between(&page, actor, recipient);
        untold += usize::from(likely.is_none());
        let found = likely.map_or("", best);
        if errors && found != row[root] {
            println!("{}\t{found}\t{}", row[root], row[marked]);
        }
        types.push((row[root].to_owned(), found.to_owned()));
        quads.push((quad(row[root]), quad(found)));
    }
    println!("{} sentences, {untold} without signals", types.len());
    println!("type  macro F1 {:.3}", macro_f1(&types));
    println!("quad  macro F1 {:.3}", macro_f1(&quads));
}

/// The text without its marks, and what they marked.
fn unmarked(words: &str) -> (String, Span, Span) {
    const MARKS: [&str; 4] = ["<s>", "</s>", "<t>", "</t>"];
    let (mut text, mut places) = (String::new(), [0; MARKS.len()]);
    let mut rest = words.trim_start();
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match MARKS.iter().position(|mark| rest.starts_with(mark)) {
            Some(mark) => {
                places[mark] = text.len();
                rest = &rest[MARKS[mark].len()..];
            }
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    (text, Span::new(places[0], places[1]), Span::new(places[2], places[3]))
}

/// The likeliest of PLV's types.
fn best(likely: [f32; 16]) -> &'static str {
    let mut mass: Vec<(&'static str, f32)> = Vec::new();
    for (of, score) in EventType::ALL.into_iter().zip(likely) {
        let name = if matches!(of, EventType::Concede | EventType::Retreat) { "YIELD" } else { of.name() };
        match mass.iter_mut().find(|it| it.0 == name) {
            Some(it) => it.1 += score.exp(),
            None => mass.push((name, score.exp())),
        }
    }
    mass.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or("", |it| it.0)
}

/// Quad class of one of PLV's types, by its own table: YIELD is material cooperation.
fn quad(name: &str) -> u8 {
    if name == "YIELD" {
        return 2;
    }
    EventType::ALL.into_iter().find(|it| it.name() == name).map_or(0, EventType::quad)
}

/// The mean of the F1 of every class that the gold answers have.
fn macro_f1<T: PartialEq>(pairs: &[(T, T)]) -> f64 {
    let mut classes: Vec<&T> = Vec::new();
    for (gold, _) in pairs {
        if !classes.contains(&gold) {
            classes.push(gold);
        }
    }
    let count = |of: &dyn Fn(&(T, T)) -> bool| pairs.iter().filter(|it| of(it)).count() as f64;
    let f1 = |class: &T| {
        let hit = count(&|it| it.0 == *class && it.1 == *class);
        2.0 * hit / (count(&|it| it.0 == *class) + count(&|it| it.1 == *class))
    };
    classes.iter().map(|it| f1(it)).sum::<f64>() / classes.len() as f64
}
