//! Speakers: for each statement, who its source is.

use super::issuers;
use super::parties::{self, Cast};
use super::scene::Scene;
use crate::read::Page;
use crate::read::mention::lexicon::{self, Gender, NounClass};
use crate::read::mention::names;
use sayso_types::{BlockKind, MentionKind, PartyKind, Reading, Span, Statement, Tag, TokenKind};

/// The entity that speaks each statement; makes one from the source's words where no mention was read.
pub(super) fn speakers(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &mut Cast) -> Vec<Option<usize>> {
    let mut speakers = Vec::with_capacity(reading.statements.len());
    for (n, statement) in reading.statements.iter().enumerate() {
        let speaker = match (statement.source, scene.source_of[n]) {
            (Some(source), Some(mention)) => by_mention(page, reading, scene, cast, mention, source, &speakers),
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
) -> Option<usize> {
    if both(page, source) || anybody(&source.of(page.text()).to_lowercase()) {
        return None;
    }
    let document = match reading.mentions[mention].kind {
        MentionKind::Description(kind) => kind == PartyKind::Document,
        MentionKind::Pronoun => cast.of[mention].is_some_and(|it| cast.entities[it].kind == PartyKind::Document),
        _ => false,
    };
    if document && let Some(issuer) = issuers::issuer(page, reading, scene, cast, mention, source, earlier) {
        return Some(issuer);
    }
    if let Some(entity) = cast.of[mention] {
        return Some(entity);
    }
    // A pronoun that nobody fits is nobody’s name.
    if reading.mentions[mention].kind == MentionKind::Pronoun {
        return None;
    }
    let new = cast.describe(page, source, PartyKind::Group, false, Gender::Either);
    cast.assign(mention, new);
    Some(new)
}

/// Who speaks a statement that names no source: of a participle (`adding that …`), whoever spoke before it in its sentence or
/// the one before; of a quotation without a cue, too, or who leads up to it in its own.
fn goes_on(page: &Page<'_>, reading: &Reading, scene: &Scene, n: usize, earlier: &[Option<usize>]) -> Option<usize> {
    let statement = &reading.statements[n];
    if let Some(cue) = statement.cue {
        let cue = page.tokens_in(cue).start;
        let sentence = page.sentence_of(cue);
        let last = (0..n).rev().take(NEAR).find_map(|m| {
            let said = page.sentence_of(page.tokens_in(reading.statements[m].cue?).start);
            (said == sentence || said + 1 == sentence).then_some(earlier[m])
        });
        return last.filter(|_| page.tag(cue) == Tag::Vbg)?;
    }
    let open = page.tokens_in(*statement.content.first()?).start;
    if page.kind(open) != TokenKind::Open {
        return None;
    }
    let sentence = page.sentence_of(open);
    (0..n).rev().take(NEAR).find_map(|m| {
        let source = scene.source_of[m].filter(|&at| !scene.quoted[at])?;
        let near = reading.mentions[source].sentence;
        (near == sentence || near + 1 == sentence).then_some(earlier[m])?
    })
}

/// How many statements back whoever goes on may have spoken.
const NEAR: usize = 16;

/// Whether a source is two sides at once, of which neither speaks alone: `the two sides`, `the leaders of Peru and Chile`.
fn both(page: &Page<'_>, source: Span) -> bool {
    let tokens = page.tokens_in(source);
    let word = |n: usize| if tokens.start + n < tokens.end { page.lower(tokens.start + n) } else { "" };
    let two = match (word(0), word(1)) {
        ("the", "two") => word(2),
        ("both" | "two", noun) => noun,
        _ => return word(0) == "the" && word(2) == "of" && SIDES.contains(&word(1)) && of_two(page, source),
    };
    (two.is_empty() || SIDES.contains(&two)) && tokens.len() <= 4
}

/// Whether exactly two names stand after *of*.
fn of_two(page: &Page<'_>, source: Span) -> bool {
    let mut tokens = page.tokens_in(source).skip(3);
    let and = tokens.clone().filter(|&at| page.lower(at) == "and").count();
    and == 1 && tokens.all(|at| page.lower(at) == "and" || names::capital(page, at))
}

/// What two states or parties are called together.
const SIDES: &[&str] = &["sides", "leaders", "governments", "countries", "nations", "states"];

/// Pronouns that stand for nobody told of.
fn anybody(words: &str) -> bool {
    matches!(words, "someone" | "somebody" | "one" | "this" | "that")
}

/// The source's own words as a party, or the party that they name.
fn by_words(page: &Page<'_>, reading: &Reading, cast: &mut Cast, source: Span) -> Option<usize> {
    let words = source.of(page.text());
    if matches!(words.to_lowercase().as_str(), "which" | "that" | "who") {
        let before = (0..reading.mentions.len()).rev().find(|&at| reading.mentions[at].span.end <= source.start)?;
        return cast.of[before];
    }
    if anybody(&words.to_lowercase()) || both(page, source) {
        return None;
    }
    if let Some(owner) = owner(page, reading, cast, source).or_else(|| gathered(page, reading, cast, source)) {
        return Some(owner);
    }
    // `the IO`, told of somebody before.
    let tokens = page.tokens_in(source);
    let short = tokens.clone().last().filter(|&at| tokens.len() <= 2 && names::all_capitals(page.word(at)));
    if let Some(at) = short
        && let Some(entity) = cast.entities.iter().position(|it| {
            // The last word of a title: the `ATM chairman` is not the ATM.
            let office = it.role.as_deref().and_then(|role| role.rsplit([' ', '(']).next());
            it.named
                && it.kind == PartyKind::Person
                && (office.map(|it| it.trim_end_matches(')')) == Some(page.word(at))
                    || it.roles.iter().any(|role| role == page.word(at)))
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
    // What a comma parts from it is no part of its name.
    let tokens = page.tokens_in(source);
    let comma = tokens.clone().skip(1).find(|&at| page.lower(at) == ",");
    let list = tokens.clone().any(|at| page.lower(at) == "and");
    let source = comma.filter(|_| !list).map_or(source, |comma| page.span(tokens.start..comma));
    Some(cast.describe(page, source, kind, plural, Gender::Either))
}

/// Whose words something is: `her remarks`, `Okoro’s data`.
fn owner(page: &Page<'_>, reading: &Reading, cast: &Cast, source: Span) -> Option<usize> {
    let tokens = page.tokens_in(source);
    let own = tokens
        .clone()
        .find(|&at| page.tag(at) == Tag::PrpPoss || page.tag(at) == Tag::Pos)
        .filter(|&at| !(tokens.start..at).any(|at| page.lower(at) == "of"))
        .filter(|&at| at + 1 < tokens.end && !(at + 1..tokens.end).any(|at| names::capital(page, at)))
        .filter(|&at| !(at + 1..tokens.end).any(|at| page.tag(at).is_verb()))?;
    let speaks = tokens.end.checked_sub(1).is_some_and(|noun| SPOKEN.contains(&page.lower(noun)));
    let last = if page.tag(own) == Tag::Pos { own.checked_sub(1)? } else { own };
    let owner = (0..reading.mentions.len())
        .find(|&at| speaks && page.tokens_in(reading.mentions[at].head).end == last + 1)
        .filter(|&at| reading.mentions[at].span.start >= source.start)?;
    cast.of[owner]
}

/// What somebody makes known themselves by.
const SPOKEN: &[&str] = &[
    "remarks",
    "remark",
    "comments",
    "comment",
    "words",
    "speech",
    "speeches",
    "address",
    "song",
    "songs",
    "lyrics",
    "data",
    "rhetoric",
    "tone",
    "stance",
    "position",
    "response",
    "answer",
    "claims",
    "criticism",
    "argument",
    "writings",
    "account",
];

/// The body whose meeting speaks, by what was told of the meeting: `a meeting of the Water Committee`.
fn gathered(page: &Page<'_>, reading: &Reading, cast: &Cast, source: Span) -> Option<usize> {
    let here = page.tokens_in(source);
    let noun = here.clone().next_back()?;
    if here.len() > 4 || !matches!(page.lower(noun), "meeting" | "session" | "summit") {
        return None;
    }
    let body = |kind| match kind {
        MentionKind::Name(kind) | MentionKind::Description(kind) => {
            matches!(kind, PartyKind::Organization | PartyKind::Government)
        }
        _ => false,
    };
    let told = (0..here.start).rev().filter(|&at| page.lower(at) == page.lower(noun));
    let mut whose = told.filter_map(|at| {
        (0..reading.mentions.len()).filter(|&it| body(reading.mentions[it].kind)).find(|&it| {
            let tokens = page.tokens_in(reading.mentions[it].span);
            let of = page.lower(at + 1) == "of" && tokens.start == at + 2;
            of || page.tag(tokens.end) == Tag::Pos && tokens.end < at && at - tokens.end < 4
        })
    });
    cast.of[whose.next()?]
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
