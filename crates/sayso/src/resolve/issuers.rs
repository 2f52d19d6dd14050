//! Issuers: whose a document is that speaks, as *the statement* speaks for whoever made it.

use super::parties::Cast;
use super::scene::Scene;
use crate::read::Page;
use sayso_types::{MentionKind, PartyKind, Reading, Span, Tag};

/// Whose a document is: its owner or maker, told here or where it was told of before; or, for `the statement`, whoever
/// made it or spoke last.
pub(super) fn issuer(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    cast: &Cast,
    mention: usize,
    source: Span,
    earlier: &[Option<usize>],
) -> Option<usize> {
    let here = page.tokens_in(source).end;
    let made = made_by(page, reading, scene, cast, mention, here).or_else(|| told(page, reading, scene, cast, mention));
    match made {
        // `the report’s summary` is whose the report is.
        Some(whole) if cast.entities[whole].kind == PartyKind::Document => {
            let last = cast.entities[whole].mentions.iter().copied().filter(|&at| at <= mention + 1).max();
            last.and_then(|last| told(page, reading, scene, cast, last)).or(made)
        }
        Some(_) => made,
        None => issued_by(page, reading, scene, cast, mention, earlier),
    }
}

/// Whose a document is by what was told where it was mentioned before.
fn told(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &Cast, mention: usize) -> Option<usize> {
    let entity = cast.of[mention]?;
    let mut before: Vec<usize> = cast.entities[entity].mentions.iter().copied().filter(|&at| at <= mention).collect();
    before.sort_unstable();
    let noun = page.lower(scene.head[before[0]]);
    // `The report` may take up `a report` that was read as another's.
    if page.lower(page.tokens_in(reading.mentions[before[0]].span).start) == "the" {
        before.extend((0..before[0]).rev().find(|&at| page.lower(scene.head[at]) == noun && document(reading, at)));
    }
    before.iter().find_map(|&at| {
        let limit = maker_limit(page, scene.head_end[at]);
        made_by(page, reading, scene, cast, at, limit).or_else(|| issuing(page, reading, scene, cast, at))
    })
}

fn document(reading: &Reading, mention: usize) -> bool {
    reading.mentions[mention].kind == MentionKind::Description(PartyKind::Document)
}

/// One past where the maker of a document can be told after its noun: beside it, or after a participle (`issued in Accra
/// by`).
fn maker_limit(page: &Page<'_>, end: usize) -> usize {
    if !matches!(page.tag(end), Tag::Vbn | Tag::Vbd) {
        return end + 1;
    }
    (end + 1..end + 9)
        .find(|&at| page.tag(at).is_finite() || matches!(page.lower(at), "," | "." | ";"))
        .unwrap_or(end + 9)
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
    // `an LPA statement`
    let before = (mention + 1..reading.mentions.len())
        .take_while(|&at| reading.mentions[at].span.start < it.head.start)
        .filter(|&at| scene.head_end[at] == scene.head[mention])
        .find(|&at| matches!(reading.mentions[at].kind, MentionKind::Name(kind) if kind != PartyKind::Person));
    if let Some(before) = before.filter(|_| ISSUED.contains(&page.lower(scene.head[mention]))) {
        return cast.of[before];
    }
    let maker = (scene.head_end[mention]..limit).find(|&at| matches!(page.lower(at), "by" | "from"))?;
    let found = (mention + 1..reading.mentions.len())
        .find(|&at| scene.head[at] > maker)
        .filter(|&at| page.tokens_in(reading.mentions[at].span).start <= maker + 2)?;
    // `written by the Journal’s Ada Brook`
    let writer = (found + 1..reading.mentions.len()).take(2).find(|&at| {
        page.tag(scene.head_end[found]) == Tag::Pos
            && page.tokens_in(reading.mentions[at].span).start == scene.head_end[found] + 1
    });
    cast.of[writer.unwrap_or(found)]
}

/// Who issued a document by the clause that first told of it: `The ministry released a report`.
fn issuing(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &Cast, mention: usize) -> Option<usize> {
    let it = &reading.mentions[mention];
    let start = page.tokens_in(it.span).start;
    let first = page.sentences()[it.sentence].tokens.start;
    let verb = (first..start).rev().take(4).find(|&at| {
        ISSUES.contains(&page.lower(at)) || page.lower(at) == "with" && at > first && page.lower(at - 1) == "out"
    })?;
    let subject = (0..mention)
        .rev()
        .take_while(|&at| reading.mentions[at].sentence == it.sentence)
        .filter(|&at| scene.subject[at] && scene.head_end[at] <= verb && scene.quoted[at] == scene.quoted[mention])
        .filter(|&at| !document(reading, at))
        .find(|&at| (scene.head_end[at]..verb).all(|token| !page.tag(token).is_finite() || token + 2 >= verb))?;
    cast.of[subject]
}

/// Verbs of making a document known.
const ISSUES: &[&str] = &[
    "issued",
    "issues",
    "issuing",
    "issue",
    "released",
    "releases",
    "releasing",
    "release",
    "published",
    "publishes",
    "publishing",
    "unveiled",
    "unveils",
    "unveiling",
    "presented",
    "presents",
    "submitted",
    "submits",
    "wrote",
    "writes",
    "sent",
    "sends",
    "signed",
    "signs",
    "posted",
    "posts",
    "launched",
    "launches",
    "made",
    "makes",
    "filed",
    "files",
    "proposed",
    "proposes",
    "drafted",
    "drafts",
    "prepared",
    "prepares",
    "compiled",
    "commissioned",
    "conducted",
    "conducts",
    "produced",
    "adopted",
    "adopts",
    "announced",
    "announces",
    "gave",
    "delivered",
];

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
    "document",
    "text",
];
