//! The reading view: a report with what was read in it.

use super::{Place, safe_link, shell};
use crate::views::reports::Page;
use maud::{Markup, html};

pub(crate) fn page(it: &Page) -> Markup {
    let document = &it.record.document;
    let title = document.title.as_deref().unwrap_or("A report without a headline");
    shell(
        Place::Read,
        title,
        &html! {
            h1 { (title) }
            p.meta { @if let Some(url) = &document.url { (safe_link(url, url)) } }
            p { (document.text) }
        },
    )
}
