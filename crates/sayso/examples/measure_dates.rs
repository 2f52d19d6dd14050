//! Measures times: `cargo run --example measure_dates -- SPEC_FOLDER [GOLD_FOLDER…] [-v]`.
//!
//! `SPEC_FOLDER` holds the date specifications of Recognizers-Text in English (`DateParser.json`,
//! `DatePeriodParser.json`, `DateTimeModel.json`). A case is right if a time on its words has the value of the past or
//! the future resolution; their intervals end before their last day, ours with it. Cases that a record cannot express,
//! or tells otherwise on purpose, are counted by reason. In a gold folder, the share of dates of statements and events
//! that is among the times found in the same sentence.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod common;

use common::{articles, json};
use jiff::{ToSpan as _, civil::Date};
use sayso::ingest::{self, Hint};
use sayso::types::{Moment, When};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let verbose = std::env::args().any(|it| it == "-v");
    let folders: Vec<String> = std::env::args().skip(1).filter(|it| it != "-v").collect();
    specs(Path::new(&folders[0]), verbose);
    for folder in &folders[1..] {
        gold(Path::new(folder), verbose);
    }
}

fn share(right: usize, all: usize) -> f64 {
    100.0 * common::share(right, all)
}

/// An interval of whole days, the last one not in it; open ends are `None`.
type Days = (Option<Date>, Option<Date>);

fn specs(folder: &Path, verbose: bool) {
    let (mut right_all, mut all) = (0, 0);
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for file in ["DateParser.json", "DatePeriodParser.json", "DateTimeModel.json"] {
        let (mut right, mut cases) = (0, 0);
        for case in json(&folder.join(file)).as_array().unwrap() {
            let text = case["Input"].as_str().unwrap();
            let today = case["Context"]["ReferenceDateTime"].as_str().map_or("", |it| &it[..10]);
            let hint = Hint { published: sayso::date(today), ..Hint::default() };
            let document = ingest::text(text, &hint);
            let (reading, _) = sayso::Reader::default().read(&document);
            for result in case["Results"].as_array().unwrap() {
                let words = result["Text"].as_str().unwrap();
                let values = values(result);
                if let Some(reason) = excluded(result, text, words, &values) {
                    *reasons.entry(reason).or_default() += 1;
                    continue;
                }
                cases += 1;
                let from = text.to_lowercase().find(&words.to_lowercase()).unwrap_or(0);
                let to = (from + words.len()).min(text.len());
                let hit = reading.times.iter().any(|it| {
                    let touches = (it.span.start as usize) < to && from < it.span.end as usize;
                    touches && values.iter().any(|want| same(it.value, *want))
                });
                right += usize::from(hit);
                if !hit && verbose {
                    let found: Vec<String> =
                        reading.times.iter().map(|it| format!("{} {:?}", it.value, it.span.of(text))).collect();
                    println!("  {today} {text:?} [{words}] wanted {} found {found:?}", show(&values));
                }
            }
        }
        println!("{file}: {right} of {cases} right, {:.1} %", share(right, cases));
        right_all += right;
        all += cases;
    }
    println!("all: {right_all} of {all} right, {:.1} %", share(right_all, all));
    for (reason, n) in reasons {
        println!("  left out {n}: {reason}");
    }
}

fn show(values: &[Days]) -> String {
    let day = |it: Option<Date>| it.map_or(String::from(".."), |it| it.to_string());
    values.iter().map(|it| format!("{}/{}", day(it.0), day(it.1))).collect::<Vec<_>>().join(" or ")
}

fn day(value: &Value) -> Option<Date> {
    value.as_str().and_then(|it| it.get(..10)?.parse().ok()).filter(|it: &Date| it.year() > 1)
}

