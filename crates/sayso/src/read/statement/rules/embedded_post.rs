//! A post embedded in the report: the account says what the post says; a quotation inside it has its own source.
//!
//! Sees blocks of kind post, and in plain text a line `— Name (@handle) date` after the post's text.

use super::super::build::{self, Proposal, Words};
use super::super::unit::Passage;
use super::super::{Report, Rule};
use sayso_types::{Act, BlockKind, By, Manner, Span, TokenKind};

pub(super) const RULE: Rule = Rule { name: "embedded_post", read };

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (n, passage) in report.passages.iter().enumerate() {
        let signature = signature(report, passage);
        let (content, account, passage_of) = match signature {
            // The signature closes its own block, or stands in a line of its own under the post.
            Some((dash, name)) if dash > passage.tokens.start => (passage.tokens.start..dash, Some((dash, name)), n),
            Some((dash, name)) if n > 0 => (report.passages[n - 1].tokens.clone(), Some((dash, name)), n - 1),
            None if passage.kind == BlockKind::Post => (passage.tokens.clone(), None, n),
            _ => continue,
        };
        if content.is_empty() {
            continue;
        }
        let page = report.page;
        let mut content = content;
        // Addresses at the end are not part of what is said.
        while content.end > content.start + 1 && page.kind(content.end - 1) == TokenKind::Address {
            content.end -= 1;
        }
        let words = Words {
            content: vec![page.span(content.clone())],
            source: account.as_ref().map(|(_, name)| *name),
            cue: account.as_ref().map(|(dash, _)| page.tokens()[*dash].span),
        };
        let mut statement = build::plain(page, &report.passages[passage_of], words, Act::Say, By::rule(RULE.name, 0.9));
        // A post is not quoted by its marks: only what it quotes itself is.
        if statement.manner == Manner::Direct {
            statement.manner = Manner::Mixed;
        }
        proposals.push(Proposal { statement, passage: passage_of, goes_on: false, bare: false });
        inner(report, passage_of, content, proposals);
    }
}

/// A quotation after a handle and a colon inside the post: `.@mayor: “It is safe.”`
fn inner(report: &Report<'_>, at: usize, content: std::ops::Range<usize>, proposals: &mut Vec<Proposal>) {
    let page = report.page;
    let passage = &report.passages[at];
    for quote in passage.quotes.iter().filter(|quote| quote.open >= content.start + 2 && quote.close < content.end) {
        if page.word(quote.open - 1) != ":" || page.kind(quote.open - 2) != TokenKind::Handle {
            continue;
        }
        let content = vec![quote.span(page)];
        let words = Words {
            content,
            source: Some(page.tokens()[quote.open - 2].span),
            cue: Some(page.tokens()[quote.open - 1].span),
        };
        let statement = build::plain(page, passage, words, Act::Say, By::rule(RULE.name, 0.9));
        proposals.push(Proposal { statement, passage: at, goes_on: false, bare: false });
    }
}

/// The dash and the name of `— Ada Brook (@ada) March 3, 2026` at the end of a passage.
fn signature(report: &Report<'_>, passage: &Passage) -> Option<(usize, Span)> {
    let page = report.page;
    let dash = passage.tokens.clone().rev().find(|&at| matches!(page.word(at), "—" | "–" | "--" | "―"))?;
    let open = (dash + 1..passage.tokens.end).find(|&at| page.word(at) == "(")?;
    let handle = page.kind(open + 1) == TokenKind::Handle && page.word(open + 2) == ")";
    (handle && open > dash + 1 && open - dash < 12 && passage.tokens.end - open < 14)
        .then(|| (dash, page.span(dash + 1..open)))
}
