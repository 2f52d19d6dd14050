//! What a core could do at most on a path: its multiplications alone, on registers, measured rather than believed.

use super::Path;

/// What is multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Activations and weights, with the path's multiplication for them.
    Integers,
    /// 32-bit floats: a product and a sum, not fused.
    Floats,
}

/// Multiplies on registers only, `rounds` times; returns how many multiplications and additions that stands for.
/// `None` where the processor lacks the path, or where none is written for it.
#[must_use]
pub fn spin(path: Path, kind: Kind, rounds: u64) -> Option<u64> {
    if !path.is_available() {
        return None;
    }
    spins::spin(path, kind, rounds)
}

#[cfg(not(target_arch = "x86_64"))]
mod spins {
    use super::{Kind, Path};

    pub(super) fn spin(_: Path, _: Kind, _: u64) -> Option<u64> {
        None
    }
}

#[cfg(target_arch = "x86_64")]
mod spins {
    use super::{Kind, Path};
    use std::arch::x86_64::{
        _mm256_add_ps, _mm256_madd_epi16, _mm256_mul_ps, _mm256_set1_epi32, _mm256_set1_ps, _mm512_add_ps,
        _mm512_dpbusd_epi32, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps,
    };
    use std::hint::black_box;

    /// Chains of dependent operations, enough to hide their latency, few enough for the registers.
    const CHAINS: usize = 12;

    pub(super) fn spin(path: Path, kind: Kind, rounds: u64) -> Option<u64> {
        // SAFETY: the caller has asked whether the path is available.
        let operations = unsafe {
            match (path, kind) {
                (Path::Avx2, Kind::Integers) => avx2(rounds),
                (Path::Avx2, Kind::Floats) => avx2_floats(rounds),
                (Path::Avx512, Kind::Integers) => avx512(rounds),
                (Path::Avx512, Kind::Floats) => avx512_floats(rounds),
                _ => return None,
            }
        };
        Some(operations * rounds * CHAINS as u64)
    }

    /// Returns operations of one instruction, as the others.
    #[target_feature(enable = "avx2")]
    fn avx2(rounds: u64) -> u64 {
        let factor = _mm256_set1_epi32(black_box(0x0003_0005));
        let mut chains = [factor; CHAINS];
        for _ in 0..rounds {
            for chain in &mut chains {
                *chain = _mm256_madd_epi16(*chain, factor);
            }
        }
        black_box(chains);
        32
    }

    #[target_feature(enable = "avx512f,avx512vnni")]
    fn avx512(rounds: u64) -> u64 {
        let factor = _mm512_set1_epi32(black_box(0x0102_0305));
        let mut chains = [factor; CHAINS];
        for _ in 0..rounds {
            for chain in &mut chains {
                *chain = _mm512_dpbusd_epi32(*chain, factor, factor);
            }
        }
        black_box(chains);
        128
    }

    #[target_feature(enable = "avx2")]
    fn avx2_floats(rounds: u64) -> u64 {
        let (factor, term) = (_mm256_set1_ps(black_box(0.999)), _mm256_set1_ps(black_box(0.001)));
        let mut chains = [term; CHAINS];
        for _ in 0..rounds {
            for chain in &mut chains {
                *chain = _mm256_add_ps(_mm256_mul_ps(*chain, factor), term);
            }
        }
        black_box(chains);
        16
    }

    #[target_feature(enable = "avx512f")]
    fn avx512_floats(rounds: u64) -> u64 {
        let (factor, term) = (_mm512_set1_ps(black_box(0.999)), _mm512_set1_ps(black_box(0.001)));
        let mut chains = [term; CHAINS];
        for _ in 0..rounds {
            for chain in &mut chains {
                *chain = _mm512_add_ps(_mm512_mul_ps(*chain, factor), term);
            }
        }
        black_box(chains);
        32
    }
}
