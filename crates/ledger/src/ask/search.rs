//! Which statements, events, figures and reports hold these words, newest first.
//!
//! Full text answers in the order of rows, not of days. Up to [`PAGE`] matches are simply put in order. Where there are more, those are the answer
//! if no report of a better day lies among the rows not seen, as in a ledger that grew by the day; else the months are asked one after the other
//! from the end that is wanted, and of a month with more its days. So a common word costs no more than a rare one, and the order is exact.

use super::words::{days, typed};
use super::{Id, Kind, Line};
use crate::keys::{self, outlet_token, status_token, type_token};
use crate::{Error, Ledger, What};
use rusqlite::{Connection, OptionalExtension as _, Result, params, params_from_iter, types::Value};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// How many matches are put in order at once; more only where more are wanted. Each costs a look at its row.
const PAGE: usize = 250;

/// How many lines of a kind are given at most.
const MOST: usize = 1000;

/// How many reports of better days are looked through for matches that were not seen.
const BETTER: i64 = 500;

/// How many characters of a report are shown around a match.
const AROUND: i32 = 24;

/// What to search for; a field left empty narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Words that must all stand there.
    pub words: Option<String>,
    /// Who speaks, by name; for events, who acts or is acted upon.
    pub speaker: Option<String>,
    /// Who acts, in events.
    pub actor: Option<String>,
    /// To whom, in events.
    pub recipient: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// First day, ISO 8601; a month or a year stands for its first day.
    pub from: Option<String>,
    /// Last day, ISO 8601; a month or a year stands for its last day.
    pub to: Option<String>,
    /// What to search among; nothing: all kinds.
    pub kinds: Vec<Kind>,
    /// PLOVER type of events.
    pub event_type: Option<String>,
    /// Status of events.
    pub status: Option<String>,
    /// ISO 3166 alpha-3 code of where events happened.
    pub country: Option<String>,
    /// Figures alone that differ from another about the same thing.
    pub differ: bool,
    /// Statements and events alone that stand in a group with others.
    pub grouped: bool,
    /// In which order.
    pub order: Order,
    /// How many lines of each kind.
    pub limit: usize,
    /// Go on after this line, the last of an answer; lines of its kind alone are given.
    pub after: Option<Id>,
    /// How many stories, quotations, events, differing figures or series are passed over; lines go on by `after`.
    pub skip: usize,
}

/// In which order lines come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The last published first.
    #[default]
    Newest,
    /// The first published first.
    Oldest,
}

impl Ledger {
    /// Searches. Lines come kind by kind.
    ///
    /// # Errors
    /// If a day or a kind cannot be meant, or the ledger cannot be read.
    pub fn search(&self, question: &Question) -> Result<Vec<Line>, Error> {
        let mut out = Vec::new();
        let kinds = if question.kinds.is_empty() { &Kind::ALL[..] } else { &question.kinds };
        for kind in kinds {
            if let Some(narrowed) = self.narrowed(question, *kind)? {
                let rows = self.ask(|c| found(c, *kind, &narrowed, question.limit))?;
                out.extend(self.ask(|c| lines(c, *kind, &rows, narrowed.words.as_deref()))?);
            }
        }
        Ok(out)
    }

