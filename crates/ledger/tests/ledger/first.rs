//! A ledger that was written by the first version of this code still opens, answers and takes more.
//!
//! `fixtures/schema-1.ledger` was made by the ignored test below (`cargo test -p sayso-ledger --test ledger -- --ignored first`) and is
//! never made again for the schema it stands for: a later schema gets a file of its own beside it.

use crate::record::Folder;
use crate::told::{Told, saying};
use crate::whole::whole;
use sayso_ledger::ask::{Kind, Order, Question};
use sayso_ledger::import::Imported;
use sayso_ledger::{Ledger, Recorded};
use std::path::{Path, PathBuf};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger/fixtures/schema-1.ledger")
}

/// The three reports in it.
fn reports() -> [Told; 3] {
    [
        saying(
            "The Post",
            "2026-03-01",
            "Ada Quill",
            "We will open the old harbour gate on Monday, whatever the ministry writes.",
        )
        .event("open", "AID", "future", "Ada Quill", "")
        .figure("Monday", 1.0, "gates"),
        saying("The Lantern", "2026-03-02", "Adelaide Quill", "The gate was never shut."),
        saying("Kesten Radio", "2026-03-03", "Ada Quill", "We will open the old harbour gate on Monday.").event(
            "open",
            "AID",
            "occurred",
            "Ada Quill",
            "",
        ),
    ]
}

fn party(ledger: &Ledger, name: &str) -> i64 {
    ledger.known(name, 1).unwrap()[0].party
}

#[test]
#[ignore = "writes the fixture; once a schema"]
fn first_ledger_is_written() {
    let path = fixture();
    assert!(!path.exists(), "what was released stays as it is");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut ledger = Ledger::open(&path).unwrap();
    let run = ledger.begin(&["reports".into()]).unwrap();
    for it in reports() {
        ledger.record(&it.record()).unwrap();
    }
    ledger.done(&run, "reports/1.html", None).unwrap();
    ledger.failed("reports/4.html", "no text is left of it").unwrap();
    ledger.merge(party(&ledger, "Adelaide Quill"), party(&ledger, "Ada Quill")).unwrap();
    let mut record = reports()[2].record();
    record.events[0].status = "future".into();
    ledger.correct(&Imported { record: Some(record), faults: Vec::new() }).unwrap();
    drop(ledger);
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA journal_mode = delete; VACUUM").unwrap();
}

#[test]
fn the_first_ledger_opens_and_answers() {
    let folder = Folder::new("first");
    std::fs::copy(fixture(), folder.ledger()).unwrap();
    whole(&folder.ledger());
    let asked = |ledger: &Ledger| {
        let who = ledger.who("Adelaide Quill", Order::Oldest, 9).unwrap();
        assert_eq!((who.len(), who[0].known.name.as_str(), who[0].statements), (1, "Ada Quill", 3));
        let question = |kind| Question { words: Some("open".into()), ..Question::of(kind, 9) };
        assert_eq!(ledger.search(&question(Kind::Statement)).unwrap().len(), 2);
        let events = ledger.search(&question(Kind::Event)).unwrap();
        assert!(events.len() == 2 && events.iter().all(|it| it.about.starts_with("future AID")), "{events:?}");
        assert_eq!(
            ledger.quotations(&Question { limit: 9, ..Question::default() }).unwrap()[0].outlets,
            ["The Post", "Kesten Radio"]
        );
        assert_eq!(ledger.records().filter(Result::is_ok).count(), 3);
        assert_eq!(ledger.failures().unwrap()[0].name, "reports/4.html");
    };
    asked(&Ledger::open_to_ask(&folder.ledger()).unwrap());
    let by = Ledger::open_to_ask(&folder.ledger()).unwrap().corrections(None, 9).unwrap();
    assert_eq!((by.len(), by[0].by.as_str(), by[0].changes[0].to.as_deref()), (1, "", Some("future")));

    let keys = |path: &Path| -> Vec<(i64, i64)> {
        let c = rusqlite::Connection::open(path).unwrap();
        let mut rows = c.prepare("SELECT key, figure FROM figure_key ORDER BY 1, 2").unwrap();
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    let before = keys(&folder.ledger());
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    asked(&ledger);
    // *Gates* are counted by the same words as ever, so that keys made anew are the keys there were.
    assert!(!before.is_empty() && keys(&folder.ledger()) == before);
    assert!(ledger.begin(&["reports".into()]).unwrap().done.contains("reports/1.html"));
    // What it has it knows again, and a newer reader changes no decision.
    for it in reports() {
        assert!(matches!(ledger.record(&it.record()).unwrap(), Recorded::Known(_)));
        assert!(matches!(ledger.record(&it.read_by("2").record()).unwrap(), Recorded::ReadAnew(_)));
    }
    asked(&ledger);
    // What the reader itself had read is there still, though it was corrected before anybody kept it on purpose.
    let status = |ledger: &Ledger| ledger.record_of(by[0].report.row).unwrap().unwrap().events[0].status.clone();
    ledger.undo(by[0].decision).unwrap();
    assert_eq!(status(&ledger), "occurred");
    ledger.redo(by[0].decision).unwrap();
    assert_eq!(status(&ledger), "future");
    let more = saying("The Wire", "2026-03-04", "Adelaide Quill", "We will open the old harbour gate on Monday.");
    assert!(matches!(ledger.record(&more.record()).unwrap(), Recorded::New(_)));
    assert_eq!(ledger.who("Ada Quill", Order::Oldest, 9).unwrap()[0].statements, 4);
    assert_eq!(ledger.quotations(&Question { limit: 9, ..Question::default() }).unwrap()[0].outlets.len(), 3);
    whole(ledger.path());
}
