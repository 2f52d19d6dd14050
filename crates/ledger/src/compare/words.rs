//! Words of a text as they are compared, and the keys by which texts that share words find each other.
//!
//! Keys are stored in ledgers: a change of [`words`], of [`key`] or of the constants of [`fingerprints`] makes the
//! stored keys of old ledgers worthless, and needs a migration that computes them anew. A test holds their values.

use sayso_wire::Span;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A word as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In lower case, without accents, apostrophes and the stops of abbreviations; numbers without separators of thousands.
    pub text: String,
    /// Where it stands, in code points.
    pub span: Span,
    /// Whether it begins with a capital or a digit: such words name and count, and tell two happenings apart.
    pub telling: bool,
}

/// The words of a text. `U.S.` is `us`, `don’t` is `dont`, `1,200` is `1200`, `%` is `percent`; a hyphen parts words, and
/// every ideograph is one.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut open: Option<Word> = None;
    let mut chars = Around::of(text);
    while let Some((at, before, c, after)) = chars.next() {
        let single = ideograph(c) || c == '%';
        let inside = open.as_ref().is_some_and(|word| joins(word, before, c, after));
        if (single || !(inside || letter(c)))
            && let Some(word) = open.take()
        {
            found.push(word);
        }
        if !inside && !letter(c) && !single {
            continue;
        }
        let word = open.get_or_insert_with(|| Word {
            text: String::with_capacity(8),
            span: [at, at],
            telling: c.is_uppercase() || c.is_numeric(),
        });
        word.span[1] = at + 1;
        if c == '%' {
            word.text.push_str("percent");
        } else if letter(c) || c == '.' && before.is_some_and(|it| it.is_ascii_digit()) {
            fold(c, &mut word.text);
        }
        if single {
            found.extend(open.take());
        }
    }
    found.extend(open);
    // A mark alone (an accent with nothing under it) leaves no letter behind.
    found.retain(|word| !word.text.is_empty());
    found
}

/// Words in a run that share a key: any [`GRAM`] + [`WINDOW`] − 1 = 7 words in a row that two texts share.
const GRAM: usize = 4;

/// Of so many runs in a row the key of one is kept.
const WINDOW: usize = 4;

/// Keys such that two texts which share seven words in a row share a key, ascending; about two keys for five words. A text
/// of fewer than four words has the one key of its whole.
///
/// Winnowing, after Schleimer, Wilkerson and Aiken (2003), *Winnowing: local algorithms for document fingerprinting*.
#[must_use]
pub fn fingerprints(words: &[Word]) -> Vec<u64> {
    let keys: Vec<u64> = words.iter().map(|word| key(&word.text)).collect();
    winnow(&keys, GRAM, WINDOW)
}

/// The least key of every `window` runs of `gram` keys in a row, ascending and each once.
#[must_use]
pub fn winnow(keys: &[u64], gram: usize, window: usize) -> Vec<u64> {
    if keys.is_empty() {
        return Vec::new();
    }
    let grams: Vec<u64> = keys.windows(gram.min(keys.len()).max(1)).map(combine).collect();
    let mut kept: Vec<u64> =
        grams.windows(window.min(grams.len()).max(1)).filter_map(|it| it.iter().min().copied()).collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// Bits of a key: it fits SQLite's signed integers and takes six bytes there; among ten million keys of texts that share
/// nothing, fewer than one pair in five million is equal by chance.
const BITS: u32 = 48;

/// The key of a word or any other text: FNV-1a of 64 bits, mixed and cut. Never changes between versions.
#[must_use]
pub fn key(text: &str) -> u64 {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mix(hash) >> (u64::BITS - BITS)
}

/// One key of several, in their order.
#[must_use]
pub fn combine(keys: &[u64]) -> u64 {
    keys.iter().fold(keys.len() as u64, |all, it| mix(all ^ it)) >> (u64::BITS - BITS)
}

/// The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of the result depends on every bit given.
pub(crate) fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

fn letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether a character that is no letter stands inside a word.
fn joins(word: &Word, before: Option<char>, c: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    match c {
        '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => before.is_alphabetic() && after.is_alphabetic(),
        '.' if before.is_ascii_digit() => after.is_ascii_digit(),
        // Initials, and not two sentences with no space between them.
        '.' => {
            after.is_alphabetic() && (word.span[1] - word.span[0] == 1 || before.is_uppercase() && after.is_uppercase())
        }
        ',' | '\u{202f}' => before.is_ascii_digit() && after.is_ascii_digit(),
        // Soft hyphens and joiners are marks of layout.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => true,
        _ => false,
    }
}

/// Scripts written without spaces.
fn ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

/// A character in lower case without its accent.
fn fold(c: char, into: &mut String) {
    if c.is_ascii() {
        into.push(c.to_ascii_lowercase());
        return;
    }
    for c in c.to_lowercase() {
        decompose_canonical(c, |part| {
            if !matches!(part, '\u{300}'..='\u{36f}') {
                into.push(part);
            }
        });
    }
}

/// Characters with their place and their neighbours.
struct Around<'a> {
    chars: std::str::Chars<'a>,
    at: u32,
    before: Option<char>,
    next: Option<char>,
}

impl<'a> Around<'a> {
    fn of(text: &'a str) -> Self {
        let mut chars = text.chars();
        let next = chars.next();
        Self { chars, at: 0, before: None, next }
    }

    fn next(&mut self) -> Option<(u32, Option<char>, char, Option<char>)> {
        let c = self.next?;
        let (at, before) = (self.at, self.before);
        self.next = self.chars.next();
        self.before = Some(c);
        self.at = self.at.saturating_add(1);
        Some((at, before, c, self.next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(
            folded("“Don’t,” the U.S. said — 1,200 of 3.5% in São Tomé."),
            ["dont", "the", "us", "said", "1200", "of", "3.5", "percent", "in", "sao", "tome"]
        );
        assert_eq!(folded("Don't"), folded("DON’T"));
        assert_eq!(folded("He left.Then 5.They stayed"), ["he", "left", "then", "5", "they", "stayed"]);
        assert_eq!(folded("a cease-fire in 2024"), ["a", "cease", "fire", "in", "2024"]);
        assert_eq!(folded("港口 開放"), ["港", "口", "開", "放"]);
        assert!(folded(" … “” \u{301} -- ").is_empty());
    }

    #[test]
    fn spans_are_code_points() {
        let text = "🛶 Élan’s “boat”";
        let chars: Vec<char> = text.chars().collect();
        let shown: Vec<String> =
            words(text).iter().map(|it| chars[it.span[0] as usize..it.span[1] as usize].iter().collect()).collect();
        assert_eq!(shown, ["Élan’s", "boat"]);
        assert!(words(text)[0].telling && !words(text)[1].telling);
    }

    #[test]
    fn keys_never_change() {
        assert_eq!(key("harbour"), 75_614_228_450_833);
        assert_eq!(fingerprints(&words("The harbour will open again on Monday")), [85_014_394_767_899]);
    }

    #[test]
    fn seven_words_in_a_row_share_a_key() {
        let run = "close the old harbour before the winter";
        for (n, left) in ["", "they", "they would", "in the end they would", "x y z u v w q r s t"].iter().enumerate() {
            let a = fingerprints(&words(&format!("{left} {run} comes and goes")));
            let b = fingerprints(&words(&format!("nobody wanted to {run}")));
            assert!(a.iter().any(|it| b.contains(it)), "{n}");
        }
        assert!(fingerprints(&[]).is_empty());
        assert_eq!(fingerprints(&words("we know")).len(), 1);
    }
}
