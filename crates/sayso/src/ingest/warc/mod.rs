//! WARC archives: the pages in them as items, one at a time, whatever stands between them; what is passed over is counted by kind.
//!
//! Nothing is held but the record at hand. An item is called `FILE@OFFSET`, with the place in the file where its record's member
//! begins (of what is not compressed, the record itself), and `FILE@OFFSET+BYTES` where other bytes of the member lie before it.

mod gzip;
mod head;
mod http;
mod markup;
mod news;
mod part;
mod raw;
mod record;
mod stream;
mod zstd;

use super::error::{ErrorKind, Fault};
use super::items::{Body, Item, Source};
use super::{Format, Hint, Limits, Options, Pages, Passed, Tally, detect, digest, tally};
use raw::Raw;
use record::{Found, Record, Records};
use std::io::{Cursor, Read};
use stream::{Coding, Decoder, More, Stream};
use url::Url;

pub(super) use part::Places;

/// Room for the HTTP head before a page.
const HTTP_HEAD: usize = 1 << 16;

/// The pages of an archive.
#[derive(Debug)]
pub(super) struct Warc {
    records: Records,
    hint: Hint,
    limits: Limits,
    pages: Pages,
    tally: Tally,
    far: tally::Part,
    /// Where in the file reading begins, and whether it goes through all of it.
    begin: u64,
    whole: bool,
    /// Broken records before the first that seems to be one: where none does, it is no archive, and that is said instead.
    unsure: u64,
    ended: bool,
}

/// Whether the first bytes of an input are those of an archive, compressed or not.
pub(super) fn is_one(head: &[u8]) -> bool {
    let Some(coding) = Coding::of(head) else { return false };
    // A dictionary may be longer than what is at hand, and nothing else begins with one.
    if coding == Coding::Plain || head.starts_with(&[0x5d, 0x2a, 0x4d, 0x18]) {
        return head::is_version(head) || coding != Coding::Plain;
    }
    let mut stream = Stream::new(Raw::new(Box::new(Cursor::new(head.to_vec())), 0), Decoder::new(coding));
    let mut begin = Vec::new();
    while begin.len() < head::TELLING {
        match stream.more(&mut begin) {
            Ok(More::Bytes | More::Member) => {}
            // A block of zstd may be longer than what is at hand.
            Ok(More::Damaged) if begin.is_empty() && coding == Coding::Zstd => return true,
            _ => break,
        }
    }
    head::is_version(begin.trim_ascii_start())
}

impl Warc {
    /// The archive in `source`, of which `head` has been read, or the part of it that is asked for.
    ///
    /// # Errors
    /// If it comes as a stream, in which no part can be looked for.
    pub(super) fn new(source: Source, head: Vec<u8>, hint: Hint, options: &Options) -> Result<Self, Fault> {
        let coding = Coding::of(&head).unwrap_or_else(|| Coding::named(&hint.name));
        let (stream, taken) = match &options.range {
            None => {
                let reader = Box::new(Cursor::new(head).chain(source.reader));
                (Stream::new(Raw::new(reader, 0), Decoder::new(coding)), None)
            }
            Some(range) => {
                let stream = || Fault::new(ErrorKind::Unreadable, "a stream, and only a file can be read in parts");
                let places = source.places.ok_or_else(stream)?;
                let (stream, taken) = part::open(places, coding, range).map_err(|error| Fault::io(&error))?;
                (stream, Some(taken))
            }
        };
        let begin = taken.as_ref().map_or(0, |taken| taken.start);
        let size = taken.as_ref().map_or(source.size, |taken| Some(taken.end - taken.start));
        let limits = options.limits;
        let records = Records::new(stream, limits.page_bytes + HTTP_HEAD);
        let (far, whole) = (options.tally.begin(size), size == source.size);
        let tally = options.tally.clone();
        Ok(Self { records, hint, limits, pages: options.pages, tally, far, begin, whole, unsure: 0, ended: false })
    }

    /// The next item, with its name.
    pub(super) fn next(&mut self) -> Option<(String, Result<Item, Fault>)> {
        while !self.ended {
            let found = self.records.next();
            self.sure(self.records.any());
            self.far.at(self.records.offset() - self.begin);
            let passed = match found {
                Ok(Some(Found::Whole(record))) => match self.item(*record) {
                    Ok(item) => return Some((item.name().to_owned(), Ok(item))),
                    Err(passed) => passed,
                },
                Ok(Some(Found::TooLarge)) => Passed::TooLarge,
                Ok(Some(Found::Broken)) => Passed::Broken,
                Ok(None) => {
                    self.ended = true;
                    let empty = self.whole && !self.records.any();
                    self.sure(!empty);
                    let fault = || Fault::new(ErrorKind::Empty, "empty: no WARC record is in it");
                    return empty.then(|| (self.hint.name.clone(), Err(fault())));
                }
                Err(fault) => {
                    self.ended = true;
                    return Some((format!("{}@{}", self.hint.name, self.records.offset()), Err(fault)));
                }
            };
            if passed == Passed::Broken && !self.records.any() {
                self.unsure += 1;
            } else {
                self.tally.add(passed);
            }
        }
        None
    }

