//! Which findings have a card on a page. A report has them all; a text as long as a book has those around one mark, and
//! each other mark leads to the page around itself.

use sayso_ledger::ask::Kind;
use sayso_wire::Record;

/// How many cards a page has at most.
const CARDS: usize = 1_000;

/// Which findings have a card.
pub(super) struct Window {
    statements: Vec<bool>,
    events: Vec<bool>,
    figures: Vec<bool>,
    /// Whether some have none.
    pub(super) is_part: bool,
}

impl Window {
    /// Around a finding, or at the beginning.
    pub(super) fn around(record: &Record, mark: Option<(Kind, u32)>) -> Self {
        let mut out = Self {
            statements: vec![false; record.statements.len()],
            events: vec![false; record.events.len()],
            figures: vec![false; record.figures.len()],
            is_part: false,
        };
        let start = |span: Option<&sayso_wire::Span>| span.map_or(0, |it| it[0]);
        let statements = (0..).zip(&record.statements).map(|(n, it)| (start(it.content.first()), Kind::Statement, n));
        let events = (0..).zip(&record.events).map(|(n, it)| (it.trigger[0], Kind::Event, n));
        let figures = (0..).zip(&record.figures).map(|(n, it)| (it.span[0], Kind::Figure, n));
        let mut all: Vec<(u32, Kind, u32)> = statements.chain(events).chain(figures).collect();
        all.sort_by_key(|it| it.0);
        let at = mark.and_then(|mark| all.iter().position(|it| (it.1, it.2) == mark)).unwrap_or(0);
        let first = at.saturating_sub(CARDS / 2).min(all.len().saturating_sub(CARDS));
        let last = (first + CARDS).min(all.len());
        out.is_part = last - first < all.len();
        for &(_, kind, n) in &all[first..last] {
            if let Some(slot) = out.of(kind).get_mut(n as usize) {
                *slot = true;
            }
        }
        out
    }

    fn of(&mut self, kind: Kind) -> &mut [bool] {
        match kind {
            Kind::Event => &mut self.events,
            Kind::Figure => &mut self.figures,
            Kind::Statement | Kind::Report => &mut self.statements,
        }
    }

    /// Whether a finding has a card here.
    pub(super) fn has(&self, kind: Kind, place: u32) -> bool {
        let all = match kind {
            Kind::Event => &self.events,
            Kind::Figure => &self.figures,
            Kind::Statement | Kind::Report => &self.statements,
        };
        all.get(place as usize).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn a_long_text_has_the_cards_around_a_mark() {
        let mut record = example::record("text");
        record.figures = (0..5_000).map(|n| example::figure(n, [n, n + 1])).collect();
        let held = |window: &Window| (0..5_000).filter(|n| window.has(Kind::Figure, *n)).collect::<Vec<_>>();
        let first = held(&Window::around(&record, None));
        assert_eq!((first.len(), first[0]), (CARDS, 0));
        let middle = Window::around(&record, Some((Kind::Figure, 2_500)));
        assert!(middle.is_part && middle.has(Kind::Figure, 2_500) && middle.has(Kind::Figure, 2_100));
        assert!(!middle.has(Kind::Figure, 0) && !middle.has(Kind::Statement, 2_500));
        let last = held(&Window::around(&record, Some((Kind::Figure, 4_999))));
        assert_eq!((last.len(), last.last()), (CARDS, Some(&4_999)));
        record.figures.truncate(900);
        assert!(!Window::around(&record, None).is_part);
    }
}
