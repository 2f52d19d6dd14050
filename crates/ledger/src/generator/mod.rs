//! A seeded generator of news reports of which everything is known, to measure a ledger with.
//!
//! ```
//! use sayso_ledger::generator::reports;
//!
//! let first: Vec<_> = reports(7, 0..3).collect();
//! // A report is the same whatever it is made with.
//! assert_eq!(reports(7, 2..3).next().unwrap(), first[2]);
//! assert!(first[0].record.document.text.split_whitespace().count() > 100);
//! ```
//!
//! Reports are made in shelves of [`SHELF`]: stories of some days, each told by two to eight outlets in their own words, by some in
//! an agency's, by some twice. One shelf is in memory at a time, and any report can be made without those before it. Beside its text a
//! report has the record that a reader without faults would give, so that a ledger is measured apart from what reads.
//!
//! | module | purpose |
//! | --- | --- |
//! | `random` | numbers by chance, the same everywhere |
//! | `grammar` | sentences from `grammar.txt` |
//! | `draft` | text with spans |
//! | `world` | outlets, towns, people, bodies |
//! | `quantity` | quantities in words |
//! | `story` | what happened |
//! | `report` | a report of its own words |
//! | `copies` | what others make of it |
//! | `record` | a plan to a record and its truth |
//! | `truth` | what is known |
//! | `score` | a ledger against what is known |

mod copies;
mod draft;
mod grammar;
mod quantity;
pub mod random;
mod record;
mod report;
mod score;
mod story;
mod truth;
mod world;

pub use score::{Line, Recall, Score, score};
pub use truth::{Kind, Truth, Value, Variant};

use random::Random;
use report::Plan;
use sayso_wire::Record;
use std::ops::Range;
use story::Story;

/// Reports that are made together.
pub const SHELF: u64 = 128;

/// Reports a day.
const A_DAY: u64 = 400;

/// The day of the first story: 2026-01-05.
const FIRST_DAY: i64 = 20_458;

/// A made-up report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What a reader without faults reads in it.
    pub record: Record,
    /// What is known of it.
    pub truth: Truth,
}

/// The reports of a seed with these numbers, in their order; the order is about that of their publication.
pub fn reports(seed: u64, numbers: Range<u64>) -> impl Iterator<Item = Report> {
    let shelves = numbers.start / SHELF..numbers.end.div_ceil(SHELF);
    shelves.flat_map(move |number| shelf(seed, number)).filter(move |it| numbers.contains(&it.truth.report))
}

/// A planned report with its story and its place among the copies.
struct Planned {
    story: usize,
    /// The place of the first of its group among the planned.
    group: usize,
    kind: Kind,
    plan: Plan,
}

/// All reports of a shelf.
fn shelf(seed: u64, number: u64) -> Vec<Report> {
    let mut random = Random::new(&[seed, 2, number]);
    let first_day = FIRST_DAY + i64::try_from(number * SHELF / A_DAY).unwrap_or(0);
    let (mut stories, mut planned): (Vec<Story>, Vec<Planned>) = (Vec::new(), Vec::new());
    while planned.len() < usize::try_from(SHELF).unwrap_or(0) {
        let id = number * SHELF + stories.len() as u64;
        let story = Story::new(seed, id, first_day + i64::from(random.chance(0.5)));
        told(&story, stories.len(), &mut planned, &mut random);
        stories.push(story);
    }
    planned.truncate(usize::try_from(SHELF).unwrap_or(0));
    let mut order: Vec<usize> = (0..planned.len()).collect();
    // The first of a group comes first: copies are later, and equal minutes keep their order.
    order.sort_by_key(|&at| planned[at].plan.minute);
    let mut place = vec![0; planned.len()];
    for (n, &at) in order.iter().enumerate() {
        place[at] = number * SHELF + n as u64;
    }
    order
        .iter()
        .map(|&at| {
            let it = &planned[at];
            record::report(&stories[it.story], &it.plan, place[at], place[it.group], it.kind)
        })
        .collect()
}

