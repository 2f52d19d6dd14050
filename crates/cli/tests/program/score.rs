//! `sayso score` against the reference scorer, which is written in Python and lies beside the repository.

use crate::harness::{Folder, root, source};
use std::path::{Path, PathBuf};
use std::process::Command;

fn own_gold() -> PathBuf {
    root().join("crates/cli/tests/gold")
}

fn scored(gold: &Path, predicted: &Path, flags: &[&str]) -> String {
    let folder = Folder::new();
    let arguments = ["score".as_ref(), gold.as_os_str(), predicted.as_os_str()];
    folder.run(arguments.into_iter().chain(flags.iter().map(|flag| flag.as_ref()))).ok()
}

/// The same by the reference scorer; `None` where it or Python is not at hand.
fn reference(gold: &Path, predicted: &Path, flags: &[&str]) -> Option<String> {
    let scorer = root().join("../shared/gold/score.py");
    if !scorer.exists() {
        return None;
    }
    let ran = Command::new("python3").arg(scorer).args([gold, predicted]).args(flags).output().ok()?;
    ran.status.success().then(|| String::from_utf8(ran.stdout).unwrap())
}

/// A table without what the reference scorer does not print: the statuses of matched events.
fn without_status(table: &str) -> String {
    if let Some((rows, rest)) = table.split_once(",\n \"event status matrix\"") {
        assert!(rest.ends_with("\n}\n"), "{rest}");
        return format!("{rows}\n}}\n");
    }
    table.split_once("\n\n").map_or_else(|| table.to_owned(), |(rows, _)| format!("{rows}\n"))
}

#[test]
fn gold_against_gold_is_right_everywhere() {
    let table = scored(&own_gold(), &own_gold().join("records"), &[]);
    assert!(
        table
            .starts_with("3 articles\nstatement                  P 1.000  R 1.000  F1 1.000   gold 21  predicted 21\n")
    );
    let (table, status) = table.split_once("\n\n").unwrap();
    assert!(!table.contains(" 0."), "{table}");
    assert!(status.ends_with(" matched, 0.0 %; of all 3, 0.0 %\n"), "{status}");
}

/// `predicted` holds the gold records with faults of every kind, and none for one article; `predicted.txt` is what the
/// reference scorer prints for it.
#[test]
fn faults_are_counted_as_the_reference_counts_them() {
    let predicted = root().join("crates/cli/tests/predicted");
    assert_eq!(scored(&own_gold(), &predicted, &[]), source("crates/cli/tests/predicted.txt"));
    for flags in [&[][..], &["--json"]] {
        if let Some(expected) = reference(&own_gold(), &predicted, flags) {
            assert_eq!(without_status(&scored(&own_gold(), &predicted, flags)), expected);
        }
    }
    let json: serde_json::Value = serde_json::from_str(&scored(&own_gold(), &predicted, &["--json"])).unwrap();
    assert_eq!(json["event status matrix"]["occurred"]["future"], 1);
    assert_eq!(json["event told as occurred"]["wrong"], 0);
}

#[test]
fn what_the_reader_finds_is_scored_as_the_reference_scores_its_records() {
    let mut golds = vec![own_gold()];
    golds.extend(Some(root().join("../shared/gold")).filter(|gold| gold.join("score.py").exists()));
    for gold in golds {
        let folder = Folder::new();
        let list = std::fs::read_to_string(gold.join("index.json")).unwrap();
        let list: Vec<serde_json::Value> = serde_json::from_str(&list).unwrap();
        for entry in &list {
            let doc = entry["doc"].as_str().unwrap();
            let text = gold.join("text").join(format!("{doc}.txt"));
            let mut arguments = vec!["read".to_owned(), "--format=json".to_owned(), format!("--output={doc}.json")];
            for key in ["published", "title", "url"] {
                arguments.extend(entry[key].as_str().map(|value| format!("--{key}={value}")));
            }
            arguments.push(text.canonicalize().unwrap().display().to_string());
            folder.run(arguments).ok();
        }
        let direct = folder.run(["score".as_ref(), gold.as_os_str()]).ok();
        assert_eq!(direct, scored(&gold, &folder.0, &[]), "reading and scoring at once gives another table");
        if let Some(expected) = reference(&gold, &folder.0, &[]) {
            assert_eq!(without_status(&direct), expected);
        }
    }
}

