//! `sayso read`: inputs, formats, order, errors, exit codes, interrupts.

use crate::harness::Folder;
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::Stdio;
use std::time::{Duration, Instant};

const SHORT: &str = "“The bridge is safe,” Mayor Ada Brook said on Monday.\n";

/// A JSON Lines file of so many reports.
fn lines(count: usize) -> String {
    (0..count).fold(String::new(), |mut out, n| {
        let text = format!("“It was number {n},” said Ada Brook. ").repeat(1 + n % 7);
        let _ = writeln!(out, "{}", serde_json::json!({"id": format!("r{n}"), "text": text}));
        out
    })
}

fn ids(jsonl: &str) -> Vec<String> {
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["document"]["id"].as_str().unwrap().to_owned();
    jsonl.lines().map(id).collect()
}

#[test]
fn records_come_out_in_input_order_on_any_number_of_threads() {
    let folder = Folder::new();
    folder.file("a.jsonl", lines(120)).file("b.jsonl", lines(30)).file("c.txt", SHORT);
    let read =
        |threads| folder.run(["read", "-f", "jsonl", "-j", threads, "a.jsonl", "c.txt", "b.jsonl", "c.txt"]).ok();
    let one = read("1");
    let digest = ids(&one)[120].clone();
    let expected: Vec<String> = (0..120)
        .map(|n| format!("r{n}"))
        .chain([digest.clone()])
        .chain((0..30).map(|n| format!("r{n}")))
        .chain([digest])
        .collect();
    assert_eq!(ids(&one), expected);
    assert_eq!(read("7"), one);
}

#[test]
fn json_is_an_object_for_one_report_and_an_array_for_several() {
    let folder = Folder::new();
    folder.file("one.txt", SHORT).file("all/b.txt", SHORT).file("many.jsonl", lines(3));
    let length = |arguments: &[&str]| {
        folder.run([&["read", "--format", "json"], arguments].concat()).json().as_array().map(Vec::len)
    };
    assert_eq!(length(&["one.txt"]), None);
    assert_eq!(length(&["one.txt", "one.txt"]), Some(2));
    assert_eq!(length(&["many.jsonl"]), Some(3));
    assert_eq!(length(&["all"]), Some(1), "a folder may hold many");
}

#[test]
fn the_text_of_a_file_is_the_text_of_its_record() {
    let folder = Folder::new();
    let text = "\u{feff}One — “two”\r\n\tthree 𝔣our\u{a0}🌊.\n\n\nFive";
    folder.file("odd.txt", text);
    let record = folder.run(["read", "-f", "json", "odd.txt"]).json();
    assert_eq!(
        record["document"]["text"].as_str().unwrap().trim_start_matches('\u{feff}'),
        text.trim_start_matches('\u{feff}')
    );
    assert_eq!(record["schema"], "sayso/1");
}

#[test]
fn what_the_caller_knows_overrides_the_input() {
    let folder = Folder::new();
    folder.file("a.txt", SHORT);
    let flags = ["--published=2026-03-04", "--url=https://example.org/a", "--outlet=The Post", "--title=Safe"];
    let record = folder.run(["read", "-f", "json", "a.txt"].into_iter().chain(flags)).json();
    let document = &record["document"];
    assert_eq!(document["published"], "2026-03-04");
    assert_eq!(document["url"], "https://example.org/a");
    assert_eq!(document["outlet"], "The Post");
    assert_eq!(document["title"], "Safe");
    assert_eq!(folder.run(["read", "--published", "4 March", "a.txt"]).code, Some(2));
    let page = "<link rel=canonical href='https://ledger.example/b'><meta property='og:url' content='https://ledger.example/b'>\
                <meta property='og:site_name' content='The Ledger'><meta name=date content='2026-01-01'><title>Wall</title>\
                <article><h1>Wall</h1><p>The harbour wall at Port Elsby will be raised by two metres next spring.</p></article>";
    let line = serde_json::json!({"html": page, "url": "https://ledger.example/c", "title": "Wall", "published": "2026-01-02", "outlet": "L"});
    folder.file("page.html", page).file("lines.jsonl", line.to_string());
    for name in ["page.html", "lines.jsonl"] {
        let record = folder.run(["read", "-f", "json", name].into_iter().chain(flags)).json();
        for (field, told) in
            [("published", "2026-03-04"), ("url", "https://example.org/a"), ("outlet", "The Post"), ("title", "Safe")]
        {
            assert_eq!(record["document"][field], told, "{name}: {field}");
        }
    }
}

