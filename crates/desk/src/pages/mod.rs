//! Answers as HTML. Everything works without a script; scripts only make it quicker.
//!
//! One file a page, each a function from an answer to markup. Templates escape all text; [`safe_link`] is the one place
//! that decides which addresses of reports become links.

pub(crate) mod about_api;
mod asking;
pub(crate) mod corrections;
pub(crate) mod events;
pub(crate) mod figures;
mod lines;
mod problem;
pub(crate) mod quotations;
pub(crate) mod reading;
pub(crate) mod reports;
pub(crate) mod search;
mod shell;
pub(crate) mod sign_in;
pub(crate) mod speaker;
pub(crate) mod speakers;
pub(crate) mod start;
pub(crate) mod stories;
pub(crate) mod story;
mod together;
pub(crate) mod words;

pub(crate) use lines::lines;
pub(crate) use problem::problem;
pub(crate) use shell::{Place, day, in_words, reading_shell, shell};

use maud::{Markup, html};

/// An address of a report as a link where it leads to the web; anything else (`javascript:` …) stays text.
pub(crate) fn safe_link(url: &str, words: &str) -> Markup {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    html! {
        @if matches!(scheme.as_deref(), Some("http" | "https")) {
            a href=(url) rel="noreferrer noopener" { (words) }
        } @else {
            (words)
        }
    }
}
