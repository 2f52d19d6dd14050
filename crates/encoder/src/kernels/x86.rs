//! Products on x86-64: AVX2 by pairs of 16-bit integers, or by bytes where activations have seven bits; AVX-512
//! VNNI by fours of bytes.

use super::matrix::{Line, Panel};
use super::{Kernels, Product, kernels};
use std::arch::x86_64::{
    __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_load_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256, _mm512_dpbusd_epi32,
    _mm512_load_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

/// All stages with AVX2.
pub(super) static AVX2: Kernels = kernels!(Avx2, #[target_feature(enable = "avx2")]);

/// All stages with AVX2, for activations of seven bits.
pub(super) static AVX2_SEVEN: Kernels = kernels!(Avx2Seven, #[target_feature(enable = "avx2")]);

/// All stages with AVX-512.
pub(super) static AVX512: Kernels =
    kernels!(Avx512, #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]);

/// Whether this processor has what [`AVX2`] uses.
pub(super) fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2")
}

/// Whether this processor has what [`AVX512`] uses.
pub(super) fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vnni")
}

/// Pairs of 16-bit integers: `vpmaddwd` multiplies and adds them exactly, where the product of bytes that AVX2 also
/// has (`vpmaddubsw`) would saturate.
struct Avx2;

impl Product for Avx2 {
    const DEPTH: usize = 2;
    const COLUMNS: usize = 16;
    const ROWS: usize = 6;
    const OFFSET: u8 = 0;

    #[inline(always)]
    unsafe fn tile<const R: usize>(rows: &[u8], stride: usize, steps: usize, panel: Panel<'_>, out: &mut [[i32; 16]]) {
        // SAFETY: the caller vouches for AVX2.
        unsafe { avx2::<R>(rows, stride, steps, panel.lines, out) }
    }
}

/// Two vectors of eight sums a row: with six rows, twelve sums, two weights, an activation and a product fill the
/// sixteen registers.
#[inline]
#[target_feature(enable = "avx2")]
fn avx2<const R: usize>(rows: &[u8], stride: usize, steps: usize, panel: &[Line], out: &mut [[i32; 16]]) {
    assert!(rows.len() >= (R - 1) * stride + 4 * steps && panel.len() >= steps && out.len() >= R);
    if R == 6 && steps > 0 && steps.is_multiple_of(2) {
        // SAFETY: six rows of an even number of steps, the panel's lines and six sixteens of sums are there.
        return unsafe { avx2_six(rows.as_ptr(), stride, steps, panel.as_ptr(), out.as_mut_ptr()) };
    }
    let rows: [*const u8; R] = std::array::from_fn(|row| rows[row * stride..].as_ptr());
    let panel: *const __m256i = panel.as_ptr().cast();
    let mut sums = [[_mm256_setzero_si256(); 2]; R];
    for step in 0..steps {
        // SAFETY: the panel has `steps` lines, each of two vectors, aligned to 64.
        let weights = unsafe { [_mm256_load_si256(panel.add(2 * step)), _mm256_load_si256(panel.add(2 * step + 1))] };
        for (sums, row) in sums.iter_mut().zip(rows) {
            // SAFETY: every row has `steps` words of four bytes, as asserted.
            let pair = _mm256_set1_epi32(unsafe { row.cast::<i32>().add(step).read_unaligned() });
            sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(pair, weights[0]));
            sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(pair, weights[1]));
        }
    }
    for (out, sums) in out.iter_mut().zip(sums) {
        let out: *mut __m256i = out.as_mut_ptr().cast();
        // SAFETY: sixteen integers are two vectors; no alignment is asked for.
        unsafe {
            _mm256_storeu_si256(out, sums[0]);
            _mm256_storeu_si256(out.add(1), sums[1]);
        }
    }
}

/// One word of one row: broadcast, multiplied with both vectors of weights, added to the row's two sums.
macro_rules! row {
    ($word:expr, $low:literal, $high:literal) => {
        concat!(
            "vbroadcastss {word}, dword ptr [",
            $word,
            "]\n",
            "vpmaddwd {product}, {word}, {low}\n",
            "vpaddd {",
            $low,
            "}, {",
            $low,
            "}, {product}\n",
            "vpmaddwd {word}, {word}, {high}\n",
            "vpaddd {",
            $high,
            "}, {",
            $high,
            "}, {word}\n",
        )
    };
}

