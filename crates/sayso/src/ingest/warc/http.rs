//! The HTTP response in a record: its head, and its body without the codings it really has. Crawls keep bodies decoded whose heads
//! still tell of a coding, so that the bytes decide, not the head.

use super::head::{self, Fields};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;
use std::io::Read;

/// A response, its body as it came.
#[derive(Debug)]
pub(super) struct Response<'a> {
    pub(super) status: u16,
    pub(super) fields: Fields,
    pub(super) body: &'a [u8],
}

/// What kept a body from being decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undecoded {
    /// It is damaged.
    Damaged,
    /// It is over the limit.
    TooLarge,
}

/// The response in these bytes; `None` where they are none.
pub(super) fn response(bytes: &[u8]) -> Option<Response<'_>> {
    let line = &bytes[..bytes.iter().position(|byte| *byte == b'\n')?];
    let line = std::str::from_utf8(line.get(..64.min(line.len()))?.trim_ascii()).unwrap_or_default();
    let mut words = line.split_ascii_whitespace();
    let version = words.next()?;
    if !version.get(..5)?.eq_ignore_ascii_case("HTTP/") || !version[5..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let status = words.next()?.parse().ok().filter(|status| (100..1000).contains(status))?;
    let end = head::end(bytes, 0)?;
    // Servers write what they like between their fields; only what can be read of them counts.
    let (fields, _) = Fields::read(bytes.get(line_end(bytes)..end)?);
    Some(Response { status, fields, body: &bytes[end..] })
}

fn line_end(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1)
}

/// The type and the charset that a `Content-Type` tells, in small letters.
pub(super) fn content_type(told: &str) -> (String, Option<String>) {
    let told = told.to_ascii_lowercase();
    let mut parts = told.split(';').map(str::trim);
    let mime = parts.next().unwrap_or_default().to_owned();
    let charset = parts.find_map(|part| part.strip_prefix("charset")?.trim_start().strip_prefix('='));
    let charset = charset.map(|it| it.trim_matches([' ', '"', '\'']).to_owned()).filter(|it| !it.is_empty());
    (mime, charset)
}

impl Response<'_> {
    /// The body, of which no more than `limit` bytes are decoded.
    pub(super) fn decoded(&self, limit: usize) -> Result<Vec<u8>, Undecoded> {
        let chunked =
            self.fields.get("transfer-encoding").is_some_and(|it| it.to_ascii_lowercase().contains("chunked"));
        let joined = chunked.then(|| unchunked(self.body)).flatten();
        let body = joined.as_deref().unwrap_or(self.body);
        let told = self.fields.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
        let unpacked = match body {
            [0x1f, 0x8b, 8, ..] => unpack(MultiGzDecoder::new(body), limit),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => match StreamingDecoder::new(body) {
                Ok(decoder) => unpack(decoder, limit),
                Err(_) => Err(Undecoded::Damaged),
            },
            _ if told.contains("deflate") => deflated(body, limit).unwrap_or_else(|| Ok(body.to_vec())),
            _ => Ok(body.to_vec()),
        }?;
        if unpacked.len() > limit { Err(Undecoded::TooLarge) } else { Ok(unpacked) }
    }
}

fn unpack(decoder: impl Read, limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut unpacked = Vec::new();
    match decoder.take(limit as u64 + 1).read_to_end(&mut unpacked) {
        Ok(_) => Ok(unpacked),
        Err(_) => Err(Undecoded::Damaged),
    }
}

/// What a body is that says it is deflated: with zlib's head, as the standard has it, or without, as some servers do. `None` where
/// it is neither, and so decoded already.
fn deflated(body: &[u8], limit: usize) -> Option<Result<Vec<u8>, Undecoded>> {
    let [first, second, ..] = body else { return None };
    if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0 {
        return Some(unpack(ZlibDecoder::new(body), limit));
    }
    // Text may inflate to a few bytes by chance before it fails; a page that was deflated inflates to its end.
    let unpacked = unpack(DeflateDecoder::new(body), limit);
    unpacked.is_ok().then_some(unpacked)
}

