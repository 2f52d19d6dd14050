//! Whether a page is a news report, told cheaply, before its text is taken out: by what it says of itself, by its address, and by
//! whether paragraphs follow one another in it, as they do in reports and not in lists of teasers.
//!
//! A page that is let in by mistake costs the time to read it; one that is kept out is lost. So the doubt is for the page.

use super::markup::{self, Piece};
use url::Url;

/// What a page must reach.
const ENOUGH: i32 = 3;

/// Bytes that make a block of text a paragraph, and not a caption or a button.
const PARAGRAPH: usize = 80;

/// Bytes of a page that are looked at: more is no report.
const LOOKED_AT: usize = 4 << 20;

/// Whether a page is a news report, as far as its bytes and its address tell.
pub(super) fn is_news(page: &[u8], address: Option<&str>) -> bool {
    score(page, address) >= ENOUGH
}

fn score(page: &[u8], address: Option<&str>) -> i32 {
    let signs = Signs::of(&page[..page.len().min(LOOKED_AT)]);
    signs.said() + signs.shown() + address.and_then(|it| Url::parse(it).ok()).map_or(0, |url| by_address(&url))
}

/// What a page says and shows.
#[derive(Debug, Default)]
struct Signs {
    /// `og:type`, in small letters.
    kind: Option<String>,
    /// It says in its head when it was published.
    published: bool,
    /// Types of JSON-LD: of reports; of what is none.
    reports: usize,
    others: usize,
    /// `itemprop=datePublished`, and `<article>`.
    dated: usize,
    articles: usize,
    /// Paragraphs that follow one another: the longest row of them, and the most bytes in one.
    row: usize,
    text: usize,
}

impl Signs {
    fn of(page: &[u8]) -> Self {
        let mut signs = Self::default();
        let mut block = Block::default();
        for piece in markup::pieces(page) {
            match piece {
                Piece::Text(text) => block.add(text.trim_ascii().len()),
                Piece::Script(json) => signs.json_ld(json),
                Piece::Tag(tag) => {
                    signs.tag(&tag);
                    match tag.name() {
                        b"a" => block.linked = tag.attribute(b"href").is_some(),
                        b"/a" => block.linked = false,
                        name if markup::is_within_lines(name) => {}
                        name => {
                            let heading = matches!(name, [b'h', b'1'..=b'6']);
                            let Block { linked, row, text, .. } = block;
                            block = Block { heading, linked, row, text, ..Block::default() };
                        }
                    }
                }
            }
            // A row is counted where it stands, since pages may end anywhere.
            signs.row = signs.row.max(block.row);
            signs.text = signs.text.max(block.text);
        }
        signs
    }

    fn tag(&mut self, tag: &markup::Tag<'_>) {
        match tag.name() {
            b"meta" => self.meta(tag),
            b"article" => self.articles += 1,
            _ => {}
        }
        let property = tag.attribute(b"itemprop");
        self.dated += usize::from(property.is_some_and(|it| it.eq_ignore_ascii_case(b"datePublished")));
        let microdata = tag.attribute(b"itemtype").and_then(|it| it.rsplit(|byte| *byte == b'/').next());
        if let Some(kind) = microdata {
            self.typed(kind);
        }
    }

    fn meta(&mut self, tag: &markup::Tag<'_>) {
        const PUBLISHED: [&str; 14] = [
            "article:published_time",
            "article:published",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "date_published",
            "publishdate",
            "publish-date",
            "pubdate",
            "dc.date.issued",
            "dcterms.created",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
        ];
        let name =
            tag.attribute(b"property").or_else(|| tag.attribute(b"name")).unwrap_or_default().to_ascii_lowercase();
        let content = tag.attribute(b"content").unwrap_or_default();
        if name == b"og:type" {
            self.kind = Some(String::from_utf8_lossy(content.trim_ascii()).to_ascii_lowercase());
        }
        self.published |= !content.is_empty() && PUBLISHED.iter().any(|it| it.as_bytes() == name);
    }

