//! Sentences as events are read in them: every token an item, quotation marks left out, so that what is quoted is read too.

use crate::read::Page;
use crate::read::statement::cues::Form;
use crate::read::statement::unit::{Item, Passage, View};
use crate::read::statement::uses::{Clauses, Use};
use sayso_types::{Reading, Span, Tag, TokenKind};

/// A sentence as a passage of one unit.
pub(super) fn passage(page: &Page<'_>, sentence: usize) -> Passage {
    let sentence = &page.sentences()[sentence];
    let items = sentence.tokens.clone().filter(|&at| !matches!(page.kind(at), TokenKind::Open | TokenKind::Close));
    Passage {
        kind: page.document.blocks[sentence.block].kind,
        tokens: sentence.tokens.clone(),
        quotes: Vec::new(),
        units: vec![items.map(Item::Token).collect()],
    }
}

/// Its verbs with their subjects.
pub(super) fn clauses<'p>(page: &'p Page<'p>, reading: &'p Reading, passage: &'p Passage) -> Clauses<'p> {
    Clauses::new(View { page, reading, passage, items: &passage.units[0] })
}

/// The sentence that holds the first byte of a span.
pub(super) fn sentence_of(page: &Page<'_>, span: Span) -> Option<usize> {
    let at = page.sentences().partition_point(|it| it.span.end <= span.start);
    (at < page.sentences().len()).then_some(at)
}

/// The item whose token begins at or after a byte.
pub(super) fn item_at(view: &View<'_>, byte: u32) -> Option<usize> {
    let at = (0..view.len()).find(|&at| view.item_span(at).end > byte)?;
    Some(at)
}

/// Whether a verb group is a passive, with or without its auxiliary.
pub(super) fn is_passive(view: &View<'_>, used: &Use) -> bool {
    used.group.form == Form::Passive
        || view.tag(used.group.head) == Tag::Vbn
            && (used.group.start..used.group.head).any(|at| matches!(view.lower(at), "be" | "been" | "being"))
}

/// The index of the verb group that governs the item `at`: the one it lies in, else the last that ends before it with no
/// other clause's end between.
pub(super) fn governor(clauses: &Clauses<'_>, at: usize) -> Option<usize> {
    let n = clauses.uses.iter().rposition(|it| it.group.start <= at)?;
    let view = &clauses.view;
    let cut = (clauses.uses[n].group.end..at).any(|at| view.word(at) == ";");
    (!cut).then_some(n)
}

/// Where a noun phrase goes on to the right without modifiers: one past its last noun, from its first item.
pub(super) fn core_end(view: &View<'_>, start: usize) -> Option<usize> {
    if view.tag(start) == Tag::Prp {
        return Some(start + 1);
    }
    let mut at = start;
    let mut last = None;
    while at < view.len() && at < start + 12 {
        match view.tag(at) {
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Cd => {
                // `told reporters Lee …`
                let plural = at > start && view.tag(at - 1) == Tag::Nns && view.tag(at) == Tag::Nnp;
                if plural || last.is_some() && view.is_time(at) {
                    break;
                }
                last = Some(at + 1);
            }
            Tag::Dt | Tag::PrpPoss if at == start || view.tag(at - 1) == Tag::Dt => {}
            Tag::Pos | Tag::Jj | Tag::Other => {}
            Tag::Rb | Tag::In
                if matches!(view.lower(at), "least" | "about" | "than" | "nearly" | "at" | "more" | "over") => {}
            Tag::Vbn | Tag::Vbg if last.is_none() || view.tag(at + 1).is_noun() && view.tag(at - 1) == Tag::Pos => {}
            _ => break,
        }
        at += 1;
    }
    last
}

/// The first item of the noun phrase whose last item is `head`, without modifiers that stand before a preposition.
pub(super) fn core_start(view: &View<'_>, head: usize) -> usize {
    let mut at = head;
    while at > 0 {
        let before = at - 1;
        match view.tag(before) {
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Cd | Tag::Jj | Tag::Pos => {}
            Tag::Vbn | Tag::Vbg
                if before > 0
                    && matches!(view.tag(before - 1), Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Pos | Tag::Cd) => {}
            Tag::Dt | Tag::PrpPoss => return before,
            _ => break,
        }
        if view.is_time(before) && !view.is_time(at) && view.tag(before) != Tag::Pos {
            break;
        }
        at = before;
    }
    at
}
