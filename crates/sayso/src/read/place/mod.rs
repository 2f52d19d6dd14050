//! Reading places: names of the gazetteer in the text, and which place each means.

mod gazetteer;
mod names;
mod neighbours;
pub mod rules;
mod tagged;

use crate::read::Page;
use sayso_types::{PlaceMention, Reading};

/// The places on a page, in text order.
#[must_use]
pub fn read(page: &Page<'_>, reading: &Reading) -> Vec<PlaceMention> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        (rule.read)(page, reading, &mut found);
    }
    tagged::join(page, choose(found))
}

/// The state that a name is the name of, or the name of its people (`United States`, `Mexican`); `None` where a name is
/// that of another place, too.
pub(crate) fn state(name: &str) -> Option<&'static str> {
    gazetteer::gazetteer().state(name)
}

/// Of overlapping finds the longest, then that of the earlier rule; in text order.
fn choose(mut found: Vec<PlaceMention>) -> Vec<PlaceMention> {
    // The sort is stable: equal spans stay in the order of their rules.
    found.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end)));
    let mut chosen: Vec<PlaceMention> = Vec::with_capacity(found.len());
    for it in found {
        match chosen.last() {
            Some(last) if last.span.overlaps(it.span) => {
                if it.span.len() > last.span.len() {
                    chosen.pop();
                    chosen.push(it);
                }
            }
            _ => chosen.push(it),
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Hint, text};

    #[test]
    fn any_text_is_read() {
        for words in [
            "",
            "in",
            "Paris",
            "Paris,",
            ", Texas",
            "KYIV",
            "KYIV (",
            "Georgia &",
            "U.S. $",
            "of Georgia",
            "English",
            "in English",
            "US-",
            "-China",
            "’s Paris’s",
        ] {
            let document = text(words, &Hint::default());
            let segments = crate::segment::segment(&document);
            let signals = sayso_types::Signals::default();
            let _ = read(&Page::new(&document, &segments, &signals), &Reading::default());
        }
    }
}
