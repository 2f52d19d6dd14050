//! Places by name and where they lie.

use crate::{By, Span};

/// The name of a place in the text, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// The name (`Caribbean Sea`, `Mexico City`).
    pub span: Span,
    /// Which place.
    pub place: Place,
    /// Whether the word is an adjective or a people (`Mexican`), not the place itself.
    pub demonym: bool,
    /// Who found it.
    pub by: By,
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its name in the gazetteer.
    pub name: &'static str,
    /// Latitude in degrees, WGS 84.
    pub lat: f32,
    /// Longitude in degrees, WGS 84.
    pub lon: f32,
    /// ISO 3166 alpha-3 code; `None` for seas, continents and the like.
    pub country: Option<&'static str>,
    /// First-level division, where known.
    pub admin1: Option<&'static str>,
    /// GeoNames id, where the row is from GeoNames.
    pub geonames_id: Option<u32>,
}
