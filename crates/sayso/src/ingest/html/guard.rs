//! The guard before any parser: one linear pass that drops what holds no text and bounds depth, attributes, tags and
//! size. HTML parsers and extractors are quadratic or overflow their stack on nesting that no honest page has.

use crate::ingest::Limits;
use crate::ingest::error::{ErrorKind, Fault};

/// Tags nested deeper than this are dropped and their text kept.
const DEPTH: usize = 200;
/// Tags nested deeper than this are an attack or an accident, and the page is refused.
const ABSURD: usize = 20_000;
/// Attribute text kept of one tag, in bytes.
const ATTRIBUTES: usize = 2048;
/// How far up a closing tag may look for what it closes.
const REACH: usize = 24;

/// A page that parsers can take.
#[derive(Debug, Default)]
pub(super) struct Guarded {
    pub(super) html: String,
    /// Deepest nesting before it was bounded.
    pub(super) deepest: usize,
}

/// The page without comments, styles, pictures in SVG, templates, choices and scripts (but JSON-LD), bounded.
pub(super) fn guard(page: &str, limits: &Limits) -> Result<Guarded, Fault> {
    let mut guard = Guard {
        page,
        at: 0,
        out: String::with_capacity(page.len().min(limits.markup_bytes)),
        open: Vec::new(),
        kept: 0,
        deepest: 0,
        unclosed: 0,
    };
    let mut tags = 0;
    while let Some(found) = page[guard.at..].find('<') {
        guard.out.push_str(&page[guard.at..guard.at + found]);
        guard.at += found;
        tags += usize::from(guard.tag()?);
        if guard.out.len() > limits.markup_bytes {
            break;
        }
        if tags > limits.tags {
            let why = format!("too large: more than {} tags", limits.tags);
            return Err(Fault::new(ErrorKind::TooLarge, why));
        }
        if guard.deepest > ABSURD {
            let why = format!("too deep: tags nested more than {ABSURD} deep");
            return Err(Fault::new(ErrorKind::TooLarge, why));
        }
    }
    guard.out.push_str(&page[guard.at..]);
    if guard.out.len() > limits.markup_bytes {
        let why = format!("too large: more than {} MB without scripts and styles", limits.markup_bytes >> 20);
        return Err(Fault::new(ErrorKind::TooLarge, why));
    }
    Ok(Guarded { html: guard.out, deepest: guard.deepest })
}

struct Guard<'a> {
    page: &'a str,
    at: usize,
    out: String,
    /// The open elements, and whether their tag was kept.
    open: Vec<(&'a str, bool)>,
    kept: usize,
    deepest: usize,
    /// Bits of the elements in [`DROPPED`] that are never closed any more: each is looked for only once.
    unclosed: u32,
}

/// Elements dropped with all that is in them. The first four hold raw text to their closing tag, whatever it is.
const DROPPED: [&str; 10] =
    ["script", "style", "noembed", "xmp", "noframes", "svg", "template", "select", "canvas", "math"];
const VOID: [&str; 15] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "keygen",
];
/// Elements that a sibling of the same kind closes.
const SELF_CLOSING: [&str; 10] = ["p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody"];

