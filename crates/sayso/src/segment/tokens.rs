//! Tokens. Words keep inner hyphens and full stops, clitics are cut off, every quotation mark is told to open or close.

use super::abbreviations;
use sayso_types::{Span, Tag, Token, TokenKind};

/// Appends the tokens of `span` to `tokens`.
pub(super) fn cut(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let mut cutter = Cutter { text: &text[..span.end as usize], at: span.start as usize, singles: 0, tokens };
    while let Some(first) = cutter.peek() {
        if is_gap(first) {
            cutter.at += first.len_utf8();
        } else {
            cutter.next(first, span.start as usize);
        }
    }
}

/// White space, and characters without width that stand for it.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

struct Cutter<'t, 'o> {
    text: &'t str,
    at: usize,
    /// Single quotation marks that are open.
    singles: usize,
    tokens: &'o mut Vec<Token>,
}

impl<'t> Cutter<'t, '_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn push(&mut self, len: usize, kind: TokenKind) {
        let tag =
            if matches!(kind, TokenKind::Mark | TokenKind::Open | TokenKind::Close) { Tag::Punct } else { Tag::Other };
        self.tokens.push(Token { span: Span::new(self.at, self.at + len), kind, tag });
        self.at += len;
    }

    fn next(&mut self, first: char, block: usize) {
        let rest = self.rest();
        let before = self.text[block..self.at].chars().next_back();
        if let Some(len) = address(rest) {
            return self.push(len, TokenKind::Address);
        }
        if matches!(first, '@' | '#') {
            let name = rest[1..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len() - 1);
            if name > 0 && !before.is_some_and(char::is_alphanumeric) {
                return self.push(1 + name, TokenKind::Handle);
            }
        }
        if let Some((len, kind)) = self.quotation(first, before) {
            return self.push(len, kind);
        }
        if first.is_ascii_digit() {
            return self.number();
        }
        if first.is_alphanumeric()
            || (matches!(first, '\'' | '’') && rest[first.len_utf8()..].starts_with(char::is_alphanumeric))
        {
            return self.word();
        }
        if matches!(first, '\'' | '’') {
            return self.push(first.len_utf8(), TokenKind::Clitic);
        }
        if matches!(first, '.' | '-' | '*' | '=' | '_') {
            let len = rest.find(|c| c != first).unwrap_or(rest.len());
            return self.push(len, TokenKind::Mark);
        }
        let kind = match first {
            ',' | ';' | ':' | '!' | '?' | '…' | '–' | '—' | '―' | '‒' | '(' | ')' | '[' | ']' | '{' | '}' | '•'
            | '·' => TokenKind::Mark,
            _ => TokenKind::Symbol,
        };
        self.push(first.len_utf8(), kind);
    }

    /// Length and direction of the quotation mark here, if there is one.
    fn quotation(&mut self, first: char, before: Option<char>) -> Option<(usize, TokenKind)> {
        let rest = self.rest();
        let double = ["''", "``", "‘‘", "’’"].into_iter().find(|mark| rest.starts_with(mark));
        let len = double.map_or(first.len_utf8(), str::len);
        let after = rest[len..].chars().next();
        let opens_here =
            before.is_none_or(|c| is_gap(c) || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\''));
        let closes_here = after.is_none_or(|c| !c.is_alphanumeric());
        let by_place = if opens_here && after.is_some_and(|c| !is_gap(c)) || !closes_here {
            TokenKind::Open
        } else {
            TokenKind::Close
        };
        if double.is_some() {
            return Some((len, by_place));
        }
        match first {
            // A closing mark where only an opening one can stand is a slip of the pen, and the other way round.
            '”' => Some((len, if opens_here && !closes_here { TokenKind::Open } else { TokenKind::Close })),
            '“' => Some((
                len,
                if !opens_here && closes_here && before != Some('.') { TokenKind::Close } else { TokenKind::Open },
            )),
            '„' | '‟' | '«' => Some((len, TokenKind::Open)),
            '»' => Some((len, TokenKind::Close)),
            '"' => Some((len, by_place)),
            '‘' if opens_here
                && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '“' | '"' | '$' | '[' | '…' | '.')) =>
            {
                self.singles += 1;
                Some((len, TokenKind::Open))
            }
            '\'' | '’' if opens_here && after.is_some_and(char::is_alphabetic) && self.closes_later(first, len) => {
                self.singles += 1;
                Some((len, TokenKind::Open))
            }
            '\'' | '’' if self.singles > 0 && closes_here && before.is_some_and(|c| !is_gap(c)) => {
                self.singles -= 1;
                Some((len, TokenKind::Close))
            }
            _ => None,
        }
    }

    /// Whether a single mark opened here is closed later in the block: by the same mark after a letter or full
    /// stop and before no letter. Keeps *'90s* and *'em* words.
    fn closes_later(&self, mark: char, len: usize) -> bool {
        let rest = &self.rest()[len..];
        if rest.starts_with("em ")
            || rest.starts_with("n’ ")
            || rest.starts_with("n' ")
            || rest.starts_with("til ")
            || rest.starts_with("tis ")
        {
            return false;
        }
        rest.match_indices(mark).take(12).any(|(at, _)| {
            let before = rest[..at].chars().next_back();
            let after = rest[at + mark.len_utf8()..].chars().next();
            before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?') || c.is_alphanumeric())
                && after.is_none_or(|c| !c.is_alphanumeric())
        })
    }

    /// Digits with inner separators, and letters stuck to them (`17th`, `2bn`, `15-member`).
    fn number(&mut self) {
        let rest = self.rest();
        let mut end = 0;
        let mut letters = false;
        while let Some(c) = rest[end..].chars().next() {
            let after = rest[end + c.len_utf8()..].chars().next();
            let goes_on = match c {
                _ if c.is_numeric() => true,
                _ if c.is_alphabetic() => {
                    letters = true;
                    true
                }
                ',' | '.' | ':' | '/' if !letters => after.is_some_and(|c| c.is_ascii_digit()),
                '-' | '‑' => after.is_some_and(char::is_alphabetic),
                _ => false,
            };
            if !goes_on {
                break;
            }
            end += c.len_utf8();
        }
        // `3.5m.` keeps no full stop, `10 a.m.` is cut as a word later, `2-3` stays two numbers.
        let times =
            rest[..end].ends_with(['a', 'p']) && (rest[end..].starts_with(".m.") || rest[end..].starts_with(".m "));
        self.push(if times { end - 1 } else { end }, TokenKind::Number);
    }

    /// A word with inner marks, its full stop if it is an abbreviation, and its clitics.
    fn word(&mut self) {
        let rest = self.rest();
        let mut end = 0;
        while let Some(c) = rest[end..].chars().next() {
            let after = rest[end + c.len_utf8()..].chars().next();
            let inner = after.is_some_and(char::is_alphanumeric);
            let goes_on = c.is_alphanumeric()
                || is_mark_on_letter(c)
                || (matches!(c, '-' | '‑' | '\'' | '’' | '&' | '_') && inner)
                || (c == '.' && inner && dotted(&rest[..end], after))
                || (c == '@' && inner);
            if !goes_on {
                break;
            }
            end += c.len_utf8();
        }
        if rest[end..].starts_with('.') && !rest[end..].starts_with("..") && abbreviations::takes_stop(&rest[..end]) {
            end += 1;
        }
        if rest[end..].starts_with('$') && end <= 3 && rest[..end].bytes().all(|b| b.is_ascii_uppercase()) {
            return self.push(end + 1, TokenKind::Symbol);
        }
        let cut = clitic(&rest[..end]);
        if cut > 0 {
            self.push(cut, TokenKind::Word);
        }
        if cut < end {
            self.push(end - cut, TokenKind::Clitic);
        }
    }
}

