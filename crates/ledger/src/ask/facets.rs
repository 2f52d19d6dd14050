//! How many matches a search has, by outlet, speaker, type, status, country and month.
//!
//! Up to [`LOOKED_AT`] matches of a kind are counted one by one; of more, as many are looked at all over the ledger and the counts are what
//! those stand for. That is far off for what is seen but a few times: speakers and countries that are shown are searched for and counted up
//! to [`RECOUNTED`], unless words in order are searched for, which takes too long. Whose a match is stands in its tokens, so that one row is read for each.

use super::sample::{all_of, sample};
use super::search::{Narrowed, count};
use super::timeline::rounded;
use super::{Kind, Question};
use crate::keys::{country_token, party_token};
use crate::{Error, Ledger, keys};
use rusqlite::{Connection, OptionalExtension as _, Result, types::Value};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// How many matches of a kind are looked at.
const LOOKED_AT: usize = 500;

/// How many values of a facet are given, the most frequent first.
const MOST: usize = 12;

/// How many values are counted anew where matches are but some of all, and up to how many of each.
const CANDIDATES: usize = 16;
const RECOUNTED: usize = 1_000;

/// How many months are given, the last ones.
const MONTHS: usize = 240;

/// How many matches a search has, by what they have in common.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facets {
    /// Of each kind, whichever kinds are asked for; all else is of those asked for.
    pub kinds: Vec<Facet>,
    /// By outlet: the twelve with most.
    pub outlets: Vec<Facet>,
    /// Statements by who speaks: the twelve named ones with most.
    pub speakers: Vec<Facet>,
    /// Events by PLOVER type.
    pub types: Vec<Facet>,
    /// Events by status.
    pub statuses: Vec<Facet>,
    /// Events by country: the twelve with most.
    pub countries: Vec<Facet>,
    /// By month of the report, in order.
    pub months: Vec<Facet>,
    /// Whether there are too many matches to look at each: then counts are estimates, and what is rare may be missing. Where the search has
    /// the beginning of a word (`flo*`), they are counts of the latest alone.
    pub sampled: bool,
    /// How many matches were looked at.
    pub seen: u32,
}

/// One value that matches have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// As a [`Question`] has it: `p12` for a speaker, `2026-03` for a month.
    pub value: String,
    /// As people call it.
    pub name: String,
    /// How many matches.
    pub count: u32,
}

impl Ledger {
    /// Counts what [`Ledger::search`] would find, all of it.
    ///
    /// # Errors
    /// As [`Ledger::search`].
    pub fn facets(&self, question: &Question) -> Result<Facets, Error> {
        let mut out = Facets::default();
        let mut counted = Counted::default();
        for kind in Kind::ALL {
            let Some(narrowed) = self.narrowed(&all_of(question), kind)? else { continue };
            let sample = self.ask(|c| sample(c, kind, &narrowed, LOOKED_AT))?;
            let total = sample.rows.iter().map(|it| it.2).sum();
            out.kinds.extend(facet(word(kind), word(kind), total));
            if !question.kinds.is_empty() && !question.kinds.contains(&kind) {
                continue;
            }
            out.sampled |= sample.sampled;
            out.seen = out.seen.saturating_add(u32::try_from(sample.rows.len()).unwrap_or(u32::MAX));
            let mut of_kind = Counted::default();
            self.ask(|c| {
                of_kind.add(c, kind, &sample.rows)?;
                if sample.sampled && narrowed.is_plain() {
                    of_kind.corrected(c, kind, &narrowed)?;
                }
                Ok(())
            })?;
            counted.join(of_kind);
        }
        let Counted { outlets, speakers, types, statuses, countries, months } = counted;
        out.speakers = self.ask(|c| named(c, speakers))?;
        out.outlets = most_of(outlets.into_values(), MOST);
        out.countries = most_of(countries.into_iter(), MOST);
        [out.types, out.statuses] = [types, statuses].map(|of| most_of(of.into_iter(), usize::MAX));
        out.months = most_of(months.into_iter().map(|(month, count)| (month_of(month), count)), usize::MAX);
        out.months.sort_by(|a, b| a.value.cmp(&b.value));
        out.months.drain(..out.months.len().saturating_sub(MONTHS));
        Ok(out)
    }
}

/// Sums of what matches stand for.
#[derive(Default)]
struct Counted {
    /// By token: name, sum.
    outlets: FxHashMap<String, (String, f64)>,
    speakers: FxHashMap<i64, f64>,
    types: FxHashMap<String, f64>,
    statuses: FxHashMap<String, f64>,
    countries: FxHashMap<String, f64>,
    /// By year and month.
    months: FxHashMap<(i16, i8), f64>,
}

