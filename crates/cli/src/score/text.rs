//! The measures of the scorer over a text of code points.

/// First code point and one past the last.
pub(crate) type Span = [usize; 2];

/// A text as code points.
#[derive(Debug)]
pub(crate) struct Text {
    chars: Vec<char>,
    /// Where sentences start; the first is 0.
    starts: Vec<usize>,
}

impl Text {
    pub(crate) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let starts = starts(&chars);
        Self { chars, starts }
    }

    /// The words a span covers.
    pub(crate) fn words(&self, span: Span) -> String {
        self.chars[span[0].min(self.chars.len())..span[1].min(self.chars.len())].iter().collect()
    }

    /// The number of the sentence a span starts in, counted from 1; white space alone is none.
    pub(crate) fn ordinal(&self, span: Span) -> usize {
        let ends = self.starts.iter().skip(1).copied().chain([self.chars.len()]);
        let up_to = self.starts.iter().zip(ends).take_while(|&(&start, _)| start <= span[0]);
        up_to.filter(|&(&start, end)| self.chars[start..end].iter().any(|&c| !white(c))).count()
    }

    /// How many code points.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The letters and digits that spans cover, ascending, each once.
    pub(super) fn cover(&self, spans: &[Span]) -> Vec<usize> {
        let mut out: Vec<usize> =
            spans.iter().flat_map(|s| s[0]..s[1]).filter(|&i| self.chars[i].is_alphanumeric()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The number of the sentence a span starts in.
    pub(super) fn sentence(&self, span: Span) -> usize {
        if span[0] >= self.chars.len() {
            return self.starts.len() + 1;
        }
        // Where several sentences start at one place, all but the last are empty.
        self.starts.partition_point(|&start| start <= span[0])
    }
}

/// Sentences end at line breaks, and at `.!?` with closing marks before white space and a capital, digit or opening mark.
fn starts(text: &[char]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0;
    while at < text.len() {
        let end = match text[at] {
            '\n' => Some(skip(text, at, |c| c == '\n')),
            '.' | '!' | '?' => {
                let end = skip(text, at + 1, |c| matches!(c, '"' | '”' | '’' | '\'' | ')' | ']'));
                let next = skip(text, end, white);
                let opens = |c: &char| matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | 'A'..='Z' | '0'..='9');
                (next > end && text.get(next).is_some_and(opens)).then_some(end)
            }
            _ => None,
        };
        if let Some(end) = end {
            starts.push(end);
        }
        at = end.unwrap_or(at + 1);
    }
    starts
}

fn skip(text: &[char], from: usize, over: impl Fn(char) -> bool) -> usize {
    from + text[from..].iter().take_while(|&&c| over(c)).count()
}

/// White space as the reference scorer sees it: four separators of ASCII count.
fn white(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Whether two spans share a code point; absent ones do not.
pub(super) fn overlap(a: Option<Span>, b: Option<Span>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a[0] < b[1] && b[0] < a[1])
}

/// How many the two have in common; both ascending.
pub(super) fn common(a: &[usize], b: &[usize]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, both) = (i + 1, j + 1, both + 1);
            }
        }
    }
    both
}

/// Pairs gold and predicted records one to one, greatest weight first; weights not above zero never pair.
pub(super) fn pair(gold: usize, predicted: usize, weight: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let every = (0..gold).flat_map(|i| (0..predicted).map(move |j| (i, j)));
    let mut candidates: Vec<(f64, usize, usize)> =
        every.map(|(i, j)| (weight(i, j), i, j)).filter(|it| it.0 > 0.0).collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut seen, mut taken) = (vec![false; gold], vec![false; predicted]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !seen[i] && !taken[j] {
            (seen[i], taken[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_the_reference_ends_them() {
        let text = Text::new("He left. “No.” She did! it rained\n\nThe end.");
        let at = |word: &str| {
            let all: String = text.chars.iter().collect();
            let start = all[..all.find(word).unwrap()].chars().count();
            text.sentence([start, start + 1])
        };
        assert_eq!(at("He"), at("left"));
        assert_ne!(at("left"), at("“No"));
        assert_ne!(at("No"), at("She"));
        assert_eq!(at("She"), at("it rained"), "no capital follows");
        assert_ne!(at("it rained"), at("The end"));
    }

    #[test]
    fn pairing_takes_the_best_first_and_then_text_order() {
        let weights = [[0.5, 0.9], [0.5, 0.9]];
        assert_eq!(pair(2, 2, |i, j| weights[i][j]), [(0, 1), (1, 0)]);
        assert_eq!(pair(1, 1, |_, _| 0.0), []);
    }
}