/// Plans the reports of a story.
fn told(story: &Story, number: usize, planned: &mut Vec<Planned>, random: &mut Random) {
    // Some are told by one outlet alone.
    let outlets = if random.chance(0.15) { 1 } else { 2 + random.below(7) };
    let mut used: Vec<usize> = Vec::new();
    let outlet = |random: &mut Random, used: &mut Vec<usize>| loop {
        let one = world::AGENCIES + random.rank(world::OUTLETS - world::AGENCIES, 1.5);
        if !used.contains(&one) || used.len() > world::OUTLETS / 2 {
            used.push(one);
            return one;
        }
    };
    let minute =
        |from: i64, within: u64, random: &mut Random| from + i64::try_from(random.between(10, within)).unwrap_or(10);
    let mut count = 0;
    let has_agency = random.chance(0.45);
    for n in 0..outlets {
        let agency = n == 0 && has_agency;
        let by = if agency { random.below(world::AGENCIES) } else { outlet(random, &mut used) };
        // Stories are told for less than four days, most on the first.
        let days = random.rank(4, 2.0) as u64;
        let at = minute(story.day * 24 * 60, 60, random)
            + i64::try_from(days * 24 * 60 + random.between(360, 1_300)).unwrap_or(0);
        let plan = report::write(story, by, at, count, random);
        count += 1;
        let group = planned.len();
        planned.push(Planned { story: number, group, kind: Kind::Own, plan: plan.clone() });
        if agency {
            for _ in 0..1 + random.below(5) {
                let kind = match random.below(100) {
                    0..=24 => Kind::Same,
                    25..=54 => Kind::Cut,
                    55..=74 => Kind::Edited,
                    75..=92 => Kind::CutAndEdited,
                    _ => Kind::Excerpt,
                };
                let (by, at) = (outlet(random, &mut used), minute(at, 900, random));
                let plan = copies::copy(story, &plan, kind, by, at, count, random);
                count += 1;
                planned.push(Planned { story: number, group, kind, plan });
            }
        }
        if random.chance(0.08) {
            let plan = copies::revised(story, &plan, minute(at, 700, random), random);
            planned.push(Planned { story: number, group, kind: Kind::Revised, plan });
        }
    }
}

/// A day as ISO 8601.
fn date(day: i64) -> String {
    crate::keys::date(day).to_string()
}

