//! `sayso read`.

use super::{FAILED, INTERRUPTED, PARTLY, versions};
use crate::args::{Figures, Format, ReadArgs, Stream};
use crate::config::{self, Config, Weights};
use crate::formats::{gdelt, plover};
use crate::inputs;
use crate::output::{self, Output};
use crate::pipeline::{self, Done, Results};
use crate::stats::Stats;
use crate::view::{self, View};
use crate::watch::{Progress, Watch};
use anyhow::Result;
use sayso::Reader;
use sayso::ingest::{Hint, Options, Tally};
use sayso::read::figure::Scope;
use sayso::types::Document;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// Columns where there is no terminal to ask.
const DEFAULT_WIDTH: usize = 100;

/// Reads the inputs and writes what is asked for.
///
/// # Errors
/// If the output cannot be written, or the configuration read. An item that cannot be read is no error: it is reported,
/// the run goes on, and the exit code says so.
pub(super) fn read(args: ReadArgs, weights: Option<Weights>) -> Result<ExitCode> {
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        return super::help_of("read");
    }
    let config = config::load()?;
    let named = if args.inputs.is_empty() { vec!["-".to_owned()] } else { args.inputs.clone() };
    let inputs = inputs::named(&named);
    // A folder may hold many reports, so what it gives is an array even if it holds one.
    let several = named.len() > 1 || named.iter().any(|name| inputs::is_many(name));
    let threads = usize::from(args.threads.unwrap_or(config.threads.value));
    if args.stream.is_some() && args.format != Format::Gdelt {
        anyhow::bail!("--stream: only --format gdelt has streams");
    }
    let streams = streams(&args);
    let files = files(&args, &streams);
    if let Some(path) = files.iter().find(|path| inputs::holds(&inputs, path)) {
        anyhow::bail!("{}: is an input too, and writing would erase it", path.display());
    }
    let color = args.color.unwrap_or(config.color.value);
    let out = Output::open(files.first().map(PathBuf::as_path), color)?;
    let beside = files.iter().skip(1).map(|path| Output::open(Some(path), color)).collect::<Result<_>>()?;
    let options = options(&args, &config);
    let tally = options.tally.clone();
    let watch = Watch::new(inputs.len(), args.output.is_some() || !out.is_terminal(), tally.clone())?;
    let run = Run {
        frame: Frame { format: args.format, several, color: out.color(), held: None, written: 0 },
        out,
        beside,
        failed: 0,
        tally,
    };
    let mut reader = weights.unwrap_or_else(|| config.weights.value.clone()).reader()?.figures(scope(&args));
    if let Some(path) = args.parties.as_ref().or(config.parties.value.as_ref()) {
        reader = reader.parties(config::parties(path)?);
    }
    let (stats, tally) = (Stats::new(), run.tally.clone());
    let work = worker(reader, stats.clone(), args.format, streams, run.frame.color, width(&args, &config));
    let code = run.all(watch, &pipeline::start(inputs, options, threads, &stats, work))?;
    args.json_stats.as_deref().map_or(Ok(()), |to| stats.write(to, threads, &tally))?;
    Ok(code)
}

fn options(args: &ReadArgs, config: &Config) -> Options {
    let hint = Hint {
        title: args.title.clone(),
        url: args.url.clone(),
        outlet: args.outlet.clone(),
        published: args.published,
        ..Hint::default()
    };
    let seconds = args.timeout.unwrap_or(config.timeout.value);
    let pages = inputs::pages(args.all_pages);
    Options { follow: args.follow, pages, ..inputs::options(hint, Duration::from_secs(u64::from(seconds))) }
}

/// What is written of GDELT's streams.
fn streams(args: &ReadArgs) -> Vec<Stream> {
    match args.stream {
        Some(stream) => vec![stream],
        // Standard output has room for one.
        None if args.output.is_none() => vec![Stream::Events],
        None => Stream::ALL.to_vec(),
    }
}

/// The files to write; none for standard output.
fn files(args: &ReadArgs, streams: &[Stream]) -> Vec<PathBuf> {
    let Some(path) = &args.output else { return Vec::new() };
    if args.format != Format::Gdelt || args.stream.is_some() {
        return vec![path.clone()];
    }
    let beginning = if path.is_dir() { path.join("sayso") } else { path.clone() };
    let named = |stream: &Stream| {
        let mut name = beginning.clone().into_os_string();
        name.push(stream.ending());
        PathBuf::from(name)
    };
    streams.iter().map(named).collect()
}

fn scope(args: &ReadArgs) -> Scope {
    match args.figures {
        Figures::News => Scope::News,
        Figures::Quantities => Scope::Quantities,
        Figures::All => Scope::Everything,
    }
}

