//! What the ledger writes in codes, in plain words.

use jiff::civil::Date;
use sayso_ledger::ask::Kind;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How an event is told.
pub(crate) const STATUSES: [(&str, &str); 4] = [
    ("occurred", "told as happened"),
    ("future", "told as planned"),
    ("hypothetical", "told as possible"),
    ("negated", "denied"),
];

/// PLOVER's types, in the order of its manual.
pub(crate) const TYPES: [(&str, &str); 16] = [
    ("AGREE", "agreement"),
    ("CONSULT", "meeting or call"),
    ("SUPPORT", "support or praise"),
    ("CONCEDE", "concession"),
    ("COOPERATE", "cooperation"),
    ("AID", "aid"),
    ("RETREAT", "withdrawal or release"),
    ("REQUEST", "request or demand"),
    ("ACCUSE", "accusation or criticism"),
    ("REJECT", "refusal"),
    ("THREATEN", "threat or warning"),
    ("PROTEST", "protest"),
    ("SANCTION", "penalty or broken tie"),
    ("MOBILIZE", "readying of force"),
    ("COERCE", "arrest, ban or seizure"),
    ("ASSAULT", "violence"),
];

const ACTS: [(&str, &str); 11] = [
    ("say", "said"),
    ("ask", "asked"),
    ("request", "asked for it"),
    ("promise", "promised"),
    ("warn", "warned"),
    ("accuse", "accused"),
    ("support", "supported"),
    ("deny", "denied"),
    ("admit", "admitted"),
    ("think", "thought"),
    ("want", "wanted"),
];

const MANNERS: [(&str, &str); 3] = [("direct", "quoted"), ("mixed", "partly quoted"), ("indirect", "in other words")];

/// Countries by their ISO 3166 alpha-3 code.
static COUNTRIES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/fips.tsv").lines();
    let country = |line: &'static str| {
        let mut cells = line.split('\t');
        let (kind, code, _, name) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        (kind == "c").then_some((code, name))
    };
    lines.filter_map(country).collect()
});

/// The word for a code, or the code itself, which may come from a later version.
fn word<'a>(of: &[(&str, &'static str)], code: &'a str) -> &'a str {
    of.iter().find(|it| it.0 == code).map_or(code, |it| it.1)
}

pub(crate) fn status(code: &str) -> &str {
    word(&STATUSES, code)
}

/// The same in one word.
pub(crate) fn status_word(code: &str) -> &str {
    let word = status(code);
    word.strip_prefix("told as ").unwrap_or(word)
}

pub(crate) fn event_type(code: &str) -> &str {
    word(&TYPES, code)
}

/// What somebody did in saying it.
pub(crate) fn act(code: &str) -> &str {
    word(&ACTS, code)
}

/// How the words are given.
pub(crate) fn manner(code: &str) -> &str {
    word(&MANNERS, code)
}

pub(crate) fn country(code: &str) -> &str {
    COUNTRIES.get(code).copied().unwrap_or(code)
}

/// Every country, by name.
pub(crate) fn countries() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = COUNTRIES.iter().map(|(code, name)| (*code, *name)).collect();
    all.sort_by_key(|it| it.1);
    all
}

/// Many of a kind.
pub(crate) fn kinds(kind: Kind) -> &'static str {
    match kind {
        Kind::Statement => "Statements",
        Kind::Event => "Events",
        Kind::Figure => "Figures",
        Kind::Report => "Reports",
    }
}

/// What a party is.
pub(crate) fn party_kind(kind: &str) -> &str {
    match kind {
        "organization" => "body",
        "government" => "government body",
        "unnamed" => "unnamed",
        other => other,
    }
}

/// `1 report`, `2,000 reports`.
pub(crate) fn counted(count: usize, one: &str) -> String {
    let many = match (count, one.strip_suffix('y')) {
        (1, _) => one.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        _ => format!("{one}s"),
    };
    format!("{} {many}", thousands(&count.to_string()))
}

/// The range a figure tells: `80 or more`, `up to 85%`, `10,000 to 100,000 per year`.
pub(crate) fn range(low: Option<f64>, high: Option<f64>, unit: &str, per: Option<&str>) -> String {
    let one = |value: f64| with_unit(value, unit);
    let range = match (low, high) {
        #[allow(clippy::float_cmp, reason = "one number told gives both ends")]
        (Some(low), Some(high)) if low == high => one(low),
        (Some(low), Some(high)) => format!("{} to {}", one(low), one(high)),
        (Some(low), None) => format!("{} or more", one(low)),
        (None, Some(high)) => format!("up to {}", one(high)),
        (None, None) => "some".to_owned(),
    };
    per.map_or(range.clone(), |per| format!("{range} per {per}"))
}

/// How many dead or injured: `2`, `2 to 5`, `80 or more`.
pub(crate) fn toll((low, high): (u64, Option<u64>)) -> String {
    let whole = |count: u64| thousands(&count.to_string());
    match high {
        Some(high) if high == low => whole(low),
        Some(high) => format!("{} to {}", whole(low), whole(high)),
        None => format!("{} or more", whole(low)),
    }
}

