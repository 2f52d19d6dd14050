//! What only records write, in plain words; what the ledger writes, too, is in `pages::words`.

pub(crate) use crate::pages::words::*;
use jiff::civil::{Date, DateTime};
use sayso_wire::{By, Event, Figure};

/// What kind of event it is: `arrest, ban or seizure (deport)`.
pub(crate) fn event_kind(event: &Event) -> String {
    let kind = event_type(&event.event_type);
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

/// The range a figure tells.
pub(crate) fn value(figure: &Figure) -> String {
    range(figure.low.map(|it| it.0), figure.high.map(|it| it.0), &figure.unit, figure.per.as_deref())
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
}
