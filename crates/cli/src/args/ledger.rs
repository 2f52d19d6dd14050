//! What can be typed of the commands that keep a ledger and ask it.

use super::{date, day};
use clap::{Args, Subcommand, ValueEnum};
use sayso::types::Timestamp;
use std::path::PathBuf;

pub(super) const ADD_EXAMPLES: &str = "\
Examples:
  sayso add reports/ more.jsonl                read a folder and a JSON Lines file into ./sayso.ledger
  sayso add --ledger news.ledger https://example.org/report
                                               fetch a page into a ledger of that name
  sayso add --follow https://example.org/feed.xml
                                               every report that a feed links to
  sayso add --ledger news.ledger CC-NEWS-20260304.warc.gz
                                               the news pages of an archive
  sayso add --ledger news.ledger reports/      the same again: what is known is not read again, what was left is
  sayso errors --ledger news.ledger            what could not be read, and why";

pub(super) const SEARCH_EXAMPLES: &str = "\
Examples:
  sayso search bridge                          everything that holds the word, newest first
  sayso search '\"beyond counting\" flood* -cost'
                                               words in order, a beginning, and a word that must not stand there
  sayso search --kind statement --speaker 'Mara Lindqvist' --from 2026-03-01 bridge
  sayso search --kind event --status future strike
  sayso search --format csv bridge > bridge.csv";

pub(super) const WHO_EXAMPLES: &str = "\
Examples:
  sayso who 'Mara Lindqvist'                   what she said, first and last, to whom
  sayso who Lindqvist                          everybody of that last name, each apart
  sayso who --oldest --limit 5 'Harbour Authority'";

pub(super) const EVENTS_EXAMPLES: &str = "\
Examples:
  sayso events --type protest --status occurred --from 2026-03-01
  sayso events --actor 'Harbour Authority' --recipient fishers
  sayso events strike --format jsonl";

pub(super) const FIGURES_EXAMPLES: &str = "\
Examples:
  sayso figures --differ                       figures about one thing that cannot both hold, with the factor
  sayso figures --over-time killed             how the told death toll grew, one list for each happening
  sayso figures --over-time --from 2026-03-01 --format csv cost > cost.csv";

pub(super) const QUOTATIONS_EXAMPLES: &str = "\
Examples:
  sayso quotations --speaker 'Mara Lindqvist'  each quotation that several reports have: who had it first, what was cut or changed
  sayso quotations bridge --format json";

pub(super) const STORIES_EXAMPLES: &str = "\
Examples:
  sayso stories                                reports about the same happenings, the latest first
  sayso stories bridge --from 2026-03-01";

pub(super) const EXPORT_EXAMPLES: &str = "\
Examples:
  sayso export parquet -o tables               documents.parquet, statements.parquet, …
  sayso export web-annotation > annotations.jsonl
  sayso export brat -o to-correct              correct it in brat, then: sayso import to-correct";

pub(super) const SQL_EXAMPLES: &str = "\
Examples:
  sayso sql 'SELECT outlet, count(*) FROM statements GROUP BY outlet ORDER BY 2 DESC'
  sayso sql \"SELECT speaker, words FROM statements WHERE manner = 'direct' LIMIT 10\" --format csv
  sayso sql \"SELECT name, sql FROM sqlite_schema WHERE type = 'view'\"
                                               the views there are: documents, statements, events, figures, parties, places";

pub(super) const PARTIES_EXAMPLES: &str = "\
Examples:
  sayso parties find Lindqvist                 the parties that go by a name, with their numbers
  sayso parties merge p12 p7                   p12 is the same as p7, and goes under its name
  sayso parties split p7 d31 d40               in these two reports it is somebody else
  sayso parties unmerge p12                    take a merge back

What is decided holds for what is read later, too.";

/// Which ledger.
#[derive(Debug, Args)]
pub(crate) struct LedgerFile {
    /// The ledger [default: sayso.ledger]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
}

