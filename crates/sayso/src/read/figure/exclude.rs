//! Numbers that are no figures: dates, ages, ordinals, names, addresses, list numbers, scores. Each function knows one kind.

use super::Scope;
use super::amount::Form;
use super::piece::{Gap, Kind};
use super::quantity::Quantity;
use super::unit;
use crate::read::Page;
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
    if glued || word == "of" && matches!(earlier, "group" | "gang") || word == "(" && page.kind(it.amount.token.saturating_sub(2)) == TokenKind::Number && value(it) < 20.0 {
        return true;
    }
    matches!(word, "#" | "no." | "nos." | "no" | "number" | "nr" | "№" | "@" | "v" | "vs" | "/") && it.unit == Unit::Count
        && it.form != Form::Vague
}

const MONTHS: [&str; 24] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
];

fn is_month(word: &str) -> bool {
    MONTHS.contains(&word.trim_end_matches('.'))
}

/// Days of the month.
fn is_dated(page: &Page<'_>, reading: &Reading, it: &Quantity<'_>) -> bool {
    let small = value(it) <= 31.0 && it.amount.scale == 1.0;
    let [last, earlier] = before(page, it);
    let [next, then, third] = after(page, it);
    let capital = |back: usize| {
        token_before(page, it).and_then(|t| t.checked_sub(back)).is_some_and(|t| page.word(t).starts_with(char::is_uppercase))
    };
    // *July 7*, *Sept. 20-24*, *July 7 and 8*, *7 July*
    if small
        && (is_month(last) && capital(0)
            || last == "." && is_month(earlier) && capital(1)
            || matches!(next, "to" | "and" | "-" | "–" | ",") && then.parse::<u8>().is_ok() && is_month(third)
            || is_month(next) && next != "may" && next != "march"
            || matches!(next, "may" | "march") && capital_at(page, token_after(page, it))
            || matches!(last, "and" | "to" | "-" | "–" | "," | "or")
                && token_before(page, it).is_some_and(|t| {
                    t >= 2 && is_month(page.lower(t - 2)) && page.kind(t - 1) == TokenKind::Number
                }))
    {
        return true;
    }
    let span = page.tokens()[it.amount.token].span;
    it.form != Form::Vague && reading.times.iter().any(|time| time.span.contains(span))
}

/// *at 7 pm*, *10 o'clock*, *0930 GMT*.
fn is_clock_time(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let [next, then, _] = after(page, it);
    const HOURS: [&str; 14] =
        ["am", "pm", "a.m", "p.m", "a.m.", "p.m.", "gmt", "est", "edt", "o'clock", "o’clock", "hrs", "noon", "ist"];
    HOURS.contains(&next) || matches!(next, "a" | "p") && then == "." || next == "o" && matches!(then, "'clock" | "’clock")
}

/// *in 2019*, *the 2016 election*.
fn is_year(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
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
    let [last, _] = before(page, it);
    let placed = matches!(last, "in" | "since" | "of" | "until" | "from" | "by" | "the" | "and" | "after" | "before" | "," | "early" | "late" | "mid");
    // *some 2016 candidates* says no more of the number than that it is a year
    let some = page.folded()[it.start..it.amount.start].trim() == "some";
    !(plural && !placed) && (it.start == it.amount.start || some)
}

/// *aged 16*, *45-year-old*, *Ann Lee, 44,*, *Ann Lee (53)*.
fn is_age(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
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
        || matches!((earlier, last), ("age", "of" | "at" | "from") | ("aged", "between" | "from") | ("ages", "of" | "from" | "between"))
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
    let name = token_before(page, it).and_then(|t| t.checked_sub(1)).is_some_and(|t| page.word(t).starts_with(char::is_uppercase));
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
    let near = |words: &[&str], back: usize| (first.saturating_sub(back).max(floor)..first).any(|t| words.contains(&page.lower(t)));
    near(&["aged", "ages"], 5) && digits && !matches!(page.tag(token_after(page, it)), Tag::Nns)
        || matches!(last, "am" | "'m") && digits && page.kind(token_after(page, it)) != TokenKind::Word
        || matches!(last, "turned" | "turning") && digits && !matches!(next, "%" | "percent")
        || next == "years" && matches!(then, "old" | "of")
}