    /// The question for one kind; `None` if nothing of this kind can answer it.
    pub(super) fn narrowed(&self, question: &Question, kind: Kind) -> Result<Option<Narrowed>, Error> {
        let wrong = |why: String| Error::new(self.path(), What::Question(why));
        let after = match question.after {
            None => None,
            Some(id) if id.kind != kind => return Ok(None),
            Some(id) => {
                let day =
                    self.ask(|c| day_of(c, id))?.ok_or_else(|| wrong(format!("there is no {id} to go on after")))?;
                Some((day, id.row))
            }
        };
        let mut keys: Vec<Vec<String>> = Vec::new();
        for (name, letters, of) in [
            (&question.speaker, "p", Kind::Statement),
            (&question.speaker, "ar", Kind::Event),
            (&question.actor, "a", Kind::Event),
            (&question.recipient, "r", Kind::Event),
        ] {
            let Some(name) = name else { continue };
            if kind != of {
                // Reports and figures have no such party, and a speaker alone says nothing of who acts.
                if kind == Kind::Figure || kind == Kind::Report || (letters.len() == 1 && of == Kind::Event) {
                    return Ok(None);
                }
                continue;
            }
            let parties = self.parties_named(name)?;
            keys.push(
                parties
                    .iter()
                    .flat_map(|party| letters.chars().map(move |letter| format!("{letter}{party}")))
                    .collect(),
            );
        }
        if let Some(outlet) = &question.outlet {
            keys.push(vec![outlet_token(outlet)]);
        }
        let day = |text: &Option<String>, else_| match text {
            Some(text) => keys::day(text).ok_or_else(|| wrong(format!("{text}: no day written like 2026-03-04"))),
            None => Ok(else_),
        };
        let (first, last) = self.days_there()?;
        let end = |text: &Option<String>| match text {
            Some(text) => keys::last_day(text).ok_or_else(|| wrong(format!("{text}: no day written like 2026-03-04"))),
            None => Ok(last),
        };
        let (mut from, mut to) = (day(&question.from, first)?.max(first), end(&question.to)?.min(last));
        match (after, question.order) {
            (Some((day, _)), Order::Newest) => to = to.min(day),
            (Some((day, _)), Order::Oldest) => from = from.max(day),
            (None, _) => {}
        }
        let all_days = from <= first && to >= last;
        for (value, token, of) in [
            (&question.event_type, type_token as fn(&str) -> String, Kind::Event),
            (&question.status, status_token, Kind::Event),
            (&question.country, keys::country_token, Kind::Event),
        ] {
            match value {
                // It was typed: in quotation marks it is a phrase, whatever it holds.
                Some(value) if kind == of => keys.push(vec![format!("\"{}\"", token(value).replace(['"', '\0'], " "))]),
                Some(_) => return Ok(None),
                None => {}
            }
        }
        if (question.differ && kind != Kind::Figure) || keys.iter().any(Vec::is_empty) || from > to {
            return Ok(None);
        }
        let words = question.words.as_deref().map(typed);
        if words == Some(None) {
            return Err(wrong("no word to search for".into()));
        }
        let (differ, grouped, order) = (question.differ, question.grouped, question.order);
        Ok(Some(Narrowed { words: words.flatten(), keys, from, to, all_days, differ, grouped, order, after }))
    }

    /// The first and last day of all reports.
    fn days_there(&self) -> Result<(i64, i64), Error> {
        self.ask(|c| {
            // Asked each for itself, both come from the ends of the index.
            let sql =
                "SELECT coalesce((SELECT min(day) FROM document), 0), coalesce((SELECT max(day) FROM document), 0)";
            c.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        })
    }
}

/// A question in the words of full text search.
#[derive(Clone)]
pub(super) struct Narrowed {
    pub(super) words: Option<String>,
    /// Of each group of tokens one must stand there.
    keys: Vec<Vec<String>>,
    from: i64,
    to: i64,
    /// Whether the days leave nothing out.
    all_days: bool,
    differ: bool,
    grouped: bool,
    order: Order,
    /// Day and row of the line to go on after.
    after: Option<(i64, i64)>,
}

impl Narrowed {
    /// The search over the days that were given.
    pub(super) fn given(&self, kind: Kind) -> Option<String> {
        self.expression(kind, &if self.all_days { Vec::new() } else { days(self.from, self.to) })
    }

    /// Whether every search for it gathers anew all words that begin alike.
    pub(super) fn has_beginning(&self) -> bool {
        self.words.as_ref().is_some_and(|it| it.contains('*'))
    }

    /// Whether it searches for words alone, and for none in order: then a search for it and something rare besides is quick.
    pub(super) fn is_plain(&self) -> bool {
        self.words
            .as_ref()
            .is_none_or(|it| !it.contains('*') && it.split('"').skip(1).step_by(2).all(|it| !it.contains(' ')))
    }

    /// It with one of these tokens.
    pub(super) fn with(&self, tokens: Vec<String>) -> Self {
        let mut out = self.clone();
        out.keys.push(tokens);
        out
    }

    /// It with the first rows first.
    pub(super) fn oldest_first(&self) -> Self {
        Self { order: Order::Oldest, ..self.clone() }
    }

