//! Names of places as they stand in the text, before it is settled which place each means.

use super::gazetteer::{Entry, Gazetteer, Kind, gazetteer};
use super::neighbours::{DIRECTIONS, DIVISIONS, FUNCTION, LOCATIVE, PARTS, bodies, may_follow};
use crate::read::Page;
use rustc_hash::{FxHashMap, FxHashSet};
use sayso_types::{Span, TokenKind};
use std::ops::Range;

/// A name of the gazetteer in the text.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    pub(super) words: &'a str,
    pub(super) span: Span,
    pub(super) tokens: Range<usize>,
}

/// The names on a page that stand for places, and which countries the page is about.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) places: Vec<Name<'a>>,
    pub(super) demonyms: Vec<Name<'a>>,
    countries: FxHashMap<&'static str, f32>,
}

/// Finds the names of places on a page, those left out that belong to the name of a person or body.
pub(super) fn names<'a>(page: &Page<'a>) -> Names<'a> {
    let table = gazetteer();
    let mut found = Vec::new();
    let mut demonyms = Vec::new();
    for (number, sentence) in page.sentences().iter().enumerate() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if let Some(name) = longest_at(page, table, at, sentence.tokens.end) {
                at = name.tokens.end;
                match table.demonym(name.words) {
                    Some(Some(_)) => demonyms.push(name),
                    Some(None) => {}
                    None => found.push((number, name)),
                }
            } else {
                compound(page, table, at, number, &mut found, &mut demonyms);
                at += 1;
            }
        }
    }
    let capitals: Vec<bool> = page.sentences().iter().map(|it| in_title_case(page, it.tokens.clone())).collect();
    let mut persons: FxHashSet<&str> = FxHashSet::default();
    let judged: Vec<(Name<'a>, Standing)> = found
        .into_iter()
        .map(|(number, name)| {
            let standing = standing(page, table, &name, capitals[number]);
            if standing == Standing::AfterName && !is_country(table, name.words) {
                persons.insert(name.words);
            }
            (name, standing)
        })
        .collect();
    let mut countries: FxHashMap<&'static str, f32> = FxHashMap::default();
    for name in &demonyms {
        if let Some(code) = table.demonym(name.words).flatten().and_then(|id| table.entry(id).place.country) {
            *countries.entry(code).or_default() += 1.0;
        }
    }
    for (name, standing) in &judged {
        // A name votes for its country where only one well-known place bears it.
        let mut known = table.bearers(name.words).iter().copied().filter(|&id| prominent(table, id));
        if let (Some(only), None) = (known.next(), known.next())
            && matches!(standing, Standing::Located | Standing::Bare)
            && let Some(code) = table.entry(only).place.country
        {
            let weight = if table.entry(only).kind == Kind::Country { 1.0 } else { 0.5 };
            *countries.entry(code).or_default() += weight;
        }
    }
    let mut names = Names { places: Vec::new(), demonyms, countries };
    for (name, standing) in judged {
        let ids = table.bearers(name.words);
        if elsewhere(page, table, &name) {
            continue;
        }
        let keep = match standing {
            Standing::Located => !name.words.bytes().all(|b| b.is_ascii_lowercase()),
            Standing::Bare => {
                table.guard(name.words).is_none()
                    && !persons.contains(name.words)
                    && ids.iter().any(|&id| prominent(table, id) || names.about(table.entry(id).place.country) >= 1.0)
            }
            Standing::AfterName | Standing::InName => false,
        };
        if keep {
            names.places.push(name);
        }
    }
    names
}

