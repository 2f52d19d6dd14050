//! Whether two places can be one, as far as reports tell.

use super::words::words;
use rustc_hash::FxHashSet;

/// A place as a report tells it, with what the gazetteer knows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PlaceTold<'a> {
    /// Its name.
    pub name: &'a str,
    /// ISO 3166 alpha-3 code.
    pub country: Option<&'a str>,
    /// First-level division.
    pub admin1: Option<&'a str>,
    /// Latitude and longitude in degrees.
    pub at: Option<(f64, f64)>,
}

/// Places as near as this are taken for one: a town and its district are told of one event, in kilometres.
pub const NEAR: f64 = 25.0;

/// Whether two places can be one: one names the other or holds it, or they are near each other.
#[must_use]
pub fn compatible(a: &PlaceTold<'_>, b: &PlaceTold<'_>) -> bool {
    if let (Some(a), Some(b)) = (a.country, b.country)
        && a != b
    {
        return false;
    }
    let (names_a, names_b) = (names(a.name), names(b.name));
    if names_a.is_empty() || names_b.is_empty() || names_a.is_subset(&names_b) || names_b.is_subset(&names_a) {
        return true;
    }
    let within = |division: Option<&str>, name: &FxHashSet<String>| division.is_some_and(|it| names(it) == *name);
    if within(a.admin1, &names_b) || within(b.admin1, &names_a) {
        return true;
    }
    // A gazetteer's line with a country and no division is the country's own.
    let whole = |it: &PlaceTold<'_>| it.country.is_some() && it.admin1.is_none();
    if a.country.is_some() && a.country == b.country && (whole(a) || whole(b)) {
        return true;
    }
    matches!((a.at, b.at), (Some(a), Some(b)) if kilometres(a, b) <= NEAR)
}

/// The words of a place's name that tell it from others.
fn names(name: &str) -> FxHashSet<String> {
    let plain =
        ["the", "of", "city", "town", "village", "province", "region", "district", "state", "county", "municipality"];
    words(name).into_iter().map(|it| it.text).filter(|it| !plain.contains(&it.as_str())).collect()
}

/// On a sphere of the earth's mean radius, by the haversine formula.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let h = half(a.0, b.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half(a.1, b.1);
    2.0 * 6371.0 * h.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holds_the_other() {
        let named = |name| PlaceTold { name, ..PlaceTold::default() };
        assert!(compatible(&named("Orvale"), &named("the city of Orvale")));
        assert!(!compatible(&named("Orvale"), &named("Kesten")));
        let town = PlaceTold { name: "Kesten", country: Some("LVA"), admin1: Some("Vidzeme"), at: Some((57.0, 25.0)) };
        assert!(compatible(&town, &PlaceTold { country: Some("LVA"), ..named("Vidzeme province") }));
        assert!(compatible(&town, &PlaceTold { country: Some("LVA"), ..named("Latvia") }));
        assert!(!compatible(&town, &PlaceTold { country: Some("EST"), ..named("Kesten") }));
        assert!(compatible(
            &town,
            &PlaceTold { name: "Ropa", admin1: Some("Riga"), at: Some((57.1, 25.1)), country: Some("LVA") }
        ));
        assert!(!compatible(
            &town,
            &PlaceTold { name: "Ropa", admin1: Some("Riga"), at: Some((57.1, 26.1)), country: Some("LVA") }
        ));
    }
}
