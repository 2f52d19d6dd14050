//! Archives: every page in them comes out, whatever they are compressed with and whatever stands between, and what does not is counted.

use crate::archive::{Coding, Damaged, Random, address, answer, good, gzip, other, page, record, request, zstd};
use crate::{all, bytes, error, with_worker};
use flate2::read::MultiGzDecoder;
use sayso::ingest::{self, ErrorKind, Format, Input, Item, Limits, Options, Pages, Passed, Public, Reach, Tally};
use sayso::types::Document;
use std::io::Read as _;
use std::time::{Duration, Instant};

/// The items of an archive, which has no other errors than records that are counted, and what was passed over.
fn items(name: &str, archive: &[u8], options: &Options) -> (Vec<Item>, Tally) {
    let options = Options { tally: Tally::default(), ..options.clone() };
    let items: Result<Vec<Item>, _> = ingest::items(&bytes(name, archive), &options).collect();
    (items.unwrap_or_else(|error| panic!("{error}")), options.tally)
}

/// The numbers in the addresses of items.
fn numbers(items: &[Item]) -> Vec<usize> {
    let number = |item: &Item| item.address()?.split("district-").nth(1)?.split('-').next()?.parse().ok();
    items.iter().map(|item| number(item).unwrap_or_else(|| panic!("{:?}", item.address()))).collect()
}

fn counts(tally: &Tally) -> Vec<(Passed, u64)> {
    Passed::all().map(|why| (why, tally.count(why))).filter(|(_, count)| *count > 0).collect()
}

pub(crate) fn every_coding() {
    let options = with_worker();
    let mut records = vec![other("warcinfo")];
    for n in 0..20 {
        records.extend([request(n), good(n), other("metadata")]);
    }
    for coding in Coding::ALL {
        let archive = coding.pack(&records);
        for name in [coding.name(), "-", "news.bin"] {
            let (found, tally) = items(name, &archive, &options);
            assert_eq!(found.len(), 20, "{coding:?} called {name}: {tally}");
            let expected = [(Passed::Info, 1), (Passed::Request, 20), (Passed::Metadata, 20)];
            assert_eq!(counts(&tally), expected, "{coding:?}");
        }
        let (found, _) = items(coding.name(), &archive, &options);
        assert_eq!(numbers(&found), (0..20).collect::<Vec<_>>(), "{coding:?}");
        names_lead_to_records(coding, &archive, &found);
        // Zeros behind an archive are no record.
        let (padded, tally) = items(coding.name(), &[archive.as_slice(), &[0; 5000]].concat(), &options);
        assert_eq!((padded.len(), tally.count(Passed::Broken)), (20, 0), "{coding:?}");
    }
    let document: Document = all(&bytes("a.warc.gz", Coding::Gzip.pack(&records)), &options).remove(0).expect("a page");
    assert!(document.text.contains("“We counted 0 cracks,” harbour master Tom Reed said."), "{}", document.text);
    assert_eq!(document.masthead.url, Some(address(0)));
    assert_eq!(document.masthead.published.map(|it| it.to_string()).as_deref(), Some("2026-03-04T09:05:00Z"));
    assert_eq!(Some(document.origin.name), document.origin.offset.map(|it| format!("a.warc.gz@{it}")));
}

/// From the place in its name, each item's record is read again.
fn names_lead_to_records(coding: Coding, archive: &[u8], items: &[Item]) {
    let mut names: Vec<&str> = items.iter().map(Item::name).collect();
    for (n, item) in items.iter().enumerate() {
        let place = item.name().strip_prefix(coding.name()).and_then(|it| it.strip_prefix('@')).expect("a place");
        let (offset, within) = place.split_once('+').unwrap_or((place, "0"));
        assert_eq!(Some(offset.parse().expect("a number")), item.offset());
        assert!(
            coding == Coding::GzipOne || coding == Coding::GzipCut || coding == Coding::ZstdCut || within == "0",
            "{place}"
        );
        let from = &archive[offset.parse().expect("a number")..];
        let mut decoded = Vec::new();
        match coding {
            Coding::Plain => decoded.extend_from_slice(from),
            Coding::Gzip | Coding::GzipOne | Coding::GzipCut => {
                MultiGzDecoder::new(from).read_to_end(&mut decoded).expect("gzip");
            }
            Coding::Zstd | Coding::ZstdCut => {
                let mut decoder = ruzstd::decoding::FrameDecoder::new();
                decoded.reserve(1 << 20);
                decoder.decode_all_to_vec(from, &mut decoded).expect("zstd");
            }
        }
        let record = &decoded[within.parse().expect("a number")..];
        assert!(record.starts_with(&good(n)), "{coding:?} {place}");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), items.len(), "no two have one name");
}

