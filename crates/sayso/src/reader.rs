//! The one place that wires the stages.

use crate::read::figure::Scope;
use crate::resolve::Parties;
use crate::{read, resolve, segment, table};
pub use sayso_encoder::{Encoder, LoadError};
use sayso_types::{Document, Doubt, DoubtKind, Reading, Resolution};

/// Reads documents. Holds the encoder; cheap to share between threads by reference.
#[derive(Debug)]
pub struct Reader {
    encoder: Encoder,
    figures: Scope,
    parties: Parties,
}

/// A stage of reading, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Blocks, sentences, tokens.
    Segment,
    /// The network's signals.
    Encode,
    /// Times, places, mentions, statements, figures, events.
    Read,
    /// Who speaks and acts, what lies within what, which figures differ.
    Resolve,
}

/// What read a record: same input and versions, same record.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// Version of this crate, rules included.
    pub version: &'static str,
    /// Digest of the encoder's weights, if it has any.
    pub weights: Option<String>,
    /// Digest of the embedded word lists and tables, and of the table of parties brought along, if any.
    pub data: String,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new(Encoder::new())
    }
}

impl Reader {
    /// A reader with this encoder.
    #[must_use]
    pub fn new(encoder: Encoder) -> Self {
        Self { encoder, figures: Scope::default(), parties: Parties::default() }
    }

    /// The same reader, with the numbers that this scope takes for figures.
    #[must_use]
    pub fn figures(self, figures: Scope) -> Self {
        Self { figures, ..self }
    }

    /// The same reader, with a table of parties that goes before its own.
    #[must_use]
    pub fn parties(self, parties: Parties) -> Self {
        Self { parties, ..self }
    }

    /// What reads.
    #[must_use]
    pub fn versions(&self) -> Versions {
        Versions {
            version: env!("CARGO_PKG_VERSION"),
            weights: self.encoder.digest().map(str::to_owned),
            data: self.data(),
        }
    }

    fn data(&self) -> String {
        let own = read::data_digest();
        match self.parties.digest() {
            None => own.to_owned(),
            Some(brought) => table::digest_of(format!("{own} {brought}").as_bytes()),
        }
    }

    /// Everything found in a document, and who and what it is. A document in another language than English is
    /// not read: its reading holds one doubt.
    #[must_use]
    pub fn read(&self, document: &Document) -> (Reading, Resolution) {
        self.read_on(document, 1)
    }

    /// As [`Reader::read`], with the encoder on up to so many threads: for one report that somebody waits for. What is
    /// found does not depend on how many; where many are read, reading them side by side is faster.
    #[must_use]
    pub fn read_on(&self, document: &Document, threads: usize) -> (Reading, Resolution) {
        self.read_watched(document, threads, |_| {})
    }

    /// As [`Reader::read_on`]; `passed` is called after each stage, for whoever holds a clock: nothing here looks at one.
    #[must_use]
    pub fn read_watched(
        &self,
        document: &Document,
        threads: usize,
        mut passed: impl FnMut(Stage),
    ) -> (Reading, Resolution) {
        if let Some(language) = document.masthead.language.as_deref()
            && language != "en"
        {
            let why = format!("the report is in another language than English ({language}); it was not read");
            let doubt = Doubt { kind: DoubtKind::Language, span: None, why };
            return (Reading { doubts: vec![doubt], ..Reading::default() }, Resolution::default());
        }
        let segments = segment::segment(document);
        passed(Stage::Segment);
        let signals = self.encoder.encode(document, &segments, threads);
        passed(Stage::Encode);
        let page = read::Page::new(document, &segments, &signals);
        let mut reading = read::read_in(&page, self.figures);
        passed(Stage::Read);
        let resolution = resolve::resolve_with(&page, &mut reading, &self.parties);
        passed(Stage::Resolve);
        (reading, resolution)
    }
}
