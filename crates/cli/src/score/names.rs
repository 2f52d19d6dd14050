//! Whether two names are one: the words of one, less titles, hold all words or the last word of the other.

use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization as _;

const TITLES: &[&str] = &[
    "the",
    "a",
    "an",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "lord",
    "lady",
    "president",
    "vice",
    "prime",
    "minister",
    "secretary",
    "senator",
    "sen",
    "rep",
    "representative",
    "gov",
    "governor",
    "chancellor",
    "king",
    "queen",
    "prince",
    "gen",
    "general",
    "col",
    "colonel",
    "capt",
    "captain",
    "lt",
    "sgt",
    "judge",
    "justice",
    "chief",
    "officer",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "attorney",
    "former",
    "us",
    "u.s.",
    "republican",
    "democratic",
    "democrat",
    "of",
    "state",
    "defense",
    "foreign",
];

/// Whether two names are one; two absent names are.
pub(super) fn same_name(a: Option<&str>, b: Option<&str>) -> bool {
    let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
    if a.is_empty() || b.is_empty() {
        return a.is_empty() && b.is_empty();
    }
    let (x, y) = (words(a), words(b));
    let (Some(last), Some(other)) = (x.last(), y.last()) else { return false };
    let (x_set, y_set): (HashSet<&String>, HashSet<&String>) = (x.iter().collect(), y.iter().collect());
    x_set.is_subset(&y_set) || y_set.is_subset(&x_set) || (last == other && last.chars().count() > 2)
}

/// Case folding, near enough: full folding differs for a few letters that no name in a news report has.
pub(super) fn folded(text: &str) -> String {
    let fold = |c: char| if c == 'ı' { vec![c] } else { c.to_uppercase().flat_map(char::to_lowercase).collect() };
    text.chars().flat_map(fold).collect()
}

fn words(name: &str) -> Vec<String> {
    let name = folded(&name.nfkc().collect::<String>().replace('’', "'"));
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '\'' | '-');
    let bare = |word: &str| {
        let word = word.strip_suffix("'s").unwrap_or(word);
        word.trim_matches(|c| matches!(c, '.' | '\'' | '-')).to_owned()
    };
    let all: Vec<String> = name.split(|c| !part(c)).map(bare).filter(|word| !word.is_empty()).collect();
    let core: Vec<String> = all.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect();
    if core.is_empty() { all } else { core }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_possessives_and_parts_do_not_matter() {
        let same = |a, b| same_name(Some(a), Some(b));
        assert!(same("President Donald Trump", "Trump"));
        assert!(same("Trump’s", "Donald Trump"));
        assert!(same("John Smith", "Jane Smith"), "the last word decides");
        assert!(!same("John Li", "Jane Li"), "a last word of two letters does not");
        assert!(same("the president", "President"), "titles alone are compared as they are");
        assert!(!same("Ada Brook", "Tom Reed"));
        assert!(same_name(None, Some("")));
        assert!(!same_name(None, Some("Ada")));
        assert!(!same("…", "…"), "no words, no name");
    }
}
