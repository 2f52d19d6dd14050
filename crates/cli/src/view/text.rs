//! A reading for terminals: the report with speakers in the margin, then who speaks, events, figures, what differs, doubts.
//!
//! With colours each speaker has one, in the margin, in the text and below; without, statements stand in ⟨brackets⟩. Both
//! number them. Text of the report is stripped of control characters, which could command the terminal.

mod layout;

use super::events::EventLine;
use super::sources::{FigureLine, Whose};
use super::voices::Voice;
use super::{View, one_line};
use anstyle::{AnsiColor, Style};
use layout::{Look, Margin, Word, paragraph, superscript, words};
use sayso::types::{Block, BlockKind, Embed};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// Lines longer than this are hard to read, however wide the terminal.
const MEASURE: usize = 84;

/// Colours of speakers, the one with the most words first.
const COLORS: [AnsiColor; 12] = [
    AnsiColor::Cyan,
    AnsiColor::Yellow,
    AnsiColor::Green,
    AnsiColor::Magenta,
    AnsiColor::Blue,
    AnsiColor::Red,
    AnsiColor::BrightCyan,
    AnsiColor::BrightYellow,
    AnsiColor::BrightGreen,
    AnsiColor::BrightMagenta,
    AnsiColor::BrightBlue,
    AnsiColor::BrightRed,
];

/// How to paint.
#[derive(Clone, Copy, Debug)]
struct Paint {
    color: bool,
}

impl Paint {
    /// The words in a style, or as they are where there are no colours.
    fn style(self, style: Style, words: &str) -> String {
        if self.color && !words.is_empty() && style != Style::new() {
            format!("{style}{words}{style:#}")
        } else {
            words.to_owned()
        }
    }

    fn look(self, look: Look, words: &str) -> String {
        let style = look.voice.map_or(Style::new(), voice_style);
        let style = if look.bold { style.bold() } else { style };
        let style = if look.underline { style.underline() } else { style };
        self.style(if look.dim { style.dimmed() } else { style }, words)
    }

    fn heading(self, words: &str) -> String {
        format!("\n{}\n", self.style(Style::new().bold(), &words.to_uppercase()))
    }

    fn dim(self, words: &str) -> String {
        self.style(Style::new().dimmed(), words)
    }
}

fn voice_style(voice: usize) -> Style {
    COLORS[voice % COLORS.len()].on_default()
}

/// The whole view of one report, `width` columns wide.
pub(crate) fn render(view: &View<'_>, color: bool, width: usize) -> String {
    let paint = Paint { color };
    let mut out = masthead(view, paint, width);
    for block in &view.document.blocks {
        if block.kind != BlockKind::Byline {
            out.push('\n');
            out += &rendered(view, block, paint, width);
        }
    }
    out += &who_speaks(view, paint, width);
    out += &events(view, paint, width);
    out += &figures(view, paint, width);
    out += &differ(view, paint, width);
    out += &doubts(view, paint, width);
    out
}

/// What stands between two reports.
pub(crate) fn between(color: bool) -> String {
    format!("\n{}\n\n", Paint { color }.dim(&"═".repeat(40)))
}

/// Title where the text has none, and what is known of the report.
fn masthead(view: &View<'_>, paint: Paint, width: usize) -> String {
    let head = &view.document.masthead;
    let mut out = String::new();
    let headline = view.document.blocks.iter().any(|it| it.kind == BlockKind::Headline);
    if let Some(title) = head.title.as_deref().filter(|_| !headline) {
        out = hanging(&Word::list(&plain(title), Look { bold: true, ..Look::default() }), paint, width, 0);
    }
    let authors = Some(head.authors.join(", ")).filter(|it| !it.is_empty());
    let told = [head.outlet.clone(), authors, head.published.map(|it| it.to_string()), head.url.clone()];
    let told: Vec<String> = told.into_iter().flatten().map(|it| plain(&it)).collect();
    if !told.is_empty() {
        out += &hanging(&Word::list(&told.join(" · "), Look { dim: true, ..Look::default() }), paint, width, 0);
    }
    out
}

fn rendered(view: &View<'_>, block: &Block, paint: Paint, width: usize) -> String {
    let base = Look { bold: matches!(block.kind, BlockKind::Headline | BlockKind::Heading), ..Look::default() };
    let margin = Margin::for_width(width);
    let mut words = words(view, block, base, paint.color);
    let (first, rest) = match block.kind {
        BlockKind::ListItem => ("• ", "  "),
        BlockKind::Quote => ("│ ", "│ "),
        BlockKind::Post => ("┃ ", "┃ "),
        BlockKind::Caption => ("▸ ", "  "),
        _ => ("", ""),
    };
    if let Some(embed) = &block.embed {
        let line = posted(embed);
        let runs = vec![(line.clone(), Look { dim: true, ..Look::default() })];
        words.insert(0, Word { width: line.width(), runs, begins: Vec::new(), breaks: true });
    }
    paragraph(view, &words, [first, rest], margin, width, paint)
}

