//! What is no ledger is left alone, what fails halfway leaves nothing, and many at once lose nothing.

use crate::record::{Folder, report};
use crate::told::{Told, saying};
use crate::whole::whole;
use sayso_ledger::ask::{Kind, Question};
use sayso_ledger::{Ledger, Recorded, What};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What opening a file comes to, to write and to ask.
fn refused(path: &Path) -> [What; 2] {
    [Ledger::open(path).expect_err("no ledger").what, Ledger::open_to_ask(path).expect_err("no ledger").what]
}

#[test]
fn another_file_is_left_as_it_is() {
    let folder = Folder::new("foreign");
    let path = folder.ledger();
    std::fs::write(&path, "A letter, and a long one. ".repeat(100)).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(refused(&path), [What::NoLedger, What::NoLedger]));
    assert_eq!(std::fs::read(&path).unwrap(), before);

    // Somebody else's database is no ledger either, and is not so much as set otherwise.
    std::fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE visits (page TEXT)").unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(refused(&path), [What::NoLedger, What::NoLedger]));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing stays beside it");
}

#[test]
fn a_question_that_takes_too_long_is_given_up() {
    let folder = Folder::new("tired");
    Ledger::open(&folder.ledger())
        .unwrap()
        .record(&report("https://harbourpost.example/a", "It rained, Mara Lindqvist said.", "1"))
        .unwrap();
    let mut ledger = Ledger::open_to_ask(&folder.ledger()).unwrap();
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let begin = Instant::now();
    ledger.give_up_when(move || begin.elapsed() > Duration::from_millis(50)).unwrap();
    let error = ledger.sql(endless, 1).unwrap_err();
    assert!(matches!(error.what, What::GivenUp) && !error.is_lasting(), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(10));
    // The next question is asked as if nothing had been.
    ledger.give_up_when(|| false).unwrap();
    assert_eq!(
        ledger.search(&Question { kinds: vec![Kind::Report], limit: 9, ..Question::default() }).unwrap().len(),
        1
    );
}

#[test]
fn an_empty_file_becomes_a_ledger_when_something_is_added() {
    let folder = Folder::new("empty");
    let path = folder.ledger();
    assert!(matches!(Ledger::open_to_ask(&path).unwrap_err().what, What::Missing));
    assert!(matches!(Ledger::open_to_ask(path.parent().unwrap()).unwrap_err().what, What::Missing));
    assert!(!path.exists(), "asking makes no ledger");
    std::fs::write(&path, "").unwrap();
    assert!(matches!(Ledger::open_to_ask(&path).unwrap_err().what, What::NoLedger));
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.record(&report("https://example.org/1", "“Yes.”", "1")).unwrap();
    whole(&path);
}

#[test]
fn a_ledger_of_a_later_version_is_left_as_it_is() {
    let folder = Folder::new("later");
    let path = folder.ledger();
    drop(Ledger::open(&path).unwrap());
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("PRAGMA journal_mode = delete; PRAGMA user_version = 4711")
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(refused(&path), [What::TooNew(4711), What::TooNew(4711)]));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_ledger_of_any_name_is_opened() {
    let folder = Folder::new("odd # name? 100%25 é");
    let path = folder.ledger().with_file_name("a ledger? #1 %2e&mode=memory.sayso");
    Ledger::open(&path).unwrap().record(&report("https://example.org/1", "“Yes.”", "1")).unwrap();
    let twice = std::path::PathBuf::from(format!("/{}", path.display()));
    for path in [path, twice] {
        assert_eq!(
            Ledger::open_to_ask(&path).unwrap().search(&Question::of(Kind::Report, 2)).unwrap().len(),
            1,
            "{path:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_ledger_in_a_folder_that_cannot_be_written_is_asked() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("closed-folder");
    let path = folder.ledger();
    Ledger::open(&path).unwrap().record(&report("https://example.org/1", "“The bridge is safe.”", "1")).unwrap();
    let set = |folder_mode, file_mode| {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(file_mode)).unwrap();
        std::fs::set_permissions(path.parent().unwrap(), std::fs::Permissions::from_mode(folder_mode)).unwrap();
    };
    set(0o555, 0o444);
    // Whoever may do everything is not kept out; a part of this then shows nothing.
    let kept_out = std::fs::write(path.with_file_name("probe"), "").is_err();
    let asked = Ledger::open_to_ask(&path).and_then(|ledger| ledger.search(&Question::of(Kind::Statement, 2)));
    let added = Ledger::open(&path);
    set(0o755, 0o644);
    assert_eq!(asked.unwrap().len(), 1);
    if kept_out {
        let error = added.unwrap_err();
        assert!(matches!(error.what, What::ReadOnly) && error.is_lasting(), "{error}");
    }
}

/// The setting that a file is asked with where nothing can be made beside it, by itself: that a file of this kind is read so.
#[test]
fn a_ledger_alone_holds_everything_once_it_is_closed() {
    let folder = Folder::new("immutable");
    let path = folder.ledger();
    Ledger::open(&path).unwrap().record(&report("https://example.org/1", "“The bridge is safe.”", "1")).unwrap();
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_URI;
    let c = rusqlite::Connection::open_with_flags(format!("file://{}?immutable=1", path.display()), flags).unwrap();
    let words: String = c.query_row("SELECT words FROM statements", [], |row| row.get(0)).unwrap();
    assert_eq!(words, "“The bridge is safe.”");
}

#[test]
fn what_fails_in_the_middle_leaves_nothing() {
    let folder = Folder::new("middle");
    let path = folder.ledger();
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.record(&saying("Post", "2026-03-01", "Ada Quill", "It fits.").record()).unwrap();
    let text: String =
        (0..4000).map(|n| format!("Line {n} of a very long report about the ferry of Orvale. ")).collect();
    let long = Told::new("Post", "2026-03-02", "Too long", &text).says("Jon Marr", &["Line 7 of a very long report"]);
    // A trigger stands for whatever can go wrong near the end.
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER fails BEFORE INSERT ON quotation_key BEGIN SELECT raise(abort, 'no more room'); END",
        )
        .unwrap();
    assert!(ledger.record(&long.record()).unwrap_err().to_string().contains("no more room"));
    other.execute_batch("DROP TRIGGER fails").unwrap();
    let counts = |ledger: &Ledger| {
        let tables = [
            "document",
            "reading",
            "statement",
            "party",
            "alias",
            "appearance",
            "copy_key",
            "story_term",
            "term_count",
            "document_words_docsize",
        ];
        let sql: Vec<String> = tables.iter().map(|it| format!("(SELECT count(*) FROM {it})")).collect();
        format!("{:?}", ledger.sql(&format!("SELECT {}", sql.join(", ")), 1).unwrap().rows)
    };
    let before = counts(&ledger);
    assert!(before.starts_with("[[Whole(1), Whole(1), Whole(1), Whole(1)"), "{before}");
    assert_eq!(counts(&ledger), before);
    whole(&path);
    assert!(matches!(ledger.record(&long.record()).unwrap(), Recorded::New(_)), "and it goes on");
    whole(&path);
}

