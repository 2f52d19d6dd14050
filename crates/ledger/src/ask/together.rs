//! What stands side by side: one quotation in several reports, one event, figures that differ.

use super::{Id, Kind, Line, Question, search};
use crate::compare::event::{self, Toll};
use crate::compare::quotation::{self, Change};
use crate::link::{EventRow, iso};
use crate::{Error, Ledger, keys};
use rusqlite::{Connection, Result};
use rustc_hash::FxHashSet;
use serde::Serialize;

/// How many records of one group are shown.
const MOST: usize = 200;

/// A quotation as several reports give it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quotation {
    /// Who speaks.
    pub speaker: Option<String>,
    /// The report that has it first.
    pub first: Line,
    /// In which outlets, each once, in the order in which they had it.
    pub outlets: Vec<String>,
    /// Every report that has it, the first one too, in the order of days.
    pub variants: Vec<Variant>,
}

/// A quotation in one report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variant {
    /// Where.
    pub line: Line,
    /// How it relates to the fullest one.
    pub how: How,
    /// Word by word against the fullest one.
    pub pieces: Vec<Piece>,
}

/// How a variant of a quotation relates to the fullest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// The fullest one.
    Fullest,
    /// Word for word the same.
    Same,
    /// Some of it is left out.
    Cut,
    /// Words are changed.
    Changed,
}

/// A piece of a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// `equal`, `cut`, `added` or `changed`, seen from the fullest one.
    pub change: &'static str,
    /// Words of the fullest one.
    pub from: String,
    /// Words of this one.
    pub to: String,
}

/// An event as several reports tell it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Happening {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The furthest status told.
    pub status: String,
    /// Whether one report denies what another tells.
    pub disputed: bool,
    /// The shortest time told.
    pub when: Option<String>,
    /// The place that most tell.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Who did it.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// Numbers of dead.
    pub dead: Option<Told>,
    /// Numbers of injured.
    pub injured: Option<Told>,
    /// The records, in the order of days.
    pub records: Vec<Line>,
}

/// Numbers that reports tell of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The least.
    pub low: u64,
    /// The greatest; `None`: open above.
    pub high: Option<u64>,
    /// Whether two of them exclude each other.
    pub differ: bool,
    /// Each number with the records that tell it.
    pub by: Vec<(u64, Option<u64>, Vec<Id>)>,
}

/// A figure with those that differ from it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Differing {
    /// The figure.
    pub figure: Line,
    /// The others, with the factor between the middles; `None` where it has no end.
    pub others: Vec<(Line, Option<f64>)>,
}

impl Ledger {
    /// Quotations that several reports have, found by their statements.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn quotations(&self, question: &Question) -> Result<Vec<Quotation>, Error> {
        let question = Question { kinds: vec![Kind::Statement], grouped: true, ..question.clone() };
        let wanted = question.limit.saturating_add(question.skip);
        let found = self.search(&Question { limit: wanted.saturating_mul(8), ..question.clone() })?;
        let groups = self.groups("statement", "quotation", &found)?;
        let (mut out, mut passed) = (Vec::new(), 0);
        for rows in groups {
            let lines = self.ask(|c| search::lines(c, Kind::Statement, &rows, None))?;
            let reports: FxHashSet<Id> = lines.iter().map(|it| it.report).collect();
            if reports.len() < 2 {
                continue;
            }
            passed += 1;
            if passed > question.skip {
                out.extend(quotation_of(lines));
            }
            if out.len() == question.limit {
                break;
            }
        }
        Ok(out)
    }

    /// Events that several records tell, found by one of them.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn happenings(&self, question: &Question) -> Result<Vec<Happening>, Error> {
        let question = Question { kinds: vec![Kind::Event], grouped: true, ..question.clone() };
        let wanted = question.limit.saturating_add(question.skip);
        let found = self.search(&Question { limit: wanted.saturating_mul(8), ..question.clone() })?;
        let groups = self.groups("event", "happening", &found)?;
        let groups = groups.into_iter().filter(|rows| rows.len() > 1).skip(question.skip).take(question.limit);
        groups.map(|rows| self.ask(|c| happening(c, &rows))).collect()
    }

    /// Figures that differ from others about the same thing, each with those.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn differing(&self, question: &Question) -> Result<Vec<Differing>, Error> {
        let limit = question.limit.saturating_add(question.skip);
        let figures = self.search(&Question { kinds: vec![Kind::Figure], differ: true, limit, ..question.clone() })?;
        let mut out = Vec::new();
        for figure in figures.into_iter().skip(question.skip) {
            let others = self.ask(|c| others(c, figure.id.row))?;
            out.push(Differing { figure, others });
        }
        Ok(out)
    }

    /// The groups that lines are in.
    fn groups(&self, table: &str, column: &str, lines: &[Line]) -> Result<Vec<Vec<i64>>, Error> {
        self.ask(|c| groups(c, table, column, lines.iter().map(|it| it.id.row), usize::MAX))
    }
}

