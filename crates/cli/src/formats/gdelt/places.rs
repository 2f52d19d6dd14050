//! Places in GDELT's columns: FIPS 10-4 countries and states, from `data/fips.tsv`.

use sayso_wire::{Geo, Number, Place};
use std::collections::HashMap;
use std::sync::OnceLock;

/// A place as every stream writes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spot {
    /// 1 country, 2 state and 3 city of the United States, 4 city elsewhere, 5 other division; 0 where nothing is known.
    pub(super) kind: u8,
    pub(super) name: String,
    pub(super) country: &'static str,
    pub(super) adm1: &'static str,
    /// Degrees, WGS 84.
    pub(super) lat: String,
    pub(super) lon: String,
    pub(super) feature: &'static str,
}

impl From<&Place> for Spot {
    fn from(it: &Place) -> Self {
        spot(&it.name, [it.lat, it.lon], it.country.as_deref(), it.admin1.as_deref(), it.geonames_id)
    }
}

impl From<&Geo> for Spot {
    fn from(it: &Geo) -> Self {
        spot(&it.name, [it.lat, it.lon], it.country.as_deref(), it.admin1.as_deref(), it.geonames_id)
    }
}

fn spot(name: &str, [lat, lon]: [Number; 2], iso: Option<&str>, admin1: Option<&str>, geonames: Option<u32>) -> Spot {
    let country = iso.and_then(|iso| table().countries.get(iso)).copied();
    let (fips, country_name) = country.unwrap_or_default();
    let state = |name: &str| if iso == Some("USA") { table().states.get(name).copied() } else { None };
    let city = if iso == Some("USA") { 3 } else { 4 };
    let (kind, adm1, feature) = match admin1 {
        None if name == country_name => (1, fips, fips),
        None => match state(name) {
            Some(adm1) => (2, adm1, adm1),
            // The reader's divisions have no number; a sea has no country.
            None if geonames.is_none() && iso.is_some() => (5, fips, fips),
            None => (city, fips, ""),
        },
        Some(division) => (city, state(division).unwrap_or(fips), ""),
    };
    let names =
        [Some(name), admin1.filter(|it| *it != name), Some(country_name).filter(|it| !it.is_empty() && *it != name)];
    Spot {
        kind,
        name: names.into_iter().flatten().collect::<Vec<_>>().join(", "),
        country: fips,
        adm1,
        lat: super::decimal(lat),
        lon: super::decimal(lon),
        feature,
    }
}

impl Spot {
    /// The eight cells of the Events stream; the second division is not read.
    pub(super) fn cells(self) -> [String; 8] {
        let [country, adm1, feature] = [self.country, self.adm1, self.feature].map(str::to_owned);
        [self.kind.to_string(), self.name, country, adm1, String::new(), self.lat, self.lon, feature]
    }

    /// The parts of a location of the knowledge graph, `#` between them.
    pub(super) fn parts(&self, second_division: bool) -> String {
        let name = super::within(&self.name, &['#', ';']);
        let adm2 = if second_division { "#" } else { "" };
        let Self { kind, country, adm1, lat, lon, feature, .. } = self;
        format!("{kind}#{name}#{country}#{adm1}{adm2}#{lat}#{lon}#{feature}")
    }
}

/// Whether this is the alpha-3 code of a country.
pub(super) fn is_country(code: &str) -> bool {
    table().countries.contains_key(code)
}

#[derive(Default)]
struct Table {
    /// From alpha-3 codes to FIPS codes and names.
    countries: HashMap<&'static str, (&'static str, &'static str)>,
    /// From names of states to their codes.
    states: HashMap<&'static str, &'static str>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        for line in include_str!("../../../../../data/fips.tsv").lines().filter(|line| !line.starts_with('#')) {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["c", iso, fips, name] => _ = table.countries.insert(iso, (fips, name)),
                ["s", _, fips, name] => _ = table.states.insert(name, fips),
                _ => {}
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, iso: &str, admin1: Option<&str>, geonames: Option<u32>) -> Spot {
        spot(name, [Number(1.5), Number(-2.0)], Some(iso).filter(|iso| !iso.is_empty()), admin1, geonames)
    }

    #[test]
    fn fips_is_not_iso() {
        assert_eq!(table().countries.len(), 247);
        assert_eq!(table().states.len(), 51);
        let code = |iso: &str| table().countries[iso].0;
        let codes = ["AUT", "AUS", "CHN", "CHE", "DEU", "GBR", "UKR", "ESP", "RUS"].map(code);
        assert_eq!(codes, ["AU", "AS", "CH", "SZ", "GM", "UK", "UP", "SP", "RS"]);
    }

    #[test]
    fn kinds_are_told_by_what_a_place_lies_in() {
        assert_eq!(of("Germany", "DEU", None, Some(1)).parts(false), "1#Germany#GM#GM#1.5#-2#GM");
        assert_eq!(of("Berlin", "DEU", Some("Berlin"), Some(1)).parts(true), "4#Berlin, Germany#GM#GM##1.5#-2#");
        assert_eq!(of("Texas", "USA", None, None).parts(false), "2#Texas, United States#US#USTX#1.5#-2#USTX");
        assert_eq!(of("Waco", "USA", Some("Texas"), Some(1)).adm1, "USTX");
        assert_eq!(of("Bavaria", "DEU", None, None).kind, 5);
        let sea = of("Black Sea", "", None, None);
        assert_eq!((sea.kind, sea.country, sea.name.as_str()), (4, "", "Black Sea"));
    }
}
