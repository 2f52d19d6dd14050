//! One exact number in digits or words: `67 thousand 338`, `two hundred and one`, `1.5 crore`, `two and a half million`.

use super::digits;
use super::piece::{Gap, Kind, Line, Piece};
use super::words::{self, Word};

/// An exact number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    /// One past its last byte.
    pub(super) end: usize,
    /// Its last scale (a million in *2.5 million*), 1 without one.
    pub(super) scale: f64,
    /// In digits with nothing else: may be a year.
    pub(super) bare: bool,
    /// Begins with digits.
    pub(super) digits: bool,
    /// A fraction below 1 in digits or words.
    pub(super) fraction: bool,
    /// Letters follow with nothing between that are no scale: a unit or nothing.
    pub(super) glued: bool,
}

/// The number at this byte; `money` tells that a currency sign stands before it, which makes `5m` millions.
pub(super) fn at(line: &Line<'_>, at: usize, money: bool) -> Option<Number> {
    let first = line.piece(at)?;
    let mut sum = Sum { line, total: 0.0, group: None, scale: f64::INFINITY, last: Last::Start, end: at, digits: first.kind == Kind::Digits };
    let mut number =
        Number { value: 0.0, end: at, scale: 1.0, bare: false, digits: false, fraction: false, glued: false };
    match first.kind {
        Kind::Digits => {
            let read = digits::read(line.rest(first.start))?;
            let end = first.start + read.len;
            (number.bare, number.digits, number.fraction) = (read.bare, true, read.fraction);
            sum.group = Some(read.value);
            (sum.last, sum.end) = (Last::Digits, end);
            if line.rest(end).starts_with(char::is_alphabetic) {
                let next = line.piece(end)?;
                if let Some(scale) = suffix(line, next, money) {
                    (number.value, number.end, number.scale, number.bare) = (clean(read.value * scale), next.end, scale, false);
                    return Some(number);
                }
                // `1bn`, `40km`, `45-year-old` are cut after the digits; `17th`, `1990s`, `5G` are no numbers.
                let word = line.word(next);
                if !matches!(words::class(word), Some(Word::Hundred | Word::Scale(_) | Word::Group(_))) {
                    (number.value, number.end, number.glued) = (read.value, end, true);
                    return (!matches!(word, "st" | "nd" | "rd" | "th" | "s")).then_some(number);
                }
            }
        }
        Kind::Letters => {}
        Kind::Sign => {
            let (value, len) = digits::vulgar(line.rest(first.start))?;
            (number.value, number.end, number.fraction, number.digits) = (value, first.start + len, true, true);
            return Some(number);
        }
    }
    sum.run();
    if matches!(sum.last, Last::Start) {
        return None;
    }
    number.value = sum.total + sum.group.unwrap_or(0.0);
    number.scale = if sum.scale.is_finite() { sum.scale } else { 1.0 };
    number.bare &= sum.last == Last::Digits;
    number.end = sum.end;
    if let Some((part, end)) = and_part(line, sum.end) {
        // *a million and a half* is 1.5 million, *two and a half million* 2.5 million.
        // *one billion and a half million* is 1,000.5 million.
        let whole = if sum.last == Last::Scale { number.scale } else { 1.0 };
        number.bare = false;
        (number.value, number.end) = match scale_word(line, end) {
            Some((scale, end)) if sum.last == Last::Scale => (number.value + part * scale, end),
            Some((scale, end)) => {
                number.scale = scale;
                ((number.value + part) * scale, end)
            }
            None => (number.value + part * whole, end),
        };
    } else if let Some((decimals, end)) = point(line, number.end).filter(|_| !number.digits) {
        (number.value, number.end) = (number.value + decimals, end);
    } else if let Some((below, end)) = denominator(line, number.end, number.value) {
        (number.value, number.end, number.fraction, number.bare) = (number.value / below, end, true, false);
        number.scale = 1.0;
        // *three quarters of a million*
        if let Some((scale, end)) = of_scale(line, end) {
            (number.value, number.end, number.fraction, number.scale) = (number.value * scale, end, false, scale);
        }
    }
    number.value = clean(number.value);
    Some(number)
}

