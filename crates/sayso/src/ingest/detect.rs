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
}

/// The format that a file's name tells.
pub(super) fn by_name(path: &Path) -> Option<Format> {
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

/// Whether markup of a page stands in these bytes.
fn is_page(head: &[u8]) -> bool {
    const TAGS: [&[u8]; 9] =
        [b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<meta ", b"<title", b"<div", b"<p>"];
    let lower = head[..head.len().min(4096)].to_ascii_lowercase();
    // A text that speaks of tags later on is no page; one that opens with them is.
    let reach = if lower.first() == Some(&b'<') { lower.len() } else { lower.len().min(200) };
    TAGS.iter().any(|tag| lower[..reach].windows(tag.len()).any(|part| part == *tag))
}

/// Refuses bytes that are no text in any encoding.
pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), Fault> {
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
    if let Some(at) = head.iter().position(|byte| *byte == 0) {
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
