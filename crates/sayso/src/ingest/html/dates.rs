//! Reading the dates that pages, headers and records write.

use sayso_types::{Date, Timestamp};

/// The time that the words tell: ISO 8601 and its relatives, epoch seconds and milliseconds, RFC 2822, and English
/// dates with a month's name; `4/3/2026` is month first, unless only day first can be. Words around a date are passed
/// over. `None` where no whole day from 1990 to 2100 is told.
#[must_use]
pub(in crate::ingest) fn parse(words: &str) -> Option<Timestamp> {
    let words = words.trim();
    let words = words.char_indices().nth(120).map_or(words, |(end, _)| &words[..end]);
    digits(words).or_else(|| iso(words)).or_else(|| loose(words))
}

/// The day in an address: `/2026/03/04/`, `/2026/mar/04/`, `2026-03-04`, `/20260304`.
#[must_use]
pub(in crate::ingest) fn in_address(url: &str) -> Option<Timestamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let triple = |part: &[&str]| {
        let [year, month, day] = part else { return None };
        let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
            let fits = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| part.parse::<u32>().ok()).flatten()
        };
        let month = number(month, 1..=2).or_else(|| if month.len() <= 9 { month_named(month) } else { None })?;
        stamp(date(number(year, 4..=4)?, month, number(day, 1..=2)?)?)
    };
    parts.windows(3).find_map(triple).or_else(|| {
        let whole = |part: &&&str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.iter().filter(whole).find_map(|part| digits(part))
    })
}

fn stamp(date: Date) -> Option<Timestamp> {
    Some(Timestamp { date, time: None, offset: None })
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1990..=2100).contains(year))?;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let real = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).is_ok();
    real.then_some(Date { year, month, day })
}

/// `20260304`, `20260304120000`, `20260304T120000Z`, and seconds or milliseconds since 1970.
fn digits(words: &str) -> Option<Timestamp> {
    let bytes = words.as_bytes();
    let run = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let part = |from: usize, to: usize| words.get(from..to)?.parse::<u32>().ok();
    match (run, bytes.len()) {
        (10, 10) => epoch(words.parse().ok()?),
        (13, 13) => epoch(words.parse::<i64>().ok()? / 1000),
        (8 | 14, length) => {
            let date = date(part(0, 4)?, part(4, 6)?, part(6, 8)?)?;
            let (clock, rest) = match (run, bytes.get(8)) {
                (14, _) => (8, 14),
                (8, None) => return stamp(date),
                (8, Some(b'T')) => (9, 15.min(length)),
                _ => return None,
            };
            let time =
                clock_of(part(clock, clock + 2)?, part(clock + 2, clock + 4)?, part(clock + 4, clock + 6).unwrap_or(0));
            Some(Timestamp { date, time, offset: time.and_then(|_| zone(words.get(rest..)?)) })
        }
        _ => None,
    }
}

fn epoch(seconds: i64) -> Option<Timestamp> {
    let at = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let number = |n: i8| u32::try_from(n).ok();
    let date = date(u32::try_from(at.year()).ok()?, number(at.month())?, number(at.day())?)?;
    let time = clock_of(number(at.hour())?, number(at.minute())?, number(at.second())?);
    Some(Timestamp { date, time, offset: Some(0) })
}

fn clock_of(hour: u32, minute: u32, second: u32) -> Option<(u8, u8, u8)> {
    let fits = hour < 24 && minute < 60 && second <= 60;
    let cut = |n: u32| u8::try_from(n).ok();
    fits.then(|| Some((cut(hour)?, cut(minute)?, cut(second.min(59))?))).flatten()
}

/// `2026-03-04`, `2026/3/4 9:05`, `2026-03-04T09:05:00.000+0100`, at the beginning of the words.
fn iso(words: &str) -> Option<Timestamp> {
    let mut rest = words;
    let year = number(&mut rest, 4, 4)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    rest = &rest[1..];
    let month = number(&mut rest, 1, 2)?;
    rest = rest.strip_prefix(mark)?;
    let day = number(&mut rest, 1, 2)?;
    let date = date(year, month, day)?;
    let clock = rest.trim_start_matches(['T', 't', ' ', ',']);
    let (time, offset) = if clock.len() < rest.len() { clock_in(clock) } else { (None, None) };
    Some(Timestamp { date, time, offset })
}

/// Takes a number of `least` to `most` digits off the beginning.
fn number(rest: &mut &str, least: usize, most: usize) -> Option<u32> {
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    let value = ((least..=most).contains(&run)).then(|| rest[..run].parse().ok()).flatten()?;
    *rest = &rest[run..];
    Some(value)
}

