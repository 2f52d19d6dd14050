//! Statements that the encoder's heads tell of, and how they stand beside those of the rules.
//!
//! The heads see most of what is attributed and say it better than the rules; the rules know embedded posts,
//! signatures and quotation marks for certain. So the heads speak first, and a rule adds what they left out.

use super::Report;
use super::build::{self, Proposal, Words};
use super::cues;
use crate::read::decode::{self, Attribution, Layer};
use sayso_types::{Act, By, Finder, Manner, Span};
use std::ops::Range;

/// Rules that see for certain what the heads only guess: layout and marks tell them.
const SURE: [&str; 2] = ["embedded_post", "signature"];

/// Least score of another rule's statement that no head tells of.
const LEAST_RULE: f32 = 0.75;

/// Joins what the heads tell of with what the rules propose; without signals the proposals stay as they are.
pub(super) fn join(report: &Report<'_>, rules: Vec<Proposal>) -> Vec<Proposal> {
    if report.page.signals.is_empty() {
        return rules;
    }
    let (mut out, rest): (Vec<_>, Vec<_>) = rules.into_iter().partition(sure);
    for layer in [Layer::Outer, Layer::Inner] {
        let name = if layer == Layer::Outer { "roles" } else { "inner_roles" };
        let mut last: Option<usize> = None;
        for it in decode::attributions(report.page.signals, report.page.segments, layer) {
            // Content that goes on without a cue belongs to what was said before it.
            if it.cue.is_none()
                && let Some(to) = last
                && near(report, &out[to], &it)
            {
                let passage = &report.passages[out[to].passage];
                let statement = &mut out[to].statement;
                statement.content.extend(fragments(report, &it.content));
                statement.content.sort();
                (statement.quoted, statement.manner) = build::manner(report.page, passage, &statement.content);
                continue;
            }
            let Some(mut proposal) = proposal(report, &it, name) else { continue };
            if let Some(rule) = rest.iter().find(|rule| same_cue(rule, &proposal)) {
                proposal.statement.act = rule.statement.act;
                proposal.statement.addressee = rule.statement.addressee;
            }
            last = Some(out.len());
            out.push(proposal);
        }
    }
    out.extend(rest.into_iter().filter(|it| it.bare || it.statement.by.score >= LEAST_RULE));
    out
}

fn sure(it: &Proposal) -> bool {
    matches!(it.statement.by.finder, Finder::Rule(name) if SURE.contains(&name))
}

fn same_cue(one: &Proposal, other: &Proposal) -> bool {
    matches!((one.statement.cue, other.statement.cue), (Some(a), Some(b)) if a.overlaps(b))
}

/// Whether content without a cue follows closely enough to go on with a saying.
fn near(report: &Report<'_>, to: &Proposal, more: &Attribution) -> bool {
    let start = report.page.tokens()[more.content[0].start].span.start;
    let passage = passage(report, more.content[0].start);
    let last = to.statement.content.last().map_or(0, |it| it.end);
    last <= start && passage.is_some_and(|it| it <= to.passage + 1)
}

/// The statement of an attribution.
fn proposal(report: &Report<'_>, it: &Attribution, head: &'static str) -> Option<Proposal> {
    let page = report.page;
    let at = it.cue.as_ref().map_or(it.content[0].start, |cue| cue.start);
    let passage = passage(report, at)?;
    let content = fragments(report, &it.content);
    if content.is_empty() {
        return None;
    }
    let span = |tokens: &Range<usize>| page.span(tokens.clone());
    let words = Words { content, source: it.source.as_ref().map(span), cue: it.cue.as_ref().map(span) };
    let act = it.cue.as_ref().map_or(Act::Say, |cue| act(report, cue));
    let by = By { finder: Finder::Head(head), score: it.score };
    let statement = build::plain(page, &report.passages[passage], words, act, by);
    let goes_on = statement.manner != Manner::Indirect;
    Some(Proposal { statement, passage, goes_on, bare: false })
}

/// The fragments of content as spans: none runs from one passage into the next.
fn fragments(report: &Report<'_>, content: &[Range<usize>]) -> Vec<Span> {
    let mut out = Vec::new();
    for fragment in content {
        let first = report.passages.partition_point(|it| it.tokens.end <= fragment.start);
        for passage in report.passages[first..].iter().take_while(|it| it.tokens.start < fragment.end) {
            let tokens = fragment.start.max(passage.tokens.start)..fragment.end.min(passage.tokens.end);
            if !tokens.is_empty() {
                out.push(report.page.span(tokens));
            }
        }
    }
    out
}

/// The passage of a token.
fn passage(report: &Report<'_>, token: usize) -> Option<usize> {
    let at = report.passages.partition_point(|it| it.tokens.end <= token);
    report.passages.get(at).filter(|it| it.tokens.contains(&token)).map(|_| at)
}

/// What act the words of a cue are: that of the last one the table knows.
fn act(report: &Report<'_>, cue: &Range<usize>) -> Act {
    cue.clone()
        .rev()
        .find_map(|at| {
            let word = report.page.lower(at);
            cues::verb(word).or_else(|| cues::other(word)).map(|it| it.act)
        })
        .unwrap_or(Act::Say)
}
