//! What people corrected: from what to what, who and when; each can be undone and done again.

use super::reading::{short, words};
use super::{Place, reading_shell};
use crate::pages::isolated;
use crate::views::corrections::Corrections;
use maud::{Markup, html};
use sayso_ledger::import::Kind;
use sayso_ledger::{Changed, Decided, HowChanged};

pub(crate) fn page(it: &Corrections) -> Markup {
    let standing = it.corrections.iter().filter(|it| !it.undone).count();
    reading_shell(
        Place::Corrections,
        "Corrections",
        &html! {
            h1 { "Corrections" }
            p.lead {
                "What people decided stands above what Sayso reads, also when it reads the report anew. Nothing is lost: each correction can be undone and done again."
            }
            @if let Some(report) = it.report {
                p { "Of " a href={ "/reports/" (report) } { "one report" } ". " a href="/corrections" { "All corrections" } }
            }
            @if it.corrections.is_empty() {
                p { "Nothing was corrected yet. Open a " a href="/reports" { "report" } ", choose a mark in it and “Correct”." }
            } @else {
                ol.lines.decided { @for one in &it.corrections { li { (decided(one)) } } }
                @if standing > 0 {
                    p { a.button href="/corrections/gold.jsonl" download { "Corrected records as gold (JSON Lines)" } }
                }
            }
        },
    )
}

/// A correction.
fn decided(it: &Decided) -> Markup {
    html! {
        article.decision.undone[it.undone] {
            p.title { a href={ "/reports/" (it.report) } { (isolated(it.title.as_deref().unwrap_or("A report without a headline"))) } }
            (changes(&it.changes))
            p.whence {
                @if it.undone { b { "undone" } " · " }
                @if it.by.is_empty() { "nobody said who" } @else { (isolated(&it.by)) }
                " · " time datetime=(it.made) { (words::date(&it.made)) }
            }
            (turn(it, false))
        }
    }
}

/// The button that takes a correction back, or makes it again; `back` leads to the report afterwards.
pub(super) fn turn(it: &Decided, back: bool) -> Markup {
    let (action, words) = if it.undone { ("redo", "Do it again") } else { ("undo", "Undo") };
    html! {
        form.turn method="post" action={ "/corrections/" (it.decision) "/" (action) } {
            @if back { input type="hidden" name="report" value=(it.report); }
            button { (words) }
        }
    }
}

/// What a correction changed, without what only follows from it: a speaker's party, what of other words is quoted.
pub(super) fn changes(all: &[Changed]) -> Markup {
    const FOLLOWS: [&str; 7] = ["party", "quoted", "manner", "modes", "cameo", "quad", "scale"];
    let follows = |it: &&Changed| it.field.as_deref().is_some_and(|field| FOLLOWS.contains(&field));
    let (follow, lead): (Vec<&Changed>, Vec<&Changed>) = all.iter().partition(follows);
    html! { ul.changes { @for it in if lead.is_empty() { &follow } else { &lead } { li { (changed(it)) } } } }
}

/// One change in plain words: `who speaks in “…”: from Ada Quill to Jon Marr`.
fn changed(it: &Changed) -> Markup {
    let kind = kind(it.kind);
    let value = |it: &Option<String>, field: Option<&str>| match it.as_deref() {
        None | Some("") => html! { i { "nothing" } },
        Some(value) => html! { b { (isolated(plain(field.unwrap_or_default(), value))) } },
    };
    let words = short(&it.words, 80);
    html! {
        @match it.how {
            HowChanged::Removed => { "“" (isolated(&words)) "” is no " (kind) },
            HowChanged::Added => { "“" (isolated(&words)) "” is a " (kind) },
            HowChanged::Set => {
                (field(it.field.as_deref().unwrap_or_default())) " of the " (kind) " “" (isolated(&words)) "”: from "
                (value(&it.from, it.field.as_deref())) " to " (value(&it.to, it.field.as_deref()))
            },
        }
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "report",
        Kind::Party => "party",
        Kind::Time => "time",
        Kind::Place => "place",
        Kind::Statement => "statement",
        Kind::Event => "event",
        Kind::Figure => "figure",
        Kind::Differ => "difference",
        Kind::Doubt => "doubt",
    }
}

/// A field of the record in plain words.
fn field(field: &str) -> &str {
    match field {
        "speaker" => "speaker",
        "party" => "party that speaks",
        "content" | "trigger" | "span" => "words",
        "quoted" => "quoted words",
        "manner" => "manner",
        "type" => "kind",
        "modes" => "ways",
        "quad" => "quadrant",
        "scale" => "scale",
        "cameo" => "CAMEO code",
        "low" => "least value",
        "high" => "greatest value",
        "of" => "what is counted",
        "said_on" | "when" => "time",
        "where" => "place",
        "attributed_to" => "source",
        "within" => "outer statement",
        other => other,
    }
}

/// A value in plain words where it is a code.
fn plain<'a>(field: &str, value: &'a str) -> &'a str {
    match field {
        "status" => words::status_word(value),
        "manner" => words::manner(value),
        "type" => words::TYPES.iter().find(|it| it.0 == value).map_or(value, |it| it.1),
        _ => value,
    }
}
