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
        let rows: Vec<_> = table::rows(include_str!("../../../../../data/page_noise.tsv")).collect();
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
    // A paragraph that is a link and shouts is a teaser; a heading that is one may head a part of the report.
    let shouts = piece.text.split_whitespace().count() >= 4 && !piece.text.contains(char::is_lowercase);
    piece.linked
        && piece.kind == BlockKind::Paragraph
        && (shouts || noise().linked.iter().any(|opening| bare.starts_with(opening)))
}
