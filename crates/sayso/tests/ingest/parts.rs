//! Parts of archives, as several machines read them: wherever they are cut, each page comes out of exactly one.

use crate::archive::{Coding, Damaged, Random, answer, good, gzip, other, page, record, request, zstd};
use crate::{bytes, error};
use sayso::ingest::{self, ErrorKind, Input, Item, Options, Pages, Passed, Tally};
use std::ops::Range;

/// What a part gives: its items, with what was passed over on the way.
#[derive(Debug, Default, PartialEq)]
struct Given {
    /// Name, address, and place.
    items: Vec<(String, Option<String>, Option<u64>)>,
    passed: Vec<u64>,
}

impl Given {
    fn of(input: &Input, range: Option<Range<u64>>) -> Self {
        let options = Options { range, tally: Tally::default(), pages: Pages::All, ..Options::default() };
        let about = |item: Item| (item.name().to_owned(), item.address().map(str::to_owned), item.offset());
        let items = ingest::items(input, &options).map(|it| about(it.unwrap_or_else(|error| panic!("{error}"))));
        let items = items.collect();
        Self { items, passed: Passed::all().map(|why| options.tally.count(why)).collect() }
    }

    fn and(mut self, other: Self) -> Self {
        self.items.extend(other.items);
        self.passed.iter_mut().zip(other.passed).for_each(|(count, more)| *count += more);
        self
    }

    fn broken(&self) -> u64 {
        self.passed[Passed::Broken as usize]
    }
}

/// Cuts an archive at many pairs of places, anywhere and near to where its pages begin, and compares the parts with the whole.
fn cut(coding: Coding, archive: &[u8], pairs: usize, exact: bool) {
    let input = bytes(coding.name(), archive);
    let whole = Given::of(&input, None);
    assert!(whole.items.len() > 10);
    let places: Vec<u64> = whole.items.iter().filter_map(|it| it.2).collect();
    let mut random = Random(0x5eed_1e55);
    let mut place = || match random.below(2) {
        0 => random.below(archive.len() + 10) as u64,
        _ => (places[random.below(places.len())] + random.below(7) as u64).saturating_sub(3),
    };
    for _ in 0..pairs {
        let (a, b) = (place(), place());
        let (a, b) = (a.min(b), a.max(b));
        let parts = [0..a, a..b, b..u64::MAX].map(|range| (Given::of(&input, Some(range.clone())), range));
        if exact {
            for (part, range) in &parts {
                let outside = part.items.iter().find(|(_, _, offset)| !range.contains(&offset.expect("a place")));
                assert_eq!(outside, None, "{coding:?} {range:?}");
            }
        }
        let together = parts
            .into_iter()
            .fold(Given { passed: vec![0; whole.passed.len()], ..Given::default() }, |all, it| all.and(it.0));
        let missing: Vec<_> = whole.items.iter().filter(|it| !together.items.contains(it)).collect();
        let more: Vec<_> = together.items.iter().filter(|it| !whole.items.contains(it)).collect();
        assert!(together.items == whole.items, "{coding:?} {a} {b}: without {missing:?}, with {more:?}");
        // Where members begin anywhere, one that is looked at alone may seem to be another broken record.
        if coding.is_aligned() || coding == Coding::Plain || whole.broken() == 0 {
            assert_eq!(together.passed, whole.passed, "{coding:?} {a} {b}");
        }
    }
}

pub(crate) fn together_they_are_the_whole() {
    let mut records = vec![other("warcinfo")];
    for n in 0..25 {
        records.extend([request(n), good(n), other("metadata")]);
    }
    for coding in Coding::ALL {
        let exact = coding.is_aligned() || coding == Coding::Plain;
        cut(coding, &coding.pack(&records), 1000, exact);
    }
    // Members of two records, and of what lies between them.
    let pairs: Vec<u8> = records.chunks(2).flat_map(|it| gzip(&it.concat())).collect();
    cut(Coding::Gzip, &pairs, 100, false);
    let blanks: Vec<u8> = records.iter().flat_map(|it| [gzip(b"\r\n"), gzip(it)].concat()).collect();
    cut(Coding::Gzip, &blanks, 100, true);
}

