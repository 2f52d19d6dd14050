//! Whether two contents are the same quotation, told in full or cut, word for word or in reported speech.
//!
//! Only the words are looked at: the caller compares contents of one speaker, and finds candidates by [`keys`].

use super::stems::{denies, small, stem};
use super::words::{Word, combine, key, winnow, words};
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_wire::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// What two contents have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Share of the first one's words, by weight, that the second has in the same order, 0 to 1. Small words weigh a quarter.
    pub of_first: f32,
    /// Likewise of the second one's.
    pub of_second: f32,
    /// Most words in a row that they share, forms of a word being one.
    pub run: usize,
    /// Words they share that are no small ones.
    pub telling: usize,
    /// Other words in the same place, no small ones on either side.
    pub swapped: usize,
    /// Share of the words of the one with fewer that are no small ones which the other has in whatever order, 0 to 1.
    pub anywhere: f32,
    /// Whether where they meet one denies what the other does not, or they tell other numbers.
    pub contrary: bool,
}

/// From this share of the shorter on, by weight, it is contained in the other.
pub const COVERED: f32 = 0.72;

/// From this share of both on they are one also where no words in a row are the same.
pub const BOTH: f32 = 0.62;

/// So many words in a row are shared by a quotation and its excerpt.
pub const RUN: usize = 4;

/// Where so many words that are no small ones stand for every one that is swapped, it was edited; with fewer another thing
/// is said in the same frame (*We are working closely with the police*, *… with our partners*).
pub const EDITED: usize = 5;

/// From so many words on, and this share of them, sentences or clauses told in another order are one.
pub const REORDERED: (usize, f32) = (5, 0.9);

/// Words of a content that are compared; no speech is quoted at such length, and the time it takes grows with the square.
pub const LONGEST: usize = 2000;

/// Contents of fewer words have to be equal: *We will see* is said by everybody of everything.
pub const SHORT: usize = 5;

/// Whether two contents of one speaker are the same quotation.
#[must_use]
pub fn same_quotation(first: &str, second: &str) -> bool {
    let (a, b) = (words(first), words(second));
    if a.len().min(b.len()) < SHORT {
        return !a.is_empty() && a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.text == b.text);
    }
    same(&compare(&terms(&a), &terms(&b)))
}

/// Whether such a likeness is of one quotation; for contents of [`SHORT`] words or more.
#[must_use]
pub fn same(it: &Likeness) -> bool {
    let (low, high) = (it.of_first.min(it.of_second), it.of_first.max(it.of_second));
    let edited = it.telling >= EDITED * it.swapped;
    let ordered = it.telling >= 2 && edited && high >= COVERED && (it.run >= RUN || low >= BOTH);
    let reordered = it.run >= RUN && it.anywhere >= REORDERED.1;
    !it.contrary && (ordered || reordered)
}

/// What two contents have in common.
#[must_use]
pub fn likeness(first: &str, second: &str) -> Likeness {
    compare(&terms(&words(first)), &terms(&words(second)))
}

/// Keys to store with a content, each below 2⁴⁸: contents that share two words in a row which are no small ones, or all
/// of them, share a key. As many as there are such words.
#[must_use]
pub fn keys(content: &str) -> Vec<u64> {
    let mut all = words(content);
    let telling = |it: &Word| !small(&it.text) && !denies(&it.text);
    if all.iter().filter(|it| telling(it)).count() > 1 {
        all.retain(telling);
    }
    let stems: Vec<u64> = all.iter().map(|it| key(&stem(&it.text))).collect();
    let mut keys = winnow(&stems, 2, 1);
    keys.push(combine(&stems));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// How a piece of two aligned contents relates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Equal,
    /// Only in the first.
    Cut,
    /// Only in the second.
    Added,
    /// Other words in the same place.
    Changed,
}

/// A piece of two aligned contents, each span in code points of its content; an empty one tells where nothing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How it relates.
    pub change: Change,
    /// In the first.
    pub first: Span,
    /// In the second.
    pub second: Span,
}

