//! The network, ready to run: windows of word pieces in, scores of every head out.
//!
//! Windows have no padding: the rows of several lie behind one another, linear layers run over all of them, and
//! attention over each window's own. Activations are quantised row by row, so what a window gets does not depend
//! on the windows beside it.

use crate::kernels::{Activations, Attention, Kernels, Layout, Packed, Path};
use crate::weights::{Matrix, Norm, Weights};

/// Rows of windows that pass all layers together; a longer window passes alone. Enough that every weight read
/// from memory serves many rows, few enough that the rows' states stay in the cache.
const BLOCK: usize = 192;

/// Rows that pass the feed-forward part together, whose wide rows fill the nearer cache first.
const WIDE_BLOCK: usize = 48;

/// A network with its weights laid out for one kind of processor. It does not change, so threads may share it;
/// each brings its own [`Scratch`].
#[derive(Debug)]
pub struct Network<'a> {
    kernels: &'static Kernels,
    layout: Layout,
    hidden: usize,
    intermediate: usize,
    window: usize,
    head_rows: usize,
    pieces: &'a [u8],
    piece_scale: Vec<f32>,
    positions: Vec<f32>,
    casts: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: Packed,
}

#[derive(Debug)]
struct Layer {
    qkv: Packed,
    out: Packed,
    norm1: Norm,
    up: Packed,
    down: Packed,
    norm2: Norm,
}

/// One word piece of a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its line in the vocabulary. One past the vocabulary's end adds no embedding.
    pub id: u32,
    /// Bit `r` adds row `r` of the cast table; bits past the table's end add nothing.
    pub casts: u32,
}

/// One window: `[CLS]`, pieces of whole tokens, `[SEP]`.
#[derive(Clone, Copy, Debug)]
pub struct Window<'w> {
    /// Pieces past the network's longest window are not read.
    pub pieces: &'w [Piece],
    /// Positions whose scores are wanted, in any order. A position that was not read gets scores of 0.
    pub outputs: &'w [u32],
}

/// Room to work in. Once it has grown to the longest block, a run allocates nothing.
#[derive(Debug)]
pub struct Scratch {
    /// States of the rows of a block.
    states: Vec<f32>,
    /// The same, quantised; also what attention and the heads read.
    quantised: Activations,
    /// Queries, keys, values.
    qkv: Vec<f32>,
    /// What attention gives, then what is added to the states.
    more: Vec<f32>,
    /// Rows of the feed-forward part, as they leave GELU and quantised.
    wide: Vec<f32>,
    wide_quantised: Activations,
    attention: Attention,
}

impl<'a> Network<'a> {
    /// The network on this processor's best path.
    #[must_use]
    pub fn new(weights: &Weights<'a>) -> Self {
        Self::on(Path::best(), weights).expect("the best path is an available one")
    }

    /// The network on a path; `None` where this processor cannot take it.
    #[must_use]
    pub fn on(path: Path, weights: &Weights<'a>) -> Option<Self> {
        let bits = weights.about.activation_bits;
        let kernels = Kernels::of(path, bits)?;
        let layout = kernels.layout(bits);
        let pack = |matrix| Packed::new(layout, matrix);
        Some(Self {
            kernels,
            layout,
            hidden: weights.about.hidden,
            intermediate: weights.about.intermediate,
            window: weights.about.window,
            head_rows: weights.about.head_rows(),
            pieces: weights.pieces.weight,
            piece_scale: weights.pieces.scale.clone(),
            positions: weights.positions.clone(),
            casts: weights.casts.clone(),
            norm: weights.norm.clone(),
            layers: weights
                .layers
                .iter()
                .map(|layer| Layer {
                    qkv: pack(&layer.qkv),
                    out: pack(&layer.out),
                    norm1: layer.norm1.clone(),
                    up: pack(&layer.up),
                    down: pack(&layer.down),
                    norm2: layer.norm2.clone(),
                })
                .collect(),
            heads: pack(&weights.heads),
        })
    }

    /// Scores of one output position: the rows of all heads, as in the weights file.
    #[must_use]
    pub fn head_rows(&self) -> usize {
        self.head_rows
    }

    /// Most pieces of a window that are read.
    #[must_use]
    pub fn window(&self) -> usize {
        self.window
    }

    /// A matrix laid out for the network's path.
    pub(crate) fn packed(&self, matrix: &Matrix<'_>) -> Packed {
        Packed::new(self.layout, matrix)
    }

    /// Activations laid out for the network's path.
    pub(crate) fn activations(&self) -> Activations {
        Activations::new(self.layout)
    }

