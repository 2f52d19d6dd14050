//! Events for a table, a timeline and a map.

use super::timeline::{Bar, Every, Statuses, Sums, bars};
use super::{Id, Kind, Question};
use crate::{Error, Ledger, keys};
use rusqlite::{Connection, Result};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many events are looked at for what is counted.
pub(super) const LOOKED_AT: usize = 2_000;

/// How many places are given, those with most events first.
const PLACES: usize = 500;

/// Days between a report and what it tells within which an event stands on its own day; what is further away (*in 1945*, *by 2050*) stands on
/// the day of the report.
pub(super) const AWAY: i64 = 400;

/// How many records of one event are counted.
const TELL: usize = 200;

/// An event as a row of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventRow {
    /// Its number.
    pub id: Id,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER modes of that type.
    pub modes: Vec<String>,
    /// `occurred`, `future`, `hypothetical` or `negated`.
    pub status: String,
    /// Who did it.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// The day or interval it falls in, ISO 8601.
    pub when: Option<String>,
    /// The place's name as in the report.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Latitude in degrees, WGS 84.
    pub lat: Option<f64>,
    /// Longitude in degrees, WGS 84.
    pub lon: Option<f64>,
    /// ISO 3166 alpha-3 code.
    pub country: Option<String>,
    /// Dead, low and high (high `None`: open).
    pub dead: Option<(u64, Option<u64>)>,
    /// Injured, likewise.
    pub injured: Option<(u64, Option<u64>)>,
    /// On whose word; `None` is the report's own voice.
    pub source: Option<String>,
    /// The words that carry it.
    pub words: String,
    /// The report.
    pub report: Id,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication, else of adding.
    pub date: String,
    /// A number that all records of one event share; `None` where it is told once.
    pub same: Option<i64>,
    /// How many reports tell it, this one too; two hundred records are looked at.
    pub reports: u32,
}

/// How many events, when and where.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EventCounts {
    /// How many records of events answer the question; an estimate if `sampled`.
    pub events: u32,
    /// Whether there are too many to look at each, so that what is counted is estimated from some all over the ledger.
    pub sampled: bool,
    /// How many were looked at.
    pub seen: u32,
    /// How long the bars of `timeline` are.
    pub every: Every,
    /// Records by the first day that they fall in; where a report tells none, or one more than a year away, by its own.
    pub timeline: Vec<Bar>,
    /// By place, those with most records first; up to 500.
    pub places: Vec<EventPlace>,
    /// How many records have no place on the map.
    pub elsewhere: u32,
}

/// Events of one place on the map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventPlace {
    /// The name that most reports use.
    pub name: String,
    /// Latitude in degrees, WGS 84.
    pub lat: f64,
    /// Longitude in degrees, WGS 84.
    pub lon: f64,
    /// ISO 3166 alpha-3 code.
    pub country: Option<String>,
    /// How many records of events.
    pub count: u32,
    /// Those by status.
    pub statuses: Statuses,
    /// Of those looked at, how many events they tell: one told by several counts once.
    pub events: u32,
    /// Dead in events told as having happened, of each the greatest number that a report tells at least; `None` where none is told.
    pub dead: Option<u64>,
}

impl Ledger {
    /// Events as rows of a table, in the order of [`Ledger::search`].
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn event_rows(&self, question: &Question) -> Result<Vec<EventRow>, Error> {
        let lines = self.search(&Question { kinds: vec![Kind::Event], ..question.clone() })?;
        self.ask(|c| {
            let mut told = FxHashMap::default();
            lines.iter().map(|line| row(c, line, &mut told)).collect()
        })
    }

    /// When and where the events happened that answer a question, whatever its limit.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn event_counts(&self, question: &Question) -> Result<EventCounts, Error> {
        let sample = self.sample(question, Kind::Event, LOOKED_AT)?;
        let mut out = self.ask(|c| counts(c, &sample.rows))?;
        out.sampled = sample.sampled;
        Ok(out)
    }
}

