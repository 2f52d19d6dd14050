//! Which findings stand near a place: keeps comparisons of all with all from growing with the square of a report's length.

use sayso_types::Span;

/// Bytes a bucket covers; a sentence or two.
const BUCKET: u32 = 256;

/// Findings by the stretch of text that they cover.
#[derive(Debug)]
pub(crate) struct Near {
    buckets: Vec<Vec<u32>>,
}

impl Near {
    /// Nothing yet, of a text of `len` bytes.
    pub(crate) fn new(len: usize) -> Self {
        Self { buckets: vec![Vec::new(); len / BUCKET as usize + 1] }
    }

    /// Adds finding number `id`, which covers `spans`.
    pub(crate) fn add(&mut self, id: usize, spans: impl IntoIterator<Item = Span>) {
        let id = u32::try_from(id).expect("fewer findings than bytes");
        for span in spans {
            for bucket in &mut self.buckets[range(span)] {
                if bucket.last() != Some(&id) {
                    bucket.push(id);
                }
            }
        }
    }

    /// The numbers of the findings that may overlap one of `spans`, in order, each once; those further off are left out.
    pub(crate) fn around(&self, spans: impl IntoIterator<Item = Span>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for span in spans {
            for bucket in &self.buckets[range(span)] {
                found.extend(bucket.iter().map(|&id| id as usize));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn range(span: Span) -> std::ops::Range<usize> {
    (span.start / BUCKET) as usize..(span.end / BUCKET) as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_overlaps_and_leaves_out_what_is_far() {
        let mut near = Near::new(10_000);
        near.add(0, [Span::new(0, 3000)]);
        near.add(1, [Span::new(2990, 3010), Span::new(9990, 10_000)]);
        near.add(2, [Span::new(6000, 6001)]);
        assert_eq!(near.around([Span::new(2000, 3000)]), [0, 1]);
        assert_eq!(near.around([Span::new(9999, 10_000)]), [1]);
        assert_eq!(near.around([Span::new(5990, 6000)]), [2]);
    }
}
