//! What a run passed over in archives, and how far it is in them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Why a record of an archive is not read. None of these is an error: archives are full of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Passed {
    /// It tells of the archive itself.
    Info,
    /// What was asked of a server.
    Request,
    /// It tells of another record.
    Metadata,
    /// A page that was there before, without its words.
    Revisit,
    /// Another record in another format.
    Conversion,
    /// A part of a record that began in another archive.
    Continuation,
    /// A kind that no page is in, such as an answer to a look-up of a name.
    Other,
    /// An answer with another status than 200.
    Status,
    /// No HTML.
    Format,
    /// HTML that is no news report; see [`Pages`](super::Pages).
    NoNews,
    /// The crawler kept a part alone.
    Truncated,
    /// It is over the limit of a page.
    TooLarge,
    /// It is damaged, or not as the standard has it.
    Broken,
}

impl Passed {
    /// Each kind, with its words for one and for several.
    const WORDS: [(Self, &'static str, &'static str); 13] = [
        (Self::Info, "record about the archive", "records about the archive"),
        (Self::Request, "request", "requests"),
        (Self::Metadata, "record of metadata", "records of metadata"),
        (Self::Revisit, "revisit", "revisits"),
        (Self::Conversion, "conversion", "conversions"),
        (Self::Continuation, "continuation", "continuations"),
        (Self::Other, "record of another kind", "records of other kinds"),
        (Self::Status, "answer with another status than 200", "answers with another status than 200"),
        (Self::Format, "answer that is no HTML", "answers that are no HTML"),
        (Self::NoNews, "page that is no news", "pages that are no news"),
        (Self::Truncated, "page cut off by the crawler", "pages cut off by the crawler"),
        (Self::TooLarge, "record that is too large", "records that are too large"),
        (Self::Broken, "broken record", "broken records"),
    ];

    /// What programs call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Request => "request",
            Self::Metadata => "metadata",
            Self::Revisit => "revisit",
            Self::Conversion => "conversion",
            Self::Continuation => "continuation",
            Self::Other => "other",
            Self::Status => "status",
            Self::Format => "format",
            Self::NoNews => "no_news",
            Self::Truncated => "truncated",
            Self::TooLarge => "too_large",
            Self::Broken => "broken",
        }
    }

    /// Every kind, in the order in which they are told.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|(kind, ..)| *kind)
    }
}

/// What was passed over so far, and how much of each archive is behind. Clones share it, so all that read with one
/// [`Options`](super::Options) or its clones count together. Displays as what was passed over: `1,204 requests, 3 broken records`.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    passed: [AtomicU64; Passed::WORDS.len()],
    /// See [`Tally::under_way`].
    parts: AtomicU64,
}

/// How finely archives under way are told.
const PARTS: u64 = 10_000;

impl Tally {
    /// How many records were passed over for this reason.
    #[must_use]
    pub fn count(&self, why: Passed) -> u64 {
        self.0.passed[why as usize].load(Ordering::Relaxed)
    }

    /// Whether nothing was passed over.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Passed::all().all(|why| self.count(why) == 0)
    }

    /// How many archives were read that are not at their end, by the parts of them that are behind: 1.5 is one and a half.
    #[must_use]
    pub fn under_way(&self) -> f64 {
        self.0.parts.load(Ordering::Relaxed) as f64 / PARTS as f64
    }

    pub(super) fn add(&self, why: Passed) {
        self.0.passed[why as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// Tells of an archive of this size.
    pub(super) fn begin(&self, size: Option<u64>) -> Part {
        Part { counts: Arc::clone(&self.0), size: size.filter(|size| *size > 0), told: 0 }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (why, one, several) in Passed::WORDS {
            let count = self.count(why);
            if count > 0 {
                let comma = if std::mem::take(&mut first) { "" } else { ", " };
                write!(f, "{comma}{} {}", grouped(count), if count == 1 { one } else { several })?;
            }
        }
        Ok(())
    }
}

/// A number with a comma between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How far one archive is; dropped, it is no longer under way.
#[derive(Debug)]
pub(super) struct Part {
    counts: Arc<Counts>,
    size: Option<u64>,
    told: u64,
}

impl Part {
    /// So many bytes of the archive are behind.
    pub(super) fn at(&mut self, offset: u64) {
        let Some(size) = self.size else { return };
        let parts = (offset as f64 / size as f64 * PARTS as f64).clamp(0.0, PARTS as f64) as u64;
        // Going back after damage is no step back.
        let more = parts.saturating_sub(self.told);
        self.told += more;
        self.counts.parts.fetch_add(more, Ordering::Relaxed);
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.counts.parts.fetch_sub(self.told, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_occurred_is_told() {
        let tally = Tally::default();
        assert!(tally.is_empty() && tally.to_string().is_empty());
        (0..1204).for_each(|_| tally.clone().add(Passed::Request));
        tally.add(Passed::Broken);
        assert_eq!(tally.to_string(), "1,204 requests, 1 broken record");
        assert!(
            Passed::all().enumerate().all(|(n, why)| why as usize == n),
            "counts are kept in the order of the kinds"
        );
        assert_eq!([7, 999, 1000, 1_234_567].map(grouped), ["7", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn archives_under_way() {
        let tally = Tally::default();
        let (mut one, mut two, mut odd) = (tally.begin(Some(200)), tally.begin(Some(100)), tally.begin(None));
        one.at(100);
        one.at(50);
        two.at(100);
        odd.at(100);
        assert!((tally.under_way() - 1.5).abs() < 1e-9);
        drop((one, two, odd));
        assert!(tally.under_way() < 1e-9);
    }
}
