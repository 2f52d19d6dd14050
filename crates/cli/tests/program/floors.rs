//! Quality held like a test: what `floors.json` says must not be fallen below.
//!
//! A set whose data are not at hand is left out; the set in this repository always counts. To lower a floor, write into the
//! commit's message what got worse and why that is right; raise it whenever a change is for the better.

use crate::harness::{Folder, root, source};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::process::Command;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    #[serde(rename = "about")]
    _about: String,
    sets: Vec<Set>,
    /// What a ledger puts side by side; the crate that does so holds it, in `generator/score.rs`.
    #[serde(rename = "ledger")]
    _ledger: IgnoredAny,
}

/// A table of figures and the least that each may be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    name: String,
    /// Files and folders without which the set is left out; empty for what lies in this repository.
    needs: Vec<String>,
    /// Commands, run in the repository one after the other; `{sayso}` is the program, `{tmp}` a folder, and what the
    /// command N prints goes to `{tmp}/N.out`, counted from 1.
    steps: Vec<Vec<String>>,
    /// The JSON file that holds the table.
    table: String,
    /// From a row and a column (`figure full.F1`) to its floor.
    floors: BTreeMap<String, f64>,
}

#[test]
fn no_figure_is_below_its_floor() {
    let floors: Floors = serde_json::from_str(&source("floors.json")).expect("floors.json as documented");
    let mut below = Vec::new();
    let mut checked = 0;
    for set in &floors.sets {
        if set.needs.iter().all(|path| root().join(path).exists()) {
            below.extend(check(set));
            checked += 1;
        }
    }
    assert!(checked > 0, "floors.json: no set that needs nothing");
    assert!(below.is_empty(), "below the floors of floors.json:\n{}", below.join("\n"));
}

/// What is below its floor.
fn check(set: &Set) -> Vec<String> {
    let folder = Folder::new();
    let tmp = folder.0.to_str().unwrap();
    let filled = |text: &str| text.replace("{sayso}", env!("CARGO_BIN_EXE_sayso")).replace("{tmp}", tmp);
    for (n, step) in set.steps.iter().enumerate() {
        let words: Vec<String> = step.iter().map(|word| filled(word)).collect();
        let Ok(ran) = Command::new(&words[0]).args(&words[1..]).current_dir(root()).output() else {
            assert!(!set.needs.is_empty(), "{}: {} cannot be run", set.name, words[0]);
            return Vec::new(); // no Python here, say
        };
        assert!(ran.status.success(), "{}: {words:?}:\n{}", set.name, String::from_utf8_lossy(&ran.stderr));
        folder.file(&format!("{}.out", n + 1), ran.stdout);
    }
    let table = std::fs::read_to_string(filled(&set.table)).expect("the table that the steps write");
    let table: serde_json::Value = serde_json::from_str(&table).expect("a JSON table");
    let mut below = Vec::new();
    for (figure, floor) in &set.floors {
        let (row, column) = figure.rsplit_once('.').expect("ROW.COLUMN");
        match table[row][column].as_f64() {
            Some(value) if value >= *floor => {}
            Some(value) => below.push(format!("{}: {figure} is {value:.4}, its floor {floor:.4}", set.name)),
            None => below.push(format!("{}: no {figure} in the table", set.name)),
        }
    }
    below
}
