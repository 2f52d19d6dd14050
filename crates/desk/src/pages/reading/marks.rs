//! The text cut into pieces that are marked alike.
//!
//! One sweep over where marks begin and end: time grows with the marks, however they lie.

use sayso_wire::{Record, Span};
use std::collections::HashMap;

/// How many statements, one inside the other, are marked at one place.
const DEEP: usize = 4;

/// Words that are all marked alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub(super) span: Span,
    /// The statements whose content they belong to, outermost first.
    pub(super) inside: Vec<Inside>,
    /// Statements with a fragment that ends here, innermost first.
    pub(super) closes: Vec<u32>,
    /// Statements that begin here, outermost first.
    pub(super) begins: Vec<u32>,
    /// The statement whose source they mention.
    pub(super) source: Option<u32>,
    /// The statement whose cue they are.
    pub(super) cue: Option<u32>,
    /// Events that they carry.
    pub(super) events: Vec<u32>,
    /// Figures that they tell.
    pub(super) figures: Vec<u32>,
}

/// That words belong to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inside {
    pub(super) statement: u32,
    /// Whether they stand in its quotation marks.
    pub(super) quoted: bool,
}

impl Piece {
    /// The innermost statement.
    pub(super) fn innermost(&self) -> Option<Inside> {
        self.inside.last().copied()
    }
}

/// What a span marks. The order is that in which marks open at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// A layout block: text outside is not shown.
    Block,
    /// Content of a statement, by its place among those that are outermost first.
    Content(usize),
    /// Quotation marks of a statement, likewise.
    Quoted(usize),
    Source(u32),
    Cue(u32),
    Event(u32),
    Figure(u32),
}

/// Cuts a record's text wherever a mark begins or ends.
pub(super) fn cut(record: &Record) -> Vec<Piece> {
    let order = outermost_first(record);
    let mut edges: Vec<(u32, bool, Mark)> = Vec::new();
    let mut edge = |span: Span, mark: Mark| {
        if span[0] < span[1] {
            edges.extend([(span[0], true, mark), (span[1], false, mark)]);
        }
    };
    record.document.blocks.iter().for_each(|it| edge(it.span, Mark::Block));
    for (rank, &id) in order.iter().enumerate() {
        let it = &record.statements[id as usize];
        it.content.iter().for_each(|span| edge(*span, Mark::Content(rank)));
        it.quoted.iter().for_each(|span| edge(*span, Mark::Quoted(rank)));
        it.source.iter().for_each(|span| edge(*span, Mark::Source(id)));
        it.cue.iter().for_each(|span| edge(*span, Mark::Cue(id)));
    }
    (0..).zip(&record.events).for_each(|(id, it)| edge(it.trigger, Mark::Event(id)));
    (0..).zip(&record.figures).for_each(|(id, it)| edge(it.span, Mark::Figure(id)));
    // What ends at a place ends before anything begins there.
    edges.sort_unstable();
    pieces(record, &order, &edges)
}

