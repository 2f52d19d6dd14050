//! Parties: which names mean one person or body, what they are called, and what is told of them.

use super::fold;
use crate::read::Page;
use crate::read::mention::lexicon::{self, Gender};
use crate::read::mention::names;
use sayso_types::{Mention, MentionId, MentionKind, Party, PartyId, PartyKind, Reading, Span};

/// Somebody or something that mentions turn out to be.
#[derive(Debug)]
pub(super) struct Entity {
    pub kind: PartyKind,
    /// As the record calls it.
    pub name: String,
    /// The fullest name's words, folded; of a description its words.
    pub words: Vec<String>,
    /// Whether a name was found, not only descriptions.
    pub named: bool,
    /// The pronoun it takes.
    pub gender: Gender,
    /// Of one known by descriptions only, the noun that heads the first.
    pub head: String,
    /// A name that little tells is a person's.
    pub weak: bool,
    /// Several people.
    pub plural: bool,
    /// Words of the titles and descriptions told of it, in lower case.
    pub roles: Vec<String>,
    /// The first title or role told.
    pub role: Option<String>,
    pub country: Option<&'static str>,
    pub mentions: Vec<usize>,
}

/// Everybody in a report, and who each mention is.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub entities: Vec<Entity>,
    pub of: Vec<Option<usize>>,
}

impl Cast {
    /// Tells that a mention is this entity.
    pub(super) fn assign(&mut self, mention: usize, entity: usize) {
        if self.of[mention].is_none() {
            self.of[mention] = Some(entity);
            self.entities[entity].mentions.push(mention);
        }
    }

    /// A new entity known by a description only.
    pub(super) fn describe(
        &mut self,
        page: &Page<'_>,
        span: Span,
        kind: PartyKind,
        plural: bool,
        gender: Gender,
    ) -> usize {
        let words = span.of(page.text());
        self.entities.push(Entity {
            kind,
            name: called(words),
            words: fold::words(words),
            named: false,
            gender,
            head: String::new(),
            weak: false,
            plural,
            roles: roles(page, span),
            role: None,
            country: None,
            mentions: Vec::new(),
        });
        self.entities.len() - 1
    }

    /// The parties in the order of their first mention, and for each mention and entity its party. Who neither speaks,
    /// nor has a name, nor is told of twice is none.
    pub(super) fn parties(self, speaks: &[bool]) -> (Vec<Party>, Vec<Option<PartyId>>, Vec<Option<PartyId>>) {
        let party_of = |at: usize| {
            let it = &self.entities[at];
            // `the Ghanaian government`, `Peruvians`: as good as a name.
            let peoples = it.country.is_some() && matches!(it.kind, PartyKind::Government | PartyKind::Group);
            let named = it.named || peoples || it.name.starts_with('@');
            // What was merged into another has lost its name.
            !it.name.is_empty() && (named || speaks[at] || it.mentions.len() > 1)
        };
        let mut order: Vec<usize> = (0..self.entities.len()).filter(|&at| party_of(at)).collect();
        order.sort_by_key(|&at| (self.entities[at].mentions.iter().min().copied().unwrap_or(usize::MAX), at));
        let id = |at: usize| PartyId(u32::try_from(at).expect("fewer parties than bytes"));
        let mut place = vec![None; self.entities.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = Some(id(new));
        }
        let of = self.of.iter().map(|it| it.and_then(|old| place[old])).collect();
        let mut entities: Vec<Option<Entity>> = self.entities.into_iter().map(Some).collect();
        let parties = order.iter().map(|&old| party(entities[old].take().expect("each entity has one place")));
        (parties.collect(), of, place)
    }
}

fn party(mut it: Entity) -> Party {
    it.mentions.sort_unstable();
    let mentions = it.mentions.iter().map(|&at| MentionId(u32::try_from(at).expect("fewer mentions than bytes")));
    Party {
        name: it.name,
        kind: it.kind,
        role: it.role,
        country: it.country,
        sector: None,
        code: None,
        mentions: mentions.collect(),
    }
}

