//! How many: an exact number, a range, a vague number or a fraction, before anything is known of its unit.

use super::money::{self, Money};
use super::number::{self, Number};
use super::piece::{Gap, Kind, Line, is_hyphen};
use super::words::{self, Word};
use crate::read::Page;
use sayso_types::TokenKind;

/// How many, with its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    /// First byte, sign or *between* included.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) form: Form,
    /// Its last scale, 1 without one.
    pub(super) scale: f64,
    /// Letters follow with nothing between: a unit or nothing.
    pub(super) glued: bool,
    /// The currency sign before it.
    pub(super) money: Option<Money>,
    /// Index of the token it begins in.
    pub(super) token: usize,
}

/// How an amount is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In digits with nothing else.
    Bare,
    /// Any other number.
    Number,
    /// From one number to another.
    Range,
    /// Only its order (*hundreds*).
    Vague,
    /// A share of something (*a third*, *one in five*).
    Fraction,
    /// Digits with hyphens between that are no range: scores, telephone numbers.
    Code,
}

/// Every amount on a page, in text order, none inside another.
pub(super) fn amounts<'p>(page: &'p Page<'_>) -> impl Iterator<Item = (Line<'p>, Amount)> {
    let mut token = 0;
    std::iter::from_fn(move || {
        while token < page.tokens().len() {
            let here = token;
            token += 1;
            let Some((line, amount)) = amount_at(page, here) else { continue };
            while token < page.tokens().len() && (page.tokens()[token].span.start as usize) < amount.end {
                token += 1;
            }
            return Some((line, amount));
        }
        None
    })
}

/// The amount that begins at a token.
fn amount_at<'p>(page: &'p Page<'_>, token: usize) -> Option<(Line<'p>, Amount)> {
    let it = page.tokens()[token];
    let start = it.span.start as usize;
    match it.kind {
        TokenKind::Number | TokenKind::Symbol => {}
        TokenKind::Word => {
            let word = page.lower(token);
            if let Some((money, skip)) = money::prefix(page, token) {
                let line = Line::of(page, token);
                return Some((line, parse(page, &line, start + skip, token, Some(money))?));
            }
            let first = word.split(['-', '‑']).next().unwrap_or(word);
            // `sub-300`, `minus-260`
            if matches!(first, "sub" | "minus") && word.len() > first.len() + 1 {
                let line = Line::of(page, token);
                let mut amount = parse(page, &line, start + first.len() + 1, token, None)?;
                amount.start = start;
                if first == "sub" {
                    amount.low = None;
                } else {
                    (amount.low, amount.high) = (amount.high.map(|it| -it), amount.low.map(|it| -it));
                }
                return (amount.form != Form::Vague && !word.ends_with(char::is_alphabetic)).then_some((line, amount));
            }
            if words::class(first).is_none() && super::digits::vulgar(word).is_none() {
                return None;
            }
            // *this one*, *which one* stand for a noun; *he scores* counts nothing.
            const BEFORE_PRONOUN: [&str; 7] = ["this", "that", "which", "every", "any", "each", "no"];
            if word == "one" && token > 0 && BEFORE_PRONOUN.contains(&page.lower(token - 1))
                || word == "scores" && page.lower(token + 1) != "of"
            {
                return None;
            }
        }
        TokenKind::Mark if page.word(token) == "." && page.kind(token + 1) == TokenKind::Number => {}
        _ => return None,
    }
    let line = Line::of(page, token);
    let money = money::sign_before(page, token);
    Some((line, parse(page, &line, start, token, money)?))
}

fn parse(page: &Page<'_>, line: &Line<'_>, at: usize, token: usize, money: Option<Money>) -> Option<Amount> {
    let first = line.piece(at)?;
    if first.kind == Kind::Letters
        && let Some(amount) = vague(line, first.start, token).or_else(|| part(page, line, first.start, token))
    {
        return Some(Amount { money, ..amount });
    }
    let number = number::at(line, at, money.is_some())?;
    let mut amount = Amount {
        start: at,
        end: number.end,
        low: Some(number.value),
        high: Some(number.value),
        form: match () {
            () if number.fraction => Form::Fraction,
            () if number.bare => Form::Bare,
            () => Form::Number,
        },
        scale: number.scale,
        glued: number.glued,
        money,
        token,
    };
    if !number.glued {
        one_in(line, &mut amount, &number);
        range(page, line, &mut amount, &number);
    }
    sign(page, line, &mut amount);
    Some(amount)
}

