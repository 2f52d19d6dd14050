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
            for (line, word) in panel.lines.iter().zip(row.as_chunks::<4>().0).take(steps) {
                let weights: [i16; 32] =
                    std::array::from_fn(|at| i16::from_le_bytes([line.0[2 * at], line.0[2 * at + 1]]));
                let first = i32::from(i16::from_le_bytes([word[0], word[1]]));
                let second = i32::from(i16::from_le_bytes([word[2], word[3]]));
                for column in 0..16 {
                    sums[column] +=
                        first * i32::from(weights[2 * column]) + second * i32::from(weights[2 * column + 1]);
                }
            }
            *out = sums;
        }
    }
}
