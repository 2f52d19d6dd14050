//! The cue words of `data/cues.tsv`: in which frames a word attributes something, and how surely.

use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::Act;
use std::sync::OnceLock;

/// How a cue word stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// A finite verb with a subject (`she said`).
    Finite,
    /// A participle without auxiliary (`, adding that`).
    Participle,
    /// An infinitive (`went on to say`).
    Infinitive,
    /// A passive (`was accused of`).
    Passive,
    /// A noun (`the claim that`).
    Noun,
    /// A predicate adjective (`is confident that`).
    Adjective,
}

/// What follows a cue word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Frame {
    /// *that* and a clause.
    That,
    /// A whole quotation, with or without a comma before.
    Quote,
    /// A colon.
    Colon,
    /// A clause without *that*.
    Clause,
    /// *whether, if, how, why, what, when, where, who*.
    Wh,
    /// *to* and an infinitive.
    To,
    /// A noun phrase.
    Noun,
    /// A participle in *-ing*.
    Ing,
    /// A preposition of this name.
    Prep(&'static str),
    /// Nothing: what is attributed stands before the source and the cue.
    After,
    /// Nothing of the above.
    Nothing,
}

/// The prepositions that make frames of their own.
pub(crate) const PREPOSITIONS: [&str; 13] =
    ["about", "against", "as", "at", "by", "for", "from", "in", "of", "on", "over", "to", "with"];

impl Form {
    const NAMES: [(Self, &'static str); 6] = [
        (Self::Finite, "v"),
        (Self::Participle, "g"),
        (Self::Infinitive, "i"),
        (Self::Passive, "p"),
        (Self::Noun, "n"),
        (Self::Adjective, "a"),
    ];

    /// The letter that names it in the table.
    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(form, _)| *form == self).map_or("v", |(_, name)| name)
    }
}

impl Frame {
    const NAMES: [(Self, &'static str); 10] = [
        (Self::That, "that"),
        (Self::Quote, "quote"),
        (Self::Colon, "colon"),
        (Self::Clause, "clause"),
        (Self::Wh, "wh"),
        (Self::To, "to"),
        (Self::Noun, "noun"),
        (Self::Ing, "ing"),
        (Self::After, "after"),
        (Self::Nothing, "nothing"),
    ];

    /// The name in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Prep(word) => word,
            other => Self::NAMES.iter().find(|(frame, _)| *frame == other).map_or("nothing", |(_, name)| name),
        }
    }

    fn named(name: &str) -> Option<Self> {
        let plain = Self::NAMES.iter().find(|(_, n)| *n == name).map(|(frame, _)| *frame);
        plain.or_else(|| PREPOSITIONS.iter().find(|word| **word == name).map(|word| Self::Prep(word)))
    }
}

/// A cue word with all its forms.
#[derive(Debug)]
pub(crate) struct Cue {
    /// Base form.
    pub(crate) lemma: &'static str,
    /// What act it tells of.
    pub(crate) act: Act,
    frames: Vec<(Form, Frame, f32)>,
}

impl Cue {
    /// The share of such uses that attribute something, on the tuning data; `None` for a use the table does not know.
    pub(crate) fn score(&self, form: Form, frame: Frame) -> Option<f32> {
        self.frames.iter().find(|(a, b, _)| *a == form && *b == frame).map(|&(_, _, score)| score)
    }
}

struct Table {
    cues: Vec<Cue>,
    verbs: FxHashMap<&'static str, usize>,
    others: FxHashMap<&'static str, usize>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { cues: Vec::new(), verbs: FxHashMap::default(), others: FxHashMap::default() };
        for row in table::rows(table::CUES) {
            let [lemma, class, forms, act, frames] = row[..] else { continue };
            let frames = frames.split(' ').filter_map(|it| {
                let (use_, score) = it.split_once('=')?;
                let (form, frame) = use_.split_once(':')?;
                let form = Form::NAMES.iter().find(|(_, name)| *name == form)?.0;
                Some((form, Frame::named(frame)?, score.parse().ok()?))
            });
            let index = if class == "verb" { &mut table.verbs } else { &mut table.others };
            for form in forms.split(',') {
                index.entry(form).or_insert(table.cues.len());
            }
            let act = Act::named(act).unwrap_or(Act::Say);
            table.cues.push(Cue { lemma, act, frames: frames.collect() });
        }
        table
    })
}

/// The cue verb with this form.
pub(crate) fn verb(form: &str) -> Option<&'static Cue> {
    let table = table();
    table.verbs.get(form).map(|&at| &table.cues[at])
}

/// The cue noun or adjective with this form.
pub(crate) fn other(form: &str) -> Option<&'static Cue> {
    let table = table();
    table.others.get(form).map(|&at| &table.cues[at])
}

/// Whether a verb can take the one spoken to as its object (`told reporters`).
pub(crate) fn addresses(form: &str) -> bool {
    const LEMMAS: [&str; 22] = [
        "tell", "inform", "remind", "assure", "reassure", "warn", "advise", "notify", "brief", "ask", "convince",
        "persuade", "promise", "show", "teach", "write", "urge", "beg", "alert", "quiz", "press", "text",
    ];
    verb(form).is_some_and(|cue| LEMMAS.contains(&cue.lemma))
}

/// Whether a word is a form of a verb that can follow a quotation and its speaker (`“…,” she said`).
pub(crate) fn speaks(form: &str) -> bool {
    verb(form).is_some_and(|cue| cue.score(Form::Finite, Frame::After).is_some_and(|score| score >= 0.5))
}
