//! What the encoder says about whom a mention refers back to, told of mentions instead of tokens.

use super::parties::Cast;
use super::scene::Scene;
use crate::read::Page;
use crate::read::mention::names;
use sayso_types::{By, Finder, MentionKind, NameScores, PartyKind, Reading, Tag};

/// For each mention, the others that it may refer back to, with probabilities. Empty without weights.
#[derive(Debug, Default)]
pub(super) struct Links {
    of: Vec<Vec<(usize, f32)>>,
    /// For each mention, how likely it refers to nobody nearby.
    none: Vec<f32>,
}

/// What is left to those whom no link names, as the encoder tells links of less than this not at all.
const LEAST: f32 = 0.02;

/// How much of the probability of *nobody nearby* stands for each of those whom no link names.
const FAR: f32 = 0.3;

/// The weight of a link's log-probability beside the scores of the rules.
const WEIGHT: f32 = 0.5;

/// The least probability with which the head of a pronoun makes a name of capitalised words that no rule took for one.
const NAMES: f32 = 0.3;

/// The least probability that the words are a person's name by the encoder's names themselves.
const PERSON: f32 = 0.3;

impl Links {
    /// Turns the links between tokens into those between the mentions whose heads hold the tokens.
    pub(super) fn new(page: &Page<'_>, reading: &Reading, scene: &Scene) -> Self {
        let signals = &page.signals.antecedents;
        if signals.is_empty() {
            return Self::default();
        }
        let mut mention_at = vec![None; page.tokens().len()];
        for at in 0..reading.mentions.len() {
            if let Some(head) = mention_at.get_mut(scene.head[at]..scene.head_end[at]) {
                head.fill(Some(at));
            }
        }
        let mentions = reading.mentions.len();
        let mut it = Self { of: vec![Vec::new(); mentions], none: vec![0.0; mentions] };
        let mention = |token: u32| mention_at.get(token as usize).copied().flatten();
        for link in signals {
            let Some(from) = mention(link.from).filter(|&at| scene.head_end[at] == link.from as usize + 1) else {
                continue;
            };
            let share = link.score.exp();
            if link.to == link.from {
                it.none[from] += share;
            } else if let Some(to) = mention(link.to).filter(|&to| to != from) {
                it.of[from].push((to, share));
            }
        }
        it
    }

    /// The mentions that a mention may refer back to, with their probabilities.
    pub(super) fn from(&self, at: usize) -> &[(usize, f32)] {
        self.of.get(at).map_or(&[], Vec::as_slice)
    }

    /// How likely a mention refers to an entity, as far as mentions are resolved.
    pub(super) fn share(&self, cast: &Cast, at: usize, entity: usize) -> f32 {
        self.from(at).iter().filter(|(to, _)| cast.of[*to] == Some(entity)).map(|(_, share)| share).sum()
    }

    /// What the links add to the score of an entity as what a mention refers to; 0 where they say nothing of the mention.
    pub(super) fn bonus(&self, cast: &Cast, at: usize, entity: usize) -> f32 {
        let none = self.none.get(at).copied().unwrap_or(0.0);
        if self.from(at).is_empty() && none == 0.0 {
            return 0.0;
        }
        let least = LEAST.max(none * FAR);
        WEIGHT * (self.share(cast, at, entity).max(least) / LEAST).ln()
    }
}

/// Whether the encoder's names leave room for a person's at a token.
fn may_be_person(page: &Page<'_>, token: usize) -> bool {
    let person = |it: &NameScores| it.person[0].exp() + it.person[1].exp();
    page.signals.names.get(token).is_some_and(|it| person(it) > PERSON)
}

/// Adds the people's names that no rule saw but that a *he* or *she* refers back to, where the words are capitalised.
pub(super) fn add_names(page: &Page<'_>, reading: &mut Reading) {
    if page.signals.antecedents.is_empty() {
        return;
    }
    let mut taken = vec![false; page.tokens().len()];
    for it in &reading.mentions {
        taken[page.tokens_in(it.head)].fill(true);
    }
    let mut found = Vec::new();
    for link in &page.signals.antecedents {
        let (from, to) = (link.from as usize, link.to as usize);
        let one = matches!(page.lower(from), "he" | "him" | "his" | "she" | "her");
        if !one || from == to || link.score < NAMES.ln() || to >= taken.len() {
            continue;
        }
        let proper = |at: usize, taken: &[bool]| !taken[at] && page.tag(at) == Tag::Nnp && names::capital(page, at);
        if !proper(to, &taken) || !may_be_person(page, to) {
            continue;
        }
        let sentence = page.sentences()[page.sentence_of(to)].tokens.clone();
        let start = (sentence.start..to).rev().take_while(|&at| proper(at, &taken)).last().unwrap_or(to);
        let end = (to..sentence.end).take_while(|&at| proper(at, &taken)).last().map_or(to, |at| at) + 1;
        taken[start..end].fill(true);
        let by = By { finder: Finder::Head("antecedents"), score: link.score.exp() };
        found.push(names::mention(page, start..end, start..end, MentionKind::Name(PartyKind::Person), by));
    }
    if !found.is_empty() {
        reading.mentions.append(&mut found);
        reading.mentions.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end)));
    }
}
