//! Cutting an input into items: opening it, telling its format, reading it up to its limits.

use super::error::{Error, ErrorKind, Fault};
use super::feed::Feed;
use super::fetch::{Asked, Fetched, fetch};
use super::json_lines::{Cut, Objects};
use super::warc::{self, Places, Warc};
use super::{Format, Hint, Input, Limits, Options, charset, detect, digest};
use std::io::{self, Cursor, Read};
use std::path::Path;

/// One report as it comes, before its text is taken out.
#[derive(Clone, Debug)]
pub struct Item {
    pub(super) hint: Hint,
    pub(super) digest: String,
    pub(super) body: Body,
    /// Who published it, where neither the caller nor the item itself tells.
    pub(super) outlet: Option<String>,
    /// Where in an archive it begins; see [`Item::offset`].
    pub(super) offset: Option<u64>,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Text(String),
    /// `address` is where it was fetched from.
    Page {
        bytes: Vec<u8>,
        charset: Option<String>,
        address: Option<String>,
    },
    /// HTML in UTF-8 that is all of it report, opened by its headline.
    Fragment {
        bytes: Vec<u8>,
    },
}

impl Item {
    /// The name in errors and origins: a file, `file:line`, `archive@offset`, an address, or `-`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.hint.name
    }

    /// The address it is known to be of, before its page is read.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.hint.url.as_deref()
    }

    /// Where in its archive its record begins, in bytes of the file, or the member of the file that holds it.
    #[must_use]
    pub fn offset(&self) -> Option<u64> {
        self.offset
    }

    /// Whether it is a web page: dear to extract, unlike plain text.
    #[must_use]
    pub fn is_page(&self) -> bool {
        matches!(self.body, Body::Page { .. } | Body::Fragment { .. })
    }
}

/// The items of an input, in its order; see [`items`].
#[derive(Debug)]
pub struct Items(State);

#[derive(Debug)]
enum State {
    /// One item, or what kept it from being one.
    One(Box<Result<Item, Error>>),
    Many {
        objects: Box<Objects>,
        hint: Box<Hint>,
        limits: Limits,
    },
    Feed(Box<Feed>),
    Warc(Box<Warc>),
    Done,
}

/// The items of an input, in its order, as a stream: one for a page or a text, one a line or object for JSON, one an
/// entry for a feed, one a page for an archive. Opening is part of the stream: an input that cannot be opened is one error.
#[must_use]
pub fn items(input: &Input, options: &Options) -> Items {
    if let Input::None(error) = input {
        return Items(State::One(Box::new(Err(error.clone()))));
    }
    let name = if options.hint.name.is_empty() { input.name() } else { options.hint.name.clone() };
    let hint = Hint { name: name.clone(), ..options.hint.clone() };
    Items(begin(input, options, hint).unwrap_or_else(|fault| State::One(Box::new(Err(fault.of(&name))))))
}

fn begin(input: &Input, options: &Options, hint: Hint) -> Result<State, Fault> {
    let source = match input {
        Input::File(path) => {
            let file = std::fs::File::open(path).map_err(|error| Fault::io(&error))?;
            let about = file.metadata();
            if about.as_ref().is_ok_and(std::fs::Metadata::is_dir) {
                return Err(Fault::new(ErrorKind::Unreadable, "is a folder, not a file"));
            }
            let size = about.ok().filter(std::fs::Metadata::is_file).map(|it| it.len());
            let again = || file.try_clone().map(|it| Box::new(it) as Box<dyn Places>);
            let is_part = size.is_some() && options.range.is_some();
            let places = is_part.then(again).transpose().map_err(|error| Fault::io(&error))?;
            Source { size, places, ..Source::new(Box::new(file), detect::by_name(path)) }
        }
        Input::Stdin => Source::new(Box::new(io::stdin()), None),
        Input::Bytes { name, bytes } => Source::of_bytes(bytes.clone(), detect::by_name(Path::new(name)), options),
        Input::Url(url) => Source::of(fetch(url, options, Asked::Typed)?, options),
        Input::None(error) => return Ok(State::One(Box::new(Err(error.clone())))),
    };
    start(source, hint, options)
}

/// The one report at an address that was fetched.
pub(super) fn page(page: Fetched, hint: Hint, options: &Options) -> Result<Item, Fault> {
    let options = Options { format: None, range: None, ..options.clone() };
    match start(Source::of(page, &options), hint, &options)? {
        State::One(item) => item.map_err(|error| Fault::new(error.kind(), error.reason())),
        _ => Err(Fault::new(ErrorKind::NoText, "leads to no page but to a feed, a list or an archive")),
    }
}

/// Whether a file begins as a feed does; one that cannot be read does not.
#[must_use]
pub fn is_feed(path: &Path) -> bool {
    let head = |path| head(&mut std::fs::File::open(path).ok()?).ok();
    head(path).is_some_and(|head| detect::feed(&head).is_some())
}

/// An input that is opened.
pub(super) struct Source {
    pub(super) reader: Box<dyn Read + Send>,
    /// The format that its name or its server tells.
    told: Option<Format>,
    pub(super) charset: Option<String>,
    pub(super) address: Option<String>,
    /// Its bytes in all, where that is known.
    pub(super) size: Option<u64>,
    /// The same once more, for one that is read in part.
    pub(super) places: Option<Box<dyn Places>>,
}

impl Source {
    fn new(reader: Box<dyn Read + Send>, told: Option<Format>) -> Self {
        Self { reader, told, charset: None, address: None, size: None, places: None }
    }

    fn of_bytes(bytes: Vec<u8>, told: Option<Format>, options: &Options) -> Self {
        let size = Some(bytes.len() as u64);
        let places = options.range.is_some().then(|| Box::new(Cursor::new(bytes.clone())) as Box<dyn Places>);
        Self { size, places, ..Self::new(Box::new(Cursor::new(bytes)), told) }
    }

