//! What a ledger answers, as people and programs read it.

mod over_time;
mod together;

pub(crate) use over_time::over_time;
pub(crate) use together::{changes, differing, happenings, quotations, stories};

use crate::args::AnswerFormat;
use crate::output::printable;
use anyhow::Result;
use sayso_ledger::ask::{Line, Shown, Who};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// The widest a column of a table gets.
const WIDEST: usize = 60;

/// Columns and rows of anything.
pub(crate) struct Table {
    /// Names of the columns.
    pub(crate) columns: Vec<String>,
    /// A cell a column.
    pub(crate) rows: Vec<Vec<Value>>,
}

impl Table {
    /// As it was asked for.
    ///
    /// # Errors
    /// If it cannot be written as CSV.
    pub(crate) fn written(&self, format: AnswerFormat) -> Result<String> {
        let object = |row: &Vec<Value>| Value::Object(self.columns.iter().cloned().zip(row.iter().cloned()).collect());
        match format {
            AnswerFormat::Table => Ok(self.table()),
            AnswerFormat::Json => {
                Ok(serde_json::to_string_pretty(&self.rows.iter().map(object).collect::<Vec<_>>())? + "\n")
            }
            AnswerFormat::Jsonl => {
                self.rows.iter().map(|row| Ok(serde_json::to_string(&object(row))? + "\n")).collect()
            }
            AnswerFormat::Csv => self.csv(),
        }
    }

    fn table(&self) -> String {
        let rows: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(|it| cut(&plain(it), WIDEST)).collect()).collect();
        let width = |column: usize| {
            rows.iter().map(|row| row[column].width()).chain([self.columns[column].width()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut out = String::new();
        for row in std::iter::once(&self.columns).chain(&rows) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width + 2 - cell.width().min(*width)));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    fn csv(&self) -> Result<String> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(&self.columns)?;
        for row in &self.rows {
            out.write_record(row.iter().map(plain))?;
        }
        Ok(String::from_utf8_lossy(&out.into_inner()?).into_owned())
    }
}

/// Lines of an answer.
///
/// # Errors
/// If they cannot be written as CSV.
pub(crate) fn lines(lines: &[Line], format: AnswerFormat) -> Result<String> {
    match format {
        AnswerFormat::Table => Ok(lines.iter().map(line).collect()),
        AnswerFormat::Json => Ok(serde_json::to_string_pretty(lines)? + "\n"),
        AnswerFormat::Jsonl => jsonl(lines),
        AnswerFormat::Csv => {
            let columns = ["id", "kind", "source", "outlet", "date", "words", "about", "report", "title", "url"]
                .map(str::to_owned)
                .to_vec();
            let row = |it: &Line| {
                let object = json!(it);
                columns.iter().map(|column| object[column].clone()).collect()
            };
            Table { rows: lines.iter().map(row).collect(), columns: columns.clone() }.written(AnswerFormat::Csv)
        }
    }
}

/// Parties with what they said.
///
/// # Errors
/// If they cannot be written as CSV.
pub(crate) fn who(found: &[Who], format: AnswerFormat) -> Result<String> {
    match format {
        AnswerFormat::Table => Ok(found.iter().map(person).collect()),
        AnswerFormat::Json => Ok(serde_json::to_string_pretty(found)? + "\n"),
        AnswerFormat::Jsonl => jsonl(found),
        AnswerFormat::Csv => {
            lines(&found.iter().flat_map(|it| it.said.iter().cloned()).collect::<Vec<_>>(), AnswerFormat::Csv)
        }
    }
}

/// Something with the text around it, its words between guillemets that no report uses in English.
pub(crate) fn shown(it: &Shown) -> String {
    let mut out = line(&it.line);
    let mut text = String::new();
    for (at, letter) in it.text.chars().enumerate() {
        if it.marked.iter().any(|span| span[0] as usize == at) {
            text.push('»');
        }
        if it.marked.iter().any(|span| span[1] as usize == at) {
            text.push('«');
        }
        text.push(letter);
    }
    if it.marked.iter().any(|span| span[1] as usize == it.text.chars().count()) {
        text.push('«');
    }
    out.push('\n');
    for paragraph in text.split('\n') {
        let _ = writeln!(out, "  {}", printable(paragraph));
    }
    for (what, id) in [("version before", it.earlier), ("version after", it.later)] {
        if let Some(id) = id {
            let _ = writeln!(out, "  {what}: {id}");
        }
    }
    for (id, kind, share) in &it.copies {
        let _ = writeln!(out, "  nearly the same text: {id} ({kind}, {:.0} % of the words)", share * 100.0);
    }
    out
}

fn line(it: &Line) -> String {
    let mut out = String::new();
    let source = it.source.as_deref().unwrap_or(match it.kind {
        sayso_ledger::ask::Kind::Statement => "nobody named",
        _ => "the report itself",
    });
    let head = match it.kind {
        sayso_ledger::ask::Kind::Report => it.title.as_deref().unwrap_or("no headline"),
        _ => source,
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{:8} {}  {}  {}",
        it.id.to_string(),
        it.date,
        printable(it.outlet.as_deref().unwrap_or("no outlet")),
        printable(head)
    );
    let about = if it.about.is_empty() { String::new() } else { format!("  ({})", printable(&it.about)) };
    let _ = writeln!(out, "         {}{about}", printable(&it.words));
    out
}

fn person(it: &Who) -> String {
    let known = &it.known;
    let mut out = String::new();
    let code = known.code.as_deref().map_or(String::new(), |code| format!(", {code}"));
    let _ = writeln!(
        out,
        "p{} {} ({}{code}): {} reports, {} statements",
        known.party,
        printable(&known.name),
        known.kind,
        known.reports,
        it.statements
    );
    if let (Some(first), Some(last)) = (&it.first, &it.last) {
        let _ = writeln!(out, "  first {first}, last {last}");
    }
    for (what, counted) in [("to", &it.to), ("in", &it.outlets)] {
        if !counted.is_empty() {
            let told: Vec<String> =
                counted.iter().map(|(name, times)| format!("{} {times}", printable(name))).collect();
            let _ = writeln!(out, "  {what} {}", told.join(", "));
        }
    }
    for said in &it.said {
        out.push_str(&line(said));
    }
    out
}

fn jsonl<T: Serialize>(of: &[T]) -> Result<String> {
    of.iter().map(|it| Ok(serde_json::to_string(it)? + "\n")).collect()
}

/// A cell without its quotation marks.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A cell as wide as a column may be.
fn cut(text: &str, widest: usize) -> String {
    let text = printable(text);
    if text.width() <= widest {
        return text;
    }
    let mut out = String::new();
    for letter in text.chars() {
        if out.width() + 2 > widest {
            break;
        }
        out.push(letter);
    }
    out + "…"
}
