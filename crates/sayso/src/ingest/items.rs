//! Cutting an input into items: opening it, telling its format, reading it up to its limits.

use super::error::{Error, ErrorKind, Fault};
use super::json_lines::{Cut, Objects};
use super::{Format, Hint, Input, Limits, Options, charset, detect, digest, fetch};
use std::io::{self, Cursor, Read};
use std::path::Path;

/// One report as it comes, before its text is taken out.
#[derive(Clone, Debug)]
pub struct Item {
    pub(super) hint: Hint,
    pub(super) digest: String,
    pub(super) body: Body,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Text(String),
    Page { bytes: Vec<u8>, charset: Option<String> },
}

impl Item {
    /// The name in errors and origins: a file, `file:line`, an address, or `-`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.hint.name
    }

    /// Whether it is a web page: dear to extract, unlike plain text.
    #[must_use]
    pub fn is_page(&self) -> bool {
        matches!(self.body, Body::Page { .. })
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
    Done,
}

/// The items of an input, in its order, as a stream: one for a page or a text, one a line or object for JSON. Opening
/// is part of the stream: an input that cannot be opened is one error.
#[must_use]
pub fn items(input: &Input, options: &Options) -> Items {
    let name = if options.hint.name.is_empty() { input.name() } else { options.hint.name.clone() };
    let hint = Hint { name: name.clone(), ..options.hint.clone() };
    Items(begin(input, options, hint).unwrap_or_else(|fault| State::One(Box::new(Err(fault.of(&name))))))
}

fn begin(input: &Input, options: &Options, hint: Hint) -> Result<State, Fault> {
    let limits = options.limits;
    let stream = |reader: Box<dyn Read + Send>, by_name: Option<Format>| {
        start(Source { reader, format: options.format.or(by_name), charset: None }, hint.clone(), limits)
    };
    match input {
        Input::File(path) => {
            let file = std::fs::File::open(path).map_err(|error| Fault::io(&error))?;
            if file.metadata().is_ok_and(|it| it.is_dir()) {
                return Err(Fault::new(ErrorKind::Unreadable, "is a folder, not a file"));
            }
            stream(Box::new(file), detect::by_name(path))
        }
        Input::Stdin => stream(Box::new(io::stdin()), None),
        Input::Bytes { name, bytes } => stream(Box::new(Cursor::new(bytes.clone())), detect::by_name(Path::new(name))),
        Input::Url(url) => {
            let page = fetch::fetch(url, &limits)?;
            let by_path = || detect::by_name(Path::new(url::Url::parse(&page.url).ok()?.path()));
            let format = options.format.or_else(|| detect::by_content_type(&page.mime)).or_else(by_path);
            let hint = Hint { url: hint.url.clone().or(Some(page.url)), ..hint };
            let reader = Box::new(Cursor::new(page.bytes));
            start(Source { reader, format, charset: page.charset }, hint, limits)
        }
    }
}

struct Source {
    reader: Box<dyn Read + Send>,
    format: Option<Format>,
    charset: Option<String>,
}

fn start(mut source: Source, hint: Hint, limits: Limits) -> Result<State, Fault> {
    let head = read_up_to(&mut source.reader, 1 << 16)?;
    if head.is_empty() {
        return Err(Fault::new(ErrorKind::Empty, "empty: no bytes"));
    }
    let format = source.format.unwrap_or_else(|| detect::by_content(&head));
    if !matches!(format, Format::Json | Format::JsonLines) || source.format.is_none() {
        detect::refuse_binary(&head)?;
    }
    let rest = Cursor::new(head).chain(source.reader);
    let cut = match format {
        Format::Html => return one(rest, hint, Body::page(source.charset), limits.page_bytes),
        Format::Text => return one(rest, hint, Body::plain(source.charset), limits.text_bytes),
        Format::JsonLines => Cut::Lines,
        Format::Json => Cut::Values,
    };
    let objects = Box::new(Objects::new(Box::new(rest), cut, limits.line_bytes));
    Ok(State::Many { objects, hint: Box::new(hint), limits })
}

impl Body {
    fn page(charset: Option<String>) -> impl FnOnce(Vec<u8>) -> Result<Self, Fault> {
        move |bytes| Ok(Self::Page { bytes, charset })
    }

    fn plain(charset: Option<String>) -> impl FnOnce(Vec<u8>) -> Result<Self, Fault> {
        move |bytes| charset::plain(&bytes, charset.as_deref()).map(Self::Text)
    }
}

fn one(
    mut reader: impl Read,
    hint: Hint,
    body: impl FnOnce(Vec<u8>) -> Result<Body, Fault>,
    limit: usize,
) -> Result<State, Fault> {
    let bytes = read_up_to(&mut reader, limit + 1)?;
    if bytes.len() > limit {
        return Err(too_large(limit));
    }
    detect::refuse_binary(&bytes)?;
    if bytes.trim_ascii().is_empty() {
        return Err(Fault::new(ErrorKind::Empty, "empty: nothing but white space"));
    }
    let digest = digest(&bytes);
    Ok(State::One(Box::new(Ok(Item { hint, digest, body: body(bytes)? }))))
}

pub(super) fn too_large(limit: usize) -> Fault {
    let size = if limit >= 1 << 20 { format!("{} MB", limit >> 20) } else { format!("{limit} bytes") };
    Fault::new(ErrorKind::TooLarge, format!("too large: more than {size}"))
}

fn read_up_to(reader: &mut impl Read, limit: usize) -> Result<Vec<u8>, Fault> {
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
            State::Done => None,
        }
    }
}
