//! What the words of a title, description or name tell: a state, a sector, a known body.

use super::code::{Code, GENERIC};
use super::tables::{self, Actor};
use sayso_types::{Reading, Span};

/// The weight from which words tell of an office or a body, not only of people.
pub(super) const OFFICE: u8 = 2;

/// The weight that decides.
pub(super) const DECIDES: u8 = 4;

/// What a phrase tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    pub(super) country: Option<&'static str>,
    /// A sector, or `NGO`, `IGO`, `ISM`.
    pub(super) sector: Option<&'static str>,
    /// How much it says of the sector, or of the body; 0 nothing.
    pub(super) weight: u8,
    /// A known body that is named.
    pub(super) actor: Option<&'static Actor>,
    /// Told as over: a former minister.
    pub(super) former: bool,
}

impl Told {
    /// The code, of a state that is told elsewhere if the phrase names none; `home` for bodies that many states have.
    pub(super) fn code(&self, country: Option<&'static str>, home: Option<&'static str>) -> Code {
        let mut code = match (self.actor.map(|actor| (actor, actor.code())), self.sector) {
            (Some((_, code)), None) if code.generic.is_some() => code,
            (Some((_, code)), Some(sector)) if code.generic.is_some() => joined(code, sector, country),
            (Some((actor, code)), sector) => {
                let tail = sector.filter(|it| *it != "NGO").unwrap_or(&code.tail).to_owned();
                let of = if actor.home { country.or(home).or(code.country) } else { code.country };
                Code { country: of, generic: None, tail }
            }
            (None, Some(generic)) if GENERIC.contains(&generic) => {
                let known = GENERIC.iter().find(|it| **it == generic).copied();
                match country {
                    // `USANGO`: CAMEO writes the state of a body at home in one before what it is.
                    Some(_) => Code::new(country, None, generic),
                    None => Code::new(None, known, ""),
                }
            }
            (None, sector) => Code::new(country, None, sector.unwrap_or_default()),
        };
        if self.former && code.sector().is_some_and(|it| matches!(it, "GOV" | "LEG" | "MIL" | "JUD" | "COP" | "SPY")) {
            code.tail = "ELI".to_owned();
        }
        code
    }
}

/// A body of no state, and a sector of its people: peacekeepers of the United Nations, workers of a company.
fn joined(mut code: Code, sector: &str, country: Option<&'static str>) -> Code {
    match (code.generic, sector) {
        (Some("IGO"), "MIL" | "COP" | "JUD" | "LEG" | "SPY") if !code.tail.contains(sector) => {
            code.tail.push_str(sector)
        }
        (Some("MNC"), "LAB" | "CVL") => return Code::new(country, None, sector),
        _ => {}
    }
    code
}

/// What words tell, of a state that is told as a place among them or by its name.
pub(super) fn told(words: &[&str], place: Option<&'static str>, day: Option<&str>) -> Told {
    let words = if words.first().is_some_and(|it| hypothetical(it)) { &[] } else { words };
    let lower: Vec<String> = words.iter().map(|it| it.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(|it| core(it)).collect();
    let end = lower.iter().position(|it| beyond(it)).unwrap_or(words.len());
    let head_end = lower[..end].iter().position(|it| preposition(it)).unwrap_or(end);
    let head = lower[..head_end].iter().rposition(|it| matches!(*it, "'s" | "'")).map_or(0, |at| at + 1);
    let mut found = Told { country: place.or_else(|| named(&words[..end])), ..Told::default() };
    found.former = lower[..head_end].iter().any(|it| past(it)) || words.iter().any(|it| it.starts_with("ex-"));
    found.actor = body(words, end, day);
    // `the U.N. ambassador` is a state’s.
    if lower[..end].iter().any(|it| matches!(*it, "ambassador" | "envoy"))
        && found.actor.is_some_and(|it| it.code().generic == Some("IGO"))
    {
        found.actor = None;
    }
    let near = best(&lower, head, head_end).filter(|it| it.1 >= 3);
    let sector = near.or_else(|| best(&lower, 0, end)).filter(|(name, weight)| *name != "-" && *weight > 0);
    if let Some((name, weight)) = sector {
        found.weight = weight;
        found.sector = tables::sector(name).or_else(|| GENERIC.iter().find(|it| **it == name).copied());
    }
    if let Some(actor) = found.actor {
        // Officials of a known body are of its sector; senators of a party are senators; fighters of a group are its own.
        let armed = matches!(actor.code().sector(), Some("REB" | "PRM" | "CRM"));
        let own =
            armed && found.sector.is_none_or(|it| matches!(it, "REB" | "PRM" | "UAF" | "MIL" | "CRM" | "GOV" | "PTY"));
        if own || found.weight < DECIDES || found.sector.is_some_and(|it| GENERIC.contains(&it)) {
            let company = actor.code().generic == Some("MNC");
            found.sector = found.sector.filter(|it| !own && (*it == "CVL" || *it == "LAB" && company));
        }
        found.weight = found.weight.max(3);
    }
    found
}

/// The state of a place that a phrase tells of, before what it is told against.
pub(super) fn place(reading: &Reading, span: Span, text: &str) -> Option<&'static str> {
    let start = reading.places.partition_point(|it| it.span.end <= span.start);
    let inside = reading.places[start..].iter().take_while(|it| it.span.end <= span.end);
    let first = inside.into_iter().find(|it| it.place.country.is_some())?;
    let before = Span { start: span.start, end: first.span.start }.of(text).to_lowercase();
    let far = before.split_whitespace().any(beyond);
    first.place.country.filter(|_| !far)
}

