//! Near-copies of reports: the same agency story in several outlets, cut or with another headline, and revised versions.
//!
//! Three steps: [`bands`] and [`passages`] are keys to store, and reports that share one are candidates; [`resemblance`] of
//! their signatures weighs candidates without their texts; [`copy`] looks at the words and decides.
//!
//! MinHash (Broder 1997) with 16 bits kept of each minimum (b-bit minwise hashing, Li and König 2010) is written out here:
//! of the crates that have it, `gaoya` is kept up but brings rayon, rand, SHA-1 and an alpha release of smallvec for these
//! sixty lines, and none fixes its hash, which stored signatures depend on. See [`super::words`] on what that means.

use super::words::{Word, combine, key, mix, winnow};
use rustc_hash::{FxHashMap, FxHashSet};

/// What kind of copy one report is of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Word for word, but for a headline, a byline or a few words.
    Same,
    /// One is contained in the other: an agency's story cut by an outlet.
    Excerpt,
    /// Most sentences are the same, and each has some of its own: a version of another hour, or a text worked on.
    Revised,
}

/// That a report is a near-copy of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Copy {
    /// How.
    pub kind: Kind,
    /// Share of the first one's words that stand in runs of [`RUN`] or more which the second has, 0 to 1.
    pub of_first: f32,
    /// Likewise, of the second one's.
    pub of_second: f32,
}

/// Words in a row that count as shared.
pub const RUN: usize = 4;

/// From this share of both on they are the same.
pub const SAME: f32 = 0.9;

/// From this share of the shorter on it is an excerpt.
pub const EXCERPT: f32 = 0.75;

/// From this share of both on one is a revision of the other.
pub const REVISED: f32 = 0.5;

/// Share of the names and numbers of the shorter that the longer has as well: bulletins made from one template (an
/// earthquake, a share price) have their words in common, but not what they are about.
pub const TELLING: f32 = 0.6;

/// A report of fewer words is a copy only where it is the same: a line of a ticker has no run of its own.
pub const LEAST: usize = 25;

/// Whether one report is a near-copy of the other, from the words of their texts (headline and text, or text alone). Takes
/// time in proportion to their length.
#[must_use]
pub fn copy(first: &[Word], second: &[Word]) -> Option<Copy> {
    let (of_first, of_second) = (covered(first, second), covered(second, first));
    let (low, high) = (of_first.min(of_second), of_first.max(of_second));
    let few = first.len().min(second.len()) < LEAST;
    let kind = if low >= SAME {
        Kind::Same
    } else if few {
        return None;
    } else if high >= EXCERPT && (low < REVISED || high >= SAME) {
        Kind::Excerpt
    } else if low >= REVISED {
        Kind::Revised
    } else {
        return None;
    };
    (telling(first, second) >= TELLING).then_some(Copy { kind, of_first, of_second })
}

/// Share of the words that stand in runs of [`RUN`] which the other has, too.
fn covered(words: &[Word], other: &[Word]) -> f32 {
    if words.is_empty() {
        return 0.0;
    }
    let run = RUN.min(words.len()).min(other.len()).max(1);
    let keys = |words: &[Word]| words.iter().map(|it| key(&it.text)).collect::<Vec<u64>>();
    let others: FxHashSet<u64> = keys(other).windows(run).map(combine).collect();
    let mut shared = vec![false; words.len()];
    for (n, it) in keys(words).windows(run).enumerate() {
        if others.contains(&combine(it)) {
            shared[n..n + run].fill(true);
        }
    }
    share(shared.iter().filter(|it| **it).count(), words.len())
}

/// Share of the different names and numbers of the one with fewer that the other has; 1 where there are none.
fn telling(first: &[Word], second: &[Word]) -> f32 {
    let of = |words: &[Word]| {
        // A capital at the beginning of a sentence names nothing: a word that also stands in lower case is left out.
        let mut seen: FxHashMap<String, bool> = FxHashMap::default();
        for word in words {
            *seen.entry(word.text.clone()).or_insert(true) &= word.telling;
        }
        seen.into_iter().filter(|(_, telling)| *telling).map(|(word, _)| word).collect::<FxHashSet<String>>()
    };
    let (a, b) = (of(first), of(second));
    let least = a.len().min(b.len());
    if least == 0 { 1.0 } else { share(a.intersection(&b).count(), least) }
}

/// Words in a row of a shingle.
const SHINGLE: usize = 3;

/// Minima of a signature.
const MINIMA: usize = 128;

/// Bands and rows of each. 42 bands of 3 find a pair of resemblance 0.5 with probability 0.996, of 0.4 with 0.94, of 0.1
/// with 0.04.
const BANDS: [usize; 2] = [42, 3];

/// What [`resemblance`] needs of a text: 256 bytes to store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature([u16; MINIMA]);

