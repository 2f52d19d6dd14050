//! Speakers: for each statement, who its source is.

use super::parties::{self, Cast};
use super::scene::Scene;
use crate::read::Page;
use crate::read::mention::lexicon::{self, Gender, NounClass};
use sayso_types::{BlockKind, MentionKind, PartyKind, Reading, Span, Statement, Tag, TokenKind};

/// The entity that speaks each statement; makes one from the source's words where no mention was read.
pub(super) fn speakers(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &mut Cast) -> Vec<Option<usize>> {
    let mut speakers = Vec::with_capacity(reading.statements.len());
    for (n, statement) in reading.statements.iter().enumerate() {
        let speaker = match (statement.source, scene.source_of[n]) {
            (Some(source), Some(mention)) => Some(by_mention(page, reading, scene, cast, mention, source, &speakers)),
            (Some(source), None) => by_words(page, reading, cast, source),
            (None, _) => author(page, cast, statement).or_else(|| goes_on(page, reading, scene, n, &speakers)),
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
    let document = match reading.mentions[mention].kind {
        MentionKind::Description(kind) => kind == PartyKind::Document,
        MentionKind::Pronoun => cast.of[mention].is_some_and(|it| cast.entities[it].kind == PartyKind::Document),
        _ => false,
    };
    if document && let Some(issuer) = issuer(page, reading, scene, cast, mention, source, earlier) {
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

/// Whose a document is: its owner or maker, told here or where it was told of before; or, for `the statement`, whoever
/// made it or spoke last.
fn issuer(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    cast: &Cast,
    mention: usize,
    source: Span,
    earlier: &[Option<usize>],
) -> Option<usize> {
    let here = page.tokens_in(source).end;
    if let Some(entity) = made_by(page, reading, scene, cast, mention, here) {
        return Some(entity);
    }
    let before = cast.of[mention].and_then(|entity| {
        let mut others = cast.entities[entity].mentions.iter().filter(|&&at| at < mention);
        others.find_map(|&at| made_by(page, reading, scene, cast, at, scene.head_end[at] + 1))
    });
    before.or_else(|| issued_by(page, reading, scene, cast, mention, earlier))
}

/// Who owns or made a document by the words around its noun, looked at up to a token: `Brook’s letter`, `a report by the
/// Institute`, `a letter from Mr. Okoro`.
fn made_by(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    cast: &Cast,
    mention: usize,
    limit: usize,
) -> Option<usize> {
    let it = &reading.mentions[mention];
    if matches!(it.kind, MentionKind::Pronoun) {
        return None;
    }
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
    let maker = (scene.head_end[mention]..limit).find(|&at| matches!(page.lower(at), "by" | "from"))?;
    let found = (mention + 1..reading.mentions.len())
        .find(|&at| scene.head[at] > maker)
        .filter(|&at| page.tokens_in(reading.mentions[at].span).start <= maker + 2)?;
    cast.of[found]
}

/// Who made a statement or letter that the report takes up: who spoke where it was first told of, else the body that
/// spoke last, else whoever did.
fn issued_by(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    cast: &Cast,
    mention: usize,
    earlier: &[Option<usize>],
) -> Option<usize> {
    let noun = page.lower(scene.head[mention]);
    let definite = |at: usize| page.lower(page.tokens_in(reading.mentions[at].span).start) == "the";
    if !definite(mention) || !ISSUED.contains(&noun) {
        return None;
    }
    let told = (0..mention).rev().find(|&at| page.lower(scene.head[at]) == noun && !definite(at));
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

/// Documents by which somebody speaks.
const ISSUED: &[&str] = &[
    "statement",
    "letter",
    "release",
    "communique",
    "communiqué",
    "tweet",
    "post",
    "message",
    "memo",
    "note",
    "notice",
    "email",
    "press-release",
];

/// Who speaks a quotation with neither source nor cue: whoever spoke in the sentence before, or leads up to it in its own.
fn goes_on(page: &Page<'_>, reading: &Reading, scene: &Scene, n: usize, earlier: &[Option<usize>]) -> Option<usize> {
    let statement = &reading.statements[n];
    let content = statement.content.first().filter(|_| statement.cue.is_none())?;
    let open = page.tokens_in(*content).start;
    if page.kind(open) != TokenKind::Open {
        return None;
    }
    let sentence = page.sentence_of(open);
    (0..n).rev().find_map(|m| {
        let source = scene.source_of[m].filter(|&at| !scene.quoted[at])?;
        let near = reading.mentions[source].sentence;
        (near == sentence || near + 1 == sentence).then_some(earlier[m])?
    })
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
            // The last word of a title: the `ATM chairman` is not the ATM.
            let office = it.role.as_deref().and_then(|role| role.rsplit([' ', '(']).next());
            it.named && it.kind == PartyKind::Person && office.map(|it| it.trim_end_matches(')')) == Some(page.word(at))
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
