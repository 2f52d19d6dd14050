//! What pages that ask the ledger share: fields to narrow by, what a list is narrowed to now, and the way on.

use super::{isolated, words};
use crate::views::search::{Asked, given};
use maud::{Markup, html};
use sayso_ledger::ask::Facet;

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Speaker,
    Outlet,
    Days,
    Kind,
    Type,
    Status,
    Country,
    Order,
}

/// A form that asks at `path`: words, and more fields behind a summary; those in use stand open. What is asked for by other means is kept.
pub(crate) fn form(path: &str, words: &str, asked: &Asked, fields: &[Field]) -> Markup {
    let own = |name: &str| {
        name == "words"
            || fields.iter().any(|it| it.names().contains(&name)) && !(name == "speaker" && asked.party().is_some())
    };
    let in_use = asked.fields().iter().any(|(name, _)| *name != "words" && *name != "kind" && own(name));
    html! {
        form.ask role="search" action=(path) aria-label=(words) {
            div.words {
                label { (words) input type="search" name="words" value=(given(&asked.words).unwrap_or_default()) autocomplete="off"; }
                button.main { "Search" }
            }
            @for (name, value) in asked.fields().iter().filter(|(name, _)| !own(name)) { input type="hidden" name=(name) value=(value); }
            @if !fields.is_empty() {
                details open[in_use] {
                    summary { "More to narrow by" }
                    div.fields { @for it in fields { (it.shown(asked)) } }
                }
            }
        }
    }
}

impl Field {
    /// What it is called in an address.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Speaker => &["speaker"],
            Self::Outlet => &["outlet"],
            Self::Days => &["from", "to"],
            Self::Kind => &["kind"],
            Self::Type => &["type"],
            Self::Status => &["status"],
            Self::Country => &["country"],
            Self::Order => &["order"],
        }
    }

    fn shown(self, asked: &Asked) -> Markup {
        let text = |label: &str, name: &str, value: &Option<String>| {
            html! { label { (label) input name=(name) value=(given(value).unwrap_or_default()) autocomplete="off"; } }
        };
        let day = |label: &str, name: &str, value: &Option<String>| {
            let value = given(value).unwrap_or_default();
            // A month or a year can be asked for as well, which no field for days takes.
            let kind = if value.is_empty() || value.len() == 10 { "date" } else { "text" };
            html! { label { (label) input type=(kind) name=(name) value=(value); } }
        };
        let choice = |label: &str, name: &str, value: &Option<String>, of: &[(&str, &str)]| {
            let now = given(value).unwrap_or_default();
            html! {
                label { (label)
                    select name=(name) {
                        option value="" { "any" }
                        @for (value, word) in of { option value=(value) selected[*value == now] { (word) } }
                        @if !now.is_empty() && !of.iter().any(|it| it.0 == now) { option value=(now) selected { (now) } }
                    }
                }
            }
        };
        match self {
            // Whoever is asked for by number stands above the list, and is taken away there.
            Self::Speaker if asked.party().is_some() => html! {},
            Self::Speaker => text("Speaker", "speaker", &asked.speaker),
            Self::Outlet => text("Outlet", "outlet", &asked.outlet),
            Self::Days => html! { (day("From", "from", &asked.from)) (day("To", "to", &asked.to)) },
            Self::Kind => {
                let kinds =
                    [("statement", "statements"), ("event", "events"), ("figure", "figures"), ("report", "reports")];
                choice("What", "kind", &asked.kind, &kinds)
            }
            Self::Type => choice("Kind of event", "type", &asked.event_type, &words::TYPES),
            Self::Status => choice(
                "Event told as",
                "status",
                &asked.status,
                &words::STATUSES.map(|(code, word)| (code, word.trim_start_matches("told as "))),
            ),
            Self::Country => choice("Country of event", "country", &asked.country, &words::countries()),
            Self::Order => html! {
                label { "Order"
                    select name="order" {
                        option value="" { "newest first" }
                        option value="oldest" selected[given(&asked.order).as_deref() == Some("oldest")] { "oldest first" }
                    }
                }
            },
        }
    }
}

/// What a list is narrowed to, each with a link that takes it away.
pub(crate) fn chips(path: &str, asked: &Asked, speaker: Option<&str>) -> Markup {
    let all = narrowed(asked, speaker);
    html! {
        @if !all.is_empty() {
            div.chips {
                span.unseen { "Narrowed to:" }
                ul {
                    @for (what, value, without) in &all {
                        li { a href=(without.address(path)) { span.unseen { "Take away " } (what) " " b { (isolated(value)) } span.x aria-hidden="true" { "×" } } }
                    }
                    @if all.len() > 1 { li { a.all href=(Asked { words: asked.words.clone(), kind: asked.kind.clone(), ..Asked::default() }.address(path)) { "Take all away" } } }
                }
            }
        }
    }
}

