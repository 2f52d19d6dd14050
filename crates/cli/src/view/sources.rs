//! What follows the report: figures on whose word, what differs, doubts, as lines that both layouts share.

use super::{View, number, values};
use sayso::types::{Attribution, Figure};

/// A figure, and on whose word it rests.
pub(super) struct FigureLine {
    /// The words of the report, with the thing counted.
    pub(super) words: String,
    /// What they mean.
    pub(super) value: String,
    /// Whose word, and the number of the statement.
    pub(super) source: Whose,
}

/// On whose word a figure or event rests.
pub(super) struct Whose {
    pub(super) name: String,
    /// The index of the voice and the number of its statement; `None` for the report's own voice.
    pub(super) statement: Option<(usize, u32)>,
}

/// Figures that differ.
pub(super) struct DifferLine {
    /// What they are about and how far apart.
    pub(super) why: String,
    pub(super) figures: Vec<FigureLine>,
}

/// A doubt.
pub(super) struct DoubtLine {
    pub(super) why: String,
    pub(super) words: Option<String>,
}

impl View<'_> {
    /// Every figure, in text order.
    pub(super) fn figures(&self) -> Vec<FigureLine> {
        self.reading.figures.iter().map(|it| self.figure(it)).collect()
    }

    /// What differs.
    pub(super) fn differ(&self) -> Vec<DifferLine> {
        let figures = |ids: &[sayso::types::FigureId]| {
            ids.iter().filter_map(|id| self.reading.figures.get(id.0 as usize)).map(|it| self.figure(it)).collect()
        };
        let line = |it: &sayso::types::Differ| DifferLine { why: it.why.clone(), figures: figures(&it.figures) };
        self.resolution.differ.iter().map(line).collect()
    }

    /// What the reader is unsure of.
    pub(super) fn doubts(&self) -> Vec<DoubtLine> {
        let line = |it: &sayso::types::Doubt| DoubtLine {
            why: it.why.clone(),
            words: it.span.map(|span| short(self.words(span))),
        };
        self.reading.doubts.iter().map(line).collect()
    }

    fn figure(&self, it: &Figure) -> FigureLine {
        let mut words = one_line(self.words(it.span));
        // The thing counted may stand anywhere; what overlaps the figure is said already.
        for span in it.of.iter().filter(|span| !span.overlaps(it.span)) {
            words = format!("{words} {}", one_line(self.words(*span)));
        }
        FigureLine { words, value: values::value(it), source: self.whose(it.attributed_to) }
    }

    /// On whose word something rests, for people.
    pub(super) fn whose(&self, attributed_to: Attribution) -> Whose {
        match attributed_to {
            Attribution::Statement(id) if (id.0 as usize) < self.reading.statements.len() => {
                Whose { name: self.voices.of(id).name.clone(), statement: Some((self.voices.index(id), number(id))) }
            }
            _ => Whose { name: "the report’s own voice".to_owned(), statement: None },
        }
    }
}

/// Words on one line.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words on one line, cut after sixty characters.
fn short(words: &str) -> String {
    let line = one_line(words);
    match line.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}
