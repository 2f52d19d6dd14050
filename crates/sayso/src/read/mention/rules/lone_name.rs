//! A first name alone (`Nicole`), or one unknown word that acts (`Capac asked`): taken for a person's name.

use crate::read::mention::{lexicon, names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, Tag};

pub(super) const RULE: Rule<Mention> = Rule { name: "lone_name", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    let put = names::Put::new(page);
    for run in names::runs(page) {
        let at = run.start;
        let lower = page.lower(at);
        let plain = run.len() == 1
            && page.tag(at) == Tag::Nnp
            && !names::determined(page, at)
            && page.tokens()[at].span.len() > 2
            && !names::all_capitals(page.word(at))
            && !names::titles(page, at)
            && lexicon::noun(lower).is_none()
            && lexicon::body_word(lower).is_none()
            && names::place_at(reading, page.tokens()[at].span).is_none()
            && !put.holds(&run);
        if !plain {
            continue;
        }
        let score = if lexicon::first_name(lower).is_some() {
            0.6
        } else if phrases::acts(page, at, at + 1) && !names::opens(page, at) {
            0.4
        } else {
            continue;
        };
        let kind = MentionKind::Name(PartyKind::Person);
        found.push(names::mention(page, run.clone(), run, kind, By::rule(RULE.name, score)));
    }
}
