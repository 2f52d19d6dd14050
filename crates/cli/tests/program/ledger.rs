//! `sayso add` and the commands that ask a ledger, on one story told by three outlets.

use crate::harness::Folder;
use serde_json::Value;

/// Three outlets on one fire: a quotation whole, cut and changed, and two numbers of dead.
fn story() -> String {
    let report = |id: &str, outlet: &str, day: u32, title: &str, text: &str| {
        serde_json::json!({"id": id, "url": format!("https://{id}.example/fire"), "outlet": outlet, "published": format!("2026-03-{day:02}"),
                           "title": title, "text": text})
        .to_string()
    };
    [
        report("a", "The Harbour Post", 3, "Mill fire in Skerra kills four",
            "At least four people were killed in a fire at the Orrel mill in Skerra on Monday, police said.\n\n\
             “We warned the owners of the mill three times last year, and nobody answered our letters,” Mayor Mara Lindqvist said on Tuesday. \
             Lindqvist said the mill would stay closed."),
        report("b", "Elsby Courier", 4, "Four dead as mill burns in Skerra",
            "Four people were killed when the Orrel mill in Skerra burned down on Monday, according to police.\n\n\
             “We warned the owners of the mill three times last year,” Skerra’s mayor, Mara Lindqvist, said."),
        report("c", "Marrow Mail", 4, "Seven die in Skerra mill fire",
            "Seven people were killed in the fire at the Orrel mill in Skerra on Monday, the fire service said.\n\n\
             “We warned the owners of this mill three times last year, and nobody ever answered our letters,” Mayor Mara Lindqvist said. \
             Pia Lindqvist, a nurse, said she had heard the alarm."),
    ]
    .join("\n")
}

