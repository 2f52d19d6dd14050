//! Events narrowed by when and where they happened, of which full text has no tokens: matches are looked at one by one.

use super::event_rows::{AWAY, LOOKED_AT, counts, day_of, row};
use super::search::lines;
use super::{EventCounts, EventRow, Kind, Order, Question};
use crate::{Error, Ledger, What, keys};
use rusqlite::{Connection, Result};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// How long before an event reports of it are looked for where they are many.
const BEFORE: i64 = 7;

/// How long after.
const AFTER: i64 = 31;

/// When and where events happened; a field left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happened {
    /// First day, ISO 8601; a month or a year stands for its first day.
    pub since: Option<String>,
    /// Last day, ISO 8601; a month or a year stands for its last day.
    pub until: Option<String>,
    /// The place, by its name as in the report.
    pub place: Option<String>,
}

/// Events with their counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Events {
    /// One page of them.
    pub rows: Vec<EventRow>,
    /// How many there are, when and where.
    pub counts: EventCounts,
    /// Whether there are more after this page.
    pub more: bool,
}

impl Ledger {
    /// Events that answer a question and happened then and there. The day of an event is the first that it falls in; where a report tells none,
    /// or one more than a year away, the report's own. Pages go on by `skip` where `happened` narrows, else by `after`.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn events(&self, question: &Question, happened: &Happened) -> Result<Events, Error> {
        let limit = question.limit.clamp(1, LOOKED_AT);
        if *happened == Happened::default() {
            let one_more = Question { limit: limit.saturating_add(1), ..question.clone() };
            let mut rows = self.event_rows(&one_more)?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            return Ok(Events { rows, counts: self.event_counts(question)?, more });
        }
        let there = self.within(question, happened)?;
        let mut sample = self.sample(&there.reported(AWAY, AWAY), Kind::Event, LOOKED_AT)?;
        let sampled = sample.sampled;
        if sampled {
            sample = self.sample(&there.reported(BEFORE, AFTER), Kind::Event, LOOKED_AT)?;
        }
        self.ask(|c| {
            let mut kept = Vec::with_capacity(sample.rows.len());
            for it in sample.rows {
                if there.has(c, it.0, it.1)? {
                    kept.push(it);
                }
            }
            kept.sort_by_key(|it| (it.1, it.0));
            if question.order == Order::Newest {
                kept.reverse();
            }
            let page: Vec<i64> = kept.iter().skip(question.skip).take(limit).map(|it| it.0).collect();
            let mut told = FxHashMap::default();
            let rows: Result<Vec<EventRow>> =
                lines(c, Kind::Event, &page, None)?.iter().map(|line| row(c, line, &mut told)).collect();
            let more = kept.len() > question.skip.saturating_add(limit);
            Ok(Events { rows: rows?, counts: EventCounts { sampled, ..counts(c, &kept)? }, more })
        })
    }

    /// What must hold, and the question with the place's name among its words.
    fn within(&self, question: &Question, happened: &Happened) -> Result<Within, Error> {
        let wrong = |why: String| Error::new(self.path(), What::Question(why));
        let day = |text: &Option<String>, as_day: fn(&str) -> Option<i64>| match text {
            Some(text) => {
                as_day(text).map(Some).ok_or_else(|| wrong(format!("{text}: no day written like 2026-03-04")))
            }
            None => Ok(None),
        };
        let (since, until) = (day(&happened.since, keys::day)?, day(&happened.until, keys::last_day)?);
        let mut question = question.clone();
        if let Some(place) = &happened.place {
            let phrase = format!("\"{}\"", place.replace(['"', '“', '”'], " "));
            question.words = Some(question.words.map_or(phrase.clone(), |words| format!("{words} {phrase}")));
        }
        Ok(Within { question, since, until, place: happened.place.as_deref().map(keys::folded) })
    }
}

/// What must hold of an event.
struct Within {
    question: Question,
    since: Option<i64>,
    until: Option<i64>,
    place: Option<String>,
}

impl Within {
    /// The question to reports of the days around.
    fn reported(&self, before: i64, after: i64) -> Question {
        let mut out = self.question.clone();
        let from = self.since.map(|it| keys::date(it.saturating_sub(before)).to_string());
        let to = self.until.map(|it| keys::date(it.saturating_add(after)).to_string());
        // What was asked of the reports themselves holds too.
        let of = |it: &Option<String>, as_day: fn(&str) -> Option<i64>| it.as_deref().and_then(as_day);
        if of(&from, keys::day) > of(&out.from, keys::day) {
            out.from = from;
        }
        if to.is_some() && (out.to.is_none() || of(&to, keys::last_day) < of(&out.to, keys::last_day)) {
            out.to = to;
        }
        out
    }

    fn has(&self, c: &Connection, event: i64, reported: i64) -> Result<bool> {
        let mut read = c.prepare_cached("SELECT \"when\", place FROM event WHERE id = ?")?;
        let (when, place): (Option<String>, Option<String>) =
            read.query_row([event], |it| Ok((it.get(0)?, it.get(1)?)))?;
        let day = day_of(when.as_deref(), reported);
        let there = match (&self.place, place) {
            (None, _) => true,
            (Some(wanted), Some(place)) => *wanted == keys::folded(&place),
            (Some(_), None) => false,
        };
        Ok(there && self.since.is_none_or(|it| it <= day) && self.until.is_none_or(|it| day <= it))
    }
}
