//! What programs can ask, as a page.

use super::{Place, shell};
use crate::api::{Call, In, UNDER};
use crate::problem::KINDS;
use maud::{Markup, html};

pub(crate) fn page(parts: &[(&str, Vec<Call<'_>>)]) -> Markup {
    shell(
        Place::Aside,
        "For programs",
        &html! {
            h1 { "For programs" }
            p.lead { "Everything on these pages can be asked by a program, which gets JSON." }
            p { "All of it is described by an " a href={ (UNDER) "/openapi.json" } { "OpenAPI document" } ". Pages give their answers, too: add " code { ".json" } " to their address." }
            @for (name, calls) in parts {
                section {
                    h2 { (name) }
                    @for call in calls { (self::call(call)) }
                }
            }
            section {
                h2 { "When something goes wrong" }
                p { "Problems come in the shape of RFC 9457, as " code { "application/problem+json" } "; " code { "type" } " names one of these:" }
                dl {
                    @for it in KINDS {
                        dt id=(it.address.trim_start_matches('/').replace('/', "-")) { code { (it.address) } " " (it.status.as_u16()) ": " (it.title) }
                        dd { (coded(it.meaning)) }
                    }
                }
            }
        },
    )
}

fn call(call: &Call<'_>) -> Markup {
    let asked: Vec<_> = call.parameters.iter().filter(|it| it.place == In::Query).collect();
    html! {
        h3 { code { (call.method) " " (UNDER) (call.path) } }
        p { (call.summary) "." @if let Some(more) = call.description { " " (coded(more)) } }
        @if !asked.is_empty() {
            details {
                summary { @for (n, it) in asked.iter().enumerate() { @if n > 0 { ", " } code { (it.name) } } }
                dl {
                    @for it in asked {
                        dt { code { (it.name) } }
                        dd { (coded(&it.description)) (allowed(it.schema)) }
                    }
                }
            }
        }
    }
}

/// Words with what stands between backticks as code.
fn coded(words: &str) -> Markup {
    html! {
        @for (n, part) in words.split('`').enumerate() {
            @if n % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// Which values there are, where they can be listed.
fn allowed(schema: &serde_json::Value) -> String {
    let all: Vec<&str> = schema["enum"].as_array().into_iter().flatten().filter_map(|it| it.as_str()).collect();
    match (all.is_empty(), schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
        (false, ..) => format!(": {}", all.join(", ")),
        (true, Some(least), Some(most)) => format!(", {least} to {most}"),
        _ => String::new(),
    }
}
