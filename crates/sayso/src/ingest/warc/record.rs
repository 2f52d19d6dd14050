//! WARC records out of decoded bytes: each whole one, and each that is broken told once, however it is broken.
//!
//! A record is believed if what follows it fits: nothing, another record, or the end of its member. If it does not, its length is
//! wrong, and the next record is looked for from behind its head, in what it took and in what comes.

use super::head::{self, Fields};
use super::stream::{More, Stream};
use crate::ingest::error::Fault;

/// Longest head.
pub(super) const HEAD: usize = 1 << 16;

/// Bytes behind a record that are looked at where they are not the beginning of another one.
const BEHIND: usize = 2048;

/// Bytes that are kept of what is passed, so that a record's beginning is seen which does not lie within one piece.
const SEAM: usize = 4096;

/// A record of an archive.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) fields: Fields,
    pub(super) content: Vec<u8>,
    /// Where in the file its member begins.
    pub(super) offset: u64,
    /// Decoded bytes of its member before it.
    pub(super) within: u64,
}

/// What is found where a record should be.
#[derive(Debug)]
pub(super) enum Found {
    Whole(Box<Record>),
    /// Over the limit.
    TooLarge,
    Broken,
}

/// The records of an archive, one at a time.
#[derive(Debug)]
pub(super) struct Records {
    stream: Stream,
    /// What is decoded and not done with.
    bytes: Vec<u8>,
    /// Where in it the next record should begin.
    at: usize,
    /// Greatest content.
    limit: usize,
    /// The record at hand was broken, and the next one is to be looked for.
    lost: bool,
    /// Damage that was met while looking ahead, and waits to be told.
    damaged: bool,
    /// Broken records that wait to be told.
    owed: usize,
    /// The member in which a broken record was told last: it may be damaged as well, which is no second one.
    told: Option<u64>,
    /// The record at hand is looked for in what is left of that member, and if it is broken, that has been told.
    again: bool,
    /// Members that begin before this decoded byte are looked at, where a record was to be found.
    looked_at: u64,
    /// So far each record begins its member: one that does not begin with a record is broken.
    aligned: bool,
    /// Whether anything was there that a record begins with.
    any: bool,
}

/// What a member begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    Record,
    Other,
    /// Too little of it is at hand to tell.
    Unknown,
}

/// What came of growing the bytes of a record.
enum Grown {
    Bytes,
    /// The record ends too early.
    No,
}

impl Records {
    pub(super) fn new(stream: Stream, limit: usize) -> Self {
        let aligned = !stream.is_plain();
        let (bytes, at) = (Vec::new(), 0);
        Self {
            stream,
            bytes,
            at,
            limit,
            lost: false,
            damaged: false,
            owed: 0,
            told: None,
            again: false,
            looked_at: 0,
            aligned,
            any: false,
        }
    }

    /// How much of the file is behind us.
    pub(super) fn offset(&self) -> u64 {
        self.stream.offset()
    }

