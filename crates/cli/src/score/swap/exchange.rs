//! Exchanging words of a text for their counterparts, so that every place of the one text is known in the other.

use super::super::annotations::Span;
use super::pairs::{Case, Group, Pairs, Place, Rule};
use crate::inputs;
use sayso::ingest::Hint;
use sayso::types::{Segments, Tag, TokenKind};
use std::ops::Range;

/// A text with words exchanged.
#[derive(Debug)]
pub(super) struct Exchanged {
    pub(super) text: String,
    /// What was exchanged, ascending, in code points of the text as it stood and as it is now.
    edits: Vec<(Range<usize>, Range<usize>)>,
    /// How many words and names were; articles that only follow them are not counted.
    pub(super) count: usize,
}

/// One replacement in bytes of the text.
struct Edit {
    at: Range<usize>,
    by: String,
}

/// The text with the words of these groups exchanged.
///
/// *a* and *an* before an exchanged word follow its sound. Everything else stays as it is.
pub(super) fn exchange(text: &str, pairs: &Pairs, groups: &[Group]) -> Exchanged {
    let document = inputs::plain(text, &Hint::default());
    let place = Context { text, segments: &sayso::segment::segment(&document), pairs };
    let mut edits: Vec<Edit> = Vec::new();
    let mut count = 0;
    let mut done = 0;
    for sentence in &place.segments.sentences {
        for token in sentence.tokens.clone() {
            for start in place.pieces(token) {
                if start < done {
                    continue;
                }
                let Some((rule, case)) = place.rule(token, start, sentence.tokens.end) else { continue };
                done = start + rule.from.len();
                if groups.contains(&rule.group) {
                    let by = rule.written(case);
                    if let Some(before) = token.checked_sub(1).filter(|it| sentence.tokens.contains(it)) {
                        edits.extend(place.article(before, start, &text[start..done], &by, case));
                    }
                    edits.push(Edit { at: start..done, by });
                    count += 1;
                }
            }
        }
    }
    applied(text, edits, count)
}

fn applied(text: &str, edits: Vec<Edit>, count: usize) -> Exchanged {
    let mut out = Exchanged { text: String::with_capacity(text.len()), edits: Vec::new(), count };
    let (mut read, mut old, mut new) = (0, 0, 0);
    for Edit { at, by } in edits {
        let kept = &text[read..at.start];
        let letters = kept.chars().count();
        (old, new) = (old + letters, new + letters);
        let (was, is) = (text[at.clone()].chars().count(), by.chars().count());
        out.edits.push((old..old + was, new..new + is));
        (old, new) = (old + was, new + is);
        out.text.push_str(kept);
        out.text.push_str(&by);
        read = at.end;
    }
    out.text.push_str(&text[read..]);
    out
}

impl Exchanged {
    /// Where a span of the text as it stood lies now; a span that cuts an exchanged word takes it whole.
    pub(super) fn forward(&self, span: Span) -> Span {
        let place = |at: usize, end: bool| {
            // The last edit that starts at or before here: an end touches it from behind, a start must lie in it.
            let before = self.edits.partition_point(|(old, _)| if end { old.start < at } else { old.start <= at });
            let Some((old, new)) = before.checked_sub(1).map(|it| &self.edits[it]) else { return at };
            match at {
                at if at >= old.end => new.end + (at - old.end),
                _ if end => new.end,
                _ => new.start,
            }
        };
        [place(span[0], false), place(span[1], true)]
    }

    /// A span of the text as it is now, which takes whole the exchanged words that it cuts.
    pub(super) fn whole(&self, [start, end]: Span) -> Span {
        let cut = |at: usize| {
            let edit = self.edits.partition_point(|(_, new)| new.start < at).checked_sub(1)?;
            let new = &self.edits[edit].1;
            (at < new.end).then_some(new)
        };
        [cut(start).map_or(start, |it| it.start), cut(end).map_or(end, |it| it.end)]
    }
}

/// What a word stands in.
struct Context<'a> {
    text: &'a str,
    segments: &'a Segments,
    pairs: &'a Pairs,
}

