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
use windows::{Cut, WindowAt, Windows};
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
    /// What tokens' own words add to their scores as names.
    names: Vec<f32>,
}

/// Windows that run through the network together: enough to fill its blocks, few enough that a book's scores
/// need not be held at once. Where threads share a document's windows, each takes fewer.
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

    /// Signals for a document. Its windows run on up to so many threads; the signals do not depend on how many.
    #[must_use]
    pub fn encode(&self, document: &Document, segments: &Segments, threads: usize) -> Signals {
        let Some(loaded) = &self.loaded else { return Signals::default() };
        loaded.encode(document, segments, threads.max(1))
    }
}

impl Loaded {
    fn room(&self) -> Room {
        Room {
            scratch: self.network.scratch(),
            words: Words::room(&self.network),
            scores: Vec::new(),
            names: Vec::new(),
        }
    }

    fn encode(&self, document: &Document, segments: &Segments, threads: usize) -> Signals {
        let by = Cut { pieces: &self.pieces, known: &self.known, cover: self.cover, longest: self.network.window() };
        let windows = windows::windows(document, segments, by);
        let mut signals = Signals::default();
        let together = windows.all.len().div_ceil(threads).clamp(1, TOGETHER);
        let groups: Vec<&[WindowAt]> = windows.all.chunks(together).collect();
        for side_by_side in groups.chunks(threads) {
            let rooms = on_threads(side_by_side, |group| {
                let mut room = self.take_room();
                self.score(&mut room, &windows, group);
                room
            });
            for (room, group) in rooms.into_iter().zip(side_by_side) {
                self.decode(&room, &windows, group, |token| refers(document, segments, token), &mut signals);
                self.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
            }
        }
        signals
    }

    fn take_room(&self) -> Room {
        let taken = self.rooms.lock().unwrap_or_else(PoisonError::into_inner).pop();
        taken.unwrap_or_else(|| self.room())
    }

    /// Runs windows through the network, and their words through the branch for names.
    fn score(&self, room: &mut Room, windows: &Windows, group: &[WindowAt]) {
        let inputs: Vec<Window<'_>> = group
            .iter()
            .map(|it| Window {
                pieces: &windows.pieces[it.pieces.clone()],
                outputs: &windows.outputs[it.outputs.clone()],
            })
            .collect();
        self.network.run(&mut room.scratch, &inputs, &mut room.scores);
        room.names.clear();
        for it in group {
            let start = it.tokens.start.checked_sub(1).map_or(0, |before| windows.ends[before]);
            let ends: Vec<usize> = windows.ends[it.tokens.clone()].iter().map(|end| end - start).collect();
            let pieces = &windows.words[start..];
            for row in self.words.scores(&self.network, &mut room.words, pieces, &ends) {
                room.names.extend(std::array::from_fn::<f32, { Heads::NAMES }, _>(|tag| row[tag]));
            }
        }
    }

    /// Adds to the signals what the scores of windows say.
    fn decode(
        &self,
        room: &Room,
        windows: &Windows,
        group: &[WindowAt],
        refers: impl Fn(usize) -> bool,
        signals: &mut Signals,
    ) {
        let width = self.network.head_rows();
        let (mut scores, mut names) = (&room.scores[..], &room.names[..]);
        for it in group {
            let (of_window, of_words);
            (of_window, scores) = scores.split_at(it.outputs.len() * width);
            (of_words, names) = names.split_at(it.tokens.len() * Heads::NAMES);
            let words = of_words.chunks_exact(Heads::NAMES);
            let places = &windows.outputs[it.outputs.clone()];
            self.heads.add(of_window, places, words, it.tokens.start, &refers, signals);
        }
    }
}

/// What `work` makes of each item, in order: on a thread each, the last on this one.
fn on_threads<I: Sync, O: Send>(items: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let Some((last, others)) = items.split_last() else { return Vec::new() };
    std::thread::scope(|scope| {
        let started: Vec<_> = others.iter().map(|it| scope.spawn(|| work(it))).collect();
        let last = work(last);
        let done = started.into_iter().map(|it| it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done.chain([last]).collect::<Vec<O>>()
    })
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