/// A product of decimals without the dust of binary fractions.
pub(super) fn clean(value: f64) -> f64 {
    let (whole, fine) = (value.round(), (value * 1e9).round() / 1e9);
    if (value - whole).abs() < 1e-9 * value.abs() { whole } else if fine == 0.0 { value } else { fine }
}

/// *half a million*, *quarter million*, *half a dozen*: the value and its end, for a fraction that ends at `end`.
pub(super) fn of_scale(line: &Line<'_>, end: usize) -> Option<(f64, usize)> {
    let mut at = end;
    for _ in 0..2 {
        let piece = line.piece(at).filter(|it| it.gap != Gap::None)?;
        if !matches!(line.word(piece), "of" | "a" | "an") {
            break;
        }
        at = piece.end;
    }
    let piece = line.piece(at).filter(|it| it.gap != Gap::None)?;
    match words::class(line.word(piece))? {
        Word::Scale(value) | Word::Group(value) => Some((value, piece.end)),
        Word::Hundred => Some((100.0, piece.end)),
        _ => None,
    }
}

/// The scale word at `at`, if there is one, and its end.
pub(super) fn scale_word(line: &Line<'_>, at: usize) -> Option<(f64, usize)> {
    let piece = line.piece(at)?;
    match words::class(line.word(piece))? {
        Word::Scale(value) => Some((value, piece.end)),
        _ => None,
    }
}

/// *and a half*, *-and-a-half*, *and three quarters*.
fn and_part(line: &Line<'_>, at: usize) -> Option<(f64, usize)> {
    let and = line.piece(at).filter(|it| it.gap != Gap::None && line.word(*it) == "and")?;
    let count = line.piece(and.end)?;
    let above = match words::class(line.word(count))? {
        Word::Article => 1.0,
        Word::Small(value) if value > 0.0 => value,
        _ => return None,
    };
    let part = line.piece(count.end).filter(|it| it.gap != Gap::None)?;
    match words::class(line.word(part))? {
        Word::Part(below) if above == 1.0 => Some((1.0 / below, part.end)),
        Word::Parts(below) if above > 1.0 => Some((above / below, part.end)),
        _ => None,
    }
}

/// *point zero three*, *point seventy-one*: the decimals told in words.
fn point(line: &Line<'_>, at: usize) -> Option<(f64, usize)> {
    let point = line.piece(at).filter(|it| it.gap == Gap::Space && line.word(*it) == "point")?;
    let (mut decimals, mut end) = (String::from("0."), point.end);
    let mut tens = false;
    while let Some(piece) = line.piece(end).filter(|it| it.gap != Gap::None) {
        match words::class(line.word(piece)) {
            Some(Word::Small(value)) if tens && (1.0..10.0).contains(&value) => {
                decimals.pop();
                decimals.push_str(&value.to_string());
                tens = false;
            }
            Some(Word::Small(value)) if !tens => decimals.push_str(&value.to_string()),
            Some(Word::Tens(value)) if !tens => {
                decimals.push_str(&value.to_string());
                tens = true;
            }
            _ => break,
        }
        end = piece.end;
    }
    (decimals.len() > 2).then(|| Some((decimals.parse().ok()?, end)))?
}

