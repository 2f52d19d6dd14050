//! Whether records of different reports tell of one event, and what they tell together.

use super::days::Days;
use super::places::{self, PlaceTold};
use super::stems::stem;
use super::words::words;
use rustc_hash::FxHashSet;

/// Who did it or to whom, as a report tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartyTold<'a> {
    /// The party's id across reports, where it is known.
    pub id: Option<u64>,
    /// Its canonical name within its report.
    pub name: &'a str,
}

/// Least and greatest number; open above where there is no greatest.
pub type Range = (u64, Option<u64>);

/// An event as a report tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventTold<'a> {
    /// Who tells it: whatever the caller knows this record by.
    pub teller: u64,
    /// PLOVER type.
    pub event_type: &'a str,
    /// PLOVER modes.
    pub modes: Vec<&'a str>,
    /// Who did it.
    pub actors: Vec<PartyTold<'a>>,
    /// To whom.
    pub recipients: Vec<PartyTold<'a>>,
    /// `occurred`, `future`, `hypothetical` or `negated`.
    pub status: &'a str,
    /// The days it falls in, if told.
    pub when: Option<Days>,
    /// The day of the report.
    pub reported: Option<i32>,
    /// Where, if told.
    pub place: Option<PlaceTold<'a>>,
    /// Dead.
    pub dead: Option<Range>,
    /// Injured.
    pub injured: Option<Range>,
}

/// Days before its report in which an event without a day is taken to fall, if it has happened.
pub const RECENT: i32 = 4;

/// By how many days reports may differ on the day of one event: clocks of two continents, and *overnight*.
pub const SLACK: i32 = 1;

/// From this sum of what agrees on, records are of one event: see [`same_event`].
pub const ENOUGH: f32 = 0.5;

/// How sure it is that two records tell of one event, [`ENOUGH`] to 1; `None` if they do not, or tell too little.
///
/// Type, modes, status, days, places and parties must not exclude each other. Of the rest a day told by both weighs 0.2,
/// a place 0.2, actors 0.25, recipients 0.25, a mode 0.1, and a number of dead or injured that can hold for both 0.1.
#[must_use]
pub fn same_event(a: &EventTold<'_>, b: &EventTold<'_>) -> Option<f32> {
    if a.event_type != b.event_type || !modes_agree(a, b) || !status_agrees(a, b) {
        return None;
    }
    let day = day(a, b)?;
    let place = match (a.place, b.place) {
        (Some(a), Some(b)) => places::compatible(&a, &b).then_some(0.2)?,
        _ => 0.0,
    };
    let parties = parties(a, b)?;
    let mode = if a.modes.iter().any(|it| b.modes.contains(it)) { 0.1 } else { 0.0 };
    let toll = |a: Option<Range>, b: Option<Range>| {
        a.zip(b).is_some_and(|(a, b)| a.0 <= b.1.unwrap_or(u64::MAX) && b.0 <= a.1.unwrap_or(u64::MAX))
    };
    let tolls = if toll(a.dead, b.dead) || toll(a.injured, b.injured) { 0.1 } else { 0.0 };
    let sum: f32 = day + place + parties + mode + tolls;
    (sum >= ENOUGH).then_some(sum.min(1.0))
}

/// Modes that tell of one deed in other words.
const ALIKE: &[&[&str]] = &[
    &["aerial", "drone", "explosives", "heavy-weapons", "destroy"],
    &["explosives", "suicide-attack", "unconventional", "destroy"],
    &["firearms", "assassinate", "massacre", "execute", "cleansing", "sideAB"],
    &["beat", "primitive", "crowd-control", "torture", "sexual"],
    &["demo", "riot", "obstruct"],
    &["troops", "weapons", "militia", "police"],
    &["restrict", "ban", "curfew", "martial-law", "seize", "censor"],
    &["disapprove", "allege"],
    &["withdraw", "disarm", "ceasefire"],
    &["visit", "multilateral", "third-party"],
    &["violence", "territory"],
    &["convict", "arrest"],
];

fn modes_agree(a: &EventTold<'_>, b: &EventTold<'_>) -> bool {
    let alike = |x: &&str, y: &&str| x == y || ALIKE.iter().any(|group| group.contains(x) && group.contains(y));
    a.modes.is_empty() || b.modes.is_empty() || a.modes.iter().any(|x| b.modes.iter().any(|y| alike(x, y)))
}

