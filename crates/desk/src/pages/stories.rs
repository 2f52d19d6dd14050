//! Stories, those of the last reports first.

use super::asking::{self, Field};
use super::{Place, isolated, shell, words};
use crate::views::search::Asked;
use crate::views::stories::Stories;
use maud::{Markup, html};
use sayso_ledger::ask::Story;

const PATH: &str = "/stories";

/// How many other headlines, and how many outlets are named.
const HEADLINES: usize = 2;
const OUTLETS: usize = 5;

pub(crate) fn page(it: &Stories) -> Markup {
    let next = it.next.map(|page| Asked { page: Some(page), ..it.asked.clone() });
    shell(
        Place::Stories,
        "Stories",
        &html! {
            h1 { "Stories" }
            (parts(PATH))
            p.lead { "Reports of several outlets about the same happenings: what each quotes, counts and leaves out." }
            (asking::form(PATH, "Words in their reports", &it.asked, &[Field::Outlet, Field::Days, Field::Order]))
            (asking::chips(PATH, &it.asked, None))
            @if it.stories.is_empty() {
                (asking::nothing("stories of two reports or more", PATH, &it.asked, it.empty))
            } @else {
                ol.lines.stories { @for story in &it.stories { li { (self::story(story)) } } }
                (asking::pager(PATH, &it.asked, next.as_ref()))
            }
        },
    )
}

/// The two pages on what several reports tell.
pub(crate) fn parts(here: &str) -> Markup {
    html! {
        nav.kinds aria-label="What several reports tell" {
            ul {
                @for (path, name) in [(PATH, "Stories"), ("/quotations", "Quotations")] {
                    li { a href=(path) aria-current=[(path == here).then_some("page")] { (name) } }
                }
            }
        }
    }
}

fn story(it: &Story) -> Markup {
    let (first, others) = headlines(it);
    html! {
        article.line.story {
            p.title { a href={ "/stories/" (it.story) } dir="auto" { (first) } }
            @for title in others.iter().take(HEADLINES) { p.words dir="auto" { (title) } }
            p.whence {
                span { (words::days(&it.first, &it.last)) }
                span { (words::counted(it.reports.len(), "report")) @if it.reports.len() == 100 { " or more" } }
                span { (outlets(&it.outlets)) }
            }
        }
    }
}

fn outlets(all: &[String]) -> Markup {
    html! {
        @if all.is_empty() { "no outlet told" }
        @for (at, outlet) in all.iter().take(OUTLETS).enumerate() { @if at > 0 { ", " } (isolated(outlet)) }
        @if all.len() > OUTLETS { " and " (all.len() - OUTLETS) " more" }
    }
}

/// The headline that most reports have, the first of those that as many have; and the others.
pub(crate) fn headlines(it: &Story) -> (&str, Vec<&str>) {
    let mut all: Vec<(&str, usize)> = Vec::new();
    for title in it.reports.iter().filter_map(|it| it.title.as_deref()) {
        match all.iter_mut().find(|it| it.0 == title) {
            Some(it) => it.1 += 1,
            None => all.push((title, 1)),
        }
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.1));
    let mut titles = all.into_iter().map(|it| it.0);
    (titles.next().unwrap_or("Reports without a headline"), titles.collect())
}