/// The denominator that makes `above` a fraction (two *thirds*, one *-fifth*).
fn denominator(line: &Line<'_>, at: usize, above: f64) -> Option<(f64, usize)> {
    let mut part = line.piece(at)?;
    if part.gap == Gap::Space && line.word(part) == "-" {
        part = line.piece(part.end)?;
    }
    if part.gap == Gap::None || part.kind != Kind::Letters {
        return None;
    }
    match words::class(line.word(part))? {
        // *three twenty-firsts*
        Word::Tens(tens) => {
            let last = line.piece(part.end).filter(|it| it.gap != Gap::None)?;
            let word = line.word(last);
            let ones = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
            let ones = ones.iter().position(|it| word == *it || above > 1.0 && word.strip_suffix('s') == Some(it))?;
            Some((tens + ones as f64 + 1.0, last.end))
        }
        Word::Part(below) if above == 1.0 || part.gap == Gap::Hyphen && above < below => Some((below, part.end)),
        Word::Parts(below) if above >= 1.0 => Some((below, part.end)),
        _ => None,
    }
}

/// The scale that letters stuck to digits stand for (`2bn`, `10k`, `1.2M`).
fn suffix(line: &Line<'_>, letters: Piece, money: bool) -> Option<f64> {
    match line.word(letters) {
        "k" => Some(1e3),
        "mn" | "mln" | "mil" | "mio" => Some(1e6),
        "mm" | "m" if money => Some(1e6),
        "m" if line.is_capital(letters.start) || counts_millions(line, letters.end) => Some(1e6),
        "b" | "bn" | "bln" => Some(1e9),
        "t" if money => Some(1e12),
        "tn" | "tln" | "trn" => Some(1e12),
        _ => None,
    }
}

/// Whether `m` before `at` is for millions and not for metres: a noun that can be counted follows.
fn counts_millions(line: &Line<'_>, at: usize) -> bool {
    let Some(next) = line.piece(at).filter(|it| it.gap == Gap::Space && it.kind == Kind::Letters) else { return false };
    let word = line.word(next);
    const MEASURED: [&str; 25] = [
        "tall", "long", "wide", "deep", "high", "from", "above", "below", "away", "in", "race", "sprint", "final",
        "hurdles", "relay", "freestyle", "butterfly", "thick", "and", "is", "isn", "was", "are", "off", "to",
    ];
    !MEASURED.contains(&word)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Start,
    Digits,
    Article,
    Small,
    Tens,
    Hundred,
    Scale,
    Group,
}

/// A number in words under way.
struct Sum<'a, 'p> {
    line: &'a Line<'p>,
    /// What is settled.
    total: f64,
    /// What the next scale will multiply.
    group: Option<f64>,
    /// The last scale; the next must be smaller.
    scale: f64,
    last: Last,
    end: usize,
    /// Began with digits.
    digits: bool,
}

impl Sum<'_, '_> {
    fn run(&mut self) {
        let mut at = self.end;
        while let Some(piece) = self.line.piece(at) {
            // *fifty - two*
            if self.last == Last::Tens && piece.gap == Gap::Space && self.line.word(piece) == "-" {
                let next = self.line.piece(piece.end).filter(|it| it.gap == Gap::Space);
                let small = |it: &Piece| matches!(words::class(self.line.word(*it)), Some(Word::Small(value)) if value < 10.0);
                if let Some(next) = next.filter(small) {
                    if self.add(next) {
                        at = self.end;
                        continue;
                    }
                }
            }
            let glued = piece.gap == Gap::None && self.last != Last::Start && self.last != Last::Digits;
            if piece.kind == Kind::Sign || glued {
                return;
            }
            let and = self.line.word(piece) == "and";
            if and && matches!(self.last, Last::Hundred | Last::Scale) {
                let Some(next) = self.line.piece(piece.end) else { return };
                if !self.may_follow_and(next) {
                    return;
                }
                at = piece.end;
                continue;
            }
            if !self.add(piece) {
                return;
            }
            at = self.end;
        }
    }

