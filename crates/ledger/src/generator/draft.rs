//! A text as it is written down, with the spans of what was marked.

use sayso_wire::Span;

/// A marked span: `<f2:forty>` is label `f`, number 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) label: char,
    pub(super) number: usize,
    /// Code points of the text.
    pub(super) span: Span,
}

/// A text that grows.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    /// Code points of it.
    pub(super) points: u32,
}

impl Draft {
    /// Adds marked words; gives their marks in the order in which they open.
    pub(super) fn add(&mut self, marked: &str) -> Vec<Mark> {
        let (mut marks, mut open): (Vec<Mark>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut chars = marked.chars();
        while let Some(c) = chars.next() {
            match c {
                '<' => {
                    let name: String = chars.by_ref().take_while(|c| *c != ':').collect();
                    let label = name.chars().next().unwrap_or('?');
                    let number = name.get(label.len_utf8()..).and_then(|it| it.parse().ok()).unwrap_or(0);
                    open.push(marks.len());
                    marks.push(Mark { label, number, span: [self.points; 2] });
                }
                '>' => {
                    if let Some(mark) = open.pop().and_then(|at| marks.get_mut(at)) {
                        mark.span[1] = self.points;
                    }
                }
                c => {
                    self.text.push(c);
                    self.points += 1;
                }
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_may_lie_in_each_other() {
        let mut draft = Draft::default();
        draft.add("Ü. ");
        let marks = draft.add("<q:“We are <f12:ten>,”> <s0:Ann> said");
        assert_eq!(draft.text, "Ü. “We are ten,” Ann said");
        let of = |label| marks.iter().find(|it| it.label == label).map(|it| (it.number, it.span));
        assert_eq!((of('q'), of('f'), of('s')), (Some((0, [3, 16])), Some((12, [11, 14])), Some((0, [17, 20]))));
    }
}
