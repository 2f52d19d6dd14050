//! A pattern is a rule file, a line in `RULES` and a file of cases; whichever is forgotten is named, with what to add.

/// What a topic's rules (the lines of `RULES`), rule files and case files lack of each other, one line for each lack.
pub(crate) fn lacking(topic: &str, rules: &[&str], files: &[String], cases: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let list = format!("RULES of crates/sayso/src/read/{topic}/rules/mod.rs");
    for name in files.iter().filter(|name| !rules.contains(&name.as_str())) {
        faults.push(format!("{name}: its file is there, but no line; add `{name}::RULE` to {list}"));
    }
    for name in rules {
        if !files.iter().any(|file| file == name) {
            faults.push(format!("{name}: in {list}, but no file; add crates/sayso/src/read/{topic}/rules/{name}.rs"));
        }
        if !cases.iter().any(|case| case == name) {
            faults.push(format!("{name}: no case; add cases/{topic}/{name}.md (copy a neighbour)"));
        }
    }
    for name in cases.iter().filter(|name| !rules.contains(&name.as_str())) {
        faults.push(format!("cases/{topic}/{name}.md: no rule of that name; add it to {list}, or rename the case"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::lacking;

    /// What is said of a topic `tide` that has one whole pattern, `ebb`, and `flood` in the named places only.
    fn said_of_flood(in_rules: bool, in_files: bool, in_cases: bool) -> String {
        let names = |also: bool| if also { vec!["ebb", "flood"] } else { vec!["ebb"] };
        let owned = |also: bool| names(also).into_iter().map(str::to_owned).collect::<Vec<_>>();
        lacking("tide", &names(in_rules), &owned(in_files), &owned(in_cases)).join("\n")
    }

    #[test]
    fn a_whole_pattern_lacks_nothing() {
        assert_eq!(said_of_flood(true, true, true), "");
        assert_eq!(said_of_flood(false, false, false), "");
    }

    #[test]
    fn a_file_without_a_line() {
        assert_eq!(
            said_of_flood(false, true, false),
            "flood: its file is there, but no line; add `flood::RULE` to RULES of crates/sayso/src/read/tide/rules/mod.rs"
        );
    }

    #[test]
    fn a_line_without_a_file() {
        assert_eq!(
            said_of_flood(true, false, true),
            "flood: in RULES of crates/sayso/src/read/tide/rules/mod.rs, but no file; add crates/sayso/src/read/tide/rules/flood.rs"
        );
    }

    #[test]
    fn a_rule_without_a_case() {
        assert_eq!(said_of_flood(true, true, false), "flood: no case; add cases/tide/flood.md (copy a neighbour)");
    }

    #[test]
    fn a_case_without_a_rule() {
        assert!(said_of_flood(false, false, true).starts_with("cases/tide/flood.md: no rule of that name; add it"));
    }
}
