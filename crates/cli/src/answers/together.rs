//! What stands side by side, as people and programs read it.

use super::{jsonl, line, lines};
use crate::args::AnswerFormat;
use crate::output::printable;
use anyhow::Result;
use sayso_ledger::ask::{Changes, Differing, Happening, How, Line, Quotation, Story};
use std::fmt::Write as _;

/// One quotation in several reports.
///
/// # Errors
/// If it cannot be written as CSV.
pub(crate) fn quotations(found: &[Quotation], format: AnswerFormat) -> Result<String> {
    match format {
        AnswerFormat::Table => Ok(found.iter().map(quotation).collect()),
        AnswerFormat::Json => Ok(serde_json::to_string_pretty(found)? + "\n"),
        AnswerFormat::Jsonl => jsonl(found),
        AnswerFormat::Csv => {
            lines(&flat(found.iter().flat_map(|it| it.variants.iter().map(|it| &it.line))), AnswerFormat::Csv)
        }
    }
}

/// Reports about the same happenings.
///
/// # Errors
/// If they cannot be written as CSV.
pub(crate) fn stories(found: &[Story], format: AnswerFormat) -> Result<String> {
    let story = |it: &Story| {
        let mut out = format!(
            "story {}  {} to {}  {} reports in {} outlets\n",
            it.story,
            it.first,
            it.last,
            it.reports.len(),
            it.outlets.len()
        );
        for report in &it.reports {
            let (outlet, title) =
                (report.outlet.as_deref().unwrap_or("no outlet"), report.title.as_deref().unwrap_or("no headline"));
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "  {:8} {}  {}  {}",
                report.id.to_string(),
                report.date,
                printable(outlet),
                printable(title)
            );
        }
        out
    };
    match format {
        AnswerFormat::Table => Ok(found.iter().map(story).collect()),
        AnswerFormat::Json => Ok(serde_json::to_string_pretty(found)? + "\n"),
        AnswerFormat::Jsonl => jsonl(found),
        AnswerFormat::Csv => lines(&flat(found.iter().flat_map(|it| &it.reports)), AnswerFormat::Csv),
    }
}

/// One event in several records.
///
/// # Errors
/// If they cannot be written as CSV.
pub(crate) fn happenings(found: &[Happening], format: AnswerFormat) -> Result<String> {
    match format {
        AnswerFormat::Table => Ok(found.iter().map(happening).collect()),
        AnswerFormat::Json => Ok(serde_json::to_string_pretty(found)? + "\n"),
        AnswerFormat::Jsonl => jsonl(found),
        AnswerFormat::Csv => lines(&flat(found.iter().flat_map(|it| &it.records)), AnswerFormat::Csv),
    }
}

/// Figures that differ.
///
/// # Errors
/// If they cannot be written as CSV.
pub(crate) fn differing(found: &[Differing], format: AnswerFormat) -> Result<String> {
    let one = |it: &Differing| {
        let mut out = line(&it.figure);
        for (other, factor) in &it.others {
            let factor = factor.map_or("without end".to_owned(), |factor| format!("by a factor of {factor}"));
            let _ = writeln!(out, "  differs {factor} from");
            for row in line(other).lines() {
                let _ = writeln!(out, "    {row}");
            }
        }
        out
    };
    match format {
        AnswerFormat::Table => Ok(found.iter().map(one).collect()),
        AnswerFormat::Json => Ok(serde_json::to_string_pretty(found)? + "\n"),
        AnswerFormat::Jsonl => jsonl(found),
        AnswerFormat::Csv => lines(&flat(found.iter().map(|it| &it.figure)), AnswerFormat::Csv),
    }
}

/// What a version of a page changed.
pub(crate) fn changes(it: &Changes) -> String {
    let mut out = format!("{} → {}\n", it.earlier, it.later);
    for (sign, of) in [("-", &it.unsaid), ("+", &it.said), ("-", &it.uncounted), ("+", &it.counted)] {
        for line in of {
            let _ = writeln!(
                out,
                "{sign} {}: {}",
                printable(line.source.as_deref().unwrap_or("–")),
                printable(&line.words)
            );
        }
    }
    for (before, after) in &it.reworded {
        let source = printable(before.source.as_deref().unwrap_or("–"));
        let _ = writeln!(out, "- {source}: {}\n+ {source}: {}", printable(&before.words), printable(&after.words));
    }
    out
}

fn quotation(it: &Quotation) -> String {
    let mut out = format!(
        "{}: {} reports in {}\n",
        printable(it.speaker.as_deref().unwrap_or("nobody named")),
        it.variants.len(),
        printable(&it.outlets.join(", "))
    );
    for variant in &it.variants {
        let head = &variant.line;
        let how = match variant.how {
            How::Fullest => "in full",
            How::Same => "the same",
            How::Cut => "cut",
            How::Changed => "changed",
        };
        let _ = writeln!(
            out,
            "  {:8} {}  {}  {how}",
            head.id.to_string(),
            head.date,
            printable(head.outlet.as_deref().unwrap_or("no outlet"))
        );
        let mut words = String::new();
        for piece in &variant.pieces {
            // As in wdiff: what went in square brackets, what came in braces.
            let (from, to) = (printable(&piece.from), printable(&piece.to));
            match piece.change {
                "equal" => words.push_str(&to),
                "cut" => _ = write!(words, "[-{from}-]"),
                "added" => _ = write!(words, "{{+{to}+}}"),
                _ => _ = write!(words, "[-{from}-] {{+{to}+}}"),
            }
            words.push(' ');
        }
        let words = if variant.pieces.is_empty() { printable(&head.words) } else { words.trim_end().to_owned() };
        let _ = writeln!(out, "           {words}");
    }
    out
}

fn happening(it: &Happening) -> String {
    let parties = |names: &[String]| if names.is_empty() { "–".to_owned() } else { printable(&names.join(", ")) };
    let mut out = format!("{} {}: {} → {}", it.status, it.event_type, parties(&it.actors), parties(&it.recipients));
    for told in [&it.place, &it.when].into_iter().flatten() {
        let _ = write!(out, ", {}", printable(told));
    }
    out.push_str(if it.disputed { " (disputed)\n" } else { "\n" });
    for (what, toll) in [("dead", &it.dead), ("injured", &it.injured)] {
        let Some(toll) = toll else { continue };
        let range = |low: u64, high: Option<u64>| match high {
            Some(high) if high == low => format!("{low}"),
            Some(high) => format!("{low} to {high}"),
            None => format!("{low} or more"),
        };
        let _ = write!(out, "  {what} {}", range(toll.low, toll.high));
        for (low, high, by) in &toll.by {
            let ids: Vec<String> = by.iter().map(ToString::to_string).collect();
            let _ = write!(out, "; {} says {}", ids.join(" "), range(*low, *high));
        }
        out.push_str(if toll.differ { " (they differ)\n" } else { "\n" });
    }
    for record in &it.records {
        for row in line(record).lines() {
            let _ = writeln!(out, "  {row}");
        }
    }
    out
}

fn flat<'a>(of: impl Iterator<Item = &'a Line>) -> Vec<Line> {
    of.cloned().collect()
}
