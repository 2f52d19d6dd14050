//! The commands that ask a ledger: `search`, `who`, `events`, `figures`, `show`, `sql`, `errors`.

use super::FAILED;
use crate::answers::{self, Table};
use crate::args::{
    AskedKind, ErrorsArgs, EventsArgs, FiguresArgs, LedgerFile, Narrowing, SearchArgs, ShowArgs, SqlArgs, Status,
    TogetherArgs, WhoArgs,
};
use crate::{config, output};
use anyhow::Result;
use sayso_ledger::Ledger;
use sayso_ledger::ask::{Cell, Kind, Order, Question};
use serde_json::{Value, json};
use std::process::ExitCode;

/// Opens the ledger that is meant.
///
/// # Errors
/// If there is none, or this version cannot read it.
pub(super) fn open(file: &LedgerFile) -> Result<Ledger> {
    let config = config::load()?;
    Ok(Ledger::open_to_ask(file.ledger.as_ref().unwrap_or(&config.ledger.value))?)
}

pub(super) fn search(args: SearchArgs) -> Result<ExitCode> {
    let question = Question {
        words: together(&args.words),
        speaker: args.speaker,
        kinds: args.kind.into_iter().map(kind).collect(),
        status: args.status.map(status),
        limit: args.answering.limit as usize,
        ..narrowed(args.narrowing)
    };
    let lines = open(&args.answering.file)?.search(&question)?;
    print(&lines, &answers::lines(&lines, args.answering.format)?)
}

pub(super) fn events(args: EventsArgs) -> Result<ExitCode> {
    let question = Question {
        words: together(&args.words),
        speaker: args.party,
        actor: args.actor,
        recipient: args.recipient,
        event_type: args.event_type,
        country: args.country,
        status: args.status.map(status),
        kinds: vec![Kind::Event],
        limit: args.answering.limit as usize,
        ..narrowed(args.narrowing)
    };
    let ledger = open(&args.answering.file)?;
    if args.together {
        let found = ledger.happenings(&question)?;
        return print(&found, &answers::happenings(&found, args.answering.format)?);
    }
    let lines = ledger.search(&question)?;
    print(&lines, &answers::lines(&lines, args.answering.format)?)
}

pub(super) fn quotations(args: TogetherArgs) -> Result<ExitCode> {
    let found = open(&args.answering.file)?.quotations(&together_question(&args))?;
    print(&found, &answers::quotations(&found, args.answering.format)?)
}

pub(super) fn stories(args: TogetherArgs) -> Result<ExitCode> {
    let found = open(&args.answering.file)?.stories(&together_question(&args))?;
    print(&found, &answers::stories(&found, args.answering.format)?)
}

fn together_question(args: &TogetherArgs) -> Question {
    let Narrowing { outlet, from, to, .. } = &args.narrowing;
    Question {
        words: together(&args.words),
        speaker: args.speaker.clone(),
        outlet: outlet.clone(),
        from: from.clone(),
        to: to.clone(),
        order: if args.narrowing.oldest { Order::Oldest } else { Order::Newest },
        limit: args.answering.limit as usize,
        ..Question::default()
    }
}

pub(super) fn figures(args: FiguresArgs) -> Result<ExitCode> {
    let question = Question {
        words: together(&args.words),
        differ: args.differ,
        kinds: vec![Kind::Figure],
        limit: args.answering.limit as usize,
        ..narrowed(args.narrowing)
    };
    let ledger = open(&args.answering.file)?;
    if args.over_time {
        let found = ledger.over_time(&question)?;
        return print(&found, &answers::over_time(&found, args.answering.format)?);
    }
    if args.differ {
        let found = ledger.differing(&question)?;
        return print(&found, &answers::differing(&found, args.answering.format)?);
    }
    let lines = ledger.search(&question)?;
    print(&lines, &answers::lines(&lines, args.answering.format)?)
}

pub(super) fn who(args: &WhoArgs) -> Result<ExitCode> {
    let order = if args.oldest { Order::Oldest } else { Order::Newest };
    let found = open(&args.answering.file)?.who(&args.name, order, args.answering.limit as usize)?;
    print(&found, &answers::who(&found, args.answering.format)?)
}

pub(super) fn show(args: &ShowArgs) -> Result<ExitCode> {
    let ledger = open(&args.file)?;
    let mut missing = false;
    for id in &args.ids {
        let Some(shown) = ledger.show(*id)? else {
            output::complain(&format!("{id}: is not in {}", ledger.path().display()));
            missing = true;
            continue;
        };
        if args.changes {
            match ledger.changes(id.row)? {
                Some(changes) if args.json => output::print(&(serde_json::to_string_pretty(&changes)? + "\n"))?,
                Some(changes) => output::print(&answers::changes(&changes))?,
                None => output::complain(&format!("{id}: has no version before it")),
            }
            continue;
        }
        let text = match (args.json, id.kind) {
            (true, Kind::Report) => serde_json::to_string_pretty(&ledger.record_of(id.row)?)? + "\n",
            (true, _) => serde_json::to_string_pretty(&shown)? + "\n",
            (false, _) => answers::shown(&shown),
        };
        output::print(&text)?;
    }
    Ok(if missing { FAILED.into() } else { ExitCode::SUCCESS })
}

pub(super) fn sql(args: &SqlArgs) -> Result<ExitCode> {
    let found = open(&args.file)?.sql(&args.question, args.limit as usize)?;
    if found.more {
        output::complain(&format!("there are more rows than {}; see --limit", args.limit));
    }
    let cell = |cell: Cell| match cell {
        Cell::Null => Value::Null,
        Cell::Whole(n) => json!(n),
        Cell::Real(n) => json!(n),
        Cell::Text(text) => json!(text),
        Cell::Bytes(length) => json!(format!("{length} bytes")),
    };
    let rows = found.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    let table = Table { columns: found.columns, rows };
    output::print(&table.written(args.format)?).map(|()| ExitCode::SUCCESS)
}

pub(super) fn errors(args: &ErrorsArgs) -> Result<ExitCode> {
    let found = open(&args.file)?.failures()?;
    let columns = ["name", "why", "first", "last", "times"].map(str::to_owned).to_vec();
    let rows = found
        .iter()
        .map(|it| vec![json!(it.name), json!(it.why), json!(it.first), json!(it.last), json!(it.times)])
        .collect();
    output::print(&Table { columns, rows }.written(args.format)?).map(|()| ExitCode::SUCCESS)
}

/// Prints an answer; an empty one is said so, and tells in the exit code as `grep` does.
fn print<T>(found: &[T], text: &str) -> Result<ExitCode> {
    output::print(text)?;
    if found.is_empty() {
        output::complain("nothing found");
        return Ok(super::PARTLY.into());
    }
    Ok(ExitCode::SUCCESS)
}

fn narrowed(of: Narrowing) -> Question {
    let order = if of.oldest { Order::Oldest } else { Order::Newest };
    Question { outlet: of.outlet, from: of.from, to: of.to, order, ..Question::default() }
}

/// Words as they were typed; a phrase that the shell has freed of its quotation marks is one again.
fn together(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

fn kind(of: AskedKind) -> Kind {
    match of {
        AskedKind::Statement => Kind::Statement,
        AskedKind::Event => Kind::Event,
        AskedKind::Figure => Kind::Figure,
        AskedKind::Report => Kind::Report,
    }
}

fn status(of: Status) -> String {
    match of {
        Status::Occurred => "occurred",
        Status::Future => "future",
        Status::Hypothetical => "hypothetical",
        Status::Negated => "negated",
    }
    .to_owned()
}
