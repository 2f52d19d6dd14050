//! Clauses of a unit: its verb groups, their subjects, and noun phrases forwards and backwards.

use super::cues::Form;
use super::unit::View;
use sayso_types::Tag;
use std::ops::Range;

/// A verb with its auxiliaries (`has not been asked`), or *to* and an infinitive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// First item, adverbs before it left out.
    pub(crate) start: usize,
    /// One past the last item, a particle (`pointed out`) included.
    pub(crate) end: usize,
    /// The main verb.
    pub(crate) head: usize,
    /// How it stands.
    pub(crate) form: Form,
    /// Whether it can head a clause: finite, or passive with an auxiliary.
    pub(crate) finite: bool,
}

/// The verb groups of a unit, in order.
pub(crate) fn groups(view: &View<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < view.len() {
        let tag = view.tag(at);
        let to = tag == Tag::To
            && (view.tag(at + 1) == Tag::Vb || view.tag(at + 1) == Tag::Rb && view.tag(at + 2) == Tag::Vb);
        if !(to || tag == Tag::Md || tag.is_verb()) || is_modifier(view, at) {
            at += 1;
            continue;
        }
        let group = group(view, at, to);
        at = group.end;
        groups.push(group);
    }
    groups
}

fn group(view: &View<'_>, start: usize, to: bool) -> Group {
    let mut head = start + usize::from(to);
    let mut be = false;
    let mut at = head;
    // Each auxiliary reaches over adverbs to the next verb; the last verb reached is the main one.
    loop {
        let auxiliary = view.tag(at) == Tag::Md || is_auxiliary(view.lower(at));
        if view.tag(at) == Tag::Rb {
            at += 1;
            continue;
        }
        head = at;
        if !auxiliary {
            break;
        }
        let mut next = at + 1;
        // An inverted question or a short adverb may stand between.
        while view.tag(next) == Tag::Rb && next < at + 4 {
            next += 1;
        }
        if !(view.tag(next).is_verb() && view.tag(next) != Tag::Vbd)
            || view.tag(next).is_finite() && view.tag(next) != Tag::Vbp
        {
            break;
        }
        be = is_be(view.lower(at));
        at = next;
    }
    let mut end = head + 1;
    if view.tag(end) == Tag::Rp {
        end += 1;
    }
    let alone = head == start;
    let tag = if alone && view.tag(head) == Tag::Vbn && is_past(view, head) { Tag::Vbd } else { view.tag(head) };
    let form = if to {
        Form::Infinitive
    } else if tag == Tag::Vbn && (be || alone) {
        Form::Passive
    } else if tag == Tag::Vbg && alone {
        Form::Participle
    } else {
        Form::Finite
    };
    let bare = alone && matches!(tag, Tag::Vbn | Tag::Vbg);
    let finite = !to && !bare;
    Group { start, end, head, form, finite }
}

/// Whether a participle stands before its noun (`the reported deal`, `a growing crowd`), so that it heads nothing.
fn is_modifier(view: &View<'_>, at: usize) -> bool {
    matches!(view.tag(at), Tag::Vbn | Tag::Vbg)
        && at > 0
        && matches!(view.tag(at - 1), Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Pos | Tag::Cd)
        && (view.tag(at + 1).is_noun() || view.tag(at + 1) == Tag::Jj)
}

/// Whether a participle without auxiliary is a past tense after all: it follows a subject or a conjunction and has
/// an object or clause of its own.
fn is_past(view: &View<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let clause = view.quote(at + 1).is_some() || matches!(view.lower(at + 1), "that" | "he" | "she" | "they");
    let object = matches!(view.tag(at + 1), Tag::Dt | Tag::PrpPoss | Tag::Prp | Tag::Nnp);
    match view.tag(before) {
        Tag::Cc | Tag::Prp | Tag::Nnp => clause || object,
        Tag::Nn | Tag::Nns => object && phrase_start(view, at).is_some_and(|start| start == 0),
        _ => false,
    }
}

fn is_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "'s" | "'re" | "'m" | "gets" | "got" | "get"
    )
}

fn is_auxiliary(word: &str) -> bool {
    is_be(word) || matches!(word, "has" | "have" | "had" | "having" | "'ve" | "'d" | "do" | "does" | "did" | "'ll")
}

/// The subject of the clause whose verb begins at `verb`: the noun phrase before it with its appositives.
pub(crate) fn subject(view: &View<'_>, verb: usize) -> Option<Range<usize>> {
    let mut end = verb;
    // Adverbs and times stand between subject and verb (`Lee on Tuesday also said`).
    loop {
        let before = end.checked_sub(1)?;
        let skips = view.tag(before) == Tag::Rb
            || matches!(view.lower(before), "both" | "then" | "each" | "all")
            || view.is_time(before)
            || matches!(view.lower(before), "on" | "late" | "early") && view.is_time(end);
        if !skips {
            break;
        }
        end = before;
    }
    if end == 0 {
        return None;
    }
    let head = if is_break(view, end - 1) { before_appositive(view, end - 1)? } else { end };
    let start = phrase_start(view, head)?;
    Some(start..end)
}

