//! Matrices and activations as the kernels want them in memory.

use super::Product;
use crate::weights::{ActivationBits, Matrix};

/// One cache line of weights: sixteen 32-bit words, each of `DEPTH` weights of one column.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(super) struct Line(pub(super) [u8; 64]);

/// How a path wants its numbers to lie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// See [`Product::DEPTH`].
    depth: usize,
    /// See [`Product::COLUMNS`].
    columns: usize,
    /// See [`Product::OFFSET`].
    offset: u8,
    /// See [`Product::SPLIT`].
    split: bool,
    /// The highest activation.
    highest: u8,
}

impl Layout {
    /// What a product asks for.
    pub(super) const fn of<P: Product>() -> Self {
        Self { depth: P::DEPTH, columns: P::COLUMNS, offset: P::OFFSET, split: P::SPLIT, highest: 255 }
    }

    /// The same, for activations of so many bits.
    pub(super) fn with(self, bits: ActivationBits) -> Self {
        Self { highest: bits.highest(), ..self }
    }

    /// Bytes that one number takes.
    const fn bytes(self) -> usize {
        4 / self.depth
    }
}

/// A linear map, its weights cut into panels of columns, each in the order in which the kernel reads it.
#[derive(Debug)]
pub(crate) struct Packed {
    /// Panel by panel, step by step, column by column; after a panel's steps, its split pairs' rests.
    lines: Vec<Line>,
    /// Split pairs of steps of all panels.
    rests: Vec<u32>,
    /// Where each panel begins in lines and in rests, and where the last ends.
    bounds: Vec<(usize, usize)>,
    /// Scale of each column; zero in columns that fill up the last panel.
    pub(super) scale: Vec<f32>,
    /// Scale times the sum of the column's weights: what the lowest activation, quantised to 0, adds.
    pub(super) low: Vec<f32>,
    /// Bias of each column.
    pub(super) bias: Vec<f32>,
    /// The offset times the sum of the column's weights.
    pub(super) start: Vec<i32>,
    /// Words of one row of activations.
    pub(super) steps: usize,
}

impl Packed {
    /// Packs a matrix whose width is a multiple of four; its rows become columns.
    pub(crate) fn new(layout: Layout, matrix: &Matrix<'_>) -> Self {
        let (rows, width) = (matrix.rows(), matrix.width);
        let columns = rows.next_multiple_of(layout.columns);
        let steps = width / layout.depth;
        let panel = steps * layout.columns / 16;
        let mut lines = vec![Line([0; 64]); columns / layout.columns * panel];
        let mut low = vec![0.0; columns];
        let mut start = vec![0; columns];
        for (row, weights) in matrix.weight.chunks_exact(width).enumerate() {
            let (at, column) = (row / layout.columns * panel, row % layout.columns);
            for (step, group) in weights.chunks_exact(layout.depth).enumerate() {
                let line = &mut lines[at + step * layout.columns / 16 + column / 16];
                let word = &mut line.0[column % 16 * 4..][..4];
                for (place, &weight) in word.chunks_exact_mut(layout.bytes()).zip(group) {
                    // Little-endian; sign-extended where the kernel wants sixteen bits.
                    let wide = i16::from(weight.cast_signed()).to_le_bytes();
                    place.copy_from_slice(&wide[..layout.bytes()]);
                }
            }
            let sum: i32 = weights.iter().map(|weight| i32::from(weight.cast_signed())).sum();
            low[row] = matrix.scale[row] * sum as f32;
            start[row] = sum * i32::from(layout.offset);
        }
        let filled = |values: &[f32]| {
            let mut values = values.to_vec();
            values.resize(columns, 0.0);
            values
        };
        let (lines, rests, bounds) = with_rests(layout, lines, panel);
        Self { lines, rests, bounds, scale: filled(&matrix.scale), low, bias: filled(&matrix.bias), start, steps }
    }

    /// Columns of the output, those that fill up the last panel included.
    pub(crate) fn columns(&self) -> usize {
        self.scale.len()
    }

    /// Weights of each panel, from the first column on.
    pub(super) fn panels(&self) -> impl Iterator<Item = Panel<'_>> {
        self.bounds
            .windows(2)
            .map(|ends| Panel { lines: &self.lines[ends[0].0..ends[1].0], rests: &self.rests[ends[0].1..ends[1].1] })
    }
}

