//! What can be typed. Parsing does nothing but parse; `config` and `commands` say what it means.

mod bench;
mod ledger;
mod serve;

pub(crate) use bench::BenchArgs;
pub(crate) use ledger::*;
pub(crate) use serve::ServeArgs;

use crate::score::Kind;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum, builder::styling};
use clap_complete::Shell;
use sayso::types::Timestamp;
use serde::Deserialize;
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0    everything was read
  1    some items could not be read; the others were
  2    usage error, or nothing could be read
  130  interrupted; what was done by then is written";

const READ_EXAMPLES: &str = "\
Examples:
  sayso read report.html                       show one report with who says what
  sayso read https://example.org/report        fetch and show it
  sayso read - < report.txt                    read standard input
  sayso read --follow https://example.org/feed.xml
                                               read every page that a feed links to
  sayso read --format jsonl @addresses.txt 'saved/*.html' > records.jsonl
                                               read a list of addresses, and files by a pattern
  sayso read --format html -o report-read.html report.html
                                               write one self-contained page, for print or mail
  sayso read --format jsonl -j 4 reports/ more.jsonl > records.jsonl
                                               read a folder and a JSON Lines file, one record a line
  sayso read --format jsonl CC-NEWS-20260304.warc.gz > records.jsonl
                                               read the news pages of an archive, one record a line
  sayso read --format gdelt -o out/march reports/
                                               write out/march.export.CSV, out/march.mentions.CSV and out/march.gkg.csv
  sayso read --format gdelt --stream gkg report.html
                                               print one of them
  sayso read --format plover reports/ > events.jsonl
                                               one event a line, with status and on whose word
  sayso read --published 2026-03-04 --outlet 'The Harbour Post' report.txt
                                               tell what the file itself does not";

const SCORE_EXAMPLES: &str = "\
Examples:
  sayso score crates/cli/tests/gold                     the reader against the gold records of this repository
  sayso score gold predictions/                         score records that something else wrote
  sayso score gold --json                               the same table for programs
  sayso score gold --errors statements | less           every statement that is missed, wrong or too much
  sayso score gold --swap data/swaps.tsv                how many statements depend on who is named
  sayso score --pairs                                   how well a ledger finds what belongs together

A gold folder holds text/DOC.txt, records/DOC.json and index.json (doc, published, title, url).";

const CONFIG_EXAMPLES: &str = "\
The first of these files that exists is used, alone:
  ./sayso.toml
  $XDG_CONFIG_HOME/sayso/config.toml (else ~/.config/sayso/config.toml)

Keys, with the environment variable that overrides each, and the flag that overrides both:
  color   = \"auto\"   SAYSO_COLOR     --color     auto, always or never
  width   = 100      SAYSO_WIDTH     --width     columns of the terminal view
  threads = 4        SAYSO_THREADS   --threads   reports read at once
  timeout = 30       SAYSO_TIMEOUT   --timeout   seconds until a web address is given up
  weights = \"own\"    SAYSO_WEIGHTS   --weights   file of the encoder's weights, own or none
  parties = \"my.tsv\" SAYSO_PARTIES   --parties   table of names and codes that goes before the built-in ones
  ledger  = \"my.ledger\" SAYSO_LEDGER  --ledger    ledger that is added to and asked

Example:
  sayso config                                 print the file in use, and every value with its origin";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  sayso completions bash > ~/.local/share/bash-completion/completions/sayso
  sayso completions fish > ~/.config/fish/completions/sayso.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  sayso man > /usr/local/share/man/man1/sayso.1
  sayso man read | man -l -                    read it at once";