fn is_break(view: &View<'_>, at: usize) -> bool {
    view.is_mark(at) && matches!(view.word(at), "," | "—" | "–" | "--" | "―")
}

/// For a comma or dash at `close` that ends an appositive (`Ann Lee, a judge, said`): one past the phrase before it.
fn before_appositive(view: &View<'_>, close: usize) -> Option<usize> {
    let mark = view.word(close);
    let open =
        (0..close).rev().take(30).find(|&at| view.is_mark(at) && (view.word(at) == mark || view.word(at) == ";"))?;
    if open == 0 || open + 1 == close || view.word(open) != mark {
        return None;
    }
    let first = view.tag(open + 1);
    let opens = matches!(
        first,
        Tag::Dt
            | Tag::Wh
            | Tag::Cd
            | Tag::PrpPoss
            | Tag::Vbg
            | Tag::Vbn
            | Tag::Jj
            | Tag::Nn
            | Tag::Nns
            | Tag::Nnp
            | Tag::Rb
            | Tag::In
            | Tag::To
    );
    let ends_name =
        view.tag(open - 1).is_noun() || matches!(view.word(open - 1), ")" | "]") || view.tag(open - 1) == Tag::Prp;
    (opens && ends_name).then_some(open)
}

/// The first item of the noun phrase that ends before `end`.
pub(crate) fn phrase_start(view: &View<'_>, end: usize) -> Option<usize> {
    let start = core_start(view, end)?;
    let mut best = start;
    let mut at = start;
    // Modifiers and coordinated phrases to the left belong if a clause begins where they begin.
    for _ in 0..6 {
        let Some(wider) = widen(view, at) else { break };
        at = wider;
        if begins_clause(view, at) || view.lower(start - 1) == "of" && at < start {
            best = at;
        }
    }
    Some(best)
}

/// One step left from a phrase that begins at `start`: over a preposition, a conjunction or an appositive's comma.
fn widen(view: &View<'_>, start: usize) -> Option<usize> {
    let link = start.checked_sub(1)?;
    let word = view.lower(link);
    let before = view.tag(link.checked_sub(1)?);
    let nominal = before.is_noun() || matches!(before, Tag::Cd | Tag::Dt | Tag::Jj) || view.word(link - 1) == ")";
    let joins = match view.tag(link) {
        Tag::In => {
            nominal
                && matches!(
                    word,
                    "of" | "for"
                        | "from"
                        | "in"
                        | "at"
                        | "with"
                        | "on"
                        | "against"
                        | "near"
                        | "inside"
                        | "outside"
                        | "behind"
                        | "between"
                        | "among"
                        | "within"
                        | "by"
                        | "to"
                )
        }
        Tag::To => nominal,
        Tag::Cc => (nominal || before == Tag::Prp) && matches!(word, "and" | "or" | "&" | "nor"),
        // `Ada Brook, a delegate from Linden` before another comma.
        Tag::Punct => {
            word == ","
                && before == Tag::Nnp
                && !view.is_time(link - 1)
                && matches!(view.tag(start), Tag::Dt | Tag::Nn | Tag::Jj | Tag::PrpPoss)
        }
        _ => false,
    };
    if !joins || view.is_time(start) {
        return None;
    }
    core_start(view, link)
}

/// Whether a clause can begin at `at`.
pub(crate) fn begins_clause(view: &View<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    if view.quote(before).is_some() || view.is_mark(before) {
        return true;
    }
    match view.tag(before) {
        Tag::Cc | Tag::Wh => true,
        Tag::In => is_conjunction(view.lower(before)),
        tag => tag.is_verb() || view.lower(before) == "that" || tag == Tag::Rb && before == 0,
    }
}

/// Words tagged as prepositions that begin clauses.
pub(crate) fn is_conjunction(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "as"
            | "while"
            | "because"
            | "if"
            | "whether"
            | "though"
            | "although"
            | "after"
            | "before"
            | "since"
            | "until"
            | "unless"
            | "whereas"
            | "once"
            | "so"
            | "than"
    )
}

