//! Who a description stands for: somebody told of by the same words, or somebody new.

use super::bodies;
use super::links::Links;
use super::parties::{self, Cast, Entity};
use super::roles;
use super::scene::Scene;
use crate::read::Page;
use crate::read::mention::lexicon::{self, Gender, Noun, NounClass};
use crate::read::mention::names;
use crate::table;
use sayso_types::{Mention, MentionKind, PartyKind, Reading, Span, Tag};

/// The noun that heads a description.
pub(super) fn noun(page: &Page<'_>, mention: &Mention) -> Option<Noun> {
    lexicon::noun(page.lower(page.tokens_in(mention.head).start))
}

/// Who a description is; somebody new if nobody fits.
pub(super) fn resolve(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    links: &Links,
    cast: &mut Cast,
    at: usize,
    kind: PartyKind,
) -> usize {
    let mention = &reading.mentions[at];
    let told = Told::new(page, reading, mention);
    let asked = &Asked { page, reading, scene, cast, at, told: &told };
    let found = match kind {
        PartyKind::Unnamed => None,
        PartyKind::Person => person(asked),
        PartyKind::Group => members(asked).or_else(|| group(asked)),
        PartyKind::Document => document(asked),
        _ => bodies::body(asked),
    };
    let least = match found {
        Some(_) => OVER,
        None if told.definite => DEFINITE,
        None => INDEFINITE,
    };
    let meant = linked(reading, links, cast, at, kind, &told).filter(|(_, share)| *share > least);
    let found = meant.map(|(entity, _)| entity).or(found);
    if let Some(entity) = found
        && !matches!(kind, PartyKind::Person | PartyKind::Unnamed)
    {
        // What was called a company is called so again.
        cast.entities[entity].roles.push(told.head.to_owned());
    }
    if let Some(entity) = found
        && cast.entities[entity].kind == PartyKind::Person
        && !matches!(kind, PartyKind::Person | PartyKind::Unnamed)
    {
        // Who is called a company is one.
        cast.entities[entity].kind = kind;
        cast.entities[entity].weak = false;
    }
    found.unwrap_or_else(|| {
        let plural = kind == PartyKind::Group || page.tag(scene.head[at]) == Tag::Nns;
        let gender = told.noun.map_or(Gender::Either, |it| it.gender);
        let new = cast.describe(page, mention.span, kind, plural, gender);
        cast.entities[new].country = told.country.or_else(|| parties::country(reading, mention.head));
        cast.entities[new].head = told.head.to_owned();
        new
    })
}

/// A description, and all that tells whose it is.
pub(super) struct Asked<'a> {
    pub page: &'a Page<'a>,
    pub reading: &'a Reading,
    pub scene: &'a Scene,
    pub cast: &'a Cast,
    /// Its mention.
    pub at: usize,
    pub told: &'a Told<'a>,
}

impl Asked<'_> {
    /// The salience of an entity at the description: that of its best mention before it.
    pub(super) fn salience(&self, it: &Entity) -> Option<f32> {
        let Self { page, reading, scene, at, .. } = *self;
        let before = it
            .mentions
            .iter()
            .filter(|&&other| other < at && !reading.mentions[other].span.contains(reading.mentions[at].span));
        before.map(|&other| scene.salience(page, reading, other, at)).max_by(f32::total_cmp)
    }
}

/// The least probability of a link for which the rules' choice gives way, for which `the minister` is somebody told of
/// before where rules find nobody, and for which `a minister` is.
const OVER: f32 = 0.7;
const DEFINITE: f32 = 0.4;
const INDEFINITE: f32 = 0.8;

/// Whom the encoder's links take a description for, with their probability, if that agrees in kind, number and gender.
fn linked(
    reading: &Reading,
    links: &Links,
    cast: &Cast,
    at: usize,
    kind: PartyKind,
    told: &Told<'_>,
) -> Option<(usize, f32)> {
    let mut shares: Vec<(usize, f32)> = Vec::new();
    let span = reading.mentions[at].span;
    for &(other, share) in links.from(at) {
        let Some(entity) = cast.of[other] else { continue };
        let near = reading.mentions[other].span;
        if near.contains(span) || span.contains(near) {
            continue;
        }
        match shares.iter_mut().find(|(it, _)| *it == entity) {
            Some((_, all)) => *all += share,
            None => shares.push((entity, share)),
        }
    }
    let (entity, share) = shares.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let it = &cast.entities[entity];
    let person = |kind| matches!(kind, PartyKind::Person | PartyKind::Unnamed);
    let agrees = person(it.kind) == person(kind)
        && (it.plural || it.kind == PartyKind::Group) == (kind == PartyKind::Group)
        && (!person(kind) || told.noun.is_none_or(|noun| it.gender.agrees(noun.gender)));
    agrees.then_some((entity, share))
}

