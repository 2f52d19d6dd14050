//! What stands beside the text: who speaks, what differs, what has no source, what is doubtful, who is who.

use super::super::lines;
use super::text::{one_line, short};
use super::voices::{Standing, Voice, percents};
use super::{COLORS, Sheet, words};
use crate::pages::isolated;
use maud::{Markup, html};

/// How many lines a list has at most.
const MOST: usize = 200;

/// How many lines of a list stand open; the others can be opened.
const OPEN: usize = 8;

pub(super) fn beside(sheet: &Sheet<'_>) -> Markup {
    html! {
        div.beside {
            (who_speaks(sheet))
            (differ(sheet))
            (unsourced(sheet))
            (doubts(sheet))
            (parties(sheet))
            (in_ledger(sheet))
        }
    }
}

fn section(id: &str, title: &str, inner: &Markup) -> Markup {
    let label = format!("{id}-title");
    html! { section class=(id) aria-labelledby=(label) { h2 id=(label) { (title) } (inner) } }
}

/// The first lines of a list, and the rest to be opened.
fn list(items: &[Markup]) -> Markup {
    let left = items.len().saturating_sub(MOST);
    let items = &items[..items.len() - left];
    let (open, more) = items.split_at(items.len().min(if items.len() <= OPEN + 2 { items.len() } else { OPEN }));
    html! {
        ul { @for it in open { li { (it) } } }
        @if !more.is_empty() {
            details { summary { (more.len() + left) " more" } ul { @for it in more { li { (it) } } } @if left > 0 { p.hint { "and " (left) " more" } } }
        }
    }
}

fn who_speaks(sheet: &Sheet<'_>) -> Markup {
    let voices = &sheet.voices;
    if voices.total() == 0 {
        return html! {};
    }
    let mut counts: Vec<usize> = voices.all.iter().map(Voice::words).collect();
    counts.push(voices.own);
    let shares = percents(&counts);
    let most = counts.iter().take(voices.all.len()).copied().max().unwrap_or(0);
    let items: Vec<Markup> =
        voices.all.iter().enumerate().map(|(n, it)| voice(sheet, it, n, shares[n], most)).collect();
    // Shares of standings add up as those of the voices do.
    let of = |standing: Standing| {
        voices.all.iter().zip(&shares).filter(|(it, _)| it.standing == standing).map(|it| it.1).sum::<usize>()
    };
    let own = shares.last().copied().unwrap_or(0);
    let mut standings: Vec<(&str, &str, usize)> =
        Standing::ALL.iter().map(|&(standing, class, words)| (class, words, of(standing))).collect();
    standings.retain(|it| it.2 > 0);
    standings.push(("own", "the report’s own voice", own));
    section(
        "speaks",
        "Who speaks",
        &html! {
            svg.whole width="100%" height="14" aria-hidden="true" {
                @let starts = standings.iter().scan(0, |at, it| { let start = *at; *at += it.2; Some(start) });
                @for ((class, _, share), start) in standings.iter().zip(starts) {
                    rect class=(class) x={ (start) "%" } y="1" width={ (share) "%" } height="12" {}
                }
            }
            ul.key {
                @for (class, name, share) in &standings {
                    li { svg.swatch width="11" height="11" aria-hidden="true" { rect class=(class) x="1" y="1" width="9" height="9" {} } " " (name) " " b { (share) "%" } }
                }
            }
            p.hint { "of " (words::counted(voices.total(), "word")) }
            @if !items.is_empty() { div.voices { (list(&items)) } }
            @if voices.all.iter().any(|it| it.paraphrased > 0) && voices.all.iter().any(|it| it.quoted > 0) {
                p.hint { "Full bars are quoted words, open ones words given in other words." }
            }
        },
    )
}