/// One word of six rows; the offsets are of the weights and of the activations, in bytes.
macro_rules! six {
    ($weights:literal, $next:literal, $at:literal) => {
        concat!(
            "vmovdqa {low}, ymmword ptr [{panel} + ",
            $weights,
            "]\n",
            "vmovdqa {high}, ymmword ptr [{panel} + ",
            $next,
            "]\n",
            row!(concat!("{near} + ", $at), "a0", "a1"),
            row!(concat!("{near} + {stride} + ", $at), "b0", "b1"),
            row!(concat!("{near} + 2*{stride} + ", $at), "c0", "c1"),
            row!(concat!("{far} + ", $at), "d0", "d1"),
            row!(concat!("{far} + {stride} + ", $at), "e0", "e1"),
            row!(concat!("{far} + 2*{stride} + ", $at), "f0", "f1"),
        )
    };
}

/// The full tile of [`avx2`]. Compiled from intrinsics, its loop spends six more instructions a step on addresses
/// and gets 73 % of the multiplications the processor can do; so written it gets the 80 % that are left when every
/// multiplication is followed by an addition.
///
/// # Safety
/// There must be six rows of `steps` words, `steps` even, as many lines, and six sixteens of sums.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn avx2_six(rows: *const u8, stride: usize, steps: usize, panel: *const Line, out: *mut [i32; 16]) {
    let mut sums = [[_mm256_setzero_si256(); 2]; 6];
    let [[a0, a1], [b0, b1], [c0, c1], [d0, d1], [e0, e1], [f0, f1]] = &mut sums;
    // SAFETY: reads what the caller vouches for, two steps in each turn, and writes registers only.
    unsafe {
        std::arch::asm!(
            "2:",
            six!("0", "32", "0"),
            six!("64", "96", "4"),
            "add {panel}, 128",
            "add {near}, 8",
            "add {far}, 8",
            "dec {turns}",
            "jnz 2b",
            panel = inout(reg) panel => _,
            near = inout(reg) rows => _,
            far = inout(reg) rows.wrapping_add(3 * stride) => _,
            turns = inout(reg) steps / 2 => _,
            stride = in(reg) stride,
            low = out(ymm_reg) _, high = out(ymm_reg) _, word = out(ymm_reg) _, product = out(ymm_reg) _,
            a0 = inout(ymm_reg) *a0, a1 = inout(ymm_reg) *a1, b0 = inout(ymm_reg) *b0, b1 = inout(ymm_reg) *b1,
            c0 = inout(ymm_reg) *c0, c1 = inout(ymm_reg) *c1, d0 = inout(ymm_reg) *d0, d1 = inout(ymm_reg) *d1,
            e0 = inout(ymm_reg) *e0, e1 = inout(ymm_reg) *e1, f0 = inout(ymm_reg) *f0, f1 = inout(ymm_reg) *f1,
            options(nostack, readonly),
        );
    }
    for (at, sums) in sums.into_iter().enumerate() {
        // SAFETY: sixteen integers are two vectors; no alignment is asked for.
        unsafe {
            let out: *mut __m256i = out.add(at).cast();
            _mm256_storeu_si256(out, sums[0]);
            _mm256_storeu_si256(out.add(1), sums[1]);
        }
    }
}

/// Bytes, where activations have seven bits: `vpmaddubsw` adds two products in sixteen bits, one addition makes it
/// four, and only then they are widened. Weights are split beforehand so that no four products overflow.
struct Avx2Seven;

impl Product for Avx2Seven {
    const DEPTH: usize = 4;
    const COLUMNS: usize = 16;
    const ROWS: usize = 4;
    const OFFSET: u8 = 0;
    const SPLIT: bool = true;

    #[inline(always)]
    unsafe fn tile<const R: usize>(rows: &[u8], stride: usize, steps: usize, panel: Panel<'_>, out: &mut [[i32; 16]]) {
        // SAFETY: the caller vouches for AVX2.
        unsafe { avx2_seven::<R>(rows, stride, steps, panel, out) }
    }
}