#[test]
fn what_did_not_happen_and_comes_out_as_done_is_told() {
    let folder = Folder::new();
    let event = |start: usize, status: &str| {
        format!(r#"{{"trigger": [{start}, {}], "type": "ASSAULT", "status": "{status}"}}"#, start + 6)
    };
    let events = |all: &[(usize, &str)]| {
        let all: Vec<String> = all.iter().map(|(start, status)| event(*start, status)).collect();
        format!(r#"{{"events": [{}]}}"#, all.join(", "))
    };
    folder
        .file("gold/text/a.txt", "Strike one. Strike two. Strike three. Strike four.\n")
        .file("gold/records/a.json", events(&[(0, "occurred"), (12, "future"), (24, "negated"), (38, "hypothetical")]))
        .file("found/a.json", events(&[(0, "occurred"), (12, "occurred"), (24, "negated")]));
    let table = folder.run(["score", "gold", "found"]).ok();
    assert!(table.contains("\nfuture                 1         0             0         0         0\n"), "{table}");
    assert!(table.ends_with(" come out as occurred: 1 of 2 matched, 50.0 %; of all 3, 33.3 %\n"), "{table}");
    let json = folder.run(["score", "gold", "found", "--json"]).json();
    let headline = &json["event told as occurred"];
    assert_eq!((&headline["wrong"], &headline["matched"], &headline["gold"]), (&1.into(), &2.into(), &3.into()));
    assert_eq!(headline["share of matched"], 0.5);
    assert_eq!(json["event status matrix"]["future"]["occurred"], 1);
}

#[test]
fn errors_name_what_is_missed_wrong_and_too_much() {
    let predicted = root().join("crates/cli/tests/predicted");
    for kind in ["statements", "events", "figures"] {
        let list = scored(&own_gold(), &predicted, &["--errors", kind]);
        for word in ["border_talks  missed  ", "  wrong ", "    gold   ", "    found  ", "  extra   "] {
            assert!(list.contains(word), "{kind}: no {word:?} in\n{list}");
        }
    }
}

#[test]
fn one_article_can_be_looked_at_alone() {
    let table = scored(&own_gold(), &own_gold().join("records"), &["--only", "dam_report"]);
    assert!(table.starts_with("1 articles\n"), "{table}");
    let ran = Folder::new().run(["score".as_ref(), own_gold().as_os_str(), "--only=nothing".as_ref()]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("nothing: no such article"), "{ran:?}");
}

#[test]
fn a_fault_in_the_input_names_the_file() {
    let folder = Folder::new();
    let ran = folder.run(["score", "nowhere"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("nowhere"), "{ran:?}");
    folder.file("gold/text/a.txt", "Short.").file("gold/records/a.json", r#"{"figures": [{"span": [2, 99]}]}"#);
    let ran = folder.run(["score", "gold"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("a.json: span [2, 99] does not lie in the text"), "{ran:?}");
}

#[test]
fn exchanging_names_changes_nothing_but_the_names() {
    let folder = Folder::new();
    folder
        .file("pairs.tsv", "people\tBrook\tReed\noutlets\tHarbour Post\tTimes\ngender\the\tshe\n")
        .file("gold/records/a.json", "{}")
        .file(
            "gold/text/a.txt",
            "Mayor Brook said on Monday that the bridge is safe. “It holds,” he told the Harbour Post.\n",
        )
        .file("gold/records/b.json", "{}")
        .file("gold/text/b.txt", "The ferry will run again, the harbour said.\n");
    let table = folder.run(["score", "gold", "--swap", "pairs.tsv"]).ok();
    assert!(
        table.starts_with(
            "2 articles, read twice\nall        changed  0.00 %   0 of 4 statements   3 words in 1 texts\n"
        ),
        "{table}"
    );
    let json = folder.run(["score", "gold", "--swap", "pairs.tsv", "--json"]).json();
    assert_eq!((&json["all"]["share"], &json["all"]["same"]), (&0.0.into(), &1.0.into()));
    assert_eq!(json["people"]["exchanged"], 1);
    assert_eq!(json["parties"]["texts"], 0);
    assert_eq!(folder.run(["score", "gold", "--swap", "pairs.tsv", "--errors", "statements"]).ok(), "");
}

#[test]
fn what_depends_on_a_name_is_told() {
    let folder = Folder::new();
    // A verb is no name: the exchanged text says something else, which is to be noticed. Rules alone go by the verb.
    folder
        .file("pairs.tsv", "people\tsaid\tleft\n")
        .file("gold/records/a.json", "{}")
        .file("gold/text/a.txt", "Mayor Brook said that the bridge is safe.\n");
    let table = folder.run(["score", "gold", "--weights", "none", "--swap", "pairs.tsv"]).ok();
    assert!(
        table.contains("people     changed 100.00 %   1 of 1 statements   1 words in 1 texts   lost 1\n"),
        "{table}"
    );
    let list = folder.run(["score", "gold", "--weights", "none", "--swap", "pairs.tsv", "--errors", "statements"]).ok();
    assert!(list.contains("a  people  lost  indirect "), "{list}");
}

#[test]
fn a_table_of_pairs_that_is_none_names_its_line() {
    let folder = Folder::new();
    folder
        .file("pairs.tsv", "# pairs\npeople\tBrook\n")
        .file("gold/records/a.json", "{}")
        .file("gold/text/a.txt", "Rain.");
    let ran = folder.run(["score", "gold", "--swap", "pairs.tsv"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("pairs.tsv: line 2: 2 columns"), "{ran:?}");
    let ran = folder.run(["score", "gold", "--swap", "pairs.tsv", "--errors", "figures"]);
    assert!(ran.err.contains("compares statements and events"), "{ran:?}");
}
