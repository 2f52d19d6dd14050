//! Where events are reported to have happened: circles on the land, without borders, which are disputed, and without a server of tiles.
//!
//! Two pictures lie on top of each other: the land is as large as there is room, circles and names keep their size on it and stand at shares
//! of width and height.

use super::projection::{View, WIDTH};
use super::status::{self, Status};
use super::{coast, label};
use crate::pages::words;
use maud::{Markup, html};
use sayso_ledger::ask::{EventPlace, Statuses};

/// How many places are drawn, those with most events; the table has all.
const DRAWN: usize = 150;

/// Radius of the largest circle, in pixels, and of the smallest.
const LARGEST: f64 = 21.0;
const SMALLEST: f64 = 4.5;

/// What a finger hits.
const FINGER: f64 = 12.0;

/// Widths, in pixels, for which names are placed so that none lies on another: a desk and a phone.
const WIDE: f64 = 1000.0;
const NARROW: f64 = 330.0;

/// Size of names, in pixels: height, and width of a letter.
const LETTER: (f64, f64) = (15.0, 6.6);

/// The picture and the same as a table. `link` says where a place leads to; `picture` names it among others of the page.
pub(crate) fn map(places: &[EventPlace], picture: &str, link: impl Fn(&EventPlace) -> String) -> Markup {
    let at: Vec<(f64, f64)> = places.iter().map(|it| (it.lat, it.lon)).collect();
    let view = View::of(&at);
    let dots = dots(places, &view);
    let all = sum(places);
    html! {
        figure.map {
            (status::key(&all))
            div.sheet.region[!view.area.is_world()] {
                svg.land viewBox={ "0 0 " (WIDTH) " " (view.height.round()) } aria-hidden="true" {
                    path.grid d=(coast::graticule(&view)) {}
                    path.ground d=(coast::land(&view)) {}
                }
                // Whoever asks by keyboard or hears the page has all of it in the table below.
                svg.dots width="100%" height="100%" aria-hidden="true" {
                    (status::patterns(picture))
                    @for it in &dots {
                        @let place = &places[it.place];
                        a href=(link(place)) tabindex="-1" {
                            title { (label(&place.name, 60)) @if let Some(country) = country(place) { ", " (country) } ": " (words::grouped(f64::from(place.count))) " (" (status::told(&place.statuses)) ")" }
                            @if it.radius < FINGER { circle.hit cx=(share(it.x)) cy=(share(it.y)) r=(FINGER) {} }
                            @let most = Status::most(&place.statuses);
                            circle.dot.(most.word()) fill=(most.fill(picture)) cx=(share(it.x)) cy=(share(it.y)) r=(round(it.radius)) {}
                        }
                    }
                    @for (it, name) in dots.iter().filter_map(|it| Some((it, it.name?))) {
                        text.name.fine[name.fine] x=(share(it.x)) y=(share(it.y)) text-anchor=(name.side.anchor())
                            dx=(round(name.side.aside(it.radius))) dy=(round(name.side.below(it.radius))) { (label(&places[it.place].name, 28)) }
                    }
                }
            }
            details {
                summary { "The same as a table" }
                div.scroll tabindex="0" role="region" aria-label="Events by place" {
                    table {
                        thead { tr {
                            th scope="col" { "Place" } th scope="col" { "Country" }
                            th.number scope="col" { "Times told" }
                            @for it in shown(&all) { th.number scope="col" { (it.word()) } }
                            th.number scope="col" { "Dead, at least" }
                        } }
                        tbody {
                            @for place in places {
                                tr {
                                    th scope="row" { a href=(link(place)) { bdi { (place.name) } } }
                                    td { (country(place).unwrap_or_default()) }
                                    td.number { (words::grouped(f64::from(place.count))) }
                                    @for it in shown(&all) { td.number { (words::grouped(f64::from(it.count(&place.statuses)))) } }
                                    td.number { @if let Some(dead) = place.dead { (words::toll((dead, Some(dead)))) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The country of a place, but where the place is the country.
fn country(place: &EventPlace) -> Option<&str> {
    place.country.as_deref().map(words::country).filter(|it| *it != place.name)
}

fn shown(all: &Statuses) -> impl Iterator<Item = Status> {
    Status::ALL.into_iter().filter(|it| it.count(all) > 0)
}

fn sum(places: &[EventPlace]) -> Statuses {
    places.iter().fold(Statuses::default(), |sum, it| Statuses {
        occurred: sum.occurred.saturating_add(it.statuses.occurred),
        future: sum.future.saturating_add(it.statuses.future),
        hypothetical: sum.hypothetical.saturating_add(it.statuses.hypothetical),
        negated: sum.negated.saturating_add(it.statuses.negated),
    })
}

/// A circle with its name, if there is room for it.
#[derive(Debug)]
struct Dot {
    /// Which of the places.
    place: usize,
    /// Shares of width and height.
    x: f64,
    y: f64,
    /// In pixels.
    radius: f64,
    name: Option<Name>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Name {
    side: Side,
    /// Whether a phone has no room for it.
    fine: bool,
}

/// On which side of its circle a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Right,
    Left,
    Above,
    Below,
}

impl Side {
    const ALL: [Self; 4] = [Self::Right, Self::Left, Self::Above, Self::Below];

    fn anchor(self) -> &'static str {
        match self {
            Self::Right => "start",
            Self::Left => "end",
            Self::Above | Self::Below => "middle",
        }
    }

    fn aside(self, radius: f64) -> f64 {
        match self {
            Self::Right => radius + 4.0,
            Self::Left => -radius - 4.0,
            Self::Above | Self::Below => 0.0,
        }
    }

    /// From the middle of the circle to the line that letters stand on.
    fn below(self, radius: f64) -> f64 {
        match self {
            Self::Right | Self::Left => 4.0,
            Self::Above => -radius - 4.0,
            Self::Below => radius + 12.0,
        }
    }
}

/// A rectangle in pixels: left, top, right, bottom.
type Frame = [f64; 4];

fn meet(a: &Frame, b: &Frame) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// The largest circles first, so that small ones lie on them.
fn dots(places: &[EventPlace], view: &View) -> Vec<Dot> {
    let most = places.iter().map(|it| it.count).max().unwrap_or(1).max(1);
    // By area; a few events make no large circle.
    let largest = (SMALLEST * f64::from(most).sqrt() * 1.25).clamp(7.0, LARGEST);
    let mut out: Vec<Dot> = Vec::new();
    for (place, it) in places.iter().enumerate() {
        if let Some((x, y)) = view.place(it.lat, it.lon)
            && out.len() < DRAWN
        {
            let radius = (largest * (f64::from(it.count) / f64::from(most)).sqrt()).max(SMALLEST);
            out.push(Dot { place, x: x / WIDTH, y: y / view.height, radius, name: None });
        }
    }
    out.sort_by(|a, b| b.radius.total_cmp(&a.radius));
    let aspect = view.height / WIDTH;
    for width in [WIDE, NARROW] {
        name(&mut out, places, (width, width * aspect));
    }
    out
}

/// Gives names to circles in a picture of some width, those of the largest first. On a phone some of them are left out.
fn name(dots: &mut [Dot], places: &[EventPlace], (width, height): (f64, f64)) {
    let phone = width < WIDE;
    let at = |it: &Dot| (it.x * width, it.y * height);
    let circles: Vec<Frame> = dots
        .iter()
        .map(|it| {
            let ((x, y), r) = (at(it), it.radius);
            [x - r, y - r, x + r, y + r]
        })
        .collect();
    let mut taken: Vec<Frame> = Vec::new();
    for (n, dot) in dots.iter_mut().enumerate() {
        let letters = label(&places[dot.place].name, 28).chars().count();
        let wide = f64::from(u32::try_from(letters).unwrap_or(u32::MAX)) * LETTER.1;
        let (x, y) = at(dot);
        let room = |side: Side| {
            let base = y + side.below(dot.radius);
            let left = match side {
                Side::Right => x + side.aside(dot.radius),
                Side::Left => x + side.aside(dot.radius) - wide,
                Side::Above | Side::Below => x - wide / 2.0,
            };
            [left, base - LETTER.0 + 3.0, left + wide, base + 3.0]
        };
        let fits = |it: &Frame| {
            let inside = it[0] >= 0.0 && it[1] >= 0.0 && it[2] <= width && it[3] <= height;
            let alone = circles.iter().enumerate().all(|(other, circle)| other == n || !meet(it, circle));
            inside && alone && !taken.iter().any(|other| meet(it, other))
        };
        if phone {
            // The side is that of the desk.
            let Some(mut name) = dot.name else { continue };
            let room = room(name.side);
            name.fine = !fits(&room);
            if !name.fine {
                taken.push(room);
            }
            dot.name = Some(name);
        } else if let Some((side, room)) = Side::ALL.into_iter().map(|it| (it, room(it))).find(|it| fits(&it.1)) {
            taken.push(room);
            dot.name = Some(Name { side, fine: false });
        }
    }
}

fn share(of: f64) -> String {
    format!("{}%", (of * 100_000.0).round() / 1000.0)
}

fn round(it: f64) -> f64 {
    (it * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, lat: f64, lon: f64, count: u32) -> EventPlace {
        let statuses = Statuses { occurred: count, ..Statuses::default() };
        EventPlace { name: name.into(), lat, lon, country: None, count, statuses, events: count, dead: None }
    }

    #[test]
    fn circles_grow_by_area_and_lie_on_larger_ones() {
        let places =
            [place("Kyiv", 50.45, 30.52, 1), place("Lviv", 49.84, 24.03, 100), place("Odesa", 46.48, 30.73, 25)];
        let dots = dots(&places, &View::of(&[(50.45, 30.52), (49.84, 24.03), (46.48, 30.73)]));
        assert_eq!(dots.iter().map(|it| it.place).collect::<Vec<_>>(), [1, 2, 0]);
        assert_eq!((dots[0].radius, dots[1].radius, dots[2].radius), (LARGEST, LARGEST / 2.0, SMALLEST));
        assert!(dots.iter().all(|it| (0.0..=1.0).contains(&it.x) && (0.0..=1.0).contains(&it.y)));
    }

    #[test]
    fn no_name_lies_on_another_or_on_a_circle() {
        let places: Vec<EventPlace> = (0..30)
            .map(|n| place("Some town", 40.0 + f64::from(n % 5) * 4.0, 10.0 + f64::from(n / 5) * 6.0, 2))
            .collect();
        let at: Vec<_> = places.iter().map(|it| (it.lat, it.lon)).collect();
        let dots = dots(&places, &View::of(&at));
        let (named, on_phones) = (
            dots.iter().filter(|it| it.name.is_some()).count(),
            dots.iter().filter(|it| it.name.is_some_and(|it| !it.fine)).count(),
        );
        // Where there is no room, none is better than two on each other.
        assert!((20..=30).contains(&named) && on_phones < named, "{named}, {on_phones}");
    }
}
