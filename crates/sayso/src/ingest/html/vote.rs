//! Three extractors and a vote: the one that agrees most with the other two.

use super::render::{self, Piece};
use rustc_hash::{FxHashMap, FxHasher};
use sayso_types::BlockKind;
use std::hash::Hasher as _;
use trafilatura::ExtractionFocus;

/// What was chosen, and what the extractors say of the page.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) pieces: Vec<Piece>,
    pub(super) meta: trafilatura::Metadata,
}

/// Guarded pages of more bytes are hardly ever reports, and `trafilatura` would need seconds for each: they are left to
/// the extractor that is twenty times as fast.
const LARGE: usize = 1 << 20;

/// The pieces of the medoid: the extractor whose 4-grams overlap most with the others'. No extractor: no pieces.
pub(super) fn vote(html: &str, url: Option<&str>) -> Chosen {
    let mut candidates: Vec<Vec<Piece>> = Vec::with_capacity(3);
    let mut meta = trafilatura::Metadata::default();
    let thorough =
        if html.len() > LARGE { &[][..] } else { &[ExtractionFocus::FavorPrecision, ExtractionFocus::Balanced] };
    for focus in thorough {
        let mut options = trafilatura::Options::default().with_fallback(true).with_focus(*focus);
        if let Some(url) = url.and_then(|url| url::Url::parse(url).ok()) {
            options = options.with_url(url);
        }
        if let Ok(found) = trafilatura::extract(html, &options) {
            candidates.push(fragment(&found.content_html));
            meta = found.metadata;
        }
    }
    if let Ok(mut reader) = dom_smoothie::Readability::new(html, None, None)
        && let Ok(article) = reader.parse()
    {
        candidates.push(fragment(&article.content));
    }
    let grams: Vec<_> = candidates.iter().map(|pieces| Grams::of(pieces)).collect();
    let agreement = |at: usize| -> f64 {
        (0..grams.len()).filter(|other| *other != at).map(|other| grams[at].overlap(&grams[other])).sum()
    };
    let best =
        (0..candidates.len()).map(|at| (at, agreement(at))).fold(None, |best: Option<(usize, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
    Chosen { pieces: best.map(|(at, _)| candidates.swap_remove(at)).unwrap_or_default(), meta }
}

fn fragment(html: &str) -> Vec<Piece> {
    render::pieces(&dom_query::Document::from(html).root())
}

/// How often each run of four words stands in a text.
struct Grams {
    counts: FxHashMap<u64, u32>,
    total: u32,
}

impl Grams {
    fn of(pieces: &[Piece]) -> Self {
        let mut grams = Self { counts: FxHashMap::default(), total: 0 };
        let mut last = [0_u64; 4];
        let mut seen = 0;
        for piece in pieces.iter().filter(|piece| piece.kind != BlockKind::Caption) {
            for word in piece.text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()) {
                let mut hasher = FxHasher::default();
                hasher.write(word.as_bytes());
                last.rotate_left(1);
                last[3] = hasher.finish();
                seen += 1;
                if seen >= 4 {
                    let mut hasher = FxHasher::default();
                    last.iter().for_each(|word| hasher.write_u64(*word));
                    *grams.counts.entry(hasher.finish()).or_default() += 1;
                    grams.total += 1;
                }
            }
        }
        grams
    }

    /// From 0, nothing in common, to 1, the same.
    fn overlap(&self, other: &Self) -> f64 {
        let shared: u32 =
            self.counts.iter().map(|(gram, count)| (*count).min(other.counts.get(gram).copied().unwrap_or(0))).sum();
        match self.total + other.total {
            0 => 0.0,
            total => 2.0 * f64::from(shared) / f64::from(total),
        }
    }
}
