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

/// How long words of a report within a line of ours are at most, in characters.
const LONGEST: usize = 240;

/// Words of a report within a line of ours: they turn nothing around. That takes more than an element of their own: a mark in them that
/// opens an isolate ends with the element's, and the element then never.
pub(crate) fn isolated(text: &str) -> Markup {
    html! { bdi { (unturned(&lines::clipped(text, LONGEST))) } }
}

/// Text without the marks that embed, override and isolate. Letters of any script still run their own way.
pub(crate) fn unturned(text: &str) -> std::borrow::Cow<'_, str> {
    let turns = |it: char| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(turns) { text.chars().filter(|it| !turns(*it)).collect::<String>().into() } else { text.into() }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_report_turn_no_line_of_ours() {
        let turned = isolated("Outlet \u{202e}tsoP\u{202c} \u{2066}open \u{5e2}\u{5d9}\u{5ea}").into_string();
        assert_eq!(turned, "<bdi>Outlet tsoP open \u{5e2}\u{5d9}\u{5ea}</bdi>");
    }
}
