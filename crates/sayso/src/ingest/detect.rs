//! Telling formats apart, by name and by content, and text from what is none.

use super::error::{ErrorKind, Fault};
use std::path::Path;

/// A format of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A web page.
    Html,
    /// Plain text: one report.
    Text,
    /// One JSON object a line, each a report.
    JsonLines,
    /// JSON objects, or one array of them, over any number of lines.
    Json,
    /// RSS or Atom.
    Feed,
    /// JSON Feed.
    JsonFeed,
    /// A WARC archive of pages, plain or compressed with gzip or zstd.
    Warc,
}

/// The format that a file's name tells.
pub(super) fn by_name(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    if [".warc", ".warc.gz", ".warc.zst"].iter().any(|end| name.ends_with(end)) {
        return Some(Format::Warc);
    }
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" | "shtml" | "mhtml" => Some(Format::Html),
        "txt" | "text" | "md" => Some(Format::Text),
        "jsonl" | "ndjson" | "jsonlines" => Some(Format::JsonLines),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// The format that a `Content-Type` header tells.
pub(super) fn by_content_type(mime: &str) -> Option<Format> {
    match mime.to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "application/x-ndjson" | "application/jsonl" | "application/jsonlines" | "application/x-jsonlines" => {
            Some(Format::JsonLines)
        }
        "application/json" | "text/json" => Some(Format::Json),
        "application/warc" | "application/warc+gzip" | "application/warc+zstd" => Some(Format::Warc),
        _ => None,
    }
}

/// The format that the first bytes of an input tell; plain text when nothing else does.
pub(super) fn by_content(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match head.first() {
        // One whole object on the first line: JSON Lines. Else an object over several lines.
        Some(b'{') => {
            let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
            let whole = serde_json::from_slice::<serde_json::Value>(line).is_ok();
            let field = head[1..].trim_ascii_start().starts_with(b"\"");
            match (whole, field, line.len() == head.len()) {
                (true, ..) | (_, true, true) => Format::JsonLines,
                (_, true, false) => Format::Json,
                _ => Format::Text,
            }
        }
        Some(b'[') if head[1..].trim_ascii_start().starts_with(b"{") => Format::Json,
        Some(b'<') if is_page(head) => Format::Html,
        _ if is_page(head) => Format::Html,
        _ => Format::Text,
    }
}

/// The kind of feed that the first bytes of an input tell. This goes over its name and what a server says: feeds are
/// called and served as anything.
pub(super) fn feed(head: &[u8]) -> Option<Format> {
    let decoded =
        encoding_rs::Encoding::for_bom(head).map(|(encoding, _)| encoding.decode(head).0.into_owned().into_bytes());
    let head = decoded.as_deref().unwrap_or(head).trim_ascii_start();
    match head.first()? {
        b'<' => root(head).filter(|root| matches!(root.as_slice(), b"rss" | b"feed" | b"rdf")).map(|_| Format::Feed),
        b'{' => is_json_feed(head).then_some(Format::JsonFeed),
        _ => None,
    }
}

/// Whether it is XML, by its declaration.
pub(super) fn is_xml(head: &[u8]) -> bool {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().starts_with(b"<?xml")
}

/// The first element's name without its prefix, in small letters: what stands behind declarations and comments.
fn root(mut head: &[u8]) -> Option<Vec<u8>> {
    let after = |head: &[u8], end: &[u8]| head.windows(end.len()).position(|part| part == end).map(|at| at + end.len());
    loop {
        let end = match head {
            [b'<', b'?', ..] => after(head, b"?>")?,
            [b'<', b'!', b'-', b'-', ..] => after(head, b"-->")?,
            // A DTD in the document itself has tags of its own in brackets.
            [b'<', b'!', ..] => match (after(head, b">")?, after(head, b"[")) {
                (close, Some(open)) if open < close => after(head, b"]>").or_else(|| after(head, b"]\n>"))?,
                (close, _) => close,
            },
            [b'<', rest @ ..] => {
                let name = rest.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).next()?;
                let local = name.rsplit(|byte| *byte == b':').next()?;
                return Some(local.to_ascii_lowercase());
            }
            _ => return None,
        };
        head = head[end..].trim_ascii_start();
    }
}

/// Whether a JSON object says that it is a feed: its version does, or, where its fields are sorted and the version comes
/// late, it has a list of items and an address of itself or its page.
fn is_json_feed(head: &[u8]) -> bool {
    // A quotation mark inside of a string has a backslash before it, so what follows `"name"` and a colon is a value.
    let opens = |field: &[u8], value: &[u8]| {
        head.windows(field.len()).enumerate().filter(|(_, part)| *part == field).any(|(at, _)| {
            let rest = head[at + field.len()..].trim_ascii_start().strip_prefix(b":").map(<[u8]>::trim_ascii_start);
            rest.is_some_and(|rest| rest.starts_with(value))
        })
    };
    opens(b"\"version\"", b"\"https://jsonfeed.org/version/")
        || (opens(b"\"items\"", b"[") && (opens(b"\"home_page_url\"", b"\"") || opens(b"\"feed_url\"", b"\"")))
}

/// Whether markup of a page stands in these bytes.
fn is_page(head: &[u8]) -> bool {
    const TAGS: [&[u8]; 9] =
        [b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<meta ", b"<title", b"<div", b"<p>"];
    let lower = head[..head.len().min(4096)].to_ascii_lowercase();
    // A text that speaks of tags later on is no page; one that opens with them is.
    let reach = if lower.first() == Some(&b'<') { lower.len() } else { lower.len().min(200) };
    TAGS.iter().any(|tag| lower[..reach].windows(tag.len()).any(|part| part == *tag))
}

/// Refuses bytes that are no text in any encoding. Where `stray` is allowed, a rare NUL
/// is passed over: browsers do so, and in JSON Lines it costs its line only.
pub(super) fn refuse_binary(bytes: &[u8], stray: bool) -> Result<(), Fault> {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"\x1f\x8b", "gzip"),
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7fELF", "a program"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"SQLite format 3\0", "an SQLite database"),
    ];
    if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Fault::new(ErrorKind::Binary, format!("binary: the bytes are {what}, not text")));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Ok(()); // UTF-16 with its mark
    }
    let head = &bytes[..bytes.len().min(1 << 16)];
    let odd = |byte: &&u8| matches!(**byte, 0..=8 | 11 | 14..=26 | 28..=31);
    let count = head.iter().filter(odd).count();
    let nuls = head.iter().filter(|byte| **byte == 0).count();
    if let Some(at) = head.iter().position(|byte| *byte == 0)
        && !(stray && nuls * 1000 < head.len())
    {
        return Err(Fault::new(ErrorKind::Binary, format!("binary: a NUL at byte {at}")));
    }
    if count * 100 > head.len() {
        let at = head.iter().position(|byte| odd(&byte)).unwrap_or(0);
        return Err(Fault::new(
            ErrorKind::Binary,
            format!("binary: {count} control characters, the first at byte {at}"),
        ));
    }
    Ok(())
}
