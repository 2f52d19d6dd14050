//! The heads of events: what begins at a token, what mode it has, and who, when and where it is linked to.

use super::{LinkHead, going_on, log_softmax, token};
use sayso_types::{EventScores, Link, ModeScore, Signals};

/// Modes and links are told of a token if it begins a trigger at least this often.
const LEAST_TRIGGER: f32 = 0.05;

/// Least probability of a mode that is told.
const LEAST_MODE: f32 = 0.05;

/// Least probability of a link that is told.
const LEAST_LINK: f32 = 0.01;

/// Tags of `events`: none, then *begins* and *goes on* of each type.
pub(super) const TAGS: usize = 33;

/// Where these heads' rows begin in a token's scores.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventHeads {
    pub(super) events: usize,
    pub(super) modes: usize,
    pub(super) actors: LinkHead,
    pub(super) recipients: LinkHead,
    pub(super) times: LinkHead,
    pub(super) places: LinkHead,
}

impl EventHeads {
    /// The tags that `events` must have in the weights file, in order.
    pub(super) fn tags() -> Vec<String> {
        let of_type = |it: &sayso_types::EventType| [format!("B-{}", it.name()), format!("I-{}", it.name())];
        std::iter::once("O".to_owned()).chain(sayso_types::EventType::ALL.iter().flat_map(of_type)).collect()
    }

    /// Adds a window's tokens to the signals; rows and `more` as in [`super::Heads::add`].
    pub(super) fn add(&self, rows: &[&[f32]], more: &[bool], first: usize, signals: &mut Signals) {
        for (at, row) in rows.iter().enumerate().skip(1) {
            let scores = scores(&going_on::<TAGS>(&row[self.events..], more[at]));
            signals.events.push(scores);
            if scores.begins.iter().map(|it| it.exp()).sum::<f32>() < LEAST_TRIGGER {
                continue;
            }
            let of_mode = log_softmax::<{ MODES.len() }>(&row[self.modes..]);
            let told = MODES.iter().zip(of_mode).filter(|(_, score)| *score >= LEAST_MODE.ln());
            signals.modes.extend(told.map(|(&mode, score)| ModeScore { token: token(first, at), mode, score }));
            let links = [
                (self.actors, &mut signals.actors),
                (self.recipients, &mut signals.recipients),
                (self.times, &mut signals.times),
                (self.places, &mut signals.places),
            ];
            for (head, out) in links {
                let ends = head.from(rows, more, at).into_iter().enumerate();
                let told =
                    ends.filter(|&(end, score)| score >= LEAST_LINK.ln() && !more[end] && (end != at || end == 0));
                // To `[CLS]`: to none.
                out.extend(told.map(|(end, score)| Link {
                    from: token(first, at),
                    to: token(first, if end == 0 { at } else { end }),
                    score,
                }));
            }
        }
    }
}

fn scores(row: &[f32]) -> EventScores {
    let [none, tags @ ..] = log_softmax::<TAGS>(row);
    let mut out = EventScores { none, ..EventScores::default() };
    for (of, [begins, goes_on]) in tags.as_chunks().0.iter().enumerate() {
        out.begins[of] = *begins;
        out.goes_on[of] = *goes_on;
    }
    out
}

/// Tags of `modes`: the first for none. Which modes a type can have is [`sayso_types::EventType::modes`]' to say.
#[rustfmt::skip]
pub(super) const MODES: [&str; 65] = [
    "none", "abduct", "access", "aerial", "allege", "arrest", "assassinate", "assist", "ban", "beat", "boycott", "censor",
    "change", "cleansing", "convict", "crowd-control", "curfew", "cyber", "demo", "deport", "destroy", "disapprove", "disarm",
    "discontinue", "drone", "execute", "expel", "explosives", "firearms", "ceasefire", "heavy-weapons", "hunger",
    "investigate", "martial-law", "massacre", "meet", "militia", "misinformation", "multilateral", "obstruct", "phone",
    "police", "primitive", "relations", "release", "resign", "restrict", "return", "riot", "seize", "sexual", "sideAB",
    "strike", "suicide-attack", "territory", "third-party", "torture", "troops", "unconventional", "violence", "visit",
    "weapons", "withdraw", "withhold", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_of_a_type_can_be_said() {
        for of in sayso_types::EventType::ALL {
            for mode in of.modes() {
                assert!(MODES.contains(mode), "{mode} of {}", of.name());
            }
        }
        let known = |mode: &&str| sayso_types::EventType::ALL.iter().any(|of| of.modes().contains(mode));
        assert!(MODES[1..].iter().all(known), "a mode that no type has");
    }
}
