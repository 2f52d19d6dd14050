//! A name with a title or office before it: `Mexican President Claudia Sheinbaum`, `spokesman John Mbeki`, `Mr. Lee`.

use crate::read::mention::lexicon::{self, NounClass};
use crate::read::mention::names;
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, TokenKind};
use std::ops::Range;

pub(super) const RULE: Rule<Mention> = Rule { name: "titled_name", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    let runs = names::runs(page);
    for (n, run) in runs.iter().enumerate() {
        let Some((title, head)) =
            inside(page, run).or_else(|| with_field(page, &runs[n..])).or_else(|| before(page, reading, run))
        else {
            continue;
        };
        // `Deputy Prime Minister` names nobody; `Mr. King` does.
        let office = lexicon::noun(page.lower(head.end - 1)).is_some_and(|it| it.class == NounClass::Office)
            && lexicon::title(page.lower(title - 1)).is_none();
        if office || !names::personal(page, &head) || names::ends_body(page, &head) || names::titles(page, head.start) {
            continue;
        }
        let start = names::title_start(page, title);
        let kind = MentionKind::Name(PartyKind::Person);
        found.push(names::mention(page, start..head.end, head, kind, By::rule(RULE.name, 0.95)));
    }
}

/// The title's end and the name where both are capitalised: `Defense Secretary Pete Hegseth`.
fn inside(page: &Page<'_>, run: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let title = run.clone().rev().skip(1).find(|&at| names::titles(page, at))?;
    // `Dean Smith` is a name, `Dean Maria Smith` has a title.
    if title == run.start
        && lexicon::title(page.lower(title)).is_none()
        && lexicon::first_name(page.lower(title)).is_some()
        && run.len() == 2
    {
        return None;
    }
    // `Black Soldier Fly`: what is no title or office needs a first name after it.
    let person = lexicon::title(page.lower(title)).is_none()
        && lexicon::noun(page.lower(title)).is_some_and(|it| it.class == NounClass::Person);
    if person && lexicon::first_name(page.lower(title + 1)).is_none() {
        return None;
    }
    Some((title + 1, title + 1..run.end))
}

/// With what the office is of between the two: `Secretary of State Maria Okoro`.
fn with_field(page: &Page<'_>, runs: &[Range<usize>]) -> Option<(usize, Range<usize>)> {
    let office = runs[0].end - 1;
    if !lexicon::noun(page.lower(office)).is_some_and(|it| it.class == NounClass::Office) {
        return None;
    }
    let mut end = runs[0].end;
    for run in &runs[1..] {
        let gap: Vec<&str> = (end..run.start).map(|at| page.lower(at)).collect();
        if !matches!(gap.as_slice(), ["of" | "for" | "and" | ","] | ["of" | "for", "the"] | [",", "and"]) {
            return None;
        }
        let name = run.clone().find(|&at| lexicon::body_word(page.lower(at)).is_none() && page.word(at) != "&");
        match name {
            Some(name) if name > run.start => return Some((name, name..run.end)),
            Some(_) => return None,
            None => end = run.end,
        }
    }
    None
}

/// With a title in small letters: `prime minister Abebe Girma`.
fn before(page: &Page<'_>, reading: &Reading, run: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let title = run.start.checked_sub(1)?;
    let noun = lexicon::noun(page.lower(title))?;
    let fits = page.kind(title) == TokenKind::Word
        && matches!(noun.class, NounClass::Office | NounClass::Person)
        && !page.tag(title).is_verb()
        && page.sentence_of(title) == page.sentence_of(run.start)
        && !names::is_place(page, reading, run.clone())
        && lexicon::known_name(page.span(run.clone()).of(page.text())).is_none();
    fits.then(|| (run.start, run.clone()))
}