/// What a description tells.
pub(super) struct Told<'p> {
    pub head: &'p str,
    pub noun: Option<Noun>,
    /// The words before the head, articles aside.
    pub modifiers: Vec<&'p str>,
    /// Those with a capital.
    pub proper: Vec<&'p str>,
    /// The state that it tells of.
    pub country: Option<&'static str>,
    /// With `the` and the like, or a capital.
    pub definite: bool,
    /// With a possessor.
    pub owned: bool,
}

impl<'p> Told<'p> {
    fn new(page: &'p Page<'_>, reading: &Reading, mention: &Mention) -> Self {
        let whole = page.tokens_in(mention.span);
        let head = page.tokens_in(mention.head).start;
        let before = Span { start: mention.span.start, end: mention.head.start };
        let first = page.lower(whole.start);
        let words = whole.start..head;
        let of_state = page.lower(head) == "head" && page.lower(head + 1) == "of" && page.lower(head + 2) == "state";
        Self {
            head: if of_state { "president" } else { page.lower(head).trim_start_matches("ex-") },
            noun: noun(page, mention),
            proper: words
                .clone()
                .filter(|&at| names::capital(page, at) && !ordinary(page.lower(at)))
                .map(|at| page.lower(at))
                .collect(),
            modifiers: words.clone().map(|at| page.lower(at)).filter(|word| !ordinary(word)).collect(),
            country: parties::country(reading, before)
                .or_else(|| parties::country(reading, Span { start: mention.head.end, end: mention.span.end })),
            definite: matches!(first, "the" | "this" | "that" | "these" | "those" | "both")
                || names::capital(page, head),
            owned: words.clone().any(|at| page.tag(at) == Tag::Pos) || page.tag(whole.start) == Tag::PrpPoss,
        }
    }
}

/// Words before a noun that tell nobody apart.
fn ordinary(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "my"
            | "'s"
            | "'"
            | "former"
            | "ex"
            | "new"
            | "senior"
            | "top"
            | "then"
            | "current"
            | "outgoing"
            | "incoming"
            | "said"
            | "same"
            | "embattled"
            | "outspoken"
            | "veteran"
            | "longtime"
            | "late"
            | "old"
            | "young"
            | "first"
            | "presumptive"
            | "sitting"
            | "acting"
    ) || word.bytes().any(|b| b.is_ascii_digit())
}

fn person(asked: &Asked<'_>) -> Option<usize> {
    let Asked { cast, told, .. } = *asked;
    let noun = told.noun?;
    let relation = told.owned && noun.class == NounClass::Person;
    let mut best: Option<(f32, usize)> = None;
    for (entity, it) in cast.entities.iter().enumerate() {
        if !matches!(it.kind, PartyKind::Person | PartyKind::Unnamed) || it.plural || it.mentions.is_empty() {
            continue;
        }
        if !it.gender.agrees(noun.gender)
            || told.country.is_some() && it.country.is_some() && told.country != it.country
        {
            continue;
        }
        let salience = asked.salience(it);
        let Some(role) = roles::fit(it, told.head, &told.modifiers) else { continue };
        // Of one state, with no office told: `the Irish premier` for `his Irish counterpart, Ada Brook`.
        let role = if role == 0.0 && told.country.is_some() && told.country == it.country && open(it, noun) {
            1.5
        } else {
            role
        };
        // Somebody only told of much later is nobody whom the report has introduced.
        let Some(salience) = salience.or((role >= 3.0 && it.named).then_some(-3.0)) else { continue };
        if role == 0.0 && (relation || !told.definite || salience < -1.2 || !open(it, noun)) {
            continue;
        }
        let mut score = role + salience.max(-4.0) * 0.7;
        score += if told.country.is_some() && told.country == it.country { 1.0 } else { 0.0 };
        score += if it.named { 0.6 } else { 0.0 };
        // Another state's is told so.
        score -= match (told.country, it.country) {
            (None, Some(_)) => 0.3,
            (Some(_), None) => 2.0,
            _ => 0.0,
        };
        score += 0.15 * f32::from(u16::try_from(it.mentions.len()).unwrap_or(u16::MAX)).ln_1p();
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, entity));
        }
    }
    let best = best.map(|(_, entity)| entity);
    best.or_else(|| (told.definite && !told.owned).then(|| in_mind(asked)).flatten())
}

/// The named person who spoke or acted just before, where nobody is told of by an office: `the legislator` for whom the
/// report called a spokesman.
fn in_mind(asked: &Asked<'_>) -> Option<usize> {
    let Asked { reading, cast, at, told, .. } = *asked;
    let gender = told.noun.map_or(Gender::Either, |it| it.gender);
    let strange = !told.modifiers.is_empty() && told.country.is_none();
    let sentence = |mention: usize| reading.mentions[mention].sentence;
    let near = cast.entities.iter().enumerate().filter(|(_, it)| {
        it.kind == PartyKind::Person
            && it.named
            && it.gender.agrees(gender)
            && (told.country.is_none() || it.country.is_none() || told.country == it.country)
            // In one sentence it would be `he`.
            && (!strange || told.noun.is_some_and(|noun| open(it, noun)))
            && !(strange && it.mentions.iter().any(|&other| other < at && sentence(other) == sentence(at)))
    });
    let near = near.filter_map(|(entity, it)| Some((asked.salience(it)?, entity)));
    near.max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(salience, _)| *salience > if strange { CLEARLY } else { IN_MIND })
        .map(|(_, entity)| entity)
}

