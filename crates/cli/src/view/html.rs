//! A reading as one self-contained page: no script, nothing fetched, light and dark, for screen and paper.
//!
//! Marks do not rest on colour: quoted words are underlined with a line, paraphrased ones with dots, sources are bold,
//! figures framed, and every fragment carries the number of its statement. All text is escaped.

use super::events::EventLine;
use super::sources::{FigureLine, Whose};
use super::voices::Voice;
use super::{Piece, View, number};
use sayso::types::{Block, BlockKind, Embed, StatementId};
use std::fmt::Write as _;

/// How many colours `page.css` knows.
const COLORS: usize = 8;

/// What stands after the last report.
pub(crate) const FOOT: &str = "</main>\n<footer>Written by Sayso from what the report itself says: who said it, not \
                               whether it is true.</footer>\n</body>\n</html>\n";

/// What stands before the first report, whose title the page takes.
pub(crate) fn head(title: &str) -> String {
    let title = if title.is_empty() { "On whose word" } else { title };
    format!(
        "{HEAD}<title>{} · Sayso</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n",
        escaped(title),
        include_str!("page.css")
    )
}

const HEAD: &str = concat!(
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    "<meta name=\"color-scheme\" content=\"light dark\">\n",
    // Even if something of a report slipped through, the browser would neither run nor fetch it.
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    "<meta name=\"referrer\" content=\"no-referrer\">\n",
);

/// One report.
pub(crate) fn report(view: &View<'_>) -> String {
    // Anchors must differ between the reports of one page.
    let page = Page { view, anchor: short_id(&view.document.id) };
    let mut out = format!("<article id=\"{}\">\n", page.anchor);
    out += &page.masthead();
    out += LEGEND;
    for block in view.document.blocks.iter().filter(|it| it.kind != BlockKind::Byline) {
        out += &page.block(block);
    }
    out += &page.who_speaks();
    out += &page.events();
    out += &page.figures();
    out += &page.differ();
    out += &page.doubts();
    out + "</article>\n"
}

const LEGEND: &str = "<p class=\"legend\"><span class=\"s v0 q\">quoted words</span> <span class=\"s v0\">paraphrased \
                      words</span> <b class=\"src\">source</b> <span class=\"fig\">figure</span> <sup>1</sup> number of \
                      the statement; unmarked: the report’s own voice</p>\n";

struct Page<'a> {
    view: &'a View<'a>,
    anchor: String,
}

