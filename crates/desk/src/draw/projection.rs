//! From degrees to a picture: which part of the world is shown, and where a place lies in it.

use std::f64::consts::PI;

/// Width of every picture in its own units.
pub(crate) const WIDTH: f64 = 2000.0;

/// The least that is shown, in degrees: closer, the coasts at hand are no more than corners.
const LEAST: f64 = 20.0;

/// How much wider than high a part of the world may be.
const ASPECT: (f64, f64) = (1.35, 2.0);

/// From this many degrees of longitude on, the whole world is shown.
const WORLD: f64 = 150.0;

/// The middle of the world: so it is cut in the Bering Strait, where there is no land.
const MIDDLE: f64 = 11.0;

/// The world without most of Antarctica, where little is reported from.
const INHABITED: (f64, f64) = (-56.0, 84.0);

/// Part of the world, in degrees. East may be beyond 180: then it lies on both sides of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) west: f64,
    pub(crate) east: f64,
    pub(crate) south: f64,
    pub(crate) north: f64,
}

impl Area {
    /// Whether it is the whole world.
    pub(crate) fn is_world(&self) -> bool {
        self.east - self.west >= 360.0
    }

    /// The smallest that holds all places (latitude, longitude), whichever side of 180° they lie on.
    fn around(places: &[(f64, f64)]) -> Option<Self> {
        let mut lons: Vec<f64> = places.iter().map(|it| it.1.rem_euclid(360.0)).collect();
        lons.sort_by(f64::total_cmp);
        let (first, last) = (*lons.first()?, *lons.last()?);
        // It begins behind the widest gap.
        let mut widest = (first + 360.0 - last, first, last);
        for pair in lons.windows(2) {
            if pair[1] - pair[0] > widest.0 {
                widest = (pair[1] - pair[0], pair[1], pair[0] + 360.0);
            }
        }
        let (_, west, east) = widest;
        let turn = 360.0 * ((west + east) / 2.0 / 360.0).round();
        let lats = places.iter().map(|it| it.0.clamp(-90.0, 90.0));
        let (south, north) = lats.fold((90.0, -90.0), |(low, high): (f64, f64), it| (low.min(it), high.max(it)));
        Some(Self { west: west - turn, east: east - turn, south, north })
    }
}

/// A part of the world as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    pub(crate) area: Area,
    /// In units of the picture.
    pub(crate) height: f64,
    middle: f64,
    /// What a degree of longitude is against one of latitude, in the middle of a part of the world.
    squeeze: f64,
    left: f64,
    top: f64,
    scale: f64,
}

impl View {
    /// The part of the world that holds all places (latitude, longitude), with a margin; the world if they are far apart or none.
    pub(crate) fn of(places: &[(f64, f64)]) -> Self {
        match Area::around(places) {
            Some(area) if area.east - area.west <= WORLD && area.north - area.south <= 90.0 => Self::part(area),
            area => Self::world(area),
        }
    }

    fn world(places: Option<Area>) -> Self {
        let (south, north) = places.map_or(INHABITED, |it| (INHABITED.0.min(it.south - 4.0), it.north));
        let area =
            Area { west: MIDDLE - 180.0, east: MIDDLE + 180.0, south: south.max(-90.0), north: north.max(INHABITED.1) };
        let flat = Self { area, height: 0.0, middle: MIDDLE, squeeze: 1.0, left: 0.0, top: 0.0, scale: 1.0 };
        let (left, right) = (flat.plain(0.0, area.west).0, flat.plain(0.0, area.east).0);
        let (top, bottom) = (flat.plain(area.north, MIDDLE).1, flat.plain(area.south, MIDDLE).1);
        let scale = WIDTH / (right - left);
        Self { height: (bottom - top) * scale, left, top, scale, ..flat }
    }

    fn part(places: Area) -> Self {
        let (middle, parallel) = ((places.west + places.east) / 2.0, (places.south + places.north) / 2.0);
        let squeeze = parallel.to_radians().cos().max(0.2);
        // In degrees of latitude. Circles and names need a margin.
        let mut wide = ((places.east - places.west) * squeeze * 1.25).max(LEAST);
        let mut high = ((places.north - places.south) * 1.3).max(LEAST / ASPECT.1);
        wide = wide.max(high * ASPECT.0).min(360.0 * squeeze);
        high = high.max(wide / ASPECT.1).min(180.0);
        // No further than the poles.
        let south = (parallel - high / 2.0).clamp(-90.0, 90.0 - high);
        let half = wide / squeeze / 2.0;
        let area = Area { west: middle - half, east: middle + half, south, north: south + high };
        let scale = WIDTH / wide;
        Self { area, height: high * scale, middle, squeeze, left: -wide / 2.0, top: -area.north, scale }
    }

    /// Where a place lies in the picture; `None` if outside.
    pub(crate) fn place(&self, lat: f64, lon: f64) -> Option<(f64, f64)> {
        // The turn of longitude that lies nearest.
        let lon = lon - 360.0 * ((lon - self.middle) / 360.0).round();
        let (x, y) = self.at(lat, lon);
        ((0.0..=WIDTH).contains(&x) && (0.0..=self.height).contains(&y)).then_some((x, y))
    }

