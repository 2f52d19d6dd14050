//! The arithmetic of the forward pass, compiled once for each kind of processor and chosen at run time.
//!
//! [`Kernels`] is a table of functions. Each function is one of [`stages`] or [`attention`], written once in safe
//! Rust and compiled for the path's instructions, around the path's own product of bytes ([`Product`]). That
//! product is exact, and everything else is in one written order (see [`lanes`]), so every path gives the same
//! bits. This is the only module of the workspace with `unsafe`: in the products' intrinsics, and where a
//! function compiled for more than the least of its architecture is called.

mod attention;
mod lanes;
mod matrix;
pub mod peak;
mod portable;
mod stages;

#[cfg(target_arch = "aarch64")]
mod neon;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(test)]
mod tests;

pub(crate) use attention::Attention;
pub(crate) use matrix::{Activations, Layout, Packed};

use crate::weights::{ActivationBits, Norm};
use matrix::Panel;

/// A kind of processor that the network can run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// Any; no instruction beyond the least of its architecture.
    Portable,
    /// x86-64 with AVX2: products of 16-bit pairs.
    Avx2,
    /// x86-64 with AVX-512 VNNI: products of four bytes.
    Avx512,
    /// 64-bit Arm: widening products of bytes.
    Neon,
    /// 64-bit Arm with the dot product of four bytes.
    NeonDot,
}

impl Path {
    /// Every path, the best last.
    pub const ALL: [Self; 5] = [Self::Portable, Self::Avx2, Self::Avx512, Self::Neon, Self::NeonDot];

    /// The best path of this processor.
    #[must_use]
    pub fn best() -> Self {
        Self::ALL.into_iter().rev().find(|path| path.is_available()).unwrap_or(Self::Portable)
    }

    /// Whether this processor can take the path.
    #[must_use]
    pub fn is_available(self) -> bool {
        Kernels::of(self, ActivationBits::Eight).is_some()
    }

    /// Its name in lower case, such as `avx2`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
            Self::Neon => "neon",
            Self::NeonDot => "neondot",
        }
    }
}

/// The product of activations and weights on one path: exact, in 32-bit integers.
trait Product {
    /// Activations that share one 32-bit word: 4 as bytes, or 2 as 16-bit integers.
    const DEPTH: usize;
    /// Columns of a panel, a multiple of 16.
    const COLUMNS: usize;
    /// Most rows of a tile, at most [`MOST_ROWS`].
    const ROWS: usize;
    /// Taken off each activation before the product, which is then of signed bytes: 0 or 128.
    const OFFSET: u8;
    /// Whether sixteen bits must hold four products of a pair of steps, see [`matrix::split`].
    const SPLIT: bool = false;