impl Counted {
    fn add(&mut self, c: &Connection, kind: Kind, rows: &[(i64, i64, f64)]) -> Result<()> {
        let table = kind.table();
        let columns = match kind {
            Kind::Statement => "keys, speaker, NULL, NULL",
            Kind::Event => "keys, type, status, country",
            Kind::Figure | Kind::Report => "keys, NULL, NULL, NULL",
        };
        let mut read = c.prepare_cached(&format!("SELECT {columns} FROM {table} WHERE id = ?"))?;
        let mut outlet = c.prepare_cached(&match kind {
            Kind::Report => "SELECT outlet FROM document WHERE id = ?".to_owned(),
            _ => format!("SELECT d.outlet FROM {table} t JOIN reading r ON r.id = t.reading JOIN document d ON d.id = r.document WHERE t.id = ?"),
        })?;
        for &(row, day, weight) in rows {
            let date = keys::date(day);
            *self.months.entry((date.year(), date.month())).or_default() += weight;
            let (tokens, of): (String, [Value; 3]) =
                read.query_row([row], |it| Ok((it.get(0)?, [it.get(1)?, it.get(2)?, it.get(3)?])))?;
            if let Some(token) = tokens.split(' ').find(|it| it.starts_with('o')) {
                match self.outlets.get_mut(token) {
                    Some(it) => it.1 += weight,
                    None => {
                        let name: Option<String> = outlet.query_row([row], |it| it.get(0))?;
                        self.outlets.insert(token.to_owned(), (name.unwrap_or_default(), weight));
                    }
                }
            }
            let [first, second, third] = of;
            match (kind, first) {
                (Kind::Statement, Value::Integer(party)) => *self.speakers.entry(party).or_default() += weight,
                (_, Value::Text(of_type)) => {
                    *self.types.entry(of_type).or_default() += weight;
                    for (into, value) in [(&mut self.statuses, second), (&mut self.countries, third)] {
                        if let Value::Text(value) = value {
                            *into.entry(value).or_default() += weight;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Counts anew what is shown, as far as that is bounded; beyond, what was estimated stands.
    fn corrected(&mut self, c: &Connection, kind: Kind, narrowed: &Narrowed) -> Result<()> {
        let recount = |token: String, estimate: &mut f64| -> Result<()> {
            let exact = count(c, kind, &narrowed.with(vec![token]), RECOUNTED)?;
            let counted = f64::from(u32::try_from(exact).unwrap_or(u32::MAX));
            *estimate = if exact < RECOUNTED { counted } else { estimate.max(counted) };
            Ok(())
        };
        for (country, sum) in keep_largest(&mut self.countries) {
            recount(country_token(country), sum)?;
        }
        let mut is_named = c.prepare_cached("SELECT 1 FROM party WHERE id = ? AND kind <> 'unnamed'")?;
        let all = std::mem::take(&mut self.speakers).into_iter();
        self.speakers = all.filter(|(party, _)| is_named.exists([party]).unwrap_or(true)).collect();
        for (party, sum) in keep_largest(&mut self.speakers) {
            recount(party_token(*party), sum)?;
        }
        Ok(())
    }

    fn join(&mut self, other: Self) {
        for (token, (name, sum)) in other.outlets {
            self.outlets.entry(token).or_insert((name, 0.0)).1 += sum;
        }
        fn add<K: std::hash::Hash + Eq>(to: &mut FxHashMap<K, f64>, from: FxHashMap<K, f64>) {
            from.into_iter().for_each(|(key, sum)| *to.entry(key).or_default() += sum);
        }
        add(&mut self.speakers, other.speakers);
        add(&mut self.types, other.types);
        add(&mut self.statuses, other.statuses);
        add(&mut self.countries, other.countries);
        add(&mut self.months, other.months);
    }
}

/// Leaves the values with most, which may be shown.
fn keep_largest<K: Ord + Clone + std::hash::Hash>(of: &mut FxHashMap<K, f64>) -> impl Iterator<Item = (&K, &mut f64)> {
    let mut all: Vec<(K, f64)> = std::mem::take(of).into_iter().collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    of.extend(all.into_iter().take(CANDIDATES));
    of.iter_mut()
}

/// Parties by their names, those that were merged as one; whoever has no name is another one in each report.
fn named(c: &Connection, parties: FxHashMap<i64, f64>) -> Result<Vec<Facet>> {
    let mut find = c.prepare_cached(
        "SELECT coalesce(m.id, p.id), coalesce(m.name, p.name) FROM party p LEFT JOIN party m ON m.id = p.merged_into
         WHERE p.id = ? AND coalesce(m.kind, p.kind) <> 'unnamed'",
    )?;
    let mut all: FxHashMap<i64, (String, f64)> = FxHashMap::default();
    for (party, count) in parties {
        let found = find.query_row([party], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((party, name)) = found else { continue };
        all.entry(party).or_insert((name, 0.0)).1 += count;
    }
    let mut out: Vec<Facet> =
        all.into_iter().filter_map(|(party, (name, count))| facet(&format!("p{party}"), &name, count)).collect();
    out.sort_by(|a, b| (b.count, &a.name, &a.value).cmp(&(a.count, &b.name, &b.value)));
    out.truncate(MOST);
    Ok(out)
}

/// The values with most, and how many.
pub(super) fn most_of(of: impl Iterator<Item = (String, f64)>, most: usize) -> Vec<Facet> {
    let mut out: Vec<Facet> = of.filter_map(|(value, count)| facet(&value, &value, count)).collect();
    out.sort_by(|a, b| (b.count, &a.value).cmp(&(a.count, &b.value)));
    out.truncate(most);
    out
}

fn facet(value: &str, name: &str, count: f64) -> Option<Facet> {
    let count = rounded(count);
    (count > 0).then(|| Facet { value: value.to_owned(), name: name.to_owned(), count })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Statement => "statement",
        Kind::Event => "event",
        Kind::Figure => "figure",
        Kind::Report => "report",
    }
}

fn month_of((year, month): (i16, i8)) -> String {
    format!("{year:04}-{month:02}")
}
