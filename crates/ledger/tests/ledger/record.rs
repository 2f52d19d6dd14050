//! What goes in comes out, once, and is never lost.

use crate::whole::whole;
use sayso_ledger::ask::{Kind, Question};
use sayso_ledger::{Ledger, Recorded};
use sayso_wire::Record;
use std::path::PathBuf;

/// A folder of its own for each test, gone when the test ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sayso-ledger-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.0.join("test.sayso")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A report in which one person says one thing.
pub(crate) fn report(url: &str, text: &str, version: &str) -> Record {
    let end = text.chars().count() as u32;
    serde_json::from_value(serde_json::json!({
        "schema": "sayso/1", "reader": {"version": version, "weights": null, "data": ""},
        "document": {"id": url, "url": url, "title": "A title", "outlet": "The Harbour Post", "authors": ["Ann Reed"], "published": "2026-03-04",
                     "modified": null, "language": "en", "text": text, "blocks": []},
        "parties": [{"id": 0, "name": "Mara Lindqvist", "kind": "person", "role": "mayor", "country": null, "sector": null, "code": null, "mentions": [[0, 4]]}],
        "times": [], "places": [], "events": [], "figures": [], "differ": [], "doubts": [],
        "statements": [{"id": 0, "content": [[0, end]], "source": [0, 4], "speaker": "Mara Lindqvist", "cue": null, "manner": "direct", "said_on": null,
                        "within": null, "party": 0, "quoted": [], "act": "say", "addressee": null, "said_at": null, "by": {"rule": "quotation", "score": 0.9}}]
    }))
    .unwrap()
}

#[test]
fn a_record_comes_out_as_it_went_in() {
    let folder = Folder::new("out");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let record = report("https://example.org/1", "“The bridge is safe – né?”", "1");
    let id = ledger.record(&record).unwrap().document();
    assert_eq!(ledger.record_of(id).unwrap(), Some(record));
    assert_eq!(ledger.record_of(id + 1).unwrap(), None);
    ledger.check().unwrap();
}

#[test]
fn the_same_report_is_recorded_once() {
    let folder = Folder::new("once");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let record = report("https://example.org/1", "“The bridge is safe.”", "1");
    let Recorded::New(id) = ledger.record(&record).unwrap() else { panic!("it was not there") };
    assert_eq!(ledger.record(&record).unwrap(), Recorded::Known(id));
    let newer =
        Record { reader: sayso_wire::Reader { version: "2".into(), ..record.reader.clone() }, ..record.clone() };
    assert_eq!(ledger.record(&newer).unwrap(), Recorded::ReadAnew(id));
    // The older reading does not come back over the newer one.
    assert_eq!(ledger.record(&record).unwrap(), Recorded::Known(id));
    assert_eq!(ledger.record_of(id).unwrap().unwrap().reader.version, "2");
}

#[test]
fn a_page_that_changed_is_another_version_of_it() {
    let folder = Folder::new("changed");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let first = ledger.record(&report("https://example.org/1", "“The bridge is safe.”", "1")).unwrap().document();
    let second = ledger.record(&report("https://example.org/1", "“The bridge is nearly safe.”", "1")).unwrap();
    assert!(matches!(second, Recorded::Changed(_, earlier) if earlier == first), "{second:?}");
    assert!(ledger.record_of(first).unwrap().is_some(), "the earlier version stays readable");
    whole(ledger.path());
    // Read anew by another version it stays the earlier one, and is not found.
    assert_eq!(
        ledger.record(&report("https://example.org/1", "“The bridge is safe.”", "2")).unwrap(),
        Recorded::ReadAnew(first)
    );
    assert_eq!(found(&ledger, "bridge"), ["“The bridge is nearly safe.”"]);
    assert_eq!(ledger.records().count(), 1);
    whole(ledger.path());
}

#[test]
fn a_number_of_an_input_is_no_page_by_itself() {
    let folder = Folder::new("numbered");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let numbered = |text: &str, title: &str, outlet: Option<&str>| {
        let mut record = report("7", text, "1");
        (record.document.url, record.document.title) = (None, Some(title.into()));
        record.document.outlet = outlet.map(str::to_owned);
        record
    };
    // Two collections that both count from 1 have nothing in common but the number.
    for record in [
        numbered("“The bridge is safe.”", "Bridge", None),
        numbered("“Bread is dear in winter.”", "Bread", None),
        numbered("“The bridge is safe.”", "Bridge", Some("The Harbour Post")),
    ] {
        assert!(matches!(ledger.record(&record).unwrap(), Recorded::New(_)));
    }
    let changed = ledger.record(&numbered("“Bread is cheap.”", "Bread", None)).unwrap();
    assert!(matches!(changed, Recorded::Changed(..)), "{changed:?}");
    assert_eq!(found(&ledger, "bread"), ["“Bread is cheap.”"]);
    whole(ledger.path());
}

#[test]
fn spans_that_lie_nowhere_do_no_harm() {
    let folder = Folder::new("spans");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let mut record = report("https://example.org/1", "🌊 One.\n“Two.”\nThree.", "1");
    record.statements[0].content = vec![[9, 12], [4, 2], [1000, 900], [0, 1]];
    let document = ledger.record(&record).unwrap().document();
    let lines = ledger.search(&Question::of(Kind::Statement, 3)).unwrap();
    let shown = ledger.show(lines[0].id).unwrap().unwrap();
    assert_eq!((shown.line.report.row, shown.marked.len()), (document, 4));
    assert!(shown.marked.iter().all(|[start, end]| start <= end), "{:?}", shown.marked);
    whole(ledger.path());
}

/// The words of statements that hold a word, as searching gives them.
fn found(ledger: &Ledger, word: &str) -> Vec<String> {
    let question = Question { words: Some(word.into()), ..Question::of(Kind::Statement, 9) };
    ledger.search(&question).unwrap().into_iter().map(|it| it.words).collect()
}