/// The weightiest phrase that tells of a sector, of equals the last before a preposition.
fn best(lower: &[&str], start: usize, end: usize) -> Option<(&'static str, u8)> {
    let mut best: Option<(&'static str, u8)> = None;
    let mut of = false;
    let mut at = start;
    while at < end {
        let Some((count, sector)) = tables::sectors().at(|n| lower[n], at, end) else {
            of |= preposition(lower[at]);
            at += 1;
            continue;
        };
        let enough = best.map_or(0, |(_, weight)| weight);
        if sector.weight > enough || sector.weight == enough && !of {
            best = Some((sector.name, sector.weight));
        }
        at += count;
    }
    best
}

/// The first known body that words name.
fn body(words: &[&str], end: usize, day: Option<&str>) -> Option<&'static Actor> {
    let mut at = 0;
    while at < end {
        // Names are as written: a plural is no name, and neither is the end of a longer one (`the Upper House`).
        let inside = at > 0 && words[at - 1].starts_with(char::is_uppercase) && tables::state(words[at - 1]).is_none();
        match tables::actors().at(|n| words[n], at, end) {
            Some((count, lines))
                if (!inside || count > 1) && tables::actors().exactly(&words[at..at + count].join(" ")).is_some() =>
            {
                if let Some(actor) = tables::on(lines, day) {
                    return Some(actor);
                }
                at += count;
            }
            _ => at += 1,
        }
    }
    None
}

/// The state that words name (`Mexican`, `South Korea`).
fn named(words: &[&str]) -> Option<&'static str> {
    (0..words.len()).find_map(|at| {
        let most = (words.len() - at).min(4);
        let capital = words[at].starts_with(char::is_uppercase);
        (1..=most).rev().filter(|_| capital).find_map(|count| tables::state(&words[at..at + count].join(" ")))
    })
}

/// A word, or what it ends in where only that tells: `ex-minister`, `vice-minister`.
fn core(word: &str) -> &str {
    let known = |word: &str| tables::sectors().exactly(word).is_some();
    match word.rsplit_once('-') {
        Some((first, last)) if !known(word) && known(last) && !matches!(first, "anti" | "non" | "pro") => last,
        _ => word,
    }
}

/// Words after which a phrase tells of others.
fn beyond(word: &str) -> bool {
    matches!(word, "to" | "against" | "with" | "who" | "whose" | "that" | "which" | "near" | "over" | "about" | "under")
}

fn preposition(word: &str) -> bool {
    matches!(word, "of" | "for" | "from" | "in" | "at" | "on" | "by")
}

/// Words that tell an office is over.
pub(super) fn past(word: &str) -> bool {
    matches!(
        word,
        "former" | "ex" | "then" | "ousted" | "deposed" | "onetime" | "one-time" | "erstwhile" | "ex-president"
    )
}

/// First words of what somebody is said to be or might be: `our president`.
fn hypothetical(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(word.as_str(), "our" | "my" | "your" | "next" | "no" | "any" | "future" | "potential" | "would-be")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::words;

    fn code(phrase: &str) -> String {
        let told = told(&words(phrase), None, Some("2025-06-01"));
        told.code(told.country, Some("KEN")).written().unwrap_or_default()
    }

    #[test]
    fn words_tell_state_and_sector() {
        for (phrase, wanted) in [
            ("Mexican President", "MEXGOV"),
            ("the U.S. military", "USAMIL"),
            ("Russia’s foreign ministry", "RUSGOV"),
            ("Supreme Court Justice", "KENJUD"),
            ("president of the Supreme Court of Ghana", "GHAJUD"),
            ("police minister", "GOV"),
            ("former president of Honduras", "HNDELI"),
            ("White House press secretary", "USAGOV"),
            ("UN peacekeepers", "IGOUNOMIL"),
            ("Hamas fighters", "PSEREBHMS"),
            ("NATO Secretary General", "IGOMIL"),
            ("wife of the senator", "CVL"),
            ("the minister’s spokesman", "GOV"),
            ("US ambassador to Libya", "USAGOV"),
            ("Turkish troops", "TURMIL"),
            ("Amazon workers", "LAB"),
            ("Republican senator", "KENLEG"),
            ("university president", "EDU"),
            ("secretary general of the union", "LAB"),
            ("a Ghanaian rights group", "GHANGO"),
            ("our president", ""),
            ("the quay", ""),
        ] {
            assert_eq!(code(phrase), wanted, "{phrase}");
        }
    }
}