/// A day's name.
fn weekday(day: i64) -> &'static str {
    use jiff::civil::Weekday as W;
    match crate::keys::date(day).weekday() {
        W::Monday => "Monday",
        W::Tuesday => "Tuesday",
        W::Wednesday => "Wednesday",
        W::Thursday => "Thursday",
        W::Friday => "Friday",
        W::Saturday => "Saturday",
        W::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    fn words_of(record: &Record, span: sayso_wire::Span) -> String {
        record.document.text.chars().skip(span[0] as usize).take((span[1] - span[0]) as usize).collect()
    }

    /// Words as they are compared: lower case, without marks.
    fn words(text: &str) -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
    }

    #[test]
    fn reports_are_the_same_from_wherever_they_are_made() {
        let all: Vec<Report> = reports(9, 0..300).collect();
        assert_eq!(all.len(), 300);
        assert_eq!(reports(9, 120..140).collect::<Vec<_>>(), all[120..140]);
        assert!(all.iter().zip(0..).all(|(it, n)| it.truth.report == n));
        assert_ne!(reports(10, 0..1).next(), all.first().cloned());
        let digests: HashSet<[u8; 32]> = all.iter().map(|it| crate::digest(&it.record.document)).collect();
        assert_eq!(digests.len(), all.len(), "no report is there twice");
    }

    #[test]
    fn spans_hold_what_they_should() {
        for Report { record, truth } in reports(11, 0..256) {
            assert_eq!(record.statements.len(), truth.quotations.len());
            assert_eq!((record.figures.len(), record.events.len()), (truth.figures.len(), truth.happenings.len()));
            assert!(!record.document.text.contains(['{', '}', '<', '>', '~', '_']), "{}", record.document.text);
            for it in &record.statements {
                let content = words_of(&record, it.content[0]);
                let marks = ['“', '"'];
                assert_eq!(content.starts_with(marks), it.manner == "direct", "{}: {content}", it.manner);
                assert!(it.quoted.iter().all(|span| words_of(&record, *span).starts_with(marks)), "{it:?}");
                assert_eq!(it.quoted.is_empty(), it.manner == "indirect");
                let party = &record.parties[it.party.unwrap() as usize];
                assert_eq!(Some(&party.name), it.speaker.as_ref());
                assert!(party.mentions.contains(&it.source.unwrap()));
            }
            for it in &record.figures {
                let told = words_of(&record, it.span);
                assert!(!told.is_empty() && !told.ends_with(" of"), "{told}");
                let digits: String = told.chars().filter(char::is_ascii_digit).collect();
                let end = it.low.or(it.high).unwrap().0;
                let told = digits.parse::<f64>().map(|it| if told.contains("million") { it * 1e6 } else { it });
                assert!(told.is_err() || told == Ok(end), "{} is not {end}", words_of(&record, it.span));
                if let Some(statement) = it.attributed_to {
                    let content = record.statements[statement as usize].content[0];
                    assert!(content[0] <= it.span[0] && it.span[1] <= content[1]);
                }
            }
            let blocks = &record.document.blocks;
            assert_eq!(blocks.last().map(|it| it.span[1] as usize), Some(record.document.text.chars().count()));
        }
    }

    /// What is called a copy has the words of the first of its group; what is called a report of its own has not.
    #[test]
    fn copies_share_their_words_and_others_do_not() {
        let all: Vec<(Truth, HashSet<Vec<String>>)> = reports(12, 0..256)
            .map(|it| (it.truth, words(&it.record.document.text).windows(5).map(<[String]>::to_vec).collect()))
            .collect();
        let by_number: HashMap<u64, &HashSet<Vec<String>>> =
            all.iter().map(|(truth, runs)| (truth.report, runs)).collect();
        let mut kinds = HashSet::new();
        for (truth, runs) in all.iter().filter(|(truth, _)| truth.kind != Kind::Own) {
            let first = by_number[&truth.group];
            #[allow(clippy::cast_precision_loss)]
            let share = runs.intersection(first).count() as f64 / runs.len().min(first.len()) as f64;
            assert!(share > 0.6, "{truth:?}: {share}");
            kinds.insert(truth.kind);
        }
        assert_eq!(kinds.len(), 6, "{kinds:?}");
        let own: Vec<_> = all.iter().filter(|(truth, _)| truth.kind == Kind::Own).collect();
        for (n, (truth, runs)) in own.iter().enumerate() {
            for (other, others) in own[n + 1..].iter().filter(|(other, _)| other.group != truth.group) {
                let shared = runs.intersection(others).count();
                // Reports of one story share what is quoted.
                let most = if other.story == truth.story { runs.len() * 6 / 10 } else { runs.len() / 10 };
                assert!(shared <= most.max(8), "{} and {}: {shared} of {}", truth.report, other.report, runs.len());
            }
        }
    }

    #[test]
    fn figures_of_a_subject_differ_or_agree_as_they_are_told() {
        let all: Vec<Value> = reports(13, 0..512).flat_map(|it| it.truth.figures).collect();
        let mut by_subject: HashMap<u64, Vec<Value>> = HashMap::new();
        all.iter().for_each(|it| by_subject.entry(it.subject).or_default().push(*it));
        let (mut differ, mut agree) = (0, 0);
        for group in by_subject.values() {
            for (n, a) in group.iter().enumerate() {
                for b in &group[n + 1..] {
                    assert_eq!(a.differs(b), b.differs(a));
                    if a.differs(b) { differ += 1 } else { agree += 1 }
                }
            }
        }
        assert!(differ > 200 && agree > 500, "{differ} differ, {agree} agree");
    }
}
