//! Events: what to narrow them by, a timeline, a map and a table.

use super::{Place, day, in_words, shell, words};
use crate::draw::status::{Status, sign};
use crate::draw::{map, timeline};
use crate::pages::isolated;
use crate::views::events::{Asked, Found};
use maud::{Markup, html};
use sayso_ledger::ask::EventRow;

const PATH: &str = "/events";

pub(crate) fn page(it: &Found) -> Markup {
    shell(
        Place::Events,
        "Events",
        &html! {
            h1 { "Events" }
            p.lead { "Who is reported to have done what to whom, when and where, and on whose word." }
            (filters(&it.asked))
            (chips(&it.asked))
            @if it.counts.events == 0 {
                (nothing(it))
            } @else {
                (counted(it))
                (when(it))
                (place(it))
                (table(it))
            }
        },
    )
}

/// How many there are of what is asked for.
fn counted(it: &Found) -> Markup {
    let counts = &it.counts;
    let (first, last) =
        (counts.timeline.iter().find(|it| it.count > 0), counts.timeline.iter().rfind(|it| it.count > 0));
    html! {
        p.counted role="status" {
            @if counts.sampled { "About " }
            strong { (words::counted(counts.events as usize, "event")) } " told"
            @if let (Some(first), Some(last)) = (first, last) { ", " (words::days(&first.from, &last.to)) }
            @if counts.sampled {
                ". Too many to look at each: the numbers are estimated from " (words::grouped(f64::from(counts.seen))) " of them."
            } @else { "." }
        }
    }
}

fn nothing(it: &Found) -> Markup {
    html! {
        div.nothing {
            @if it.empty {
                p { "No report is in the ledger yet. " a href="/" { "Read one" } " and add it; its events appear here." }
            } @else if it.asked.fields().is_empty() {
                p { "None of the reports in the ledger tells of an event." }
            } @else {
                p { "No event in the ledger is like that. Take something off above, or "
                    a href=(PATH) { "look at all events" } "." }
            }
        }
    }
}

fn filters(asked: &Asked) -> Markup {
    let value = |it: &Option<String>| it.clone().unwrap_or_default();
    let text = |label: &str, name: &str, it: &Option<String>| html! { label { (label) input name=(name) value=(value(it)) autocomplete="off"; } };
    // A month or a year can be asked for as well, which no field for days takes.
    let kind = |it: &Option<String>| if matches!(it.as_deref().map_or(0, str::len), 0 | 10) { "date" } else { "text" };
    let day = |label: &str, name: &str, it: &Option<String>| html! { label { (label) input type=(kind(it)) name=(name) value=(value(it)); } };
    let more = [&asked.actor, &asked.recipient, &asked.outlet, &asked.from, &asked.to];
    let open = more.into_iter().flatten().any(|it| !it.trim().is_empty());
    let statuses = Status::ALL.map(|it| (it.name(), it.word()));
    html! {
        form.ask.filters action=(PATH) role="search" aria-label="Events" {
            div.words {
                label { "Words, names and places" input type="search" name="words" value=(value(&asked.words)) autocomplete="off"; }
            }
            div.fields {
                (choice("What", "type", &asked.event_type, &words::TYPES))
                (choice("Told as", "status", &asked.status, &statuses))
                (choice("Country", "country", &asked.country, &words::countries()))
                (day("Happened from", "since", &asked.since))
                (day("Happened until", "until", &asked.until))
                button.main { "Show" }
            }
            details open[open] {
                summary { "Who, to whom, and by which reports" }
                div.fields {
                    (text("Who acts", "actor", &asked.actor))
                    (text("To whom", "recipient", &asked.recipient))
                    (text("Outlet", "outlet", &asked.outlet))
                    (day("Reported from", "from", &asked.from))
                    (day("Reported until", "to", &asked.to))
                }
            }
            // What has no field of its own stays as it is.
            @for (name, value) in asked.but(|_| {}).fields() {
                @if matches!(name, "place" | "order" | "limit") { input type="hidden" name=(name) value=(value); }
            }
        }
    }
}

fn choice(label: &str, name: &str, chosen: &Option<String>, all: &[(&str, &str)]) -> Markup {
    let chosen = chosen.as_deref().unwrap_or_default();
    let known = chosen.is_empty() || all.iter().any(|it| it.0.eq_ignore_ascii_case(chosen));
    html! {
        label { (label)
            select name=(name) {
                option value="" { "any" }
                @for (value, words) in all { option value=(value) selected[value.eq_ignore_ascii_case(chosen)] { (words) } }
                @if !known { option value=(chosen) selected { (chosen) } }
            }
        }
    }
}

