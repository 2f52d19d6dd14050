//! What a page says of itself: title, authors, outlet, address, times, language.

use super::render::{self, Piece};
use super::{authors, dates, json_ld};
use crate::ingest::plain::fold;
use crate::table;
use dom_query::{Document, NodeRef};
use sayso_types::{BlockKind, Masthead, Timestamp};
use url::Url;

/// What is to be believed first, of each field: `data/page_fields.tsv`.
fn fields(field: &'static str, place: &'static str) -> impl Iterator<Item = &'static str> {
    table::rows(table::PAGE_FIELDS)
        .filter(move |row| row.first() == Some(&field) && row.get(1) == Some(&place))
        .filter_map(|row| row.get(2).copied())
}

/// The masthead that a page tells. `address` is where it came from, if known; `found` is what the extractor says,
/// used where the page's own hints are silent. The language is what the page says it is.
pub(super) fn read(
    page: &Document,
    pieces: &[Piece],
    found: &trafilatura::Metadata,
    address: Option<&str>,
) -> Masthead {
    let hints = Hints::of(page);
    let outlet = outlet(&hints, found);
    let url = canonical(&hints, address);
    Masthead {
        title: title(&hints, page, pieces, outlet.as_deref(), found),
        authors: named(&hints, page, outlet.as_deref(), found),
        published: published(&hints, page, url.as_deref().or(address), found),
        modified: hints.ld.modified.as_deref().and_then(dates::parse).or_else(|| hints.time("modified", page)),
        language: hints.language.clone().or_else(|| hints.ld.language.clone()).or_else(|| hints.meta("language")),
        outlet,
        url,
    }
}

/// What stands in a page's head, and its JSON-LD.
struct Hints {
    /// Names in lower case, and what they hold.
    metas: Vec<(String, String)>,
    ld: json_ld::Article,
    language: Option<String>,
    canonical: Option<String>,
    base: Option<String>,
    title: Option<String>,
}

impl Hints {
    fn of(page: &Document) -> Self {
        let (mut metas, mut blocks) = (Vec::new(), Vec::new());
        let (mut canonical, mut title, mut base) = (None, None, None);
        for node in elements(page) {
            let name = node.node_name();
            match name.as_deref().unwrap_or_default() {
                "meta" => {
                    let content = node.attr("content").map(|it| render::squeeze(&it)).unwrap_or_default();
                    for key in ["name", "property", "itemprop", "http-equiv"] {
                        if let Some(name) = node.attr(key)
                            && !content.is_empty()
                        {
                            metas.push((name.trim().to_ascii_lowercase(), content.clone()));
                        }
                    }
                }
                "link" if node.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    canonical = canonical.or_else(|| node.attr("href").map(|it| it.trim().to_owned()));
                }
                "base" => base = base.or_else(|| node.attr("href").map(|it| it.to_string())),
                "title" if title.is_none() => title = Some(render::squeeze(&node.text())).filter(|it| !it.is_empty()),
                "script" if node.attr("type").is_some_and(|kind| kind.contains("ld+json")) => {
                    blocks.push(node.text().to_string());
                }
                _ => {}
            }
        }
        let language =
            page.select_single("html").attr("lang").map(|it| it.to_string()).filter(|it| !it.trim().is_empty());
        Self { metas, ld: json_ld::article(&blocks), language, canonical, base, title }
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn meta(&self, field: &'static str) -> Option<String> {
        fields(field, "meta").find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    /// A time by the names of `<meta>`, then by `itemprop`.
    fn time(&self, field: &'static str, page: &Document) -> Option<Timestamp> {
        let by_meta = || fields(field, "meta").find_map(|name| self.all(name).find_map(dates::parse));
        by_meta().or_else(|| {
            fields(field, "itemprop").find_map(|name| by_itemprop(page, name).find_map(|node| time_of(&node)))
        })
    }
}

fn by_itemprop<'a>(page: &'a Document, name: &'static str) -> impl Iterator<Item = NodeRef<'a>> {
    let named = move |node: &NodeRef<'_>| {
        node.attr("itemprop").is_some_and(|it| it.split_whitespace().any(|word| word.eq_ignore_ascii_case(name)))
    };
    elements(page).filter(named)
}

fn elements(page: &Document) -> impl Iterator<Item = NodeRef<'_>> {
    page.root().descendants().into_iter().filter(NodeRef::is_element)
}

