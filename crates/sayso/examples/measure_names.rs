//! Measures names of persons and organizations by exact span on files of BIO labels: `TOKEN<tab>LABEL` a line, or
//! the five columns of Universal NER; empty lines between sentences.
//! `cargo run -p sayso --example measure_names -- FILE_OR_FOLDER [--errors]`

#![allow(clippy::print_stdout, reason = "prints its measurements")]

mod common;

use common::{Counts, around, share};
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
    let reader = common::reader();
    let mut tally = [Counts::default(); 2];
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
                counts.hit += gold.intersection(&found).filter(|it| usize::from(it.0) == kind).count();
                counts.gold += of(&gold);
                counts.found += of(&found);
            }
        }
    }
    for (rule, (hit, all)) in rules {
        println!("  {rule:20} {hit:5} right of {all:5}  {:.3}", share(hit, all));
    }
    for (kind, it) in KINDS.iter().zip(tally) {
        println!("{kind:13} {it}  gold {}  found {}", it.gold, it.found);
    }
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
