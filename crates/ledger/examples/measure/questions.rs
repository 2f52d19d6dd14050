//! Questions as people ask them, each kind many times: how long half of them and all but a twentieth take.

use sayso_ledger::Ledger;
use sayso_ledger::ask::{Id, Kind, Order, Question};
use sayso_ledger::generator::{SHELF, random::Random, reports};
use sayso_wire::Record;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

/// Lines of an answer, as the program asks for them.
const LINES: usize = 20;

/// What is asked.
enum Asked {
    Search(Box<Question>),
    OverTime(Box<Question>),
    Who(String),
    Show(Id),
    Facets(Box<Question>),
    Report(Id),
    Elsewhere(Id),
    Story(Id),
    Speaker(String),
    EventRows(Box<Question>),
    EventCounts(Box<Question>),
}

/// Words by how many reports have them.
struct Words {
    common: Vec<String>,
    rare: Vec<String>,
    /// How many reports there are.
    reports: u64,
}

/// The one place that knows how a ledger is asked. Gives how many lines the answer has.
fn ask(ledger: &Ledger, asked: &Asked) -> Result<usize, sayso_ledger::Error> {
    Ok(match asked {
        Asked::Search(question) => ledger.search(question)?.len(),
        Asked::OverTime(question) => ledger.over_time(question)?.iter().map(|it| it.tellings.len()).sum(),
        Asked::Who(name) => ledger.who(name, Order::Newest, LINES)?.iter().map(|it| it.said.len()).sum(),
        Asked::Show(id) => usize::from(ledger.show(*id)?.is_some()),
        Asked::Facets(question) => ledger.facets(question)?.seen as usize,
        Asked::Report(id) => ledger.report(*id)?.map_or(0, |it| it.statements.len()),
        Asked::Elsewhere(id) => {
            let found = ledger.elsewhere(*id)?;
            found.statements.len() + found.events.len() + found.figures.len()
        }
        Asked::Story(id) => {
            let story = ledger.report(*id)?.and_then(|it| it.story);
            story.map_or(Ok(None), |it| ledger.story(it))?.map_or(0, |it| it.quotations.len() + it.happenings.len())
        }
        Asked::Speaker(name) => {
            let known = ledger.known(name, 1)?.pop();
            let page = known.map_or(Ok(None), |it| ledger.speaker(it.party, &Question::of(Kind::Statement, LINES)))?;
            page.map_or(0, |it| it.seen as usize)
        }
        Asked::EventRows(question) => ledger.event_rows(question)?.len(),
        Asked::EventCounts(question) => ledger.event_counts(question)?.seen as usize,
    })
}

/// Asks `times` questions of each kind and prints what they took.
pub(crate) fn measure(path: &Path, seed: u64, there: u64, times: usize) -> Result<(), Box<dyn Error>> {
    let words = words(path, there)?;
    let sample = sample(seed, there);
    let ledger = Ledger::open_to_ask(path)?;
    println!("{:<34} {:>9} {:>9} {:>9} {:>8}", "question", "p50 ms", "p95 ms", "most ms", "lines");
    for (number, (name, make)) in (0..).zip(KINDS) {
        let mut random = Random::new(&[seed, 3, number]);
        let (mut took, mut lines): (Vec<Duration>, usize) = (Vec::with_capacity(times), 0);
        for _ in 0..times {
            let asked = make(&mut random, &words, &sample);
            let begun = Instant::now();
            lines += ask(&ledger, &asked)?;
            took.push(begun.elapsed());
        }
        took.sort();
        let at = |share: usize| {
            took.get((took.len() * share / 100).min(took.len() - 1)).map_or(0.0, |it| it.as_secs_f64() * 1e3)
        };
        println!(
            "{name:<34} {:>9.2} {:>9.2} {:>9.2} {:>8}",
            at(50),
            at(95),
            at(100),
            (lines + times / 2) / times.max(1)
        );
    }
    Ok(())
}

type Make = fn(&mut Random, &Words, &[Record]) -> Asked;

