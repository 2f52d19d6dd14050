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

/// Whether a piece is no part of the report.
pub(super) fn is_noise(piece: &Piece) -> bool {
    if !matches!(piece.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem) || piece.text.len() > 160
    {
        return false;
    }
    let lower = piece.text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
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
