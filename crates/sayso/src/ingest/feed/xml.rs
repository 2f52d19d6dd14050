//! RSS 2.0 and its elders, RSS 1.0 and Atom: one entry at a time, so that what comes before a broken place is read.
//!
//! No DTD is read and no entity of one is expanded; of entities only those of HTML are known.

use super::utf8::Utf8;
use super::{Base, Entry, Placed, Words, escaped};
use crate::ingest::error::{ErrorKind, Fault};
use crate::ingest::html::dates;
use crate::ingest::items::too_large;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::reader::NsReader;
use std::fmt;

/// Elements within one another. Feeds need about five, and the entries' own markup some more.
const DEEPEST: usize = 1000;

/// Elements of HTML that have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// A feed at the place where it has been read to.
pub(super) struct Xml {
    reader: NsReader<Utf8>,
    buffer: Vec<u8>,
    /// Names of the open elements outside of entries.
    open: Vec<String>,
    /// Greatest size of what is told in one element of an entry, in bytes.
    limit: usize,
    /// Greatest size of the feed, in bytes; for the words of an error.
    whole: usize,
    title: Option<String>,
    base: Base,
    ended: bool,
}

impl fmt::Debug for Xml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Xml").field("line", &self.reader.get_ref().line()).finish_non_exhaustive()
    }
}

/// Of which vocabulary an element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vocabulary {
    /// RSS or Atom: names without a prefix, or with one of theirs.
    Own,
    DublinCore,
    Terms,
    Content,
    Other,
}

/// What an element tells of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Link,
    Id,
    Published,
    Modified,
    Author,
    Content,
    Summary,
    Source,
}

/// What stands in an element.
#[derive(Default)]
struct Content {
    /// Its character data.
    text: String,
    /// The same with the elements in it.
    markup: String,
    /// The elements directly in it, each with its character data.
    parts: Vec<(String, String)>,
    over: bool,
}

impl Xml {
    /// `address` is where the feed comes from.
    pub(super) fn new(source: Utf8, address: Option<&str>, limit: usize, whole: usize) -> Self {
        let mut reader = NsReader::from_reader(source);
        reader.config_mut().allow_dangling_amp = true;
        let base = Base::of(address);
        Self { reader, buffer: Vec::new(), open: Vec::new(), limit, whole, title: None, base, ended: false }
    }

    /// What the feed calls itself, as far as it has been read.
    pub(super) fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The next entry; the error after which there is none stands last.
    pub(super) fn next(&mut self) -> Option<Placed> {
        while !self.ended {
            let line = self.line();
            match self.step() {
                Ok(None) => {}
                Ok(Some(entry)) => return Some((line.to_string(), entry)),
                Err(fault) => {
                    self.ended = true;
                    return Some((self.line().to_string(), Err(fault)));
                }
            }
        }
        None
    }

    fn line(&self) -> usize {
        self.reader.get_ref().line()
    }

