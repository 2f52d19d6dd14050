//! When things are said to have happened, and when they were said: a drawing around the day of publication, and a list.
//!
//! The day of publication stands where most is told, so days near it have more room than years far from it: places grow
//! with the logarithm of the distance.

use super::text::one_line;
use super::{Sheet, words};
use crate::pages::isolated;
use maud::{Markup, html};
use sayso_ledger::compare::days::{Days, days};

/// How many rows of marks stand above or below the line.
const ROWS: usize = 14;

/// How many dates are listed.
const LISTED: usize = 200;

/// How high a row is, in pixels.
const ROW: usize = 13;

/// How wide a mark is, in percent of the drawing, so that two do not cover each other.
const WIDE: f64 = 2.6;

/// A dated event or statement.
struct Dated<'a> {
    days: Days,
    when: String,
    /// Where its card is.
    to: String,
    label: String,
    what: What<'a>,
}

#[derive(Clone, Copy, PartialEq)]
enum What<'a> {
    Event(&'a str),
    /// The number of the speaker's colour, and whether all of it is quoted.
    Statement(usize, bool),
}

/// Where a dated thing is drawn.
struct Placed<'a> {
    it: &'a Dated<'a>,
    from: f64,
    to: f64,
    row: usize,
}

/// How far days lie apart on the drawing.
struct Scale {
    day: i32,
    before: f64,
    after: f64,
}

pub(super) fn strip(sheet: &Sheet<'_>) -> Markup {
    let mut all = dated(sheet);
    if all.is_empty() {
        return html! {};
    }
    all.sort_by_key(|it| (it.days.first, it.days.last));
    let published = sheet.record.document.published.as_deref();
    let scale = Scale::of(&all, published.and_then(days));
    let (above, left_above) = placed(all.iter().filter(|it| matches!(it.what, What::Event(_))), &scale);
    let (below, left_below) = placed(all.iter().filter(|it| matches!(it.what, What::Statement(..))), &scale);
    let rows = |all: &[Placed<'_>]| all.iter().map(|it| it.row + 1).max().unwrap_or(0);
    let axis = rows(&above) * ROW + 12;
    let height = axis + 34 + rows(&below) * ROW + 6;
    let undated = sheet.record.events.iter().filter(|it| it.when.as_deref().and_then(days).is_none()).count();
    html! {
        section.when aria-labelledby="when-title" {
            h2 #when-title { "When things are said to have happened" }
            p.hint {
                "Above the line events, below it statements"
                @if let Some(at) = published { ", around " (words::date(at)) ", the day of the report" }
                ". Days near it have more room than years far from it."
            }
            svg.strip width="100%" height=(height) role="group" aria-label="Events and statements by date" {
                line.axis x1="0" x2="100%" y1=(axis) y2=(axis) {}
                line.day x1=(percent(scale.x(scale.day))) x2=(percent(scale.x(scale.day))) y1="2" y2=(height - 2) {}
                @for (days, name) in scale.ticks() {
                    @let at = percent(scale.x(scale.day.saturating_add(days)));
                    line.tick x1=(at) x2=(at) y1=(axis) y2=(axis + 5) {}
                    text.tick x=(at) y=(axis + 19) text-anchor="middle" { (name) }
                }
                @if published.is_some() {
                    text.tick.today x=(percent(scale.x(scale.day))) y=(axis + 19) text-anchor=(scale.anchor()) { "the report" }
                }
                @for it in &above { (mark(it, axis - 12 - it.row * ROW)) }
                @for it in &below { (mark(it, axis + 36 + it.row * ROW)) }
            }
            details {
                summary { "The same as a list" }
                ol.dated {
                    @for it in all.iter().take(LISTED) {
                        li { time datetime=(it.when) { (words::date(&it.when)) } " " a href=(it.to) { (isolated(&it.label)) } }
                    }
                }
            }
            @let left = left_above + left_below;
            @if left > 0 { p.hint { (left) " more in the list alone." } }
            @if undated > 0 { p.hint { (words::counted(undated, "event")) (if undated == 1 { " is" } else { " are" }) " told without a date." } }
        }
    }
}

/// Every event and statement whose time is told.
fn dated<'a>(sheet: &Sheet<'a>) -> Vec<Dated<'a>> {
    let events = (0..).zip(&sheet.record.events).filter_map(|(id, it)| {
        let when = it.when.clone()?;
        let label = format!("{}, {}", one_line(sheet.words(it.trigger)), words::status(&it.status));
        Some(Dated { days: days(&when)?, when, to: sheet.to_event(id), label, what: What::Event(sheet.status(id)) })
    });
    let statements = (0..).zip(&sheet.record.statements).filter_map(|(id, it)| {
        let when = it.said_on.clone()?;
        let label = format!("{} {}", sheet.voices.of(id).name, words::act(&it.act));
        let what = What::Statement(sheet.voices.index(id) % super::COLORS, it.manner == "direct");
        Some(Dated { days: days(&when)?, when, to: sheet.to_statement(id), label, what })
    });
    events.chain(statements).collect()
}

/// Each in the lowest row where it covers none before it; and how many found no room.
fn placed<'a>(all: impl Iterator<Item = &'a Dated<'a>>, scale: &Scale) -> (Vec<Placed<'a>>, usize) {
    let mut filled: Vec<Vec<(f64, f64)>> = vec![Vec::new(); ROWS];
    let (mut out, mut left) = (Vec::new(), 0);
    for it in all {
        let (from, to) = (scale.x(it.days.first), scale.x(it.days.last));
        let (start, end) = (from - WIDE / 2.0, to + WIDE / 2.0);
        match filled.iter().position(|row| row.iter().all(|&(a, b)| end <= a || b <= start)) {
            Some(row) => {
                filled[row].push((start, end));
                out.push(Placed { it, from, to, row });
            }
            None => left += 1,
        }
    }
    (out, left)
}