/// A description without its definite article.
fn called(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    ["the ", "The ", "THE "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(&words).to_owned()
}

/// The lower-case words of a title or description.
pub(super) fn roles(page: &Page<'_>, span: Span) -> Vec<String> {
    page.tokens_in(span)
        .filter(|&at| page.kind(at) == sayso_types::TokenKind::Word)
        .flat_map(|at| {
            // `co-founder` tells of a founder, too.
            let last = page.lower(at).rsplit_once('-').map(|(_, last)| last);
            std::iter::once(page.lower(at)).chain(last)
        })
        .map(str::to_owned)
        .collect()
}

/// The state that words in a span tell of (`Mexican`, `of Ghana`).
pub(super) fn country(reading: &Reading, span: Span) -> Option<&'static str> {
    names::place_at(reading, span).and_then(|it| it.place.country)
}

/// The cast as far as names tell it: names joined, titles noted, appositions and copulas followed.
pub(super) fn gather(page: &Page<'_>, reading: &Reading) -> Cast {
    let mut cast = Cast { entities: Vec::new(), of: vec![None; reading.mentions.len()] };
    // Full names first, so that a last name finds them wherever it stands.
    let mut order: Vec<(usize, Vec<String>)> = (reading.mentions.iter().enumerate())
        .filter(|(_, it)| matches!(it.kind, MentionKind::Name(_)))
        .map(|(at, it)| (at, fold::words(it.head.of(page.text()))))
        .collect();
    order.sort_by_key(|(at, words)| (std::cmp::Reverse(words.len().min(2)), *at));
    for (at, words) in order {
        let mention = &reading.mentions[at];
        let MentionKind::Name(kind) = mention.kind else { continue };
        let entity = if kind == PartyKind::Person {
            let rest = office_short(page, mention).then(|| &words[1..]);
            let known = rest.and_then(|rest| person(page, &cast, reading, mention, rest));
            if let Some(known) = known {
                // In capitals, as no word of a title is kept.
                let office = page.word(page.tokens_in(mention.head).start).to_owned();
                cast.entities[known].roles.push(office);
                cast.assign(at, known);
                continue;
            }
            person(page, &cast, reading, mention, &words)
        } else {
            body(page, &cast, reading, mention, &words)
        };
        let entity = entity.unwrap_or_else(|| name(&mut cast, page, mention, kind));
        if kind != PartyKind::Person && cast.entities[entity].kind == PartyKind::Person {
            cast.entities[entity].kind = kind;
        }
        note(&mut cast.entities[entity], page, reading, mention, words);
        cast.assign(at, entity);
    }
    brackets(page, reading, &mut cast);
    guessed(&mut cast);
    cast
}

/// Joins those who were only guessed to be people to the bodies that are named by the same words where more was told.
fn guessed(cast: &mut Cast) {
    for at in 0..cast.entities.len() {
        let it = &cast.entities[at];
        if it.kind != PartyKind::Person || !it.weak || !it.roles.is_empty() {
            continue;
        }
        let body = cast.entities.iter().position(|other| {
            let body = matches!(other.kind, PartyKind::Organization | PartyKind::Outlet);
            body && other.named && !other.words.is_empty() && other.words == it.words
        });
        if let Some(body) = body {
            merge(cast, at, body);
        }
    }
}

/// Whether the first of two words of a person's name may be an office in capitals: `IO Brook`.
fn office_short(page: &Page<'_>, mention: &Mention) -> bool {
    let head = page.tokens_in(mention.head);
    head.len() == 2 && names::all_capitals(page.word(head.start)) && !names::all_capitals(page.word(head.end - 1))
}

fn name(cast: &mut Cast, page: &Page<'_>, mention: &Mention, kind: PartyKind) -> usize {
    let at = cast.describe(page, mention.head, kind, false, Gender::Either);
    let it = &mut cast.entities[at];
    it.named = true;
    it.roles.clear();
    if kind != PartyKind::Person
        && let Some(full) = lexicon::known_name(&it.name).and_then(|known| known.full)
    {
        it.words = fold::words(full);
    }
    at
}

