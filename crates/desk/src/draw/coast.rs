//! The land in a view, as the path of an SVG: rings of `data/coastline.tsv`, clipped to what is shown.

use super::projection::{Area, View};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Longitude and latitude.
type Point = (f64, f64);

/// Degrees that are drawn beyond the edge, so that it cuts what is filled and not its outline.
const BEYOND: f64 = 1.5;

/// Rings that are smaller than so many square units in the picture are left out.
const SPECK: f64 = 6.0;

/// The longest piece of a line, in degrees, that is straight also where meridians are bent.
const STRAIGHT: f64 = 4.0;

static RINGS: LazyLock<Vec<Vec<Point>>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/coastline.tsv").lines().filter(|it| !it.starts_with('#'));
    lines.map(ring).collect()
});

/// A line of the table: tenths of a degree, the first point and the steps to the others.
fn ring(line: &str) -> Vec<Point> {
    let mut at = (0, 0);
    let steps = line.split(' ').filter_map(|it| {
        let (lon, lat) = it.split_once(',')?;
        Some((lon.parse::<i32>().ok()?, lat.parse::<i32>().ok()?))
    });
    steps
        .map(|(lon, lat)| {
            at = (at.0 + lon, at.1 + lat);
            (f64::from(at.0) / 10.0, f64::from(at.1) / 10.0)
        })
        .collect()
}

/// All land in a view.
pub(crate) fn land(view: &View) -> String {
    let area = &view.area;
    let frame = match area.is_world() {
        true => *area,
        false => Area {
            west: area.west - BEYOND,
            east: area.east + BEYOND,
            south: area.south - BEYOND,
            north: area.north + BEYOND,
        },
    };
    let mut path = String::new();
    for ring in RINGS.iter() {
        // A view beyond 180° sees rings one turn further, too.
        for turn in [-360.0, 0.0, 360.0] {
            let shifted: Vec<Point> = ring.iter().map(|it| (it.0 + turn, it.1)).collect();
            let mut clipped = clip(shifted, &frame);
            if area.is_world() {
                clipped = bendable(&clipped);
            }
            draw(&mut path, &clipped, view);
        }
    }
    path
}

/// Lines of longitude and latitude, for orientation.
pub(crate) fn graticule(view: &View) -> String {
    let area = &view.area;
    let (wide, high) = (area.east - area.west, area.north - area.south);
    let step = [5.0, 10.0, 15.0, 30.0].into_iter().find(|step| wide.max(high) / step < 9.0).unwrap_or(30.0);
    let mut path = String::new();
    let mut line = |points: &mut dyn Iterator<Item = Point>| {
        for (n, (lon, lat)) in points.enumerate() {
            let (x, y) = view.at(lat, lon);
            // Writing to a string cannot fail.
            let _ = write!(path, "{}{},{}", if n == 0 { "M" } else { "L" }, whole(x), whole(y));
        }
    };
    for lon in multiples(area.west, area.east, step) {
        let pieces = if area.is_world() { 24 } else { 1 };
        line(&mut (0..=pieces).map(|it| (lon, area.south + high * f64::from(it) / f64::from(pieces))));
    }
    for lat in multiples(area.south, area.north, step) {
        line(&mut [(area.west, lat), (area.east, lat)].into_iter());
    }
    path
}

/// Multiples of a step between two numbers.
fn multiples(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    let first = (from / step).ceil();
    (0..400).map(move |n| (first + f64::from(n)) * step).take_while(move |it| *it <= to)
}

/// A ring cut to an area, after Sutherland and Hodgman: one edge of the area after the other. What leaves and comes back runs along the edge.
fn clip(mut ring: Vec<Point>, to: &Area) -> Vec<Point> {
    let lon = |edge: f64| move |a: Point, b: Point| (edge, a.1 + (b.1 - a.1) * (edge - a.0) / (b.0 - a.0));
    let lat = |edge: f64| move |a: Point, b: Point| (a.0 + (b.0 - a.0) * (edge - a.1) / (b.1 - a.1), edge);
    ring = clip_edge(&ring, |it| it.0 >= to.west, lon(to.west));
    ring = clip_edge(&ring, |it| it.0 <= to.east, lon(to.east));
    ring = clip_edge(&ring, |it| it.1 >= to.south, lat(to.south));
    clip_edge(&ring, |it| it.1 <= to.north, lat(to.north))
}

fn clip_edge(ring: &[Point], inside: impl Fn(Point) -> bool, cross: impl Fn(Point, Point) -> Point) -> Vec<Point> {
    let mut out = Vec::new();
    let Some(mut before) = ring.last().copied() else { return out };
    for &it in ring {
        if inside(it) != inside(before) {
            out.push(cross(before, it));
        }
        if inside(it) {
            out.push(it);
        }
        before = it;
    }
    out
}