/// How an answer is written.
#[derive(Debug, Args)]
pub(crate) struct Answering {
    #[command(flatten)]
    pub(crate) file: LedgerFile,
    /// How to write the answer
    #[arg(short, long, value_enum, default_value_t = AnswerFormat::Table)]
    pub(crate) format: AnswerFormat,
    /// Most lines of each kind
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) limit: u32,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For people
    Table,
    /// One array
    Json,
    /// One object a line
    Jsonl,
    /// Comma-separated, with a head
    Csv,
}

/// Arguments of `sayso add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Files, folders, feeds, WARC archives, patterns, @lists of addresses, http(s) addresses, or - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    #[command(flatten)]
    pub(crate) file: LedgerFile,
    /// Fetch the page that each entry of a feed links to, instead of reading the entry as it is
    #[arg(long)]
    pub(crate) follow: bool,
    /// Read every page of archives, not news reports alone
    #[arg(long)]
    pub(crate) all_pages: bool,
    /// Day of publication (2026-03-04), whatever the input says
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<Timestamp>,
    /// Who published it, whatever the input says
    #[arg(long)]
    pub(crate) outlet: Option<String>,
    /// Table of parties and their codes that goes before the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) parties: Option<PathBuf>,
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

/// Which days and outlets.
#[derive(Debug, Args)]
pub(crate) struct Narrowing {
    /// Who published it
    #[arg(long)]
    pub(crate) outlet: Option<String>,
    /// First day (2026-03-04)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) to: Option<String>,
    /// The first published first, instead of the last
    #[arg(long)]
    pub(crate) oldest: bool,
}

/// Arguments of `sayso search`.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// Words that must all stand there; "several in order", begin*, -not
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Who says it, or takes part in the event
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    /// What to search among; may be given several times
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) kind: Vec<AskedKind>,
    /// How events are told
    #[arg(long, value_enum, value_name = "STATUS")]
    pub(crate) status: Option<Status>,
    #[command(flatten)]
    pub(crate) narrowing: Narrowing,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// Arguments of `sayso who`.
#[derive(Debug, Args)]
pub(crate) struct WhoArgs {
    /// A name, or the number of a party (p12)
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The first statements, instead of the last
    #[arg(long)]
    pub(crate) oldest: bool,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// Arguments of `sayso events`.
#[derive(Debug, Args)]
pub(crate) struct EventsArgs {
    /// Words of the event, its parties or its place
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// PLOVER type: agree, consult, support, concede, cooperate, aid, retreat, request, accuse, reject, threaten, protest, sanction, mobilize, coerce, assault
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) event_type: Option<String>,
    /// How it is told
    #[arg(long, value_enum, value_name = "STATUS")]
    pub(crate) status: Option<Status>,
    /// Who acts
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// To whom
    #[arg(long, value_name = "NAME")]
    pub(crate) recipient: Option<String>,
    /// Who takes part on either side
    #[arg(long, value_name = "NAME")]
    pub(crate) party: Option<String>,
    /// Where: ISO 3166 code of three letters (MEX)
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<String>,
    /// One line an event, with all that several reports tell of it, and who tells which number of dead
    #[arg(long)]
    pub(crate) together: bool,
    #[command(flatten)]
    pub(crate) narrowing: Narrowing,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// Arguments of `sayso figures`.
#[derive(Debug, Args)]
pub(crate) struct FiguresArgs {
    /// Words of the figure or of what is counted
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Those alone that differ from another about the same thing, each with the others
    #[arg(long)]
    pub(crate) differ: bool,
    /// What is told of one thing on several days, in their order, each against the telling before: ▲ more, ▼ less (△, ▽ where one value
    /// can satisfy both), = the same; found by one of the tellings
    #[arg(long, conflicts_with = "differ")]
    pub(crate) over_time: bool,
    #[command(flatten)]
    pub(crate) narrowing: Narrowing,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// Arguments of `sayso quotations` and `sayso stories`.
#[derive(Debug, Args)]
pub(crate) struct TogetherArgs {
    /// Words that must all stand there
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Who says it (quotations alone)
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    #[command(flatten)]
    pub(crate) narrowing: Narrowing,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// Arguments of `sayso export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// In what form
    #[arg(value_enum)]
    pub(crate) format: ExportFormat,
    /// A folder, which is made; formats of lines go to standard output without it
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) file: LedgerFile,
}

/// In what form a ledger leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Comma-separated tables, one file a kind
    Csv,
    /// Parquet tables, one file a kind
    Parquet,
    /// The record sayso/1, one a line
    Jsonl,
    /// W3C Web Annotations, one a line
    WebAnnotation,
    /// schema.org's Quotation and Claim as JSON-LD, one report a line
    SchemaOrg,
    /// brat's standoff, two files a report, to be corrected and imported again
    Brat,
    /// GDELT 2 rows in three files
    Gdelt,
    /// PLOVER 1.3 events as JSON, one a line
    Plover,
}

