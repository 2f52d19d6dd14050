//! Fixed keys: what tells one report from another, and the tokens that narrow a search.
//!
//! They are stored, so that what they are must not change with a version.

use jiff::civil::Date;
use sayso_wire::Document;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// What tells a report from every other: the digest of its words and of where it stands. Two outlets with one agency story
/// are two reports; a page that changed is another one.
pub fn digest(document: &Document) -> [u8; 32] {
    let mut sum = Sha256::new();
    for part in [&document.url, &document.outlet, &document.title, &document.published, &Some(document.text.clone())] {
        let part = part.as_deref().unwrap_or_default();
        sum.update((part.len() as u64).to_le_bytes());
        sum.update(part.as_bytes());
    }
    sum.finalize().into()
}

/// 64 bits of FNV-1a: stored, hence written out.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Letters and digits in lower case and without accents, one space between words: names that differ in nothing else are one. An
/// apostrophe parts no words (*O’Neil*).
pub(crate) fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut open = false;
    for c in name.chars() {
        if c.is_alphanumeric() {
            if !open && !out.is_empty() {
                out.push(' ');
            }
            open = true;
            for c in c.to_lowercase() {
                decompose_canonical(c, |part| {
                    if !is_combining_mark(part) {
                        out.push(part);
                    }
                });
            }
        } else if !is_combining_mark(c) && !matches!(c, '\'' | '’' | 'ʼ' | '`') {
            open = false;
        }
    }
    out
}

/// Likewise the last day of what is written: of a year, a month or an interval its end.
pub(crate) fn last_day(iso: &str) -> Option<i64> {
    let last = iso.rsplit('/').next()?;
    let first = day(last)?;
    Some(match last.split('T').next()?.split('-').count() {
        1 => day(&date(first).last_of_year().to_string())?,
        2 => day(&date(first).last_of_month().to_string())?,
        _ => first,
    })
}

/// Days since 1970-01-01 of an ISO date or moment; of an interval, its first day.
pub(crate) fn day(iso: &str) -> Option<i64> {
    let mut parts = iso.split(['T', '/']).next()?.splitn(3, '-');
    let year: i16 = parts.next()?.parse().ok()?;
    let mut part = || parts.next().map_or(Some(1), |it| it.parse::<i8>().ok());
    let date = Date::new(year, part()?, part()?).ok()?;
    Some(i64::from(date.since(Date::constant(1970, 1, 1)).ok()?.get_days()))
}

/// The date of a day; the first or the last that can be written for days beyond.
pub(crate) fn date(day: i64) -> Date {
    let end = if day < 0 { Date::MIN } else { Date::MAX };
    let span = jiff::Span::new().try_days(day).ok();
    span.and_then(|span| Date::constant(1970, 1, 1).checked_add(span).ok()).unwrap_or(end)
}

/// Tokens by which full text search narrows to a day and an outlet.
pub(crate) fn tokens(day: i64, outlet: Option<&str>) -> String {
    let date = date(day);
    let (year, month, of_month) = (date.year(), date.month(), date.day());
    let mut out = format!("y{year:04} m{year:04}{month:02} d{year:04}{month:02}{of_month:02}");
    if let Some(outlet) = outlet {
        // Writing to a string cannot fail.
        let _ = write!(out, " {}", outlet_token(outlet));
    }
    out
}

/// The token of an outlet.
pub(crate) fn outlet_token(outlet: &str) -> String {
    format!("o{}", hash(&folded(outlet)))
}

/// The token of a party.
pub(crate) fn party_token(party: i64) -> String {
    format!("p{party}")
}

/// The token of an event's type.
pub(crate) fn type_token(of: &str) -> String {
    format!("t{}", of.to_lowercase())
}

/// The token of an event's status.
pub(crate) fn status_token(status: &str) -> String {
    format!("s{}", status.to_lowercase())
}

/// The token of a country.
pub(crate) fn country_token(code: &str) -> String {
    format!("n{}", code.to_lowercase())
}

/// A row as a number that is never below zero; rows of SQLite begin with 1.
pub(crate) fn unsigned(row: i64) -> u64 {
    u64::try_from(row).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        assert_eq!(folded("  Zoë  O’Neil-Brook, Jr. "), "zoe oneil brook jr");
        assert_eq!(folded("Bjo\u{308}rn"), folded("Björn"));
        assert_eq!(folded("李 明"), "李 明");
        assert_eq!(folded("’ … –"), "");
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day("1970-01-02T23:00:00-09:00"), Some(1));
        assert_eq!(day("2026-03"), day("2026-03-01/2026-03-31"));
        assert_eq!(last_day("2024-02"), day("2024-02-29"));
        assert_eq!([last_day("2026"), last_day("2026-12-31T10:00")], [day("2026-12-31"); 2]);
        assert_eq!([day(""), day("March"), day("2026-02-30"), day("99999-01-01")], [None; 4]);
        assert_eq!(date(day("2024-02-29").unwrap()).to_string(), "2024-02-29");
        assert_eq!(date(i64::MAX), Date::MAX);
        assert_eq!(tokens(0, Some("The Post")), format!("y1970 m197001 d19700101 {}", outlet_token("the post")));
    }
}