/// *tens of thousands*, *hundreds*, *several dozen*, *a few hundred*.
fn vague(line: &Line<'_>, at: usize, token: usize) -> Option<Amount> {
    let mut piece = line.piece(at)?;
    let mut class = words::class(line.word(piece))?;
    let mut several = false;
    if class == Word::Article {
        piece = line.piece(piece.end).filter(|it| it.gap == Gap::Space)?;
        class = words::class(line.word(piece))?;
        if class != Word::Several {
            return None;
        }
    }
    if class == Word::Several {
        several = true;
        piece = line.piece(piece.end).filter(|it| it.gap == Gap::Space)?;
        if line.word(piece) == "of" {
            piece = line.piece(piece.end).filter(|it| it.gap == Gap::Space)?;
        }
        class = words::class(line.word(piece))?;
    }
    let base = match class {
        Word::Vague(value) => value,
        Word::Hundred if several => 100.0,
        Word::Scale(value) | Word::Group(value) if several => value,
        _ => return None,
    };
    let (mut order, mut end) = (base, piece.end);
    while let Some(joiner) = line.piece(end).filter(|it| it.gap == Gap::Space) {
        let word = line.word(joiner);
        let next = if matches!(word, "of" | "and") {
            let Some(next) = line.piece(joiner.end).filter(|it| it.gap == Gap::Space) else { break };
            next
        } else {
            joiner
        };
        match (word, words::class(line.word(next))) {
            ("and", Some(Word::Vague(value))) if value == base => end = next.end,
            ("of", Some(Word::Vague(value))) | (_, Some(Word::Scale(value))) if word != "and" && value > base => {
                order *= value;
                end = next.end;
            }
            _ => break,
        }
    }
    let low = if base == 12.0 || base == 20.0 { 2.0 * order } else { order };
    let closed = matches!(base as u64, 10 | 100 | 1000 | 100_000);
    let high = closed.then_some(order * 10.0);
    let (form, scale) = (Form::Vague, order / base);
    Some(Amount { start: at, end, low: Some(low), high, form, scale, glued: false, money: None, token })
}

/// *half*, *a third*, *a quarter of a million*.
fn part(page: &Page<'_>, line: &Line<'_>, at: usize, token: usize) -> Option<Amount> {
    let mut piece = line.piece(at)?;
    let mut class = words::class(line.word(piece))?;
    if class == Word::Article {
        piece = line.piece(piece.end).filter(|it| it.gap != Gap::None)?;
        class = words::class(line.word(piece))?;
    }
    let Word::Part(below) = class else { return None };
    let bare = piece.start == at;
    let (mut low, mut end, mut form, mut scale) = (1.0 / below, piece.end, Form::Fraction, 1.0);
    if bare && below != 2.0 && below != 4.0 {
        return None; // *third* by itself tells an order
    }
    if let Some((times, after)) = number::of_scale(line, end) {
        (low, end, form, scale) = (times / below, after, Form::Number, times);
    } else if bare && below == 4.0 || !is_share(page, line, token, end, below) {
        return None;
    }
    Some(Amount { start: at, end, low: Some(low), high: Some(low), form, scale, glued: false, money: None, token })
}

