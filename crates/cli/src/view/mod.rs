//! A reading for people: the report with its statements marked, who speaks, events, figures, what differs, doubts. What is
//! shown is settled here and in `voices`, `events` and `values`; `text` and `html` only lay it out.

mod events;
pub(crate) mod html;
mod sources;
#[cfg(test)]
mod tests;
pub(crate) mod text;
pub(crate) mod values;
mod voices;

use sayso::types::{Block, Document, Reading, Resolution, Span, Statement, StatementId};
use sources::one_line;
use voices::Voices;

/// A document and its reading, cut into pieces that are marked alike.
#[derive(Debug)]
pub(crate) struct View<'a> {
    document: &'a Document,
    reading: &'a Reading,
    resolution: &'a Resolution,
    /// The text in order, without what lies between blocks.
    pieces: Vec<Piece>,
    voices: Voices,
}

/// Words that are all marked alike.
#[derive(Clone, Debug, Default)]
struct Piece {
    start: u32,
    end: u32,
    /// The innermost statement whose content they belong to.
    statement: Option<StatementId>,
    /// Inside its quotation marks.
    quoted: bool,
    /// The mention of a source.
    source: bool,
    /// Part of a figure's phrase.
    figure: bool,
    /// Statements that begin here, outermost first.
    begins: Vec<StatementId>,
    /// Statements with a fragment that begins here, outermost first.
    opens: Vec<StatementId>,
    /// Statements with a fragment that ends here, innermost first.
    closes: Vec<StatementId>,
}

impl Piece {
    fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

impl<'a> View<'a> {
    /// Cuts the text and counts who speaks.
    pub(crate) fn new(document: &'a Document, reading: &'a Reading, resolution: &'a Resolution) -> Self {
        let pieces = cut(document, reading, resolution);
        let voices = Voices::count(document, reading, resolution, &pieces);
        Self { document, reading, resolution, pieces, voices }
    }

    /// The words of a span.
    fn words(&self, span: Span) -> &'a str {
        span.of(&self.document.text)
    }

    /// The pieces of a block.
    fn pieces_in(&self, block: &Block) -> &[Piece] {
        let from = self.pieces.partition_point(|it| it.start < block.span.start);
        let to = self.pieces.partition_point(|it| it.start < block.span.end);
        &self.pieces[from..to.max(from)]
    }

    fn statement(&self, id: StatementId) -> &'a Statement {
        &self.reading.statements[id.0 as usize]
    }

    /// What to write in the margin where a statement begins: who speaks, and when it was said.
    fn note(&self, id: StatementId) -> (&str, Option<String>) {
        (self.voices.of(id).name.as_str(), self.statement(id).said.map(|said| said.to_string()))
    }
}

/// How a statement is numbered for people.
fn number(id: StatementId) -> u32 {
    id.0 + 1
}

/// Cuts the blocks wherever a mark begins or ends.
fn cut(document: &Document, reading: &Reading, resolution: &Resolution) -> Vec<Piece> {
    let statements = &reading.statements;
    let mut at: Vec<u32> = Vec::new();
    let spans = document.blocks.iter().map(|it| it.span);
    let spans =
        spans.chain(statements.iter().flat_map(|it| it.content.iter().chain(&it.quoted).chain(&it.source).copied()));
    for span in spans.chain(reading.figures.iter().map(|it| it.span)) {
        at.extend([span.start, span.end]);
    }
    at.sort_unstable();
    at.dedup();
    let between = |pair: &[u32]| Piece { start: pair[0], end: pair[1], ..Piece::default() };
    let mut pieces: Vec<Piece> = at.windows(2).map(between).collect();
    let mut mark = |span: Span, how: &mut dyn FnMut(&mut Piece)| {
        let from = pieces.partition_point(|it| it.start < span.start);
        let to = pieces.partition_point(|it| it.start < span.end);
        pieces[from..to.max(from)].iter_mut().for_each(how);
    };
    for id in outermost_first(reading, resolution) {
        let it = &statements[id.0 as usize];
        for (n, &span) in it.content.iter().enumerate() {
            mark(span, &mut |piece| {
                piece.statement = Some(id);
                piece.quoted = it.quoted.iter().any(|quoted| quoted.contains(piece.span()));
                if piece.start == span.start {
                    piece.opens.push(id);
                    piece.begins.extend((n == 0).then_some(id));
                }
                if piece.end == span.end {
                    piece.closes.insert(0, id);
                }
            });
        }
    }
    for span in statements.iter().filter_map(|it| it.source) {
        mark(span, &mut |piece| piece.source = true);
    }
    for it in &reading.figures {
        mark(it.span, &mut |piece| piece.figure = true);
    }
    let mut blocks = document.blocks.iter().peekable();
    pieces.retain(|piece| {
        while blocks.next_if(|block| block.span.end <= piece.start).is_some() {}
        blocks.peek().is_some_and(|block| block.span.contains(piece.span()))
    });
    pieces
}

/// The statements such that one stands before every other that lies within it.
fn outermost_first(reading: &Reading, resolution: &Resolution) -> Vec<StatementId> {
    let depth = |id: StatementId| {
        let mut outer = Some(id);
        // Nesting is acyclic; the bound keeps a fault elsewhere from hanging us.
        (0..reading.statements.len())
            .take_while(|_| {
                outer = outer.and_then(|id| resolution.within.get(id.0 as usize).copied().flatten());
                outer.is_some()
            })
            .count()
    };
    let length =
        |id: StatementId| reading.statements[id.0 as usize].content.iter().map(|span| span.len()).sum::<usize>();
    let mut ids: Vec<StatementId> = (0..).map(StatementId).take(reading.statements.len()).collect();
    ids.sort_by_cached_key(|&id| (depth(id), std::cmp::Reverse(length(id)), id));
    ids
}