impl Names<'_> {
    /// How much the page is about a country.
    fn about(&self, country: Option<&'static str>) -> f32 {
        country.and_then(|code| self.countries.get(code)).copied().unwrap_or(0.0)
    }

    /// Which of the places that bear a name is meant: the more prominent, and those in countries the page is about.
    pub(super) fn best(&self, ids: &[u32]) -> Option<u32> {
        let table = gazetteer();
        // A great city is meant more often than the division named for it.
        let city = |of: &Entry| {
            ids.iter().any(|&id| {
                let it = table.entry(id);
                matches!(it.kind, Kind::City | Kind::Capital)
                    && it.place.country == of.place.country
                    && it.people >= 100
            })
        };
        let score = |id: u32| {
            let it = table.entry(id);
            let kind = match it.kind {
                Kind::Country => 4.0,
                Kind::Region => 5.0,
                Kind::Capital => 3.5,
                Kind::City => 0.0,
                Kind::Division if city(it) => -2.0,
                Kind::Division => f32::from(2 * u8::from(it.place.country == Some("USA"))),
            };
            let people = f32::from(u16::try_from(it.people.clamp(1, 60_000)).unwrap_or(u16::MAX)).log10();
            let about = (1.5 * (1.0 + 2.0 * self.about(it.place.country)).log2()).min(5.0);
            kind + people + about
        };
        ids.iter().copied().max_by(|&a, &b| score(a).total_cmp(&score(b)).then(b.cmp(&a)))
    }
}

/// How a name stands among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// A preposition of place or the like comes before it.
    Located,
    /// Nothing speaks for or against it.
    Bare,
    /// After another capitalised word, as a family name is.
    AfterName,
    /// Before another capitalised word, or after `Bank of` and the like.
    InName,
}

fn is_country(table: &Gazetteer, words: &str) -> bool {
    table.bearers(words).iter().any(|&id| matches!(table.entry(id).kind, Kind::Country | Kind::Region))
}

/// Whether a comma and a state follow that no place of this name lies in: `Paris, Texas`, which the table does not have.
fn elsewhere(page: &Page<'_>, table: &Gazetteer, name: &Name<'_>) -> bool {
    let comma = name.tokens.end;
    if page.lower(comma) != "," || is_country(table, name.words) {
        return false;
    }
    if page.tokens().len() <= comma + 1 {
        return false;
    }
    let next = page.word(comma + 1);
    let state = table.short(next).or_else(|| {
        let mut states = table.bearers(next).iter().copied();
        states.find(|&id| table.entry(id).kind == Kind::Division && table.entry(id).place.country == Some("USA"))
    });
    state.is_some_and(|state| !table.bearers(name.words).iter().any(|&id| lies_in(table.entry(id), table.entry(state))))
}

/// Whether a place lies in another, as far as the table tells.
pub(super) fn lies_in(small: &Entry, large: &Entry) -> bool {
    small.place.country == large.place.country
        && match large.kind {
            Kind::Country => matches!(small.kind, Kind::City | Kind::Capital | Kind::Division),
            _ => {
                matches!(small.kind, Kind::City | Kind::Capital)
                    && small.place.admin1.is_some_and(|it| it == large.place.name || large.place.name.starts_with(it))
            }
        }
}

/// Whether a place is so well known that its name needs no other evidence.
fn prominent(table: &Gazetteer, id: u32) -> bool {
    let it = table.entry(id);
    match it.kind {
        Kind::Country | Kind::Region => true,
        Kind::Capital => it.people >= 100,
        Kind::City => it.people >= 400,
        Kind::Division => {
            it.people >= 3_000 || matches!(it.place.country, Some("USA" | "CAN" | "AUS" | "GBR" | "IND" | "UKR"))
        }
    }
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The longest name of a place or people that begins at a token.
pub(super) fn longest_at<'a>(page: &Page<'a>, table: &Gazetteer, at: usize, end: usize) -> Option<Name<'a>> {
    let first = page.tokens()[at];
    if first.kind != TokenKind::Word {
        return None;
    }
    let word = page.word(at);
    if !is_capital(word) {
        return None;
    }
    let reach = table.longest(word);
    if reach == 0 {
        return None;
    }
    let mut to = at;
    while to + 1 < end && (page.tokens()[to + 1].span.end - first.span.start) as usize <= reach {
        to += 1;
    }
    loop {
        let span = page.span(at..to + 1);
        let words = span.of(page.text());
        if !table.bearers(words).is_empty() || table.demonym(words).is_some() {
            return Some(Name { words, span, tokens: at..to + 1 });
        }
        if to == at {
            return None;
        }
        to -= 1;
    }
}

