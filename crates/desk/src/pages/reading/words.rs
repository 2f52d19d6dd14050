//! What records write in codes, in plain words.

use jiff::civil::{Date, DateTime};
use sayso_wire::{By, Event, Figure, Number};

/// How an event is told, as a reader says it.
pub(crate) fn status(status: &str) -> &'static str {
    match status {
        "occurred" => "told as happened",
        "future" => "told as planned",
        "hypothetical" => "told as possible",
        "negated" => "denied",
        _ => "not told how",
    }
}

/// The same in one word, for class names and lists.
pub(crate) fn status_word(status: &str) -> &'static str {
    match status {
        "future" => "planned",
        "hypothetical" => "possible",
        "negated" => "denied",
        _ => "happened",
    }
}

/// Every status in the order of the legend, with the word for it.
pub(crate) const STATUSES: [(&str, &str); 4] =
    [("occurred", "happened"), ("future", "planned"), ("hypothetical", "possible"), ("negated", "denied")];

/// PLOVER's types in plain words, in the order of its manual.
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

/// What kind of event it is: `arrest, ban or seizure (deport)`.
pub(crate) fn event_kind(event: &Event) -> String {
    let kind = TYPES.iter().find(|it| it.0 == event.event_type).map_or(event.event_type.as_str(), |it| it.1);
    if event.modes.is_empty() {
        return kind.to_owned();
    }
    format!("{kind}: {}", event.modes.iter().map(|it| mode(it)).collect::<Vec<_>>().join(", "))
}

fn mode(mode: &str) -> &str {
    match mode {
        "third-party" => "through others",
        "multilateral" => "of several sides",
        "yield" => "to yield",
        "assist" => "for help",
        "change" => "for a change",
        "meet" => "to meet",
        "relations" => "to break ties",
        "demo" => "demonstration",
        "hunger" => "hunger strike",
        "obstruct" => "blockade",
        "discontinue" => "relations ended",
        "martial-law" => "martial law",
        "censor" => "censorship",
        "cyber" => "attack on computers",
        "primitive" => "simple weapons",
        "suicide-attack" => "suicide attack",
        "aerial" => "from the air",
        "heavy-weapons" => "heavy weapons",
        "crowd-control" => "crowd control",
        "unconventional" => "unconventional weapons",
        "sideAB" => "both sides",
        other => other,
    }
}

/// How the words are given.
pub(crate) fn manner(manner: &str) -> &'static str {
    match manner {
        "direct" => "quoted",
        "mixed" => "partly quoted",
        _ => "in other words",
    }
}

/// What act a saying is, as a verb.
pub(crate) fn act(act: &str) -> &str {
    match act {
        "say" => "said",
        "ask" => "asked",
        "request" => "asked for it",
        "promise" => "promised",
        "warn" => "warned",
        "accuse" => "accused",
        "support" => "supported",
        "deny" => "denied",
        "admit" => "admitted",
        "think" => "thought",
        "want" => "wanted",
        other => other,
    }
}

/// What found something and how far to trust it: `Found by rule quotation, right in 97 of 100.`
pub(crate) fn found_by(by: &By) -> String {
    let (what, name, score) = match by {
        By::Rule { rule, score } => ("rule", rule, score),
        By::Head { head, score } => ("network part", head, score),
    };
    let name = if name.is_empty() { String::new() } else { format!(" {name}") };
    // Scores are shares of one.
    let of_hundred = (score.0.clamp(0.0, 1.0) * 100.0).round();
    format!("Found by {what}{name}, right in {of_hundred} of 100.")
}

/// The range a figure tells: `80 or more`, `up to 85%`, `USD 2.5 million`, `10,000 to 100,000 per year`.
pub(crate) fn value(figure: &Figure) -> String {
    let one = |value: Number| with_unit(value.0, &figure.unit);
    let range = match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high => one(low),
        (Some(low), Some(high)) => format!("{} to {}", one(low), one(high)),
        (Some(low), None) => format!("{} or more", one(low)),
        (None, Some(high)) => format!("up to {}", one(high)),
        (None, None) => "some".to_owned(),
    };
    figure.per.as_ref().map_or(range.clone(), |per| format!("{range} per {per}"))
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

