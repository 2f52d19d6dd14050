//! The configuration file, the environment, completions, versions.

use crate::harness::Folder;

#[test]
fn every_value_tells_where_it_comes_from() {
    let folder = Folder::new();
    let shown = folder.run(["config"]).ok();
    assert!(shown.starts_with("configuration file: none; looked for ./sayso.toml, "), "{shown}");
    folder.file("config/sayso/config.toml", "width = 90\nthreads = 3\n");
    let shown = folder.run(["config"]).ok();
    assert!(shown.contains("config.toml\n") && shown.contains("width    90         "), "{shown}");
    folder.file("sayso.toml", "width = 70\ncolor = \"never\"\n");
    let mut command = folder.command();
    let shown = command.arg("config").env("SAYSO_TIMEOUT", "5").output().unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    for line in [
        "configuration file: ./sayso.toml",
        "color    never      ./sayso.toml",
        "width    70         ./sayso.toml",
        "timeout  5          SAYSO_TIMEOUT",
    ] {
        assert!(shown.contains(line), "{line} is missing in\n{shown}");
    }
    assert!(
        shown.lines().any(|line| line.starts_with("threads") && line.ends_with("default")),
        "one file is used alone"
    );
}

#[test]
fn a_fault_names_the_file_and_the_line_or_the_variable() {
    let folder = Folder::new();
    folder.file("sayso.toml", "width = 70\nwidht = 3\n");
    let ran = folder.run(["config"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("sayso: ./sayso.toml: line 2: ") && ran.err.contains("widht"), "{ran:?}");
    folder.file("sayso.toml", "width = 3\n");
    let ran = folder.run(["config"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), "sayso: ./sayso.toml: width must be from 20 to 1000\n"));
    folder.file("sayso.toml", "");
    let ran = folder.command().arg("config").env("SAYSO_THREADS", "many").output().unwrap();
    assert_eq!(String::from_utf8(ran.stderr).unwrap(), "sayso: SAYSO_THREADS=many: not a number from 1 to 256\n");
}

#[test]
fn the_configured_width_is_used_and_a_flag_overrides_it() {
    let folder = Folder::new();
    let words = "Nothing much happened on the quay that day. ".repeat(12);
    folder.file("sayso.toml", "width = 40\n").file("a.txt", words);
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest(&folder.run(["read", "a.txt"]).ok()) <= 40);
    let wide = widest(&folder.run(["read", "--width", "60", "a.txt"]).ok());
    assert!((41..=60).contains(&wide), "{wide}");
}

#[test]
fn completions_and_versions_are_printed() {
    let folder = Folder::new();
    for shell in ["bash", "fish", "zsh"] {
        assert!(folder.run(["completions", shell]).ok().contains("sayso"), "{shell}");
    }
    let version = folder.run(["--version"]).ok();
    let first: Vec<&str> = version.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(first, ["sayso", "weights", "data", "schema"]);
}

#[test]
fn a_table_of_parties_goes_before_the_built_in_ones() {
    let folder = Folder::new();
    folder.file("a.txt", "The Skerra Pilots said the harbour was shut.").file("ours.tsv", "Skerra Pilots\tNORLAB\n");
    let code = |arguments: &[&str]| {
        let record =
            folder.run([&["read", "--format", "json", "--weights", "none", "a.txt"], arguments].concat()).json();
        let party = record["parties"].as_array().unwrap().iter().find(|it| it["name"] == "Skerra Pilots").unwrap();
        (party["code"].clone(), record["reader"]["data"].clone())
    };
    let (own, data) = code(&[]);
    let (brought, other) = code(&["--parties", "ours.tsv"]);
    assert_ne!(own, brought);
    assert_eq!(brought, "NORLAB");
    assert_ne!(data, other, "another table, another record");
    folder.file("sayso.toml", "parties = \"ours.tsv\"\n");
    assert_eq!(code(&[]).0, "NORLAB");
    assert!(folder.run(["config"]).ok().contains("parties  ours.tsv   ./sayso.toml"));
    folder.file("wrong.tsv", "# ours\nSkerra Pilots\tpilots\n");
    let ran = folder.run(["read", "--parties", "wrong.tsv", "a.txt"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("sayso: wrong.tsv: line 2: \"pilots\" is no code: "), "{ran:?}");
    let ran = folder.run(["read", "--parties", "none.tsv", "a.txt"]);
    assert!(ran.code == Some(2) && ran.err.starts_with("sayso: none.tsv: "), "{ran:?}");
}
