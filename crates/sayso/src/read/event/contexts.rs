//! What an event’s passage is about: PLOVER’s contexts, from the words of its paragraph, headline and report.

use crate::phrases::Phrases;
use crate::read::Page;
use crate::table;
use rustc_hash::FxHashSet;
use sayso_types::{BlockKind, Span};
use std::ops::Range;
use std::sync::OnceLock;

/// How many contexts an event has at most.
const MOST: usize = 4;

/// The least score: one telling word in the paragraph and something that bears it out, or three words.
const LEAST: f32 = 3.0;

/// How much the headline’s and the whole report’s words count beside those of the paragraph, and up to how much of them.
const HEADLINE: (f32, f32) = (0.75, 2.0);
const REPORT: (f32, f32) = (0.25, 4.0);

/// How much the words of a passage speak for each context, by its place in [`Table::names`].
type Scores = Vec<f32>;

/// What the blocks of a page are about; made once a page.
pub(crate) struct Contexts<'p> {
    page: &'p Page<'p>,
    headline: Scores,
    report: Scores,
    /// The block asked for last, and what it is about: events come in text order.
    last: Option<(Span, Vec<&'static str>)>,
}

impl<'p> Contexts<'p> {
    /// Looks at all words of a page.
    pub(crate) fn new(page: &'p Page<'p>) -> Self {
        let mut headline = vec![0.0; table().names.len()];
        for block in page.document.blocks.iter().filter(|it| it.kind == BlockKind::Headline) {
            headline = scores(page, page.tokens_in(block.span));
        }
        Self { page, headline, report: scores(page, 0..page.tokens().len()), last: None }
    }

    /// The contexts of an event by its trigger, most telling first; few words, or words of no context, give none.
    pub(crate) fn of(&mut self, trigger: Span) -> Vec<&'static str> {
        let blocks = &self.page.document.blocks;
        let at = blocks.partition_point(|it| it.span.end < trigger.end);
        let Some(block) = blocks.get(at).map(|it| it.span).filter(|it| it.contains(trigger)) else { return Vec::new() };
        match &self.last {
            Some((span, found)) if *span == block => found.clone(),
            _ => {
                let found = self.about(block);
                self.last = Some((block, found.clone()));
                found
            }
        }
    }

    /// What a block is about.
    fn about(&self, block: Span) -> Vec<&'static str> {
        let near = scores(self.page, self.page.tokens_in(block));
        let mut found: Vec<(f32, &'static str)> = Vec::new();
        for (at, &name) in table().names.iter().enumerate() {
            let others = self.report[at] - near[at];
            let backed = HEADLINE.0 * self.headline[at].min(HEADLINE.1) + REPORT.0 * others.min(REPORT.1);
            if near[at] > 0.0 && near[at] + backed >= LEAST {
                found.push((near[at] + backed, name));
            }
        }
        // Stable: equals stay in the order of the table.
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.into_iter().take(MOST).map(|(_, name)| name).collect()
    }
}

/// How much the words of some tokens speak for each context; a phrase counts once however often it stands there.
fn scores(page: &Page<'_>, tokens: Range<usize>) -> Scores {
    let table = table();
    let mut scores = vec![0.0; table.names.len()];
    let mut seen: FxHashSet<*const Vec<(usize, f32)>> = FxHashSet::default();
    let mut at = tokens.start;
    while at < tokens.end {
        match table.phrases.at(|n| page.lower(n), at, tokens.end) {
            Some((count, told)) => {
                if seen.insert(std::ptr::from_ref(told)) {
                    for &(context, weight) in told {
                        scores[context] += weight;
                    }
                }
                at += count;
            }
            None => at += 1,
        }
    }
    scores
}

/// `data/contexts.tsv`.
struct Table {
    names: Vec<&'static str>,
    /// For each phrase the contexts it tells of, and how much.
    phrases: Phrases<Vec<(usize, f32)>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut it = Table { names: Vec::new(), phrases: Phrases::new() };
        for row in table::rows(table::CONTEXTS) {
            for phrase in row[1].split('|') {
                let (words, weight) = phrase.strip_suffix('!').map_or((phrase, 1.0), |words| (words, 2.0));
                it.phrases.entry(words).push((it.names.len(), weight));
            }
            it.names.push(row[0]);
        }
        it
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{self, Hint};
    use crate::segment;
    use sayso_types::Signals;

    /// The contexts of the first paragraph’s word.
    fn of(title: Option<&str>, text: &str, word: &str) -> Vec<&'static str> {
        let document = ingest::text(text, &Hint { title: title.map(str::to_owned), ..Hint::default() });
        let segments = segment::segment(&document);
        let signals = Signals::default();
        let page = Page::new(&document, &segments, &signals);
        let start = u32::try_from(document.text.find(word).expect("the word")).expect("a short text");
        let end = start + u32::try_from(word.len()).expect("a short word");
        Contexts::new(&page).of(Span { start, end })
    }

    #[test]
    fn every_context_of_the_manual_has_its_line() {
        assert_eq!(table().names.len(), 37);
        let mut names = table().names.clone();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 37);
    }

    #[test]
    fn a_neutral_passage_has_none() {
        assert!(of(None, "The two mayors met on the quay on Sunday and had tea.", "met").is_empty());
        assert!(of(None, "Police said the road would stay closed for a week.", "closed").is_empty());
    }

    #[test]
    fn the_words_of_a_paragraph_tell() {
        let text = "The navy fired missiles at the port while soldiers held the airfield.";
        assert_eq!(of(None, text, "fired").first(), Some(&"military"));
        let text = "Voters went to polling stations for the second round of the election, and turnout was low.";
        assert_eq!(of(None, text, "went").first(), Some(&"election"));
        let text = "The court sentenced him to six years for taking bribes and money laundering.";
        let found = of(None, text, "sentenced");
        assert!(found.contains(&"legal") && found.contains(&"corruption"), "{found:?}");
    }

    #[test]
    fn the_report_bears_out_a_word_of_the_paragraph() {
        let one = "The boats carried cocaine.";
        assert!(of(None, one, "carried").is_empty());
        let more = format!("{one}\n\nTwo cartels run the drug trade there, and heroin follows.");
        assert_eq!(of(None, &more, "carried"), ["illegal_drugs"]);
    }

    #[test]
    fn no_more_than_four() {
        let text = "Hackers stole emails from the army, the central bank, the supreme court, a hospital and the nuclear \
                    regulator; a minister blamed terrorists and the opposition demanded an inquiry into inflation, \
                    missiles, malware, uranium, vaccines and the judges.";
        assert_eq!(of(None, text, "stole").len(), 4);
    }
}