fn is_mark_on_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a full stop between two letters belongs to the word: `U.S`, `a.m`, `amazon.com`, not `end.Then`.
fn dotted(before: &str, after: Option<char>) -> bool {
    let last = before.rsplit(['.', '-']).next().unwrap_or(before);
    last.chars().count() == 1 || after.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// Where the clitic of a word begins; its length if it has none.
fn clitic(word: &str) -> usize {
    let lower = word.to_ascii_lowercase();
    for ending in ["n't", "n’t"] {
        if lower.ends_with(ending) && lower.len() > ending.len() {
            return word.len() - ending.len();
        }
    }
    for ending in ["'s", "’s", "'re", "’re", "'ll", "’ll", "'ve", "’ve", "'d", "’d", "'m", "’m"] {
        if lower.ends_with(ending) {
            return word.len() - ending.len();
        }
    }
    match lower.as_str() {
        "cannot" => 3,
        _ => word.len(),
    }
}

/// Length of the web or mail address at the start of `rest`, if there is one.
fn address(rest: &str) -> Option<usize> {
    const STARTS: [&str; 5] = ["http://", "https://", "www.", "pic.twitter.com/", "t.co/"];
    if !STARTS.iter().any(|start| rest.starts_with(start)) {
        return None;
    }
    let len = rest.find(|c: char| is_gap(c) || matches!(c, '<' | '>' | '"' | '”' | '“')).unwrap_or(rest.len());
    Some(rest[..len].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        cut(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|it| it.span.of(text)).collect()
    }

    fn kinds(text: &str) -> Vec<(&str, TokenKind)> {
        let mut tokens = Vec::new();
        cut(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|it| (it.span.of(text), it.kind)).collect()
    }

    #[test]
    fn abbreviations_keep_their_stop_and_words_their_hyphens() {
        assert_eq!(
            words("Mr. Lee of the U.S. met twenty-one envoys."),
            ["Mr.", "Lee", "of", "the", "U.S.", "met", "twenty-one", "envoys", "."]
        );
    }

    #[test]
    fn clitics_are_cut_off() {
        assert_eq!(
            words("He’s sure they can't, cannot."),
            ["He", "’s", "sure", "they", "ca", "n't", ",", "can", "not", "."]
        );
        assert_eq!(words("the workers’ union"), ["the", "workers", "’", "union"]);
    }

    #[test]
    fn numbers_keep_separators_and_suffixes() {
        assert_eq!(
            words("$3,000.50, 10-15%, the 17th, US$2bn."),
            ["$", "3,000.50", ",", "10", "-", "15", "%", ",", "the", "17th", ",", "US$", "2bn", "."]
        );
    }

    #[test]
    fn quotation_marks_open_and_close() {
        use TokenKind::{Close, Open};
        let marks = |text: &'static str| {
            kinds(text).into_iter().filter(|(_, k)| matches!(k, Open | Close)).map(|(_, k)| k).collect::<Vec<_>>()
        };
        assert_eq!(marks("\"No,\" he said. \"Why?\""), [Open, Close, Open, Close]);
        assert_eq!(marks("''No,'' he said."), [Open, Close]);
        assert_eq!(marks("‘It’s a fine day,’ she said."), [Open, Close]);
        assert_eq!(marks("in the ’90s, rock ’n’ roll"), []);
        assert_eq!(marks("('yes') said 'no'"), [Open, Close, Open, Close]);
    }
}
