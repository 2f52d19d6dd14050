//! The tagger's model: `data/word_classes.bin`, as `training/word_classes/train.py` writes it.

use sayso_types::Tag;
use std::sync::OnceLock;

static FILE: &[u8] = crate::table::WORD_CLASSES;
const MAGIC: &[u8] = b"SAYSOWC2";

/// The commonest weights, which share a byte with their tag.
const CODED: [i8; 6] = [-4, -3, -2, 2, 3, 4];

/// Room for the scores of all tags.
pub(super) const SCORES: usize = 32;

/// What training left: the words it knows, and a row of weights for each feature.
pub(super) struct Model {
    words: Table,
    features: Table,
    weights: Vec<(u8, i8)>,
}

impl Model {
    /// The model of this build; decoded at the first call, in a few milliseconds.
    pub(super) fn embedded() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::decode(FILE).expect("data/word_classes.bin is what train.py wrote"))
    }

    /// Magic; counts of words, features and weights; words (step to the next hash, class, sure tag + 1 or 0); features
    /// (step to the next hash, number of weights, weights). A weight is a byte, tag × 8 + place in [`CODED`], or
    /// tag × 8 + 7 and the weight in a byte of its own. Steps are varints, numbers little-endian.
    fn decode(file: &[u8]) -> Option<Self> {
        let mut file = Bytes(file.strip_prefix(MAGIC)?);
        let [words, features, weights] = [file.u32()?, file.u32()?, file.u32()?];
        let mut model = Self {
            words: Table::with_room(words as usize),
            features: Table::with_room(features as usize),
            weights: Vec::with_capacity(weights as usize),
        };
        let mut hash = 0u32;
        for _ in 0..words {
            hash = hash.wrapping_add(file.varint()?);
            let class = u32::from(u16::from_le_bytes([file.u8()?, file.u8()?]));
            let sure = u32::from(file.u8()?);
            model.words.insert(hash, class << 8 | sure);
        }
        hash = 0;
        for _ in 0..features {
            hash = hash.wrapping_add(file.varint()?);
            let count = file.u8()?;
            let start = u32::try_from(model.weights.len()).ok()?;
            for _ in 0..count {
                let byte = file.u8()?;
                let weight = match CODED.get(usize::from(byte & 7)) {
                    Some(weight) => *weight,
                    None => file.u8()?.cast_signed(),
                };
                let tag = Some(byte >> 3).filter(|it| usize::from(*it) < Tag::ALL.len())?;
                model.weights.push((tag, weight));
            }
            model.features.insert(hash, start << 5 | u32::from(count));
        }
        file.0.is_empty().then_some(model)
    }

    /// The number of the set of tags that a word had in training, if it was met often enough.
    pub(super) fn class(&self, word: u32) -> Option<u32> {
        self.words.get(word).map(|it| it >> 8)
    }

    /// The tag of a frequent word that never had another.
    pub(super) fn sure(&self, word: u32) -> Option<Tag> {
        let sure = self.words.get(word)? & 0xff;
        Tag::ALL.get((sure as usize).checked_sub(1)?).copied()
    }

    /// Adds the weights of a feature to the scores.
    #[inline]
    pub(super) fn add(&self, feature: u32, scores: &mut [i32; SCORES]) {
        if let Some(row) = self.features.get(feature) {
            let start = (row >> 5) as usize;
            for &(tag, weight) in &self.weights[start..start + (row & 31) as usize] {
                scores[usize::from(tag) % SCORES] += i32::from(weight);
            }
        }
    }
}

/// A map from hashes to numbers with linear probing. The hashes are spread already, so their high bits find the slot;
/// the file holds them in order, so that the slots are filled from first to last.
struct Table {
    /// Key and value; [`VACANT`] marks an empty slot, a value no entry has.
    slots: Vec<(u32, u32)>,
    /// By how much to shift a key for its slot.
    shift: u32,
}

const VACANT: u32 = u32::MAX;

impl Table {
    fn with_room(entries: usize) -> Self {
        let bits = (entries * 3 / 2 + 1).next_power_of_two().ilog2().max(1);
        Self { slots: vec![(0, VACANT); 1 << bits], shift: 32 - bits }
    }

    fn insert(&mut self, key: u32, value: u32) {
        let mask = self.slots.len() - 1;
        let mut at = (key >> self.shift) as usize;
        while self.slots[at].1 != VACANT {
            at = (at + 1) & mask;
        }
        self.slots[at] = (key, value);
    }

    #[inline]
    fn get(&self, key: u32) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = (key >> self.shift) as usize;
        loop {
            let (held, value) = self.slots[at];
            if value == VACANT {
                return None;
            }
            if held == key {
                return Some(value);
            }
            at = (at + 1) & mask;
        }
    }
}

/// Bytes yet to be read.
struct Bytes<'f>(&'f [u8]);

impl Bytes<'_> {
    fn u8(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn u32(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*first))
    }

    fn varint(&mut self) -> Option<u32> {
        let mut number = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.u8()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_is_refused() {
        assert!(Model::decode(FILE).is_some());
        assert!(Model::decode(&FILE[..FILE.len() - 1]).is_none());
        assert!(Model::decode(b"SAYSOWC0").is_none());
        assert!(Model::decode(b"").is_none());
    }
}
