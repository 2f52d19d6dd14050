//! How an event is told: as having happened, as planned, as possible or as denied.

use super::clauses::{self, governor, item_at};
use crate::read::Page;
use crate::read::statement::cues::Form;
use crate::read::statement::uses::Clauses;
use sayso_types::{Reading, Span, Status, Tag};

/// Verbs after which an infinitive or a noun is told as wished, asked for, or considered.
const WISHES: &[&str] = &[
    "want",
    "wants",
    "wanted",
    "hope",
    "hopes",
    "hoped",
    "seek",
    "seeks",
    "sought",
    "seeking",
    "ask",
    "asks",
    "asked",
    "asking",
    "urge",
    "urges",
    "urged",
    "urging",
    "demand",
    "demands",
    "demanded",
    "demanding",
    "request",
    "requested",
    "call",
    "calls",
    "called",
    "calling",
    "consider",
    "considers",
    "considered",
    "considering",
    "propose",
    "proposes",
    "proposed",
    "proposing",
    "suggest",
    "suggested",
    "threaten",
    "threatens",
    "threatened",
    "threatening",
    "advise",
    "advised",
    "encourage",
    "encouraged",
    "need",
    "needs",
    "needed",
    "wish",
    "wished",
    "try",
    "tries",
    "tried",
    "trying",
    "attempt",
    "attempted",
    "attempting",
    "fear",
    "feared",
    "allow",
    "prevent",
    "prevented",
    "avoid",
    "avert",
    "press",
    "pressed",
    "pressing",
    "push",
    "pushed",
    "pushing",
    "recommend",
    "recommended",
    "invite",
    "invited",
    "discuss",
    "discussed",
    "discussing",
    "refuse",
    "offer",
    "offered",
    "beg",
    "plead",
    "instruct",
    "instructed",
    "order",
    "ordered",
    "advocate",
    "advocated",
    "argue",
    "argued",
    "require",
    "requires",
    "required",
    "explore",
    "explored",
    "exploring",
    "mull",
    "mulling",
    "warn",
    "warned",
    "risk",
    "aim",
    "aims",
    "aimed",
    "aiming",
    "ready",
    "willing",
    "prepared",
    "able",
    "request",
];

/// Words that tell before an infinitive that something is planned.
const PLANS: &[&str] = &[
    "plan",
    "plans",
    "planned",
    "planning",
    "scheduled",
    "set",
    "due",
    "expected",
    "intend",
    "intends",
    "intended",
    "going",
    "vow",
    "vows",
    "vowed",
    "pledge",
    "pledges",
    "pledged",
    "promise",
    "promises",
    "promised",
    "agree",
    "agrees",
    "agreed",
    "prepare",
    "prepares",
    "preparing",
    "decide",
    "decided",
    "about",
    "upcoming",
    "announce",
    "announced",
];

/// Words that tell before an infinitive that nothing came of it.
const FAILS: &[&str] = &[
    "fail", "fails", "failed", "failing", "refuse", "refuses", "refused", "refusing", "decline", "declines",
    "declined", "failure", "refusal",
];

/// Words after which a noun names what did not happen, or what is told as no fact.
const DENIES: &[&str] =
    &["deny", "denies", "denied", "denying", "without", "never", "neither", "cancelled", "canceled"];

/// Verbs whose infinitive is told as done (`went on to attack`).
const DOES: &[&str] = &[
    "went",
    "continue",
    "continued",
    "continues",
    "continuing",
    "begin",
    "began",
    "begun",
    "start",
    "started",
    "manage",
    "managed",
    "helped",
    "forced",
    "used",
    "proceeded",
    "rushed",
    "came",
    "led",
    "happened",
    "ceased",
    "met",
    "gathered",
];

/// How the event whose trigger this is is told.
pub(crate) fn status(page: &Page<'_>, reading: &Reading, trigger: Span) -> Status {
    let Some(sentence) = clauses::sentence_of(page, trigger) else { return Status::Occurred };
    let passage = clauses::passage(page, sentence);
    let clauses = clauses::clauses(page, reading, &passage);
    item_at(&clauses.view, trigger.start).map_or(Status::Occurred, |at| of_item(&clauses, at))
}

/// As [`status`], of the event whose trigger begins at an item of these clauses.
pub(super) fn of_item(clauses: &Clauses<'_>, at: usize) -> Status {
    let view = &clauses.view;
    let told = match governor(clauses, at) {
        Some(n) if at < clauses.uses[n].group.end => of_verb(clauses, n),
        Some(n) => of_noun(clauses, at, Some(n)),
        None => return of_noun(clauses, at, None),
    };
    // A question asks about what it names.
    let question = view.lower(view.len().saturating_sub(1)) == "?";
    if question && told == Status::Occurred { Status::Hypothetical } else { told }
}

