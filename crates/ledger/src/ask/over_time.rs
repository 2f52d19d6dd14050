//! One figure over time: what reports tell of one thing, from day to day.
//!
//! From a figure that was asked for, its series grows: whatever reports of the same story tell of the same thing, and what other stories tell
//! of it in the same place at times that go on from those. The table `figure_key`, which `link` fills, gives the few rows that can be meant;
//! how many are read is bounded, so that an answer does not take longer as the ledger grows.

use super::{Kind, Line, Order, Question, search};
use crate::compare::days::{Days, days};
use crate::compare::figure::{self, FigureTold, RECENT};
use crate::link::{FigureRow as Row, figure_key};
use crate::{Error, Ledger, keys};
use rusqlite::{Connection, Result, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::cmp::{Ordering, Reverse};

/// How many figures of one story are looked at, the latest first.
const OF_STORY: i64 = 200;

/// How many figures of the same words are looked at for those of the same place, before a day and after it.
const OF_PLACE: i64 = 80;

/// How many stories one series goes through.
const STORIES: usize = 8;

/// What reports tell of one thing, from day to day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// The thing counted or measured, as most tell it.
    pub of: String,
    /// `count`, `percent`, `%pt`, a currency or a unit symbol.
    pub unit: String,
    /// For each what.
    pub per: Option<String>,
    /// The place that most tell.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// The day of the last report that told something else than the telling before; `None` if all tell the same.
    pub changed: Option<String>,
    /// Who told what, in the order of the days they stand for.
    pub tellings: Vec<Telling>,
}

/// What one report tells.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Telling {
    /// The day it stands for. Where all tell of one time (*killed on Monday*), what changes is what is known of it, and this is the day of the
    /// report; else the last day it is told for, and the day of the report where it tells none.
    pub day: String,
    /// The time it is told for.
    pub when: Option<String>,
    /// Least value in base units; `None` where open below.
    pub low: Option<f64>,
    /// Greatest value; `None` where open above.
    pub high: Option<f64>,
    /// Against the telling before; `None` of the first.
    pub change: Option<Change>,
    /// Words, source, outlet and report.
    pub line: Line,
}

/// How a telling stands to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// In which direction.
    pub trend: Trend,
    /// By what factor; `None` where it has no end.
    pub factor: Option<f64>,
    /// Whether one value can satisfy both: *at least 30* and *42*.
    pub both_hold: bool,
}

/// Which of two values is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Trend {
    /// The later one.
    Up,
    /// The earlier one.
    Down,
    /// Neither.
    Same,
}

impl Ledger {
    /// What is told of one thing on at least two days, found by one of its figures; what changed last comes first, or, the oldest first, last.
    /// A figure stands in one series alone.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn over_time(&self, question: &Question) -> Result<Vec<Series>, Error> {
        let seeds = self.search(&Question {
            kinds: vec![Kind::Figure],
            limit: question.limit.saturating_add(question.skip).saturating_mul(8),
            ..question.clone()
        })?;
        let wanted = question.limit.saturating_add(question.skip);
        let mut out = self.ask(|c| grown_from(c, seeds.iter().map(|it| it.id.row), wanted))?;
        // Passed over in the order in which they are found, so that no two answers share one.
        out.drain(..question.skip.min(out.len()));
        let told = |it: &Series| it.tellings.iter().map(|it| it.line.date.clone()).max();
        out.sort_by_cached_key(|it| (it.changed.clone(), told(it)));
        if question.order == Order::Newest {
            out.reverse();
        }
        Ok(out)
    }
}

/// The series that figures are in, up to `most`.
pub(super) fn grown_from(c: &Connection, seeds: impl Iterator<Item = i64>, most: usize) -> Result<Vec<Series>> {
    let (mut asked, mut taken, mut out) = (FxHashSet::default(), FxHashSet::default(), Vec::new());
    for seed in seeds {
        if out.len() == most {
            break;
        }
        if asked.contains(&seed) {
            continue;
        }
        let rows = grown(c, seed, &taken)?;
        asked.extend(rows.iter().map(|it| it.id));
        if let Some(series) = series(c, &rows)? {
            taken.extend(rows.iter().map(|it| it.id));
            out.push(series);
        }
    }
    Ok(out)
}