pub(crate) fn what_is_passed_over_is_counted() {
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html";
    let front = "<html><head><title>Elsby Post</title></head><body><a href=/a>Wall to be raised</a><a href=/b>Ferry late</a></body></html>";
    let truncated =
        String::from_utf8(good(1)).expect("ours").replacen("WARC-Date", "WARC-Truncated: length\r\nWARC-Date", 1);
    let records = [
        other("warcinfo"),
        other("request"),
        other("metadata"),
        other("revisit"),
        other("conversion"),
        other("continuation"),
        other("hologram"),
        record(
            "WARC-Type: response\r\nContent-Type: text/dns\r\nWARC-Target-URI: dns:elsbypost.example",
            b"20260304\nelsbypost.example. 1 IN A\n",
        ),
        answer(2, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", page(2).as_bytes()),
        answer(3, "HTTP/1.1 301 Moved\r\nLocation: /a", b""),
        answer(4, "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG\r\n\x1a\n"),
        answer(5, html, b"%PDF-1.7 and so on"),
        answer(6, html, b"  \n"),
        answer(7, "HTTP/1.1 200 OK\r\nContent-Type: application/json", b"{\"a\": \"<p>b</p>\"}"),
        answer(8, "HTTP/1.1 200 OK\r\nContent-Type: text/xml", crate::feeds::RSS.as_bytes()),
        String::from_utf8(answer(9, html, front.as_bytes()))
            .expect("ours")
            .replace(&address(9), "https://elsbypost.example/")
            .into_bytes(),
        truncated.into_bytes(),
        answer(10, html, &vec![b'a'; 40_000]),
        answer(11, &format!("{html}\r\nContent-Encoding: gzip"), &gzip(&vec![b'a'; 40_000])),
        answer(12, "no head", b""),
        answer(13, &format!("{html}\r\nContent-Encoding: gzip"), &gzip(page(13).as_bytes())[..200]),
        good(14),
    ];
    let limits = Limits { page_bytes: 30_000, ..Limits::default() };
    let options = Options { limits, ..with_worker() };
    let expected = [
        (Passed::Info, 1),
        (Passed::Request, 1),
        (Passed::Metadata, 1),
        (Passed::Revisit, 1),
        (Passed::Conversion, 1),
        (Passed::Continuation, 1),
        (Passed::Other, 2),
        (Passed::Status, 2),
        (Passed::Format, 5),
        (Passed::NoNews, 1),
        (Passed::Truncated, 1),
        (Passed::TooLarge, 2),
        (Passed::Broken, 2),
    ];
    for coding in Coding::ALL {
        let (found, tally) = items(coding.name(), &coding.pack(&records), &options);
        assert_eq!(counts(&tally), expected, "{coding:?}");
        assert_eq!(numbers(&found), [14]);
    }
    let every = Options { pages: Pages::All, ..options };
    let (found, tally) = items("a.warc", &records.concat(), &every);
    assert_eq!((found.len(), tally.count(Passed::NoNews)), (2, 0));
    assert_eq!(
        tally.to_string(),
        "1 record about the archive, 1 request, 1 record of metadata, 1 revisit, 1 conversion, 1 continuation, 2 records of other kinds, \
         2 answers with another status than 200, 5 answers that are no HTML, 1 page cut off by the crawler, 2 records that are too large, \
         2 broken records"
    );
}

pub(crate) fn quirks_of_crawls() {
    let whole = |n: usize| String::from_utf8(good(n)).expect("ours");
    let (zipped, body) = (gzip(page(9).as_bytes()), page(10));
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html";
    let resource =
        format!("WARC-Type: resource\r\nWARC-Target-URI: {}\r\nContent-Type: text/html; charset=utf-8", address(12));
    let records = [
        // Line feeds alone, in the record and in HTTP.
        whole(0)
            .replace("\r\n", "\n")
            .replacen(
                &format!("Content-Length: {}", 2 + page(0).len() + html.len() + 17),
                &format!("Content-Length: {}", page(0).len() + html.len() + 16),
                1,
            )
            .into_bytes(),
        whole(1).replacen(&address(1), &format!("<{}>", address(1)), 1).into_bytes(),
        whole(2)
            .replacen("WARC-Type: ", "warc-TYPE:    ", 1)
            .replacen("Content-Length:", "CONTENT-LENGTH :", 1)
            .into_bytes(),
        whole(3).replacen("WARC-Target-URI: ", "WARC-Target-URI:\r\n\t", 1).into_bytes(),
        whole(4)
            .replacen(
                "Content-Type: application/http; msgtype=response",
                "Content-Type:application/http;\r\n  msgtype=response",
                1,
            )
            .into_bytes(),
        whole(5).replacen("WARC/1.0", "WARC/1.1", 1).into_bytes(),
        // Codings that are told of and gone, and those that are there.
        answer(6, &format!("{html}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"), page(6).as_bytes()),
        answer(7, &format!("{html}\r\nContent-Encoding: br"), page(7).as_bytes()),
        answer(8, "HTTP/1.1 200\r\nX-Crawler-Content-Encoding: gzip", page(8).as_bytes()),
        answer(9, &format!("{html}\r\nContent-Encoding: gzip"), &zipped),
        answer(
            10,
            &format!("{html}\r\nTransfer-Encoding: chunked"),
            format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len()).as_bytes(),
        ),
        // HTML by its looks alone.
        answer(11, "HTTP/1.1 200 OK\r\nContent-Type: text/plain", page(11).as_bytes()),
        record(&resource, page(12).as_bytes()),
        // An older encoding by the server's word; more empty lines than needed.
        [
            answer(13, "HTTP/1.1 200 OK\r\nContent-Type: text/html; Charset=\"windows-1252\"", &latin(&page(13))),
            b"\r\n\r\n".to_vec(),
        ]
        .concat(),
        // None between two records.
        whole(14).strip_suffix("\r\n\r\n").expect("two lines").as_bytes().to_vec(),
        whole(15).into_bytes(),
    ];
    let options = with_worker();
    for coding in Coding::ALL {
        let (found, tally) = items(coding.name(), &coding.pack(&records), &options);
        assert_eq!(numbers(&found), (0..16).collect::<Vec<_>>(), "{coding:?}: {tally}");
        assert!(tally.is_empty(), "{coding:?}: {tally}");
    }
    let documents = all(&bytes("a.warc", records.concat()), &options);
    assert!(documents[13].as_ref().is_ok_and(|it| it.text.contains("“We counted 13 cracks,” harbour")));
    // What the caller knows goes over what the archive tells, but for what fits one page only.
    let hint = ingest::Hint { id: Some("one".into()), outlet: Some("Elsby Post".into()), ..ingest::Hint::default() };
    let found = all(&bytes("a.warc", good(1)), &Options { hint, ..with_worker() });
    let document = found[0].as_ref().expect("a page");
    assert_eq!((document.masthead.outlet.as_deref(), document.id == "one"), (Some("Elsby Post"), false));
    // Addresses of other schemes are none.
    let odd = whole(1).replacen(&address(1), "ftp://elsbypost.example/news/2026/03/04/wall-to-be-raised-soon", 1);
    let found = all(&bytes("a.warc", odd), &options);
    assert_eq!(found[0].as_ref().expect("a page").masthead.url, None);
}

