//! A page of brat's standoff format as data, and its lines.
//!
//! Format: <https://brat.nlplab.org/standoff.html>. `T` binds words, `E` joins them, `A` marks, `*` makes words the
//! same, `#` notes. Offsets are code points, as ours.

use crate::export::Words;
use sayso_wire::Span;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The lines of one `.ann` file.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// `T` lines by number.
    pub(crate) texts: BTreeMap<u32, Bound>,
    /// `E` lines by number.
    pub(crate) nodes: BTreeMap<u32, Node>,
    /// `A` lines.
    pub(crate) marks: Vec<Mark>,
    /// `*` lines: numbers of `T` lines that are of one party.
    pub(crate) same: Vec<Vec<u32>>,
    /// `#` lines.
    pub(crate) notes: Vec<Note>,
}

/// Words of one kind.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) kind: String,
    /// In text order, without line breaks.
    pub(crate) spans: Vec<Span>,
}

/// A finding: its own words and its parts.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: String,
    /// The `T` line of its own words.
    pub(crate) trigger: u32,
    /// Roles without the numbers that brat gives to repeated ones.
    pub(crate) parts: Vec<(String, Target)>,
    /// Line of the file, from 1; 0 for one that is not read from a file.
    pub(crate) line: usize,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// A `T` line.
    Text(u32),
    /// An `E` line.
    Node(u32),
}

/// An attribute with a value.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) name: String,
    pub(crate) of: Target,
    pub(crate) value: String,
}

/// A note.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) of: Target,
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Sheet {
    /// Adds words and returns their number.
    pub(crate) fn bind(&mut self, kind: &str, spans: Vec<Span>) -> u32 {
        let number = self.texts.last_key_value().map_or(1, |(last, _)| last + 1);
        self.texts.insert(number, Bound { kind: kind.into(), spans });
        number
    }

    /// The lines of the file.
    pub(crate) fn lines(&self, words: &Words<'_>) -> String {
        let mut out = String::new();
        for (number, Bound { kind, spans }) in &self.texts {
            let places: Vec<String> = spans.iter().map(|[start, end]| format!("{start} {end}")).collect();
            put(&mut out, format_args!("T{number}\t{kind} {}\t{}", places.join(";"), reference(spans, words)));
        }
        for (number, node) in &self.nodes {
            let mut line = format!("E{number}\t{}:T{}", node.kind, node.trigger);
            let mut times: BTreeMap<&str, u32> = BTreeMap::new();
            for (role, target) in &node.parts {
                let nth = times.entry(role).or_default();
                *nth += 1;
                let nth = if *nth > 1 { nth.to_string() } else { String::new() };
                // Writing to a string cannot fail.
                let _ = write!(line, " {role}{nth}:{target}");
            }
            put(&mut out, format_args!("{line}"));
        }
        for (n, Mark { name, of, value }) in self.marks.iter().enumerate() {
            put(&mut out, format_args!("A{}\t{name} {of} {value}", n + 1));
        }
        for group in &self.same {
            let all: Vec<String> = group.iter().map(|it| Target::Text(*it).to_string()).collect();
            put(&mut out, format_args!("*\tEquiv {}", all.join(" ")));
        }
        for (n, Note { of, text, .. }) in self.notes.iter().enumerate() {
            put(&mut out, format_args!("#{}\tAnnotatorNotes {of}\t{text}", n + 1));
        }
        out
    }
}

fn put(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{line}");
}

/// The words of a `T` line as brat writes them: fragments with a blank between.
pub(crate) fn reference(spans: &[Span], words: &Words<'_>) -> String {
    spans.iter().map(|&it| words.at(it)).collect::<Vec<_>>().join(" ")
}

/// What some program takes for the end of a line: Python's `splitlines`, in which brat is written.
pub(crate) fn ends_line(it: char) -> bool {
    matches!(it, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The parts of a span between ends of lines: words of a `T` line stand on one line. Empty parts are left out.
pub(crate) fn fragments([start, end]: Span, words: &Words<'_>) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    let mut from = start;
    let mut at = start;
    for letter in words.at([start, end]).chars() {
        if ends_line(letter) {
            all.push([from, at]);
            from = at + 1;
        }
        at += 1;
    }
    all.push([from, at]);
    all.retain(|[start, end]| start < end);
    all
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(it) => write!(f, "T{it}"),
            Self::Node(it) => write!(f, "E{it}"),
        }
    }
}
