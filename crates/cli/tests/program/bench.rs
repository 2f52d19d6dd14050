//! `sayso bench` and `sayso man`.

use crate::harness::{Folder, root};

#[test]
fn the_time_of_every_stage_is_told() {
    let (folder, examples) = (Folder::new(), root().join("examples"));
    let examples = examples.to_str().unwrap();
    let measured = folder.run(["bench", "--rounds", "1", "-j", "2", "--json", examples]).ok();
    let it: serde_json::Value = serde_json::from_str(&measured).unwrap();
    assert_eq!((it["reports"].as_u64(), it["rounds"].as_u64()), (Some(2), Some(1)));
    let threads: Vec<_> = it["runs"].as_array().unwrap().iter().map(|it| it["threads"].as_u64().unwrap()).collect();
    assert_eq!(threads, [1, 2]);
    assert!(it["runs"][0]["words_per_second"].as_f64().unwrap() > 1.0);
    let stages = it["stages"].as_array().unwrap();
    let shares: f64 = stages.iter().map(|it| it["share"].as_f64().unwrap()).sum();
    assert!(stages.len() == 6 && (shares - 1.0).abs() < 1e-6, "{measured}");
    let table = folder.run(["bench", "--rounds", "1", "-j", "1", "--most", "1", examples]).ok();
    assert!(table.starts_with("1 report, "), "{table}");
    assert!(table.contains("encode"), "{table}");
}

#[test]
fn a_run_tells_what_it_did_in_json() {
    let (folder, examples) = (Folder::new(), root().join("examples"));
    let run = folder.run(["read", "--format", "jsonl", "--json-stats", examples.to_str().unwrap(), "none.txt"]);
    assert_eq!((run.code, run.out.lines().count()), (Some(1), 2), "{}", run.err);
    let it: serde_json::Value = serde_json::from_str(run.err.lines().last().unwrap()).unwrap();
    assert_eq!((it["reports"].as_u64(), it["threads"].as_u64().is_some()), (Some(2), true));
    let words: usize = run.out.lines().map(|line| text_of(line).split_whitespace().count()).sum();
    assert_eq!(it["words"].as_u64(), Some(words as u64));
    let stage = |name: &str| it["stages"][name].as_f64().unwrap();
    assert!(stage("encode") > 0.0 && stage("extract") > 0.0 && stage("record") >= 0.0, "{it}");
    folder.run(["add", "--ledger", "l", "--json-stats=stats.json", examples.to_str().unwrap()]).ok();
    let it: serde_json::Value = serde_json::from_str(&folder.content("stats.json")).unwrap();
    assert_eq!((it["reports"].as_u64(), it["failed"].as_u64()), (Some(2), Some(0)));
}

fn text_of(line: &str) -> String {
    let record: serde_json::Value = serde_json::from_str(line).unwrap();
    record["document"]["text"].as_str().unwrap().to_owned()
}

#[test]
fn what_holds_no_report_is_not_measured() {
    let folder = Folder::new();
    let run = folder.run(["bench", "none.txt"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    assert!(run.err.contains("none.txt") && run.err.contains("nothing to read"), "{}", run.err);
}

#[test]
fn there_is_a_manual_page_for_the_program_and_each_command() {
    let folder = Folder::new();
    let whole = folder.run(["man"]).ok();
    assert!(whole.contains(".TH sayso 1") && whole.contains("on whose word"), "{whole}");
    let read = folder.run(["man", "read"]).ok();
    assert!(read.contains(".TH sayso-read 1") && read.contains("\\-\\-follow"), "{read}");
    assert!(folder.run(["man", "nothing"]).err.contains("there is no command nothing"));
}
