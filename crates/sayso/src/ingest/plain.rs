//! Plain text: the document's text is the input's, character for character.

use super::html::{authors, dates};
use super::{Hint, digest, language};
use sayso_types::{Block, BlockKind, Document, Embed, Masthead, Origin, Span, Timestamp};
use std::sync::Arc;

/// A document of plain text. Its blocks are its paragraphs: lines, or runs of lines where the text is wrapped by
/// hand. A recognised headline and byline fill the masthead where the hint does not.
#[must_use]
pub fn text(text: &str, hint: &Hint) -> Document {
    document(text, hint.clone(), digest(text.as_bytes()))
}

/// As [`text`], of an item whose bytes have this digest.
pub(super) fn document(text: &str, hint: Hint, digest: String) -> Document {
    let blocks = blocks(text, hint.title.as_deref());
    let block = |kind| blocks.iter().find(|block| block.kind == kind).map(|block| block.span.of(text));
    let headline = || block(BlockKind::Headline).map(|words| words.trim_start_matches(['#', ' ']).to_owned());
    let byline = || block(BlockKind::Byline).map(|words| authors::split(words, hint.outlet.as_deref()));
    let dated = || blocks.iter().take(4).find_map(|block| date_line(block.span.of(text)));
    let named = if hint.authors.is_empty() { byline().unwrap_or_default() } else { hint.authors };
    let mut document = Document {
        id: hint.id.unwrap_or_else(|| digest.clone()),
        masthead: Masthead {
            title: hint.title.or_else(headline),
            outlet: hint.outlet,
            authors: named,
            url: hint.url,
            published: hint.published.or_else(dated),
            modified: hint.modified,
            language: None,
        },
        text: Arc::from(text),
        blocks,
        origin: Origin { name: hint.name, digest, offset: None },
    };
    language::fill(&mut document);
    document
}

fn blocks(text: &str, title: Option<&str>) -> Vec<Block> {
    let lines = lines(text);
    let wrap = wrap(text, &lines);
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    // Whether the block at hand may still take a line that runs on.
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        let words = line.span.of(text);
        if let Some((embed, post)) = post(text, words, line, &mut blocks) {
            blocks.push(Block { kind: BlockKind::Post, span: post, embed: Some(embed) });
            open = false;
            continue;
        }
        let kind = kind(words);
        let runs_on = open
            && kind == BlockKind::Paragraph
            && !line.after_gap
            && wrap.is_some_and(|width| fills(text, &lines[at - 1], line, width));
        match blocks.last_mut() {
            Some(last) if runs_on => last.span = last.span.join(line.span),
            _ => blocks.push(Block { kind, span: line.span, embed: None }),
        }
        open = matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
    }
    headline(text, title, &mut blocks);
    byline(text, &mut blocks);
    blocks
}

struct Line {
    span: Span,
    /// Whether an empty line, or the beginning, comes before it.
    after_gap: bool,
}

/// The lines that are not empty.
fn lines(text: &str) -> Vec<Line> {
    let (mut lines, mut at, mut gap) = (Vec::new(), 0, true);
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        if !span.is_empty() {
            lines.push(Line { span, after_gap: gap });
        }
        gap = span.is_empty();
    }
    lines
}

/// The width in characters at which the text is wrapped by hand; `None` if its lines are its paragraphs. Wrapped
/// lines end where the next word would not have fitted, and mostly inside sentences.
fn wrap(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|line| line.span.len()).max().filter(|bytes| *bytes <= 400)?;
    let width = if width <= 130 {
        lines.iter().map(|line| line.span.of(text).chars().count()).max().filter(|width| (30..=120).contains(width))?
    } else {
        return None;
    };
    let (mut breaks, mut full, mut inside) = (0, 0, 0);
    let mut lower = false;
    for pair in
        lines.windows(2).filter(|pair| !pair[1].after_gap && kind(pair[1].span.of(text)) == BlockKind::Paragraph)
    {
        breaks += 1;
        full += usize::from(fills(text, &pair[0], &pair[1], width));
        inside += usize::from(!ends_sentence(pair[0].span.of(text)));
        lower |= pair[1].span.of(text).starts_with(char::is_lowercase);
    }
    let enough = breaks >= 2 || (breaks == 1 && lower);
    (enough && lower && full * 10 >= breaks * 7 && inside * 2 >= breaks).then_some(width)
}