/// A speaker with the share of words, quoted and paraphrased apart.
fn voice(sheet: &Sheet<'_>, it: &Voice, n: usize, share: usize, most: usize) -> Markup {
    let part = |words: usize| words as f64 * 100.0 / most.max(1) as f64;
    let parts = [(it.quoted, "quoted"), (it.paraphrased, "in other words")];
    let parts = parts
        .into_iter()
        .filter(|part| part.0 > 0)
        .map(|(count, how)| format!("{} {how}", words::counted(count, "word")));
    let told =
        [words::counted(it.statements.len(), "statement")].into_iter().chain(parts).collect::<Vec<_>>().join(", ");
    // What is rounded to nothing is said still.
    let share = if share == 0 && it.words() > 0 { "under 1".to_owned() } else { share.to_string() };
    html! {
        div class={ "voice v" (n % COLORS) } {
            p.name {
                @match it.statements.first() {
                    Some(first) => a href=(sheet.to_statement(*first)) { (isolated(&it.name)) },
                    None => (isolated(&it.name)),
                }
                @if let Some(role) = it.role.as_ref().filter(|role| !it.name.contains(role.as_str())) { " " small { (isolated(role)) } }
                span.share { (share) "%" }
            }
            svg.bar width="100%" height="9" aria-hidden="true" {
                rect.quoted x="0" y="1" width={ (format!("{:.2}", part(it.quoted))) "%" } height="7" {}
                rect.paraphrased x={ (format!("{:.2}", part(it.quoted))) "%" } y="1" width={ (format!("{:.2}", part(it.paraphrased))) "%" } height="7" {}
            }
            p.told { (told) }
        }
    }
}

/// A figure as a link, and on whose word.
fn figure(sheet: &Sheet<'_>, id: u32) -> Markup {
    let it = &sheet.record.figures[id as usize];
    html! {
        a href=(sheet.to_figure(id)) { (isolated(&short(&sheet.counted(id), 70))) }
        span.whose { (sheet.whose(it.attributed_to)) }
    }
}

fn differ(sheet: &Sheet<'_>) -> Markup {
    let all = &sheet.record.differ;
    if all.is_empty() {
        return html! {};
    }
    let items: Vec<Markup> = all
        .iter()
        .map(|it| {
            let figures = it.figures.iter().filter(|id| (**id as usize) < sheet.record.figures.len());
            html! {
                p.why { (isolated(&one_line(&it.why))) }
                ul.figures { @for id in figures { li { (figure(sheet, *id)) } } }
            }
        })
        .collect();
    section("differ", "What differs", &list(&items))
}

/// What nobody, or nobody named, vouches for.
fn unsourced(sheet: &Sheet<'_>) -> Markup {
    let record = sheet.record;
    let of = |wanted: fn(Standing) -> bool| -> Vec<u32> {
        (0..).take(record.statements.len()).filter(|id| wanted(sheet.voices.of(*id).standing)).collect()
    };
    let nobody = of(|it| it == Standing::NoSource);
    let unnamed = of(|it| matches!(it, Standing::Unnamed | Standing::Unclear));
    let events: Vec<u32> =
        (0..).zip(&record.events).filter(|(_, it)| sheet.rests_on(it.attributed_to).is_none()).map(|it| it.0).collect();
    let figures: Vec<u32> = (0..)
        .zip(&record.figures)
        .filter(|(_, it)| sheet.rests_on(it.attributed_to).is_none())
        .map(|it| it.0)
        .collect();
    if nobody.is_empty() && unnamed.is_empty() && events.is_empty() && figures.is_empty() {
        return html! {};
    }
    let said = |id: &u32, named: bool| {
        html! {
            a href=(sheet.to_statement(*id)) { (isolated(&short(&sheet.content(*id), 60))) }
            @if named { span.whose { (isolated(&sheet.voices.of(*id).name)) } }
        }
    };
    let told = |id: &u32| {
        html! {
            a href=(sheet.to_event(*id)) { (isolated(&one_line(sheet.words(record.events[*id as usize].trigger)))) }
            span.whose { (words::status(&record.events[*id as usize].status)) }
        }
    };
    let group = |count: usize, title: &str, items: Vec<Markup>| {
        html! {
            @if count > 0 { details { summary { b.count { (count) } " " (title) } @let left = count - items.len(); ul { @for it in items { li { (it) } } } @if left > 0 { p.hint { "and " (left) " more" } } } }
        }
    };
    section(
        "unsourced",
        "Without a named source",
        &html! {
            (group(nobody.len(), "attributed to nobody", nobody.iter().take(MOST).map(|it| said(it, false)).collect()))
            (group(unnamed.len(), "from unnamed sources", unnamed.iter().take(MOST).map(|it| said(it, true)).collect()))
            (group(events.len(), "events in the report’s own voice", events.iter().take(MOST).map(told).collect()))
            (group(figures.len(), "figures in the report’s own voice", figures.iter().take(MOST).map(|it| html! {
                a href=(sheet.to_figure(*it)) { (isolated(&short(&sheet.counted(*it), 70))) }
            }).collect()))
        },
    )
}

