//! What all pages share: the head, the way around, the foot; and days in words.

use crate::assets;
use maud::{DOCTYPE, Markup, html};

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

/// A page that shows what the ledger answers. `main` is its content, which brings its own `h1`.
pub(crate) fn shell(place: Place, title: &str, main: &Markup) -> Markup {
    page(place, "ledger.css", title, main)
}

/// A page on which something is read or corrected.
pub(crate) fn reading_shell(place: Place, title: &str, main: &Markup) -> Markup {
    page(place, "reading.css", title, main)
}

fn page(place: Place, styles: &str, title: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Sayso" }
                link rel="stylesheet" href=(assets::at("desk.css"));
                link rel="stylesheet" href=(assets::at(styles));
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
                        form.find action="/search" role="search" aria-label="Search the ledger" {
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

/// A day or interval as people write it: 4 March 2026. What is none stays as it is.
pub(crate) fn day(iso: &str) -> Markup {
    html! { time datetime=(iso) { (in_words(iso)) } }
}

/// The same without markup.
pub(crate) fn in_words(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if let Some((from, to)) = iso.split_once('/') {
        return format!("{} to {}", in_words(from), in_words(to));
    }
    let date = iso.split('T').next().unwrap_or(iso);
    let parts: Option<Vec<usize>> = date.split('-').map(|it| it.parse().ok()).collect();
    let month = |number: usize| MONTHS.get(number.wrapping_sub(1));
    match parts.as_deref() {
        Some(&[year, number, day]) if month(number).is_some() => format!("{day} {} {year}", MONTHS[number - 1]),
        Some(&[year, number]) if month(number).is_some() => format!("{} {year}", MONTHS[number - 1]),
        _ => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_people_write_them() {
        for (iso, words) in [
            ("2026-03-04", "4 March 2026"),
            ("2026-03", "March 2026"),
            ("2026", "2026"),
            ("2026-03-04T14:30", "4 March 2026"),
            ("2026-03-04/2026-03-06", "4 March 2026 to 6 March 2026"),
            ("2026-13-04", "2026-13-04"),
            ("soon", "soon"),
        ] {
            assert_eq!(in_words(iso), words);
        }
    }
}
