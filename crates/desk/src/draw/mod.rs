//! Drawings from data, as SVG in a page.
//!
//! Places along a drawing are in percent and heights in pixels, so that a drawing is as wide as there is room while its letters keep their
//! size, on a phone too. Every drawing stands beside a table or list of the same, which is what screen readers and keyboards get: the
//! drawing itself is hidden from them, and its links only save a way with the mouse.

pub(crate) mod bars;
pub(crate) mod coast;
pub(crate) mod map;
pub(crate) mod plot;
pub(crate) mod projection;
pub(crate) mod range;
pub(crate) mod scale;
pub(crate) mod shares;
pub(crate) mod status;
pub(crate) mod timeline;

/// Text of reports as a picture can have it: without control characters and without marks that turn lines around, which pictures have no
/// element to keep within; and no longer than fits.
pub(crate) fn label(text: &str, longest: usize) -> String {
    let turns = |it: char| matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut clean = text.chars().filter(|it| !it.is_control() && !turns(*it));
    let mut out: String = clean.by_ref().take(longest).collect();
    if clean.next().is_some() {
        out.pop();
        out.push('…');
    }
    out
}