impl Signature {
    /// Its bytes, little-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|it| it.to_le_bytes()).collect()
    }

    /// A signature from its bytes; `None` where there are not as many as there have to be.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != 2 * MINIMA {
            return None;
        }
        let mut minima = [0; MINIMA];
        for (minimum, pair) in minima.iter_mut().zip(bytes.chunks_exact(2)) {
            *minimum = u16::from_le_bytes([pair[0], pair[1]]);
        }
        Some(Self(minima))
    }
}

/// The signature of a text's words; `None` for a text without words, which resembles nothing.
#[must_use]
pub fn signature(words: &[Word]) -> Option<Signature> {
    if words.is_empty() {
        return None;
    }
    let keys: Vec<u64> = words.iter().map(|it| key(&it.text)).collect();
    let mut least = [u32::MAX; MINIMA];
    for shingle in keys.windows(SHINGLE.min(keys.len())) {
        let shingle = mix(combine(shingle));
        for (least, (factor, addend)) in least.iter_mut().zip(permutations()) {
            // The upper half of a product is the well mixed one (multiply-shift, Dietzfelbinger et al. 1997).
            let hash = (factor.wrapping_mul(shingle).wrapping_add(*addend) >> 32) as u32;
            *least = (*least).min(hash);
        }
    }
    Some(Signature(least.map(|it| (it & 0xffff) as u16)))
}

/// Odd factors and addends of the permutations; a fixed sequence, since stored signatures depend on it.
fn permutations() -> &'static [(u64, u64); MINIMA] {
    static ALL: std::sync::OnceLock<[(u64, u64); MINIMA]> = std::sync::OnceLock::new();
    ALL.get_or_init(|| std::array::from_fn(|n| (mix(2 * n as u64) | 1, mix(2 * n as u64 + 1))))
}

/// Keys of a signature, each below 2⁴⁸: two signatures that share one are candidates.
#[must_use]
pub fn bands(signature: &Signature) -> Vec<u64> {
    let rows = signature.0.chunks_exact(BANDS[1]).take(BANDS[0]);
    rows.enumerate()
        .map(|(n, row)| combine(&[n as u64, row.iter().fold(0, |all, it| all << 16 | u64::from(*it))]))
        .collect()
}

/// How alike two texts are by their signatures: the share of shingles that both have among those that either has
/// (Jaccard), within about 0.04.
#[must_use]
pub fn resemblance(a: &Signature, b: &Signature) -> f32 {
    share(a.0.iter().zip(&b.0).filter(|(a, b)| a == b).count(), MINIMA)
}

/// Keys of passages, about one for 12 words: two texts that share 30 words in a row share one. They find what bands miss, a
/// short excerpt of a long report; two of them in common make a candidate.
#[must_use]
pub fn passages(words: &[Word]) -> Vec<u64> {
    let keys: Vec<u64> = words.iter().map(|it| key(&it.text)).collect();
    winnow(&keys, 8, 23)
}

#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::words::words;

    /// Sentences that are all different.
    fn sentences(from: usize, to: usize) -> String {
        (from..to)
            .map(|n| format!("Ferry {n} left pier {} with crates of {} for island {}. ", n * 7, n * 31, n * 13))
            .collect()
    }

    #[test]
    fn signatures_keep_resemblance() {
        let [a, b, c] =
            [sentences(0, 40), sentences(10, 40), sentences(40, 80)].map(|it| signature(&words(&it)).unwrap());
        assert_eq!(Signature::from_bytes(&a.to_bytes()), Some(a.clone()));
        assert!((resemblance(&a, &b) - 0.75).abs() < 0.1, "{}", resemblance(&a, &b));
        assert!(resemblance(&a, &c) < 0.1);
        assert!(bands(&a).iter().any(|it| bands(&b).contains(it)));
        assert!(!bands(&a).iter().any(|it| bands(&c).contains(it)));
        assert!(bands(&a).iter().all(|it| *it < 1 << 48));
        assert_eq!(signature(&[]), None);
        assert_eq!(Signature::from_bytes(&[0; 3]), None);
    }

    #[test]
    fn kinds_of_copies() {
        let kind = |a: &str, b: &str| copy(&words(a), &words(b)).map(|it| it.kind);
        let whole = sentences(0, 30);
        assert_eq!(kind(&whole, &whole), Some(Kind::Same));
        assert_eq!(kind(&whole, &sentences(5, 15)), Some(Kind::Excerpt));
        assert_eq!(kind(&sentences(0, 20), &sentences(5, 25)), Some(Kind::Revised));
        assert_eq!(kind(&whole, &sentences(25, 60)), None);
        assert_eq!(kind("Ferry late.", &whole), None);
        assert_eq!(kind("", ""), None);
    }

    #[test]
    fn a_short_excerpt_shares_passages() {
        let (whole, part) = (sentences(0, 60), sentences(20, 26));
        let keys = passages(&words(&whole));
        let shared = passages(&words(&part)).iter().filter(|it| keys.contains(it)).count();
        assert!(shared >= 2, "{shared}");
    }
}