    /// The types in JSON-LD, without reading it: what is cut off or no JSON tells them all the same.
    fn json_ld(&mut self, json: &[u8]) {
        let mut rest = json;
        while let Some(at) = markup::find(rest, b"\"@type\"") {
            rest = rest[at + 7..].trim_ascii_start();
            let value = rest.strip_prefix(b":").unwrap_or_default().trim_ascii_start();
            let value = value.strip_prefix(b"[").unwrap_or(value).trim_ascii_start();
            if let Some(kind) = value.strip_prefix(b"\"").and_then(|it| it.split(|byte| *byte == b'"').next()) {
                self.typed(kind);
            }
        }
    }

    fn typed(&mut self, kind: &[u8]) {
        const OTHERS: [&[u8]; 9] = [
            b"Product",
            b"CollectionPage",
            b"SearchResultsPage",
            b"ProfilePage",
            b"ImageGallery",
            b"MediaGallery",
            b"ContactPage",
            b"AboutPage",
            b"CheckoutPage",
        ];
        if kind.ends_with(b"Article") || kind.ends_with(b"BlogPosting") {
            self.reports += 1;
        } else if OTHERS.contains(&kind) {
            self.others += 1;
        }
    }

    /// What the page says of itself.
    fn said(&self) -> i32 {
        let kind = match self.kind.as_deref().unwrap_or_default() {
            "article" | "news" | "newsarticle" | "news.article" | "story" => 2,
            "website" | "blog" | "object" => -1,
            kind if kind.starts_with("product") || kind.starts_with("og:product") => -4,
            kind if kind.starts_with("video") || kind.starts_with("music") || kind == "profile" => -3,
            _ => 0,
        };
        let published = if self.published { 2 } else { 0 };
        // A page of lists has many of each; one that is about one thing has few.
        let typed = if (1..=3).contains(&self.reports) { 2 } else { 0 };
        let dated = i32::from((1..=3).contains(&self.dated));
        kind + published + typed + dated - if self.others > 0 { 3 } else { 0 }
    }

    /// What there is to read.
    fn shown(&self) -> i32 {
        let articles = match self.articles {
            1 | 2 => 1,
            _ => 0,
        };
        let paragraphs = match (self.row, self.text) {
            (8.., 1200..) => 3,
            (3.., 400..) | (1.., 1200..) => 2,
            (2.., 240..) | (1.., 400..) => 1,
            (_, 240..) => 0,
            _ => -2,
        };
        articles + paragraphs
    }
}

/// A block of text, as far as it goes, and the paragraphs in a row before it.
#[derive(Debug, Default)]
struct Block {
    /// Bytes of its text outside of links, and in them.
    words: usize,
    links: usize,
    linked: bool,
    heading: bool,
    row: usize,
    /// Bytes of the paragraphs in the row.
    text: usize,
}

impl Block {
    fn is_paragraph(&self) -> bool {
        !self.heading && self.words >= PARAGRAPH && self.words > self.links
    }

    /// Takes in text. A paragraph makes the row longer once it is long enough; a heading or a link on its own ends the row.
    fn add(&mut self, length: usize) {
        let before = self.is_paragraph();
        if self.linked {
            self.links += length;
        } else {
            self.words += length;
        }
        if self.is_paragraph() {
            self.row += usize::from(!before);
            self.text += if before { length } else { self.words };
        } else if length > 0 && (self.heading || self.linked && self.words == 0) {
            (self.row, self.text) = (0, 0);
        }
    }
}

/// What the words of an address tell.
fn by_address(url: &Url) -> i32 {
    let path = url.path().to_ascii_lowercase();
    let segments: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    let (last, folders) = match segments.split_last() {
        Some((last, folders)) => (last.split('.').next().unwrap_or_default(), folders),
        None => ("", [].as_slice()),
    };
    let front = matches!(last, "" | "index" | "home" | "default") && folders.iter().all(|it| it.len() <= 3);
    if front && url.query().is_none() {
        return -6;
    }
    let words = last.split(['-', '_']).filter(|it| it.len() > 1 || it.chars().all(char::is_numeric)).count();
    let slug = i32::from(words >= 4);
    let number = i32::from(
        numbers(&path).any(|it| it.len() >= 5) || url.query().is_some_and(|it| numbers(it).any(|it| it.len() >= 4)),
    );
    let day = i32::from(has_day(&segments));
    let told = i32::from(segments.iter().any(|it| is_among(it, REPORTS)));
    // The last word may be that of a report: /2026/03/04/gallery-opens. Folders tell what all in them is.
    let listed = folders.iter().any(|it| is_among(it, LISTS)) || is_among(last, LISTS) || paged(&segments, url);
    let seen = segments.iter().any(|it| is_among(it, PICTURES));
    let used = segments.iter().any(|it| is_among(it, SERVICES));
    (slug + number + day + told).min(3)
        - if listed { 4 } else { 0 }
        - if seen { 4 } else { 0 }
        - if used { 5 } else { 0 }
}