/// The least salience of somebody in mind: a subject or source of the sentence before.
const IN_MIND: f32 = 0.1;

/// The same where the description tells something new: `the billionaire businessman`.
const CLEARLY: f32 = 0.35;

/// Whether a noun that nothing told of somebody can still mean them: an office only of somebody without one.
fn open(it: &Entity, noun: Noun) -> bool {
    if noun.class == NounClass::Person {
        return it.named;
    }
    let office = |word: &String| lexicon::noun(word).is_some_and(|it| it.class == NounClass::Office);
    it.named && !it.roles.iter().any(office)
}

/// Those who speak for the body that they are of.
const MEMBERS: &[&str] =
    &["officials", "members", "representatives", "executives", "authorities", "judges", "lawmakers", "legislators"];

/// The body whose people speak for it: `GAO officials`, `Water Committee members`.
fn members(asked: &Asked<'_>) -> Option<usize> {
    let Asked { page, reading, scene, cast, at, told } = *asked;
    if !MEMBERS.contains(&told.head) || told.owned {
        return None;
    }
    let mut inner = (at + 1..reading.mentions.len())
        .take_while(|&other| reading.mentions[other].span.start < reading.mentions[at].head.start);
    let body = inner.find(|&other| {
        let named = matches!(reading.mentions[other].kind, MentionKind::Name(PartyKind::Organization));
        named && scene.head_end[other] == scene.head[at]
    })?;
    (page.lower(scene.head_end[body]) == told.head).then_some(cast.of[body])?
}

fn group(asked: &Asked<'_>) -> Option<usize> {
    let Asked { page, reading, cast, told, .. } = *asked;
    // Numbers and ownership make another group each time, `the` takes up the last of that name.
    let text = reading.mentions[asked.at].span.of(page.text());
    let bare = text.trim_start_matches("the ").trim_start_matches("The ");
    let spoken_for = |it: &Entity| it.kind == PartyKind::Organization && MEMBERS.contains(&told.head);
    cast.entities.iter().rposition(|it| {
        (it.kind == PartyKind::Group || spoken_for(it))
            && (it.name.eq_ignore_ascii_case(bare)
                || told.definite
                    && told.modifiers.is_empty()
                    && !told.owned
                    && it.roles.iter().any(|word| word == told.head))
    })
}

fn document(asked: &Asked<'_>) -> Option<usize> {
    let Asked { reading, scene, cast, at, told, .. } = *asked;
    if !told.definite || told.owned {
        return None;
    }
    let last = cast.entities.iter().enumerate().filter(|(_, it)| {
        it.kind == PartyKind::Document
            && (it.head == told.head || it.named && it.roles.iter().any(|word| word == told.head))
            && told.modifiers.iter().all(|word| it.roles.iter().any(|other| other == word))
    });
    last.filter_map(|(entity, it)| {
        // One that has spoken before speaks on.
        let spoke = it.mentions.iter().any(|&other| other < at && scene.source[other]) && scene.source[at];
        let last = it.mentions.iter().filter(|&&other| other < at).max()?;
        Some((spoke, reading.mentions[*last].sentence, entity))
    })
    .max()
    .map(|(_, _, entity)| entity)
}

/// The office that an account speaks for, and its state.
pub(super) fn office_account(handle: &str) -> Option<(&'static str, &'static str)> {
    let handle = handle.trim_start_matches('@').to_ascii_lowercase();
    table::rows(table::HANDLES).find(|row| row[0] == handle).map(|row| (row[1], row[2]))
}

/// Who holds an office in the report: somebody told of by its words, or a body of that name.
pub(super) fn holder(
    reading: &Reading,
    cast: &Cast,
    at: usize,
    office: &'static str,
    country: &'static str,
) -> Option<usize> {
    let fits = |it: &Entity| {
        it.country.is_none_or(|other| other == country)
            && (it.name == office
                || it.kind == PartyKind::Person
                    && it.named
                    && office.split(' ').all(|word| it.roles.iter().any(|other| other == word))
                    && (office.contains("vice") || !it.roles.iter().any(|other| other == "vice")))
    };
    let near = |it: &Entity| {
        let before = it
            .mentions
            .iter()
            .filter(|&&other| other < at && matches!(reading.mentions[other].kind, MentionKind::Name(_)));
        before.count()
    };
    let found = cast.entities.iter().enumerate().filter(|(_, it)| fits(it) && !it.mentions.is_empty());
    found.max_by_key(|(_, it)| near(it)).map(|(entity, _)| entity)
}
