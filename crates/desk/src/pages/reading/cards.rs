//! A card for each statement, event and figure: the words, on whose word they rest, what was understood of them.
//!
//! Cards stand after the text, where links of marks lead without a script; with one they open beside the mark.

use super::super::lines;
use super::text::one_line;
use super::{Sheet, cite, correct, words};
use crate::pages::{isolated, unturned};
use maud::{Markup, html};
use sayso_ledger::ask::{Counted, Id, Kind, Line, Same};
use sayso_wire::{By, Participant};
use std::collections::HashMap;

/// What other reports have, by the number of the finding in this one.
struct Others<'a> {
    same: HashMap<Id, &'a Same>,
    counted: HashMap<Id, &'a Counted>,
}

/// What is shown of any finding alike.
struct Card<'a> {
    id: String,
    /// Its class: a kind, and the speaker's colour.
    class: String,
    heading: Markup,
    words: String,
    facts: Vec<(&'static str, Markup)>,
    by: &'a By,
    others: Markup,
    citation: String,
    correct: Markup,
}

/// All cards, in text order within each kind.
pub(super) fn cards(sheet: &Sheet<'_>) -> Markup {
    let record = sheet.record;
    let others = others(sheet);
    let count = |len: usize| (0..).take(len);
    html! {
        @if !(record.statements.is_empty() && record.events.is_empty() && record.figures.is_empty()) {
            section.cards #cards aria-labelledby="cards-title" data-cards {
                h2 #cards-title { "Every mark in the text" }
                @if sheet.window.is_part {
                    p.hint { "This report is very long: here stand the marks around one of them. Each mark in the text leads to its own." }
                }
                (correct::parties(sheet))
                @if !record.statements.is_empty() {
                    p.group { "Statements" }
                    @for id in count(record.statements.len()) { @if sheet.window.has(Kind::Statement, id) { (card(statement(sheet, id, &others))) } }
                }
                @if !record.events.is_empty() {
                    p.group { "Events" }
                    @for id in count(record.events.len()) { @if sheet.window.has(Kind::Event, id) { (card(event(sheet, id, &others))) } }
                }
                @if !record.figures.is_empty() {
                    p.group { "Figures" }
                    @for id in count(record.figures.len()) { @if sheet.window.has(Kind::Figure, id) { (card(figure(sheet, id, &others))) } }
                }
            }
        }
    }
}

fn others<'a>(sheet: &Sheet<'a>) -> Others<'a> {
    let elsewhere = sheet.page.known.as_ref().map(|it| &it.elsewhere);
    let same = elsewhere.into_iter().flat_map(|it| it.statements.iter().chain(&it.events)).map(|it| (it.id, it));
    let counted = elsewhere.into_iter().flat_map(|it| &it.figures).map(|it| (it.id, it));
    Others { same: same.collect(), counted: counted.collect() }
}

fn card(it: Card<'_>) -> Markup {
    let title = format!("{}-title", it.id);
    html! {
        article class={ "card " (it.class) } id=(it.id) tabindex="-1" aria-labelledby=(title) data-card {
            h3 id=(title) { (it.heading) }
            p.words dir="auto" { (cite::shown(&it.words)) }
            @if !it.facts.is_empty() {
                dl { @for (name, what) in &it.facts { div { dt { (name) } dd { (what) } } } }
            }
            (it.others)
            p.by { (words::found_by(it.by)) }
            div.tools {
                a.back href={ "#at-" (it.id) } { "In the text" }
                button.copy type="button" hidden { "Copy with source" }
                details.cite { summary { "With its source" } p.citation dir="auto" { (it.citation) } }
                (it.correct)
            }
        }
    }
}

