//! The branch that sees what names are called: a token's own word and its two neighbours, for the head of names alone.

use crate::forward::Network;
use crate::kernels::{Activations, Packed};
use crate::weights::Weights;

/// The branch's two layers.
#[derive(Debug)]
pub(crate) struct Words {
    up: Packed,
    down: Packed,
}

/// Room to work in.
#[derive(Debug)]
pub(crate) struct Room {
    rows: Vec<f32>,
    quantised: Activations,
    wide: Vec<f32>,
    narrow: Activations,
    out: Vec<f32>,
}

impl Words {
    /// The layers laid out for the network's path.
    pub(crate) fn new(network: &Network<'_>, weights: &Weights<'_>) -> Self {
        Self { up: network.packed(&weights.word_up), down: network.packed(&weights.word_down) }
    }

    /// Room for this branch to work in.
    pub(crate) fn room(network: &Network<'_>) -> Room {
        let activations = || network.activations();
        Room { rows: Vec::new(), quantised: activations(), wide: Vec::new(), narrow: activations(), out: Vec::new() }
    }

    /// What the branch adds to the scores of each name tag: a row for each token of a window, its first floats the tags'.
    /// `ends` has, for each token, the end of its pieces in `pieces`, which begins with those of the first.
    pub(crate) fn scores<'r>(
        &self,
        network: &Network<'_>,
        room: &'r mut Room,
        pieces: &[u32],
        ends: &[usize],
    ) -> impl Iterator<Item = &'r [f32]> {
        let (kernels, hidden) = (network.kernels(), network.hidden());
        let tokens = ends.len();
        let width = 3 * hidden;
        room.rows.clear();
        room.rows.resize(tokens * width, 0.0);
        let mut start = 0;
        for (at, &end) in ends.iter().enumerate() {
            // The token's own place first; its neighbours see it from theirs.
            let (own, middle) = (at * width + hidden, &pieces[start..end]);
            start = end;
            network.mean(middle, &mut room.rows[own..own + hidden]);
            if at > 0 {
                room.rows.copy_within(own..own + hidden, (at - 1) * width + 2 * hidden);
            }
            if at + 1 < tokens {
                room.rows.copy_within(own..own + hidden, (at + 1) * width);
            }
        }
        room.quantised.reshape(tokens, width);
        kernels.quantise(&room.rows, &mut room.quantised);
        room.wide.resize(tokens * self.up.columns(), 0.0);
        kernels.linear_gelu(&self.up, &room.quantised, &mut room.wide);
        room.narrow.reshape(tokens, self.up.columns());
        kernels.quantise(&room.wide, &mut room.narrow);
        room.out.resize(tokens * self.down.columns(), 0.0);
        kernels.linear(&self.down, &room.narrow, &mut room.out);
        room.out.chunks_exact(self.down.columns().max(1))
    }
}