    /// Counts what waited for it to be sure that this is an archive.
    fn sure(&mut self, is_one: bool) {
        if is_one {
            (0..std::mem::take(&mut self.unsure)).for_each(|_| self.tally.add(Passed::Broken));
        }
    }

    /// The page in a record, or why there is none.
    fn item(&self, record: Record) -> Result<Item, Passed> {
        let told = record.fields.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let is_response = match told.as_str() {
            "response" => true,
            "resource" => false,
            "warcinfo" => return Err(Passed::Info),
            "request" => return Err(Passed::Request),
            "metadata" => return Err(Passed::Metadata),
            "revisit" => return Err(Passed::Revisit),
            "conversion" => return Err(Passed::Conversion),
            "continuation" => return Err(Passed::Continuation),
            _ => return Err(Passed::Other),
        };
        if record.fields.get("warc-truncated").is_some_and(|it| !it.is_empty()) {
            return Err(Passed::Truncated);
        }
        let kind = record.fields.get("content-type").map(http::content_type).unwrap_or_default();
        let page = if is_response { self.answer(&record, &kind.0)? } else { Page { bytes: record.content, kind } };
        if page.bytes.len() > self.limits.page_bytes {
            return Err(Passed::TooLarge);
        }
        if !page.is_html() {
            return Err(Passed::Format);
        }
        let address = record.fields.get("warc-target-uri").and_then(address);
        if self.pages == Pages::News && !news::is_news(&page.bytes, address.as_deref()) {
            return Err(Passed::NoNews);
        }
        let mut name = format!("{}@{}", self.hint.name, record.offset);
        if record.within > 0 {
            name += &format!("+{}", record.within);
        }
        let known = Hint { url: address, ..Hint::default() };
        // An id fits one page only.
        let hint = Hint { id: None, name, ..self.hint.clone() }.or(known);
        let Page { bytes, kind: (_, charset) } = page;
        let digest = digest(&bytes);
        let body = Body::Page { bytes, charset, address: None };
        Ok(Item { hint, digest, body, outlet: None, offset: Some(record.offset) })
    }

    /// The body of the answer in a record.
    fn answer(&self, record: &Record, kind: &str) -> Result<Page, Passed> {
        if !kind.is_empty() && kind != "application/http" {
            return Err(Passed::Other);
        }
        let response = http::response(&record.content).ok_or(Passed::Broken)?;
        if response.status != 200 {
            return Err(Passed::Status);
        }
        let kind = response.fields.get("content-type").map(http::content_type).unwrap_or_default();
        let bytes = response.decoded(self.limits.page_bytes).map_err(|undecoded| match undecoded {
            http::Undecoded::Damaged => Passed::Broken,
            http::Undecoded::TooLarge => Passed::TooLarge,
        })?;
        Ok(Page { bytes, kind })
    }
}

/// What may be a page: its bytes, and the type and charset it is told to have.
struct Page {
    bytes: Vec<u8>,
    kind: (String, Option<String>),
}

impl Page {
    /// Whether it is HTML: by its type, where that says so, and else by how it begins. Servers call anything HTML.
    fn is_html(&self) -> bool {
        let begin = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes).trim_ascii_start();
        let is_text = || {
            detect::refuse_binary(&self.bytes, true).is_ok()
                && detect::feed(&begin[..begin.len().min(1 << 16)]).is_none()
        };
        let fits = match self.kind.0.as_str() {
            "text/html" | "application/xhtml+xml" => !begin.is_empty(),
            "" | "text/plain" | "text/xml" | "application/xml" | "application/octet-stream" | "unknown" => {
                begin.starts_with(b"<") && detect::by_content(begin) == Format::Html
            }
            _ => false,
        };
        fits && is_text()
    }
}

/// The address of a page, if it is one of the web; some crawlers write it in angle brackets.
fn address(told: &str) -> Option<String> {
    let told = told.trim_matches(['<', '>', ' ']);
    let url = Url::parse(told).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(url.into())
}
