//! A table of parties and their codes that whoever reads brings along.

use super::code::{Code, within};
use crate::resolve::fold;
use crate::table;
use rustc_hash::FxHashMap;
use std::fmt;
use std::fmt::Write as _;

/// Names with codes that go before every table of the reader’s own.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    lines: FxHashMap<Vec<String>, Vec<Line>>,
    /// SHA-256 of its text, in hexadecimal; none without lines.
    digest: Option<String>,
}

#[derive(Clone, Debug)]
struct Line {
    code: Code,
    from: String,
    to: String,
}

/// A line of such a table that cannot be meant; displayed as `line 3: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for Fault {}

impl Parties {
    /// Reads lines of a name and a code, with the first and the last day it holds if it does not always (`2021-08-15`; a
    /// month or a year will do), between tabs. Empty lines and lines that begin with `#` are left out.
    ///
    /// # Errors
    /// The first line that cannot be meant.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut it = Self::default();
        for (n, row) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let (name, line) = line(row).map_err(|why| Fault { line: n + 1, why })?;
            it.lines.entry(name).or_default().push(line);
        }
        if !it.lines.is_empty() {
            it.digest = Some(table::digest_of(text.as_bytes()));
        }
        Ok(it)
    }

    /// Digest of the table, if it holds any line.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// The code of a name on a day; without a day, of a line whose end is open.
    pub(super) fn code(&self, name: &str, day: Option<&str>) -> Option<Code> {
        if self.lines.is_empty() {
            return None;
        }
        let lines = self.lines.get(&fold::words(name))?;
        let holds = |it: &&Line| day.map_or(it.to.is_empty(), |day| within(day, &it.from, &it.to));
        lines.iter().find(holds).map(|it| it.code.clone())
    }
}

fn line(row: &str) -> Result<(Vec<String>, Line), String> {
    let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
    let (name, code) = match cells[..] {
        [name, code, ..] if cells.len() <= 4 => (name, code),
        _ => return Err("not a name and a code, with or without first and last day, between tabs".to_owned()),
    };
    let words = fold::words(name);
    if words.is_empty() {
        return Err("no name before the first tab".to_owned());
    }
    let Some(parsed) = Code::parse(code) else {
        let mut why = format!("{code:?} is no code: parts of three capitals, the first a state (ISO 3166 alpha-3), ");
        // Writing to a string cannot fail.
        let _ = write!(why, "one of IGO, NGO, ISM, IMG, MNC, or a sector such as GOV");
        return Err(why);
    };
    let day = |at: usize| cells.get(at).copied().unwrap_or_default();
    for day in [day(2), day(3)] {
        if !is_day(day) {
            return Err(format!("{day:?} is no day, month or year written like 2021-08-15"));
        }
    }
    let (from, to) = (day(2).to_owned(), day(3).to_owned());
    if !from.is_empty() && !to.is_empty() && from > to {
        return Err(format!("{from} comes after {to}"));
    }
    Ok((words, Line { code: parsed, from, to }))
}

/// Whether a cell is empty, or a day, month or year as ISO 8601 writes them.
fn is_day(cell: &str) -> bool {
    let full = match cell.len() {
        0 => return true,
        4 => format!("{cell}-01-01"),
        7 => format!("{cell}-01"),
        _ => cell.to_owned(),
    };
    crate::date(&full).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_codes_on_their_days() {
        let text =
            "# ours\r\n\nSkerra Harbour Union\tGBRLAB\nTide Front\tNORREB\t\t2021-08\nTide Front\tNORGOV\t2021-09\t\n";
        let table = Parties::parse(text).expect("a table");
        let code = |name, day| table.code(name, day).and_then(|it| it.written()).unwrap_or_default();
        assert_eq!(code("the Skerra Harbour Union", None), "GBRLAB");
        assert_eq!(code("Tide Front", Some("2021-08-31")), "NORREB");
        assert_eq!(code("Tide Front", Some("2021-09-01")), "NORGOV");
        assert_eq!(code("Tide", Some("2021-09-01")), "");
        assert!(table.digest().is_some() && Parties::parse("# none\n").expect("empty").digest().is_none());
    }

    #[test]
    fn a_fault_names_its_line() {
        let fault = |text| Parties::parse(text).expect_err("a fault").to_string();
        assert_eq!(
            fault("# names\nTide Front"),
            "line 2: not a name and a code, with or without first and last day, between tabs"
        );
        assert!(fault("Tide Front\tRebels").starts_with("line 1: \"Rebels\" is no code: parts of three capitals"));
        assert_eq!(fault("a\tNORREB\t2021-13"), "line 1: \"2021-13\" is no day, month or year written like 2021-08-15");
        assert_eq!(fault("a\tNORREB\t2022\t2021"), "line 1: 2022 comes after 2021");
        assert_eq!(fault("\tNORREB"), "line 1: no name before the first tab");
    }
}
