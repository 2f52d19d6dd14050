//! JSON Lines and other JSON: cutting a stream into objects, and an object into an item. Nothing is held but the
//! object at hand.

use super::error::{ErrorKind, Fault};
use super::items::{Body, Item, too_large};
use super::{Hint, Limits, digest, html::dates};
use serde_json::{Map, Value};
use std::fmt;
use std::io::{BufRead, BufReader, Read};

/// Where objects begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// One a line: a broken line costs no other.
    Lines,
    /// By their braces, in an array or one after the other.
    Values,
}

/// The objects of a stream, each with the line it begins on; `None` for trouble with the stream itself.
pub(super) struct Objects {
    reader: BufReader<Box<dyn Read + Send>>,
    cut: Cut,
    limit: usize,
    line: usize,
    found: bool,
    done: bool,
}

/// The line an object begins on, and its bytes.
type Placed = (usize, Result<Vec<u8>, Fault>);

impl fmt::Debug for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Objects").field("cut", &self.cut).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Objects {
    pub(super) fn new(reader: Box<dyn Read + Send>, cut: Cut, limit: usize) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), cut, limit, line: 0, found: false, done: false }
    }

    /// Reads on to the next line feed. `None` at the end; an error when the line is over the limit, which is read past.
    fn line(&mut self) -> std::io::Result<Option<Result<Vec<u8>, Fault>>> {
        let (mut line, mut over, mut any) = (Vec::new(), false, false);
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            any = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if line.len() + part.len() > self.limit {
                over = true;
                line = Vec::new();
            } else if !over {
                line.extend_from_slice(part);
            }
            let used = end.map_or(part.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        self.line += usize::from(any);
        Ok(any.then(|| if over { Err(too_large(self.limit)) } else { Ok(line) }))
    }

    /// Reads the next value between brackets and commas. The line is that of its first byte.
    fn value(&mut self) -> std::io::Result<Option<Placed>> {
        let (mut value, mut start, mut over) = (Vec::new(), 0, false);
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                let cut = || Err(Fault::new(ErrorKind::Truncated, "truncated: the JSON breaks off inside an object"));
                return Ok((start > 0).then(|| (start, if depth > 0 { cut() } else { Ok(value) })));
            }
            let mut used = 0;
            let mut ended = false;
            for byte in buffer {
                used += 1;
                self.line += usize::from(*byte == b'\n');
                if start == 0 {
                    if byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf) {
                        continue;
                    }
                    start = self.line + 1;
                }
                if depth == 0 && !quoted && (matches!(byte, b',' | b']') || byte.is_ascii_whitespace()) {
                    ended = true;
                    break;
                }
                if value.len() < self.limit {
                    value.push(*byte);
                } else {
                    over = true;
                }
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    b'{' | b'[' if !quoted => depth += 1,
                    b'}' | b']' if !quoted => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            ended = true;
                            break;
                        }
                    }
                    _ => {}
                }
            }
            self.reader.consume(used);
            if ended {
                return Ok(Some((start, if over { Err(too_large(self.limit)) } else { Ok(value) })));
            }
        }
    }
}

impl Iterator for Objects {
    type Item = (Option<usize>, Result<Vec<u8>, Fault>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let next = match self.cut {
                Cut::Lines => self.line().map(|line| line.map(|line| (self.line, line))),
                Cut::Values => self.value(),
            };
            match next {
                Ok(Some((1, Ok(line))))
                    if line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii().is_empty() => {}
                Ok(Some((_, Ok(line)))) if line.trim_ascii().is_empty() => {}
                Ok(Some((line, object))) => {
                    self.found = true;
                    return Some((Some(line), object));
                }
                Ok(None) => {
                    self.done = true;
                    if !self.found {
                        return Some((None, Err(Fault::new(ErrorKind::Empty, "empty: no JSON object"))));
                    }
                }
                Err(error) => {
                    self.done = true;
                    return Some((Some(self.line + 1), Err(Fault::io(&error))));
                }
            }
        }
        None
    }
}