/// The time an element tells: in `datetime`, `content` or `title`, else in its words.
fn time_of(node: &NodeRef<'_>) -> Option<Timestamp> {
    ["datetime", "content", "title"].iter().find_map(|name| dates::parse(&node.attr(name)?)).or_else(|| {
        let words = render::text_of(node);
        if words.len() <= 80 { dates::parse(&words) } else { None }
    })
}

/// Hints in the order of how often they are right: JSON-LD, `<meta>`, microdata and marked times, the address, the
/// first time in the article, what the extractor found, a line that tells it in words.
fn published(hints: &Hints, page: &Document, url: Option<&str>, found: &trafilatura::Metadata) -> Option<Timestamp> {
    let marked = || {
        elements(page)
            .filter(|node| {
                let class = |name| node.has_class(name);
                (node.has_name("time") && (node.has_attr("pubdate") || class("entry-date")))
                    || (node.has_name("abbr") && class("published"))
            })
            .find_map(|node| time_of(&node))
    };
    let first = || {
        let roots = ["article", "main", "[role=main]", "body"].map(|name| page.select_single(name));
        roots.iter().find_map(|root| {
            root.nodes()
                .first()?
                .descendants_it()
                .filter(|it| it.has_name("time"))
                .find_map(|it| dates::parse(&it.attr("datetime")?))
        })
    };
    let at = hints.ld.published.as_deref().and_then(dates::parse);
    at.or_else(|| hints.time("published", page))
        .or_else(marked)
        .or_else(|| url.and_then(dates::in_address))
        .or_else(first)
        .or_else(|| {
            let day = found.date.and_then(|day| dates::parse(&day.to_string()));
            let told = told(page);
            // The words may tell the time of that day, too.
            if day.is_none() || told.map(|at| at.date) == day.map(|at| at.date) { told } else { day }
        })
}

/// A short line that is marked as a date by its class or opens with *Published*.
fn told(page: &Document) -> Option<Timestamp> {
    let marked = |class: &str| {
        let class = class.to_ascii_lowercase();
        ["date", "time", "published", "posted", "byline", "dateline"].iter().any(|word| class.contains(word))
    };
    let by_class = elements(page)
        .filter(|node| node.class().is_some_and(|it| marked(&it)) || node.id_attr().is_some_and(|it| marked(&it)));
    let by_words = elements(page)
        .filter(|node| matches!(node.node_name().as_deref(), Some("p" | "span" | "div" | "time" | "small" | "em")));
    let opens = |words: &str| {
        ["Published", "Posted", "First published", "Updated", "PUBLISHED"].iter().any(|it| words.starts_with(it))
    };
    let short = |node: NodeRef<'_>| Some(render::text_of(&node)).filter(|words| words.len() <= 80);
    by_class
        .filter_map(short)
        .find_map(|words| dates::parse(&words))
        .or_else(|| by_words.filter_map(short).filter(|words| opens(words)).find_map(|words| dates::parse(&words)))
}

fn outlet(hints: &Hints, found: &trafilatura::Metadata) -> Option<String> {
    let told = hints.all("og:site_name").next().map(str::to_owned).or_else(|| hints.ld.publisher.clone());
    told.or_else(|| hints.meta("outlet"))
        .or_else(|| Some(found.sitename.clone()))
        .map(|name| render::squeeze(&name))
        .filter(|name| (2..=80).contains(&name.len()) && !name.starts_with("http"))
        .map(|name| name.trim_start_matches('@').to_owned())
}

/// `link rel=canonical`, else `og:url`, resolved; only if it is of the site the page came from.
fn canonical(hints: &Hints, address: Option<&str>) -> Option<String> {
    let from = address.and_then(|it| Url::parse(it).ok());
    let base = hints.base.as_deref().and_then(|it| match &from {
        Some(from) => from.join(it).ok(),
        None => Url::parse(it).ok(),
    });
    let base = base.or_else(|| from.clone());
    let resolve = |it: &str| match &base {
        Some(base) => base.join(it.trim()).ok(),
        None => Url::parse(it.trim()).ok(),
    };
    let site = |url: &Url| {
        url.host_str().map(|host| {
            let labels: Vec<&str> = host.split('.').collect();
            // `news.example.co.uk` and `amp.example.co.uk` are one site: the last two labels, three where the second is short.
            let keep = if labels.len() >= 3 && labels[labels.len() - 2].len() <= 3 { 3 } else { 2 };
            labels[labels.len().saturating_sub(keep)..].join(".")
        })
    };
    let fits = |url: &Url| {
        let page = url.path().trim_matches('/').len() + url.query().map_or(0, str::len) > 0;
        let own = from.as_ref().is_none_or(|from| site(from) == site(url));
        matches!(url.scheme(), "http" | "https") && own && (page || from.as_ref().is_none_or(|from| from.path() == "/"))
    };
    let told = [hints.canonical.as_deref(), hints.all("og:url").next(), hints.ld.url.as_deref()];
    told.into_iter()
        .flatten()
        .filter(|it| !it.is_empty())
        .filter_map(resolve)
        .find(fits)
        .map(String::from)
        .or_else(|| address.map(str::to_owned))
}

