//! CAMEO codes of events, from `data/cameo.tsv`: the most specific code that type, modes, contexts and words support.

use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::{EventType, Status};
use std::sync::OnceLock;

/// The most specific CAMEO code, two to four digits, of an event; every type has one to fall back on.
///
/// `contexts` stand most telling first; `trigger_words` are the trigger as it stands in the report. What is planned, where it
/// would help or yield, is coded as the promise that it is; anything else as what it would be, and its status says it is not.
#[must_use]
pub fn cameo(
    event_type: EventType,
    modes: &[&'static str],
    contexts: &[&str],
    trigger_words: &str,
    status: Status,
) -> Option<&'static str> {
    let (event_type, about) = match status {
        Status::Future => promised(event_type, modes),
        _ => (event_type, ""),
    };
    // A word begins after a space, and ends before one.
    let mut words: String =
        trigger_words.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
    words = format!(" {about} {} ", words.to_lowercase());
    let rows = &codes().of[event_type as usize];
    let mut best: Option<(u32, &'static str)> = None;
    for row in rows {
        if let Some(weight) = row.weight(modes, contexts, &words)
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, row.code));
        }
    }
    best.map(|(_, code)| code)
}

/// GDELT's Goldstein score of a code, 10 (most cooperative) to −10 (most conflictual); `None` for what is no code.
#[must_use]
pub fn goldstein(code: &str) -> Option<f32> {
    codes().scores.get(code).copied()
}

/// PLOVER has no promise but AGREE: the type that a plan is coded as, and a word that tells what is promised.
fn promised(event_type: EventType, modes: &[&str]) -> (EventType, &'static str) {
    match event_type {
        EventType::Consult => (EventType::Agree, "meet"),
        EventType::Support => (EventType::Agree, ""),
        EventType::Cooperate => (EventType::Agree, "cooperate"),
        EventType::Aid => (EventType::Agree, "aid"),
        EventType::Concede => (EventType::Agree, "yield"),
        EventType::Retreat => (EventType::Agree, yielded(modes)),
        other => (other, ""),
    }
}

fn yielded(modes: &[&str]) -> &'static str {
    let of = |mode: &&str| match *mode {
        "withdraw" | "disarm" | "ceasefire" => Some("withdraw"),
        "release" | "return" => Some("release"),
        "access" => Some("allow"),
        "resign" => Some("resign"),
        _ => None,
    };
    modes.iter().find_map(of).unwrap_or("yield")
}

/// A code, and what must hold of an event that has it.
#[derive(Debug)]
struct Row {
    code: &'static str,
    modes: Condition,
    contexts: Condition,
    words: Condition,
}

/// Some of these must hold, or, where they only speak for the code, may.
#[derive(Debug)]
struct Condition {
    any_of: Vec<&'static str>,
    needed: bool,
}

impl Condition {
    fn parse(cell: &'static str) -> Self {
        let (list, helps) = cell.strip_suffix('?').map_or((cell, false), |list| (list, true));
        let any_of: Vec<_> = list.split('|').filter(|it| !it.is_empty()).collect();
        let needed = !helps && !any_of.is_empty();
        Self { any_of, needed }
    }

    /// `found`, or nothing where nothing was needed; `None` where the condition fails.
    fn weight(&self, found: Option<u32>) -> Option<u32> {
        if found.is_none() && self.needed { None } else { Some(found.unwrap_or(0)) }
    }
}

/// A word of the trigger tells more than a mode, and a mode more than what the paragraph is about.
const WORD: u32 = 80;
const MODE: u32 = 40;
/// Of the most telling context; each one after it tells a little less.
const CONTEXT: u32 = 30;

