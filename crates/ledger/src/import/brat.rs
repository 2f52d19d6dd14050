//! brat's standoff files as [`export::brat`](crate::export::brat) writes them, with what people changed.
//!
//! What may be changed in brat: the words of a finding and of its parts, parts added and taken away, kinds of events,
//! attributes, new findings and findings deleted, and values in the notes. A line that cannot be read is told and left
//! out, together with the finding that it belongs to, so that a slip of the pen is not taken for a decision.

use super::build::{self, Broken};
use super::{Fault, Imported};
use crate::export::Words;
use crate::export::brat::sheet::{Bound, Mark, Node, Note, Sheet, Target, reference};
use sayso_wire::Span;
use std::path::Path;

/// Reads each `.ann` file of a folder with the `.txt` beside it, by name.
///
/// # Errors
/// The folder cannot be listed.
pub fn read(folder: &Path) -> std::io::Result<impl Iterator<Item = Imported>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.retain(|it| it.extension().is_some_and(|it| it == "ann"));
    files.sort();
    Ok(files.into_iter().map(|it| file(&it)))
}

/// Reads one `.ann` file with the `.txt` beside it.
#[must_use]
pub fn file(annotations: &Path) -> Imported {
    let load = |path: &Path| {
        let text = std::fs::read(path).and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other));
        text.map_err(|error| Fault { file: path.display().to_string(), line: 0, why: error.to_string() })
    };
    match (load(&annotations.with_extension("txt")), load(annotations)) {
        (Ok(text), Ok(lines)) => parse(&text, &lines, &annotations.display().to_string()),
        (Err(fault), _) | (_, Err(fault)) => Imported { record: None, faults: vec![fault] },
    }
}

/// Reads the lines of one report; `file` names them in faults.
#[must_use]
pub fn parse(text: &str, lines: &str, file: &str) -> Imported {
    let words = Words::new(text);
    let mut sheet = Sheet::default();
    let mut broken = Broken::default();
    let mut faults = Vec::new();
    for (line, n) in lines.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            continue;
        }
        if let Err(why) = one(line, n, &words, &mut sheet) {
            // Whatever hangs on this line, or on what it is about, is left out, too.
            let mut words = line.split_whitespace();
            match words.next().and_then(target) {
                Some(own) => broken.targets.extend([own]),
                None => broken.targets.extend(words.take(2).filter_map(target)),
            }
            faults.push(Fault { file: file.into(), line: n, why });
        }
    }
    let record = build::record(text, &words, sheet, broken, |line, why| {
        faults.push(Fault { file: file.into(), line, why });
    });
    Imported { record, faults }
}

fn one(line: &str, n: usize, words: &Words<'_>, sheet: &mut Sheet) -> Result<(), String> {
    let mut fields = line.splitn(3, '\t');
    let (id, what, rest) = (fields.next().unwrap_or_default(), fields.next().ok_or("no tab")?, fields.next());
    match id.as_bytes().first() {
        Some(b'T') => {
            let Some(Target::Text(number)) = target(id) else { return Err(format!("`{id}` is no number of a line")) };
            let bound = bound(what, rest.ok_or("no words")?, words)?;
            match sheet.texts.insert(number, bound) {
                Some(_) => Err(format!("`{id}` is there twice")),
                None => Ok(()),
            }
        }
        Some(b'E') => {
            let Some(Target::Node(number)) = target(id) else { return Err(format!("`{id}` is no number of a line")) };
            match sheet.nodes.insert(number, node(what, n)?) {
                Some(_) => Err(format!("`{id}` is there twice")),
                None => Ok(()),
            }
        }
        Some(b'A' | b'M') => {
            let mut parts = what.split(' ');
            let (Some(name), Some(of), Some(value), None) =
                (parts.next(), parts.next().and_then(target), parts.next(), parts.next())
            else {
                return Err("an attribute has a name, a line and a value".into());
            };
            sheet.marks.push(Mark { name: name.into(), of, value: value.into() });
            Ok(())
        }
        Some(b'*') => {
            let mut parts = what.split(' ');
            if parts.next() != Some("Equiv") {
                return Err("only `Equiv` is known of `*` lines".into());
            }
            let all = parts.map(|it| match target(it) {
                Some(Target::Text(number)) => Ok(number),
                _ => Err(format!("`{it}` is no `T` line")),
            });
            sheet.same.push(all.collect::<Result<_, _>>()?);
            Ok(())
        }
        Some(b'#') => {
            let of = what.split(' ').nth(1).and_then(target).ok_or("a note is about a line")?;
            sheet.notes.push(Note { of, text: rest.unwrap_or_default().into(), line: n });
            Ok(())
        }
        Some(b'R') => Err("relations are not read: a finding's parts stand in its `E` line".into()),
        _ => Err(format!("`{id}` is no kind of line that is known")),
    }
}

fn bound(what: &str, told: &str, words: &Words<'_>) -> Result<Bound, String> {
    let (kind, places) = what.split_once(' ').ok_or("no place")?;
    let mut spans: Vec<Span> = Vec::new();
    for place in places.split(';') {
        let span = place.split_once(' ').and_then(|(start, end)| Some([start.parse().ok()?, end.parse().ok()?]));
        let Some([start, end]) = span else { return Err(format!("`{place}` is no start and end")) };
        if start >= end || end as usize > words.len() {
            return Err(format!("`{place}` does not lie within the text of {} code points", words.len()));
        }
        if spans.last().is_some_and(|last| last[1] > start) {
            return Err(format!("`{place}` comes before the fragment before it ends"));
        }
        spans.push([start, end]);
    }
    let there = reference(&spans, words);
    if there != told {
        return Err(format!("at {places} stands “{there}”, not “{told}”"));
    }
    Ok(Bound { kind: kind.into(), spans })
}

fn node(what: &str, line: usize) -> Result<Node, String> {
    let mut parts = Vec::new();
    let mut own = None;
    for part in what.split(' ').filter(|it| !it.is_empty()) {
        let Some((role, target)) = part.split_once(':').and_then(|(role, it)| Some((role, target(it)?))) else {
            return Err(format!("`{part}` is no role and line"));
        };
        match (&own, target) {
            (None, Target::Text(trigger)) => own = Some((role.to_owned(), trigger)),
            (None, Target::Node(_)) => return Err(format!("`{part}`: a finding begins with its own words")),
            // Brat numbers the second and later of one role.
            (Some(_), _) => parts.push((role.trim_end_matches(|it: char| it.is_ascii_digit()).to_owned(), target)),
        }
    }
    let (kind, trigger) = own.ok_or("a finding begins with its own words")?;
    Ok(Node { kind, trigger, parts, line })
}

fn target(it: &str) -> Option<Target> {
    let number = it.get(1..)?.parse().ok()?;
    match it.as_bytes()[0] {
        b'T' => Some(Target::Text(number)),
        b'E' => Some(Target::Node(number)),
        _ => None,
    }
}
