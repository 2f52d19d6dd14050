//! Quotations that several reports have.

use super::asking::{self, Field};
use super::story::key;
use super::{Place, shell, together};
use crate::views::quotations::Quotations;
use crate::views::search::Asked;
use maud::{Markup, html};

const PATH: &str = "/quotations";

pub(crate) fn page(it: &Quotations) -> Markup {
    let next = it.next.map(|page| Asked { page: Some(page), ..it.asked.clone() });
    shell(
        Place::Stories,
        "Quotations",
        &html! {
            h1 { "Quotations" }
            (super::stories::parts(PATH))
            p.lead { "What several reports quote, and what each made of it." }
            (asking::form(PATH, "Words in the quotation", &it.asked, &[Field::Speaker, Field::Outlet, Field::Days, Field::Order]))
            (asking::chips(PATH, &it.asked, it.speaker.as_deref()))
            @if it.quotations.is_empty() {
                (asking::nothing("quotations that several reports have", PATH, &it.asked, it.empty))
            } @else {
                (key())
                h2.unseen { "Quotations in several reports" }
                div.apart { @for it in &it.quotations { (together::quotation(it)) } }
                (asking::pager(PATH, &it.asked, next.as_ref()))
            }
        },
    )
}