/// How many times as much: `2.5`, `14`, `1,200`.
pub(crate) fn factor(factor: f64) -> String {
    grouped(if factor < 10.0 { (factor * 10.0).round() / 10.0 } else { factor.round() })
}

/// A value with what it is in.
pub(crate) fn with_unit(value: f64, unit: &str) -> String {
    let number = grouped(value);
    match unit {
        "count" => number,
        "percent" => format!("{number}%"),
        "%pt" => format!("{number} points"),
        // ISO 4217; no unit symbol has three capitals.
        code if code.len() == 3 && code.bytes().all(|it| it.is_ascii_uppercase()) => format!("{code} {number}"),
        symbol => format!("{number} {symbol}"),
    }
}

/// Digits in groups of three; millions and more in words.
pub(crate) fn grouped(value: f64) -> String {
    for (size, name) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        if value.abs() >= size {
            return format!("{} {name}", thousands(&decimals(value / size)));
        }
    }
    thousands(&decimals(value))
}

/// Three decimals say as much as any report does.
fn decimals(value: f64) -> String {
    let short = (value * 1000.0).round() / 1000.0;
    // What is told in thousandths and less is told by its first digits.
    if short == 0.0 && value != 0.0 { format!("{value:.1e}") } else { short.to_string() }
}

fn thousands(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |number| ("−", number));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut out = sign.to_owned();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && digit.is_ascii_digit() && (whole.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if fraction.is_empty() { out } else { format!("{out}.{fraction}") }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/// A day in few letters, for axes: `4 March`; the first of a year is the year, the first of a month the month.
pub(crate) fn short_day(day: Date) -> String {
    if day.day_of_year() == 1 { day.year().to_string() } else { format!("{} {}", day.day(), month(day)) }
}

/// A day with its month cut short, for columns: `13 Jan 2026`. What is no day stays as it is told elsewhere.
pub(crate) fn narrow_day(iso: &str) -> String {
    iso.parse::<Date>()
        .map_or_else(|_| super::in_words(iso), |day| format!("{} {} {}", day.day(), month(day), day.year()))
}

fn month(day: Date) -> &'static str {
    usize::try_from(day.month()).ok().and_then(|it| MONTHS.get(it.wrapping_sub(1))).copied().unwrap_or_default()
}

/// From one day to another in as few words as will do: `March 2026`, `4 to 6 March 2026`.
pub(crate) fn days(from: &str, to: &str) -> String {
    let told = super::in_words;
    let (Ok(first), Ok(last)) = (from.parse::<Date>(), to.parse::<Date>()) else {
        return if from == to { told(from) } else { format!("{} to {}", told(from), told(to)) };
    };
    if first == last {
        return told(from);
    }
    if (first, last) == (first.first_of_month(), first.last_of_month()) {
        return told(&from[..7]);
    }
    if (first, last) == (first.first_of_year(), first.last_of_year()) {
        return first.year().to_string();
    }
    if first.first_of_month() == last.first_of_month() {
        return format!("{} to {}", first.day(), told(to));
    }
    format!("{} to {}", told(from), told(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_people_write_them() {
        assert_eq!(range(Some(80.0), None, "count", None), "80 or more");
        assert_eq!(range(Some(12_000.0), Some(12_500.0), "USD", Some("year")), "USD 12,000 to USD 12,500 per year");
        assert_eq!(range(None, Some(85.0), "percent", None), "up to 85%");
        assert_eq!(grouped(-2_345_678.0), "−2.346 million");
        assert_eq!((grouped(12_345.0), grouped(-1_500.5)), ("12,345".into(), "−1,500.5".into()));
        assert_eq!(toll((80, None)), "80 or more");
        assert_eq!(grouped(0.000_04), "4.0e-5");
        assert_eq!((factor(2.54), factor(1234.4)), ("2.5".into(), "1,234".into()));
        assert_eq!((counted(1, "story"), counted(2000, "story")), ("1 story".into(), "2,000 stories".into()));
    }

    #[test]
    fn days_are_told_in_few_words() {
        for (from, to, words) in [
            ("2026-03-04", "2026-03-04", "4 March 2026"),
            ("2026-03-04", "2026-03-06", "4 to 6 March 2026"),
            ("2026-02-01", "2026-02-28", "February 2026"),
            ("2026-01-01", "2026-12-31", "2026"),
            ("2025-12-30", "2026-01-02", "30 December 2025 to 2 January 2026"),
            ("2026-03", "2026-03", "March 2026"),
        ] {
            assert_eq!(days(from, to), words);
        }
    }

    #[test]
    fn countries_have_names() {
        assert_eq!(country("DEU"), "Germany");
        assert_eq!(country("XYZ"), "XYZ");
        assert!(countries().len() > 200);
    }
}
