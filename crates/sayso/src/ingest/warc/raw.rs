//! The bytes of an archive as they lie in the file, with the place of each, and a way back as far as damage may have led astray.

use std::fmt;
use std::io::{self, Read};

/// How far back one can go. Inflating damaged bytes may run past the end of their member before it fails; more than this it
/// never does, since a block of zstd has 128 KiB at most and what follows deflate's is no code for long.
const BACK: usize = 1 << 20;

/// Bytes read at once.
const CHUNK: usize = 1 << 16;

/// A reader that knows where it is.
pub(super) struct Raw<'a> {
    reader: Box<dyn Read + Send + 'a>,
    buffer: Vec<u8>,
    /// Where in the buffer the next byte is.
    at: usize,
    /// Where in the file the buffer begins.
    begin: u64,
    /// Nothing before this place in the file is gone back to.
    kept: u64,
    ended: bool,
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Raw").field("offset", &self.offset()).finish_non_exhaustive()
    }
}

impl<'a> Raw<'a> {
    /// What comes from `reader`, which is at this place of the file.
    pub(super) fn new(reader: Box<dyn Read + Send + 'a>, begin: u64) -> Self {
        Self { reader, buffer: Vec::new(), at: 0, begin, kept: begin, ended: false }
    }

    /// Where in the file the next byte lies.
    pub(super) fn offset(&self) -> u64 {
        self.begin + self.at as u64
    }

    /// What comes next: at least so many bytes, unless the file ends before.
    pub(super) fn peek(&mut self, least: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.at < least && !self.ended {
            self.forget();
            let length = self.buffer.len();
            self.buffer.resize(length + CHUNK, 0);
            let read = self.reader.read(&mut self.buffer[length..]);
            self.buffer.truncate(length + read.as_ref().map_or(0, |read| *read));
            match read {
                Ok(0) => self.ended = true,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.buffer[self.at..])
    }

    /// Steps over so many of the bytes that are at hand.
    pub(super) fn step(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }

    /// From here on bytes are kept, so that [`Raw::back_to`] can return.
    pub(super) fn keep(&mut self) {
        self.kept = self.offset();
    }

    /// Goes back to a place in the file, or as near to it as what is kept allows.
    pub(super) fn back_to(&mut self, offset: u64) {
        let back = usize::try_from(offset.saturating_sub(self.begin)).unwrap_or(usize::MAX);
        self.at = self.at.min(back);
    }

    /// Lets go of what nobody returns to; not at each chance, since what stays is moved.
    fn forget(&mut self) {
        let kept = usize::try_from(self.kept.saturating_sub(self.begin)).unwrap_or(usize::MAX);
        let gone = self.at.saturating_sub(BACK).max(kept.min(self.at));
        if gone >= BACK || gone == self.buffer.len() {
            self.buffer.drain(..gone);
            self.begin += gone as u64;
            self.at -= gone;
        }
    }
}

impl Read for Raw<'_> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let bytes = self.peek(usize::from(!target.is_empty()))?;
        let count = bytes.len().min(target.len());
        target[..count].copy_from_slice(&bytes[..count]);
        self.step(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_hold_and_the_way_back_is_bounded() {
        let bytes: Vec<u8> = (0..6_000_000_u32).map(|n| (n % 251) as u8).collect();
        let mut raw = Raw::new(Box::new(io::Cursor::new(bytes.clone())), 0);
        let mut sum = 0;
        while !raw.peek(1).unwrap().is_empty() {
            if sum % 3 == 0 {
                raw.keep();
            }
            let offset = usize::try_from(raw.offset()).unwrap();
            assert_eq!(raw.peek(1).unwrap()[0], bytes[offset]);
            raw.step(997);
            sum += 1;
            assert!(raw.buffer.len() <= 2 * BACK + 2 * CHUNK, "{}", raw.buffer.len());
        }
        assert_eq!(raw.offset(), 6_000_000);
        raw.back_to(0);
        assert!(
            raw.offset() <= 6_000_000 - 997 && raw.peek(1).unwrap()[0] == bytes[usize::try_from(raw.offset()).unwrap()]
        );
    }
}
