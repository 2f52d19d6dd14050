//! From what is typed to documents: the only contact with ingest.

use sayso::ingest::{self, Hint, Input, Limits, Options, worker};
use sayso::types::Document;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

pub(crate) use sayso::ingest::{Extractor, Item};

/// What in a folder is taken for a report; a file that is named itself is read whatever it is called.
const EXTENSIONS: &[&str] = &["txt", "text", "html", "htm", "xhtml", "shtml", "jsonl", "ndjson", "jsonlines", "json"];

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

/// How inputs are read. `timeout` is how long an address may take.
pub(crate) fn options(hint: Hint, timeout: Duration) -> Options {
    let limits = Limits { fetch_time: timeout, ..Limits::default() };
    let limits = Limits { connect_time: limits.connect_time.min(timeout), ..limits };
    Options { hint, limits, worker: std::env::current_exe().ok(), ..Options::default() }
}

/// What the arguments name, folders replaced by the files in them, in the order of their names.
pub(crate) fn named(arguments: &[String]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for argument in arguments {
        match Input::named(argument) {
            Input::File(path) if path.is_dir() => walk(&path, &mut inputs),
            input => inputs.push(input),
        }
    }
    inputs
}

/// Whether this file is among the inputs, by whatever name.
pub(crate) fn holds(inputs: &[Input], file: &Path) -> bool {
    let Ok(wanted) = file.canonicalize() else { return false };
    let same = |path: &Path| path.canonicalize().is_ok_and(|path| path == wanted);
    wanted.is_file() && inputs.iter().any(|input| matches!(input, Input::File(path) if same(path)))
}

/// The items of an input in order; for one that cannot be read, a line that names it and says why.
pub(crate) fn open(input: &Input, options: &Options) -> impl Iterator<Item = Result<Item, String>> {
    ingest::items(input, options).map(|item| item.map_err(|error| error.to_string()))
}

/// The document of an item, or a line that names it and says why there is none.
pub(crate) fn document(extractor: &mut Extractor, item: Item) -> Result<Document, String> {
    extractor.document(item).map_err(|error| error.to_string())
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
        let known = |extension: &std::ffi::OsStr| EXTENSIONS.iter().any(|it| extension.eq_ignore_ascii_case(it));
        if path.is_dir() {
            walk(&path, inputs);
        } else if path.extension().is_some_and(known) && !waits(&path) {
            inputs.push(Input::File(path));
        }
    }
}
