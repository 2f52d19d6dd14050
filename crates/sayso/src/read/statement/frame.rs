//! What follows a cue word: the frame, the addressee, and where the content begins.

use super::clause::{self, Group};
use super::cues::{Frame, PREPOSITIONS};
use super::unit::View;
use sayso_types::Tag;
use std::ops::Range;

/// What follows a cue.
#[derive(Clone, Debug)]
pub(crate) struct Following {
    /// The frame.
    pub(crate) frame: Frame,
    /// First item of the content; the unit's length where nothing follows.
    pub(crate) start: usize,
    /// Who is spoken to, where that stands between (`told reporters that`).
    pub(crate) addressee: Option<Range<usize>>,
}

/// What follows the items before `after`, the end of a cue. `groups` are the unit's verb groups;
/// `addresses` tells whether the cue can take whom somebody speaks to as its object.
pub(crate) fn following(view: &View<'_>, groups: &[Group], after: usize, addresses: bool) -> Following {
    let found = |frame, start| Following { frame, start, addressee: None };
    let mut at = after;
    while view.tag(at) == Tag::Rb || view.is_time(at) && view.token(at).is_some() {
        at += 1;
    }
    if let Some((frame, start)) = opener(view, groups, at) {
        return found(frame, start);
    }
    if view.tag(at) == Tag::To {
        return found(Frame::To, at);
    }
    if view.tag(at) == Tag::In {
        if view.is_time(at + 1) && view.token(at + 1).is_some() {
            let next = skip(view, groups, at);
            return next.map_or(found(Frame::Nothing, at), |(frame, start)| found(frame, start));
        }
        let preposition = PREPOSITIONS.iter().find(|word| **word == view.lower(at));
        let next = skip(view, groups, at);
        return match (preposition, next) {
            (Some(word), Some((frame, start)))
                if matches!(frame, Frame::That | Frame::Quote | Frame::Colon)
                    && !matches!(*word, "as" | "of" | "about") =>
            {
                found(frame, start)
            }
            (Some(word), _) => found(Frame::Prep(word), at + 1),
            (None, Some((frame, start))) => found(frame, start),
            _ => found(Frame::Nothing, at),
        };
    }
    if view.tag(at) == Tag::Vbg {
        return found(Frame::Ing, at);
    }
    if let Some(end) = clause::phrase_end(view, at) {
        let core = core_end(view, at).unwrap_or(end);
        for end in [core, end] {
            let mut next = end;
            while view.tag(next) == Tag::Rb || view.is_time(next) && view.token(next).is_some() {
                next += 1;
            }
            // Whom somebody asks to do something belongs to what is asked (`urged the council to act`).
            if view.tag(next) == Tag::To && view.tag(next + 1) == Tag::Vb {
                return Following { frame: Frame::To, start: at, addressee: Some(at..end) };
            }
            // *praised the bridge that fell* goes on with a relative clause.
            let opened = opener(view, groups, next)
                .or_else(|| (view.tag(next) == Tag::In).then(|| skip(view, groups, next)).flatten())
                .filter(|&(frame, start)| addresses || frame != Frame::That || !view.tag(start + 1).is_finite());
            if let Some((frame, start)) = opened {
                return Following { frame, start, addressee: Some(at..end) };
            }
        }
        return found(Frame::Noun, at);
    }
    if matches!(view.tag(at), Tag::Jj | Tag::Dt | Tag::Vbn | Tag::Cd | Tag::PrpPoss) && at < view.len() {
        return found(Frame::Noun, at);
    }
    found(Frame::Nothing, at)
}

/// One past the first nouns of a phrase, without modifiers after them.
fn core_end(view: &View<'_>, start: usize) -> Option<usize> {
    if view.tag(start) == Tag::Prp {
        return Some(start + 1);
    }
    let mut at = start;
    while matches!(view.tag(at), Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Cd | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Pos)
        && view.token(at).is_some()
    {
        if view.tag(at) == Tag::Nnp && at > start && view.tag(at - 1) == Tag::Nns {
            break;
        }
        at += 1;
    }
    (at > start).then_some(at)
}

/// The frame that opens right at `at`, if one does.
fn opener(view: &View<'_>, groups: &[Group], at: usize) -> Option<(Frame, usize)> {
    if view.quote(at).is_some() {
        return Some((Frame::Quote, at));
    }
    let word = view.lower(at);
    if view.is_mark(at) {
        return match word {
            ":" if view.quote(at + 1).is_some() => Some((Frame::Quote, at + 1)),
            ":" if at + 1 < view.len() => Some((Frame::Colon, at + 1)),
            "," | "—" | "–" if view.quote(at + 1).is_some() => Some((Frame::Quote, at + 1)),
            // `said, however, that`
            "," if view.tag(at + 1) == Tag::Rb && view.word(at + 2) == "," && view.lower(at + 3) == "that" => {
                Some((Frame::That, at + 3))
            }
            _ => None,
        };
    }
    match word {
        "that" if !view.is_mark(at + 1) || view.word(at + 1) == "," => return Some((Frame::That, at)),
        "whether" | "how" | "why" | "what" | "who" | "if" | "which" | "where" | "when" => return Some((Frame::Wh, at)),
        _ => {}
    }
    clause_at(view, groups, at).then_some((Frame::Clause, at))
}

/// Whether a clause with subject and finite verb begins at `at`.
fn clause_at(view: &View<'_>, groups: &[Group], at: usize) -> bool {
    if view.tag(at) == Tag::Ex || matches!(view.lower(at), "he" | "she" | "they" | "i" | "we") {
        return true;
    }
    let Some(verb) = groups.iter().find(|group| group.start > at && group.finite) else { return false };
    if (at..verb.start).any(|it| {
        view.is_mark(it) && view.word(it) != "," || view.quote(it).is_some() || matches!(view.tag(it), Tag::Wh)
    }) {
        return false;
    }
    clause::subject(view, verb.start).is_some_and(|subject| subject.start == at)
}

/// Skips prepositional phrases and times from `at` on; what opens after them.
fn skip(view: &View<'_>, groups: &[Group], at: usize) -> Option<(Frame, usize)> {
    let mut next = at;
    while matches!(view.tag(next), Tag::In | Tag::To) || view.is_time(next) {
        if view.is_time(next) && view.token(next).is_some() {
            next += 1;
            continue;
        }
        next += 1;
        while view.is_time(next) && view.token(next).is_some() {
            next += 1;
        }
        next = core_end(view, next).unwrap_or(next);
        if next > at
            && let Some(found) = opener(view, groups, next)
            && !(found.0 == Frame::Clause
                && !view.is_time(next - 1)
                && !matches!(view.tag(next), Tag::Prp | Tag::Dt | Tag::PrpPoss))
        {
            return Some(found);
        }
        if next > at + 24 {
            break;
        }
    }
    None
}
