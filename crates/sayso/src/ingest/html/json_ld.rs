//! What a page's JSON-LD says of its article.

use serde_json::{Map, Value};

/// The fields of the article, as written.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

/// Reads the JSON-LD blocks of a page. The first object of an article's type speaks for the page, wherever it is
/// nested (`@graph`, arrays, `mainEntity`); what it leaves out may come from a web page's object. Of a block that is
/// no JSON, dates are still found by their names.
pub(super) fn article(blocks: &[String]) -> Article {
    let values: Vec<Value> = blocks.iter().filter_map(|block| parse(block)).collect();
    let mut objects = Vec::new();
    values.iter().for_each(|value| collect(value, &mut objects, 0));
    let typed = |wanted: fn(&str) -> bool| objects.iter().find(|object| types(object).any(wanted)).copied();
    let main = typed(is_article);
    let page = typed(|name| name.ends_with("WebPage") || name == "ItemPage" || name == "VideoObject");
    let mut found = Article::default();
    for object in [main, page].into_iter().flatten() {
        let text = |name: &str| object.get(name).and_then(string);
        let own = main.is_none_or(|main| std::ptr::eq(main, object));
        found.headline = found.headline.or_else(|| text("headline").or_else(|| text("name")).filter(|_| own));
        found.published = found.published.or_else(|| text("datePublished"));
        found.modified = found.modified.or_else(|| text("dateModified"));
        found.url = found.url.or_else(|| text("url").or_else(|| text("mainEntityOfPage")));
        found.language = found.language.or_else(|| text("inLanguage"));
        if found.authors.is_empty() {
            found.authors = object
                .get("author")
                .or_else(|| object.get("creator"))
                .map(|it| names(it, &objects))
                .unwrap_or_default();
        }
        found.publisher = found.publisher.or_else(|| names(object.get("publisher")?, &objects).into_iter().next());
    }
    if found.published.is_none() {
        let named =
            |name: &str| objects.iter().filter(|it| !is_listed(it)).find_map(|it| it.get(name).and_then(string));
        found.published =
            named("datePublished").or_else(|| blocks.iter().find_map(|block| after_name(block, "datePublished")));
        found.published = found.published.or_else(|| main?.get("dateCreated").and_then(string));
        found.modified = found.modified.or_else(|| blocks.iter().find_map(|block| after_name(block, "dateModified")));
    }
    found
}

/// An object that stands for something else on the page: a comment, a picture, a review.
fn is_listed(object: &Map<String, Value>) -> bool {
    types(object).any(|name| matches!(name, "Comment" | "ImageObject" | "Review" | "Person" | "Organization" | "Event"))
}

fn parse(block: &str) -> Option<Value> {
    let block =
        block.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let block =
        block.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(block).ok().or_else(|| {
        // Line breaks inside strings are the commonest fault.
        serde_json::from_str(&block.replace(['\n', '\r', '\t'], " ")).ok()
    })
}

fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>, depth: usize) {
    match value {
        Value::Array(list) => list.iter().for_each(|it| collect(it, objects, depth + 1)),
        Value::Object(object) if depth < 40 && objects.len() < 2000 => {
            objects.push(object);
            object.values().filter(|it| it.is_object() || it.is_array()).for_each(|it| collect(it, objects, depth + 1));
        }
        _ => {}
    }
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let list = match object.get("@type") {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_str).map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article") || name.ends_with("BlogPosting") || matches!(name, "Report" | "Blog" | "AnalysisNews")
}

/// A string, or that of an object (`@id`, `@value`, `name`) or of a list's first.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.trim().to_owned()).filter(|words| !words.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(string),
        Value::Object(object) => {
            ["@value", "@id", "name"].iter().find_map(|name| object.get(*name)?.as_str().map(str::to_owned))
        }
        _ => None,
    }
}

/// Names of people or bodies: strings, objects with a name, references to objects by `@id`, lists of them.
fn names(value: &Value, objects: &[&Map<String, Value>]) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(list) => list.iter().flat_map(|it| names(it, objects)).collect(),
        Value::Object(object) => {
            let name = |object: &Map<String, Value>| {
                object.get("name").map(|name| match name {
                    Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                    other => string(other).into_iter().collect::<Vec<_>>(),
                })
            };
            name(object).unwrap_or_else(|| {
                let id = object.get("@id");
                let same = |it: &&&Map<String, Value>| it.contains_key("name") && it.get("@id") == id;
                id.and_then(|_| objects.iter().find(same)).and_then(|it| name(it)).unwrap_or_default()
            })
        }
        _ => Vec::new(),
    }
}

/// The string after `"name":` in text that is not quite JSON.
fn after_name(block: &str, name: &str) -> Option<String> {
    let (_, rest) = block.split_once(&format!("\"{name}\""))?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    rest.split('"').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph_with_references() {
        let block = r##"{"@graph": [
            {"@type": "WebPage", "@id": "#page", "datePublished": "2020-01-01", "inLanguage": "en-GB"},
            {"@type": ["Article", "NewsArticle"], "headline": "Harbour wall to be raised", "datePublished": "2026-03-04T09:05:00Z",
             "author": [{"@id": "#ada"}, {"name": "Tom Field"}], "publisher": {"@type": "Organization", "name": "Elsby Post"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Brook"}]}"##;
        let found = article(&[block.to_owned()]);
        assert_eq!(found.published.as_deref(), Some("2026-03-04T09:05:00Z"));
        assert_eq!(found.authors, ["Ada Brook", "Tom Field"]);
        assert_eq!(found.publisher.as_deref(), Some("Elsby Post"));
        assert_eq!(found.language.as_deref(), Some("en-GB"));
    }

    #[test]
    fn broken_json_still_tells_its_date() {
        let block = r#"{"@type": "NewsArticle", "headline": "A "quoted" word", "datePublished": "2026-03-04"}"#;
        assert_eq!(article(&[block.to_owned()]).published.as_deref(), Some("2026-03-04"));
        assert_eq!(article(&["{\"a\":".repeat(100_000)]), Article::default());
    }
}