/// Whether *half* or *a third* before `end` is a share of something, not part of another expression.
fn is_share(page: &Page<'_>, line: &Line<'_>, token: usize, end: usize, below: f64) -> bool {
    const OTHER_HALVES: [&str; 18] = [
        "first", "second", "other", "better", "latter", "former", "top", "bottom", "final", "last", "this", "in",
        "each", "per", "opening", "third", "fourth", "next",
    ];
    if token > 0
        && OTHER_HALVES.contains(&page.lower(token - 1))
        && page.sentence_of(token - 1) == page.sentence_of(token)
    {
        return false;
    }
    let Some(next) = line.piece(end) else { return true };
    if next.gap == Gap::Hyphen {
        return super::unit::time_at(line, end).is_some();
    }
    if next.kind == Kind::Sign {
        return true;
    }
    let word = line.word(next);
    const AFTER_SHARE: [&str; 40] = [
        "of", "the", "its", "his", "her", "their", "our", "my", "your", "this", "that", "these", "those", "all", "as",
        "to", "were", "was", "are", "is", "have", "had", "has", "will", "would", "said", "say", "from", "in", "by",
        "with", "and", "or", "a", "an", "more", "less", "since", "on", "did",
    ];
    if AFTER_SHARE.contains(&word) {
        return true;
    }
    if super::unit::time_at(line, end).is_some() {
        return true;
    }
    below == 2.0 && next.gap == Gap::Space && word.ends_with('s') && word != "brothers" && word != "sisters"
        || below == 2.0 && word == "people"
}

/// *one in five*, *nine out of 10*.
fn one_in(line: &Line<'_>, amount: &mut Amount, number: &Number) {
    let Some(joiner) = line.piece(amount.end).filter(|it| it.gap != Gap::None) else { return };
    let mut at = joiner.end;
    match line.word(joiner) {
        "in" => {}
        // *one over three*, where nothing follows that could be counted
        "over" => {
            if let Some(below) = number::at(line, at, false)
                && line.piece(below.end).is_none_or(|it| it.kind == Kind::Sign && !matches!(line.word(it), "%" | "$"))
                && number.value.fract() == 0.0
                && below.value > 1.0
            {
                let share = number.value / below.value;
                (amount.low, amount.high, amount.end, amount.form) =
                    (Some(share), Some(share), below.end, Form::Fraction);
            }
            return;
        }
        "out" => match line.piece(at).filter(|it| line.word(*it) == "of") {
            Some(of) => at = of.end,
            None => return,
        },
        _ => return,
    }
    let of_every = line.piece(at).filter(|it| matches!(line.word(*it), "every" | "each"));
    let Some(below) = number::at(line, of_every.map_or(at, |it| it.end), false) else { return };
    let whole = |value: f64| value.fract() == 0.0 && value >= 1.0;
    let round = [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 100.0, 1000.0, 10_000.0, 100_000.0];
    let out = line.word(joiner) == "out";
    if !(whole(number.value) && number.value < below.value && !below.glued && (round.contains(&below.value) || out)) {
        return;
    }
    if super::unit::any_at(line, below.end) || number.value > 10.0 && !out {
        return;
    }
    let share = number.value / below.value;
    (amount.low, amount.high, amount.end, amount.form) = (Some(share), Some(share), below.end, Form::Fraction);
}