impl Row {
    /// How much speaks for the code; `None` where the event cannot have it.
    fn weight(&self, modes: &[&str], contexts: &[&str], words: &str) -> Option<u32> {
        let mode = self.modes.any_of.iter().any(|mode| modes.contains(mode)).then_some(MODE);
        let rank = contexts.iter().position(|context| self.contexts.any_of.contains(context));
        let rank = rank.and_then(|rank| u32::try_from(rank).ok());
        let context = rank.map(|rank| CONTEXT.saturating_sub(rank).max(1));
        let word = self.words.any_of.iter().any(|word| begins(words, word)).then_some(WORD);
        Some(self.modes.weight(mode)? + self.contexts.weight(context)? + self.words.weight(word)?)
    }
}

/// Whether a word of the text begins like this, or, where it ends in `=`, is this.
fn begins(words: &str, like: &str) -> bool {
    let (stem, whole) = like.strip_suffix('=').map_or((like, false), |stem| (stem, true));
    words.match_indices(stem).any(|(at, _)| {
        let rest = &words[at + stem.len()..];
        words[..at].ends_with(' ') && (!whole || rest.starts_with(' '))
    })
}

/// The table.
#[derive(Debug)]
struct Codes {
    /// The rows of each type, in the order of [`EventType::ALL`] and of the table.
    of: [Vec<Row>; 16],
    scores: FxHashMap<&'static str, f32>,
}