/// Two contents word by word, for showing variants: capitals, quotation marks and punctuation make no difference.
#[must_use]
pub fn align(first: &str, second: &str) -> Vec<Piece> {
    let (a, b) = (words(first), words(second));
    let texts = |words: &[Word]| words.iter().map(|it| key(&it.text)).collect::<Vec<u64>>();
    let steps = steps(&texts(&a), &texts(&b)).into_iter();
    steps.map(|it| Piece { change: it.change, first: span(&a, it.first), second: span(&b, it.second) }).collect()
}

/// A piece of two aligned lists of words.
struct Step {
    change: Change,
    first: Range<usize>,
    second: Range<usize>,
}

/// What is equal and what stands between: what was cut and added in one place was changed, in whatever order the
/// comparison tells it.
fn steps(first: &[u64], second: &[u64]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let (from, to) = (first.len().min(LONGEST), second.len().min(LONGEST));
    let rest =
        DiffOp::Replace { old_index: from, old_len: first.len() - from, new_index: to, new_len: second.len() - to };
    let rest = (from < first.len() || to < second.len()).then_some(rest);
    for op in capture_diff_slices(Algorithm::Myers, &first[..from], &second[..to]).into_iter().chain(rest) {
        let equal = matches!(op, DiffOp::Equal { .. });
        let (first, second) = (op.old_range(), op.new_range());
        match steps.last_mut().filter(|last| (last.change == Change::Equal) == equal) {
            Some(last) => (last.first.end, last.second.end) = (first.end, second.end),
            None => steps.push(Step { change: if equal { Change::Equal } else { Change::Changed }, first, second }),
        }
    }
    for step in steps.iter_mut().filter(|it| it.change != Change::Equal) {
        step.change = match (step.first.is_empty(), step.second.is_empty()) {
            (false, true) => Change::Cut,
            (true, _) => Change::Added,
            (false, false) => Change::Changed,
        };
    }
    steps
}

/// From the first word's start to the last word's end; where the next word would stand if there is none.
fn span(words: &[Word], range: Range<usize>) -> Span {
    match words.get(range.clone()) {
        Some([first, .., last]) => [first.span[0], last.span[1]],
        Some([only]) => only.span,
        _ => {
            let at = range.start.checked_sub(1).and_then(|n| words.get(n)).map_or(0, |it| it.span[1]);
            [at, at]
        }
    }
}

/// A word of a content as likeness sees it.
struct Term {
    key: u64,
    weight: f32,
    denies: bool,
    /// Digits.
    number: bool,
    opposite: Option<u64>,
}

impl Term {
    fn telling(&self) -> bool {
        self.weight > SMALL
    }
}

/// What a small word weighs beside one that tells something.
const SMALL: f32 = 0.25;

fn terms(words: &[Word]) -> Vec<Term> {
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        let denies = denies(&word.text);
        // *Won't* is *will not*.
        let (verb, parts) = match word.text.as_str() {
            "wont" => (Some("will"), true),
            "cant" | "cannot" => (Some("can"), true),
            text => (text.strip_suffix("nt").filter(|_| denies), denies && text.ends_with("nt")),
        };
        let (plain, small) = (reported(verb.unwrap_or(&word.text)), small(&word.text) || denies || parts);
        let stem = stem(plain);
        let number = stem.starts_with(|c: char| c.is_ascii_digit());
        let opposite = opposites().get(stem.as_str()).map(|it| key(it));
        let weight = if small { SMALL } else { 1.0 };
        found.push(Term { key: key(&stem), weight, denies: denies && !parts, number, opposite });
        if parts {
            found.push(Term { key: key("not"), weight: SMALL, denies: true, number: false, opposite: None });
        }
    }
    found
}