/// The chain of those on whose word something rests, the report first.
fn chain(sheet: &Sheet<'_>, statement: Option<u32>) -> Markup {
    html! {
        ol.chain {
            li { (isolated(sheet.outlet())) @if statement.is_none() { ", in its own voice" } }
            @for id in statement.map(|it| sheet.chain(it)).unwrap_or_default() {
                li class=(sheet.color(id)) { a href=(sheet.to_statement(id)) { (isolated(&sheet.voices.of(id).name)) } }
            }
        }
    }
}

fn statement<'a>(sheet: &Sheet<'a>, id: u32, others: &Others<'_>) -> Card<'a> {
    let it = &sheet.record.statements[id as usize];
    let voice = sheet.voices.of(id);
    let when = it.said_at.as_deref().or(it.said_on.as_deref());
    let to = it.addressee.map(|span| one_line(sheet.words(span)));
    let cue = it.cue.map(|span| one_line(sheet.words(span)));
    let mut facts = vec![("On whose word", chain(sheet, Some(id)))];
    facts.push((
        "How",
        html! {
            (words::manner(&it.manner)) @if it.act != "say" { ", " (words::act(&it.act)) }
            @if let Some(cue) = cue { " (“" (isolated(&cue)) "”)" }
        },
    ));
    facts.extend(to.map(|to| ("To whom", html! { (isolated(&to)) })));
    facts.extend(when.map(|at| ("When", html! { time datetime=(at) { (words::date(at)) } })));
    facts.extend(sheet.party(it.party).map(|(name, address)| {
        (
            "In the ledger",
            html! {
                a href=(address) { "everything from " (isolated(name)) }
            },
        )
    }));
    Card {
        id: sheet.statement(id),
        class: format!("statement {}", sheet.color(id)),
        heading: html! {
            span.number { (id + 1) } " " bdi.name { (unturned(&voice.name)) }
            @if let Some(role) = voice.role.as_ref().filter(|role| !voice.name.contains(role.as_str())) {
                " " small { (isolated(role)) }
            }
        },
        words: sheet.content(id),
        facts,
        by: &it.by,
        others: same(sheet.id(Kind::Statement, id), others, "The same words elsewhere"),
        citation: cite::statement(sheet, id),
        correct: correct::statement(sheet, id),
    }
}

fn event<'a>(sheet: &Sheet<'a>, id: u32, others: &Others<'_>) -> Card<'a> {
    let it = &sheet.record.events[id as usize];
    let rests_on = sheet.rests_on(it.attributed_to);
    let mut facts = vec![
        ("How told", html! { span class={ "e " (sheet.status(id)) } { (words::status(&it.status)) } }),
        ("On whose word", chain(sheet, rests_on)),
        ("What", html! { (words::event_kind(it)) }),
        (
            "Who",
            if it.actors.is_empty() {
                html! { "not told" }
            } else {
                people(sheet, &it.actors)
            },
        ),
    ];
    facts.extend((!it.recipients.is_empty()).then(|| ("To whom", people(sheet, &it.recipients))));
    facts.extend(it.when.as_deref().map(|at| ("When", html! { time datetime=(at) { (words::date(at)) } })));
    facts.extend(it.place.as_deref().map(|place| {
        (
            "Where",
            html! {
                (isolated(place))
                // The gazetteer's name only where it tells more.
                @if let Some(geo) = it.geo.as_ref().filter(|geo| geo.name != place) { " (" (isolated(&geo.name)) ")" }
            },
        )
    }));
    facts.extend(it.dead.map(|toll| ("Dead", html! { (words::toll(toll)) })));
    facts.extend(it.injured.map(|toll| ("Injured", html! { (words::toll(toll)) })));
    let again: Vec<u32> = sheet.told_again(id).collect();
    facts.extend((!again.is_empty()).then(|| {
        (
            "Also told as",
            html! {
                ul.again {
                    @for other in again {
                        @let told = &sheet.record.events[other as usize];
                        li {
                            a href=(sheet.to_event(other)) { (isolated(&one_line(sheet.words(told.trigger)))) }
                            ", " (words::status_word(&told.status)) ", " (sheet.whose(told.attributed_to))
                        }
                    }
                }
            },
        )
    }));
    Card {
        id: sheet.event(id),
        class: "event".to_owned(),
        heading: html! { span class={ "e " (sheet.status(id)) } { (isolated(&one_line(sheet.words(it.trigger)))) } },
        words: sheet.sentence(it.trigger, 400),
        facts,
        by: &it.by,
        others: same(sheet.id(Kind::Event, id), others, "The same event elsewhere"),
        citation: cite::sentence(sheet, it.trigger, it.attributed_to, Some(words::status(&it.status))),
        correct: correct::event(sheet, id),
    }
}

