//! Names of places that the encoder's head tells of, and how they stand beside those of the rules.
//!
//! The head knows places by how they are told of, the gazetteer where they lie. A name that only the gazetteer knows needs
//! the head not to speak against it; a name that only the head knows has no place on the map and is left to the mentions.

use super::gazetteer::gazetteer;
use super::names;
use super::neighbours::{DIRECTIONS, DIVISIONS};
use crate::read::Page;
use crate::read::mention::heads::{self, Name, NameKind};
use sayso_types::{By, Finder, PlaceMention};
use std::ops::Range;

/// Least belief of the head in a name of the gazetteer that it does not tell of itself.
const LEAST: f32 = 0.3;

/// Least score of a place of the gazetteer that no rule took for one.
const LEAST_ALONE: f32 = 0.55;

/// Least score of a longer name that is no place and swallows the place in it.
const LEAST_LONGER: f32 = 0.5;

/// Joins what the head tells of with what the rules chose; without signals the rules' stay as they are.
pub(super) fn join(page: &Page<'_>, rules: Vec<PlaceMention>) -> Vec<PlaceMention> {
    if page.signals.names.is_empty() {
        return rules;
    }
    let told = heads::names(page);
    let mut taken = vec![false; told.len()];
    let mut out = Vec::with_capacity(rules.len());
    for mut it in rules {
        let tokens = page.tokens_in(it.span);
        let over = heads::among(&told, &tokens);
        if it.demonym || page.span(tokens.clone()) != it.span {
            out.push(it);
            continue;
        }
        let Some(name) = told[over.clone()].iter().max_by_key(|name| name.tokens.len()) else {
            if heads::belief(page, &tokens) >= LEAST {
                out.push(it);
            }
            continue;
        };
        let longer = name.tokens.start <= tokens.start && tokens.end <= name.tokens.end && name.tokens != tokens;
        let keep = match name.kind {
            NameKind::Place if longer => same(page, name, &tokens),
            NameKind::Place => true,
            _ if longer => name.score < LEAST_LONGER,
            // States act like bodies, and what is theirs is called by their name.
            NameKind::Organization | NameKind::Group | NameKind::Other => {
                it.place.admin1.is_none() || name.score < it.by.score
            }
            NameKind::Facility => true,
            NameKind::Person => name.score < it.by.score,
        };
        if keep {
            if name.kind == NameKind::Place {
                over.for_each(|at| taken[at] = true);
                if longer {
                    it.span = page.span(name.tokens.clone());
                }
                it.by.score = it.by.score.max(name.score);
            }
            out.push(it);
        }
    }
    add(page, &told, &taken, &mut out);
    out.sort_by_key(|it| it.span.start);
    out.dedup_by(|b, a| a.span.overlaps(b.span));
    out
}

/// Adds the places of the gazetteer that only the head tells of.
fn add(page: &Page<'_>, told: &[Name], taken: &[bool], out: &mut Vec<PlaceMention>) {
    let table = gazetteer();
    let settled = names::names(page);
    for name in told.iter().zip(taken).filter(|it| !it.1).map(|it| it.0) {
        if name.kind != NameKind::Place || name.score < LEAST_ALONE {
            continue;
        }
        let span = page.span(name.tokens.clone());
        let words = span.of(page.text());
        let best = settled.best(table.bearers(words)).or_else(|| table.short(words));
        if let Some(id) = best {
            let by = By { finder: Finder::Head("names"), score: name.score };
            out.push(PlaceMention { span, place: table.entry(id).place, demonym: false, by });
        }
    }
}

/// Whether a longer name tells of the place that its words `tokens` name: `Kassel County`, `northern Mali`.
fn same(page: &Page<'_>, name: &Name, tokens: &Range<usize>) -> bool {
    let before = (name.tokens.start..tokens.start).all(|at| DIRECTIONS.contains(&page.lower(at)));
    let after = (tokens.end..name.tokens.end).all(|at| DIVISIONS.contains(&page.lower(at)));
    before && after
}