    /// One event outside of entries, or a whole entry. An entry that is too large costs no other.
    fn step(&mut self) -> Result<Option<Result<Entry, Fault>>, Fault> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer);
        let start = match event {
            Ok(Event::Start(start)) => start.into_owned(),
            Ok(Event::Empty(start)) => {
                let start = start.into_owned();
                let own = self.vocabulary(start.name()) == Vocabulary::Own;
                if own && local(start.name()) == "link" && self.heads() {
                    self.base.tell(attribute(&start, "rel").as_deref(), attribute(&start, "href").as_deref());
                }
                return Ok(None);
            }
            Ok(Event::End(_)) => {
                self.open.pop();
                return Ok(None);
            }
            Ok(Event::Eof) => {
                self.ended = true;
                return match self.open.last() {
                    None => Ok(None),
                    Some(name) => Err(truncated(&format!("<{}>", shortened(name)))),
                };
            }
            Ok(_) => return Ok(None),
            Err(error) => return Err(self.broken(&error)),
        };
        let name = local(start.name());
        let own = self.vocabulary(start.name()) == Vocabulary::Own;
        match name.as_str() {
            "item" | "entry" if own => return self.entry(&start).map(Some),
            "title" if own && self.heads() => {
                let told = self.content(0)?;
                self.title = self.title.take().or_else(|| heading(&start, told));
            }
            "link" if own && self.heads() => {
                let told = self.content(0)?;
                let href = attribute(&start, "href").unwrap_or(told.text);
                self.base.tell(attribute(&start, "rel").as_deref(), Some(href.trim()));
            }
            _ => {
                if self.open.len() >= DEEPEST {
                    return Err(deep());
                }
                if self.open.is_empty() {
                    self.base.within(attribute(&start, "xml:base").as_deref());
                }
                self.open.push(name);
            }
        }
        Ok(None)
    }

    /// Whether the element at hand is the feed's own, not one of a picture or a text field in it.
    fn heads(&self) -> bool {
        self.open.last().is_some_and(|name| matches!(name.as_str(), "channel" | "feed"))
    }

    /// The entry that this tag begins.
    fn entry(&mut self, start: &BytesStart<'_>) -> Result<Result<Entry, Fault>, Fault> {
        let mut base = self.base.clone();
        base.within(attribute(start, "xml:base").as_deref());
        let atom = local(start.name()) == "entry";
        let (mut entry, mut link) = (Entry::default(), Link::default());
        let (mut content, mut summary, mut over) = (None, None, false);
        loop {
            self.buffer.clear();
            let (start, empty) = match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Start(start)) => (start.into_owned(), false),
                Ok(Event::Empty(start)) => (start.into_owned(), true),
                Ok(Event::End(_)) => break,
                Ok(Event::Eof) => return Err(truncated("an entry")),
                Ok(_) => continue,
                Err(error) => return Err(self.broken(&error)),
            };
            let field = self.field(start.name());
            let told = if empty { Content::default() } else { self.content(self.open.len())? };
            over |= told.over;
            let words = told.text.trim();
            match field {
                Some(Field::Title) => entry.title = entry.title.or_else(|| heading(&start, told)),
                Some(Field::Link) => link.tell(&start, words),
                Some(Field::Id) => {
                    entry.id = Some(words.to_owned()).filter(|words| !words.is_empty());
                    let address = words.starts_with("http://") || words.starts_with("https://");
                    if !atom && address && attribute(&start, "isPermaLink").as_deref() != Some("false") {
                        link.last = Some(words.to_owned());
                    }
                }
                Some(Field::Published) => entry.published = entry.published.or_else(|| dates::parse(words)),
                Some(Field::Modified) => entry.modified = entry.modified.or_else(|| dates::parse(words)),
                Some(Field::Author) => entry.authors.extend(author(&told)),
                Some(Field::Source) => entry.outlet = entry.outlet.or_else(|| source(&told)),
                Some(Field::Content) => {
                    base.within(attribute(&start, "xml:base").as_deref());
                    content = content.or_else(|| html(&start, told, atom));
                }
                Some(Field::Summary) => summary = summary.or_else(|| html(&start, told, atom)),
                None => {}
            }
        }
        if over {
            return Ok(Err(too_large(self.limit)));
        }
        entry.words = content.or(summary).map(Words::Html);
        entry.link = link.chosen();
        entry.base = base;
        Ok(Ok(entry))
    }

    /// What stands between the tag that was just read and its end, `outside` being how deep that tag stands.
    fn content(&mut self, outside: usize) -> Result<Content, Fault> {
        let (mut content, mut depth) = (Content::default(), 0_usize);
        loop {
            if content.text.len() + content.markup.len() > self.limit * 2 || content.text.len() > self.limit {
                content = Content { over: true, ..Content::default() };
            }
            self.buffer.clear();
            match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Start(start)) => {
                    content.open(&start, depth);
                    depth += 1;
                    if outside + depth > DEEPEST {
                        return Err(deep());
                    }
                }
                Ok(Event::Empty(start)) => {
                    content.open(&start, depth);
                    if !VOID.contains(&local(start.name()).as_str()) {
                        content.close(start.name());
                    }
                }
                Ok(Event::End(_)) if depth == 0 => return Ok(content),
                Ok(Event::End(end)) => {
                    depth -= 1;
                    content.close(end.name());
                }
                Ok(Event::Text(words)) => content.add(&words.xml10_content(), &words, depth),
                Ok(Event::CData(words)) => content.add(&words.xml10_content(), &escaped(&words), depth),
                Ok(Event::GeneralRef(reference)) => {
                    let word = resolved(&reference);
                    content.add(&word, &escaped(&word), depth);
                }
                Ok(Event::Eof) => return Err(truncated("an element")),
                Ok(_) => {}
                Err(error) => return Err(self.broken(&error)),
            }
        }
    }

    fn vocabulary(&self, name: QName<'_>) -> Vocabulary {
        if name.prefix().is_none() {
            return Vocabulary::Own;
        }
        match self.reader.resolver().resolve_element(name).0 {
            ResolveResult::Unbound => Vocabulary::Own,
            ResolveResult::Bound(Namespace(space)) => match space.trim_end_matches('/') {
                "http://www.w3.org/2005/Atom" | "http://purl.org/atom/ns#" | "http://purl.org/rss/1.0" => {
                    Vocabulary::Own
                }
                "http://purl.org/dc/elements/1.1" => Vocabulary::DublinCore,
                "http://purl.org/dc/terms" => Vocabulary::Terms,
                "http://purl.org/rss/1.0/modules/content" => Vocabulary::Content,
                _ => Vocabulary::Other,
            },
            // A prefix that nobody declared still means what it always means.
            ResolveResult::Unknown(prefix) => match prefix.as_str() {
                "atom" | "rss" => Vocabulary::Own,
                "dc" => Vocabulary::DublinCore,
                "dcterms" => Vocabulary::Terms,
                "content" => Vocabulary::Content,
                _ => Vocabulary::Other,
            },
        }
    }

    fn field(&self, name: QName<'_>) -> Option<Field> {
        Some(match (self.vocabulary(name), local(name).as_str()) {
            (Vocabulary::Own, "title") => Field::Title,
            (Vocabulary::Own, "link") => Field::Link,
            (Vocabulary::Own, "guid" | "id") => Field::Id,
            (Vocabulary::Own, "pubdate" | "published" | "issued" | "created")
            | (Vocabulary::DublinCore, "date")
            | (Vocabulary::Terms, "issued" | "created") => Field::Published,
            (Vocabulary::Own, "updated" | "modified") | (Vocabulary::Terms, "modified") => Field::Modified,
            (Vocabulary::Own, "author") | (Vocabulary::DublinCore, "creator") => Field::Author,
            (Vocabulary::Own, "content") | (Vocabulary::Content, "encoded") => Field::Content,
            (Vocabulary::Own, "description" | "summary") => Field::Summary,
            (Vocabulary::Own, "source") => Field::Source,
            _ => return None,
        })
    }

    fn broken(&self, error: &quick_xml::Error) -> Fault {
        match error {
            quick_xml::Error::Io(_) if self.reader.get_ref().is_over() => too_large(self.whole),
            quick_xml::Error::Io(error) => Fault::io(error),
            quick_xml::Error::Syntax(_) => {
                Fault::new(ErrorKind::Truncated, format!("truncated, or no XML: {}", shortened(&error.to_string())))
            }
            other => Fault::new(ErrorKind::Feed, format!("no well-formed XML: {}", shortened(&other.to_string()))),
        }
    }
}

