//! A bar for each day, week or month.

use crate::pages::words::grouped;
use maud::{Markup, html};

/// How high the drawing is, in pixels, and how much of it the bars may take.
const HEIGHT: f64 = 112.0;
const TOP: f64 = 18.0;

/// How many bars have room for their names.
const NAMED: usize = 8;

/// One bar.
pub(crate) struct Bar {
    /// Which time, in words.
    pub(crate) label: String,
    /// The same in few letters, to stand under it where bars are few; else the ends are named alone.
    pub(crate) short: String,
    /// How many.
    pub(crate) count: u32,
    /// Where it leads.
    pub(crate) address: String,
}

/// Bars over time, with the same as a table: `what` is counted (*statements*), by `every` (*week*).
pub(crate) fn bars(what: &str, every: &str, all: &[Bar]) -> Markup {
    let most = all.iter().map(|it| it.count).max().unwrap_or(0).max(1);
    let each = 100.0 / f64::from(u32::try_from(all.len().max(1)).unwrap_or(u32::MAX));
    let place = |at: usize| each * f64::from(u32::try_from(at).unwrap_or(u32::MAX));
    // A bar as wide as the page says nothing.
    let wide = (each * 0.8).min(4.0);
    let tall = |count: u32| {
        let tall = (HEIGHT - TOP) * f64::from(count) / f64::from(most);
        if count > 0 { tall.max(2.0) } else { 0.0 }
    };
    html! {
        figure.bars {
            svg width="100%" height=(HEIGHT) aria-hidden="true" focusable="false" {
                line.rule x1="0" x2="100%" y1=(TOP) y2=(TOP) {}
                text.scale x="0" y=(TOP - 5.0) { (grouped(f64::from(most))) }
                @for (at, bar) in all.iter().enumerate().filter(|it| it.1.count > 0) {
                    a href=(bar.address) tabindex="-1" {
                        title { (bar.label) ": " (grouped(f64::from(bar.count))) " " (what) }
                        rect.room x=(percent(place(at))) width=(percent(each)) y=(TOP) height=(HEIGHT - TOP) {}
                        rect.bar x=(percent(place(at) + (each - wide) / 2.0)) width=(percent(wide)) y=(round(HEIGHT - tall(bar.count))) height=(round(tall(bar.count))) {}
                    }
                }
                line.base x1="0" x2="100%" y1=(HEIGHT - 0.5) y2=(HEIGHT - 0.5) {}
            }
            @if all.len() <= NAMED && all.iter().all(|it| !it.short.is_empty()) {
                svg width="100%" height="18" aria-hidden="true" focusable="false" {
                    @for (at, bar) in all.iter().enumerate() { text.scale x=(percent(place(at) + each / 2.0)) y="14" text-anchor="middle" { (bar.short) } }
                }
            } @else if let (Some(first), Some(last)) = (all.first(), all.last()) {
                p.ends aria-hidden="true" {
                    span { (first.label) }
                    @if all.len() > 1 { span { (last.label) } }
                }
            }
            details {
                summary { "As a table" }
                div.scroll tabindex="0" role="group" aria-label={ "Number of " (what) " by " (every) } {
                    table {
                        thead { tr { th scope="col" { (capital(every)) } th.number scope="col" { (capital(what)) } } }
                        tbody {
                            @for bar in all.iter().filter(|it| it.count > 0) {
                                tr { td { a href=(bar.address) { (bar.label) } } td.number { (grouped(f64::from(bar.count))) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A share of the width.
pub(super) fn percent(value: f64) -> String {
    format!("{}%", round(value))
}

/// Hundredths are finer than any screen.
pub(super) fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
