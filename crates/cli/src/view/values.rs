//! Figures in words and numbers that people read.

use sayso::types::Figure;

/// The range a figure tells: `80 or more`, `up to 85%`, `USD 2.5 million`, `10,000 to 100,000 per year`.
pub(super) fn value(figure: &Figure) -> String {
    range(figure.low, figure.high, figure.unit.name(), figure.per.as_ref().map(|it| it.0.as_str()))
}

/// Likewise of a figure with its unit by its name.
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
    match per {
        Some(per) => format!("{range} per {per}"),
        None => range,
    }
}

/// How many dead or injured: `2`, `2 to 5`, `80 or more`; high `None` is open.
pub(super) fn toll(low: u64, high: Option<u64>) -> String {
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
        // ISO 4217; no unit symbol has three capitals.
        code if code.len() == 3 && code.bytes().all(|it| it.is_ascii_uppercase()) => format!("{code} {number}"),
        symbol => format!("{number} {symbol}"),
    }
}

/// Digits in groups of three; millions and more in words.
fn grouped(value: f64) -> String {
    for (size, name) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        if value.abs() >= size {
            // Three decimals say as much as any report does.
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
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_large_ones_said_in_words() {
        assert_eq!(grouped(80.0), "80");
        assert_eq!(grouped(999.5), "999.5");
        assert_eq!(grouped(12_345.0), "12,345");
        assert_eq!(grouped(-1_500.0), "−1,500");
        assert_eq!(grouped(200_000_000.0), "200 million");
        assert_eq!(grouped(2_345_678_901.0), "2.346 billion");
        assert_eq!(with_unit(1e6, "USD"), "USD 1 million");
    }
}
