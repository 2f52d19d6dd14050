//! A name that nothing else tells, told to be a person's by speaking, or by having a wife or a lawyer: `Teow said`,
//! `Teow’s lawyer`.

use crate::read::mention::lexicon::{self, NounClass};
use crate::read::mention::names;
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading};

pub(super) const RULE: Rule<Mention> = Rule { name: "speaking_name", read };

const SAYING: &[&str] = &[
    "added",
    "adds",
    "admitted",
    "argued",
    "asked",
    "claimed",
    "concluded",
    "continued",
    "declared",
    "explained",
    "explains",
    "insisted",
    "insists",
    "joked",
    "lamented",
    "noted",
    "notes",
    "quipped",
    "recalled",
    "recalls",
    "remarked",
    "replied",
    "responded",
    "said",
    "says",
    "stated",
    "stressed",
    "testified",
    "thinks",
    "told",
    "tells",
    "tweeted",
    "wrote",
    "writes",
];

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for run in names::runs(page) {
        if run.len() > 4
            || !names::personal(page, &run)
            || names::titles(page, run.start)
            || lexicon::noun(page.lower(run.end - 1)).is_some()
            || names::place_at(reading, page.span(run.clone())).is_some()
        {
            continue;
        }
        let after = SAYING.contains(&page.lower(run.end));
        let before = run.start > 1
            && SAYING.contains(&page.lower(run.start - 1))
            && matches!(page.kind(run.start - 2), sayso_types::TokenKind::Close | sayso_types::TokenKind::Mark);
        let owner = page.lower(run.end) == "'s"
            && (run.end + 1..run.end + 4)
                .find_map(|at| lexicon::noun(page.lower(at)))
                .is_some_and(|it| it.class == NounClass::Person);
        if after || before || owner {
            let kind = MentionKind::Name(PartyKind::Person);
            found.push(names::mention(page, run.clone(), run, kind, By::rule(RULE.name, 0.75)));
        }
    }
}
