//! `data/office_holders.tsv`: who held which office when.

use super::super::fold;
use super::code::{Code, within};
use crate::read::mention::lexicon;
use crate::table;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A line of the table.
#[derive(Debug)]
struct Line {
    country: &'static str,
    sector: &'static str,
    from: &'static str,
    to: &'static str,
}

/// The lines of one name, earliest first.
#[derive(Debug)]
struct Holder {
    words: Vec<String>,
    /// The first way in which the table writes the name: who it is.
    who: &'static str,
    lines: Vec<Line>,
}

/// By the last word of each name.
fn holders() -> &'static FxHashMap<String, Vec<Holder>> {
    static TABLE: OnceLock<FxHashMap<String, Vec<Holder>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: FxHashMap<String, Vec<Holder>> = FxHashMap::default();
        for row in table::rows(table::OFFICE_HOLDERS) {
            let who = row[0].split('|').next().unwrap_or_default();
            for name in row[0].split('|') {
                let words = fold::words(name);
                let list = table.entry(words.last().cloned().unwrap_or_default()).or_default();
                let line =
                    Line { country: row[1], sector: row[2], from: row[3], to: row.get(4).copied().unwrap_or("") };
                match list.iter_mut().find(|it| it.words == words && it.who == who) {
                    // Two spellings of a line may differ in accents alone.
                    Some(holder) if holder.lines.iter().any(|it| it.from == line.from) => {}
                    Some(holder) => holder.lines.push(line),
                    None => list.push(Holder { words, who, lines: vec![line] }),
                }
            }
        }
        table
    })
}

/// The code on a day of the office-holder whom a name means: a full name, or a last name that only one of the table has and
/// that is no first name.
pub(super) fn find(name: &str, day: Option<&str>) -> Option<Code> {
    let words = fold::words(name);
    let last = words.last()?;
    let list = holders().get(last)?;
    let holder = if words.len() > 1 {
        list.iter().find(|it| it.words == words).or_else(|| list.iter().find(|it| fuller(&it.words, &words)))?
    } else {
        let first = list.first()?;
        let one = list.iter().all(|it| it.who == first.who);
        (one && last.len() > 3 && lexicon::first_name(last).is_none()).then_some(first)?
    };
    Some(holder.code(day))
}

/// Whether one name is the other with more between its first and last word: `Donald J. Trump`.
fn fuller(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() > 1 && short.first() == long.first() && short.iter().all(|word| long.contains(word))
}

impl Holder {
    /// In office, out of it, or not yet.
    fn code(&self, day: Option<&str>) -> Code {
        let of = |line: &Line, sector: &str| {
            let generic = Code::parse(line.country).unwrap_or_default();
            Code { tail: sector.to_owned(), ..generic }
        };
        let state = |line: &Line| of(line, "");
        let Some(day) = day else {
            let open = self.lines.iter().find(|it| it.to.is_empty());
            return open.map(|it| of(it, it.sector)).or(self.lines.last().map(state)).unwrap_or_default();
        };
        if let Some(line) = self.lines.iter().find(|it| within(day, it.from, it.to)) {
            return of(line, line.sector);
        }
        let before = |it: &&Line| !it.to.is_empty() && within(day, it.to, "");
        match self.lines.iter().rev().find(before) {
            Some(line) if political(line.sector) => of(line, "ELI"),
            Some(line) => state(line),
            None => self.lines.first().map(state).unwrap_or_default(),
        }
    }
}

/// Whether those who leave a sector are former officials.
fn political(sector: &str) -> bool {
    matches!(sector, "GOV" | "LEG" | "JUD" | "MIL" | "COP" | "SPY")
}

#[cfg(test)]
mod tests {
    use super::super::tables;
    use super::*;

    #[test]
    fn every_line_can_be_meant_and_lines_stand_in_order() {
        for row in table::rows(table::OFFICE_HOLDERS) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(Code::parse(row[1]).is_some() && tables::sector(row[2]).is_some(), "{row:?}");
        }
        for holder in holders().values().flatten() {
            let ordered = holder.lines.windows(2).all(|it| !it[0].to.is_empty() && it[0].to <= it[1].from);
            assert!(ordered, "{}", holder.who);
        }
    }

    #[test]
    fn offices_begin_and_end() {
        let code = |name, day| find(name, Some(day)).and_then(|it| it.written()).unwrap_or_default();
        assert_eq!(code("Angela Merkel", "2015-09-01"), "DEUGOV");
        assert_eq!(code("Merkel", "2015-09-01"), "DEUGOV");
        assert_eq!(code("Angela Merkel", "2023-09-01"), "DEUELI");
        assert_eq!(code("Ursula von der Leyen", "2024-01-01"), "IGOGOV");
        assert_eq!(code("Gabriel Boric", "2012-01-01"), "CHL");
        assert_eq!(code("Donald J. Trump", "2022-06-01"), "USAELI");
        assert_eq!(code("Ada Brook", "2022-06-01"), "");
    }
}
