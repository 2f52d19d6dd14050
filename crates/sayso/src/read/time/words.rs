//! The words that times are told with: months, days of the week, numbers, units.

use super::calendar::Unit;

/// The number of a month by its name or abbreviation, in lower case.
pub(super) fn month(lower: &str) -> Option<u32> {
    Some(match lower.trim_end_matches('.') {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Days from Monday, by a day's name or abbreviation, in lower case.
pub(super) fn weekday(lower: &str) -> Option<i32> {
    Some(match lower.trim_end_matches('.') {
        "monday" | "mon" => 0,
        "tuesday" | "tue" | "tues" => 1,
        "wednesday" | "wed" => 2,
        "thursday" | "thu" | "thur" | "thurs" => 3,
        "friday" | "fri" => 4,
        "saturday" | "sat" => 5,
        "sunday" | "sun" => 6,
        _ => return None,
    })
}

/// Names of days and months that are other words, too, where they are not capitalised.
pub(super) fn needs_capital(lower: &str) -> bool {
    matches!(lower.trim_end_matches('.'), "may" | "march" | "mar" | "mon" | "wed" | "sat" | "sun")
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 21] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

fn position(list: &[&str], word: &str) -> Option<u32> {
    list.iter().position(|it| *it == word).and_then(|n| u32::try_from(n).ok())
}

/// A whole number below a hundred in words (`twenty-one`), or below 10,000 in digits.
pub(super) fn number(lower: &str) -> Option<u32> {
    let first = *lower.as_bytes().first()?;
    if first.is_ascii_digit() {
        return if lower.len() <= 4 { lower.parse().ok() } else { None };
    }
    if let Some(n) = position(&ONES, lower) {
        return Some(n);
    }
    if let Some((tens, ones)) = lower.split_once('-') {
        return Some(position(&TENS, tens)? * 10 + 20 + position(&ONES, ones).filter(|n| (1..10).contains(n))?);
    }
    position(&TENS, lower).map(|n| n * 10 + 20)
}

/// An ordinal in words or digits (`third`, `21st`, `twenty-first`).
pub(super) fn ordinal(lower: &str) -> Option<u32> {
    if lower.as_bytes().first()?.is_ascii_digit() {
        let digits = lower.strip_suffix("st").or(lower.strip_suffix("nd"));
        let digits = digits.or(lower.strip_suffix("rd")).or(lower.strip_suffix("th"))?;
        return if digits.len() <= 2 { digits.parse().ok() } else { None };
    }
    if let Some(n) = position(&ORDINALS, lower) {
        return Some(n);
    }
    match lower.split_once('-') {
        Some((tens, ones)) => {
            Some(position(&TENS, tens)? * 10 + 20 + position(&ORDINALS, ones).filter(|n| (1..10).contains(n))?)
        }
        None if lower == "thirtieth" => Some(30),
        None => None,
    }
}

/// A day of the month: `3`, `3rd`, `third`.
pub(super) fn day_of_month(lower: &str) -> Option<u32> {
    let digits = lower.len() <= 2 && lower.bytes().all(|b| b.is_ascii_digit());
    let n = if digits { lower.parse().ok() } else { ordinal(lower) };
    n.filter(|n| (1..=31).contains(n))
}

/// A year in four digits, 1000 to 2199.
pub(super) fn year(word: &str) -> Option<i32> {
    if word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|y| (1000..2200).contains(y))
}

/// What is counted, by its name in the singular or plural, in lower case.
pub(super) fn unit(lower: &str) -> Option<Unit> {
    Some(match lower {
        "hour" | "hours" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        _ => return None,
    })
}

/// First and last month of a season; the winter's last is in the next year.
pub(super) fn season(lower: &str) -> Option<(u32, u32)> {
    Some(match lower {
        "spring" => (3, 5),
        "summer" => (6, 8),
        "autumn" | "fall" => (9, 11),
        "winter" => (12, 14),
        _ => return None,
    })
}

/// A part of the day, as in `Monday night`.
pub(super) fn part_of_day(lower: &str) -> bool {
    matches!(lower, "morning" | "afternoon" | "evening" | "night" | "noon" | "midday" | "lunchtime")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_and_digits() {
        assert_eq!(number("twenty-one"), Some(21));
        assert_eq!(number("ninety"), Some(90));
        assert_eq!(number("12"), Some(12));
        assert_eq!(number("12th"), None);
        assert_eq!(ordinal("twenty-first"), Some(21));
        assert_eq!(day_of_month("31st"), Some(31));
        assert_eq!(day_of_month("32"), None);
        assert_eq!(year("2019"), Some(2019));
    }
}
