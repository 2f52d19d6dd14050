//! What all pages share: the head, the way around, the foot; and a line of an answer.

use crate::assets;
use maud::{DOCTYPE, Markup, html};
use sayso_ledger::ask::{Kind, Line};

/// Which part of the desk a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Read,
    Search,
    Stories,
    Speakers,
    Events,
    Figures,
    Reports,
    Corrections,
    /// None of them.
    Aside,
}

const PLACES: &[(Place, &str, &str)] = &[
    (Place::Read, "/", "Read"),
    (Place::Search, "/search", "Search"),
    (Place::Stories, "/stories", "Stories"),
    (Place::Speakers, "/speakers", "Speakers"),
    (Place::Events, "/events", "Events"),
    (Place::Figures, "/figures", "Figures"),
    (Place::Reports, "/reports", "Reports"),
    (Place::Corrections, "/corrections", "Corrections"),
];

/// A page of the desk. `main` is its content, which brings its own `h1`.
pub(crate) fn shell(place: Place, title: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Sayso" }
                link rel="stylesheet" href=(assets::at("desk.css"));
                link rel="icon" type="image/svg+xml" href=(assets::at("icon.svg"));
                script type="module" src=(assets::at("desk.js")) {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header.site {
                    a.brand href="/" { "Sayso" }
                    nav aria-label="Parts of the desk" {
                        ul {
                            @for (it, address, name) in PLACES {
                                li { a href=(address) aria-current=[(place == *it).then_some("page")] { (name) } }
                            }
                        }
                    }
                    @if place != Place::Search {
                        form.find action="/search" role="search" {
                            label { span.unseen { "Search the ledger" } input type="search" name="words" placeholder="Search" autocomplete="off"; }
                        }
                    }
                }
                main #main tabindex="-1" { (main) }
                footer.site {
                    p { "Sayso writes down who said it, not whether it is true." }
                }
            }
        }
    }
}

/// Lines of an answer, each with its words and its source, linked to where it stands.
pub(crate) fn lines(all: &[Line]) -> Markup {
    html! { ol.lines { @for line in all { li { (self::line(line)) } } } }
}

fn line(line: &Line) -> Markup {
    let id = line.id.to_string();
    let address = match line.kind {
        Kind::Report => format!("/reports/{id}"),
        _ => format!("/reports/{}#{id}", line.report),
    };
    html! {
        article class={ "line " (line.kind.name()) } {
            @if line.kind == Kind::Report {
                h3 { a href=(address) { (line.title.as_deref().unwrap_or("A report without a headline")) } }
                p.words { (line.words) }
            } @else {
                p.words { a href=(address) { (line.words) } }
                p.about { (line.about) }
            }
            p.whence {
                @if let Some(source) = &line.source { span.source { (source) } " · " }
                @if let Some(outlet) = &line.outlet { span.outlet { (outlet) } " · " }
                time datetime=(line.date) { (line.date) }
                @if line.kind != Kind::Report { @if let Some(title) = &line.title { " · " span.title { (title) } } }
            }
        }
    }
}
