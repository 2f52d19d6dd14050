//! The JSON that passes between a reader and its worker.

use crate::ingest::Limits;
use crate::ingest::error::{ErrorKind, Fault};
use crate::ingest::html::{Article, dates};
use sayso_types::{Block, BlockKind, Embed, Masthead, Span, Timestamp};
use serde_json::{Value, json};
use std::time::Duration;

const KINDS: [BlockKind; 9] = [
    BlockKind::Headline,
    BlockKind::Byline,
    BlockKind::Heading,
    BlockKind::Paragraph,
    BlockKind::ListItem,
    BlockKind::Quote,
    BlockKind::Caption,
    BlockKind::Row,
    BlockKind::Post,
];

pub(super) fn header(charset: Option<&str>, address: Option<&str>, fragment: bool, limits: &Limits) -> Vec<u8> {
    let time = u64::try_from(limits.page_time.as_millis()).unwrap_or(u64::MAX);
    json!({
        "charset": charset, "address": address, "fragment": fragment, "markup": limits.markup_bytes, "tags": limits.tags,
        "time": time,
    })
    .to_string()
    .into_bytes()
}

pub(super) fn read_header(bytes: &[u8]) -> (Option<String>, Option<String>, bool, Limits) {
    let header: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let number = |name: &str| header[name].as_u64().and_then(|it| usize::try_from(it).ok());
    let mut limits = Limits::default();
    limits.markup_bytes = number("markup").unwrap_or(limits.markup_bytes);
    limits.tags = number("tags").unwrap_or(limits.tags);
    limits.page_time = header["time"].as_u64().map_or(limits.page_time, Duration::from_millis);
    (words(&header["charset"]), words(&header["address"]), header["fragment"] == true, limits)
}

pub(super) fn encode(article: &Result<Article, Fault>) -> Vec<u8> {
    let value = match article {
        Err(fault) => json!({"fault": fault.kind.name(), "why": fault.why}),
        Ok(article) => {
            let blocks: Vec<Value> = article
                .blocks
                .iter()
                .map(|block| {
                    json!([block.kind.name(), block.span.start, block.span.end, block.embed.as_ref().map(embed)])
                })
                .collect();
            let head = &article.masthead;
            json!({
                "text": article.text, "blocks": blocks, "title": head.title, "outlet": head.outlet, "authors": head.authors,
                "url": head.url, "published": stamp(head.published), "modified": stamp(head.modified), "language": head.language,
            })
        }
    };
    value.to_string().into_bytes()
}

/// The article that was encoded. Spans that do not fit the text are left out: they come from another process.
pub(super) fn decode(bytes: &[u8]) -> Result<Article, Fault> {
    let odd = || Fault::new(ErrorKind::Extractor, "the extractor's answer cannot be read");
    let value: Value = serde_json::from_slice(bytes).map_err(|_| odd())?;
    if let Some(kind) = value["fault"].as_str() {
        return Err(Fault::new(ErrorKind::named(kind).ok_or_else(odd)?, words(&value["why"]).unwrap_or_default()));
    }
    let text = words(&value["text"]).ok_or_else(odd)?;
    let block = |value: &Value| {
        let kind = KINDS.into_iter().find(|kind| value[0].as_str() == Some(kind.name()))?;
        let place = |at: usize| usize::try_from(value[at].as_u64()?).ok();
        let (start, end) = (place(1)?, place(2)?);
        text.get(start..end)?;
        Some(Block { kind, span: Span::new(start, end), embed: value[3].is_object().then(|| read_embed(&value[3])) })
    };
    let list = |name: &str| value[name].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(Article {
        blocks: list("blocks").iter().filter_map(block).collect(),
        masthead: Masthead {
            title: words(&value["title"]),
            outlet: words(&value["outlet"]),
            authors: list("authors").iter().filter_map(words).collect(),
            url: words(&value["url"]),
            published: time(&value["published"]),
            modified: time(&value["modified"]),
            language: words(&value["language"]),
        },
        text,
    })
}

fn embed(embed: &Embed) -> Value {
    json!({
        "platform": embed.platform, "author": embed.author, "handle": embed.handle, "published": stamp(embed.published),
        "url": embed.url,
    })
}

fn read_embed(value: &Value) -> Embed {
    Embed {
        platform: words(&value["platform"]),
        author: words(&value["author"]),
        handle: words(&value["handle"]),
        published: time(&value["published"]),
        url: words(&value["url"]),
    }
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn stamp(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| at.to_string())
}

fn time(value: &Value) -> Option<Timestamp> {
    dates::parse(value.as_str()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read_back() {
        let at = dates::parse("2026-03-04T09:05:00-05:30");
        let post =
            Embed { platform: Some("X".into()), author: Some("Ada".into()), handle: None, published: at, url: None };
        let blocks = KINDS.into_iter().zip(0..).map(|(kind, at)| Block {
            kind,
            span: Span::new(at, at + 1),
            embed: (kind == BlockKind::Post).then(|| post.clone()),
        });
        let article = Article {
            text: "nine “”".into(),
            blocks: blocks.take(5).collect(),
            masthead: Masthead {
                title: Some("T".into()),
                authors: vec!["Ada".into()],
                published: at,
                ..Masthead::default()
            },
        };
        assert_eq!(decode(&encode(&Ok(article.clone()))).expect("an article"), article);
        let fault = decode(&encode(&Err(Fault::new(ErrorKind::NoText, "why")))).expect_err("a fault");
        assert_eq!((fault.kind, fault.why.as_str()), (ErrorKind::NoText, "why"));
    }
}