/// Two vectors of eight sums a row: with four rows, eight sums, four weights, and four to work with.
///
/// Like its siblings it is inlined into the stage that is compiled for its instructions: a call for every tile would
/// cost a tenth of the tile.
///
/// # Safety
/// The processor must have AVX2.
#[inline(always)]
unsafe fn avx2_seven<const R: usize>(
    rows: &[u8],
    stride: usize,
    steps: usize,
    panel: Panel<'_>,
    out: &mut [[i32; 16]],
) {
    let pairs = steps / 2;
    assert!(steps.is_multiple_of(2) && rows.len() >= (R - 1) * stride + 4 * steps && out.len() >= R);
    assert!(panel.lines.len() >= steps + 2 * panel.rests.len());
    let rows: *const u8 = rows.as_ptr();
    let (lines, rests): (*const __m256i, _) = (panel.lines.as_ptr().cast(), panel.rests.iter());
    // SAFETY: the caller vouches for AVX2.
    let (ones, mut sums) = unsafe { (_mm256_set1_epi16(1), [[_mm256_setzero_si256(); 2]; R]) };
    macro_rules! pair {
        ($lines:expr, $pair:expr) => {
            // SAFETY: the panel has two lines for this pair, each of two vectors, aligned to 64; every row has
            // two words for it.
            unsafe {
                let lines: *const __m256i = $lines;
                let mut weights = [_mm256_setzero_si256(); 4];
                for (part, weights) in weights.iter_mut().enumerate() {
                    *weights = _mm256_load_si256(lines.add(part));
                }
                for (row, sums) in sums.iter_mut().enumerate() {
                    let row: *const i32 = rows.add(row * stride).cast();
                    let first = _mm256_set1_epi32(row.add(2 * $pair).read_unaligned());
                    let second = _mm256_set1_epi32(row.add(2 * $pair + 1).read_unaligned());
                    for (part, sum) in sums.iter_mut().enumerate() {
                        let products = _mm256_add_epi16(
                            _mm256_maddubs_epi16(first, weights[part]),
                            _mm256_maddubs_epi16(second, weights[2 + part]),
                        );
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(products, ones));
                    }
                }
            }
        };
    }
    if R == 4 && pairs > 0 {
        let four: &mut [[__m256i; 2]] = &mut sums;
        // SAFETY: four rows of as many pairs of words, two lines for each, and four times two sums are there.
        unsafe { avx2_seven_four(rows, stride, pairs, lines, four.as_mut_ptr()) };
    } else {
        for pair in 0..pairs {
            pair!(lines.wrapping_add(4 * pair), pair);
        }
    }
    for (at, &pair) in rests.enumerate() {
        assert!((pair as usize) < pairs);
        pair!(lines.wrapping_add(4 * (pairs + at)), pair as usize);
    }
    for (out, sums) in out.iter_mut().zip(sums) {
        let out: *mut __m256i = out.as_mut_ptr().cast();
        // SAFETY: sixteen integers are two vectors; no alignment is asked for.
        unsafe {
            _mm256_storeu_si256(out, sums[0]);
            _mm256_storeu_si256(out.add(1), sums[1]);
        }
    }
}

/// Sixteen-bit ones, aligned: as a register they would leave one too few to work with.
#[repr(align(32))]
struct Ones([u16; 16]);
static ONES: Ones = Ones([1; 16]);

/// One pair of words of one row: each multiplied with two vectors of weights, added in sixteen bits, widened, and added
/// to the row's two sums.
macro_rules! pair_of_words {
    ($first:expr, $second:expr, $low:literal, $high:literal) => {
        concat!(
            "vpbroadcastd {x}, dword ptr [",
            $first,
            "]\n",
            "vpbroadcastd {y}, dword ptr [",
            $second,
            "]\n",
            "vpmaddubsw {p}, {x}, {w0}\n",
            "vpmaddubsw {q}, {y}, {w2}\n",
            "vpmaddubsw {x}, {x}, {w1}\n",
            "vpmaddubsw {y}, {y}, {w3}\n",
            "vpaddw {p}, {p}, {q}\n",
            "vpaddw {x}, {x}, {y}\n",
            "vpmaddwd {p}, {p}, ymmword ptr [{ones}]\n",
            "vpmaddwd {x}, {x}, ymmword ptr [{ones}]\n",
            "vpaddd {",
            $low,
            "}, {",
            $low,
            "}, {p}\n",
            "vpaddd {",
            $high,
            "}, {",
            $high,
            "}, {x}\n",
        )
    };
}

