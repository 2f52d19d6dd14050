//! What is told of one thing from day to day: a numbered mark for each telling.

use super::bars::{percent, round};
use super::label;
use super::range::Told;
use super::scale::{Days, Scale};
use crate::pages::words;
use jiff::civil::Date;
use maud::{Markup, html};

/// The top of the part that marks may take, in pixels, and its height: less where all tell the same. Under it stand the days.
const TOP: f64 = 22.0;
const HIGH: f64 = 210.0;
const LOW: f64 = 84.0;
const DAYS: f64 = 32.0;

/// Room at both sides, in percent.
const ROOM: f64 = 5.0;

/// How large a mark is.
const RADIUS: f64 = 10.0;

/// How wide the drawing is taken to be where it matters what stands beside what: marks as on a phone, names as on a desk.
const NARROW: f64 = 420.0;
const WIDE: f64 = 680.0;

/// How many names are set; more would be a thicket.
const NAMES: usize = 16;

/// How many letters of a name are set.
const LONGEST: usize = 28;

/// One telling.
pub(crate) struct Point {
    /// The day it stands for.
    pub(crate) day: Date,
    /// Its value, both ends.
    pub(crate) told: Told,
    /// Who published it.
    pub(crate) name: String,
    /// All of it in words.
    pub(crate) title: String,
    /// Where it stands.
    pub(crate) address: String,
    /// Whether it is told in the report's own voice.
    pub(crate) own: bool,
}

/// A mark where it is drawn.
struct Mark {
    /// Along, in percent, and moved aside so far in pixels.
    x: f64,
    aside: f64,
    /// The middle of what is told, and its ends, in pixels.
    y: f64,
    ends: [Option<f64>; 2],
    name: Option<Name>,
}

/// Where a name is set beside its mark.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Name {
    dx: f64,
    dy: f64,
    anchor: &'static str,
}