/// The headline on the page where the page's titles tell that it is one, else the surest title, without the outlet.
fn title(
    hints: &Hints,
    page: &Document,
    pieces: &[Piece],
    outlet: Option<&str>,
    found: &trafilatura::Metadata,
) -> Option<String> {
    let itemprop = || {
        fields("title", "itemprop")
            .find_map(|name| by_itemprop(page, name).map(|node| render::text_of(&node)).find(|it| !it.is_empty()))
    };
    let told: Vec<String> =
        [hints.meta("title"), hints.ld.headline.clone(), hints.title.clone(), itemprop(), Some(found.title.clone())]
            .into_iter()
            .flatten()
            .map(|it| cut_outlet(&unescape(&render::squeeze(&it)), outlet))
            .filter(|it| it.chars().any(char::is_alphanumeric))
            .collect();
    let headings = || pieces.iter().filter(|piece| piece.kind == BlockKind::Heading && piece.text.len() <= 400);
    let agrees = |piece: &&Piece| told.iter().any(|title| alike(title, &piece.text));
    headings()
        .filter(agrees)
        .min_by_key(|piece| (piece.aside, piece.text.ends_with('…')))
        .map(|piece| piece.text.clone())
        .or_else(|| told.first().cloned())
        .or_else(|| headings().next().map(|piece| piece.text.clone()))
}

/// Whether two titles are one, but for marks, a kicker, or an ending that was cut off.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (a, b) = (fold(one), fold(other));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b || (a.len().min(b.len()) >= 15 && (a.starts_with(&b) || b.starts_with(&a))) {
        return true;
    }
    let words =
        |title: &str| -> Vec<String> { title.split_whitespace().map(fold).filter(|it| !it.is_empty()).collect() };
    let (a, b) = (words(one), words(other));
    let shared = a.iter().filter(|word| b.contains(word)).count();
    a.len().min(b.len()) >= 3 && shared * 10 >= a.len().max(b.len()) * 7
}

/// The title without ` | Outlet`, ` - Section - Outlet`, or `Outlet: ` at the beginning.
fn cut_outlet(title: &str, outlet: Option<&str>) -> String {
    const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " / "];
    let known = outlet.map(fold).filter(|it| !it.is_empty());
    let is_outlet = |part: &str| {
        let part = fold(part);
        let bare = |it: &str| it.trim_start_matches("the").trim_end_matches("com").to_owned();
        known.as_ref().is_some_and(|it| {
            !part.is_empty()
                && (bare(it) == bare(&part)
                    || (part.len() > 3 && (it.starts_with(&part) || part.starts_with(it.as_str()))))
        })
    };
    let mut title = title.trim();
    loop {
        let last = MARKS.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len()))).max();
        let Some((at, length)) = last else { break };
        let (head, tail) = (title[..at].trim(), title[at + length..].trim());
        // A bar sets off the site's name or section; a dash may belong to the headline.
        let short = tail.split_whitespace().count() <= 4 && head.split_whitespace().count() >= 3;
        let bar = title[at..].starts_with(" | ") || title[at..].starts_with(" :: ") || title[at..].starts_with(" » ");
        if !head.is_empty() && (is_outlet(tail) || (bar && short)) {
            title = head;
        } else {
            break;
        }
    }
    for mark in MARKS.iter().chain(&[": "]) {
        if let Some((head, tail)) = title.split_once(mark)
            && known.as_deref() == Some(fold(head).as_str())
            && tail.split_whitespace().count() >= 3
        {
            title = tail.trim();
        }
    }
    title.to_owned()
}

