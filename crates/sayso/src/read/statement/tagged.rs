//! Statements that the encoder's heads tell of, and how they stand beside those of the rules.
//!
//! The heads see most of what is attributed and say it better than the rules; the rules know embedded posts,
//! signatures and quotation marks for certain. So the heads speak first, and a rule adds what they left out.

use super::Report;
use super::build::{self, Proposal, Words};
use super::cues;
use super::unit::Passage;
use crate::near::Near;
use crate::read::decode::{self, Attribution, Layer};
use crate::read::mention::names;
use sayso_types::{Act, BlockKind, By, Finder, Manner, Span, TokenKind};
use std::ops::Range;

/// Rules that see for certain what the heads only guess: layout, marks or a fixed phrase tell them.
const SURE: [&str; 3] = ["embedded_post", "signature", "puts_at"];

/// How much surer than the heads a rule must be of what a cue attributes, to be believed instead.
const SURER: f32 = 0.2;

/// Least score of another rule's statement that no head tells of.
const LEAST_RULE: f32 = 0.9;

/// The same inside the content of one that a head tells of: there the heads, taught on few such, see next to nothing.
const LEAST_NESTED: f32 = 0.75;

/// Joins what the heads tell of with what the rules propose; without signals the proposals stay as they are.
pub(super) fn join(report: &Report<'_>, rules: Vec<Proposal>) -> Vec<Proposal> {
    if report.page.signals.is_empty() {
        return rules;
    }
    let (mut out, rest): (Vec<_>, Vec<_>) = rules.into_iter().partition(sure);
    for layer in [Layer::Outer, Layer::Inner] {
        tell(report, layer, &rest, &mut out);
    }
    let more = left_out(report, &out, rest);
    out.extend(more);
    out
}

/// Adds what the heads tell of in one layer; a rule's proposal with the same cue fills in what it knows better.
fn tell(report: &Report<'_>, layer: Layer, rules: &[Proposal], out: &mut Vec<Proposal>) {
    let name = if layer == Layer::Outer { "roles" } else { "inner_roles" };
    let mut last: Option<usize> = None;
    for it in decode::attributions(report.page.signals, report.page.segments, layer) {
        // Content that goes on without a cue belongs to what was said before it.
        if it.cue.is_none()
            && let Some(to) = last
            && follows(report, &out[to], &it)
        {
            let home = out[to].passage;
            let statement = &mut out[to].statement;
            statement.content.extend(fragments(report, &it.content, home));
            statement.content.sort();
            let passage = &report.passages[home];
            (statement.quoted, statement.manner) = build::manner(report.page, passage, &statement.content);
            continue;
        }
        let Some(mut proposal) = proposal(report, &it, name) else { continue };
        // With neither cue nor quotation marks nothing shows that it is said at all.
        if it.cue.is_none() && proposal.statement.manner == Manner::Indirect {
            continue;
        }
        if let Some(rule) = rules.iter().find(|rule| same_cue(rule, &proposal)) {
            if rule.statement.by.score > proposal.statement.by.score + SURER {
                proposal = rule.clone();
            }
            proposal.statement.source = proposal.statement.source.or(rule.statement.source);
            proposal.statement.act = rule.statement.act;
            proposal.statement.addressee = rule.statement.addressee;
        }
        last = Some(out.len());
        out.push(proposal);
    }
}

/// The rules' proposals that stand beside what is told: quotations without a cue, sure ones, and those inside another's content.
fn left_out(report: &Report<'_>, told: &[Proposal], rules: Vec<Proposal>) -> Vec<Proposal> {
    let mut near = Near::new(report.page.text().len());
    for (n, it) in told.iter().enumerate() {
        near.add(n, it.statement.content.iter().copied());
    }
    let holds = |outer: &Proposal, span: Span| outer.statement.content.iter().any(|it| it.contains(span));
    let nested = |it: &Proposal| {
        let words = || it.statement.content.iter().chain(&it.statement.cue).copied();
        near.around(words()).into_iter().any(|n| words().all(|span| holds(&told[n], span)))
    };
    let stands = |it: &Proposal| {
        let score = it.statement.by.score;
        it.bare || score >= LEAST_RULE || score >= LEAST_NESTED && nested(it)
    };
    rules.into_iter().filter(stands).collect()
}

fn sure(it: &Proposal) -> bool {
    matches!(it.statement.by.finder, Finder::Rule(name) if SURE.contains(&name))
}

fn same_cue(one: &Proposal, other: &Proposal) -> bool {
    matches!((one.statement.cue, other.statement.cue), (Some(a), Some(b)) if a.overlaps(b))
}

/// Whether content without a cue follows closely enough to go on with a saying.
fn follows(report: &Report<'_>, to: &Proposal, more: &Attribution) -> bool {
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
    let content = fragments(report, &it.content, passage);
    if content.is_empty() {
        return None;
    }
    let span = |tokens: &Range<usize>| page.span(tokens.clone());
    let source = it.source.as_ref().map(|source| trimmed(report, source.clone())).filter(|it| !it.is_empty());
    let words = Words { content, source: source.as_ref().map(span), cue: it.cue.as_ref().map(span) };
    let act = it.cue.as_ref().map_or(Act::Say, |cue| act(report, cue));
    let by = By { finder: Finder::Head(head), score: it.score };
    let statement = build::plain(page, &report.passages[passage], words, act, by);
    let goes_on = statement.manner != Manner::Indirect;
    Some(Proposal { statement, passage, goes_on, bare: false })
}

/// The fragments of content as spans: none runs from one passage into the next, or lies in a caption or heading that the
/// saying, told in the passage `home`, does not stand in itself.
fn fragments(report: &Report<'_>, content: &[Range<usize>], home: usize) -> Vec<Span> {
    let mut out = Vec::new();
    for fragment in content {
        let first = report.passages.partition_point(|it| it.tokens.end <= fragment.start);
        for (n, passage) in report.passages.iter().enumerate().skip(first) {
            if passage.tokens.start >= fragment.end {
                break;
            }
            let apart = matches!(passage.kind, BlockKind::Caption | BlockKind::Heading | BlockKind::Headline);
            if apart && n != home {
                continue;
            }
            let tokens = fragment.start.max(begin(report, passage))..fragment.end.min(passage.tokens.end);
            let tokens = trimmed(report, tokens);
            // What somebody is said to have said in other words stands in the paragraph that says so, or goes on after it.
            if n < home
                && !tokens.is_empty()
                && !report.page.word(tokens.start).starts_with(['“', '"', '\'', '‘', '«', '`'])
            {
                continue;
            }
            if !tokens.is_empty() {
                out.push(report.page.span(tokens));
            }
        }
    }
    out
}

/// Where a passage begins behind its dateline (`KELMAR (AP) — The ferry`).
fn begin(report: &Report<'_>, passage: &Passage) -> usize {
    let start = passage.tokens.start;
    let dash = passage.tokens.clone().take(DATELINE).find(|&at| matches!(report.page.word(at), "—" | "–" | "--" | "-"));
    dash.filter(|_| names::all_capitals(report.page.word(start))).map_or(start, |dash| dash + 1)
}

/// Most tokens of a dateline, its dash included.
const DATELINE: usize = 10;

/// Tokens without the marks at their ends that part them from what they are attributed to.
fn trimmed(report: &Report<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let parts = |at: usize| {
        report.page.kind(at) == TokenKind::Symbol && report.page.word(at).chars().all(|c| !c.is_ascii())
            || matches!(report.page.word(at), "," | ":" | ";" | "-" | "–" | "—" | "--")
    };
    while !tokens.is_empty() && parts(tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && parts(tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
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
