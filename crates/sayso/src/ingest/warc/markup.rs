//! A page cut into tags, text and JSON-LD, quickly and forgivingly: nothing is built, nothing is checked.

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Tag(Tag<'a>),
    Text(&'a [u8]),
    /// What stands in a script of JSON-LD.
    Script(&'a [u8]),
}

/// A tag, from behind its `<` to before its `>`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    bytes: &'a [u8],
    name: [u8; 8],
    length: usize,
}

/// The pieces of a page, in their order. Comments, styles and other scripts are left out.
pub(super) fn pieces(page: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    Pieces { rest: page, script: None }
}

struct Pieces<'a> {
    rest: &'a [u8],
    script: Option<&'a [u8]>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if let Some(script) = self.script.take() {
                return Some(Piece::Script(script));
            }
            let open = self.rest.iter().position(|byte| *byte == b'<').unwrap_or(self.rest.len());
            if open > 0 || self.rest.is_empty() {
                let (text, rest) = self.rest.split_at(open);
                self.rest = rest;
                return (!text.is_empty()).then_some(Piece::Text(text));
            }
            if let Some(comment) = self.rest.strip_prefix(b"<!--") {
                self.rest = &comment[find(comment, b"-->").map_or(comment.len(), |end| end + 3)..];
                continue;
            }
            let end = close(self.rest);
            let tag = Tag::of(&self.rest[1..end]);
            self.rest = &self.rest[(end + 1).min(self.rest.len())..];
            let within = match tag.name() {
                b"script" => b"</script".as_slice(),
                b"style" => b"</style",
                b"noscript" => b"</noscript",
                b"template" => b"</template",
                b"svg" => b"</svg",
                b"select" => b"</select",
                _ => return Some(Piece::Tag(tag)),
            };
            if tag.bytes.ends_with(b"/") {
                continue;
            }
            let (content, rest) = self.rest.split_at(find(self.rest, within).unwrap_or(self.rest.len()));
            self.rest = rest;
            let told = tag.attribute(b"type").unwrap_or_default();
            if tag.name() == b"script" && told.to_ascii_lowercase().ends_with(b"ld+json") {
                self.script = Some(content);
            }
        }
    }
}

/// Bytes of a tag that are looked at for its end.
const TAG: usize = 4096;

/// Where the tag ends that these bytes begin with: at its `>`, which does not stand in quotation marks.
fn close(bytes: &[u8]) -> usize {
    let mut quoted = None;
    for (at, byte) in bytes.iter().enumerate().take(TAG).skip(1) {
        match (quoted, byte) {
            (Some(mark), byte) if mark == *byte => quoted = None,
            (None, b'"' | b'\'') if bytes[at - 1] == b'=' || bytes[at - 1] == b' ' => quoted = Some(*byte),
            (None, b'>') => return at,
            _ => {}
        }
    }
    // A mark that nothing closes would swallow the page, and be looked for at each tag anew.
    bytes.iter().position(|byte| *byte == b'>').unwrap_or(bytes.len())
}

/// Tags that stand within lines, so that text goes on before and behind them.
pub(super) fn is_within_lines(name: &[u8]) -> bool {
    let name = name.strip_prefix(b"/").unwrap_or(name);
    matches!(
        name,
        b"b" | b"i"
            | b"u"
            | b"em"
            | b"strong"
            | b"span"
            | b"abbr"
            | b"cite"
            | b"q"
            | b"sup"
            | b"sub"
            | b"small"
            | b"mark"
            | b"time"
            | b"font"
            | b"code"
            | b"wbr"
            | b"s"
            | b"big"
            | b"ins"
            | b"del"
    )
}

impl<'a> Tag<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut name = [0; 8];
        let letters =
            bytes.iter().enumerate().take_while(|(at, it)| it.is_ascii_alphanumeric() || *at == 0 && **it == b'/');
        let mut length = 0;
        for (at, letter) in letters {
            if let Some(place) = name.get_mut(at) {
                *place = letter.to_ascii_lowercase();
            }
            length = at + 1;
        }
        // Longer names are all alike to us, but for their beginning.
        Self { bytes, name, length: length.min(8) }
    }

    /// Its name in small letters, with the `/` of a closing tag; of a long one the beginning.
    pub(super) fn name(&self) -> &[u8] {
        &self.name[..self.length]
    }

    /// The value of an attribute; its name in small letters.
    pub(super) fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        let mut at = 0;
        while let Some(found) = self.bytes.get(at..)?.windows(name.len()).position(|it| it.eq_ignore_ascii_case(name)) {
            let begin = at + found;
            at = begin + name.len();
            let apart = begin
                .checked_sub(1)
                .is_some_and(|it| matches!(self.bytes[it], b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b'/'));
            let Some(value) = self.bytes[at..].trim_ascii_start().strip_prefix(b"=").filter(|_| apart) else {
                continue;
            };
            let value = value.trim_ascii_start();
            return match value.first()? {
                mark @ (b'"' | b'\'') => value[1..].split(|byte| byte == mark).next(),
                _ => value.split(u8::is_ascii_whitespace).next(),
            };
        }
        None
    }
}

/// Where words stand, in small or capital letters.
pub(super) fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    let first = *words.first()?;
    let (small, large) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == small || *byte == large)?;
        if bytes.get(at..at + words.len())?.eq_ignore_ascii_case(words) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_cut() {
        let page = b"<!doctype html><META Property='og:type' content=\"a > b\"><script>if (a<b) {}</script>x<!-- <p> --><p class=a>y\
                     <script type=\"application/ld+json\">{}</script><a title='z'";
        let shown: Vec<String> = pieces(page)
            .map(|piece| match piece {
                Piece::Tag(tag) => format!("<{}>", String::from_utf8_lossy(tag.name())),
                Piece::Text(text) => String::from_utf8_lossy(text).into_owned(),
                Piece::Script(json) => format!("({})", String::from_utf8_lossy(json)),
            })
            .collect();
        assert_eq!(shown, ["<>", "<meta>", "</script>", "x", "<p>", "y", "({})", "</script>", "<a>"]);
        let tag = Tag::of(b"META data-content=x Property='og:type'\ncontent=\"a > b\" itemprop=c");
        assert_eq!(tag.attribute(b"property"), Some(b"og:type".as_slice()));
        assert_eq!(tag.attribute(b"content"), Some(b"a > b".as_slice()));
        assert_eq!((tag.attribute(b"itemprop"), tag.attribute(b"name")), (Some(b"c".as_slice()), None));
        assert_eq!(find(b"<p></sc</SCRIPT>", b"</script"), Some(7));
    }
}
