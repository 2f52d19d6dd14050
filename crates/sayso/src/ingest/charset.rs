//! Bytes to text. Pages are decoded as browsers do; a plain text must fit its encoding, or it is refused.

use super::error::{ErrorKind, Fault};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Of a page in UTF-8, one broken character in this many bytes is put up with, as browsers do.
const BROKEN: usize = 1000;

/// The text of a page: byte order mark, then `declared` (the HTTP header's charset), then `<meta>` in the first
/// 1024 bytes, then detection. Bytes that do not fit become U+FFFD; if there are many, the page is refused.
pub(super) fn page(bytes: &[u8], declared: Option<&str>) -> Result<String, Fault> {
    let named = |label: &str| Encoding::for_label(label.trim().as_bytes());
    let told = declared.and_then(named).or_else(|| meta(bytes).and_then(|label| named(&label)));
    let encoding = match (Encoding::for_bom(bytes), told) {
        (Some((encoding, _)), _) => encoding,
        // A page cannot tell in ASCII that it is UTF-16; and pages that say Latin 1 but are valid UTF-8 are UTF-8.
        (None, Some(told)) if told.is_ascii_compatible() && std::str::from_utf8(bytes).is_err() => told,
        (None, Some(_)) => UTF_8,
        (None, None) => Some(guess(bytes)).filter(|guess| fits(&guess.decode(bytes).0)).unwrap_or(UTF_8),
    };
    if encoding == UTF_8 {
        let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        if broken * BROKEN > bytes.len() {
            return Err(invalid(bytes));
        }
    }
    Ok(encoding.decode(bytes).0.into_owned())
}

/// The encoding of XML that begins so: the HTTP header's charset, else what its declaration says, else what it looks
/// like. What begins as valid UTF-8 with more than ASCII in it is UTF-8, whatever it says. A byte order mark is left to
/// the decoder.
pub(super) fn of_xml(head: &[u8], declared: Option<&str>) -> &'static Encoding {
    // The head may end inside a character.
    let valid = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    if valid && !head.is_ascii() {
        return UTF_8;
    }
    let opening = String::from_utf8_lossy(&head[..head.len().min(200)]);
    let written = || {
        let rest = opening.split_once("?>")?.0.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
        rest.get(1..)?.split(['"', '\'']).next().map(str::to_owned)
    };
    let label = declared.map(str::to_owned).or_else(written);
    let told =
        label.and_then(|label| Encoding::for_label(label.trim().as_bytes())).filter(|it| it.is_ascii_compatible());
    told.unwrap_or_else(|| if valid { UTF_8 } else { guess(head) })
}

/// Whether characters are there that text in an older encoding hardly ever has.
fn fits(text: &str) -> bool {
    !text.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}' | 'ÿ' | 'þ' | '\u{fffd}'))
}

fn invalid(bytes: &[u8]) -> Fault {
    let bad = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = 1 + bytes[..bad].iter().filter(|byte| **byte == b'\n').count();
    Fault::new(ErrorKind::Encoding, format!("invalid UTF-8 at byte {bad} (line {line}), and no other encoding fits"))
}

/// The text of a plain text file. A byte order mark decides, and is no part of the text; else valid UTF-8 is UTF-8;
/// else the detected older encoding, if every byte is a plausible character in it. Anything else is refused, with
/// the place of the first byte that is not UTF-8.
pub(super) fn plain(bytes: &[u8], declared: Option<&str>) -> Result<String, Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return match encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]) {
            Some(text) => Ok(text.into_owned()),
            None => {
                Err(Fault::new(ErrorKind::Encoding, format!("the bytes are not the {} they begin as", encoding.name())))
            }
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let told = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())).filter(|told| *told != UTF_8);
    let encoding = told.unwrap_or_else(|| guess(bytes));
    // Damaged UTF-8 still holds whole UTF-8 characters; text in an older encoding hardly ever does by chance.
    let whole = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).any(|c| !c.is_ascii());
    if encoding != UTF_8
        && !(whole && encoding == WINDOWS_1252)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
        && fits(&text)
    {
        return Ok(text.into_owned());
    }
    Err(invalid(bytes))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    // Mostly whole UTF-8 characters: a damaged page, not an older encoding.
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes[..bytes.len().min(1 << 18)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad { UTF_8 } else { guess }
}

/// The charset named in a `<meta>` of the first 1024 bytes.
fn meta(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = head[at..].windows(5).position(|part| part == b"<meta") {
        let tag = &head[at + found..];
        let tag = &tag[..tag.iter().position(|byte| *byte == b'>').unwrap_or(tag.len())];
        if let Some(place) = tag.windows(7).position(|part| part == b"charset") {
            let value = tag[place + 7..].trim_ascii_start();
            if let Some(value) = value.strip_prefix(b"=") {
                let label: Vec<u8> = value
                    .iter()
                    .copied()
                    .skip_while(|byte| matches!(byte, b' ' | b'"' | b'\''))
                    .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
                    .collect();
                return String::from_utf8(label).ok();
            }
        }
        at += found + 5;
    }
    None
}
