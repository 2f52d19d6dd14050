//! Words that keep a full stop, from `data/abbreviations.tsv`.

use crate::table;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a full stop after an abbreviation can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A title before a name: never ends a sentence.
    Title,
    /// Comes before something (`No.`, `vs.`, `Jan.`): never ends a sentence.
    Inner,
    /// May end a sentence (`Inc.`, `U.S.`, `p.m.`).
    Either,
}

fn table() -> &'static FxHashMap<&'static str, Class> {
    static TABLE: OnceLock<FxHashMap<&'static str, Class>> = OnceLock::new();
    TABLE.get_or_init(|| {
        table::rows(table::ABBREVIATIONS)
            .map(|row| {
                let class = match row[1] {
                    "title" => Class::Title,
                    "inner" => Class::Inner,
                    _ => Class::Either,
                };
                (row[0], class)
            })
            .collect()
    })
}

/// Whether a full stop after this word belongs to it.
pub(super) fn takes_stop(word: &str) -> bool {
    initials(word) || table().contains_key(word)
}

/// What the full stop at the end of an abbreviation can mean; `None` if the word ends in none.
pub(super) fn class(word: &str) -> Option<Class> {
    let stem = word.strip_suffix('.')?;
    if stem.is_empty() {
        return None;
    }
    if let Some(&class) = table().get(stem) {
        return Some(class);
    }
    // One capital is somebody's initial; several are a name like `U.S.`.
    Some(if stem.chars().count() == 1 { Class::Title } else { Class::Either })
}

/// One capital letter, or letters with full stops between them.
fn initials(word: &str) -> bool {
    let mut letters = 0;
    for part in word.split('.') {
        let mut chars = part.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if c.is_alphabetic() => letters += 1,
            _ => return false,
        }
    }
    letters > 1 || word.chars().all(|c| c.is_uppercase() && c != 'I')
}
