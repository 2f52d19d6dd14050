//! JSON Feed, versions 1 and 1.1. It is read whole, since what names a feed may stand behind its items; of one that breaks
//! off, the items before are kept.

use super::{Base, Entry, Placed, Words};
use crate::ingest::Limits;
use crate::ingest::error::{ErrorKind, Fault};
use crate::ingest::html::dates;
use crate::ingest::items::{read_up_to, too_large};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io::Read;

/// A feed, and the number of the item at which it is being read.
#[derive(Debug)]
pub(super) struct Json {
    items: std::vec::IntoIter<Value>,
    at: usize,
    title: Option<String>,
    base: Base,
    /// What broke it, told after its items.
    broken: Option<Fault>,
}

impl Json {
    /// Reads a feed that comes from `address`.
    pub(super) fn read(mut reader: impl Read, address: Option<&str>, limits: &Limits) -> Result<Self, Fault> {
        let most = limits.line_bytes;
        let bytes = read_up_to(&mut reader, most + 1)?;
        if bytes.len() > most {
            return Err(too_large(most));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut whole = Whole { most: limits.entries + 1, ..Whole::default() };
        let parsed = (&mut whole).deserialize(&mut serde_json::Deserializer::from_slice(bytes));
        let broken = parsed.err().map(|error| {
            let kind = if error.is_eof() { ErrorKind::Truncated } else { ErrorKind::Json };
            Fault::new(
                kind,
                if error.is_eof() { format!("truncated: {error}") } else { format!("no JSON Feed: {error}") },
            )
        });
        let mut base = Base::of(address);
        base.tell(None, whole.page.as_deref());
        base.tell(Some("self"), whole.feed.as_deref());
        let title = whole.title.as_deref().and_then(|it| super::title(it, true));
        Ok(Self { items: whole.items.into_iter(), at: 0, title, base, broken })
    }

    /// What the feed calls itself.
    pub(super) fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The next item; what broke the feed stands last.
    pub(super) fn next(&mut self) -> Option<Placed> {
        self.at += 1;
        let place = format!("item {}", self.at);
        match self.items.next() {
            Some(item @ Value::Object(_)) => Some((place, Ok(entry(&item, &self.base)))),
            Some(_) => Some((place, Err(Fault::new(ErrorKind::Json, "the item is no JSON object")))),
            None => self.broken.take().map(|fault| (place, Err(fault))),
        }
    }
}

/// An item; a field of the wrong type tells nothing.
fn entry(item: &Value, base: &Base) -> Entry {
    let words = |field: &str| item[field].as_str().map(str::trim).filter(|words| !words.is_empty());
    let time = |field: &str| words(field).and_then(dates::parse);
    let names = |list: &Value| list.as_array().into_iter().flatten().filter_map(name).collect::<Vec<_>>();
    let mut authors = names(&item["authors"]);
    if authors.is_empty() {
        authors.extend(name(&item["author"]));
    }
    let html = words("content_html").map(|html| Words::Html(html.to_owned()));
    let plain = |field| item[field].as_str().filter(|it| !it.trim().is_empty()).map(|it| Words::Plain(it.to_owned()));
    Entry {
        id: words("id").map(str::to_owned),
        link: words("url").or_else(|| words("external_url")).map(str::to_owned),
        base: base.clone(),
        title: words("title").and_then(|it| super::title(it, true)),
        published: time("date_published"),
        modified: time("date_modified"),
        authors,
        outlet: None,
        words: html.or_else(|| plain("content_text")).or_else(|| plain("summary")),
    }
}

fn name(author: &Value) -> Option<String> {
    author["name"].as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// What is kept of a feed while it is parsed, so that an error leaves what came before it.
#[derive(Default)]
struct Whole {
    most: usize,
    items: Vec<Value>,
    title: Option<String>,
    page: Option<String>,
    feed: Option<String>,
}

impl<'de> DeserializeSeed<'de> for &mut Whole {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Whole {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key::<String>()? {
            let place = match field.as_str() {
                "title" => &mut self.title,
                "home_page_url" => &mut self.page,
                "feed_url" => &mut self.feed,
                "items" => {
                    map.next_value_seed(Items(self))?;
                    continue;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *place = map.next_value::<Value>()?.as_str().map(str::to_owned);
        }
        Ok(())
    }
}

/// The list of items.
struct Items<'a>(&'a mut Whole);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while self.0.items.len() < self.0.most {
            let Some(item) = list.next_element()? else { return Ok(()) };
            self.0.items.push(item);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
