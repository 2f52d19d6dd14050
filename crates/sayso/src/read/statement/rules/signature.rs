//! A quotation signed after a dash: *“The bridge is safe.” — Ada Brook*.

use super::super::build::{self, Proposal, Words};
use super::super::{Report, Rule};
use sayso_types::{Act, By};

pub(super) const RULE: Rule = Rule { name: "signature", read };

fn read(report: &Report<'_>, proposals: &mut Vec<Proposal>) {
    for (n, passage) in report.passages.iter().enumerate() {
        let Some(quote) = passage.quotes.iter().find(|quote| quote.open == passage.tokens.start) else { continue };
        let page = report.page;
        let dash = quote.close + 1;
        if dash + 1 >= passage.tokens.end || !matches!(page.word(dash), "―" | "—" | "–" | "--" | "-") {
            continue;
        }
        let name = dash + 1..passage.tokens.end;
        let signed = name.len() <= 14
            && page.word(name.start).starts_with(char::is_uppercase)
            && name.clone().all(|at| !page.tag(at).is_finite());
        if !signed {
            continue;
        }
        let content = vec![quote.span(page)];
        let words = Words { content, source: Some(page.span(name)), cue: Some(page.tokens()[dash].span) };
        let statement = build::plain(page, passage, words, Act::Say, By::rule(RULE.name, 0.9));
        proposals.push(Proposal { statement, passage: n, goes_on: false, bare: false });
    }
}
