//! The product in plain Rust, for any processor, and what the other paths are tested against.

use super::matrix::Panel;
use super::{Kernels, Product, kernels};

/// All stages without instructions beyond the least of the architecture.
pub(super) static KERNELS: Kernels = kernels!(Portable);

/// Products of 16-bit integers in plain loops.
struct Portable;

impl Product for Portable {
    const DEPTH: usize = 2;
    const COLUMNS: usize = 16;
    const ROWS: usize = 4;
    const OFFSET: u8 = 0;

    #[inline(always)]
    unsafe fn tile<const R: usize>(rows: &[u8], stride: usize, steps: usize, panel: Panel<'_>, out: &mut [[i32; 16]]) {
        for (row, out) in rows.chunks(stride).zip(out).take(R) {
            let mut sums = [0; 16];
            for (line, word) in panel.lines.iter().zip(row.as_chunks().0).take(steps) {
                let [first, second] = halves(i32::from_le_bytes(*word));
                for (sum, word) in sums.iter_mut().zip(line.0.as_chunks().0) {
                    let [one, two] = halves(i32::from_le_bytes(*word));
                    *sum += first * one + second * two;
                }
            }
            *out = sums;
        }
    }
}

/// The two 16-bit integers of a word, written so that the compiler sees how small they are and multiplies them as such.
#[inline(always)]
fn halves(word: i32) -> [i32; 2] {
    [(word << 16) >> 16, word >> 16]
}
