//! Embedded posts of social platforms, as the platforms' own embedding code writes them.

use super::dates;
use super::render;
use crate::ingest::plain::attribution;
use dom_query::NodeRef;
use sayso_types::{Embed, Timestamp};
use url::Url;

/// The classes of the platforms' embedding code.
const CLASSES: [(&str, &str); 17] = [
    ("twitter-tweet", "X"),
    ("twitter-video", "X"),
    ("instagram-media", "Instagram"),
    ("fb-post", "Facebook"),
    ("fb-video", "Facebook"),
    ("bluesky-embed", "Bluesky"),
    ("truthsocial-embed", "Truth Social"),
    ("truth-social-embed", "Truth Social"),
    ("text-post-media", "Threads"),
    ("mastodon-embed", "Mastodon"),
    ("telegram-post", "Telegram"),
    ("telegram-embed", "Telegram"),
    ("tiktok-embed", "TikTok"),
    ("reddit-embed-bq", "Reddit"),
    ("reddit-card", "Reddit"),
    ("reddit-embed", "Reddit"),
    ("linkedin-embed", "LinkedIn"),
];

/// The attributes that hold a post's address, the surest first.
const ADDRESSES: [&str; 6] =
    ["data-instgrm-permalink", "data-text-post-permalink", "data-href", "data-embed-url", "data-url", "cite"];

/// Lines that stand for a picture or a button, not for the post's words.
const PLACEHOLDERS: [&str; 8] = [
    "view this post on instagram",
    "view on threads",
    "view on mastodon",
    "view this post",
    "view post on facebook",
    "view on truth social",
    "view in telegram",
    "loading",
];