#[test]
fn many_at_once_lose_nothing_and_record_nothing_twice() {
    let folder = Folder::new("many-writers");
    let path = folder.ledger();
    let adding = AtomicBool::new(true);
    let of = |n: usize| {
        saying(&format!("Outlet {n}"), "2026-03-01", "Ada Quill", "The ferry will sail on Monday, whatever they say.")
            .record()
    };
    std::thread::scope(|scope| {
        // Two add the same thirty reports and ten of their own, and make the file at once; three ask all the while.
        let adders: Vec<_> = (0..2)
            .map(|who| {
                let path = &path;
                scope.spawn(move || {
                    let mut ledger = Ledger::open(path).unwrap();
                    let own = (0..10).map(|n| 100 * (who + 1) + n);
                    let mut new = 0;
                    for n in (0..30).chain(own) {
                        new += usize::from(matches!(ledger.record(&of(n)).unwrap(), Recorded::New(_)));
                        ledger.failed(&format!("item {n}"), "no such file").unwrap();
                    }
                    new
                })
            })
            .collect();
        for _ in 0..3 {
            scope.spawn(|| {
                let mut last = 0;
                while adding.load(Ordering::Relaxed) {
                    if let Ok(ledger) = Ledger::open_to_ask(&path) {
                        let question = Question { words: Some("ferry".into()), ..Question::of(Kind::Statement, 100) };
                        let found = ledger.search(&question).unwrap().len();
                        assert!(found >= last, "what was there stays");
                        last = found;
                        let _ = ledger.who("Quill", Default::default(), 10).unwrap();
                    }
                }
            });
        }
        let new: Vec<_> = adders.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        // Whatever came of it, those who ask must hear of the end.
        adding.store(false, Ordering::Relaxed);
        assert_eq!(new.into_iter().map(Result::unwrap).sum::<usize>(), 50);
    });
    let ledger = Ledger::open_to_ask(&path).unwrap();
    assert_eq!(ledger.search(&Question::of(Kind::Report, 100)).unwrap().len(), 50);
    let failures = ledger.failures().unwrap();
    assert_eq!(failures.iter().map(|it| it.times).sum::<u32>(), 80);
    assert_eq!(failures.len(), 50);
    whole(&path);
}

#[test]
fn a_run_goes_on_where_it_was_stopped() {
    let folder = Folder::new("runs");
    let inputs = ["a folder".to_owned(), "b.jsonl".to_owned()];
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let run = ledger.begin(&inputs).unwrap();
    assert!(run.done.is_empty());
    ledger.failed("a/1.html", "no text").unwrap();
    ledger.failed("a/1.html", "still no text").unwrap();
    ledger.done(&run, "a/2.html", None).unwrap();
    ledger.done(&run, "a/2.html", None).unwrap();
    drop(ledger);
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let again = ledger.begin(&inputs).unwrap();
    assert_eq!(again.done.iter().collect::<Vec<_>>(), ["a/2.html"]);
    assert!(ledger.begin(&inputs[..1]).unwrap().done.is_empty(), "other inputs are another run");
    let failures = ledger.failures().unwrap();
    assert_eq!((failures.len(), failures[0].times, failures[0].why.as_str()), (1, 2, "still no text"));
    ledger.done(&again, "a/1.html", None).unwrap();
    assert!(ledger.failures().unwrap().is_empty(), "what was read at last is no failure");
    ledger.finish(&again).unwrap();
    assert!(ledger.begin(&inputs).unwrap().done.is_empty());
}
