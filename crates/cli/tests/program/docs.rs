//! What can be typed is named in the documents, and the README's example is what the program prints.

use crate::harness::{Folder, root, source};

/// Every Markdown document at the root and in `docs/`.
fn documents() -> String {
    let mut all = String::new();
    for folder in [root(), root().join("docs"), root().join("docs/reference")] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for path in
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "md"))
        {
            all += &std::fs::read_to_string(path).unwrap();
        }
    }
    all
}

/// The words of a help text that are flags, and those that are commands.
fn flags(help: &str) -> Vec<String> {
    let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words.filter(|word| word.starts_with("--") && word.len() > 2).map(str::to_owned).collect()
}

#[test]
fn every_command_flag_and_variable_is_documented() {
    let (documents, folder) = (documents(), Folder::new());
    let help = folder.run(["--help"]).ok();
    let commands: Vec<&str> =
        help.split("Commands:\n").nth(1).unwrap().split("\n\nOptions:").next().unwrap().lines().collect();
    let commands =
        commands.iter().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).filter(|name| !name.is_empty());
    let mut missing = Vec::new();
    let mut seen = 0;
    for command in commands.filter(|name| *name != "help") {
        seen += 1;
        if !documents.contains(&format!("`sayso {command}")) {
            missing.push(format!("`sayso {command}`"));
        }
        for flag in flags(&folder.run([command, "--help"]).ok()) {
            if !documents.contains(&format!("`{flag}")) && !["--help", "--version"].contains(&flag.as_str()) {
                missing.push(format!("`{flag}` of sayso {command}"));
            }
        }
    }
    for variable in ["SAYSO_COLOR", "SAYSO_WIDTH", "SAYSO_THREADS", "SAYSO_TIMEOUT", "SAYSO_PARTIES", "SAYSO_LEDGER"] {
        missing.extend(Some(variable.to_owned()).filter(|it| !documents.contains(it)));
    }
    assert_eq!(seen, 20, "commands were not found in:\n{help}");
    assert!(missing.is_empty(), "not named in README.md or docs/*.md; describe there: {}", missing.join(", "));
}

#[test]
fn the_limits_of_the_readme_are_those_in_force() {
    let it = sayso::ingest::Limits::default();
    let (mib, seconds) = (|bytes: usize| format!("{} MiB", bytes >> 20), |time: std::time::Duration| time.as_secs());
    let thousands = |n: usize| format!("{},{:03}", n / 1000, n % 1000);
    assert_eq!(it.page_bytes, it.line_bytes, "README.md names them in one line");
    let rows = [
        format!("| a plain text, or a `text` in JSON | {} |", mib(it.text_bytes)),
        format!("| a page as it comes, decompressed; a JSON object | {} |", mib(it.page_bytes)),
        format!("| a page without scripts and styles | {}, {} tags |", mib(it.markup_bytes), thousands(it.tags)),
        format!("| extracting a page | {} seconds |", seconds(it.page_time)),
        format!("| {} seconds; {} (`--timeout`) |", seconds(it.connect_time), seconds(it.fetch_time)),
        format!("| redirects of an address | {}, to", it.redirects),
    ];
    let readme = source("README.md");
    let missing: Vec<&String> = rows.iter().filter(|row| !readme.contains(row.as_str())).collect();
    assert!(missing.is_empty(), "bring the table under Limits in README.md up to date: {missing:#?}");
}

/// Every path in `code` that looks like one of ours exists.
#[test]
fn the_documents_name_files_that_exist() {
    let mut missing = Vec::new();
    for word in documents().split('`').skip(1).step_by(2) {
        let ours = ["crates/", "data/", "docs/", "examples/", "training/", "python/", ".ci/"]
            .iter()
            .any(|start| word.starts_with(start));
        let literal = word.chars().all(|c| c.is_ascii_alphanumeric() || "./_-".contains(c))
            && !["NAME", "TOPIC"].iter().any(|it| word.contains(it));
        if ours && literal && !root().join(word).exists() {
            missing.push(word.to_owned());
        }
    }
    assert!(missing.is_empty(), "named in the documents, but not there: {}", missing.join(", "));
}

/// The block after `<!-- output of: … -->` in README.md. `UPDATE=1` rewrites it; read the difference before you commit it.
#[test]
fn the_example_of_the_readme_is_what_the_program_prints() {
    const MARK: &str =
        "<!-- output of: sayso read --width 92 --published 2026-03-04 examples/harbour.txt -->\n```text\n";
    let readme = source("README.md");
    let (before, rest) = readme.split_once(MARK).expect("the example in README.md");
    let (shown, after) = rest.split_once("```\n").expect("its end");
    let mut command = Folder::new().command();
    command.current_dir(root()).args(["read", "--width", "92", "--published", "2026-03-04", "examples/harbour.txt"]);
    let printed = String::from_utf8(command.output().unwrap().stdout).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(root().join("README.md"), format!("{before}{MARK}{printed}```\n{after}")).unwrap();
        return;
    }
    assert_eq!(shown, printed, "bring README.md up to date with UPDATE=1, and read the difference");
}