/// Reported speech changes who *I* is and when *now* is: what stands for it is one word.
fn reported(word: &str) -> &str {
    match word {
        "i" | "we" | "he" | "she" | "they" | "me" | "us" | "him" | "her" | "them" | "my" | "our" | "his" | "their"
        | "ours" | "theirs" | "it" | "its" | "the" | "myself" | "ourselves" | "himself" | "herself" | "themselves" => {
            "the"
        }
        "this" | "these" | "those" => "that",
        "here" => "there",
        "now" => "then",
        _ => word,
    }
}

fn compare(a: &[Term], b: &[Term]) -> Likeness {
    let keys = |terms: &[Term]| terms.iter().map(|it| it.key).collect::<Vec<u64>>();
    let (keys_a, keys_b) = (keys(a), keys(b));
    let steps = steps(&keys_a, &keys_b);
    let (mut shared, mut found) = (0.0, Likeness::default());
    // Where they meet: from the first word both have to the last one.
    let (mut from, mut to) = ([usize::MAX; 2], [0; 2]);
    for step in &steps {
        let of_a = &a[step.first.clone()];
        if step.change == Change::Equal {
            shared += of_a.iter().map(|it| it.weight).sum::<f32>();
            found.telling += of_a.iter().filter(|it| it.telling()).count();
            found.run = found.run.max(of_a.len());
            if of_a.len() >= RUN || of_a.iter().any(Term::telling) {
                from = [from[0].min(step.first.start), from[1].min(step.second.start)];
                to = [to[0].max(step.first.end), to[1].max(step.second.end)];
            }
        } else {
            // A word that the other has elsewhere was moved.
            let new = |terms: &[Term], other: &[u64]| terms.iter().any(|it| it.telling() && !other.contains(&it.key));
            found.swapped += usize::from(new(of_a, &keys_b) && new(&b[step.second.clone()], &keys_a));
        }
    }
    found.anywhere = anywhere(a, b);
    let all = |terms: &[Term]| terms.iter().map(|it| it.weight).sum::<f32>().max(SMALL);
    (found.of_first, found.of_second) = (shared / all(a), shared / all(b));
    found.contrary = found.telling > 0 && contrary(&steps, a, b, from, to);
    found
}

/// See [`Likeness::anywhere`]; nothing where there are too few words for their order not to matter.
#[allow(clippy::cast_precision_loss)]
fn anywhere(a: &[Term], b: &[Term]) -> f32 {
    let telling = |terms: &[Term]| terms.iter().filter(|it| it.telling()).map(|it| it.key).collect::<FxHashSet<u64>>();
    let (a, b) = (telling(a), telling(b));
    let least = a.len().min(b.len());
    if least < REORDERED.0 { 0.0 } else { a.intersection(&b).count() as f32 / least as f32 }
}

/// Whether one denies what the other does not, tells another number in the same place, or says *fall* for *rise*.
fn contrary(steps: &[Step], a: &[Term], b: &[Term], from: [usize; 2], to: [usize; 2]) -> bool {
    let odd = |terms: &[Term]| terms.iter().filter(|it| it.denies).count() % 2;
    // A denial that stands right before where they meet belongs to it.
    let meet = |terms: &[Term], side: usize| odd(&terms[from[side].saturating_sub(2)..to[side]]);
    if meet(a, 0) != meet(b, 1) {
        return true;
    }
    steps.iter().filter(|it| it.change == Change::Changed).any(|step| {
        let (old, new) = (&a[step.first.clone()], &b[step.second.clone()]);
        let numbers = |terms: &[Term]| terms.iter().any(|it| it.number);
        let opposed = old.iter().any(|it| it.opposite.is_some_and(|key| new.iter().any(|it| it.key == key)));
        // Where words were moved, what is denied here stands there.
        let moved = |terms: &[Term], other: &[Term]| {
            terms.iter().any(|it| it.telling() && other.iter().any(|other| other.key == it.key))
        };
        opposed || numbers(old) && numbers(new) || odd(old) != odd(new) && !moved(old, b) && !moved(new, a)
    })
}