/// The item that a JSON object tells: `{"id", "text" or "html", "title", "published", "modified", "url", "outlet",
/// "authors"}`. Where both are there, `text` is read.
pub(super) fn item(bytes: &[u8], hint: &Hint, name: &str, limits: &Limits) -> Result<Item, Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    let object = match serde_json::from_slice(bytes) {
        Ok(Value::Object(object)) => object,
        Ok(other) => return Err(Fault::new(ErrorKind::Json, format!("no JSON object but {}", kind(&other)))),
        Err(error) if error.is_eof() => {
            let why = format!("truncated: the JSON breaks off after byte {}", bytes.len());
            return Err(Fault::new(ErrorKind::Truncated, why));
        }
        Err(error) => {
            let why = error.to_string();
            let why = why.split(" at line ").next().unwrap_or_default();
            return Err(Fault::new(ErrorKind::Json, format!("no JSON: {why} (byte {})", error.column())));
        }
    };
    let known = Hint {
        id: match object.get("id") {
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => words(&object, "id")?,
        },
        name: name.to_owned(),
        title: words(&object, "title")?,
        url: words(&object, "url")?,
        outlet: words(&object, "outlet")?,
        authors: authors(&object)?,
        published: time(&object, "published")?,
        modified: time(&object, "modified")?,
    };
    let body = match (string(&object, "text")?, string(&object, "html")?) {
        (Some(text), _) if text.trim().is_empty() => return Err(Fault::new(ErrorKind::NoText, "\"text\" is empty")),
        (Some(text), _) if text.len() > limits.text_bytes => return Err(too_large(limits.text_bytes)),
        (Some(text), _) => Body::Text(text.to_owned()),
        (None, Some(html)) if html.trim().is_empty() => return Err(Fault::new(ErrorKind::NoText, "\"html\" is empty")),
        (None, Some(html)) if html.len() > limits.page_bytes => return Err(too_large(limits.page_bytes)),
        (None, Some(html)) => {
            Body::Page { bytes: html.as_bytes().to_vec(), charset: Some("utf-8".to_owned()), address: None }
        }
        (None, None) => return Err(Fault::new(ErrorKind::NoText, "the object has neither \"text\" nor \"html\"")),
    };
    // The caller's word goes over the line's, but an id and a name fit one item only.
    let caller = Hint { id: None, name: String::new(), ..hint.clone() };
    Ok(Item { hint: caller.or(known), digest: digest(bytes), body, outlet: None, offset: None })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn string<'a>(object: &'a Map<String, Value>, field: &str) -> Result<Option<&'a str>, Fault> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) => Ok(Some(words)),
        Some(other) => Err(Fault::new(ErrorKind::Json, format!("\"{field}\" is {}, not a string", kind(other)))),
    }
}

/// A string without white space at its ends; an empty one tells nothing.
fn words(object: &Map<String, Value>, field: &str) -> Result<Option<String>, Fault> {
    Ok(string(object, field)?.map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned))
}

fn time(object: &Map<String, Value>, field: &str) -> Result<Option<sayso_types::Timestamp>, Fault> {
    let Some(words) = words(object, field)? else { return Ok(None) };
    let shown: String = words.chars().take(40).collect();
    let fault = || Fault::new(ErrorKind::Json, format!("\"{field}\" is no date: {shown}"));
    dates::parse(&words).map(Some).ok_or_else(fault)
}

fn authors(object: &Map<String, Value>) -> Result<Vec<String>, Fault> {
    let Some(Value::Array(list)) = object.get("authors") else {
        return Ok(words(object, "authors")?.into_iter().collect());
    };
    let name = |value: &Value| match value {
        Value::String(name) => Ok(name.trim().to_owned()),
        other => Err(Fault::new(ErrorKind::Json, format!("\"authors\" holds {}, not a string", kind(other)))),
    };
    list.iter().map(name).filter(|name| !matches!(name, Ok(name) if name.is_empty())).collect()
}
