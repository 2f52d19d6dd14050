//! Words that make numbers, from `data/number_words.tsv`.

use crate::table;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a word does in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    /// 0 to 19.
    Small(f64),
    /// 20, 30 … 90.
    Tens(f64),
    /// Multiplies what stands before it by 100.
    Hundred,
    /// Multiplies what stands before it and goes on (thousand, million, crore).
    Scale(f64),
    /// Multiplies what stands before it and ends (dozen).
    Group(f64),
    /// A plural that tells only the order (hundreds).
    Vague(f64),
    /// A denominator in the singular (third).
    Part(f64),
    /// A denominator in the plural (thirds).
    Parts(f64),
    /// A repetition (twice).
    Times(f64),
    /// A multiple (double, tenfold).
    Factor(f64),
    /// *a*, *an*.
    Article,
    /// Makes the scale after it vague (several hundred).
    Several,
}

/// What this word, in lower case, does in a number.
pub(super) fn class(word: &str) -> Option<Word> {
    static TABLE: OnceLock<FxHashMap<&'static str, Word>> = OnceLock::new();
    if word.len() > 12 {
        return None;
    }
    let table = TABLE.get_or_init(|| {
        table::rows(table::NUMBER_WORDS)
            .map(|row| {
                let value: f64 = row[2].parse().expect("data/number_words.tsv has a number in its third column");
                let word = match row[1] {
                    "small" => Word::Small(value),
                    "tens" => Word::Tens(value),
                    "hundred" => Word::Hundred,
                    "scale" => Word::Scale(value),
                    "group" => Word::Group(value),
                    "vague" => Word::Vague(value),
                    "part" => Word::Part(value),
                    "parts" => Word::Parts(value),
                    "times" => Word::Times(value),
                    "factor" => Word::Factor(value),
                    "article" => Word::Article,
                    _ => Word::Several,
                };
                (row[0], word)
            })
            .collect()
    });
    table.get(word).copied()
}