/// Arguments of `sayso import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// A folder of brat's standoff, or a file of records sayso/1 (JSON or JSON Lines)
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) file: LedgerFile,
}

/// Arguments of `sayso show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// A number, as answers show it: s12, e4, f7, d3
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<sayso_ledger::ask::Id>,
    #[command(flatten)]
    pub(crate) file: LedgerFile,
    /// Of a report: what this version changed in its statements and figures
    #[arg(long)]
    pub(crate) changes: bool,
    /// Write what is known of it as JSON, of a report the whole record sayso/1
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `sayso sql`.
#[derive(Debug, Args)]
pub(crate) struct SqlArgs {
    /// A question in SQL; nothing can be changed
    #[arg(value_name = "QUESTION")]
    pub(crate) question: String,
    #[command(flatten)]
    pub(crate) file: LedgerFile,
    /// How to write the answer
    #[arg(short, long, value_enum, default_value_t = AnswerFormat::Table)]
    pub(crate) format: AnswerFormat,
    /// Most rows
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1000)]
    pub(crate) limit: u32,
}

/// Arguments of `sayso errors`.
#[derive(Debug, Args)]
pub(crate) struct ErrorsArgs {
    #[command(flatten)]
    pub(crate) file: LedgerFile,
    /// How to write them
    #[arg(short, long, value_enum, default_value_t = AnswerFormat::Table)]
    pub(crate) format: AnswerFormat,
}

/// Arguments of `sayso parties`.
#[derive(Debug, Args)]
pub(crate) struct PartiesArgs {
    #[command(flatten)]
    pub(crate) file: LedgerFile,
    #[command(subcommand)]
    pub(crate) what: PartiesCommand,
}

/// What to do with the register.
#[derive(Debug, Subcommand)]
pub(crate) enum PartiesCommand {
    /// The parties that go by a name
    Find {
        /// A name, or a last name
        name: String,
    },
    /// One party is the same as another, and goes under its name
    Merge {
        /// The party that goes under the other's name (p12)
        #[arg(value_parser = party)]
        other: i64,
        /// The party it is (p7)
        #[arg(value_parser = party)]
        into: i64,
    },
    /// Take a merge back
    Unmerge {
        /// The party that was merged (p12)
        #[arg(value_parser = party)]
        party: i64,
    },
    /// A party is somebody else in these reports
    Split {
        /// The party (p7)
        #[arg(value_parser = party)]
        party: i64,
        /// The reports (d31)
        #[arg(required = true)]
        reports: Vec<sayso_ledger::ask::Id>,
    },
}

/// What can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AskedKind {
    /// Who said what
    Statement,
    /// Who did what to whom
    Event,
    /// How many of what
    Figure,
    /// Whole reports
    Report,
}

/// How an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Status {
    /// As happened or going on
    Occurred,
    /// As planned or announced
    Future,
    /// As possible, wished or asked for
    Hypothetical,
    /// As not happening
    Negated,
}

fn party(text: &str) -> Result<i64, String> {
    let digits = text.strip_prefix('p').unwrap_or(text);
    digits.parse().ok().filter(|party| *party > 0).ok_or_else(|| "no number of a party, such as p12".to_owned())
}