/// What is asked for, each a link that takes it away.
fn chips(asked: &Asked) -> Markup {
    let all = chosen(asked);
    html! {
        @if !all.is_empty() {
            div.chips {
                span.unseen { "Narrowed to:" }
                ul {
                    @for (what, value, without) in &all {
                        li { a href=(without.address(PATH)) { span.unseen { "Take away " } (what) " " b { (isolated(value)) } span.x aria-hidden="true" { "×" } } }
                    }
                    @if all.len() > 1 { li { a.all href=(PATH) { "Take all away" } } }
                }
            }
        }
    }
}

fn chosen(asked: &Asked) -> Vec<(&'static str, String, Asked)> {
    let mut out = Vec::new();
    for (name, value) in asked.fields() {
        let (what, value, without): (_, String, fn(&mut Asked)) = match name {
            "words" => ("words", value, |it| it.words = None),
            "actor" => ("who", value, |it| it.actor = None),
            "recipient" => ("to whom", value, |it| it.recipient = None),
            "type" => ("what", words::event_type(&value.to_ascii_uppercase()).to_owned(), |it| it.event_type = None),
            "status" => ("told as", Status::of(&value).map_or(value, |it| it.word().to_owned()), |it| it.status = None),
            "country" => ("country", words::country(&value.to_ascii_uppercase()).to_owned(), |it| it.country = None),
            "place" => ("place", value, |it| it.place = None),
            "outlet" => ("outlet", value, |it| it.outlet = None),
            "since" if asked.until.as_ref().is_some_and(|it| !it.trim().is_empty()) => {
                let until = asked.until.as_deref().unwrap_or_default();
                ("happened", words::days(&value, until), |it| (it.since, it.until) = (None, None))
            }
            "since" => ("happened from", in_words(&value), |it| it.since = None),
            "until" if asked.since.as_ref().is_none_or(|it| it.trim().is_empty()) => {
                ("happened until", in_words(&value), |it| it.until = None)
            }
            "from" => ("reported from", in_words(&value), |it| it.from = None),
            "to" => ("reported until", in_words(&value), |it| it.to = None),
            _ => continue,
        };
        out.push((what, value, asked.but(without)));
    }
    out
}

fn when(it: &Found) -> Markup {
    let bars = &it.counts.timeline;
    let link = |bar: &sayso_ledger::ask::Bar| {
        let narrower = it.asked.but(|it| (it.since, it.until) = (Some(bar.from.clone()), Some(bar.to.clone())));
        narrower.address(PATH)
    };
    html! {
        // One day is no line.
        @if bars.len() > 1 {
            section aria-labelledby="when" {
                h2 #when { "When" }
                (timeline::timeline(bars, it.counts.every, "when", link))
                p.hint { "By the first day on which they are said to fall; where a report tells none, by its own day." }
            }
        }
    }
}

fn place(it: &Found) -> Markup {
    let places = &it.counts.places;
    let link =
        |place: &sayso_ledger::ask::EventPlace| it.asked.but(|it| it.place = Some(place.name.clone())).address(PATH);
    html! {
        section aria-labelledby="where" {
            h2 #where { "Where" }
            @if places.is_empty() {
                p.hint { "None of them is told with a place that the map knows." }
            } @else {
                (map::map(places, "where", link))
                p.hint {
                    "The larger a circle, the more often events there are told; its filling says how most of them are. "
                    @if it.counts.elsewhere > 0 {
                        (words::grouped(f64::from(it.counts.elsewhere))) " are told without a place that the map knows. "
                    }
                    "Places are as exact as reports are: a country stands in its middle."
                }
            }
        }
    }
}

fn table(it: &Found) -> Markup {
    let oldest = it.asked.order.as_deref() == Some("oldest");
    let ordered =
        |order: &str| it.asked.but(|it| it.order = (order == "oldest").then(|| order.to_owned())).address(PATH);
    let first = it.asked.after.is_none() && it.asked.skip.is_none_or(|it| it == 0);
    html! {
        section aria-labelledby="all" {
            div.headed {
                h2 #all { "One by one" }
                p.order { "By the day of the report: "
                    a href=(ordered("newest")) aria-current=[(!oldest).then_some("true")] { "newest first" } " "
                    a href=(ordered("oldest")) aria-current=[oldest.then_some("true")] { "oldest first" }
                }
            }
            // Rows are stacked on a phone, which would take what they are from whoever hears them; hence the roles.
            table.events role="table" aria-labelledby="all" {
                thead role="rowgroup" { tr role="row" {
                    @for name in ["Reported", "Who", "What", "To whom", "Told as", "Where and when", "Dead", "Injured", "On whose word"] {
                        th scope="col" role="columnheader" class=[matches!(name, "Dead" | "Injured").then_some("number")] { (name) }
                    }
                } }
                tbody role="rowgroup" { @for event in &it.events { (row(event, &it.asked)) } }
            }
            @if !first || it.next.is_some() {
                nav.pager aria-label="Pages" {
                    @if !first { a href=(it.asked.but(|_| {}).address(PATH)) rel="first" { "← From the beginning" } }
                    @if let Some(next) = &it.next { a.button href=(next) rel="next" { "Next →" } }
                }
            }
        }
    }
}

