//! A person's name told by its first name or initials: `Ngozi Adeyemi`, `J. R. Patel`.

use crate::read::mention::{lexicon, names};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading};
use std::ops::Range;

pub(super) const RULE: Rule<Mention> = Rule { name: "full_name", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for run in names::runs(page) {
        let Some(head) = name(page, reading, &run) else { continue };
        if names::personal(page, &head)
            && !names::determined(page, head.start)
            && !names::is_place(page, reading, head.clone())
        {
            let kind = MentionKind::Name(PartyKind::Person);
            found.push(names::mention(page, head.clone(), head, kind, By::rule(RULE.name, 0.9)));
        }
    }
}

/// The part of a run that a first name or an initial begins.
fn name(page: &Page<'_>, reading: &Reading, run: &Range<usize>) -> Option<Range<usize>> {
    let first = |at: usize| {
        lexicon::first_name(page.lower(at)).is_some()
            && !names::all_capitals(page.word(at))
            && names::place_at(reading, page.tokens()[at].span).is_none()
    };
    let initial = |at: usize| {
        let word = page.word(at);
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        (letters == 1 || letters == 2 && names::all_capitals(word) && lexicon::noun(page.lower(at)).is_none())
            && word.len() <= 4
            && word != "I"
    };
    let last = run.end - 1;
    // Before the name, a people or body may stand: `Kenyan Grace Wanjiru`, `CNN’s`, `NPP Claire Wang`.
    let mut at = run.start;
    while at < last && !first(at) && !initial(at) {
        let skipped = names::all_capitals(page.word(at))
            || names::place_at(reading, page.tokens()[at].span).is_some_and(|it| it.demonym);
        if !skipped {
            // Initials inside tell as much: `Patrice W. Carlin`.
            return (run.len() > 2 && (run.start + 1..last).any(initial)).then(|| run.clone());
        }
        at += 1;
    }
    (at < last).then_some(at..run.end)
}