/// What, which, and the question without it. Words stand in their field, where they can be changed.
fn narrowed(asked: &Asked, speaker: Option<&str>) -> Vec<(&'static str, String, Asked)> {
    let mut out: Vec<(&'static str, String, Asked)> = Vec::new();
    if let Some(name) = given(&asked.speaker) {
        out.push(("speaker", speaker.map_or(name, str::to_owned), asked.but(|it| it.speaker = None)));
    }
    for (what, value, without) in [
        ("who acts", &asked.actor, asked.but(|it| it.actor = None)),
        ("to whom", &asked.recipient, asked.but(|it| it.recipient = None)),
        ("outlet", &asked.outlet, asked.but(|it| it.outlet = None)),
    ] {
        out.extend(given(value).map(|value| (what, value, without)));
    }
    let without = asked.but(|it| (it.from, it.to) = (None, None));
    match (given(&asked.from), given(&asked.to)) {
        (Some(from), Some(to)) => out.push(("when", words::days(&from, &to), without)),
        (Some(from), None) => out.push(("since", super::in_words(&from), without)),
        (None, Some(to)) => out.push(("until", super::in_words(&to), without)),
        (None, None) => {}
    }
    for (what, value, word, without) in [
        (
            "kind of event",
            &asked.event_type,
            words::event_type as fn(&str) -> &str,
            asked.but(|it| it.event_type = None),
        ),
        ("event", &asked.status, words::status, asked.but(|it| it.status = None)),
        ("country", &asked.country, words::country, asked.but(|it| it.country = None)),
    ] {
        out.extend(given(value).map(|value| (what, word(&value).to_owned(), without)));
    }
    out
}

/// How many values of one facet stand in view; the others behind a summary.
const SHOWN: usize = 6;

/// Values to narrow by, each with how many matches it has.
pub(crate) fn facet<'a>(
    path: &str,
    name: &str,
    all: &'a [Facet],
    about: bool,
    word: impl Fn(&'a Facet) -> &'a str,
    narrow: impl Fn(&Facet) -> Asked,
) -> Markup {
    let (shown, more) = all.split_at(all.len().min(SHOWN));
    let list = |of: &'a [Facet]| {
        html! {
            ul {
                @for it in of {
                    li { a href=(narrow(it).address(path)) { (isolated(word(it))) } " " span.number { (about_count(it.count, about)) } }
                }
            }
        }
    };
    html! {
        // One value that all have narrows nothing.
        @if all.len() > 1 {
            section.facet {
                h3 { (name) }
                (list(shown))
                @if !more.is_empty() { details { summary { (more.len()) " more" } (list(more)) } }
            }
        }
    }
}

/// A count, or about how many.
pub(crate) fn about_count(count: u32, about: bool) -> Markup {
    let rounded = if about && count >= 100 {
        // Two digits say how sure an estimate is.
        let step = 10u32.pow(count.ilog10().saturating_sub(1));
        count / step * step
    } else {
        count
    };
    html! { @if about && count >= 100 { span title="an estimate" { "~" } } (words::grouped(f64::from(rounded))) }
}

/// The way on and back to the beginning.
pub(crate) fn pager(path: &str, asked: &Asked, next: Option<&Asked>) -> Markup {
    let begun = given(&asked.after).is_some() || asked.page() > 1;
    html! {
        @if begun || next.is_some() {
            nav.pager aria-label="Pages" {
                @if begun { a href=(asked.but(|_| ()).address(path)) rel="first" { "← From the beginning" } }
                @if let Some(next) = next { a.button href=(next.address(path)) rel="next" { "Next →" } }
            }
        }
    }
}

/// What a page says that has nothing to show: what to do where nothing is there yet, else how to ask for less.
pub(crate) fn nothing(what: &str, path: &str, asked: &Asked, empty: bool) -> Markup {
    html! {
        div.nothing {
            @if empty {
                p { "The ledger holds no reports yet." }
                p.hint { a href="/" { "Read a report" } " and add it; several at once go in with " code { "sayso add" } "." }
            } @else if asked.fields().iter().all(|it| it.0 == "kind" || it.0 == "order") {
                p { "The ledger holds no " (what) " yet." }
            } @else {
                p { "No " (what) " found." }
                ul.hint {
                    li { "All words must stand there: try fewer, or the beginning of one with a star (" code { "flood*" } ")." }
                    li { "Words in quotation marks must stand in this order (" code { "“state of emergency”" } "); a minus leaves out what holds a word (" code { "-ferry" } ")." }
                    @if asked.fields().len() > 1 { li { a href=(Asked { words: asked.words.clone(), ..Asked::default() }.address(path)) { "Ask without what it is narrowed to" } "." } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_is_narrowed_to_can_be_taken_away() {
        let asked = Asked {
            speaker: Some("p4".into()),
            from: Some("2026-03-01".into()),
            to: Some("2026-03-31".into()),
            event_type: Some("PROTEST".into()),
            page: Some(4),
            ..Asked::default()
        };
        let all = narrowed(&asked, Some("A Mayor"));
        let told: Vec<(&str, &str, String)> =
            all.iter().map(|(what, value, without)| (*what, value.as_str(), without.address("/s"))).collect();
        assert_eq!(
            told,
            [
                ("speaker", "A Mayor", "/s?from=2026-03-01&to=2026-03-31&type=PROTEST".into()),
                ("when", "March 2026", "/s?speaker=p4&type=PROTEST".into()),
                ("kind of event", "protest", "/s?speaker=p4&from=2026-03-01&to=2026-03-31".into()),
            ]
        );
    }

    #[test]
    fn estimates_have_two_digits() {
        let told = |count, about| about_count(count, about).into_string();
        assert_eq!(told(1234, false), "1,234");
        assert!(told(1234, true).ends_with("1,200"));
        assert_eq!(told(57, true), "57");
    }
}