#[test]
fn the_numbers_taken_for_figures_can_be_chosen() {
    let folder = Folder::new();
    folder.file("a.txt", "Ada Brook, 44, saw 13 boats in 2019.");
    let figures = |flags: &[&str]| {
        let arguments = ["read", "-f", "json", "a.txt"].iter().chain(flags).copied();
        folder.run(arguments).json()["figures"].as_array().unwrap().len()
    };
    assert_eq!(figures(&[]), 1);
    assert_eq!(figures(&["--figures", "news"]), 1);
    assert_eq!(figures(&["--figures", "quantities"]), 2);
    assert_eq!(figures(&["--figures", "all"]), 3);
    assert_eq!(folder.run(["read", "--figures", "some", "a.txt"]).code, Some(2));
}

#[test]
fn standard_input_is_read_with_and_without_a_dash() {
    let folder = Folder::new();
    assert_eq!(folder.pipe(SHORT, &["read", "-f", "json", "-"]).json()["document"]["text"], SHORT);
    assert_eq!(folder.pipe(SHORT, &["read", "-f", "json"]).json()["document"]["text"], SHORT);
    assert_eq!(
        folder.pipe("<!doctype html><html><body></body></html>", &["read"]).code,
        Some(2),
        "a page without a report"
    );
}

#[test]
fn folders_are_read_by_name_and_depth_and_hidden_files_left_out() {
    let folder = Folder::new();
    for (name, text) in
        [("in/b.txt", "B."), ("in/a/c.txt", "C."), ("in/a.txt", "A."), ("in/.d.txt", "D."), ("in/e.bin", "E.")]
    {
        folder.file(name, text);
    }
    let out = folder.run(["read", "-f", "jsonl", "in"]).ok();
    let texts: Vec<Value> =
        out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["document"]["text"].clone()).collect();
    assert_eq!(texts, ["C.", "A.", "B."]);
    folder.file("empty/readme.bin", "");
    let ran = folder.run(["read", "empty"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), "sayso: nothing to read: no report among the inputs\n"));
}