impl Content {
    fn add(&mut self, text: &str, markup: &str, depth: usize) {
        if self.over {
            return;
        }
        self.text.push_str(text);
        self.markup.push_str(markup);
        if let Some((_, part)) = self.parts.last_mut().filter(|_| depth > 0) {
            part.push_str(text);
        }
    }

    fn open(&mut self, start: &BytesStart<'_>, depth: usize) {
        if self.over {
            return;
        }
        let name = local(start.name());
        for part in ["<", &name, start.attributes_raw(), ">"] {
            self.markup.push_str(part);
        }
        if depth == 0 {
            self.parts.push((name, String::new()));
        }
    }

    fn close(&mut self, name: QName<'_>) {
        if !self.over {
            self.markup.push_str(&format!("</{}>", local(name)));
        }
    }

    fn part(&self, wanted: &str) -> Option<&str> {
        self.parts.iter().find(|(name, _)| name == wanted).map(|(_, text)| text.trim())
    }
}

/// Which of an entry's links is its report.
#[derive(Default)]
struct Link {
    page: Option<String>,
    other: Option<String>,
    last: Option<String>,
}

impl Link {
    fn tell(&mut self, start: &BytesStart<'_>, words: &str) {
        let address = attribute(start, "href").unwrap_or_else(|| words.to_owned());
        let alternate = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
        let address = address.trim();
        if address.is_empty() || !alternate {
            return;
        }
        let page = attribute(start, "type").is_none_or(|mime| mime.contains("html"));
        let place = if page { &mut self.page } else { &mut self.other };
        place.get_or_insert_with(|| address.to_owned());
    }