impl<'a> Context<'a> {
    fn word(&self, token: usize) -> &'a str {
        let span = self.segments.tokens[token].span;
        &self.text[span.start as usize..span.end as usize]
    }

    /// Where entries may start in a token: at its start, and after the hyphens of names joined to something.
    fn pieces(&self, token: usize) -> Vec<usize> {
        let it = self.segments.tokens[token];
        if it.kind != TokenKind::Word {
            return Vec::new();
        }
        let (start, word) = (it.span.start as usize, self.word(token));
        let joined = word.match_indices(is_hyphen).map(|(at, hyphen)| at + hyphen.len());
        let named = joined.filter(|&at| word[at..].starts_with(char::is_uppercase));
        std::iter::once(start).chain(named.map(|at| start + at)).collect()
    }

    /// Whether a word, or the first part of a name joined to something, ends here.
    fn ends(&self, from: usize, at: usize) -> bool {
        let Some(token) = self.token_at(at) else { return false };
        let span = self.segments.tokens[token].span;
        let named = self.text[from..].starts_with(char::is_uppercase);
        at == span.end as usize || (named && self.text[at..].starts_with(is_hyphen))
    }

    /// The token that a place ends in or at the end of.
    fn token_at(&self, at: usize) -> Option<usize> {
        let tokens = &self.segments.tokens;
        let token = tokens.partition_point(|it| (it.span.end as usize) < at);
        tokens.get(token).filter(|it| (it.span.start as usize) < at).map(|_| token)
    }

    /// What is to be exchanged here: the longest entry, in the place that fits.
    fn rule(&self, token: usize, start: usize, limit: usize) -> Option<(&'a Rule, Case)> {
        let fits = |(rule, _): &(&Rule, Case)| self.ends(start, start + rule.from.len());
        let all: Vec<(&Rule, Case)> = self.pairs.starting(&self.text[start..]).filter(fits).collect();
        let longest = all.first()?.0.from.len();
        let mut entries = all.iter().filter(|(rule, _)| rule.from.len() == longest);
        let places = self.places(token, start + longest, limit);
        // A tag that fits none of the places is wrong; the way back is sure where the counterpart has one way only.
        let sure = |rule: &Rule| rule.place != Place::Name && self.pairs.is_plain(&rule.to);
        entries.clone().find(|it| places.contains(&it.0.place)).or_else(|| entries.find(|it| sure(it.0))).copied()
    }

    fn places(&self, token: usize, end: usize, limit: usize) -> [Place; 3] {
        let (last, joined) = match self.token_at(end) {
            Some(last) => (last, (self.segments.tokens[last].span.end as usize) > end),
            None => (token, false),
        };
        let noun = joined || self.noun_follows(last + 1, limit, 4);
        let place = match self.segments.tokens[token].tag {
            Tag::Prp => Place::Object,
            _ if noun => Place::Before,
            _ => Place::Alone,
        };
        let named = !joined && last + 1 < limit && self.word(last + 1).starts_with(char::is_uppercase);
        [Place::Anywhere, place, if named { Place::Name } else { place }]
    }

    /// Whether a noun, or what stands before one, comes next.
    fn noun_follows(&self, token: usize, limit: usize, within: usize) -> bool {
        if token >= limit || within == 0 {
            return false;
        }
        let it = self.segments.tokens[token];
        match it.tag {
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Cd | Tag::Vbg | Tag::Vbn => true,
            Tag::Rb => self.noun_follows(token + 1, limit, within - 1),
            // *his and her house*, *Democratic and Republican leaders*
            Tag::Cc if token + 1 < limit => {
                let start = self.segments.tokens[token + 1].span.start as usize;
                let known = |rule: &Rule| self.ends(start, start + rule.from.len()) && rule.place != Place::Anywhere;
                self.pairs.starting(&self.text[start..]).any(|(rule, _)| known(rule))
                    && self.noun_follows(token + 2, limit, within - 1)
            }
            _ => it.kind == TokenKind::Open || it.kind == TokenKind::Symbol,
        }
    }

    /// The article before an exchanged word, where its sound changes.
    fn article(&self, token: usize, start: usize, was: &str, is: &str, case: Case) -> Option<Edit> {
        let span = self.segments.tokens[token].span;
        let at = span.start as usize..span.end as usize;
        let vowel = match self.word(token) {
            "a" | "A" => false,
            "an" | "An" | "AN" => true,
            _ => return None,
        };
        if self.text.get(at.end..start)? != " " || opens_with_vowel(was) != vowel || opens_with_vowel(is) == vowel {
            return None;
        }
        let capital = self.text[at.clone()].starts_with('A');
        let by = match (vowel, capital) {
            (true, true) => "A",
            (true, false) => "a",
            (false, true) if case == Case::Capitals => "AN",
            (false, true) => "An",
            (false, false) => "an",
        };
        Some(Edit { at, by: by.to_owned() })
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '/')
}

