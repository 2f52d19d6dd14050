//! brat's standoff files, to be looked at and corrected by people: `DOC.txt`, `DOC.ann` and `annotation.conf`.
//!
//! A statement is an `E` line on its content with `Source`, `Cue`, `Addressee` and `Within`; an event on its trigger
//! with `Actor`, `Recipient` and `AttributedTo`; a figure on its words. Parties, times and places are `T` lines, the
//! mentions of one party made the same by a `*` line. Manner, act and status are attributes. What brat has no lines for
//! stands as JSON in the note of the line, and of the report in the note of `T1`, so that nothing is lost, and may be
//! corrected there. [`import::brat`](crate::import::brat) reads it all back. Words over several lines are shown as
//! fragments, one a line of the text.

pub(crate) mod fields;
pub(crate) mod sheet;

use super::{Error, Words, file};
use fields::{Group, Seen, Shown, TEXTS};
use sayso_wire::Record;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use sheet::{Mark, Node, Note, Sheet, Target};
use std::borrow::Borrow;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Writes two files a report and `annotation.conf` into a folder. A file that is there already is never replaced.
///
/// # Errors
/// The first file that cannot be written, or that is there already.
pub fn write<R: Borrow<Record>>(records: impl IntoIterator<Item = R>, folder: &Path) -> Result<(), Error> {
    file::folder(folder)?;
    let conf = folder.join("annotation.conf");
    std::fs::write(&conf, configuration()).map_err(|source| Error::File { path: conf, source })?;
    for record in records {
        let record = record.borrow();
        let name = name(&record.document.id);
        new(&folder.join(format!("{name}.txt")), &record.document.text)?;
        new(&folder.join(format!("{name}.ann")), &annotations(record))?;
    }
    Ok(())
}

fn new(path: &Path, text: &str) -> Result<(), Error> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Ok(()),
        Err(it) if it.kind() == std::io::ErrorKind::AlreadyExists => Err(Error::There { path: path.to_owned() }),
        Err(source) => Err(Error::File { path: path.to_owned(), source }),
    }
}

/// A file's name made of a report's id, which may be anything: an address, or a path that leads elsewhere.
fn name(id: &str) -> String {
    let safe = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_".contains(it);
    if !id.is_empty() && id.len() <= 80 && id.chars().all(safe) {
        return id.to_owned();
    }
    let short: String =
        id.chars().map(|it| it.to_ascii_lowercase()).map(|it| if safe(it) { it } else { '_' }).take(60).collect();
    let digest: String = Sha256::digest(id).iter().take(6).map(|it| format!("{it:02x}")).collect();
    format!("{short}-{digest}")
}

/// The `.ann` file of a report.
#[must_use]
pub fn annotations(record: &Record) -> String {
    let words = Words::new(&record.document.text);
    sheet(record, &words).lines(&words)
}

/// What kinds there are and what may stand where: brat's `annotation.conf`.
#[must_use]
pub fn configuration() -> String {
    let events: Vec<&str> = sayso_types::EventType::ALL.iter().map(|it| it.name()).chain(["Event"]).collect();
    let mut out = String::from("# Written by sayso; see https://brat.nlplab.org/configuration.html\n[entities]\n");
    for kind in TEXTS.iter().map(|it| it.kind).chain(fields::PARTS) {
        out += &format!("{kind}\n");
    }
    out += "\n[relations]\nEquiv\tArg1:Party, Arg2:Party, <REL-TYPE>:symmetric-transitive\n\
            <OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n[events]\n\
            Statement\tSource?:Source, Cue?:Cue, Addressee?:Addressee, Within?:Statement\n\
            Figure\tAttributedTo?:Statement\n";
    for kind in &events {
        out += &format!("{kind}\tActor*:Actor, Recipient*:Recipient, AttributedTo?:Statement\n");
    }
    out += "\n[attributes]\n";
    for group in &fields::NODES {
        let of = if group.kind == "Event" { events.join("|") } else { group.kind.to_owned() };
        for (_, shown) in group.fields {
            if let Shown::Mark(name, values) = shown {
                out += &format!("{name}\tArg:{of}, Value:{}\n", values.join("|"));
            }
        }
    }
    out
}

