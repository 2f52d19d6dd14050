//! `data/actors.tsv` and `data/sectors.tsv`, and the names of states.

use super::code::{Code, SECTORS, within};
use crate::phrases::Phrases;
use crate::read::place;
use crate::table;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A body known by name, on the days of one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Actor {
    /// As written, without the star.
    code: &'static str,
    /// Whether many states have one of this name.
    pub(super) home: bool,
    from: &'static str,
    to: &'static str,
}

impl Actor {
    /// Its code in parts.
    pub(super) fn code(&self) -> Code {
        Code::parse(self.code).unwrap_or_default()
    }
}

/// What a phrase tells of a sector.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sector {
    /// A sector, `NGO`, `IGO` or `ISM`, or `-`.
    pub(super) name: &'static str,
    /// How much, see the table.
    pub(super) weight: u8,
}

/// The known bodies, by their names as written.
pub(super) fn actors() -> &'static Phrases<Vec<Actor>> {
    static TABLE: OnceLock<Phrases<Vec<Actor>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Phrases<Vec<Actor>> = Phrases::new();
        for row in table::rows(table::ACTORS) {
            let (code, home) = row[1].strip_suffix('*').map_or((row[1], false), |code| (code, true));
            let day = |at: usize| row.get(at).copied().unwrap_or_default();
            for name in row[0].split('|') {
                table.entry(name).push(Actor { code, home, from: day(2), to: day(3) });
            }
        }
        // `the Wall Street Journal` is not Wall Street.
        for row in table::rows(table::ORGANIZATIONS).filter(|row| row[1] == "outlet") {
            let lines = table.entry(row[0]);
            if lines.is_empty() {
                lines.push(Actor { code: "JRN", home: false, from: "", to: "" });
            }
        }
        table
    })
}

/// The line of a body that holds on a day; without a day, one whose end is open.
pub(super) fn on(lines: &'static [Actor], day: Option<&str>) -> Option<&'static Actor> {
    lines.iter().find(|it| day.map_or(it.to.is_empty(), |day| within(day, it.from, it.to)))
}

/// The known body of exactly this name.
pub(super) fn actor(name: &str, day: Option<&str>) -> Option<&'static Actor> {
    on(actors().exactly(name)?, day)
}

/// The words that tell of sectors, in lower case.
pub(super) fn sectors() -> &'static Phrases<Sector> {
    static TABLE: OnceLock<Phrases<Sector>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Phrases<Sector> = Phrases::new();
        for row in table::rows(table::SECTORS) {
            for phrase in row[2].split('|') {
                *table.entry(phrase) = Sector { name: row[0], weight: row[1].parse().unwrap_or(0) };
            }
        }
        table
    })
}

/// A sector of the tables as [`SECTORS`] has it.
pub(super) fn sector(name: &str) -> Option<&'static str> {
    SECTORS.iter().find(|it| **it == name).copied()
}

/// The code of a state, if this is one.
pub(super) fn country(code: &str) -> Option<&'static str> {
    static TABLE: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let countries = || table::rows(table::PLACES).take_while(|row| row[0] == "c").map(|row| (row[4], row[4]));
    TABLE.get_or_init(|| countries().collect()).get(code).copied()
}

/// The state that a name is the name of, or the name of its people (`the United States`, `Mexican`).
pub(super) fn state(name: &str) -> Option<&'static str> {
    place::state(["the ", "The ", "THE "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::super::code::GENERIC;
    use super::*;

    #[test]
    fn every_line_of_the_tables_can_be_meant() {
        for row in table::rows(table::ACTORS) {
            assert!(Code::parse(row[1].trim_end_matches('*')).is_some(), "{row:?}");
        }
        for row in table::rows(table::SECTORS) {
            assert!(row[0] == "-" || SECTORS.contains(&row[0]) || GENERIC.contains(&row[0]), "{row:?}");
            assert!(row[1].parse::<u8>().is_ok_and(|weight| weight <= 4), "{row:?}");
        }
        let countries = table::rows(table::PLACES).filter(|row| row[0] == "c");
        assert!(countries.map(|row| row[4]).all(|code| country(code).is_some()), "the states stand first");
    }

    #[test]
    fn lines_hold_on_their_days() {
        let code = |day| actor("Taliban", day).and_then(|it| it.code().written());
        assert_eq!(code(Some("2019-05-01")).as_deref(), Some("AFGREB"));
        assert_eq!(code(Some("2024-05-01")).as_deref(), Some("AFGGOV"));
        assert_eq!(code(None).as_deref(), Some("AFGGOV"));
    }

    #[test]
    fn states_are_known_by_name_and_people() {
        assert_eq!(state("the United States"), Some("USA"));
        assert_eq!(state("Mexican"), Some("MEX"));
        assert_eq!(state("South Korea"), Some("KOR"));
        assert_eq!(state("Ministry"), None);
    }
}
