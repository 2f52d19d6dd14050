//! Lines between the paragraphs of a report that are none of it: advertisements, teasers, calls to subscribe.

use super::render::Piece;
use crate::table;
use rustc_hash::FxHashSet;
use sayso_types::BlockKind;
use std::sync::OnceLock;

struct Noise {
    whole: FxHashSet<&'static str>,
    linked: Vec<&'static str>,
}

fn noise() -> &'static Noise {
    static NOISE: OnceLock<Noise> = OnceLock::new();
    NOISE.get_or_init(|| {
        let rows: Vec<_> = table::rows(table::PAGE_NOISE).collect();
        let of = |place: &'static str| {
            rows.iter().filter(move |row| row.first() == Some(&place)).filter_map(|row| row.get(1).copied())
        };
        Noise { whole: of("whole").collect(), linked: of("linked").collect() }
    })
}

/// Takes out the pieces that are no part of the report.
pub(super) fn drop(pieces: &mut Vec<Piece>) {
    let letters = |piece: &Piece| piece.text.len();
    // A page that puts most of its report into such a box means something else by the name.
    let adverts: usize = pieces.iter().filter(|piece| piece.advert).map(letters).sum();
    let boxed = adverts * 3 < pieces.iter().map(letters).sum();
    // What follows the word *Advertisement* and is a link, or stands in the same box, is what is advertised.
    let mut announced = false;
    pieces.retain(|piece| {
        let advertised = short(piece) && (piece.advert && boxed || piece.linked && announced);
        let noise = advertised || is_noise(piece);
        announced = noise && (announced || announces(piece));
        !noise
    });
}

/// Whether a piece may be noise at all: a report's own posts, captions and long paragraphs are none.
fn short(piece: &Piece) -> bool {
    matches!(piece.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem) && piece.text.len() <= 160
}

fn bare(lower: &str) -> &str {
    lower.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a piece is the word that stands over advertisements.
fn announces(piece: &Piece) -> bool {
    let lower = piece.text.to_lowercase();
    bare(&lower).starts_with("advert") || bare(&lower).starts_with("sponsored")
}

/// Whether a piece is no part of the report.
fn is_noise(piece: &Piece) -> bool {
    if !short(piece) {
        return false;
    }
    let lower = piece.text.to_lowercase();
    let bare = bare(&lower);
    if noise().whole.contains(bare) {
        return true;
    }
    // Links of several words in a list lead to other reports. A paragraph that is a link does so where it shouts or
    // says it; a heading that is one may head a part of the report.
    let long = piece.text.split_whitespace().count() >= 4;
    let shouts = long && !piece.text.contains(char::is_lowercase);
    let teaser = match piece.kind {
        BlockKind::ListItem => long,
        BlockKind::Paragraph => shouts || noise().linked.iter().any(|opening| bare.starts_with(opening)),
        _ => false,
    };
    piece.linked && teaser
}