    fn of(page: Fetched, options: &Options) -> Self {
        let by_path = || detect::by_name(Path::new(url::Url::parse(&page.url).ok()?.path()));
        let told = detect::by_content_type(&page.mime).or_else(by_path);
        Self { charset: page.charset, address: Some(page.url), ..Self::of_bytes(page.bytes, told, options) }
    }
}

fn start(mut source: Source, hint: Hint, options: &Options) -> Result<State, Fault> {
    let limits = options.limits;
    let head = head(&mut source.reader)?;
    if head.is_empty() {
        return Err(Fault::new(ErrorKind::Empty, "empty: no bytes"));
    }
    let feed = || detect::feed(&head).filter(|_| !matches!(source.told, Some(Format::JsonLines | Format::Text)));
    let format = match options.format.or_else(feed).or(source.told) {
        Some(format) => format,
        None => match detect::by_content(&head) {
            Format::Text if warc::is_one(&head) => Format::Warc,
            Format::Text if detect::is_xml(&head) => {
                return Err(Fault::new(ErrorKind::Feed, "XML that is neither a feed nor a page"));
            }
            format => format,
        },
    };
    if format == Format::Warc {
        // Unpacked it may be of any size, and others would pay for the time.
        if options.reach.is_public() {
            return Err(Fault::new(ErrorKind::Binary, "an archive, and those are not opened on behalf of others"));
        }
        return Ok(State::Warc(Box::new(Warc::new(source, head, hint, options)?)));
    }
    if options.range.as_ref().is_some_and(|range| !range.contains(&0)) {
        return Ok(State::Done);
    }
    detect::refuse_binary(&head, format != Format::Text)?;
    let (limit, cut) = match format {
        Format::Feed | Format::JsonFeed => {
            return Ok(State::Feed(Box::new(Feed::new(source, &head, format == Format::JsonFeed, hint, options)?)));
        }
        // An archive has been dealt with.
        Format::Html | Format::Warc => (limits.page_bytes, None),
        Format::Text => (limits.text_bytes, None),
        Format::JsonLines => (limits.line_bytes, Some(Cut::Lines)),
        Format::Json => (limits.line_bytes, Some(Cut::Values)),
    };
    let mut rest = Cursor::new(head).chain(source.reader);
    if let Some(cut) = cut {
        let objects = Box::new(Objects::new(Box::new(rest), cut, limit));
        return Ok(State::Many { objects, hint: Box::new(hint), limits });
    }
    let bytes = read_up_to(&mut rest, limit + 1)?;
    if bytes.len() > limit {
        return Err(too_large(limit));
    }
    detect::refuse_binary(&bytes, format != Format::Text)?;
    if bytes.trim_ascii().is_empty() {
        return Err(Fault::new(ErrorKind::Empty, "empty: nothing but white space"));
    }
    let digest = digest(&bytes);
    let mut hint = hint;
    if format == Format::Text {
        hint.url = hint.url.or(source.address.take());
    }
    let body = match format {
        Format::Html => Body::Page { bytes, charset: source.charset, address: source.address },
        _ => Body::Text(charset::plain(&bytes, source.charset.as_deref())?),
    };
    Ok(State::One(Box::new(Ok(Item { hint, digest, body, outlet: None, offset: None }))))
}

/// As much of the beginning as tells the format: one whole line of JSON, so that a pipe of them is read as it is written.
fn head(reader: &mut impl Read) -> Result<Vec<u8>, Fault> {
    let mut head = Vec::new();
    while head.len() < 1 << 16 {
        let part = read_up_to_once(reader, (1 << 16) - head.len())?;
        head.extend(&part);
        if part.is_empty() || begins_with_a_line_of_json(&head) {
            break;
        }
    }
    Ok(head)
}

fn begins_with_a_line_of_json(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let line = head.iter().position(|byte| *byte == b'\n').map(|end| head[..end].trim_ascii_end());
    line.is_some_and(|line| line.starts_with(b"{") && line.ends_with(b"}"))
}

fn read_up_to_once(reader: &mut impl Read, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = vec![0; limit.min(1 << 16)];
    loop {
        match reader.read(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Fault::io(&error)),
            Ok(length) => {
                bytes.truncate(length);
                return Ok(bytes);
            }
        }
    }
}

pub(super) fn too_large(limit: usize) -> Fault {
    let size = if limit >= 1 << 20 { format!("{} MB", limit >> 20) } else { format!("{limit} bytes") };
    Fault::new(ErrorKind::TooLarge, format!("too large: more than {size}"))
}

pub(super) fn read_up_to(reader: &mut impl Read, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    reader.take(limit as u64).read_to_end(&mut bytes).map_err(|error| Fault::io(&error))?;
    Ok(bytes)
}

impl Iterator for Items {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.0, State::Done) {
            State::One(item) => Some(*item),
            State::Many { mut objects, hint, limits } => {
                let (line, object) = objects.next()?;
                let name = line.map_or_else(|| hint.name.clone(), |line| format!("{}:{line}", hint.name));
                let item = object.and_then(|bytes| super::json_lines::item(&bytes, &hint, &name, &limits));
                self.0 = State::Many { objects, hint, limits };
                Some(item.map_err(|fault| fault.of(&name)))
            }
            State::Feed(mut feed) => {
                let (name, item) = feed.next()?;
                self.0 = State::Feed(feed);
                Some(item.map_err(|fault| fault.of(&name)))
            }
            State::Warc(mut archive) => {
                let (name, item) = archive.next()?;
                self.0 = State::Warc(archive);
                Some(item.map_err(|fault| fault.of(&name)))
            }
            State::Done => None,
        }
    }
}