/// Whose post it is: `X · Ada Brook · @adabrook · 2026-03-03`.
fn posted(embed: &Embed) -> String {
    let handle = embed.handle.as_ref().map(|handle| format!("@{handle}"));
    let date = embed.published.map(|at| at.date.to_string());
    let told = [embed.platform.clone(), embed.author.clone(), handle, date];
    plain(&told.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

fn who_speaks(view: &View<'_>, paint: Paint, width: usize) -> String {
    let voices = &view.voices;
    if voices.all.is_empty() {
        return String::new();
    }
    let mut out = paint.heading("Who speaks");
    // Four columns of numbers, ten wide each, stand at the right.
    let room = width.min(MEASURE + 20).saturating_sub(40).max(12);
    let _ = writeln!(
        out,
        "{}",
        paint.dim(&format!("{:room$}{:>10}{:>10}{:>12}{:>8}", "", "statements", "quoted", "paraphrased", "share"))
    );
    let percents = voices.percents();
    for (n, voice) in voices.all.iter().enumerate() {
        let name = fit(&described(voice), room);
        let _ = writeln!(
            out,
            "{}{:>10}{:>10}{:>12}{:>7}%",
            paint.style(voice_style(n), &padded(&name, room)),
            voice.statements,
            voice.quoted,
            voice.paraphrased,
            percents[n]
        );
    }
    let shares: Vec<String> = voices.shares().iter().map(|(name, percent)| format!("{name} {percent}%")).collect();
    let shares = format!("Of {} words: {}.", voices.total(), shares.join(", "));
    out + &hanging(&Word::list(&shares, Look::default()), paint, width, 0)
}

/// The name, and the role where the name does not tell it.
fn described(voice: &Voice) -> String {
    let role = voice.role.as_ref().filter(|role| !voice.name.contains(role.as_str()));
    let role = role.map_or(String::new(), |role| format!(", {role}"));
    plain(&(voice.name.clone() + &role))
}

fn events(view: &View<'_>, paint: Paint, width: usize) -> String {
    let lines = view.events();
    if lines.is_empty() {
        return String::new();
    }
    let mut out = paint.heading("Events, and on whose word");
    for line in &lines {
        out += &event(line, paint, width);
    }
    out
}

/// `police → closed (coerce, restrict) → bridge [planned] · 2026-03-04 · Skerra — Ada Brook ³`.
fn event(line: &EventLine, paint: Paint, width: usize) -> String {
    let (as_is, dim) = (Look::default(), Look { dim: true, ..Look::default() });
    let strong = Look { bold: true, ..as_is };
    let mut all = Word::list(&format!("{} → {}", plain(&line.actors), plain(&line.words)), as_is);
    all.extend(Word::list(&format!("({})", line.kind), dim));
    if !line.recipients.is_empty() {
        all.extend(Word::list(&format!("→ {}", plain(&line.recipients)), as_is));
    }
    if let Some(mark) = line.mark {
        all.extend(Word::list(&format!("[{mark}]"), strong));
    }
    for detail in &line.details {
        all.extend(Word::list(&format!("· {}", plain(detail)), as_is));
    }
    all.extend(Word::list("—", as_is));
    all.extend(Word::list(&whose(&line.source), voice_of(&line.source)));
    hanging(&all, paint, width, 0)
}

fn figures(view: &View<'_>, paint: Paint, width: usize) -> String {
    let lines = view.figures();
    if lines.is_empty() {
        return String::new();
    }
    let mut out = paint.heading("Figures, and on whose word");
    for line in &lines {
        out += &figure(line, paint, width, 0);
    }
    out
}

/// `more than 80 suspected traffickers (80 or more) — Ada Brook ³`; the value only where the words do not show it.
fn figure(line: &FigureLine, paint: Paint, width: usize, indent: usize) -> String {
    let words = plain(&line.words);
    let value = if words.contains(&line.value) { String::new() } else { format!(" ({})", line.value) };
    let plain_look = Look::default();
    let mut all = Word::list(&words, plain_look);
    all.extend(Word::list(&value, Look { dim: true, ..plain_look }));
    all.extend(Word::list("—", plain_look));
    all.extend(Word::list(&whose(&line.source), voice_of(&line.source)));
    hanging(&all, paint, width, indent)
}

/// In the colour of the speaker, or dim for the report's own voice.
fn voice_of(source: &Whose) -> Look {
    Look { voice: source.statement.map(|(voice, _)| voice), dim: source.statement.is_none(), ..Look::default() }
}

fn whose(source: &Whose) -> String {
    let number = source.statement.map_or(String::new(), |(_, number)| format!(" {}", superscript(number)));
    plain(&source.name) + &number
}

fn differ(view: &View<'_>, paint: Paint, width: usize) -> String {
    let lines = view.differ();
    if lines.is_empty() {
        return String::new();
    }
    let mut out = paint.heading("What differs");
    for line in &lines {
        let about = Word::list(&plain(&line.why), Look::default());
        out += &hanging(&about, paint, width, 0);
        for it in &line.figures {
            out += &figure(it, paint, width, 4);
        }
    }
    out
}

fn doubts(view: &View<'_>, paint: Paint, width: usize) -> String {
    let lines = view.doubts();
    if lines.is_empty() {
        return String::new();
    }
    let mut out = paint.heading("Doubts");
    for line in &lines {
        let words = line.words.as_ref().map_or(String::new(), |words| format!(": “{}”", plain(words)));
        out += &hanging(&Word::list(&format!("{}{words}", plain(&line.why)), Look::default()), paint, width, 0);
    }
    out
}

/// Words over as many lines as they need, the later ones indented.
fn hanging(words: &[Word], paint: Paint, width: usize, indent: usize) -> String {
    let room = width.min(MEASURE + 20).saturating_sub(indent + 2).max(12);
    let mut out = String::new();
    for (n, line) in layout::wrap(words, room).iter().enumerate() {
        let _ =
            writeln!(out, "{}{}", " ".repeat(if n == 0 { indent } else { indent + 2 }), layout::painted(line, paint));
    }
    out
}

/// Filled up with spaces.
fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}

/// Cut to a width, with `…` where something is cut off.
fn fit(words: &str, width: usize) -> String {
    if words.width() <= width {
        return words.to_owned();
    }
    let mut out = String::new();
    for c in words.chars() {
        if out.width() + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) + 1 > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// On one line, without control characters.
fn plain(words: &str) -> String {
    crate::output::printable(&one_line(words))
}
