//! The neural encoder: documents in, [`Signals`] out. Nothing else leaves this crate.
//!
//! Text is cut into word pieces ([`pieces`]), these into windows of whole blocks, and each window runs through a
//! small BERT in int8 whose heads score every token.
//! Without weights every document gets empty signals, and the rules read alone.

mod cover;
mod forward;
mod heads;
#[allow(unsafe_code)]
mod kernels;
/// Word pieces; public only so that they can be measured and held against the trainer's.
#[doc(hidden)]
pub mod pieces;
mod weights;
mod windows;
mod words;

#[doc(hidden)]
pub mod bare {
    //! The network without word pieces and decoding, for this crate's own measurements. It may change at any time.

    pub use crate::forward::{Network, Piece, Scratch, Window};
    pub use crate::kernels::{Path, peak};
    pub use crate::weights::{About, ActivationBits, Head, HeadKind, Weights, WeightsError};
}

use cover::Known;
use forward::{Network, Scratch, Window};
use heads::Heads;
use pieces::Pieces;
use sayso_types::{Document, Segments, Signals, Tag};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use weights::Weights;
use windows::Cut;
use words::Words;

/// The weights that the program carries.
#[cfg(feature = "weights")]
static WEIGHTS: &[u8] = include_bytes!("../weights/sayso-encoder.safetensors");

/// A loaded encoder. Cheap to share between threads by reference.
#[derive(Debug, Default)]
pub struct Encoder {
    loaded: Option<Box<Loaded>>,
}

#[derive(Debug)]
struct Loaded {
    network: Network<'static>,
    pieces: Pieces,
    heads: Heads,
    words: Words,
    /// What tells names from other words.
    known: Known<'static>,
    /// The piece that covers names.
    cover: u32,
    digest: String,
    /// Room to work in, one for each thread that is at work.
    rooms: Mutex<Vec<Room>>,
}

#[derive(Debug)]
struct Room {
    scratch: Scratch,
    words: words::Room,
    scores: Vec<f32>,
}

/// Windows that run through the network together: enough to fill its blocks, few enough that a book's scores
/// need not be held at once.
const TOGETHER: usize = 8;

impl Encoder {
    /// The encoder with the weights that the program carries; without any if it was built without.
    #[must_use]
    pub fn new() -> Self {
        #[cfg(feature = "weights")]
        return Self::with_weights(WEIGHTS).expect("the weights that the program carries fit it: a test reads them");
        #[cfg(not(feature = "weights"))]
        Self::without_weights()
    }

    /// An encoder that says nothing.
    #[must_use]
    pub fn without_weights() -> Self {
        Self { loaded: None }
    }

    /// An encoder with the weights of a file, given as its bytes.
    ///
    /// # Errors
    /// Tells what is wrong with the file: not safetensors, a tensor that lacks or has another shape, a head that lacks.
    pub fn with_weights(bytes: &'static [u8]) -> Result<Self, LoadError> {
        let weights = Weights::read(bytes).map_err(|it| LoadError(it.to_string()))?;
        let network = Network::new(&weights);
        let loaded = Loaded {
            words: Words::new(&network, &weights),
            network,
            known: Known { common: weights.common.lines().collect(), proper: weights.proper.lines().collect() },
            cover: weights.about.cover,
            pieces: Pieces::new(weights.vocabulary.as_bytes()).map_err(|it| LoadError(it.to_string()))?,
            heads: Heads::of(&weights.about).map_err(|it| LoadError(it.to_string()))?,
            digest: weights.digest,
            rooms: Mutex::default(),
        };
        Ok(Self { loaded: Some(Box::new(loaded)) })
    }

    /// Digest of the weights in hexadecimal, written into every record; `None` without weights.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        self.loaded.as_ref().map(|it| it.digest.as_str())
    }

    /// Signals for each document of a batch, in order. A document's signals do not depend on its batch.
    #[must_use]
    pub fn encode(&self, batch: &[(&Document, &Segments)]) -> Vec<Signals> {
        let Some(loaded) = &self.loaded else { return batch.iter().map(|_| Signals::default()).collect() };
        let taken = loaded.rooms.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut room = taken.unwrap_or_else(|| loaded.room());
        let signals = batch.iter().map(|(document, segments)| loaded.encode(&mut room, document, segments)).collect();
        loaded.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        signals
    }
}

impl Loaded {
    fn room(&self) -> Room {
        Room { scratch: self.network.scratch(), words: Words::room(&self.network), scores: Vec::new() }
    }

    fn encode(&self, room: &mut Room, document: &Document, segments: &Segments) -> Signals {
        let by = Cut { pieces: &self.pieces, known: &self.known, cover: self.cover, longest: self.network.window() };
        let windows = windows::windows(document, segments, by);
        let mut signals = Signals::default();
        for group in windows.all.chunks(TOGETHER) {
            let inputs: Vec<Window<'_>> = group
                .iter()
                .map(|it| Window {
                    pieces: &windows.pieces[it.pieces.clone()],
                    outputs: &windows.outputs[it.outputs.clone()],
                })
                .collect();
            self.network.run(&mut room.scratch, &inputs, &mut room.scores);
            let mut rows = 0;
            for it in group {
                let width = self.network.head_rows();
                let scores = &room.scores[rows * width..(rows + it.outputs.len()) * width];
                let start = it.tokens.start.checked_sub(1).map_or(0, |before| windows.ends[before]);
                let ends: Vec<usize> = windows.ends[it.tokens.clone()].iter().map(|end| end - start).collect();
                let pieces = &windows.words[start..];
                let words = self.words.scores(&self.network, &mut room.words, pieces, &ends, Heads::NAMES);
                let places = &windows.outputs[it.outputs.clone()];
                self.heads.add(
                    scores,
                    places,
                    words,
                    it.tokens.start,
                    |token| refers(document, segments, token),
                    &mut signals,
                );
                rows += it.outputs.len();
            }
        }
        signals
    }
}

/// Whether a token may refer back to another one: a pronoun of the third person, or a noun.
fn refers(document: &Document, segments: &Segments, token: usize) -> bool {
    const PRONOUNS: [&str; 15] = [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "it",
        "its",
    ];
    let it = &segments.tokens[token];
    matches!(it.tag, Tag::Nn | Tag::Nns)
        || PRONOUNS.iter().any(|word| it.span.of(&document.text).eq_ignore_ascii_case(word))
}

/// Why weights were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(String);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}
