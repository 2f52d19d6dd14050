//! Drawings from data, as SVG in a page.
//!
//! Places along a drawing are in percent and heights in pixels, so that a drawing is as wide as there is room while its letters keep their
//! size, on a phone too. Every drawing stands beside a table or list of the same, which is what screen readers and keyboards get: the
//! drawing itself is hidden from them, and its links only save a way with the mouse.

pub(crate) mod bars;
pub(crate) mod plot;
pub(crate) mod range;
pub(crate) mod scale;
pub(crate) mod shares;
