//! Products on 64-bit Arm: the dot product of four bytes where the processor has it, else widening products.

use super::matrix::Panel;
use super::{Kernels, Product, kernels};
use std::arch::aarch64::{
    int8x16_t, int32x4_t, vdupq_n_s32, vget_low_s8, vld1q_s8, vmull_high_s8, vmull_s8, vpadalq_s16, vpaddq_s16,
    vreinterpretq_s8_s32, vst1q_s32,
};

/// All stages with what every 64-bit Arm has.
pub(super) static WIDENING: Kernels = kernels!(Neon<Widening>, #[target_feature(enable = "neon")]);

/// All stages with the dot product.
pub(super) static DOT: Kernels = kernels!(Neon<Dot>, #[target_feature(enable = "neon,dotprod")]);

/// Whether this processor has what [`DOT`] uses.
pub(super) fn has_dot() -> bool {
    std::arch::is_aarch64_feature_detected!("dotprod")
}

/// Fours of signed bytes. Activations are taken down by 128, because Arm's oldest dot product has no mixed signs;
/// what that takes off the sums is known for each column and added again.
struct Neon<F>(F);

impl<F: Fours> Product for Neon<F> {
    const DEPTH: usize = 4;
    const COLUMNS: usize = 16;
    const ROWS: usize = 6;
    const OFFSET: u8 = 128;

    #[inline(always)]
    unsafe fn tile<const R: usize>(rows: &[u8], stride: usize, steps: usize, panel: Panel<'_>, out: &mut [[i32; 16]]) {
        let rows: [&[[u8; 4]]; R] = std::array::from_fn(|row| &rows[row * stride..].as_chunks().0[..steps]);
        // SAFETY: every 64-bit Arm processor has NEON; the caller vouches for the rest.
        unsafe {
            // Four vectors of four sums a row: with six rows, 24 sums and four weights of 32 registers.
            let mut sums = [[vdupq_n_s32(0); 4]; R];
            for (step, line) in panel.lines[..steps].iter().enumerate() {
                let weights: [int8x16_t; 4] =
                    std::array::from_fn(|part| vld1q_s8(line.0.as_ptr().add(16 * part).cast()));
                for (sums, row) in sums.iter_mut().zip(rows) {
                    let four = vreinterpretq_s8_s32(vdupq_n_s32(i32::from_le_bytes(row[step])));
                    for (sum, weights) in sums.iter_mut().zip(weights) {
                        *sum = F::add(*sum, weights, four);
                    }
                }
            }
            for (out, sums) in out.iter_mut().zip(sums) {
                for (part, sum) in sums.into_iter().enumerate() {
                    vst1q_s32(out.as_mut_ptr().add(4 * part), sum);
                }
            }
        }
    }
}

/// One way to multiply fours of signed bytes and add the products of each four to a sum.
trait Fours {
    /// `sum[i] + Σ a[4·i + j] · b[4·i + j]`, neither of which holds both −128 and −128.
    ///
    /// # Safety
    /// The processor must have the instructions.
    unsafe fn add(sum: int32x4_t, a: int8x16_t, b: int8x16_t) -> int32x4_t;
}

struct Dot;

impl Fours for Dot {
    #[inline(always)]
    unsafe fn add(mut sum: int32x4_t, a: int8x16_t, b: int8x16_t) -> int32x4_t {
        // As an instruction, because its intrinsic is not in stable Rust.
        // SAFETY: reads and writes registers only; the caller vouches for the instruction.
        unsafe {
            std::arch::asm!(
                "sdot {sum:v}.4s, {a:v}.16b, {b:v}.16b",
                sum = inout(vreg) sum, a = in(vreg) a, b = in(vreg) b,
                options(pure, nomem, nostack, preserves_flags),
            );
        }
        sum
    }
}

struct Widening;

impl Fours for Widening {
    #[inline(always)]
    unsafe fn add(sum: int32x4_t, a: int8x16_t, b: int8x16_t) -> int32x4_t {
        // SAFETY: every 64-bit Arm processor has NEON.
        unsafe {
            // A product is at most 128 · 127, so two still fit sixteen bits.
            let pairs = vpaddq_s16(vmull_s8(vget_low_s8(a), vget_low_s8(b)), vmull_high_s8(a, b));
            vpadalq_s16(sum, pairs)
        }
    }
}
