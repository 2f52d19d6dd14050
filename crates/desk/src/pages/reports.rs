//! Reports, the newest first.

use super::{Place, lines, shell};
use crate::views::reports::Reports;
use maud::{Markup, html};

pub(crate) fn page(it: &Reports) -> Markup {
    shell(Place::Reports, "Reports", &html! { h1 { "Reports" } (lines(&it.reports)) })
}