/// `9:05`, `09:05:30.5 PM EST` at the beginning.
fn clock_in(words: &str) -> (Option<(u8, u8, u8)>, Option<i16>) {
    let mut rest = words;
    let read = |rest: &mut &str| -> Option<(u32, u32, u32)> {
        let hour = number(rest, 1, 2)?;
        let Some(after) = rest.strip_prefix(':') else {
            // `3 p.m.` has no minutes; a bare number is no time.
            return half(rest.trim_start()).is_some().then_some((hour, 0, 0));
        };
        *rest = after;
        let minute = number(rest, 2, 2)?;
        let mut second = 0;
        if let Some(after) = rest.strip_prefix(':') {
            *rest = after;
            second = number(rest, 2, 2)?;
            if let Some(after) = rest.strip_prefix(['.', ',']) {
                *rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            }
        }
        Some((hour, minute, second))
    };
    let Some((mut hour, minute, second)) = read(&mut rest) else { return (None, None) };
    if let Some((afternoon, after)) = half(rest.trim_start()) {
        hour = match (hour, afternoon) {
            (12, false) => 0,
            (12, true) => 12,
            (hour, true) => hour + 12,
            (hour, false) => hour,
        };
        rest = after;
    }
    let time = clock_of(hour, minute, second);
    (time, time.and_then(|_| zone(rest)))
}

/// `a.m.` or `PM` at the beginning: whether afternoon, and what follows.
fn half(words: &str) -> Option<(bool, &str)> {
    let afternoon = match words.bytes().next()?.to_ascii_lowercase() {
        b'a' => false,
        b'p' => true,
        _ => return None,
    };
    let rest = words[1..].strip_prefix('.').unwrap_or(&words[1..]);
    let rest = rest.strip_prefix(['m', 'M'])?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    (!rest.starts_with(char::is_alphabetic)).then_some((afternoon, rest))
}

/// Minutes east of UTC: `Z`, `+01:00`, `-0500`, `GMT+1`, `EST`.
fn zone(words: &str) -> Option<i16> {
    const NAMES: [(&str, i16); 22] = [
        ("Z", 0),
        ("UTC", 0),
        ("GMT", 0),
        ("BST", 60),
        ("IST", 330),
        ("CET", 60),
        ("CEST", 120),
        ("EET", 120),
        ("EEST", 180),
        ("MSK", 180),
        ("EST", -300),
        ("EDT", -240),
        ("ET", -300),
        ("CST", -360),
        ("CDT", -300),
        ("MST", -420),
        ("MDT", -360),
        ("PST", -480),
        ("PDT", -420),
        ("JST", 540),
        ("AEST", 600),
        ("AEDT", 660),
    ];
    let words = words.trim_start_matches([' ', '(', ',']);
    let name = &words[..words.bytes().take_while(u8::is_ascii_uppercase).count()];
    let after = &words[name.len()..];
    let sign = match after.bytes().next() {
        Some(b'+') if matches!(name, "" | "GMT" | "UTC") => 1,
        Some(b'-') if matches!(name, "" | "GMT" | "UTC") => -1,
        // Eastern Time is daylight time for most of the year; without the date's half it is left open.
        _ if name == "ET" => return None,
        _ => return NAMES.iter().find(|(known, _)| *known == name).map(|(_, minutes)| *minutes),
    };
    let mut rest = &after[1..];
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (hours, minutes) = if run == 4 {
        (rest[..2].parse::<i16>().ok()?, rest[2..4].parse::<i16>().ok()?)
    } else {
        let hours = number(&mut rest, 1, 2)?;
        let minutes = rest.strip_prefix(':').and_then(|mut after| number(&mut after, 2, 2)).unwrap_or(0);
        (i16::try_from(hours).ok()?, i16::try_from(minutes).ok()?)
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

pub(super) fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let found = |name: &str| name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(&word));
    let at = MONTHS.iter().position(|name| found(name))?;
    u32::try_from(at + 1).ok()
}

