//! A headline or other short line with the source before a colon, or after a dash: *Mayor: Bridge is safe*;
//! *Bridge is safe – mayor*.
//!
//! Must not catch an outlet's name after a dash: what stands there must be a role, an acronym or somebody of the report.

use super::super::build::{self, Proposal, Words};
use super::super::{Report, Rule};
use crate::read::mention::lexicon;
use sayso_types::{Act, By, Tag};

pub(super) const RULE: Rule = Rule { name: "headline_source", read };

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    before_colon(report, proposals);
    after_dash(report, proposals);
}

fn before_colon(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.units.iter().enumerate().filter_map(|(n, units)| Some((n, units.first()?))) {
        let view = &clauses.view;
        let Some(colon) = (1..view.len().min(10)).find(|&at| view.is_mark(at) && view.word(at) == ":") else {
            continue;
        };
        let capital = |at: usize| view.word(at).starts_with(char::is_uppercase);
        let names = (0..colon).all(|at| {
            capital(at)
                || matches!(
                    view.tag(at),
                    Tag::Nn | Tag::Nns | Tag::Jj | Tag::In | Tag::Dt | Tag::Pos | Tag::Cc | Tag::Punct
                )
        });
        let named = (0..colon).any(|at| capital(at) && view.tag(at) != Tag::Dt);
        let verb = view.tag(colon - 1).is_verb() && !capital(colon - 1);
        let clause = clauses.groups.iter().any(|it| it.start > colon);
        let quoted = (colon + 1..view.len()).any(|at| view.quote(at).is_some());
        let headline = passage == 0 && clauses.view.passage.units.len() == 1;
        if verb || !names || !named || !(clause || quoted) || !(headline || colon <= 6 && quoted) {
            continue;
        }
        let Some(content) = view.span(colon + 1..view.len()) else { continue };
        let content = vec![content];
        let words = Words { content, source: view.span(0..colon), cue: Some(view.item_span(colon)) };
        let statement = build::plain(view.page, view.passage, words, Act::Say, By::rule(RULE.name, 0.5));
        proposals.push(Proposal { statement, passage, goes_on: false, bare: false });
    }
}

fn after_dash(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    let Some([clauses]) = report.units.first().map(Vec::as_slice) else { return };
    let view = &clauses.view;
    let Some(dash) = (0..view.len()).rev().find(|&at| matches!(view.word(at), "–" | "—" | "-" | "--")) else {
        return;
    };
    let name = dash + 1..view.len();
    let clause = clauses.groups.iter().any(|it| it.end <= dash);
    let short = (1..=4).contains(&name.len());
    if !clause || !short || !name.clone().all(|at| view.token(at).is_some() && !view.is_mark(at)) {
        return;
    }
    let acronym = |word: &str| word.len() > 1 && word.bytes().all(|it| it.is_ascii_uppercase());
    let told_of = |word: &str| view.page.text().matches(word).nth(1).is_some();
    let last = view.word(name.end - 1);
    let role = lexicon::noun(view.lower(name.end - 1)).is_some();
    let known = view.tag(name.end - 1) == Tag::Nnp && told_of(last);
    if !(role || known || acronym(last)) {
        return;
    }
    let Some(content) = view.span(0..dash) else { return };
    let words = Words { content: vec![content], source: view.span(name), cue: Some(view.item_span(dash)) };
    let statement = build::plain(view.page, view.passage, words, Act::Say, By::rule(RULE.name, 0.5));
    proposals.push(Proposal { statement, passage: 0, goes_on: false, bare: false });
}
