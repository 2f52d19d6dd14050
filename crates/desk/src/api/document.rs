//! The OpenAPI document, and what it says of an address.
//!
//! It is written by hand in `docs/reference`, and it is what the desk holds addresses to: a limit stands there and nowhere else.

use crate::pages;
use crate::problem::{KINDS, Problem};
use axum::extract::Path;
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../../../docs/reference/openapi.json");

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(TEXT).unwrap_or_default());

/// The document.
pub(crate) async fn json() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], TEXT).into_response()
}

/// A page that lists what can be asked.
pub(crate) async fn about() -> Response {
    crate::form::html(axum::http::StatusCode::OK, pages::about_api::page(&calls()))
}

/// What a kind of problem means, at the address that is its `type`.
pub(crate) async fn problem(Path(kind): Path<String>) -> Result<Redirect, Problem> {
    let known = KINDS.iter().any(|it| it.address.strip_prefix("/problems/") == Some(&kind));
    if !known {
        return Err(Problem::missing("there is no such kind of problem"));
    }
    Ok(Redirect::to(&format!("/about/api#problems-{kind}")))
}

/// One thing that can be asked.
pub(crate) struct Call<'a> {
    pub(crate) method: String,
    pub(crate) path: &'a str,
    pub(crate) summary: &'a str,
    pub(crate) description: Option<&'a str>,
    pub(crate) parameters: &'a [Parameter],
}

/// Something that stands in an address, after the question mark or in its path.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) place: In,
    pub(crate) required: bool,
    /// What it may be.
    pub(crate) schema: &'static Value,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum In {
    Query,
    Path,
}

type Operations = HashMap<(String, Method), Vec<Parameter>>;

static OPERATIONS: LazyLock<Operations> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for (path, method, operation) in operations() {
        let parameters = operation["parameters"].as_array().into_iter().flatten().map(followed);
        out.insert((path.to_owned(), method), parameters.filter_map(parameter).collect());
    }
    out
});

/// What may stand in the address of a request; `path` as in the table of addresses.
pub(crate) fn parameters(path: &str, method: &Method) -> Option<&'static [Parameter]> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    OPERATIONS.get(&(path.to_owned(), method.clone())).map(Vec::as_slice)
}

/// Everything that can be asked, by what it is about, as the document orders that.
fn calls() -> Vec<(&'static str, Vec<Call<'static>>)> {
    let call = |(path, method, operation): (&'static str, Method, &'static Value)| Call {
        parameters: parameters(path, &method).unwrap_or_default(),
        method: method.to_string(),
        path,
        summary: operation["summary"].as_str().unwrap_or_default(),
        description: operation["description"].as_str(),
    };
    let tags = DOCUMENT["tags"].as_array().into_iter().flatten().filter_map(|it| it["name"].as_str());
    let of = |tag| operations().filter(|it| it.2["tags"][0] == tag).map(call).collect();
    tags.map(|tag| (tag, of(tag))).collect()
}

fn operations() -> impl Iterator<Item = (&'static str, Method, &'static Value)> {
    let paths = DOCUMENT["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.filter_map(move |(name, operation)| {
            let method = Method::from_bytes(name.to_ascii_uppercase().as_bytes()).ok()?;
            Some((path.as_str(), method, operation))
        })
    })
}

fn parameter(it: &'static Value) -> Option<Parameter> {
    Some(Parameter {
        name: it["name"].as_str()?.to_owned(),
        description: it["description"].as_str().unwrap_or_default().to_owned(),
        place: if it["in"] == "path" { In::Path } else { In::Query },
        required: it["required"] == true,
        schema: followed(&it["schema"]),
    })
}

/// What a reference stands for.
fn followed(it: &'static Value) -> &'static Value {
    match it["$ref"].as_str().and_then(|name| DOCUMENT.pointer(name.trim_start_matches('#'))) {
        Some(target) => followed(target),
        None => it,
    }
}

#[cfg(test)]
pub(super) fn all_parameters() -> impl Iterator<Item = &'static Parameter> {
    OPERATIONS.values().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api;
    use axum::Router;
    use axum::body::Body;
    use axum::extract::Request;
    use std::collections::BTreeSet;
    use tower::ServiceExt as _;

    /// The methods of an address, which it tells whoever comes with another.
    async fn methods(path: &str, it: axum::routing::MethodRouter<crate::routes::Shared>) -> Vec<String> {
        let desk = crate::desk::tests::closed();
        let router: Router = Router::new().route(path, it).with_state(desk);
        let request = Request::builder().method("NONE").uri(path).body(Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        let allowed = answer.headers()[header::ALLOW].to_str().unwrap().to_owned();
        allowed.split(',').filter(|it| *it != "HEAD").map(str::to_owned).collect()
    }

    #[tokio::test]
    async fn the_document_names_what_the_table_has() {
        let mut there = BTreeSet::new();
        for (path, it) in api::table() {
            there.extend(methods(path, it).await.into_iter().map(|method| format!("{method} {path}")));
        }
        let named: BTreeSet<String> = operations().map(|(path, method, _)| format!("{method} {path}")).collect();
        let aside = crate::routes::table().into_iter().find(|(path, _)| path.starts_with(api::UNDER));
        assert_eq!(aside.map(|it| it.0), None, "it belongs into api::table, where addresses are held to the document");
        assert_eq!(there, named, "bring docs/reference/openapi.json and api::table up to date");
    }

    #[test]
    fn its_version_is_ours() {
        assert_eq!(DOCUMENT["info"]["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(DOCUMENT["servers"][0]["url"], api::UNDER);
    }
}
