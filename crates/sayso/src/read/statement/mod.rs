//! Reading statements: who said, wrote, thinks or wants what.
//!
//! A block is a passage, its sentences are units with whole quotations folded into one item, and every verb of a
//! unit is looked up in `data/cues.tsv` with what stands around it. Rules propose statements; `choose` settles
//! which stand.

mod build;
mod choose;
pub(crate) mod clause;
pub(crate) mod cues;
mod frame;
mod nouns;
mod quotes;
pub mod rules;
mod said;
mod tagged;
pub(crate) mod unit;
pub(crate) mod uses;

use crate::read::Page;
use build::Proposal;
use sayso_types::{Reading, Span, Statement, Tag};
use unit::{Passage, View};
use uses::Clauses;

/// A pattern of attribution: a file in `rules`, a line in its `RULES`, a file in `cases/statement`.
#[derive(Debug)]
pub struct Rule {
    /// Named for the pattern it sees, as its file.
    pub name: &'static str,
    /// Adds what it sees.
    read: fn(&Report<'_>, &mut Vec<Proposal>),
}

/// A page cut into passages and units, made once and given to every rule.
#[derive(Debug)]
struct Report<'p> {
    page: &'p Page<'p>,
    passages: &'p [Passage],
    /// The units of each passage.
    units: Vec<Vec<Clauses<'p>>>,
}

/// The statements on a page, in text order of their content.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<Statement> {
    let passages = unit::passages(page);
    let report = Report::new(page, reading, &passages);
    let mut proposals = Vec::new();
    for rule in rules::RULES {
        (rule.read)(&report, &mut proposals);
    }
    let proposals = tagged::join(&report, proposals);
    let mut statements = choose::choose(&report, proposals);
    for statement in &mut statements {
        statement.said = said::said(page, reading, statement);
    }
    statements
}

impl<'p> Report<'p> {
    fn new(page: &'p Page<'p>, reading: &'p Reading, passages: &'p [Passage]) -> Self {
        let units = passages
            .iter()
            .map(|passage| {
                passage.units.iter().map(|items| Clauses::new(View { page, reading, passage, items })).collect()
            })
            .collect();
        Self { page, passages, units }
    }

    /// Every unit with the index of its passage.
    fn each(&self) -> impl Iterator<Item = (usize, &Clauses<'p>)> {
        self.units.iter().enumerate().flat_map(|(passage, units)| units.iter().map(move |it| (passage, it)))
    }
}

/// A verb or noun in a frame, with the statement it would make: what `training/cues` counts to score `data/cues.tsv`.
#[derive(Clone, Debug)]
pub struct CueCandidate {
    /// The verb as it stands, in lower case.
    pub word: String,
    /// Its part of speech.
    pub tag: Tag,
    /// `v` finite, `g` participle, `i` infinitive, `p` passive, `n` noun.
    pub form: &'static str,
    /// The frame's name in the table.
    pub frame: &'static str,
    /// Whether the verb has a subject of its own.
    pub own_subject: bool,
    /// Source, cue and content that it would have.
    pub source: Option<Span>,
    /// Where the verb stands.
    pub cue: Span,
    /// The content.
    pub content: Vec<Span>,
}

/// Every verb and noun of a page in its frame, whether the table knows it or not.
#[must_use]
pub fn cue_candidates(page: &Page<'_>, reading: &Reading) -> Vec<CueCandidate> {
    let passages = unit::passages(page);
    let report = Report::new(page, reading, &passages);
    let mut found = Vec::new();
    for (_, clauses) in report.each() {
        for (n, used) in clauses.uses.iter().enumerate() {
            found.push(CueCandidate {
                word: clauses.view.lower(used.group.head).to_owned(),
                tag: clauses.view.tag(used.group.head),
                form: used.group.form.name(),
                frame: used.following.frame.name(),
                own_subject: used.own_subject,
                source: build::source(clauses, n),
                cue: build::cue(&clauses.view, used),
                content: build::content(clauses, n),
            });
        }
        let view = &clauses.view;
        for at in (0..view.len()).filter(|&at| matches!(view.tag(at), Tag::Nn | Tag::Nns)) {
            let following = frame::following(view, &clauses.groups, at + 1, false);
            let Some(content) = nouns::content(clauses, following.frame, following.start) else { continue };
            let source = nouns::source(clauses, at);
            found.push(CueCandidate {
                word: view.lower(at).to_owned(),
                tag: view.tag(at),
                form: cues::Form::Noun.name(),
                frame: following.frame.name(),
                own_subject: source.is_some(),
                source,
                cue: view.item_span(at),
                content: vec![content],
            });
        }
    }
    found
}