/// What a case expects: its past and future resolution.
fn values(result: &Value) -> Vec<Days> {
    let pair = |from: &Value, to: &Value| (day(from), day(to));
    let one = |at: &Value| (day(at), day(at).and_then(|it| it.checked_add(1.days()).ok()));
    let mut values: Vec<Days> = Vec::new();
    for key in ["PastResolution", "FutureResolution"] {
        let it = &result["Value"][key];
        if it["date"].is_string() {
            values.push(one(&it["date"]));
        } else if it.is_object() {
            values.push(pair(&it["startDate"], &it["endDate"]));
        }
    }
    for it in result["Resolution"]["values"].as_array().into_iter().flatten() {
        if it["value"].is_string() {
            values.push(one(&it["value"]));
        } else {
            values.push(pair(&it["start"], &it["end"]));
        }
    }
    values.retain(|it| it.0.is_some() || it.1.is_some());
    values
}

/// Why a case is not counted, if it is not.
fn excluded(result: &Value, text: &str, words: &str, values: &[Days]) -> Option<&'static str> {
    let kind = result["TypeName"].as_str().or(result["Type"].as_str()).unwrap_or("");
    match kind.strip_prefix("datetimeV2.").unwrap_or(kind) {
        "date" | "daterange" => {}
        "set" => return Some("a recurring set"),
        "duration" => return Some("a bare duration"),
        "time" | "timerange" => return Some("a clock time without a day"),
        "datetime" | "datetimerange" | "datetimealt" => return Some("a clock time with a day (other type than date)"),
        _ => return Some("a time zone or other type"),
    }
    if values.is_empty() {
        return Some("no value, or no such day");
    }
    let shape = shape(words);
    if let Some((reason, _)) = REASONS.iter().find(|(_, patterns)| patterns.iter().any(|it| matches(it, &shape))) {
        return Some(reason);
    }
    let one_day = values.iter().all(|it| it.0.and_then(|from| from.checked_add(1.days()).ok()) == it.1);
    let long = ["*month*", "*year*", "*decade*"].iter().any(|it| matches(it, &shape));
    if one_day && long && ["* ago", "*from *", "in *"].iter().any(|it| matches(it, &shape)) {
        return Some("months and years ago or ahead: ours to the month or year, theirs to the day");
    }
    if shape == "this week" && text.contains("d ") && !text.contains("'ll") {
        return Some("this week with a verb in the past: ours ends with the day of publication");
    }
    None
}

/// A phrase in lower case, with every digit as `0`, names of months as `M` and of days as `W`.
fn shape(words: &str) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let lower = words.to_lowercase();
    let mut out = String::new();
    for word in lower.split_inclusive(|c: char| !c.is_ascii_lowercase()) {
        let (letters, mark) = word.split_at(word.trim_end_matches(|c: char| !c.is_ascii_lowercase()).len());
        match letters.get(..3) {
            Some(start) if MONTHS.contains(&start) && !letters.starts_with("decade") => out.push('M'),
            Some(start) if DAYS.contains(&start) && !letters.starts_with("month") => out.push('W'),
            _ => out.push_str(letters),
        }
        out.extend(mark.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }));
    }
    out
}

