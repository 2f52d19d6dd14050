//! A name with a title or office before it: `Mexican President Claudia Sheinbaum`, `spokesman John Mbeki`, `Mr. Lee`.

use crate::read::mention::lexicon::{self, NounClass};
use crate::read::mention::names;
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading, Tag, TokenKind};
use std::ops::Range;

pub(super) const RULE: Rule<Mention> = Rule { name: "titled_name", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    let runs = names::runs(page);
    for (n, run) in runs.iter().enumerate() {
        let Some((title, head)) = inside(page, run)
            .or_else(|| with_field(page, &runs[n..]))
            .or_else(|| before(page, reading, run))
            .or_else(|| office_of(page, reading, run))
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
    if !office_noun(page, runs[0].end - 1) {
        return None;
    }
    let mut end = runs[0].end;
    for run in &runs[1..] {
        let gap: Vec<&str> = (end..run.start).map(|at| page.lower(at)).collect();
        // A body's name and the person's side by side are two runs.
        if gap.is_empty() {
            return Some((runs[0].end, run.clone()));
        }
        if !matches!(gap.as_slice(), ["of" | "for" | "and" | ","] | ["of" | "for", "the"] | [",", "and"]) {
            return None;
        }
        // `Minister of Health and Chairman of the Water Committee Ada Brook`
        if office_noun(page, run.end - 1) || names::ends_body(page, run) || names::is_field(page, run.end - 1) {
            end = run.end;
            continue;
        }
        let name = run.clone().find(|&at| lexicon::body_word(page.lower(at)).is_none() && page.word(at) != "&");
        match name {
            // `Minister of Interior and Municipalities Bassam Haddad`
            Some(name)
                if name == run.start
                    && name + 2 < run.end
                    && lexicon::first_name(page.lower(name)).is_none()
                    && lexicon::first_name(page.lower(name + 1)).is_some() =>
            {
                return Some((runs[0].end, name + 1..run.end));
            }
            Some(name) if name > run.start => return Some((runs[0].end, name..run.end)),
            Some(_) => return after_fields(page, run).map(|name| (runs[0].end, name..run.end)),
            None => end = run.end,
        }
    }
    None
}

fn office_noun(page: &Page<'_>, token: usize) -> bool {
    lexicon::noun(page.lower(token)).is_some_and(|it| it.class == NounClass::Office)
}

/// Where the name begins in a run that opens with what an office is of: `Regional Cooperation Ada Brook`.
fn after_fields(page: &Page<'_>, run: &Range<usize>) -> Option<usize> {
    let field = (run.start + 1..run.end).rev().find(|&at| names::is_field(page, at))?;
    (field + 2 < run.end).then_some(field + 1)
}

/// With what the office is of in small letters, or a place: `minister of intelligence Omid Karimi`,
/// `ambassador to Peru Ines Vogt`.
fn office_of(page: &Page<'_>, reading: &Reading, run: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let place = |at: usize| names::place_at(reading, page.tokens()[at].span).is_some();
    let name = run.clone().find(|&at| !place(at) && lexicon::body_word(page.lower(at)).is_none())?;
    let first = page.sentences()[page.sentence_of(run.start)].tokens.start;
    let mut at = run.start;
    while at > first && run.start - at < 5 {
        at -= 1;
        if matches!(page.lower(at), "of" | "to" | "for") {
            let office = at.checked_sub(1).filter(|&office| office >= first)?;
            let noun = lexicon::noun(page.lower(office))?;
            let said = name > run.start || at + 1 < run.start;
            return (said && noun.class == NounClass::Office && !page.tag(office).is_verb())
                .then(|| (office + 1, name..run.end));
        }
        let small = matches!(page.tag(at), Tag::Nn | Tag::Nns | Tag::Jj) || matches!(page.lower(at), "the" | "and");
        if !small || lexicon::noun(page.lower(at)).is_some() {
            return None;
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
