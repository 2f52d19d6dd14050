//! What stands in an address must be as the document says: no name that it does not know, no value that it does not allow.
//!
//! A filter that is misspelt would else widen a search without a word.

use super::document::{self, In, Parameter};
use crate::problem::Problem;
use crate::views::read::shown;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

/// What values of the document look like that have a pattern. A test holds that there are no others.
const NO_NUL: &str = "^[^\\u0000]*$";
/// A country, as ISO 3166 has it.
const COUNTRY: &str = "^[A-Z]{3}$";
/// The number of a report.
const REPORT: &str = "^d[1-9][0-9]{0,17}$";
/// The number of a line.
const ID: &str = "^[sefd][1-9][0-9]{0,17}$";
/// A day, a month or a year.
const DAY: &str = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";

/// Lets a request through whose address is as the document says.
pub(super) async fn checked(request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let path = path.strip_prefix(super::UNDER).unwrap_or(path);
    let known = document::parameters(path, request.method()).unwrap_or_default();
    match fault(known, request.uri().query().unwrap_or_default()) {
        Some(why) => Problem::wrong(why).into_response(),
        None => next.run(request).await,
    }
}

/// What is wrong with what stands after the question mark, if anything.
fn fault(known: &[Parameter], query: &str) -> Option<String> {
    let mut seen: Vec<String> = Vec::new();
    let undecodable = |it: &str| it.contains('\u{FFFD}') && !query.to_ascii_uppercase().contains("%EF%BF%BD");
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if undecodable(&name) || undecodable(&value) {
            return Some(format!("{}: it is not UTF-8", shown(&name)));
        }
        let Some(it) = known.iter().find(|it| it.place == In::Query && it.name == name) else {
            return Some(format!("{}: there is no such parameter here", shown(&name)));
        };
        if seen.iter().any(|it| *it == name) {
            return Some(format!("{name}: it is given twice"));
        }
        if let Some(why) = unfit(it.schema, &value) {
            return Some(format!("{name}: {why}"));
        }
        seen.push(name.into_owned());
    }
    let missing = known.iter().find(|it| it.required && it.place == In::Query && !seen.contains(&it.name));
    missing.map(|it| format!("{}: it is wanted: {}", it.name, it.description))
}

/// Why a value is not as its schema says.
fn unfit(schema: &Value, value: &str) -> Option<String> {
    let what = || shown(value);
    if let Some(all) = schema["enum"].as_array() {
        let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
        return (!all.contains(&value)).then(|| format!("it is {}, not “{}”", all.join(", "), what()));
    }
    match schema["type"].as_str() {
        Some("integer") => {
            let digits = value.len() <= 18 && value.bytes().all(|it| it.is_ascii_digit());
            let number: Option<i64> = value.parse().ok().filter(|_| digits);
            let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
            match number {
                None => Some(format!("“{}” is no whole number", what())),
                Some(it) if least.is_some_and(|least| it < least) || most.is_some_and(|most| it > most) => {
                    let least = least.unwrap_or_default();
                    Some(format!("{it} is not from {least}{}", most.map_or(" on".into(), |it| format!(" to {it}"))))
                }
                Some(_) => None,
            }
        }
        Some("boolean") => {
            (!["true", "false"].contains(&value)).then(|| format!("it is true or false, not “{}”", what()))
        }
        _ => {
            let most = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
            if value.chars().count() as u64 > most {
                return Some(format!("it has more than {most} characters"));
            }
            if schema["format"] == "date" && (value.len() != 10 || !is_day(value)) {
                return Some(format!("“{}” is no day such as 2026-03-04", what()));
            }
            match schema["pattern"].as_str() {
                Some(NO_NUL) if value.contains('\0') => Some("it has a NUL character".into()),
                Some(COUNTRY) if value.len() != 3 || !value.bytes().all(|it| it.is_ascii_uppercase()) => {
                    Some(format!("“{}” is no country such as MEX", what()))
                }
                Some(REPORT) if !value.starts_with('d') || !is_id(value) => {
                    Some(format!("“{}” is no number of a report such as d12", what()))
                }
                Some(ID) if !is_id(value) => Some(format!("“{}” is no number such as s12", what())),
                Some(DAY) if !is_day(value) => {
                    Some(format!("“{}” is no day, month or year such as 2026-03-04", what()))
                }
                _ => None,
            }
        }
    }
}

/// Whether something has the form of [`ID`].
fn is_id(value: &str) -> bool {
    let digits = value.strip_prefix(['s', 'e', 'f', 'd']).unwrap_or_default();
    matches!(digits.len(), 1..=18) && !digits.starts_with('0') && digits.bytes().all(|it| it.is_ascii_digit())
}

/// Whether something has the form of [`DAY`].
fn is_day(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let number = |part: &str, digits: usize, most: u32| {
        let fits = part.len() == digits && part.bytes().all(|it| it.is_ascii_digit());
        fits && part.parse::<u32>().is_ok_and(|it| it <= most && (it > 0 || digits == 4))
    };
    match parts[..] {
        [year] => number(year, 4, 9999),
        [year, month] => number(year, 4, 9999) && number(month, 2, 12),
        [year, month, day] => number(year, 4, 9999) && number(month, 2, 12) && number(day, 2, 31),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Method;

    fn searched(query: &str) -> Option<String> {
        fault(document::parameters("/search", &Method::GET).unwrap(), query)
    }

    #[test]
    fn every_pattern_of_the_document_is_known_here() {
        for it in document::all_parameters().filter(|it| it.place == In::Query) {
            let pattern = it.schema["pattern"].as_str();
            let known = pattern.is_none_or(|it| [NO_NUL, COUNTRY, REPORT, ID, DAY].contains(&it));
            assert!(known, "{}: teach checked.rs the pattern {pattern:?}", it.name);
        }
    }

    #[test]
    fn an_address_is_held_to_the_document() {
        assert_eq!(searched("words=bridge+%22is+safe%22&limit=100&from=2026-03&order=oldest&kind=event"), None);
        for (query, why) in [
            ("wrods=bridge", "wrods: there is no such parameter here"),
            ("words=a&words=b", "words: it is given twice"),
            ("limit=0", "limit: 0 is not from 1 to"),
            ("limit=99999999999999999999", "limit: “99999999999999999999” is no whole number"),
            ("limit=%2B5", "limit: “+5” is no whole number"),
            ("kind=rumour", "kind: it is statement, event, figure, report, not “rumour”"),
            ("from=March", "from: “March” is no day"),
            ("from=2026-13", "from: “2026-13” is no day"),
            ("words=a%00b", "words: it has a NUL character"),
            ("words=%FF", "words: it is not UTF-8"),
        ] {
            assert!(searched(query).is_some_and(|it| it.starts_with(why)), "{query}: {:?}", searched(query));
        }
        assert_eq!(searched(&format!("words={}", "ä".repeat(1000))), None);
        assert!(searched(&format!("words={}", "ä".repeat(1001))).unwrap().contains("more than 1000"));
        let told = |query| fault(document::parameters("/read", &Method::POST).unwrap(), query);
        assert_eq!(told("published=2026-03-04&progress=true"), None);
        for (query, why) in [
            ("published=", "published: “” is no day"),
            ("published=2026-03", "published: “2026-03”"),
            ("progress=1", "progress: it is true or false"),
        ] {
            assert!(told(query).is_some_and(|it| it.starts_with(why)), "{query}: {:?}", told(query));
        }
        assert_eq!(searched("words=%EF%BF%BD"), None, "that character may be searched for");
    }
}