/// Takes what a mention by name tells of its entity.
fn note(it: &mut Entity, page: &Page<'_>, reading: &Reading, mention: &Mention, words: Vec<String>) {
    let head = mention.head.of(page.text());
    let capital = |name: &str| lexicon::known_name(name).is_some_and(|known| known.capital);
    let fuller = capital(&it.name) && !capital(head) && it.kind == PartyKind::Government
        || words.len() > fold::words(&it.name).len()
        || words.len() == it.words.len()
            && names::all_capitals(&it.name)
            && !names::all_capitals(head)
            && words.len() > 1;
    if fuller && !(it.kind == PartyKind::Government && capital(head) && !capital(&it.name)) {
        it.name = called(head);
        it.words = words;
    }
    let title = Span { start: mention.span.start, end: mention.head.start };
    if it.kind == PartyKind::Person {
        it.weak = mention.by.score < 0.8 && (it.weak || it.mentions.is_empty());
        let told = roles(page, title);
        let gender = told.iter().map(|word| gender(word)).fold(Gender::Either, Gender::or);
        it.gender = it.gender.or(gender);
        let first = page.tokens_in(mention.head).start;
        if page.tokens_in(mention.head).len() > 1 {
            it.gender = it.gender.or(lexicon::first_name(page.lower(first)).unwrap_or(Gender::Either));
        }
        // `President Ada Brook of Ghana`
        let of = page.tokens_in(mention.head).end;
        if !title.is_empty() && page.lower(of) == "of" && of + 1 < page.tokens().len() {
            it.country = it.country.or(country(reading, page.span(of + 1..of + 2)));
        }
        if !title.is_empty() {
            it.country = it.country.or(country(reading, title));
            if it.role.is_none() {
                it.role = role(page, title);
            }
        }
        it.roles.extend(told);
    } else {
        it.country = it.country.or(country(reading, mention.head));
        let known = lexicon::known_name(&called(head)).and_then(|known| known.country);
        it.country = it.country.or(known);
    }
}

/// The gender of a title or role word.
fn gender(word: &str) -> Gender {
    lexicon::title(word).or_else(|| lexicon::noun(word).map(|it| it.gender)).unwrap_or(Gender::Either)
}

/// A title as a role: without article and possessor, `None` for mere forms of address.
pub(super) fn role(page: &Page<'_>, title: Span) -> Option<String> {
    let tokens = page.tokens_in(title);
    let start = tokens
        .clone()
        .rev()
        .find(|&at| page.kind(at) == sayso_types::TokenKind::Clitic)
        .map_or(tokens.start, |at| at + 1);
    let start = if matches!(page.lower(start), "the" | "a" | "an" | "his" | "her" | "their" | "its") {
        start + 1
    } else {
        start
    };
    if start >= tokens.end
        || (start..tokens.end)
            .all(|at| matches!(page.lower(at), "mr." | "mr" | "mrs." | "mrs" | "ms." | "ms" | "miss" | ","))
    {
        return None;
    }
    Some(page.span(start..tokens.end).of(page.text()).trim_end_matches(',').to_owned())
}