/// The row of an event that was found; `told` keeps how many reports tell which event.
pub(super) fn row(c: &Connection, line: &super::Line, told: &mut FxHashMap<i64, u32>) -> Result<EventRow> {
    let mut parties = c.prepare_cached("SELECT role, name FROM participant WHERE event = ? ORDER BY role, place")?;
    let parties: Vec<(String, String)> =
        parties.query_map([line.id.row], |it| Ok((it.get(0)?, it.get(1)?)))?.collect::<Result<_>>()?;
    let of = |role: &str| parties.iter().filter(|it| it.0 == role).map(|it| it.1.clone()).collect::<Vec<_>>();
    let sql = "SELECT type, modes, status, \"when\", place, lat, lon, country, dead_low, dead_high, injured_low, injured_high, happening
        FROM event WHERE id = ?";
    let number = |it: Option<i64>| it.and_then(|it| u64::try_from(it).ok());
    let mut out = c.prepare_cached(sql)?.query_row([line.id.row], |it| {
        Ok(EventRow {
            id: line.id,
            event_type: it.get(0)?,
            modes: it.get::<_, String>(1)?.split_whitespace().map(str::to_owned).collect(),
            status: it.get(2)?,
            actors: of("actor"),
            recipients: of("recipient"),
            when: it.get(3)?,
            place: it.get(4)?,
            lat: it.get(5)?,
            lon: it.get(6)?,
            country: it.get(7)?,
            dead: number(it.get(8)?).zip(Some(number(it.get(9)?))),
            injured: number(it.get(10)?).zip(Some(number(it.get(11)?))),
            source: line.source.clone(),
            words: line.words.clone(),
            report: line.report,
            title: line.title.clone(),
            outlet: line.outlet.clone(),
            date: line.date.clone(),
            same: it.get(12)?,
            reports: 1,
        })
    })?;
    if let Some(same) = out.same {
        out.reports = match told.get(&same) {
            Some(known) => *known,
            None => {
                let reports = format!(
                    "SELECT count(DISTINCT document) FROM (SELECT r.document FROM event e JOIN reading r ON r.id = e.reading AND r.superseded = 0
                     JOIN document d ON d.id = r.document AND d.replaced = 0 WHERE e.happening = ? LIMIT {TELL})"
                );
                let reports = c.prepare_cached(&reports)?.query_row([same], |it| it.get(0))?;
                told.insert(same, reports);
                reports
            }
        };
    }
    Ok(out)
}

/// What is summed up of a place.
#[derive(Default)]
struct AtPlace {
    names: FxHashMap<String, f64>,
    at: (f64, f64),
    country: Option<String>,
    sums: Sums,
    events: FxHashSet<i64>,
    /// Of each event the greatest number of dead.
    dead: FxHashMap<i64, u64>,
}

/// The day that an event stands on, where it is told to fall in a time, and the day of its report.
pub(super) fn day_of(when: Option<&str>, reported: i64) -> i64 {
    let told = when.and_then(keys::day);
    told.filter(|day| day.abs_diff(reported) <= AWAY.unsigned_abs()).unwrap_or(reported)
}

pub(super) fn counts(c: &Connection, rows: &[(i64, i64, f64)]) -> Result<EventCounts> {
    let mut read = c.prepare_cached(
        "SELECT status, \"when\", place, lat, lon, country, geonames_id, dead_low, coalesce(happening, id) FROM event WHERE id = ?",
    )?;
    let (mut all, mut nowhere, mut days) = (Sums::default(), Sums::default(), BTreeMap::<i64, Sums>::new());
    let mut places: FxHashMap<(i64, i64, i64), AtPlace> = FxHashMap::default();
    for &(row, reported, weight) in rows {
        let mut found = read.query([row])?;
        let Some(it) = found.next()? else { continue };
        let status: String = it.get(0)?;
        let day = day_of(it.get::<_, Option<String>>(1)?.as_deref(), reported);
        days.entry(day).or_default().add(&status, weight);
        all.add(&status, weight);
        let Some((lat, lon)) = it.get::<_, Option<f64>>(3)?.zip(it.get::<_, Option<f64>>(4)?) else {
            nowhere.add(&status, weight);
            continue;
        };
        // Without a number of the gazetteer it is the place that it is drawn at.
        let geonames: Option<i64> = it.get(6)?;
        let key = geonames.map_or_else(|| (0, thousandths(lat), thousandths(lon)), |id| (id, 0, 0));
        let place = places.entry(key).or_default();
        (place.at, place.country) = ((lat, lon), it.get(5)?);
        *place.names.entry(it.get::<_, Option<String>>(2)?.unwrap_or_default()).or_default() += weight;
        place.sums.add(&status, weight);
        let event: i64 = it.get(8)?;
        place.events.insert(event);
        if let Some(dead) = it.get::<_, Option<i64>>(7)?.and_then(|it| u64::try_from(it).ok())
            && status == "occurred"
        {
            let most = place.dead.entry(event).or_default();
            *most = dead.max(*most);
        }
    }
    let (every, timeline) = bars(&days);
    let mut places: Vec<EventPlace> = places.into_values().map(AtPlace::summed).collect();
    places.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)).then(a.lat.total_cmp(&b.lat)));
    places.truncate(PLACES);
    Ok(EventCounts {
        events: all.count(),
        sampled: false,
        seen: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        every,
        timeline,
        places,
        elsewhere: nowhere.count(),
    })
}

impl AtPlace {
    fn summed(self) -> EventPlace {
        let name = self.names.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        EventPlace {
            name: name.map(|it| it.0).unwrap_or_default(),
            lat: self.at.0,
            lon: self.at.1,
            country: self.country,
            count: self.sums.count(),
            statuses: self.sums.statuses(),
            events: u32::try_from(self.events.len()).unwrap_or(u32::MAX),
            dead: (!self.dead.is_empty()).then(|| self.dead.values().fold(0, |sum: u64, it| sum.saturating_add(*it))),
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "degrees are few")]
fn thousandths(degrees: f64) -> i64 {
    (degrees * 1e3).round() as i64
}