fn pieces(record: &Record, order: &[u32], edges: &[(u32, bool, Mark)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // How often each mark is open; what is open is little at any one place.
    let mut open: Vec<(Mark, usize)> = Vec::new();
    let mut at = 0;
    for group in edges.chunk_by(|a, b| a.0 == b.0) {
        let here = group[0].0;
        if at < here && open.iter().any(|(mark, _)| *mark == Mark::Block) {
            pieces.push(piece([at, here], order, &open));
        }
        for &(_, begins, mark) in group {
            match (open.iter().position(|(it, _)| *it == mark), begins) {
                (Some(at), true) => open[at].1 += 1,
                (None, true) => open.insert(open.partition_point(|(it, _)| *it < mark), (mark, 1)),
                (Some(at), false) if open[at].1 > 1 => open[at].1 -= 1,
                (Some(at), false) => {
                    open.remove(at);
                }
                (None, false) => {}
            }
        }
        let ended = |begins| group.iter().filter(move |it| it.1 == begins);
        // A fragment may end between two blocks; then it was seen last in the one before.
        if let Some(last) = pieces.last_mut() {
            last.closes.extend(ended(false).rev().filter_map(|it| match it.2 {
                Mark::Content(rank) if last.inside.iter().any(|it| it.statement == order[rank]) => Some(order[rank]),
                _ => None,
            }));
        }
        at = here;
    }
    begun(record, &mut pieces);
    pieces
}

/// The piece between two edges.
fn piece(span: Span, order: &[u32], open: &[(Mark, usize)]) -> Piece {
    let mut piece = Piece { span, ..Piece::default() };
    for (mark, _) in open {
        match *mark {
            Mark::Content(rank) if piece.inside.len() < DEEP => {
                let quoted = open.iter().any(|(it, _)| *it == Mark::Quoted(rank));
                piece.inside.push(Inside { statement: order[rank], quoted });
            }
            // Of several statements with one source the first begins nearest.
            Mark::Source(id) => piece.source = piece.source.or(Some(id)),
            Mark::Cue(id) => piece.cue = piece.cue.or(Some(id)),
            Mark::Event(id) => piece.events.push(id),
            Mark::Figure(id) => piece.figures.push(id),
            Mark::Block | Mark::Content(_) | Mark::Quoted(_) => {}
        }
    }
    piece
}

/// Notes where each statement is seen first.
fn begun(record: &Record, pieces: &mut [Piece]) {
    let mut seen = vec![false; record.statements.len()];
    for piece in pieces {
        for it in &piece.inside {
            if !std::mem::replace(&mut seen[it.statement as usize], true) {
                piece.begins.push(it.statement);
            }
        }
    }
}

/// The statements such that one stands before every other that lies within it.
fn outermost_first(record: &Record) -> Vec<u32> {
    let statements = &record.statements;
    let mut depths: HashMap<u32, usize> = HashMap::new();
    for start in 0..statements.len() {
        // Nesting is acyclic; the bound keeps a fault elsewhere from hanging us.
        let (mut path, mut id) = (Vec::new(), u32::try_from(start).ok());
        while let Some(at) = id.filter(|at| !depths.contains_key(at) && path.len() <= statements.len()) {
            path.push(at);
            id = statements.get(at as usize).and_then(|it| it.within);
        }
        let outer = id.and_then(|at| depths.get(&at)).map_or(0, |outer| outer + 1);
        depths.extend(path.into_iter().rev().zip(outer..));
    }
    let length = |id: u32| statements[id as usize].content.iter().map(|it| it[1].saturating_sub(it[0])).sum::<u32>();
    let mut ids: Vec<u32> = (0..).take(statements.len()).collect();
    ids.sort_by_cached_key(|id| (depths.get(id).copied().unwrap_or(0), std::cmp::Reverse(length(*id)), *id));
    ids
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    fn inside(piece: &Piece) -> Vec<(u32, bool)> {
        piece.inside.iter().map(|it| (it.statement, it.quoted)).collect()
    }

    #[test]
    fn marks_cut_the_text_and_nest() {
        // “Go,” Ada said Ben had “heard 3 shots”.
        let mut record = example::record("“Go,” Ada said Ben had “heard 3 shots”.");
        record.statements = vec![
            example::statement(0, &[[0, 5], [15, 38]], &[[0, 5]], None),
            example::statement(1, &[[23, 38]], &[[23, 38]], Some(0)),
        ];
        record.figures = vec![example::figure(0, [30, 31])];
        let pieces = cut(&record);
        let spans: Vec<Span> = pieces.iter().map(|it| it.span).collect();
        assert_eq!(spans, [[0, 5], [5, 15], [15, 23], [23, 30], [30, 31], [31, 38], [38, 39]]);
        assert_eq!(inside(&pieces[0]), [(0, true)]);
        assert_eq!(inside(&pieces[2]), [(0, false)]);
        assert_eq!(inside(&pieces[4]), [(0, false), (1, true)]);
        assert_eq!((pieces[4].figures.len(), pieces[3].figures.len()), (1, 0));
        assert_eq!((&pieces[0].begins[..], &pieces[3].begins[..]), (&[0][..], &[1][..]));
        assert_eq!((&pieces[0].closes[..], &pieces[5].closes[..]), (&[0][..], &[1, 0][..]));
    }

    #[test]
    fn marks_that_cross_or_leave_the_text_do_no_harm() {
        let mut record = example::record("one two three");
        record.statements = vec![
            example::statement(0, &[[0, 7]], &[], Some(1)),
            example::statement(1, &[[4, 99]], &[], Some(0)),
            example::statement(2, &[[7, 7], [9, 2]], &[], Some(77)),
        ];
        let pieces = cut(&record);
        assert_eq!(pieces.iter().map(|it| it.span).collect::<Vec<_>>(), [[0, 4], [4, 7], [7, 13]]);
        assert_eq!(pieces[1].inside.len(), 2);
    }
}
