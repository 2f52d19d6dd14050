//! Measures who speaks: puts a gold folder's statements into the reading and compares the speakers found for them.
//! `cargo run -p sayso --example measure_speakers -- FOLDER [--errors]`, with
//! `SHOW=NAME` to list an article's mentions; FOLDER holds index.json, text/ and records/.

#![allow(clippy::print_stdout, reason = "prints its measurements")]

use sayso::ingest::{self, Hint};
use sayso::types::{Act, By, Manner, Span, Statement};
use sayso::{read, resolve, segment};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(args.iter().find(|it| !it.starts_with("--")).expect("a gold folder"));
    let errors = args.iter().any(|it| it == "--errors");
    let json = |path: &Path| -> Value {
        serde_json::from_str(&std::fs::read_to_string(path).expect("a readable file")).expect("JSON")
    };
    let index = json(&folder.join("index.json"));
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for item in index.as_array().expect("a list") {
        let doc = item["doc"].as_str().expect("a name");
        let file = folder.join("records").join(format!("{doc}.json"));
        if !file.exists() {
            continue;
        }
        let record = json(&file);
        let text = std::fs::read_to_string(folder.join("text").join(format!("{doc}.txt"))).expect("the text");
        let hint = Hint {
            published: item["published"].as_str().and_then(sayso::date),
            title: item["title"].as_str().map(str::to_owned),
            ..Hint::default()
        };
        measure(doc, &text, &hint, &record, errors, &mut tally);
    }
    let (mut right, mut of) = (0, 0);
    for (kind, (ok, all)) in &tally {
        println!("{kind:12} {:.3}  {ok} of {all}", *ok as f64 / (*all).max(1) as f64);
        right += ok;
        of += all;
    }
    println!("{:12} {:.3}  {right} of {of}", "all", right as f64 / of.max(1) as f64);
}

fn measure(
    doc: &str,
    text: &str,
    hint: &Hint,
    record: &Value,
    errors: bool,
    tally: &mut BTreeMap<&'static str, (usize, usize)>,
) {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let span = |value: &Value| {
        let end = |n: usize| bytes[usize::try_from(value[n].as_u64().expect("an offset")).expect("small")];
        value.as_array().map(|_| Span::new(end(0), end(1)))
    };
    let document = ingest::text(text, hint);
    let segments = segment::segment(&document);
    let signals = sayso::types::Signals::default();
    let page = read::Page::new(&document, &segments, &signals);
    let mut reading = read::read(&page);
    let gold = record["statements"].as_array().expect("a list");
    reading.statements = gold
        .iter()
        .map(|it| Statement {
            content: it["content"].as_array().expect("a list").iter().filter_map(span).collect(),
            quoted: Vec::new(),
            source: span(&it["source"]),
            cue: span(&it["cue"]),
            manner: match it["manner"].as_str() {
                Some("direct") => Manner::Direct,
                Some("mixed") => Manner::Mixed,
                _ => Manner::Indirect,
            },
            act: Act::Say,
            addressee: None,
            said: None,
            by: By::rule("gold", 1.0),
        })
        .collect();
    let resolution = resolve::resolve(&page, &mut reading);
    if std::env::var("SHOW").is_ok_and(|it| doc.contains(&it)) {
        print!("{}", sayso::render::mentions(&document, &reading, &resolution));
    }
    for (n, it) in gold.iter().enumerate() {
        let source = span(&it["source"]).map(|it| it.of(text));
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