/// *Boeing 787*, *Article 370*, *Game 2*, *Big Ten*.
fn is_name(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    if it.form == Form::Vague || it.amount.scale > 1.0 || it.start != it.amount.start {
        return false;
    }
    let [last, _] = before(page, it);
    const NUMBERED: [&str; 62] = [
        "article", "articles", "section", "sections", "chapter", "page", "pages", "phase", "level", "grade", "class", "category", "type", "route",
        "highway", "interstate", "flight", "channel", "chapter", "part", "volume", "episode", "season", "week", "day", "game",
        "round", "stage", "room", "apartment", "unit", "district", "ward", "zone", "block", "line", "gate", "platform", "proposition",
        "resolution", "rule", "law", "act", "bill", "clause", "title", "schedule", "item", "step", "version", "iphone", "galaxy",
        "windows", "covid", "group", "tier", "precinct", "paragraph", "order", "squadron", "battalion", "group",
    ];
    let next = token_after(page, it);
    let [word, ..] = after(page, it);
    let counts = matches!(page.tag(next), Tag::Nns) || word == "people";
    if NUMBERED.contains(&last) && it.form != Form::Number && !counts {
        return true;
    }
    let Some(t) = token_before(page, it) else { return false };
    // A proper noun right before, and nothing to count right after.
    let proper = page.tag(t).is_noun() && page.kind(t) == TokenKind::Word && page.word(t).starts_with(char::is_uppercase)
        && !MONTHS.contains(&last);
    let number = page.word(it.amount.token);
    let shouts = number.len() > 2 && number.chars().all(char::is_uppercase);
    let noun_after = page.tag(next).is_noun() && !capital_at(page, next) || matches!(page.tag(next), Tag::Jj | Tag::Nns);
    if proper && !noun_after && !shouts {
        return it.form == Form::Bare || page.word(it.amount.token).starts_with(char::is_uppercase);
    }
    // A number word with a capital inside a sentence that is not all capitals: *the Five Eyes*.
    let worded = page.kind(it.amount.token) == TokenKind::Word && page.word(it.amount.token).starts_with(char::is_uppercase);
    let opens = matches!(page.kind(t), TokenKind::Open) || matches!(last, ":" | "—" | "-" | "–" | "…" | "...");
    worded && !shouts && !opens && page.tag(next) == Tag::Nnp && !page.lower(next).ends_with('s')
        || worded && !shouts && !opens && matches!(last, "the" | "big" | "group") && page.tag(next) == Tag::Nnp
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
    let one = it.amount.low == Some(1.0) && it.amount.high == Some(1.0) && it.amount.scale == 1.0 && it.form != Form::Fraction;
    let bounded = it.low != it.high;
    one && !bounded && page.kind(it.amount.token) == TokenKind::Word || it.low == Some(0.0) && it.high == Some(0.0) && it.form != Form::Bare
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
        || page.tag(next) == Tag::Rb
        || page.tag(next) == Tag::Md
        || matches!(page.tag(next), Tag::In | Tag::Cc | Tag::To) && word != "of"
}

/// *10 Hill Street*.
fn is_address(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    if it.form != Form::Bare {
        return false;
    }
    const STREETS: [&str; 14] = [
        "street", "road", "avenue", "boulevard", "lane", "drive", "square", "st", "st.", "rd", "ave", "ave.", "blvd", "highway",
    ];
    let next = token_after(page, it);
    (1..4).take_while(|n| capital_at(page, next + n - 1)).any(|n| capital_at(page, next + n) && STREETS.contains(&page.lower(next + n)))
}

/// A number in digits with no noun in reach that something could be counted by: jersey numbers, table cells.
fn is_lone(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let sentence = &page.sentences()[page.sentence_of(it.amount.token)];
    let alone = sentence.tokens.len() <= 2;
    let block = page.document.blocks[sentence.block].span;
    alone && it.form == Form::Bare && block.len() > sentence.span.len() + 2
}

/// Spans of time that only place an event: *two days after*, *five years ago*.
fn is_moment(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let [next, then, third] = after(page, it);
    let [last, earlier] = before(page, it);
    let bounded = it.start != it.amount.start;
    if matches!(next, "ago" | "later" | "earlier" | "prior" | "hence" | "away" | "before" | "beforehand" | "previously" | "on") {
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
        && matches!(earlier, "the" | "in" | "over" | "for" | "these" | "those" | "his" | "her" | "its" | "their" | "our")
        && !bounded
        && matches!(it.unit, Unit::Measure("d" | "h" | "mo" | "min" | "s"))
        || matches!(last, "every" | "each") && !bounded
}

/// *one day*, *one year*: a moment in a story, unless something is measured by it.
fn is_ordinal_time(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let one = it.amount.low == Some(1.0) && it.amount.high == Some(1.0);
    let [last, _] = before(page, it);
    one && it.start == it.amount.start
        && it.form != Form::Fraction
        && page.kind(it.amount.token) == TokenKind::Word
        && !it.hyphen
        && !matches!(last, "to" | "for" | "of" | "lasted" | "least" | "than" | "within" | "by")
}

/// *24 hours a day*, *seven days a week* where they mean always.
fn is_rate_of_time(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    let [next, then, _] = after(page, it);
    let full = matches!((it.unit, then), (Unit::Measure("h"), "day")) && value(it) == 24.0;
    next == "a" && full
}

/// Whether a noun hangs on the number by a hyphen that makes no count (*two-way*, *one-sided*).
pub(super) fn is_compound_word(it: &Quantity<'_>) -> bool {
    let Some(piece) = it.line.piece(it.amount.end).filter(|piece| piece.gap == Gap::Hyphen && piece.kind == Kind::Letters)
    else {
        return false;
    };
    const WORDS: [&str; 46] = [
        "way", "wheelers", "pointed", "sided", "fold", "faced", "off", "on", "to", "in", "out", "up", "down", "and", "for", "by", "the", "a", "state", "pronged",
        "tier", "tiered", "thirds", "dimensional", "d", "g", "w", "p", "x", "wheel", "wheeler", "wheeled", "star", "pointer", "piece", "ply",
        "speed", "stroke", "bit", "score", "some", "ish", "something", "odd", "digit", "figure",
    ];
    let word = it.line.word(piece);
    WORDS.contains(&word) || unit::any_at(&it.line, it.amount.end)
}
