//! Everything that a page of one speaker shows: what they are reported to have said, where and when it was published, and nothing beyond.

use super::facets::{Facet, most_of};
use super::timeline::{Bar, Every, Sums, bars, rounded};
use super::who::{Known, known};
use super::{Kind, Line, Question};
use crate::{Error, Ledger, keys};
use rusqlite::{Connection, OptionalExtension as _, Result, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many statements are looked at for what is counted.
const LOOKED_AT: usize = 2_000;

/// How many outlets, acts and others are given.
const MOST: usize = 12;

/// In how many stories, and in how many statements of each, others are looked for.
const STORIES: usize = 40;
const OF_STORY: usize = 200;

/// How many of the latest statements are looked at for who is heard.
const LATEST: u32 = 5_000;

/// How many parties that were merged are named.
const MERGED: usize = 50;

/// A speaker with what they are reported to have said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpeakerPage {
    /// The party: names, kind, code, and in how many reports it is mentioned; ten thousand stand for more.
    #[serde(flatten)]
    pub known: Known,
    /// The parties of the register that are this one: itself, and those merged with it.
    pub parties: Vec<Registered>,
    /// How many statements answer the question; an estimate if `sampled`.
    pub statements: u32,
    /// Whether there are too many to look at each, so that all that is counted is estimated from some all over the ledger.
    pub sampled: bool,
    /// How many were looked at.
    pub seen: u32,
    /// The day of the first and of the last of those.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
    /// How long the bars of `timeline` are.
    pub every: Every,
    /// Statements by the day of the report.
    pub timeline: Vec<Bar>,
    /// In which outlets; the twelve with most.
    pub outlets: Vec<Facet>,
    /// What acts they are: `say`, `deny`, `promise` …
    pub acts: Vec<Facet>,
    /// Quoted or paraphrased, and in how many words.
    pub manners: Vec<Manner>,
    /// Who else speaks in the same stories, of the last forty; the twelve of most stories.
    pub with: Vec<With>,
    /// The statements, in the order that was asked for; the next ones with [`Question::after`].
    pub said: Vec<Line>,
}

/// A party of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Registered {
    /// Its number.
    pub party: i64,
    /// Its name.
    pub name: String,
    /// `person`, `organization`, …
    pub kind: String,
    /// ISO 3166 alpha-3 code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// PLOVER or CAMEO code.
    pub code: Option<String>,
}

/// How often and in how many words somebody is given in one manner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manner {
    /// `direct`, `indirect` or `mixed`.
    pub manner: String,
    /// How many statements.
    pub statements: u32,
    /// How many words.
    pub words: u32,
}

/// Somebody who speaks in the same stories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct With {
    /// The number in the register.
    pub party: i64,
    /// The name.
    pub name: String,
    /// In how many stories.
    pub stories: u32,
}

/// Who speaks in the statements added last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// How many statements were looked at.
    pub seen: u32,
    /// Who has most of them, by number in the register (`p12`) and name. Whoever has no name is left out.
    pub speakers: Vec<Facet>,
}

impl Ledger {
    /// Who speaks in the statements added last, those with most first.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn heard(&self, limit: usize) -> Result<Heard, Error> {
        self.ask(|c| heard(c, limit))
    }

    /// What a party is reported to have said, narrowed by the words, days and outlet of a question; `None` if there is no such party.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn speaker(&self, party: i64, question: &Question) -> Result<Option<SpeakerPage>, Error> {
        let of = "SELECT coalesce(merged_into, id) FROM party WHERE id = ?";
        let found = self.ask(|c| c.prepare_cached(of)?.query_row([party], |row| row.get(0)).optional())?;
        let Some(party): Option<i64> = found else { return Ok(None) };
        let question =
            Question { speaker: Some(format!("p{party}")), kinds: vec![Kind::Statement], ..question.clone() };
        let sample = self.sample(&question, Kind::Statement, LOOKED_AT)?;
        let mut page = self.ask(|c| page(c, party, &sample.rows))?;
        page.sampled = sample.sampled;
        page.said = self.search(&question)?;
        Ok(Some(page))
    }
}

fn heard(c: &Connection, limit: usize) -> Result<Heard> {
    let sql = format!(
        "SELECT coalesce(m.id, p.id), coalesce(m.name, p.name), coalesce(m.kind, p.kind), count(*) FROM (
           SELECT s.speaker FROM statement s JOIN reading r ON r.id = s.reading AND r.superseded = 0 JOIN document d ON d.id = r.document AND d.replaced = 0
           ORDER BY s.id DESC LIMIT {LATEST}
         ) s LEFT JOIN party p ON p.id = s.speaker LEFT JOIN party m ON m.id = p.merged_into GROUP BY 1 ORDER BY 4 DESC, 2, 1"
    );
    let (mut read, mut out) = (c.prepare_cached(&sql)?, Heard::default());
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let count: u32 = row.get(3)?;
        out.seen = out.seen.saturating_add(count);
        let (party, kind): (Option<i64>, Option<String>) = (row.get(0)?, row.get(2)?);
        if let Some(party) = party.filter(|_| kind.as_deref() != Some("unnamed") && out.speakers.len() < limit) {
            out.speakers.push(Facet { value: format!("p{party}"), name: row.get(1)?, count });
        }
    }
    Ok(out)
}

