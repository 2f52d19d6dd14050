//! The words that spans stand for: from code points to text.

use crate::Span;

/// What stands between the fragments of one finding.
pub const GAP: &str = " … ";

/// How many code points lie between two counts; a look-up walks over at most this many more.
const STRIDE: usize = 64;

/// A text that is cut by code points, after one pass over it.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    /// Byte of code point `n * STRIDE`; empty for ASCII alone, where code points are bytes.
    bytes: Vec<usize>,
    /// Code points in all.
    len: usize,
}

impl<'a> Words<'a> {
    /// Counts a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text, bytes: Vec::new(), len: text.len() };
        }
        let mut bytes = Vec::new();
        let mut len = 0;
        for (byte, _) in text.char_indices() {
            if len % STRIDE == 0 {
                bytes.push(byte);
            }
            len += 1;
        }
        Self { text, bytes, len }
    }

    /// How many code points the text has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The words of a span; a span that reaches beyond the text gives what lies within.
    #[must_use]
    pub fn at(&self, [start, end]: Span) -> &'a str {
        let (start, end) = (self.byte(start), self.byte(end));
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    /// The words of all fragments, ` … ` between them.
    #[must_use]
    pub fn joined(&self, spans: &[Span]) -> String {
        spans.iter().map(|&it| self.at(it)).collect::<Vec<_>>().join(GAP)
    }

    fn byte(&self, point: u32) -> usize {
        let point = (point as usize).min(self.len);
        let Some(&from) = self.bytes.get(point / STRIDE) else {
            return if self.bytes.is_empty() { point } else { self.text.len() };
        };
        let rest = &self.text[from..];
        from + rest.char_indices().nth(point % STRIDE).map_or(rest.len(), |(byte, _)| byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_by_code_points_wherever_they_lie() {
        for text in [String::new(), "plain words".repeat(20), "Zoë 🌉 “𝔟”\n".repeat(40)] {
            let (words, points) = (Words::new(&text), text.chars().collect::<Vec<_>>());
            assert_eq!(words.len(), points.len());
            for start in 0..=points.len() {
                let end = (start + 70).min(points.len());
                let span = [u32::try_from(start).unwrap(), u32::try_from(end).unwrap()];
                assert_eq!(words.at(span), points[start..end].iter().collect::<String>());
            }
            assert_eq!(words.at([0, u32::MAX]), text);
            assert_eq!(words.at([5, 3]), "");
        }
        assert_eq!(Words::new("one two three").joined(&[[0, 3], [8, 13]]), "one … three");
    }
}
