//! One speaker: what they are reported to have said, when, where and how; nothing beyond.

use super::asking::{self, Field};
use super::lines::{Searched, lines_of_one};
use super::speakers::also;
use super::{Place, isolated, shell, words};
use crate::draw::bars::{Bar, bars};
use crate::draw::shares;
use crate::views::search::Asked;
use crate::views::speakers::SpeakerView;
use maud::{Markup, html};
use sayso_ledger::ask::{Every, SpeakerPage};

pub(crate) fn page(it: &SpeakerView) -> Markup {
    let speaker = &it.speaker;
    let known = &speaker.known;
    let path = format!("/speakers/{}", known.party);
    let next = it.next.map(|last| it.asked.but(|it| it.after = Some(last.to_string())));
    let statements = usize::try_from(speaker.statements).unwrap_or(usize::MAX);
    shell(
        Place::Speakers,
        &known.name,
        &html! {
            p.above { a href="/speakers" { "Speakers" } }
            h1 dir="auto" { (known.name) }
            p.meta { (who(speaker)) }
            @if !known.names.is_empty() { p.meta { "Also named " (also(&known.names)) } }
            @if speaker.timeline.len() > 1 {
                section { h2 { "Statements over time" } (over_time(it)) }
            }
            div.beside {
                div.main {
                    section {
                        h2 {
                            @if speaker.sampled { "About " }
                            (words::counted(statements, "statement"))
                        }
                        (asking::form(&path, "Words in what is said", &it.asked, &[Field::Outlet, Field::Days, Field::Order]))
                        (asking::chips(&path, &it.asked, None))
                        @if speaker.said.is_empty() { (asking::nothing("statements", &path, &it.asked, false)) }
                        (lines_of_one(&speaker.said, &Searched::of(it.asked.words.as_deref())))
                        (asking::pager(&path, &it.asked, next.as_ref()))
                    }
                }
                div.aside {
                    (how(speaker))
                    (outlets(it, &path))
                    (others(speaker))
                }
            }
        },
    )
}

/// Kind, state and sector as the register has them, and how often.
fn who(it: &SpeakerPage) -> Markup {
    let own = it.parties.iter().find(|own| own.party == it.known.party);
    html! {
        (words::party_kind(&it.known.kind))
        @if let Some(country) = own.and_then(|it| it.country.as_deref()) { ", " (words::country(country)) }
        @if let Some(code) = &it.known.code { " (" (code) ")" }
        ", mentioned in " (words::counted(it.known.reports.try_into().unwrap_or(usize::MAX), "report"))
        @if let (Some(first), Some(last)) = (&it.first, &it.last) { "; speaks " @if first == last { "on " } @else { "from " } (words::days(first, last)) }
    }
}

fn over_time(it: &SpeakerView) -> Markup {
    let every = match it.speaker.every {
        Every::Day => "day",
        Every::Week => "week",
        Every::Month => "month",
    };
    let party = Some(format!("p{}", it.speaker.known.party));
    let all: Vec<Bar> = it
        .speaker
        .timeline
        .iter()
        .map(|bar| Bar {
            label: words::days(&bar.from, &bar.to),
            short: bar.from.parse().map(words::short_day).unwrap_or_default(),
            count: bar.count,
            address: Asked {
                speaker: party.clone(),
                kind: Some("statement".into()),
                words: it.asked.words.clone(),
                outlet: it.asked.outlet.clone(),
                from: Some(bar.from.clone()),
                to: Some(bar.to.clone()),
                ..Asked::default()
            }
            .address("/search"),
        })
        .collect();
    bars("statements", every, &all)
}

/// Quoted or in other words, and what acts.
fn how(it: &SpeakerPage) -> Markup {
    let manners: Vec<(&str, u32)> = ["direct", "mixed", "indirect"]
        .into_iter()
        .filter_map(|manner| it.manners.iter().find(|it| it.manner == manner))
        .map(|it| (words::manner(&it.manner), it.words))
        .collect();
    let acts: Vec<(Markup, u32)> = it.acts.iter().map(|it| (html! { (words::act(&it.value)) }, it.count)).collect();
    html! {
        @if !manners.is_empty() { section { h2 { "In whose words" } (shares::parts("words", &manners)) } }
        @if acts.len() > 1 { section { h2 { "What was done in saying it" } (shares::list(acts.into_iter())) } }
    }
}

fn outlets(it: &SpeakerView, path: &str) -> Markup {
    let rows: Vec<(Markup, u32)> = it
        .speaker
        .outlets
        .iter()
        .map(|facet| {
            let address = it.asked.but(|it| it.outlet = Some(facet.value.clone())).address(path);
            (html! { a href=(address) { (isolated(&facet.name)) } }, facet.count)
        })
        .collect();
    html! { @if !rows.is_empty() { section { h2 { "Where it was published" } (shares::list(rows.into_iter())) } } }
}

fn others(it: &SpeakerPage) -> Markup {
    html! {
        @if !it.with.is_empty() {
            section {
                h2 { "Who else speaks in the same stories" }
                ul.plain { @for other in &it.with { li { a href={ "/speakers/" (other.party) } { (isolated(&other.name)) } @if other.stories > 1 { " " span.hint { "in " (other.stories) } } } } }
            }
        }
    }
}
