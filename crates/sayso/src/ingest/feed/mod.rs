//! Feeds: RSS, Atom and JSON Feed to items, each entry as it stands in the feed or, if that is wished, the page it links to.
//!
//! What a feed says is as little trusted as a page: a link is followed to `http` and `https` alone, and to a private
//! network only if the feed came from that very host, so that no feed makes the reader ask its neighbours.

mod json;
mod utf8;
mod xml;

use super::error::{ErrorKind, Fault};
use super::html::authors;
use super::items::{self, Body, Item, Source, too_large};
use super::{Hint, Options, digest, fetch};
use sayso_types::Timestamp;
use std::io::{Cursor, Read};
use url::Url;

/// The entries of a feed, and what is known of it.
#[derive(Debug)]
pub(super) struct Feed {
    entries: Entries,
    hint: Hint,
    options: Options,
    /// Where it was fetched from.
    address: Option<String>,
    count: usize,
}

#[derive(Debug)]
enum Entries {
    Xml(Box<xml::Xml>),
    Json(Box<json::Json>),
}

/// Where in a feed an entry stands (a line, or its number), and the entry.
type Placed = (String, Result<Entry, Fault>);

/// What a feed tells of one entry.
#[derive(Clone, Debug, Default)]
struct Entry {
    id: Option<String>,
    /// The address of its page as it stands there, which may be relative to `base`.
    link: Option<String>,
    base: Base,
    title: Option<String>,
    published: Option<Timestamp>,
    modified: Option<Timestamp>,
    authors: Vec<String>,
    /// Who published it, where the feed gathers what others publish.
    outlet: Option<String>,
    words: Option<Words>,
}

/// The words of an entry.
#[derive(Clone, Debug)]
enum Words {
    Html(String),
    Plain(String),
}

impl Feed {
    /// The feed in `source`, of which `head` has been read.
    pub(super) fn new(
        source: Source,
        head: &[u8],
        is_json: bool,
        hint: Hint,
        options: &Options,
    ) -> Result<Self, Fault> {
        let limits = options.limits;
        let reader: Box<dyn Read + Send> = Box::new(Cursor::new(head.to_vec()).chain(source.reader));
        let address = source.address;
        let entries = if is_json {
            Entries::Json(Box::new(json::Json::read(reader, address.as_deref(), &limits)?))
        } else {
            let text = utf8::Utf8::new(reader, head, source.charset.as_deref(), limits.feed_bytes);
            let feed = xml::Xml::new(text, address.as_deref(), limits.page_bytes, limits.feed_bytes);
            Entries::Xml(Box::new(feed))
        };
        Ok(Self { entries, hint, options: options.clone(), address, count: 0 })
    }

    /// The next item, with its name.
    pub(super) fn next(&mut self) -> Option<(String, Result<Item, Fault>)> {
        let most = self.options.limits.entries;
        if self.count > most {
            return None;
        }
        let next = match &mut self.entries {
            Entries::Xml(feed) => feed.next(),
            Entries::Json(feed) => feed.next(),
        };
        let name = &self.hint.name;
        let Some((place, entry)) = next else {
            let empty = self.count == 0;
            self.count = most + 1;
            let fault = || Fault::new(ErrorKind::Empty, "empty: the feed has no entry");
            return empty.then(|| (name.clone(), Err(fault())));
        };
        let name = format!("{name}:{place}");
        self.count += 1;
        if self.count > most {
            let why = format!("too large: more than {most} entries; those before are read");
            return Some((name, Err(Fault::new(ErrorKind::TooLarge, why))));
        }
        Some(match entry {
            Ok(entry) => self.item(entry, name),
            Err(fault) => (name, Err(fault)),
        })
    }

    fn item(&self, entry: Entry, name: String) -> (String, Result<Item, Fault>) {
        let link = entry.link.as_deref().and_then(|link| entry.base.address(link));
        match link {
            Some(link) if self.options.follow => (link.clone(), self.followed(entry, &link)),
            // Without a link there is nothing to follow, and what is there is read.
            link => (name.clone(), self.as_it_is(entry, link, name)),
        }
    }

    /// The page that an entry links to. Its headline and time are the feed's; its own word goes over the feed's on who
    /// published it, since feeds are named for a topic, and on its address, since links count clicks.
    fn followed(&self, entry: Entry, link: &str) -> Result<Item, Fault> {
        let own = self.address.as_deref().and_then(|it| Url::parse(it).ok()?.host_str().map(str::to_owned));
        let page = fetch::fetch(link, &self.options, fetch::Asked::Linked { from: own.as_deref() })?;
        let outlet = entry.outlet.or_else(|| self.title());
        let known = Hint { title: entry.title, published: entry.published, ..Hint::default() };
        let mut item = items::page(page, self.known(known, link.to_owned()), &self.options)?;
        item.outlet = outlet;
        Ok(item)
    }