/// Whether the first word of `next` would not have fitted on `line`.
fn fills(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = next.span.of(text).split_whitespace().next().map_or(0, |word| word.chars().count());
    line.span.of(text).chars().count() + 1 + word > width
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '’', '\'', ')', '»']).ends_with(['.', '!', '?', ':', '…'])
}

fn kind(line: &str) -> BlockKind {
    const CAPTIONS: [&str; 6] = ["Photo: ", "PHOTO: ", "Image: ", "Caption: ", "Picture: ", "Photograph: "];
    const CREDITS: [&str; 5] = ["(AP Photo", "(Photo by ", "(Photo: ", "/Getty Images)", "/AFP)"];
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = matches!(line.len() - after_number.len(), 1 | 2)
        && (after_number.starts_with(". ") || after_number.starts_with(") "));
    if numbered || ["- ", "* ", "• ", "· ", "‣ ", "◦ ", "▪ "].iter().any(|mark| line.starts_with(mark)) {
        BlockKind::ListItem
    } else if line.starts_with("> ") {
        BlockKind::Quote
    } else if line.trim_start_matches('#').starts_with(' ') && line.starts_with('#') {
        BlockKind::Heading
    } else if line.len() < 400
        && (CAPTIONS.iter().any(|mark| line.starts_with(mark)) || CREDITS.iter().any(|mark| line.contains(mark)))
    {
        BlockKind::Caption
    } else {
        BlockKind::Paragraph
    }
}

/// An embedded post, as copied from a page: its words, and below them `— Name (@handle) March 4, 2026`. Takes the
/// line of its words out of `blocks`.
fn post(text: &str, words: &str, line: &Line, blocks: &mut Vec<Block>) -> Option<(Embed, Span)> {
    let embed = attribution(words)?;
    let above = blocks.last().filter(|last| last.kind == BlockKind::Paragraph)?.span;
    let near = text[above.end as usize..line.span.start as usize].matches('\n').count() <= 2;
    near.then(|| {
        blocks.pop();
        (embed, above.join(line.span))
    })
}

/// Whose post it is, of a line `— Name (@handle) March 4, 2026`.
pub(super) fn attribution(line: &str) -> Option<Embed> {
    let rest = line.trim_start().strip_prefix(['—', '–', '-'])?.trim_start();
    let (author, rest) = rest.split_once("(@")?;
    let (handle, date) = rest.split_once(')')?;
    let date = date.trim().trim_start_matches(['·', '|', ',']).trim();
    let author = author.trim();
    let fair = handle.len() <= 60 && !handle.is_empty() && !handle.contains(char::is_whitespace) && author.len() <= 100;
    let published = dates::parse(date);
    (fair && (date.is_empty() || published.is_some())).then(|| Embed {
        platform: None,
        author: Some(author.to_owned()).filter(|author| !author.is_empty()),
        handle: Some(handle.to_owned()),
        published,
        url: None,
    })
}

/// Marks the headline: the first block if it is the title, or where no title is given, if it looks like one.
fn headline(text: &str, title: Option<&str>, blocks: &mut [Block]) {
    let Some(first) = blocks.first().filter(|first| matches!(first.kind, BlockKind::Paragraph | BlockKind::Heading))
    else {
        return;
    };
    let words = first.span.of(text).trim_start_matches(['#', ' ']);
    let found = match title {
        Some(title) => fold(title) == fold(words),
        None => {
            let short = words.chars().count() <= 160 && words.split_whitespace().count() >= 2 && !words.contains('\n');
            let bare = words.trim_end_matches(['”', '"', '’', '\'', '»', ')']);
            let open = is_title_case(bare) || !bare.ends_with(['.', ';', ':', ',', '…']) && !authors::is_byline(words);
            let begins = words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "‘“\"'«".contains(c));
            // The report that follows: a paragraph, past bylines and dates, that is a sentence and longer.
            let body = blocks.iter().skip(1).take(4).any(|block| {
                let paragraph = block.span.of(text);
                paragraph.len() > words.len().max(60) && ends_sentence(paragraph)
            });
            short && open && begins && body
        }
    };
    if found {
        blocks[0].kind = BlockKind::Headline;
    }
}

/// The date of a line near the top that is nothing else: `March 4, 2026`, `Published 4 March 2026, 9:05 a.m. GMT`.
fn date_line(line: &str) -> Option<Timestamp> {
    const WORDS: [&str; 9] = ["published", "posted", "first", "on", "at", "am", "pm", "a.m", "p.m"];
    let part = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_ascii_lowercase();
        let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| lower.starts_with(day))
            && lower.len() <= 9;
        let zone = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        word.is_empty()
            || number
            || zone
            || day
            || WORDS.contains(&lower.as_str())
            || dates::month_named(word).is_some()
    };
    (line.len() <= 60 && line.split_whitespace().all(part)).then(|| dates::parse(line)).flatten()
}

