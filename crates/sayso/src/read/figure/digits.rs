//! Numbers in digits: `3,000`, `2.5`, `12,34,567`, `40 000`, `1/2`, `2½`.

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Digits {
    pub(super) value: f64,
    /// Bytes it takes.
    pub(super) len: usize,
    /// Nothing but digits: may be a year.
    pub(super) bare: bool,
    /// A fraction with nothing before it (`1/2`).
    pub(super) fraction: bool,
}

/// The number in digits at the start of `text`; `None` for clock times, dates, versions and the like.
pub(super) fn read(text: &str) -> Option<Digits> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = run(0);
    if whole > 15 {
        return None;
    }
    let mut end = whole;
    let mut value: f64 = if whole == 0 { 0.0 } else { text[..whole].parse().ok()? };
    let (mut bare, mut fraction) = (true, false);
    if let Some(len) = groups(text, whole) {
        end = len;
        value = text[..len].chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()?;
        bare = false;
    }
    match bytes.get(end) {
        Some(b'.') if run(end + 1) > 0 => {
            let decimals = run(end + 1);
            let tail = end + 1 + decimals;
            // `1.2.2026` and `192.168.1.2` are no numbers; `1.111,11` is one on the Continent.
            if bytes.get(tail) == Some(&b'.') && run(tail + 1) > 0 {
                return None;
            }
            if decimals == 3 && bare && bytes.get(tail) == Some(&b',') && matches!(run(tail + 1), 1 | 2) {
                let cents = run(tail + 1);
                value = format!("{}{}.{}", &text[..end], &text[end + 1..tail], &text[tail + 1..tail + 1 + cents])
                    .parse()
                    .ok()?;
                end = tail + 1 + cents;
            } else {
                value += format!("0.{}", &text[end + 1..tail]).parse::<f64>().ok()?;
                // The sum of the two may be off by a hair where the text is not.
                if bare && whole > 0 {
                    value = text[..tail].parse().ok()?;
                }
                end = tail;
            }
            bare = false;
        }
        Some(b',') if bare && matches!(run(end + 1), 1 | 2) && !decimal_list(bytes, end + 1 + run(end + 1)) => {
            let tail = end + 1 + run(end + 1);
            value = format!("{}.{}", &text[..end], &text[end + 1..tail]).parse().ok()?;
            end = tail;
            bare = false;
        }
        Some(b'/') if bare && run(end + 1) > 0 => {
            let tail = end + 1 + run(end + 1);
            let below: f64 = text[end + 1..tail].parse().ok()?;
            // `9/11`, `24/7` and `5/17/2026` are no fractions.
            let date = bytes.get(tail) == Some(&b'/') || (value == 9.0 && below == 11.0);
            if date || below <= value || below < 2.0 || tail - end > 4 {
                return None;
            }
            (value, end, bare, fraction) = (value / below, tail, false, true);
        }
        Some(b':') if run(end + 1) > 0 => return None,
        _ => {}
    }
    if whole == 0 && end == 0 {
        return None;
    }
    if bare {
        if let Some((part, len)) = vulgar(&text[end..]) {
            (value, end, bare) = (value + part, end + len, false);
        } else if let Some(Digits { value: part, len, fraction: true, .. }) =
            text[end..].strip_prefix(' ').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).and_then(read)
        {
            (value, end, bare) = (value + part, end + 1 + len, false);
        }
    }
    if let Some((value, len)) = power(value, &text[end..]).filter(|_| !fraction) {
        return Some(Digits { value, len: end + len, bare: false, fraction });
    }
    Some(Digits { value, len: end, bare, fraction })
}

/// `e10`, `^23`, `x10^6` after a number: the value, and the bytes they take.
fn power(base: f64, rest: &str) -> Option<(f64, usize)> {
    let (times_ten, sign) = if let Some(after) = rest.strip_prefix(['x', '×']).and_then(|it| it.strip_prefix("10^")) {
        (true, rest.len() - after.len())
    } else if rest.starts_with('e') {
        (true, 1)
    } else if rest.starts_with('^') {
        (false, 1)
    } else {
        return None;
    };
    let digits = rest[sign..].trim_start_matches(['+', '-']);
    let minus = rest[sign..rest.len() - digits.len()].matches('-').count() % 2 == 1;
    let len = digits.bytes().take_while(u8::is_ascii_digit).count();
    let after = digits[len..].chars().next();
    if len == 0 || len > 3 || after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let power: i32 = digits[..len].parse().ok()?;
    let power = if minus { -power } else { power };
    let value = if times_ten { base * 10f64.powi(power) } else { base.powi(power) };
    Some((value, rest.len() - digits.len() + len)).filter(|_| value.is_finite())
}

/// A fraction in one character, and its bytes.
pub(super) fn vulgar(text: &str) -> Option<(f64, usize)> {
    const SIGNS: &str = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
    const VALUES: [f64; 15] = [
        0.5,
        1.0 / 3.0,
        2.0 / 3.0,
        0.25,
        0.75,
        0.2,
        0.4,
        0.6,
        0.8,
        1.0 / 6.0,
        5.0 / 6.0,
        0.125,
        0.375,
        0.625,
        0.875,
    ];
    let first = text.chars().next().filter(|c| !c.is_ascii())?;
    let at = SIGNS.chars().position(|c| c == first)?;
    Some((VALUES[at], first.len_utf8()))
}

/// Whether another comma and digits follow: `22,24,26` is a list.
fn decimal_list(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Where a number in groups of three ends: by commas (also Indian groups of two), or by spaces.
fn groups(text: &str, whole: usize) -> Option<usize> {
    if whole == 0 || whole > 3 {
        return None;
    }
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = whole;
    let mut last = 0;
    while bytes.get(end) == Some(&b',') && matches!(run(end + 1), 2 | 3) {
        last = run(end + 1);
        end += 1 + last;
    }
    if last != 0 {
        return (last == 3).then_some(end);
    }
    if text.starts_with('0') {
        return None;
    }
    while let Some(gap) = text[end..].chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')) {
        let from = end + gap.len_utf8();
        if run(from) != 3 {
            break;
        }
        end = from + 3;
    }
    (end > whole).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<f64> {
        read(text).map(|it| it.value)
    }

    #[test]
    fn separators() {
        assert_eq!(value("3,000.50"), Some(3000.5));
        assert_eq!(value("12,34,567.89"), Some(1_234_567.89));
        assert_eq!(value("40 000 people"), Some(40_000.0));
        assert_eq!(value("5,00"), Some(5.0));
        assert_eq!(value("1.111,11"), Some(1111.11));
        assert_eq!(value(".25"), Some(0.25));
    }

    #[test]
    fn fractions_and_what_only_looks_like_numbers() {
        assert_eq!(value("1/2 pound"), Some(0.5));
        assert_eq!(value("2 1/4"), Some(2.25));
        assert_eq!(value("2½"), Some(2.5));
        for no in ["9:30", "9/11", "5/17/2026", "1.2.2026", "24/7"] {
            assert_eq!(value(no), None, "{no}");
        }
    }
}
