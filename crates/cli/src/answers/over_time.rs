//! One figure over time, as people and programs read it.

use super::{Table, jsonl};
use crate::args::AnswerFormat;
use crate::output::printable;
use crate::view::values;
use anyhow::Result;
use sayso_ledger::ask::{Change, Series, Telling, Trend};
use serde_json::{Value, json};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// Series of figures, each with its tellings.
///
/// # Errors
/// If they cannot be written as CSV.
pub(crate) fn over_time(found: &[Series], format: AnswerFormat) -> Result<String> {
    match format {
        AnswerFormat::Table => Ok(found.iter().map(series).collect()),
        AnswerFormat::Json => Ok(serde_json::to_string_pretty(found)? + "\n"),
        AnswerFormat::Jsonl => jsonl(found),
        AnswerFormat::Csv => rows(found).written(AnswerFormat::Csv),
    }
}

fn series(it: &Series) -> String {
    let mut out = printable(if it.of.is_empty() { "what is not told" } else { &it.of });
    let place = it.place.as_ref().map_or(String::new(), |place| format!(", {}", printable(place)));
    let changed = it.changed.as_ref().map_or("never changed".to_owned(), |day| format!("last changed {day}"));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{place}: {} tellings, {changed}", it.tellings.len());
    let told: Vec<(String, String, &Telling)> = it
        .tellings
        .iter()
        .map(|telling| {
            let value = values::range(telling.low, telling.high, &it.unit, it.per.as_deref());
            (telling.change.map_or(String::new(), mark), printable(&value), telling)
        })
        .collect();
    let marks = told.iter().map(|it| it.0.width()).max().unwrap_or(0);
    let values = told.iter().map(|it| it.1.width()).max().unwrap_or(0);
    for (mark, value, telling) in &told {
        let line = &telling.line;
        let after = |text: &str, width: usize| " ".repeat(width - text.width());
        let _ = writeln!(
            out,
            "  {}  {mark}{}  {value}{}  {} — {}, {}{} ({}, {})",
            telling.day,
            after(mark, marks),
            after(value, values),
            printable(&line.words),
            printable(line.source.as_deref().unwrap_or("the report itself")),
            printable(line.outlet.as_deref().unwrap_or("no outlet")),
            if telling.day == line.date { String::new() } else { format!(" of {}", line.date) },
            line.id,
            line.report,
        );
    }
    out
}

/// `▲ ×1.4`, `▼ ×2`, `=`; hollow where one value can satisfy both.
fn mark(it: Change) -> String {
    let sign = match (it.trend, it.both_hold) {
        (Trend::Up, false) => '▲',
        (Trend::Up, true) => '△',
        (Trend::Down, false) => '▼',
        (Trend::Down, true) => '▽',
        (Trend::Same, _) => return "=".to_owned(),
    };
    it.factor.map_or(sign.to_string(), |factor| format!("{sign} ×{factor}"))
}

/// A row a telling; `series` numbers those that belong together.
fn rows(found: &[Series]) -> Table {
    let columns = [
        "series",
        "of",
        "unit",
        "per",
        "where",
        "day",
        "when",
        "low",
        "high",
        "trend",
        "factor",
        "both_hold",
        "id",
        "source",
        "outlet",
        "date",
        "words",
        "report",
        "title",
        "url",
    ];
    let row = |number: usize, series: &Series, telling: &Telling| -> Vec<Value> {
        let of_telling = json!(telling);
        let cell = |column: &str| match column {
            "series" => json!(number),
            "of" => json!(series.of),
            "unit" => json!(series.unit),
            "per" => json!(series.per),
            "where" => json!(series.place),
            "day" | "when" | "low" | "high" => of_telling[column].clone(),
            "trend" | "factor" | "both_hold" => of_telling["change"][column].clone(),
            _ => of_telling["line"][column].clone(),
        };
        columns.iter().map(|column| cell(column)).collect()
    };
    let rows = (1..).zip(found).flat_map(|(number, it)| it.tellings.iter().map(move |telling| (number, it, telling)));
    Table {
        rows: rows.map(|(number, it, telling)| row(number, it, telling)).collect(),
        columns: columns.map(str::to_owned).to_vec(),
    }
}
