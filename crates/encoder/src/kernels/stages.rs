//! Linear maps, LayerNorm and quantisation: one stage each, written once for all paths.

use super::lanes::{LANES, Lanes, gelu, lanes, lanes_mut, least, least_of, map, most, most_of, sum_of, to_u8, zip};
use super::{Activations, MOST_ROWS, MOST_SIXTEENS, Packed, Product};
use crate::weights::Norm;

/// LayerNorm's guard against a row without variance.
const EPSILON: f32 = 1e-12;

/// `out = input · matrixᵀ + bias`, through GELU where `GELU` says so.
#[inline(always)]
pub(super) fn linear<P: Product, const GELU: bool>(matrix: &Packed, input: &Activations, out: &mut [f32]) {
    let columns = matrix.columns();
    let mut sums = [[0; 16]; MOST_ROWS * MOST_SIXTEENS];
    // One panel of weights stays in the nearest cache while all rows pass it.
    for (panel, weights) in matrix.panels().enumerate() {
        let at = panel * P::COLUMNS;
        let mut row = 0;
        while row < input.rows() {
            let rows = tile_rows(input.rows() - row, P::ROWS);
            let data = input.from(row);
            macro_rules! tile {
                ($($rows:literal)*) => {
                    match rows {
                        // SAFETY: stages run inside a path's table, which only a processor with its instructions gets.
                        $($rows => unsafe { P::tile::<$rows>(data, input.stride, matrix.steps, weights, &mut sums) },)*
                        _ => unreachable!("no tile has more rows than MOST_ROWS"),
                    }
                };
            }
            tile!(1 2 3 4 5 6 7 8);
            for (sums, row) in sums.chunks_exact(P::COLUMNS / 16).zip(row..row + rows) {
                let out = &mut out[row * columns + at..][..P::COLUMNS];
                finish::<P, GELU>(matrix, at, sums, input.low[row], input.step[row], out);
            }
            row += rows;
        }
    }
}

/// Rows of the next tile: as many as fit, but the last two of even height rather than one full and one of a
/// single row, which would wait for its own sums.
#[inline(always)]
fn tile_rows(left: usize, most: usize) -> usize {
    if left <= most {
        left
    } else if left < 2 * most {
        left.div_ceil(2)
    } else {
        most
    }
}

/// Sums of one row and panel to floats: `step · scale · sum + (lowest · low + bias)`.
#[inline(always)]
fn finish<'m, P: Product, const GELU: bool>(
    matrix: &'m Packed,
    at: usize,
    sums: &[[i32; 16]],
    lowest: f32,
    step: f32,
    out: &mut [f32],
) {
    let part = |values: &'m [f32]| lanes(&values[at..at + P::COLUMNS]);
    let (scale, low, bias) = (part(&matrix.scale), part(&matrix.low), part(&matrix.bias));
    let start = matrix.start[at..at + P::COLUMNS].as_chunks::<LANES>().0;
    for (sixteen, out) in lanes_mut(out).iter_mut().enumerate() {
        let constant = zip(low[sixteen], bias[sixteen], |low, bias| lowest * low + bias);
        let mut product: Lanes = [0.0; LANES];
        for lane in 0..LANES {
            let whole = if P::OFFSET == 0 { 0 } else { start[sixteen][lane] };
            product[lane] = (sums[sixteen][lane] + whole) as f32 * step;
        }
        let product = zip(product, scale[sixteen], |product, scale| product * scale);
        let value = zip(product, constant, |product, constant| product + constant);
        *out = if GELU { map(value, gelu) } else { value };
    }
}

/// `x = LayerNorm(x + more)` row by row, also quantised.
#[inline(always)]
pub(super) fn settle<P: Product>(x: &mut [f32], more: &[f32], norm: &Norm, out: &mut Activations) {
    let width = norm.weight.len();
    let (gain, offset) = (lanes(&norm.weight), lanes(&norm.bias));
    let highest = out.highest;
    for (at, (row, (data, low, step))) in x.chunks_exact_mut(width).zip(out.rows_mut()).enumerate() {
        let row = lanes_mut(row);
        if !more.is_empty() {
            for (x, &more) in row.iter_mut().zip(lanes(&more[at * width..][..width])) {
                *x = zip(*x, more, |x, more| x + more);
            }
        }
        let mut sum = [0.0; LANES];
        for &x in &*row {
            sum = zip(sum, x, |sum, x| sum + x);
        }
        let mean = sum_of(&sum) / width as f32;
        let mut squares = [0.0; LANES];
        for x in &mut *row {
            *x = map(*x, |x| x - mean);
            squares = zip(squares, map(*x, |x| x * x), |sum, square| sum + square);
        }
        let variance = sum_of(&squares) / width as f32;
        let narrow = 1.0 / (variance + EPSILON).sqrt();
        for ((x, &gain), &offset) in row.iter_mut().zip(gain).zip(offset) {
            *x = zip(zip(*x, gain, |x, gain| x * narrow * gain), offset, |x, offset| x + offset);
        }
        (*low, *step) = quantise_row::<P>(row, highest, data);
    }
}

/// Quantises rows, as many as `out` has.
#[inline(always)]
pub(super) fn quantise<P: Product>(x: &[f32], out: &mut Activations) {
    let (width, highest) = (out.stride * P::DEPTH / 4, out.highest);
    for (row, (data, low, step)) in x.chunks_exact(width.max(1)).zip(out.rows_mut()) {
        (*low, *step) = quantise_row::<P>(lanes(row), highest, data);
    }
}

/// Quantises one row between its lowest and highest value; returns the lowest and the step.
#[inline(always)]
fn quantise_row<P: Product>(row: &[Lanes], highest: f32, out: &mut [u8]) -> (f32, f32) {
    let (mut low, mut high) = ([f32::MAX; LANES], [f32::MIN; LANES]);
    for &x in row {
        low = zip(low, x, least);
        high = zip(high, x, most);
    }
    let (low, high) = (least_of(&low), most_of(&high));
    // A row of one value has no step; any will do, if its inverse is finite.
    let step = most((high - low) / highest, 1e-20);
    let inverse = 1.0 / step;
    // One plain loop: cut into lanes, the compiler would take the bytes out of their registers one by one.
    let bytes = row.as_flattened().iter().map(|&x| to_u8((x - low) * inverse) ^ P::OFFSET);
    if P::DEPTH == 4 {
        for (out, byte) in out.iter_mut().zip(bytes) {
            *out = byte;
        }
    } else {
        for (out, byte) in out.as_chunks_mut().0.iter_mut().zip(bytes) {
            *out = u16::from(byte).to_le_bytes();
        }
    }
    (low, step)
}