impl Page<'_> {
    fn masthead(&self) -> String {
        let head = &self.view.document.masthead;
        let mut out = String::from("<header>\n");
        let headline = self.view.document.blocks.iter().any(|it| it.kind == BlockKind::Headline);
        if let Some(title) = head.title.as_deref().filter(|_| !headline) {
            let _ = writeln!(out, "<h1>{}</h1>", escaped(title));
        }
        let authors = Some(head.authors.join(", ")).filter(|it| !it.is_empty());
        let date = head.published.map(|at| format!("<time datetime=\"{at}\">{}</time>", at.date));
        let told =
            [head.outlet.as_deref().map(escaped), authors.as_deref().map(escaped), date, head.url.as_deref().map(link)];
        let _ = writeln!(out, "<p class=\"meta\">{}</p>", told.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        out + "</header>\n"
    }

    fn block(&self, block: &Block) -> String {
        let pieces = self.view.pieces_in(block);
        let words: String = pieces.iter().map(|it| self.piece(it)).collect();
        let inner = match block.kind {
            BlockKind::Headline => format!("<h1>{words}</h1>"),
            BlockKind::Heading => format!("<h2>{words}</h2>"),
            BlockKind::ListItem => format!("<p class=\"item\">{words}</p>"),
            BlockKind::Quote => format!("<blockquote><p>{words}</p></blockquote>"),
            BlockKind::Caption => format!("<p class=\"caption\">{words}</p>"),
            BlockKind::Post => {
                let whose = block.embed.as_ref().map_or(String::new(), posted);
                format!("<blockquote class=\"post\"><p class=\"meta\">{whose}</p><p>{words}</p></blockquote>")
            }
            BlockKind::Paragraph | BlockKind::Row | BlockKind::Byline => format!("<p>{words}</p>"),
        };
        let notes: String = pieces.iter().flat_map(|it| &it.begins).map(|&id| self.note(id)).collect();
        let label = "aria-label=\"who speaks here\"";
        let notes = if notes.is_empty() { notes } else { format!("<ul class=\"notes\" {label}>{notes}</ul>") };
        format!("<div class=\"row\">{inner}{notes}</div>\n")
    }

    fn piece(&self, piece: &Piece) -> String {
        let mut words = escaped(self.view.words(piece.span()));
        if piece.figure {
            words = format!("<span class=\"fig\">{words}</span>");
        }
        if piece.source {
            words = format!("<b class=\"src\">{words}</b>");
        }
        if let Some(id) = piece.statement {
            let quoted = if piece.quoted { " q" } else { "" };
            let title = escaped(&self.view.voices.of(id).name);
            words = format!("<span class=\"s {}{quoted}\" title=\"{title}\">{words}</span>", self.color(id));
        }
        for &id in &piece.closes {
            let (n, anchor) = (number(id), &self.anchor);
            let _ = write!(words, "<sup class=\"{}\"><a href=\"#{anchor}-s{n}\">{n}</a></sup>", self.color(id));
        }
        words
    }

    /// Who speaks, how and when, beside the paragraph in which the statement begins.
    fn note(&self, id: StatementId) -> String {
        let (name, said) = self.view.note(id);
        let (n, anchor, it) = (number(id), &self.anchor, self.view.statement(id));
        let said = said.map_or(String::new(), |said| format!(", <time>{}</time>", escaped(&said)));
        let (color, name, manner) = (self.color(id), escaped(name), it.manner.name());
        format!(
            "<li id=\"{anchor}-s{n}\" class=\"{color}\"><sup>{n}</sup> <b>{name}</b> <small>{manner}{said}</small></li>"
        )
    }

    fn who_speaks(&self) -> String {
        let voices = &self.view.voices;
        if voices.all.is_empty() {
            return String::new();
        }
        let mut out = String::from(
            "<section>\n<h2>Who speaks</h2>\n<table>\n<thead><tr><th scope=\"col\">Speaker</th>\
             <th scope=\"col\">Statements</th><th scope=\"col\">Words quoted</th><th scope=\"col\">Words paraphrased</th>\
             <th scope=\"col\">Share of the report</th></tr></thead>\n<tbody>\n",
        );
        let percents = voices.percents();
        for (n, voice) in voices.all.iter().enumerate() {
            let _ = writeln!(
                out,
                "<tr><th scope=\"row\"><span class=\"dot v{}\"></span>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}%</td></tr>",
                n % COLORS,
                described(voice),
                voice.statements,
                voice.quoted,
                voice.paraphrased,
                percents[n]
            );
        }
        let shares: Vec<String> = voices.shares().iter().map(|(name, percent)| format!("{name} {percent}%")).collect();
        let _ = writeln!(out, "</tbody>\n</table>\n<p>Of {} words: {}.</p>", voices.total(), shares.join(", "));
        out + "</section>\n"
    }

    fn events(&self) -> String {
        let items: String = self.view.events().iter().map(|it| self.event(it)).collect();
        section("Events, and on whose word", &items)
    }

    fn event(&self, line: &EventLine) -> String {
        let (actors, words, kind) = (escaped(&line.actors), escaped(&line.words), escaped(&line.kind));
        let recipients = escaped(&line.recipients);
        let recipients = if recipients.is_empty() { recipients } else { format!(" → {recipients}") };
        let mark = line.mark.map_or(String::new(), |mark| format!(" <strong class=\"mark\">{mark}</strong>"));
        let details: String = line.details.iter().map(|it| format!(" · {}", escaped(it))).collect();
        let source = self.source(&line.source);
        format!("<li>{actors} → <b>{words}</b> <small>{kind}</small>{recipients}{mark}{details} — {source}</li>\n")
    }

    fn figures(&self) -> String {
        let items: String = self.view.figures().iter().map(|it| self.figure(it)).collect();
        section("Figures, and on whose word", &items)
    }

    fn figure(&self, line: &FigureLine) -> String {
        let (words, value) = (escaped(&line.words), escaped(&line.value));
        let value = if words.contains(&value) { String::new() } else { format!(" <small>({value})</small>") };
        format!("<li><span class=\"fig\">{words}</span>{value} — {}</li>\n", self.source(&line.source))
    }

    /// Whose word it is, with a link to the statement.
    fn source(&self, source: &Whose) -> String {
        let name = escaped(&source.name);
        match source.statement {
            Some((_, n)) => format!("<a href=\"#{}-s{n}\">{name} <sup>{n}</sup></a>", self.anchor),
            None => format!("<i>{name}</i>"),
        }
    }

    fn differ(&self) -> String {
        let mut items = String::new();
        for line in self.view.differ() {
            let figures: String = line.figures.iter().map(|it| self.figure(it)).collect();
            let _ = writeln!(items, "<li>{}\n<ul>\n{figures}</ul></li>", escaped(&line.why));
        }
        section("What differs", &items)
    }

    fn doubts(&self) -> String {
        let mut items = String::new();
        for line in self.view.doubts() {
            let words = line.words.as_deref().map_or(String::new(), |words| format!(": <q>{}</q>", escaped(words)));
            let _ = writeln!(items, "<li>{}{words}</li>", escaped(&line.why));
        }
        section("Doubts", &items)
    }

    fn color(&self, id: StatementId) -> String {
        format!("v{}", self.view.voices.index(id) % COLORS)
    }
}

