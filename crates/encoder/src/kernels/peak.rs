//! What a core could do at most on a path: its multiplications alone, on registers, measured rather than believed.

use super::Path;
use std::hint::black_box;

/// Chains of dependent operations, enough to hide their latency, few enough for the registers.
const CHAINS: usize = 12;

/// Runs the path's product of integers on registers only, `rounds` times; returns how many multiplications and
/// additions of activations and weights that stands for. `None` where the processor lacks the path, or the path
/// has no instruction of its own.
#[must_use]
pub fn spin_integers(path: Path, rounds: u64) -> Option<u64> {
    let each = match path {
        _ if !path.is_available() => return None,
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => {
            // SAFETY: the path is available.
            unsafe { x86::avx2(rounds) };
            32
        }
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => {
            // SAFETY: the path is available.
            unsafe { x86::avx512(rounds) };
            128
        }
        _ => return None,
    };
    Some(rounds * CHAINS as u64 * each)
}

/// As [`spin_integers`] for 32-bit floats: a product and a sum, not fused.
#[must_use]
pub fn spin_floats(path: Path, rounds: u64) -> Option<u64> {
    let lanes = match path {
        _ if !path.is_available() => return None,
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => {
            // SAFETY: the path is available.
            unsafe { x86::avx2_floats(rounds) };
            8
        }
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => {
            // SAFETY: the path is available.
            unsafe { x86::avx512_floats(rounds) };
            16
        }
        _ => return None,
    };
    Some(rounds * CHAINS as u64 * lanes * 2)
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{CHAINS, black_box};
    use std::arch::x86_64::{
        _mm256_add_ps, _mm256_madd_epi16, _mm256_mul_ps, _mm256_set1_epi32, _mm256_set1_ps, _mm512_add_ps,
        _mm512_dpbusd_epi32, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps,
    };

    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(rounds: u64) {
        let factor = _mm256_set1_epi32(black_box(0x0003_0005));
        let mut chains = [factor; CHAINS];
        for _ in 0..rounds {
            for chain in &mut chains {
                *chain = _mm256_madd_epi16(*chain, factor);
            }
        }
        black_box(chains);
    }

    #[target_feature(enable = "avx512f,avx512vnni")]
    pub(super) fn avx512(rounds: u64) {
        let factor = _mm512_set1_epi32(black_box(0x0102_0305));
        let mut chains = [factor; CHAINS];
        for _ in 0..rounds {
            for chain in &mut chains {
                *chain = _mm512_dpbusd_epi32(*chain, factor, factor);
            }
        }
        black_box(chains);
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn avx2_floats(rounds: u64) {
        let (factor, term) = (_mm256_set1_ps(black_box(0.999)), _mm256_set1_ps(black_box(0.001)));
        let mut chains = [term; CHAINS];
        for _ in 0..rounds {
            for chain in &mut chains {
                *chain = _mm256_add_ps(_mm256_mul_ps(*chain, factor), term);
            }
        }
        black_box(chains);
    }

    #[target_feature(enable = "avx512f")]
    pub(super) fn avx512_floats(rounds: u64) {
        let (factor, term) = (_mm512_set1_ps(black_box(0.999)), _mm512_set1_ps(black_box(0.001)));
        let mut chains = [term; CHAINS];
        for _ in 0..rounds {
            for chain in &mut chains {
                *chain = _mm512_add_ps(_mm512_mul_ps(*chain, factor), term);
            }
        }
        black_box(chains);
    }
}
