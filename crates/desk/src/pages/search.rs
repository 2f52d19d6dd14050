//! Search: what was found, and beside it what it can be narrowed by.

use super::asking::{self, Field};
use super::lines::{Searched, lines_with};
use super::{Place, shell, words};
use crate::draw::bars::{Bar, bars};
use crate::views::search::{Asked, Found};
use maud::{Markup, html};
use sayso_ledger::ask::{Facet, Facets, Kind, Line};

const PATH: &str = "/search";

const FIELDS: &[Field] = &[
    Field::Speaker,
    Field::Outlet,
    Field::Days,
    Field::Kind,
    Field::Type,
    Field::Status,
    Field::Country,
    Field::Order,
];

pub(crate) fn page(it: &Found) -> Markup {
    let asked = &it.asked;
    let title = asked.words.as_deref().filter(|it| !it.trim().is_empty());
    let title = title.map_or_else(|| "Search".to_owned(), |words| format!("{words} · Search"));
    shell(
        Place::Search,
        &title,
        &html! {
            h1 { "Search" }
            (asking::form(PATH, "Words in statements, events, figures and reports", asked, FIELDS))
            (asking::chips(PATH, asked, it.speaker.as_deref()))
            @if it.lines.is_empty() && it.facets.kinds.is_empty() {
                (asking::nothing("match", PATH, asked, it.empty))
            } @else {
                (kinds(it))
                div.found {
                    (narrow(it))
                    div.results { (results(it)) }
                }
            }
        },
    )
}

/// How many of each kind there are, each a link to those alone.
fn kinds(it: &Found) -> Markup {
    let now = it.asked.kind.as_deref().filter(|it| !it.is_empty());
    let count = |kind: Kind| it.facets.kinds.iter().find(|it| it.value == kind.name()).map_or(0, |it| it.count);
    html! {
        nav.kinds aria-label="Kinds of matches" {
            ul {
                li { a href=(it.asked.but(|it| it.kind = None).address(PATH)) aria-current=[now.is_none().then_some("true")] { "All" } }
                @for kind in Kind::ALL {
                    li {
                        a href=(it.asked.but(|it| it.kind = Some(kind.name().into())).address(PATH)) aria-current=[(now == Some(kind.name())).then_some("true")] {
                            (words::kinds(kind)) " " span.number { (asking::about_count(count(kind), it.facets.sampled)) }
                        }
                    }
                }
            }
        }
    }
}

fn results(it: &Found) -> Markup {
    let searched = Searched::of(it.asked.words.as_deref());
    if it.asked.kind.as_deref().is_some_and(|it| !it.is_empty()) {
        let next = it.next.map(|last| it.asked.but(|it| it.after = Some(last.to_string())));
        return html! {
            h2.unseen { "Matches" }
            @if it.lines.is_empty() { (asking::nothing("match of this kind", PATH, &it.asked, false)) }
            (lines_with(&it.lines, &searched))
            (asking::pager(PATH, &it.asked, next.as_ref()))
        };
    }
    html! {
        @for kind in Kind::ALL {
            @let of_kind: Vec<Line> = it.lines.iter().filter(|it| it.kind == kind).cloned().collect();
            @if !of_kind.is_empty() {
                section.kind {
                    h2 { (words::kinds(kind)) }
                    (lines_with(&of_kind, &searched))
                    @let all = it.facets.kinds.iter().find(|it| it.value == kind.name()).map_or(0, |it| it.count);
                    @if usize::try_from(all).unwrap_or(usize::MAX) > of_kind.len() {
                        p.more { a href=(it.asked.but(|it| it.kind = Some(kind.name().into())).address(PATH)) { "All " (words::kinds(kind).to_lowercase()) } " (" (asking::about_count(all, it.facets.sampled)) ")" }
                    }
                }
            }
        }
    }
}

/// What the matches have in common: on a phone behind a summary, else beside them.
fn narrow(it: &Found) -> Markup {
    let (asked, facets, about) = (&it.asked, &it.facets, it.facets.sampled);
    let but = |change: &dyn Fn(&mut Asked)| asked.but(change);
    html! {
        details.narrow {
            summary { "Narrow down" }
            h2.unseen { "Narrow down" }
            (months(PATH, "matches", asked, facets))
            (asking::facet(PATH, "Who speaks", &facets.speakers, about, |it| &it.name, |facet| but(&|it| it.speaker = Some(facet.value.clone()))))
            (asking::facet(PATH, "Outlet", &facets.outlets, about, |it| &it.name, |facet| but(&|it| it.outlet = Some(facet.value.clone()))))
            (asking::facet(PATH, "Kind of event", &facets.types, about, |it| words::event_type(&it.value), |facet| but(&|it| it.event_type = Some(facet.value.clone()))))
            (asking::facet(PATH, "Events told as", &facets.statuses, about, |it| words::status_word(&it.value), |facet| but(&|it| it.status = Some(facet.value.clone()))))
            (asking::facet(PATH, "Country of events", &facets.countries, about, |it| words::country(&it.value), |facet| but(&|it| it.country = Some(facet.value.clone()))))
            @if about {
                p.hint { "There are many matches, so most counts are estimates." }
            }
        }
    }
}

/// Matches by month, each a link that narrows to its days.
pub(crate) fn months(path: &str, what: &str, asked: &Asked, facets: &Facets) -> Markup {
    let bar = |it: &Facet| {
        let day: Option<jiff::civil::Date> = format!("{}-01", it.value).parse().ok();
        let (from, to) = match day {
            Some(day) => (day.to_string(), day.last_of_month().to_string()),
            None => (it.value.clone(), it.value.clone()),
        };
        let address = asked.but(|it| (it.from, it.to) = (Some(from), Some(to))).address(path);
        Bar { label: super::in_words(&it.value), short: String::new(), count: it.count, address }
    };
    html! {
        @if facets.months.len() > 1 {
            section.facet { h3 { "When" } (bars(what, "month", &facets.months.iter().map(bar).collect::<Vec<_>>())) }
        }
    }
}