    /// Whether anything was there that a record begins with.
    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// What comes next; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Found>, Fault> {
        loop {
            let found = self.step()?;
            if !(std::mem::take(&mut self.again) && matches!(found, Some(Found::Broken))) {
                return Ok(found);
            }
        }
    }

    fn step(&mut self) -> Result<Option<Found>, Fault> {
        if self.owed > 0 {
            self.owed -= 1;
            return Ok(Some(Found::Broken));
        }
        self.let_go(self.at);
        if self.lost {
            return self.search();
        }
        loop {
            self.at = self.blanks(self.at);
            if self.at < self.bytes.len() {
                return self.record();
            }
            match self.more()? {
                More::Bytes | More::Member => {}
                More::Damaged => return Ok(Some(self.broken(self.stream.member(), self.at))),
                More::End => return Ok(None),
            }
        }
    }

    fn record(&mut self) -> Result<Option<Found>, Fault> {
        let start = self.at;
        let (offset, within) = self.stream.place(self.place(start));
        let Some(behind) = self.head_end(start)? else {
            return Ok(Some(self.broken_from(offset, start)));
        };
        let head = &self.bytes[start..behind];
        let first = head.iter().position(|byte| *byte == b'\n').map_or(head.len(), |end| end + 1);
        let versioned = head::is_version(head);
        let runs_into = head::find(head, first, head.len()).is_some();
        if runs_into || !(versioned || head::is_like_one(head)) {
            self.any |= versioned;
            return Ok(Some(self.broken(offset, start + first)));
        }
        self.any = true;
        let (fields, whole) = Fields::read(&head[first..]);
        let digits = |it: &&str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
        let Some(length) = fields.get("content-length").filter(digits) else {
            return Ok(Some(self.broken(offset, behind)));
        };
        // More digits than a number has are far more bytes than any limit.
        let length = length.parse().unwrap_or(u64::MAX);
        let fine = versioned && whole && fields.get("warc-type").is_some_and(|it| !it.is_empty());
        if length > self.limit as u64 {
            return self.pass(start, behind, length, fine).map(Some);
        }
        let end = behind + usize::try_from(length).unwrap_or(usize::MAX);
        while self.bytes.len() < end {
            if let Grown::No = self.grow(start)? {
                return Ok(Some(self.broken(offset, behind)));
            }
        }
        let Some(next) = self.follows(behind, end)? else {
            return Ok(Some(self.broken(offset, behind)));
        };
        self.at = next;
        if !fine {
            return Ok(Some(Found::Broken));
        }
        self.aligned &= within == 0;
        let content = self.bytes[behind..end].to_vec();
        Ok(Some(Found::Whole(Box::new(Record { fields, content, offset, within }))))
    }

    /// Where the head of the record that begins at `start` ends; `None` if it does not.
    fn head_end(&mut self, start: usize) -> Result<Option<usize>, Fault> {
        let mut from = start;
        loop {
            if let Some(end) = head::end(&self.bytes, from).filter(|end| end - start <= HEAD) {
                return Ok(Some(end));
            }
            if self.bytes.len() - start > HEAD {
                return Ok(None);
            }
            from = self.bytes.len().saturating_sub(2).max(start);
            if let Grown::No = self.grow(start)? {
                return Ok(None);
            }
        }
    }

    /// Whether what follows a record's content fits: if so, where the next one should begin.
    fn follows(&mut self, begin: usize, end: usize) -> Result<Option<usize>, Fault> {
        let mut next = end;
        loop {
            next = self.blanks(next);
            if next < self.bytes.len() {
                break;
            }
            // The damage that was met while looking ahead is that of the next member.
            if self.damaged && self.stream.has_ended() {
                return Ok(Some(next));
            }
            match self.more()? {
                More::Bytes => {}
                More::Member | More::End => return Ok(Some(next)),
                More::Damaged => return Ok(None),
            }
        }
        self.ahead(next + BEHIND)?;
        let behind = &self.bytes[next..];
        let between = &self.bytes[end..next];
        let apart = head::is_apart(between);
        // Where another broken record follows, the line that is wrong may be its first; and a page that is whole ends as pages do.
        let fits = head::is_version(behind)
            || !between.is_empty() && head::is_like_one(behind)
            || apart && ends_a_page(&self.bytes[begin..end]);
        Ok(fits.then_some(next))
    }

    /// Passes a record that is over the limit, keeping none of it.
    fn pass(&mut self, start: usize, behind: usize, length: u64, fine: bool) -> Result<Found, Fault> {
        let target = self.place(behind).saturating_add(length);
        let from_member = self.stream.is_begin(self.place(start));
        let (offset, within) = self.stream.place(self.place(start));
        let mut from = behind;
        loop {
            // If its length is wrong, what it would take are records.
            let left = usize::try_from(target - self.place(0).min(target)).unwrap_or(usize::MAX);
            let to = self.bytes.len().min(left);
            if let Some(found) = self.swallowed(from, to) {
                self.at = found;
                return Ok(Found::Broken);
            }
            if left <= self.bytes.len() {
                let next = self.follows(left, left)?;
                self.at = next.unwrap_or(left);
                self.lost = next.is_none();
                if !fine || next.is_none() {
                    return Ok(Found::Broken);
                }
                self.aligned &= within == 0;
                return Ok(Found::TooLarge);
            }
            from = self.bytes.len().saturating_sub(SEAM).max(from);
            self.at = from;
            from -= self.let_go(from);
            if let Grown::No = self.grow_in(from_member)? {
                return Ok(self.broken(offset, from));
            }
        }
    }

    /// Where a record begins in what another one takes for its content, be its first line as it may. Content may speak of records, so
    /// that it is asked for more than where all is lost: an empty line before it and a whole head.
    fn swallowed(&self, from: usize, to: usize) -> Option<usize> {
        let mut at = from;
        while let Some(found) = head::find(&self.bytes, at, to) {
            let (before, behind) = (&self.bytes[..found], &self.bytes[found..]);
            if head::is_apart(before) && head::end(behind, 0).is_some() && head::is_like_one(behind) {
                return Some(found);
            }
            at = found + behind.iter().position(|byte| *byte == b'\n').map_or(behind.len(), |end| end + 1);
        }
        None
    }

    /// Looks for the next record where one was broken.
    fn search(&mut self) -> Result<Option<Found>, Fault> {
        let mut ended = false;
        loop {
            // What is too near to the end of what is there cannot be told yet.
            let to = if ended { self.bytes.len() } else { self.bytes.len().saturating_sub(head::TELLING) };
            let member = self.member(ended);
            // What is left of a damaged member is no line of the next one.
            let before = member.map_or(to, |(begin, _)| begin.min(to));
            match (head::find(&self.bytes, self.at, before), member) {
                (Some(found), _) | (None, Some((found, Begins::Record))) => {
                    self.at = found;
                    self.lost = false;
                    let (member, _) = self.stream.place(self.place(found));
                    // Damage can copy the head of a record to where there is none.
                    self.again = self.aligned && self.told == Some(member);
                    return self.record();
                }
                (None, Some((begin, Begins::Other))) => {
                    self.looked_at = self.place(begin) + 1;
                    let (member, _) = self.stream.place(self.place(begin));
                    self.again = self.told == Some(member);
                    return Ok(Some(self.broken(member, begin)));
                }
                (None, None) if ended => return Ok(None),
                (None, None | Some((_, Begins::Unknown))) => {}
            }
            let seam = self.bytes.len().saturating_sub(SEAM).max(self.at);
            self.at = self.line_before(seam);
            self.let_go(self.at);
            match self.more()? {
                More::Bytes | More::Member => {}
                More::Damaged if self.told == Some(self.stream.member()) => {}
                More::Damaged => return Ok(Some(self.broken(self.stream.member(), self.at))),
                More::End => ended = true,
            }
        }
    }

    /// The next member that is not looked at yet: where it begins, and with what. In an archive where each record has its member, one
    /// that begins otherwise is another broken record; elsewhere members begin anywhere.
    fn member(&self, ended: bool) -> Option<(usize, Begins)> {
        let from = self.place(self.at).max(self.looked_at);
        let begins: Vec<usize> = self.stream.begin_from(from).filter_map(|it| self.index(it)).collect();
        for (n, begin) in begins.iter().enumerate() {
            let end = begins.get(n + 1).copied();
            let bytes = &self.bytes[*begin..end.unwrap_or(self.bytes.len())];
            let cut = end.is_none() && !ended;
            if head::is_version(bytes) && !(cut && bytes.len() < head::TELLING) {
                return Some((*begin, Begins::Record));
            }
            if cut && bytes.len() < BEHIND {
                return Some((*begin, Begins::Unknown));
            }
            if self.aligned && head::is_like_one(bytes) {
                return Some((*begin, Begins::Record));
            }
            if self.aligned && bytes.iter().any(|byte| !is_blank(*byte)) {
                return Some((*begin, Begins::Other));
            }
        }
        None
    }

    /// Grows the bytes of the record that begins at `start`.
    fn grow(&mut self, start: usize) -> Result<Grown, Fault> {
        self.grow_in(self.stream.is_begin(self.place(start)))
    }

    /// Grows the bytes of a record, which begins its member or does not. It ends too early where a member ends and the next one
    /// begins with a record.
    fn grow_in(&mut self, from_member: bool) -> Result<Grown, Fault> {
        let begin = self.bytes.len();
        if !(self.damaged && self.stream.has_ended()) {
            match self.more()? {
                More::Bytes => return Ok(Grown::Bytes),
                More::Damaged | More::End => return Ok(Grown::No),
                More::Member => self.ahead(begin + 16)?,
            }
        }
        let other = &self.bytes[begin..];
        if other.is_empty() {
            // Of two records in members of their own each is broken: this one breaks off, that one is damaged.
            self.owed += usize::from(self.damaged && from_member);
            self.damaged = false;
            return Ok(Grown::No);
        }
        Ok(if head::is_version(other) { Grown::No } else { Grown::Bytes })
    }

    /// Sees to it that there are bytes up to here, if any more come; members may end on the way.
    fn ahead(&mut self, end: usize) -> Result<(), Fault> {
        while self.bytes.len() < end && !self.damaged {
            match self.stream.more(&mut self.bytes)? {
                More::Bytes | More::Member => {}
                More::Damaged => self.damaged = true,
                More::End => break,
            }
        }
        Ok(())
    }

    fn more(&mut self) -> Result<More, Fault> {
        if std::mem::take(&mut self.damaged) {
            return Ok(More::Damaged);
        }
        self.stream.more(&mut self.bytes)
    }

    /// A broken record in the member that begins there; the next one is looked for from `from` on.
    fn broken(&mut self, member: u64, from: usize) -> Found {
        self.at = from.min(self.bytes.len());
        self.lost = true;
        self.told = Some(member);
        Found::Broken
    }

    /// A broken record without an end of its head: the next one is looked for behind its first line.
    fn broken_from(&mut self, member: u64, start: usize) -> Found {
        self.any |= head::is_version(&self.bytes[start..]);
        let line = self.bytes[start..].iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        self.broken(member, start + line.max(1))
    }

    /// The first byte from here on that is none of those which part records.
    fn blanks(&self, from: usize) -> usize {
        let rest = &self.bytes[from..];
        from + rest.iter().position(|byte| !is_blank(*byte)).unwrap_or(rest.len())
    }

    /// Where the line begins that lies before the one with this byte.
    fn line_before(&self, from: usize) -> usize {
        let mut begin = from;
        for _ in 0..3 {
            let above = &self.bytes[self.at..begin.saturating_sub(1).max(self.at)];
            begin = self.at + above.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        }
        begin.max(from.saturating_sub(SEAM)).max(self.at)
    }

    /// Which decoded byte lies at this index.
    fn place(&self, index: usize) -> u64 {
        self.stream.made() - self.bytes.len() as u64 + index as u64
    }

    /// At which index a decoded byte lies.
    fn index(&self, decoded: u64) -> Option<usize> {
        usize::try_from(decoded.checked_sub(self.place(0))?).ok().filter(|index| *index <= self.bytes.len())
    }

    /// Lets go of the bytes before this index, and says how many are gone: mostly none, since what stays is moved.
    fn let_go(&mut self, before: usize) -> usize {
        self.stream.forget(self.place(before));
        if before < SEAM * 16 && before < self.bytes.len() {
            return 0;
        }
        self.bytes.drain(..before);
        self.at -= before;
        // One large record does not keep its room for ever.
        self.bytes.shrink_to(self.bytes.len().max(1 << 20));
        before
    }
}

/// Whether a byte parts records: line breaks, and what some fill up their files with.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | 0)
}

/// Whether content ends as a whole page does.
fn ends_a_page(content: &[u8]) -> bool {
    let content = content.trim_ascii_end();
    content.len() >= 7 && content[content.len() - 7..].eq_ignore_ascii_case(b"</html>")
}
