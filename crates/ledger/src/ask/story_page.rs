//! Everything that a page of one story shows.

use super::over_time::grown_from;
use super::together::{groups, happening, quotation_of};
use super::{Differing, Happening, Kind, Quotation, Series, Story, search};
use crate::{Error, Ledger};
use rusqlite::{Connection, Result};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

/// How many quotations, events, differing figures and series are given, and how many who speak.
const MOST: usize = 20;
const SPEAKERS: usize = 40;

/// How many groups are looked at for those, and how many figures for series.
const LOOKED_AT: usize = 60;
const SEEDS: usize = 80;

/// A story with what its reports tell, side by side. Of a story of more than a hundred reports it is about the first hundred.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StoryPage {
    /// The story and its reports.
    #[serde(flatten)]
    pub story: Story,
    /// How many reports it has in all.
    pub count: u32,
    /// Who speaks in it, those with most statements first; up to 40.
    pub speakers: Vec<StorySpeaker>,
    /// Quotations that several reports have, those of most reports first; up to 20.
    pub quotations: Vec<Quotation>,
    /// Events that several reports tell, likewise.
    pub happenings: Vec<Happening>,
    /// Figures that cannot both hold, each pair once; up to 20.
    pub differing: Vec<Differing>,
    /// Figures told on several days; up to 20.
    pub series: Vec<Series>,
}

/// Somebody who speaks in a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StorySpeaker {
    /// The number in the register; `None` where each report has one of its own (*police*, *a resident*).
    pub party: Option<i64>,
    /// The name, or a description.
    pub name: String,
    /// How many statements.
    pub statements: u32,
    /// In how many reports.
    pub reports: u32,
}

impl Ledger {
    /// A story by its number; `None` if there is none.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn story(&self, number: i64) -> Result<Option<StoryPage>, Error> {
        if !self.ask(|c| c.prepare_cached("SELECT 1 FROM story WHERE id = ?")?.exists([number]))? {
            return Ok(None);
        }
        let story = self.reports_of(number)?;
        self.ask(|c| page(c, story)).map(Some)
    }
}

fn page(c: &Connection, story: Story) -> Result<StoryPage> {
    let reports: Vec<i64> = story.reports.iter().map(|it| it.id.row).collect();
    let count = "SELECT count(*) FROM document WHERE story = ? AND replaced = 0";
    let count = c.prepare_cached(count)?.query_row([story.story], |row| row.get(0))?;
    Ok(StoryPage {
        count,
        speakers: speakers(c, &reports)?,
        quotations: quotations(c, &reports)?,
        happenings: happenings(c, &reports)?,
        differing: differing(c, &reports)?,
        series: {
            let seeds: Vec<i64> = findings(c, Kind::Figure, "true", &reports)?;
            grown_from(c, seeds.into_iter().take(SEEDS), MOST)?
        },
        story,
    })
}

/// Statements, events or figures in force of reports.
fn findings(c: &Connection, kind: Kind, which: &str, reports: &[i64]) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT t.id FROM reading r JOIN {} t ON t.reading = r.id WHERE r.document = ? AND r.superseded = 0 AND {which} ORDER BY t.id",
        kind.table()
    );
    let (mut find, mut out) = (c.prepare_cached(&sql)?, Vec::new());
    for report in reports {
        for row in find.query_map([report], |row| row.get(0))? {
            out.push(row?);
        }
    }
    Ok(out)
}

/// Who speaks. Whoever has no name is one by the description, in however many reports.
fn speakers(c: &Connection, reports: &[i64]) -> Result<Vec<StorySpeaker>> {
    let mut told = c.prepare_cached(
        "SELECT CASE WHEN coalesce(m.kind, p.kind) = 'unnamed' THEN NULL ELSE coalesce(m.id, p.id) END, coalesce(m.name, p.name, s.speaker_name, s.source), count(*)
         FROM reading r JOIN statement s ON s.reading = r.id LEFT JOIN party p ON p.id = s.speaker LEFT JOIN party m ON m.id = p.merged_into
         WHERE r.document = ? AND r.superseded = 0 GROUP BY 1, 2",
    )?;
    let mut all: FxHashMap<(Option<i64>, String), (u32, u32)> = FxHashMap::default();
    for report in reports {
        for row in told.query_map([report], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?)))? {
            let (party, name, statements): (Option<i64>, Option<String>, u32) = row?;
            let Some(name) = name else { continue };
            let of = all.entry((party, name)).or_default();
            *of = (of.0 + statements, of.1 + 1);
        }
    }
    let speaker = |((party, name), (statements, reports))| StorySpeaker { party, name, statements, reports };
    let mut out: Vec<StorySpeaker> = all.into_iter().map(speaker).collect();
    out.sort_by(|a, b| (b.statements, b.reports, &a.name, a.party).cmp(&(a.statements, a.reports, &b.name, b.party)));
    out.truncate(SPEAKERS);
    Ok(out)
}

/// The groups that findings are in, the largest first.
fn largest(c: &Connection, kind: Kind, column: &str, reports: &[i64]) -> Result<Vec<Vec<i64>>> {
    let own = findings(c, kind, &format!("t.{column} IS NOT NULL"), reports)?;
    let mut out = groups(c, kind.table(), column, own.into_iter(), LOOKED_AT)?;
    out.retain(|rows| rows.len() > 1);
    out.sort_by_key(|rows| std::cmp::Reverse(rows.len()));
    Ok(out)
}

fn quotations(c: &Connection, reports: &[i64]) -> Result<Vec<Quotation>> {
    let mut out = Vec::new();
    for rows in largest(c, Kind::Statement, "quotation", reports)? {
        let lines = search::lines(c, Kind::Statement, &rows, None)?;
        if out.len() < MOST && lines.iter().any(|it| it.report != lines[0].report) {
            out.extend(quotation_of(lines));
        }
    }
    Ok(out)
}

fn happenings(c: &Connection, reports: &[i64]) -> Result<Vec<Happening>> {
    let mut out = Vec::new();
    for rows in largest(c, Kind::Event, "happening", reports)? {
        if out.len() == MOST {
            break;
        }
        let it = happening(c, &rows)?;
        if it.records.iter().any(|line| line.report != it.records[0].report) {
            out.push(it);
        }
    }
    Ok(out)
}

/// Figures of the reports that differ from others; a pair is given once.
fn differing(c: &Connection, reports: &[i64]) -> Result<Vec<Differing>> {
    let which = "(EXISTS (SELECT 1 FROM difference WHERE figure = t.id) OR EXISTS (SELECT 1 FROM difference WHERE other = t.id))";
    let (mut out, mut shown) = (Vec::new(), FxHashSet::default());
    for row in findings(c, Kind::Figure, which, reports)?.into_iter().take(SEEDS) {
        if out.len() == MOST {
            break;
        }
        let mut others = super::together::others(c, row)?;
        others.retain(|(line, _)| !shown.contains(&(line.id.row, row)));
        shown.extend(others.iter().map(|(line, _)| (row, line.id.row)));
        let figure = search::lines(c, Kind::Figure, &[row], None)?.pop().filter(|_| !others.is_empty());
        out.extend(figure.map(|figure| Differing { figure, others }));
    }
    Ok(out)
}
