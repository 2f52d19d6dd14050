//! Uses of cue words: every verb that may attribute something, with its source, its frame and its content.

use super::clause::{self, Group};
use super::cues::{self, Cue, Form, Frame};
use super::frame::{self, Following};
use super::unit::View;
use sayso_types::Tag;
use std::ops::Range;

/// A verb that may attribute something, in its unit.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    /// The verb group.
    pub(crate) group: Group,
    /// Who the verb's subject is; for a coordinated verb or participle the subject of the verb before.
    pub(crate) subject: Option<Range<usize>>,
    /// Whether the subject is this verb's own.
    pub(crate) own_subject: bool,
    /// What follows.
    pub(crate) following: Following,
    /// The word's entry.
    pub(crate) cue: Option<&'static Cue>,
    /// Share of such uses that attribute something; 0 for a word or frame that the table does not know.
    pub(crate) score: f32,
}

/// The units of a passage with their verbs, made once and shared by the rules.
#[derive(Debug)]
pub(crate) struct Clauses<'p> {
    /// The unit.
    pub(crate) view: View<'p>,
    /// Its verb groups.
    pub(crate) groups: Vec<Group>,
    /// For each verb group, its use as a cue.
    pub(crate) uses: Vec<Use>,
}

impl<'p> Clauses<'p> {
    /// The verbs of a unit.
    pub(crate) fn new(view: View<'p>) -> Self {
        let groups = clause::groups(&view);
        let mut uses: Vec<Use> = Vec::with_capacity(groups.len());
        for (n, group) in groups.iter().enumerate() {
            let used = read_use(&view, &groups, n, group, &uses);
            uses.push(used);
        }
        Self { view, groups, uses }
    }

    /// Where content that begins at `start` and belongs to use `of` ends: one past its last item.
    pub(crate) fn content_end(&self, of: usize, start: usize) -> usize {
        let view = &self.view;
        let used = &self.uses[of];
        let clausal =
            matches!(used.following.frame, Frame::That | Frame::Clause | Frame::Wh | Frame::Colon | Frame::Quote);
        let mut at = start;
        while at < view.len() {
            let word = view.lower(at);
            if word == ";" {
                return at;
            }
            let mark = view.is_mark(at) && matches!(word, "," | "—" | "–" | "--" | "-");
            // Right after *that* nothing has been said yet (`said that, although …`).
            if at > start + usize::from(view.lower(start) == "that")
                && (mark || view.tag(at) == Tag::Cc || clause::is_conjunction(word) || word == "according")
                && self.breaks(of, at, mark, clausal)
            {
                return at;
            }
            at += 1;
        }
        view.len()
    }

    /// Whether the content of use `of` ends before the mark or conjunction at `at`.
    fn breaks(&self, of: usize, at: usize, mark: bool, clausal: bool) -> bool {
        let view = &self.view;
        let first = at + usize::from(mark);
        let word = view.lower(first);
        let nominal = matches!(self.uses[of].following.frame, Frame::Noun | Frame::Prep(_));
        if view.quote(first).is_some() && mark {
            return false;
        }
        // Inside a clause that somebody says, *according to* is part of what is said.
        if !clausal && word == "according" && view.lower(first + 1) == "to" {
            return true;
        }
        let conjunction = view.tag(first) == Tag::Cc
            || clause::is_conjunction(word) && word != "that" && word != "than" && word != "so";
        let mut next = first + usize::from(conjunction);
        while view.tag(next) == Tag::Rb {
            next += 1;
        }
        if mark && !clausal && matches!(view.tag(next), Tag::Wh | Tag::Vbg) {
            return true;
        }
        // What circumstances a thing is said of is the story's, not the saying's (`praised it after the vote`).
        if nominal && !mark && matches!(word, "after" | "before" | "while" | "because" | "since" | "until" | "as") {
            return word != "as" || self.clause_at(first + 1);
        }
        // The next verb, if nothing but its subject stands before it.
        let Some(n) = self.groups.iter().position(|group| group.start >= next) else { return false };
        let group = &self.groups[n];
        let used = &self.uses[n];
        if used.score < 0.35 || n <= of {
            let contrast = matches!(word, "though" | "although" | "but" | "while" | "whereas");
            return conjunction && (!clausal || contrast) && mark && self.clause_follows(next, group);
        }
        let of_tag = view.tag(self.groups[of].head);
        match group.form {
            Form::Participle => {
                (mark || conjunction && self.groups[of].form == Form::Participle) && group.start == next
            }
            // A verb right after a comma closes an appositive (`who asked not to be named, said`).
            _ if group.start == next && mark && !conjunction => group.finite,
            _ if group.start == next => {
                conjunction && group.finite && (view.tag(group.start) == of_tag || view.tag(group.head) == of_tag)
            }
            _ => {
                (conjunction || mark && used.score > 0.6)
                    && group.finite
                    && used.own_subject
                    && used.subject.as_ref().is_some_and(|it| it.start == next)
            }
        }
    }

