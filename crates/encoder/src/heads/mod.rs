//! From the network's scores to [`Signals`]: log-probabilities of tags, and the links worth telling.

mod events;

use crate::weights::{About, HeadKind};
use events::EventHeads;
use sayso_types::{Link, NameScores, RoleScores, Signals, StatusScores};
use std::fmt;

/// A link is told if a token begins a span of its kind at least this often.
const LEAST_BEGIN: f32 = 0.02;

/// How much less likely than going on it is that something begins in the middle of a name, as a logarithm.
const UNLIKELY: f32 = 6.0;

/// Least probability of an antecedent that is told.
const LEAST_ANTECEDENT: f32 = 0.02;

/// Where each head's rows begin in a token's scores.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heads {
    width: usize,
    roles: usize,
    inner: usize,
    names: usize,
    status: usize,
    sources: LinkHead,
    contents: LinkHead,
    antecedents: LinkHead,
    events: EventHeads,
}

#[derive(Clone, Copy, Debug)]
struct LinkHead {
    at: usize,
    size: usize,
}

/// A head that the weights lack, or that says something else than this version reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeadMissing(&'static str);

impl fmt::Display for HeadMissing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the weights have no head {:?} with the tags that this version reads", self.0)
    }
}

impl std::error::Error for HeadMissing {}

const ROLES: [&str; 7] = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"];
const STATUS: [&str; 4] = ["occurred", "future", "hypothetical", "negated"];
#[rustfmt::skip]
const NAMES: [&str; 13] = [
    "O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place",
    "B-facility", "I-facility", "B-group", "I-group", "B-other", "I-other",
];

impl Heads {
    /// How many tags names have.
    pub(crate) const NAMES: usize = NAMES.len();

    /// Finds the heads that this version reads among those of the weights.
    pub(crate) fn of(about: &About) -> Result<Self, HeadMissing> {
        let find = |name: &'static str, fits: &dyn Fn(&HeadKind) -> Option<usize>| {
            let mut at = 0;
            for head in &about.heads {
                if head.name == name {
                    return fits(&head.kind).map(|size| LinkHead { at, size }).ok_or(HeadMissing(name));
                }
                at += head.rows();
            }
            Err(HeadMissing(name))
        };
        let tags = |name, expected: &[&str]| -> Result<usize, HeadMissing> {
            let fits = |kind: &HeadKind| match kind {
                HeadKind::Tags(tags) if tags.iter().eq(expected) => Some(tags.len()),
                _ => None,
            };
            find(name, &fits).map(|it| it.at)
        };
        let link = |name| {
            let fits = |kind: &HeadKind| match kind {
                HeadKind::Link(size) => Some(*size),
                HeadKind::Tags(_) => None,
            };
            find(name, &fits)
        };
        Ok(Self {
            width: about.head_rows(),
            roles: tags("roles", &ROLES)?,
            inner: tags("inner", &ROLES)?,
            names: tags("names", &NAMES)?,
            status: tags("status", &STATUS)?,
            sources: link("sources")?,
            contents: link("contents")?,
            antecedents: link("antecedents")?,
            events: EventHeads {
                events: tags("events", &EventHeads::tags().iter().map(String::as_str).collect::<Vec<_>>())?,
                modes: tags("modes", &events::MODES)?,
                actors: link("actors")?,
                recipients: link("recipients")?,
                times: link("times")?,
                places: link("places")?,
            },
        })
    }

    /// Adds a window's tokens to the signals. `scores` has one row for `[CLS]` and one for each token, `places` the piece
    /// that each was read from: a token of the same piece as the one before it goes on with a name. `words` is what the
    /// tokens' own words add to their scores as names; `refers` tells which tokens may refer back to another one.
    pub(crate) fn add<'w>(
        &self,
        scores: &[f32],
        places: &[u32],
        words: impl Iterator<Item = &'w [f32]>,
        first: usize,
        refers: impl Fn(usize) -> bool,
        signals: &mut Signals,
    ) {
        let rows: Vec<&[f32]> = scores.chunks_exact(self.width).collect();
        let more: Vec<bool> = (0..rows.len()).map(|at| at > 1 && places[at] == places[at - 1]).collect();
        for ((row, word), &more) in rows[1..].iter().zip(words).zip(&more[1..]) {
            signals.roles.push(roles(&going_on::<7>(&row[self.roles..], more)));
            signals.inner.push(roles(&going_on::<7>(&row[self.inner..], more)));
            let mut of_name: [f32; NAMES.len()] = going_on(&row[self.names..], more);
            for (out, called) in of_name.iter_mut().zip(word) {
                *out += called;
            }
            signals.names.push(names(&of_name));
            let [occurred, future, hypothetical, negated] = log_softmax(&row[self.status..]);
            signals.status.push(StatusScores { occurred, future, hypothetical, negated });
        }
        self.events.add(&rows, &more, first, signals);
        let begins = |role: fn(&RoleScores) -> f32| -> Vec<usize> {
            (1..rows.len())
                .filter(|&at| {
                    let token = first + at - 1;
                    role(&signals.roles[token]).max(role(&signals.inner[token])) > LEAST_BEGIN.ln()
                })
                .collect()
        };
        let (sources, cues, contents) = (begins(|it| it.source[0]), begins(|it| it.cue[0]), begins(|it| it.content[0]));
        let linked = |head: LinkHead, from: &[usize], to: &[usize], least: f32| {
            let mut links = Vec::new();
            for &dep in from {
                let all = head.from(&rows, &more, dep);
                for at in std::iter::once(0).chain(to.iter().copied()) {
                    if all[at] >= least && (at != dep || at == 0) {
                        // To `[CLS]`: to none.
                        let to = if at == 0 { dep } else { at };
                        links.push(Link { from: token(first, dep), to: token(first, to), score: all[at] });
                    }
                }
            }
            links
        };
        let referring: Vec<usize> = (1..rows.len()).filter(|&at| refers(first + at - 1)).collect();
        let everything: Vec<usize> = (1..rows.len()).collect();
        let sources = linked(self.sources, &cues, &sources, f32::NEG_INFINITY);
        let contents = linked(self.contents, &contents, &cues, f32::NEG_INFINITY);
        let antecedents = linked(self.antecedents, &referring, &everything, LEAST_ANTECEDENT.ln());
        signals.sources.extend(sources);
        signals.contents.extend(contents);
        signals.antecedents.extend(antecedents);
    }
}

