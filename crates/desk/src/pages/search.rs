//! Search.

use super::{Place, lines, shell};
use crate::views::search::Found;
use maud::{Markup, html};

pub(crate) fn page(it: &Found) -> Markup {
    shell(
        Place::Search,
        "Search",
        &html! {
            h1 { "Search" }
            form.search role="search" action="/search" {
                label { "Words" input type="search" name="words" value=(it.asked.words.as_deref().unwrap_or_default()); }
                button { "Search" }
            }
            (lines(&it.lines))
        },
    )
}