fn figure<'a>(sheet: &Sheet<'a>, id: u32, others: &Others<'_>) -> Card<'a> {
    let it = &sheet.record.figures[id as usize];
    let rests_on = sheet.rests_on(it.attributed_to);
    let mut facts =
        vec![("On whose word", chain(sheet, rests_on)), ("Value", html! { span.tabular { (words::value(it)) } })];
    facts.extend((!it.of.is_empty()).then(|| ("Of what", html! { (isolated(&one_line(&it.of))) })));
    facts.extend(it.when.as_deref().map(|at| ("For when", html! { time datetime=(at) { (words::date(at)) } })));
    facts.extend(it.place.as_deref().map(|place| ("Where", html! { (isolated(place)) })));
    let differs: Vec<u32> = sheet.differs_from(id).collect();
    facts.extend((!differs.is_empty()).then(|| {
        (
            "Differs from",
            html! {
                ul.again {
                    @for other in differs {
                        li {
                            a href=(sheet.to_figure(other)) { (isolated(&sheet.counted(other))) }
                            ", " (sheet.whose(sheet.record.figures[other as usize].attributed_to))
                        }
                    }
                }
            },
        )
    }));
    Card {
        id: sheet.figure(id),
        class: "figure".to_owned(),
        heading: html! { span.f { (isolated(&one_line(sheet.words(it.span)))) } },
        words: sheet.sentence(it.span, 400),
        facts,
        by: &it.by,
        others: counted(sheet.id(Kind::Figure, id), others),
        citation: cite::sentence(sheet, it.span, it.attributed_to, None),
        correct: correct::figure(sheet, id),
    }
}

fn people(sheet: &Sheet<'_>, all: &[Participant]) -> Markup {
    html! {
        @for (n, it) in all.iter().enumerate() {
            @if n > 0 { ", " }
            @match sheet.party(it.party) {
                Some((_, address)) => a href=(address) { (isolated(&one_line(&it.name))) },
                None => (isolated(&one_line(&it.name))),
            }
        }
    }
}

fn same(id: Option<Id>, others: &Others<'_>, title: &str) -> Markup {
    let Some(same) = id.and_then(|id| others.same.get(&id)) else { return html! {} };
    html! { (elsewhere(title, &same.lines)) @if same.more { p.hint { "and more" } } }
}

fn counted(id: Option<Id>, others: &Others<'_>) -> Markup {
    let Some(it) = id.and_then(|id| others.counted.get(&id)) else { return html! {} };
    let differ: Vec<Line> = it.differ.iter().map(|it| it.0.clone()).collect();
    let factor = it.differ.iter().filter_map(|it| it.1).fold(0.0, f64::max);
    let title = match factor {
        factor if factor >= 1.1 => {
            format!("Others tell another number, by up to {} times", words::grouped((factor * 10.0).round() / 10.0))
        }
        _ => "Others tell another number".to_owned(),
    };
    html! { (elsewhere(&title, &differ)) (elsewhere("Others tell the same", &it.agree)) }
}

fn elsewhere(title: &str, all: &[Line]) -> Markup {
    html! {
        @if !all.is_empty() {
            details.elsewhere { summary { (title) " " span.count { "(" (all.len()) ")" } } (lines(all)) }
        }
    }
}