impl Row {
    /// What it tells, but for the time: of that the series decides.
    fn timeless(&self) -> FigureTold<'_> {
        FigureTold { when: None, reported: None, ..self.told() }
    }

    /// The days of `when`; what is open ends with the report.
    fn days(&self) -> Option<Days> {
        let of_report = i32::try_from(self.day).unwrap_or(i32::MAX);
        self.when.as_deref().and_then(days).map(|it| match it.last {
            i32::MAX => Days { last: of_report.max(it.first), ..it },
            _ => it,
        })
    }

    /// The days it can be about: where none are told, those before its report.
    fn about(&self) -> Days {
        let day = i32::try_from(self.day).unwrap_or(i32::MAX);
        self.days().unwrap_or(Days { first: day.saturating_sub(RECENT), last: day })
    }

    /// The day it is told for.
    fn told_for(&self) -> i64 {
        self.days().map_or(self.day, |it| i64::from(it.last))
    }

    /// Whether it is told for as long a time as another: a day's count is no year's.
    fn as_long_as(&self, other: &Self) -> bool {
        let short = |it: Days| it.count() <= i64::from(RECENT);
        match (self.days(), other.days()) {
            (Some(a), Some(b)) => short(a) && short(b) || a.count().max(b.count()) <= 4 * a.count().min(b.count()),
            (Some(days), None) | (None, Some(days)) => self.per.is_some() || short(days),
            (None, None) => true,
        }
    }
}

/// A figure and all that belong to its series, but for those that stand in another.
fn grown(c: &Connection, seed: i64, taken: &FxHashSet<i64>) -> Result<Vec<Row>> {
    let sql = format!("{} WHERE f.id = ?", Row::SELECT);
    let seed: Row = c.prepare_cached(&sql)?.query_row([seed], Row::of)?;
    let Some(key) = figure::key(&seed.timeless()) else { return Ok(Vec::new()) };
    let mut near = Near { key, stories: FxHashSet::default(), seen: FxHashSet::from_iter([seed.id]), rows: Vec::new() };
    near.story(c, seed.story)?;
    if seed.has_place_and_time() {
        near.place(c, seed.day)?;
    }
    near.rows.retain(|it| !taken.contains(&it.id));
    let (mut span, mut in_series) = (seed.about(), vec![seed]);
    // Words and place that were compared once; `false` stays so, because a series only grows.
    let mut compared: FxHashMap<(String, Option<String>), bool> = FxHashMap::default();
    let mut told: Vec<usize> = vec![0];
    loop {
        let (before, left) = (in_series.len(), std::mem::take(&mut near.rows));
        for it in left {
            if !goes_on(&near, span, &in_series[0], &it) {
                near.rows.push(it);
                continue;
            }
            let words = (it.of.clone(), it.place.clone());
            let alike = match compared.get(&words) {
                Some(alike) => *alike,
                None => {
                    // With each of them: *killed by the fire* and *killed by police* are both *killed*, and not one thing.
                    let alike = told.iter().all(|at| figure::comparable(&in_series[*at].timeless(), &it.timeless()));
                    if alike {
                        told.push(in_series.len());
                    }
                    compared.insert(words, alike);
                    alike
                }
            };
            if alike {
                span = span.join(it.about());
                near.story(c, it.story)?;
                in_series.push(it);
            }
        }
        near.rows.retain(|it| !taken.contains(&it.id));
        if in_series.len() == before {
            return Ok(in_series);
        }
    }
}

/// Whether the time of a figure goes on from that of a series. Within a story as far as reports look back; what other stories tell must tell of
/// the same time or, if that is longer than a day, of the next: a month's figure goes on from that of the month before.
fn goes_on(near: &Near, span: Days, first: &Row, it: &Row) -> bool {
    let length = |it: &Row| it.days().map_or(1, Days::count);
    let next = i32::try_from(length(first).max(length(it)) - 1).unwrap_or(i32::MAX);
    let of_story = it.story.is_some_and(|story| near.stories.contains(&story));
    first.as_long_as(it) && span.meet(it.about(), if of_story { next.max(RECENT) } else { next })
}

/// Figures that can belong to a series.
struct Near {
    key: u64,
    stories: FxHashSet<i64>,
    seen: FxHashSet<i64>,
    rows: Vec<Row>,
}

impl Near {
    /// Adds those of a story.
    fn story(&mut self, c: &Connection, story: Option<i64>) -> Result<()> {
        let Some(story) = story.filter(|it| self.stories.len() < STORIES && !self.stories.contains(it)) else {
            return Ok(());
        };
        self.stories.insert(story);
        let sql = format!(
            "{} JOIN figure_key k ON k.figure = f.id WHERE k.key = ?1 ORDER BY k.day DESC, f.id LIMIT ?2",
            Row::SELECT
        );
        self.add(c, &sql, params![figure_key(self.key, Some(story)), OF_STORY])
    }