/// Whose post a node is, and its words, the line of attribution last; `None` if it is no post.
pub(super) fn of(node: &NodeRef<'_>, name: &str) -> Option<(Embed, String)> {
    if !matches!(name, "blockquote" | "div" | "figure" | "section" | "article") {
        return None;
    }
    let class = node.class();
    let by_class = class.as_deref().and_then(|class| {
        class
            .split_whitespace()
            .find_map(|word| CLASSES.iter().find(|(known, _)| *known == word).map(|(_, name)| *name))
    });
    if by_class.is_none() && name != "blockquote" {
        return None;
    }
    let links = links(node);
    let address = ADDRESSES.iter().find_map(|attribute| post_address(node.attr(attribute)?.trim()));
    let address = address.or_else(|| links.iter().rev().find_map(|(href, _)| post_address(href)));
    let platform = by_class.or_else(|| address.as_ref().map(|it| it.platform))?;
    let mut lines: Vec<String> = render::pieces(node)
        .into_iter()
        .flat_map(|piece| piece.text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    lines.retain(|line| !is_placeholder(line));
    let told = lines.iter().rposition(|line| byline(line).is_some());
    let mut embed = told.and_then(|at| byline(&lines[at])).unwrap_or_default();
    // Without the platform's class a quotation that links to a post is a post only if it says whose.
    if by_class.is_none() && told.is_none() {
        return None;
    }
    embed.platform = Some(platform.to_owned());
    embed.published =
        time(node).or(embed.published).or_else(|| links.iter().rev().find_map(|(_, words)| dates::parse(words)));
    if let Some(address) = address {
        embed.handle = embed.handle.or(address.handle);
        embed.url = Some(address.url);
    }
    if lines.iter().all(|line| byline(line).is_some()) {
        lines.clear();
    }
    Some((embed, lines.join("\n")))
}

/// Whether a line stands for a picture or a button of a post.
pub(super) fn is_placeholder(line: &str) -> bool {
    line.len() <= 60 && PLACEHOLDERS.contains(&line.trim_end_matches('.').to_lowercase().as_str())
}

/// Whose post a line of attribution tells: `— Name (@handle) March 4, 2026`, `A post shared by Name (@handle)`,
/// `Posted by Name on Tuesday, March 3, 2026`, `by u/name in community`.
fn byline(line: &str) -> Option<Embed> {
    if let Some(embed) = attribution(line) {
        return Some(embed);
    }
    if let Some(rest) = line.strip_prefix("by u/") {
        let handle = rest.split_whitespace().next()?.to_owned();
        return Some(Embed { handle: Some(handle), ..Embed::default() });
    }
    let rest = ["A post shared by ", "Posted by ", "Post by ", "A video posted by ", "A photo posted by "]
        .iter()
        .find_map(|opening| line.strip_prefix(opening))?;
    let (who, date) = rest.rsplit_once(" on ").unwrap_or((rest, ""));
    let (author, handle) = match who.split_once("(@") {
        Some((author, handle)) => (author.trim(), Some(handle.split(')').next()?.trim())),
        None => match who.trim().strip_prefix('@') {
            Some(handle) => ("", Some(handle)),
            None => (who.trim(), None),
        },
    };
    Some(Embed {
        platform: None,
        author: Some(author.to_owned()).filter(|author| !author.is_empty() && author.len() <= 100),
        handle: handle.filter(|handle| !handle.is_empty()).map(str::to_owned),
        published: dates::parse(date),
        url: None,
    })
}

/// Links under a node: address and words.
fn links(node: &NodeRef<'_>) -> Vec<(String, String)> {
    let anchors = node.descendants_it().filter(|it| it.has_name("a"));
    anchors.filter_map(|it| Some((it.attr("href")?.to_string(), render::text_of(&it)))).collect()
}

fn time(node: &NodeRef<'_>) -> Option<Timestamp> {
    let mut times = node.descendants_it().filter(|it| it.has_name("time"));
    times.find_map(|it| dates::parse(&it.attr("datetime")?))
}

struct PostAddress {
    platform: &'static str,
    handle: Option<String>,
    url: String,
}

/// The platform and account of an address, if it is that of a post.
fn post_address(href: &str) -> Option<PostAddress> {
    let href = if href.starts_with("//") { format!("https:{href}") } else { href.to_owned() };
    let mut url = Url::parse(&href).ok()?;
    let host =
        url.host_str()?.trim_start_matches("www.").trim_start_matches("mobile.").trim_start_matches("m.").to_owned();
    let path: Vec<String> = url.path().split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let part = |at: usize| path.get(at).map(String::as_str).unwrap_or_default();
    let number = |word: &str| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    let at_handle = part(0).strip_prefix('@').map(str::to_owned);
    let (platform, handle) = match host.as_str() {
        "twitter.com" | "x.com" if matches!(part(1), "status" | "statuses") => ("X", Some(part(0).to_owned())),
        "truthsocial.com" if at_handle.is_some() && path.len() >= 2 => ("Truth Social", at_handle),
        "bsky.app" if part(0) == "profile" && part(2) == "post" => {
            ("Bluesky", Some(part(1).to_owned()).filter(|handle| !handle.starts_with("did:")))
        }
        "threads.net" | "threads.com" if part(1) == "post" => ("Threads", at_handle),
        "t.me" | "telegram.me" if path.len() == 2 => ("Telegram", Some(part(0).to_owned())),
        "instagram.com" if matches!(part(0), "p" | "reel" | "tv") => ("Instagram", None),
        "facebook.com" if matches!(part(1), "posts" | "videos" | "photos") || part(0) == "permalink.php" => {
            ("Facebook", Some(part(0).to_owned()).filter(|handle| !handle.contains('.') || part(1) == "posts"))
        }
        "tiktok.com" if part(1) == "video" => ("TikTok", at_handle),
        "reddit.com" if part(2) == "comments" => ("Reddit", None),
        "linkedin.com" if part(0) == "posts" || part(0) == "feed" => ("LinkedIn", None),
        _ if at_handle.is_some() && number(part(1)) => ("Mastodon", at_handle),
        _ => return None,
    };
    if platform != "Facebook" {
        url.set_query(None);
    }
    url.set_fragment(None);
    if path.last().is_some_and(|last| last == "embed") {
        let kept = url.path().trim_end_matches('/').trim_end_matches("embed").trim_end_matches('/').to_owned();
        url.set_path(&kept);
    }
    Some(PostAddress { platform, handle: handle.filter(|handle| handle != "i"), url: url.into() })
}
