//! Speakers: for each statement, who its source is.

use super::parties::{self, Cast};
use super::scene::Scene;
use crate::read::Page;
use crate::read::mention::lexicon::{self, Gender, NounClass};
use sayso_types::{BlockKind, MentionKind, PartyKind, Reading, Span, Statement, Tag};

/// The entity that speaks each statement; makes one from the source's words where no mention was read.
pub(super) fn speakers(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &mut Cast) -> Vec<Option<usize>> {
    let mut speakers = Vec::with_capacity(reading.statements.len());
    for (n, statement) in reading.statements.iter().enumerate() {
        let speaker = match (statement.source, scene.source_of[n]) {
            (Some(source), Some(mention)) => Some(by_mention(page, reading, scene, cast, mention, source, &speakers)),
            (Some(source), None) => by_words(page, reading, cast, source),
            (None, _) => author(page, cast, statement),
        };
        speakers.push(speaker);
    }
    speakers
}

fn by_mention(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    cast: &mut Cast,
    mention: usize,
    source: Span,
    earlier: &[Option<usize>],
) -> usize {
    if let MentionKind::Description(PartyKind::Document) = reading.mentions[mention].kind
        && let Some(issuer) = issuer(page, reading, scene, cast, mention, source, earlier)
    {
        return issuer;
    }
    if let Some(entity) = cast.of[mention] {
        return entity;
    }
    let kind =
        if reading.mentions[mention].kind == MentionKind::Pronoun { PartyKind::Unnamed } else { PartyKind::Group };
    let new = cast.describe(page, source, kind, false, Gender::Either);
    cast.assign(mention, new);
    new
}

/// Whose a document is: its owner (`Brook’s letter`), or, for a statement or letter, whoever spoke last.
fn issuer(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    cast: &Cast,
    mention: usize,
    source: Span,
    earlier: &[Option<usize>],
) -> Option<usize> {
    let it = &reading.mentions[mention];
    let owner = (mention + 1..reading.mentions.len())
        .take_while(|&at| reading.mentions[at].span.start < it.head.start)
        .filter(|&at| it.span.contains(reading.mentions[at].span))
        .find(|&at| page.tag(scene.head_end[at]) == Tag::Pos || page.tag(scene.head[at]) == Tag::PrpPoss);
    let law = matches!(
        page.lower(scene.head[mention]),
        "constitution" | "law" | "act" | "bill" | "treaty" | "agreement" | "contract"
    );
    if let Some(owner) = owner.filter(|_| !law) {
        return cast.of[owner];
    }
    // `a report by the Institute`, `a letter from Mr. Okoro`.
    let maker = (page.tokens_in(it.head).end..page.tokens_in(source).end)
        .find(|&at| matches!(page.lower(at), "by" | "from"))
        .map(|at| page.tokens()[at].span.end);
    if let Some(after) = maker {
        let found =
            reading.mentions.iter().position(|other| other.span.start >= after && other.span.start < source.end);
        if let Some(entity) = found.and_then(|at| cast.of[at]) {
            return Some(entity);
        }
    }
    let taken_up_head = page.lower(scene.head[mention]);
    let taken_up = page.lower(page.tokens_in(it.span).start) == "the";
    let issued = matches!(
        page.lower(scene.head[mention]),
        "statement"
            | "letter"
            | "release"
            | "communique"
            | "communiqué"
            | "tweet"
            | "post"
            | "message"
            | "memo"
            | "note"
            | "notice"
            | "email"
            | "press-release"
    );
    if !taken_up || !issued {
        return None;
    }
    // Who spoke where the statement was first told of; else the body that spoke last; else whoever did.
    let told = (0..mention).rev().find(|&at| {
        page.lower(scene.head[at]) == taken_up_head
            && page.lower(page.tokens_in(reading.mentions[at].span).start) != "the"
    });
    let there = told.and_then(|told| {
        let sentence = reading.mentions[told].sentence;
        (0..earlier.len()).find_map(|n| {
            let source = scene.source_of[n]?;
            (source != told && reading.mentions[source].sentence == sentence && !scene.quoted[source])
                .then_some(earlier[n])?
        })
    });
    let spoke = |body: bool| {
        (0..earlier.len()).rev().find_map(|n| {
            let entity = earlier[n].filter(|_| scene.source_of[n].is_none_or(|source| !scene.quoted[source]))?;
            let kind = cast.entities[entity].kind;
            let fits = kind != PartyKind::Document
                && (!body || !matches!(kind, PartyKind::Person | PartyKind::Unnamed | PartyKind::Group));
            fits.then_some(entity)
        })
    };
    there.or_else(|| spoke(true)).or_else(|| spoke(false))
}

/// The source's own words as a party, or the party that they name.
fn by_words(page: &Page<'_>, reading: &Reading, cast: &mut Cast, source: Span) -> Option<usize> {
    let words = source.of(page.text());
    if matches!(words.to_lowercase().as_str(), "which" | "that" | "who") {
        let before = (0..reading.mentions.len()).rev().find(|&at| reading.mentions[at].span.end <= source.start)?;
        return cast.of[before];
    }
    // `the IO`, told of somebody before.
    let tokens = page.tokens_in(source);
    let short = tokens
        .clone()
        .last()
        .filter(|&at| tokens.len() <= 2 && crate::read::mention::names::all_capitals(page.word(at)));
    if let Some(at) = short
        && let Some(entity) = cast.entities.iter().position(|it| {
            it.named && it.kind == PartyKind::Person && it.roles.iter().any(|role| role == page.lower(at))
        })
    {
        return Some(entity);
    }
    if let Some(entity) = cast.entities.iter().position(|it| it.name.eq_ignore_ascii_case(words)) {
        return Some(entity);
    }
    // A capital or a people's adjective stands for its state.
    let state = parties::country(reading, source).or_else(|| lexicon::known_name(words).and_then(|it| it.country));
    let state = state.filter(|_| page.tokens_in(source).len() <= 2);
    if let Some(entity) = state.and_then(|state| parties::state(cast, state)) {
        return Some(entity);
    }
    let tokens = page.tokens_in(source);
    let plural = tokens.clone().any(|at| page.tag(at) == Tag::Nns);
    let kind = tokens
        .filter_map(|at| lexicon::noun(page.lower(at)))
        .map(|noun| match noun.class {
            NounClass::Office | NounClass::Person => PartyKind::Unnamed,
            NounClass::Group => PartyKind::Group,
            NounClass::Organization => PartyKind::Organization,
            NounClass::Government => PartyKind::Government,
            NounClass::Document => PartyKind::Document,
            NounClass::Outlet => PartyKind::Outlet,
        })
        .next()
        .unwrap_or(PartyKind::Group);
    Some(cast.describe(page, source, kind, plural, Gender::Either))
}

/// Who speaks where no source is written: the account of an embedded post.
fn author(page: &Page<'_>, cast: &mut Cast, statement: &Statement) -> Option<usize> {
    let content = statement.content.first()?;
    let block = page.document.blocks.iter().find(|it| it.span.contains(*content))?;
    if block.kind != BlockKind::Post {
        return None;
    }
    let embed = block.embed.as_ref()?;
    let name = embed.author.clone().or_else(|| embed.handle.as_ref().map(|it| format!("@{it}")))?;
    if let Some(entity) = cast.entities.iter().position(|it| it.name == name) {
        return Some(entity);
    }
    let new = cast.describe(page, block.span, PartyKind::Unnamed, false, Gender::Either);
    cast.entities[new].words = super::fold::words(&name);
    cast.entities[new].roles.clear();
    cast.entities[new].name = name;
    Some(new)
}
