//! A body, government or outlet known by name: `the White House`, `NBC News`, `the FBI`.

use crate::read::mention::{lexicon, names, phrases};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, Reading, Tag};

pub(super) const RULE: Rule<Mention> = Rule { name: "known_body", read };

fn read(page: &Page<'_>, _: &Reading, found: &mut Vec<Mention>) {
    for (n, sentence) in page.sentences().iter().enumerate() {
        let blind = names::blind(page, n);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let end = match body(page, at, blind) {
                Some((end, kind)) if end <= sentence.tokens.end => {
                    let start = at - usize::from(at > sentence.tokens.start && page.lower(at - 1) == "the");
                    found.push(names::mention(page, start..end, at..end, kind, By::rule(RULE.name, 0.95)));
                    end
                }
                _ => at + 1,
            };
            at = end;
        }
    }
}

/// One past the last token of the known name at a token, and what it is.
fn body(page: &Page<'_>, at: usize, blind: bool) -> Option<(usize, MentionKind)> {
    let word = page.word(at);
    if !word.starts_with(|c: char| c.is_uppercase() || c == 'a') {
        return None;
    }
    let known = lexicon::known_at(word, &page.text()[page.tokens()[at].span.start as usize..])?;
    let end = page
        .tokens_in(sayso_types::Span::new(
            page.tokens()[at].span.start as usize,
            page.tokens()[at].span.start as usize + known.name.len(),
        ))
        .end;
    if known.capital && !phrases::acts(page, at, end) {
        return None;
    }
    if end == at + 1 {
        let acronym = names::all_capitals(word);
        // One word of a longer name, or of a sentence's beginning, is that name or an ordinary word.
        let alone = !(end < page.tokens().len() && names::capital(page, end) && !names::titles(page, end))
            && !(at > 0
                && names::capital(page, at - 1)
                && !page.lower(at - 1).ends_with('n')
                && page.lower(at - 1) != "the"
                && !names::all_capitals(page.word(at - 1)));
        if !acronym
            && (!alone || blind || names::opens(page, at) && (page.tag(at) != Tag::Nnp || page.tag(end).is_noun()))
        {
            return None;
        }
    }
    Some((end, MentionKind::Name(known.kind)))
}