/// *10-15*, *10 to 15*, *two or three*, *between 5 and 10*; scores and telephone numbers.
fn range(page: &Page<'_>, line: &Line<'_>, amount: &mut Amount, number: &Number) {
    if amount.form == Form::Fraction {
        return;
    }
    let Some(next) = line.piece(amount.end) else { return };
    let lead = lead(page, amount);
    let dash = line.word(next);
    let hyphens = next.gap == Gap::Hyphen && line.rest(next.end).starts_with(is_hyphen);
    let (joined, at) = if hyphens && dash == "to" {
        // `0-to-60`
        (false, next.end)
    } else if next.gap == Gap::Hyphen && next.kind == Kind::Digits {
        (true, next.start)
    } else if dash.starts_with(is_hyphen) || dash == "~" || dash == "—" {
        let after = line.piece(next.end).filter(|it| it.kind == Kind::Digits && (next.gap == it.gap));
        match after {
            Some(it) => (next.gap == Gap::None, it.start),
            None => return,
        }
    } else if next.gap == Gap::Space
        && match dash {
            "to" | "through" => true,
            "or" => number.value < 1000.0,
            "and" => lead == Some("between"),
            _ => false,
        }
    {
        (false, next.end)
    } else {
        return;
    };
    let Some(upper) = number::at(line, at, amount.money.is_some()) else { return };
    let Some(first) = line.piece(at) else { return };
    if first.kind == Kind::Letters && first.gap == Gap::Hyphen {
        return;
    }
    // *in 2018 to 3.9 million*
    if number.bare && (1900.0..2100.0).contains(&number.value) && dash == "to" && upper.value > 2100.0 {
        return;
    }
    if joined {
        // A second hyphen makes it a telephone number or a date, a smaller second number a score.
        let more = line.piece(upper.end).is_some_and(|it| it.gap == Gap::Hyphen && it.kind == Kind::Digits);
        let lower = if upper.scale > 1.0 && number.scale == 1.0 { number.value * upper.scale } else { number.value };
        if more || upper.value <= lower && !upper.glued {
            amount.end = upper.end;
            amount.form = Form::Code;
            return;
        }
    }
    let mut low = number.value;
    if upper.scale > number.scale && number.scale == 1.0 && low < upper.value / upper.scale {
        low *= upper.scale;
    }
    if low >= upper.value || upper.fraction {
        return;
    }
    if dash == "to" && lead == Some("from") && changes(page, amount.token) {
        return;
    }
    // *two or three*, not *two or 300*
    if dash == "or" && upper.value > 3.0 * low {
        return;
    }
    (amount.low, amount.high, amount.end) = (Some(low), Some(upper.value), upper.end);
    (amount.form, amount.scale, amount.glued) = (Form::Range, upper.scale, upper.glued);
    if matches!(lead, Some("between" | "from")) {
        amount.start = lead_start(page, amount.token);
    }
}

/// *between* or *from*, if it stands right before the amount or its currency sign.
pub(super) fn lead<'p>(page: &'p Page<'_>, amount: &Amount) -> Option<&'p str> {
    let before = amount.money.map_or(amount.token, |it| it.token).checked_sub(1)?;
    Some(page.lower(before)).filter(|word| matches!(*word, "between" | "from"))
}

fn lead_start(page: &Page<'_>, token: usize) -> usize {
    let before = (token.saturating_sub(3)..token).rev().find(|&t| matches!(page.lower(t), "between" | "from"));
    page.tokens()[before.unwrap_or(token)].span.start as usize
}

/// Whether something rose or fell before *from … to …*: then there are two figures and no range.
pub(super) fn changes(page: &Page<'_>, token: usize) -> bool {
    const STEMS: [&str; 34] = [
        "rise", "rose", "rising", "grow", "grew", "increas", "climb", "jump", "surg", "soar", "went", "gone", "up",
        "fall", "fell", "drop", "declin", "decreas", "shr", "slump", "plung", "tumbl", "cut", "down", "reduc", "lower",
        "rais", "mov", "chang", "doubl", "expand", "extend", "dip", "slid",
    ];
    let floor = page.sentences()[page.sentence_of(token)].tokens.start;
    (token.saturating_sub(9).max(floor)..token).any(|t| {
        let word = page.lower(t);
        STEMS.iter().any(|stem| if stem.len() > 3 { word.starts_with(stem) } else { word == *stem })
    })
}

/// A minus or plus sign, or *minus*, before the amount.
fn sign(page: &Page<'_>, line: &Line<'_>, amount: &mut Amount) {
    let at = amount.start;
    let negative = match line.before(at) {
        Some(c @ ('-' | '−' | '–' | '+')) => {
            let outside = line.before(at - c.len_utf8());
            if outside.is_some_and(|c| !c.is_whitespace() && c != '(') {
                return;
            }
            amount.start = at - c.len_utf8();
            c != '+'
        }
        _ if amount.token > 0 && matches!(page.lower(amount.token - 1), "minus" | "negative") => {
            if amount.token > 1 && page.lower(amount.token - 2) == "or" {
                return;
            }
            amount.start = page.tokens()[amount.token - 1].span.start as usize;
            true
        }
        _ => return,
    };
    if negative && amount.low == amount.high {
        let minus = amount.low.map(|value| -value);
        (amount.low, amount.high) = (minus, minus);
    }
}
