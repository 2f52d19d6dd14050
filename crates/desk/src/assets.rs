//! Styles, scripts and pictures, inside the program. Each stands under its digest, so that browsers keep it for good.

use crate::problem::Problem;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// Everything a page may fetch.
const ALL: &[(&str, &str, &str)] = &[
    ("desk.css", "text/css; charset=utf-8", include_str!("assets/base.css")),
    (
        "reading.css",
        "text/css; charset=utf-8",
        concat!(include_str!("assets/reading.css"), include_str!("assets/print.css")),
    ),
    (
        "ledger.css",
        "text/css; charset=utf-8",
        concat!(include_str!("assets/ledger.css"), include_str!("assets/events.css"), include_str!("assets/print.css")),
    ),
    ("desk.js", "text/javascript; charset=utf-8", include_str!("assets/desk.js")),
    ("reading.js", "text/javascript; charset=utf-8", include_str!("assets/reading.js")),
    ("panel.js", "text/javascript; charset=utf-8", include_str!("assets/panel.js")),
    ("layers.js", "text/javascript; charset=utf-8", include_str!("assets/layers.js")),
    ("copy.js", "text/javascript; charset=utf-8", include_str!("assets/copy.js")),
    ("correct.js", "text/javascript; charset=utf-8", include_str!("assets/correct.js")),
    ("start.js", "text/javascript; charset=utf-8", include_str!("assets/start.js")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
];

/// Of all of them, in hexadecimal, cut short.
static DIGEST: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    ALL.iter().for_each(|(name, _, text)| digest.update([name.as_bytes(), text.as_bytes()].concat()));
    digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
});

/// The address of an asset.
pub(crate) fn at(name: &str) -> String {
    format!("/assets/{}/{name}", *DIGEST)
}

/// An asset. One of an earlier version is given as it is now: a page that is still open works on.
pub(crate) async fn asset(Path((digest, name)): Path<(String, String)>) -> Response {
    let Some((_, kind, text)) = ALL.iter().find(|it| it.0 == name) else {
        return Problem::missing(format!("there is no {name}")).into_response();
    };
    let keep = if digest == *DIGEST { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, keep)], *text).into_response()
}