#[test]
fn an_item_that_cannot_be_read_is_one_line_and_the_others_are_read() {
    let folder = Folder::new();
    folder
        .file("good.txt", SHORT)
        .file("empty.txt", "")
        .file("blank.txt", " \n\n")
        .file("binary.txt", b"\x00\x01\x02\xff".repeat(50));
    folder.file("bad.jsonl", format!("{}[1, 2]\n{}", lines(1), lines(1)));
    folder.file("page.html", "<html><body>").file("deep.html", "<div>".repeat(100_000));
    let inputs =
        ["empty.txt", "blank.txt", "good.txt", "binary.txt", "absent.txt", "bad.jsonl", "page.html", "deep.html"];
    let ran = folder.run(["read", "-f", "jsonl"].into_iter().chain(inputs));
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(ran.out.lines().count(), 3);
    let named: Vec<&str> = ran.err.lines().map(|line| line.split(": ").nth(1).unwrap()).collect();
    assert_eq!(named, ["empty.txt", "blank.txt", "binary.txt", "absent.txt", "bad.jsonl:2", "page.html", "deep.html"]);
    assert!(ran.err.lines().all(|line| line.starts_with("sayso: ")), "{}", ran.err);
    let ran = folder.run(["read", "empty.txt", "absent.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "nothing could be read");
    assert_eq!(folder.run(["read", "-f", "json", "empty.txt", "absent.txt"]).out, "[]\n");
}

#[test]
fn a_usage_error_is_two_and_help_is_nought() {
    let folder = Folder::new();
    assert_eq!(folder.run(["read", "--format", "pdf", "a.txt"]).code, Some(2));
    assert_eq!(folder.run(["raed"]).code, Some(2));
    assert_eq!(folder.run([] as [&str; 0]).code, Some(2));
    for command in ["read", "score", "config", "completions"] {
        let help = folder.run([command, "--help"]).ok();
        assert!(help.contains("Example"), "{command} --help shows no example");
    }
    let ran = folder.run(["read", "-o", "no/such/folder.json", "a.txt"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("sayso: no/such/folder.json: cannot be written"), "{ran:?}");
}

#[test]
fn a_file_can_be_written_instead_of_standard_output() {
    let folder = Folder::new();
    folder.file("a.txt", SHORT);
    assert_eq!(folder.run(["read", "-f", "jsonl", "-o", "out.jsonl", "a.txt"]).ok(), "");
    assert_eq!(folder.content("out.jsonl"), folder.run(["read", "-f", "jsonl", "a.txt"]).ok());
    let ran = folder.run(["read", "-o", "./a.txt", "a.txt"]);
    assert_eq!((ran.code, folder.content("a.txt").as_str()), (Some(2), SHORT), "an input is never overwritten");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = Folder::new();
    folder.file("many.jsonl", lines(3000));
    let mut command = folder.command();
    let child =
        command.args(["read", "-f", "jsonl", "many.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn every_record_is_written_as_soon_as_it_is_done() {
    let folder = Folder::new();
    let mut command = folder.command();
    command.args(["read", "-f", "jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let (more, wanted) = std::sync::mpsc::channel();
    let writer = std::thread::spawn(move || {
        // More than is looked at to tell the format, which is JSON Lines.
        input.write_all(lines(2000).as_bytes()).unwrap();
        wanted.recv().unwrap();
    });
    let mut first = String::new();
    output.read_line(&mut first).unwrap();
    assert_eq!(ids(&first), ["r0"], "while more may come");
    more.send(()).unwrap();
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    writer.join().unwrap();
    assert_eq!((rest.lines().count(), child.wait().unwrap().code()), (1999, Some(0)));
}

/// Stopped while it waits for more, the program keeps what it has written and ends at once.
#[test]
#[cfg(unix)]
fn an_interrupt_ends_cleanly_with_what_is_done() {
    let folder = Folder::new();
    let mut command = folder.command();
    command
        .args(["read", "-f", "json", "a.jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    folder.file("a.jsonl", lines(5));
    let mut child = command.spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut out = String::new();
    while !out.contains("\"r4\"") {
        assert_ne!(output.read_line(&mut out).unwrap(), 0, "ended by itself:\n{out}");
    }
    let start = Instant::now();
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    output.read_to_string(&mut out).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(serde_json::from_str::<Vec<Value>>(&out).expect("a closed array").len(), 5);
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(err, "sayso: interrupted; 5 reports are written\n");
}

/// Stopped in the middle of the work, JSON Lines hold whole lines.
#[test]
#[cfg(unix)]
fn an_interrupt_in_the_middle_leaves_whole_lines() {
    let folder = Folder::new();
    folder.file("many.jsonl", lines(60_000));
    let mut command = folder.command();
    command.args(["read", "-f", "jsonl", "many.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut out = String::new();
    output.read_line(&mut out).unwrap();
    assert!(std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    output.read_to_string(&mut out).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let ids = ids(&out);
    assert!(out.ends_with('\n') && ids.len() < 60_000);
    assert!(ids.iter().enumerate().all(|(n, id)| *id == format!("r{n}")), "in order, none left out");
}
