//! An archive of any size: one record in five is broken or odd, the run over it is killed and gone on with, and memory does not grow.
//!
//! `SAYSO_ARCHIVE_MB=1000 cargo test --release -p sayso-cli --test program archives_large -- --nocapture` measures one of a gigabyte.

use crate::archive::{Break, Random, answer, gzip, other, request};
use crate::harness::{Folder, Ran};
use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Megabytes of the archive on disk.
const SIZE: &str = "SAYSO_ARCHIVE_MB";

/// As many as a few seconds allow.
const MEGABYTES: f64 = 1.5;

/// What stands in an archive that was written.
struct Written {
    megabytes: f64,
    pages: usize,
    /// Records that are passed over, broken ones among them.
    passed: usize,
    broken: usize,
}

/// A page as newsrooms serve them: most of it is no report, and half of that does not compress.
fn page(n: usize) -> String {
    let mut random = Random(n as u64 + 0x9e37_79b9_7f4a_7c15);
    let mut one_of = |words: &[&'static str]| words[random.below(words.len())];
    let paragraphs: String = (0..6)
        .map(|m| {
            let name = one_of(&["Ada Brook", "Omar Castell", "Mara Lindqvist", "Piet Orrel", "Tessa Vane", "Ruben Holt"]);
            let thing = one_of(&["bridge", "ferry", "harbour wall", "water tower", "night bus", "grain store", "tram depot"]);
            let day = one_of(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]);
            format!(
                "<p>The {thing} of district {n} was closed on {day} after {} people had been hurt there. “We counted {} cracks in the \
                 {thing} and will count again,” Mayor {name} said.</p>\n",
                m + n % 50 + 2,
                n + m
            )
        })
        .collect();
    let links: String = (0..60).map(|m| format!("<li><a href=\"/section/{m}\">Section {m}</a></li>")).collect();
    let state: String =
        (0..12_000).map(|_| char::from(b"0123456789abcdefghijklmnopqrstuv"[random.below(32)])).collect();
    format!(
        "<!DOCTYPE html>\n<html><head><title>District {n} loses its bridge</title><meta property=\"og:type\" content=\"article\">\n\
         <meta property=\"article:published_time\" content=\"2026-03-04T09:05:00Z\"><script>window.state = \"{state}\";</script>\n\
         <style>{}</style></head>\n<body><nav><ul>{links}</ul></nav><article><h1>District {n} loses its bridge</h1>\n\
         {paragraphs}</article></body></html>\n",
        ".teaser { display: grid; margin: 0 }\n".repeat(200)
    )
}

