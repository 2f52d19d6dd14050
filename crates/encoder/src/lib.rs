//! The neural encoder: documents in, [`Signals`] out. Nothing else leaves this crate.
//!
//! This version carries no weights, so every document gets empty signals and the rules read alone. The
//! interface is the one that weights plug into.

mod forward;
#[allow(unsafe_code)]
mod kernels;
/// Word pieces; public only so that they can be measured and held against the trainer's.
#[doc(hidden)]
pub mod pieces;
mod weights;

#[doc(hidden)]
pub mod bare {
    //! The network without word pieces and decoding, for this crate's own measurements. It may change at any time.

    pub use crate::forward::{Network, Piece, Scratch, Window};
    pub use crate::kernels::{Path, peak};
    pub use crate::weights::{About, ActivationBits, Head, HeadKind, Weights, WeightsError};
}

use sayso_types::{Document, Segments, Signals};

/// A loaded encoder. Cheap to share between threads by reference.
#[derive(Debug, Default)]
pub struct Encoder {}

impl Encoder {
    /// An encoder that says nothing.
    #[must_use]
    pub fn without_weights() -> Self {
        Self {}
    }

    /// Digest of the weights in hexadecimal, written into every record; `None` without weights.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        None
    }

    /// Signals for each document of a batch, in order. A document's signals do not depend on its batch.
    #[must_use]
    pub fn encode(&self, batch: &[(&Document, &Segments)]) -> Vec<Signals> {
        batch.iter().map(|_| Signals::default()).collect()
    }
}
