//! Dates, clock times, years, ages, and spans of time that only place an event.

use super::{after, before, capital_at, token_after, token_before, value};
use crate::read::Page;
use crate::read::figure::amount::Form;
use crate::read::figure::quantity::Quantity;
use sayso_types::{Reading, Tag, TokenKind, Unit};

pub(super) const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
];

pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word.trim_end_matches('.'))
}

/// Days of the month.
pub(super) fn is_dated(page: &Page<'_>, reading: &Reading, it: &Quantity<'_>) -> bool {
    let small = value(it) <= 31.0 && it.amount.scale == 1.0;
    let [last, earlier] = before(page, it);
    let [next, then, third] = after(page, it);
    let capital = |back: usize| {
        token_before(page, it)
            .and_then(|t| t.checked_sub(back))
            .is_some_and(|t| page.word(t).starts_with(char::is_uppercase))
    };
    // *July 7*, *Sept. 20-24*, *July 7 and 8*, *7 July*
    if small
        && (is_month(last) && capital(0)
            || last == "." && is_month(earlier) && capital(1)
            || matches!(next, "to" | "and" | "-" | "–" | ",") && then.parse::<u8>().is_ok() && is_month(third)
            || is_month(next) && next != "may" && next != "march"
            || matches!(next, "may" | "march") && capital_at(page, token_after(page, it))
            || matches!(last, "and" | "to" | "-" | "–" | "," | "or")
                && token_before(page, it)
                    .is_some_and(|t| t >= 2 && is_month(page.lower(t - 2)) && page.kind(t - 1) == TokenKind::Number))
    {
        return true;
    }
    let span = page.tokens()[it.amount.token].span;
    it.form != Form::Vague && reading.times.iter().any(|time| time.span.contains(span))
}

/// *at 7 pm*, *10 o'clock*, *0930 GMT*.
pub(super) fn is_clock_time(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let [next, then, _] = after(page, it);
    const HOURS: [&str; 14] =
        ["am", "pm", "a.m", "p.m", "a.m.", "p.m.", "gmt", "est", "edt", "o'clock", "o’clock", "hrs", "noon", "ist"];
    HOURS.contains(&next)
        || matches!(next, "a" | "p") && then == "."
        || next == "o" && matches!(then, "'clock" | "’clock")
}

/// *in 2019*, *the 2016 election*.
pub(super) fn is_year(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let ranged = it.form == Form::Range && it.amount.scale == 1.0 && it.low.is_some_and(|v| v.fract() == 0.0);
    if !(it.form == Form::Bare || ranged) || !(1100.0..=2100.0).contains(&it.low.unwrap_or(0.0)) || it.amount.glued {
        return false;
    }
    let digits = page.text()[it.amount.start..it.amount.end].bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 && it.form == Form::Bare {
        return false;
    }
    let next = token_after(page, it);
    let [word, ..] = after(page, it);
    let plural = matches!(page.tag(next), Tag::Nns) || word == "people";
    let [last, earlier] = before(page, it);
    // *by an average of 1500*
    if last == "of" && matches!(earlier, "average" | "total" | "sum" | "maximum" | "minimum" | "mean" | "median") {
        return false;
    }
    let placed = matches!(
        last,
        "in" | "since"
            | "of"
            | "until"
            | "from"
            | "by"
            | "the"
            | "and"
            | "after"
            | "before"
            | ","
            | "early"
            | "late"
            | "mid"
    );
    // *some 2016 candidates* says no more of the number than that it is a year
    let some = page.folded().get(it.start..it.amount.start).is_some_and(|it| it.trim() == "some");
    (placed || !plural) && (it.start == it.amount.start || some)
}