    /// Adds those that tell both time and place, about a day.
    fn place(&mut self, c: &Connection, day: i64) -> Result<()> {
        let sql = format!(
            "{} JOIN (
               SELECT figure FROM (SELECT figure FROM figure_key WHERE key = ?1 AND day <= ?2 ORDER BY day DESC, figure DESC LIMIT ?3)
               UNION ALL SELECT figure FROM (SELECT figure FROM figure_key WHERE key = ?1 AND day > ?2 ORDER BY day, figure LIMIT ?3)
             ) k ON k.figure = f.id",
            Row::SELECT
        );
        self.add(c, &sql, params![figure_key(self.key, None), day, OF_PLACE])
    }

    fn add(&mut self, c: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<()> {
        for it in c.prepare_cached(sql)?.query_map(values, Row::of)? {
            let it = it?;
            if self.seen.insert(it.id) {
                self.rows.push(it);
            }
        }
        Ok(())
    }
}

/// Figures as a series; `None` if they are all of one day.
fn series(c: &Connection, rows: &[Row]) -> Result<Option<Series>> {
    let Some(first) = rows.first() else { return Ok(None) };
    let mut rows: Vec<&Row> = rows.iter().collect();
    // What one report alone tells without a time is no later than what it tells with one.
    if rows.iter().all(|it| it.document == first.document) {
        rows.retain(|it| it.days().is_some());
    }
    let meet = |rows: &[&Row]| {
        let days = || rows.iter().filter_map(|it| it.days());
        days().map(|it| it.first).max() <= days().map(|it| it.last).min()
    };
    let of_one_time = meet(&rows);
    let day = |it: &Row| if of_one_time { it.day } else { it.told_for() };
    rows.sort_by_key(|it| (day(it), it.day, it.id));
    if rows.iter().all(|it| day(it) == day(rows[0])) {
        return Ok(None);
    }
    let lines = search::lines(c, Kind::Figure, &rows.iter().map(|it| it.id).collect::<Vec<_>>(), None)?;
    let told: Vec<(&Row, Line)> = rows.into_iter().zip(lines).collect();
    let mut tellings: Vec<Telling> = Vec::new();
    let mut before: Option<&Row> = None;
    for (at, (it, line)) in told.iter().enumerate() {
        if told.iter().enumerate().any(|(other, by)| repeats((at, &told[at]), (other, by))) {
            continue;
        }
        tellings.push(Telling {
            day: keys::date(day(it)).to_string(),
            when: it.when.clone(),
            low: it.low,
            high: it.high,
            change: before.map(|before| change(before, it)),
            line: line.clone(),
        });
        before = Some(it);
    }
    // A headline that repeats what its report tells of another day made no second day.
    if tellings.iter().all(|it| it.day == tellings[0].day) {
        return Ok(None);
    }
    let changes = tellings.iter().filter(|it| it.change.is_some_and(|it| it.trend != Trend::Same));
    Ok(Some(Series {
        of: most(told.iter().map(|(it, _)| &it.of)).cloned().unwrap_or_default(),
        unit: first.unit.clone(),
        per: first.per.clone(),
        place: most(told.iter().filter_map(|(it, _)| it.place.as_ref())).cloned(),
        changed: changes.map(|it| it.line.date.clone()).max(),
        tellings,
    }))
}

/// Whether a report says again what it says elsewhere: the headline without its source, the same source twice.
fn repeats(a: (usize, &(&Row, Line)), b: (usize, &(&Row, Line))) -> bool {
    let ((at, (this, line)), (before, (other, by))) = (a, b);
    let same = this.document == other.document && (this.low, this.high) == (other.low, other.high) && at != before;
    let less = line.source.is_none() && by.source.is_some() && (this.when.is_none() || this.when == other.when);
    same && (less || before < at && line.source == by.source && this.when == other.when)
}

/// How a figure stands to the one before.
fn change(before: &Row, it: &Row) -> Change {
    let (a, b) = ((before.low, before.high), (it.low, it.high));
    let trend = match sayso_types::middle(b).partial_cmp(&sayso_types::middle(a)) {
        Some(Ordering::Greater) => Trend::Up,
        Some(Ordering::Less) => Trend::Down,
        _ => Trend::Same,
    };
    let factor = if trend == Trend::Same { 1.0 } else { sayso_types::factor(a, b) };
    Change {
        trend,
        factor: factor.is_finite().then_some(factor),
        both_hold: figure::difference(&before.timeless(), &it.timeless()).is_none(),
    }
}

/// What occurs most, the first of those that occur as often.
fn most<'a>(of: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let mut counted: FxHashMap<&String, (usize, Reverse<usize>)> = FxHashMap::default();
    for (at, it) in of.enumerate() {
        counted.entry(it).or_insert((0, Reverse(at))).0 += 1;
    }
    counted.into_iter().max_by_key(|(_, often)| *often).map(|(it, _)| it)
}
