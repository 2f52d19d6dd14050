//! Forms with which people correct what was read: in each card of a report that stands in the ledger.

use super::text::one_line;
use super::{Sheet, words};
use crate::views::corrections::typed;
use maud::{Markup, html};
use sayso_wire::Span;

/// The list of those a statement can be given to.
const PARTIES: &str = "parties";

/// Names to choose from, once a page.
pub(super) fn parties(sheet: &Sheet<'_>) -> Markup {
    html! {
        @if sheet.page.report.is_some() {
            datalist id=(PARTIES) {
                @for it in sheet.record.parties.iter().filter(|it| it.kind != "place").take(500) { option value=(one_line(&it.name)) {} }
            }
        }
    }
}

pub(super) fn statement(sheet: &Sheet<'_>, id: u32) -> Markup {
    let it = &sheet.record.statements[id as usize];
    form(sheet, &sheet.statement(id), "statement", || {
        html! {
            label { "Who speaks" input name="speaker" list=(PARTIES) value=(it.speaker.as_deref().unwrap_or_default()) autocomplete="off" dir="auto"; }
            @for (n, span) in it.content.iter().enumerate() { (span_field(sheet, if n == 0 { "Its words" } else { "and" }, *span)) }
        }
    })
}

pub(super) fn event(sheet: &Sheet<'_>, id: u32) -> Markup {
    let it = &sheet.record.events[id as usize];
    let option =
        |value: &str, words: &str, now: &str| html! { option value=(value) selected[value == now] { (words) } };
    form(sheet, &sheet.event(id), "event", || {
        html! {
            label { "Told as" select name="status" {
                @for (status, _) in words::STATUSES { (option(status, words::status_word(status), &it.status)) }
            } }
            label { "What" select name="type" {
                @for (kind, words) in words::TYPES { (option(kind, words, &it.event_type)) }
            } }
            label { "Dead" input name="dead" value=(typed::of_toll(it.dead)) placeholder="12, 10 to 15, 10 or more" autocomplete="off"; }
            label { "Injured" input name="injured" value=(typed::of_toll(it.injured)) autocomplete="off"; }
            (span_field(sheet, "Its words", it.trigger))
        }
    })
}

pub(super) fn figure(sheet: &Sheet<'_>, id: u32) -> Markup {
    let it = &sheet.record.figures[id as usize];
    form(sheet, &sheet.figure(id), "figure", || {
        html! {
            label { "Value (" (unit(&it.unit)) ")" input name="value" value=(typed::of_figure(it.low, it.high)) placeholder="12, 10 to 15, up to 15" autocomplete="off"; }
            label { "Of what" input name="of" value=(it.of) autocomplete="off" dir="auto"; }
            (span_field(sheet, "Its words", it.span))
        }
    })
}

/// The words of a fragment, which must stand so in the report, and where to look for them first.
fn span_field(sheet: &Sheet<'_>, label: &str, span: Span) -> Markup {
    html! {
        label { (label) textarea name="words" rows="2" dir="auto" autocomplete="off" { (one_line(sheet.words(span))) } }
        input type="hidden" name="at" value=(span[0]);
    }
}

fn form(sheet: &Sheet<'_>, anchor: &str, what: &str, fields: impl Fn() -> Markup) -> Markup {
    let Some((report, known)) = sheet.page.report.zip(sheet.page.known.as_ref()) else {
        return html! {};
    };
    html! {
        details.correct {
            summary { "Correct" }
            form.stack method="post" action={ "/reports/" (report) "/corrections" } data-correct {
                input type="hidden" name="id" value=(anchor);
                input type="hidden" name="reading" value=(known.reading);
                (fields())
                label.tick { input type="checkbox" name="remove" value="yes"; " This is no " (what) }
                label { "Your name" input name="by" value=(sheet.page.who) autocomplete="name" maxlength="100"; }
                p { button { "Save the correction" } }
            }
        }
    }
}

fn unit(unit: &str) -> &str {
    match unit {
        "count" => "how many",
        "percent" => "percent",
        "%pt" => "percentage points",
        other => other,
    }
}
