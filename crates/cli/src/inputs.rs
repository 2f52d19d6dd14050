//! Names of inputs to streams of documents: the only contact with ingest.

use sayso::ingest::{self, Hint};
use sayso::types::Document;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What in a folder is taken for a report; a file that is named itself is read whatever it is called.
const EXTENSIONS: &[&str] = &["txt", "text", "html", "htm", "xhtml", "jsonl", "ndjson"];

/// Something to read.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// What is the same for every input.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// What the caller knows of the reports.
    pub(crate) hint: Hint,
    /// Seconds until a web address is given up.
    pub(crate) timeout: u16,
}

/// Whether this process was started to extract pages for another one.
pub(crate) fn is_worker() -> bool {
    false
}

/// Extracts pages for another process until that ends.
pub(crate) fn work() -> ExitCode {
    ExitCode::SUCCESS
}

/// What the arguments name, folders replaced by the files in them, in the order of their names.
pub(crate) fn named(arguments: &[String]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            walk(path, &mut inputs);
        } else {
            inputs.push(Input::File(path.to_owned()));
        }
    }
    inputs
}

/// The documents of an input in order, or for each item that cannot be read a line that names it and says why.
pub(crate) fn open(input: &Input, options: &Options) -> Box<dyn Iterator<Item = Result<Document, String>>> {
    let (name, bytes) = match input {
        Input::File(path) => (path.display().to_string(), fs::read(path)),
        Input::Stdin => {
            let mut bytes = Vec::new();
            ("-".to_owned(), std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes))
        }
    };
    let _ = options.timeout;
    let document = bytes.map_err(|error| error.to_string()).and_then(|bytes| {
        let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
        if text.trim().is_empty() {
            return Err("is empty".to_owned());
        }
        Ok(plain(&text, &Hint { name: name.clone(), ..options.hint.clone() }))
    });
    Box::new(std::iter::once(document.map_err(|why| format!("{name}: {why}"))))
}

/// A document of plain text.
pub(crate) fn plain(text: &str, hint: &Hint) -> Document {
    ingest::text(text, hint)
}

/// The reports in a folder and the folders in it, by name; hidden ones are left out.
fn walk(folder: &Path, inputs: &mut Vec<Input>) {
    let Ok(entries) = fs::read_dir(folder) else {
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
        } else if path.extension().is_some_and(known) {
            inputs.push(Input::File(path));
        }
    }
}
