//! Who gets to speak, and how much: each word of the report belongs to the innermost statement that holds it, or to the
//! report's own voice.

use super::marks::Piece;
use super::text::{Text, one_line};
use sayso_wire::{Party, Record, Statement};
use std::collections::HashMap;

/// Everybody who speaks, the one with the most words first.
pub(super) struct Voices {
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
    pub(super) role: Option<String>,
    pub(super) standing: Standing,
    /// Their statements, in text order.
    pub(super) statements: Vec<u32>,
    /// Words given inside quotation marks.
    pub(super) quoted: usize,
    /// Words given without.
    pub(super) paraphrased: usize,
}

/// How well a speaker is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Named,
    /// Kept unnamed (`a senior official`), or a group without a name.
    Unnamed,
    /// A source is told, but who it is stays open.
    Unclear,
    /// Something is attributed, but to nobody.
    NoSource,
}

impl Standing {
    /// Every standing with its words, and its class, in the order of the summary.
    pub(super) const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Named, "named", "named"),
        (Self::Unnamed, "unnamed", "unnamed"),
        (Self::Unclear, "unclear", "unclear who"),
        (Self::NoSource, "nobody", "attributed to nobody"),
    ];
}

impl Voice {
    pub(super) fn words(&self) -> usize {
        self.quoted + self.paraphrased
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Party(u32),
    Words(String),
    Nobody,
}

impl Voices {
    pub(super) fn count(record: &Record, text: &Text<'_>, pieces: &[Piece]) -> Self {
        let mut all: Vec<Voice> = Vec::new();
        let mut known: HashMap<Key, usize> = HashMap::new();
        let mut of = Vec::new();
        for (n, statement) in (0..).zip(&record.statements) {
            let (key, voice) = voice(record, text, statement);
            let at = *known.entry(key).or_insert_with(|| {
                all.push(voice);
                all.len() - 1
            });
            all[at].statements.push(n);
            of.push(at);
        }
        let own = give_words(record, text, pieces, &of, &mut all);
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
    pub(super) fn of(&self, statement: u32) -> &Voice {
        &self.all[self.index(statement)]
    }

    /// The index of a statement's voice.
    pub(super) fn index(&self, statement: u32) -> usize {
        self.of[statement as usize]
    }

    /// Words of the whole report.
    pub(super) fn total(&self) -> usize {
        self.own + self.all.iter().map(Voice::words).sum::<usize>()
    }
}

/// Shares of a whole in percent that add up to a hundred: what rounding down leaves goes to those who lost most by it.
pub(super) fn percents(counts: &[usize]) -> Vec<usize> {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let mut shares: Vec<usize> = counts.iter().map(|count| count * 100 / total).collect();
    let missing = 100 - shares.iter().sum::<usize>();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(counts[at] * 100 % total));
    order.iter().take(missing).for_each(|&at| shares[at] += 1);
    shares
}

fn voice(record: &Record, text: &Text<'_>, statement: &Statement) -> (Key, Voice) {
    let party = statement.party.and_then(|id| Some((id, record.parties.get(id as usize)?)));
    let (key, name, role, standing) = match (party, &statement.speaker, statement.source) {
        (Some((id, it)), speaker, _) => {
            let name = speaker.as_ref().unwrap_or(&it.name);
            (Key::Party(id), one_line(name), it.role.clone(), standing(it))
        }
        // Somebody whom a person named stands in no list of the report's parties.
        (None, Some(name), _) => (Key::Words(name.to_lowercase()), one_line(name), None, Standing::Named),
        (None, None, Some(source)) => {
            let words = one_line(text.words(source));
            (Key::Words(words.to_lowercase()), format!("“{words}”"), None, Standing::Unclear)
        }
        (None, None, None) => (Key::Nobody, "no source named".to_owned(), None, Standing::NoSource),
    };
    (key, Voice { name, role, standing, statements: Vec::new(), quoted: 0, paraphrased: 0 })
}

fn standing(party: &Party) -> Standing {
    match party.kind.as_str() {
        "unnamed" => Standing::Unnamed,
        // Names of groups begin with a capital, descriptions of them do not.
        "group" if !party.name.starts_with(char::is_uppercase) => Standing::Unnamed,
        _ => Standing::Named,
    }
}

/// Gives each word to its voice; the rest, which is returned, is the report's own. A byline is no part of the report.
fn give_words(record: &Record, text: &Text<'_>, pieces: &[Piece], of: &[usize], voices: &mut [Voice]) -> usize {
    let mut own = 0;
    let mut next = pieces.iter().peekable();
    for block in record.document.blocks.iter().filter(|it| it.kind != "byline") {
        let (mut at, mut in_word) = (block.span[0], false);
        for letter in text.words(block.span).chars() {
            if letter.is_whitespace() {
                in_word = false;
            } else if !in_word && letter.is_alphanumeric() {
                in_word = true;
                while next.next_if(|piece| piece.span[1] <= at).is_some() {}
                match next.peek().filter(|piece| piece.span[0] <= at).and_then(|piece| piece.innermost()) {
                    Some(it) if it.quoted => voices[of[it.statement as usize]].quoted += 1,
                    Some(it) => voices[of[it.statement as usize]].paraphrased += 1,
                    None => own += 1,
                }
            }
            at += 1;
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::super::{example, marks};
    use super::*;

    #[test]
    fn every_word_has_one_voice() {
        let mut record = example::record("“Go,” Ada said Ben had “heard 3 shots”.");
        record.statements = vec![
            example::statement(0, &[[0, 5], [15, 38]], &[[0, 5]], None),
            example::statement(1, &[[23, 38]], &[[23, 38]], Some(0)),
        ];
        record.statements[0].speaker = Some("Ada".into());
        record.statements[1].source = Some([15, 18]);
        let text = Text::new(&record.document.text);
        let voices = Voices::count(&record, &text, &marks::cut(&record));
        let told: Vec<_> = voices.all.iter().map(|it| (it.name.as_str(), it.quoted, it.paraphrased)).collect();
        assert_eq!(told, [("Ada", 1, 2), ("“Ben”", 3, 0)]);
        assert_eq!((voices.own, voices.total()), (2, 8));
        assert_eq!(voices.of(1).standing, Standing::Unclear);
    }

    #[test]
    fn shares_add_up() {
        assert_eq!(percents(&[1, 1, 1]).iter().sum::<usize>(), 100);
        assert_eq!(percents(&[0, 0]), [0, 0]);
        assert_eq!(percents(&[999, 6]), [99, 1]);
    }
}
