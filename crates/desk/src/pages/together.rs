//! What stands side by side: one quotation in several reports, one event, figures that differ, one figure over time.

use super::{day, in_words, isolated, lines, words};
use crate::draw::plot::{Point, plot};
use crate::draw::range;
use maud::{Markup, html};
use sayso_ledger::ask::{
    Change, Differing, EventDetail, FigureDetail, Happening, How, Id, Line, Piece, Quotation, Series, Telling, Trend,
    Variant,
};

/// How many reports that say the same are named.
const SAME: usize = 6;

/// How many characters of a quotation are shown; all of it stands in its reports.
const LONG: usize = 1_500;

/// How many figures of one set stand in view.
const FIGURES: usize = 10;

/// A quotation: the fullest telling, then what others made of it, against that.
pub(crate) fn quotation(it: &Quotation) -> Markup {
    let fullest = it.variants.iter().find(|it| it.how == How::Fullest);
    let same: Vec<&Variant> = it.variants.iter().filter(|it| it.how == How::Same).collect();
    let other: Vec<&Variant> = it.variants.iter().filter(|it| matches!(it.how, How::Cut | How::Changed)).collect();
    html! {
        article.quotation {
            h3 { (isolated(it.speaker.as_deref().unwrap_or("Nobody named"))) }
            p.whence { (words::counted(it.variants.len(), "time")) " in " (words::counted(it.outlets.len(), "outlet")) ", first on " (day(&it.first.date)) }
            @if let Some(it) = fullest {
                blockquote dir="auto" { (lines::clipped(&it.line.words, LONG)) }
                p.whence { span { "In full: " (place(&it.line)) } }
            }
            @if !same.is_empty() {
                p.whence.same {
                    span { "Word for word the same: "
                        @for (at, it) in same.iter().take(SAME).enumerate() { @if at > 0 { "; " } (place(&it.line)) }
                    }
                    @if same.len() > SAME {
                        details { summary { (same.len() - SAME) " more" } ul { @for it in &same[SAME..] { li { (place(&it.line)) } } } }
                    }
                }
            }
            @if !other.is_empty() {
                ul.variants {
                    @for it in other {
                        li {
                            p.against dir="auto" { (pieces(&it.pieces)) }
                            p.whence { span { (if it.how == How::Cut { "Shortened: " } else { "Changed: " }) (place(&it.line)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Outlet and day, linked to the place in the report.
fn place(line: &Line) -> Markup {
    html! { a href=(lines::address(line.report, line.id)) { (lines::outlet(line)) } ", " (day(&line.date)) }
}

/// Words against the fullest telling: left out, put in. Who only hears the page is told where each begins and ends.
fn pieces(pieces: &[Piece]) -> Markup {
    let cut =
        |text: &str| html! { del { span.unseen { " (left out: " } (lines::clipped(text, LONG)) span.unseen { ") " } } };
    let added =
        |text: &str| html! { ins { span.unseen { " (put in: " } (lines::clipped(text, LONG)) span.unseen { ") " } } };
    let mut before = 0;
    let shown = pieces.iter().take_while(|it| {
        let begins = before;
        before += it.from.chars().count() + it.to.chars().count();
        begins < 2 * LONG
    });
    html! {
        @for (at, it) in shown.enumerate() {
            @if at > 0 { " " }
            @match it.change {
                "cut" => (cut(&it.from)),
                "added" => (added(&it.to)),
                "changed" => { (cut(&it.from)) " " (added(&it.to)) },
                _ => (lines::clipped(&it.to, LONG)),
            }
        }
        @if before > 2 * LONG { " …" }
    }
}

/// One event: a row for each report that tells it. What reports tell differently is said above.
pub(crate) fn happening(it: &Happening, details: &[EventDetail]) -> Markup {
    let rows: Vec<(&Line, Option<&EventDetail>)> =
        it.records.iter().map(|line| (line, details.iter().find(|detail| detail.id == line.id))).collect();
    let any = |told: fn(&EventDetail) -> bool| rows.iter().filter_map(|it| it.1).any(told);
    let (dead, injured, place) =
        (any(|it| it.dead.is_some()), any(|it| it.injured.is_some()), any(|it| it.place.is_some()));
    let differ = [(&it.dead, "dead"), (&it.injured, "injured")];
    let differ: Vec<&str> =
        differ.iter().filter(|it| it.0.as_ref().is_some_and(|it| it.differ)).map(|it| it.1).collect();
    html! {
        article.happening {
            h3 { (happening_name(it)) }
            p.whence {
                span { (words::event_type(&it.event_type)) }
                @if let Some(place) = &it.place { span { (isolated(place)) } }
                @if let Some(when) = &it.when { span { (day(when)) } }
                span { "in " (words::counted(reports(&it.records), "report")) }
            }
            @if it.disputed { p.disputed { b { "Disputed:" } " one report denies what another tells." } }
            @if !differ.is_empty() { p.disputed { b { "They differ" } " in how many were " (differ.join(" and how many were ")) "." } }
            div.scroll tabindex="0" role="group" aria-label="Who tells it, and how" {
                table {
                    thead {
                        tr {
                            th scope="col" { "Outlet" }
                            th scope="col" { "Told as" }
                            @if dead { th.number scope="col" { "Dead" } }
                            @if injured { th.number scope="col" { "Injured" } }
                            @if place { th scope="col" { "Where" } }
                            th scope="col" { "On whose word" }
                            th scope="col" { "Words" }
                        }
                    }
                    tbody {
                        @for (line, detail) in &rows {
                            tr {
                                td { (lines::outlet(line)) br; span.hint { (narrow(&line.date)) } }
                                td { @if let Some(it) = detail { span class={ "status " (words::status_word(&it.status)) } { (words::status_word(&it.status)) } } }
                                @if dead { td.number { (toll(detail.and_then(|it| it.dead))) } }
                                @if injured { td.number { (toll(detail.and_then(|it| it.injured))) } }
                                @if place { td { (isolated(detail.and_then(|it| it.place.as_deref()).unwrap_or("–"))) } }
                                td { (lines::source(line)) }
                                td { a href=(lines::address(line.report, line.id)) dir="auto" { (line.words) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who did what to whom, as far as it is told.
fn happening_name(it: &Happening) -> Markup {
    let names = |of: &[String]| of.join(", ");
    let first = it.records.first().map_or("", |it| it.words.as_str());
    html! {
        @if !it.actors.is_empty() { (isolated(&names(&it.actors))) " " }
        em { (isolated(first)) }
        @if !it.recipients.is_empty() { " → " (isolated(&names(&it.recipients))) }
    }
}

fn toll(told: Option<(u64, Option<u64>)>) -> String {
    told.map_or_else(|| "–".to_owned(), words::toll)
}

fn reports(lines: &[Line]) -> usize {
    let mut all: Vec<i64> = lines.iter().map(|it| it.report.row).collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// Figures about one thing that cannot all hold.
pub(crate) struct Set<'a> {
    figures: Vec<&'a Line>,
    /// The greatest factor between two of them.
    factor: f64,
}

/// Figures that differ, as sets: each comes with those it differs from, and they with it.
pub(crate) fn sets(all: &[Differing]) -> Vec<Set<'_>> {
    let mut out: Vec<Set<'_>> = Vec::new();
    for it in all {
        let mut set = Set {
            figures: std::iter::once(&it.figure).chain(it.others.iter().map(|it| &it.0)).collect(),
            factor: it.others.iter().filter_map(|it| it.1).fold(1.0, f64::max),
        };
        let meet =
            |a: &Set<'_>, b: &Set<'_>| a.figures.iter().any(|one| b.figures.iter().any(|other| one.id == other.id));
        let mut first = None;
        let mut at = 0;
        while at < out.len() {
            if meet(&out[at], &set) {
                // What meets both this and an earlier set makes them one, where the earlier stood.
                let met = out.remove(at);
                set.factor = set.factor.max(met.factor);
                let new = met.figures.into_iter().filter(|it| set.figures.iter().all(|other| other.id != it.id));
                let new: Vec<&Line> = new.collect();
                set.figures.extend(new);
                first.get_or_insert(at);
            } else {
                at += 1;
            }
        }
        set.figures.sort_by(|a, b| (&a.date, a.id.row).cmp(&(&b.date, b.id.row)));
        out.insert(first.unwrap_or(out.len()), set);
    }
    out
}

/// Figures that cannot all hold, on one scale.
pub(crate) fn differing(it: &Set<'_>, details: &[FigureDetail]) -> Markup {
    let detail = |id: Id| details.iter().find(|it| it.id == id);
    let told = |id: Id| detail(id).map_or((None, None), |it| (it.low, it.high));
    let scale = range::scale(&it.figures.iter().map(|it| told(it.id)).collect::<Vec<_>>());
    let first = it.figures.first().and_then(|it| detail(it.id));
    let (unit, of) = first.map_or(("count", ""), |it| (it.unit.as_str(), it.of.as_str()));
    // A report that says the same twice, in its headline as well, is shown once.
    let mut all: Vec<&Line> = Vec::new();
    for line in &it.figures {
        let says = |it: &Line| (it.report, it.source.clone(), told(it.id));
        if !all.iter().any(|other| says(other) == says(line)) {
            all.push(line);
        }
    }
    let (shown, more) = all.split_at(all.len().min(FIGURES));
    let row = |line: &Line| {
        html! {
            li {
                div.drawn { (range::line(&scale, told(line.id), line.source.is_none())) }
                p { a href=(lines::address(line.report, line.id)) dir="auto" { (line.words) } }
                p.whence { span { (lines::source(line)) } span { (lines::outlet(line)) } span { (day(&line.date)) } }
            }
        }
    };
    html! {
        article.differing {
            h3 dir="auto" { (if of.is_empty() { "What is counted is not told" } else { of }) @if let Some(per) = first.and_then(|it| it.per.as_deref()) { " per " (per) } }
            p.whence { span {
                (words::counted(all.len(), "figure")) " that cannot all hold"
                @if it.factor > 1.0 { ": up to " b { (words::factor(it.factor)) " times" } " as much" }
                @if scale.log { "; each line of the scale is ten times the one before" }
            } }
            ul.ranges {
                li.axis { (range::axis(&scale, unit)) }
                @for line in shown { (row(line)) }
            }
            @if !more.is_empty() {
                details { summary { (words::counted(more.len(), "more figure")) } ul.ranges { @for line in more { (row(line)) } } }
            }
        }
    }
}

/// What is told of one thing from day to day: a drawing, and who says what.
pub(crate) fn series(it: &Series, level: u8) -> Markup {
    let value = |told: &Telling| words::range(told.low, told.high, &it.unit, it.per.as_deref());
    let points: Vec<Point> = it.tellings.iter().filter_map(|telling| point(telling, value(telling))).collect();
    let own = it.tellings.iter().any(|it| it.line.source.is_none());
    let name = html! {
        (isolated(if it.of.is_empty() { "What is counted is not told" } else { &it.of }))
        @if let Some(per) = &it.per { " per " (per) }
        @if let Some(place) = &it.place { ", " (isolated(place)) }
    };
    html! {
        article.series {
            @if level == 2 { h2 { (name) } } @else { h3 { (name) } }
            p.whence {
                span { (words::counted(it.tellings.len(), "telling")) }
                span { @match &it.changed { Some(changed) => { "last changed on " (day(changed)) }, None => "all tell the same" } }
            }
            div.chart {
                // The numbers of the marks are those of the rows: a day that cannot be drawn would shift them.
                @if points.len() == it.tellings.len() { (plot(&points, &it.unit)) }
                p.hint.key aria-hidden="true" {
                    span { "The numbers are those of the rows." }
                    @if own { " " span { "Hollow: told by the report itself." } }
                }
                div.scroll tabindex="0" role="group" aria-label="Who says what" {
                    table.tellings {
                        thead { tr { th.number scope="col" { span.unseen { "Number" } } th scope="col" { "Day" } th scope="col" { "Told" } th scope="col" { "Who says it" } } }
                        tbody {
                            @for (at, telling) in it.tellings.iter().enumerate() {
                                tr {
                                    td.number { (at + 1) }
                                    td { (narrow(&telling.day)) @if telling.day != telling.line.date { br; span.hint { "reported " (words::narrow_day(&telling.line.date)) } } }
                                    td {
                                        a href=(lines::address(telling.line.report, telling.line.id)) { b { (value(telling)) } }
                                        @if let Some(change) = telling.change { " " (changed(change)) }
                                        br; span.hint { "“" (isolated(&telling.line.words)) "”" }
                                    }
                                    td { (lines::source(&telling.line)) br; span.hint { (lines::outlet(&telling.line)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A day in a column.
fn narrow(iso: &str) -> Markup {
    html! { time datetime=(iso) { (words::narrow_day(iso)) } }
}

fn point(it: &Telling, value: String) -> Option<Point> {
    let line = &it.line;
    let (source, outlet) =
        (line.source.as_deref().unwrap_or("the report itself"), line.outlet.as_deref().unwrap_or("no outlet"));
    Some(Point {
        day: it.day.get(..10)?.parse().ok()?,
        told: (it.low, it.high),
        title: format!("{}: {value}, says {source} ({outlet})", in_words(&it.day)),
        name: line.outlet.clone().unwrap_or_default(),
        address: lines::address(line.report, line.id),
        own: line.source.is_none(),
    })
}

/// How a telling stands to the one before.
fn changed(it: Change) -> Markup {
    let (sign, word) = match it.trend {
        Trend::Up => ("▲", "more"),
        Trend::Down => ("▼", "less"),
        Trend::Same => return html! { span.change { "=" span.unseen { " the same as before" } } },
    };
    let times = it.factor.filter(|it| *it > 1.0).map(words::factor);
    html! {
        span.change title=[it.both_hold.then_some("one value can satisfy both this and the one before")] {
            span aria-hidden="true" { (sign) @if let Some(times) = &times { " ×" (times) } }
            span.unseen { " " (word) " than before" @if let Some(times) = &times { ", by a factor of " (times) } @if it.both_hold { "; both can hold" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_ledger::ask::Kind;

    fn line(row: i64) -> Line {
        let report = Id::report(row);
        let (source, outlet, title, url) = (None, None, None, None);
        let (date, words, about) = (format!("2026-03-0{row}"), String::new(), String::new());
        Line {
            id: Id { kind: Kind::Figure, row },
            kind: Kind::Figure,
            source,
            outlet,
            date,
            words,
            about,
            report,
            title,
            url,
        }
    }

    fn of(figure: i64, others: &[i64]) -> Differing {
        let others = others.iter().map(|row| (line(*row), Some(f64::from(i32::try_from(*row).unwrap())))).collect();
        Differing { figure: line(figure), others }
    }

    #[test]
    fn figures_that_differ_are_shown_once() {
        let all = [of(1, &[2]), of(7, &[8]), of(2, &[1]), of(3, &[4]), of(2, &[4])];
        let sets: Vec<(Vec<i64>, f64)> =
            sets(&all).into_iter().map(|it| (it.figures.iter().map(|it| it.id.row).collect(), it.factor)).collect();
        assert_eq!(sets, [(vec![1, 2, 3, 4], 4.0), (vec![7, 8], 8.0)]);
    }
}
