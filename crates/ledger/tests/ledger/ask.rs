//! What is asked is found, all of it and nothing else, in the order that is wanted.

use crate::record::Folder;
use crate::told::{Told, saying};
use crate::whole::whole;
use sayso_ledger::ask::{Id, Kind, Order, Question};
use sayso_ledger::{Error, Ledger, What};

/// Four reports about a river, in three outlets.
fn river() -> Vec<Told> {
    let flood = "🌊 Ada Quill said: “We will rebuild the bridges, all of them.” Police arrested Jon Marr in Sorn. Twelve people died.\n\
                 “It was,” said Jon Marr, “a quiet night.”";
    let mut first = Told::new("The Post", "2026-03-01", "Flood in Sorn", flood)
        .says("Ada Quill", &["“We will rebuild the bridges, all of them.”"])
        .says("Jon Marr", &["“It was,”", "“a quiet night.”"])
        .event("arrested", "COERCE", "occurred", "organization:Sorn Police", "Jon Marr")
        .event("rebuild", "AID", "future", "Ada Quill", "")
        .figure("Twelve", 12.0, "people who died");
    for (pointer, value) in [("/events/0/where", "Sorn"), ("/events/0/geo", "")] {
        first = if value.is_empty() {
            first.with(pointer, serde_json::json!({"name": "Sorn", "lat": 1.5, "lon": 2.5, "country": "FRA", "admin1": null, "geonames_id": null}))
        } else {
            first.with(pointer, value)
        };
    }
    vec![
        first,
        saying("Herald", "2026-03-15", "Ada Quill", "A bridge is no promise."),
        saying("Courier", "2026-04-02", "Jon Marr", "The café by the bridge was never flooded.")
            .event("flooded", "COERCE", "negated", "Jon Marr", "organization:Sorn Police")
            .figure("The", 1.0, "cafés"),
        saying("Herald", "2027-01-01", "Ada Quill", "We rebuilt it."),
    ]
}

fn with(folder: &Folder, reports: &[Told]) -> Ledger {
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    for it in reports {
        ledger.record(&it.record()).unwrap();
    }
    ledger
}

/// The reports of the lines that answer, as the days of their publication.
fn days(ledger: &Ledger, question: &Question) -> Vec<String> {
    ledger.search(question).unwrap().into_iter().map(|it| it.date).collect()
}