fn mark(placed: &Placed<'_>, y: usize) -> Markup {
    let it = placed.it;
    let label = format!("{}: {}", words::date(&it.when), it.label);
    let is_long = placed.to - placed.from > WIDE / 2.0;
    html! {
        a href=(it.to) aria-label=(label) {
            title { (label) }
            @if is_long {
                line.span x1=(percent(placed.from)) x2=(percent(placed.to)) y1=(y) y2=(y) {}
            }
            svg.at x=(percent(f64::midpoint(placed.from, placed.to))) y=(y) overflow="visible" {
                @match it.what {
                    What::Event(status) => {
                        circle class={ "mark " (status) } r="4.5" {}
                        @if status == "denied" { line.mark x1="-4" y1="4" x2="4" y2="-4" {} }
                    }
                    What::Statement(color, quoted) => {
                        rect class={ "mark v" (color) @if quoted { " quoted" } } x="-5" y="-3.5" width="10" height="7" {}
                    }
                }
            }
        }
    }
}

fn percent(x: f64) -> String {
    format!("{x:.2}%")
}

impl Scale {
    /// Of the days that are told, around the day of publication, or where that is not told around the last.
    fn of(all: &[Dated<'_>], published: Option<Days>) -> Self {
        // An end that is left open is no day.
        let told = || all.iter().flat_map(|it| [it.days.first, it.days.last]).filter(|it| it.abs() < 4_000_000);
        let day = published.map(|it| it.first).or(told().max()).unwrap_or_default();
        let far = |distance: Option<i32>| weight(distance.unwrap_or(0).max(0));
        let before = far(told().min().map(|it| day.saturating_sub(it)));
        let after = far(told().max().map(|it| it.saturating_sub(day)));
        Self { day, before, after }
    }

    /// Where a day stands, in percent from the left; what lies further stands at the edge.
    fn x(&self, day: i32) -> f64 {
        const EDGE: f64 = 3.0;
        // Room at both sides of the day, so that marks on it stand free.
        let (before, after) = (self.before.max(0.4), self.after.max(0.4));
        let distance = day.saturating_sub(self.day);
        let at = f64::from(distance.signum()) * weight(distance.saturating_abs());
        let share = (at.clamp(-before, after) + before) / (before + after);
        EDGE + share * (100.0 - 2.0 * EDGE)
    }

    /// Distances that are named below the line, as far as there is room.
    fn ticks(&self) -> Vec<(i32, &'static str)> {
        const NAMED: [(i32, &str, &str); 7] = [
            (7, "a week", "a week"),
            (30, "a month", "a month"),
            (182, "half a year", "half a year"),
            (365, "a year", "a year"),
            (3_650, "10 years", "10 years"),
            (36_500, "100 years", "100 years"),
            (365_000, "1,000 years", "1,000 years"),
        ];
        // As much as a name takes on a phone.
        const APART: f64 = 20.0;
        let mut out: Vec<(i32, &str)> = Vec::new();
        let mut taken = vec![self.x(self.day)];
        for (days, before, after) in NAMED {
            for (distance, name) in [(-days, before), (days, after)] {
                let reached = weight(days) <= if distance < 0 { self.before } else { self.after } + 0.01;
                let x = self.x(self.day.saturating_add(distance));
                if reached && taken.iter().all(|it| (it - x).abs() > APART) && (7.0..93.0).contains(&x) {
                    taken.push(x);
                    out.push((distance, name));
                }
            }
        }
        out
    }

    /// On which side of the day of publication its name has room.
    fn anchor(&self) -> &'static str {
        match self.x(self.day) {
            x if x > 88.0 => "end",
            x if x < 12.0 => "start",
            _ => "middle",
        }
    }
}

/// How far from the day of publication a distance in days stands.
fn weight(days: i32) -> f64 {
    (f64::from(days) / 2.0).ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(first: i32, last: i32) -> Dated<'static> {
        let what = What::Event("happened");
        Dated { days: Days { first, last }, when: String::new(), to: String::new(), label: String::new(), what }
    }

    #[test]
    fn days_stand_in_order_and_within_the_drawing() {
        let all = [on(-40_000, 0), on(90, 100), on(100, 100), on(101, i32::MAX)];
        let scale = Scale::of(&all, Some(Days::on(100)));
        let places: Vec<f64> =
            [i32::MIN, -40_000, 0, 99, 100, 101, i32::MAX].into_iter().map(|it| scale.x(it)).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(places.iter().all(|it| (3.0..=97.0).contains(it)), "{places:?}");
        assert!(scale.ticks().iter().any(|it| it.1 == "10 years"), "{:?}", scale.ticks());
    }

    #[test]
    fn marks_on_one_day_stand_above_each_other() {
        let all: Vec<Dated<'_>> = (0..20).map(|_| on(0, 0)).chain([on(-900, -900)]).collect();
        let scale = Scale::of(&all, None);
        let (placed, left) = placed(all.iter(), &scale);
        assert_eq!(left, 20 - ROWS);
        assert_eq!(placed.iter().map(|it| it.row).max(), Some(ROWS - 1));
        assert_eq!(placed.last().map(|it| it.row), Some(0));
    }
}
