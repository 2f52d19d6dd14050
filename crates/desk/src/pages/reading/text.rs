//! A report's text by code points, as records count.

use sayso_wire::Span;

/// How many code points lie between two that are looked up.
const STRIDE: usize = 64;

/// A text whose code points are found in constant time.
pub(super) struct Text<'a> {
    text: &'a str,
    /// Byte of every `STRIDE`th code point; empty for ASCII alone, where bytes are code points.
    bytes: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let starts = || text.char_indices().step_by(STRIDE).map(|(byte, _)| byte);
        Self { text, bytes: if text.is_ascii() { Vec::new() } else { starts().collect() } }
    }

    /// The words of a span; what lies outside the text is no part of it.
    pub(super) fn words(&self, [start, end]: Span) -> &'a str {
        let (start, end) = (self.byte(start), self.byte(end));
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    /// The sentence that holds a span, within a block.
    pub(super) fn sentence(&self, [start, end]: Span, [first, last]: Span) -> Span {
        let (start, end) = (start.clamp(first, last), end.clamp(first, last));
        let near = [start.saturating_sub(SENTENCE).max(first), end.saturating_add(SENTENCE).min(last)];
        let (before, after) = (self.words([near[0], start]), self.words([end, near[1]]));
        let begin = ends(before).last().map_or(near[0], |at| near[0] + count(&before[..at]));
        let finish = ends(after).next().map_or(near[1], |at| end + count(after[..at].trim_end()));
        [begin, finish]
    }

    fn byte(&self, at: u32) -> usize {
        let at = at as usize;
        if self.bytes.is_empty() {
            return at.min(self.text.len());
        }
        let Some(&from) = self.bytes.get(at / STRIDE) else { return self.text.len() };
        let rest = &self.text[from..];
        rest.char_indices().nth(at % STRIDE).map_or(self.text.len(), |(byte, _)| from + byte)
    }
}

/// How far a sentence is looked for, in code points at each side.
const SENTENCE: u32 = 600;

/// Abbreviations that are as long as words.
const SHORTENED: [&str; 5] = ["Sept", "Prof", "Capt", "Sens", "Reps"];

/// Where sentences end: the byte at which the next one begins. An abbreviation ends none.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(char::is_whitespace).filter_map(|(at, space)| {
        let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let bare = word.trim_end_matches(['”', '’', '"', '\'', ')']);
        let stem = bare.trim_end_matches(['.', '!', '?', '…']);
        let ended = stem.len() < bare.len();
        // `U.S.`, `Mr.`, `Gov.` are short and begin with a capital, or hold a point themselves.
        let is_word = stem.chars().count() > 3 && !SHORTENED.contains(&stem)
            || stem.chars().all(|it| !it.is_uppercase() && it != '.');
        let next = text[at..].trim_start().chars().next();
        let begins = next.is_none_or(|it| !it.is_lowercase());
        (ended && (is_word || !bare.ends_with('.')) && begins).then_some(at + space.len())
    })
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Words on one line.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words on one line, cut after so many characters, at the end of a word where there is one.
pub(crate) fn short(words: &str, most: usize) -> String {
    let line = one_line(words);
    let Some((cut, _)) = line.char_indices().nth(most) else { return line };
    let whole = line[..cut].rfind(' ').filter(|at| *at > cut / 2).unwrap_or(cut);
    format!("{}…", line[..whole].trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_code_points() {
        let line = "“Naïve”, 𝔄da 👩‍👧 said. ";
        for text in [line.repeat(30), "plain ".repeat(40)] {
            let all: Vec<char> = text.chars().collect();
            let it = Text::new(&text);
            for start in (0..all.len()).step_by(7) {
                let end = (start + 5).min(all.len());
                assert_eq!(it.words([start as u32, end as u32]), all[start..end].iter().collect::<String>());
            }
            assert_eq!(it.words([3, u32::MAX]).chars().count(), all.len() - 3);
            assert_eq!(it.words([9, 4]), "");
        }
    }

    #[test]
    fn sentences_end_at_points_but_not_at_abbreviations() {
        let text = "It rained. The U.S. envoy met Gov. Reed on Monday. “Go!” he said. End.";
        let it = Text::new(text);
        let all = [0, text.chars().count() as u32];
        for (word, sentence) in [
            ("rained", "It rained."),
            ("met", "The U.S. envoy met Gov. Reed on Monday."),
            ("said", "“Go!” he said."),
            ("End", "End."),
        ] {
            let at = text[..text.find(word).unwrap()].chars().count() as u32;
            let found = it.sentence([at, at + word.chars().count() as u32], all);
            assert_eq!(it.words(found), sentence);
        }
    }

    #[test]
    fn long_words_are_cut_at_a_space() {
        assert_eq!(short("one  two three, four", 16), "one two three…");
        assert_eq!(short("👩‍👧".repeat(9).as_str(), 4).chars().count(), 5);
        assert_eq!(short("short", 9), "short");
    }
}