/// What the auxiliaries, conjunctions and governing words of a verb group tell.
fn of_verb(clauses: &Clauses<'_>, n: usize) -> Status {
    let view = &clauses.view;
    let group = clauses.uses[n].group;
    let before = |k: usize| group.start.checked_sub(k).map_or("", |at| view.lower(at));
    let inside = |words: &[&str]| (group.start..group.head).any(|at| words.contains(&view.lower(at)));
    if inside(&["not", "n't", "never"]) || matches!(before(1), "not" | "never" | "n't" | "without") {
        return Status::Negated;
    }
    if inside(&["would", "could", "may", "might", "should", "must", "can", "ca", "'d", "ought"]) && !inside(&["have"]) {
        return Status::Hypothetical;
    }
    if conditional(clauses, group.start) {
        return Status::Hypothetical;
    }
    if inside(&["will", "shall", "'ll", "wo"]) {
        return Status::Future;
    }
    // `denied that he had asked`
    let last = n.checked_sub(1);
    if last.is_some_and(|m| matches!(view.lower(clauses.uses[m].group.head), "deny" | "denies" | "denied" | "denying"))
    {
        return Status::Negated;
    }
    // A bare base form goes on with what stands before it (`to find and arrest`), or is wished or ordered (`demands he resign`).
    if group.start == group.head && view.tag(group.head) == Tag::Vb {
        return match last {
            Some(m) if view.tag(group.start.saturating_sub(1)) == Tag::Cc => of_verb(clauses, m),
            _ => Status::Hypothetical,
        };
    }
    match group.form {
        Form::Infinitive => of_infinitive(clauses, n),
        Form::Participle => match before(1) {
            "from" => Status::Hypothetical,
            "by" | "after" | "while" | "since" | "for" | "of" => Status::Occurred,
            word if FAILS.contains(&word) || DENIES.contains(&word) => Status::Negated,
            word if WISHES.contains(&word) => Status::Hypothetical,
            _ => Status::Occurred,
        },
        _ => Status::Occurred,
    }
}

/// What governs an infinitive tells how it is meant.
fn of_infinitive(clauses: &Clauses<'_>, n: usize) -> Status {
    let view = &clauses.view;
    let start = clauses.uses[n].group.start;
    let word = start.checked_sub(1).map_or("", |at| view.lower(at));
    let governing = n.checked_sub(1).map(|m| clauses.uses[m].group);
    let verb = governing.map_or("", |it| view.lower(it.head));
    for word in [word, verb] {
        if FAILS.contains(&word) {
            return Status::Negated;
        }
        if PLANS.contains(&word) {
            return Status::Future;
        }
        if WISHES.contains(&word) {
            return Status::Hypothetical;
        }
        if DOES.contains(&word) {
            return n.checked_sub(1).map_or(Status::Occurred, |m| of_verb(clauses, m));
        }
    }
    // `is to visit`
    if matches!(word, "is" | "are") {
        return Status::Future;
    }
    Status::Hypothetical
}

/// Whether a clause that holds `at` begins with *if* or its like, no mark between.
fn conditional(clauses: &Clauses<'_>, at: usize) -> bool {
    let view = &clauses.view;
    (0..at)
        .rev()
        .take(12)
        .take_while(|&it| !view.is_mark(it))
        .any(|it| matches!(view.lower(it), "if" | "unless" | "whether" | "until"))
}

/// What stands before a noun and what governs it tell.
fn of_noun(clauses: &Clauses<'_>, at: usize, n: Option<usize>) -> Status {
    let view = &clauses.view;
    let start = clauses::core_start(view, at);
    let chunk = |words: &[&str]| (start..at).any(|it| words.contains(&view.lower(it)));
    let before = |k: usize| start.checked_sub(k).map_or("", |at| view.lower(at));
    if chunk(&["no"]) || before(1) == "without" {
        return Status::Negated;
    }
    if chunk(&["possible", "potential", "proposed", "would-be", "threatened"]) {
        return Status::Hypothetical;
    }
    if chunk(&["planned", "upcoming", "scheduled", "forthcoming", "next", "future", "looming"]) {
        return Status::Future;
    }
    // `calls for talks`, `the threat of strikes`, `plans for a visit`
    if matches!(before(1), "for" | "of" | "against" | "on" | "to" | "from") {
        let noun = before(2);
        if matches!(
            noun,
            "call"
                | "calls"
                | "called"
                | "calling"
                | "threat"
                | "threats"
                | "proposal"
                | "proposals"
                | "risk"
                | "possibility"
                | "prospect"
                | "fear"
                | "fears"
                | "demand"
                | "demands"
                | "request"
                | "need"
                | "idea"
                | "warning"
                | "attempt"
                | "bid"
                | "asked"
        ) {
            return Status::Hypothetical;
        }
        if matches!(noun, "plan" | "plans" | "preparations" | "ahead" | "schedule") {
            return Status::Future;
        }
    }
    // The verb that has it as object, or as subject, tells it with its own auxiliaries.
    let object = n.filter(|&n| clauses.uses[n].group.end + 3 > start && clauses.uses[n].group.end <= start);
    let subject = || clauses.uses.iter().position(|it| it.group.start == at + 1 && it.group.finite);
    let Some(n) = object.or_else(subject) else {
        return if conditional(clauses, start) { Status::Hypothetical } else { Status::Occurred };
    };
    let verb = view.lower(clauses.uses[n].group.head);
    if DENIES.contains(&verb) && object.is_some() || FAILS.contains(&verb) {
        return Status::Negated;
    }
    let told = of_verb(clauses, n);
    // What is spoken of as known has happened: `to answer the attacks`, `would end these arrests`.
    let known = matches!(view.lower(start), "the" | "these" | "those" | "this" | "that")
        || (start..at).any(|it| view.tag(it) == Tag::Pos);
    if known && object.is_some() && told != Status::Negated {
        return Status::Occurred;
    }
    if told == Status::Occurred && object.is_some() {
        if PLANS.contains(&verb) && !matches!(verb, "announced" | "announce" | "set") {
            return Status::Future;
        }
        if WISHES.contains(&verb)
            && !matches!(verb, "allow" | "discuss" | "discussed" | "fear" | "offered" | "offer" | "called" | "warned")
        {
            return Status::Hypothetical;
        }
    }
    told
}
