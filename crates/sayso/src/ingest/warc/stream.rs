//! An archive's bytes decoded, in order, with the place in the file that each comes from; damage is told of, and reading goes on at
//! the next member.

use super::gzip::Gzip;
use super::raw::Raw;
use super::zstd::Zstd;
use crate::ingest::error::Fault;
use std::collections::VecDeque;
use std::io;

/// What became of decoding on within a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// There are more bytes.
    Bytes,
    /// The member has ended, and its check holds.
    Whole,
    /// It is damaged, or breaks off; it comes without bytes.
    Damaged,
}

/// What came of asking for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum More {
    /// There are more bytes.
    Bytes,
    /// A member has ended, and its check holds; the next one has not begun.
    Member,
    /// The member at hand is damaged; the next bytes come from another one.
    Damaged,
    /// There is no more.
    End,
}

/// How an archive is compressed. A *member* is a gzip member or a zstd frame; mostly there is one to each record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Plain,
    Gzip,
    Zstd,
}

impl Coding {
    /// The coding that the first bytes tell.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [b'W', b'A', b'R', b'C', b'/', ..] => Some(Self::Plain),
            _ => None,
        }
    }

    /// The coding that the end of a name tells.
    pub(super) fn named(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.ends_with(".gz") {
            Self::Gzip
        } else if name.ends_with(".zst") {
            Self::Zstd
        } else {
            Self::Plain
        }
    }
}

/// The decoded bytes of an archive.
#[derive(Debug)]
pub(super) struct Stream {
    raw: Raw<'static>,
    decoder: Decoder,
    state: State,
    /// Which decoded byte comes next, counted from where the file is begun: of what is not compressed, each has its place in the file.
    made: u64,
    /// Where members begin, in decoded bytes and in the file; those before what is still at hand are forgotten.
    begins: VecDeque<(u64, u64)>,
    /// Where in the file the last member begins.
    member: u64,
    /// Before which decoded byte a member ended last, whose check held.
    ended: Option<u64>,
}

/// What takes the coding off.
#[derive(Debug)]
pub(super) enum Decoder {
    Plain,
    Gzip(Box<Gzip>),
    Zstd(Box<Zstd>),
}

