//! Frames of a zstd file, one after the other, and the dictionary in the first of them, as the IIPC's proposal for WARC has it.

use super::raw::Raw;
use super::stream::Step;
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};
use std::fmt;
use std::io::{self, Read};

/// Decoded bytes handed over at once.
const CHUNK: usize = 1 << 16;

/// Greatest memory that a frame may ask for, as with the program `zstd`.
const WINDOW: u64 = 128 << 20;

/// Greatest dictionary, as it comes and unpacked; the proposal asks for no more.
const DICTIONARY: usize = 8 << 20;

const FRAME: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The skippable frame that holds a dictionary.
const HOLDER: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];

/// The decoder, and the frame it is in.
pub(super) struct Zstd {
    frames: FrameDecoder,
    /// Frames that name none are read with it, too.
    dictionary: Option<u32>,
}

impl fmt::Debug for Zstd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zstd").field("dictionary", &self.dictionary).finish_non_exhaustive()
    }
}

impl Zstd {
    pub(super) fn new() -> Self {
        Self { frames: decoder(), dictionary: None }
    }

    /// Reads the head of the frame that begins here; whether there is one, and `None` at the end of the file.
    pub(super) fn begin(&mut self, raw: &mut Raw<'_>) -> io::Result<Option<bool>> {
        if raw.peek(1)?.is_empty() {
            return Ok(None);
        }
        if !raw.peek(4)?.starts_with(&FRAME) || self.frames.reset(&mut *raw).is_err() {
            return Ok(Some(false));
        }
        let forced = self.dictionary.is_none_or(|it| self.frames.force_dict(it).is_ok());
        Ok(Some(forced))
    }

    /// Steps over the frames that come next and hold nothing to decode, and takes the dictionary that is in one; whether they are whole.
    pub(super) fn prime(&mut self, raw: &mut Raw<'_>) -> io::Result<bool> {
        while let Some(magic) = raw.peek(8)?.first_chunk::<4>().copied().filter(is_skippable) {
            if !self.skip(raw, magic == HOLDER)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Steps over a skippable frame, and takes its dictionary if it holds one; whether it is whole.
    fn skip(&mut self, raw: &mut Raw<'_>, holds: bool) -> io::Result<bool> {
        let Some(length) = raw.peek(8)?.get(4..8).and_then(|it| it.first_chunk()).map(|it| u32::from_le_bytes(*it))
        else {
            return Ok(false);
        };
        raw.step(8);
        let mut left = length as usize;
        if holds && left <= DICTIONARY {
            let Some(bytes) = raw.peek(left)?.get(..left) else { return Ok(false) };
            if let Some(dictionary) = dictionary(bytes) {
                self.dictionary = Some(dictionary.id);
                // Adding cannot fail: the decoder keeps whatever it is given.
                let _ = self.frames.add_dict(dictionary);
            }
        }
        while left > 0 {
            let some = raw.peek(1)?.len().min(left);
            if some == 0 {
                return Ok(false);
            }
            raw.step(some);
            left -= some;
        }
        Ok(true)
    }

    /// Decodes the next bytes of the frame at hand behind those in `out`.
    pub(super) fn step(&mut self, raw: &mut Raw<'_>, out: &mut Vec<u8>) -> io::Result<Step> {
        loop {
            let begin = out.len();
            let most = self.frames.can_collect().min(CHUNK);
            if most > 0 {
                out.resize(begin + most, 0);
                let made = self.frames.read(&mut out[begin..]).unwrap_or(0);
                out.truncate(begin + made);
                return Ok(if made > 0 { Step::Bytes } else { Step::Damaged });
            }
            if self.frames.is_finished() {
                let told = self.frames.get_checksum_from_data();
                let holds = told.is_none() || told == self.frames.get_calculated_checksum();
                return Ok(if holds { Step::Whole } else { Step::Damaged });
            }
            if raw.peek(1)?.is_empty()
                || self.frames.decode_blocks(&mut *raw, BlockDecodingStrategy::UptoBlocks(1)).is_err()
            {
                return Ok(Step::Damaged);
            }
        }
    }

    /// Goes to where the next frame seems to begin, from here on; whether one does.
    pub(super) fn seek(raw: &mut Raw<'_>) -> io::Result<bool> {
        loop {
            let bytes = raw.peek(4)?;
            if bytes.len() < 4 {
                return Ok(false);
            }
            if let Some(at) = bytes.windows(4).position(|it| it == FRAME) {
                raw.step(at);
                return Ok(true);
            }
            let passed = bytes.len() - 3;
            raw.step(passed);
        }
    }
}

fn decoder() -> FrameDecoder {
    let mut frames = FrameDecoder::new();
    frames.set_max_window_size(WINDOW);
    frames
}

fn is_skippable(magic: &[u8; 4]) -> bool {
    magic[0] & 0xf0 == 0x50 && magic[1..] == HOLDER[1..]
}

/// The dictionary in these bytes, which may be compressed themselves.
fn dictionary(bytes: &[u8]) -> Option<Dictionary> {
    if !bytes.starts_with(&FRAME) {
        return Dictionary::decode_dict(bytes).ok();
    }
    let mut frames = decoder();
    frames.set_max_window_size(DICTIONARY as u64);
    let mut rest = bytes;
    frames.reset(&mut rest).ok()?;
    let mut unpacked = Vec::new();
    while !frames.is_finished() && unpacked.len() <= DICTIONARY {
        frames.decode_blocks(&mut rest, BlockDecodingStrategy::UptoBlocks(1)).ok()?;
        unpacked.extend(frames.collect().unwrap_or_default());
    }
    unpacked.extend(frames.collect().unwrap_or_default());
    Dictionary::decode_dict(&unpacked).ok()
}
