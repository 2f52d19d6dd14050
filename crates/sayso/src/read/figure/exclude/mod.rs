//! Numbers that are no figures: dates, ages, ordinals, names, addresses, list numbers, scores. Each function knows one kind.

mod dates;
mod names;

pub(super) use names::is_compound_word;

use super::Scope;
use super::amount::Form;
use super::quantity::Quantity;
use crate::read::Page;
use dates::{MONTHS, is_age, is_clock_time, is_dated, is_moment, is_ordinal_time, is_rate_of_time, is_year};
use names::{is_address, is_name};
use sayso_types::{Reading, Tag, TokenKind, Unit};

/// Whether a quantity is no figure in this scope.
pub(super) fn excluded(page: &Page<'_>, reading: &Reading, it: &Quantity<'_>, scope: Scope) -> bool {
    type Kind = fn(&Page<'_>, &Reading, &Quantity<'_>) -> bool;
    // Numbers that tell no quantity, and quantities that the guidelines leave out.
    let (none, left_out): (&[Kind], &[Kind]) = if it.unit == Unit::Count {
        (
            &[is_code, is_dated, is_clock_time, is_year, is_name, is_list_number, is_address],
            &[is_age, is_bare_one, is_pronoun, is_lone],
        )
    } else if it.time {
        (&[], &[is_age, is_moment, is_rate_of_time, is_ordinal_time])
    } else {
        (&[is_code], &[])
    };
    let holds = |kinds: &[Kind]| kinds.iter().any(|kind| kind(page, reading, it));
    holds(none) || scope == Scope::News && holds(left_out)
}

/// The word before, and the one before that, in lower case; empty at the sentence's edge.
fn before<'p>(page: &'p Page<'_>, it: &Quantity<'_>) -> [&'p str; 2] {
    let floor = page.sentences()[page.sentence_of(it.amount.token)].tokens.start;
    let first = page.tokens().partition_point(|token| (token.span.end as usize) <= it.start);
    let word = |back: usize| first.checked_sub(back).filter(|&t| t >= floor).map_or("", |t| page.lower(t));
    [word(1), word(2)]
}

/// The token before, if it is in the same sentence.
fn token_before(page: &Page<'_>, it: &Quantity<'_>) -> Option<usize> {
    let floor = page.sentences()[page.sentence_of(it.amount.token)].tokens.start;
    let first = page.tokens().partition_point(|token| (token.span.end as usize) <= it.start);
    first.checked_sub(1).filter(|&t| t >= floor)
}

/// The first token after.
fn token_after(page: &Page<'_>, it: &Quantity<'_>) -> usize {
    page.tokens().partition_point(|token| (token.span.start as usize) < it.end)
}

/// The words after, in lower case; empty beyond the sentence.
fn after<'p>(page: &'p Page<'_>, it: &Quantity<'_>) -> [&'p str; 3] {
    let limit = page.sentences()[page.sentence_of(it.amount.token)].tokens.end;
    let next = token_after(page, it);
    let word = |ahead: usize| if next + ahead < limit { page.lower(next + ahead) } else { "" };
    [word(0), word(1), word(2)]
}

/// Whether the token is there and begins with a capital.
fn capital_at(page: &Page<'_>, token: usize) -> bool {
    token < page.tokens().len() && page.word(token).starts_with(char::is_uppercase)
}

fn value(it: &Quantity<'_>) -> f64 {
    it.low.or(it.high).unwrap_or(0.0)
}

/// Scores, telephone and serial numbers.
fn is_code(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    if it.form == Form::Code {
        return true;
    }
    // `+1 222`, `#4`, `No. 10`, `@5`, `10.5x`
    let [word, earlier] = before(page, it);
    let glued = token_before(page, it).is_some_and(|t| t > 0 && page.word(t) == "(" && !page.space_before(t));
    // `section 20(3)`, *Group of Seven*
    if glued
        || word == "of" && matches!(earlier, "group" | "gang")
        || word == "("
            && it.form == Form::Bare
            && value(it).fract() == 0.0
            && page.kind(it.amount.token.saturating_sub(2)) == TokenKind::Number
            && value(it) < 20.0
    {
        return true;
    }
    matches!(word, "#" | "no." | "nos." | "no" | "number" | "nr" | "№" | "@" | "v" | "vs" | "/")
        && it.unit == Unit::Count
        && it.form != Form::Vague
}

/// *3.* at the start of a paragraph that goes on.
fn is_list_number(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let sentence = &page.sentences()[page.sentence_of(it.amount.token)];
    let block = page.document.blocks[sentence.block].span;
    let mut start = block.start as usize;
    if page.text()[start..].starts_with(['(', '[']) {
        start += 1;
    }
    if it.start != start || it.form != Form::Bare {
        return false;
    }
    let rest = &page.text()[it.end..block.end as usize];
    rest.starts_with(['.', ')', ']', ':']) && rest.len() > 2
}

/// *one* by itself, in digits or words.
fn is_bare_one(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let one = it.amount.low == Some(1.0)
        && it.amount.high == Some(1.0)
        && it.amount.scale == 1.0
        && it.form != Form::Fraction;
    let bounded = it.low != it.high;
    one && !bounded && page.kind(it.amount.token) == TokenKind::Word
        || it.low == Some(0.0) && it.high == Some(0.0) && it.form != Form::Bare
}

/// *the two* with nothing counted.
fn is_pronoun(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let worded = page.kind(it.amount.token) == TokenKind::Word && it.amount.scale == 1.0;
    let [last, _] = before(page, it);
    if !worded || !matches!(last, "the" | "these" | "those") || it.hyphen {
        return false;
    }
    let next = token_after(page, it);
    let [word, ..] = after(page, it);
    page.kind(next) != TokenKind::Word && page.kind(next) != TokenKind::Open
        || page.tag(next).is_finite()
        || page.tag(next) == Tag::Rb && page.tag(next + 1).is_finite()
        || page.tag(next) == Tag::Md
        || matches!(page.tag(next), Tag::In | Tag::Cc | Tag::To) && word != "of"
}

/// A number in digits with no noun in reach that something could be counted by: jersey numbers, table cells.
fn is_lone(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let sentence = &page.sentences()[page.sentence_of(it.amount.token)];
    let alone = sentence.tokens.len() <= 2;
    let block = page.document.blocks[sentence.block].span;
    alone && it.form == Form::Bare && block.len() > sentence.span.len() + 2
}