/// A ring whose long lines are cut into pieces.
fn bendable(ring: &[Point]) -> Vec<Point> {
    let mut out = Vec::with_capacity(ring.len());
    let Some(mut before) = ring.last().copied() else { return out };
    for &it in ring {
        let long = (it.0 - before.0).abs().max((it.1 - before.1).abs());
        let pieces = (1..200).find(|n| long / f64::from(*n) <= STRAIGHT).unwrap_or(200);
        out.extend((1..=pieces).map(|n| {
            let part = f64::from(n) / f64::from(pieces);
            (before.0 + (it.0 - before.0) * part, before.1 + (it.1 - before.1) * part)
        }));
        before = it;
    }
    out
}

/// Adds a ring to a path, in whole units and as steps.
fn draw(path: &mut String, ring: &[Point], view: &View) {
    let mut points: Vec<(i32, i32)> = Vec::with_capacity(ring.len());
    for &(lon, lat) in ring {
        let (x, y) = view.at(lat, lon);
        let point = (whole(x), whole(y));
        if points.last() != Some(&point) {
            points.push(point);
        }
    }
    let twice = |it: &[(i32, i32)]| f64::from(it[0].0) * f64::from(it[1].1) - f64::from(it[1].0) * f64::from(it[0].1);
    let Some((first, last)) = points.first().zip(points.last()) else { return };
    let area = (points.windows(2).map(twice).sum::<f64>() + twice(&[*last, *first])) / 2.0;
    if points.len() < 3 || area.abs() < SPECK {
        return;
    }
    // Writing to a string cannot fail.
    let _ = write!(path, "M{},{}l", first.0, first.1);
    for (n, step) in points.windows(2).enumerate() {
        let (x, y) = (step[1].0 - step[0].0, step[1].1 - step[0].1);
        let _ = write!(path, "{}{x}{}{y}", if n == 0 || x < 0 { "" } else { " " }, if y < 0 { "" } else { " " });
    }
    path.push('z');
}

#[allow(clippy::cast_possible_truncation, reason = "a picture has a few thousand units")]
fn whole(it: f64) -> i32 {
    it.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_land_of_the_world() {
        assert_eq!(RINGS.len(), 126);
        let area = |ring: &[Point]| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
        };
        let water: Vec<_> = RINGS.iter().filter(|it| area(it) < 0.0).collect();
        assert!(water.len() == 1 && (46.0..55.0).contains(&water[0][0].0), "the Caspian Sea alone goes the other way");
        assert!(RINGS.iter().flatten().all(|it| (-200.0..=200.0).contains(&it.0) && (-90.0..=90.0).contains(&it.1)));
    }

    #[test]
    fn rings_end_at_the_edge_of_the_area() {
        let square = vec![(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        let area = Area { west: 5.0, east: 20.0, south: -5.0, north: 5.0 };
        let cut = clip(square.clone(), &area);
        assert_eq!(cut.len(), 4);
        assert!(cut.iter().all(|it| (5.0..=10.0).contains(&it.0) && (0.0..=5.0).contains(&it.1)), "{cut:?}");
        assert!(clip(square.clone(), &Area { west: 11.0, east: 12.0, south: 0.0, north: 1.0 }).is_empty());
        let around = Area { west: 2.0, east: 3.0, south: 2.0, north: 3.0 };
        assert_eq!(clip(square, &around).len(), 4, "all of it is land");
    }

    #[test]
    fn every_view_has_its_land_in_sixty_kilobytes() {
        let mut largest = 0;
        for lat in (-80..=80).step_by(20) {
            for lon in (-180..180).step_by(20) {
                let here = (f64::from(lat), f64::from(lon));
                for places in [&[here][..], &[here, (here.0 / 2.0, here.1 + 140.0)]] {
                    let view = View::of(places);
                    largest = largest.max(land(&view).len() + graticule(&view).len());
                }
            }
        }
        let world = land(&View::of(&[])).len();
        assert!(world > 10_000 && largest < 60_000, "{world}, {largest}");
    }

    #[test]
    fn land_beyond_180_degrees_is_drawn_on_both_sides() {
        // The Bering Strait: Chukotka to the left, Alaska to the right.
        let view = View::of(&[(66.0, -169.0)]);
        let rings = land(&view);
        let starts: Vec<f64> = rings.split('M').filter_map(|it| it.split(',').next()?.parse().ok()).collect();
        assert!(starts.iter().any(|x| *x < 800.0) && starts.iter().any(|x| *x > 1200.0), "{starts:?}");
    }
}
