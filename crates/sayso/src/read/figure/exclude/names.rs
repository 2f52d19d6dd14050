//! Numbers inside names, addresses and compound words.

use super::{MONTHS, after, before, capital_at, token_after, token_before};
use crate::read::Page;
use crate::read::figure::amount::Form;
use crate::read::figure::piece::{Gap, Kind};
use crate::read::figure::quantity::Quantity;
use crate::read::figure::unit;
use sayso_types::{Reading, Tag, TokenKind};

/// *Boeing 787*, *Article 370*, *Game 2*, *Big Ten*.
pub(super) fn is_name(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    if it.form == Form::Vague || it.amount.scale > 1.0 || it.start != it.amount.start {
        return false;
    }
    let [last, _] = before(page, it);
    const NUMBERED: [&str; 62] = [
        "article",
        "articles",
        "section",
        "sections",
        "chapter",
        "page",
        "pages",
        "phase",
        "level",
        "grade",
        "class",
        "category",
        "type",
        "route",
        "highway",
        "interstate",
        "flight",
        "channel",
        "chapter",
        "part",
        "volume",
        "episode",
        "season",
        "week",
        "day",
        "game",
        "round",
        "stage",
        "room",
        "apartment",
        "unit",
        "district",
        "ward",
        "zone",
        "block",
        "line",
        "gate",
        "platform",
        "proposition",
        "resolution",
        "rule",
        "law",
        "act",
        "bill",
        "clause",
        "title",
        "schedule",
        "item",
        "step",
        "version",
        "iphone",
        "galaxy",
        "windows",
        "covid",
        "group",
        "tier",
        "precinct",
        "paragraph",
        "order",
        "squadron",
        "battalion",
        "group",
    ];
    // *the S&P 500 index*, *Nasdaq 100 futures*: of so many shares, whatever follows.
    const INDICES: [&str; 14] = [
        "p", "s&p", "sp", "stoxx", "nasdaq", "ftse", "russell", "csi", "asx", "topix", "dax", "cac", "ibex", "wilshire",
    ];
    const SIZES: [f64; 16] =
        [30.0, 35.0, 40.0, 50.0, 100.0, 200.0, 225.0, 250.0, 300.0, 350.0, 400.0, 500.0, 600.0, 1000.0, 2000.0, 5000.0];
    if it.form == Form::Bare && INDICES.contains(&last) && it.low.is_some_and(|value| SIZES.contains(&value)) {
        return true;
    }
    let next = token_after(page, it);
    let [word, ..] = after(page, it);
    let counts = matches!(page.tag(next), Tag::Nns) || word == "people";
    // These are followed by nothing else, whatever the tagger takes the next word for.
    const ALWAYS: [&str; 16] = [
        "article",
        "articles",
        "section",
        "sections",
        "chapter",
        "page",
        "pages",
        "route",
        "highway",
        "flight",
        "channel",
        "volume",
        "episode",
        "resolution",
        "clause",
        "paragraph",
    ];
    if ALWAYS.contains(&last) {
        return true;
    }
    // *27000 Model S and Model 3 sedans*
    let model = token_before(page, it).is_some_and(|t| last == "model" && page.word(t).starts_with(char::is_uppercase));
    if model && it.form == Form::Bare {
        return true;
    }
    if NUMBERED.contains(&last) && it.form != Form::Number && !counts {
        return true;
    }
    let Some(t) = token_before(page, it) else { return false };
    // A proper noun right before, and nothing to count right after.
    let proper = page.tag(t).is_noun()
        && page.kind(t) == TokenKind::Word
        && page.word(t).starts_with(char::is_uppercase)
        && !MONTHS.contains(&last);
    let number = page.word(it.amount.token);
    let shouts = number.len() > 2 && number.chars().all(char::is_uppercase);
    let noun_after =
        page.tag(next).is_noun() && !capital_at(page, next) || matches!(page.tag(next), Tag::Jj | Tag::Nns);
    if proper && !noun_after && !shouts {
        return it.form == Form::Bare || page.word(it.amount.token).starts_with(char::is_uppercase);
    }
    // A number word with a capital inside a sentence that is not all capitals: *the Five Eyes*.
    let worded =
        page.kind(it.amount.token) == TokenKind::Word && page.word(it.amount.token).starts_with(char::is_uppercase);
    let opens = matches!(page.kind(t), TokenKind::Open) || matches!(last, ":" | "—" | "-" | "–" | "…" | "...");
    worded && !shouts && !opens && page.tag(next) == Tag::Nnp && !page.lower(next).ends_with('s')
        || worded && !shouts && !opens && matches!(last, "the" | "big" | "group") && page.tag(next) == Tag::Nnp
}

/// *10 Hill Street*.
pub(super) fn is_address(page: &Page<'_>, _: &Reading, it: &Quantity<'_>) -> bool {
    if it.form != Form::Bare {
        return false;
    }
    const STREETS: [&str; 14] = [
        "street",
        "road",
        "avenue",
        "boulevard",
        "lane",
        "drive",
        "square",
        "st",
        "st.",
        "rd",
        "ave",
        "ave.",
        "blvd",
        "highway",
    ];
    let next = token_after(page, it);
    (1..4)
        .take_while(|n| capital_at(page, next + n - 1))
        .any(|n| capital_at(page, next + n) && STREETS.contains(&page.lower(next + n)))
}

/// Whether a noun hangs on the number by a hyphen that makes no count (*two-way*, *one-sided*).
pub(in crate::read::figure) fn is_compound_word(it: &Quantity<'_>) -> bool {
    let Some(piece) =
        it.line.piece(it.amount.end).filter(|piece| piece.gap == Gap::Hyphen && piece.kind == Kind::Letters)
    else {
        return false;
    };
    const WORDS: [&str; 46] = [
        "way",
        "wheelers",
        "pointed",
        "sided",
        "fold",
        "faced",
        "off",
        "on",
        "to",
        "in",
        "out",
        "up",
        "down",
        "and",
        "for",
        "by",
        "the",
        "a",
        "state",
        "pronged",
        "tier",
        "tiered",
        "thirds",
        "dimensional",
        "d",
        "g",
        "w",
        "p",
        "x",
        "wheel",
        "wheeler",
        "wheeled",
        "star",
        "pointer",
        "piece",
        "ply",
        "speed",
        "stroke",
        "bit",
        "score",
        "some",
        "ish",
        "something",
        "odd",
        "digit",
        "figure",
    ];
    let word = it.line.word(piece);
    WORDS.contains(&word) || unit::any_at(&it.line, it.amount.end)
}