fn width(args: &ReadArgs, config: &Config) -> usize {
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let set = args.width.or(config.width.value).map(usize::from);
    set.or_else(terminal).unwrap_or(DEFAULT_WIDTH).max(20)
}

/// What is done with a document, on any thread.
fn worker(
    reader: Reader,
    stats: Stats,
    format: Format,
    streams: Vec<Stream>,
    color: bool,
    width: usize,
) -> impl Fn(&Document) -> Piece + Send + Sync {
    move |document| {
        let (reading, resolution) = stats.read(&reader, document);
        let record = || sayso_wire::record(document, &reading, &resolution, versions(&reader));
        let mut beside = Vec::new();
        let written = match format {
            Format::Text => view::text::render(&View::new(document, &reading, &resolution), color, width),
            Format::Html => view::html::report(&View::new(document, &reading, &resolution)),
            Format::Json | Format::Jsonl => {
                let json = if format == Format::Json {
                    serde_json::to_string_pretty(&record())
                } else {
                    serde_json::to_string(&record())
                };
                json.expect("a record has string keys and numbers alone")
            }
            Format::Plover => plover::lines(&record()),
            Format::Gdelt => {
                let rows = gdelt::rows(&record());
                beside.extend(streams.iter().map(|stream| match stream {
                    Stream::Events => rows.events.clone(),
                    Stream::Mentions => rows.mentions.clone(),
                    Stream::Gkg => rows.gkg.clone(),
                }));
                beside.remove(0)
            }
        };
        Piece { title: document.masthead.title.clone().unwrap_or_default(), written, beside }
    }
}

/// A report as it is written.
struct Piece {
    title: String,
    written: String,
    /// What goes to further files, in their order.
    beside: Vec<String>,
}

/// One run over all inputs.
struct Run {
    frame: Frame,
    out: Output,
    /// Further files, where a format has several.
    beside: Vec<Output>,
    failed: usize,
    /// What is passed over in archives.
    tally: Tally,
}

impl Run {
    fn all(mut self, mut watch: Watch, inputs: &Receiver<Results<Piece>>) -> Result<ExitCode> {
        let stopped = watch.each(inputs, |done, progress| self.item(done, progress))?;
        let end = self.frame.end();
        self.out.write(&end)?;
        inputs::passed_over(&self.tally).iter().for_each(|line| output::complain(line));
        if stopped {
            output::complain(&format!("interrupted; {} reports are written", self.frame.written));
            return Ok(INTERRUPTED.into());
        }
        if self.frame.written == 0 && self.failed == 0 {
            output::complain("nothing to read: no report among the inputs");
        }
        Ok(match (self.frame.written, self.failed) {
            (0, _) => FAILED.into(),
            (_, 0) => ExitCode::SUCCESS,
            _ => PARTLY.into(),
        })
    }

    fn item(&mut self, done: Done<Piece>, progress: &Progress) -> Result<usize> {
        match done {
            Ok((_, mut piece)) => {
                for (out, rows) in self.beside.iter_mut().zip(std::mem::take(&mut piece.beside)) {
                    out.write(&rows)?;
                }
                let piece = self.frame.piece(piece);
                progress.aside(|| self.out.write(&piece))?;
            }
            Err(failed) => {
                self.failed += 1;
                progress.aside(|| output::complain(&failed.to_string()));
            }
        }
        Ok(self.frame.written)
    }
}

/// What stands before, between and after the reports in each format.
struct Frame {
    format: Format,
    several: bool,
    color: bool,
    /// A JSON record that is the only one so far: alone it is an object, with others it opens an array.
    held: Option<String>,
    written: usize,
}

impl Frame {
    /// What to write for the next report.
    fn piece(&mut self, Piece { title, written: piece, .. }: Piece) -> String {
        let first = self.written == 0;
        self.written += 1;
        match self.format {
            Format::Jsonl => piece + "\n",
            Format::Text if first => piece,
            Format::Gdelt | Format::Plover => piece,
            Format::Text => view::text::between(self.color) + &piece,
            Format::Html if first => view::html::head(&title) + &piece,
            Format::Html => piece,
            Format::Json if first && !self.several => {
                self.held = Some(piece);
                String::new()
            }
            Format::Json if first => format!("[\n{piece}"),
            Format::Json => match self.held.take() {
                Some(held) => format!("[\n{held},\n{piece}"),
                None => format!(",\n{piece}"),
            },
        }
    }

    /// What to write after the last.
    fn end(&mut self) -> String {
        match self.format {
            Format::Html if self.written > 0 => view::html::FOOT.to_owned(),
            Format::Json => match self.held.take() {
                Some(held) => held + "\n",
                None if self.written > 0 => "\n]\n".to_owned(),
                None if self.several => "[]\n".to_owned(),
                None => String::new(),
            },
            _ => String::new(),
        }
    }
}
