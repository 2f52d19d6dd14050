//! Measures who speaks: puts a gold folder's statements into the reading and compares the speakers found for them.
//! `cargo run -p sayso --example measure_speakers -- FOLDER [--errors]`, with
//! `SHOW=NAME` to list an article's mentions; FOLDER holds index.json, text/ and records/.

#![allow(clippy::print_stdout, reason = "prints its measurements")]

mod common;

use common::{Article, articles, list, share};
use sayso::{ingest, read, resolve, segment};
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(args.iter().find(|it| !it.starts_with("--")).expect("a gold folder"));
    let errors = args.iter().any(|it| it == "--errors");
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let encoder = common::encoder();
    for article in articles(folder) {
        measure(&article, &encoder, errors, &mut tally);
    }
    let (mut right, mut of) = (0, 0);
    for (kind, (ok, all)) in &tally {
        println!("{kind:12} {:.3}  {ok} of {all}", share(*ok, *all));
        right += ok;
        of += all;
    }
    println!("{:12} {:.3}  {right} of {of}", "all", share(right, of));
}

fn measure(
    article: &Article,
    encoder: &sayso::Encoder,
    errors: bool,
    tally: &mut BTreeMap<&'static str, (usize, usize)>,
) {
    let (doc, text) = (&article.doc, article.text.as_str());
    let document = ingest::text(text, &article.hint);
    let segments = segment::segment(&document);
    let signals = encoder.encode(&document, &segments, 1);
    let page = read::Page::new(&document, &segments, &signals);
    let mut reading = read::read(&page);
    reading.statements = article.statements();
    let resolution = resolve::resolve(&page, &mut reading);
    if std::env::var("SHOW").is_ok_and(|it| doc.contains(&it)) {
        print!("{}", sayso::render::mentions(&document, &reading, &resolution));
    }
    for (n, it) in list(&article.record["statements"]).iter().enumerate() {
        let source = reading.statements[n].source.map(|it| it.of(text));
        let found = resolution.speakers[n].map(|id| resolution.parties[id.0 as usize].name.as_str());
        let want = it["speaker"].as_str();
        let kind = kind(source);
        let ok = same_name(want, found);
        let entry = tally.entry(kind).or_default();
        entry.0 += usize::from(ok);
        entry.1 += 1;
        if errors && !ok {
            let at = reading.statements[n].content[0];
            println!("{kind}\t{doc}\t[{}]\twant {want:?}\tfound {found:?}\t{:.90}", source.unwrap_or("-"), at.of(text));
        }
    }
}

fn kind(source: Option<&str>) -> &'static str {
    let Some(source) = source else { return "none" };
    match source.to_lowercase().as_str() {
        "he" | "she" | "they" | "it" | "i" | "we" | "you" | "who" | "his" | "her" | "him" | "them" | "its" | "my"
        | "our" | "their" => "pronoun",
        _ if source.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase))
            || source.starts_with(char::is_uppercase) && !source.starts_with("The ") && !source.starts_with("A ") =>
        {
            "name"
        }
        _ => "description",
    }
}

const TITLES: &str = "the a an mr mrs ms dr sir lord lady president vice prime minister secretary senator sen rep \
    representative gov governor chancellor king queen prince gen general col colonel capt captain lt sgt judge justice \
    chief officer spokesman spokeswoman spokesperson attorney former us u.s. republican democratic democrat of state \
    defense foreign";

fn words(name: &str) -> Vec<String> {
    let name = name.replace('’', "'").to_lowercase();
    let all: Vec<String> = name
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '\'' | '-')))
        .map(|word| word.strip_suffix("'s").unwrap_or(word).trim_matches(['.', '\'', '-']).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    let core: Vec<String> =
        all.iter().filter(|word| !TITLES.split_whitespace().any(|title| title == word.as_str())).cloned().collect();
    if core.is_empty() { all } else { core }
}

/// The same test as the gold scorer's.
fn same_name(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
    let (a, b) = (words(a), words(b));
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else { return false };
    a.iter().all(|word| b.contains(word))
        || b.iter().all(|word| a.contains(word))
        || last_a == last_b && last_a.chars().count() > 2
}
