//! Who acts on whom: from a trigger's frame to the mentions of its actors and recipients.

use super::clauses::{core_end, core_start, is_passive};
use super::lexicon::{Predicate, Role};
use crate::read::statement::cues::Form;
use crate::read::statement::uses::Clauses;
use sayso_types::{Participant, Span, Tag};
use std::ops::Range;

/// Verbs that lend their subject to the noun they have as object, as its actor (`staged a protest`).
const DOES: [&str; 80] = [
    "cancel",
    "cancelled",
    "canceled",
    "postponed",
    "scrapped",
    "suspend",
    "suspended",
    "halted",
    "show",
    "showed",
    "showing",
    "shows",
    "sign",
    "signed",
    "signing",
    "stepped",
    "continue",
    "continued",
    "carry",
    "carried",
    "carries",
    "carrying",
    "launch",
    "launched",
    "launches",
    "launching",
    "stage",
    "staged",
    "staging",
    "hold",
    "held",
    "holding",
    "holds",
    "make",
    "made",
    "makes",
    "making",
    "conduct",
    "conducted",
    "conducting",
    "commit",
    "committed",
    "committing",
    "impose",
    "imposed",
    "imposing",
    "issue",
    "issued",
    "give",
    "gave",
    "given",
    "giving",
    "offer",
    "offered",
    "offering",
    "provide",
    "provided",
    "providing",
    "begin",
    "began",
    "start",
    "started",
    "open",
    "opened",
    "announce",
    "announced",
    "order",
    "ordered",
    "plan",
    "planned",
    "pay",
    "paid",
    "express",
    "expressed",
    "file",
    "filed",
    "lead",
    "led",
    "have",
    "had",
];

/// Verbs that lend their subject to the noun they have as object, as its recipient (`faces charges`).
const SUFFERS: [&str; 16] = [
    "face",
    "faced",
    "faces",
    "facing",
    "suffer",
    "suffered",
    "receive",
    "received",
    "receives",
    "undergo",
    "underwent",
    "win",
    "won",
    "get",
    "got",
    "survived",
];

/// Who acts and on whom, of one event.
#[derive(Debug, Default)]
pub(super) struct Parties {
    /// Who acts.
    pub(super) actors: Vec<Participant>,
    /// On whom.
    pub(super) recipients: Vec<Participant>,
}

/// The parties to the event that verb group `n` tells.
pub(super) fn of_verb(clauses: &Clauses<'_>, n: usize, predicate: &Predicate) -> Parties {
    let view = &clauses.view;
    let group = clauses.uses[n].group;
    let passive = is_passive(view, &clauses.uses[n]);
    let subject = subject(clauses, n);
    let find = |role: Role| match role {
        Role::Subject if passive => after(clauses, group.end, "by").into_iter().collect(),
        Role::Subject => subject.clone().into_iter().collect(),
        Role::Object if passive => subject.clone().into_iter().collect(),
        Role::Object => object(clauses, n).into_iter().collect(),
        Role::After(word) => after(clauses, group.end, word).into_iter().collect::<Vec<_>>(),
        Role::Possessor | Role::Modifier => Vec::new(),
    };
    settle(clauses, predicate, find)
}

/// The parties to the event that the noun at `at` tells.
pub(super) fn of_noun(clauses: &Clauses<'_>, at: usize, predicate: &Predicate) -> Parties {
    let view = &clauses.view;
    let chunk = core_start(view, at)..at + 1;
    let lender = lender(clauses, &chunk);
    let verb = |words: &[&str]| {
        let n = lender.filter(|&n| words.contains(&view.lower(clauses.uses[n].group.head)))?;
        if clauses.uses[n].group.start > at {
            after(clauses, clauses.uses[n].group.end, "by")
        } else {
            subject(clauses, n)
        }
    };
    let find = |role: Role| match role {
        Role::Subject => verb(&DOES).into_iter().collect(),
        Role::Object => verb(&SUFFERS).into_iter().collect(),
        Role::After(word) => after(clauses, at + 1, word).into_iter().collect::<Vec<_>>(),
        Role::Possessor => possessor(clauses, &chunk).into_iter().collect(),
        Role::Modifier => modifiers(clauses, &chunk),
    };
    settle(clauses, predicate, find)
}