fn codes() -> &'static Codes {
    static TABLE: OnceLock<Codes> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut codes = Codes { of: Default::default(), scores: FxHashMap::default() };
        for row in table::rows(table::CAMEO) {
            let &[code, _, _, score, types, modes, contexts, words] = row.as_slice() else { continue };
            codes.scores.insert(code, score.parse().unwrap_or_default());
            for event_type in EventType::ALL.into_iter().filter(|it| types.split('|').any(|name| name == it.name())) {
                let [modes, contexts, words] = [modes, contexts, words].map(Condition::parse);
                codes.of[event_type as usize].push(Row { code, modes, contexts, words });
            }
        }
        codes
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Protest, Reject, Request, Retreat, Sanction,
        Support, Threaten,
    };

    fn occurred(event_type: EventType, modes: &[&'static str], contexts: &[&str], words: &str) -> &'static str {
        cameo(event_type, modes, contexts, words, Status::Occurred).expect("every type has a code")
    }

    fn root_quad(code: &str) -> u8 {
        match code[..2].parse::<u8>().expect("digits") {
            1..=5 => 1,
            6..=8 => 2,
            9..=13 => 3,
            _ => 4,
        }
    }

    #[test]
    fn the_table_is_whole() {
        let mut seen = 0;
        for row in table::rows(table::CAMEO) {
            let &[code, label, quad, score, types, modes, contexts, _] = row.as_slice() else {
                panic!("eight columns: {row:?}");
            };
            seen += 1;
            assert!(!label.is_empty() && code.len() <= 4, "{row:?}");
            assert_eq!(quad.parse(), Ok(root_quad(code)), "{row:?}");
            assert!((-10.0..=10.0).contains(&score.parse::<f32>().expect("a score")), "{row:?}");
            let named: Vec<EventType> =
                EventType::ALL.into_iter().filter(|it| types.split('|').any(|name| name == it.name())).collect();
            assert_eq!(named.len(), types.split('|').filter(|it| !it.is_empty()).count(), "{row:?}");
            for mode in Condition::parse(modes).any_of {
                assert!(named.iter().any(|it| it.modes().contains(&mode)), "{mode} of {row:?}");
            }
            assert!(
                Condition::parse(contexts).any_of.iter().all(|it| it.chars().all(|c| c == '_' || c.is_lowercase()))
            );
        }
        assert_eq!((seen, codes().scores.len()), (313, 313));
    }

    #[test]
    fn every_type_and_mode_has_a_code_of_its_quadrant() {
        let statuses = [Status::Occurred, Status::Future, Status::Hypothetical, Status::Negated];
        for event_type in EventType::ALL {
            for modes in std::iter::once(&[][..]).chain(event_type.modes().chunks(1)) {
                for status in statuses {
                    let code = cameo(event_type, modes, &[], "", status).expect("a code");
                    assert!(goldstein(code).is_some(), "{code}");
                    let wanted = match (event_type, modes, status) {
                        // Promises are words.
                        (Cooperate | Aid | Retreat, _, Status::Future) => 1,
                        // CAMEO takes what is conceded for a deed, and a verdict for words.
                        (Concede, _, status) if status != Status::Future => 2,
                        (Sanction, ["convict"], _) => 3,
                        _ => event_type.quad(),
                    };
                    assert_eq!(root_quad(code), wanted, "{event_type:?} {modes:?} {status:?}: {code}");
                }
            }
        }
    }

    #[test]
    fn modes_choose_the_code() {
        for (event_type, mode, code) in [
            (Coerce, "arrest", "173"),
            (Coerce, "deport", "174"),
            (Coerce, "curfew", "1723"),
            (Assault, "aerial", "195"),
            (Assault, "drone", "195"),
            (Assault, "destroy", "1712"),
            (Assault, "crowd-control", "175"),
            (Assault, "sideAB", "190"),
            (Consult, "visit", "042"),
            (Consult, "phone", "041"),
            (Protest, "demo", "141"),
            (Protest, "strike", "143"),
            (Request, "meet", "106"),
            (Accuse, "investigate", "090"),
            (Threaten, "violence", "138"),
            (Sanction, "discontinue", "163"),
            (Retreat, "ceasefire", "0871"),
            (Reject, "meet", "125"),
        ] {
            assert_eq!(occurred(event_type, &[mode], &[], ""), code, "{event_type:?}-{mode}");
        }
    }

    #[test]
    fn contexts_make_it_more_specific() {
        assert_eq!(occurred(Aid, &[], &["military"], ""), "072");
        assert_eq!(occurred(Agree, &[], &["disasters"], "pledged"), "0333");
        assert_eq!(occurred(Agree, &[], &["economic"], "promised"), "0311");
        assert_eq!(occurred(Accuse, &["investigate"], &["corruption", "executive"], "inquiry"), "091");
        assert_eq!(occurred(Accuse, &["allege"], &["human_rights"], "accused"), "1122");
        assert_eq!(occurred(Coerce, &["restrict"], &["military"], "sealed off"), "191");
        assert_eq!(occurred(Protest, &["demo"], &["rights_freedoms"], "marched"), "1413");
        assert_eq!(occurred(Aid, &[], &["economic", "military"], ""), "071", "the first context tells most");
        assert_eq!(occurred(Aid, &[], &["election"], ""), "070", "a context that no code has");
    }

    #[test]
    fn words_of_the_trigger_tell_most() {
        assert_eq!(occurred(Support, &[], &[], "Praised"), "051");
        assert_eq!(occurred(Concede, &[], &[], "apologised"), "055");
        assert_eq!(occurred(Accuse, &["allege"], &["economic"], "sued"), "115");
        assert_eq!(occurred(Accuse, &["allege"], &[], "suitable"), "112", "a whole word was asked for");
        assert_eq!(occurred(Agree, &[], &["military"], "will meet"), "036");
        assert_eq!(occurred(Agree, &[], &["economic"], "offered aid"), "0331");
        assert_eq!(occurred(Assault, &["explosives"], &[], "a car-bomb"), "1832");
        assert_eq!(occurred(Retreat, &["withdraw"], &["military"], "retreated"), "0874");
    }

    #[test]
    fn plans_are_promises() {
        let planned = |event_type, modes: &[&'static str], contexts: &[&str]| {
            cameo(event_type, modes, contexts, "", Status::Future).expect("a code")
        };
        assert_eq!(planned(Consult, &["visit"], &[]), "036");
        assert_eq!(planned(Aid, &[], &["economic"]), "0331");
        assert_eq!(planned(Retreat, &["release"], &[]), "0353");
        assert_eq!(planned(Retreat, &["withdraw"], &["military"]), "0356");
        assert_eq!(planned(Protest, &["demo"], &[]), "141", "a planned protest is no promise");
    }
}