/// The full tile of [`avx2_seven`], whose loop the compiler fills with addresses and moves between registers.
///
/// # Safety
/// There must be four rows of `2 * pairs` words, `pairs` more than none, four vectors of weights for each pair, aligned, and
/// four times two sums.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn avx2_seven_four(
    rows: *const u8,
    stride: usize,
    pairs: usize,
    weights: *const __m256i,
    sums: *mut [__m256i; 2],
) {
    // SAFETY: reads what the caller vouches for and writes registers only.
    unsafe {
        let [mut a0, mut a1] = *sums;
        let [mut b0, mut b1] = *sums.add(1);
        let [mut c0, mut c1] = *sums.add(2);
        let [mut d0, mut d1] = *sums.add(3);
        std::arch::asm!(
            "2:",
            "vmovdqa {w0}, ymmword ptr [{weights}]",
            "vmovdqa {w1}, ymmword ptr [{weights} + 32]",
            "vmovdqa {w2}, ymmword ptr [{weights} + 64]",
            "vmovdqa {w3}, ymmword ptr [{weights} + 96]",
            pair_of_words!("{near}", "{near} + 4", "a0", "a1"),
            pair_of_words!("{near} + {stride}", "{near} + {stride} + 4", "b0", "b1"),
            pair_of_words!("{far}", "{far} + 4", "c0", "c1"),
            pair_of_words!("{far} + {stride}", "{far} + {stride} + 4", "d0", "d1"),
            "add {weights}, 128",
            "add {near}, 8",
            "add {far}, 8",
            "dec {turns}",
            "jnz 2b",
            weights = inout(reg) weights => _,
            near = inout(reg) rows => _,
            far = inout(reg) rows.wrapping_add(2 * stride) => _,
            turns = inout(reg) pairs => _,
            stride = in(reg) stride,
            ones = in(reg) &raw const ONES.0,
            x = out(ymm_reg) _, y = out(ymm_reg) _, p = out(ymm_reg) _, q = out(ymm_reg) _,
            w0 = out(ymm_reg) _, w1 = out(ymm_reg) _, w2 = out(ymm_reg) _, w3 = out(ymm_reg) _,
            a0 = inout(ymm_reg) a0, a1 = inout(ymm_reg) a1, b0 = inout(ymm_reg) b0, b1 = inout(ymm_reg) b1,
            c0 = inout(ymm_reg) c0, c1 = inout(ymm_reg) c1, d0 = inout(ymm_reg) d0, d1 = inout(ymm_reg) d1,
            options(nostack, readonly),
        );
        *sums = [a0, a1];
        *sums.add(1) = [b0, b1];
        *sums.add(2) = [c0, c1];
        *sums.add(3) = [d0, d1];
    }
}

/// Fours of bytes: `vpdpbusd` adds four products to a 32-bit sum without saturation on the way.
struct Avx512;

impl Product for Avx512 {
    const DEPTH: usize = 4;
    const COLUMNS: usize = 64;
    const ROWS: usize = 6;
    const OFFSET: u8 = 0;

    #[inline(always)]
    unsafe fn tile<const R: usize>(rows: &[u8], stride: usize, steps: usize, panel: Panel<'_>, out: &mut [[i32; 16]]) {
        // SAFETY: the caller vouches for AVX-512 with VNNI.
        unsafe { avx512::<R>(rows, stride, steps, panel.lines, out) }
    }
}

/// Four vectors of sixteen sums a row: with six rows, 24 sums and four weights of 32 registers.
///
/// # Safety
/// The processor must have AVX-512 with VNNI.
#[inline(always)]
unsafe fn avx512<const R: usize>(rows: &[u8], stride: usize, steps: usize, panel: &[Line], out: &mut [[i32; 16]]) {
    assert!(rows.len() >= (R - 1) * stride + 4 * steps && panel.len() >= 4 * steps && out.len() >= 4 * R);
    // SAFETY: every row has `steps` words of four bytes and the panel four lines for each, aligned to 64, as asserted;
    // sixteen integers are one vector. The caller vouches for the instructions.
    unsafe {
        let mut sums = [[_mm512_setzero_si512(); 4]; R];
        for step in 0..steps {
            let mut weights = [_mm512_setzero_si512(); 4];
            for (part, weights) in weights.iter_mut().enumerate() {
                *weights = _mm512_load_si512(panel.as_ptr().add(4 * step + part).cast());
            }
            for (row, sums) in sums.iter_mut().enumerate() {
                let word: *const i32 = rows.as_ptr().add(row * stride + 4 * step).cast();
                let four = _mm512_set1_epi32(word.read_unaligned());
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum = _mm512_dpbusd_epi32(*sum, four, weights);
                }
            }
        }
        for (row, sums) in sums.into_iter().enumerate() {
            for (part, sum) in sums.into_iter().enumerate() {
                _mm512_storeu_si512(out.as_mut_ptr().add(4 * row + part).cast(), sum);
            }
        }
    }
}