fn doubts(sheet: &Sheet<'_>) -> Markup {
    let item = |it: &sayso_wire::Doubt| {
        html! {
            (it.why) @if let Some(span) = it.span { ": " q { (isolated(&short(sheet.words(span), 60))) } }
        }
    };
    let items: Vec<Markup> = sheet.record.doubts.iter().map(item).collect();
    if items.is_empty() {
        html! {}
    } else {
        section("doubts", "Doubts", &list(&items))
    }
}

/// Who is named, and as what.
fn parties(sheet: &Sheet<'_>) -> Markup {
    let mut named: Vec<_> = sheet
        .record
        .parties
        .iter()
        .filter(|it| matches!(it.kind.as_str(), "person" | "organization" | "government" | "outlet"))
        .filter(|it| it.role.is_some() || it.mentions.len() > 1)
        .take(200)
        .collect();
    named.sort_by_key(|it| (it.role.is_none(), std::cmp::Reverse(it.mentions.len())));
    let items: Vec<Markup> = named
        .into_iter()
        .map(|it| {
            html! {
                @match sheet.party(Some(it.id)) {
                    Some((_, address)) => a href=(address) { (isolated(&one_line(&it.name))) },
                    None => (isolated(&one_line(&it.name))),
                }
                @if let Some(role) = &it.role { span.whose { (isolated(&one_line(role))) } }
            }
        })
        .collect();
    if items.is_empty() {
        html! {}
    } else {
        section("parties", "Who is who", &list(&items))
    }
}

/// What else the ledger has of the report.
fn in_ledger(sheet: &Sheet<'_>) -> Markup {
    let Some(known) = &sheet.page.known else { return html! {} };
    let changes = known.changes.as_ref().map(|it| {
        let parts = [
            (it.said.len(), "statement came"),
            (it.unsaid.len(), "statement went"),
            (it.reworded.len(), "was put in other words"),
            (it.counted.len(), "figure came"),
            (it.uncounted.len(), "figure went"),
        ];
        parts
            .into_iter()
            .filter(|it| it.0 > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect::<Vec<_>>()
            .join(", ")
    });
    section(
        "ledger",
        "In the ledger",
        &html! {
            ul {
                li { "added " (words::date(&known.added)) }
                @if let Some(story) = known.story.filter(|_| known.reports > 1) {
                    li { a href={ "/stories/" (story) } { "one of " (known.reports) " reports of a story" } }
                }
                @if let Some(earlier) = known.earlier {
                    li {
                        a href={ "/reports/" (earlier) } { "the version before" }
                        @if let Some(changes) = changes.filter(|it| !it.is_empty()) { span.whose { "since then: " (changes) } }
                    }
                }
                @if let Some(later) = known.later { li { a href={ "/reports/" (later) } { "a later version" } } }
                @let standing = known.corrections.iter().filter(|it| !it.undone).count();
                @if !known.corrections.is_empty() {
                    li { a href={ "/corrections?report=" (sheet.page.report.map(|it| it.to_string()).unwrap_or_default()) } { (words::counted(standing, "correction")) } }
                }
            }
            @if !known.copies.is_empty() {
                details {
                    summary { (words::counted(known.copies.len(), "report")) " with nearly the same text" }
                    (lines(&known.copies.iter().map(|it| it.line.clone()).collect::<Vec<_>>()))
                }
            }
        },
    )
}

/// Every figure and on whose word, below the text.
pub(super) fn figures(sheet: &Sheet<'_>) -> Markup {
    let figures = &sheet.record.figures;
    if figures.is_empty() {
        return html! {};
    }
    html! {
        section.table aria-labelledby="figures-title" {
            h2 #figures-title { "Figures, and on whose word" }
            div.scroll tabindex="0" role="region" aria-label="Table of figures" {
                table {
                    thead { tr { th scope="col" { "As told" } th.number scope="col" { "That is" } th scope="col" { "Of what" } th scope="col" { "On whose word" } } }
                    tbody {
                        @for (id, it) in (0..).zip(figures).take(MOST) {
                            tr {
                                th scope="row" { a.f href=(sheet.to_figure(id)) { (isolated(&one_line(sheet.words(it.span)))) } }
                                td.number { (words::value(it)) }
                                td { (isolated(&one_line(&it.of))) }
                                td { (sheet.whose(it.attributed_to)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