    /// `out[r·COLUMNS/16 + c/16][c%16] = Σ activation[r][k] · weight[k][c]` over `steps` words of `DEPTH` numbers.
    ///
    /// Row `r` of the activations begins at byte `r · stride` of `rows`.
    ///
    /// # Safety
    /// The processor must have the path's instructions.
    unsafe fn tile<const R: usize>(rows: &[u8], stride: usize, steps: usize, panel: Panel<'_>, out: &mut [[i32; 16]]);
}

/// Most rows of a tile on any path.
const MOST_ROWS: usize = 8;

/// Most sixteens of columns in a panel on any path.
const MOST_SIXTEENS: usize = 4;

/// Functions of one path. Only [`Kernels::of`] hands them out, and only where the processor has their
/// instructions; this is what makes the calls below sound.
#[derive(Debug)]
pub(crate) struct Kernels {
    layout: Layout,
    linear: unsafe fn(&Packed, &Activations, &mut [f32]),
    linear_gelu: unsafe fn(&Packed, &Activations, &mut [f32]),
    settle: unsafe fn(&mut [f32], &[f32], &Norm, &mut Activations),
    quantise: unsafe fn(&[f32], &mut Activations),
    attend: unsafe fn(&mut Attention, usize, &[f32], &mut [f32]),
}

impl Kernels {
    /// The functions of a path, where this processor can run them.
    #[cfg_attr(
        not(target_arch = "x86_64"),
        expect(unused_variables, reason = "only AVX2 multiplies seven bits otherwise")
    )]
    pub(crate) fn of(path: Path, bits: ActivationBits) -> Option<&'static Self> {
        match path {
            Path::Portable => Some(&portable::KERNELS),
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => x86::has_avx2().then_some(match bits {
                ActivationBits::Seven => &x86::AVX2_SEVEN,
                ActivationBits::Eight => &x86::AVX2,
            }),
            #[cfg(target_arch = "x86_64")]
            Path::Avx512 => x86::has_avx512().then_some(&x86::AVX512),
            #[cfg(target_arch = "aarch64")]
            Path::Neon => Some(&neon::WIDENING),
            #[cfg(target_arch = "aarch64")]
            Path::NeonDot => neon::has_dot().then_some(&neon::DOT),
            #[allow(unreachable_patterns)]
            _ => None,
        }
    }

    /// How matrices and activations lie in memory for these functions.
    pub(crate) fn layout(&self, bits: ActivationBits) -> Layout {
        self.layout.with(bits)
    }

    /// `out = input · matrixᵀ + bias`, rows of [`Packed::columns`] floats.
    pub(crate) fn linear(&self, matrix: &Packed, input: &Activations, out: &mut [f32]) {
        // SAFETY: this table was handed out because the processor has its instructions.
        unsafe { (self.linear)(matrix, input, out) }
    }

    /// As [`Self::linear`], then GELU.
    pub(crate) fn linear_gelu(&self, matrix: &Packed, input: &Activations, out: &mut [f32]) {
        // SAFETY: as in `linear`.
        unsafe { (self.linear_gelu)(matrix, input, out) }
    }

    /// `x = LayerNorm(x + more)` row by row, also quantised into `out`; an empty `more` adds nothing.
    pub(crate) fn settle(&self, x: &mut [f32], more: &[f32], norm: &Norm, out: &mut Activations) {
        // SAFETY: as in `linear`.
        unsafe { (self.settle)(x, more, norm, out) }
    }

    /// Quantises rows.
    pub(crate) fn quantise(&self, x: &[f32], out: &mut Activations) {
        // SAFETY: as in `linear`.
        unsafe { (self.quantise)(x, out) }
    }

    /// Attention within one window: rows of queries, keys and values to rows of their means.
    pub(crate) fn attend(&self, room: &mut Attention, hidden: usize, qkv: &[f32], out: &mut [f32]) {
        // SAFETY: as in `linear`.
        unsafe { (self.attend)(room, hidden, qkv, out) }
    }
}

/// The table of a path: each stage compiled with the path's instructions around its product.
macro_rules! kernels {
    ($product:ty $(, #[$features:meta])?) => {{
        use $crate::kernels::{Activations, Attention, Kernels, Packed, attention, matrix::Layout, stages};
        use $crate::weights::Norm;

        $(#[$features])?
        fn linear(matrix: &Packed, input: &Activations, out: &mut [f32]) {
            stages::linear::<$product, false>(matrix, input, out);
        }
        $(#[$features])?
        fn linear_gelu(matrix: &Packed, input: &Activations, out: &mut [f32]) {
            stages::linear::<$product, true>(matrix, input, out);
        }
        $(#[$features])?
        fn settle(x: &mut [f32], more: &[f32], norm: &Norm, out: &mut Activations) {
            stages::settle::<$product>(x, more, norm, out);
        }
        $(#[$features])?
        fn quantise(x: &[f32], out: &mut Activations) {
            stages::quantise::<$product>(x, out);
        }
        $(#[$features])?
        fn attend(room: &mut Attention, hidden: usize, qkv: &[f32], out: &mut [f32]) {
            attention::attend(room, hidden, qkv, out);
        }
        Kernels { layout: Layout::of::<$product>(), linear, linear_gelu, settle, quantise, attend }
    }};
}
use kernels;
