//! From what is typed to documents: the only contact with ingest.

use sayso::ingest::{self, Error, ErrorKind, Hint, Input, Limits, Options, Pages, Public, Reach, Tally, worker};
use sayso::types::Document;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

pub(crate) use sayso::ingest::{Allowed, Extractor, Item};

/// What in a folder is taken for a report; a file that is named itself is read whatever it is called.
const EXTENSIONS: &[&str] = &["txt", "text", "html", "htm", "xhtml", "shtml", "jsonl", "ndjson", "jsonlines", "json"];

/// What in a folder is taken for a report if it is a feed: XML has other uses.
const FEEDS: &[&str] = &["xml", "rss", "atom"];

/// How the names of archives end; they are as little told by what is behind their last dot as by what they hold.
const ARCHIVES: &[&str] = &[".warc", ".warc.gz", ".warc.zst"];

/// Whether this process was started to extract pages for another one: the one argument that no help tells of.
pub(crate) fn is_worker() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.next().is_some_and(|it| it == worker::ARGUMENT) && arguments.next().is_none()
}

/// Extracts pages for another process until that ends.
pub(crate) fn work() -> ExitCode {
    match worker::serve() {
        Ok(()) => ExitCode::SUCCESS,
        // The pipe is gone, so there is nobody to tell.
        Err(_) => ExitCode::FAILURE,
    }
}

/// Which pages of archives are read.
pub(crate) fn pages(all: bool) -> Pages {
    if all { Pages::All } else { Pages::News }
}

/// How inputs are read. `timeout` is how long an address may take.
pub(crate) fn options(hint: Hint, timeout: Duration) -> Options {
    let limits = Limits { fetch_time: timeout, ..Limits::default() };
    let limits = Limits { connect_time: limits.connect_time.min(timeout), ..limits };
    Options { hint, limits, worker: std::env::current_exe().ok().map(Into::into), ..Options::default() }
}

/// As [`options`], for addresses that others give: of public servers, and of hosts that the operator allows.
pub(crate) fn options_for_others(hosts: Vec<Allowed>, timeout: Duration) -> Options {
    let public = Public { hosts, ..Public::default() };
    Options { reach: Reach::Public(public), ..options(Hint::default(), timeout) }
}

/// What the arguments name, in their order: folders and patterns replaced by the files in them, in the order of their
/// names, and lists by the addresses in them.
pub(crate) fn named(arguments: &[String]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for argument in arguments {
        match kind(argument) {
            Kind::List(path) => inputs.extend(ingest::list(path, &Limits::default())),
            Kind::Pattern => matching(argument, &mut inputs),
            Kind::One(input) => add(input, &mut inputs),
        }
    }
    inputs
}

/// Whether a name is that of an address.
pub(crate) fn is_address(name: &str) -> bool {
    matches!(Input::named(name), Input::Url(_))
}

/// Whether an argument names something on this machine.
pub(crate) fn is_file(argument: &str) -> bool {
    matches!(Input::named(argument), Input::File(_))
}

/// Whether an argument stands for any number of inputs: a folder, a pattern or a list.
pub(crate) fn is_many(argument: &str) -> bool {
    match kind(argument) {
        Kind::List(_) | Kind::Pattern => true,
        Kind::One(input) => matches!(input, Input::File(path) if path.is_dir()),
    }
}

/// What an argument means. A file that is there is always itself, whatever signs its name has.
enum Kind<'a> {
    One(Input),
    /// `@FILE`: the addresses in it.
    List(&'a Path),
    /// `reports/*.html`, for shells that expand none and for patterns in quotation marks.
    Pattern,
}

fn kind(argument: &str) -> Kind<'_> {
    match Input::named(argument) {
        Input::File(path) if !path.exists() => match argument.strip_prefix('@') {
            Some(list) if !list.is_empty() => Kind::List(Path::new(list)),
            _ if argument.contains(['*', '?', '[']) => Kind::Pattern,
            _ => Kind::One(Input::File(path)),
        },
        input => Kind::One(input),
    }
}

fn add(input: Input, inputs: &mut Vec<Input>) {
    match input {
        Input::File(path) if path.is_dir() => walk(&path, inputs),
        input => inputs.push(input),
    }
}

/// The files and folders that a pattern matches, by name; hidden ones only where it names the dot, as in shells.
fn matching(pattern: &str, inputs: &mut Vec<Input>) {
    let fault = |why: &str| Input::None(Error::new(ErrorKind::Unreadable, pattern, why));
    let rules = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::default() };
    let found = match glob::glob_with(pattern, rules) {
        Ok(found) => found,
        Err(error) => return inputs.push(fault(&format!("no file of this name, and no pattern: {}", error.msg))),
    };
    let mut paths = Vec::new();
    for entry in found {
        match entry {
            Ok(path) => paths.push(path),
            // A folder that may not be read is told of, and the others are read.
            Err(error) => {
                let item = error.path().display().to_string();
                inputs.push(Input::None(Error::new(
                    ErrorKind::Unreadable,
                    &item,
                    &format!("cannot be read: {}", error.error()),
                )));
            }
        }
    }
    if paths.is_empty() {
        inputs.push(fault("no file matches"));
    }
    paths.sort();
    paths.into_iter().for_each(|path| add(Input::File(path), inputs));
}

/// Whether this file is among the inputs, by whatever name.
pub(crate) fn holds(inputs: &[Input], file: &Path) -> bool {
    let Ok(wanted) = file.canonicalize() else { return false };
    let same = |path: &Path| path.canonicalize().is_ok_and(|path| path == wanted);
    wanted.is_file() && inputs.iter().any(|input| matches!(input, Input::File(path) if same(path)))
}

