//! What programs can ask, as a page.

use super::{Place, shell};
use crate::api::{Call, In, UNDER};
use maud::{Markup, html};

pub(crate) fn page(calls: &[Call<'_>]) -> Markup {
    shell(
        Place::Aside,
        "For programs",
        &html! {
            h1 { "For programs" }
            p.lead { "Everything on these pages can be asked by a program, which gets JSON." }
            p { "All of it is described by an " a href={ (UNDER) "/openapi.json" } { "OpenAPI document" } ". Pages give the same answers, too: add " code { ".json" } " to their address." }
            @for call in calls {
                section {
                    h2 { code { (call.method) " " (UNDER) (call.path) } }
                    p { (call.summary) "." }
                    @if let Some(more) = call.description { p { (more) } }
                    @let asked: Vec<_> = call.parameters.iter().filter(|it| it.place == In::Query).collect();
                    @if !asked.is_empty() {
                        div.scroll tabindex="0" role="region" aria-label={ "Parameters of " (call.method) " " (call.path) } {
                            table {
                                thead { tr { th scope="col" { "Parameter" } th scope="col" { "What it is" } } }
                                tbody {
                                    @for it in asked {
                                        tr { th scope="row" { code { (it.name) } } td { (it.description) (allowed(it.schema)) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        },
    )
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