const KINDS: [(&str, Make); 32] = [
    ("search: common word", |random, words, _| search(Some(random.pick(&words.common).clone()), |_| ())),
    ("search: rare word", |random, words, _| search(Some(random.pick(&words.rare).clone()), |_| ())),
    ("search: phrase of three", |random, _, sample| search(Some(phrase(random, sample)), |_| ())),
    ("search: common and rare word", |random, words, _| {
        search(Some(format!("{} {}", random.pick(&words.common), random.pick(&words.rare))), |_| ())
    }),
    ("search: two common words", |random, words, _| {
        search(Some(format!("{} {}", random.pick(&words.common), random.pick(&words.common))), |_| ())
    }),
    ("search: beginning of a word", |random, words, _| {
        let word: String = random.pick(&words.common).chars().take(4).collect();
        search(Some(format!("{word}*")), |_| ())
    }),
    ("search: word, speaker", |random, words, sample| {
        let speaker = speaker(random, sample);
        search(Some(random.pick(&words.common).clone()), |it| it.speaker = Some(speaker))
    }),
    ("search: speaker alone", |random, _, sample| {
        let speaker = speaker(random, sample);
        search(None, |it| it.speaker = Some(speaker))
    }),
    ("search: word, outlet", |random, words, sample| {
        let outlet = random.pick(sample).document.outlet.clone();
        search(Some(random.pick(&words.common).clone()), |it| it.outlet = outlet)
    }),
    ("search: word, a week", |random, words, sample| {
        let (from, to) = week(random, sample);
        search(Some(random.pick(&words.common).clone()), |it| (it.from, it.to) = (from, to))
    }),
    ("search: word, oldest first", |random, words, _| {
        search(Some(random.pick(&words.common).clone()), |it| it.order = Order::Oldest)
    }),
    ("search: word, statements", |random, words, _| {
        search(Some(random.pick(&words.common).clone()), |it| it.kinds = vec![Kind::Statement])
    }),
    ("events: type, a week", |random, _, sample| {
        let (from, to) = week(random, sample);
        search(None, |it| {
            (it.from, it.to, it.kinds) = (from, to, vec![Kind::Event]);
            it.event_type = Some(event_type(random));
        })
    }),
    ("figures: word", |random, _, _| search(Some(counted(random)), |it| it.kinds = vec![Kind::Figure])),
    ("figures: over time", |random, _, _| {
        Asked::OverTime(Box::new(Question { words: Some(counted(random)), limit: LINES, ..Question::default() }))
    }),
    ("figures: that differ, a week", |random, _, sample| {
        let (from, to) = week(random, sample);
        search(None, |it| (it.from, it.to, it.kinds, it.differ) = (from, to, vec![Kind::Figure], true))
    }),
    ("who: a name", |random, _, sample| Asked::Who(speaker(random, sample))),
    ("show: a report", |random, words, _| Asked::Show(report(random, words))),
    ("facets: everything", |_, _, _| facets(search(None, |_| ()))),
    ("facets: common word", |random, words, _| facets(search(Some(random.pick(&words.common).clone()), |_| ()))),
    ("facets: two common words", |random, words, _| {
        facets(search(Some(format!("{} {}", random.pick(&words.common), random.pick(&words.common))), |_| ()))
    }),
    ("facets: beginning of a word", |random, words, _| {
        let word: String = random.pick(&words.common).chars().take(4).collect();
        facets(search(Some(format!("{word}*")), |_| ()))
    }),
    ("facets: phrase of three", |random, _, sample| facets(search(Some(phrase(random, sample)), |_| ()))),
    ("facets: word, a week", |random, words, sample| {
        let (from, to) = week(random, sample);
        facets(search(Some(random.pick(&words.common).clone()), |it| (it.from, it.to) = (from, to)))
    }),
    ("facets: speaker alone", |random, _, sample| {
        let speaker = speaker(random, sample);
        facets(search(None, |it| it.speaker = Some(speaker)))
    }),
    ("search: word, page after", |random, words, _| {
        search(Some(random.pick(&words.common).clone()), |it| {
            (it.after, it.kinds) = (Some(report(random, words)), vec![Kind::Report]);
        })
    }),
    ("report: all of it", |random, words, _| Asked::Report(report(random, words))),
    ("report: elsewhere", |random, words, _| Asked::Elsewhere(report(random, words))),
    ("story: all of it", |random, words, _| Asked::Story(report(random, words))),
    ("speaker: all of it", |random, _, sample| Asked::Speaker(speaker(random, sample))),
    ("events: table, type", |random, _, _| match search(None, |it| it.event_type = Some(event_type(random))) {
        Asked::Search(question) => Asked::EventRows(question),
        other => other,
    }),
    ("events: timeline and places, type", |random, _, _| {
        match search(None, |it| it.event_type = Some(event_type(random))) {
            Asked::Search(question) => Asked::EventCounts(question),
            other => other,
        }
    }),
];