/// Reads news reports and writes down on whose word everything in them rests
///
/// From a report it records statements (who said, wrote or thinks what, in whose words, when), events (who did what to
/// whom, told as done, planned, possible or denied) and figures (how many, of what), each tied to the exact words it was read from and to the source it is attributed to, or to the report's own
/// voice. It says who said it, never whether it is true.
#[derive(Debug, Parser)]
#[command(name = "sayso", styles = STYLES, after_help = EXIT_CODES, arg_required_else_help = true, disable_version_flag = true)]
pub(crate) struct Cli {
    /// Print the versions of the reader, its weights and its data
    #[arg(short = 'V', long, global = true)]
    pub(crate) version: bool,
    /// Weights of the encoder: a file, or none to read with rules alone [default: those the program carries]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) weights: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read reports, and show or write what stands in them
    ///
    /// Files may be HTML, plain text, JSON Lines (objects with "text" or "html", and "id", "title", "published", "url",
    /// "outlet" where known), feeds (RSS, Atom, JSON Feed: a report an entry), or WARC archives, plain or compressed with gzip
    /// or zstd (a report a page, of those that are news). A folder means every such file in it and its folders, a pattern
    /// such as 'reports/*.html' every file it matches, and @FILE the addresses in a text file, one a line; lines that begin
    /// with # are passed over. With no INPUT, standard input is read. A server is asked once a second at most.
    #[command(after_help = format!("{READ_EXAMPLES}\n\n{EXIT_CODES}"))]
    Read(ReadArgs),
    /// Read reports into a ledger, where they stand side by side
    ///
    /// A report that is there already is not read again; a changed page makes a new version; a run that was interrupted or killed goes
    /// on by itself when the same inputs are added again.
    #[command(after_help = format!("{}\n\n{EXIT_CODES}", ledger::ADD_EXAMPLES))]
    Add(AddArgs),
    /// Search a ledger: who said it, who did it, how many, where it stands
    #[command(after_help = ledger::SEARCH_EXAMPLES)]
    Search(SearchArgs),
    /// What a person or body said, first and last, and to whom
    #[command(after_help = ledger::WHO_EXAMPLES)]
    Who(WhoArgs),
    /// Events of a ledger: who did what to whom
    #[command(after_help = ledger::EVENTS_EXAMPLES)]
    Events(EventsArgs),
    /// Figures of a ledger, those that differ, and one figure over time
    #[command(after_help = ledger::FIGURES_EXAMPLES)]
    Figures(FiguresArgs),
    /// One quotation in several reports: who had it first, what was cut or changed
    #[command(after_help = ledger::QUOTATIONS_EXAMPLES)]
    Quotations(TogetherArgs),
    /// Reports about the same happenings
    #[command(after_help = ledger::STORIES_EXAMPLES)]
    Stories(TogetherArgs),
    /// Write a ledger for other programs
    #[command(after_help = ledger::EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Take corrections back: brat's standoff or records
    ///
    /// What differs from the reading in force is kept as a decision above whatever a reader says, now and later.
    Import(ImportArgs),
    /// The words in their place
    Show(ShowArgs),
    /// Ask a ledger in SQL, without changing it
    #[command(after_help = ledger::SQL_EXAMPLES)]
    Sql(SqlArgs),
    /// What could not be read into a ledger
    Errors(ErrorsArgs),
    /// Who is who in a ledger: find, merge and split people, bodies and places
    #[command(after_help = ledger::PARTIES_EXAMPLES)]
    Parties(PartiesArgs),
    /// Open the desk: read, check and search in a browser, and an HTTP API for programs
    ///
    /// It listens on this machine alone, and fetches for its users no address of a private network.
    #[command(after_help = serve::SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Measure the reader, or a folder of predictions, against gold records
    ///
    /// Prints precision, recall and F1 of statements, events and figures, and how often each of their fields is right.
    #[command(after_help = SCORE_EXAMPLES)]
    Score(ScoreArgs),
    /// Measure how fast reports are read on this machine, and what the time goes to
    #[command(after_help = bench::BENCH_EXAMPLES)]
    Bench(BenchArgs),
    /// Print which configuration file is used, and the values in force with their origins
    #[command(after_help = CONFIG_EXAMPLES)]
    Config,
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of the program, or of one of its commands
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// The command; without it, the program as a whole
        command: Option<String>,
    },
}

/// Arguments of `sayso read`.
#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// Files, folders, patterns, http(s) addresses, @FILE for a list of addresses, or - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    /// Fetch the pages that the entries of feeds link to, and read those instead of the entries
    #[arg(long)]
    pub(crate) follow: bool,
    /// Read every page of archives, not news reports alone
    #[arg(long)]
    pub(crate) all_pages: bool,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Where to write it, instead of standard output; with --format gdelt, a folder or the beginning of three files' names
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// With --format gdelt, write this stream alone; without --output, events [default: all three]
    #[arg(long, value_enum, value_name = "STREAM")]
    pub(crate) stream: Option<Stream>,
    /// Day of publication (2026-03-04), whatever the input says
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<Timestamp>,
    /// Address of the report, whatever the input says
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// Who published it, whatever the input says
    #[arg(long)]
    pub(crate) outlet: Option<String>,
    /// Headline, whatever the input says
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Which numbers are figures
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = Figures::News)]
    pub(crate) figures: Figures,
    /// Table of parties and their codes (name, code, first and last day, between tabs) that goes before the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) parties: Option<PathBuf>,
    /// Colours in the terminal view; auto: on a terminal that shows them [default: auto]
    #[arg(long, value_enum, value_name = "WHEN")]
    pub(crate) color: Option<Color>,
    /// Columns of the terminal view [default: those of the terminal, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,
    /// How many reports to read at once [default: one a core]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Seconds until a web address is given up [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub(crate) timeout: Option<u16>,
    /// At the end, write what was read, how fast, and what the time went to, as one line of JSON [default: to standard error]
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "-")]
    pub(crate) json_stats: Option<PathBuf>,
}