/// Writes an archive of this size, a record at a time.
fn write(folder: &Folder, name: &str, megabytes: f64) -> Written {
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8";
    let ways = [&Break::INNER[..], &Break::OUTER[..]].concat();
    let path = folder.0.join(name);
    let mut out = BufWriter::new(File::create(path).unwrap());
    let mut written = Written { megabytes: 0.0, pages: 0, passed: 1, broken: 0 };
    out.write_all(&gzip(&other("warcinfo"))).unwrap();
    for n in 0.. {
        let whole = || answer(n, html, page(n).as_bytes());
        let member = match n % 20 {
            4 | 14 => {
                written.broken += 1;
                let way = ways[written.broken % ways.len()];
                way.outer(gzip(&way.of(whole())), n)
            }
            9 => gzip(&match n / 20 % 4 {
                0 => request(n),
                1 => other("revisit"),
                2 => answer(n, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", page(n).as_bytes()),
                _ => answer(n, html, b"%PDF-1.7 and so on"),
            }),
            19 => {
                written.pages += 1;
                gzip(&answer(n, &format!("{html}\r\nContent-Encoding: gzip"), &gzip(page(n).as_bytes())))
            }
            _ => {
                written.pages += 1;
                gzip(&whole())
            }
        };
        written.passed += usize::from(matches!(n % 20, 4 | 9 | 14));
        out.write_all(&member).unwrap();
        written.megabytes += member.len() as f64 / 1e6;
        if written.megabytes >= megabytes {
            break;
        }
    }
    out.flush().unwrap();
    written
}

/// The most memory that a run takes, in MB, and how many seconds it takes.
fn cost(mut child: Child) -> (f64, f64) {
    let begin = Instant::now();
    let path = format!("/proc/{}/status", child.id());
    let mut most = 0.0_f64;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(&path).unwrap_or_default();
        let told = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        most = most.max(told.and_then(|it| it.parse().ok()).unwrap_or(0.0) / 1e3);
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
    (most, begin.elapsed().as_secs_f64())
}

/// The numbers in the line that tells what was passed over: their sum, and that of broken records.
fn passed(said: &str) -> (usize, usize) {
    let line = said.lines().find_map(|line| line.split_once("passed over: ")).map_or("", |(_, line)| line);
    let kinds = line.split(", ").filter_map(|it| it.split_once(' '));
    let counts: Vec<(usize, &str)> = kinds.map(|(n, kind)| (n.replace(',', "").parse().unwrap(), kind)).collect();
    let broken = counts.iter().find(|(_, kind)| kind.starts_with("broken")).map_or(0, |it| it.0);
    (counts.iter().map(|it| it.0).sum(), broken)
}

/// How many lines a file has, and a digest of them in any order.
fn lines(folder: &Folder, name: &str) -> (usize, u64) {
    let digest = |line: String| {
        let mut hasher = DefaultHasher::new();
        line.hash(&mut hasher);
        hasher.finish()
    };
    let file = BufReader::new(File::open(folder.0.join(name)).unwrap());
    file.lines().map(|line| digest(line.unwrap())).fold((0, 0), |(count, sum), it| (count + 1, sum.wrapping_add(it)))
}

#[test]
fn memory_does_not_grow_and_kills_change_nothing() {
    let folder = Folder::new();
    let megabytes = std::env::var(SIZE).ok().and_then(|it| it.parse().ok()).unwrap_or(MEGABYTES);
    let read = |name: &str, written: &Written| {
        let mut command = folder.command();
        command.args(["read", "--weights", "none", "-j2", "--format", "jsonl", "-o"]).arg(format!("{name}.jsonl"));
        command.arg(name).stdout(Stdio::null()).stderr(File::create(folder.0.join("said")).unwrap());
        let (memory, seconds) = cost(command.spawn().unwrap());
        let found = lines(&folder, &format!("{name}.jsonl"));
        assert_eq!(
            (found.0, passed(&folder.content("said"))),
            (written.pages, (written.passed, written.broken)),
            "{name}"
        );
        println!(
            "{name}: {:.1} MB, {} pages in {seconds:.1} s ({:.1} a second), {} records passed over, {} of them broken, memory {memory:.1} MB",
            written.megabytes,
            written.pages,
            written.pages as f64 / seconds,
            written.passed,
            written.broken
        );
        (memory, found)
    };
    let small = write(&folder, "small.warc.gz", megabytes / 5.0);
    let large = write(&folder, "large.warc.gz", megabytes);
    let (little, _) = read("small.warc.gz", &small);
    let (much, records) = read("large.warc.gz", &large);
    assert!(much <= little * 1.25 + 8.0, "memory grows with the archive: {little:.1} MB, {much:.1} MB");

    killed(&folder, large.pages / 2);
    let done = done(&folder);
    assert!(done < large.pages, "it should be killed in the midst");
    let ran = folder.run(ADD.into_iter().chain(["large.warc.gz"]));
    assert!(ran.code == Some(0) && ran.err.contains(&format!("{done} items are done")), "{ran:?}");
    assert_eq!(passed(&ran.err), (large.passed, large.broken), "{ran:?}");
    let exported: Ran = folder.run(["export", "--ledger", "test.ledger", "jsonl", "-o", "exported"]);
    assert_eq!(exported.code, Some(0), "{exported:?}");
    assert!(lines(&folder, "exported/records.jsonl") == records, "the ledger holds what was read in one go");
}

const ADD: [&str; 6] = ["add", "--weights", "none", "-j2", "--ledger", "test.ledger"];

/// Items that the ledger has noted as done; none as long as it cannot be asked.
fn done(folder: &Folder) -> usize {
    let question = "SELECT count(*) FROM item";
    let asked = rusqlite::Connection::open(folder.0.join("test.ledger"));
    asked.and_then(|it| it.query_row(question, [], |row| row.get::<_, u32>(0))).unwrap_or(0) as usize
}

/// Starts adding, and kills it once so many pages are done.
fn killed(folder: &Folder, pages: usize) {
    let mut command = folder.command();
    let mut child = command.args(ADD).arg("large.warc.gz").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while done(folder) < pages && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