/// Text in windows-1252.
fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => u8::try_from(u32::from(c)).expect("Latin 1"),
        })
        .collect()
}

/// One record in five is broken, in every way: all others come out, and each that is broken is counted once.
pub(crate) fn one_in_five_broken() {
    let options = with_worker();
    for coding in Coding::ALL {
        for seed in 1..=24 {
            let Damaged { archive, whole, broken } = Damaged::new(coding, seed, 150);
            let (found, tally) = items(coding.name(), &archive, &options);
            let found = numbers(&found);
            let lost: Vec<_> = whole.iter().filter(|n| !found.contains(n)).collect();
            let wrong: Vec<_> = found.iter().filter(|n| !whole.contains(n)).collect();
            assert!(
                lost.is_empty() && wrong.is_empty(),
                "{coding:?} {seed}: lost {lost:?}, read {wrong:?} of {broken:?}"
            );
            assert_eq!(tally.count(Passed::Broken), broken.len() as u64, "{coding:?} {seed}: {broken:?}");
        }
    }
}

/// A byte changed, anywhere: nothing panics or hangs, and of an archive whose records have members of their own no more than the
/// record with that byte is lost.
pub(crate) fn bytes_flipped() {
    let options = Options::default();
    let records: Vec<Vec<u8>> = [vec![other("warcinfo")], (0..12).map(good).collect()].concat();
    let begin = Instant::now();
    for coding in Coding::ALL {
        let whole = coding.pack(&records);
        let mut random = Random(0x5eed_1e55);
        for n in 0..500 {
            let mut archive = whole.clone();
            let at = if n < 50 { n } else { random.below(archive.len()) };
            archive[at] ^= 1 << random.below(8);
            let options = Options { tally: Tally::default(), ..options.clone() };
            let found: Vec<_> = ingest::items(&bytes(coding.name(), archive), &options).collect();
            let read: Vec<Item> = found.iter().flatten().cloned().collect();
            let numbers = numbers_of_any(&read);
            // Of one member for all, the check comes too late to tell what is damaged in it.
            let checked = coding == Coding::Plain || coding.is_aligned();
            assert!(!checked || numbers.windows(2).all(|pair| pair[0] < pair[1]), "{coding:?} {at}: {numbers:?}");
            let lost = 12 - read.len();
            if coding.is_aligned() {
                assert!(lost <= 1, "{coding:?}, byte {at}: {lost} lost, {}", options.tally);
                assert!(lost == 0 || !options.tally.is_empty(), "{coding:?}, byte {at}: lost and not counted");
            }
            // A byte of the text of a page changes that page alone.
            assert!(coding != Coding::Plain || lost <= 1, "byte {at}: {lost} lost, {}", options.tally);
        }
    }
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
}