    /// Where a point lies in the picture; longitude is taken as it is.
    pub(crate) fn at(&self, lat: f64, lon: f64) -> (f64, f64) {
        let (x, y) = self.plain(lat, lon);
        ((x - self.left) * self.scale, (y - self.top) * self.scale)
    }

    /// A part of the world keeps distances along its middle; the whole of it is the projection Natural Earth (Šavrič and others 2011).
    fn plain(&self, lat: f64, lon: f64) -> (f64, f64) {
        let lon = lon - self.middle;
        if !self.area.is_world() {
            return (lon * self.squeeze, -lat);
        }
        let (phi, lambda) = (lat / 180.0 * PI, lon / 180.0 * PI);
        let two = phi * phi;
        let four = two * two;
        let x = 0.8707 - 0.131_979 * two + four * (-0.013_791 + four * (0.003_971 * two - 0.001_529 * four));
        let y = 1.007_226 + two * (0.015_085 + four * (-0.044_475 + 0.028_874 * two - 0.005_916 * four));
        (lambda * x, -phi * y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KYIV: (f64, f64) = (50.45, 30.52);
    const SUVA: (f64, f64) = (-18.14, 178.44);
    const APIA: (f64, f64) = (-13.83, -171.77);
    const LIMA: (f64, f64) = (-12.04, -77.03);

    fn near(a: (f64, f64), b: (f64, f64)) -> bool {
        (a.0 - b.0).abs() < 0.5 && (a.1 - b.1).abs() < 0.5
    }

    #[test]
    fn an_area_may_lie_on_both_sides_of_180_degrees() {
        let area = Area::around(&[SUVA, APIA]).unwrap();
        assert!((area.east - area.west - 9.79).abs() < 0.01, "{area:?}");
        let view = View::of(&[SUVA, APIA]);
        let (suva, apia) = (view.place(SUVA.0, SUVA.1).unwrap(), view.place(APIA.0, APIA.1).unwrap());
        assert!(suva.0 < apia.0 && suva.1 > apia.1);
        assert!((suva.0 + apia.0 - WIDTH).abs() < 1.0, "they lie to both sides of the middle");
        assert_eq!(view.place(KYIV.0, KYIV.1), None);
    }

    #[test]
    fn one_place_lies_in_the_middle_of_twenty_degrees() {
        let view = View::of(&[KYIV]);
        assert!(near(view.place(KYIV.0, KYIV.1).unwrap(), (WIDTH / 2.0, view.height / 2.0)));
        let degrees = (view.area.east - view.area.west) * KYIV.0.to_radians().cos();
        assert!((degrees - LEAST).abs() < 0.01, "{degrees}");
        // A degree is as long to the east as to the north there.
        let (here, east, north) = (view.at(KYIV.0, 30.0), view.at(KYIV.0, 31.0), view.at(KYIV.0 + 1.0, 30.0));
        assert!(((east.0 - here.0) - (here.1 - north.1) * KYIV.0.to_radians().cos()).abs() < 0.01);
    }

    #[test]
    fn all_places_lie_in_the_view_whatever_they_are() {
        let sets: [&[(f64, f64)]; 7] = [
            &[KYIV, (52.5, 13.4), (41.0, 29.0)],
            &[(89.9, 0.0)],
            &[(-90.0, 10.0), (-80.0, 20.0)],
            &[LIMA, (45.5, -73.6)],
            &[KYIV, SUVA, LIMA],
            &[(60.0, -150.0), (35.7, 139.7), (21.3, -157.9)],
            &[(10.0, 540.0), (10.0, -179.0)],
        ];
        for set in sets {
            let view = View::of(set);
            for it in set {
                assert!(view.place(it.0, it.1).is_some(), "{it:?} in {view:?}");
            }
            let aspect = WIDTH / view.height;
            assert!((ASPECT.0 - 0.01..2.6).contains(&aspect), "{aspect}: {view:?}");
        }
    }

    #[test]
    fn the_world_is_the_projection_natural_earth() {
        let view = View::of(&[]);
        assert!(view.area.is_world());
        assert!(near(view.at(0.0, view.area.west), (0.0, view.at(0.0, 0.0).1)));
        assert!(near(view.at(0.0, view.area.east), (WIDTH, view.at(0.0, 0.0).1)));
        // At 45° a parallel is nine tenths as long as the equator, and the pole is somewhat less than twice as far.
        let (equator, middle) =
            (view.at(0.0, 191.0).0 - view.at(0.0, 11.0).0, view.at(45.0, 191.0).0 - view.at(45.0, 11.0).0);
        assert!((middle / equator - 0.9).abs() < 0.02, "{}", middle / equator);
        let high = |lat| view.at(0.0, 11.0).1 - view.at(lat, 11.0).1;
        assert!((high(45.0) / high(90.0) - 0.5572).abs() < 0.01, "{}", high(45.0) / high(90.0));
    }
}
