//! `sayso score`: the reader, or a folder of predictions, against a folder of gold records.
//!
//! A gold folder holds `text/DOC.txt`, `records/DOC.json`, and `index.json` with each article's publication date, title
//! and address. What is matched with what, and what counts as right:
//!
//! | record | matched, one to one, best first | fields |
//! | --- | --- | --- |
//! | statement | letters and digits of the contents, intersection over union ≥ 0.5 | source: spans overlap; speaker: same name; `within`: the matched one |
//! | event | same type, in the same sentence; overlapping triggers first | names: same, or mentions overlap; modes: one in common; where: one holds the other |
//! | figure | spans share a letter or digit | value: both ends within 0.1 %; attributed to: the matched statement |
//!
//! Everything else is right where it is equal. *full* means, for statements, source and speaker right; for events, type,
//! status, actors and recipients; for figures, value, unit and attribution. Gold against gold gives 1.000 everywhere.
//! Of matched events, a matrix tells how each gold status came out, and a last line how much that did not happen came out as
//! occurred. `swap` needs no gold records: it compares the reader with itself.

mod annotations;
mod compare;
mod errors;
mod names;
mod status;
mod swap;
mod tally;
pub(crate) mod text;

pub(crate) use errors::Kind;

use crate::inputs;
use annotations::Annotations;
use anyhow::{Context as _, Result, bail};
use sayso::Reader;
use sayso::ingest::Hint;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use tally::Tally;
use text::Text;

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, Deserialize)]
struct Entry {
    doc: String,
    published: Option<String>,
    title: Option<String>,
    url: Option<String>,
}

/// What to score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct What<'a> {
    pub(crate) gold: &'a Path,
    /// Predictions; without them the reader reads.
    pub(crate) predicted: Option<&'a Path>,
    /// The articles to score; all if empty.
    pub(crate) only: &'a [String],
    /// Pairs of words: what the reader finds is compared with what it finds once they are exchanged.
    pub(crate) swap: Option<&'a Path>,
}

/// What to print.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Show {
    /// The table.
    Table,
    /// The table as JSON.
    Json,
    /// Every record of a kind that is missed, wrong or too much.
    Errors(Kind),
}

/// Scores a gold folder, and returns what is to be printed.
///
/// # Errors
/// If a file is absent or unreadable, or a span lies outside its text; the message names the file.
pub(crate) fn score(What { gold, predicted, only, swap }: What<'_>, reader: &Reader, show: Show) -> Result<String> {
    let index = index(gold)?;
    let mut articles = articles(gold)?;
    if let Some(unknown) = only.iter().find(|doc| !articles.contains(doc)) {
        bail!("{unknown}: no such article in {}", gold.join("records").display());
    }
    articles.retain(|doc| only.is_empty() || only.contains(doc));
    if let Some(pairs) = swap {
        return swap::score(pairs, (gold, &articles), &index, reader, show);
    }
    let (mut tally, mut faults) = (Tally::default(), String::new());
    for doc in &articles {
        let words = read_text(&gold.join("text").join(format!("{doc}.txt")))?;
        let text = Text::new(&words);
        let ours = annotations(&gold.join("records").join(format!("{doc}.json")), &text)?;
        let theirs = match predicted {
            None => read_with(reader, &words, doc, index.get(doc))?,
            Some(folder) => {
                let file = folder.join(format!("{doc}.json"));
                if file.exists() { annotations(&file, &text)? } else { Annotations::default() }
            }
        };
        let outcome = compare::article(&text, &ours, &theirs, &mut tally);
        if let Show::Errors(kind) = show {
            faults += &errors::list(kind, doc, &text, [&ours, &theirs], &outcome);
        }
    }
    Ok(match show {
        Show::Table => format!("{} articles\n{tally}", articles.len()),
        Show::Json => json(&tally)?,
        Show::Errors(_) => faults,
    })
}

/// The names of the articles, sorted.
fn articles(gold: &Path) -> Result<Vec<String>> {
    let folder = gold.join("records");
    let entries = fs::read_dir(&folder).with_context(|| format!("{}: no folder of gold records", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().into_string().unwrap_or_default();
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    if names.is_empty() {
        bail!("{}: holds no .json file", folder.display());
    }
    names.sort();
    Ok(names)
}

fn index(gold: &Path) -> Result<HashMap<String, Entry>> {
    let file = gold.join("index.json");
    if !file.exists() {
        return Ok(HashMap::new());
    }
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let entries: Vec<Entry> = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
    Ok(entries.into_iter().map(|it| (it.doc.clone(), it)).collect())
}

/// A text with line feeds alone between lines, which gold offsets count on.
fn read_text(file: &Path) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

fn annotations(file: &Path, text: &Text) -> Result<Annotations> {
    let json = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let read: Annotations = serde_json::from_str(&json).with_context(|| file.display().to_string())?;
    if let Some([start, end]) = read.fault(text.len()) {
        bail!(
            "{}: span [{start}, {end}] does not lie in the text, which has {} code points",
            file.display(),
            text.len()
        );
    }
    Ok(read)
}

/// What the reader finds, by way of the record that it writes.
fn read_with(reader: &Reader, words: &str, doc: &str, entry: Option<&Entry>) -> Result<Annotations> {
    let hint = Hint {
        id: Some(doc.to_owned()),
        name: doc.to_owned(),
        title: entry.and_then(|it| it.title.clone()),
        url: entry.and_then(|it| it.url.clone()),
        published: entry.and_then(|it| it.published.as_deref()).and_then(sayso::date),
        ..Hint::default()
    };
    let document = inputs::plain(words, &hint);
    let (reading, resolution) = reader.read(&document);
    let record = sayso_wire::record(&document, &reading, &resolution, crate::commands::versions(reader));
    Ok(serde_json::from_value(serde_json::to_value(record)?)?)
}

/// A table as the reference scorer's `--json` writes it: one space a level.
fn json(tally: &impl Serialize) -> Result<String> {
    let mut out = Vec::new();
    let format = serde_json::ser::PrettyFormatter::with_indent(b" ");
    tally.serialize(&mut serde_json::Serializer::with_formatter(&mut out, format))?;
    out.push(b'\n');
    Ok(String::from_utf8(out)?)
}

/// How well a ledger puts together what belongs together, on pairs of our own writing.
pub(crate) fn pairs() -> String {
    use sayso_ledger::compare::pairs::{Set, score};
    let mut out = String::from("                             pairs    P     R\n");
    for (set, name) in [(Set::Tune, "chosen on"), (Set::Hold, "held back")] {
        for it in score(set) {
            let row = format!("{:18} {name} {:5} {:.3} {:.3}\n", it.name, it.same, it.precision(), it.recall());
            out.push_str(&row);
        }
    }
    out
}
