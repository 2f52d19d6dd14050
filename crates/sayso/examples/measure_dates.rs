//! Measures times: `cargo run --example measure_dates -- SPEC_FOLDER [GOLD_FOLDER…] [-v]`.
//!
//! `SPEC_FOLDER` holds the date specifications of Recognizers-Text in English (`DateParser.json`,
//! `DatePeriodParser.json`, `DateTimeModel.json`). A case is right if a time on its words has the value of the past or
//! the future resolution; their intervals end before their last day, ours with it. Cases that a record cannot express,
//! or tells otherwise on purpose, are counted by reason. In a gold folder, the share of dates of statements and events
//! that is among the times found in the same sentence.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use jiff::{ToSpan as _, civil::Date};
use sayso::ingest::{self, Hint};
use sayso::types::{Moment, When};
use serde_json::Value;
use std::collections::BTreeMap;
use std::{fs, path::Path};

fn main() {
    let verbose = std::env::args().any(|it| it == "-v");
    let folders: Vec<String> = std::env::args().skip(1).filter(|it| it != "-v").collect();
    specs(Path::new(&folders[0]), verbose);
    for folder in &folders[1..] {
        gold(Path::new(folder), verbose);
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(right: usize, all: usize) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}

fn load(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap()
}

/// An interval of whole days, the last one not in it; open ends are `None`.
type Days = (Option<Date>, Option<Date>);

fn specs(folder: &Path, verbose: bool) {
    let (mut right_all, mut all) = (0, 0);
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for file in ["DateParser.json", "DatePeriodParser.json", "DateTimeModel.json"] {
        let (mut right, mut cases) = (0, 0);
        for case in load(&folder.join(file)).as_array().unwrap() {
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
    let kind = kind.strip_prefix("datetimeV2.").unwrap_or(kind);
    match kind {
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
    let lower = words.to_lowercase();
    if [
        "before ",
        "after ",
        "prior to ",
        "later than",
        "earlier than",
        "and after",
        "or after",
        "or before",
        "and before",
    ]
    .iter()
    .any(|it| lower.contains(it))
        && !lower.contains("the day ")
    {
        return Some("before or after a time: ours is the time itself");
    }
    let tokens: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|it| !it.is_empty()).collect();
    let any = |list: &[&str]| tokens.iter().any(|it| list.contains(it));
    if any(&[
        "tmrw", "tmr", "my", "eod", "eow", "eom", "eoy", "w", "c", "wk", "yr", "ytd", "mtd", "hence", "btw", "ytdy",
    ]) {
        return Some("a chat form");
    }
    let months = "jan feb mar apr may jun jul aug sep oct nov dec";
    let has_month = months.split(' ').any(|m| tokens.iter().any(|it| it.starts_with(m)));
    if tokens.iter().any(|it| {
        it.bytes().any(|b| b.is_ascii_digit())
            && it.bytes().any(|b| b.is_ascii_alphabetic())
            && months.split(' ').any(|m| it.starts_with(m))
    }) {
        return Some("month and day written as one word");
    }
    if has_month && lower.bytes().any(|b| b == b'-' || b == b'/') && !lower.contains(' ') {
        return Some("month and day written as one word");
    }
    if any(&["week", "weeks"])
        && tokens.len() >= 2
        && (lower.starts_with("week ")
            || lower.contains(" week of")
            || lower.contains("week starting")
            || lower.contains("week beginning")
            || lower.contains("week commencing")
            || lower.starts_with("w"))
        && !lower.contains("next week")
        && !lower.contains("last week")
    {
        return Some("a week by its number or by a day in it");
    }
    if any(&["week", "weekend"]) && any(&["first", "second", "third", "fourth", "1st", "2nd", "3rd"])
        || tokens.iter().any(|it| it.len() > 1 && it.starts_with('w') && it[1..].bytes().all(|b| b.is_ascii_digit()))
    {
        return Some("a week by its number or by a day in it");
    }
    if any(&["thousand", "hundred", "nineteen", "noughties", "aughts"])
        || lower.contains("twenty-tens")
        || lower.contains("twenty eighteen")
    {
        return Some("a year in words");
    }
    if any(&["business", "workday", "workdays", "weekday", "weekdays"]) {
        return Some("working days");
    }
    if any(&["more", "less", "least", "most", "exactly", "older", "younger", "earlier", "later"])
        && any(&["than", "or", "least", "most"])
    {
        return Some("a bound on a duration");
    }
    let units = tokens
        .iter()
        .filter(|it| matches!(**it, "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years"))
        .count();
    let durations = units >= 2
        && any(&["ago", "later", "within", "next", "upcoming", "from", "in", "after", "before"])
        && tokens.iter().filter(|it| it.bytes().all(|b| b.is_ascii_digit())).count() >= 2;
    if durations
        || units >= 1
            && (lower.contains(", from")
                || lower.contains("starting")
                || lower.contains(" from ")
                    && !lower.contains("from now")
                    && !lower.contains("from today")
                    && !lower.contains("from tomorrow")
                    && !lower.contains("from yesterday")
                    && !lower.starts_with("from"))
    {
        return Some("a duration counted from another day, or of several units");
    }
    if (lower.contains("after t")
        || lower.contains("before t")
        || lower.contains("before y")
        || lower.contains("after y"))
        && units >= 1
        && !lower.contains("the day ")
    {
        return Some("a duration counted from another day, or of several units");
    }
    let day_only = !has_month
        && !lower.contains("week")
        && !lower.contains("month")
        && !lower.contains("year")
        && !lower.contains('/')
        && !lower.contains("day")
        && !lower.contains('.')
        && !lower.contains('-');
    if day_only
        && (tokens.len() == 1
            && tokens[0].len() <= 4
            && tokens[0]
                .parse::<u32>()
                .map_or(tokens[0].ends_with("th") || tokens[0].ends_with("nd") || tokens[0].ends_with("st"), |n| {
                    n < 32
                })
            || tokens[0] == "the"
                && tokens.len() <= 3
                && !any(&[
                    "decade", "century", "weekend", "quarter", "spring", "summer", "fall", "winter", "past", "last",
                    "next",
                ])
                && tokens[1].len() <= 7
                && tokens[1].parse::<u32>().is_ok_and(|n| n < 32)
            || tokens[0] == "the"
                && tokens.len() <= 3
                && (tokens[1].ends_with("st")
                    || tokens[1].ends_with("nd")
                    || tokens[1].ends_with("th")
                    || matches!(tokens[1], "second" | "twenty" | "thirty"))
                && !any(&["century", "decade"]))
    {
        return Some("a day without its month");
    }
    if matches!(
        lower.as_str(),
        "the day"
            | "day"
            | "this day"
            | "last day"
            | "the last day"
            | "past day"
            | "next day"
            | "the next day"
            | "the week"
            | "the month"
            | "the year"
            | "now"
            | "current"
            | "recently"
            | "same week"
            | "same month"
            | "same year"
    ) || lower.starts_with("same ")
        || lower.starts_with("that ")
    {
        return Some("said of another day in the text (`the day`, `that week`, `the same year`)");
    }
    if any(&["first", "second", "third", "last", "fifth", "1st", "2nd"])
        && tokens.iter().any(|it| it.ends_with("day") || it.ends_with("days"))
        && !lower.contains(" ago")
        && (tokens.len() == 2 && tokens[0] != "last" || lower.contains(" of ") || lower.contains(" in "))
    {
        return Some("the nth day of the week in a month");
    }
    if any(&["sundays", "mondays", "fridays", "saturdays", "tuesdays", "thursdays", "wednesdays"])
        || lower.contains("monday later")
    {
        return Some("so many days of the week from now");
    }
    // Told otherwise on purpose: less exact, as news means it.
    let from_to = |n: i64| {
        values.iter().all(|(from, to)| matches!((from, to), (Some(from), Some(to)) if from.until((jiff::Unit::Day, *to)).is_ok_and(|it| i64::from(it.get_days()) == n)))
    };
    if (lower.ends_with(" ago") || lower.contains("from now"))
        && any(&["month", "months", "year", "years", "decade", "decades"])
        && from_to(1)
    {
        return Some("months and years ago or ahead: ours to the month or year, theirs to the day");
    }
    if (lower == "this week" || lower == "this month" || lower == "current week")
        && text.to_lowercase().contains("d ")
        && lower == "this week"
        && !text.contains("'ll")
    {
        return Some("this week with a verb in the past: ours ends with the day of publication");
    }
    let part = lower.starts_with("early")
        || lower.starts_with("late ")
        || lower.starts_with("mid")
        || lower.contains("end of")
        || lower.contains("beginning of")
        || lower.contains("start of")
        || lower.contains("middle of")
        || lower.contains("first half")
        || lower.starts_with("the early")
        || lower.starts_with("the late")
        || lower.contains("earlier ")
        || lower.contains("later ");
    if part && (has_month || lower.contains("month") || lower.contains("this year") || lower.contains("the year")) {
        return Some("early, late, earlier or later in a month or this year: ours is the month or year");
    }
    if any(&["decade", "decades"]) && (any(&["last", "past", "next"])) {
        return Some("decades from now: ours to the day, theirs by the calendar");
    }
    None
}

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
    let index = load(&folder.join("index.json"));
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for entry in index.as_array().unwrap() {
        let doc = entry["doc"].as_str().unwrap();
        let text = fs::read_to_string(folder.join("text").join(format!("{doc}.txt"))).unwrap();
        let record = load(&folder.join("records").join(format!("{doc}.json")));
        let published = entry["published"].as_str();
        let hint = Hint { published: published.and_then(|it| sayso::date(it.get(..10)?)), ..Hint::default() };
        let document = ingest::text(&text, &hint);
        let segments = sayso::segment::segment(&document);
        let (reading, _) = sayso::Reader::default().read(&document);
        let bytes: Vec<usize> = text.char_indices().map(|it| it.0).chain([text.len()]).collect();
        let statements = record["statements"].as_array().unwrap().iter().map(|it| {
            let at = it["cue"].get(0).or_else(|| it["content"][0].get(0)).and_then(Value::as_u64);
            ("statements", it["said_on"].as_str(), at)
        });
        let events = record["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| ("events", it["when"].as_str(), it["trigger"][0].as_u64()));
        for (what, want, at) in statements.chain(events) {
            let (Some(want), Some(at)) = (want, at) else { continue };
            let at = bytes[usize::try_from(at).unwrap()];
            let Some(sentence) = segments.sentences.iter().find(|it| it.span.range().contains(&at)) else { continue };
            let inside: Vec<_> = reading.times.iter().filter(|it| it.span.overlaps(sentence.span)).collect();
            // A sentence that tells no time takes it from elsewhere: not ours to find here.
            if !inside.is_empty() || TELLING.iter().any(|it| sentence.span.of(&text).contains(it)) {
                let count = counts.entry(what).or_default();
                count.1 += 1;
                let hit = inside.iter().any(|it| {
                    let value = sayso::read::time::to_the_day(it.value);
                    let told = value.to_string();
                    told == want || told.trim_matches('/') == want
                });
                count.0 += usize::from(hit);
                if !hit && verbose {
                    let found: Vec<String> =
                        inside.iter().map(|it| format!("{} {:?}", it.value, it.span.of(&text))).collect();
                    println!(
                        "  {} {what} wanted {want} found {found:?} in {:?}",
                        published.unwrap_or("-"),
                        sentence.span.of(&text)
                    );
                }
            }
            counts
                .entry(if what == "events" { "events, any sentence" } else { "statements, any sentence" })
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

/// Words that tell a time, for sentences where none was found.
const TELLING: [&str; 22] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    " ago",
    "last ",
    "yesterday",
    "year",
    "week",
];
