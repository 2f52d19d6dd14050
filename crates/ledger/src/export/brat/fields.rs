//! Which fields of a finding brat shows, how, and how they are read again; the rest stands in its note as JSON.
//!
//! A field is left out of the note only where what is shown gives back exactly its value. So the note and the lines
//! never lose anything together, and where they are at odds, somebody has changed the lines.

use super::sheet::{ends_line, fragments};
use crate::export::Words;
use sayso_wire::Span;
use serde_json::{Value, json};

/// How a field is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The finding's own words, one span.
    Words,
    /// The finding's own words, a list of spans.
    Fragments,
    /// Several mentions, each of its own.
    Mentions,
    /// The kind of the line.
    Type,
    /// A span in a role.
    Role(&'static str),
    /// Participants in a role.
    Roles(&'static str),
    /// A statement in a role.
    Statement(&'static str),
    /// An attribute with one of some values.
    Mark(&'static str, &'static [&'static str]),
}

/// The findings of one list of the record.
pub(crate) struct Group {
    /// The list's name in the record.
    pub(crate) list: &'static str,
    /// Its kind in brat; events have their type's instead.
    pub(crate) kind: &'static str,
    /// The fields that are shown.
    pub(crate) fields: &'static [(&'static str, Shown)],
}

/// Findings that are `E` lines.
pub(crate) const NODES: [Group; 3] = [
    Group {
        list: "statements",
        kind: "Statement",
        fields: &[
            ("content", Shown::Fragments),
            ("source", Shown::Role("Source")),
            ("cue", Shown::Role("Cue")),
            ("addressee", Shown::Role("Addressee")),
            ("within", Shown::Statement("Within")),
            ("manner", Shown::Mark("Manner", &["direct", "indirect", "mixed"])),
            (
                "act",
                Shown::Mark(
                    "Act",
                    &[
                        "say", "ask", "request", "promise", "warn", "accuse", "support", "deny", "admit", "think",
                        "want",
                    ],
                ),
            ),
        ],
    },
    Group {
        list: "events",
        kind: "Event",
        fields: &[
            ("trigger", Shown::Words),
            ("type", Shown::Type),
            ("actors", Shown::Roles("Actor")),
            ("recipients", Shown::Roles("Recipient")),
            ("attributed_to", Shown::Statement("AttributedTo")),
            ("status", Shown::Mark("Status", &["occurred", "future", "hypothetical", "negated"])),
        ],
    },
    Group {
        list: "figures",
        kind: "Figure",
        fields: &[("span", Shown::Words), ("attributed_to", Shown::Statement("AttributedTo"))],
    },
];

/// Findings that are `T` lines.
pub(crate) const TEXTS: [Group; 3] = [
    Group { list: "parties", kind: "Party", fields: &[("mentions", Shown::Mentions)] },
    Group { list: "times", kind: "Time", fields: &[("span", Shown::Words)] },
    Group { list: "places", kind: "Place", fields: &[("span", Shown::Words)] },
];

/// Kinds of words that are no finding by themselves.
pub(crate) const PARTS: [&str; 6] = ["Report", "Source", "Cue", "Addressee", "Actor", "Recipient"];

/// What the lines show of a field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    /// The fragments of words, empty for none.
    Spans(Vec<Span>),
    /// Fragments of several.
    Each(Vec<Vec<Span>>),
    /// A kind or value.
    Name(Option<String>),
    /// The id of a statement.
    Id(Option<u64>),
}

/// Shows a value. `told` says whether a statement of that id has a line.
pub(crate) fn show(shown: Shown, value: &Value, words: &Words<'_>, told: &dyn Fn(u64) -> bool) -> Seen {
    let within = |it: &Value| span(it).map(|it| fragments(it, words)).unwrap_or_default();
    let list = || value.as_array().into_iter().flatten();
    match shown {
        Shown::Words | Shown::Role(_) => Seen::Spans(within(value)),
        Shown::Fragments => Seen::Spans(list().flat_map(within).collect()),
        Shown::Mentions => Seen::Each(list().map(within).filter(|it| !it.is_empty()).collect()),
        Shown::Roles(_) => Seen::Each(list().map(|it| within(&it["mention"])).filter(|it| !it.is_empty()).collect()),
        Shown::Type => {
            let free = |it: &&str| plain(it) && !PARTS.contains(it) && groups().all(|group| group.kind != *it);
            Seen::Name(Some(value.as_str().filter(free).unwrap_or("Event").to_owned()))
        }
        Shown::Mark(..) => Seen::Name(value.as_str().filter(|it| plain(it)).map(str::to_owned)),
        Shown::Statement(_) => Seen::Id(value.as_u64().filter(|&it| told(it))),
    }
}

/// Reads what is shown; `hint` is the value before somebody changed it, where the note has it.
pub(crate) fn read(seen: &Seen, shown: Shown, hint: Option<&Value>, words: &Words<'_>) -> Value {
    match seen {
        Seen::Spans(spans) if shown == Shown::Fragments => json!(spans),
        Seen::Spans(spans) => hull(spans),
        Seen::Each(all) if shown == Shown::Mentions => {
            let mut mentions: Vec<Value> = all.iter().map(|it| hull(it)).collect();
            mentions.sort_by_key(span);
            mentions.into()
        }
        Seen::Each(all) => {
            let before = hint.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let same =
                |it: &Value, spans: &[Span]| span(&it["mention"]).is_some_and(|it| fragments(it, words) == spans);
            let mut people: Vec<Value> = Vec::new();
            for spans in all {
                let known = before.iter().find(|it| same(it, spans));
                let new =
                    || json!({"mention": hull(spans), "name": super::sheet::reference(spans, words), "party": null});
                people.push(known.cloned().unwrap_or_else(new));
            }
            // Those that are named elsewhere in the report have no line, so nobody can have taken them away.
            people.extend(
                before
                    .iter()
                    .filter(|it| span(&it["mention"]).is_none_or(|it| fragments(it, words).is_empty()))
                    .cloned(),
            );
            people.into()
        }
        Seen::Name(name) => json!(name),
        Seen::Id(id) => json!(id),
    }
}

/// All groups.
pub(crate) fn groups() -> impl Iterator<Item = &'static Group> {
    NODES.iter().chain(&TEXTS)
}

/// A span of JSON.
pub(crate) fn span(value: &Value) -> Option<Span> {
    let [start, end] = value.as_array()?.as_slice() else { return None };
    Some([u32::try_from(start.as_u64()?).ok()?, u32::try_from(end.as_u64()?).ok()?])
}

/// From the first fragment to the last; null for none.
fn hull(spans: &[Span]) -> Value {
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => json!([first[0], last[1]]),
        _ => Value::Null,
    }
}

/// Whether brat takes a word as a kind or value.
fn plain(word: &str) -> bool {
    !word.is_empty()
        && word.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it))
        && word.as_bytes()[0].is_ascii_alphabetic()
}

/// JSON on one line, whatever a program takes for the end of one.
pub(crate) fn on_one_line(value: &Value) -> String {
    let mut out = String::new();
    for letter in value.to_string().chars() {
        match letter {
            // Beyond ASCII these stand only within strings, where JSON lets them be escaped.
            it if ends_line(it) => out.push_str(&format!("\\u{:04x}", u32::from(it))),
            it => out.push(it),
        }
    }
    out
}
