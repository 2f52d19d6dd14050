//! What people correct stands above every reading, in the tables, the views and in search.

use crate::record::Folder;
use crate::told::Told;
use crate::whole::whole;
use sayso_ledger::ask::{Kind, Order, Question};
use sayso_ledger::import::Imported;
use sayso_ledger::{Error, Ledger, Recorded, What};
use sayso_wire::Record;

const TEXT: &str = "The dam will hold, he said. Workers were to strike on Monday, Jon Marr said.";

fn told() -> Told {
    Told::new("The Post", "2026-03-04", "Dam", TEXT)
        .mentions("Ada Quill")
        .mentions("Jon Marr")
        .says("Jon Marr", &["The dam will hold"])
        .event("strike", "PROTEST", "occurred", "unnamed:Workers", "")
        .figure("Monday", 1.0, "days")
}

/// The record with what somebody changed in it.
fn changed(record: &Record, change: impl FnOnce(&mut Record)) -> Imported {
    let mut record = record.clone();
    change(&mut record);
    Imported { record: Some(record), faults: Vec::new() }
}

fn speaker_and_status(record: &mut Record) {
    record.statements[0].speaker = Some("Ada Quill".into());
    record.statements[0].party = Some(0);
    record.events[0].status = "future".into();
    record.figures.clear();
}

/// Whether both show everywhere.
fn is_corrected(ledger: &Ledger) {
    let rows = ledger
        .sql(
            "SELECT speaker FROM statements UNION ALL SELECT status FROM events UNION ALL SELECT words FROM figures",
            9,
        )
        .unwrap()
        .rows;
    assert_eq!(format!("{rows:?}"), "[[Text(\"Ada Quill\")], [Text(\"future\")]]");
    let said = |name: &str| {
        ledger.search(&Question { speaker: Some(name.into()), ..Question::of(Kind::Statement, 9) }).unwrap().len()
    };
    assert_eq!((said("Ada Quill"), said("Jon Marr")), (1, 0));
    assert_eq!(ledger.who("Ada Quill", Order::Newest, 9).unwrap()[0].statements, 1);
    let events = |status: &str| {
        ledger.search(&Question { status: Some(status.into()), ..Question::of(Kind::Event, 9) }).unwrap().len()
    };
    assert_eq!((events("future"), events("occurred")), (1, 0));
    whole(ledger.path());
}

#[test]
fn a_correction_stands_above_every_later_reading() {
    let folder = Folder::new("correct");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let record = told().record();
    let document = ledger.record(&record).unwrap().document();
    let done = ledger.correct(&changed(&record, speaker_and_status)).unwrap();
    assert_eq!((done.corrections, done.unapplied), (4, 0));
    is_corrected(&ledger);
    // The same again is no correction, and the same report is known.
    let now = ledger.record_of(document).unwrap().unwrap();
    assert_eq!(ledger.correct(&changed(&now, |_| ())).unwrap().corrections, 0);
    assert_eq!(ledger.record(&record).unwrap(), Recorded::Known(document));
    is_corrected(&ledger);
    // A newer reader numbers its findings otherwise, and still takes him for the speaker.
    let newer = Told::new("The Post", "2026-03-04", "Dam", TEXT)
        .mentions("Jon Marr")
        .mentions("Ada Quill")
        .event("strike", "PROTEST", "hypothetical", "unnamed:Workers", "")
        .says("Jon Marr", &["The dam will hold"])
        .figure("Monday", 1.0, "days")
        .read_by("2");
    assert_eq!(ledger.record(&newer.record()).unwrap(), Recorded::ReadAnew(document));
    is_corrected(&ledger);
    // Whoever corrects once more starts from there.
    let now = ledger.record_of(document).unwrap().unwrap();
    assert_eq!(now.reader.version, "2");
    let done = ledger.correct(&changed(&now, |it| it.statements[0].act = "promise".into())).unwrap();
    assert_eq!(done.corrections, 1);
    ledger.record(&told().read_by("3").record()).unwrap();
    is_corrected(&ledger);
    assert_eq!(ledger.record_of(document).unwrap().unwrap().statements[0].act, "promise");
    let kept = ledger.sql("SELECT count(*) FROM decision WHERE what = 'correct'", 1).unwrap().rows;
    assert_eq!(format!("{kept:?}"), "[[Whole(2)]]");
}

#[test]
fn a_corrected_masthead_is_found_by_what_it_says_now() {
    let folder = Folder::new("masthead");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let record = told().record();
    let document = ledger.record(&record).unwrap().document();
    let correct = |it: &mut Record| {
        it.document.outlet = Some("The Lantern".into());
        it.document.published = Some("2025-12-31".into());
        it.document.title = Some("A reservoir".into());
    };
    assert_eq!(ledger.correct(&changed(&record, correct)).unwrap().corrections, 3);
    let is_so = |ledger: &Ledger| {
        for kind in Kind::ALL {
            let of = |outlet: &str| {
                let lines = ledger.search(&Question { outlet: Some(outlet.into()), ..Question::of(kind, 9) }).unwrap();
                lines.into_iter().map(|it| (it.date, it.title.unwrap_or_default())).collect::<Vec<_>>()
            };
            assert_eq!(of("The Lantern"), [("2025-12-31".to_owned(), "A reservoir".to_owned())], "{kind:?}");
            assert!(of("The Post").is_empty());
            let since = Question { from: Some("2026".into()), ..Question::of(kind, 9) };
            assert!(ledger.search(&since).unwrap().is_empty());
        }
        let words = Question { words: Some("reservoir".into()), ..Question::of(Kind::Report, 9) };
        assert_eq!(ledger.search(&words).unwrap().len(), 1);
        whole(ledger.path());
    };
    is_so(&ledger);
    // As it was told it is still the same report.
    assert_eq!(ledger.record(&record).unwrap(), Recorded::Known(document));
    assert_eq!(ledger.record(&told().read_by("2").record()).unwrap(), Recorded::ReadAnew(document));
    is_so(&ledger);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let folder = Folder::new("refused");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let record = told().record();
    let mut refused = |imported: &Imported, why: &str| {
        let error = ledger.correct(imported).unwrap_err();
        assert!(matches!(&error, Error { what: What::Question(_), .. }) && error.to_string().contains(why), "{error}");
    };
    refused(&changed(&record, |_| ()), "no such report");
    refused(&Imported { record: None, faults: Vec::new() }, "nothing to import");
    ledger.record(&record).unwrap();
    let mut refused = |imported: &Imported, why: &str| {
        let error = ledger.correct(imported).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    };
    refused(&changed(&record, |it| it.document.text.push('!')), "text");
    refused(&changed(&record, |it| it.reader.version = "9".into()), "another reader");
    assert_eq!(format!("{:?}", ledger.sql("SELECT count(*) FROM decision", 1).unwrap().rows), "[[Whole(0)]]");
}