/// Arguments of `sayso score`.
#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    /// Folder of gold articles
    #[arg(value_name = "GOLD_FOLDER", required_unless_present = "pairs")]
    pub(crate) gold: Option<PathBuf>,
    /// Folder of DOC.json files to score, instead of reading; a file that is not there counts as empty
    #[arg(value_name = "PREDICTED_FOLDER")]
    pub(crate) predicted: Option<PathBuf>,
    /// Instead of reading, print how well a ledger puts together what belongs together (quotations, figures, events, stories, copies),
    /// on pairs of our own writing: those that thresholds were chosen on, and those held back
    #[arg(long, conflicts_with_all = ["gold", "predicted", "only", "json", "errors", "swap"])]
    pub(crate) pairs: bool,
    /// Score this article alone; may be given several times
    #[arg(long, value_name = "DOC")]
    pub(crate) only: Vec<String>,
    /// Print the table as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print each record of this kind that is missed, wrong or too much
    #[arg(long, value_enum, value_name = "KIND", conflicts_with = "json")]
    pub(crate) errors: Option<Kind>,
    /// Read each text twice, as it stands and with the words of this table exchanged (Clinton and Trump, he and she), and
    /// print the share of statements that change in anything else
    #[arg(long, value_name = "PAIRS", conflicts_with = "predicted")]
    pub(crate) swap: Option<PathBuf>,
}

/// What `sayso read` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The report with its statements marked, who speaks, figures and what differs
    Text,
    /// The record sayso/1: one object for one report, else an array
    Json,
    /// The record sayso/1, one a line
    Jsonl,
    /// One self-contained page with what `text` shows
    Html,
    /// GDELT 2 rows: events, mentions and knowledge graph (see --stream)
    Gdelt,
    /// PLOVER 1.3 events as JSON, one a line, with status and source
    Plover,
}

/// One of GDELT's three streams of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stream {
    /// 61 columns: a row for each event told as occurred
    Events,
    /// 16 columns: a row for each sentence that tells such an event
    Mentions,
    /// 27 columns: a row for each report, with quotations, figures, names and places
    Gkg,
}

impl Stream {
    /// Every stream, in the order in which they are written.
    pub(crate) const ALL: [Self; 3] = [Self::Events, Self::Mentions, Self::Gkg];

    /// How its files end.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Events => ".export.CSV",
            Self::Mentions => ".mentions.CSV",
            Self::Gkg => ".gkg.csv",
        }
    }
}

/// Which numbers `sayso read` takes for figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Figures {
    /// What counts or measures something in the world
    News,
    /// As well ages, "one", and times that only place an event
    Quantities,
    /// Every number, dates and those in names too
    All,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Color {
    /// On a terminal that shows them
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

const STYLES: styling::Styles = styling::Styles::styled()
    .header(styling::AnsiColor::Green.on_default().bold())
    .usage(styling::AnsiColor::Green.on_default().bold())
    .literal(styling::AnsiColor::Cyan.on_default().bold())
    .placeholder(styling::AnsiColor::Cyan.on_default());

/// The command line; prints help or a usage error and ends the program where it is none.
pub(crate) fn parse() -> Cli {
    Cli::parse()
}

/// The grammar of the command line, for completions and help.
pub(crate) fn grammar() -> clap::Command {
    Cli::command()
}

fn date(text: &str) -> Result<Timestamp, String> {
    sayso::date(text).ok_or_else(|| "not a day written like 2026-03-04".to_owned())
}

/// A day as it was typed, once it is one.
fn day(text: &str) -> Result<String, String> {
    date(text).map(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_grammar_holds_together() {
        super::grammar().debug_assert();
    }
}
