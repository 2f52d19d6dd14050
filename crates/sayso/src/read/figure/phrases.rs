//! Tables of phrases, matched forward from a byte or backward from a token without building strings.

use super::piece::{Gap, Line};
use crate::read::Page;
use rustc_hash::FxHashMap;

/// Phrases with what they mean, the longer first among those with the same key word.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    by_word: FxHashMap<&'static str, Vec<(Vec<&'static str>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// Phrases to match forward, keyed by their first word.
    pub(super) fn forward(rows: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::keyed(rows, |words| words[0])
    }

    /// Phrases to match backward, keyed by their last word.
    pub(super) fn backward(rows: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::keyed(rows, |words| words[words.len() - 1])
    }

    fn keyed(rows: impl Iterator<Item = (&'static str, T)>, key: fn(&[&'static str]) -> &'static str) -> Self {
        let mut by_word: FxHashMap<&'static str, Vec<(Vec<&'static str>, T)>> = FxHashMap::default();
        for (phrase, value) in rows.filter(|(phrase, _)| !phrase.is_empty()) {
            let words: Vec<&'static str> = phrase.split(' ').collect();
            by_word.entry(key(&words)).or_default().push((words, value));
        }
        for list in by_word.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { by_word }
    }

    /// The longest phrase that begins at this byte or after the gap there: what it means, its gap, where it ends.
    pub(super) fn after(&self, line: &Line<'_>, at: usize) -> Option<(T, Gap, usize)> {
        let first = line.piece(at)?;
        let list = self.by_word.get(line.word(first))?;
        list.iter().find_map(|(words, value)| {
            let mut end = first.end;
            for word in &words[1..] {
                let next = line.piece(end)?;
                if line.word(next) != *word {
                    return None;
                }
                end = next.end;
            }
            Some((*value, first.gap, end))
        })
    }

    /// What a phrase of one word means.
    pub(super) fn only(&self, word: &str) -> Option<T> {
        self.by_word.get(word)?.iter().find(|(words, _)| words.len() == 1).map(|(_, value)| *value)
    }

    /// The longest phrase that ends right before this token, in its sentence: what it means, and its first token.
    pub(super) fn before(&self, page: &Page<'_>, token: usize, floor: usize) -> Option<(T, usize)> {
        if token <= floor {
            return None;
        }
        let list = self.by_word.get(page.lower(token - 1))?;
        list.iter().find_map(|(words, value)| {
            let from = token.checked_sub(words.len()).filter(|&from| from >= floor)?;
            let same = words.iter().enumerate().all(|(n, word)| page.lower(from + n) == *word);
            same.then_some((*value, from))
        })
    }
}
