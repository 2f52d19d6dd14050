//! Sentences by chance from `grammar.txt`: rules are expanded, marks become spans.

use super::random::Random;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a story gives for the names in a template.
pub(super) type Names = FxHashMap<&'static str, String>;

/// How uneven words of a rule are drawn: the first third of a list makes half of what is drawn.
const SKEW: f64 = 1.5;

/// Rules within rules; the grammar's own are no deeper than eight.
const DEEPEST: usize = 24;

/// The alternatives of a rule; none if there is no such rule.
pub(super) fn rule(name: &str) -> &'static [&'static str] {
    static RULES: OnceLock<FxHashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        let mut rules: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let mut name = "";
        for line in include_str!("grammar.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                Some(new) => name = new,
                None => rules.entry(name).or_default().extend(line.split(" / ").map(str::trim)),
            }
        }
        rules
    });
    rules.get(name).map_or(&[], Vec::as_slice)
}

/// One alternative of a rule, expanded.
pub(super) fn draw(name: &str, names: &Names, random: &mut Random) -> String {
    let alternatives = rule(name);
    if alternatives.is_empty() {
        return format!("{{{name}}}");
    }
    expand(random.word(alternatives), names, random)
}

/// A template with each `{…}` replaced by what it stands for. What stands for nothing is left as it is.
pub(super) fn expand(template: &str, names: &Names, random: &mut Random) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    into(template, names, random, &mut out, 0);
    out
}

fn into(template: &str, names: &Names, random: &mut Random, out: &mut String, depth: usize) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let end = closing(after);
        let inner = &after[..end];
        rest = after.get(end + 1..).unwrap_or_default();
        let choices = alternatives(inner);
        let found = if choices.len() > 1 {
            Some(random.word(&choices))
        } else if let Some(given) = names.get(inner) {
            out.push_str(given);
            continue;
        } else {
            let list = rule(inner);
            (!list.is_empty()).then(|| list[random.rank(list.len(), SKEW)])
        };
        match found {
            Some(text) if depth < DEEPEST => into(text, names, random, out, depth + 1),
            _ => {
                out.push('{');
                out.push_str(inner);
                out.push('}');
            }
        }
    }
    out.push_str(rest);
}

/// Where the brace that was opened before `text` closes; its end if it never does.
fn closing(text: &str) -> usize {
    let mut open = 1;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at;
        }
    }
    text.len()
}

/// What stands between bars that are in no braces of their own. One that is a rule's name alone is put in braces by nobody:
/// within bars, words are words.
fn alternatives(text: &str) -> Vec<&str> {
    let (mut open, mut from, mut out) = (0, 0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' => open -= 1,
            b'|' if open == 0 => {
                out.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(&text[from..]);
    out
}

/// What is said (`true`) or how it is reported, of a text with `said~reported` words.
pub(super) fn voice(text: &str, said: bool) -> String {
    let word = |word: &str| {
        let Some((direct, reported)) = word.split_once('~') else { return word.to_owned() };
        let end = reported.trim_end_matches([',', '.', ';', ':', '!', '?']).len();
        let one = if said { format!("{direct}{}", &reported[end..]) } else { reported.to_owned() };
        one.replace('_', " ")
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// With a capital at its first letter, behind marks and quotation marks.
pub(super) fn capital(marked: &str) -> String {
    let mut in_mark = false;
    let mut done = false;
    let mut out = String::with_capacity(marked.len());
    for c in marked.chars() {
        match c {
            _ if done => {}
            '<' => in_mark = true,
            ':' if in_mark => in_mark = false,
            _ if !in_mark && c.is_alphanumeric() => {
                done = true;
                out.extend(c.to_uppercase());
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// `an` for `a` where a vowel follows.
pub(super) fn articles(marked: &str) -> String {
    let words: Vec<&str> = marked.split(' ').collect();
    let mut out = String::with_capacity(marked.len() + 8);
    for (n, word) in words.iter().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(word);
        let article = bare(word).eq_ignore_ascii_case("a") && word.ends_with(['a', 'A']);
        let next = words.get(n + 1).map_or("", |next| bare(next));
        if article && !next.starts_with("one") && next.starts_with(['a', 'e', 'i', 'o', 'u']) {
            out.push('n');
        }
    }
    out
}

/// A word without the mark that opens before it and without quotation marks.
fn bare(word: &str) -> &str {
    let inner = if word.starts_with('<') { word.rsplit_once(':').map_or(word, |(_, inner)| inner) } else { word };
    inner.trim_start_matches('“')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saying_is_told_in_two_voices() {
        let text = "we~they will~would ask you, I_am~he_was told";
        assert_eq!(voice(text, true), "we will ask you, I am told");
        assert_eq!(voice("and trust us~them, too", true), "and trust us, too");
        assert_eq!(voice(text, false), "they would ask you, he was told");
    }

    #[test]
    fn every_alternative_ends() {
        let mut random = Random::new(&[3]);
        // What a story gives is given; everything else has to be in the grammar.
        let given = [
            "town", "site", "he", "him", "his", "b3", "b4", "p0", "q", "qa", "qb", "ia", "i", "src", "on_day", "n",
            "clause", "ship", "region",
        ];
        let names: Names = given.into_iter().map(|name| (name, "x".to_owned())).collect();
        for line in include_str!("grammar.txt").lines().filter(|line| !line.starts_with(['#', '['])) {
            for _ in 0..40 {
                let text = expand(line, &names, &mut random);
                assert!(!text.contains(['{', '}']), "{line}: {text}");
                assert_eq!(text.matches('<').count(), text.matches('>').count(), "{line}");
            }
        }
    }

    #[test]
    fn articles_and_capitals_look_past_marks() {
        assert_eq!(articles("it was a old wall and a <l:x> a apple"), "it was an old wall and a <l:x> an apple");
        assert_eq!(capital("<q:“the end,”> he said"), "<q:“The end,”> he said");
    }
}