    /// Whether a clause begins at `at`.
    fn clause_at(&self, at: usize) -> bool {
        self.groups.iter().find(|it| it.start > at).is_some_and(|group| self.clause_follows(at, group))
    }

    fn clause_follows(&self, next: usize, group: &Group) -> bool {
        group.finite && clause::subject(&self.view, group.start).is_some_and(|it| it.start == next)
    }
}

fn read_use(view: &View<'_>, groups: &[Group], n: usize, group: &Group, before: &[Use]) -> Use {
    let mut following = frame::following(view, groups, group.end, cues::addresses(view.lower(group.head)));
    let own = if group.finite || group.form == Form::Participle && noun_before(view, group.start) {
        clause::subject(view, group.start)
    } else {
        None
    };
    let own_subject = own.is_some();
    let subject = own.or_else(|| inherited(view, group, before));
    let front = subject.as_ref().filter(|_| own_subject).map_or(group.start, |it| it.start);
    if group.finite
        && front > 0
        && view.quote(front - 1).is_some()
        && !matches!(following.frame, Frame::Quote | Frame::Noun | Frame::Prep(_))
    {
        // `“…,” he said when pressed`: a quotation right before the speaker is what is said.
        following.frame = Frame::After;
    } else if matches!(following.frame, Frame::Nothing)
        || view.is_mark(group.end) && matches!(following.frame, Frame::Quote)
    {
        if stands_after(view, groups, n, front) {
            following.frame = Frame::After;
        }
    } else if !own_subject && group.finite && stands_after(view, groups, n, group.start) {
        // `“…,” said Lee`: the noun phrase that follows is the subject.
        following.frame = Frame::After;
    } else if own_subject && group.finite && matches!(following.frame, Frame::Noun | Frame::Prep(_)) {
        // `“…,” Lee told the Herald`, `The bridge is safe, Lee told reporters`
        let quoted = front > 0 && view.quote(front - 1).is_some();
        let told = following.frame == Frame::Noun
            && cues::addresses(view.lower(group.head))
            && stands_after(view, groups, n, front);
        if quoted || told {
            if following.frame == Frame::Noun {
                following.addressee = clause::phrase_end(view, following.start).map(|end| following.start..end);
            }
            following.frame = Frame::After;
        }
    }
    let cue = cues::verb(view.lower(group.head));
    let score = cue.and_then(|cue| cue.score(group.form, following.frame)).unwrap_or(0.0);
    Use { group: *group, subject, own_subject, following, cue, score }
}

/// The subject that a coordinated verb or a participle takes from the verb before.
fn inherited(view: &View<'_>, group: &Group, before: &[Use]) -> Option<Range<usize>> {
    let link = group.start.checked_sub(1)?;
    let mut at = link;
    while at > 0 && view.tag(at) == Tag::Rb {
        at -= 1;
    }
    let linked =
        view.tag(at) == Tag::Cc || view.is_mark(at) || group.form == Form::Participle || group.form == Form::Infinitive;
    if !linked {
        return None;
    }
    if group.form == Form::Infinitive {
        // `went on to say`, `declined to comment`; with an object between (`asked Lee to say`) the object speaks.
        let last = before.last()?;
        return if last.group.end == group.start {
            last.subject.clone()
        } else {
            last.following.addressee.clone().or_else(|| last.subject.clone())
        };
    }
    let subjects = || before.iter().rev().filter(|it| it.group.finite && it.subject.is_some());
    // `She said that the council had acted, and accused …`: the verb of the same tense that says something, before
    // the nearest one.
    let tense = view.tag(group.start);
    let saying = subjects().find(|it| it.score >= 0.3 && view.tag(it.group.start) == tense && group.finite);
    saying.or_else(|| subjects().next()).and_then(|it| it.subject.clone())
}

/// Whether a noun stands right before (`supporters yelling`).
fn noun_before(view: &View<'_>, at: usize) -> bool {
    at > 0 && (view.tag(at - 1).is_noun() || view.tag(at - 1) == Tag::Prp) && !view.is_time(at - 1)
}

/// Whether what is attributed can stand before `front`: a quotation, or a clause and a comma.
fn stands_after(view: &View<'_>, groups: &[Group], n: usize, front: usize) -> bool {
    let Some(last) = front.checked_sub(1) else { return false };
    if view.quote(last).is_some() {
        return true;
    }
    if !(view.is_mark(last) && matches!(view.word(last), "," | "—" | "–" | "--" | "?" | "!" | "…" | "...")) {
        return false;
    }
    if last > 0 && view.quote(last - 1).is_some() {
        return true;
    }
    groups[..n].iter().any(|it| it.finite && it.end <= last) || last >= 2
}
