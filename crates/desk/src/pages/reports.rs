//! Reports, the newest first, by outlet and month.

use super::asking::{self, Field};
use super::lines::{Searched, lines_with};
use super::search::months;
use super::{Place, shell};
use crate::views::reports::Reports;
use maud::{Markup, html};

const PATH: &str = "/reports";

pub(crate) fn page(it: &Reports) -> Markup {
    let (asked, about) = (&it.asked, it.facets.sampled);
    let next = it.next.map(|last| asked.but(|it| it.after = Some(last.to_string())));
    shell(
        Place::Reports,
        "Reports",
        &html! {
            h1 { "Reports" }
            (asking::form(PATH, "Words in the report", asked, &[Field::Outlet, Field::Days, Field::Order]))
            (asking::chips(PATH, asked, None))
            @if it.reports.is_empty() {
                (asking::nothing("reports", PATH, asked, it.empty))
            } @else {
                div.found {
                    details.narrow {
                        summary { "Narrow down" }
                        h2.unseen { "Narrow down" }
                        (months(PATH, "reports", asked, &it.facets))
                        (asking::facet(PATH, "Outlet", &it.facets.outlets, about, |it| &it.name, |facet| asked.but(|it| it.outlet = Some(facet.value.clone()))))
                    }
                    div.results {
                        h2.unseen { "Reports" }
                        (lines_with(&it.reports, &Searched::of(asked.words.as_deref())))
                        (asking::pager(PATH, asked, next.as_ref()))
                    }
                }
            }
        },
    )
}