impl<'a> Guard<'a> {
    /// Takes one tag, comment, or stray `<` at the position; whether it was a tag that opens.
    fn tag(&mut self) -> Result<bool, Fault> {
        let rest = &self.page[self.at..];
        if let Some(body) = rest.strip_prefix("<!--") {
            // `<!-->` and `<!--->` are whole comments.
            let end = if body.starts_with('>') {
                Some(1)
            } else if body.starts_with("->") {
                Some(2)
            } else {
                closing(body)
            };
            let end = end.ok_or_else(|| breaks_off("a comment", self.at))?;
            self.at += 4 + end;
            return Ok(false);
        }
        match rest.as_bytes().get(1) {
            Some(b'!' | b'?') => {
                let end = rest.find('>').ok_or_else(|| breaks_off("a declaration", self.at))?;
                if rest.len() > 9 && rest.as_bytes()[2..9].eq_ignore_ascii_case(b"doctype") {
                    self.out.push_str("<!DOCTYPE html>");
                }
                self.at += end + 1;
                Ok(false)
            }
            Some(b'/') if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let start = self.at;
                let end = rest.find('>').ok_or_else(|| breaks_off("a tag", start))?;
                let name = name(&rest[2..end]);
                self.at += end + 1;
                self.close(name);
                Ok(false)
            }
            Some(byte) if byte.is_ascii_alphabetic() => self.start_tag().map(|()| true),
            Some(b'/') => {
                // `</` and no letter: a comment to browsers.
                self.at += rest.find('>').ok_or_else(|| breaks_off("a tag", self.at))? + 1;
                Ok(false)
            }
            None => Err(breaks_off("a tag", self.at)),
            _ => {
                self.out.push_str("&lt;");
                self.at += 1;
                Ok(false)
            }
        }
    }

    fn start_tag(&mut self) -> Result<(), Fault> {
        let begin = self.at;
        let name = name(&self.page[begin + 1..]);
        let (attributes, end) =
            attributes(self.page, begin + 1 + name.len()).ok_or_else(|| breaks_off("a tag", begin))?;
        self.at = end;
        let lower = name.to_ascii_lowercase();
        if let Some(which) = DROPPED.iter().position(|dropped| *dropped == lower) {
            return self.drop_element(&lower, which, &attributes, begin);
        }
        let raw = matches!(lower.as_str(), "title" | "textarea" | "iframe");
        if SELF_CLOSING.contains(&lower.as_str())
            && let Some((last, _)) = self.open.last()
            && last.eq_ignore_ascii_case(name)
        {
            self.pop();
        }
        let void = VOID.contains(&lower.as_str());
        let keep = void || self.kept < DEPTH;
        if keep {
            self.out.push('<');
            self.out.push_str(&lower);
            write_attributes(&mut self.out, &attributes);
            self.out.push('>');
        } else {
            self.out.push(' ');
        }
        if raw {
            let body = &self.page[self.at..];
            let close = find_close(body, &lower).ok_or_else(|| breaks_off("a title, frame or text field", begin))?;
            if lower == "title" {
                self.out.push_str(&body[..close]);
            }
            self.at += close;
            self.at += self.page[self.at..].find('>').map_or(self.page.len() - self.at, |end| end + 1);
            if keep {
                self.out.push_str("</");
                self.out.push_str(&lower);
                self.out.push('>');
            }
        } else if !void {
            self.open.push((name, keep));
            self.kept += usize::from(keep);
            self.deepest = self.deepest.max(self.open.len());
        }
        Ok(())
    }

    fn drop_element(
        &mut self,
        name: &str,
        which: usize,
        attributes: &[Attribute<'_>],
        begin: usize,
    ) -> Result<(), Fault> {
        let body = &self.page[self.at..];
        let found = if self.unclosed & (1 << which) == 0 { find_close(body, name) } else { None };
        let Some(close) = found else {
            self.unclosed |= 1 << which;
            // Raw text runs to the end; of the others, browsers show what follows.
            return if which < 5 { Err(breaks_off("a script or style", begin)) } else { Ok(()) };
        };
        let data = attributes.iter().any(|it| it.name.eq_ignore_ascii_case("type") && it.value.contains("ld+json"));
        if name == "script" && data {
            self.out.push_str("<script type=\"application/ld+json\">");
            self.out.push_str(&body[..close]);
            self.out.push_str("</script>");
        }
        self.at += close;
        self.at += self.page[self.at..].find('>').map_or(self.page.len() - self.at, |end| end + 1);
        Ok(())
    }

    fn close(&mut self, name: &str) {
        let reach = self.open.len().saturating_sub(REACH);
        let Some(place) = self.open[reach..].iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) else {
            // `</p>` and `</br>` are tags of their own; other strays mean nothing.
            if name.eq_ignore_ascii_case("br") || name.eq_ignore_ascii_case("p") {
                self.out.push_str("<br>");
            }
            return;
        };
        let kept = self.open[reach + place].1;
        while self.open.len() > reach + place {
            self.pop();
        }
        if kept {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        } else {
            self.out.push(' ');
        }
    }

    fn pop(&mut self) {
        if let Some((_, true)) = self.open.pop() {
            self.kept -= 1;
        }
    }
}

fn breaks_off(place: &str, byte: usize) -> Fault {
    Fault::new(ErrorKind::Truncated, format!("truncated: the page breaks off inside {place} (begun at byte {byte})"))
}

/// The end of a comment, past its `-->` or `--!>`.
fn closing(body: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = body[at..].find("--") {
        at += found + 2;
        if body[at..].starts_with('>') {
            return Some(at + 1);
        }
        if body[at..].starts_with("!>") {
            return Some(at + 2);
        }
        at -= 1;
    }
    None
}

