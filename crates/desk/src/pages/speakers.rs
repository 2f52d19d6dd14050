//! Who speaks: looked up by name, or those quoted most.

use super::{Place, asking, isolated, shell, words};
use crate::views::speakers::Speakers;
use maud::{Markup, html};
use sayso_ledger::ask::Known;

pub(crate) fn page(it: &Speakers) -> Markup {
    shell(
        Place::Speakers,
        "Speakers",
        &html! {
            h1 { "Speakers" }
            p.lead { "People, bodies and documents that reports quote, and what they are reported to have said." }
            form.ask role="search" action="/speakers" aria-label="Names of speakers" {
                div.words {
                    label { "Name" input type="search" name="name" value=(it.name.as_deref().unwrap_or_default()) autocomplete="off"; }
                    button.main { "Search" }
                }
            }
            @match &it.name {
                Some(name) if it.found.is_empty() => {
                    div.nothing {
                        @if it.empty { (asking::nothing("speakers", "/speakers", &Default::default(), true)) } @else {
                            p { "Nobody in the register goes by “" (isolated(name)) "”." }
                            p.hint { "A last name finds all who have it; a first name alone finds nobody. Or " a href={ "/search?kind=statement&words=" (encoded(name)) } { "search for statements with these words" } "." }
                        }
                    }
                }
                Some(_) => { ol.lines { @for known in &it.found { li { (self::known(known)) } } } }
                None if it.heard.speakers.is_empty() => (asking::nothing("statements", "/speakers", &Default::default(), it.empty)),
                None => {
                    h2 { "Heard most" }
                    p.hint { "In the " (words::counted(it.heard.seen.try_into().unwrap_or(usize::MAX), "statement")) " added last." }
                    @let rows: Vec<(Markup, u32)> = it.heard.speakers.iter().map(|it| (html! { a href={ "/speakers/" (it.value.trim_start_matches('p')) } { (isolated(&it.name)) } }, it.count)).collect();
                    div.some { (crate::draw::shares::list(rows.into_iter())) }
                }
            }
        },
    )
}

fn known(it: &Known) -> Markup {
    html! {
        article.line {
            p.title { a href={ "/speakers/" (it.party) } { (isolated(&it.name)) } }
            p.whence {
                span { (words::party_kind(&it.kind)) }
                @if let Some(code) = &it.code { span { (code) } }
                span { "in " (words::counted(it.reports.try_into().unwrap_or(usize::MAX), "report")) }
                @if !it.names.is_empty() { span { "also " (also(&it.names)) } }
            }
        }
    }
}

/// The other names somebody goes by.
pub(crate) fn also(names: &[String]) -> Markup {
    html! { @for (at, name) in names.iter().enumerate() { @if at > 0 { ", " } (isolated(name)) } }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