/// As [`numbers`], where an address may be damaged.
fn numbers_of_any(items: &[Item]) -> Vec<usize> {
    let number = |item: &Item| item.address()?.split("district-").nth(1)?.split('-').next()?.parse().ok();
    items.iter().filter_map(number).collect()
}

/// Cut off anywhere: the pages before the cut come out, and where it goes through a record, that one is counted.
pub(crate) fn cut_off() {
    let options = Options::default();
    let records: Vec<Vec<u8>> = [vec![other("warcinfo")], (0..12).map(good).collect()].concat();
    for coding in Coding::ALL {
        let whole = coding.pack(&records);
        let ends: Vec<usize> = (1..=13).map(|n| coding.pack(&records[..n]).len()).collect();
        for at in (0..whole.len()).step_by(100).skip(1) {
            let options = Options { tally: Tally::default(), ..options.clone() };
            let found: Vec<_> = ingest::items(&bytes(coding.name(), &whole[..at]), &options).collect();
            let read = found.iter().flatten().count();
            if matches!(coding, Coding::GzipOne | Coding::GzipCut | Coding::ZstdCut) {
                assert!(options.tally.count(Passed::Broken) <= 1, "{coding:?} {at}: {}", options.tally);
                continue;
            }
            let ended = ends.iter().filter(|end| **end <= at).count();
            // Of what is not compressed, a record is whole without the empty lines behind it.
            let spare = coding == Coding::Plain && ends.iter().any(|end| (at..at + 4).contains(end));
            assert_eq!(
                read,
                ended.saturating_sub(1) + usize::from(spare && ended > 0),
                "{coding:?} {at} of {ends:?}: {}",
                options.tally
            );
            // Where not even its beginning is left, that is told instead.
            let inside = !ends.contains(&at) && !spare && found.iter().all(Result::is_ok);
            assert_eq!(options.tally.count(Passed::Broken), u64::from(inside), "{coding:?} {at}");
        }
    }
    let none = error(&bytes("a.warc.gz", &gzip(&good(1))[..40]), &options);
    assert_eq!((none.kind(), none.reason()), (ErrorKind::Empty, "empty: no WARC record is in it"));
}

/// Frames that need the dictionary in the first frame, plain and compressed itself; made by the program `zstd` from pages of ours.
pub(crate) fn dictionaries() {
    let frames: &[u8] = include_bytes!("frames/three.zst");
    let dictionary: &[u8] = include_bytes!("frames/dictionary");
    for held in [dictionary.to_vec(), zstd(dictionary)] {
        let length = u32::try_from(held.len()).expect("a small one").to_le_bytes();
        let holder = [[0x5d, 0x2a, 0x4d, 0x18].as_slice(), &length, &held].concat();
        let extension = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3].as_slice();
        for name in ["a.warc.zst", "-"] {
            let (found, tally) =
                items(name, &[&holder, frames, extension, &zstd(&good(3))].concat(), &Options::default());
            assert_eq!(numbers(&found), [0, 1, 2, 3], "{tally}");
        }
    }
    let (found, tally) = items("a.warc.zst", &[frames, &zstd(&good(3))].concat(), &Options::default());
    assert_eq!((numbers(&found), tally.count(Passed::Broken)), (vec![3], 3), "without it they cannot be read");
}