fn section(title: &str, items: &str) -> String {
    if items.is_empty() {
        String::new()
    } else {
        format!("<section>\n<h2>{title}</h2>\n<ul>\n{items}</ul>\n</section>\n")
    }
}

fn described(voice: &Voice) -> String {
    let role = voice.role.as_ref().filter(|role| !voice.name.contains(role.as_str()));
    let role = role.map_or(String::new(), |role| format!(" <small>{}</small>", escaped(role)));
    escaped(&voice.name) + &role
}

fn posted(embed: &Embed) -> String {
    let handle = embed.handle.as_ref().map(|handle| escaped(&format!("@{handle}")));
    let date = embed.published.map(|at| at.date.to_string());
    let known = [embed.platform.as_deref().map(escaped), embed.author.as_deref().map(escaped), handle, date];
    let known = known.into_iter().chain([embed.url.as_deref().map(link)]);
    known.flatten().collect::<Vec<_>>().join(" · ")
}

/// An address as a link where it leads to the web; anything else (`javascript:` …) stays text.
fn link(url: &str) -> String {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let text = escaped(url);
    match scheme.as_deref() {
        Some("http" | "https") => format!("<a href=\"{text}\" rel=\"noreferrer\">{text}</a>"),
        _ => text,
    }
}

/// Letters and digits of an id, few enough for an anchor.
fn short_id(id: &str) -> String {
    format!("r{}", id.chars().filter(char::is_ascii_alphanumeric).take(12).collect::<String>())
}

/// Text as HTML, in text and in attributes alike.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML forbids control characters, even as references.
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_report_becomes_markup() {
        assert_eq!(escaped("<script>\"a\" & 'b'\u{1b}"), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39; ");
        assert_eq!(link("javascript:alert(1)//://"), "javascript:alert(1)//://");
        assert!(
            link("https://example.org/?a=1&b=\"2\"").contains("href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\"")
        );
    }
}