/// Stems and the stem of what says the contrary.
fn opposites() -> &'static FxHashMap<String, String> {
    static MAP: std::sync::OnceLock<FxHashMap<String, String>> = std::sync::OnceLock::new();
    MAP.get_or_init(|| OPPOSITES.iter().flat_map(|[a, b]| [(stem(a), stem(b)), (stem(b), stem(a))]).collect())
}

/// Words of news that turn a sentence around; gathered by hand, one opposite a word.
const OPPOSITES: &[[&str; 2]] = &[
    ["rise", "fall"],
    ["raise", "lower"],
    ["increase", "decrease"],
    ["support", "oppose"],
    ["accept", "reject"],
    ["win", "lose"],
    ["begin", "end"],
    ["open", "close"],
    ["more", "less"],
    ["higher", "lower"],
    ["before", "after"],
    ["guilty", "innocent"],
    ["friend", "enemy"],
    ["safe", "unsafe"],
    ["legal", "illegal"],
    ["possible", "impossible"],
    ["strong", "weak"],
    ["better", "worse"],
    ["good", "bad"],
    ["all", "none"],
    ["always", "never"],
    ["up", "down"],
    ["deny", "confirm"],
    ["approve", "veto"],
    ["arrest", "release"],
    ["success", "failure"],
    ["today", "tomorrow"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reported_speech_is_the_same_quotation() {
        assert!(same_quotation(
            "“We will not let anyone close this harbour,”",
            "that they would not let anyone close the harbour"
        ));
        assert!(same_quotation("We won’t sell the ferry to strangers", "they will not sell the ferry to strangers"));
        assert!(!same_quotation("We will sell the ferry to strangers", "they will not sell the ferry to strangers"));
        assert!(!same_quotation("we lost forty boats that night", "we lost 14 boats that night"));
        assert!(!same_quotation("prices for bread will rise again", "prices for bread will fall again"));
    }

    #[test]
    fn short_ones_have_to_be_equal() {
        assert!(same_quotation("“We will see.”", "we will see"));
        assert!(!same_quotation("We will see", "We will see about the harbour on Monday"));
        assert!(!same_quotation("", ""));
        assert!(!same_quotation("…", "”"));
    }

    #[test]
    fn a_cut_is_covered_from_one_side() {
        let it = likeness("The dam is safe and nobody has to leave the valley", "nobody has to leave the valley");
        assert!(it.of_second > 0.99 && it.of_first < 0.8, "{it:?}");
        assert_eq!(it.run, 6);
    }

    #[test]
    fn keys_meet_where_words_do() {
        let shared = |a: &str, b: &str| keys(a).iter().any(|it| keys(b).contains(it));
        assert!(shared("We will never leave the old harbour to strangers", "they would leave the old harbour, never"));
        assert!(shared("We will see", "we will see!"));
        assert!(!shared("We will see", "Bread is dear"));
    }

    #[test]
    fn pieces_cover_both() {
        let (a, b) = ("“We won the whole war,” he said", "We have won the war");
        let cut = |text: &str, span: Span| {
            text.chars().skip(span[0] as usize).take((span[1] - span[0]) as usize).collect::<String>()
        };
        let shown: Vec<(Change, String, String)> =
            align(a, b).iter().map(|it| (it.change, cut(a, it.first), cut(b, it.second))).collect();
        let piece = |change, a: &str, b: &str| (change, a.to_owned(), b.to_owned());
        assert_eq!(
            shown,
            [
                piece(Change::Equal, "We", "We"),
                piece(Change::Added, "", "have"),
                piece(Change::Equal, "won the", "won the"),
                piece(Change::Cut, "whole", ""),
                piece(Change::Equal, "war", "war"),
                piece(Change::Cut, "he said", ""),
            ]
        );
        assert!(align("", "").is_empty());
    }

    #[test]
    fn endless_contents_take_no_endless_time() {
        let many = |letter: &str| (0..20_000).map(|n| format!("{letter}{} ", n * 7919 % 20_011)).collect::<String>();
        let (a, b) = (many("a"), many("b"));
        assert!(!same_quotation(&a, &b));
        assert_eq!(align(&a, &b).len(), 1);
    }
}