/// The first item of the noun phrase without modifiers to its left that ends before `end`.
fn core_start(view: &View<'_>, end: usize) -> Option<usize> {
    let mut at = end.checked_sub(1)?;
    if matches!(view.word(at), ")" | "]") && view.is_mark(at) {
        at = (0..at).rev().take(12).find(|&open| matches!(view.word(open), "(" | "["))?.checked_sub(1)?;
    }
    let last = view.tag(at);
    if matches!(last, Tag::Prp | Tag::Wh | Tag::Ex) {
        return Some(at);
    }
    let pronoun = last == Tag::Dt
        && matches!(
            view.lower(at),
            "this" | "that" | "these" | "those" | "some" | "all" | "both" | "another" | "none" | "neither" | "each"
        );
    // A plural noun taken for a verb: `estimates suggest`, where a noun or adjective stands before.
    let plural = last == Tag::Vbz && at > 0 && (view.tag(at - 1).is_noun() || view.tag(at - 1) == Tag::Jj);
    if !(last.is_noun() || plural || pronoun || matches!(last, Tag::Cd | Tag::Jj)) || view.token(at).is_none() {
        return None;
    }
    if pronoun {
        return Some(at);
    }
    while at > 0 {
        let before = at - 1;
        let tag = view.tag(before);
        let here = view.tag(at);
        let inside = match tag {
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Cd | Tag::Jj | Tag::Pos => {
                // `told reporters Lee …` and `on Monday Lee …` are two phrases.
                let plural = tag == Tag::Nns && view.word(before).starts_with(char::is_lowercase);
                let day = view.is_time(before) && !view.is_time(at);
                here != Tag::Nnp || !plural && !day
            }
            Tag::Dt | Tag::PrpPoss => {
                here != Tag::Dt && here != Tag::PrpPoss
                    || matches!(view.lower(before), "all" | "both" | "half" | "such")
            }
            Tag::Vbn | Tag::Vbg => {
                before > 0 && matches!(view.tag(before - 1), Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Pos | Tag::Cd)
            }
            Tag::Rb => {
                matches!(here, Tag::Jj | Tag::Cd)
                    && before > 0
                    && matches!(view.tag(before - 1), Tag::Dt | Tag::PrpPoss)
                    || matches!(view.lower(before), "not" | "nearly" | "almost" | "about") && before == 0
            }
            Tag::In => matches!(view.lower(before), "about" | "over" | "than") && here == Tag::Cd,
            Tag::Other => matches!(view.word(before), "&" | "$" | "/" | "%"),
            _ => false,
        };
        if !inside || view.token(before).is_none() {
            break;
        }
        at = before;
        // A determiner begins the phrase, unless another one stands before it (`all the men`).
        if matches!(tag, Tag::Dt | Tag::PrpPoss) && !(at > 0 && view.tag(at - 1) == Tag::Dt) {
            break;
        }
    }
    Some(at)
}

/// One past the noun phrase that begins at `start`, with *of* and place modifiers; `None` if none begins there.
pub(crate) fn phrase_end(view: &View<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    match view.tag(at) {
        Tag::Prp => return Some(at + 1),
        Tag::Wh => return None,
        _ => {}
    }
    let mut nouns = 0;
    loop {
        let tag = view.tag(at);
        if view.token(at).is_none() {
            break;
        }
        match tag {
            _ if nouns > 0 && view.is_time(at) => break,
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Cd => nouns += 1,
            Tag::Dt | Tag::PrpPoss if nouns > 0 && view.tag(at - 1) != Tag::Dt => break,
            Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Pos => {}
            Tag::Vbn | Tag::Vbg if at > start && nouns == 0 && view.tag(at + 1).is_noun() => {}
            Tag::Rb if view.tag(at + 1) == Tag::Jj && nouns == 0 => {}
            Tag::Other if matches!(view.word(at), "&" | "$") => {}
            Tag::Punct if view.word(at) == "(" => {
                let Some(close) = (at..(at + 10).min(view.len())).find(|&it| view.word(it) == ")") else { break };
                at = close;
            }
            Tag::In
                if nouns > 0
                    && matches!(view.lower(at), "of" | "for" | "from" | "at" | "in" | "with" | "on")
                    && !view.is_time(at + 1) =>
            {
                match view.tag(at + 1) {
                    Tag::Dt | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::PrpPoss | Tag::Cd => nouns = 0,
                    _ => break,
                }
            }
            Tag::Cc
                if nouns > 0
                    && matches!(view.tag(at + 1), Tag::Nnp | Tag::Nns | Tag::Dt | Tag::Nn)
                    && view.lower(at) != "but" =>
            {
                nouns = 0
            }
            _ => break,
        }
        at += 1;
    }
    (at > start && nouns > 0).then_some(at)
}

/// One past an appositive that follows a noun phrase ending before `end` (`, a judge in Linden,`).
pub(crate) fn appositive_end(view: &View<'_>, end: usize) -> usize {
    if !is_break(view, end) || view.word(end) != "," {
        return end;
    }
    let opens = match view.tag(end + 1) {
        Tag::Dt | Tag::Cd | Tag::PrpPoss | Tag::Wh => true,
        Tag::Nn | Tag::Jj | Tag::Nns => true,
        Tag::Nnp => view.tag(end + 2) != Tag::Vbd,
        _ => false,
    };
    if !opens {
        return end;
    }
    let close = (end + 1..view.len())
        .find(|&at| view.is_mark(at) && matches!(view.word(at), "," | "." | ";" | ":" | "—" | "–"));
    match close {
        Some(close) if close - end < 25 => close,
        None if view.len() - end < 25 => view.len(),
        _ => end,
    }
}