/// The groups that rows are in, up to `most`, each once, as rows in force in the order of days.
pub(super) fn groups(
    c: &Connection,
    table: &str,
    column: &str,
    rows: impl Iterator<Item = i64>,
    most: usize,
) -> Result<Vec<Vec<i64>>> {
    let mut group = c.prepare_cached(&format!("SELECT {column} FROM {table} WHERE id = ?"))?;
    let mut members = c.prepare_cached(&format!(
        "SELECT t.id FROM {table} t JOIN reading r ON r.id = t.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0
         WHERE t.{column} = ?1 ORDER BY t.day, t.id LIMIT {MOST}"
    ))?;
    let (mut seen, mut out) = (FxHashSet::default(), Vec::new());
    for row in rows {
        let of: Option<i64> = group.query_row([row], |row| row.get(0))?;
        if let Some(of) = of.filter(|of| seen.insert(*of)) {
            out.push(members.query_map([of], |row| row.get(0))?.collect::<Result<_>>()?);
            if out.len() == most {
                break;
            }
        }
    }
    Ok(out)
}

/// The figures that differ from one, in the order of days, with the factor.
pub(super) fn others(c: &Connection, figure: i64) -> Result<Vec<(Line, Option<f64>)>> {
    let sql = format!("{} ORDER BY f.day, f.id LIMIT {MOST}", search::DIFFERING);
    let rows: Vec<(i64, f64)> =
        c.prepare_cached(&sql)?.query_map([figure], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_>>()?;
    let lines = search::lines(c, Kind::Figure, &rows.iter().map(|it| it.0).collect::<Vec<_>>(), None)?;
    Ok(lines.into_iter().zip(rows).map(|(line, (_, factor))| (line, (factor > 0.0).then_some(factor))).collect())
}

pub(super) fn quotation_of(lines: Vec<Line>) -> Option<Quotation> {
    let first = lines.first()?.clone();
    let fullest = lines.iter().max_by_key(|it| (it.words.chars().count(), std::cmp::Reverse(it.id.row)))?.clone();
    let mut outlets: Vec<String> = Vec::new();
    for outlet in lines.iter().filter_map(|it| it.outlet.as_ref()) {
        if !outlets.contains(outlet) {
            outlets.push(outlet.clone());
        }
    }
    // The fullest name of those that the reports have.
    let speaker = lines.iter().filter_map(|it| it.source.clone()).max_by_key(String::len);
    let variants = lines.into_iter().map(|line| variant(&fullest, line)).collect();
    Some(Quotation { speaker, first, outlets, variants })
}

fn variant(fullest: &Line, line: Line) -> Variant {
    if fullest.id == line.id {
        return Variant { line, how: How::Fullest, pieces: Vec::new() };
    }
    let of = |text: &str, span: [u32; 2]| crate::export::Words::new(text).at(span).to_owned();
    let mut pieces = Vec::new();
    let mut how = How::Same;
    for piece in quotation::align(&fullest.words, &line.words) {
        let change = match piece.change {
            Change::Equal => "equal",
            Change::Cut => "cut",
            Change::Added => "added",
            Change::Changed => "changed",
        };
        match (piece.change, how) {
            (Change::Cut, How::Same) => how = How::Cut,
            (Change::Added | Change::Changed, _) => how = How::Changed,
            _ => {}
        }
        pieces.push(Piece { change, from: of(&fullest.words, piece.first), to: of(&line.words, piece.second) });
    }
    Variant { line, how, pieces }
}

pub(super) fn happening(c: &Connection, rows: &[i64]) -> Result<Happening> {
    let mut events = Vec::new();
    for row in rows {
        events.extend(EventRow::all(c, "WHERE e.id = ?", [*row])?);
    }
    let told: Vec<_> = events.iter().map(|it| it.told(keys::unsigned(it.id))).collect();
    let merged = event::merge(&told);
    let numbers = |toll: &Option<Toll>| {
        toll.as_ref().map(|it| Told {
            low: it.range.0,
            high: it.range.1,
            differ: it.differ,
            by: it
                .told
                .iter()
                .map(|((low, high), by)| {
                    let ids =
                        by.iter().map(|row| Id { kind: Kind::Event, row: i64::try_from(*row).unwrap_or(i64::MAX) });
                    (*low, *high, ids.collect())
                })
                .collect(),
        })
    };
    let names = |of: &[event::PartyTold<'_>]| of.iter().map(|it| it.name.to_owned()).collect();
    Ok(Happening {
        event_type: merged.event_type.to_owned(),
        status: merged.status.to_owned(),
        disputed: merged.disputed,
        when: merged.when.map(iso),
        place: merged.place.map(|it| it.name.to_owned()),
        actors: names(&merged.actors),
        recipients: names(&merged.recipients),
        dead: numbers(&merged.dead),
        injured: numbers(&merged.injured),
        records: search::lines(c, Kind::Event, rows, None)?,
    })
}
