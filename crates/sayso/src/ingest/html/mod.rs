//! Web pages: guard, three extractors and a vote, blocks with their kinds, embedded posts, masthead.

mod align;
pub(super) mod authors;
pub(super) mod dates;
mod embeds;
mod guard;
mod json_ld;
mod masthead;
mod noise;
mod render;
mod vote;

use super::error::{ErrorKind, Fault};
use super::plain::fold;
use super::{Limits, charset, detect, language};
use dom_query::Document;
use render::Piece;
use sayso_types::{Block, BlockKind, Masthead, Span};

/// What a page holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Article {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) masthead: Masthead,
}

/// A small page is read again without its bounds where they seem to have cost it its text.
const SMALL: usize = 300_000;

/// Fewer letters are no report but a leftover of the page around it.
const LEAST: usize = 25;

/// The article of a page. `declared` is the charset of the HTTP header; `address` where the page came from.
///
/// Not bounded in time: callers run it where it can be ended.
pub(super) fn extract(
    bytes: &[u8],
    declared: Option<&str>,
    address: Option<&str>,
    limits: &Limits,
) -> Result<Article, Fault> {
    detect::refuse_binary(bytes, true)?;
    let raw = charset::page(bytes, declared)?;
    if raw.trim().is_empty() {
        return Err(Fault::new(ErrorKind::Empty, "empty: nothing but white space"));
    }
    let guarded = guard::guard(&raw, limits)?;
    let (mut source, mut article) = read(&guarded.html, address);
    if letters(&article) < 250 && raw.len() <= SMALL && guarded.deepest <= 500 && letters_outside_tags(&raw) > 1000 {
        let (other_source, other) = read(&raw, address);
        if letters(&other) > letters(&article) * 3 {
            (source, article) = (other_source, other);
        }
    }
    if letters(&article) < LEAST {
        article.pieces = body(fallback(&source), &render::pieces(&source.root()), &article.masthead);
    }
    if letters(&article) < LEAST {
        return Err(Fault::new(ErrorKind::NoText, "no text of a report was found on the page"));
    }
    Ok(laid_out(article))
}

/// The article of HTML in UTF-8 that is all of it report, such as an entry of a feed: nothing is voted on, every block
/// is kept but the noise. A heading that opens it is its headline.
pub(super) fn fragment(bytes: &[u8], limits: &Limits) -> Result<Article, Fault> {
    let guarded = guard::guard(&String::from_utf8_lossy(bytes), limits)?;
    let mut pieces = render::pieces(&Document::from(guarded.html).root());
    noise::drop(&mut pieces);
    // Blogs sign what they put into feeds with a line that repeats the headline.
    let signs = |piece: &Piece| piece.text.starts_with("The post ") && piece.text.contains(" appeared first on ");
    pieces.retain(|piece| !embeds::is_placeholder(&piece.text) && !signs(piece));
    if let Some(headline) = pieces.first_mut().filter(|piece| piece.kind == BlockKind::Heading) {
        headline.kind = BlockKind::Headline;
        let title = fold(&headline.text);
        // Some entries open with their title once more.
        if pieces.get(1).is_some_and(|piece| fold(&piece.text) == title) {
            pieces.remove(1);
        }
    }
    let found = Found { pieces, masthead: Masthead::default() };
    if letters(&found) == 0 {
        return Err(Fault::new(ErrorKind::NoText, "the entry has a headline and no text"));
    }
    Ok(laid_out(found))
}

struct Found {
    pieces: Vec<Piece>,
    masthead: Masthead,
}

fn read(html: &str, address: Option<&str>) -> (Document, Found) {
    let page = Document::from(html);
    let chosen = vote::vote(html, address);
    let all = render::pieces(&page.root());
    let masthead = masthead::read(&page, &all, &chosen.meta, address);
    let pieces = body(chosen.pieces, &all, &masthead);
    (page, Found { pieces, masthead })
}

/// The chosen pieces set against the page, below the headline and, where the page has one, the byline.
fn body(chosen: Vec<Piece>, all: &[Piece], masthead: &Masthead) -> Vec<Piece> {
    let title = masthead.title.as_deref();
    let is_title = |piece: &Piece| title.is_some_and(|title| fold(title) == fold(&piece.text));
    let start = all.iter().position(|piece| piece.kind == BlockKind::Heading && is_title(piece));
    let mut pieces = align::align(chosen, all, start);
    // The headline stands once, above everything; extractors keep it, lose it, or keep it twice.
    let mut at = 0;
    pieces.retain(|piece| {
        at += 1;
        !(is_title(piece) && (at <= 4 || piece.kind == BlockKind::Heading))
    });
    noise::drop(&mut pieces);
    pieces.retain(|piece| !embeds::is_placeholder(&piece.text));
    // A heading with nothing below it heads a list of other reports.
    while pieces.last().is_some_and(|piece| piece.kind == BlockKind::Heading) {
        pieces.pop();
    }
    for piece in pieces.iter_mut().take(4) {
        if piece.kind == BlockKind::Paragraph && authors::is_byline(&piece.text) {
            piece.kind = BlockKind::Byline;
        }
    }
    if !pieces.iter().any(|piece| piece.kind == BlockKind::Byline) {
        let near = start.map_or(0, |start| start + 1);
        let names = |piece: &&Piece| {
            authors::is_byline(&piece.text)
                && masthead.authors.iter().any(|name| fold(&piece.text).contains(&fold(name)))
        };
        if let Some(byline) = all.iter().skip(near).take(8).find(names) {
            pieces.insert(0, Piece { kind: BlockKind::Byline, ..byline.clone() });
        }
    }
    if let Some(title) = title {
        let (kind, text) = (BlockKind::Headline, render::squeeze(title));
        pieces.insert(0, Piece { kind, text, embed: None, aside: false, linked: false, advert: false });
    }
    pieces
}

/// Letters of the report itself.
fn letters(found: &Found) -> usize {
    let own = |piece: &&Piece| !matches!(piece.kind, BlockKind::Headline | BlockKind::Byline | BlockKind::Caption);
    found.pieces.iter().filter(own).map(|piece| piece.text.chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

/// What stands outside of anything that looks like a tag: no parser, only to tell whether one has lost text.
fn letters_outside_tags(raw: &str) -> usize {
    raw.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.len()).sum()
}

/// The text of a page on which no extractor finds an article: all of it but navigation, sidebars and footers.
fn fallback(page: &Document) -> Vec<Piece> {
    let roots = ["article", "main", "body"].map(|name| page.select_single(name));
    let own = |piece: &Piece| !piece.aside && piece.kind != BlockKind::Caption;
    let pieces = |root: &dom_query::Selection<'_>| -> Option<Vec<Piece>> {
        let pieces: Vec<Piece> = render::pieces(root.nodes().first()?).into_iter().filter(own).collect();
        (!pieces.is_empty()).then_some(pieces)
    };
    roots.iter().find_map(pieces).unwrap_or_default()
}

/// The pieces as one text, an empty line between any two, and where each stands in it.
fn laid_out(found: Found) -> Article {
    let mut article = Article { masthead: found.masthead, ..Article::default() };
    for piece in found.pieces.into_iter().filter(|piece| !piece.text.is_empty()) {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(&piece.text);
        let span = Span::new(start, article.text.len());
        article.blocks.push(Block { kind: piece.kind, span, embed: piece.embed });
    }
    article.masthead.language = Some(language::of(&article.text, article.masthead.language.as_deref()));
    article
}
