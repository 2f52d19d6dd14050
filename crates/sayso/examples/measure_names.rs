//! Measures names of persons and organizations by exact span on files of BIO labels: `TOKEN<tab>LABEL` a line, or
//! the five columns of Universal NER; empty lines between sentences.
//! `cargo run -p sayso --example measure_names -- FILE_OR_FOLDER [--errors]`

#![allow(clippy::print_stdout, reason = "prints its measurements")]

use sayso::Reader;
use sayso::ingest::{self, Hint};
use sayso::types::{Finder, MentionKind, PartyKind, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Names = BTreeSet<(u8, Span)>;
const KINDS: [&str; 2] = ["person", "organization"];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = Path::new(args.first().expect("a file or folder"));
    let errors = args.iter().any(|it| it == "--errors");
    let mut files: Vec<PathBuf> = if path.is_dir() {
        std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
    } else {
        vec![path.to_owned()]
    };
    files.sort();
    let reader = Reader::default();
    let mut tally = [[0_usize; 3]; 2];
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for file in files {
        let source = std::fs::read_to_string(&file).expect("a readable file");
        for part in source.split("\n# newdoc") {
            let (text, gold) = rebuilt(part);
            let document = ingest::text(&text, &Hint::default());
            let (reading, _) = reader.read(&document);
            let mut found = Names::new();
            for it in &reading.mentions {
                let MentionKind::Name(kind) = it.kind else { continue };
                let Finder::Rule(rule) = it.by.finder else { continue };
                let place = reading.places.iter().any(|place| place.span.contains(it.head));
                let kind = match kind {
                    PartyKind::Person => 0,
                    PartyKind::Organization | PartyKind::Outlet | PartyKind::Government
                        if rule != "country" && !place =>
                    {
                        1
                    }
                    _ => continue,
                };
                found.insert((kind, it.head));
                let hit = gold.contains(&(kind, it.head));
                let entry = rules.entry(rule).or_default();
                entry.0 += usize::from(hit);
                entry.1 += 1;
                if errors && !hit {
                    println!("- {rule} {} {:?}", KINDS[usize::from(kind)], around(&text, it.head));
                }
            }
            for (kind, span) in &gold {
                if errors && !found.contains(&(*kind, *span)) {
                    println!("+ {} {:?}", KINDS[usize::from(*kind)], around(&text, *span));
                }
            }
            for (kind, counts) in tally.iter_mut().enumerate() {
                let of = |names: &Names| names.iter().filter(|it| usize::from(it.0) == kind).count();
                counts[0] += gold.intersection(&found).filter(|it| usize::from(it.0) == kind).count();
                counts[1] += of(&gold);
                counts[2] += of(&found);
            }
        }
    }
    for (rule, (hit, all)) in rules {
        println!("  {rule:20} {hit:5} right of {all:5}  {:.3}", hit as f64 / all as f64);
    }
    for (kind, [hit, gold, found]) in KINDS.iter().zip(tally) {
        let (precision, recall) = (hit as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        println!("{kind:13} P {precision:.3}  R {recall:.3}  F1 {f1:.3}  gold {gold}  found {found}");
    }
}

fn around(text: &str, span: Span) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = text[..start].char_indices().rev().nth(30).map_or(0, |(at, _)| at);
    let to = text[end..].char_indices().nth(25).map_or(text.len(), |(at, _)| end + at);
    format!("{}[{}]{}", &text[from..start], &text[start..end], &text[end..to])
}

/// The text of a labelled file, with the spaces that print has, and its names.
fn rebuilt(source: &str) -> (String, Names) {
    let (mut text, mut names) = (String::new(), Names::new());
    let mut open: Option<(u8, usize, usize)> = None;
    let mut quoted = false;
    let mut glue = true;
    for line in source.lines() {
        if line.is_empty() {
            text.push('\n');
            glue = true;
            continue;
        }
        let row: Vec<&str> = line.split('\t').collect();
        let (word, label) = match row.as_slice() {
            _ if line.starts_with("# ") || line.starts_with(" id") => continue,
            [number, word, label, ..] if number.bytes().all(|b| b.is_ascii_digit()) => (*word, *label),
            [word, label, ..] => (*word, *label),
            _ => continue,
        };
        let closing = matches!(
            word,
            "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "”" | "'s" | "’s" | "n't" | "n’t" | "'"
        ) || matches!(word, "\"" | "''") && quoted;
        // Hyphens inside a name stood without spaces.
        let hyphen = label.starts_with("I-") && (word == "-" || text.ends_with('-'));
        if !glue && !closing && !hyphen {
            text.push(' ');
        }
        if matches!(word, "\"" | "''" | "``") {
            quoted = !quoted;
        }
        glue = matches!(word, "(" | "[" | "$" | "“") || matches!(word, "\"" | "``") && quoted;
        let start = text.len();
        text.push_str(word);
        if let Some(kind) = label.strip_prefix("I-")
            && let Some((of, _, end)) = open.as_mut()
            && *of == class(kind)
        {
            *end = text.len();
            continue;
        }
        close(&mut open, &mut names);
        let class = label.split_once('-').map_or(9, |(_, kind)| class(kind));
        if class < 2 {
            open = Some((class, start, text.len()));
        }
    }
    close(&mut open, &mut names);
    (text, names)
}

fn close(open: &mut Option<(u8, usize, usize)>, names: &mut Names) {
    if let Some((kind, start, end)) = open.take() {
        names.insert((kind, Span::new(start, end)));
    }
}

fn class(kind: &str) -> u8 {
    match kind {
        "Person" | "PER" => 0,
        "Organization" | "ORG" => 1,
        _ => 9,
    }
}
