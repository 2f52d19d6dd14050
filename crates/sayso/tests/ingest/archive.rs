//! Archives of our own making: records, whole and broken, in every way they are compressed.

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::io::Write as _;

/// How an archive is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Plain,
    /// A member a record, as is usual.
    Gzip,
    /// One member for all.
    GzipOne,
    /// Members that begin and end anywhere, as `bgzip` writes them.
    GzipCut,
    /// A frame a record.
    Zstd,
    /// Frames that begin and end anywhere.
    ZstdCut,
}

impl Coding {
    pub(crate) const ALL: [Self; 6] =
        [Self::Plain, Self::Gzip, Self::GzipOne, Self::GzipCut, Self::Zstd, Self::ZstdCut];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "news.warc",
            Self::Gzip | Self::GzipOne | Self::GzipCut => "news.warc.gz",
            Self::Zstd | Self::ZstdCut => "news.warc.zst",
        }
    }

    /// Whether each record has a member of its own.
    pub(crate) fn is_aligned(self) -> bool {
        matches!(self, Self::Gzip | Self::Zstd)
    }

    pub(crate) fn pack(self, records: &[Vec<u8>]) -> Vec<u8> {
        let cut = || records.concat().chunks(3000).map(<[u8]>::to_vec).collect::<Vec<_>>();
        match self {
            Self::Plain => records.concat(),
            Self::Gzip => records.iter().flat_map(|it| gzip(it)).collect(),
            Self::GzipOne => gzip(&records.concat()),
            Self::GzipCut => cut().iter().flat_map(|it| gzip(it)).collect(),
            Self::Zstd => records.iter().flat_map(|it| zstd(it)).collect(),
            Self::ZstdCut => cut().iter().flat_map(|it| zstd(it)).collect(),
        }
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// A record with these fields; its length is added, and the empty lines behind it.
pub(crate) fn record(fields: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\n{fields}\r\nContent-Length: {}\r\n\r\n", content.len());
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

/// A record of another type, with a word for its content.
pub(crate) fn other(kind: &str) -> Vec<u8> {
    record(&format!("WARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}>"), b"software: ours\r\n")
}

/// What a crawler asked before it got a page.
pub(crate) fn request(n: usize) -> Vec<u8> {
    let fields = format!("WARC-Type: request\r\nWARC-Target-URI: {}\r\nContent-Type: application/http", address(n));
    record(&fields, b"GET /news HTTP/1.1\r\nHost: elsbypost.example\r\n\r\n")
}

pub(crate) fn address(n: usize) -> String {
    format!("https://elsbypost.example/news/2026/03/04/wall-of-district-{n}-will-be-raised")
}

/// A report.
pub(crate) fn page(n: usize) -> String {
    let paragraph = |m: usize| {
        format!(
            "<p>The harbour wall of district {n} will be raised by {m} metres next spring, the council said on Monday.</p>\n"
        )
    };
    format!(
        "<!DOCTYPE html>\n<html><head><title>Wall {n} to be raised</title><meta property=\"og:type\" content=\"article\">\n\
         <meta property=\"article:published_time\" content=\"2026-03-04T09:05:00Z\"></head>\n<body><article><h1>Wall {n} to be raised</h1>\n\
         {}\n\n<p>“We counted {n} cracks,” harbour master Tom Reed said.</p></article></body></html>\n",
        (2..6 + n % 7).map(paragraph).collect::<String>()
    )
}

/// The record of an answer with this HTTP head and body, for the page with this number.
pub(crate) fn answer(n: usize, head: &str, body: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Date: 2026-03-09T00:00:00Z\r\nWARC-Target-URI: {}\r\n\
         Content-Type: application/http; msgtype=response",
        address(n)
    );
    record(&fields, &[head.as_bytes(), b"\r\n\r\n", body].concat())
}

/// A whole record of a report.
pub(crate) fn good(n: usize) -> Vec<u8> {
    answer(n, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8", page(n).as_bytes())
}

/// How a record is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    Version,
    Junk,
    Colon,
    NoLength,
    WordLength,
    Short,
    Long,
    HugeLength,
    NoType,
    Http,
    /// Content that breaks off.
    Cut,
    /// A byte of the member is another one.
    Byte,
    Check,
    Magic,
    /// The member breaks off.
    Member,
}

impl Break {
    /// Breaks of the record itself.
    pub(crate) const INNER: [Self; 11] = [
        Self::Version,
        Self::Junk,
        Self::Colon,
        Self::NoLength,
        Self::WordLength,
        Self::Short,
        Self::Long,
        Self::HugeLength,
        Self::NoType,
        Self::Http,
        Self::Cut,
    ];
    /// Breaks of what it is packed in.
    pub(crate) const OUTER: [Self; 4] = [Self::Byte, Self::Check, Self::Magic, Self::Member];

    /// The record of a report, broken.
    pub(crate) fn inner(self, n: usize) -> Vec<u8> {
        self.of(good(n))
    }

    /// This record of a page that speaks of cracks, broken.
    pub(crate) fn of(self, whole: Vec<u8>) -> Vec<u8> {
        let whole = String::from_utf8(whole).expect("a page of ours");
        let length = whole.split("Content-Length: ").nth(1).and_then(|it| it.split('\r').next()).expect("a length");
        let number: usize = length.parse().expect("a number");
        let told = |told: &str| whole.replacen(&format!("Content-Length: {length}"), told, 1);
        let broken = match self {
            Self::Version => whole.replacen("WARC/1.0", "WRAC/1.0", 1),
            Self::Junk => format!("{}\r\n\r\n", "\u{1}junk of no kind\u{2} ".repeat(20)),
            Self::Colon => whole.replacen("WARC-Date: ", "WARC-Date ", 1).replace("T00:00:00Z", ""),
            Self::NoLength => told("X: y"),
            Self::WordLength => told("Content-Length: many"),
            Self::Short => told(&format!("Content-Length: {}", number - 57)),
            Self::Long => told(&format!("Content-Length: {}", number + 333)),
            Self::HugeLength => told("Content-Length: 99999999999999"),
            Self::NoType => whole.replacen("WARC-Type", "X-Type", 1),
            Self::Http => whole.replacen("HTTP/1.1 200 OK", "none of HTTP ok", 1),
            Self::Cut => format!("{}\r\n\r\n", &whole[..whole.find("cracks").expect("the page's end")]),
            _ => whole,
        };
        broken.into_bytes()
    }

    /// The member or frame of a record, broken.
    pub(crate) fn outer(self, mut member: Vec<u8>, n: usize) -> Vec<u8> {
        let length = member.len();
        match self {
            // Behind the head, before the check.
            Self::Byte => member[20 + n % (length - 40)] ^= 0x5a,
            Self::Check => member[length - 3] ^= 1,
            Self::Magic => member[1] ^= 0xff,
            Self::Member => member.truncate(length / 2),
            _ => {}
        }
        member
    }
}

/// Xorshift: no more is needed to choose what to break.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("below a usize")
    }
}

