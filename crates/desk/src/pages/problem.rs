//! A problem as a page.

use super::{Place, shell};
use crate::problem::Problem;
use maud::{Markup, html};

pub(crate) fn problem(problem: &Problem) -> Markup {
    shell(
        Place::Aside,
        problem.title,
        &html! {
            div.problem role="alert" {
                h1 { (problem.title) }
                p { (problem.detail) }
                @if problem.status == 401 { p { a href="/sign-in" { "Sign in" } } }
                p.hint { "Status " (problem.status) ". " a href="/" { "Back to the desk" } }
            }
        },
    )
}
