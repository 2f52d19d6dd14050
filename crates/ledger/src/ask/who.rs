//! What a person or body said, first and last, and to whom.

use super::{Id, Kind, Line, Order, Question, search};
use crate::register::asked;
use crate::{Error, Ledger, keys};
use rusqlite::{Connection, Result, params};
use serde::Serialize;

/// A party of the register.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Known {
    /// Its number, by which it is merged and split.
    pub party: i64,
    /// Its name.
    pub name: String,
    /// `person`, `organization`, …
    pub kind: String,
    /// PLOVER or CAMEO code.
    pub code: Option<String>,
    /// Every name it goes by.
    pub names: Vec<String>,
    /// In how many reports it is mentioned; ten thousand stand for more.
    pub reports: u32,
}

/// A party with what it said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Who {
    /// The party.
    #[serde(flatten)]
    pub known: Known,
    /// How many statements are its own.
    pub statements: u32,
    /// The day of the first and of the last of them.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
    /// To whom it spoke, with how often, most first.
    pub to: Vec<(String, u32)>,
    /// In which outlets, with how often, most first.
    pub outlets: Vec<(String, u32)>,
    /// The statements themselves, as many as were asked for.
    pub said: Vec<Line>,
}

/// No more reports of one party are counted.
const REPORTS: u32 = 10_000;

/// No more statements of one party are shown.
const MOST: usize = 100_000;

impl Ledger {
    /// The parties that go by a name, those mentioned most first. A last name gives everybody who has it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn known(&self, name: &str, limit: usize) -> Result<Vec<Known>, Error> {
        let parties = self.in_force_named(name)?;
        self.ask(|c| {
            let mut out = parties.iter().map(|party| known(c, *party)).collect::<Result<Vec<_>>>()?;
            out.sort_by_key(|it| (std::cmp::Reverse(it.reports), it.party));
            out.truncate(limit);
            Ok(out)
        })
    }

    /// What the parties that go by a name said: each with up to `limit` statements.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn who(&self, name: &str, order: Order, limit: usize) -> Result<Vec<Who>, Error> {
        let mut out = Vec::new();
        for known in self.known(name, 20)? {
            let who = self.ask(|c| {
                let mut who = told(c, known)?;
                let newest = if order == Order::Newest { "DESC" } else { "ASC" };
                let sql =
                    format!("SELECT s.id FROM {OWN} ORDER BY s.day {newest}, s.id {newest} LIMIT {}", limit.min(MOST));
                let rows: Vec<i64> =
                    c.prepare_cached(&sql)?.query_map([who.known.party], |row| row.get(0))?.collect::<Result<_>>()?;
                who.said = search::lines(c, Kind::Statement, &rows, None)?;
                Ok(who)
            })?;
            out.push(who);
        }
        // Whoever said most comes first.
        out.sort_by_key(|it| std::cmp::Reverse(it.statements));
        Ok(out)
    }

    /// Every number in the register that a name may mean, merged ones with their own.
    pub(crate) fn parties_named(&self, name: &str) -> Result<Vec<i64>, Error> {
        let parties = self.in_force_named(name)?;
        self.ask(|c| {
            let mut out = Vec::new();
            let mut all = c.prepare_cached("SELECT id FROM party WHERE id = ?1 OR merged_into = ?1")?;
            for party in &parties {
                for row in all.query_map([party], |row| row.get(0))? {
                    out.push(row?);
                }
            }
            Ok(out)
        })
    }

    /// The parties that go by a name, after all merges.
    fn in_force_named(&self, name: &str) -> Result<Vec<i64>, Error> {
        // `p12` means the party of that number.
        if let Some(party) = name.strip_prefix('p').and_then(|digits| digits.parse::<i64>().ok()) {
            return Ok(vec![self.in_force(party)?]);
        }
        let name = asked(name);
        self.ask(|c| {
            let mut rows = c.prepare_cached(
                "SELECT DISTINCT coalesce(p.merged_into, p.id) FROM alias a JOIN party p ON p.id = a.party WHERE a.folded IN (?1, 'the ' || ?1) LIMIT 2000",
            )?;
            rows.query_map([name], |row| row.get(0))?.collect()
        })
    }
}

/// Statements in force of a party and of those merged with it.
const OWN: &str = "statement s JOIN reading r ON r.id = s.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0
    WHERE s.speaker IN (SELECT id FROM party WHERE id = ?1 OR merged_into = ?1)";

/// A party by its number.
pub(super) fn known(c: &Connection, party: i64) -> Result<Known> {
    let mut out = c.prepare_cached("SELECT name, kind, code FROM party WHERE id = ?")?.query_row([party], |row| {
        Ok(Known { party, name: row.get(0)?, kind: row.get(1)?, code: row.get(2)?, names: Vec::new(), reports: 0 })
    })?;
    let all = "SELECT id FROM party WHERE id = ?1 OR merged_into = ?1";
    let names = format!("SELECT DISTINCT name FROM alias WHERE party IN ({all}) AND name <> ?2 ORDER BY name LIMIT 20");
    out.names =
        c.prepare_cached(&names)?.query_map(params![party, out.name], |row| row.get(0))?.collect::<Result<_>>()?;
    let reports = format!(
        "SELECT count(*) FROM (SELECT DISTINCT r.document FROM appearance a JOIN reading r ON r.id = a.reading AND r.superseded = 0
         JOIN document d ON d.id = r.document AND d.replaced = 0 WHERE a.party IN ({all}) LIMIT {REPORTS})"
    );
    out.reports = c.prepare_cached(&reports)?.query_row([party], |row| row.get(0))?;
    Ok(out)
}

fn told(c: &Connection, known: Known) -> Result<Who> {
    let party = known.party;
    let (statements, first, last): (u32, Option<i64>, Option<i64>) = c
        .prepare_cached(&format!("SELECT count(*), min(s.day), max(s.day) FROM {OWN}"))?
        .query_row([party], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let counted = |column: &str| -> Result<Vec<(String, u32)>> {
        let sql = format!(
            "SELECT {column}, count(*) AS n FROM {OWN} AND {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT 10"
        );
        c.prepare_cached(&sql)?.query_map([party], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    let day = |day: Option<i64>| day.map(|day| keys::date(day).to_string());
    Ok(Who {
        known,
        statements,
        first: day(first),
        last: day(last),
        to: counted("s.addressee")?,
        outlets: counted("d.outlet")?,
        said: Vec::new(),
    })
}

impl Question {
    /// A question for one kind alone.
    pub fn of(kind: Kind, limit: usize) -> Self {
        Self { kinds: vec![kind], limit, ..Self::default() }
    }
}

impl Id {
    /// A report's number.
    pub fn report(row: i64) -> Self {
        Self { kind: Kind::Report, row }
    }
}