fn row(it: &EventRow, asked: &Asked) -> Markup {
    let cell = |name: &'static str, class: &'static str, content: Markup| html! { td role="cell" data-name=(name) class=(class) { (content) } };
    let people =
        |all: &[String]| html! { @for (n, it) in all.iter().enumerate() { @if n > 0 { ", " } (isolated(it)) } };
    let toll = |it: Option<(u64, Option<u64>)>| html! { @if let Some(toll) = it { (words::toll(toll)) } };
    let empty = |gone: bool, class: &'static str| if gone { "none" } else { class };
    html! {
        tr role="row" {
            (cell("Reported", "day", html! { (day(&it.date)) @if let Some(outlet) = &it.outlet { span.more { (isolated(outlet)) } } }))
            (cell("Who", empty(it.actors.is_empty(), "who"), html! { (people(&it.actors)) @if it.actors.is_empty() { span.untold { "not told" } } }))
            (cell("What", "what", html! {
                a href={ "/reports/" (it.report) "#" (it.id) } { (isolated(&it.words)) }
                span.more { (kind(it)) }
            }))
            (cell("To whom", empty(it.recipients.is_empty(), "whom"), people(&it.recipients)))
            (cell("Told as", "told-as", html! {
                @if let Some(status) = Status::of(&it.status) { (sign(status)) }
                @if it.reports > 1 { span.more { "by " (words::counted(it.reports as usize, "report")) } }
            }))
            (cell("Where and when", empty(it.place.is_none() && it.when.is_none(), "where"), html! {
                @if let Some(place) = &it.place {
                    @if it.lat.is_some() {
                        a href=(asked.but(|it| it.place = Some(place.clone())).address(PATH)) { (isolated(place)) }
                    } @else { (isolated(place)) }
                    @if let Some(country) = it.country.as_deref().map(words::country).filter(|it| it != place) { span.more { (country) } }
                }
                @if let Some(when) = &it.when { span.more { (day(when)) } }
            }))
            (cell("Dead", empty(it.dead.is_none(), "number"), toll(it.dead)))
            (cell("Injured", empty(it.injured.is_none(), "number"), toll(it.injured)))
            (cell("On whose word", "whose", html! {
                @match &it.source { Some(source) => (isolated(source)), None => span.untold { "the report’s own" } }
            }))
        }
    }
}

/// What kind of event it is: `violence: from the air`.
fn kind(it: &EventRow) -> String {
    let kind = words::event_type(&it.event_type).to_owned();
    if it.modes.is_empty() {
        return kind;
    }
    format!("{kind}: {}", it.modes.iter().map(|it| mode(it)).collect::<Vec<_>>().join(", "))
}

/// PLOVER's modes in plain words.
fn mode(mode: &str) -> &str {
    match mode {
        "third-party" => "through others",
        "multilateral" => "of several sides",
        "yield" => "to yield",
        "assist" => "for help",
        "change" => "for a change",
        "meet" => "to meet",
        "relations" => "to break ties",
        "demo" => "demonstration",
        "hunger" => "hunger strike",
        "obstruct" => "blockade",
        "discontinue" => "relations ended",
        "martial-law" => "martial law",
        "censor" => "censorship",
        "cyber" => "attack on computers",
        "primitive" => "simple weapons",
        "suicide-attack" => "suicide attack",
        "aerial" => "from the air",
        "heavy-weapons" => "heavy weapons",
        "crowd-control" => "crowd control",
        "unconventional" => "unconventional weapons",
        "sideAB" => "both sides",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_can_be_taken_off_one_by_one() {
        let asked = Asked {
            since: Some("2026-03-01".into()),
            until: Some("2026-03-31".into()),
            event_type: Some("assault".into()),
            status: Some("future".into()),
            after: Some("e12".into()),
            ..Asked::default()
        };
        let all = chosen(&asked);
        let told: Vec<_> = all.iter().map(|it| (it.0, it.1.as_str())).collect();
        assert_eq!(told, [("what", "violence"), ("told as", "planned"), ("happened", "March 2026")]);
        assert_eq!(all[2].2.address(PATH), "/events?type=assault&status=future");
        assert_eq!(all[0].2.address(PATH), "/events?status=future&since=2026-03-01&until=2026-03-31");
    }
}