/// The places in a compound: `China-based`, `Russia-Ukraine`.
fn compound<'a>(
    page: &Page<'a>,
    table: &Gazetteer,
    at: usize,
    sentence: usize,
    places: &mut Vec<(usize, Name<'a>)>,
    demonyms: &mut Vec<Name<'a>>,
) {
    let token = page.tokens()[at];
    let word = page.word(at);
    if token.kind != TokenKind::Word || !is_capital(word) || !word.contains('-') {
        return;
    }
    let mut from = token.span.start as usize;
    for part in word.split('-') {
        let span = Span::new(from, from + part.len());
        from += part.len() + 1;
        let name = Name { words: span.of(page.text()), span, tokens: at..at + 1 };
        if matches!(table.demonym(part), Some(Some(_))) {
            demonyms.push(name);
        } else if table.bearers(part).iter().any(|&id| matches!(table.entry(id).kind, Kind::Country | Kind::Capital)) {
            places.push((sentence, name));
        }
    }
}

/// Whether nearly every word of a sentence is capitalised, as in a headline.
fn in_title_case(page: &Page<'_>, tokens: Range<usize>) -> bool {
    let (mut words, mut capitals) = (0, 0);
    for at in tokens {
        if page.kind(at) == TokenKind::Word && page.word(at).len() > 3 {
            words += 1;
            capitals += usize::from(is_capital(page.word(at)));
        }
    }
    words >= 4 && capitals * 10 >= words * 8
}

fn standing(page: &Page<'_>, table: &Gazetteer, name: &Name<'_>, title_case: bool) -> Standing {
    let sentence = &page.sentences()[page.sentence_of(name.tokens.start)];
    let country = is_country(table, name.words);
    let next = name.tokens.end;
    let followed = next < sentence.tokens.end && page.kind(next) == TokenKind::Word && page.space_before(next);
    let (whole_start, whole_end) = (page.tokens()[name.tokens.start].span.start, page.tokens()[next - 1].span.end);
    if whole_start != name.span.start || whole_end != name.span.end {
        return Standing::Bare;
    }
    if followed && is_capital(page.word(next)) && !(title_case && country) && !may_follow(page.lower(next), country) {
        return Standing::InName;
    }
    if next < sentence.tokens.end && page.word(next) == "$" {
        return Standing::InName;
    }
    if next + 1 < sentence.tokens.end && matches!(page.word(next), "&") && is_capital(page.word(next + 1)) {
        return Standing::InName;
    }
    if name.tokens.start == sentence.tokens.start {
        return Standing::Bare;
    }
    let before = name.tokens.start - 1;
    let word = page.word(before);
    let lower = page.lower(before);
    if page.kind(before) == TokenKind::Word {
        if matches!(lower, "of" | "for") && before > sentence.tokens.start {
            let mut head = before - 1;
            if page.lower(head) == "of" || page.lower(head) == "the" {
                head = head.saturating_sub(1);
            }
            if is_capital(page.word(head)) && bodies(page.lower(head)) {
                return Standing::InName;
            }
            if lower == "of" && PARTS.contains(&page.lower(head)) {
                return Standing::Located;
            }
            return Standing::Bare;
        }
        if LOCATIVE.contains(&lower) {
            return Standing::Located;
        }
        if is_capital(word) && page.space_before(name.tokens.start) {
            if DIRECTIONS.contains(&lower) {
                return Standing::Located;
            }
            let opens = before == sentence.tokens.start
                || matches!(page.kind(before.saturating_sub(1)), TokenKind::Open)
                || title_case;
            if opens && FUNCTION.contains(&lower) || title_case && country || table.demonym(word).is_some() {
                return Standing::Bare;
            }
            return Standing::AfterName;
        }
        if DIRECTIONS.contains(&lower) || PARTS.contains(&lower) {
            return Standing::Located;
        }
    }
    if followed && DIVISIONS.contains(&page.lower(next)) {
        return Standing::Located;
    }
    Standing::Bare
}