pub(crate) fn no_archives() {
    let options = with_worker();
    for (name, content, kind, why) in [
        ("a.warc", b"not one".to_vec(), ErrorKind::Empty, "empty: no WARC record is in it"),
        ("a.warc.gz", b"<html><p>Not found</p></html>".to_vec(), ErrorKind::Empty, "empty: no WARC record is in it"),
        ("a.warc", Vec::new(), ErrorKind::Empty, "empty: no bytes"),
        ("a.gz", gzip(b"a text"), ErrorKind::Binary, "binary: the bytes are gzip, not text"),
        ("a.zst", zstd(b"a text"), ErrorKind::Binary, "binary: the bytes are zstd, not text"),
    ] {
        let found = error(&bytes(name, content), &options);
        assert_eq!((found.kind(), found.reason()), (kind, why), "{name}");
        assert!(options.tally.is_empty(), "what is no archive has no broken records");
    }
    let text = crate::one(&bytes("a.txt", "WARC/1.0 is how an archive begins, she said."), &options);
    assert!(text.text.starts_with("WARC/1.0"));
    // A format that is told goes over the name.
    let told = Options { format: Some(Format::Warc), ..Options::default() };
    let (found, _) = items("a.txt", &gzip(&good(1)), &told);
    assert_eq!(numbers(&found), [1]);
    // On behalf of others none is opened.
    let public = Options { reach: Reach::Public(Public::default()), ..with_worker() };
    let refused = error(&bytes("a.warc.gz", gzip(&good(1))), &public);
    assert_eq!(refused.kind(), ErrorKind::Binary, "{refused}");
}

/// What is over the limit is passed, also where its length is wrong, and its memory is not kept.
pub(crate) fn at_their_limits() {
    let limits = Limits { page_bytes: 100_000, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let film = record("WARC-Type: resource\r\nContent-Type: video/mp4", &vec![7; 1_000_000]);
    let wrong =
        String::from_utf8(good(1)).expect("ours").replacen("Content-Length: ", "Content-Length: 77", 1).into_bytes();
    let head = [b"WARC/1.0\r\n".as_slice(), &vec![b'a'; 200_000], b"\r\n\r\n"].concat();
    let records = [good(0), film.clone(), wrong, good(2), head, good(3), film];
    for coding in Coding::ALL {
        let (found, tally) = items(coding.name(), &coding.pack(&records), &options);
        assert_eq!(numbers(&found), [0, 2, 3], "{coding:?}: {tally}");
        assert_eq!(counts(&tally), [(Passed::TooLarge, 2), (Passed::Broken, 2)], "{coding:?}");
    }
    // A page on archives is whole, whatever stands in it.
    let speaks = page(4).replace(
        "</article>",
        "</article><pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\n</pre>",
    );
    let records = [good(0), answer(4, "HTTP/1.1 200 OK\r\nContent-Type: text/html", speaks.as_bytes()), good(5)];
    for coding in Coding::ALL {
        let (found, tally) = items(coding.name(), &coding.pack(&records), &options);
        assert_eq!((numbers(&found), tally.is_empty()), (vec![0, 4, 5], true), "{coding:?}: {tally}");
    }
}

/// An archive on disk, and how far it is.
pub(crate) fn how_far_it_is() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("far-{}.warc.gz", std::process::id()));
    std::fs::write(&path, Coding::Gzip.pack(&(0..400).map(good).collect::<Vec<_>>())).expect("a file");
    let options = Options::default();
    let mut found = ingest::items(&Input::File(path.clone()), &options);
    let (mut far, mut steps) = (0.0, 0);
    for _ in 0..400 {
        assert!(found.next().is_some_and(|it| it.is_ok()));
        let now = options.tally.under_way();
        steps += usize::from(now > far);
        assert!((far..=1.0).contains(&now), "{far} {now}");
        far = now;
    }
    assert!(found.next().is_none() && far > 0.9 && steps > 1, "{far} {steps}");
    drop(found);
    assert!(options.tally.under_way() < 1e-9);
    std::fs::remove_file(path).expect("the file");
}
