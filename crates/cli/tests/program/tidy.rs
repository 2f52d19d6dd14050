//! What neither Cargo nor clippy can hold: file heads and lengths, headers of tables, who imports what, no machine's paths.

use crate::harness::root;
use std::path::{Path, PathBuf};

/// Lines of code above the test module, and lines in all.
const LONGEST: [usize; 2] = [500, 700];

/// What each crate may import of the others: the map in ARCHITECTURE.md.
const IMPORTS: [(&str, &[&str]); 8] = [
    ("types", &[]),
    ("encoder", &["sayso-types"]),
    ("sayso", &["sayso-types", "sayso-encoder"]),
    ("wire", &["sayso-types"]),
    ("ledger", &["sayso-types", "sayso-wire"]),
    ("desk", &["sayso-types", "sayso", "sayso-wire", "sayso-ledger"]),
    ("cli", &["sayso-types", "sayso-encoder", "sayso", "sayso-wire", "sayso-ledger", "sayso-desk"]),
    ("python", &["sayso", "sayso-wire"]),
];

/// Files under a folder with an extension, as paths from the repository's root.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn hold(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_source_file_opens_with_what_it_is_and_stays_short() {
    let mut faults = Vec::new();
    for path in files("crates", "rs") {
        let (text, path) = (read(&path), path.display());
        if !text.starts_with("//! ") {
            faults.push(format!("{path}: open it with a `//!` line that says what it is"));
        }
        let lines = text.lines().count();
        let code = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        if code > LONGEST[0] || lines > LONGEST[1] {
            faults.push(format!(
                "{path}: {code} lines of code, {lines} in all; more than {LONGEST:?}: split it by purpose"
            ));
        }
    }
    hold(&faults);
}

#[test]
fn every_table_tells_its_origin_and_licence() {
    let mut faults = Vec::new();
    for path in files("data", "tsv") {
        let text = read(&path);
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        for word in ["Origin", "Licence"] {
            if !head.iter().any(|line| line.contains(word)) {
                faults.push(format!("{}: its header of `#` lines has no `{word}: …`", path.display()));
            }
        }
    }
    hold(&faults);
}

#[test]
fn every_training_folder_has_its_card() {
    let card = |folder: &Path| ["README.md", "MODEL_CARD.md"].iter().any(|name| folder.join(name).exists());
    let entries = std::fs::read_dir(root().join("training")).unwrap().map(|entry| entry.unwrap().path());
    let bare = entries.filter(|path| path.is_dir() && !path.ends_with("__pycache__") && !card(path));
    hold(
        &bare
            .map(|it| format!("{}: say in README.md what it makes, from what, under which licences", it.display()))
            .collect::<Vec<_>>(),
    );
}

/// So that a record's digest covers whatever it was read with.
#[test]
fn tables_are_embedded_in_one_place() {
    let mut faults = Vec::new();
    for path in files("crates/sayso/src", "rs").iter().filter(|path| !path.ends_with("table.rs")) {
        for (n, line) in read(path).lines().enumerate() {
            if line.contains("include_") && line.contains("data/") {
                faults.push(format!("{}:{}: embed it by a line of tables! in table.rs", path.display(), n + 1));
            }
        }
    }
    hold(&faults);
}

#[test]
fn what_reads_touches_no_disk_clock_environment_or_network() {
    let mut faults = Vec::new();
    for folder in ["crates/sayso/src/read", "crates/sayso/src/resolve", "crates/sayso/src/segment", "crates/types/src"]
    {
        for path in files(folder, "rs") {
            let text = read(&path);
            let code = text.lines().take_while(|line| *line != "#[cfg(test)]").enumerate();
            for (n, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
                for banned in [
                    "std::fs",
                    "std::env",
                    "std::time",
                    "std::net",
                    "std::process",
                    "ureq::",
                    "jiff::Zoned",
                    "jiff::Timestamp::now",
                ] {
                    if line.contains(banned) {
                        faults.push(format!(
                            "{}:{}: {banned}: hand in what it gives as an argument",
                            path.display(),
                            n + 1
                        ));
                    }
                }
            }
        }
    }
    hold(&faults);
}