/// The person already in the cast whom a name means.
fn person(page: &Page<'_>, cast: &Cast, reading: &Reading, mention: &Mention, words: &[String]) -> Option<usize> {
    let title = Span { start: mention.span.start, end: mention.head.start };
    let address = roles(page, title).iter().map(|word| gender(word)).fold(Gender::Either, Gender::or);
    let first = page.tokens_in(mention.head).start;
    let given =
        if words.len() > 1 { lexicon::first_name(page.lower(first)).unwrap_or(Gender::Either) } else { Gender::Either };
    let mut best: Option<(i64, usize)> = None;
    for (at, it) in cast.entities.iter().enumerate() {
        if it.kind != PartyKind::Person
            || !it.gender.agrees(address)
            || words.len() > 1 && it.words == [words[0].clone()] && it.words.len() == 1 && !given.agrees(it.gender)
        {
            continue;
        }
        let fit = if words.len() == 1 {
            let word = &words[0];
            if it.words.last().is_some_and(|last| fold::alike(last, word)) {
                3
            } else if it.words.iter().any(|other| fold::alike(other, word)) {
                2
            } else {
                0
            }
        } else if it.words == words {
            4
        } else if fold::same_person(&it.words, words) {
            3
        } else {
            0
        };
        if fit == 0 {
            continue;
        }
        // Among several, the one named last before; whoever is named only later comes after those.
        let near = it
            .mentions
            .iter()
            .map(|&m| i64::from(reading.mentions[m].span.start))
            .filter(|&start| start <= i64::from(mention.span.start))
            .max();
        let score = fit * 100_000_000 + near.unwrap_or(-1);
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
}

/// The body already in the cast that a name means: the same words, a part of them, initials, or one state.
fn body(page: &Page<'_>, cast: &Cast, reading: &Reading, mention: &Mention, words: &[String]) -> Option<usize> {
    let name = mention.head.of(page.text());
    let known = lexicon::known_name(name);
    let full = known.and_then(|it| it.full).map(fold::words);
    let state = matches!(mention.kind, MentionKind::Name(PartyKind::Government))
        .then(|| country(reading, mention.head).or(known.filter(|it| it.capital).and_then(|it| it.country)))
        .flatten();
    cast.entities.iter().position(|it| {
        let short = names::all_capitals(name) || words.len() == 1 && !name.contains(' ');
        if it.kind == PartyKind::Person {
            // Initials tell that a guessed person is a body.
            return it.weak && it.words.len() > 2 && short && fold::initials_of(name, &it.words);
        }
        if !it.named {
            return false;
        }
        if it.words == words || full.as_ref().is_some_and(|full| *full == it.words) {
            return true;
        }
        if let Some(state) = state {
            return stands_for(it, state);
        }
        let initials = short && fold::initials_of(name, &it.words)
            || names::all_capitals(&it.name) && fold::initials_of(&it.name, words);
        if initials {
            return true;
        }
        let part = words.len() < it.words.len()
            && (it.words.starts_with(words) || it.words.ends_with(words))
            && words.iter().any(|word| lexicon::body_word(word).is_none() && lexicon::noun(word).is_none())
            && lexicon::body_word(it.words.last().expect("longer than another")).is_some();
        part && it.country.is_none_or(|_| names::place_at(reading, mention.head).is_none())
    })
}

/// Joins what a bracket tells: `the Accounts Office (AO)`, `Ada Brook (@adabrook)`.
fn brackets(page: &Page<'_>, reading: &Reading, cast: &mut Cast) {
    for at in 1..reading.mentions.len() {
        let (a, b) = (&reading.mentions[at - 1], &reading.mentions[at]);
        if a.span.end >= b.span.start || a.sentence != b.sentence {
            continue;
        }
        let gap = page.text()[a.span.end as usize..b.span.start as usize].trim();
        let closed = page.text()[b.span.end as usize..].trim_start_matches(['”', '"']).starts_with(')');
        let named = matches!(b.kind, MentionKind::Name(_) | MentionKind::Handle);
        if !named || !closed || !matches!(gap, "(" | "(“" | "(\"" | "(the") {
            continue;
        }
        match (cast.of[at - 1], cast.of[at]) {
            (Some(long), Some(short)) if long != short && cast.entities[long].kind != PartyKind::Person => {
                merge(cast, short, long);
            }
            (Some(long), None) => cast.assign(at, long),
            _ => {}
        }
    }
}

/// Makes one entity of two: all of `from` goes over to `into`.
pub(super) fn merge(cast: &mut Cast, from: usize, into: usize) {
    let mentions = std::mem::take(&mut cast.entities[from].mentions);
    for &mention in &mentions {
        cast.of[mention] = Some(into);
    }
    let roles = std::mem::take(&mut cast.entities[from].roles);
    let (country, gender) = (cast.entities[from].country, cast.entities[from].gender);
    cast.entities[from].words.clear();
    cast.entities[from].name.clear();
    cast.entities[from].named = false;
    let it = &mut cast.entities[into];
    it.mentions.extend(mentions);
    it.roles.extend(roles);
    it.country = it.country.or(country);
    it.gender = it.gender.or(gender);
}

/// The entity that is a state by name, if one is in the cast.
pub(super) fn state(cast: &Cast, country: &str) -> Option<usize> {
    cast.entities.iter().position(|it| stands_for(it, country))
}

/// Whether an entity is a state by its name alone, not one of its bodies.
fn stands_for(it: &Entity, country: &str) -> bool {
    let body = |word: &String| lexicon::noun(word).is_some() || lexicon::body_word(word).is_some();
    it.named && it.kind == PartyKind::Government && it.country == Some(country) && !it.words.iter().any(body)
}