/// The name at the beginning of a tag.
fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<')).unwrap_or(tag.len());
    let end = if end > 60 { tag.floor_char_boundary(60) } else { end };
    &tag[..end]
}

/// Where `</name` stands.
fn find_close(body: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = body[at..].find("</") {
        at += found;
        let after = &body.as_bytes()[at + 2..];
        let ends = after.get(name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if ends && after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return Some(at);
        }
        at += 2;
    }
    None
}

struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
}

/// The attributes from `at` to the tag's end, and where it ends; `None` where the page ends first.
fn attributes(page: &str, mut at: usize) -> Option<(Vec<Attribute<'_>>, usize)> {
    let bytes = page.as_bytes();
    let mut found = Vec::new();
    let mut size = 0;
    loop {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'/') {
            at += 1;
        }
        match bytes.get(at)? {
            b'>' => return Some((found, at + 1)),
            _ => {
                let begin = at;
                at += 1; // a name may begin with `=`
                while bytes
                    .get(at)
                    .is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='))
                {
                    at += 1;
                }
                let name = &page[begin..at];
                let mut value = "";
                let mut next = at;
                while bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
                    next += 1;
                }
                if bytes.get(next) == Some(&b'=') {
                    next += 1;
                    while bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
                        next += 1;
                    }
                    match bytes.get(next)? {
                        quote @ (b'"' | b'\'') => {
                            let start = next + 1;
                            at = start + page[start..].find(char::from(*quote))?;
                            value = &page[start..at];
                            at += 1;
                        }
                        _ => {
                            at = next;
                            while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'>') {
                                at += 1;
                            }
                            value = &page[next..at];
                        }
                    }
                }
                let length = name.len() + value.len();
                let plain =
                    name.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'<' | b'='));
                if plain && size + length <= ATTRIBUTES && !value.starts_with("data:") {
                    size += length + 4;
                    found.push(Attribute { name, value });
                }
            }
        }
    }
}

fn write_attributes(out: &mut String, attributes: &[Attribute<'_>]) {
    for attribute in attributes {
        out.push(' ');
        out.push_str(attribute.name);
        out.push_str("=\"");
        if attribute.value.contains('"') {
            out.push_str(&attribute.value.replace('"', "&quot;"));
        } else {
            out.push_str(attribute.value);
        }
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(page: &str) -> String {
        guard(page, &Limits::default()).expect("a page").html
    }

    #[test]
    fn what_holds_no_text_goes() {
        let page = "<P CLASS=a>One<!-- x --><style>p{}</style><script>if (a<b) '</p>'</script> < two</P>";
        assert_eq!(html(page), "<p CLASS=\"a\">One &lt; two</P>");
        let data = "<script type='application/ld+json'>{\"a\":1}</script>";
        assert_eq!(html(data), "<script type=\"application/ld+json\">{\"a\":1}</script>");
    }

    #[test]
    fn depth_is_bounded_and_text_kept() {
        let page = format!("{}deep", "<div>".repeat(5000));
        let guarded = guard(&page, &Limits::default()).expect("a page");
        assert_eq!(guarded.html.matches("<div>").count(), DEPTH);
        assert!(guarded.html.ends_with("deep"));
        let fault = guard(&"<b>".repeat(30_000), &Limits::default()).expect_err("refused");
        assert!(fault.why.starts_with("too deep"));
    }

    #[test]
    fn paragraphs_that_are_never_closed_are_no_depth() {
        assert_eq!(guard(&"<p>One".repeat(500), &Limits::default()).expect("a page").deepest, 1);
    }

    #[test]
    fn long_attributes_go_and_the_others_stay() {
        let page = format!("<a data-x=\"{}\" href='/one \"two\"'>x</a>", "z".repeat(3000));
        assert_eq!(html(&page), "<a href=\"/one &quot;two&quot;\">x</a>");
    }

    #[test]
    fn a_page_cut_off_is_told() {
        for page in ["<p>One<a href=\"/x", "<p>One<!-- two", "<p>One<script>var x", "<p>One<"] {
            let fault = guard(page, &Limits::default()).expect_err(page);
            assert_eq!(fault.kind, ErrorKind::Truncated, "{page}");
        }
    }
}
