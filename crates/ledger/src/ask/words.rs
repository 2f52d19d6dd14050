//! What somebody typed, as a search of SQLite's full text.

use crate::keys;
use unicode_normalization::UnicodeNormalization as _;

/// How many words a search may have; more are left out.
const MOST: usize = 64;

/// Words that must all stand there; `"several in order"`, `begin*` and `-not` mean what they mean elsewhere. Nothing typed is an error, and
/// nothing typed reaches full text search but as words. `None` if there is no word at all.
pub(crate) fn typed(text: &str) -> Option<String> {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    // An accent that is written apart is no end of a word.
    let text: String = text.nfc().collect();
    let mut rest = text.trim_start();
    while !rest.is_empty() && wanted.len() + unwanted.len() < MOST {
        let not = rest.starts_with('-');
        rest = rest.strip_prefix('-').unwrap_or(rest);
        let (piece, after, prefix) = match rest.strip_prefix(['"', '“', '”']) {
            Some(inside) => {
                let end = inside.find(['"', '“', '”']).unwrap_or(inside.len());
                let after = inside.get(end..).unwrap_or_default();
                (&inside[..end], after.strip_prefix(['"', '“', '”']).unwrap_or(after), false)
            }
            None => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (rest[..end].trim_end_matches('*'), &rest[end..], rest[..end].ends_with('*'))
            }
        };
        rest = after.trim_start();
        // What holds no letter or digit is no word to full text search.
        let words: Vec<&str> = piece.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            continue;
        }
        let quoted = format!("\"{}\"{}", words.join(" "), if prefix { "*" } else { "" });
        if not { unwanted.push(quoted) } else { wanted.push(quoted) }
    }
    if wanted.is_empty() {
        return None;
    }
    let mut out = wanted.join(" AND ");
    for it in unwanted {
        out = format!("({out}) NOT {it}");
    }
    Some(out)
}

/// Tokens for all days from one to another, both counted, in as few as months and years allow.
pub(crate) fn days(first: i64, last: i64) -> Vec<String> {
    let (mut out, mut day) = (Vec::new(), first);
    while day <= last {
        let date = keys::date(day);
        let (year_end, month_end) = (end(date.last_of_year()), end(date.last_of_month()));
        if date.day_of_year() == 1 && year_end <= last {
            out.push(format!("y{:04}", date.year()));
            day = year_end + 1;
        } else if date.day() == 1 && month_end <= last {
            out.push(format!("m{:04}{:02}", date.year(), date.month()));
            day = month_end + 1;
        } else {
            out.push(format!("d{:04}{:02}{:02}", date.year(), date.month(), date.day()));
            day += 1;
        }
    }
    out
}

fn end(date: jiff::civil::Date) -> i64 {
    keys::day(&date.to_string()).unwrap_or(i64::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_are_words_and_nothing_else() {
        assert_eq!(typed("bridge safe").as_deref(), Some("\"bridge\" AND \"safe\""));
        assert_eq!(
            typed("“beyond counting” -flood bri*").as_deref(),
            Some("(\"beyond counting\" AND \"bri\"*) NOT \"flood\"")
        );
        assert_eq!(
            typed("U.S. keys:p1 NEAR(a b) \"open").as_deref(),
            Some("\"U S\" AND \"keys p1\" AND \"NEAR a\" AND \"b\" AND \"open\"")
        );
        assert_eq!(typed("Cafe\u{301}s").as_deref(), Some("\"Cafés\""));
        assert_eq!(typed(" -not ** \"\" ' "), None);
    }

    #[test]
    fn days_go_into_months_and_years() {
        let day = |text| keys::day(text).unwrap();
        assert_eq!(
            days(day("2025-12-30"), day("2027-02-01")),
            ["d20251230", "d20251231", "y2026", "m202701", "d20270201"]
        );
        assert_eq!(days(day("2026-02-01"), day("2026-02-28")), ["m202602"]);
        assert!(days(5, 4).is_empty());
    }
}
