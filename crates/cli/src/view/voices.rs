//! Who gets to speak, and how much: each word of the report belongs to the innermost statement that holds it, or to the
//! report's own voice.

use super::Piece;
use sayso::types::{
    BlockKind, Document, MentionKind, Party, PartyId, PartyKind, Reading, Resolution, Statement, StatementId,
};
use std::collections::HashMap;

/// Everybody who speaks, the one with the most words first.
#[derive(Debug)]
pub(super) struct Voices {
    /// In order of words given.
    pub(super) all: Vec<Voice>,
    /// For each statement, the index of its voice.
    of: Vec<usize>,
    /// Words in the report's own voice.
    pub(super) own: usize,
}

/// Somebody who speaks.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    /// Canonical name, the words that stand for an unknown speaker, or that there is none.
    pub(super) name: String,
    /// Title or role.
    pub(super) role: Option<String>,
    pub(super) standing: Standing,
    pub(super) statements: usize,
    /// Words given inside quotation marks.
    pub(super) quoted: usize,
    /// Words given without.
    pub(super) paraphrased: usize,
}

/// How well a speaker is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// By name.
    Named,
    /// Kept unnamed (`a senior official`), or a group without a name.
    Unnamed,
    /// A source is told, but who it is stays open.
    Unclear,
    /// Something is attributed, but to nobody.
    NoSource,
}

impl Standing {
    /// Every standing with its name, in the order of the summary.
    pub(super) const ALL: [(Self, &'static str); 4] = [
        (Self::Named, "named"),
        (Self::Unnamed, "unnamed"),
        (Self::Unclear, "unclear who"),
        (Self::NoSource, "no source"),
    ];
}

impl Voice {
    /// Words given.
    pub(super) fn words(&self) -> usize {
        self.quoted + self.paraphrased
    }
}

/// What makes two statements one voice's.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Party(PartyId),
    Words(String),
    Nobody,
}

impl Voices {
    pub(super) fn count(document: &Document, reading: &Reading, resolution: &Resolution, pieces: &[Piece]) -> Self {
        let mut all: Vec<Voice> = Vec::new();
        let mut known: HashMap<Key, usize> = HashMap::new();
        let mut of = Vec::new();
        for (n, statement) in reading.statements.iter().enumerate() {
            let party = resolution.speakers.get(n).copied().flatten();
            let party = party.and_then(|id| Some((id, resolution.parties.get(id.0 as usize)?)));
            let (key, voice) = voice(document, reading, statement, party);
            let at = *known.entry(key).or_insert_with(|| {
                all.push(voice);
                all.len() - 1
            });
            all[at].statements += 1;
            of.push(at);
        }
        let own = give_words(document, pieces, &of, &mut all);
        // The most words first; those with as many stay in the order in which they first spoke.
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(all[at].words()));
        let mut rank = vec![0; all.len()];
        order.iter().enumerate().for_each(|(to, &from)| rank[from] = to);
        Self {
            all: order.iter().map(|&at| all[at].clone()).collect(),
            of: of.into_iter().map(|at| rank[at]).collect(),
            own,
        }
    }

    /// The voice of a statement.
    pub(super) fn of(&self, id: StatementId) -> &Voice {
        &self.all[self.index(id)]
    }

    /// The index of a statement's voice.
    pub(super) fn index(&self, id: StatementId) -> usize {
        self.of[id.0 as usize]
    }

    /// Words of the whole report.
    pub(super) fn total(&self) -> usize {
        self.own + self.all.iter().map(Voice::words).sum::<usize>()
    }

    /// Shares of the report in percent, those of [`Voices::percents`] added up: of speakers by standing where there are
    /// any, and of its own voice.
    pub(super) fn shares(&self) -> Vec<(&'static str, usize)> {
        let percents = self.percents();
        let of = |standing| self.all.iter().zip(&percents).filter(move |(it, _)| it.standing == standing);
        let mut shares: Vec<(&str, usize)> = Standing::ALL
            .iter()
            .filter(|(standing, _)| of(*standing).next().is_some())
            .map(|&(standing, name)| (name, of(standing).map(|(_, share)| share).sum()))
            .collect();
        shares.push(("the report’s own voice", percents.last().copied().unwrap_or(0)));
        shares
    }

    /// How many percent of the report each voice was given, and last its own voice. They add up to a hundred: what
    /// rounding down leaves goes to those who lost most by it.
    pub(super) fn percents(&self) -> Vec<usize> {
        let words: Vec<usize> = self.all.iter().map(Voice::words).chain([self.own]).collect();
        let total: usize = words.iter().sum();
        if total == 0 {
            return vec![0; words.len()];
        }
        let mut shares: Vec<usize> = words.iter().map(|words| words * 100 / total).collect();
        let missing = 100 - shares.iter().sum::<usize>();
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(words[at] * 100 % total));
        order.iter().take(missing).for_each(|&at| shares[at] += 1);
        shares
    }
}

fn voice(
    document: &Document,
    reading: &Reading,
    statement: &Statement,
    party: Option<(PartyId, &Party)>,
) -> (Key, Voice) {
    let (key, name, role, standing) = match (party, statement.source) {
        (Some((id, it)), _) => (Key::Party(id), it.name.clone(), it.role.clone(), standing(it, reading)),
        (None, Some(source)) => {
            let words = source.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
            (Key::Words(words.to_lowercase()), format!("“{words}”"), None, Standing::Unclear)
        }
        (None, None) => (Key::Nobody, "no source named".to_owned(), None, Standing::NoSource),
    };
    (key, Voice { name, role, standing, statements: 0, quoted: 0, paraphrased: 0 })
}

fn standing(party: &Party, reading: &Reading) -> Standing {
    let mentions = || party.mentions.iter().filter_map(|id| reading.mentions.get(id.0 as usize));
    let named = || mentions().any(|it| matches!(it.kind, MentionKind::Name(_) | MentionKind::Handle));
    match party.kind {
        PartyKind::Unnamed => Standing::Unnamed,
        PartyKind::Group if !named() => Standing::Unnamed,
        _ => Standing::Named,
    }
}

/// Gives each word to its voice; the rest, which is returned, is the report's own. A byline is no part of the report.
fn give_words(document: &Document, pieces: &[Piece], of: &[usize], voices: &mut [Voice]) -> usize {
    let mut own = 0;
    let mut next = pieces.iter().peekable();
    for block in document.blocks.iter().filter(|it| it.kind != BlockKind::Byline) {
        let mut start = block.span.start as usize;
        for word in block.span.of(&document.text).split_inclusive(char::is_whitespace) {
            let first = word.find(char::is_alphanumeric).map(|inside| start + inside);
            start += word.len();
            let Some(at) = first else { continue };
            while next.next_if(|piece| piece.end as usize <= at).is_some() {}
            match next.peek().and_then(|piece| Some((piece.statement?, piece.quoted))) {
                Some((id, true)) => voices[of[id.0 as usize]].quoted += 1,
                Some((id, false)) => voices[of[id.0 as usize]].paraphrased += 1,
                None => own += 1,
            }
        }
    }
    own
}
