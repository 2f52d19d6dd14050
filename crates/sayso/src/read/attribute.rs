//! On whose word something rests that is read inside statements: the innermost one that holds its words.

use sayso_types::{Attribution, Span, Statement, StatementId};

/// The contents of a report's statements, ready to be asked who holds some words.
#[derive(Debug)]
pub struct Contents {
    /// Fragments by their start, each with the length of its statement's content and the statement.
    fragments: Vec<(Span, usize, usize)>,
    longest: usize,
}

impl Contents {
    /// Of these statements.
    #[must_use]
    pub fn new(statements: &[Statement]) -> Self {
        let mut fragments: Vec<(Span, usize, usize)> = Vec::new();
        for (n, statement) in statements.iter().enumerate() {
            let len = statement.content.iter().map(|span| span.len()).sum();
            fragments.extend(statement.content.iter().map(|&span| (span, len, n)));
        }
        fragments.sort_unstable_by_key(|(span, ..)| span.start);
        let longest = fragments.iter().map(|(span, ..)| span.len()).max().unwrap_or(0);
        Self { fragments, longest }
    }

    /// The innermost statement, by length, whose content holds a span.
    ///
    /// # Panics
    /// Never: a text has fewer statements than characters.
    #[must_use]
    pub fn holding(&self, span: Span) -> Attribution {
        let before = self.fragments.partition_point(|(it, ..)| it.start <= span.start);
        let reach = |it: Span| it.start as usize + self.longest >= span.end as usize;
        let near = self.fragments[..before].iter().rev().take_while(|(it, ..)| reach(*it));
        match near.filter(|(it, ..)| it.contains(span)).min_by_key(|(_, len, n)| (*len, *n)) {
            Some((_, _, n)) => {
                Attribution::Statement(StatementId(u32::try_from(*n).expect("fewer statements than characters")))
            }
            None => Attribution::OwnVoice,
        }
    }
}
