//! The predicates of `data/predicates.tsv`: which words tell of which event, and where its parties stand.

use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::EventType;
use std::sync::OnceLock;

/// What kind of word a predicate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A verb; `words` of its entry are looked for after it.
    Verb,
    /// A noun.
    Noun,
    /// An adjective or adverb after *be*.
    Adjective,
}

/// Where a party to an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The verb's subject, or for a noun the subject of the verb that has it as object (`police made an arrest`).
    Subject,
    /// The verb's object.
    Object,
    /// Whom a possessive before the noun names (`Peru’s attack`).
    Possessor,
    /// What stands before the noun as a modifier (`the police raid`).
    Modifier,
    /// After this preposition.
    After(&'static str),
}

/// What a predicate wants of its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    /// Nothing.
    Any,
    /// That there is one.
    Some,
    /// That it is somebody who can act or be acted on.
    Party,
    /// That it is nobody.
    Thing,
    /// That there is none.
    None,
}

/// A word that must, or must not, stand near a predicate; alternatives in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Right after it, adverbs left out.
    Next(Vec<&'static str>),
    /// After it, within its clause.
    After(Vec<&'static str>),
    /// Among the three words before it.
    Before(Vec<&'static str>),
    /// Neither among the three words before it nor among the four after it.
    Not(Vec<&'static str>),
}

/// A predicate.
#[derive(Debug)]
pub(crate) struct Predicate {
    /// Its line in the table, without forms and score: what names it to `training/predicates`.
    pub(crate) key: String,
    /// Base form.
    pub(crate) lemma: &'static str,
    /// What kind of word.
    pub(crate) class: Class,
    /// What else must stand there.
    pub(crate) words: Vec<Word>,
    /// PLOVER type.
    pub(crate) event_type: EventType,
    /// PLOVER mode of that type.
    pub(crate) mode: Option<&'static str>,
    /// Where the actor stands, the likeliest place first.
    pub(crate) actor: Vec<Role>,
    /// Where the recipient stands, likewise.
    pub(crate) recipient: Vec<Role>,
    /// Whether all parties are actors (`met`, `clashed`).
    pub(crate) reciprocal: bool,
    /// What it wants of its object.
    pub(crate) object: Object,
    /// Share of its uses that are this event, on the tuning data.
    pub(crate) score: f32,
}

/// The prepositions that roles can name.
pub(crate) const PREPOSITIONS: [&str; 18] = [
    "about", "against", "at", "between", "by", "for", "from", "in", "into", "of", "on", "onto", "over", "to", "toward",
    "towards", "upon", "with",
];

impl Role {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "possessive" => Self::Possessor,
            "modifier" => Self::Modifier,
            other => Self::After(PREPOSITIONS.iter().find(|word| **word == other)?),
        })
    }
}

impl Word {
    fn named(told: &'static str) -> Option<Self> {
        let list = || told[1..].split('|').collect();
        Some(match *told.as_bytes().first()? {
            b'=' => Self::Next(list()),
            b'+' => Self::After(list()),
            b'<' => Self::Before(list()),
            b'!' => Self::Not(list()),
            _ => return None,
        })
    }
}

fn predicate(row: &[&'static str]) -> Option<Predicate> {
    let [lemma, class, _, words, kind, mode, actor, recipient, object, score] = *row else { return None };
    let event_type = EventType::ALL.into_iter().find(|it| it.name() == kind)?;
    let roles = |told: &'static str| told.split(',').filter_map(Role::named).collect::<Vec<_>>();
    Some(Predicate {
        key: [lemma, class, words, kind, mode, actor, recipient, object].join("\t"),
        lemma,
        class: match class {
            "verb" => Class::Verb,
            "noun" => Class::Noun,
            _ => Class::Adjective,
        },
        words: words.split(' ').filter_map(Word::named).collect(),
        event_type,
        mode: event_type.modes().iter().find(|it| **it == mode).copied(),
        actor: roles(actor),
        recipient: roles(recipient),
        reciprocal: recipient.split(',').any(|it| it == "reciprocal"),
        object: match object {
            "some" => Object::Some,
            "party" => Object::Party,
            "thing" => Object::Thing,
            "none" => Object::None,
            _ => Object::Any,
        },
        score: score.parse().unwrap_or(0.0),
    })
}

struct Table {
    predicates: Vec<Predicate>,
    forms: FxHashMap<&'static str, Vec<usize>>,
}

/// The predicates with this form, in lower case, in the order of the table.
pub(crate) fn with_form(form: &str) -> impl Iterator<Item = &'static Predicate> {
    static TABLE: OnceLock<Table> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = Table { predicates: Vec::new(), forms: FxHashMap::default() };
        for row in table::rows(table::PREDICATES) {
            let Some(found) = predicate(&row) else { continue };
            for form in row[2].split(',') {
                table.forms.entry(form).or_default().push(table.predicates.len());
            }
            table.predicates.push(found);
        }
        table
    });
    table.forms.get(form).into_iter().flatten().map(|&at| &table.predicates[at])
}

/// Whether a word in lower case is a noun that tells of an event (*strikes*).
pub(crate) fn is_deed(word: &str) -> bool {
    with_form(word).any(|it| it.class == Class::Noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        for row in table::rows(table::PREDICATES) {
            let found = predicate(&row).unwrap_or_else(|| panic!("{row:?}"));
            let told = |told: &str| told.split(',').filter(|it| !matches!(*it, "-" | "reciprocal")).count();
            assert_eq!(found.words.len(), if row[3] == "-" { 0 } else { row[3].split(' ').count() }, "{row:?}");
            assert_eq!(found.mode.is_some(), row[5] != "-", "{row:?}: no such mode");
            assert_eq!((found.actor.len(), found.recipient.len()), (told(row[6]), told(row[7])), "{row:?}: roles");
            assert!((0.0..=1.0).contains(&found.score), "{row:?}: score");
        }
    }
}
