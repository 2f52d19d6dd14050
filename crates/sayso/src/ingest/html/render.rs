//! From the nodes of a page to pieces of text, each with what kind of block it is.

use super::embeds;
use dom_query::NodeRef;
use sayso_types::{BlockKind, Embed};

/// A block before it has a place in a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    pub(super) text: String,
    pub(super) embed: Option<Embed>,
    /// Whether it stands in navigation, a sidebar, a footer or a link: not where a report's own captions do.
    pub(super) aside: bool,
    /// Whether all of it is a link.
    pub(super) linked: bool,
    /// Whether it stands in a box that the page calls an advertisement.
    pub(super) advert: bool,
}

/// The pieces under a node, in order.
pub(super) fn pieces(root: &NodeRef<'_>) -> Vec<Piece> {
    let mut renderer =
        Renderer { pieces: Vec::new(), text: String::new(), aside: 0, link: 0, advert: 0, outside: false };
    renderer.children(root, BlockKind::Paragraph);
    renderer.flush(BlockKind::Paragraph);
    renderer.pieces
}

/// Text with single spaces and none at its ends; invisible characters go.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| {
            !matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}') && !c.is_control()
        }));
    }
    // A word of nothing but invisible characters leaves two spaces.
    if out.contains("  ") || out.starts_with(' ') || out.ends_with(' ') {
        return out.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out
}

/// The text of a node, squeezed, with its line breaks as spaces.
pub(super) fn text_of(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    collect(node, &mut text);
    squeeze(&text)
}

fn collect(node: &NodeRef<'_>, out: &mut String) {
    for child in node.children_it(false) {
        if child.is_text() {
            out.push_str(&child.text());
        } else if child.is_element() {
            let name = child.node_name();
            let name = name.as_deref().unwrap_or_default();
            if NO_TEXT.contains(&name) {
                continue;
            }
            let block = is_block(name) || name == "br" || matches!(name, "td" | "th");
            if block {
                out.push(' ');
            }
            collect(&child, out);
            if block {
                out.push(' ');
            }
        }
    }
}

const NO_TEXT: [&str; 14] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "video", "audio", "select", "textarea",
    "button", "head", "input",
];

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

struct Renderer {
    pieces: Vec<Piece>,
    text: String,
    aside: usize,
    link: usize,
    advert: usize,
    /// Whether some of the text at hand is outside of links.
    outside: bool,
}

impl Renderer {
    fn children(&mut self, node: &NodeRef<'_>, kind: BlockKind) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.words(&child.text(), kind);
            } else if child.is_element() {
                let name = child.node_name();
                self.element(&child, name.as_deref().unwrap_or_default(), kind);
            }
        }
    }

    /// Adds the words of one text node. Words that only layout keeps apart (`Ada Brook` and `Elsby Post` in two spans)
    /// get a space.
    fn words(&mut self, words: &str, kind: BlockKind) {
        let last = self.text.chars().next_back();
        let ends = last
            .is_some_and(|c| c.is_lowercase() || (kind == BlockKind::Caption && matches!(c, '.' | '!' | '?' | ')')));
        if ends && words.starts_with(char::is_uppercase) {
            self.text.push(' ');
        }
        self.outside |= self.link == 0 && words.chars().any(char::is_alphanumeric);
        self.text.push_str(words);
    }

    fn element(&mut self, node: &NodeRef<'_>, name: &str, kind: BlockKind) {
        if NO_TEXT.contains(&name) || is_unseen(node) {
            return;
        }
        if let Some((embed, text)) = embeds::of(node, name) {
            self.flush(kind);
            // A post that is only a frame for a script to fill has no words.
            if !text.is_empty() {
                let aside = self.aside > 0;
                let embed = Some(embed);
                self.pieces.push(Piece { kind: BlockKind::Post, text, embed, aside, linked: false, advert: false });
            }
            return;
        }
        match name {
            "br" => self.line_break(kind),
            "tr" if is_row(node) => {
                self.flush(kind);
                let cells = node.children_it(false).filter(NodeRef::is_element).map(|cell| text_of(&cell));
                self.text = cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
                self.outside = true;
                self.flush(BlockKind::Row);
            }
            "td" | "th" => {
                self.flush(kind);
                self.children(node, kind);
                self.flush(kind);
            }
            _ if is_block(name) => {
                let inner = match name {
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
                    "li" | "dt" | "dd" => BlockKind::ListItem,
                    "blockquote" => BlockKind::Quote,
                    "figcaption" | "caption" => BlockKind::Caption,
                    _ => kind,
                };
                self.flush(kind);
                let aside = is_aside(node, name);
                let advert = is_advert(node);
                self.aside += usize::from(aside);
                self.advert += usize::from(advert);
                self.children(node, inner);
                self.flush(inner);
                self.aside -= usize::from(aside);
                self.advert -= usize::from(advert);
            }
            "a" => {
                // A link round whole blocks is a teaser.
                self.aside += 1;
                self.link += 1;
                self.children(node, kind);
                self.aside -= 1;
                self.link -= 1;
            }
            _ => self.children(node, kind),
        }
    }

    /// Two in a row end a paragraph, and so does one after a whole sentence; else the line was only wrapped.
    fn line_break(&mut self, kind: BlockKind) {
        let text = self.text.trim_end_matches([' ', '\t', '\r']);
        let ended = text.trim_end_matches(['”', '"', '’', '\'', ')', '\n', ' ']).ends_with(['.', '!', '?', ':', '…']);
        if text.ends_with('\n') || ended {
            self.flush(kind);
        } else {
            self.text.push('\n');
        }
    }

    fn flush(&mut self, kind: BlockKind) {
        let text = squeeze(&self.text);
        self.text.clear();
        if text.chars().any(char::is_alphanumeric) {
            let aside = self.aside > 0;
            let advert = self.advert > 0;
            self.pieces.push(Piece { kind, text, embed: None, aside, linked: !self.outside, advert });
        }
        self.outside = false;
    }
}

