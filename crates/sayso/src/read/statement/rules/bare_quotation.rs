//! A whole quotation with no cue: it goes on with the saying before it, or has no source that could be told.

use super::super::build::{self, Proposal, Words};
use super::super::{Report, Rule};
use sayso_types::{Act, BlockKind, By};

pub(super) const RULE: Rule = Rule { name: "bare_quotation", read };

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (passage, clauses) in report.each() {
        let view = &clauses.view;
        if report.passages[passage].kind == BlockKind::Post {
            continue;
        }
        for at in 0..view.len() {
            let Some(quote) = view.quote(at) else { continue };
            if quote.inner().len() < 4 {
                continue;
            }
            let content = vec![quote.span(view.page)];
            let words = Words { content, source: None, cue: None };
            let statement = build::plain(view.page, view.passage, words, Act::Say, By::rule(RULE.name, 0.4));
            proposals.push(Proposal { statement, passage, goes_on: false, bare: true });
        }
    }
}
