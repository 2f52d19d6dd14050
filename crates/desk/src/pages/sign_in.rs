//! Where the token is asked for.

use super::{Place, shell};
use maud::{Markup, html};

pub(crate) fn page(wrong: bool) -> Markup {
    shell(
        Place::Aside,
        "Sign in",
        &html! {
            h1 { "Sign in" }
            @if wrong { p.problem role="alert" { "That is not the token." } }
            form.stack method="post" action="/sign-in" {
                label { "Token" input type="password" name="token" required autocomplete="current-password"; }
                button { "Sign in" }
            }
        },
    )
}