    /// The search over days; all of them if there are no tokens for them.
    fn expression(&self, kind: Kind, days: &[String]) -> Option<String> {
        let columns = match kind {
            Kind::Statement => "words",
            Kind::Event => "words names",
            Kind::Figure => "words of",
            Kind::Report => "title text",
        };
        let mut parts: Vec<String> = self.words.iter().map(|words| format!("{{{columns}}} : ({words})")).collect();
        let groups = self.keys.iter().map(Vec::as_slice).chain([days]).filter(|group| !group.is_empty());
        parts.extend(groups.map(|group| format!("keys : ({})", group.join(" OR "))));
        (!parts.is_empty()).then(|| parts.join(" AND "))
    }
}

/// Rows that answer, in the order wanted.
pub(super) fn found(c: &Connection, kind: Kind, narrowed: &Narrowed, limit: usize) -> Result<Vec<i64>> {
    let limit = limit.clamp(1, MOST);
    let page = limit.max(PAGE);
    let order = narrowed.order;
    let rows = matches(c, kind, narrowed, narrowed.given(kind), EVERYWHERE, page + 1)?;
    if rows.len() <= page {
        return Ok(rows_of(in_order(rows, order, limit)));
    }
    let seen = rows.last().map_or(0, |it| it.0);
    let best = in_order(rows, order, limit);
    if let Some(edge) = best.last()
        && !better_unseen(c, kind, narrowed, order, edge.1, seen)?
    {
        return Ok(rows_of(best));
    }
    let (mut out, mut left) = (Vec::new(), Some((narrowed.from, narrowed.to)));
    while let Some((from, to)) = left
        && out.len() < limit
    {
        // Months without any report are passed over.
        let Some(day) = next_day(c, from, to, order)? else { break };
        let (first, last) = month(day);
        let (first, last) = (first.max(from), last.min(to));
        let rows = matches(c, kind, narrowed, narrowed.expression(kind, &days(first, last)), EVERYWHERE, page + 1)?;
        if rows.len() <= page {
            out.extend(rows_of(in_order(rows, order, limit - out.len())));
        } else {
            let mut of_month: Vec<i64> = (first..=last).collect();
            if order == Order::Newest {
                of_month.reverse();
            }
            // Of one day full text gives the rows in their order.
            for day in of_month {
                if out.len() == limit {
                    break;
                }
                let rows = matches(
                    c,
                    kind,
                    narrowed,
                    narrowed.expression(kind, &days(day, day)),
                    EVERYWHERE,
                    limit - out.len(),
                )?;
                out.extend(rows.into_iter().map(|(row, _)| row));
            }
        }
        left = match order {
            Order::Newest => Some((from, first - 1)),
            Order::Oldest => Some((last + 1, to)),
        };
    }
    Ok(out)
}

/// The first day with a report, from the end that is wanted.
fn next_day(c: &Connection, from: i64, to: i64, order: Order) -> Result<Option<i64>> {
    let end = if order == Order::Newest { "max" } else { "min" };
    c.prepare_cached(&format!("SELECT {end}(day) FROM document WHERE day BETWEEN ? AND ?"))?
        .query_row([from, to], |row| row.get(0))
}

/// The figures in force that differ from figure `?1`, with the factor and the report.
pub(super) const DIFFERING: &str =
    "SELECT f.id, x.factor, d.id FROM (SELECT other AS id, factor FROM difference WHERE figure = ?1
       UNION SELECT figure, factor FROM difference WHERE other = ?1) x
     JOIN figure f ON f.id = x.id JOIN reading r ON r.id = f.reading AND r.superseded = 0
     JOIN document d ON d.id = r.document AND d.replaced = 0";

/// Rows from the first to the last.
pub(super) const EVERYWHERE: (i64, i64) = (0, i64::MAX);