/// The drawing; its numbers are those of the list or table that stands with it, which begins at one.
pub(crate) fn plot(points: &[Point], unit: &str) -> Markup {
    let scale = Scale::of(points.iter().flat_map(|it| [it.told.0, it.told.1]).flatten());
    let Some(days) = Days::of(points.iter().map(|it| it.day)) else { return html! {} };
    let value = |it: &Point| it.told.0.or(it.told.1);
    let one = points.iter().all(|it| value(it) == value(&points[0]));
    let field = Field { scale, days, bottom: TOP + if one { LOW } else { HIGH } };
    let (marks, bottom, height) = (set(points, &field), field.bottom, field.bottom + DAYS);
    let (scale, days) = (&field.scale, &field.days);
    let x = |day| percent(along(days.at(day)));
    html! {
        div.plot aria-hidden="true" {
            svg.values width="64" height=(height) focusable="false" {
                @for tick in scale.ticks() { text.scale x="58" y=(round(field.up(tick) + 4.0)) text-anchor="end" { (words::with_unit(tick, unit)) } }
            }
            svg.field height=(height) focusable="false" {
                @for tick in scale.ticks() { line.rule x1="0" x2="100%" y1=(round(field.up(tick))) y2=(round(field.up(tick))) {} }
                @for (at, day) in days.ticks().into_iter().enumerate() {
                    line.tick x1=(x(day)) x2=(x(day)) y1=(bottom) y2=(bottom + 5.0) {}
                    text.scale .every[at % 2 == 1] x=(x(day)) y=(bottom + 20.0) text-anchor="middle" { (words::short_day(day)) }
                }
                @for (at, (point, mark)) in points.iter().zip(&marks).enumerate() {
                    a.mark .own[point.own] href=(point.address) tabindex="-1" {
                        title { (label(&point.title, 200)) }
                        svg x=(percent(mark.x)) y="0" overflow="visible" {
                            g transform={ "translate(" (mark.aside) ",0)" } {
                                (range(mark, bottom))
                                circle cx="0" cy=(mark.y) r=(RADIUS) {}
                                text.n x="0" y=(mark.y + 4.0) text-anchor="middle" { (at + 1) }
                                @if let Some(name) = mark.name {
                                    text.name x=(name.dx) y=(mark.y + name.dy) text-anchor=(name.anchor) { (label(&point.name, LONGEST)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The range that is told: a line to each end, an arrow where there is none.
fn range(mark: &Mark, bottom: f64) -> Markup {
    let [low, high] = mark.ends;
    let spread = matches!((low, high), (Some(low), Some(high)) if low - high > 0.5);
    html! {
        @if spread || low.is_none() || high.is_none() {
            @for (end, to, sign) in [(low, (mark.y + 34.0).min(bottom), 1.0), (high, (mark.y - 34.0).max(4.0), -1.0)] {
                @let y = end.unwrap_or(to);
                line.span x1="0" x2="0" y1=(mark.y) y2=(y) {}
                @if end.is_none() { path.open d={ "M-5," (y - 7.0 * sign) " L0," (y) " L5," (y - 7.0 * sign) } {} }
                @else if spread { line.span x1="-5" x2="5" y1=(y) y2=(y) {} }
            }
        }
    }
}

fn along(place: f64) -> f64 {
    round(ROOM + place * (100.0 - 2.0 * ROOM))
}

/// What marks are set in.
struct Field {
    scale: Scale,
    days: Days,
    bottom: f64,
}

impl Field {
    fn up(&self, value: f64) -> f64 {
        round(self.bottom - self.scale.at(value) * (self.bottom - TOP))
    }
}

/// Where all marks go: none on another, those of one day and value in their order, names where there is room.
fn set(points: &[Point], field: &Field) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::with_capacity(points.len());
    for point in points {
        let x = along(field.days.at(point.day));
        let ends = [point.told.0, point.told.1].map(|end| end.map(|value| field.up(value)));
        let y = match ends {
            [Some(low), Some(high)] => round(f64::midpoint(low, high)),
            [Some(one), None] | [None, Some(one)] => one,
            [None, None] => field.bottom,
        };
        let free = |aside: &f64| {
            let apart = |it: &Mark| {
                let dx = (x - it.x) / 100.0 * NARROW + aside - it.aside;
                dx.hypot(y - it.y) >= 2.0 * RADIUS
            };
            marks.iter().all(apart)
        };
        // Away from the edge that is nearer.
        let side = if x > 50.0 { -1.0 } else { 1.0 };
        let mut tries = (0..24).map(|n| f64::from(n) * 2.0 * RADIUS * side);
        let aside = tries.find(free).unwrap_or(0.0);
        marks.push(Mark { x, aside, y, ends, name: None });
    }
    in_order(&mut marks);
    names(points, &mut marks, field.bottom);
    marks
}

/// Gives the places of marks that stand beside each other for want of room to them from left to right.
#[allow(clippy::float_cmp, reason = "places that were computed alike are alike")]
fn in_order(marks: &mut [Mark]) {
    let mut done = vec![false; marks.len()];
    for at in 0..marks.len() {
        if done[at] {
            continue;
        }
        let beside: Vec<usize> =
            (at..marks.len()).filter(|it| marks[*it].x == marks[at].x && marks[*it].y == marks[at].y).collect();
        let mut places: Vec<f64> = beside.iter().map(|it| marks[*it].aside).collect();
        places.sort_by(f64::total_cmp);
        for (it, place) in beside.into_iter().zip(places) {
            (marks[it].aside, done[it]) = (place, true);
        }
    }
}

/// Names beside their marks: right, left, above, below, else none.
fn names(points: &[Point], marks: &mut [Mark], bottom: f64) {
    let px = |it: &Mark| it.x / 100.0 * WIDE + it.aside;
    // Of marks and names that are there: left, top, right, bottom.
    let mut taken: Vec<[f64; 4]> =
        marks.iter().map(|it| [px(it) - RADIUS, it.y - RADIUS, px(it) + RADIUS, it.y + RADIUS]).collect();
    let mut set = 0;
    for (at, point) in points.iter().enumerate() {
        if set == NAMES || point.name.is_empty() {
            continue;
        }
        let letters = f64::from(u32::try_from(label(&point.name, LONGEST).chars().count()).unwrap_or(u32::MAX));
        let (width, beside) = (letters * 6.4, RADIUS + 4.0);
        let (x, y) = (px(&marks[at]), marks[at].y);
        // Over or under a row of marks nobody could tell whose name it is.
        let row = |it: &Mark| (px(it) - x).abs() < 3.0 * RADIUS && (it.y - y).abs() < 2.0 * RADIUS;
        let in_row = marks.iter().filter(|it| row(it)).count() > 1;
        if marks.iter().zip(points).any(|(mark, it)| row(mark) && mark.name.is_some() && it.name == point.name) {
            continue;
        }
        let tries = [
            (Name { dx: beside, dy: 4.0, anchor: "start" }, x + beside),
            (Name { dx: -beside, dy: 4.0, anchor: "end" }, x - beside - width),
            (Name { dx: 0.0, dy: -beside, anchor: "middle" }, x - width / 2.0),
            (Name { dx: 0.0, dy: beside + 9.0, anchor: "middle" }, x - width / 2.0),
        ];
        let found = tries.into_iter().take(if in_row { 2 } else { 4 }).find_map(|(name, left)| {
            let area = [left, y + name.dy - 11.0, left + width, y + name.dy + 3.0];
            let inside = area[0] >= 0.0 && area[2] <= WIDE && area[1] >= 0.0 && area[3] <= bottom;
            let meets = |it: &[f64; 4]| area[0] < it[2] && it[0] < area[2] && area[1] < it[3] && it[1] < area[3];
            (inside && !taken.iter().any(meets)).then_some((name, area))
        });
        if let Some((name, area)) = found {
            marks[at].name = Some(name);
            taken.push(area);
            set += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn point(day: i8, value: f64) -> Point {
        Point {
            day: date(2026, 3, day),
            told: (Some(value), Some(value)),
            name: "Evening Post".into(),
            title: String::new(),
            address: String::new(),
            own: false,
        }
    }

    fn marks(points: &[Point]) -> Vec<Mark> {
        let scale = Scale::of(points.iter().filter_map(|it| it.told.0));
        let days = Days::of(points.iter().map(|it| it.day)).unwrap();
        set(points, &Field { scale, days, bottom: TOP + HIGH })
    }

    #[test]
    fn no_mark_stands_on_another() {
        let points: Vec<Point> =
            [(1, 12.0), (1, 12.0), (1, 12.0), (4, 17.0), (4, 17.0)].map(|(d, v)| point(d, v)).into();
        let marks = marks(&points);
        for (at, one) in marks.iter().enumerate() {
            for other in &marks[..at] {
                let dx = (one.x - other.x) / 100.0 * NARROW + one.aside - other.aside;
                assert!(dx.hypot(one.y - other.y) >= 2.0 * RADIUS);
            }
        }
        assert!(marks[1].aside > 0.0 && marks[3].aside < 0.0, "inwards");
        assert!(marks[1].aside < marks[2].aside && marks[3].aside < marks[4].aside, "in order");
    }

    #[test]
    fn names_are_set_where_there_is_room() {
        let apart = marks(&[point(1, 10.0), point(4, 50.0)]);
        assert_eq!(apart[0].name.map(|it| it.anchor), Some("start"));
        assert_eq!(apart[1].name.map(|it| it.anchor), Some("end"), "none beyond the edge");
        let crowd: Vec<Point> = (0..40).map(|n| point(2 + n % 3, 10.0)).collect();
        assert!(marks(&crowd).iter().filter(|it| it.name.is_some()).count() < 20);
    }
}
