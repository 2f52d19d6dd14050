//! A part of an archive, so that several may read one: the bytes from the first record that begins in a range of the file to the
//! first one that begins behind it.
//!
//! Where a record begins is told from what stands there, never from what was read before, so that whoever asks is told the same:
//! parts that meet share no record and leave out none. What cannot be told so is read with what lies before it.

use super::gzip::Gzip;
use super::head;
use super::raw::Raw;
use super::record::{HEAD, is_blank};
use super::stream::{Coding, Decoder, Step, Stream};
use super::zstd::Zstd;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// Of what is not compressed, records in a row that make one believed: a page may show what a record looks like.
const CHAIN: usize = 3;

/// Bytes of an empty line and of the end of the line before it.
const APART: usize = 4;

/// What lies on disk or in memory, so that one can go to any place in it.
pub(in crate::ingest) trait Places: Read + Seek + Send {}

impl<T: Read + Seek + Send> Places for T {}

/// The records that begin in this range of an archive, and the bytes of the file that they take.
pub(super) fn open(mut file: Box<dyn Places>, coding: Coding, range: &Range<u64>) -> io::Result<(Stream, Range<u64>)> {
    let mut decoder = decoder(&mut *file, coding)?;
    let begin = first(&mut *file, &mut decoder, range.start)?;
    let end = if range.end <= begin { begin } else { first(&mut *file, &mut decoder, range.end)? };
    // The file may have become shorter since.
    let end = end.max(begin);
    file.seek(SeekFrom::Start(begin))?;
    let raw = Raw::new(Box::new(file.take(end - begin)), begin);
    Ok((Stream::new(raw, decoder), begin..end))
}

/// A decoder for what stands anywhere in the file: with the dictionary at its beginning, if there is one.
fn decoder(file: &mut dyn Places, coding: Coding) -> io::Result<Decoder> {
    let mut decoder = Decoder::new(coding);
    if let Decoder::Zstd(zstd) = &mut decoder {
        // One that is not whole is no dictionary, and what needs it is broken.
        let _whole = zstd.prime(&mut raw(file, 0)?)?;
    }
    Ok(decoder)
}

/// The bytes of the file from this place on.
fn raw(file: &mut dyn Places, from: u64) -> io::Result<Raw<'_>> {
    file.seek(SeekFrom::Start(from))?;
    Ok(Raw::new(Box::new(file), from))
}

/// Where the first record begins from this place on; the end of the file if none does. Whatever the file begins with belongs to its
/// first record.
fn first(file: &mut dyn Places, decoder: &mut Decoder, from: u64) -> io::Result<u64> {
    let end = file.seek(SeekFrom::End(0))?;
    if from == 0 || from >= end {
        return Ok(from.min(end));
    }
    let found = match decoder {
        Decoder::Plain => line(file, from, end)?,
        Decoder::Gzip(gzip) => member(&mut raw(file, from)?, &mut **gzip)?,
        Decoder::Zstd(zstd) => member(&mut raw(file, from)?, &mut **zstd)?,
    };
    Ok(found.unwrap_or(end))
}

