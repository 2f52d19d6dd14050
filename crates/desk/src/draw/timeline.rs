//! How many events fall on which days: bars stacked by how it is told that they happened.

use super::status::{self, Status};
use crate::pages::{in_words, words};
use jiff::civil::Date;
use maud::{Markup, html};
use sayso_ledger::ask::{Bar, Every, Statuses};

/// Height of the bars, and what stands above and below them, in pixels.
const HIGH: f64 = 128.0;
const ABOVE: f64 = 22.0;
const BELOW: f64 = 24.0;

/// No bar is wider than of so many.
const FEWEST: usize = 16;

/// How many days are written beneath, on a wide window; on a phone half as many.
const LABELS: usize = 8;

/// The picture, what its fillings mean, and the same as a table. `link` says where a bar leads to; `picture` names it among others of the page.
pub(crate) fn timeline(bars: &[Bar], every: Every, picture: &str, link: impl Fn(&Bar) -> String) -> Markup {
    let all = sum(bars);
    let most = bars.iter().map(|it| it.count).max().unwrap_or(0);
    let (top, lines) = scale(most);
    let slot = 100.0 / count(bars.len().max(FEWEST));
    let gap = if bars.len() > 90 { 0.0 } else { slot * 0.14 };
    let y = |value: u32| ABOVE + HIGH * (1.0 - f64::from(value) / f64::from(top));
    html! {
        figure.timeline {
            (status::key(&all))
            // Whoever asks by keyboard or hears the page has all of it in the table below.
            div.drawn { svg width="100%" height=(ABOVE + HIGH + BELOW) aria-hidden="true" {
                (status::patterns(picture))
                @for value in &lines {
                    line.rule x1="0" x2="100%" y1=(round(y(*value))) y2=(round(y(*value))) {}
                }
                @for (n, bar) in bars.iter().enumerate() {
                    a href=(link(bar)) tabindex="-1" {
                        title { (when(bar, every)) ": " (words::grouped(f64::from(bar.count))) @if bar.count > 0 { " (" (status::told(&bar.statuses)) ")" } }
                        rect.hit x=(share(slot * count(n))) y=(ABOVE) width=(share(slot)) height=(HIGH) {}
                        @for (it, from, to) in stack(&bar.statuses) {
                            rect.bar.(it.word()) fill=(it.fill(picture)) x=(share(slot * count(n) + gap / 2.0)) width=(share(slot - gap))
                                y=(round(y(to))) height=(round(y(from) - y(to))) {}
                        }
                    }
                }
                line.base x1="0" x2="100%" y1=(ABOVE + HIGH) y2=(ABOVE + HIGH) {}
                @for value in &lines {
                    text.value x="-8" y=(round(y(*value) + 4.0)) text-anchor="end" { (words::grouped(f64::from(*value))) }
                }
                @for (n, words, fine) in labels(bars, every) {
                    @let middle = slot * (count(n) + 0.5);
                    @let (anchor, x) = match middle {
                        ..5.0 => ("start", slot * count(n)),
                        95.0.. => ("end", slot * count(n + 1)),
                        _ => ("middle", middle),
                    };
                    text.day.fine[fine] text-anchor=(anchor) x=(share(x)) y=(ABOVE + HIGH + 17.0) {
                        (words.0) @if let Some(year) = words.1 { tspan.fine { " " (year) } }
                    }
                }
            } }
            details {
                summary { "The same as a table" }
                div.scroll tabindex="0" role="region" aria-label="Events by time" {
                    table {
                        thead { tr {
                            th scope="col" { (match every { Every::Day => "Day", Every::Week => "Week from", Every::Month => "Month" }) }
                            th.number scope="col" { "Events told" }
                            @for it in shown(&all) { th.number scope="col" { (it.word()) } }
                        } }
                        tbody {
                            @for bar in bars.iter().filter(|it| it.count > 0) {
                                tr {
                                    th scope="row" { a href=(link(bar)) { (when(bar, every)) } }
                                    td.number { (words::grouped(f64::from(bar.count))) }
                                    @for it in shown(&all) { td.number { (words::grouped(f64::from(it.count(&bar.statuses)))) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn shown(all: &Statuses) -> impl Iterator<Item = Status> {
    Status::ALL.into_iter().filter(|it| it.count(all) > 0)
}

fn sum(bars: &[Bar]) -> Statuses {
    bars.iter().fold(Statuses::default(), |sum, it| Statuses {
        occurred: sum.occurred.saturating_add(it.statuses.occurred),
        future: sum.future.saturating_add(it.statuses.future),
        hypothetical: sum.hypothetical.saturating_add(it.statuses.hypothetical),
        negated: sum.negated.saturating_add(it.statuses.negated),
    })
}

/// Each status of a bar with where it begins and ends.
fn stack(of: &Statuses) -> Vec<(Status, u32, u32)> {
    let mut low = 0;
    let mut out = Vec::new();
    for it in Status::ALL {
        let high = it.count(of).saturating_add(low);
        if high > low {
            out.push((it, low, high));
        }
        low = high;
    }
    out
}

/// The greatest number that fits, and the numbers at which a line is drawn: round ones.
fn scale(most: u32) -> (u32, Vec<u32>) {
    let step = (0..9)
        .flat_map(|power| [1, 2, 5].map(|it| it * 10_u32.pow(power)))
        .find(|step| most <= step.saturating_mul(4))
        .unwrap_or(1_000_000_000);
    (most.max(1), (1..=4).map(|n| step.saturating_mul(n)).filter(|it| *it <= most).collect())
}

fn when(bar: &Bar, every: Every) -> String {
    match every {
        Every::Day => in_words(&bar.from),
        Every::Week => words::days(&bar.from, &bar.to),
        Every::Month => in_words(bar.from.get(..7).unwrap_or(&bar.from)),
    }
}

/// What stands beneath a bar: a day or month, and the year where it is not clear and a phone has room for it.
type Label = (String, Option<i16>);

/// What stands beneath which bars, and whether a phone has no room for it.
fn labels(bars: &[Bar], every: Every) -> Vec<(usize, Label, bool)> {
    let years = every == Every::Month && bars.len() > 24;
    let begins = |day: &Date| !years || day.month() == 1;
    let days = bars.iter().enumerate().filter_map(|(n, it)| Some((n, it.from.parse::<Date>().ok()?)));
    let all: Vec<(usize, Date)> = days.filter(|it| begins(&it.1)).collect();
    // As dense as if there were more bars, where they are so few that they do not fill the width.
    let step = (all.len() * bars.len().max(FEWEST)).div_ceil(bars.len().max(1) * LABELS).max(1);
    let label = |n: usize, day: Date| {
        let new_year = day.month() == 1 && (every == Every::Month || day.day() == 1);
        match every {
            Every::Month if new_year => (day.year().to_string(), None),
            Every::Month => (words::short_day(day).trim_start_matches("1 ").to_owned(), (n == 0).then(|| day.year())),
            _ => (words::short_day(day), (n == 0 && !new_year).then(|| day.year())),
        }
    };
    all.into_iter().step_by(step).enumerate().map(|(at, (n, day))| (n, label(n, day), at % 2 == 1)).collect()
}

fn share(of: f64) -> String {
    format!("{}%", (of * 1000.0).round() / 1000.0)
}

fn round(it: f64) -> f64 {
    (it * 10.0).round() / 10.0
}

#[allow(clippy::cast_precision_loss, reason = "bars are few")]
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_at_round_numbers_within_the_bars() {
        assert_eq!(scale(0), (1, vec![]));
        assert_eq!(scale(3), (3, vec![1, 2, 3]));
        assert_eq!(scale(9), (9, vec![5]));
        assert_eq!(scale(37), (37, vec![10, 20, 30]));
        assert_eq!(scale(u32::MAX).1.len(), 4);
    }

    #[test]
    fn a_long_time_is_told_by_its_years_and_a_short_one_by_its_days() {
        let bars = |from: &str, step: jiff::Span, many: usize| -> Vec<Bar> {
            let first: Date = from.parse().unwrap();
            let of =
                |day: Date| Bar { from: day.to_string(), to: day.to_string(), count: 1, statuses: Statuses::default() };
            first.series(step).take(many).map(of).collect()
        };
        let told = |bars: &[Bar], every| {
            let words = |(words, year): Label| year.map_or(words.clone(), |year| format!("{words} {year}"));
            labels(bars, every).into_iter().map(|it| words(it.1)).collect::<Vec<_>>()
        };
        let long = bars("2008-03-01", jiff::Span::new().months(1), 180);
        assert_eq!(told(&long, Every::Month), ["2009", "2011", "2013", "2015", "2017", "2019", "2021", "2023"]);
        let short = bars("2026-03-30", jiff::Span::new().days(1), 4);
        assert_eq!(told(&short, Every::Day), ["30 March 2026", "1 April"]);
        assert_eq!(labels(&[], Every::Day), []);
    }

    #[test]
    fn a_bar_is_stacked_from_what_happened_up() {
        let of = Statuses { occurred: 4, future: 0, hypothetical: 2, negated: 1 };
        assert_eq!(stack(&of), [(Status::Happened, 0, 4), (Status::Possible, 4, 6), (Status::Denied, 6, 7)]);
    }
}