/// A date among words: `Wed, 04 Mar 2026 09:05:00 GMT`, `March 4th, 2026 at 9:05 a.m. EST`, `4/3/2026`, `04.03.2026`.
fn loose(words: &str) -> Option<Timestamp> {
    let word = |c: char| c.is_alphanumeric();
    let mut tokens: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for part in words.split_inclusive(|c: char| !word(c)) {
        let token = part.trim_end_matches(|c: char| !word(c));
        if !token.is_empty() {
            tokens.push((at, token));
        }
        at += part.len();
    }
    let value = |token: &str| {
        let bare = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ordinal = matches!(&token[bare.len()..], "" | "st" | "nd" | "rd" | "th");
        (ordinal && bare.len() <= 4).then(|| bare.parse::<u32>().ok()).flatten()
    };
    let at = |index: usize| tokens.get(index).map(|(_, token)| *token).unwrap_or_default();
    let mark = |index: usize| {
        let end = tokens[index].0 + tokens[index].1.len();
        words[end..].chars().next().filter(|c| matches!(c, '/' | '.' | '-'))
    };
    let triple = |index: usize| -> Option<(usize, Date)> {
        let (a, b, c) = (at(index), at(index + 1), at(index + 2));
        if let Some(month) = month_named(a) {
            if let Some(found) = date(value(c).unwrap_or(0), month, value(b)?) {
                return Some((index + 3, found));
            }
            // `Mon Nov 17 12:00:00 +0000 2025`: the year comes last.
            let year = (index + 3..index + 8)
                .find_map(|later| value(at(later)).filter(|year| (1990..=2100).contains(year)))?;
            return Some((index + 2, date(year, month, value(b)?)?));
        }
        if let Some(month) = month_named(b) {
            return Some((index + 3, date(value(c)?, month, value(a)?)?));
        }
        let marks = index + 2 < tokens.len() && mark(index).is_some() && mark(index) == mark(index + 1);
        if marks && c.len() == 4 {
            let (a, b, c) = (value(a)?, value(b)?, value(c)?);
            // Dots are written where the day comes first.
            let found = if mark(index) == Some('.') { None } else { date(c, a, b) };
            return Some((index + 3, found.or_else(|| date(c, b, a))?));
        }
        (marks && a.len() == 4).then(|| Some((index + 3, date(value(a)?, value(b)?, value(c)?)?))).flatten()
    };
    let (end, date) = (0..tokens.len()).find_map(triple)?;
    // The time of day, after the date or else before it.
    let clock = |(place, token): &(usize, &str)| {
        let follows =
            words[place + token.len()..].starts_with(':') || half(words[place + token.len()..].trim_start()).is_some();
        follows.then(|| clock_in(&words[*place..])).filter(|(time, _)| time.is_some())
    };
    let (after, before) = tokens.split_at(end.min(tokens.len()));
    let (time, offset) = before.iter().find_map(clock).or_else(|| after.iter().find_map(clock)).unwrap_or((None, None));
    Some(Timestamp { date, time, offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_pages_write_them() {
        for (words, value) in [
            ("2026-03-04", "2026-03-04"),
            ("2026-03-04T09:05:00+01:00", "2026-03-04T09:05:00+01:00"),
            ("2026-03-04T09:05:00.123Z", "2026-03-04T09:05:00Z"),
            ("2026-03-04 09:05", "2026-03-04T09:05:00"),
            ("2026/3/4", "2026-03-04"),
            ("20260304", "2026-03-04"),
            ("20260304T090500Z", "2026-03-04T09:05:00Z"),
            ("1772615100", "2026-03-04T09:05:00Z"),
            ("1772615100000", "2026-03-04T09:05:00Z"),
            ("Wed, 04 Mar 2026 09:05:00 GMT", "2026-03-04T09:05:00Z"),
            ("Wed Mar 04 2026 09:05:00 GMT-0500 (EST)", "2026-03-04T09:05:00-05:00"),
            ("Wed Mar 04 09:05:00 +0000 2026", "2026-03-04T09:05:00Z"),
            ("March 4, 2026", "2026-03-04"),
            ("Mar. 4th, 2026 at 9:05 p.m. EST", "2026-03-04T21:05:00-05:00"),
            ("Published 4 March 2026, 12:05 AM", "2026-03-04T00:05:00"),
            ("9:05 PM · Mar 4, 2026", "2026-03-04T21:05:00"),
            ("Updated: 3/4/2026", "2026-03-04"),
            ("25/3/2026", "2026-03-25"),
            ("04.03.2026 09:05", "2026-03-04T09:05:00"),
        ] {
            assert_eq!(parse(words).map(|at| at.to_string()).as_deref(), Some(value), "{words}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for words in
            ["", "2024-13-45T99:99", "31 February 2024", "tomorrow", "0001-01-01", "99999999999-01-01", "12", "٢٠٢٤"]
        {
            assert_eq!(parse(words), None, "{words}");
        }
    }

    #[test]
    fn days_in_addresses() {
        for (url, value) in [
            ("https://news.example/2026/03/04/harbour", Some("2026-03-04")),
            ("https://news.example/world/2026/mar/04/harbour", Some("2026-03-04")),
            ("https://news.example/harbour-2026-03-04.html", Some("2026-03-04")),
            ("https://news.example/20260304/harbour", Some("2026-03-04")),
            ("https://news.example/2026/99/04/harbour", None),
            ("https://news.example/item?id=20260304", None),
        ] {
            assert_eq!(in_address(url).map(|at| at.to_string()).as_deref(), value, "{url}");
        }
    }
}