/// Entities that pages have escaped twice.
fn unescape(title: &str) -> String {
    if !title.contains('&') {
        return title.to_owned();
    }
    const ENTITIES: [(&str, &str); 12] = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&apos;", "'"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&rdquo;", "”"),
        ("&ldquo;", "“"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    ENTITIES.iter().fold(title.to_owned(), |title, (entity, c)| title.replace(entity, c))
}

fn named(hints: &Hints, page: &Document, outlet: Option<&str>, found: &trafilatura::Metadata) -> Vec<String> {
    let clean = |words: &[String]| {
        let mut names: Vec<String> = Vec::new();
        for name in words.iter().flat_map(|it| authors::split(&unescape(it), outlet)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    let metas = || fields("author", "meta").map(|name| clean(&hints.all(name).map(str::to_owned).collect::<Vec<_>>()));
    let marked = || {
        let rel = |node: &NodeRef<'_>| {
            let author = |it: &str| it.split_whitespace().any(|word| word == "author");
            node.is_element()
                && (node.attr("rel").is_some_and(|it| author(&it))
                    || node.attr("itemprop").is_some_and(|it| author(&it)))
        };
        elements(page)
            .filter(rel)
            .map(|node| {
                let name = node.descendants_it().find(|it| it.attr("itemprop").is_some_and(|it| &*it == "name"));
                let name = name.map(|it| it.attr("content").map_or_else(|| render::text_of(&it), |it| it.to_string()));
                name.unwrap_or_else(|| render::text_of(&node))
            })
            .filter(|it| it.len() <= 120)
            .collect::<Vec<_>>()
    };
    let classed = || {
        let byline = |node: &NodeRef<'_>| {
            node.class().is_some_and(|class| {
                class.split_whitespace().any(|word| {
                    let word = word.to_ascii_lowercase();
                    matches!(
                        word.as_str(),
                        "byline"
                            | "author"
                            | "authors"
                            | "author-name"
                            | "byline-name"
                            | "article-author"
                            | "byline__name"
                            | "article__author"
                            | "author__name"
                            | "article-byline"
                            | "entry-author"
                            | "vcard"
                    )
                })
            })
        };
        elements(page)
            .filter(byline)
            .map(|node| render::text_of(&node))
            .filter(|it| it.len() <= 120)
            .take(1)
            .collect::<Vec<_>>()
    };
    let lines = || {
        let words = page.select("p, div, span").nodes().iter().take(400).map(render::text_of).collect::<Vec<_>>();
        words.into_iter().find(|it| authors::is_byline(it)).into_iter().collect::<Vec<_>>()
    };
    let first = |names: Vec<String>| Some(names).filter(|names| !names.is_empty());
    first(clean(&hints.ld.authors))
        .or_else(|| metas().find_map(first))
        .or_else(|| first(clean(&marked())))
        .or_else(|| first(clean(&classed())))
        .or_else(|| first(clean(std::slice::from_ref(&found.author))))
        .or_else(|| first(clean(&lines())))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(head: &str, address: Option<&str>) -> Option<String> {
        canonical(&Hints::of(&Document::from(format!("<head>{head}</head>"))), address)
    }

    #[test]
    fn the_canonical_address_is_of_the_same_site() {
        let from = Some("https://m.elsbypost.example/2026/story?ref=home");
        let link = |href: &str| format!("<link rel=\"canonical\" href=\"{href}\">");
        assert_eq!(url(&link("/2026/story"), from).as_deref(), Some("https://m.elsbypost.example/2026/story"));
        let www = "https://www.elsbypost.example/2026/story";
        assert_eq!(url(&link(www), from).as_deref(), Some(www));
        assert_eq!(url(&link(www), None).as_deref(), Some(www));
        assert_eq!(url(&link("https://elsewhere.example/"), from).as_deref(), from);
        assert_eq!(url(&link("https://www.elsbypost.example/"), from).as_deref(), from, "a front page is no report");
        assert_eq!(url("<meta property=og:url content=/s>", from).as_deref(), Some("https://m.elsbypost.example/s"));
        assert_eq!(url(&link("javascript:void(0)"), from).as_deref(), from);
        assert_eq!(url("", None), None);
    }

    #[test]
    fn titles_lose_the_outlet() {
        for (title, bare) in [
            ("Harbour wall to be raised | Elsby Post", "Harbour wall to be raised"),
            ("Harbour wall to be raised - elsbypost.com", "Harbour wall to be raised"),
            ("Harbour wall to be raised | News | Elsby Post", "Harbour wall to be raised"),
            ("Elsby Post: Harbour wall to be raised", "Harbour wall to be raised"),
            ("Harbour wall - a promise kept", "Harbour wall - a promise kept"),
            ("The Elsby Post view on walls: raise them", "The Elsby Post view on walls: raise them"),
        ] {
            assert_eq!(cut_outlet(title, Some("Elsby Post")), bare);
        }
    }
}
