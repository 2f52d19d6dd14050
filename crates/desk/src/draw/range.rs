//! Values and ranges on one line each, on one scale.

use super::bars::{percent, round};
use super::scale::Scale;
use crate::pages::words;
use maud::{Markup, html};

/// Room at both ends, in percent, for marks that stand at the end.
const ROOM: f64 = 4.0;

/// A value told: both ends, each `None` where it is open.
pub(crate) type Told = (Option<f64>, Option<f64>);

/// The scale that holds all these.
pub(crate) fn scale(all: &[Told]) -> Scale {
    Scale::of(all.iter().flat_map(|it| [it.0, it.1]).flatten())
}

/// The numbers of the scale, over the lines.
pub(crate) fn axis(scale: &Scale, unit: &str) -> Markup {
    let ticks = scale.ticks();
    let last = ticks.len().saturating_sub(1);
    html! {
        svg.range.axis width="100%" height="18" aria-hidden="true" focusable="false" {
            @for (at, tick) in ticks.iter().enumerate().filter(|(at, _)| *at == 0 || *at == last) {
                text.scale x=(percent(place(scale, *tick))) y="12" text-anchor=(if at == 0 { "start" } else { "end" }) {
                    (words::with_unit(*tick, unit))
                }
            }
        }
    }
}

/// One line: a dot for a value, a bar for a range, an arrow where it is open. `own` is told in the report's own voice: its dot is hollow.
pub(crate) fn line(scale: &Scale, told: Told, own: bool) -> Markup {
    let (low, high) = told;
    let at = |value: f64| place(scale, value);
    let (from, to) = (low.map_or(0.0, at), high.map_or(100.0, at));
    html! {
        svg.range width="100%" height="22" aria-hidden="true" focusable="false" {
            @for tick in scale.ticks() { line.rule x1=(percent(place(scale, tick))) x2=(percent(place(scale, tick))) y1="0" y2="22" {} }
            @if (to - from).abs() > 0.05 { line.span x1=(percent(from)) x2=(percent(to)) y1="11" y2="11" {} }
            @for (end, open) in [(from, low.is_none()), (to, high.is_none())] {
                @if open { (arrow(end, end > 50.0)) }
                @else { circle.dot .own[own] cx=(percent(end)) cy="11" r="5" {} }
            }
        }
    }
}

/// Says that there is no end this way.
fn arrow(at: f64, right: bool) -> Markup {
    let points = if right { "M-8,-5 L0,0 L-8,5" } else { "M8,-5 L0,0 L8,5" };
    html! { svg x=(percent(at)) y="11" overflow="visible" { path.open d=(points) {} } }
}

fn place(scale: &Scale, value: f64) -> f64 {
    round(ROOM + scale.at(value) * (100.0 - 2.0 * ROOM))
}
