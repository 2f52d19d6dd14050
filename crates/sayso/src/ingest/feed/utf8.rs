//! A feed's bytes as UTF-8, whatever they were written in: with a limit, and with the line at which reading is.

use crate::ingest::charset;
use encoding_rs::Decoder;
use std::io::{self, BufRead, Read};

/// Bytes taken at once.
const CHUNK: usize = 1 << 16;

/// A stream of UTF-8 that counts its lines.
pub(super) struct Utf8 {
    source: Box<dyn Read + Send>,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    lines: usize,
    left: usize,
    over: bool,
    ended: bool,
}

impl Utf8 {
    /// Decodes `source`, whose first bytes are `head` and whose server tells this charset; at most `limit` bytes of it.
    pub(super) fn new(source: Box<dyn Read + Send>, head: &[u8], declared: Option<&str>, limit: usize) -> Self {
        Self {
            source,
            // The decoder heeds a byte order mark, and takes it away.
            decoder: charset::of_xml(head, declared).new_decoder(),
            raw: vec![0; CHUNK],
            text: Vec::new(),
            at: 0,
            lines: 0,
            left: limit,
            over: false,
            ended: false,
        }
    }

    /// The line, from 1, of the next byte.
    pub(super) fn line(&self) -> usize {
        self.lines + 1
    }

    /// Whether reading ended because there was more than the limit.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    fn refill(&mut self) -> io::Result<()> {
        let length = loop {
            match self.source.read(&mut self.raw) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        if length > self.left {
            self.over = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.left -= length;
        self.ended = length == 0;
        self.text.resize(self.decoder.max_utf8_buffer_length(length).unwrap_or(CHUNK * 4), 0);
        let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..length], &mut self.text, self.ended);
        self.text.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl BufRead for Utf8 {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.text.len() && !self.ended {
            self.refill()?;
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, length: usize) {
        let end = (self.at + length).min(self.text.len());
        self.lines += self.text[self.at..end].iter().filter(|byte| **byte == b'\n').count();
        self.at = end;
    }
}

impl Read for Utf8 {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(out)?;
        self.consume(length);
        Ok(length)
    }
}
