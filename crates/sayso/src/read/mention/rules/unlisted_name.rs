//! Two to four capitalised words that no table knows and nothing beside them tells: taken for a person's name, or for a
//! body's where *the* stands before it and it acts.

use crate::read::mention::{lexicon, names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, Tag};

pub(super) const RULE: Rule<Mention> = Rule { name: "unlisted_name", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    let put = names::Put::new(page);
    for run in names::runs(page) {
        let plain = (2..=4).contains(&run.len())
            && names::personal(page, &run)
            && names::place_at(reading, page.span(run.clone())).is_none()
            && run.clone().all(|at| {
                page.tag(at) == Tag::Nnp
                    && !names::all_capitals(page.word(at))
                    && lexicon::noun(page.lower(at)).is_none()
                    && lexicon::body_word(page.lower(at)).is_none()
            });
        if !plain {
            continue;
        }
        let kind = if names::determined(page, run.start) {
            if !phrases::acts(page, run.start, run.end) && page.lower(run.end) != "(" {
                continue;
            }
            PartyKind::Organization
        } else {
            // After `in` and `at` it is rather a place.
            if run.start > 0
                && matches!(page.lower(run.start - 1), "in" | "at" | "near" | "across" | "around" | "called" | "titled")
            {
                continue;
            }
            if put.holds(&run) {
                continue;
            }
            PartyKind::Person
        };
        let kind = MentionKind::Name(kind);
        found.push(names::mention(page, run.clone(), run, kind, By::rule(RULE.name, 0.5)));
    }
}
