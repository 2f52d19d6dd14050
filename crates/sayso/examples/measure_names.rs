//! Measures names of persons, organizations and places by exact span on files of BIO labels: `TOKEN<tab>LABEL` a line, or the
//! five columns of Universal NER; empty lines between sentences.
//! `cargo run -p sayso --example measure_names -- FILE_OR_FOLDER [--regions FILE] [--heads] [--errors]`
//!
//! What the reader keeps, mentions and places, is held against what the data set calls a name:
//!
//! | class | worldwide newswire | Universal NER | of the reader |
//! | --- | --- | --- | --- |
//! | person | `Person` | `PER` | heads of mentions that name a person |
//! | organization | `Organization` | `ORG` | heads of mentions that name an organization, outlet or government, but for a country or capital that stands for its government |
//! | location | `Location` | `LOC` | places that are no demonyms, and heads of mentions that name a place; a facility only for `LOC`, which holds them |
//!
//! `Facility`, `NORP`, `Misc` and `Product` of worldwide newswire are no names here; whoever finds one is wrong. The overall F1 counts
//! all names of the three classes alike. `--heads` measures what the encoder's head says by itself, `--regions` takes a list of
//! file prefixes below lines `Region:` and prints the F1 of each, `--errors` lists mistakes.

#![allow(clippy::print_stdout, reason = "prints its measurements")]

mod common;

use common::{Counts, around, share};
use sayso::ingest::{self, Hint};
use sayso::read::decode::{self, NameKind};
use sayso::segment::segment;
use sayso::types::{Finder, MentionKind, PartyKind, Reading, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Names = BTreeSet<(usize, Span)>;
const KINDS: [&str; 3] = ["person", "organization", "location"];

/// A text with its names.
struct Labelled {
    text: String,
    names: Names,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = Path::new(args.first().expect("a file or folder"));
    let has = |flag: &str| args.iter().any(|it| it == flag);
    let (errors, heads) = (has("--errors"), has("--heads"));
    let regions = args.iter().position(|it| it == "--regions").map(|at| regions(Path::new(&args[at + 1])));
    let mut files: Vec<PathBuf> = if path.is_dir() {
        std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
    } else {
        vec![path.to_owned()]
    };
    files.sort();
    let (reader, encoder) = (common::reader(), common::encoder());
    let mut tally = [Counts::default(); 3];
    let mut by_region: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut finders: BTreeMap<(&str, usize), (usize, usize)> = BTreeMap::new();
    for file in files {
        let source = std::fs::read_to_string(&file).expect("a readable file");
        let name = file.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        let region = regions.as_ref().map_or("", |it| region(it, name));
        // Universal NER's locations hold facilities.
        let facilities = source.contains("\tB-LOC\t");
        for part in source.split("\n# newdoc") {
            let gold = rebuilt(part);
            let document = ingest::text(&gold.text, &Hint::default());
            let found = if heads {
                let segments = segment(&document);
                let signals = encoder.encode(&document, &segments, 1);
                of_head(&signals, &segments, facilities)
            } else {
                of_reading(&reader.read(&document).0, facilities)
            };
            for (&(kind, span), finder) in &found {
                let hit = gold.names.contains(&(kind, span));
                let entry = finders.entry((finder, kind)).or_default();
                entry.0 += usize::from(hit);
                entry.1 += 1;
                if errors && !hit {
                    println!("- {finder} {} {:?}", KINDS[kind], around(&gold.text, span));
                }
            }
            for &(kind, span) in &gold.names {
                if errors && !found.contains_key(&(kind, span)) {
                    println!("+ {} {:?}", KINDS[kind], around(&gold.text, span));
                }
            }
            for (kind, counts) in tally.iter_mut().enumerate() {
                let new = Counts {
                    hit: found.keys().filter(|it| it.0 == kind && gold.names.contains(it)).count(),
                    gold: gold.names.iter().filter(|it| it.0 == kind).count(),
                    found: found.keys().filter(|it| it.0 == kind).count(),
                };
                add(counts, new);
                add(by_region.entry(region).or_default(), new);
            }
        }
    }
    for ((finder, kind), (hit, all)) in finders {
        println!("  {finder:20} {:13} {hit:5} right of {all:5}  {:.3}", KINDS[kind], share(hit, all));
    }
    if regions.is_some() {
        for (name, it) in &by_region {
            println!("  {name:20} {it}  gold {}", it.gold);
        }
        let all = || by_region.values().map(f1);
        let (least, most) = (all().fold(1.0, f64::min), all().fold(0.0, f64::max));
        println!("  largest minus smallest {:.3}", most - least);
    }
    let mut overall = Counts::default();
    for (kind, it) in KINDS.iter().zip(tally) {
        println!("{kind:13} {it}  gold {}  found {}", it.gold, it.found);
        add(&mut overall, it);
    }
    println!("{:13} {overall}  gold {}  found {}", "overall", overall.gold, overall.found);
}

fn add(to: &mut Counts, more: Counts) {
    to.hit += more.hit;
    to.gold += more.gold;
    to.found += more.found;
}

fn f1(it: &Counts) -> f64 {
    2.0 * share(it.hit, it.gold + it.found)
}

/// What the reader keeps as names, and what found each.
fn of_reading(reading: &Reading, facilities: bool) -> BTreeMap<(usize, Span), &'static str> {
    let name = |finder| match finder {
        Finder::Rule(name) | Finder::Head(name) => name,
    };
    let mut found = BTreeMap::new();
    for it in &reading.mentions {
        let MentionKind::Name(kind) = it.kind else { continue };
        let finder = name(it.by.finder);
        let place = || reading.places.iter().any(|place| place.span.contains(it.head));
        let kind = match kind {
            PartyKind::Person => 0,
            PartyKind::Organization | PartyKind::Outlet | PartyKind::Government if finder != "country" && !place() => 1,
            PartyKind::Place if finder != "facilities" || facilities => 2,
            _ => continue,
        };
        found.insert((kind, it.head), finder);
    }
    for it in reading.places.iter().filter(|it| !it.demonym) {
        found.insert((2, it.span), name(it.by.finder));
    }
    found
}