/// What comes in members.
trait Members {
    /// Goes to where the next member seems to begin; whether one does.
    fn seek(raw: &mut Raw<'_>) -> io::Result<bool>;

    /// Begins the member that should be here; whether there is one.
    fn begin(&mut self, raw: &mut Raw<'_>) -> io::Result<bool>;

    /// Decodes the next bytes of it.
    fn step(&mut self, raw: &mut Raw<'_>, out: &mut Vec<u8>) -> io::Result<Step>;
}

impl Members for Gzip {
    fn seek(raw: &mut Raw<'_>) -> io::Result<bool> {
        Self::seek(raw)
    }

    fn begin(&mut self, raw: &mut Raw<'_>) -> io::Result<bool> {
        self.begin(raw)
    }

    fn step(&mut self, raw: &mut Raw<'_>, out: &mut Vec<u8>) -> io::Result<Step> {
        self.step(raw, out)
    }
}

impl Members for Zstd {
    fn seek(raw: &mut Raw<'_>) -> io::Result<bool> {
        Self::seek(raw)
    }

    fn begin(&mut self, raw: &mut Raw<'_>) -> io::Result<bool> {
        Ok(self.begin(raw)? == Some(true))
    }

    fn step(&mut self, raw: &mut Raw<'_>, out: &mut Vec<u8>) -> io::Result<Step> {
        self.step(raw, out)
    }
}

/// Where the first member begins whose bytes begin with a record.
fn member<M: Members>(raw: &mut Raw<'_>, members: &mut M) -> io::Result<Option<u64>> {
    while M::seek(raw)? {
        raw.keep();
        let offset = raw.offset();
        let mut bytes = Vec::new();
        let mut step = if members.begin(raw)? { Step::Bytes } else { Step::Damaged };
        while step == Step::Bytes && bytes.len() < HEAD && head::end(&bytes, 0).is_none() {
            step = members.step(raw, &mut bytes)?;
        }
        if head::lengths(&bytes).is_some() {
            return Ok(Some(offset));
        }
        raw.back_to(offset + 1);
    }
    Ok(None)
}

/// Where the first line from `from` on stands that begins a record, behind an empty line.
fn line(file: &mut dyn Places, from: u64, end: u64) -> io::Result<Option<u64>> {
    let mut from = from;
    while let Some(found) = version(file, from)? {
        if is_followed(file, found, end)? {
            return Ok(Some(found));
        }
        from = found + 1;
    }
    Ok(None)
}

/// Where the first version of WARC stands from `from` on, behind an empty line.
fn version(file: &mut dyn Places, from: u64) -> io::Result<Option<u64>> {
    let mut raw = raw(file, from.saturating_sub(APART as u64))?;
    loop {
        let offset = raw.offset();
        let bytes = raw.peek(head::TELLING)?;
        let lines = bytes.windows(2).enumerate().filter(|(_, pair)| *pair == b"\nW").map(|(at, _)| at + 1);
        let is_whole = |at: usize| bytes.len() - at >= head::TELLING;
        for at in lines.filter(|at| offset + *at as u64 >= from && head::is_apart(&bytes[..*at])) {
            // What is too near to the end of what is at hand is looked at again below.
            if is_whole(at) && head::is_version(&bytes[at..]) {
                return Ok(Some(offset + at as u64));
            }
        }
        // No page is in a record that is shorter than what tells of one.
        if bytes.len() < head::TELLING {
            return Ok(None);
        }
        let passed = bytes.len() - head::TELLING + 1;
        raw.step(passed.saturating_sub(APART).max(1));
    }
}

/// Whether other records follow the one that seems to begin here, each where the one before it should end, or the file ends so.
fn is_followed(file: &mut dyn Places, at: u64, end: u64) -> io::Result<bool> {
    let mut at = at;
    for n in 0..=CHAIN {
        let lengths = {
            let mut here = raw(file, at)?;
            let bytes = here.peek(HEAD)?;
            // A line that is wrong may be the first of a broken record.
            if n > 0 && !head::is_version(bytes) && head::is_like_one(bytes) {
                return Ok(true);
            }
            head::lengths(bytes)
        };
        let Some((head, content)) = lengths else { return Ok(false) };
        let Some(behind) = (at + head as u64).checked_add(content).filter(|behind| *behind <= end) else {
            return Ok(false);
        };
        at = behind_blanks(&mut raw(file, behind)?)?;
        if at == end {
            return Ok(true);
        }
    }
    Ok(true)
}

/// Where the first byte lies that is none of those which part records.
fn behind_blanks(raw: &mut Raw<'_>) -> io::Result<u64> {
    loop {
        let bytes = raw.peek(1)?;
        let (count, length) = (bytes.iter().take_while(|byte| is_blank(**byte)).count(), bytes.len());
        raw.step(count);
        if count < length || length == 0 {
            return Ok(raw.offset());
        }
    }
}
