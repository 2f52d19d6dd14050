//! What comes with a request: one report or many, as JSON or as the bytes themselves.

use crate::desk::{Desk, Sent};
use crate::problem::{Problem, size};
use crate::views::read::{Given, shown};
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header;
use sayso::ingest::Format;
use serde::Deserialize;
use tokio::sync::OwnedSemaphorePermit;

/// What stands in the address of a request that brings reports: what they do not tell themselves, and how to answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Told {
    id: Option<String>,
    url: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    /// Whether a stream says how far it is.
    pub(crate) progress: bool,
}

impl Told {
    /// As a report that tells nothing else.
    pub(crate) fn given(self) -> Given {
        let Self { id, url, title, outlet, published, modified, progress: _ } = self;
        Given { id, url, title, outlet, published, modified, ..Given::default() }
    }
}

/// What came.
pub(crate) enum Came {
    /// One report.
    One(Sent),
    /// Many, each a line, with a turn to read them.
    Many(Vec<Item>, OwnedSemaphorePermit),
}

/// One of many.
pub(crate) struct Item {
    /// Which line it is, from 1.
    pub(crate) line: usize,
    /// The line.
    pub(crate) bytes: Bytes,
}

impl Item {
    /// The report in it.
    pub(crate) fn given(&self, limit: usize) -> Result<Given, Problem> {
        if self.bytes.len() > limit {
            return Err(Problem::large(format!("line {}: it has more than {}", self.line, size(limit))));
        }
        let place = |error: &serde_json::Error| format!("line {}, column {}", self.line, error.column());
        serde_json::from_slice(&self.bytes)
            .map_err(|error| Problem::wrong(format!("{}: {}", place(&error), why(&error))))
    }
}

/// Takes what came, up to what one request may bring. All of it is taken before anything is answered, so that a program may
/// send all and then listen.
pub(crate) async fn came(desk: &Desk, told: &Told, request: Request) -> Result<Came, Problem> {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).map(|it| it.to_str().unwrap_or_default()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let take = async |limit: usize| {
        let whole = axum::body::to_bytes(body, limit).await;
        whole.map_err(|error| match std::error::Error::source(&error).is_some_and(is_too_long) {
            true => Problem::larger(limit),
            false => Problem::wrong("the body breaks off"),
        })
    };
    match kind.as_str() {
        "application/json" => {
            let bytes = take(desk.limits.body).await?;
            let given: Given = serde_json::from_slice(&bytes).map_err(|error| {
                Problem::wrong(format!("line {}, column {}: {}", error.line(), error.column(), why(&error)))
            })?;
            Ok(Came::One(given.or(&told.clone().given()).sent()?))
        }
        "text/plain" => Ok(Came::One(told.clone().given().of_bytes(&take(desk.limits.body).await?, Format::Text)?)),
        "text/html" => Ok(Came::One(told.clone().given().of_bytes(&take(desk.limits.body).await?, Format::Html)?)),
        "application/x-ndjson" => {
            // A turn first: what waits for one would lie in memory.
            let turn = desk.stream()?;
            let items = items(&take(desk.limits.many).await?);
            match items.len() {
                0 => Err(Problem::unreadable("there is no report in it: it has one a line, as a JSON object")),
                n if n > desk.limits.items => {
                    Err(Problem::large(format!("{n} reports at once; at most {} are taken", desk.limits.items)))
                }
                _ => Ok(Came::Many(items, turn)),
            }
        }
        "" => Err(Problem::media("the request does not say in its Content-Type what it brings")),
        other => Err(Problem::media(format!(
            "{} is not taken here, but application/json, text/plain, text/html and application/x-ndjson",
            shown(other)
        ))),
    }
}

/// The lines that are not empty.
fn items(body: &Bytes) -> Vec<Item> {
    let mut out = Vec::new();
    let mut start = 0;
    for (n, line) in body.split(|byte| *byte == b'\n').enumerate() {
        let bytes = body.slice(start..start + line.len());
        start += line.len() + 1;
        let mark = if n == 0 && bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let bytes = bytes.slice(mark..);
        if !bytes.trim_ascii().is_empty() {
            out.push(Item { line: n + 1, bytes });
        }
    }
    out
}

/// What is wrong with JSON, without the place.
fn why(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.rsplit_once(" at line ").map_or(words.clone(), |(why, _)| why.to_owned())
}

/// Whether a body was cut off because it is too long.
fn is_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    error.to_string().contains("length limit")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_they_stand_and_empty_ones_passed_over() {
        let body = Bytes::from_static(b"\xef\xbb\xbf{}\r\n\n \t\r\n{\"a\": 1}");
        let items: Vec<(usize, Bytes)> = items(&body).into_iter().map(|it| (it.line, it.bytes)).collect();
        assert_eq!(items, [(1, Bytes::from_static(b"{}\r")), (4, Bytes::from_static(b"{\"a\": 1}"))]);
        assert!(super::items(&Bytes::new()).is_empty());
    }
}