/// Whether one record's status leaves room for the other's. What was planned may have happened since; what one says has
/// happened and another denies is one event only where both tell the same day, which [`day`] sees to.
fn status_agrees(a: &EventTold<'_>, b: &EventTold<'_>) -> bool {
    let pair = |one: &str, other: &str| [a.status, b.status] == [one, other] || [b.status, a.status] == [one, other];
    a.status == b.status
        || pair("future", "hypothetical")
        || (pair("occurred", "future") || pair("occurred", "negated")) && a.when.is_some() && b.when.is_some()
}

/// What the days weigh; `None` where they exclude each other.
fn day(a: &EventTold<'_>, b: &EventTold<'_>) -> Option<f32> {
    let recent = |it: &EventTold<'_>| {
        let (before, after) = if it.status == "occurred" { (RECENT, 0) } else { (RECENT, 60) };
        it.reported.map(|day| Days { first: day.saturating_sub(before), last: day.saturating_add(after) })
    };
    match (a.when, b.when) {
        (Some(x), Some(y)) => {
            let exact = x.count() <= 3 && y.count() <= 3;
            // What was on one day has not lasted a year; and status that differs wants the very day.
            let slack = if exact && a.status == b.status { SLACK } else { 0 };
            (x.meet(y, slack)).then_some(if exact { 0.2 } else { 0.05 })
        }
        (x, y) => match (x.or_else(|| recent(a)), y.or_else(|| recent(b))) {
            (Some(x), Some(y)) => x.meet(y, SLACK).then_some(0.1),
            _ => Some(0.0),
        },
    }
}

/// What the parties weigh; `None` where both tell who and it is not the same.
fn parties(a: &EventTold<'_>, b: &EventTold<'_>) -> Option<f32> {
    // Meetings and agreements have no direction.
    if matches!(a.event_type, "CONSULT" | "AGREE" | "COOPERATE") {
        let all = |it: &EventTold<'_>| it.actors.len() + it.recipients.len();
        if all(a) == 0 || all(b) == 0 {
            return Some(0.0);
        }
        return match overlap(&[&a.actors[..], &a.recipients].concat(), &[&b.actors[..], &b.recipients].concat()) {
            // With one and the same minister others meet on the same day.
            (0, _) | (1, 2..) => None,
            (1, _) => Some(0.3),
            _ => Some(0.5),
        };
    }
    let side = |a: &[PartyTold<'_>], b: &[PartyTold<'_>]| match overlap(a, b) {
        _ if a.is_empty() || b.is_empty() => Some(0.0),
        (0, _) => None,
        _ => Some(0.25),
    };
    match (side(&a.actors, &b.actors), side(&a.recipients, &b.recipients)) {
        (Some(actors), Some(recipients)) => Some(actors + recipients),
        // *The army* for one is *the government* for another: half of the parties do where the other half agrees.
        (Some(it), None) if it > 0.0 && unnamed(&a.recipients, &b.recipients) => Some(it),
        (None, Some(it)) if it > 0.0 && unnamed(&a.actors, &b.actors) => Some(it),
        _ => None,
    }
}

/// Whether one side only describes whom the other names: no word of a name begins with a capital.
fn unnamed(a: &[PartyTold<'_>], b: &[PartyTold<'_>]) -> bool {
    let plain = |parties: &[PartyTold<'_>]| parties.iter().all(|it| !words(it.name).iter().any(|word| word.telling));
    plain(a) != plain(b)
}

/// How many of the first are among the second, and how many the side with fewer has.
fn overlap(a: &[PartyTold<'_>], b: &[PartyTold<'_>]) -> (usize, usize) {
    let shared = a.iter().filter(|x| b.iter().any(|y| same_party(x, y))).count();
    (shared, a.len().min(b.len()))
}

/// Whether two names can be one party's, within two reports of the same days: the same id, or all words of the shorter name
/// in the longer one (*Orlov*, *Viktor Orlov*), a people standing for its country. No ground to merge two people for good.
fn same_party(a: &PartyTold<'_>, b: &PartyTold<'_>) -> bool {
    if let (Some(a), Some(b)) = (a.id, b.id) {
        return a == b;
    }
    let names = |it: &PartyTold<'_>| {
        let plain =
            ["the", "of", "a", "an", "and", "mr", "mrs", "president", "minister", "general", "senator", "people"];
        let words = words(it.name).into_iter().map(|it| it.text);
        let telling = words.filter(|it| !plain.contains(&it.as_str()));
        telling.map(|it| stem(&it)).collect::<FxHashSet<String>>()
    };
    let (a, b) = (names(a), names(b));
    let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !few.is_empty() && few.iter().all(|x| many.iter().any(|y| x == y || peoples(x, y) || peoples(y, x)))
}

