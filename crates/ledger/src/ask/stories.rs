//! Reports about the same happenings, and what a changed page changed.

use super::{Id, Kind, Line, Order, Question, search};
use crate::compare::quotation;
use crate::{Error, Ledger, keys};
use rusqlite::{OptionalExtension as _, Result};
use rustc_hash::FxHashSet;
use serde::Serialize;

/// Reports about the same happenings within days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Story {
    /// Its number.
    pub story: i64,
    /// The day of its first report.
    pub first: String,
    /// The day of its last report.
    pub last: String,
    /// In which outlets, each once.
    pub outlets: Vec<String>,
    /// Its reports, in the order of days; up to 100.
    pub reports: Vec<Line>,
}

/// What a version of a page has that the one before had not, and the other way round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes {
    /// The version before.
    pub earlier: Id,
    /// The version after.
    pub later: Id,
    /// Statements that came.
    pub said: Vec<Line>,
    /// Statements that went.
    pub unsaid: Vec<Line>,
    /// Statements that stayed with other words: before, after.
    pub reworded: Vec<(Line, Line)>,
    /// Figures that came.
    pub counted: Vec<Line>,
    /// Figures that went.
    pub uncounted: Vec<Line>,
}

/// No more stories are given at once.
const MOST: usize = 100_000;

impl Ledger {
    /// Stories of two reports or more of which one answers the question, in the order of their last reports, or, the oldest first, of their
    /// first; without words, all of them. A page and its earlier versions are one report.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn stories(&self, question: &Question) -> Result<Vec<Story>, Error> {
        let stories: Vec<i64> = if question.words.is_some()
            || question.outlet.is_some()
            || question.from.is_some()
            || question.to.is_some()
        {
            let reports = self.search(&Question {
                kinds: vec![Kind::Report],
                limit: question.limit.saturating_add(question.skip).saturating_mul(8),
                ..question.clone()
            })?;
            self.ask(|c| {
                let mut of = c.prepare_cached(
                    "SELECT s.id FROM document d JOIN story s ON s.id = d.story AND s.reports > 1 WHERE d.id = ?",
                )?;
                let (mut seen, mut out) = (FxHashSet::default(), Vec::new());
                for report in &reports {
                    let story: Option<i64> = of.query_row([report.id.row], |row| row.get(0)).optional()?.flatten();
                    out.extend(story.filter(|story| seen.insert(*story)));
                }
                Ok(out)
            })?
        } else {
            let newest = if question.order == Order::Newest { "last_day DESC" } else { "first_day" };
            self.ask(|c| {
                c.prepare_cached(&format!(
                    "SELECT id FROM story WHERE reports > 1 ORDER BY {newest}, id LIMIT {}",
                    question.limit.saturating_add(question.skip).min(MOST)
                ))?
                .query_map([], |row| row.get(0))?
                .collect()
            })?
        };
        stories.into_iter().skip(question.skip).take(question.limit).map(|story| self.reports_of(story)).collect()
    }

    /// The reports of a story.
    pub(super) fn reports_of(&self, story: i64) -> Result<Story, Error> {
        self.ask(|c| {
            let (first, last) = c
                .prepare_cached("SELECT first_day, last_day FROM story WHERE id = ?")?
                .query_row([story], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let sql = "SELECT id FROM document WHERE story = ? AND replaced = 0 ORDER BY day, id LIMIT 100";
            let rows: Vec<i64> = c.prepare_cached(sql)?.query_map([story], |row| row.get(0))?.collect::<Result<_>>()?;
            let reports = search::lines(c, Kind::Report, &rows, None)?;
            let mut outlets: Vec<String> = Vec::new();
            for outlet in reports.iter().filter_map(|it| it.outlet.as_ref()) {
                if !outlets.contains(outlet) {
                    outlets.push(outlet.clone());
                }
            }
            Ok(Story {
                story,
                first: keys::date(first).to_string(),
                last: keys::date(last).to_string(),
                outlets,
                reports,
            })
        })
    }

    /// What a version of a page changed in its statements and figures; `None` if there is no version before it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn changes(&self, document: i64) -> Result<Option<Changes>, Error> {
        self.ask(|c| {
            let earlier: Option<i64> = c.query_row("SELECT earlier FROM document WHERE id = ?", [document], |row| row.get(0)).optional()?.flatten();
            let Some(earlier) = earlier else { return Ok(None) };
            let of = |kind: Kind, document: i64| -> Result<Vec<Line>> {
                let sql = format!("SELECT t.id FROM {} t JOIN reading r ON r.id = t.reading AND r.superseded = 0 WHERE r.document = ? ORDER BY t.start", kind.table());
                let rows: Vec<i64> = c.prepare_cached(&sql)?.query_map([document], |row| row.get(0))?.collect::<Result<_>>()?;
                search::lines(c, kind, &rows, None)
            };
            let (mut unsaid, mut said) = apart(of(Kind::Statement, earlier)?, of(Kind::Statement, document)?);
            let mut reworded = Vec::new();
            unsaid.retain(|before| {
                let same = said.iter().position(|after| after.source == before.source && quotation::same_quotation(&before.words, &after.words));
                if let Some(at) = same {
                    reworded.push((before.clone(), said.remove(at)));
                }
                same.is_none()
            });
            let (uncounted, counted) = apart(of(Kind::Figure, earlier)?, of(Kind::Figure, document)?);
            Ok(Some(Changes { earlier: Id::report(earlier), later: Id::report(document), said, unsaid, reworded, counted, uncounted }))
        })
    }
}

/// Lines that only one of two lists has.
fn apart(before: Vec<Line>, after: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let told = |it: &Line| (it.source.clone(), it.words.clone());
    let (in_before, in_after): (FxHashSet<_>, FxHashSet<_>) =
        (before.iter().map(told).collect(), after.iter().map(told).collect());
    let only = |lines: Vec<Line>, other: &FxHashSet<(Option<String>, String)>| {
        lines.into_iter().filter(|it| !other.contains(&told(it))).collect()
    };
    (only(before, &in_after), only(after, &in_before))
}