/// Folders of reports.
const REPORTS: &[&str] = &[
    "news",
    "article",
    "articles",
    "story",
    "stories",
    "politics",
    "world",
    "nation",
    "local",
    "breaking-news",
    "releases",
];

/// Folders of lists.
const LISTS: &[&str] = &[
    "tag",
    "tags",
    "category",
    "categories",
    "topic",
    "topics",
    "author",
    "authors",
    "people",
    "profile",
    "profiles",
    "search",
    "archive",
    "archives",
    "section",
    "sections",
    "latest",
    "newsletters",
    "sitemap",
    "feed",
    "rss",
    "events",
    "calendar",
    "obituaries",
];

/// Folders of pictures, sound and films.
const PICTURES: &[&str] = &[
    "gallery",
    "galleries",
    "photo",
    "photos",
    "picture",
    "pictures",
    "slideshow",
    "slideshows",
    "video",
    "videos",
    "watch",
    "audio",
    "podcast",
    "podcasts",
    "cartoon",
    "cartoons",
    "crossword",
    "crosswords",
    "games",
    "horoscope",
    "horoscopes",
];

/// Folders of what is done on a page, not read.
const SERVICES: &[&str] = &[
    "shop",
    "store",
    "product",
    "products",
    "cart",
    "basket",
    "checkout",
    "login",
    "log-in",
    "signin",
    "sign-in",
    "signup",
    "sign-up",
    "register",
    "account",
    "my-account",
    "subscribe",
    "subscription",
    "subscriptions",
    "contact",
    "contact-us",
    "about",
    "about-us",
    "privacy",
    "privacy-policy",
    "terms",
    "terms-of-service",
    "cookie-policy",
    "jobs",
    "careers",
    "advertise",
    "classifieds",
    "help",
    "faq",
    "weather",
    "wp-login",
    "wp-admin",
];

fn is_among(segment: &str, words: &[&str]) -> bool {
    let segment = segment.split('.').next().unwrap_or_default();
    words.contains(&segment)
}

/// Whether it is the second or a later page of a list, or what a search found.
fn paged(segments: &[&str], url: &Url) -> bool {
    let numbered = |it: &&str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let folder = segments.windows(2).any(|pair| pair[0] == "page" && numbered(&pair[1]));
    folder || url.query_pairs().any(|(name, _)| matches!(&*name, "s" | "q" | "query" | "search"))
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty())
}

/// Whether a day or a month stands in a path: `/2026/03/04/`, `/2026/mar/4/`, `/2026-03-04-…`, `/20260304…`.
fn has_day(segments: &[&str]) -> bool {
    let is_year = |it: &str| {
        it.len() == 4 && (it.starts_with("19") || it.starts_with("20")) && it.bytes().all(|b| b.is_ascii_digit())
    };
    let is_month = |it: &str| {
        const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        NAMES.iter().any(|name| it.starts_with(name))
            || it.len() <= 2 && it.parse().is_ok_and(|n: u8| (1..=12).contains(&n))
    };
    let folders = segments.windows(2).any(|pair| {
        let short = pair[0].len() == 2 && pair[0].bytes().all(|b| b.is_ascii_digit());
        (is_year(pair[0]) || short) && is_month(pair[1])
    });
    let within = |segment: &&str| {
        let parts: Vec<&str> = segment.split(['-', '_', '.']).collect();
        parts.windows(2).any(|pair| is_year(pair[0]) && is_month(pair[1]))
            || numbers(segment).any(|it| it.len() >= 8 && is_year(&it[..4]) && is_month(&it[4..6]))
    };
    folders || segments.iter().any(within)
}

#[cfg(test)]
mod tests;
