//! Sixteen floats at a time, in safe Rust: what every path computes alike.
//!
//! These functions are inlined into one function per stage and path, compiled for that path's instructions, so
//! that the compiler turns the fixed loops over lanes into its vectors. Rust neither reorders floating-point
//! operations nor fuses a product with a sum, and every sum here has one written order, so all paths give the
//! same bits. Keep it so: no `mul_add`, no function of the platform's mathematical library, no other order.

/// As many floats as one AVX-512 register, two AVX2 or four NEON registers hold.
pub(super) type Lanes = [f32; LANES];

/// Length of [`Lanes`].
pub(super) const LANES: usize = 16;

/// Cuts a row into lanes. Rows are multiples of [`LANES`] long; a rest would be left out.
#[inline(always)]
pub(super) fn lanes(row: &[f32]) -> &[Lanes] {
    row.as_chunks().0
}

/// As [`lanes`], to write.
#[inline(always)]
pub(super) fn lanes_mut(row: &mut [f32]) -> &mut [Lanes] {
    row.as_chunks_mut().0
}

/// Each lane of `a` through `f`.
#[inline(always)]
pub(super) fn map(a: Lanes, f: impl Fn(f32) -> f32) -> Lanes {
    let mut out = [0.0; LANES];
    for lane in 0..LANES {
        out[lane] = f(a[lane]);
    }
    out
}

/// Each pair of lanes through `f`.
#[inline(always)]
pub(super) fn zip(a: Lanes, b: Lanes, f: impl Fn(f32, f32) -> f32) -> Lanes {
    let mut out = [0.0; LANES];
    for lane in 0..LANES {
        out[lane] = f(a[lane], b[lane]);
    }
    out
}

/// Sum of the lanes: halves onto each other, 16 to 8 to 4 to 2 to 1.
///
/// This and its two siblings are kept out of line on purpose. Inlined, the compiler arranges the lanes of the loop
/// before it to suit this short tail, and that loop becomes several times slower.
#[inline(never)]
pub(super) fn sum_of(a: &Lanes) -> f32 {
    fold(a, |a, b| a + b)
}

/// The smallest of the lanes.
#[inline(never)]
pub(super) fn least_of(a: &Lanes) -> f32 {
    fold(a, least)
}

/// The largest of the lanes.
#[inline(never)]
pub(super) fn most_of(a: &Lanes) -> f32 {
    fold(a, most)
}

fn fold(a: &Lanes, f: impl Fn(f32, f32) -> f32) -> f32 {
    let eight: [f32; 8] = std::array::from_fn(|lane| f(a[lane], a[lane + 8]));
    let four: [f32; 4] = std::array::from_fn(|lane| f(eight[lane], eight[lane + 4]));
    f(f(four[0], four[2]), f(four[1], four[3]))
}

/// The smaller one, `b` where they cannot be compared: one instruction, unlike `f32::min`.
#[inline(always)]
pub(super) fn least(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The larger one, `b` where they cannot be compared.
#[inline(always)]
pub(super) fn most(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// 1.5 · 2²³: added to a float of less than 2²² it leaves no room for a fraction, so the sum's last bits are the
/// nearest whole number, halves to even.
const ROUND: f32 = 12_582_912.0;

/// `e^x` for `x` clamped to ±87, to a relative error of 1e-5, most of it where `x` is large.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    exp2(x * std::f32::consts::LOG2_E)
}

/// `2^x` for `x` clamped to ±126: the nearest whole number goes into the exponent, the rest, at most a half, through
/// the first terms of the exponential series, to a relative error of 3e-6. That is far below what eight bits an
/// activation leave, and each term counts: GELU takes this of every number of the widest rows.
#[inline(always)]
fn exp2(x: f32) -> f32 {
    let x = least(most(x, -126.0), 126.0);
    let shifted = x + ROUND;
    let r = x - (shifted - ROUND);
    let square = r * r;
    let low = 1.0 + std::f32::consts::LN_2 * r;
    let middle = 0.240_226_5 + 0.055_504_11 * r;
    let high = 0.009_618_129 + 0.001_333_355_8 * r;
    let p = low + square * (middle + square * high);
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// GELU in the form the network is trained with: `x · σ(1.5957691·x + 0.0713548·x³)`.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    const LINEAR: f32 = -1.595_769 * std::f32::consts::LOG2_E;
    const CUBIC: f32 = -0.071_354_8 * std::f32::consts::LOG2_E;
    x / (1.0 + exp2(x * (LINEAR + CUBIC * (x * x))))
}

/// The whole number from 0 to 255 nearest to `x`, halves to even, for an `x` in that range.
#[inline(always)]
pub(super) fn to_u8(x: f32) -> u8 {
    (x + ROUND).to_bits() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for step in -8700..=8700 {
            let x = step as f32 / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 1e-5, "{x}");
        }
        assert!(exp(-1000.0) > 0.0 && exp(1000.0).is_finite());
    }

    #[test]
    fn gelu_is_close() {
        for step in -2000..=2000 {
            let x = step as f32 / 100.0;
            let wide = f64::from(x);
            let exact = wide / (1.0 + (-(1.595_769_1 * wide + 0.071_354_8 * wide * wide * wide)).exp());
            assert!((f64::from(gelu(x)) - exact).abs() < 3e-6, "{x}");
        }
    }

    #[test]
    fn rounding_goes_to_the_nearest() {
        for (x, whole) in [(0.0, 0), (0.4, 0), (0.6, 1), (1.5, 2), (2.5, 2), (254.6, 255), (255.0, 255)] {
            assert_eq!(to_u8(x), whole, "{x}");
        }
    }
}
