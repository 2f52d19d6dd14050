//! One story: its reports, who speaks in it, and what they tell side by side.

use super::stories::headlines;
use super::{Place, day, isolated, lines, shell, together, words};
use crate::draw::shares;
use crate::views::stories::StoryView;
use maud::{Markup, html};
use sayso_ledger::ask::{Line, StorySpeaker};

/// How many reports and speakers stand in view; the others behind a summary.
const REPORTS: usize = 8;
const SPEAKERS: usize = 12;

pub(crate) fn page(it: &StoryView) -> Markup {
    let story = &it.story;
    let (title, others) = headlines(&story.story);
    let sections = [
        ("quotations", "Quotations in several reports", story.quotations.len()),
        ("events", "Events that several tell", story.happenings.len()),
        ("differ", "Figures that differ", story.differing.len()),
        ("over-time", "Figures over time", story.series.len()),
    ];
    shell(
        Place::Stories,
        title,
        &html! {
            p.above { a href="/stories" { "Stories" } }
            h1 dir="auto" { (title) }
            p.meta {
                (words::counted(story.count.try_into().unwrap_or(usize::MAX), "report")) " in " (words::counted(story.story.outlets.len(), "outlet"))
                ", " (words::days(&story.story.first, &story.story.last))
            }
            @if !others.is_empty() {
                details.others { summary { (words::counted(others.len(), "other headline")) } ul { @for title in others { li dir="auto" { (title) } } } }
            }
            nav.sections aria-label="On this page" {
                ul {
                    li { a href="#reports" { "Reports" } }
                    @for (id, name, count) in sections { @if count > 0 { li { a href={ "#" (id) } { (name) " " span.number { (count) } } } } }
                }
            }
            div.beside {
                div.main {
                    section #reports { h2 { "Reports" } (reports(&story.story.reports)) }
                    @if !story.quotations.is_empty() {
                        section #quotations { h2 { "Quotations in several reports" } (key()) @for it in &story.quotations { (together::quotation(it)) } }
                    }
                    @if !story.happenings.is_empty() {
                        section #events { h2 { "Events that several tell" } @for happening in &story.happenings { (together::happening(happening, &it.events)) } }
                    }
                    @if !story.differing.is_empty() {
                        section #differ { h2 { "Figures that differ" } @for set in &together::sets(&story.differing) { (together::differing(set, &it.figures)) } }
                    }
                    @if !story.series.is_empty() {
                        section #over-time { h2 { "Figures over time" } @for it in &story.series { (together::series(it, 3)) } }
                    }
                    @if sections.iter().all(|it| it.2 == 0) { p.hint { "Nothing in these reports is told in more than one of them." } }
                }
                div.aside { (speakers(&story.speakers)) }
            }
        },
    )
}

/// What the marks in quotations mean.
pub(crate) fn key() -> Markup {
    html! { p.hint.key { "Against the fullest telling: " del { "left out" } ", " ins { "put in" } "." } }
}

fn reports(all: &[Line]) -> Markup {
    let (shown, more) = all.split_at(all.len().min(REPORTS));
    let list = |of: &[Line], first: usize| {
        html! {
            ol.reports start=(first) {
                @for it in of {
                    li {
                        a href=(lines::address(it.report, it.id)) dir="auto" { (it.title.as_deref().unwrap_or("A report without a headline")) }
                        p.whence { span { (lines::outlet(it)) } span { (day(&it.date)) } }
                    }
                }
            }
        }
    };
    html! {
        (list(shown, 1))
        @if !more.is_empty() { details { summary { (words::counted(more.len(), "more report")) } (list(more, REPORTS + 1)) } }
    }
}

fn speakers(all: &[StorySpeaker]) -> Markup {
    let (shown, more) = all.split_at(all.len().min(SPEAKERS));
    let list = |of: &[StorySpeaker]| {
        let rows: Vec<(Markup, u32)> = of.iter().map(|it| (speaker(it), it.statements)).collect();
        shares::list(rows.into_iter())
    };
    html! {
        @if !all.is_empty() {
            section {
                h2 { "Who speaks" }
                p.hint { "How many statements of each are reported." }
                (list(shown))
                @if !more.is_empty() { details { summary { (more.len()) " more" } (list(more)) } }
            }
        }
    }
}

fn speaker(it: &StorySpeaker) -> Markup {
    html! {
        @match it.party { Some(party) => a href={ "/speakers/" (party) } { (isolated(&it.name)) }, None => (isolated(&it.name)) }
    }
}