/// Up to so many rows that match, within these rows, each with its day; newest or oldest rows first.
pub(super) fn matches(
    c: &Connection,
    kind: Kind,
    narrowed: &Narrowed,
    expression: Option<String>,
    within: (i64, i64),
    most: usize,
) -> Result<Vec<(i64, i64)>> {
    let table = kind.table();
    let narrow = match kind {
        Kind::Statement if narrowed.grouped => " AND t.quotation IS NOT NULL".into(),
        Kind::Event if narrowed.grouped => " AND t.happening IS NOT NULL".into(),
        _ if narrowed.differ => format!(" AND EXISTS ({DIFFERING})").replace("?1", "t.id"),
        _ => String::new(),
    };
    let (newest, beyond) = if narrowed.order == Order::Newest { ("DESC", "<") } else { ("ASC", ">") };
    let from = match &expression {
        Some(_) => format!(
            "FROM {table}_words w JOIN {table} t ON t.id = w.rowid WHERE {table}_words MATCH ?1 AND w.rowid BETWEEN ?2 AND ?3"
        ),
        None => {
            let in_force = match kind {
                Kind::Report => "t.replaced = 0",
                _ => {
                    "EXISTS (SELECT 1 FROM reading r JOIN document d ON d.id = r.document WHERE r.id = t.reading AND r.superseded = 0 AND d.replaced = 0)"
                }
            };
            format!("FROM {table} t WHERE ?1 IS NULL AND {in_force} AND t.id BETWEEN ?2 AND ?3")
        }
    };
    let row = if expression.is_some() { "w.rowid" } else { "t.id" };
    let mut values = vec![expression.map_or(Value::Null, Value::Text), within.0.into(), within.1.into()];
    let after = match narrowed.after {
        Some((day, row)) => {
            values.extend([day.into(), row.into()]);
            format!(" AND (t.day, t.id) {beyond} (?4, ?5)")
        }
        None => String::new(),
    };
    let sql = format!("SELECT t.id, t.day {from}{narrow}{after} ORDER BY {row} {newest} LIMIT {most}");
    c.prepare_cached(&sql)?.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// How many rows match, counted up to `most`.
pub(super) fn count(c: &Connection, kind: Kind, narrowed: &Narrowed, most: usize) -> Result<usize> {
    let expression = narrowed.given(kind).filter(|_| !narrowed.differ && !narrowed.grouped);
    let Some(expression) = expression else {
        return Ok(matches(c, kind, narrowed, narrowed.given(kind), EVERYWHERE, most)?.len());
    };
    let table = kind.table();
    let sql =
        format!("SELECT count(*) FROM (SELECT rowid FROM {table}_words WHERE {table}_words MATCH ? LIMIT {most})");
    let count: i64 = c.prepare_cached(&sql)?.query_row([expression], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(most))
}

/// The day of the report that something stands in.
fn day_of(c: &Connection, id: Id) -> Result<Option<i64>> {
    let sql = format!("SELECT day FROM {} WHERE id = ?", id.kind.table());
    c.prepare_cached(&sql)?.query_row([id.row], |row| row.get(0)).optional()
}

fn in_order(mut rows: Vec<(i64, i64)>, order: Order, limit: usize) -> Vec<(i64, i64)> {
    rows.sort_by_key(|(row, day)| (*day, *row));
    if order == Order::Newest {
        rows.reverse();
    }
    rows.truncate(limit);
    rows
}

fn rows_of(rows: Vec<(i64, i64)>) -> Vec<i64> {
    rows.into_iter().map(|it| it.0).collect()
}

/// Whether something may stand beyond the last row seen that is of a better day than `edge`: newer if the newest come first. Where many reports
/// are of better days it is taken for granted.
fn better_unseen(c: &Connection, kind: Kind, narrowed: &Narrowed, order: Order, edge: i64, seen: i64) -> Result<bool> {
    let (from, to) = match order {
        Order::Newest => (edge + 1, narrowed.to),
        Order::Oldest => (narrowed.from, edge - 1),
    };
    let reports = format!("(SELECT id FROM document WHERE day BETWEEN ?1 AND ?2 LIMIT {})", BETTER + 1);
    let findings = match kind {
        Kind::Report => format!("{reports} t"),
        _ => format!(
            "{reports} d JOIN reading r ON r.document = d.id AND r.superseded = 0 JOIN {} t ON t.reading = r.id",
            kind.table()
        ),
    };
    let sql = format!("SELECT (SELECT count(*) FROM {reports}), min(t.id), max(t.id) FROM {findings}");
    c.prepare_cached(&sql)?.query_row([from, to], |row| {
        let (reports, first, last): (i64, Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let beyond = match order {
            Order::Newest => first.is_some_and(|it| it < seen),
            Order::Oldest => last.is_some_and(|it| it > seen),
        };
        Ok(reports > BETTER || beyond)
    })
}

/// The first and last day of the month that a day lies in.
fn month(day: i64) -> (i64, i64) {
    let date = keys::date(day);
    let of = |date: jiff::civil::Date| keys::day(&date.to_string()).unwrap_or(day);
    (of(date.first_of_month()), of(date.last_of_month()))
}

/// Rows as lines, in their order.
pub(super) fn lines(c: &Connection, kind: Kind, rows: &[i64], words: Option<&str>) -> Result<Vec<Line>> {
    let speaker = "coalesce(m.name, p.name, s.speaker_name, s.source)";
    let joined = "JOIN reading r ON r.id = t.reading JOIN document d ON d.id = r.document";
    let of_speaker = "LEFT JOIN party p ON p.id = s.speaker LEFT JOIN party m ON m.id = p.merged_into";
    let sql = match kind {
        Kind::Statement => format!(
            "SELECT {speaker}, t.words, coalesce(t.cue, ''), d.id, d.outlet, t.day, d.title, d.url
             FROM statement t {joined} JOIN statement s ON s.id = t.id {of_speaker} WHERE t.id = ?1"
        ),
        Kind::Event => format!(
            "SELECT {speaker}, t.words, lower(t.status) || ' ' || t.type || ': ' ||
               coalesce((SELECT group_concat(name, ', ') FROM participant WHERE event = t.id AND role = 'actor'), '–') || ' → ' ||
               coalesce((SELECT group_concat(name, ', ') FROM participant WHERE event = t.id AND role = 'recipient'), '–') ||
               coalesce(', ' || t.place, '') || coalesce(', ' || t.\"when\", ''), d.id, d.outlet, t.day, d.title, d.url
             FROM event t {joined} LEFT JOIN statement s ON s.id = t.statement {of_speaker} WHERE t.id = ?1"
        ),
        Kind::Figure => format!(
            "SELECT {speaker}, t.words || CASE t.\"of\" WHEN '' THEN '' ELSE ' ' || t.\"of\" END, coalesce('per ' || t.per, ''), d.id, d.outlet, t.day,
               d.title, d.url FROM figure t {joined} LEFT JOIN statement s ON s.id = t.statement {of_speaker} WHERE t.id = ?1"
        ),
        Kind::Report => match words {
            Some(_) => "SELECT NULL, '', '', t.id, t.outlet, t.day, t.title, t.url FROM document t WHERE t.id = ?1".into(),
            None => "SELECT NULL, substr(t.text, 1, 160), '', t.id, t.outlet, t.day, t.title, t.url FROM document t WHERE t.id = ?1".into(),
        },
    };
    let mut around = match (kind, words) {
        (Kind::Report, Some(words)) => around(c, rows, words)?,
        _ => FxHashMap::default(),
    };
    let mut statement = c.prepare_cached(&sql)?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        out.push(statement.query_row([row], |told| {
            let words = match around.remove(row) {
                Some(words) => words,
                None => told.get::<_, Option<String>>(1)?.unwrap_or_default(),
            };
            Ok(Line {
                id: Id { kind, row: *row },
                kind,
                source: told.get(0)?,
                words,
                about: told.get(2)?,
                report: Id { kind: Kind::Report, row: told.get(3)? },
                outlet: told.get(4)?,
                date: keys::date(told.get(5)?).to_string(),
                title: told.get(6)?,
                url: told.get(7)?,
            })
        })?);
    }
    Ok(out)
}

/// The words of reports around what was searched for. In one question: each anew would gather all that begin with *stri* again.
fn around(c: &Connection, rows: &[i64], words: &str) -> Result<FxHashMap<i64, String>> {
    let (Some(first), Some(last)) = (rows.iter().min(), rows.iter().max()) else { return Ok(FxHashMap::default()) };
    let list: Vec<String> = rows.iter().map(i64::to_string).collect();
    // The plus keeps full text from asking for each row by itself.
    let sql = format!(
        "SELECT rowid, snippet(document_words, 1, '', '', ' … ', {AROUND}) FROM document_words
         WHERE document_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 AND +rowid IN ({})",
        list.join(", ")
    );
    c.prepare(&sql)?
        .query_map(params![format!("{{title text}} : ({words})"), first, last], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
