//! Phrases of a table, found in running words: the longest that begins at a word, its last word also in the plural.

use rustc_hash::FxHashMap;

/// What a table tells of phrases of one or more words.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    told: FxHashMap<String, T>,
    /// For the first word of every phrase, how many words the longest such phrase has.
    longest: FxHashMap<String, usize>,
}

impl<T: Default> Phrases<T> {
    /// No phrases.
    pub(crate) fn new() -> Self {
        Self { told: FxHashMap::default(), longest: FxHashMap::default() }
    }

    /// What is told of a phrase, made if nothing is yet.
    pub(crate) fn entry(&mut self, phrase: &str) -> &mut T {
        let words = words(phrase);
        let first = words.first().copied().unwrap_or_default();
        let longest = self.longest.entry(first.to_owned()).or_default();
        *longest = words.len().max(*longest);
        self.told.entry(words.join(" ")).or_default()
    }

    /// What is told of exactly these words.
    pub(crate) fn exactly(&self, phrase: &str) -> Option<&T> {
        self.told.get(&words(phrase).join(" "))
    }

    /// The longest phrase that begins at a word and ends before `end`: how many words it has, and what is told of it.
    pub(crate) fn at<'w>(&self, word: impl Fn(usize) -> &'w str, at: usize, end: usize) -> Option<(usize, &T)> {
        let first = word(at);
        let known = |word: &str| self.longest.get(word).copied();
        let longest = known(first).or_else(|| singulars(first).iter().find_map(|it| known(it)))?;
        let mut key = String::with_capacity(32);
        for count in (1..=longest.min(end.saturating_sub(at))).rev() {
            key.clear();
            for n in at..at + count - 1 {
                key.push_str(word(n));
                key.push(' ');
            }
            let (start, last) = (key.len(), word(at + count - 1));
            key.push_str(last);
            if let Some(told) = self.told.get(&key) {
                return Some((count, told));
            }
            for one in singulars(last) {
                key.truncate(start);
                key.push_str(&one);
                if let Some(told) = self.told.get(&key) {
                    return Some((count, told));
                }
            }
        }
        None
    }
}

/// The words of a phrase as tokens are cut: `prosecutor’s office` in three.
pub(crate) fn words(phrase: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for part in phrase.split_whitespace() {
        let part = part.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '“' | '”' | '"' | '?' | '!'));
        let cut = ["’s", "'s"].iter().find_map(|clitic| part.strip_suffix(clitic));
        match cut.or_else(|| part.strip_suffix(['’', '\''])) {
            Some(word) if !word.is_empty() => words.extend([word, if cut.is_some() { "'s" } else { "'" }]),
            _ if part.is_empty() => {}
            _ => words.push(part),
        }
    }
    words
}

/// What a word may be the plural of.
fn singulars(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(stem) = word.strip_suffix("ies") {
        found.push(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("men") {
        found.push(format!("{stem}man"));
    }
    if let Some(stem) = word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')) {
        found.push(stem.to_owned());
        found.extend(stem.strip_suffix('e').map(str::to_owned));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_plurals_are_found() {
        let mut list: Phrases<u8> = Phrases::new();
        *list.entry("police") = 1;
        *list.entry("police officer") = 2;
        *list.entry("prosecutor’s office") = 3;
        *list.entry("ministry") = 4;
        let find = |text: &str| {
            let words = words(text);
            list.at(|at| words[at], 0, words.len()).map(|(count, told)| (count, *told))
        };
        assert_eq!(find("police officers said"), Some((2, 2)));
        assert_eq!(find("police said"), Some((1, 1)));
        assert_eq!(find("prosecutor's office"), Some((3, 3)));
        assert_eq!(find("ministries"), Some((1, 4)));
        assert_eq!(find("quay"), None);
        assert_eq!(list.exactly("police officer"), Some(&2));
    }
}