    /// The path's kernels.
    pub(crate) fn kernels(&self) -> &'static Kernels {
        self.kernels
    }

    /// Width of a row's state.
    pub(crate) fn hidden(&self) -> usize {
        self.hidden
    }

    /// The mean embedding of some pieces, of length 1; zeros where there are none.
    pub(crate) fn mean(&self, pieces: &[u32], out: &mut [f32]) {
        out.fill(0.0);
        for &id in pieces {
            self.add_piece(id, out);
        }
        let length = out.iter().map(|it| it * it).sum::<f32>().sqrt();
        if length > 0.0 {
            out.iter_mut().for_each(|it| *it /= length);
        }
    }

    /// Adds a piece's embedding; one past the vocabulary's end has none.
    fn add_piece(&self, id: u32, out: &mut [f32]) {
        let id = id as usize;
        if let Some(&scale) = self.piece_scale.get(id) {
            for (out, &weight) in out.iter_mut().zip(&self.pieces[id * self.hidden..]) {
                *out += f32::from(weight.cast_signed()) * scale;
            }
        }
    }

    /// Room for this network to work in.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch {
            states: Vec::new(),
            quantised: Activations::new(self.layout),
            qkv: Vec::new(),
            more: Vec::new(),
            wide: Vec::new(),
            wide_quantised: Activations::new(self.layout),
            attention: Attention::default(),
        }
    }

    /// Runs windows. `scores` is cleared, then filled with [`Self::head_rows`] floats for each output of each
    /// window, in their order. `scratch` must come from [`Self::scratch`] of a network on the same path.
    pub fn run(&self, scratch: &mut Scratch, windows: &[Window<'_>], scores: &mut Vec<f32>) {
        scores.clear();
        let mut rest = windows;
        while !rest.is_empty() {
            let mut rows = 0;
            let taken = rest.iter().take_while(|window| {
                rows += self.read(window);
                rows <= BLOCK
            });
            let (block, after) = rest.split_at(taken.count().max(1));
            self.pass(scratch, block, scores);
            rest = after;
        }
    }

    /// Pieces of a window that are read.
    fn read(&self, window: &Window<'_>) -> usize {
        window.pieces.len().min(self.window)
    }

    /// One block of windows through all layers.
    fn pass(&self, scratch: &mut Scratch, windows: &[Window<'_>], scores: &mut Vec<f32>) {
        let (kernels, hidden) = (self.kernels, self.hidden);
        let rows = windows.iter().map(|window| self.read(window)).sum::<usize>();
        let Scratch { states, quantised, qkv, more, wide, wide_quantised, attention } = scratch;
        states.resize(rows * hidden, 0.0);
        more.resize(rows * hidden, 0.0);
        qkv.resize(rows * 3 * hidden, 0.0);
        quantised.reshape(rows, hidden);
        self.embed(windows, states);
        kernels.settle(states, &[], &self.norm, quantised);
        for layer in &self.layers {
            kernels.linear(&layer.qkv, quantised, qkv);
            let mut row = 0;
            for window in windows {
                let end = row + self.read(window);
                let (qkv, out) = (&qkv[row * 3 * hidden..end * 3 * hidden], &mut more[row * hidden..end * hidden]);
                kernels.attend(attention, hidden, qkv, out);
                row = end;
            }
            kernels.quantise(more, quantised);
            kernels.linear(&layer.out, quantised, more);
            for (states, more) in states.chunks_mut(WIDE_BLOCK * hidden).zip(more.chunks_mut(WIDE_BLOCK * hidden)) {
                let rows = states.len() / hidden;
                quantised.reshape(rows, hidden);
                wide_quantised.reshape(rows, self.intermediate);
                wide.resize(rows * self.intermediate, 0.0);
                kernels.settle(states, more, &layer.norm1, quantised);
                kernels.linear_gelu(&layer.up, quantised, wide);
                kernels.quantise(wide, wide_quantised);
                kernels.linear(&layer.down, wide_quantised, more);
            }
            quantised.reshape(rows, hidden);
            kernels.settle(states, more, &layer.norm2, quantised);
        }
        self.read_heads(scratch, windows, scores);
    }

    /// Sums of the embeddings of every piece.
    fn embed(&self, windows: &[Window<'_>], states: &mut [f32]) {
        let hidden = self.hidden;
        let mut rows = states.chunks_exact_mut(hidden);
        for window in windows {
            let places = window.pieces.iter().zip(self.positions.chunks_exact(hidden));
            for ((piece, position), out) in places.zip(&mut rows) {
                out.copy_from_slice(position);
                self.add_piece(piece.id, out);
                for (row, cast) in self.casts.chunks_exact(hidden).enumerate() {
                    if piece.casts >> row & 1 == 1 {
                        for (out, &cast) in out.iter_mut().zip(cast) {
                            *out += cast;
                        }
                    }
                }
            }
        }
    }

    /// The heads of the positions that are asked for.
    fn read_heads(&self, scratch: &mut Scratch, windows: &[Window<'_>], scores: &mut Vec<f32>) {
        let hidden = self.hidden;
        let Scratch { states, quantised, more, wide, .. } = scratch;
        more.clear();
        let mut row = 0;
        for window in windows {
            let end = row + self.read(window);
            for &output in window.outputs {
                let at = row.saturating_add(output as usize);
                if at < end {
                    more.extend_from_slice(&states[at * hidden..][..hidden]);
                }
            }
            row = end;
        }
        let rows = more.len() / hidden;
        quantised.reshape(rows, hidden);
        self.kernels.quantise(more, quantised);
        wide.resize(rows * self.heads.columns(), 0.0);
        self.kernels.linear(&self.heads, quantised, wide);
        let mut found = wide.chunks_exact(self.heads.columns());
        for window in windows {
            for &output in window.outputs {
                match (output as usize) < self.read(window) {
                    true => scores.extend(found.next().into_iter().flat_map(|row| &row[..self.head_rows])),
                    false => scores.resize(scores.len() + self.head_rows, 0.0),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