fn with_unit(value: f64, unit: &str) -> String {
    let number = grouped(value);
    match unit {
        "count" => number,
        "percent" => format!("{number}%"),
        "%pt" => format!("{number} points"),
        code if code.len() == 3 && code.bytes().all(|it| it.is_ascii_uppercase()) => format!("{code} {number}"),
        symbol => format!("{number} {symbol}"),
    }
}

/// Digits in groups of three; millions and more in words.
pub(crate) fn grouped(value: f64) -> String {
    for (size, name) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        if value.abs() >= size {
            let short = (value / size * 1000.0).round() / 1000.0;
            return format!("{} {name}", thousands(&short.to_string()));
        }
    }
    thousands(&value.to_string())
}

fn thousands(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |number| ("−", number));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut out = sign.to_owned();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if fraction.is_empty() { out } else { format!("{out}.{fraction}") }
}

/// A moment or interval as people write it: `17 November 2025`, `April 2025`, `3 to 9 March 2026`, `since 2024`. What is
/// no such value stays as it is.
pub(crate) fn date(value: &str) -> String {
    let open = |end: &str| matches!(end, "" | "..");
    match value.split_once('/') {
        None => single(value),
        Some((from, to)) if open(to) => format!("since {}", single(from)),
        Some((from, to)) if open(from) => format!("until {}", single(to)),
        Some((from, to)) if from == to => single(from),
        Some((from, to)) => interval(from, to),
    }
}

fn single(value: &str) -> String {
    // The moment of the place itself: a shift to elsewhere changes neither its day nor its hour.
    let moment = value.get(..16).and_then(|it| it.parse::<DateTime>().ok()).filter(|_| value.contains('T'));
    if let Some(at) = moment {
        return format!("{}, {:02}:{:02}", day(at.date()), at.hour(), at.minute());
    }
    match (value.parse::<Date>(), value.split_once('-')) {
        (Ok(date), _) => day(date),
        (_, Some((year, month))) if year.len() == 4 => {
            month.parse().ok().and_then(month_name).map_or_else(|| value.to_owned(), |month| format!("{month} {year}"))
        }
        _ => value.to_owned(),
    }
}

fn interval(from: &str, to: &str) -> String {
    match (from.parse::<Date>(), to.parse::<Date>()) {
        (Ok(a), Ok(b)) if a.first_of_month() == b.first_of_month() => format!("{} to {}", a.day(), day(b)),
        (Ok(a), Ok(b)) if a.year() == b.year() => {
            format!("{} {} to {}", a.day(), month_name(a.month()).unwrap_or_default(), day(b))
        }
        _ => format!("{} to {}", single(from), single(to)),
    }
}

fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()).unwrap_or_default(), date.year())
}

fn month_name(month: i8) -> Option<&'static str> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month).ok()?.checked_sub(1).and_then(|at| NAMES.get(at).copied())
}

/// `1 statement`, `2 statements`.
pub(crate) fn counted(count: usize, one: &str) -> String {
    format!("{} {one}{}", thousands(&count.to_string()), if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        for (value, words) in [
            ("2025-11-17", "17 November 2025"),
            ("2025-11-17T09:05:00Z", "17 November 2025, 09:05"),
            ("2025-04", "April 2025"),
            ("2025", "2025"),
            ("2026-03-03/2026-03-09", "3 to 9 March 2026"),
            ("2025-09-17/2025-11-17", "17 September to 17 November 2025"),
            ("2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025"),
            ("2024/..", "since 2024"),
            ("/2025-04", "until April 2025"),
            ("2025-13", "2025-13"),
            ("soon – ½", "soon – ½"),
        ] {
            assert_eq!(date(value), words, "{value}");
        }
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(12_345.0), "12,345");
        assert_eq!(grouped(-1_500.5), "−1,500.5");
        assert_eq!(grouped(2_345_678_901.0), "2.346 billion");
        assert_eq!(with_unit(1e6, "USD"), "USD 1 million");
        assert_eq!(toll((80, None)), "80 or more");
    }
}
