//! Members of a gzip file, one after the other: where each begins, whether its check holds, and where the next one is when it does
//! not. Read by hand, since decoders that hide members can neither tell their places nor go on after a damaged one.

use super::raw::Raw;
use super::stream::Step;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io;

/// Decoded bytes made at once.
const CHUNK: usize = 1 << 16;

/// Longest name or comment in a member's head: what is longer is damage.
const NAME: usize = 1 << 16;

const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// Parts of a member's head that may be there, by their flags.
const CHECK: u8 = 2;
const EXTRA: u8 = 4;
const NAMES: [u8; 2] = [8, 16];
const RESERVED: u8 = 0xe0;

/// The decoder, and the member it is in.
#[derive(Debug)]
pub(super) struct Gzip {
    inflate: Decompress,
    crc: Crc,
    /// What there is to tell once the last bytes are given out.
    ended: Option<Step>,
}

impl Gzip {
    pub(super) fn new() -> Self {
        Self { inflate: Decompress::new(false), crc: Crc::new(), ended: None }
    }

    /// Reads the head of the member that begins here; whether there is one.
    pub(super) fn begin(&mut self, raw: &mut Raw<'_>) -> io::Result<bool> {
        self.inflate.reset(false);
        self.crc.reset();
        self.ended = None;
        let head = raw.peek(10)?;
        if !is_head(head) {
            return Ok(false);
        }
        let flags = head[3];
        raw.step(10);
        if flags & EXTRA != 0 {
            let length = raw.peek(2)?.first_chunk().map(|it| usize::from(u16::from_le_bytes(*it)));
            let Some(length) = length else { return Ok(false) };
            if raw.peek(2 + length)?.len() < 2 + length {
                return Ok(false);
            }
            raw.step(2 + length);
        }
        for flag in NAMES {
            if flags & flag == 0 {
                continue;
            }
            let Some(end) = raw.peek(NAME)?.iter().take(NAME).position(|byte| *byte == 0) else { return Ok(false) };
            raw.step(end + 1);
        }
        if flags & CHECK != 0 {
            raw.peek(2)?;
            raw.step(2);
        }
        Ok(true)
    }

    /// Decodes the next bytes of the member at hand behind those in `out`.
    pub(super) fn step(&mut self, raw: &mut Raw<'_>, out: &mut Vec<u8>) -> io::Result<Step> {
        if let Some(ended) = self.ended {
            return Ok(ended);
        }
        loop {
            let bytes = raw.peek(1)?;
            if bytes.is_empty() {
                return Ok(Step::Damaged);
            }
            let begin = out.len();
            out.resize(begin + CHUNK, 0);
            let before = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(bytes, &mut out[begin..], FlushDecompress::None);
            let moved = |now: u64, before: u64| usize::try_from(now - before).unwrap_or(usize::MAX);
            let taken = moved(self.inflate.total_in(), before.0);
            let made = moved(self.inflate.total_out(), before.1);
            out.truncate(begin + made);
            self.crc.update(&out[begin..]);
            raw.step(taken);
            self.ended = match status {
                Ok(Status::StreamEnd) if self.holds(raw)? => Some(Step::Whole),
                Ok(Status::Ok | Status::BufError) if taken + made > 0 => None,
                _ => Some(Step::Damaged),
            };
            // That a member is damaged is told apart from its bytes, since those before the damage may be a record.
            match self.ended {
                _ if made > 0 => return Ok(Step::Bytes),
                Some(ended) => return Ok(ended),
                None => {}
            }
        }
    }

    /// Whether the check behind a member's bytes agrees with them.
    fn holds(&mut self, raw: &mut Raw<'_>) -> io::Result<bool> {
        let told = raw.peek(8)?.first_chunk::<8>().map(|it| u64::from_le_bytes(*it));
        raw.step(8);
        Ok(told == Some(u64::from(self.crc.sum()) | u64::from(self.crc.amount()) << 32))
    }

    /// Goes to where the next member seems to begin, from here on; whether one does.
    pub(super) fn seek(raw: &mut Raw<'_>) -> io::Result<bool> {
        loop {
            let bytes = raw.peek(10)?;
            if bytes.len() < 10 {
                return Ok(false);
            }
            if let Some(at) = bytes.windows(10).position(is_head) {
                raw.step(at);
                return Ok(true);
            }
            let passed = bytes.len() - 9;
            raw.step(passed);
        }
    }
}

/// Whether a member's head stands here. More is asked than its three first bytes, which come by chance once in 16 MB: no reserved
/// flag, and bytes that some compressor writes for its effort and for the system it runs on.
fn is_head(bytes: &[u8]) -> bool {
    let [a, b, c, flags, _, _, _, _, effort, system, ..] = bytes else { return false };
    [*a, *b, *c] == MAGIC && flags & RESERVED == 0 && matches!(effort, 0 | 2 | 4) && matches!(system, 0..=13 | 255)
}