    /// What the feed itself has of an entry: its content, else its summary.
    fn as_it_is(&self, entry: Entry, link: Option<String>, name: String) -> Result<Item, Fault> {
        let limits = self.options.limits;
        let outlet = entry.outlet.or_else(|| self.title());
        let (bytes, body) = match entry.words {
            Some(Words::Html(html)) if html.len() > limits.page_bytes => return Err(too_large(limits.page_bytes)),
            Some(Words::Plain(text)) if text.len() > limits.text_bytes => return Err(too_large(limits.text_bytes)),
            Some(Words::Html(html)) => {
                let head = entry.title.as_deref().map(|title| format!("<h1>{}</h1>\n", escaped(title)));
                let bytes = (head.unwrap_or_default() + &html).into_bytes();
                (digest(&bytes), Body::Fragment { bytes })
            }
            Some(Words::Plain(text)) => (digest(text.as_bytes()), Body::Text(text)),
            None => return Err(Fault::new(ErrorKind::NoText, "the entry has neither content nor a summary")),
        };
        let known = Hint {
            // An id that is no URI, such as 17, may be another report's in another feed.
            id: entry.id.filter(|id| id.contains(':')),
            authors: entry.authors.iter().flat_map(|it| authors::split(it, outlet.as_deref())).collect(),
            title: entry.title,
            url: link,
            outlet,
            published: entry.published.or(entry.modified),
            modified: entry.modified,
            name: String::new(),
        };
        Ok(Item { hint: self.known(known, name), digest: bytes, body, outlet: None, offset: None })
    }

    /// What the caller knows, and below it what the feed does; an id and a name fit one item only.
    fn known(&self, known: Hint, name: String) -> Hint {
        Hint { id: None, name, ..self.hint.clone() }.or(known)
    }

    fn title(&self) -> Option<String> {
        match &self.entries {
            Entries::Xml(feed) => feed.title().map(str::to_owned),
            Entries::Json(feed) => feed.title().map(str::to_owned),
        }
    }
}

/// What relative links of a feed are relative to.
#[derive(Clone, Debug, Default)]
struct Base {
    /// Where the feed comes from, or what its `xml:base` says.
    sure: Option<Url>,
    /// What it links to as itself or as its page; for feeds that come from a file.
    told: Option<Url>,
}

impl Base {
    fn of(address: Option<&str>) -> Self {
        Self { sure: address.and_then(|it| Url::parse(it).ok()), told: None }
    }

    /// Takes in a link of the feed's head: its own address goes over that of its page.
    fn tell(&mut self, rel: Option<&str>, address: Option<&str>) {
        let address = address.and_then(|it| Url::parse(it.trim()).ok()).filter(is_web);
        if address.is_some() && (rel == Some("self") || self.told.is_none()) && rel != Some("hub") {
            self.told = address;
        }
    }

    /// Takes in an `xml:base`.
    fn within(&mut self, base: Option<&str>) {
        let Some(base) = base else { return };
        let found = match self.sure.as_ref().or(self.told.as_ref()) {
            Some(outer) => outer.join(base),
            None => Url::parse(base),
        };
        self.sure = found.ok().filter(is_web).or_else(|| self.sure.take());
    }

    /// The whole address of a link; `None` where it leads to no page, or nobody tells from where.
    fn address(&self, link: &str) -> Option<String> {
        let whole = match self.sure.as_ref().or(self.told.as_ref()) {
            Some(base) => base.join(link),
            None => Url::parse(link),
        };
        whole.ok().filter(is_web).map(Into::into)
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// A title on one line, its HTML taken out unless it is plain; `None` where nothing is left.
fn title(words: &str, plain: bool) -> Option<String> {
    // A title is no place for a book, and is cut out of its tags in this process.
    let words: String = words.chars().take(1000).collect();
    let words =
        if plain || !has_tags(&words) { words } else { dom_query::Document::from(words.as_str()).text().to_string() };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Whether a text has what looks like tags or entities of HTML.
fn has_tags(words: &str) -> bool {
    let after = |mark: char, fits: fn(char) -> bool| {
        words.match_indices(mark).any(|(at, _)| words[at + 1..].chars().next().is_some_and(fits))
    };
    after('<', |c| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
        || (words.contains(';') && after('&', |c| c.is_ascii_alphabetic() || c == '#'))
}

/// Plain words as HTML: empty lines part paragraphs. Where they are not `plain` for sure, their entities stay.
fn paragraphs(words: &str, plain: bool) -> String {
    let words = words.replace("\r\n", "\n");
    let whole = if plain { escaped(&words) } else { words };
    whole.split("\n\n").map(|part| format!("<p>{part}</p>\n")).collect()
}

/// Text as it stands in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_signs() {
        for (words, tags) in
            [("a < b & c; d", false), ("5 <b>m", true), ("Smith &amp; Sons", true), ("AT&T said", false)]
        {
            assert_eq!(has_tags(words), tags, "{words}");
        }
        assert_eq!(title(" Sea\n &amp; <i>shore</i> ", false).as_deref(), Some("Sea & shore"));
        assert_eq!(title("<i> means italics", true).as_deref(), Some("<i> means italics"));
        assert_eq!(title(" \n", false), None);
    }

    #[test]
    fn links_are_whole_where_somebody_tells_from_where() {
        let mut base = Base::of(None);
        assert_eq!(base.address("/a"), None);
        base.tell(None, Some("https://elsbypost.example/news/"));
        assert_eq!(base.address("/a").as_deref(), Some("https://elsbypost.example/a"));
        base.tell(Some("self"), Some("https://feeds.example/post.xml"));
        base.within(Some("stories/"));
        assert_eq!(base.address("b").as_deref(), Some("https://feeds.example/stories/b"));
        assert_eq!(base.address("mailto:ada@elsbypost.example"), None);
        assert_eq!(Base::of(Some("http://a.example/x/feed")).address("y").as_deref(), Some("http://a.example/x/y"));
    }
}
