//! Quantities in words, with what they may mean.

use super::random::Random;

/// A quantity as a report tells it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub(super) words: String,
    /// Least and greatest value; `None` where open.
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

/// Words for counts whose size alone is told: from, to.
const VAGUE: [(&str, u64, Option<u64>); 4] = [
    ("dozens of", 24, None),
    ("hundreds of", 100, Some(1_000)),
    ("thousands of", 1_000, Some(10_000)),
    ("tens of thousands of", 10_000, Some(100_000)),
];

const SMALL: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// How a value is told. Counts may be told by their size alone; money and measures are told as they are.
pub(super) fn quantity(value: u64, unit: &str, random: &mut Random) -> Quantity {
    #[allow(clippy::cast_precision_loss, reason = "values are far below 2^53")]
    let number = value as f64;
    let plain = words(value, unit, random);
    let exact = Quantity { words: plain.clone(), low: Some(number), high: Some(number) };
    match random.below(20) {
        0 | 1 if value > 2 => Quantity { words: format!("at least {plain}"), high: None, ..exact },
        2 if value > 2 => Quantity { words: format!("more than {plain}"), high: None, ..exact },
        3 if value >= 100 => Quantity { words: format!("about {plain}"), ..exact },
        4 if value >= 20 => Quantity { words: format!("up to {plain}"), low: None, ..exact },
        5..=7 if unit == "count" && value >= 30 => vague(value).unwrap_or(exact),
        _ => exact,
    }
}

/// A value's size in words, if it is well within what they mean.
fn vague(value: u64) -> Option<Quantity> {
    let (words, low, high) = VAGUE.iter().rev().find(|(_, low, _)| value >= low + low / 4)?;
    #[allow(clippy::cast_precision_loss, reason = "values are far below 2^53")]
    let number = |it: u64| it as f64;
    // *Hundreds of people*: the thing counted follows, and *of* is no part of the quantity.
    Some(Quantity { words: (*words).to_owned(), low: Some(number(*low)), high: high.map(number) })
}

fn words(value: u64, unit: &str, random: &mut Random) -> String {
    match unit {
        "EUR" | "USD" => {
            let sign = if unit == "EUR" { '€' } else { '$' };
            if value >= 1_000_000 {
                format!("{sign}{} million", value / 1_000_000)
            } else {
                format!("{sign}{}", grouped(value))
            }
        }
        "t" => format!("{} tonnes", grouped(value)),
        _ => match SMALL.get(usize::try_from(value).unwrap_or(usize::MAX)) {
            Some(word) if random.chance(0.6) => (*word).to_owned(),
            _ => grouped(value),
        },
    }
}

/// Thousands set apart.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Whether no value satisfies both ranges. Vague ones that only meet at their ends exclude each other; *at least forty* and *up to forty*
/// do not.
pub(super) fn excludes(a: (Option<f64>, Option<f64>), b: (Option<f64>, Option<f64>)) -> bool {
    let vague = |it: (Option<f64>, Option<f64>)| it.0.is_some() && it.1.is_some() && it.0 != it.1;
    let below = |a: (Option<f64>, Option<f64>), b: (Option<f64>, Option<f64>)| match (a.1, b.0) {
        (Some(high), Some(low)) => high < low || high == low && vague(a) && vague(b),
        _ => false,
    };
    below(a, b) || below(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_the_value() {
        let mut random = Random::new(&[5]);
        for value in [1, 7, 14, 40, 180, 2_400, 31_000] {
            for _ in 0..100 {
                let told = quantity(value, "count", &mut random);
                let value = value as f64;
                assert!(
                    told.low.is_none_or(|low| low <= value) && told.high.is_none_or(|high| value <= high),
                    "{told:?}"
                );
            }
        }
        assert_eq!(
            quantity(40_000_000, "EUR", &mut Random::new(&[1])).words.trim_start_matches("about "),
            "€40 million"
        );
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn ranges_that_meet_at_their_ends() {
        let vague = |low: f64, high: f64| (Some(low), Some(high));
        assert!(excludes(vague(100.0, 1_000.0), vague(1_000.0, 10_000.0)));
        assert!(!excludes(vague(11.0, 11.0), (Some(8.0), None)));
        assert!(!excludes((Some(40.0), None), (None, Some(40.0))));
        assert!(excludes(vague(11.0, 11.0), vague(14.0, 14.0)));
        assert!(!excludes(vague(1_000.0, 1_000.0), vague(1_000.0, 10_000.0)));
    }
}
