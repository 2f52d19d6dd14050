//! Measures the figure reader against folders of annotated articles (`text/*.txt`, `records/*.json`).
//!
//! ```text
//! cargo run -p sayso --example measure_figures -- [--errors] [--differ] FOLDER…
//! ```
//!
//! The reader is given the annotated statements, so that `attributed to` tests the figures alone. Definitions are those of
//! the annotated set's own scorer: figures match one to one, best overlap in letters and digits first; value is right where
//! low and high are equal within 0.1 %; full is value, unit and attribution right, as F1 over all records.

use sayso::ingest::{self, Hint};
use sayso::read::{Page, figure};
use sayso::types::{Act, Attribution, By, Figure, Manner, Reading, Resolution, Signals, Span, Statement};
use serde_json::Value;
use std::path::Path;

#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    matched: usize,
    value: usize,
    unit: usize,
    attributed: usize,
    full: usize,
    per: (usize, usize),
    differ: usize,
    by_rule: std::collections::BTreeMap<String, [usize; 3]>,
}

struct Gold {
    span: Span,
    low: Option<f64>,
    high: Option<f64>,
    unit: String,
    of: String,
    per: Option<String>,
    attributed: Option<usize>,
}

fn main() {
    let (flags, folders): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|it| it.starts_with("--"));
    let has = |flag: &str| flags.iter().any(|it| it == flag);
    for folder in folders {
        let mut tally = Tally::default();
        let mut files: Vec<_> = std::fs::read_dir(Path::new(&folder).join("records"))
            .expect("a folder with records/")
            .filter_map(|it| Some(it.ok()?.path()))
            .collect();
        files.sort();
        for file in &files {
            let doc = file.file_stem().and_then(|it| it.to_str()).unwrap_or_default().to_owned();
            let text = std::fs::read_to_string(Path::new(&folder).join("text").join(format!("{doc}.txt")));
            let record = std::fs::read_to_string(file).expect("a readable record");
            let record: Value = serde_json::from_str(&record).expect("a record in JSON");
            article(&doc, &text.expect("the record's text"), &record, &mut tally, has("--errors"), has("--differ"));
        }
        print(&folder, files.len(), &tally);
    }
}

fn article(doc: &str, text: &str, record: &Value, tally: &mut Tally, errors: bool, differ: bool) {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let span = |it: &Value| Span::new(bytes[index(&it[0])], bytes[index(&it[1])]);
    let document = ingest::text(text, &Hint::default());
    let segments = sayso::segment::segment(&document);
    let signals = Signals::default();
    let page = Page::new(&document, &segments, &signals);
    let statements: Vec<Statement> = list(&record["statements"])
        .iter()
        .map(|it| Statement {
            content: list(&it["content"]).iter().map(span).collect(),
            quoted: Vec::new(),
            source: None,
            cue: None,
            manner: Manner::Indirect,
            act: Act::Say,
            addressee: None,
            said: None,
            by: By::rule("annotated", 1.0),
        })
        .collect();
    let mut reading = Reading { statements, ..Reading::default() };
    reading.times = sayso::read::time::read(&page, &reading);
    reading.places = sayso::read::place::read(&page, &reading);
    reading.figures = figure::read(&page, &reading);
    figure::attribute(&mut reading.figures, &reading.statements);
    let gold: Vec<Gold> = list(&record["figures"])
        .iter()
        .map(|it| Gold {
            span: span(&it["span"]),
            low: it["low"].as_f64(),
            high: it["high"].as_f64(),
            unit: it["unit"].as_str().unwrap_or_default().to_owned(),
            of: it["of"].as_str().unwrap_or_default().to_owned(),
            per: it["per"].as_str().map(str::to_owned),
            attributed: it["attributed_to"].as_u64().map(|it| usize::try_from(it).expect("an index")),
        })
        .collect();
    let around = |span: Span| {
        let from = text[..span.range().start].char_indices().rev().nth(39).map_or(0, |(at, _)| at);
        let to = text[span.range().end..].char_indices().nth(40).map_or(text.len(), |(at, _)| span.range().end + at);
        format!("{} [[{}]] {}", &text[from..span.range().start], span.of(text), &text[span.range().end..to]).replace('\n', " ")
    };
    tally.gold += gold.len();
    tally.found += reading.figures.len();
    let pairs = pair(text, &gold, &reading.figures);
    for (i, it) in gold.iter().enumerate() {
        if errors && !pairs.iter().any(|(a, _)| *a == i) {
            println!("MISSED {doc} {:?}..{:?} {} {}", it.low, it.high, it.unit, around(it.span));
        }
    }
    for (j, it) in reading.figures.iter().enumerate() {
        let rule = sayso_rule(it);
        let hit = pairs.iter().find(|(_, b)| *b == j).map(|(a, _)| &gold[*a]);
        let row = tally.by_rule.entry(rule.clone()).or_default();
        row[0] += 1;
        let Some(hit) = hit else {
            if errors {
                println!("EXTRA {doc} ({rule}) {:?}..{:?} {} {}", it.low, it.high, it.unit.name(), around(it.span));
            }
            continue;
        };
        let value = close(hit.low, it.low) && close(hit.high, it.high);
        let unit = hit.unit == it.unit.name();
        let told = match it.attributed_to {
            Attribution::OwnVoice => None,
            Attribution::Statement(id) => Some(id.0 as usize),
        };
        let per = it.per.as_ref().map(|it| it.0.clone());
        row[1] += 1;
        row[2] += usize::from(value && unit);
        tally.matched += 1;
        tally.value += usize::from(value);
        tally.unit += usize::from(unit);
        tally.attributed += usize::from(told == hit.attributed);
        tally.full += usize::from(value && unit && told == hit.attributed);
        if per.is_some() || hit.per.is_some() {
            tally.per.0 += usize::from(per == hit.per);
            tally.per.1 += 1;
            if errors && per != hit.per {
                println!("PER {doc} ({rule}) {per:?} for {:?} {}", hit.per, around(it.span));
            }
        }
        if errors && !(value && unit) {
            println!(
                "WRONG {doc} ({rule}) {:?}..{:?} {} for {:?}..{:?} {} {}",
                it.low, it.high, it.unit.name(), hit.low, hit.high, hit.unit, around(it.span)
            );
        }
        if errors && told != hit.attributed {
            println!("VOICE {doc} {told:?} for {:?} {}", hit.attributed, around(it.span));
        }
        if errors && std::env::var_os("OF").is_some() {
            let of: Vec<&str> = it.of.iter().map(|span| span.of(text)).collect();
            println!("OF {:?} for {:?} {}", of.join(" … "), hit.of, around(it.span));
        }
    }
    let found = sayso::resolve::differ(&page, &reading, &Resolution::default());
    tally.differ += found.len();
    if differ {
        for it in found {
            println!("DIFFER {doc} factor {} {}", it.factor, it.why);
            for id in it.figures {
                let figure = &reading.figures[id.0 as usize];
                let of: Vec<&str> = figure.of.iter().map(|span| span.of(text)).collect();
                println!("    {:?}..{:?} of {} {:?}: {}", figure.low, figure.high, of.join(" … "), figure.per, around(figure.span));
            }
        }
    }
}