/// The facets of a search.
fn facets(asked: Asked) -> Asked {
    match asked {
        Asked::Search(question) => Asked::Facets(question),
        other => other,
    }
}

fn report(random: &mut Random, words: &Words) -> Id {
    Id::report(i64::try_from(random.between(1, words.reports)).unwrap_or(1))
}

fn event_type(random: &mut Random) -> String {
    random.word(&["ASSAULT", "PROTEST", "CONSULT", "COERCE"]).to_owned()
}

fn search(words: Option<String>, narrow: impl FnOnce(&mut Question)) -> Asked {
    let mut question = Question { words, limit: LINES, ..Question::default() };
    narrow(&mut question);
    Asked::Search(Box::new(question))
}

/// A word of what is counted.
fn counted(random: &mut Random) -> String {
    random.word(&["killed", "injured", "homes", "jobs", "workers", "oil", "arrested", "cost"]).to_owned()
}

/// Words of the ledger: of those that more than a hundredth of the reports have, and of those that a few have.
fn words(path: &Path, there: u64) -> Result<Words, Box<dyn Error>> {
    let c = super::reading(path)?;
    c.execute_batch("CREATE VIRTUAL TABLE temp.word_count USING fts5vocab (main, document_words, row)")?;
    let mut all = c.prepare("SELECT term, doc FROM word_count WHERE length(term) > 3 AND term NOT GLOB '*[0-9]*'")?;
    let rows = all.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?)))?;
    let (mut common, mut rare) = (Vec::new(), Vec::new());
    for row in rows {
        match row? {
            (word, reports) if u64::from(reports) > there / 100 => common.push(word),
            (word, 1..=20) => rare.push(word),
            _ => {}
        }
    }
    if common.is_empty() || rare.is_empty() {
        return Err("too few reports to have common and rare words".into());
    }
    Ok(Words { common, rare, reports: there })
}

/// Some reports of the ledger, made again.
fn sample(seed: u64, there: u64) -> Vec<Record> {
    let mut random = Random::new(&[seed, 4]);
    let shelves = there.div_ceil(SHELF);
    (0..24)
        .flat_map(|_| {
            let from = random.between(0, shelves - 1) * SHELF;
            reports(seed, from..(from + SHELF).min(there)).step_by(13).map(|it| it.record).collect::<Vec<_>>()
        })
        .collect()
}

fn phrase(random: &mut Random, sample: &[Record]) -> String {
    let words: Vec<&str> = random.pick(sample).document.text.split_whitespace().collect();
    let from = random.below(words.len().saturating_sub(3));
    let kept: Vec<String> =
        words.iter().skip(from).take(3).map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect()).collect();
    format!("\"{}\"", kept.join(" "))
}

fn speaker(random: &mut Random, sample: &[Record]) -> String {
    loop {
        let record = random.pick(sample);
        let named: Vec<&str> =
            record.parties.iter().filter(|it| it.kind == "person").map(|it| it.name.as_str()).collect();
        if !named.is_empty() {
            return random.word(&named).to_owned();
        }
    }
}

/// Six days from the day of some report.
fn week(random: &mut Random, sample: &[Record]) -> (Option<String>, Option<String>) {
    let from = random.pick(sample).document.published.as_ref().and_then(|it| it.get(..10)).map(str::to_owned);
    let to = from
        .as_ref()
        .and_then(|it| it.parse::<jiff::civil::Date>().ok())
        .map(|it| it.saturating_add(jiff::Span::new().days(6)));
    (from, to.map(|it| it.to_string()))
}