/// The token of a row; row 1 is the window's first.
fn token(first: usize, row: usize) -> u32 {
    u32::try_from(first + row - 1).unwrap_or(u32::MAX)
}

impl LinkHead {
    /// Log-probabilities that the row `dep` points to each row.
    fn from(self, rows: &[&[f32]], more: &[bool], dep: usize) -> Vec<f32> {
        let scale = (self.size as f32).sqrt().recip();
        let dep = &rows[dep][self.at..self.at + self.size];
        let mut out: Vec<f32> = rows
            .iter()
            .map(|row| {
                let head = &row[self.at + self.size..self.at + 2 * self.size];
                dep.iter().zip(head).map(|(a, b)| a * b).sum::<f32>() * scale
            })
            .collect();
        // A name that one piece stands for is one end of a link.
        let total = log_sum(out.iter().zip(more).filter(|(_, more)| !**more).map(|(score, _)| *score));
        for it in &mut out {
            *it -= total;
        }
        out
    }
}

/// Scores of the first `N` tags, none first and then *begins* and *goes on* of each kind. Of a token that goes on with a name
/// that one piece stands for, nothing begins.
fn going_on<const N: usize>(row: &[f32], more: bool) -> [f32; N] {
    let mut out = [0.0; N];
    out.copy_from_slice(&row[..N]);
    if more {
        for [begins, goes_on] in out[1..].as_chunks_mut().0 {
            *goes_on = log_sum([*begins, *goes_on].into_iter());
            *begins = *goes_on - UNLIKELY;
        }
    }
    out
}

fn roles(row: &[f32]) -> RoleScores {
    let [none, s, ss, c, cc, k, kk] = log_softmax(row);
    RoleScores { none, source: [s, ss], cue: [c, cc], content: [k, kk] }
}

fn names(row: &[f32]) -> NameScores {
    let [none, p, pp, o, oo, l, ll, f, ff, g, gg, x, xx] = log_softmax(row);
    NameScores {
        none,
        person: [p, pp],
        organization: [o, oo],
        place: [l, ll],
        facility: [f, ff],
        group: [g, gg],
        other: [x, xx],
    }
}

/// Log-probabilities of the first `N` scores.
fn log_softmax<const N: usize>(row: &[f32]) -> [f32; N] {
    let mut out = [0.0; N];
    out.copy_from_slice(&row[..N]);
    let total = log_sum(out.iter().copied());
    out.map(|it| it - total)
}

fn log_sum(scores: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = scores.clone().fold(f32::NEG_INFINITY, f32::max);
    most + scores.map(|it| (it - most).exp()).sum::<f32>().ln()
}
