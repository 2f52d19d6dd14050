//! An amount with its unit: what the rules are given.

use super::amount::{self, Amount, Form};
use super::bounds;
use super::counted;
use super::money;
use super::number;
use super::piece::{Gap, Line};
use super::unit;
use crate::read::Page;
use sayso_types::{Attribution, By, Figure, Reading, Span, Unit};

/// An amount with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity<'p> {
    pub(super) line: Line<'p>,
    /// One past the unit, also where *of* stands before it and it is no part of the quantity (*millions of dollars*).
    pub(super) past: usize,
    /// First byte, currency sign included.
    pub(super) start: usize,
    /// One past the last byte, unit included.
    pub(super) end: usize,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) unit: Unit,
    /// Measures time.
    pub(super) time: bool,
    pub(super) form: Form,
    pub(super) amount: Amount,
    /// A currency sign stands before it, not a name after it.
    pub(super) signed: bool,
    /// What is counted hangs on a hyphen (`12-nation`).
    pub(super) hyphen: bool,
}

/// Every amount on a page with its unit, in text order.
pub(super) fn quantities<'p>(page: &'p Page<'_>) -> impl Iterator<Item = Quantity<'p>> {
    amount::amounts(page).filter_map(|(line, amount)| {
        let mut it = dress(page, line, amount)?;
        bounds::widen(page, &mut it);
        Some(it)
    })
}

/// An amount with the unit that stands beside it; `None` where letters cling to it that are none.
fn dress<'p>(page: &Page<'_>, line: Line<'p>, amount: Amount) -> Option<Quantity<'p>> {
    let mut it = Quantity {
        line,
        past: amount.end,
        start: amount.start,
        end: amount.end,
        low: amount.low,
        high: amount.high,
        unit: Unit::Count,
        time: false,
        form: amount.form,
        amount,
        signed: false,
        hyphen: false,
    };
    let value = amount.low.or(amount.high).unwrap_or(0.0);
    if let Some(sign) = amount.money {
        it.start = it.start.min(sign.start);
        it.unit = Unit::Currency(sign.code);
        it.signed = true;
        if let Some((_, _, Gap::Space, end)) =
            money::name_after(page, &line, amount.end, 1e6).filter(|found| found.0 == sign.code)
        {
            it.end = end;
        }
        return (!amount.glued).then_some(it);
    }
    // *millions of dollars*; *half a year*, *half an hour*
    let mut at = amount.end;
    let mut of = false;
    if let Some(piece) = line.piece(at).filter(|piece| piece.gap == Gap::Space) {
        match line.word(piece) {
            "of" if amount.form == Form::Vague || amount.scale > 1.0 => (at, of) = (piece.end, true),
            "a" | "an" if amount.form == Form::Fraction && unit::time_at(&line, at).is_some() => at = piece.end,
            "more" if unit::time_at(&line, piece.end).is_some() => at = piece.end,
            _ => {}
        }
    }
    if let Some(found) = unit::after(&line, at).filter(|found| !amount.glued || found.gap == Gap::None)
        && !(matches!(found.unit, Unit::Measure("g" | "m" | "t"))
            && page.text()[..found.end].ends_with(char::is_uppercase))
        && !(matches!(found.unit, Unit::Measure("lb")) && money::name_after(page, &line, at, value).is_some())
    {
        it.unit = found.unit;
        it.time = found.time;
        (it.low, it.high) = (scaled(it.low, found.factor), scaled(it.high, found.factor));
        it.past = found.end;
        if !of {
            it.end = found.end;
        }
        return Some(it);
    }
    if let Some((code, factor, gap, end)) = money::name_after(page, &line, at, value)
        && (!amount.glued || gap == Gap::None)
    {
        it.unit = Unit::Currency(code);
        // `75 USD million`
        let (scale, end) = number::scale_word(&line, end).filter(|_| amount.scale == 1.0).unwrap_or((1.0, end));
        (it.low, it.high) = (scaled(it.low, factor * scale), scaled(it.high, factor * scale));
        it.past = end;
        if !of {
            it.end = end;
        }
        return Some(it);
    }
    if amount.glued {
        return None;
    }
    if amount.form == Form::Fraction {
        it.unit = Unit::Percent;
        let percent = |share: f64| if share < 0.01 { share * 100.0 } else { (share * 10_000.0).round() / 100.0 };
        (it.low, it.high) = (it.low.map(percent), it.high.map(percent));
    }
    // *magnitude 5.9*
    if amount.token > 0 && page.lower(amount.token - 1) == "magnitude" {
        it.unit = Unit::Measure("magnitude");
        it.start = page.tokens()[amount.token - 1].span.start as usize;
    }
    if let Some(end) = poll_points(page, &line, &it) {
        it.unit = Unit::PercentPoint;
        (it.end, it.past) = (end, end);
        return Some(it);
    }
    it.hyphen = line.piece(amount.end).is_some_and(|piece| piece.gap == Gap::Hyphen);
    Some(it)
}