/// Whether nearly all words that matter are capitalised, as English titles have it and sentences never do: a full stop
/// after such a line does not make it a sentence.
fn is_title_case(line: &str) -> bool {
    let long = || {
        line.split_whitespace()
            .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.len() > 3)
    };
    let upper = long().filter(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())).count();
    upper >= 3 && upper * 10 >= long().count() * 8
}

/// Marks the line near the top that names the authors.
fn byline(text: &str, blocks: &mut [Block]) {
    let top = blocks.iter_mut().take(4).filter(|block| block.kind == BlockKind::Paragraph);
    if let Some(block) = top.into_iter().find(|block| authors::is_byline(block.span.of(text))) {
        block.kind = BlockKind::Byline;
    }
}

/// Letters and digits in lower case: what is left when titles differ in marks and spaces only.
pub(super) fn fold(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(input: &str, title: Option<&str>) -> Vec<(BlockKind, String)> {
        let hint = Hint { title: title.map(str::to_owned), ..Hint::default() };
        let document = text(input, &hint);
        assert_eq!(&*document.text, input);
        document.blocks.iter().map(|block| (block.kind, block.span.of(input).to_owned())).collect()
    }

    #[test]
    fn wrapped_lines_make_one_paragraph() {
        let input = "Harbour wall to be raised\n\nBy Ada Brook\n\nThe harbour wall at Port Elsby will be raised by two\n\
                     metres next spring, the council said on Monday, after\nthe third flood in a year.\n\n- Work begins in \
                     April\n- It costs £3 million\n> “High time,” one reader wrote.\n";
        let kinds: Vec<_> = shape(input, None).into_iter().map(|(kind, words)| (kind, words.lines().count())).collect();
        use BlockKind::{Byline, Headline, ListItem, Paragraph, Quote};
        assert_eq!(kinds, [(Headline, 1), (Byline, 1), (Paragraph, 3), (ListItem, 1), (ListItem, 1), (Quote, 1)]);
        assert_eq!(text(input, &Hint::default()).masthead.authors, ["Ada Brook"]);
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let input = "The mayor resigned.\nShe had been in office for nine years and two months.\nNobody was surprised.";
        assert!(shape(input, None).iter().all(|(kind, _)| *kind == BlockKind::Paragraph));
        assert_eq!(shape(input, None).len(), 3);
    }

    #[test]
    fn the_title_tells_the_headline_whatever_its_marks() {
        let found = shape("Mayor: “No”\nThe mayor said no.", Some("Mayor: 'No'"));
        assert_eq!(found[0].0, BlockKind::Headline);
        let found = shape(
            "Harbour Wall Will Be Raised, Says Council.\nThe harbour wall at Port Elsby will be raised by two metres next spring.",
            None,
        );
        assert_eq!(found[0].0, BlockKind::Headline);
        assert_eq!(shape("“No,” said Ada Brook.\nShe left.", None)[0].0, BlockKind::Paragraph);
    }

    #[test]
    fn a_line_that_is_a_date_is_the_date() {
        let at = |input: &str| text(input, &Hint::default()).masthead.published.map(|at| at.to_string());
        assert_eq!(
            at("Ferry strike\nPublished March 4, 2026, 9:05 a.m. GMT\nCrews stayed away.").as_deref(),
            Some("2026-03-04T09:05:00Z")
        );
        assert_eq!(at("Ferry strike\nWednesday, 4 March 2026\nCrews stayed away.").as_deref(), Some("2026-03-04"));
        assert_eq!(at("Crews stayed away on March 4, 2026."), None);
    }

    #[test]
    fn a_copied_post_is_one_block() {
        let input = "He left.\nThe bridge is closed until further notice.\n— Elsby Council (@elsbycouncil) March 4, 2026\nShe came.";
        let document = text(input, &Hint::default());
        let post = document.blocks.iter().find(|block| block.kind == BlockKind::Post).expect("a post");
        let embed = post.embed.clone().expect("whose");
        assert_eq!(embed.handle.as_deref(), Some("elsbycouncil"));
        assert_eq!(embed.published.map(|at| at.to_string()).as_deref(), Some("2026-03-04"));
        assert!(post.span.of(input).starts_with("The bridge"));
        assert_eq!(document.blocks.len(), 3);
    }
}
