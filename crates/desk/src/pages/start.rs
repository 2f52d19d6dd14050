//! The first page: something to read, and what the ledger got last.

use super::{Place, lines, reading_shell};
use crate::views::start::Start;
use maud::{Markup, html};

pub(crate) fn page(it: &Start) -> Markup {
    reading_shell(
        Place::Read,
        "Read a report",
        &html! {
            div.start {
                h1 { "On whose word?" }
                p.lead { "Paste a report, drop a file, or give its address: Sayso shows who said what in it, what is told as done, planned, possible or denied, and where each number comes from." }
                form #read .stack method="post" action="/read" enctype="multipart/form-data" {
                    label { "Text of a report" textarea name="text" rows="10" spellcheck="false" dir="auto" {} }
                    div.or {
                        label { "or its address" input type="url" name="url" placeholder="https://"; }
                        label { "or a file, text or page" input type="file" name="file" accept=".txt,.html,.htm,text/plain,text/html"; }
                    }
                    details {
                        summary { "What the text does not tell: headline, outlet, day" }
                        div.or {
                            label { "Headline" input name="title" dir="auto" autocomplete="off"; }
                            label { "Outlet" input name="outlet" dir="auto" autocomplete="off"; }
                            label { "Published" input type="date" name="published"; }
                        }
                        p.hint { "“Monday” and “last month” are reckoned from the day of publication." }
                    }
                    p.go { button.main { "Read" } span.hint role="status" {} }
                }
            }
            @if it.reports > 0 {
                h2 { "Added last" }
                (lines(&it.latest))
            }
        },
    )
}