    fn chosen(self) -> Option<String> {
        self.page.or(self.last).or(self.other)
    }
}

/// HTML of what stands in an element. Atom tells by `type` what it is; RSS does not, and markup is told by its tags.
fn html(start: &BytesStart<'_>, told: Content, atom: bool) -> Option<String> {
    if told.text.trim().is_empty() {
        return None;
    }
    let kind = attribute(start, "type").unwrap_or_default();
    let plain = match kind.as_str() {
        "text" | "text/plain" => true,
        "" => atom && told.parts.is_empty(),
        // A picture or a program in the feed itself.
        other if other.contains('/') && !other.contains("html") && !other.contains("xml") => return None,
        _ => false,
    };
    Some(match told.parts.is_empty() {
        true if plain || !super::has_tags(&told.text) => super::paragraphs(&told.text, plain),
        true => told.text,
        false => told.markup,
    })
}

/// A title; in RSS, and in Atom where it says so, it may be HTML in disguise.
fn heading(start: &BytesStart<'_>, told: Content) -> Option<String> {
    let plain = attribute(start, "type").is_some_and(|kind| kind == "text");
    super::title(&told.text, plain)
}

/// `Ada Brook`, `ada@elsbypost.example (Ada Brook)`, or Atom's `<name>`.
fn author(told: &Content) -> Option<String> {
    let words = told.part("name").unwrap_or(told.text.trim());
    let name = match words.split_once('(') {
        Some((mail, name)) if mail.contains('@') => name.trim_end_matches(')'),
        _ => words,
    };
    Some(name.trim().to_owned()).filter(|name| !name.is_empty() && !name.contains('@'))
}

/// Who published an entry first: `<source url="…">Elsby Post</source>`, or the title in Atom's.
fn source(told: &Content) -> Option<String> {
    let words = if told.parts.is_empty() { told.text.trim() } else { told.part("title")? };
    super::title(words, false)
}

/// The local name of an element, in small letters.
fn local(name: QName<'_>) -> String {
    name.local_name().as_ref().to_ascii_lowercase()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.html_attributes().with_checks(false).flatten().find(|it| it.key.as_ref() == name)?;
    // A value with an entity that nobody knows is taken as it stands.
    Some(
        found
            .normalized_value_with(XmlVersion::Implicit1_0, 1, resolve_html5_entity)
            .map_or_else(|_| found.value.to_string(), Into::into),
    )
}

/// The character that a reference means; one that means none stays as it stands.
fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => resolve_html5_entity(reference).map_or_else(|| format!("&{};", &**reference), str::to_owned),
    }
}

fn shortened(words: &str) -> String {
    words.chars().take(160).collect()
}

fn truncated(inside: &str) -> Fault {
    Fault::new(ErrorKind::Truncated, format!("truncated: the feed breaks off inside {inside}"))
}

fn deep() -> Fault {
    Fault::new(ErrorKind::TooLarge, format!("too large: elements nested more than {DEEPEST} deep"))
}
