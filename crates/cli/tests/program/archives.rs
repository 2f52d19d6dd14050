//! WARC archives read and added: pages come out, what is passed over is told in one line, and a run that was cut off goes on.

use crate::archive::{Break, Coding, address, answer, good, other, request};
use crate::harness::{Folder, Ran};
use std::fs::File;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Pages of the archive that is added.
const PAGES: usize = 300;

const ADD: [&str; 6] = ["add", "--weights", "none", "--ledger", "test.ledger", "-j2"];

/// Four pages, a front page, two broken records, and what else stands between.
fn mixed() -> Vec<Vec<u8>> {
    let front = String::from_utf8(answer(
        9,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html",
        b"<html><p>The wall will be raised, she said.</p></html>",
    ));
    let front = front.unwrap().replace(&address(9), "https://elsbypost.example/");
    vec![
        other("warcinfo"),
        request(0),
        good(0),
        Break::Version.inner(7),
        good(1),
        front.into_bytes(),
        good(2),
        Break::Long.inner(8),
        good(3),
    ]
}

const PASSED: &str = "passed over: 1 record about the archive, 1 request, 1 page that is no news, 2 broken records";

#[test]
fn archives_are_read() {
    let folder = Folder::new();
    let read = ["read", "--weights", "none", "--format", "jsonl"];
    for coding in Coding::ALL {
        folder.file(coding.name(), coding.pack(&mixed()));
        let ran = folder.run(read.into_iter().chain([coding.name()]));
        assert_eq!(ran.code, Some(0), "{coding:?}: broken records are no failed items: {ran:?}");
        let urls: Vec<String> = ran.out.lines().map(url).collect();
        assert_eq!(urls, (0..4).map(address).collect::<Vec<_>>(), "{coding:?}");
        assert!(ran.err.contains(PASSED), "{}", ran.err);
    }
    // In a folder, on standard input, and with every page.
    folder.file("sub/news.warc.gz", Coding::Gzip.pack(&mixed())).file("sub/news.txt", "Nobody was hurt, she said.");
    let ran = folder.run(read.into_iter().chain(["sub"]));
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 5), "{ran:?}");
    let mut piped = folder.command();
    let ran =
        piped.args(read).stdin(Stdio::from(File::open(folder.0.join("sub/news.warc.gz")).unwrap())).output().unwrap();
    assert_eq!(String::from_utf8(ran.stdout).unwrap().lines().count(), 4);
    let ran = folder.run(read.into_iter().chain(["--all-pages", "sub/news.warc.gz"]));
    assert_eq!((ran.out.lines().count(), ran.err.contains("no news")), (5, false), "{ran:?}");
    // Nothing is told where nothing was passed over, and one that holds nothing is an item that failed.
    folder.file("one.warc", good(1)).file("none.warc.gz", "Not found");
    let ran = folder.run(read.into_iter().chain(["one.warc"]));
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let ran = folder.run(read.into_iter().chain(["none.warc.gz", "one.warc"]));
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), "sayso: none.warc.gz: empty: no WARC record is in it\n"));
}

fn url(line: &str) -> String {
    let record: serde_json::Value = serde_json::from_str(line).unwrap();
    record["document"]["url"].as_str().unwrap().to_owned()
}

fn add(folder: &Folder) -> Ran {
    folder.run(ADD.into_iter().chain(["news.warc.gz"]))
}

/// Rows of a table of the ledger; 0 as long as it cannot be asked.
fn count(folder: &Folder, question: &str) -> usize {
    let path = folder.0.join("test.ledger");
    let asked = rusqlite::Connection::open(path).and_then(|it| it.query_row(question, [], |row| row.get::<_, u32>(0)));
    asked.unwrap_or(0) as usize
}

/// Starts adding, and kills it once some reports are done.
fn killed(folder: &Folder) {
    let mut command = folder.command();
    let mut child = command.args(ADD).arg("news.warc.gz").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begin = Instant::now();
    while count(folder, "SELECT count(*) FROM item") < 20 && begin.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The number that stands before these words on standard error.
fn told(ran: &Ran, words: &str) -> usize {
    let before = ran.err.split(words).next().filter(|before| before.len() < ran.err.len());
    before.and_then(|it| it.split_whitespace().last()?.parse().ok()).unwrap_or(0)
}

#[test]
fn an_archive_is_added_once_however_often_it_is_cut_off() {
    let folder = Folder::new();
    let pages: Vec<Vec<u8>> = (0..PAGES)
        .map(|n| {
            if n % 5 == 4 {
                Break::Check.outer(Coding::Gzip.pack(&[good(n)]), n)
            } else {
                Coding::Gzip.pack(&[good(n)])
            }
        })
        .collect();
    folder.file("news.warc.gz", pages.concat());
    killed(&folder);
    let done = count(&folder, "SELECT count(*) FROM item");
    assert!((20..PAGES * 4 / 5).contains(&done), "it should be killed in the midst, not with {done} pages done");
    let ran = add(&folder);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(told(&ran, " items are done"), done, "{ran:?}");
    // What was recorded in the moment of the kill and not noted is known by what stands in it.
    assert!(told(&ran, " known already") <= 1, "what is done is not read again: {ran:?}");
    assert!(ran.err.contains("passed over: 60 broken records"), "{ran:?}");
    assert_eq!(count(&folder, "SELECT count(*) FROM document"), PAGES * 4 / 5);
    assert_eq!(count(&folder, "SELECT count(DISTINCT url) FROM document"), PAGES * 4 / 5);
    let again = add(&folder);
    assert_eq!((again.code, told(&again, " known already")), (Some(0), PAGES * 4 / 5), "{again:?}");

    // Another archive of the same name is not taken for the one that was cut off.
    let other = Folder::new();
    other.file("news.warc.gz", pages.concat());
    killed(&other);
    let more = Coding::Gzip.pack(&[good(PAGES)]);
    other.file("news.warc.gz", [more, pages.concat()].concat());
    let ran = add(&other);
    assert_eq!((ran.code, count(&other, "SELECT count(*) FROM document")), (Some(0), PAGES * 4 / 5 + 1), "{ran:?}");
    assert!(told(&ran, " known already") >= 20, "{ran:?}");
}