fn told() -> Folder {
    let folder = Folder::new();
    folder.file("fire.jsonl", story());
    let ran = folder.run(["add", "--weights", "none", "fire.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("sayso.ledger: 3 reports added"), "{}", ran.err);
    folder
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let out = folder.run(arguments.iter().copied().chain(["--format", "json"])).ok();
    serde_json::from_str(&out).unwrap()
}

#[test]
fn every_line_of_an_answer_says_whose_words_where_and_when() {
    let folder = told();
    let found = json(&folder, &["search", "warned", "--kind", "statement"]);
    let lines = found.as_array().unwrap();
    assert_eq!(lines.len(), 3);
    for line in lines {
        assert_eq!(line["source"], "Mara Lindqvist");
        assert!(line["words"].as_str().unwrap().contains("We warned"), "{line}");
        assert!(line["outlet"].is_string() && line["url"].is_string() && line["id"].as_str().unwrap().starts_with('s'));
    }
    assert_eq!((&lines[0]["date"], &lines[2]["date"]), (&"2026-03-04".into(), &"2026-03-03".into()), "newest first");
    let table = folder.run(["search", "warned", "--oldest", "-n", "1", "--kind", "statement"]).ok();
    assert!(table.contains("2026-03-03  The Harbour Post  Mara Lindqvist"), "{table}");
    let csv = folder.run(["search", "alarm", "--format", "csv"]).ok();
    assert!(csv.starts_with("id,kind,source,outlet,date,words,"), "{csv}");
    // Nothing found is told as grep tells it.
    let nothing = folder.run(["search", "volcano"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
}

#[test]
fn a_last_name_gives_everybody_apart() {
    let folder = told();
    let found = json(&folder, &["who", "Lindqvist"]);
    let names: Vec<&str> = found.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Mara Lindqvist", "Pia Lindqvist"]);
    assert_eq!((&found[0]["first"], &found[0]["last"]), (&"2026-03-03".into(), &"2026-03-04".into()));
}

#[test]
fn what_is_the_same_and_what_differs_stands_side_by_side() {
    let folder = told();
    let quotations = json(&folder, &["quotations", "--speaker", "Mara Lindqvist"]);
    let one = &quotations[0];
    assert_eq!(one["first"]["outlet"], "The Harbour Post");
    let how = |outlet: &str| {
        let variants = one["variants"].as_array().unwrap();
        variants.iter().find(|it| it["line"]["outlet"] == outlet).map(|it| it["how"].as_str().unwrap().to_owned())
    };
    // The longest one is the fullest, and the others are seen from it.
    assert_eq!((how("Marrow Mail").as_deref(), how("The Harbour Post").as_deref()), (Some("fullest"), Some("changed")));
    let table = folder.run(["quotations", "--speaker", "Mara Lindqvist"]).ok();
    assert!(
        table.contains("[-and nobody ever answered our letters-]") && table.contains("[-this-] {+the+}"),
        "{table}"
    );

    let differing = json(&folder, &["figures", "--differ"]);
    let seven = differing.as_array().unwrap().iter().find(|it| it["figure"]["outlet"] == "Marrow Mail").unwrap();
    assert!(seven["figure"]["words"].as_str().unwrap().starts_with("Seven"), "{seven}");
    assert_eq!(seven["others"][0][1], 1.75);

    let stories = json(&folder, &["stories"]);
    assert_eq!(stories[0]["outlets"].as_array().unwrap().len(), 3);
    let together = json(&folder, &["events", "--together", "--type", "assault"]);
    for happening in together.as_array().unwrap() {
        assert!(happening["records"].as_array().unwrap().len() > 1);
    }
}

#[test]
fn one_figure_is_told_over_time() {
    let folder = told();
    let found = json(&folder, &["figures", "--over-time", "killed"]);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found:#}");
    let tellings = found[0]["tellings"].as_array().unwrap();
    let told: Vec<(&str, f64, &str)> = tellings
        .iter()
        .map(|it| {
            let text = |value: &'static str| it.pointer(value).unwrap().as_str().unwrap();
            (text("/day"), it["low"].as_f64().unwrap(), text("/line/outlet"))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("2026-03-03", 4.0, "The Harbour Post"),
            ("2026-03-04", 4.0, "Elsby Courier"),
            ("2026-03-04", 7.0, "Marrow Mail")
        ]
    );
    assert_eq!(tellings[2]["change"], serde_json::json!({"trend": "up", "factor": 1.75, "both_hold": false}));
    let table = folder.run(["figures", "--over-time", "killed"]).ok();
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].ends_with(": 3 tellings, last changed 2026-03-04"), "{table}");
    assert!(
        lines[1].starts_with("  2026-03-03           4 or more  At least four people killed — police, "),
        "{table}"
    );
    assert!(lines[2].starts_with("  2026-03-04  =        4          Four people killed"), "{table}");
    assert!(lines[3].starts_with("  2026-03-04  ▲ ×1.75  7          Seven people killed"), "{table}");
    let csv = folder.run(["figures", "--over-time", "killed", "--format", "csv"]).ok();
    assert!(csv.starts_with("series,of,unit,per,where,day,when,low,high,trend,"), "{csv}");
    assert_eq!(csv.lines().count(), 4);
    assert_eq!(folder.run(["figures", "--over-time", "killed", "--format", "jsonl"]).ok().lines().count(), 1);
    let both = folder.run(["figures", "--over-time", "--differ"]);
    assert!(both.code == Some(2) && both.err.contains("cannot be used with"), "{}", both.err);
}

#[test]
fn a_report_is_read_once_and_a_changed_page_is_a_version() {
    let folder = told();
    let again = folder.run(["add", "--weights", "none", "fire.jsonl"]);
    assert!(again.err.contains("0 reports added, 3 known already"), "{}", again.err);
    folder.file("later.jsonl", story().lines().next().unwrap().replace("four people", "nine people"));
    let later = folder.run(["add", "--weights", "none", "later.jsonl"]);
    assert!(later.err.contains("1 changed pages"), "{}", later.err);
    let changes = folder.run(["show", "d4", "--changes"]).ok();
    assert!(
        changes.contains("- police: ") && changes.contains("+ police: ") && changes.contains("nine people"),
        "{changes}"
    );
    let count = folder.run(["sql", "SELECT count(*) FROM documents", "--format", "csv"]).ok();
    assert_eq!(count, "count(*)\n3\n", "the version before is not in force");
}

#[test]
fn what_cannot_be_read_is_kept_until_it_can() {
    let folder = Folder::new();
    folder.file("in/good.txt", "The bridge is safe, Mayor Ada Brook said.").file("in/bad.jsonl", "{\"text\": 3}\n");
    let ran = folder.run(["add", "--weights", "none", "in"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let errors = folder.run(["errors"]).ok();
    assert!(errors.contains("bad.jsonl:1"), "{errors}");
    folder.file("in/bad.jsonl", "{\"text\": \"The bridge is shut, Mayor Ada Brook said.\"}\n");
    assert_eq!(folder.run(["add", "--weights", "none", "in"]).code, Some(0));
    assert!(!folder.run(["errors"]).ok().contains("bad.jsonl"));
}

#[test]
fn a_run_that_was_cut_off_takes_no_name_for_its_content() {
    let folder = Folder::new();
    folder.file("in.jsonl", story().lines().next().unwrap());
    folder.run(["add", "--weights", "none", "in.jsonl"]).ok();
    // As after a kill: the run is not finished, and the line of that number is done.
    let ledger = rusqlite::Connection::open(folder.0.join("sayso.ledger")).unwrap();
    ledger.execute("UPDATE run SET finished = NULL", []).unwrap();
    ledger.execute("INSERT INTO item (run, name) SELECT id, 'in.jsonl:1' FROM run", []).unwrap();
    drop(ledger);
    folder.file("in.jsonl", story().lines().nth(1).unwrap());
    let ran = folder.run(["add", "--weights", "none", "in.jsonl"]);
    assert!(ran.err.contains("goes on where it was stopped") && ran.err.contains("1 reports added"), "{}", ran.err);
}

#[test]
fn corrections_come_back_and_stay() {
    let folder = told();
    folder.run(["export", "jsonl", "-o", "out"]).ok();
    let records = folder.content("out/records.jsonl");
    assert_eq!(records.lines().count(), 3);
    let mut record: Value = serde_json::from_str(records.lines().next().unwrap()).unwrap();
    let statement =
        record["statements"].as_array_mut().unwrap().iter_mut().find(|it| it["speaker"] == "Mara Lindqvist").unwrap();
    statement["act"] = "accuse".into();
    folder.file("mine.json", record.to_string());
    let ran = folder.run(["import", "mine.json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("1 corrections in 1 reports kept"), "{}", ran.err);
    let acts = "SELECT count(*) FROM statements WHERE act = 'accuse' AND speaker = 'Mara Lindqvist'";
    assert_eq!(folder.run(["sql", acts, "--format", "csv"]).ok(), "count(*)\n1\n");
    for format in ["csv", "parquet", "brat", "gdelt"] {
        folder.run(["export", format, "-o", format]).ok();
        assert!(std::fs::read_dir(folder.0.join(format)).unwrap().count() > 1, "{format}");
    }
    for format in ["web-annotation", "schema-org", "plover"] {
        let lines = folder.run(["export", format]).ok();
        assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()) && !lines.is_empty(), "{format}");
    }
}

#[test]
fn what_cannot_be_asked_is_said_in_one_line() {
    let folder = Folder::new();
    let ran = folder.run(["search", "bridge"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.err, "sayso: sayso.ledger: there is no such ledger; `sayso add` makes one\n");
    folder.file("no.ledger", "This is a letter.");
    let ran = folder.run(["search", "bridge", "--ledger", "no.ledger"]);
    assert_eq!(ran.err, "sayso: no.ledger: is no ledger of sayso\n");
    let folder = told();
    for question in ["DELETE FROM statement", "SELEC 1", "ATTACH 'x.db' AS x"] {
        let ran = folder.run(["sql", question]);
        assert_eq!((ran.code, ran.err.lines().count()), (Some(2), 1), "{question}: {}", ran.err);
    }
    assert_eq!(folder.run(["show", "s9999"]).code, Some(2));
}
