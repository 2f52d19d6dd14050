//! A name with its initials in brackets after it: `the Andes Water Coordinator (AWC)`.

use crate::read::mention::{lexicon, names};
use crate::read::{Page, Rule};
use sayso_types::{By, Mention, MentionKind, PartyKind, Reading};

pub(super) const RULE: Rule<Mention> = Rule { name: "bracketed_name", read };

fn read(page: &Page<'_>, reading: &Reading, found: &mut Vec<Mention>) {
    let runs = names::runs(page);
    for (n, run) in runs.iter().enumerate() {
        if page.lower(run.end) != "(" || run.end + 1 >= page.tokens().len() {
            continue;
        }
        let short = page.word(run.end + 1);
        let fits = page.lower(run.end + 2) == ")"
            && (2..=8).contains(&short.chars().count())
            && short.chars().filter(|c| c.is_uppercase()).count() * 2 > short.chars().count()
            && !short.starts_with("R-")
            && !short.starts_with("D-")
            && names::place_at(reading, page.tokens()[run.end + 1].span).is_none();
        if !fits {
            continue;
        }
        // Small words join the parts of the name: `Movement for the Andes (MA)`.
        let mut start = run.start;
        for before in runs[..n].iter().rev() {
            let gap: Vec<&str> = (before.end..start).map(|at| page.lower(at)).collect();
            let joined = matches!(
                gap.as_slice(),
                ["of" | "for" | "and" | "on" | "against" | "in"] | ["of" | "for" | "on", "the"]
            );
            let enough = (start..run.end).filter(|&at| names::capital(page, at)).count() >= short.chars().count();
            if !joined || enough {
                break;
            }
            start = before.start;
        }
        if run.end - start < 2 || lexicon::first_name(page.lower(start)).is_some() && !names::ends_body(page, run) {
            continue;
        }
        // `Director of the Harbour Board (HB)` is a person's office.
        let of = (start..run.end).find(|&at| page.lower(at) == "of");
        if of.is_some_and(|of| names::titles(page, of - 1)) {
            continue;
        }
        let first = page.sentences()[page.sentence_of(start)].tokens.start;
        let whole = start - usize::from(start > first && page.lower(start - 1) == "the")..run.end;
        let kind = MentionKind::Name(PartyKind::Organization);
        found.push(names::mention(page, whole, start..run.end, kind, By::rule(RULE.name, 0.85)));
        let initials = run.end + 1..run.end + 2;
        found.push(names::mention(page, initials.clone(), initials, kind, By::rule(RULE.name, 0.85)));
    }
}
