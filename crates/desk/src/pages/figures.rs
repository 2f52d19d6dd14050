//! Figures: those that differ, a list, and one thing over time.

use super::asking::{self, Field};
use super::lines::{Searched, lines_with};
use super::{Place, shell, together};
use crate::views::figures::{Figures, OverTime};
use crate::views::search::Asked;
use maud::{Markup, html};

const PATH: &str = "/figures";
const DIFFERING: &str = "/figures/differing";
const OVER_TIME: &str = "/figures/over-time";
/// How many sets that differ stand before the list.
const FIRST: usize = 3;

const FIELDS: &[Field] = &[Field::Outlet, Field::Days, Field::Order];

pub(crate) fn page(it: &Figures) -> Markup {
    let next = it.next.map(|last| it.asked.but(|it| it.after = Some(last.to_string())));
    layout(
        "Figures",
        PATH,
        &it.asked,
        &html! {
            p.lead { "How many of what, and on whose word." }
            (asking::form(PATH, "Words of the figure or of what is counted", &it.asked, FIELDS))
            (asking::chips(PATH, &it.asked, None))
            @if !it.differing.is_empty() {
                section {
                    h2 { "Figures that differ" }
                    div.apart { @for set in together::sets(&it.differing).iter().take(FIRST) { (together::differing(set, &it.details)) } }
                    p.more { a href=(it.asked.but(|_| ()).address(DIFFERING)) { "All figures that differ" } }
                }
            }
            @if it.lines.is_empty() {
                (asking::nothing("figures", PATH, &it.asked, it.empty))
            } @else {
                section {
                    h2 { (if it.differing.is_empty() { "Figures" } else { "All figures" }) }
                    (lines_with(&it.lines, &Searched::of(it.asked.words.as_deref())))
                    (asking::pager(PATH, &it.asked, next.as_ref()))
                }
            }
        },
    )
}

pub(crate) fn differing(it: &Figures) -> Markup {
    let next = it.next_page.map(|page| Asked { page: Some(page), ..it.asked.clone() });
    layout(
        "Figures that differ",
        DIFFERING,
        &it.asked,
        &html! {
            p.lead { "Figures about one thing, at one time and place, that cannot all hold. Which of them does, Sayso does not say." }
            (asking::form(DIFFERING, "Words of the figure or of what is counted", &it.asked, FIELDS))
            (asking::chips(DIFFERING, &it.asked, None))
            @if it.differing.is_empty() { (asking::nothing("figures that differ", DIFFERING, &it.asked, it.empty)) }
            @else { h2.unseen { "Figures that differ" } }
            div.apart { @for set in &together::sets(&it.differing) { (together::differing(set, &it.details)) } }
            (asking::pager(DIFFERING, &it.asked, next.as_ref()))
        },
    )
}

pub(crate) fn over_time(it: &OverTime) -> Markup {
    let next = it.next.map(|page| Asked { page: Some(page), ..it.asked.clone() });
    layout(
        "Figures over time",
        OVER_TIME,
        &it.asked,
        &html! {
            p.lead { "What is told of one thing from day to day, and who tells it." }
            (asking::form(OVER_TIME, "Words of the figure or of what is counted", &it.asked, FIELDS))
            (asking::chips(OVER_TIME, &it.asked, None))
            @if it.series.is_empty() { (asking::nothing("figures told on several days", OVER_TIME, &it.asked, it.empty)) }
            div.apart { @for it in &it.series { (together::series(it, 2)) } }
            (asking::pager(OVER_TIME, &it.asked, next.as_ref()))
        },
    )
}

/// The three pages on figures, each with a way to the others that keeps what is asked.
fn layout(title: &str, here: &str, asked: &Asked, main: &Markup) -> Markup {
    let pages = [(PATH, "All"), (DIFFERING, "That differ"), (OVER_TIME, "Over time")];
    shell(
        Place::Figures,
        title,
        &html! {
            h1 { (title) }
            nav.kinds aria-label="Figures" {
                ul { @for (path, name) in pages { li { a href=(asked.but(|_| ()).address(path)) aria-current=[(path == here).then_some("page")] { (name) } } } }
            }
            (main)
        },
    )
}