    /// Whether the number goes on after *and*: with a part smaller than all before it.
    fn may_follow_and(&self, next: Piece) -> bool {
        if next.kind == Kind::Digits {
            // *3 hundred and 21*
            let few = digits::read(self.line.rest(next.start)).is_some_and(|it| it.bare && it.value < 100.0);
            let after = self.line.piece(next.start + 2).and_then(|it| words::class(self.line.word(it)));
            return few && after.is_none() && self.digits && self.last == Last::Hundred && self.line.rest(next.start) != "0";
        }
        let small = matches!(words::class(self.line.word(next)), Some(Word::Small(_) | Word::Tens(_)));
        let after = self.line.piece(next.end).and_then(|it| words::class(self.line.word(it)));
        let breaks = match after {
            Some(Word::Hundred) => self.last == Last::Hundred || self.scale <= 100.0,
            Some(Word::Scale(value)) => self.last == Last::Scale && value >= self.scale,
            Some(Word::Parts(_) | Word::Part(_)) => true,
            _ => false,
        };
        small && !breaks
    }

    /// Adds a piece if it goes on with the number.
    fn add(&mut self, piece: Piece) -> bool {
        let group = self.group.unwrap_or(0.0);
        if piece.kind == Kind::Digits {
            // *67 thousand 338*
            let fits = |it: &digits::Digits| it.bare && it.value < self.scale && it.value < 1000.0;
            let Some(read) = digits::read(self.line.rest(piece.start)).filter(fits) else { return false };
            if self.last == Last::Hundred && self.digits && read.value < 100.0 {
                (self.group, self.last, self.end) = (Some(group + read.value), Last::Digits, piece.start + read.len);
                return self.line.rest(self.end).starts_with(|c: char| !c.is_alphabetic()) || self.line.rest(self.end).is_empty();
            }
            if self.last != Last::Scale || self.line.rest(piece.start + read.len).starts_with(char::is_alphabetic) {
                return false;
            }
            (self.group, self.last, self.end) = (Some(read.value), Last::Digits, piece.start + read.len);
            return true;
        }
        let Some(word) = words::class(self.line.word(piece)) else { return false };
        let next = match (word, self.last) {
            (Word::Small(value), Last::Start | Last::Hundred | Last::Scale) => {
                self.group = Some(group + value);
                Last::Small
            }
            (Word::Small(value), Last::Tens) if (1.0..10.0).contains(&value) => {
                self.group = Some(group + value);
                Last::Small
            }
            (Word::Tens(value), Last::Start | Last::Hundred | Last::Scale) => {
                self.group = Some(group + value);
                Last::Tens
            }
            (Word::Article, Last::Start) if self.begins_with_article(piece) => {
                self.group = Some(1.0);
                Last::Article
            }
            (Word::Hundred, Last::Start) if self.begins_with_article(piece) => {
                self.group = Some(100.0);
                Last::Hundred
            }
            (Word::Hundred, Last::Digits | Last::Article | Last::Small | Last::Tens) => {
                self.group = Some(group * 100.0);
                Last::Hundred
            }
            (Word::Scale(value), Last::Digits | Last::Article | Last::Small | Last::Tens | Last::Hundred)
                if value < self.scale =>
            {
                self.total += group * value;
                (self.group, self.scale) = (None, value);
                Last::Scale
            }
            // *three lakh crore*
            (Word::Scale(value), Last::Scale) if value > self.scale => {
                self.total *= value;
                self.scale = value;
                Last::Scale
            }
            (Word::Group(value) | Word::Vague(value), Last::Digits | Last::Article | Last::Small | Last::Tens)
                if value <= 20.0 =>
            {
                // *two hundred and two dozen* has its dozen counted alone.
                let (hundreds, few) = if group > 100.0 { (group - group % 100.0, group % 100.0) } else { (0.0, group) };
                self.total += hundreds + few * value;
                self.group = None;
                Last::Group
            }
            _ => return false,
        };
        (self.last, self.end) = (next, piece.end);
        true
    }

    /// Whether *a* begins a number: a scale follows.
    fn begins_with_article(&self, article: Piece) -> bool {
        let next = self.line.piece(article.end).filter(|it| it.gap != Gap::None);
        let class = next.and_then(|it| words::class(self.line.word(it)));
        matches!(class, Some(Word::Hundred | Word::Scale(_) | Word::Group(_)))
    }
}