fn sheet(record: &Record, words: &Words<'_>) -> Sheet {
    let mut sheet = Sheet::default();
    // No part of a record fails to become JSON: its keys are texts.
    let Ok(Value::Object(mut whole)) = serde_json::to_value(record) else { return sheet };
    let mut rest = Map::new();
    let mut take = |list: &str| match whole.remove(list) {
        Some(Value::Array(all)) => all,
        _ => Vec::new(),
    };
    let lists: Vec<(&Group, Vec<Value>)> = fields::groups().map(|group| (group, take(group.list))).collect();
    let mut next = Map::new();
    for (group, items) in &lists {
        let ids = items.iter().filter_map(|it| it["id"].as_u64());
        next.insert(group.list.into(), ids.max().map_or(0, |it| it + 1).into());
    }

    // The report's own line is the first, on its first line of text.
    let all = [0, u32::try_from(words.len()).unwrap_or(u32::MAX)];
    let first = sheet::fragments(all, words).into_iter().find(|&it| !words.at(it).trim().is_empty());
    let report = first.map_or(1, |span| sheet.bind("Report", vec![span]));

    let (texts, nodes): (Vec<_>, Vec<_>) =
        lists.into_iter().partition(|(group, _)| TEXTS.iter().any(|it| it.list == group.list));
    for (group, items) in texts {
        for (n, item) in items.into_iter().enumerate() {
            text(&mut sheet, group, n, item, words, &mut rest);
        }
    }
    // Every statement's number is known before the first line, since one may lie within a later one.
    let mut numbered = Vec::new();
    let mut statements: Vec<(u64, u32)> = Vec::new();
    let mut number = 0;
    for (group, items) in nodes {
        for item in items {
            let own = own_words(group, &item, words);
            if own.is_empty() {
                unseen(&mut rest, group, item);
                continue;
            }
            number += 1;
            if let (Shown::Fragments, Some(id)) = (group.fields[0].1, item["id"].as_u64()) {
                statements.push((id, number));
            }
            numbered.push((group, item, own, number));
        }
    }
    for (group, item, own, number) in numbered {
        node(&mut sheet, group, item, own, number, &statements, words);
    }

    if let Some(Value::Object(document)) = whole.get_mut("document") {
        document.remove("text");
    }
    whole.insert("next".into(), next.into());
    if !rest.is_empty() {
        whole.insert("unseen".into(), rest.into());
    }
    let text = fields::on_one_line(&whole.into());
    sheet.notes.insert(0, Note { of: Target::Text(report), text, line: 0 });
    sheet
}

fn own_words(group: &Group, item: &Value, words: &Words<'_>) -> Vec<sayso_wire::Span> {
    let (key, shown) = group.fields[0];
    match fields::show(shown, &item[key], words, &|_| false) {
        Seen::Spans(spans) => spans,
        _ => Vec::new(),
    }
}

/// Findings that have no words stand in the report's note.
fn unseen(rest: &mut Map<String, Value>, group: &Group, item: Value) {
    if let Value::Array(all) = rest.entry(group.list).or_insert_with(|| json!([])) {
        all.push(item);
    }
}

fn text(sheet: &mut Sheet, group: &Group, n: usize, mut item: Value, words: &Words<'_>, rest: &mut Map<String, Value>) {
    let (key, shown) = group.fields[0];
    let seen = fields::show(shown, &item[key], words, &|_| false);
    // Their place in the list, since brat is free to order lines.
    item["n"] = n.into();
    let bound: Vec<u32> = match &seen {
        Seen::Spans(spans) if !spans.is_empty() => vec![sheet.bind(group.kind, spans.clone())],
        Seen::Each(all) => all.iter().map(|spans| sheet.bind(group.kind, spans.clone())).collect(),
        _ => Vec::new(),
    };
    let Some(&first) = bound.first() else { return unseen(rest, group, item) };
    if bound.len() > 1 {
        sheet.same.push(bound);
    }
    left_out(&mut item, key, &seen, shown, words);
    sheet.notes.push(Note { of: Target::Text(first), text: fields::on_one_line(&item), line: 0 });
}

fn node(
    sheet: &mut Sheet,
    group: &Group,
    mut item: Value,
    own: Vec<sayso_wire::Span>,
    number: u32,
    statements: &[(u64, u32)],
    words: &Words<'_>,
) {
    let line_of = |id: u64| statements.iter().find(|it| it.0 == id).map(|it| it.1);
    let mut kind = group.kind.to_owned();
    let mut parts = Vec::new();
    for &(key, shown) in group.fields {
        let seen = fields::show(shown, &item[key], words, &|id| line_of(id).is_some());
        match (shown, &seen) {
            (Shown::Role(role), Seen::Spans(spans)) if !spans.is_empty() => {
                parts.push((role.to_owned(), Target::Text(sheet.bind(role, spans.clone()))));
            }
            (Shown::Roles(role), Seen::Each(all)) => {
                for spans in all {
                    parts.push((role.to_owned(), Target::Text(sheet.bind(role, spans.clone()))));
                }
            }
            (Shown::Statement(role), Seen::Id(Some(id))) => {
                parts.extend(line_of(*id).map(|line| (role.to_owned(), Target::Node(line))));
            }
            (Shown::Type, Seen::Name(Some(name))) => kind.clone_from(name),
            (Shown::Mark(name, _), Seen::Name(Some(value))) => {
                let (name, value) = (name.to_owned(), value.clone());
                sheet.marks.push(Mark { name, of: Target::Node(number), value });
            }
            _ => {}
        }
        left_out(&mut item, key, &seen, shown, words);
    }
    let trigger = sheet.bind(&kind, own);
    sheet.nodes.insert(number, Node { kind, trigger, parts, line: 0 });
    sheet.notes.push(Note { of: Target::Node(number), text: fields::on_one_line(&item), line: 0 });
}

/// Takes a field out of the note where its lines say it all. Attributes stay, since brat lets people take them away but
/// a field of the record must have some value; and so does the type, so that a change of it is seen.
fn left_out(item: &mut Value, key: &str, seen: &Seen, shown: Shown, words: &Words<'_>) {
    let told = fields::read(seen, shown, None, words) == item[key];
    if let (true, false, Value::Object(item)) = (told, matches!(shown, Shown::Mark(..) | Shown::Type), item) {
        item.remove(key);
    }
}