/// One past the *points* of a poll, which are percentage points: *leads by six points*, *a 12-point lead* in a sentence about
/// votes with a percentage in it or beside it. Those of a share index or a game are not.
fn poll_points(page: &Page<'_>, line: &Line<'_>, it: &Quantity<'_>) -> Option<usize> {
    const POLLS: [&str; 18] = [
        "poll",
        "polls",
        "polling",
        "pollster",
        "pollsters",
        "survey",
        "surveys",
        "voters",
        "vote",
        "votes",
        "support",
        "approval",
        "popularity",
        "turnout",
        "ratings",
        "election",
        "respondents",
        "lead",
    ];
    const OTHERS: [&str; 14] = [
        "index", "shares", "stocks", "stock", "futures", "trading", "game", "games", "season", "rebounds", "league",
        "scored", "nasdaq", "dow",
    ];
    let point = line.piece(it.amount.end).filter(|piece| piece.gap != Gap::None)?;
    if !matches!(line.word(point), "point" | "points") || it.low.is_none_or(|value| value >= 100.0) {
        return None;
    }
    let here = page.sentence_of(it.amount.token);
    let block = page.sentences()[here].block;
    let near = here.saturating_sub(1)..(here + 2).min(page.sentences().len());
    let near = near.filter(|&n| page.sentences()[n].block == block).flat_map(|n| page.sentences()[n].tokens.clone());
    let (mut percent, mut poll) = (false, false);
    for word in near.map(|t| page.lower(t)) {
        percent |= word.ends_with('%') || matches!(word, "percent" | "percentage" | "cent");
        poll |= POLLS.contains(&word);
        if OTHERS.contains(&word) {
            return None;
        }
    }
    (percent && poll).then_some(point.end)
}

/// A value in base units, without the dust of binary fractions.
fn scaled(value: Option<f64>, factor: f64) -> Option<f64> {
    value.map(|it| number::clean(it * factor))
}

impl<'p> Quantity<'p> {
    /// A quantity told by other words than numbers.
    pub(super) fn new(
        page: &'p Page<'_>,
        token: usize,
        span: Span,
        low: Option<f64>,
        high: Option<f64>,
        unit: Unit,
    ) -> Self {
        let (start, end) = (span.range().start, span.range().end);
        let form = Form::Number;
        let amount = Amount { start, end, low, high, form, scale: 1.0, glued: false, money: None, token };
        let line = Line::of(page, token);
        let mut it = Self {
            line,
            past: end,
            start,
            end,
            low,
            high,
            unit,
            time: false,
            form,
            amount,
            signed: false,
            hyphen: false,
        };
        bounds::widen(page, &mut it);
        it
    }

    /// The figure: with bounds taken in, what is counted, and the rate.
    pub(super) fn figure(mut self, page: &Page<'_>, reading: &Reading, rule: &'static str, score: f32) -> Figure {
        let named = page.text().get(self.amount.end..self.end).unwrap_or("").trim_start_matches('-').trim();
        if let Unit::Currency(code) = self.unit {
            let form = if self.signed { self.amount.money.map_or("", |it| &page.text()[it.start..]) } else { named };
            let form = form.split(|c: char| c.is_whitespace() || c.is_ascii_digit()).next().unwrap_or("");
            self.unit = Unit::Currency(money::settle(code, form, reading));
        }
        let span = Span::new(self.start, self.end);
        let told = counted::told(page, &self);
        let near = page.sentence_of(self.amount.token);
        let sentence = page.sentences()[near].span;
        let apart = |it: Span| it.start.saturating_sub(span.end).max(span.start.saturating_sub(it.end));
        let within = |it: Span| it.end <= sentence.start;
        let times = &reading.times[reading.times.partition_point(|it| within(it.span))..];
        let times = times.iter().take_while(|it| it.span.start < sentence.end).filter(|it| !it.span.overlaps(span));
        let when = times.min_by_key(|it| apart(it.span)).map(|it| it.value);
        let places = &reading.places[reading.places.partition_point(|it| within(it.span))..];
        let places = places.iter().take_while(|it| it.span.start < sentence.end).filter(|it| !it.demonym);
        let place = places.min_by_key(|it| apart(it.span)).map(|it| it.span);
        Figure {
            span,
            low: self.low,
            high: self.high,
            unit: self.unit,
            of: told.of,
            per: told.per,
            when,
            place,
            attributed_to: Attribution::OwnVoice,
            by: By::rule(rule, score),
        }
    }
}