/// Whether *an* stands before it: vowels but for *Ukrainian* and the like, and letters that are spelt out (*an NBC*).
fn opens_with_vowel(word: &str) -> bool {
    let first = word.split([' ', '-']).next().unwrap_or_default();
    let small = first.to_lowercase();
    let spelt = (2..=5).contains(&first.len()) && first.chars().all(char::is_uppercase);
    if spelt && !small.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        return small.starts_with(['f', 'h', 'l', 'm', 'n', 'r', 's', 'x']);
    }
    let as_you = ["uk", "uni", "eu", "ug", "uru", "one"].iter().any(|it| small.starts_with(it));
    small.starts_with(['a', 'e', 'i', 'o', 'u']) && !as_you || small.starts_with("heir")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs() -> Pairs {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/swaps.tsv");
        Pairs::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    #[track_caller]
    fn both_ways(one: &str, other: &str) {
        let pairs = pairs();
        assert_eq!(exchange(one, &pairs, &Group::ALL).text, other);
        assert_eq!(exchange(other, &pairs, &Group::ALL).text, one);
    }

    #[test]
    fn exchanging_twice_changes_nothing() {
        both_ways("Hillary Clinton said she would win.", "Donald Trump said he would win.");
        both_ways("TRUMP: ‘HE IS WRONG’", "CLINTON: ‘SHE IS WRONG’");
        both_ways("Clinton’s spokesman and the Obamas left.", "Trump’s spokeswoman and the Bushes left.");
        both_ways("The CNN host told Fox News.", "The Fox News host told CNN.");
        both_ways("A man from Mexico City met an actor.", "A woman from Ottawa met an actress.");
        both_ways("It was reported by the New York Times.", "It was reported by the Wall Street Journal.");
        both_ways("A U.S.-Mexico treaty and anti-Trump crowds", "A U.S.-Canada treaty and anti-Clinton crowds");
    }

    #[test]
    fn pronouns_keep_their_part_in_the_sentence() {
        both_ways("The mayor took her hat and thanked her.", "The mayor took his hat and thanked him.");
        both_ways("He blamed himself for his mistake.", "She blamed herself for her mistake.");
        both_ways("The fault was hers.", "The fault was his.");
    }

    #[test]
    fn adjectives_and_nouns_of_parties_are_told_apart() {
        both_ways("The Republican senator met a Democrat.", "The Democratic senator met a Republican.");
        both_ways(
            "Democratic and Republican leaders met Democrats.",
            "Republican and Democratic leaders met Republicans.",
        );
    }

    #[test]
    fn an_article_follows_the_sound() {
        both_ways("An Indian flag, a German ship and an NBC crew", "A Pakistani flag, a Polish ship and a CBS crew");
        both_ways("a Ukrainian, an Israeli and an uncle", "a Russian, a Palestinian and an aunt");
    }

    #[test]
    fn what_is_no_entry_stays() {
        let text =
            "Trumpet players in Clintonville asked @Clinton, trump cards in hand: the heron sings, FOX NEWS too.";
        let same = exchange(text, &pairs(), &Group::ALL);
        assert_eq!((same.text.as_str(), same.count), (text, 0));
    }

    #[test]
    fn a_group_can_be_exchanged_alone() {
        let text = "Hillary Clinton told CNN that she likes Mexico.";
        let with = |group| exchange(text, &pairs(), &[group]).text;
        assert_eq!(with(Group::People), "Hillary Trump told CNN that she likes Mexico.");
        assert_eq!(with(Group::Gender), "Donald Clinton told CNN that he likes Mexico.");
        assert_eq!(with(Group::Countries), "Hillary Clinton told CNN that she likes Canada.");
        assert_eq!(with(Group::Outlets), "Hillary Clinton told Fox News that she likes Mexico.");
        assert_eq!(with(Group::Parties), text);
    }

    #[test]
    fn places_of_one_text_are_known_in_the_other() {
        let text = "“Naïve,” CNN told an Indian – he said so.";
        let now = exchange(text, &pairs(), &Group::ALL);
        assert_eq!(now.text, "“Naïve,” Fox News told a Pakistani – she said so.");
        let words = |text: &str, [start, end]: Span| text.chars().skip(start).take(end - start).collect::<String>();
        let at = |word: &str| {
            let start = text[..text.find(word).unwrap()].chars().count();
            [start, start + word.chars().count()]
        };
        for (word, other) in [
            ("“Naïve,”", "“Naïve,”"),
            ("CNN", "Fox News"),
            ("an Indian", "a Pakistani"),
            ("Indian – he", "Pakistani – she"),
            ("NN told", "Fox News told"),
            ("he said so.", "she said so."),
        ] {
            let there = now.forward(at(word));
            assert_eq!(words(&now.text, there), other);
            assert_eq!(now.whole(there), there);
        }
        let news = [now.forward(at("CNN"))[0] + 4, now.forward(at("CNN"))[1]];
        assert_eq!(now.whole(news), now.forward(at("CNN")), "a part stands for the whole");
    }
}