/// Whether one is the adjective of the other (*israeli*, *israel*) or its plural.
fn peoples(longer: &str, shorter: &str) -> bool {
    // Nigerians are Nigeria's.
    let known = !matches!((longer, shorter), ("nigerian", "niger") | ("guinean" | "dominican", _));
    known
        && shorter.len() >= 4
        && longer
            .strip_prefix(shorter)
            .is_some_and(|it| matches!(it, "n" | "i" | "an" | "ian" | "ese" | "ish" | "s" | "ns"))
}

/// What several records tell of one event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged<'a> {
    /// PLOVER type.
    pub event_type: &'a str,
    /// All modes told, the most told first.
    pub modes: Vec<&'a str>,
    /// The furthest status told: `occurred` before `future`, that before `hypothetical`, `negated` last.
    pub status: &'a str,
    /// Whether one denies what another tells as having happened.
    pub disputed: bool,
    /// The shortest time told.
    pub when: Option<Days>,
    /// The place that most tell; the longest name of those told as often.
    pub place: Option<PlaceTold<'a>>,
    /// Actors, each once, by the longest name.
    pub actors: Vec<PartyTold<'a>>,
    /// Recipients likewise.
    pub recipients: Vec<PartyTold<'a>>,
    /// The least and greatest number of dead told, with who tells which.
    pub dead: Option<Toll>,
    /// Likewise of injured.
    pub injured: Option<Toll>,
}

/// Numbers told of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toll {
    /// From the least to the greatest number told; open above where somebody leaves it open.
    pub range: Range,
    /// Each number told and its [`EventTold::teller`]s, least first.
    pub told: Vec<(Range, Vec<u64>)>,
    /// Whether two of them exclude each other.
    pub differ: bool,
}

/// All that records of one event tell; records that [`same_event`] puts together, in the order of their reports.
#[must_use]
pub fn merge<'a>(told: &[EventTold<'a>]) -> Merged<'a> {
    let Some(first) = told.first() else { return Merged::default() };
    let rank = |status: &str| ["occurred", "future", "hypothetical", "negated"].iter().position(|it| *it == status);
    let has = |status: &str| told.iter().any(|it| it.status == status);
    Merged {
        event_type: first.event_type,
        modes: most_told(told.iter().flat_map(|it| it.modes.iter().copied())),
        status: told.iter().map(|it| it.status).min_by_key(|it| rank(it).unwrap_or(usize::MAX)).unwrap_or_default(),
        disputed: has("occurred") && has("negated"),
        when: told.iter().filter_map(|it| it.when).min_by_key(|it| (it.count(), it.first)),
        place: place(told),
        actors: each_once(told.iter().flat_map(|it| it.actors.iter().copied())),
        recipients: each_once(told.iter().flat_map(|it| it.recipients.iter().copied())),
        dead: toll(told.iter().filter_map(|it| Some((it.dead?, it.teller)))),
        injured: toll(told.iter().filter_map(|it| Some((it.injured?, it.teller)))),
    }
}

/// Each once, the most told first, in the order of first appearance otherwise.
fn most_told<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for it in all {
        match counted.iter_mut().find(|(known, _)| *known == it) {
            Some((_, count)) => *count += 1,
            None => counted.push((it, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(it, _)| it).collect()
}

fn place<'a>(told: &[EventTold<'a>]) -> Option<PlaceTold<'a>> {
    let places: Vec<PlaceTold<'a>> = told.iter().filter_map(|it| it.place).collect();
    let count = |name: &str| places.iter().filter(|it| it.name == name).count();
    // Of equals the first: `max_by_key` would take the last.
    places.iter().rev().max_by_key(|it| (count(it.name), it.name.chars().count())).copied()
}