/// The chunks of a body put together, as far as they go; `None` where it has none.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let (mut rest, mut any) = (body, false);
    loop {
        let line = &rest[..rest.iter().take(1 << 10).position(|byte| *byte == b'\n')?];
        let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
        let size = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        rest = &rest[line.len() + 1..];
        if size == 0 {
            return Some(joined);
        }
        let Some((chunk, behind)) = rest.split_at_checked(size) else {
            // It breaks off within a chunk: that there were chunks is told by those before.
            joined.extend_from_slice(rest);
            return any.then_some(joined);
        };
        joined.extend_from_slice(chunk);
        any = true;
        rest = match behind {
            [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..] => rest,
            [] => return Some(joined),
            _ => return None,
        };
        if rest.is_empty() {
            return Some(joined);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};

    const PAGE: &[u8] = b"<html><body><p>The harbour wall was raised, she said.</p></body></html>";

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, Undecoded> {
        let whole = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
        response(&whole).expect("a response").decoded(1000)
    }

    #[test]
    fn heads() {
        for (head, status) in [
            ("HTTP/1.1 200 OK\r\nA: b\r\n\r\n", Some(200)),
            ("HTTP/2 404\n\n", Some(404)),
            ("http/1.0  301   Moved\r\nno colon\r\n\r\n", Some(301)),
            ("HTTP/1.1 20x OK\r\n\r\n", None),
            ("HTTP/1.1 200 OK\r\nA: b", None),
            ("<html>\n\n", None),
            ("HTTP/\n\n", None),
            ("", None),
        ] {
            assert_eq!(response(head.as_bytes()).map(|it| it.status), status, "{head:?}");
        }
        let told = content_type("Text/HTML ; a=b; charset = \"ISO-8859-1\"");
        assert_eq!(told, ("text/html".to_owned(), Some("iso-8859-1".to_owned())));
        assert_eq!(content_type("text/html"), ("text/html".to_owned(), None));
    }

    #[test]
    fn only_codings_that_are_there_are_taken_off() {
        let all = |mut reader: Box<dyn Read>| {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).expect("no end");
            bytes
        };
        let gzip = all(Box::new(GzEncoder::new(PAGE, Compression::default())));
        let zlib = all(Box::new(ZlibEncoder::new(PAGE, Compression::default())));
        let bare = all(Box::new(DeflateEncoder::new(PAGE, Compression::default())));
        let zstd = ruzstd::encoding::compress_to_vec(PAGE, ruzstd::encoding::CompressionLevel::Fastest);
        let (one, two) = gzip.split_at(20);
        let chunks =
            [b"14\r\n", one, format!("\r\n{:X};x=y\r\n", two.len()).as_bytes(), two, b"\r\n0\r\n\r\n"].concat();
        for (head, bytes) in [
            ("Content-Encoding: gzip", gzip.as_slice()),
            ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", &chunks),
            ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", PAGE),
            ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", &gzip),
            ("Content-Encoding: deflate", &zlib),
            ("Content-Encoding: deflate", &bare),
            ("Content-Encoding: deflate", PAGE),
            ("Content-Encoding: br", PAGE),
            ("X-Crawler-Content-Encoding: gzip", &gzip),
            ("Content-Encoding: zstd", &zstd),
            ("Transfer-Encoding: Chunked", &[b"47\n", PAGE].concat()),
            ("A: b", PAGE),
        ] {
            assert_eq!(body(head, bytes).as_deref(), Ok(PAGE), "{head}");
        }
        let cut = [b"14\r\n", &PAGE[..20], b"\r\nff\r\n", &PAGE[20..30]].concat();
        assert_eq!(body("Transfer-Encoding: chunked", &cut).as_deref(), Ok(&PAGE[..30]));
        assert_eq!(body("A: b", &gzip[..30]), Err(Undecoded::Damaged));
        let bomb = all(Box::new(GzEncoder::new(io_zeros(), Compression::best())));
        assert_eq!(body("A: b", &bomb), Err(Undecoded::TooLarge));
    }

    fn io_zeros() -> impl Read {
        std::io::repeat(0).take(1 << 20)
    }
}
