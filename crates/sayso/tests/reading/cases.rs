//! Runs `cases/`: one folder a topic, one file a rule, each heading one case.
//!
//! A case is prose, a block fenced as `text` (with `published=2026-03-04` after the word, if the case needs a
//! date), and a block fenced as `reading` with the expected lines of [`sayso::render`]. `UPDATE=1 cargo test`
//! rewrites the expectations; read the difference before you commit it.

use crate::complete::lacking;
use sayso::ingest::{self, Hint};
use sayso::{Reader, read, render};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What the record of a topic looks like for this text.
fn rendered(topic: &str, text: &str, published: Option<&str>) -> String {
    let hint = Hint { published: published.and_then(sayso::date), ..Hint::default() };
    let document = ingest::text(text, &hint);
    let (reading, resolution) = Reader::new(sayso::Encoder::without_weights()).read(&document);
    match topic {
        "time" => render::times(&document, &reading),
        "place" => render::places(&document, &reading),
        "mention" => render::mentions(&document, &reading, &resolution),
        "statement" => render::statements(&document, &reading, &resolution),
        "figure" => render::figures(&document, &reading),
        "party" => render::parties(&resolution),
        "event" => render::events(&document, &reading),
        "differ" => render::figures(&document, &reading) + &render::differ(&document, &reading, &resolution),
        other => {
            panic!(
                "cases/{other}: no such topic; the topics are the folders of crates/sayso/src/read, differ and party"
            )
        }
    }
}

/// Checks one file of cases, or rewrites it; returns what is found in each passage, and what is wrong.
fn check(topic: &str, file: &Path) -> (Vec<String>, Vec<String>) {
    let update = std::env::var_os("UPDATE").is_some();
    let source = std::fs::read_to_string(file).expect("a readable case file");
    let (mut all, mut faults, mut out) = (Vec::new(), Vec::new(), String::new());
    let mut title = "";
    let mut lines = source.lines().peekable();
    let mut found: Option<String> = None;
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if let Some(heading) = line.strip_prefix("## ") {
            title = heading;
        }
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some(rest) = info.strip_prefix("text") {
            found = Some(rendered(topic, &body.join("\n"), rest.trim().strip_prefix("published=")));
            out.push_str(&body.join("\n"));
            out.push('\n');
        } else if info == "reading" {
            let got = found.take().unwrap_or_default();
            let want = body.iter().map(|line| format!("{line}\n")).collect::<String>();
            if got != want {
                faults.push(format!("{}: {title}\n  expected:\n{want}  found:\n{got}", file.display()));
            }
            out.push_str(&got);
            all.push(got);
        }
        out.push_str("```\n");
    }
    if all.is_empty() {
        faults.push(format!("{}: no case; add a heading, a `text` block and a `reading` block", file.display()));
    }
    if update && out != source {
        std::fs::write(file, out).expect("a writable case file");
        faults.clear();
    }
    (all, faults)
}

/// The files of a folder with this ending, without it, in order; `mod` is none.
fn names(folder: &Path, extension: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(extension)?.to_owned()))
        .filter(|name| name != "mod")
        .collect();
    names.sort();
    names
}

/// Holds a topic's rule files, its `RULES` and its cases together, and runs the cases.
fn topic(topic: &str, rules: &[&str]) {
    let files = names(&root().join("crates/sayso/src/read").join(topic).join("rules"), ".rs");
    let cases = root().join("cases").join(topic);
    let written = names(&cases, ".md");
    let mut faults = lacking(topic, rules, &files, &written);
    for name in rules.iter().filter(|name| written.iter().any(|case| case == *name)) {
        let (found, wrong) = check(topic, &cases.join(format!("{name}.md")));
        faults.extend(wrong);
        let fires = found.iter().filter(|lines| lines.contains(&format!("({name})"))).count();
        if fires < 2 || fires == found.len() {
            let silent = found.len() - fires;
            faults.push(format!(
                "cases/{topic}/{name}.md: the rule fires in {fires} passages and is silent in {silent}; two must fire, one be silent"
            ));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

macro_rules! topics {
    ($($topic:ident),+) => { $(
        #[test]
        fn $topic() {
            topic(stringify!($topic), &read::$topic::rules::RULES.iter().map(|rule| rule.name).collect::<Vec<_>>());
        }
    )+ };
}

topics!(time, place, mention, statement, figure);

/// Codes of parties have no rules of their own either: every file of `cases/party` is run.
#[test]
fn party() {
    let cases = root().join("cases/party");
    let files = names(&cases, ".md");
    assert!(!files.is_empty(), "cases/party: no case; write one (copy a neighbour of cases/mention)");
    let faults: Vec<String> =
        files.iter().flat_map(|name| check("party", &cases.join(format!("{name}.md"))).1).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Events are found by one table in frames of many kinds: every file of `cases/event` is run, and each shows an event.
#[test]
fn event() {
    let cases = root().join("cases/event");
    let files = names(&cases, ".md");
    assert!(!files.is_empty(), "cases/event: no case; write one (copy a neighbour of cases/figure)");
    for name in files {
        let (found, faults) = check("event", &cases.join(format!("{name}.md")));
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
        assert!(found.concat().contains("event "), "cases/event/{name}.md: none of its cases shows an event");
    }
}

/// Differing figures have no rules of their own: every file of `cases/differ` is run.
#[test]
fn differ() {
    let cases = root().join("cases/differ");
    let files = names(&cases, ".md");
    assert!(!files.is_empty(), "cases/differ: no case; write one (copy a neighbour of cases/figure)");
    let checked = files.iter().map(|name| check("differ", &cases.join(format!("{name}.md"))));
    let (found, faults): (Vec<Vec<String>>, Vec<Vec<String>>) = checked.unzip();
    assert!(faults.concat().is_empty(), "\n{}", faults.concat().join("\n"));
    assert!(
        found.concat().concat().contains("\ndiffer "),
        "none of the cases in cases/differ shows figures that differ"
    );
}