#[test]
fn crates_import_only_what_the_table_allows() {
    let mut faults = Vec::new();
    for (name, allowed) in IMPORTS {
        let manifest: toml::Table = read(&Path::new("crates").join(name).join("Cargo.toml")).parse().expect("TOML");
        for section in ["dependencies", "build-dependencies"] {
            let Some(dependencies) = manifest.get(section).and_then(toml::Value::as_table) else { continue };
            for dependency in dependencies.keys() {
                let ours = dependency == "sayso" || dependency.starts_with("sayso-");
                if ours && !allowed.contains(&dependency.as_str()) {
                    faults.push(format!("crates/{name}: must not import {dependency}; see the map in ARCHITECTURE.md"));
                }
                if name == "types" {
                    faults.push(format!("crates/types: {dependency}: the nouns have no dependencies"));
                }
            }
        }
    }
    let map = read(Path::new("ARCHITECTURE.md"));
    let listed: Vec<&str> = IMPORTS.iter().map(|(name, _)| *name).collect();
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !map.contains(&format!("| `crates/{name}` |")) {
            faults.push(format!("crates/{name}: add it to the map in ARCHITECTURE.md"));
        }
        if !listed.contains(&name.as_str()) {
            faults.push(format!("crates/{name}: add it to IMPORTS in tidy.rs with what it may import"));
        }
    }
    hold(&faults);
}

/// The encoder is wired in one place; ingest is not seen by what reads.
#[test]
fn stages_do_not_reach_round_each_other() {
    let mut faults = Vec::new();
    for path in files("crates/sayso/src", "rs") {
        let (text, shown) = (read(&path), path.display().to_string());
        let reads = ["/read/", "/resolve/", "/segment/"].iter().any(|part| shown.contains(part))
            && !shown.ends_with("/tests.rs");
        for (n, line) in text.lines().enumerate().filter(|(_, line)| line.contains("use ") || line.contains("::")) {
            if reads && line.contains("crate::ingest") && !line.trim_start().starts_with("//") && !in_tests(&text, n) {
                faults.push(format!("{shown}:{}: what reads must not see ingest", n + 1));
            }
            if line.contains("sayso_encoder") && !shown.ends_with("src/reader.rs") {
                faults.push(format!(
                    "{shown}:{}: only the reader knows the encoder; everything else sees Signals",
                    n + 1
                ));
            }
        }
    }
    hold(&faults);
}

fn in_tests(text: &str, line: usize) -> bool {
    text.lines().take(line).any(|it| it == "#[cfg(test)]")
}

#[test]
fn no_path_of_a_machine_is_written_down() {
    let machines = ["/wo", "/fa", "/ro", "/ho"].into_iter().zip(["rk/", "rm/", "ot/", "me/"]);
    let machines: Vec<String> = machines.map(|(a, b)| format!("{a}{b}")).collect();
    let mut faults = Vec::new();
    for extension in ["rs", "md", "toml", "py", "sh", "json", "html", "css"] {
        for path in files(".", extension) {
            let Ok(text) = std::fs::read_to_string(root().join(&path)) else { continue };
            for (n, line) in text.lines().enumerate() {
                let word = |start: usize| start == 0 || !line.as_bytes()[start - 1].is_ascii_alphanumeric();
                if machines.iter().any(|it| {
                    line.match_indices(it.as_str())
                        .any(|(at, _)| word(at) && !line[..at].ends_with(['.', '_', '-', '}', '*']))
                }) {
                    faults.push(format!("{}:{}: a path of some machine: {}", path.display(), n + 1, line.trim()));
                }
            }
        }
    }
    hold(&faults);
}