fn page(c: &Connection, party: i64, rows: &[(i64, i64, f64)]) -> Result<SpeakerPage> {
    let counted = Counted::of(c, rows)?;
    let (every, timeline) = bars(&counted.days);
    let day = |it: Option<(&i64, &Sums)>| it.map(|(day, _)| keys::date(*day).to_string());
    let mut manners: Vec<Manner> = counted
        .manners
        .into_iter()
        .map(|(manner, (statements, words))| Manner { manner, statements: rounded(statements), words: rounded(words) })
        .collect();
    manners.sort_by(|a, b| (b.words, &a.manner).cmp(&(a.words, &b.manner)));
    Ok(SpeakerPage {
        known: known(c, party)?,
        parties: registered(c, party)?,
        statements: rounded(rows.iter().map(|it| it.2).sum()),
        sampled: false,
        seen: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        first: day(counted.days.first_key_value()),
        last: day(counted.days.last_key_value()),
        every,
        timeline,
        outlets: most_of(counted.outlets.into_iter(), MOST),
        acts: most_of(counted.acts.into_iter(), MOST),
        manners,
        with: with(c, party, counted.stories)?,
        said: Vec::new(),
    })
}

/// Sums of what statements stand for.
#[derive(Default)]
struct Counted {
    days: BTreeMap<i64, Sums>,
    outlets: FxHashMap<String, f64>,
    acts: FxHashMap<String, f64>,
    manners: FxHashMap<String, (f64, f64)>,
    /// The stories they are in.
    stories: FxHashSet<i64>,
}

impl Counted {
    fn of(c: &Connection, rows: &[(i64, i64, f64)]) -> Result<Self> {
        let mut read = c.prepare_cached(
            "SELECT s.act, s.manner, s.words, d.outlet, d.story FROM statement s JOIN reading r ON r.id = s.reading JOIN document d ON d.id = r.document
             WHERE s.id = ?",
        )?;
        let mut out = Self::default();
        for &(row, day, weight) in rows {
            let mut found = read.query([row])?;
            let Some(it) = found.next()? else { continue };
            out.days.entry(day).or_default().add("", weight);
            *out.acts.entry(it.get(0)?).or_default() += weight;
            let words = it.get_ref(2)?.as_str()?.split_whitespace().count();
            let of = out.manners.entry(it.get(1)?).or_default();
            *of = (of.0 + weight, of.1 + weight * f64::from(u32::try_from(words).unwrap_or(u32::MAX)));
            if let Some(outlet) = it.get::<_, Option<String>>(3)? {
                *out.outlets.entry(outlet).or_default() += weight;
            }
            out.stories.extend(it.get::<_, Option<i64>>(4)?);
        }
        Ok(out)
    }
}

/// Who else speaks in the latest of these stories. Whoever has no name is nobody to go on to.
fn with(c: &Connection, party: i64, stories: FxHashSet<i64>) -> Result<Vec<With>> {
    let mut latest: Vec<i64> = stories.into_iter().collect();
    latest.sort_unstable_by_key(|it| std::cmp::Reverse(*it));
    let mut speak = c.prepare_cached(&format!(
        "SELECT DISTINCT coalesce(m.id, p.id), coalesce(m.name, p.name) FROM (
           SELECT s.speaker FROM document d JOIN reading r ON r.document = d.id AND r.superseded = 0 JOIN statement s ON s.reading = r.id
           WHERE d.story = ?1 AND d.replaced = 0 AND s.speaker IS NOT NULL LIMIT {OF_STORY}
         ) s JOIN party p ON p.id = s.speaker LEFT JOIN party m ON m.id = p.merged_into
         WHERE coalesce(m.id, p.id) <> ?2 AND coalesce(m.kind, p.kind) <> 'unnamed'"
    ))?;
    let mut all: FxHashMap<i64, (String, u32)> = FxHashMap::default();
    for story in latest.into_iter().take(STORIES) {
        for row in speak.query_map([story, party], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (other, name) = row?;
            all.entry(other).or_insert((name, 0)).1 += 1;
        }
    }
    let mut out: Vec<With> = all.into_iter().map(|(party, (name, stories))| With { party, name, stories }).collect();
    out.sort_by(|a, b| (b.stories, &a.name, a.party).cmp(&(a.stories, &b.name, b.party)));
    out.truncate(MOST);
    Ok(out)
}

/// A party and those merged with it.
fn registered(c: &Connection, party: i64) -> Result<Vec<Registered>> {
    let columns = "SELECT id, name, kind, country, sector, code FROM party";
    let sql = format!(
        "{columns} WHERE id = ?1 UNION ALL SELECT * FROM ({columns} WHERE merged_into = ?1 ORDER BY id LIMIT {MERGED})"
    );
    c.prepare_cached(&sql)?
        .query_map(params![party], |row| {
            Ok(Registered {
                party: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                country: row.get(3)?,
                sector: row.get(4)?,
                code: row.get(5)?,
            })
        })?
        .collect()
}
