//! One function a command.

mod add;
mod ask;
mod bench;
mod carry;
mod parties;
mod read;
mod serve;

use crate::args::{self, Cli, Command};
use crate::config::{self, Weights};
use crate::output;
use crate::score::{self, Show};
use anyhow::Result;
use sayso::Reader;
use std::process::ExitCode;

/// Some items could not be read; the others were.
const PARTLY: u8 = 1;

/// A usage error, or nothing could be read.
pub(crate) const FAILED: u8 = 2;

/// Interrupted from the keyboard, as shells count it: 128 and the signal's number.
pub(crate) const INTERRUPTED: u8 = 130;

/// Runs a command.
///
/// # Errors
/// If it could not do anything at all.
pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    let weights = cli.weights.as_deref().map(Weights::from);
    if cli.version {
        return output::print(&version(weights)?).map(|()| ExitCode::SUCCESS);
    }
    let Some(command) = cli.command else {
        return output::print(&args::grammar().render_help().ansi().to_string()).map(|()| FAILED.into());
    };
    match command {
        Command::Read(args) => return read::read(args, weights),
        Command::Add(args) => return add::add(&args, weights),
        Command::Search(args) => return ask::search(args),
        Command::Who(args) => return ask::who(&args),
        Command::Events(args) => return ask::events(args),
        Command::Figures(args) => return ask::figures(args),
        Command::Quotations(args) => return ask::quotations(args),
        Command::Stories(args) => return ask::stories(args),
        Command::Export(args) => return carry::export(&args),
        Command::Import(args) => return carry::import(&args),
        Command::Show(args) => return ask::show(&args),
        Command::Sql(args) => return ask::sql(&args),
        Command::Errors(args) => return ask::errors(&args),
        Command::Parties(args) => return parties::parties(&args),
        Command::Bench(args) => return bench::bench(&args, weights),
        Command::Serve(args) => return serve::serve(&args, weights),
        Command::Score(args) => {
            let Some(gold) = args.gold.as_deref() else {
                return output::print(&score::pairs()).map(|()| ExitCode::SUCCESS);
            };
            let show = match args.errors {
                Some(kind) => Show::Errors(kind),
                None if args.json => Show::Json,
                None => Show::Table,
            };
            let (predicted, swap) = (args.predicted.as_deref(), args.swap.as_deref());
            let what = score::What { gold, predicted, only: &args.only, swap };
            output::print(&score::score(what, &reader(weights)?, show)?)?;
        }
        Command::Config => output::print(&config::load()?.explain())?,
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut args::grammar(), "sayso", &mut script);
            output::print(&String::from_utf8_lossy(&script))?;
        }
        Command::Man { command } => output::print(&manual(command.as_deref())?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The manual page of the program or of a command, as roff.
fn manual(command: Option<&str>) -> Result<String> {
    let mut grammar = args::grammar();
    grammar.build();
    let page = match command {
        None => clap_mangen::Man::new(grammar),
        Some(name) => {
            let known = grammar.find_subcommand(name);
            let command =
                known.ok_or_else(|| anyhow::anyhow!("there is no command {name}; sayso --help names them"))?;
            clap_mangen::Man::new(command.clone())
        }
    };
    let mut roff = Vec::new();
    page.render(&mut roff)?;
    Ok(String::from_utf8_lossy(&roff).into_owned())
}

/// Prints the help of a command that was given nothing to work on.
fn help_of(command: &str) -> Result<ExitCode> {
    let mut grammar = args::grammar();
    let help = grammar.find_subcommand_mut(command).expect("the grammar has the command that is running").render_help();
    output::print(&help.ansi().to_string()).map(|()| FAILED.into())
}

/// What reads, as every record names it.
pub(crate) fn versions(reader: &Reader) -> sayso_wire::Reader {
    let versions = reader.versions();
    sayso_wire::Reader { version: versions.version.to_owned(), weights: versions.weights, data: versions.data }
}

/// A reader with the weights of the flag, else those of the configuration.
fn reader(flag: Option<Weights>) -> Result<Reader> {
    flag.map_or_else(|| config::load().map(|it| it.weights.value), Ok)?.reader()
}

fn version(weights: Option<Weights>) -> Result<String> {
    let it = versions(&reader(weights)?);
    let weights = it.weights.as_deref().unwrap_or("none (rules alone)");
    let data = if it.data.is_empty() { "none" } else { &it.data };
    Ok(format!("sayso {}\nweights {weights}\ndata {data}\nschema {}\n", it.version, sayso_wire::SCHEMA))
}