/// The items of an input in order; for one that cannot be read, its name and why.
pub(crate) fn open(input: &Input, options: &Options) -> impl Iterator<Item = Result<Item, Failed>> {
    ingest::items(input, options).map(|item| item.map_err(Failed::from))
}

/// What was passed over in archives, in one line; nothing where nothing was.
pub(crate) fn passed_over(tally: &Tally) -> Option<String> {
    (!tally.is_empty()).then(|| format!("passed over: {tally}"))
}

/// The document of an item, or why there is none.
pub(crate) fn document(extractor: &mut Extractor, item: Item) -> Result<Document, Failed> {
    extractor.document(item).map_err(Failed::from)
}

/// An item that could not be read. Displays as one line.
#[derive(Debug)]
pub(crate) struct Failed {
    /// A file, a line of one, an address, or `-`.
    pub(crate) name: String,
    /// Where in it, and why.
    pub(crate) why: String,
}

impl From<ingest::Error> for Failed {
    fn from(error: ingest::Error) -> Self {
        Self { name: error.item().to_owned(), why: error.reason().to_owned() }
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.why)
    }
}

/// A document of plain text.
pub(crate) fn plain(text: &str, hint: &Hint) -> Document {
    ingest::text(text, hint)
}

/// Whether opening a path could wait for ever: a pipe, a socket or a device. Whoever names one means it; a folder
/// may hold one by chance.
fn waits(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir())
}

/// The reports in a folder and the folders in it, by name; hidden ones are left out, and so are pipes and devices.
fn walk(folder: &Path, inputs: &mut Vec<Input>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        // Opening it as a file later says what is wrong.
        inputs.push(Input::File(folder.to_owned()));
        return;
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        // A link to a folder could lead round in a circle.
        if hidden || (path.is_dir() && path.is_symlink()) {
            continue;
        }
        let is = |among: &[&str]| {
            path.extension().is_some_and(|extension| among.iter().any(|it| extension.eq_ignore_ascii_case(it)))
        };
        let archive = || {
            let name = path.file_name().map(|it| it.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
            ARCHIVES.iter().any(|end| name.ends_with(end))
        };
        if path.is_dir() {
            walk(&path, inputs);
        } else if !waits(&path) && (is(EXTENSIONS) || archive() || (is(FEEDS) && ingest::is_feed(&path))) {
            inputs.push(Input::File(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own with these files, empty but for feeds.
    fn folder(name: &str, files: &[&str]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sayso-inputs-{name}-{}", std::process::id()));
        for file in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, if file.contains("feed") { "<rss></rss>" } else { "" }).expect("a file");
        }
        folder
    }

    fn names(folder: &Path, argument: &str) -> Vec<String> {
        let prefix = format!("{}/", folder.display());
        let inputs = named(&[format!("{prefix}{argument}")]);
        inputs.iter().map(|it| it.name().replace(&prefix, "")).collect()
    }

    #[test]
    fn patterns_match_what_shells_match() {
        let folder =
            folder("patterns", &["b.txt", "a.txt", "c.html", ".hidden.txt", "[1].txt", "sub/d.txt", "sub/e.png"]);
        assert_eq!(names(&folder, "*.txt"), ["[1].txt", "a.txt", "b.txt"]);
        assert_eq!(names(&folder, "[ab].txt"), ["a.txt", "b.txt"]);
        assert_eq!(names(&folder, "?.html"), ["c.html"]);
        assert_eq!(names(&folder, "s*"), ["sub/d.txt"], "a folder is searched for reports");
        assert_eq!(names(&folder, "**/*.txt"), ["[1].txt", "a.txt", "b.txt", "sub/d.txt"]);
        assert_eq!(names(&folder, "[1].txt"), ["[1].txt"], "a file that is there is itself");
        for (pattern, why) in [("*.pdf", "no file matches"), ("[.txt", "no file of this name, and no pattern: ")] {
            let inputs = named(&[format!("{}/{pattern}", folder.display())]);
            assert!(matches!(&inputs[..], [Input::None(error)] if error.reason().starts_with(why)), "{inputs:?}");
        }
        std::fs::remove_dir_all(folder).expect("the folder");
    }

    #[test]
    fn folders_are_searched_for_feeds_and_archives_and_lists_are_opened() {
        let files = [
            "feed.xml",
            "map.xml",
            "feed.RSS",
            "a.txt",
            "b.WARC",
            "b.warc.gz",
            "b.warc.zst",
            "b.gz",
            "warc",
            "l/list.txt",
            "l/@odd.txt",
        ];
        let folder = folder("feeds", &files);
        let found = ["a.txt", "b.WARC", "b.warc.gz", "b.warc.zst", "feed.RSS", "feed.xml", "l/@odd.txt", "l/list.txt"];
        assert_eq!(names(&folder, ""), found);
        let list = folder.join("l/list.txt");
        std::fs::write(&list, "https://elsbypost.example/a\n").expect("a file");
        let argument = format!("@{}", list.display());
        assert_eq!(named(std::slice::from_ref(&argument)), [Input::Url("https://elsbypost.example/a".into())]);
        assert!(is_many(&argument) && is_many("*.none") && is_many(&folder.display().to_string()));
        assert!(!is_many("-") && !is_many("none.txt") && !is_many("https://elsbypost.example/?a=[1]"));
        std::fs::remove_dir_all(folder).expect("the folder");
    }
}