pub(crate) fn of_damaged_archives() {
    for coding in Coding::ALL {
        for seed in 1..=10 {
            let it = Damaged::new(coding, seed, 40);
            cut(coding, &it.archive, 50, coding.is_aligned());
        }
    }
}

pub(crate) fn what_cannot_be_cut() {
    // One member is one part.
    let records: Vec<Vec<u8>> = (0..12).map(good).collect();
    let one = bytes("a.warc.gz", gzip(&records.concat()));
    let counts = [0..1, 1..700, 700..u64::MAX, 0..u64::MAX, 0..0].map(|range| Given::of(&one, Some(range)).items.len());
    assert_eq!(counts, [12, 0, 0, 12, 0]);
    let back = Range { start: 300, end: 20 };
    assert_eq!(Given::of(&one, Some(back.clone())).items, []);
    assert_eq!(Given::of(&bytes("a.warc", records.concat()), Some(back)).items, []);
    // The dictionary at the beginning is for all parts; what else holds nothing to decode may lie anywhere.
    let frames: &[u8] = include_bytes!("frames/three.zst");
    let dictionary: &[u8] = include_bytes!("frames/dictionary");
    let extension: &[u8] = &[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
    for held in [dictionary.to_vec(), zstd(dictionary)] {
        let length = u32::try_from(held.len()).expect("a small one").to_le_bytes();
        let archive =
            [[0x5d, 0x2a, 0x4d, 0x18].as_slice(), &length, &held, frames, extension, &zstd(&good(3))].concat();
        let (input, end) = (bytes("a.warc.zst", archive.clone()), archive.len() as u64);
        let whole = Given::of(&input, None);
        assert_eq!(whole.items.len(), 4);
        for at in (0..end).filter(|at| at % 50 == 0 || *at > held.len() as u64) {
            let both = Given::of(&input, Some(0..at)).and(Given::of(&input, Some(at..end)));
            assert_eq!(both, whole, "{at}");
        }
    }
}

/// A page that shows what records look like is not cut in two, where nothing but what stands there tells of it.
pub(crate) fn pages_on_archives() {
    let shown = record("WARC-Type: response\r\nWARC-Target-URI: https://a.example/", b"HTTP/1.1 200 OK\r\n\r\n<p>");
    let shown = format!("<pre>\r\n\r\n{}</pre></article>", String::from_utf8_lossy(&shown).repeat(2));
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html";
    let speaks = |n: usize| answer(n, html, page(n).replace("</article>", &shown).as_bytes());
    let records: Vec<Vec<u8>> = (0..12).map(|n| if n % 3 == 1 { speaks(n) } else { good(n) }).collect();
    for coding in Coding::ALL {
        cut(coding, &coding.pack(&records), 100, coding.is_aligned() || coding == Coding::Plain);
    }
}

pub(crate) fn files_and_what_is_no_archive() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("part-{}.warc.gz", std::process::id()));
    let archive = Coding::Gzip.pack(&(0..40).map(good).collect::<Vec<_>>());
    std::fs::write(&path, &archive).expect("a file");
    let input = Input::File(path.clone());
    let (whole, third) = (Given::of(&input, None), archive.len() as u64 / 3);
    let parts = [0..third, third..2 * third, 2 * third..3 * third + 3].map(|range| Given::of(&input, Some(range)));
    assert!(parts.iter().all(|part| (10..17).contains(&part.items.len())), "{parts:?}");
    let [a, b, c] = parts;
    assert_eq!(a.and(b).and(c), whole);
    std::fs::remove_file(path).expect("the file");
    // What is no archive begins at byte 0.
    for (name, content) in [("a.txt", "Nobody was hurt, she said."), ("a.jsonl", "{\"text\": \"Nobody was hurt.\"}\n")]
    {
        let counts =
            [0..1, 1..9, 9..u64::MAX, 0..0].map(|range| Given::of(&bytes(name, content), Some(range)).items.len());
        assert_eq!(counts, [1, 0, 0, 0], "{name}");
    }
    // An archive without a record is told of once.
    let none = bytes("a.warc.gz", "<html><p>Not found</p></html>");
    let first = error(&none, &Options { range: Some(0..9), ..Options::default() });
    assert_eq!(first.kind(), ErrorKind::Empty);
    assert_eq!(Given::of(&none, Some(9..99)).items, []);
}