impl Decoder {
    pub(super) fn new(coding: Coding) -> Self {
        match coding {
            Coding::Plain => Self::Plain,
            Coding::Gzip => Self::Gzip(Box::new(Gzip::new())),
            Coding::Zstd => Self::Zstd(Box::new(Zstd::new())),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Where a member should begin.
    Between,
    Within,
    /// Where the last member was damaged: the next one is to be looked for.
    Astray,
}

impl Stream {
    pub(super) fn new(raw: Raw<'static>, decoder: Decoder) -> Self {
        let begin = raw.offset();
        Self { raw, decoder, state: State::Between, made: begin, begins: VecDeque::new(), member: begin, ended: None }
    }

    /// Whether nothing is compressed.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.decoder, Decoder::Plain)
    }

    /// Puts more bytes behind those in `out`.
    pub(super) fn more(&mut self, out: &mut Vec<u8>) -> Result<More, Fault> {
        let begin = out.len();
        let more = self.decode(out).map_err(|error| Fault::io(&error));
        self.made += (out.len() - begin) as u64;
        if let Ok(More::Member) = more {
            self.ended = Some(self.made);
        }
        more
    }

    fn decode(&mut self, out: &mut Vec<u8>) -> io::Result<More> {
        if self.is_plain() {
            let bytes = self.raw.peek(1)?;
            out.extend_from_slice(bytes);
            let count = bytes.len();
            self.raw.step(count);
            self.raw.keep();
            return Ok(if count > 0 { More::Bytes } else { More::End });
        }
        if self.state == State::Astray && !self.seek()? {
            return Ok(More::End);
        }
        if self.state != State::Within {
            match self.begin()? {
                None => return Ok(More::End),
                Some(false) => return Ok(self.astray()),
                Some(true) => self.state = State::Within,
            }
        }
        let step = match &mut self.decoder {
            Decoder::Plain => Step::Whole,
            Decoder::Gzip(gzip) => gzip.step(&mut self.raw, out)?,
            Decoder::Zstd(zstd) => zstd.step(&mut self.raw, out)?,
        };
        Ok(match step {
            Step::Bytes => More::Bytes,
            Step::Whole => {
                self.state = State::Between;
                More::Member
            }
            Step::Damaged => self.astray(),
        })
    }

    /// Begins the member that should be here; `None` at the end of the file.
    fn begin(&mut self) -> io::Result<Option<bool>> {
        self.raw.keep();
        self.member = self.raw.offset();
        if self.raw.peek(1)?.is_empty() || self.is_padding()? {
            return Ok(None);
        }
        if let Decoder::Zstd(zstd) = &mut self.decoder {
            if !zstd.prime(&mut self.raw)? {
                return Ok(Some(false));
            }
            self.raw.keep();
            self.member = self.raw.offset();
        }
        let begun = match &mut self.decoder {
            Decoder::Plain => Some(true),
            Decoder::Gzip(gzip) => Some(gzip.begin(&mut self.raw)?),
            Decoder::Zstd(zstd) => zstd.begin(&mut self.raw)?,
        };
        if begun == Some(true) {
            self.begins.push_back((self.made, self.member));
        }
        Ok(begun)
    }

    /// Whether nothing but zeros is left, with which some fill up what they write.
    fn is_padding(&mut self) -> io::Result<bool> {
        while self.raw.peek(1)?.first() == Some(&0) {
            let count = self.raw.peek(1)?.iter().take_while(|byte| **byte == 0).count();
            self.raw.step(count);
        }
        let ended = self.raw.peek(1)?.is_empty();
        if !ended {
            self.raw.back_to(self.member);
        }
        Ok(ended)
    }

    fn astray(&mut self) -> More {
        self.state = State::Astray;
        More::Damaged
    }

    /// Looks for the next member from behind where the last one began: its damage may have hidden its end.
    fn seek(&mut self) -> io::Result<bool> {
        self.raw.back_to(self.member + 1);
        match self.decoder {
            Decoder::Plain => Ok(true),
            Decoder::Gzip(_) => Gzip::seek(&mut self.raw),
            Decoder::Zstd(_) => Zstd::seek(&mut self.raw),
        }
    }

    /// How much of the file is behind us.
    pub(super) fn offset(&self) -> u64 {
        self.raw.offset()
    }

    /// Which decoded byte comes next.
    pub(super) fn made(&self) -> u64 {
        self.made
    }

    /// Where in the file the last member begins.
    pub(super) fn member(&self) -> u64 {
        self.member
    }

    /// Whether the last byte that was decoded is the last one of a member whose check held.
    pub(super) fn has_ended(&self) -> bool {
        self.ended == Some(self.made)
    }

    /// Whether a member begins at this decoded byte.
    pub(super) fn is_begin(&self, decoded: u64) -> bool {
        self.begins.iter().any(|(begin, _)| *begin == decoded)
    }

    /// Where members begin that are still at hand, from this decoded byte on.
    pub(super) fn begin_from(&self, decoded: u64) -> impl Iterator<Item = u64> {
        self.begins.iter().map(|(begin, _)| *begin).filter(move |begin| *begin >= decoded)
    }

    /// Where in the file the member begins that a decoded byte is of, and how many of its decoded bytes lie before it. Of what is
    /// not compressed, each byte is its own.
    pub(super) fn place(&self, decoded: u64) -> (u64, u64) {
        if self.is_plain() {
            return (decoded, 0);
        }
        let member = self.begins.iter().rev().find(|(begin, _)| *begin <= decoded);
        member.map_or((0, decoded), |(begin, offset)| (*offset, decoded - begin))
    }

    /// Nobody asks any more for the place of a byte before this one.
    pub(super) fn forget(&mut self, decoded: u64) {
        while self.begins.get(1).is_some_and(|(begin, _)| *begin <= decoded) {
            self.begins.pop_front();
        }
    }
}