/// The parties to the event that the adjective at `at` after verb group `n` tells.
pub(super) fn of_adjective(clauses: &Clauses<'_>, n: usize, at: usize, predicate: &Predicate) -> Parties {
    let find = |role: Role| match role {
        Role::Subject => subject(clauses, n).into_iter().collect(),
        Role::After(word) => after(clauses, at + 1, word).into_iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    settle(clauses, predicate, find)
}

/// Takes the first role that names somebody, for actors and then for recipients; who acts is no recipient as well.
fn settle(clauses: &Clauses<'_>, predicate: &Predicate, find: impl Fn(Role) -> Vec<Range<usize>>) -> Parties {
    let named = |roles: &[Role]| {
        let told =
            roles.iter().map(|&role| find(role).into_iter().flat_map(|it| parties(clauses, it)).collect::<Vec<_>>());
        told.into_iter().find(|it| !it.is_empty()).unwrap_or_default()
    };
    let mut actors = named(&predicate.actor);
    if predicate.reciprocal {
        for &role in &predicate.recipient {
            let others = find(role).into_iter().flat_map(|it| parties(clauses, it));
            let others: Vec<_> = others.filter(|it| !actors.iter().any(|actor| actor.mention == it.mention)).collect();
            actors.extend(others);
        }
        return Parties { actors, recipients: Vec::new() };
    }
    let mut recipients = named(&predicate.recipient);
    recipients.retain(|it| !actors.iter().any(|actor| actor.mention == it.mention));
    Parties { actors, recipients }
}

/// The subject of verb group `n`, a participle's noun included; for *who* and *which* whom they stand for.
pub(super) fn subject(clauses: &Clauses<'_>, n: usize) -> Option<Range<usize>> {
    let view = &clauses.view;
    let used = &clauses.uses[n];
    let start = used.group.start;
    let before = start.checked_sub(1);
    if used.group.form == Form::Infinitive
        && let Some(who) = controller(clauses, n)
    {
        return Some(who);
    }
    if !used.group.finite
        && let Some(before) = before
    {
        // `a man arrested in Linden`, `protesters blocking the road`
        let nominal = view.tag(before).is_noun() && !view.is_time(before) && view.token(before).is_some();
        if nominal && used.group.form != Form::Infinitive {
            return Some(core_start(view, before)..before + 1);
        }
        // `accused Lee of killing`, `barred Lee from entering`
        if matches!(view.lower(before), "of" | "from" | "for" | "into") && n > 0 {
            let whom =
                if is_passive(view, &clauses.uses[n - 1]) { subject(clauses, n - 1) } else { object(clauses, n - 1) };
            if whom.as_ref().is_some_and(|it| it.end <= before && !parties(clauses, it.clone()).is_empty()) {
                return whom;
            }
        }
    }
    let told = used.subject.clone()?;
    let who = told.len() == 1 && (view.tag(told.start) == Tag::Wh || view.lower(told.start) == "that");
    if !who {
        return Some(told);
    }
    relative(clauses, told.start)
}

/// Who an infinitive that follows a noun is told of: `for Lee to resign`, `ordered Lee to resign`, `Lee’s decision to resign`; none
/// where the noun is nobody and nobody's.
fn controller(clauses: &Clauses<'_>, n: usize) -> Option<Range<usize>> {
    let view = &clauses.view;
    let start = clauses.uses[n].group.start;
    let before = start.checked_sub(1)?;
    let last = n.checked_sub(1)?;
    if !view.tag(before).is_noun() {
        return (clauses.uses[last].group.end == start).then(|| subject(clauses, last)).flatten();
    }
    let chunk = core_start(view, before)..before + 1;
    let of = chunk.start.checked_sub(1).map_or("", |at| view.lower(at));
    if matches!(of, "for" | "of") || is_somebody(clauses, before) {
        return Some(chunk);
    }
    possessor(clauses, &chunk).or_else(|| subject(clauses, last))
}

/// Whether a mention has its head at an item.
fn is_somebody(clauses: &Clauses<'_>, at: usize) -> bool {
    let span = clauses.view.item_span(at);
    clauses.view.reading.mentions.iter().any(|it| it.head.overlaps(span))
}

/// The noun phrase that the relative pronoun at `who` stands for.
fn relative(clauses: &Clauses<'_>, who: usize) -> Option<Range<usize>> {
    let view = &clauses.view;
    let mut end = who;
    while end > 0 && view.is_mark(end - 1) {
        end -= 1;
    }
    let head = end.checked_sub(1)?;
    view.tag(head).is_noun().then(|| core_start(view, head)..end)
}

/// The object of verb group `n`: the noun phrase that follows, or that follows the verb coordinated with it.
pub(super) fn object(clauses: &Clauses<'_>, n: usize) -> Option<Range<usize>> {
    let view = &clauses.view;
    let mut at = clauses.uses[n].group.end;
    while view.tag(at) == Tag::Rb || view.tag(at) == Tag::Rp {
        at += 1;
    }
    if view.tag(at) == Tag::Cc && clauses.uses.get(n + 1).is_some_and(|next| next.group.start == at + 1) {
        return object(clauses, n + 1);
    }
    if view.is_time(at) {
        return None;
    }
    let end = core_end(view, at)?;
    Some(at..coordinated(clauses, end))
}

/// The noun phrase after the first preposition of this name at or after `from`, in the same clause.
fn after(clauses: &Clauses<'_>, from: usize, word: &str) -> Option<Range<usize>> {
    let view = &clauses.view;
    let stop = clauses.groups.iter().find(|it| it.start > from && it.finite).map_or(view.len(), |it| it.start);
    let limit = stop.min(from + 14).min(view.len());
    let at = (from..limit)
        .take_while(|&at| !matches!(view.word(at), ";" | ":" | "—" | "–"))
        .find(|&at| view.lower(at) == word && !view.is_time(at + 1))?;
    let end = core_end(view, at + 1)?;
    Some(at + 1..coordinated(clauses, end))
}

/// One past the phrases coordinated with the one that ends before `end` (`Lee, Kim and two others`).
fn coordinated(clauses: &Clauses<'_>, end: usize) -> usize {
    let view = &clauses.view;
    let mut end = end;
    let mut at = end;
    for _ in 0..5 {
        let comma = view.word(at) == ",";
        let and = view.tag(at + usize::from(comma)) == Tag::Cc && view.lower(at + usize::from(comma)) != "but";
        if !(comma || and) {
            break;
        }
        let start = at + usize::from(comma) + usize::from(and);
        let Some(next) = core_end(view, start) else { break };
        // A verb after the phrase makes it the subject of another clause.
        let clause = clauses.groups.iter().any(|it| it.start == next && it.finite);
        if clause || view.is_time(start) {
            break;
        }
        at = next;
        if and {
            end = next;
        }
    }
    end
}

/// Who stands before the noun as possessor.
fn possessor(clauses: &Clauses<'_>, chunk: &Range<usize>) -> Option<Range<usize>> {
    let view = &clauses.view;
    if view.tag(chunk.start) == Tag::PrpPoss {
        return Some(chunk.start..chunk.start + 1);
    }
    if chunk.start > 0 && view.lower(chunk.start - 1) == "whose" {
        return relative(clauses, chunk.start - 1);
    }
    let mark = chunk.clone().rev().find(|&at| view.tag(at) == Tag::Pos)?;
    (mark > chunk.start).then_some(chunk.start..mark)
}

/// What stands right before the noun as a modifier and is somebody: `Peruvian`, `police`.
fn modifiers(clauses: &Clauses<'_>, chunk: &Range<usize>) -> Vec<Range<usize>> {
    let view = &clauses.view;
    let start = chunk.clone().rev().find(|&at| view.tag(at) == Tag::Pos).map_or(chunk.start, |mark| mark + 1);
    let told = (start..chunk.end - 1).filter(|&at| {
        let span = view.item_span(at);
        view.reading.places.iter().any(|it| it.demonym && it.span.overlaps(span))
            || view.reading.mentions.iter().any(|it| it.head.overlaps(span))
    });
    told.map(|at| at..at + 1).take(1).collect()
}

/// The verb group that lends its subject to a noun phrase: the one it is object of, or, passive, subject of.
fn lender(clauses: &Clauses<'_>, chunk: &Range<usize>) -> Option<usize> {
    let view = &clauses.view;
    let before = clauses.uses.iter().rposition(|it| it.group.end <= chunk.start && it.group.end + 3 > chunk.start);
    before.or_else(|| {
        clauses.uses.iter().position(|it| it.group.start == chunk.end && it.group.finite && is_passive(view, it))
    })
}

/// The parties that a stretch of phrases names: one each, what is in prepositional modifiers left out.
pub(super) fn parties(clauses: &Clauses<'_>, range: Range<usize>) -> Vec<Participant> {
    let view = &clauses.view;
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end && found.len() < 6 {
        let Some(end) = core_end(view, at) else {
            at += 1;
            continue;
        };
        let end = end.min(range.end);
        // `officials in Ghana`: a phrase after a preposition modifies; appositives name nobody else.
        let modifies = at > range.start && matches!(view.tag(at - 1), Tag::In | Tag::To);
        let appositive = at > range.start
            && view.word(at - 1) == ","
            && matches!(view.tag(at), Tag::Dt | Tag::PrpPoss)
            && !(end..range.end).any(|it| view.tag(it) == Tag::Cc);
        if !modifies && !appositive {
            found.extend(party(clauses, at..end));
        }
        at = end.max(at + 1);
    }
    found
}

/// Who one noun phrase stands for: the mention of its head, else the country that it names.
fn party(clauses: &Clauses<'_>, phrase: Range<usize>) -> Option<Participant> {
    let view = &clauses.view;
    let head = view.item_span(phrase.end - 1);
    let text = view.page.text();
    let named = |span: Span| Participant { mention: Some(span), name: span.of(text).to_owned(), party: None };
    let near = view.reading.mentions.iter().filter(|it| it.span.overlaps(head));
    let mention = near
        .clone()
        .filter(|it| it.head.overlaps(head))
        .max_by_key(|it| it.span.len())
        .or_else(|| near.clone().max_by_key(|it| it.span.len()));
    if let Some(mention) = mention {
        return Some(named(mention.span));
    }
    if let Some(place) = view.reading.places.iter().find(|it| it.span.overlaps(head)) {
        let name = if place.demonym { place.place.name.to_owned() } else { place.span.of(text).to_owned() };
        return Some(Participant { mention: Some(place.span), name, party: None });
    }
    // Who is several, or has a name that no rule knows, can act as well.
    let last = view.tag(phrase.end - 1);
    if matches!(last, Tag::Nns | Tag::Nnp) && !view.is_time(phrase.end - 1) {
        return view.span(phrase).map(named);
    }
    None
}