fn of(kind: Kind) -> Question {
    Question::of(kind, 20)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn words_find_what_holds_them() {
    let folder = Folder::new("words");
    let ledger = with(&folder, &river());
    let found = |words: &str| days(&ledger, &Question { words: some(words), ..of(Kind::Statement) });
    assert_eq!(found("bridge"), ["2026-04-02", "2026-03-15", "2026-03-01"], "its plural, too");
    assert_eq!(found("BRIDGE flooded"), ["2026-04-02"]);
    assert_eq!(found("\"by the bridge\""), ["2026-04-02"]);
    assert_eq!(found("“no promise”"), ["2026-03-15"]);
    assert_eq!(found("rebu*"), ["2027-01-01", "2026-03-01"]);
    assert_eq!(found("bridge -promise -café"), ["2026-03-01"]);
    assert_eq!(found("cafe"), ["2026-04-02"]);
    assert_eq!(found("cafe\u{301}"), ["2026-04-02"]);
    assert!(found("herald").is_empty() && found("y2026").is_empty() && found("quill").is_empty());
    let reports = |words: &str| days(&ledger, &Question { words: some(words), ..of(Kind::Report) });
    assert_eq!(reports("flood"), ["2026-04-02", "2026-03-01"], "in the headline, too");
    assert_eq!(reports("died"), ["2026-03-01"]);
    let events = |words: &str| days(&ledger, &Question { words: some(words), ..of(Kind::Event) });
    assert_eq!(events("marr"), ["2026-04-02", "2026-03-01"], "by who takes part");
    assert_eq!(events("sorn -police"), Vec::<String>::new());
    let figures = |words: &str| days(&ledger, &Question { words: some(words), ..of(Kind::Figure) });
    assert_eq!((figures("died twelve"), figures("cafe")), (vec!["2026-03-01".into()], vec!["2026-04-02".into()]));
}

#[test]
fn who_where_when_and_what_narrow() {
    let folder = Folder::new("narrow");
    let ledger = with(&folder, &river());
    let found = |question: &Question| days(&ledger, &Question { limit: 20, ..question.clone() });
    let all = || Question { kinds: vec![Kind::Statement], ..Question::default() };
    assert_eq!(found(&Question { speaker: some("Quill"), ..all() }), ["2027-01-01", "2026-03-15", "2026-03-01"]);
    assert_eq!(found(&Question { speaker: some("nobody"), ..all() }), Vec::<String>::new());
    assert_eq!(found(&Question { outlet: some("herald"), ..all() }), ["2027-01-01", "2026-03-15"]);
    assert_eq!(
        found(&Question { from: some("2026-03-15"), to: some("2026-04"), ..all() }),
        ["2026-04-02", "2026-03-15"]
    );
    assert_eq!(found(&Question { to: some("2026"), order: Order::Oldest, ..all() }).len(), 4);
    assert_eq!(found(&Question { from: some("2026-03-02"), words: some("bridge"), ..all() }).len(), 2);
    assert_eq!(found(&Question { from: some("2028"), ..all() }), Vec::<String>::new());
    assert_eq!(found(&Question { order: Order::Oldest, speaker: some("Ada Quill"), ..all() })[0], "2026-03-01");
    assert_eq!(found(&all()).len(), 5);

    let events = || Question { kinds: vec![Kind::Event], ..Question::default() };
    assert_eq!(found(&Question { event_type: some("coerce"), ..events() }).len(), 2);
    assert_eq!(found(&Question { status: some("Negated"), ..events() }), ["2026-04-02"]);
    assert_eq!(found(&Question { actor: some("Sorn Police"), ..events() }), ["2026-03-01"]);
    assert_eq!(found(&Question { recipient: some("the Sorn Police"), ..events() }), ["2026-04-02"]);
    assert_eq!(found(&Question { speaker: some("Marr"), ..events() }).len(), 2);
    assert_eq!(found(&Question { country: some("fra"), ..events() }), ["2026-03-01"]);
    // What has no such field is no answer; without kinds, every kind answers.
    assert_eq!(found(&Question { actor: some("Sorn Police"), ..all() }), Vec::<String>::new());
    assert_eq!(found(&Question { status: some("future"), ..Question::default() }), ["2026-03-01"]);
    let lines = ledger.search(&Question { words: some("bridge OR café"), limit: 9, ..Question::default() }).unwrap();
    assert!(lines.is_empty(), "OR is a word");
    let kinds: Vec<Kind> =
        ledger.search(&Question { limit: 1, ..Question::default() }).unwrap().iter().map(|it| it.kind).collect();
    assert_eq!(kinds, Kind::ALL);
}

#[test]
fn a_line_carries_its_source() {
    let folder = Folder::new("line");
    let ledger =
        with(&folder, &[river()[0].clone().with("/events/0/attributed_to", 0).with("/figures/0/attributed_to", 1)]);
    let line = |kind| ledger.search(&of(kind)).unwrap().pop().unwrap();
    let (event, figure) = (line(Kind::Event), line(Kind::Figure));
    assert_eq!(event.source.as_deref(), Some("Ada Quill"));
    assert_eq!(event.about, "occurred COERCE: Sorn Police → Jon Marr, Sorn");
    assert_eq!((figure.source.as_deref(), figure.words.as_str()), (Some("Jon Marr"), "Twelve people who died"));
    assert_eq!((event.outlet.as_deref(), event.date.as_str()), (Some("The Post"), "2026-03-01"));
    let told = ledger
        .sql("SELECT on_the_word_of FROM figures UNION ALL SELECT on_the_word_of FROM events ORDER BY 1", 9)
        .unwrap();
    assert_eq!(format!("{:?}", told.rows), "[[Null], [Text(\"Ada Quill\")], [Text(\"Jon Marr\")]]");
}

#[test]
fn nothing_typed_is_an_error_or_an_injection() {
    let folder = Folder::new("typed");
    let ledger = with(&folder, &river());
    let odd = [
        "\"",
        "“",
        "*",
        "-",
        "--",
        "bridge \"",
        "NEAR(",
        "keys:p1",
        "words : x",
        "a AND",
        "OR",
        "NOT NOT",
        "(",
        "bridge)",
        "^bridge",
        "a + b",
        "{words} : x",
        "';DROP TABLE document;--",
        "bridge\0rm",
        "\u{301}",
        "𝔟ridge",
        "½",
        "—",
        "%_",
        "t\"x",
        "x\" OR \"y",
        "coerce) OR (keys : tcoerce",
        "ÿ*",
        "日本",
    ];
    for typed in odd {
        for kind in Kind::ALL {
            let questions = [
                Question { words: some(typed), ..of(kind) },
                Question { words: some(&format!("xyzzy {typed}")), ..of(kind) },
                Question { speaker: some(typed), ..of(kind) },
                Question { outlet: some(typed), ..of(kind) },
                Question { event_type: some(typed), ..of(kind) },
                Question { status: some(typed), ..of(kind) },
                Question { country: some(typed), ..of(kind) },
            ];
            for (n, question) in questions.iter().enumerate() {
                match ledger.search(question) {
                    Ok(found) if n > 0 => assert!(found.is_empty(), "{typed} found {found:?}"),
                    Ok(_) => {}
                    Err(Error { what: What::Question(why), .. }) => assert_eq!(why, "no word to search for", "{typed}"),
                    Err(error) => panic!("{typed}: {error}"),
                }
            }
        }
        let _ = ledger.who(typed, Order::Newest, usize::MAX).unwrap();
    }
    let wrong = ledger.search(&Question { from: some("yesterday"), ..of(Kind::Report) }).unwrap_err();
    assert!(wrong.to_string().contains("yesterday: no day"), "{wrong}");
    whole(ledger.path());
}

#[test]
fn of_many_matches_the_newest_come_first_and_exactly() {
    let folder = Folder::new("many");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    // 2,600 statements in 13 reports, added in no order: two thirds of them in one month, some centuries away from the rest.
    let dates = [
        "2026-03-09",
        "2026-03-02",
        "2025-12-31",
        "2026-03-30",
        "0031-05-01",
        "2026-03-11",
        "2026-05-05",
        "2026-03-09",
        "2026-03-01",
        "9999-12-31",
        "2026-03-31",
        "2026-03-10",
        "2024-02-29",
    ];
    for (n, date) in dates.iter().enumerate() {
        let text: String = (0..200).map(|i| format!("Line{n}x{i} of the ferry.\n")).collect();
        let lines: Vec<&str> = text.lines().collect();
        let mut told = Told::new(&format!("Outlet {n}"), date, "Ferry", &text);
        for line in &lines {
            told = told.says("Ada Quill", &[line]);
        }
        ledger.record(&told.record()).unwrap();
    }
    let mut expected: Vec<String> =
        dates.iter().flat_map(|date| std::iter::repeat_n((*date).to_owned(), 200)).collect();
    expected.sort();
    for (order, sorted) in
        [(Order::Oldest, expected.clone()), (Order::Newest, expected.iter().rev().cloned().collect())]
    {
        for limit in [1, 150, 201, 999, 1000] {
            for question in [
                Question { words: some("ferry"), ..of(Kind::Statement) },
                Question { speaker: some("Ada Quill"), ..of(Kind::Statement) },
                of(Kind::Statement),
            ] {
                let lines = ledger.search(&Question { order, limit, ..question.clone() }).unwrap();
                let days: Vec<&String> = lines.iter().map(|it| &it.date).collect();
                assert_eq!(days, sorted.iter().take(limit).collect::<Vec<_>>(), "{order:?} {limit} {question:?}");
                let mut each_once: Vec<i64> = lines.iter().map(|it| it.id.row).collect();
                each_once.sort_unstable();
                each_once.dedup();
                assert_eq!(each_once.len(), limit, "none twice");
            }
        }
        // Between days, and through centuries without a report.
        let question = Question {
            words: some("ferry"),
            from: some("0100"),
            to: some("9000-01-02"),
            order,
            limit: 1000,
            ..of(Kind::Statement)
        };
        let lines = days(&ledger, &question);
        let between: Vec<&String> = sorted.iter().filter(|it| it.as_str() > "0100" && it.as_str() < "9000").collect();
        assert_eq!(lines.iter().collect::<Vec<_>>(), between.into_iter().take(1000).collect::<Vec<_>>(), "{order:?}");
    }
    let none = ledger
        .search(&Question { words: some("ferry"), from: some("3000"), to: some("4000"), ..of(Kind::Statement) })
        .unwrap();
    assert!(none.is_empty());
    assert_eq!(ledger.search(&Question { limit: 0, ..of(Kind::Report) }).unwrap().len(), 1, "a limit is at least one");
    assert_eq!(
        ledger.search(&Question { limit: usize::MAX, ..of(Kind::Statement) }).unwrap().len(),
        1000,
        "and at most a thousand"
    );
}

#[test]
fn a_last_name_of_many_people_is_asked_for() {
    let folder = Folder::new("namesakes");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let letters: Vec<char> = ('a'..='z').collect();
    let mut told = Told::new("Post", "2026-03-01", "All of them", "Everybody said: Yes. No.");
    for n in 0..600 {
        let first: String = [n / 26, n % 26].iter().map(|it| letters[*it]).collect();
        told = told.says(&format!("N{first} Marr"), &["Yes."]);
    }
    ledger.record(&told.record()).unwrap();
    let lines = ledger.search(&Question { speaker: some("Marr"), limit: 1000, ..of(Kind::Statement) }).unwrap();
    assert_eq!(lines.len(), 600);
    assert_eq!(ledger.who("Marr", Order::Newest, 1).unwrap().len(), 20);
}

#[test]
fn what_is_no_longer_in_force_is_not_found() {
    let folder = Folder::new("force");
    let reports = river();
    let mut ledger = with(&folder, &reports);
    // The newer reader finds fewer statements, other events, and no figure.
    let again = Told::new("The Post", "2026-03-01", "Flood in Sorn", reports[0].record().document.text.as_str())
        .says("Ada Quill", &["“We will rebuild the bridges, all of them.”"])
        .event("died", "ASSAULT", "occurred", "", "")
        .read_by("2");
    ledger.record(&again.record()).unwrap();
    let counts = |ledger: &Ledger| Kind::ALL.map(|kind| days(ledger, &of(kind)).len());
    assert_eq!(counts(&ledger), [4, 2, 1, 4]);
    assert!(days(&ledger, &Question { words: some("quiet"), ..of(Kind::Statement) }).is_empty());
    assert!(days(&ledger, &Question { words: some("arrested"), ..of(Kind::Event) }).is_empty());
    let views = |ledger: &Ledger| {
        let sql = "SELECT (SELECT count(*) FROM statements), (SELECT count(*) FROM events), (SELECT count(*) FROM figures), (SELECT count(*) FROM documents)";
        format!("{:?}", ledger.sql(sql, 1).unwrap().rows[0])
    };
    assert_eq!(views(&ledger), "[Whole(4), Whole(2), Whole(1), Whole(4)]");
    whole(ledger.path());
    // The page changes.
    let changed = saying("Herald", "2026-03-15", "Ada Quill", "A bridge is a promise.")
        .with("/document/url", reports[1].record().document.url.unwrap());
    ledger.record(&changed.record()).unwrap();
    assert_eq!(counts(&ledger), [4, 2, 1, 4]);
    assert!(days(&ledger, &Question { words: some("\"no promise\""), ..of(Kind::Statement) }).is_empty());
    assert!(days(&ledger, &Question { words: some("\"no promise\""), ..of(Kind::Report) }).is_empty());
    assert_eq!(days(&ledger, &Question { words: some("\"a promise\""), ..of(Kind::Report) }), ["2026-03-15"]);
    assert_eq!(ledger.who("Ada Quill", Order::Newest, 9).unwrap()[0].statements, 3);
    assert_eq!(ledger.known("Ada Quill", 9).unwrap()[0].reports, 3);
    whole(ledger.path());
}

#[test]
fn words_are_shown_in_their_place() {
    let folder = Folder::new("show");
    let ledger = with(&folder, &river());
    let marked = |id: Id| {
        let shown = ledger.show(id).unwrap().unwrap();
        let letters: Vec<char> = shown.text.chars().collect();
        let cut = |[start, end]: [u32; 2]| letters[start as usize..end as usize].iter().collect::<String>();
        (shown.marked.iter().map(|span| cut(*span)).collect::<Vec<String>>(), shown)
    };
    let id = |text: &str| text.parse::<Id>().unwrap();
    let (words, shown) = marked(id("s1"));
    assert_eq!(words, ["“We will rebuild the bridges, all of them.”"], "code points, also after an emoji");
    assert!(shown.text.starts_with("🌊 Ada") && shown.text.ends_with("died."), "its paragraph alone: {}", shown.text);
    let (words, shown) = marked(id("S2"));
    assert_eq!(
        (words, shown.text.as_str()),
        (vec!["“It was,”".to_owned(), "“a quiet night.”".into()], "“It was,” said Jon Marr, “a quiet night.”")
    );
    assert_eq!((marked(id("e1")).0, marked(id("f1")).0), (vec!["arrested".to_owned()], vec!["Twelve".to_owned()]));
    let (words, shown) = marked(id("d1"));
    assert!(words.is_empty() && shown.text.contains('\n') && shown.copies.is_empty());
    for text in ["s99", "e99", "f99", "d99"] {
        assert_eq!(ledger.show(id(text)).unwrap(), None);
    }
    for text in ["", "s", "x1", "s0", "s-1", "é1", "s1 ", "12", "s99999999999999999999"] {
        assert!(text.parse::<Id>().is_err(), "{text}");
    }
}

#[test]
fn sql_asks_and_changes_nothing() {
    let folder = Folder::new("sql");
    let ledger = with(&folder, &river());
    let other = folder.ledger().with_file_name("other.db");
    let settings = || {
        let other = rusqlite::Connection::open(folder.ledger()).unwrap();
        ["journal_mode", "user_version", "application_id"].map(|it| {
            other.query_row(&format!("PRAGMA {it}"), [], |row| row.get::<_, rusqlite::types::Value>(0)).unwrap()
        })
    };
    let (before, asking) = (settings(), Ledger::open_to_ask(&folder.ledger()).unwrap());
    for sql in [
        "DELETE FROM document",
        "DELETE FROM document RETURNING id",
        "INSERT INTO story VALUES (1, 2, 3) RETURNING id",
        "UPDATE party SET name = ''",
        "DROP TABLE document",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "PRAGMA user_version = 9",
        "PRAGMA journal_mode = delete",
        "PRAGMA writable_schema = 1",
        "VACUUM",
        "BEGIN IMMEDIATE",
        "REINDEX",
        "SELECT 1; DELETE FROM document",
        "",
        "nonsense",
        "-- nothing",
        "INSERT INTO document_words (document_words) VALUES ('delete-all')",
        "WITH x AS (SELECT 1) DELETE FROM document RETURNING *",
        &format!("ATTACH '{}' AS o", other.display()),
        &format!("VACUUM INTO '{}'", other.display()),
        "PRAGMA locking_mode = exclusive",
    ] {
        for ledger in [&ledger, &asking] {
            let answer = ledger.sql(sql, 10);
            let is_setting = sql.contains("_mode = ");
            assert!(is_setting || matches!(&answer, Err(Error { what: What::Question(_), .. })), "{sql}: {answer:?}");
        }
    }
    assert!(!other.exists());
    assert_eq!(settings(), before);
    whole(ledger.path());
    let answer = ledger.sql("SELECT id, title, digest, NULL, 1.5 FROM document ORDER BY id", 2).unwrap();
    assert!(answer.more && answer.rows.len() == 2 && answer.columns[1] == "title");
    assert!(format!("{:?}", answer.rows[0]).ends_with("Bytes(32), Null, Real(1.5)]"), "{answer:?}");
    let count = ledger.sql("SELECT count(*) FROM document_words WHERE document_words MATCH 'bridge*'", 9).unwrap();
    assert!(!count.more && format!("{:?}", count.rows) == "[[Whole(3)]]", "{count:?}");
}