/// *aged 16*, *45-year-old*, *Ann Lee, 44,*, *Ann Lee (53)*.
pub(super) fn is_age(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let text = page.folded();
    let rest = text.get(it.end..).unwrap_or("");
    let rest = rest.trim_start_matches(['-', '‑', ' ', '\u{a0}']);
    let article = page.folded()[it.amount.start..].starts_with('a');
    let years = it.time && it.unit == Unit::Measure("y");
    if it.time && !article && (rest.starts_with("old") || rest.starts_with("of age")) {
        return true;
    }
    let [last, earlier] = before(page, it);
    if matches!(last, "aged" | "age" | "ages")
        || matches!(
            (earlier, last),
            ("age", "of" | "at" | "from") | ("aged", "between" | "from") | ("ages", "of" | "from" | "between")
        )
    {
        return true;
    }
    if years || it.time {
        return false;
    }
    let plain = it.amount.scale == 1.0 && (1.0..=115.0).contains(&value(it)) && it.start == it.amount.start;
    if !plain {
        return false;
    }
    let [next, then, _] = after(page, it);
    let name = token_before(page, it)
        .and_then(|t| t.checked_sub(1))
        .is_some_and(|t| page.word(t).starts_with(char::is_uppercase));
    let digits = it.form == Form::Bare;
    if digits && matches!(last, ",") && name && matches!(next, "," | "." | "and" | ";" | "–" | "—" | "") {
        return true;
    }
    if digits && last == "(" && name && next == ")" && value(it) < 100.0 {
        return true;
    }
    // *16 and 24* after *aged*; *turned 40*
    let first = it.amount.token;
    let floor = page.sentences()[page.sentence_of(first)].tokens.start;
    let near = |words: &[&str], back: usize| {
        (first.saturating_sub(back).max(floor)..first).any(|t| words.contains(&page.lower(t)))
    };
    near(&["aged", "ages"], 5) && digits && !matches!(page.tag(token_after(page, it)), Tag::Nns)
        || matches!(last, "am" | "'m") && digits && page.kind(token_after(page, it)) != TokenKind::Word
        || matches!(last, "turned" | "turning") && digits && !matches!(next, "%" | "percent")
        || next == "years" && matches!(then, "old" | "of")
}

/// Spans of time that only place an event: *two days after*, *five years ago*.
pub(super) fn is_moment(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let [next, then, third] = after(page, it);
    let [last, earlier] = before(page, it);
    let bounded = it.start != it.amount.start;
    if matches!(
        next,
        "ago" | "later" | "earlier" | "prior" | "hence" | "away" | "before" | "beforehand" | "previously" | "on"
    ) {
        return true;
    }
    if next == "after" && it.high.is_some_and(|v| v > 0.0) && it.low.is_some() {
        return true;
    }
    if next == "from" && matches!(then, "now" | "today") || next == "into" || next == "since" && !bounded {
        return true;
    }
    if matches!((next, then), ("and", "a")) && matches!(third, "half") {
        return false;
    }
    matches!(last, "past" | "last" | "next" | "previous" | "first" | "coming" | "recent" | "following" | "final")
        && matches!(
            earlier,
            "the" | "in" | "over" | "for" | "these" | "those" | "his" | "her" | "its" | "their" | "our"
        )
        && !bounded
        && matches!(it.unit, Unit::Measure("d" | "h" | "mo" | "min" | "s"))
        || matches!(last, "every" | "each") && !bounded
}

/// *one day*, *one year*: a moment in a story, unless something is measured by it.
pub(super) fn is_ordinal_time(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let one = it.amount.low == Some(1.0) && it.amount.high == Some(1.0);
    let [last, _] = before(page, it);
    one && it.start == it.amount.start
        && it.form != Form::Fraction
        && page.kind(it.amount.token) == TokenKind::Word
        && !it.hyphen
        && !matches!(last, "to" | "for" | "of" | "lasted" | "least" | "than" | "within" | "by")
}

/// *24 hours a day*, *seven days a week* where they mean always.
pub(super) fn is_rate_of_time(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let [next, then, _] = after(page, it);
    let full = matches!((it.unit, then), (Unit::Measure("h"), "day")) && value(it) == 24.0;
    next == "a" && full
}
