//! Breaking marked words into lines, with notes in the margin.

use super::{MEASURE, Paint, fit, padded};
use crate::output::printable;
use crate::view::{View, number};
use sayso::types::{Block, StatementId};
use std::collections::VecDeque;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Look {
    /// Whose words they are.
    pub(super) voice: Option<usize>,
    pub(super) bold: bool,
    pub(super) underline: bool,
    pub(super) dim: bool,
}

/// Characters without white space between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) runs: Vec<(String, Look)>,
    pub(super) width: usize,
    /// Statements that begin in it.
    pub(super) begins: Vec<StatementId>,
    /// Whether a new line follows.
    pub(super) breaks: bool,
}

impl Word {
    /// The words of a text that all look alike.
    pub(super) fn list(text: &str, look: Look) -> Vec<Self> {
        let word = |word: &str| Self { runs: vec![(word.to_owned(), look)], width: word.width(), ..Self::default() };
        text.split_whitespace().map(word).collect()
    }

    fn push(&mut self, words: &str, look: Look) {
        self.width += words.width();
        match self.runs.last_mut() {
            Some((last, same)) if *same == look => last.push_str(words),
            _ => self.runs.push((words.to_owned(), look)),
        }
    }
}

/// How wide the margin is, with the gap to the text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Margin {
    /// At the left of the text.
    Beside(usize),
    /// There is no room for one: notes stand below each paragraph.
    Below,
}

impl Margin {
    pub(super) fn for_width(width: usize) -> Self {
        if width < 64 { Self::Below } else { Self::Beside((width / 4).min(26)) }
    }
}

/// The words of a block with their marks. Without colours each fragment stands in ⟨brackets⟩; with and without, its
/// number follows it.
pub(super) fn words(view: &View<'_>, block: &Block, base: Look, color: bool) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    for piece in view.pieces_in(block) {
        let voice = piece.statement.map(|id| view.voices.index(id));
        let look = Look { voice, bold: base.bold || piece.source, underline: piece.figure, ..base };
        let sign = Look { underline: false, bold: false, ..look };
        word.begins.extend(&piece.begins);
        if !color {
            piece.opens.iter().for_each(|_| word.push("⟨", sign));
        }
        for (n, part) in view.words(piece.span()).split(char::is_whitespace).enumerate() {
            if n > 0 && !word.runs.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !part.is_empty() {
                word.push(&printable(part), look);
            }
        }
        for (n, &id) in piece.closes.iter().enumerate() {
            let sign = Look { voice: Some(view.voices.index(id)), ..sign };
            // With brackets or a comma between them, ² and ¹ do not read as ²¹.
            let before = if !color {
                "⟩"
            } else if n > 0 {
                ","
            } else {
                ""
            };
            word.push(&format!("{before}{}", superscript(number(id))), sign);
        }
    }
    words.extend(Some(word).filter(|word| !word.runs.is_empty()));
    words
}

/// Words as lines, greedily; a word longer than a line has one of its own.
pub(super) fn wrap(words: &[Word], room: usize) -> Vec<&[Word]> {
    let mut lines = Vec::new();
    let (mut start, mut filled) = (0, 0);
    for (n, word) in words.iter().enumerate() {
        let broken = n > start && words[n - 1].breaks;
        if n > start && (broken || filled + 1 + word.width > room) {
            lines.push(&words[start..n]);
            (start, filled) = (n, word.width);
        } else {
            filled += word.width + usize::from(n > start);
        }
    }
    lines.extend(Some(&words[start..]).filter(|line| !line.is_empty()));
    lines
}

/// A line with its colours; the space between two words that look alike looks like them.
pub(super) fn painted(line: &[Word], paint: Paint) -> String {
    let mut whole = Word::default();
    for word in line {
        if let (Some((_, last)), Some((_, next))) = (whole.runs.last(), word.runs.first()) {
            let look = if last == next { *last } else { Look::default() };
            whole.push(" ", look);
        }
        word.runs.iter().for_each(|(words, look)| whole.push(words, *look));
    }
    whole.runs.iter().map(|(words, look)| paint.look(*look, words)).collect()
}

/// A block's lines, each with what stands in the margin beside it.
pub(super) fn paragraph(
    view: &View<'_>,
    words: &[Word],
    prefix: [&str; 2],
    margin: Margin,
    width: usize,
    paint: Paint,
) -> String {
    let column = match margin {
        Margin::Beside(column) => column,
        Margin::Below => 0,
    };
    let room = (width - column).min(MEASURE).saturating_sub(prefix[1].width()).max(12);
    let mut notes: VecDeque<String> = VecDeque::new();
    let mut out = String::new();
    let beside = |notes: &mut VecDeque<String>, line: String| {
        let note = if column > 0 { notes.pop_front().unwrap_or_else(|| " ".repeat(column)) } else { String::new() };
        format!("{note}{line}").trim_end().to_owned() + "\n"
    };
    for (n, line) in wrap(words, room).into_iter().enumerate() {
        for &id in line.iter().flat_map(|word| &word.begins) {
            notes.extend(note(view, id, column, width, paint));
        }
        out += &beside(&mut notes, format!("{}{}", prefix[n.min(1)], painted(line, paint)));
    }
    while column > 0 && !notes.is_empty() {
        out += &beside(&mut notes, String::new());
    }
    notes.into_iter().for_each(|note| {
        let _ = writeln!(out, "  {note}");
    });
    out
}

/// The margin's lines for a statement: its number and who speaks, then when it was said.
fn note(view: &View<'_>, id: StatementId, column: usize, width: usize, paint: Paint) -> Vec<String> {
    let (name, said) = view.note(id);
    let look = Look { voice: Some(view.voices.index(id)), ..Look::default() };
    let name = format!("{} {}", superscript(number(id)), printable(name));
    if column == 0 {
        let said = said.map_or(String::new(), |said| format!(", {said}"));
        return vec![paint.look(look, &fit(&(name + &said), width.saturating_sub(2)))];
    }
    // A long name takes as many lines as it needs; what is wider than the margin by itself is cut.
    let line = |words: &str, look| paint.look(look, &padded(&fit(words, column - 2), column));
    let names = Word::list(&name, look);
    let plain = Paint { color: false };
    let lines = wrap(&names, column - 4).into_iter().enumerate();
    let lines = lines.map(|(n, words)| format!("{}{}", if n == 0 { "" } else { "  " }, painted(words, plain)));
    let said = said.map(|said| line(&format!("  {said}"), Look { dim: true, ..Look::default() }));
    lines.map(|words| line(&words, look)).chain(said).collect()
}

/// A number in raised digits.
pub(super) fn superscript(number: u32) -> String {
    let raised = |digit: char| match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' => '⁰',
        digit => char::from_u32('⁰' as u32 + (digit as u32 - '0' as u32)).unwrap_or(digit),
    };
    number.to_string().chars().map(raised).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_but_not_over() {
        let words = Word::list("one two three incomprehensibilities four", Look::default());
        let lines: Vec<String> = wrap(&words, 9).iter().map(|line| painted(line, Paint { color: false })).collect();
        assert_eq!(lines, ["one two", "three", "incomprehensibilities", "four"]);
    }

    #[test]
    fn numbers_are_raised() {
        assert_eq!(superscript(1_234_567_890), "¹²³⁴⁵⁶⁷⁸⁹⁰");
    }
}
