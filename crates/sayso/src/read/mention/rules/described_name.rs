//! A name told to be a person's by what stands beside it: `Okoro, 43,`, `Lee (R-Ohio)`, `Brook, the city’s mayor,`,
//! `her husband, Tariq`.

use crate::read::mention::lexicon::{self, NounClass};
use crate::read::mention::names;
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, Tag, TokenKind};
use std::ops::Range;

pub(super) const RULE: Rule<Mention> = Rule { name: "described_name", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    for run in names::runs(page) {
        let fits = names::personal(page, &run)
            && !names::titles(page, run.start)
            && !names::is_place(page, reading, run.clone())
            && (age(page, &run) || affiliation(page, &run) || role_after(page, &run) || role_before(page, &run));
        if fits {
            let kind = MentionKind::Name(PartyKind::Person);
            found.push(names::mention(page, run.clone(), run, kind, By::rule(RULE.name, 0.85)));
        }
    }
}

fn comma(page: &Page<'_>, token: usize) -> bool {
    page.lower(token) == ","
}

/// `Okoro, 43,`
fn age(page: &Page<'_>, run: &Range<usize>) -> bool {
    comma(page, run.end)
        && page.kind(run.end + 1) == TokenKind::Number
        && page.lower(run.end + 1).parse::<u8>().is_ok_and(|years| (5..116).contains(&years))
        && matches!(page.lower(run.end + 2), "," | ".")
}

/// `Lee (R-Ohio)`, `Lee, D-Minn.,`
fn affiliation(page: &Page<'_>, run: &Range<usize>) -> bool {
    let word = page.lower(run.end + 1);
    matches!(page.lower(run.end), "(" | ",")
        && (word.starts_with("r-")
            || word.starts_with("d-")
            || word.starts_with("i-")
            || page.lower(run.end) == "(" && matches!(word, "r" | "d" | "r." | "d."))
}

/// `Brook, the city’s mayor,`
fn role_after(page: &Page<'_>, run: &Range<usize>) -> bool {
    if !comma(page, run.end) {
        return false;
    }
    if matches!(page.lower(run.end + 1), "who" | "whose") {
        return true;
    }
    for at in run.end + 1..run.end + 9 {
        if page.kind(at) == TokenKind::Mark || page.tag(at).is_finite() || matches!(page.tag(at), Tag::In | Tag::To) {
            return false;
        }
        let class = lexicon::noun(page.lower(at)).map(|it| it.class);
        if matches!(class, Some(NounClass::Office | NounClass::Person)) && !page.tag(at + 1).is_noun() {
            return true;
        }
    }
    false
}

/// `her husband, Tariq`
fn role_before(page: &Page<'_>, run: &Range<usize>) -> bool {
    if run.start < 3 || !comma(page, run.start - 1) {
        return false;
    }
    let class = lexicon::noun(page.lower(run.start - 2)).map(|it| it.class);
    let determined = (2..7)
        .any(|back| run.start > back && matches!(page.tag(run.start - 1 - back), Tag::Dt | Tag::PrpPoss | Tag::Pos));
    matches!(class, Some(NounClass::Office | NounClass::Person)) && determined
}
