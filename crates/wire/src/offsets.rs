//! From UTF-8 bytes to Unicode code points, in constant time after one pass.

use sayso_types as types;

/// How many bytes lie between two counts; a look-up counts at most this many more.
const STRIDE: usize = 64;

/// Code points before any byte of one text.
#[derive(Debug)]
pub struct Offsets<'a> {
    bytes: &'a [u8],
    /// Code points before byte `n * STRIDE`; empty for a text of ASCII alone, where bytes are code points.
    counts: Vec<u32>,
}

impl<'a> Offsets<'a> {
    /// Counts the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for chunk in bytes.chunks(STRIDE) {
                counts.push(before);
                before += starts(chunk);
            }
            counts.push(before);
        }
        Self { bytes, counts }
    }

    /// Code points before byte `at`; an offset past the end counts as the end.
    #[must_use]
    pub fn at(&self, at: u32) -> u32 {
        let at = (at as usize).min(self.bytes.len());
        let chunk = at / STRIDE;
        match self.counts.get(chunk) {
            Some(before) => before + starts(&self.bytes[chunk * STRIDE..at]),
            None => u32::try_from(at).unwrap_or(u32::MAX),
        }
    }

    /// A span of bytes as one of code points.
    #[must_use]
    pub fn span(&self, span: types::Span) -> crate::Span {
        [self.at(span.start), self.at(span.end)]
    }
}

/// How many characters begin in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_agrees_with_counting() {
        let line = "“Naïve”, said 𝔄da 👩‍👧 — 日本. ";
        for text in [line.repeat(40), "plain ASCII ".repeat(40), String::new(), "é".to_owned()] {
            let offsets = Offsets::new(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.at(at as u32) as usize, count, "byte {at}");
            }
            assert_eq!(offsets.at(text.len() as u32) as usize, text.chars().count());
            assert_eq!(offsets.at(u32::MAX) as usize, text.chars().count());
        }
    }
}