/// Whether a pattern, in which `*` stands for anything, is a phrase.
fn matches(pattern: &str, phrase: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| phrase.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

/// What is not counted, by the shape of its words (see [`shape`]): a record cannot express it, news does not write it, or
/// ours means something else on purpose.
const REASONS: &[(&str, &[&str])] = &[
    (
        "before or after a time: ours is the time itself",
        &[
            "before 0*",
            "before M*",
            "before the y*",
            "*greater than*",
            "*and later",
            "*and greater",
            "as late as*",
            "as early as*",
            "after 0*",
            "after M*",
            "after the 00th*",
            "prior to*",
            "*later than*",
            "*earlier than*",
            "*and after*",
            "*or after*",
            "*or before*",
            "*and before*",
            "*before M*",
            "*after M*",
            "*before 0*",
            "*after 0*",
            "*before W*",
            "*after W*",
            "after the y*",
        ],
    ),
    ("a chat form", &["*tmrw*", "*tmr*", "my *", "eo*", "w/c*", "*hence", "otd", "*w0*", "*0year"]),
    ("month and day written as one word", &["M0*", "M-0*", "M/0*", "*0000-M*", "*0/M*", "*0-M*", "0000/M*", "*W-M-*"]),
    (
        "a week by its number or by a day in it",
        &[
            "week 0*",
            "* week 00*",
            "*week of*",
            "*week starting*",
            "*week beginning*",
            "*week commencing*",
            "*week M*",
            "*weeks of*",
            "*months of*",
            "*month of*",
            "*first week*",
            "*second week*",
            "*third week*",
            "*0st week*",
            "*0rd week*",
            "*0nd week*",
            "*0th week*",
            "*third weekend*",
        ],
    ),
    (
        "a year in words",
        &["*thousand*", "*hundred*", "*nineteen*", "*noughties*", "*twenty-tens*", "*twenty eighteen*"],
    ),
    ("working days", &["*business*", "*workweek*", "*working*", "*workday*", "*weekday*"]),
    ("a bound on a duration", &["*more than*", "*less than*", "*at least*", "*at most*"]),
    (
        "a duration counted from another day, or of several units",
        &[
            "*week*, from*",
            "*week from*",
            "*day starting*",
            "*days starting*",
            "*week* starting*",
            "* month* 0* day*",
            "* year* 0* day*",
            "*year* 0* month*",
            "*days after t*",
            "*days before y*",
            "*days from tod*",
            "*weeks after*",
            "*weeks from tom*",
            "*later",
        ],
    ),
    (
        "a part of a month or year: ours is the month or year, or a third of the year",
        &[
            "early *M*",
            "late *M*",
            "mid *M*",
            "mid-*M*",
            "since late M*",
            "*end of M*",
            "*beginning of M*",
            "*start of M*",
            "*middle of M*",
            "*end of *month*",
            "*beginning of *month*",
            "*start of *month*",
            "*end of *year*",
            "*beginning of *year*",
            "*start of *year*",
            "*middle of *year*",
            "earlier *month*",
            "later *month*",
            "earlier *year*",
            "later *year*",
            "early *month*",
            "late *month*",
            "early *year*",
            "late *year*",
            "mid *month*",
            "mid *year*",
            "*0000 q0*0000 q0",
            "*q0*- q0*",
            "*to the start of*",
            "*to the end of*",
            "*and the end of*",
        ],
    ),
    ("decades from now: ours to the day, theirs by the calendar", &["*past*decade*", "*last*decade*", "*next*decade*"]),
    (
        "numbers with spaces, commas or signs in them, as in files",
        &[
            "0* - 0*",
            "0*- 0*",
            "0* -0*",
            "0* / 0*",
            "0*/ 0*",
            "0* /0*",
            "0*,0*",
            "*~*",
            "*=*",
            "00000000",
            "0000 00 00",
        ],
    ),
    ("quarters and years in the shorthand of files (`2017-q1`, `cy18`)", &["*-q0*", "*-h0*", "q0-*", "cy*", "*0000h0"]),
    (
        "month and day or year in numbers, which in news is a fraction, score or season",
        &[
            "0.00",
            "00.00",
            "0/00",
            "00/00",
            "0-00",
            "0000.0",
            "0000-0",
            "0000/0",
            "0000/00",
            "0/0000.",
            "*W 0/00*",
            "*W 0.0*",
            "*this 0/00*",
            "*next 0/00*",
            "between 00/0-*",
            "*0/0-0/*",
            "*00/0-00/*",
            "*0/00-0/0",
            "*0-00 in*",
        ],
    ),
    (
        "a day without its month",
        &[
            "0",
            "00",
            "the 00",
            "0th",
            "00th",
            "00st",
            "00nd",
            "the 00th",
            "the 00st",
            "the 00nd",
            "the second",
            "the twenty second",
            "the thirty",
            "W 00",
        ],
    ),
    (
        "said of another day in the text (`the day`, `that week`, `the same year`)",
        &[
            "the day",
            "this day",
            "last day",
            "the last day",
            "past day",
            "next day",
            "the next day",
            "the week",
            "the month",
            "the year",
            "same *",
            "that *",
            "*following week",
            "*following quarter",
            "following W",
            "following easter",
            "the day before",
            "the day after",
            "the fortnight",
        ],
    ),
    (
        "the nth day of the week in a month",
        &["first W", "second W", "third W", "fifth W", "*first W *", "*second W *", "*third W *", "*last W M*"],
    ),
    ("so many days of the week from now", &["* Ws from now", "two W*", "W two weeks from*", "*from today on W"]),
    ("a year of two digits without its mark", &["*M of 00", "M 00"]),
];

fn first(at: Moment) -> Option<Date> {
    let number = |it: Option<u8>| it.map_or(1, |n| i8::try_from(n).unwrap_or(1));
    Date::new(at.year, number(at.month), number(at.day)).ok()
}

/// The day after the last one of a moment.
fn after(at: Moment) -> Option<Date> {
    let step = match (at.month, at.day) {
        (_, Some(_)) => 1.days(),
        (Some(_), None) => 1.months(),
        _ => 1.years(),
    };
    first(at)?.checked_add(step).ok()
}

/// Whether a time is what is wanted. An end that is named (`to 2018`) counts whether it is included or not.
fn same(when: When, want: Days) -> bool {
    let end = |at: Moment| want.1.is_some() && (after(at) == want.1 || first(at) == want.1);
    match when {
        When::At(at) => first(at) == want.0 && after(at) == want.1,
        When::Between(from, to) => want.0.is_some() && first(from) == want.0 && end(to),
        // They tell `since` and `by` by the time they open or close at.
        When::Since(from) => first(from) == want.0 || after(from) == want.0,
        When::Until(to) => end(to) || want.0.is_some() && first(to) == want.0 && after(to) == want.1,
    }
}

fn gold(folder: &Path, verbose: bool) {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for article in articles(folder) {
        let (text, record, published) = (&article.text, &article.record, article.hint.published);
        let document = ingest::text(text, &article.hint);
        let segments = sayso::segment::segment(&document);
        let (reading, _) = sayso::Reader::default().read(&document);
        let statements = record["statements"].as_array().unwrap().iter().map(|it| {
            let at = article.byte(&it["cue"][0]).or_else(|| article.byte(&it["content"][0][0]));
            ("statements", it["said_on"].as_str(), at)
        });
        let events = record["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| ("events", it["when"].as_str(), article.byte(&it["trigger"][0])));
        for (what, want, at) in statements.chain(events) {
            let (Some(want), Some(at)) = (want, at) else { continue };
            let Some(sentence) = segments.sentences.iter().find(|it| it.span.range().contains(&at)) else { continue };
            let inside: Vec<_> = reading.times.iter().filter(|it| it.span.overlaps(sentence.span)).collect();
            // A sentence that tells no time takes it from elsewhere: not ours to find here.
            if !inside.is_empty() || TELLING.split('|').any(|it| sentence.span.of(text).contains(it)) {
                let told = if published.is_some() { what } else { undated(what) };
                let count = counts.entry(told).or_default();
                count.1 += 1;
                let hit = inside.iter().any(|it| {
                    let value = sayso::read::time::to_the_day(it.value);
                    let told = value.to_string();
                    told == want || told.trim_matches('/') == want
                });
                count.0 += usize::from(hit);
                if !hit && verbose {
                    let found: Vec<String> =
                        inside.iter().map(|it| format!("{} {:?}", it.value, it.span.of(text))).collect();
                    println!(
                        "  {} {what} wanted {want} found {found:?} in {:?}",
                        published.map_or("-".to_owned(), |it| it.to_string()),
                        sentence.span.of(text)
                    );
                }
            }
            counts
                .entry(if what == "events" { "events with a date, in all" } else { "statements with a date, in all" })
                .or_default()
                .1 += 1;
        }
    }
    println!("{}", folder.display());
    for (what, (right, all)) in counts {
        if right > 0 {
            println!("  {what} whose sentence tells a time: {right} of {all}, {:.1} %", share(right, all));
        } else {
            println!("  {what}: {all}");
        }
    }
}

/// The name of what is counted in reports without a day of publication, where only whole dates can be found.
fn undated(what: &str) -> &'static str {
    if what == "events" { "undated reports: events" } else { "undated reports: statements" }
}

/// Words that tell a time, for sentences where none was found.
const TELLING: &str = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|April|June|\
July|August|September|October|November|December| ago|last |yesterday|year|week";
