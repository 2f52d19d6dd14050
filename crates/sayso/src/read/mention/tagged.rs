//! Names that the encoder's head tells of, and how they stand beside those of the rules.
//!
//! The head decides what is a name and of what kind; the rules give titles and kinds of bodies, and know for certain
//! accounts, bodies of the tables and initials in brackets. What a rule only guesses from capitals it says no more.

use super::heads::{self, Name, NameKind};
use super::lexicon::{self, Place};
use super::{names, phrases};
use crate::read::Page;
use sayso_types::{By, Finder, Mention, MentionKind, PartyKind, Reading};
use std::ops::Range;

/// Rules that know for certain what the head only guesses: tables and marks tell them.
const SURE: [&str; 2] = ["known_body", "bracketed_name"];

/// Rules that guess from capitals: they never outweigh the head.
const GUESSES: [&str; 2] = ["unlisted_name", "lone_name"];

/// Least belief of the head in a name that a title before it tells, where it sees none itself.
const LEAST_TITLED: f32 = 0.1;

/// The same for every other rule that tells names.
const LEAST_OTHER: f32 = 0.4;

/// Least score of a name that no rule sees.
const LEAST_ALONE: f32 = 0.65;

/// The same of a place: rules see hardly any that the gazetteer lacks.
const LEAST_PLACE: f32 = 0.65;

/// Where a rule and the head contradict each other the surer is believed; a rule's score counts this much.
const TRUST: f32 = 1.0;

/// Joins what the head tells of with what the rules found, both in order of precedence; without signals the rules' stay as
/// they are.
pub(super) fn join(page: &Page<'_>, reading: &Reading, rules: Vec<Mention>) -> Vec<Mention> {
    if page.signals.names.is_empty() {
        return rules;
    }
    let told = heads::names(page);
    let (mut out, mut groups) = (Vec::with_capacity(rules.len()), Vec::new());
    let mut of: Vec<Option<Mention>> = vec![None; told.len()];
    let mut settled = vec![false; told.len()];
    let mut rest = Vec::new();
    for it in rules {
        let MentionKind::Name(kind) = it.kind else {
            rest.push(it);
            continue;
        };
        let Finder::Rule(rule) = it.by.finder else { continue };
        let head = page.tokens_in(it.head);
        let over = heads::among(&told, &head);
        if rule == "country" {
            // A longer name that begins like a country is no country.
            let longer = told[over].iter().any(|name| name.tokens.len() > head.len());
            if !longer {
                rest.push(it);
            }
            continue;
        }
        if SURE.contains(&rule) {
            // Of a name that the head sees further, the table's is only a part.
            let part = told[over.clone()].iter().any(|name| {
                name.tokens.len() > head.len() && name.tokens.start <= head.start && head.end <= name.tokens.end
            });
            if !part {
                over.for_each(|at| settled[at] = true);
                out.push(it);
                continue;
            }
        }
        if over.is_empty() {
            let least = match rule {
                "titled_name" => LEAST_TITLED,
                _ => LEAST_OTHER,
            };
            if heads::belief(page, &head) >= least {
                rest.push(it);
            }
            continue;
        }
        let surest = told[over.clone()].iter().map(|name| name.score).fold(0.0, f32::max);
        let agreed = told[over.clone()].iter().any(|name| name.tokens == head && fits(name.kind, kind));
        if !agreed
            && !GUESSES.contains(&rule)
            && over.clone().all(|at| !settled[at] && of[at].is_none())
            && it.by.score > TRUST * surest
        {
            over.for_each(|at| settled[at] = true);
            out.push(it);
            continue;
        }
        for at in over {
            if of[at].is_none() && fits(told[at].kind, kind) {
                of[at] = Some(it.clone());
            }
        }
    }
    for (at, name) in told.iter().enumerate() {
        let least = if name.kind == NameKind::Place { LEAST_PLACE } else { LEAST_ALONE };
        let alone = of[at].is_none() && name.score < least;
        if settled[at] || alone {
            continue;
        }
        let Some(kind) = kind(page, reading, name, of[at].as_ref()) else { continue };
        let mention = mention(page, name, kind, of[at].as_ref());
        if kind == PartyKind::Group { groups.push(mention) } else { out.push(mention) }
    }
    out.extend(rest);
    out.extend(groups);
    out
}

/// Whether a rule's kind of name is what the head calls it.
fn fits(head: NameKind, rule: PartyKind) -> bool {
    match rule {
        PartyKind::Person => head == NameKind::Person,
        _ => matches!(head, NameKind::Organization | NameKind::Facility),
    }
}

/// What a name of the head is as a party; `None` for what is no party, or is a place already.
fn kind(page: &Page<'_>, reading: &Reading, name: &Name, rule: Option<&Mention>) -> Option<PartyKind> {
    let place = || names::place_at(reading, page.span(name.tokens.clone()));
    match name.kind {
        NameKind::Person => Some(PartyKind::Person),
        NameKind::Organization => Some(match rule.map(|it| it.kind) {
            Some(MentionKind::Name(kind)) => kind,
            _ => body(page, &name.tokens),
        }),
        // A hospital that speaks is a body.
        NameKind::Facility if phrases::acts(page, name.tokens.start, name.tokens.end) => Some(PartyKind::Organization),
        NameKind::Place | NameKind::Facility => place().is_none().then_some(PartyKind::Place),
        // An adjective is nobody.
        NameKind::Group => {
            let people = name.tokens.end >= page.tokens().len() || !page.tag(name.tokens.end).is_noun();
            (place().is_none() && people && phrases::acts(page, name.tokens.start, name.tokens.end))
                .then_some(PartyKind::Group)
        }
        NameKind::Other => None,
    }
}

/// What kind of body a name tells by itself.
fn body(page: &Page<'_>, tokens: &Range<usize>) -> PartyKind {
    let known = lexicon::known_name(page.span(tokens.clone()).of(page.text())).filter(|it| !it.capital);
    if let Some(known) = known {
        return known.kind;
    }
    let of = |at: usize| lexicon::body_word(page.lower(at));
    match (of(tokens.start), of(tokens.end - 1)) {
        (Some((Place::First | Place::Both, kind)), _) | (_, Some((Place::Last | Place::Both, kind))) => kind,
        _ => PartyKind::Organization,
    }
}

/// The mention of a name: with the title that a rule sees before a person, with *the* before a body.
fn mention(page: &Page<'_>, name: &Name, kind: PartyKind, rule: Option<&Mention>) -> Mention {
    let head = name.tokens.clone();
    let first = page.sentences()[page.sentence_of(head.start)].tokens.start;
    let mut start = head.start;
    if kind == PartyKind::Person {
        if let Some(rule) = rule {
            start = start.min(page.tokens_in(rule.span).start);
        }
        if start == head.start && start > first && names::titles(page, start - 1) {
            start = names::title_start(page, start);
        }
    } else if start > first && page.lower(start - 1) == "the" {
        start -= 1;
    }
    let finder = match (rule.map(|it| it.by.finder), name.kind) {
        (Some(finder), _) => finder,
        (None, NameKind::Facility) => Finder::Head("facilities"),
        (None, _) => Finder::Head("names"),
    };
    let score = rule.map_or(name.score, |it| it.by.score.max(name.score));
    names::mention(page, start..head.end, head, MentionKind::Name(kind), By { finder, score })
}
