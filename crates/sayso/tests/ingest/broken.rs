//! Inputs that cannot be read, each at the edge of its limit: one clear line each.

use crate::{all, bytes, error, one, with_worker};
use sayso::ingest::{self, ErrorKind, Extractor, Input, Limits, Options};
use std::time::{Duration, Instant};

const STORY: &str = "<p>The harbour wall at Port Elsby will be raised by two metres next spring, the council said on Monday, \
                     after the third flood in a year.</p>";

pub(crate) fn inputs_at_their_limits() {
    let plain = Options::default();
    let limit = plain.limits.text_bytes;
    let words = |length: usize| "Ferry crews stayed away. ".bytes().cycle().take(length).collect::<Vec<u8>>();
    assert_eq!(one(&bytes("full.txt", words(limit)), &plain).text.len(), limit);
    let cases: Vec<(&str, Vec<u8>, ErrorKind, &str)> = vec![
        ("over.txt", words(limit + 1), ErrorKind::TooLarge, "more than 4 MB"),
        ("ten.txt", words(10_000_000), ErrorKind::TooLarge, "more than 4 MB"),
        ("none.txt", Vec::new(), ErrorKind::Empty, "no bytes"),
        ("blank.txt", b" \n\t\r\n".to_vec(), ErrorKind::Empty, "white space"),
        ("none.jsonl", b"\n\n".to_vec(), ErrorKind::Empty, "no JSON object"),
        ("nul.txt", b"No\0, she said.".to_vec(), ErrorKind::Binary, "NUL at byte 2"),
        ("bell.txt", vec![7; 50], ErrorKind::Binary, "control characters"),
        ("zip.txt", b"PK\x03\x04 and so on".to_vec(), ErrorKind::Binary, "zip"),
        ("gzip", b"\x1f\x8b\x08 and so on".to_vec(), ErrorKind::Binary, "gzip"),
        ("pdf.html", b"%PDF-1.7".to_vec(), ErrorKind::Binary, "PDF"),
        ("bad.txt", b"one\ntwo \xff\xfe three".to_vec(), ErrorKind::Encoding, "byte 8 (line 2)"),
        ("cut.txt", "“No,” she said. “Ne".bytes().chain([0xe2, 0x80]).collect(), ErrorKind::Encoding, "invalid UTF-8"),
    ];
    for (name, content, kind, why) in cases {
        let found = error(&bytes(name, content), &plain);
        assert_eq!(found.kind(), kind, "{found}");
        assert!(found.to_string().contains(why), "{found}");
    }
    let missing = Input::File("no/such/report.txt".into());
    assert_eq!(error(&missing, &plain).kind(), ErrorKind::Unreadable);
    let folder = Input::File(env!("CARGO_MANIFEST_DIR").into());
    assert!(error(&folder, &plain).to_string().ends_with("is a folder, not a file"));
}

pub(crate) fn pages() {
    let options = with_worker();
    let mut extractor = Extractor::new(&options);
    let mut refuse = |name: &str, content: Vec<u8>, kind: ErrorKind, why: &str| {
        let mut found: Vec<_> = ingest::open_with(&bytes(name, content), &options, &mut extractor).collect();
        let error = found.remove(0).expect_err(name);
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with(name) && error.to_string().contains(why), "{error}");
    };
    let mut broken: Vec<u8> = STORY.repeat(20).into_bytes();
    broken.iter_mut().step_by(97).for_each(|byte| *byte = 0xff);
    refuse("bad.html", broken, ErrorKind::Encoding, "invalid UTF-8");
    refuse("deep.html", "<div>".repeat(100_000).into_bytes(), ErrorKind::TooLarge, "nested more than 20000 deep");
    refuse("ten.html", STORY.repeat(10_000_000 / STORY.len()).into_bytes(), ErrorKind::TooLarge, "more than 4 MB");
    refuse("tags.html", "<p>No".repeat(60_001).into_bytes(), ErrorKind::TooLarge, "more than 60000 tags");
    refuse("huge.html", vec![b'a'; (32 << 20) + 1], ErrorKind::TooLarge, "more than 32 MB");
    refuse("binary.html", (0..=255).cycle().take(9000).collect(), ErrorKind::Binary, "NUL");
    for end in ["<a href=\"/x", "<!-- ", "<script>var a", "<"] {
        refuse("cut.html", format!("<article>{STORY}{end}").into_bytes(), ErrorKind::Truncated, "breaks off inside");
    }
    refuse(
        "bare.html",
        b"<html><body><nav>Home</nav><script>1</script></body></html>".to_vec(),
        ErrorKind::NoText,
        "no text",
    );
    // At the edge, and read.
    let scripts = format!("<script>{}</script><article>{STORY}{STORY}", "var a=1;".repeat(1_250_000));
    let deep = format!("{}{STORY}{STORY}", "<div>".repeat(19_000));
    let attributes = format!("<div {}>{STORY}{STORY}", "a=1 ".repeat(100_000));
    let long = format!("<article>{}", STORY.repeat((4 << 20) / STORY.len() - 10));
    let pages = [("scripts.html", scripts), ("deep.html", deep), ("attributes.html", attributes), ("long.html", long)];
    for (name, page) in pages {
        let found: Vec<_> = ingest::open_with(&bytes(name, page), &options, &mut extractor).collect();
        assert!(
            found[0].as_ref().is_ok_and(|it| it.text.contains("harbour wall")),
            "{name}: {:?}",
            found[0].as_ref().err()
        );
    }
}