/// What the head alone calls names.
fn of_head(
    signals: &sayso::types::Signals,
    segments: &sayso::types::Segments,
    facilities: bool,
) -> BTreeMap<(usize, Span), &'static str> {
    let mut found = BTreeMap::new();
    for it in decode::names(signals) {
        let kind = match it.kind {
            NameKind::Person => 0,
            NameKind::Organization => 1,
            NameKind::Place => 2,
            NameKind::Facility if facilities => 2,
            _ => continue,
        };
        let tokens = &segments.tokens[it.tokens];
        let span = tokens[0].span.join(tokens[tokens.len() - 1].span);
        found.insert((kind, span), "head");
    }
    found
}

/// Regions and the prefixes of their files' names.
fn regions(file: &Path) -> Vec<(String, String)> {
    let (mut out, mut region) = (Vec::new(), String::new());
    for line in std::fs::read_to_string(file).expect("a list of regions").lines().map(str::trim) {
        if let Some(name) = line.strip_suffix(':') {
            name.clone_into(&mut region);
        } else if !line.is_empty() && !line.starts_with('#') {
            out.push((line.to_owned(), region.clone()));
        }
    }
    out
}

/// The region of the longest prefix that a file's name has.
fn region<'r>(regions: &'r [(String, String)], file: &str) -> &'r str {
    let fits = regions.iter().filter(|it| file.starts_with(&it.0));
    fits.max_by_key(|it| it.0.len()).map_or("none", |it| &it.1)
}

/// The text of a labelled file and its names. A sentence stands as its line `# text =` has it; without one, tokens get the
/// spaces that print has.
fn rebuilt(source: &str) -> Labelled {
    let mut out = Labelled { text: String::new(), names: Names::new() };
    let mut open: Option<(usize, usize, usize)> = None;
    let mut quoted = false;
    let mut glue = true;
    // Where the next token is looked for in a sentence that is given as a whole.
    let mut given: Option<usize> = None;
    for line in source.lines() {
        if line.is_empty() {
            out.text.push('\n');
            (glue, given) = (true, None);
            continue;
        }
        if let Some(text) = line.strip_prefix("# text = ") {
            given = Some(out.text.len());
            out.text.push_str(text);
        }
        let row: Vec<&str> = line.split('\t').collect();
        let (word, label) = match row.as_slice() {
            _ if line.starts_with("# ") || line.starts_with(" id") => continue,
            [number, word, label, ..] if number.bytes().all(|b| b.is_ascii_digit()) => (*word, *label),
            [word, label, ..] => (*word, *label),
            _ => continue,
        };
        let start = match given {
            Some(from) => from + out.text[from..].find(word).unwrap_or(0),
            None => {
                let closing = matches!(
                    word,
                    "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "”" | "'s" | "’s" | "n't" | "n’t" | "'"
                ) || matches!(word, "\"" | "''") && quoted;
                // Hyphens inside a name stood without spaces.
                let hyphen = label.starts_with("I-") && (word == "-" || out.text.ends_with('-'));
                if !glue && !closing && !hyphen {
                    out.text.push(' ');
                }
                if matches!(word, "\"" | "''" | "``") {
                    quoted = !quoted;
                }
                glue = matches!(word, "(" | "[" | "$" | "“") || matches!(word, "\"" | "``") && quoted;
                out.text.push_str(word);
                out.text.len() - word.len()
            }
        };
        let end = start + word.len();
        given = given.map(|_| end);
        let kind = label.split_once('-').map_or("", |it| it.1);
        if label.starts_with("I-")
            && let Some(name) = open.as_mut()
            && class(kind) == Some(name.0)
        {
            name.2 = end;
            continue;
        }
        close(&mut open, &mut out.names);
        open = class(kind).map(|class| (class, start, end));
    }
    close(&mut open, &mut out.names);
    out
}

fn close(open: &mut Option<(usize, usize, usize)>, names: &mut Names) {
    if let Some((kind, start, end)) = open.take() {
        names.insert((kind, Span::new(start, end)));
    }
}

fn class(kind: &str) -> Option<usize> {
    match kind {
        "Person" | "PER" => Some(0),
        "Organization" | "ORG" => Some(1),
        "Location" | "LOC" => Some(2),
        _ => None,
    }
}
