//! Shares of a whole as bars that lie.

use super::bars::percent;
use crate::pages::words::grouped;
use maud::{Markup, html};

/// A list of names, each with its number and a bar; the first is the longest.
pub(crate) fn list<'a>(all: impl Iterator<Item = (Markup, u32)> + Clone + 'a) -> Markup {
    let most = all.clone().map(|it| it.1).max().unwrap_or(0).max(1);
    html! {
        ol.shares {
            @for (name, count) in all {
                li {
                    span.name { (name) }
                    span.number { (grouped(f64::from(count))) }
                    svg width="100%" height="4" aria-hidden="true" focusable="false" {
                        rect.bar width=(percent(100.0 * f64::from(count) / f64::from(most))) height="4" {}
                    }
                }
            }
        }
    }
}

/// One bar cut into its parts, with what they are in words under it.
pub(crate) fn parts(what: &str, all: &[(&str, u32)]) -> Markup {
    let total: f64 = all.iter().map(|it| f64::from(it.1)).sum::<f64>().max(1.0);
    let share = |count: u32| 100.0 * f64::from(count) / total;
    let begin = |at: usize| all[..at].iter().map(|it| share(it.1)).sum::<f64>();
    html! {
        div.parts {
            svg width="100%" height="14" aria-hidden="true" focusable="false" {
                @for (at, (_, count)) in all.iter().enumerate() {
                    rect class={ "part p" (at) } x=(percent(begin(at))) width=(percent(share(*count))) height="14" {}
                }
            }
            ul {
                @for (at, (name, count)) in all.iter().enumerate() {
                    li {
                        svg width="11" height="11" aria-hidden="true" focusable="false" { rect class={ "part p" (at) } width="11" height="11" {} }
                        (name) " " span.number { (share(*count).round()) "%" } " " span.hint { (grouped(f64::from(*count))) " " (what) }
                    }
                }
            }
        }
    }
}