/// Weights of some columns.
#[derive(Clone, Copy)]
pub(super) struct Panel<'p> {
    /// Step `s` fills `COLUMNS/16` lines from line `s · COLUMNS/16` on. Two lines for each of `rests` follow.
    pub(super) lines: &'p [Line],
    /// Pairs of steps that were split, by number; empty where [`Product::SPLIT`] is false.
    #[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "only AVX2 splits"))]
    pub(super) rests: &'p [u32],
}

/// Panels of a matrix with their rests behind them, the numbers of the split pairs, and the panels' bounds.
fn with_rests(layout: Layout, steps: Vec<Line>, panel: usize) -> (Vec<Line>, Vec<u32>, Vec<(usize, usize)>) {
    let panels = steps.len() / panel.max(1);
    if !layout.split {
        return (steps, Vec::new(), (0..=panels).map(|at| (at * panel, 0)).collect());
    }
    let (mut lines, mut rests, mut bounds) = (Vec::with_capacity(steps.len()), Vec::new(), vec![(0, 0)]);
    for panel in steps.chunks_exact(panel) {
        let mut behind = Vec::new();
        for (number, pair) in panel.as_chunks::<2>().0.iter().enumerate() {
            let (main, rest) = split(pair);
            lines.extend(main);
            if let Some(rest) = rest {
                behind.extend(rest);
                rests.push(number as u32);
            }
        }
        lines.append(&mut behind);
        bounds.push((lines.len(), rests.len()));
    }
    (lines, rests, bounds)
}

/// The most that weights of one sign may sum to, so that their products with activations up to 127 fit sixteen bits.
const MOST: i32 = i16::MAX as i32 / 127;

/// Cuts two steps of bytes in two, where the four weights whose products meet in one sixteen-bit sum are too large
/// for it: two neighbours of a column in one step, and the same two in the next. What does not fit goes into the
/// rest, where it always does. Large weights are few, so few pairs have a rest.
fn split(pair: &[Line; 2]) -> ([Line; 2], Option<[Line; 2]>) {
    let (mut main, mut rest) = (*pair, [Line([0; 64]); 2]);
    let mut any = false;
    for at in (0..64).step_by(2) {
        let places = [(0, at), (0, at + 1), (1, at), (1, at + 1)];
        let weights = places.map(|(line, byte)| i32::from(pair[line].0[byte].cast_signed()));
        for sign in [1, -1] {
            let mut excess = weights.iter().map(|weight| (sign * weight).max(0)).sum::<i32>() - MOST;
            if excess <= 0 {
                continue;
            }
            any = true;
            for ((line, byte), weight) in places.into_iter().zip(weights) {
                let moved = excess.min((sign * weight).max(0));
                if moved > 0 {
                    main[line].0[byte] = (weight - sign * moved) as u8;
                    rest[line].0[byte] = (sign * moved) as u8;
                    excess -= moved;
                }
            }
        }
    }
    (main, any.then_some(rest))
}

/// Rows of activations, each quantised to 0..=127 or 0..=255 by its own lowest value and step: `x ≈ low + step · q`.
/// A row's numbers thus depend on nothing but the row.
#[derive(Debug)]
pub(crate) struct Activations {
    data: Vec<u8>,
    /// Lowest value of each row.
    pub(super) low: Vec<f32>,
    /// Step of each row.
    pub(super) step: Vec<f32>,
    /// Bytes of a row.
    pub(super) stride: usize,
    bytes: usize,
    /// The highest number of a row.
    pub(super) highest: f32,
}

impl Activations {
    /// No rows yet.
    pub(crate) fn new(layout: Layout) -> Self {
        Self {
            data: Vec::new(),
            low: Vec::new(),
            step: Vec::new(),
            stride: 0,
            bytes: layout.bytes(),
            highest: f32::from(layout.highest),
        }
    }

    /// Makes room for rows of a width. What they held is lost; memory is kept.
    pub(crate) fn reshape(&mut self, rows: usize, width: usize) {
        self.stride = width * self.bytes;
        self.data.resize(rows * self.stride, 0);
        self.low.resize(rows, 0.0);
        self.step.resize(rows, 0.0);
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.low.len()
    }

    /// Bytes from a row on.
    pub(super) fn from(&self, row: usize) -> &[u8] {
        &self.data[row * self.stride..]
    }

    /// Bytes, lowest value and step of each row, to write.
    pub(super) fn rows_mut(&mut self) -> impl Iterator<Item = (&mut [u8], &mut f32, &mut f32)> {
        self.data
            .chunks_exact_mut(self.stride.max(1))
            .zip(&mut self.low)
            .zip(&mut self.step)
            .map(|((data, low), step)| (data, low, step))
    }
}