fn sayso_rule(figure: &Figure) -> String {
    match figure.by.finder {
        sayso::types::Finder::Rule(name) | sayso::types::Finder::Head(name) => name.to_owned(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn index(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("an offset")).expect("an offset")
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => (a - b).abs() <= 0.001 * a.abs().max(b.abs()),
        _ => false,
    }
}

/// One to one, most letters and digits shared first, then text order.
fn pair(text: &str, gold: &[Gold], found: &[Figure]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        for (j, b) in found.iter().enumerate().filter(|(_, b)| b.span.overlaps(a.span)) {
            let (start, end) = (a.span.start.max(b.span.start), a.span.end.min(b.span.end));
            let shared = text[start as usize..end as usize].chars().filter(|c| c.is_alphanumeric()).count();
            if shared > 0 {
                candidates.push((shared, i, j));
            }
        }
    }
    candidates.sort_by_key(|&(shared, i, j)| (std::cmp::Reverse(shared), i, j));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in candidates {
        if pairs.iter().all(|&(a, b)| a != i && b != j) {
            pairs.push((i, j));
        }
    }
    pairs
}

fn print(folder: &str, articles: usize, it: &Tally) {
    let f1 = |hit: usize| {
        let ratio = |of: usize| if of == 0 { 0.0 } else { hit as f64 / of as f64 };
        let (p, r) = (ratio(it.found), ratio(it.gold));
        format!("P {p:.3}  R {r:.3}  F1 {:.3}", if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
    };
    let right = |hit: usize, of: usize| hit as f64 / of.max(1) as f64;
    println!("{folder}: {articles} articles, {} annotated, {} found, {} differ", it.gold, it.found, it.differ);
    println!("  figure          {}", f1(it.matched));
    println!("  value           right {:.3}", right(it.value, it.matched));
    println!("  unit            right {:.3}", right(it.unit, it.matched));
    println!("  per             right {:.3} of {}", right(it.per.0, it.per.1), it.per.1);
    println!("  attributed to   right {:.3}", right(it.attributed, it.matched));
    println!("  full            {}", f1(it.full));
    for (rule, [found, matched, right]) in &it.by_rule {
        println!("    {rule:14} found {found:4}  annotated {matched:4}  value and unit right {right:4}");
    }
}
