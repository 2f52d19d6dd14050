//! Numbers by chance that are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014), seeded by what they are for.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The stream for a purpose: the same parts give the same numbers, other parts give numbers that have nothing to do with them.
    #[must_use]
    pub fn new(parts: &[u64]) -> Self {
        Self(
            parts
                .iter()
                .fold(0x5361_7973_6f21, |state, part| mixed(state.wrapping_add(STEP) ^ mixed(part.wrapping_add(STEP)))),
        )
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// From 0 to 1, 1 excluded.
    pub fn share(&mut self) -> f64 {
        // 53 bits fit an `f64` exactly.
        #[allow(clippy::cast_precision_loss)]
        let bits = (self.bits() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }

    /// A whole number below `n`; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.bits() % (n.max(1) as u64)).unwrap_or_default()
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.bits() % (high.saturating_sub(low) + 1)
    }

    /// True in so many of one cases.
    pub fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// One of a list that is not empty, each as likely.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list of words that is not empty, each as likely.
    pub fn word<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A rank below `n` as words have them, the first ones more often; the larger `power`, the more. 1 draws evenly.
    pub fn rank(&mut self, n: usize, power: f64) -> usize {
        // A rank is far below 2^53, and never negative.
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rank = (n as f64 * self.share().powf(power)) as usize;
        rank.min(n.saturating_sub(1))
    }
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_within_bounds_and_fall_off() {
        let mut random = Random::new(&[1]);
        let mut counts = [0_u32; 10];
        (0..10_000).for_each(|_| counts[random.rank(10, 2.0)] += 1);
        assert!(counts[0] > 2 * counts[4] && counts[9] > 200, "{counts:?}");
    }

    #[test]
    fn streams_for_other_purposes_differ() {
        assert_eq!(Random::new(&[1, 2]).bits(), Random::new(&[1, 2]).bits());
        assert_ne!(Random::new(&[1, 2]).bits(), Random::new(&[2, 1]).bits());
        assert_ne!(Random::new(&[1]).bits(), Random::new(&[1, 0]).bits());
    }
}