/// Whether an element is for screen readers only.
fn is_unseen(node: &NodeRef<'_>) -> bool {
    const UNSEEN: [&str; 6] =
        ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "off-screen", "screenreader-only"];
    node.class().is_some_and(|class| class.split_whitespace().any(|word| UNSEEN.contains(&word)))
}

fn is_aside(node: &NodeRef<'_>, name: &str) -> bool {
    matches!(name, "nav" | "aside" | "footer")
        || node.attr("role").is_some_and(|role| matches!(&*role, "navigation" | "complementary" | "contentinfo"))
        || node.class().is_some_and(|class| {
            class
                .split_whitespace()
                .any(|word| matches!(word, "related" | "sidebar" | "newsletter" | "promo" | "recommended"))
        })
}

/// Whether a page calls an element an advertisement: by a class or id of its own, or by the label that screen readers
/// say. Only whole words count: `ad-free` and `header` are none.
fn is_advert(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 26] = [
        "ad",
        "ads",
        "adbox",
        "adslot",
        "adunit",
        "adsbygoogle",
        "advert",
        "adverts",
        "advertisement",
        "advertising",
        "ad-box",
        "ad-slot",
        "ad-unit",
        "ad-wrapper",
        "ad-container",
        "ad-banner",
        "ad_box",
        "ad_slot",
        "ad_unit",
        "ad_wrapper",
        "ad_container",
        "inline-ad",
        "native-ad",
        "sponsored",
        "sponsored-content",
        "sponsor-message",
    ];
    let named = |words: &str| words.split_whitespace().any(|word| NAMES.iter().any(|it| word.eq_ignore_ascii_case(it)));
    node.class().is_some_and(|class| named(&class))
        || node.id_attr().is_some_and(|id| named(&id))
        || node.attr("aria-label").is_some_and(|label| named(label.split([':', ' ']).next().unwrap_or_default()))
}

/// Whether a table row holds data: two short cells or more, none with blocks of its own. Other tables are layout.
fn is_row(row: &NodeRef<'_>) -> bool {
    let (mut cells, mut length) = (0, 0);
    for cell in row.children_it(false).filter(NodeRef::is_element) {
        let blocks = cell
            .children_it(false)
            .filter(|child| child.is_element() && child.node_name().is_some_and(|name| is_block(&name)));
        if blocks.count() > 1 {
            return false;
        }
        let size = text_of(&cell).len();
        cells += usize::from(size > 0);
        length += size;
    }
    cells >= 2 && length <= 400
}
