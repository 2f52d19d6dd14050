//! Matrices and activations as the kernels want them in memory.

use super::Product;
use crate::weights::Matrix;

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
}

impl Layout {
    /// What a product asks for.
    pub(super) const fn of<P: Product>() -> Self {
        Self { depth: P::DEPTH, columns: P::COLUMNS, offset: P::OFFSET }
    }

    /// Bytes that one number takes.
    const fn bytes(self) -> usize {
        4 / self.depth
    }
}

/// A linear map, its weights cut into panels of columns, each in the order in which the kernel reads it.
#[derive(Debug)]
pub(crate) struct Packed {
    /// Panel by panel, step by step, column by column.
    lines: Vec<Line>,
    /// Scale of each column; zero in columns that fill up the last panel.
    pub(super) scale: Vec<f32>,
    /// Scale times the sum of the column's weights: what the lowest activation, quantised to 0, adds.
    pub(super) low: Vec<f32>,
    /// Bias of each column.
    pub(super) bias: Vec<f32>,
    /// The offset times the sum of the column's weights.
    pub(super) start: Vec<i32>,
    /// Lines of one panel.
    panel: usize,
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
        Self { lines, scale: filled(&matrix.scale), low, bias: filled(&matrix.bias), start, panel, steps }
    }

    /// Columns of the output, those that fill up the last panel included.
    pub(crate) fn columns(&self) -> usize {
        self.scale.len()
    }

    /// Weights of each panel, from the first column on.
    pub(super) fn panels(&self) -> std::slice::ChunksExact<'_, Line> {
        self.lines.chunks_exact(self.panel)
    }
}

/// Rows of activations, each quantised to 0..=255 by its own lowest value and step: `x ≈ low + step · q`. A row's
/// numbers thus depend on nothing but the row.
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
}

impl Activations {
    /// No rows yet.
    pub(crate) fn new(layout: Layout) -> Self {
        Self { data: Vec::new(), low: Vec::new(), step: Vec::new(), stride: 0, bytes: layout.bytes() }
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