fn each_once<'a>(all: impl Iterator<Item = PartyTold<'a>>) -> Vec<PartyTold<'a>> {
    let mut once: Vec<PartyTold<'a>> = Vec::new();
    for it in all {
        match once.iter_mut().find(|known| same_party(known, &it)) {
            Some(known) => {
                known.id = known.id.or(it.id);
                if it.name.chars().count() > known.name.chars().count() {
                    known.name = it.name;
                }
            }
            None => once.push(it),
        }
    }
    once
}

fn toll(all: impl Iterator<Item = (Range, u64)>) -> Option<Toll> {
    let mut told: Vec<(Range, Vec<u64>)> = Vec::new();
    for (range, teller) in all {
        match told.iter_mut().find(|(known, _)| *known == range) {
            Some((_, tellers)) if tellers.contains(&teller) => {}
            Some((_, tellers)) => tellers.push(teller),
            None => told.push((range, vec![teller])),
        }
    }
    let end = |range: &Range| range.1.unwrap_or(u64::MAX);
    told.sort_by_key(|(range, _)| (range.0, end(range)));
    let least = told.iter().map(|(range, _)| range.0).min()?;
    let greatest = told.iter().map(|(range, _)| end(range)).max().filter(|it| *it != u64::MAX);
    let differ = told.iter().any(|(a, _)| told.iter().any(|(b, _)| a.0 > end(b)));
    Some(Toll { range: (least, greatest), told, differ })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str) -> PartyTold<'_> {
        PartyTold { id: None, name }
    }

    fn strike(teller: u64, dead: u64) -> EventTold<'static> {
        EventTold {
            teller,
            event_type: "ASSAULT",
            modes: vec!["aerial"],
            actors: vec![party("Vardian air force")],
            recipients: vec![party("a fishing boat")],
            status: "occurred",
            when: Some(Days::on(10)),
            reported: Some(10),
            dead: Some((dead, Some(dead))),
            ..EventTold::default()
        }
    }

    #[test]
    fn one_strike_told_twice() {
        let a = strike(1, 3);
        assert!(same_event(&a, &strike(2, 5)).is_some());
        assert!(
            same_event(&a, &EventTold { modes: vec!["drone"], when: Some(Days::on(11)), ..strike(2, 3) }).is_some()
        );
        assert_eq!(same_event(&a, &EventTold { modes: vec!["abduct"], ..strike(2, 3) }), None);
        assert_eq!(same_event(&a, &EventTold { when: Some(Days::on(12)), ..strike(2, 3) }), None);
        assert_eq!(same_event(&a, &EventTold { status: "hypothetical", ..strike(2, 3) }), None);
        assert_eq!(same_event(&a, &EventTold { actors: vec![party("Osman navy")], ..strike(2, 3) }), None);
        assert!(same_event(&a, &EventTold { status: "negated", ..strike(2, 3) }).is_some());
    }

    #[test]
    fn names_of_one_party() {
        let same = |a, b| same_party(&party(a), &party(b));
        assert!(same("Viktor Orlov", "President Orlov") && same("Israeli army", "army of Israel"));
        assert!(!same("Niger", "Nigerians") && !same("Vardian navy", "Vardian army") && !same("the", "the"));
        let known = |id, name| PartyTold { id: Some(id), name };
        assert!(!same_party(&known(1, "Orlov"), &known(2, "Orlov")));
    }

    #[test]
    fn tolls_are_told_by_whom() {
        let mut third = strike(3, 3);
        third.actors = vec![party("the air force")];
        let merged = merge(&[strike(1, 3), strike(2, 5), third]);
        let dead = merged.dead.unwrap();
        assert_eq!(dead.range, (3, Some(5)));
        assert_eq!(dead.told, [((3, Some(3)), vec![1, 3]), ((5, Some(5)), vec![2])]);
        assert!(dead.differ && !merged.disputed && merged.injured.is_none());
        assert_eq!(merged.actors, [party("Vardian air force")]);
        assert_eq!(merge(&[]), Merged::default());
    }
}
