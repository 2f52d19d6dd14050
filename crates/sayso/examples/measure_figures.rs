//! Measures the figure reader against folders of annotated articles (`text/*.txt`, `records/*.json`).
//!
//! ```text
//! cargo run -p sayso --example measure_figures -- [--errors] [--differ] [--whole] FOLDER…
//! ```
//!
//! The reader is given the annotated statements, so that `attributed to` tests the figures alone; with `--whole` it reads
//! statements and all, and a figure's statement is right where it matches the annotated one. Definitions are those of
//! the annotated set's own scorer: figures match one to one, best overlap in letters and digits first; value is right where
//! low and high are equal within 0.1 %; full is value, unit and attribution right, as F1 over all records.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints figures")]

mod common;

use common::{Article, Counts, around, articles, list, share};
use sayso::ingest;
use sayso::read::{Page, figure};
use sayso::types::{Attribution, Figure, Reading, Resolution, Signals, Span, Statement};
use std::path::Path;

#[derive(Default)]
struct Tally {
    articles: usize,
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
        let modes = Modes { errors: has("--errors"), differ: has("--differ"), whole: has("--whole") };
        for it in articles(Path::new(&folder)) {
            tally.articles += 1;
            article(&it, &mut tally, modes);
        }
        print(&folder, &tally);
    }
}

#[derive(Clone, Copy)]
struct Modes {
    errors: bool,
    differ: bool,
    whole: bool,
}

fn article(article: &Article, tally: &mut Tally, modes: Modes) {
    let Modes { errors, differ, whole } = modes;
    let (doc, text) = (&article.doc, article.text.as_str());
    let around = |span| around(text, span);
    let document = ingest::text(text, &article.hint);
    let segments = sayso::segment::segment(&document);
    let signals = Signals::default();
    let page = Page::new(&document, &segments, &signals);
    let statements = article.statements();
    let (reading, resolution, ours) = if whole {
        let (reading, resolution) = sayso::Reader::default().read(&document);
        let ours = match_statements(text, &statements, &reading.statements);
        (reading, resolution, ours)
    } else {
        let ours = (0..statements.len()).map(Some).collect();
        let mut reading = Reading { statements, ..Reading::default() };
        reading.times = sayso::read::time::read(&page, &reading);
        reading.places = sayso::read::place::read(&page, &reading);
        reading.figures = figure::read(&page, &reading);
        figure::attribute(&mut reading.figures, &reading.statements);
        (reading, Resolution::default(), ours)
    };
    let gold: Vec<Gold> = list(&article.record["figures"])
        .iter()
        .map(|it| Gold {
            span: article.span(&it["span"]).expect("a figure has a span"),
            low: it["low"].as_f64(),
            high: it["high"].as_f64(),
            unit: it["unit"].as_str().unwrap_or_default().to_owned(),
            of: it["of"].as_str().unwrap_or_default().to_owned(),
            per: it["per"].as_str().map(str::to_owned),
            attributed: it["attributed_to"].as_u64().map(|it| usize::try_from(it).expect("an index")),
        })
        .collect();
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
        // Ours that matches the annotated statement; one that matches none is right for none.
        let right = match hit.attributed {
            None => told.is_none(),
            Some(gold) => told.is_some() && ours[gold] == told,
        };
        let per = it.per.as_ref().map(|it| it.0.clone());
        row[1] += 1;
        row[2] += usize::from(value && unit);
        tally.matched += 1;
        tally.value += usize::from(value);
        tally.unit += usize::from(unit);
        tally.attributed += usize::from(right);
        tally.full += usize::from(value && unit && right);
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
                it.low,
                it.high,
                it.unit.name(),
                hit.low,
                hit.high,
                hit.unit,
                around(it.span)
            );
        }
        if errors && !right {
            println!("VOICE {doc} {told:?} for {:?} {}", hit.attributed, around(it.span));
        }
        if errors && std::env::var_os("OF").is_some() {
            let of: Vec<&str> = it.of.iter().map(|span| span.of(text)).collect();
            println!("OF {:?} for {:?} {}", of.join(" … "), hit.of, around(it.span));
        }
    }
    let found = sayso::resolve::differ(&page, &reading, &resolution);
    tally.differ += found.len();
    if differ {
        for it in found {
            println!("DIFFER {doc} factor {} {}", it.factor, it.why);
            for id in it.figures {
                let figure = &reading.figures[id.0 as usize];
                let of: Vec<&str> = figure.of.iter().map(|span| span.of(text)).collect();
                println!(
                    "    {:?}..{:?} of {} {:?}: {}",
                    figure.low,
                    figure.high,
                    of.join(" … "),
                    figure.per,
                    around(figure.span)
                );
            }
        }
    }
}

/// For each annotated statement ours that matches it: at least half of the letters and digits of both shared, best first.
fn match_statements(text: &str, gold: &[Statement], found: &[Statement]) -> Vec<Option<usize>> {
    let cover = |it: &Statement| -> std::collections::HashSet<usize> {
        let spans = it.content.iter().map(|span| span.range());
        let letters = |range: std::ops::Range<usize>| {
            let at = range.start;
            text[range]
                .char_indices()
                .filter(|(_, c)| c.is_alphanumeric())
                .map(move |(n, _)| at + n)
                .collect::<Vec<_>>()
        };
        spans.flat_map(letters).collect()
    };
    let (a, b): (Vec<_>, Vec<_>) = (gold.iter().map(cover).collect(), found.iter().map(cover).collect());
    let mut candidates = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let shared = x.intersection(y).count();
            let share = shared as f64 / (x.len() + y.len() - shared).max(1) as f64;
            if share >= 0.5 {
                candidates.push((share, i, j));
            }
        }
    }
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut matched = vec![None; gold.len()];
    for (_, i, j) in candidates {
        if matched[i].is_none() && !matched.contains(&Some(j)) {
            matched[i] = Some(j);
        }
    }
    matched
}

fn sayso_rule(figure: &Figure) -> String {
    match figure.by.finder {
        sayso::types::Finder::Rule(name) | sayso::types::Finder::Head(name) => name.to_owned(),
    }
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => common::close(a, b),
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

fn print(folder: &str, it: &Tally) {
    let f1 = |hit: usize| Counts { hit, gold: it.gold, found: it.found };
    println!("{folder}: {} articles, {} annotated, {} found, {} differ", it.articles, it.gold, it.found, it.differ);
    println!("  figure          {}", f1(it.matched));
    println!("  value           right {:.3}", share(it.value, it.matched));
    println!("  unit            right {:.3}", share(it.unit, it.matched));
    println!("  per             right {:.3} of {}", share(it.per.0, it.per.1), it.per.1);
    println!("  attributed to   right {:.3}", share(it.attributed, it.matched));
    println!("  full            {}", f1(it.full));
    for (rule, [found, matched, right]) in &it.by_rule {
        println!("    {rule:14} found {found:4}  annotated {matched:4}  value and unit right {right:4}");
    }
}