pub(crate) fn json_lines() {
    let limits = Limits { line_bytes: 200, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let long = format!("{{\"text\": \"{}\"}}", "a".repeat(300));
    let lines = [
        "[1, 2]",
        "\"text\"",
        "{\"title\": \"No text\"}",
        "{\"text\": 7}",
        "{\"text\": \" \"}",
        "{\"text\": \"No\", \"published\": \"soon\"}",
        "{\"text\": \"No",
        "{text: 1}",
        &long,
        "{\"text\": \"a\", \"authors\": [1]}",
        "{\"text\": \"Fine.\"}",
    ];
    let found = all(&bytes("r.jsonl", lines.join("\n")), &options);
    let shown: Vec<String> =
        found.iter().map(|it| it.as_ref().map_or_else(ToString::to_string, |it| it.text.to_string())).collect();
    let expected = [
        "r.jsonl:1: no JSON object but an array",
        "r.jsonl:2: no JSON object but a string",
        "r.jsonl:3: the object has neither \"text\" nor \"html\"",
        "r.jsonl:4: \"text\" is a number, not a string",
        "r.jsonl:5: \"text\" is empty",
        "r.jsonl:6: \"published\" is no date: soon",
        "r.jsonl:7: truncated: the JSON breaks off after byte 12",
        "r.jsonl:8: no JSON: key must be a string (byte 2)",
        "r.jsonl:9: too large: more than 200 bytes",
        "r.jsonl:10: \"authors\" holds a number, not a string",
        "Fine.",
    ];
    assert_eq!(shown, expected);
    let bad = all(&bytes("r.jsonl", b"{\"text\": \"\xff\"}\n{\"text\": \"Fine.\"}\n".to_vec()), &options);
    assert!(bad[0].is_err() && bad[1].is_ok());
}

/// Entities that unescape to a single line are slow to read: longer than a tenth of a second.
fn slow_page() -> String {
    format!("<body><article><p>{}</p></article>", "&amp;&#x41;&bogus;&#99999999;&#0; ".repeat(60_000))
}

pub(crate) fn a_page_that_takes_too_long() {
    let limits = Limits { page_time: Duration::from_millis(300), ..Limits::default() };
    for options in [Options { limits, ..with_worker() }, Options { limits, ..Options::default() }] {
        let mut extractor = Extractor::new(&options);
        let begin = Instant::now();
        let mut found: Vec<_> = ingest::open_with(&bytes("slow.html", slow_page()), &options, &mut extractor).collect();
        let error = found.remove(0).expect_err("a time-out");
        assert_eq!(error.to_string(), "slow.html: the page was not extracted within 0.3 s");
        assert_eq!(error.kind(), ErrorKind::TimeOut);
        assert!(begin.elapsed() < Duration::from_secs(3));
        // The next page is read, by another child.
        let patient = Options { limits: Limits::default(), ..options.clone() };
        let mut extractor = if options.worker.is_some() { extractor } else { Extractor::new(&patient) };
        let page = format!("<article>{STORY}{STORY}</article>");
        let found: Vec<_> = ingest::open_with(&bytes("fine.html", page), &patient, &mut extractor).collect();
        assert!(found[0].is_ok(), "{found:?}");
    }
}

pub(crate) fn a_worker_that_dies() {
    let page = format!("<article>{STORY}</article>");
    for (program, why) in [("/bin/false", "died"), ("/no/such/program", "cannot be started"), ("/bin/echo", "")] {
        let options = Options { worker: Some(std::path::PathBuf::from(program).into()), ..Options::default() };
        let found = error(&bytes("page.html", page.clone()), &options);
        assert_eq!(found.kind(), ErrorKind::Extractor, "{found}");
        assert!(found.to_string().contains(why), "{found}");
    }
}

/// A time-out ends the process, not only the wait for it: its pid is nobody's any more.
pub(crate) fn a_worker_that_hangs_is_killed() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hangs-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (program, told) = (folder.join("worker"), folder.join("pid"));
    std::fs::write(&program, format!("#!/bin/sh\necho $$ > '{}'\nexec sleep 60\n", told.display())).expect("a script");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
    let limits = Limits { page_time: Duration::from_secs(1), ..Limits::default() };
    let options = Options { worker: Some(program.into()), limits, ..Options::default() };
    let begin = Instant::now();
    let found = error(&bytes("page.html", format!("<article>{STORY}</article>")), &options);
    assert_eq!(found.kind(), ErrorKind::TimeOut, "{found}");
    assert!(begin.elapsed() < Duration::from_secs(10));
    let pid = std::fs::read_to_string(&told).expect("it was started");
    let alive = std::process::Command::new("/bin/sh").args(["-c", "kill -0 \"$0\" 2>/dev/null", pid.trim()]).status();
    assert!(!alive.expect("a shell").success(), "the worker lives on");
    std::fs::remove_dir_all(&folder).expect("the folder");
}