/// An archive in which one record in five is broken, in every way.
pub(crate) struct Damaged {
    pub(crate) archive: Vec<u8>,
    /// The numbers of the pages that are whole.
    pub(crate) whole: Vec<usize>,
    pub(crate) broken: Vec<(usize, Break)>,
}

impl Damaged {
    /// One with so many pages; the seed tells which are broken, and how.
    pub(crate) fn new(coding: Coding, seed: u64, pages: usize) -> Self {
        let mut random = Random(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
        let mut it = Self { archive: Vec::new(), whole: Vec::new(), broken: Vec::new() };
        let mut inner = vec![other("warcinfo")];
        for n in 0..pages {
            if n == 0 || random.below(5) > 0 {
                it.whole.push(n);
                inner.push(good(n));
                continue;
            }
            let ways = Break::INNER.len() + if coding.is_aligned() { Break::OUTER.len() } else { 0 };
            let way = random.below(ways);
            match Break::INNER.get(way) {
                // Behind a broken record without a length, nothing tells junk from its content.
                Some(Break::Junk)
                    if !coding.is_aligned() && it.broken.last().is_some_and(|(last, _)| last + 1 == n) =>
                {
                    it.broken.push((n, Break::Version));
                    inner.push(Break::Version.inner(n));
                }
                Some(way) => {
                    it.broken.push((n, *way));
                    inner.push(way.inner(n));
                }
                None => {
                    // Behind a damaged member, nothing but its magic tells the next one from what is left.
                    let behind =
                        it.broken.last().is_some_and(|(last, way)| last + 1 == n && Break::OUTER.contains(way));
                    let way = match Break::OUTER[way - Break::INNER.len()] {
                        Break::Magic if behind => Break::Check,
                        way => way,
                    };
                    it.broken.push((n, way));
                    it.archive.extend(coding.pack(&inner));
                    inner.clear();
                    it.archive.extend(way.outer(coding.pack(&[good(n)]), n));
                }
            }
        }
        it.archive.extend(coding.pack(&inner));
        it
    }
}
