//! Records of one event: within a report by what the reader says, across reports by what they tell.

use super::{Report, group, stories};
use crate::compare::days::{Days, days};
use crate::compare::event::{self, EventTold, PartyTold};
use crate::compare::places::PlaceTold;
use rusqlite::{Connection, Result, params};
use rustc_hash::FxHashMap;

/// How many records of a type in the same story are looked at, the latest first.
const CANDIDATES: i64 = 60;

/// In how many reports of the story they are looked for, the latest first.
const REPORTS: i64 = 200;

/// The records of a type in the other reports of a story. By their readings, not by their type: of a type there are more with every report.
const OF_STORY: &str = "WHERE e.reading IN (
      SELECT r.id FROM document d JOIN reading r ON r.document = d.id AND r.superseded = 0
      WHERE d.story = ?1 AND d.id <> ?2 AND d.replaced = 0 ORDER BY d.id DESC LIMIT ?5
    ) AND +e.type = ?3 ORDER BY e.id DESC LIMIT ?4";

/// A record of an event as it stands in the ledger.
pub(crate) struct EventRow {
    pub(crate) id: i64,
    pub(crate) event_type: String,
    pub(crate) modes: String,
    pub(crate) status: String,
    pub(crate) when: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) at: Option<(f64, f64)>,
    pub(crate) dead: Option<(u64, Option<u64>)>,
    pub(crate) injured: Option<(u64, Option<u64>)>,
    pub(crate) day: i64,
    pub(crate) same_as: i64,
    /// Role, party, name.
    pub(crate) parties: Vec<(String, Option<i64>, String)>,
}

impl EventRow {
    /// The rows of a question that gives the columns of `COLUMNS` of an event `e`.
    pub(crate) fn all(c: &Connection, rest: &str, values: impl rusqlite::Params) -> Result<Vec<Self>> {
        let sql = format!(
            "SELECT e.id, e.type, e.modes, e.status, e.\"when\", e.place, e.country, e.lat, e.lon, e.dead_low, e.dead_high, e.injured_low, e.injured_high, e.day,
             e.same_as FROM event e {rest}"
        );
        let number = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok());
        let mut rows: Vec<Self> = c
            .prepare_cached(&sql)?
            .query_map(values, |row| {
                Ok(Self {
                    id: row.get(0)?,
                    event_type: row.get(1)?,
                    modes: row.get(2)?,
                    status: row.get(3)?,
                    when: row.get(4)?,
                    place: row.get(5)?,
                    country: row.get(6)?,
                    at: row.get::<_, Option<f64>>(7)?.zip(row.get::<_, Option<f64>>(8)?),
                    dead: number(row.get(9)?).zip(Some(number(row.get(10)?))),
                    injured: number(row.get(11)?).zip(Some(number(row.get(12)?))),
                    day: row.get(13)?,
                    same_as: row.get(14)?,
                    parties: Vec::new(),
                })
            })?
            .collect::<Result<_>>()?;
        let mut parties = c.prepare_cached(
            // A party that is known in its report alone is told by its name: *a fishing boat* is another one in every report.
            "SELECT role, CASE WHEN m.merged_into IS NOT NULL THEN m.merged_into WHEN instr(m.key, '@') = 0 THEN m.id END, t.name
             FROM participant t LEFT JOIN party m ON m.id = t.party WHERE t.event = ? ORDER BY role, place",
        )?;
        for row in &mut rows {
            row.parties =
                parties.query_map([row.id], |of| Ok((of.get(0)?, of.get(1)?, of.get(2)?)))?.collect::<Result<_>>()?;
        }
        Ok(rows)
    }

    /// It as it is compared. `teller`: who tells it.
    pub(crate) fn told(&self, teller: u64) -> EventTold<'_> {
        let of = |role: &str| {
            let parties = self.parties.iter().filter(|it| it.0 == role);
            parties.map(|(_, id, name)| PartyTold { id: id.and_then(|id| u64::try_from(id).ok()), name }).collect()
        };
        EventTold {
            teller,
            event_type: &self.event_type,
            modes: self.modes.split_whitespace().collect(),
            actors: of("actor"),
            recipients: of("recipient"),
            status: &self.status,
            when: self.when.as_deref().and_then(days),
            reported: i32::try_from(self.day).ok(),
            place: self.place.as_deref().map(|name| PlaceTold {
                name,
                country: self.country.as_deref(),
                admin1: None,
                at: self.at,
            }),
            dead: self.dead,
            injured: self.injured,
        }
    }
}

pub(super) fn link(c: &Connection, it: Report<'_>) -> Result<()> {
    let own = EventRow::all(c, "WHERE e.reading = ?", [it.reading])?;
    let mut first: FxHashMap<i64, i64> = FxHashMap::default();
    for event in &own {
        let of = *first.entry(event.same_as).or_insert(event.id);
        if of != event.id {
            group(c, "event", "happening", event.id, &[of])?;
        }
    }
    let Some(story) = stories::of(c, it.document)? else { return Ok(()) };
    let mut of_type: FxHashMap<&str, Vec<EventRow>> = FxHashMap::default();
    for event in &own {
        if !of_type.contains_key(event.event_type.as_str()) {
            let rows = EventRow::all(c, OF_STORY, params![story, it.document, event.event_type, CANDIDATES, REPORTS])?;
            of_type.insert(&event.event_type, rows);
        }
        let others = of_type.get(event.event_type.as_str()).map_or(&[][..], Vec::as_slice);
        let told = event.told(0);
        let likeness = |other: &EventRow| event::same_event(&told, &other.told(1)).map(|sure| (sure, other.id));
        let best = others.iter().filter_map(likeness).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, other)) = best {
            group(c, "event", "happening", event.id, &[other])?;
        }
    }
    Ok(())
}

/// Days as an ISO date or interval.
pub(crate) fn iso(days: Days) -> String {
    let date = |day: i32| crate::keys::date(i64::from(day)).to_string();
    if days.first == days.last { date(days.first) } else { format!("{}/{}", date(days.first), date(days.last)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_a_story_are_found_by_its_reports() {
        let path = std::env::temp_dir().join(format!("sayso-plan-{}.ledger", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let ledger = crate::Ledger::open(&path).unwrap();
        let plan: Vec<String> = ledger
            .connection
            .prepare(&format!("EXPLAIN QUERY PLAN SELECT e.id FROM event e {OF_STORY}"))
            .unwrap()
            .query_map(params![1, 1, "PROTEST", CANDIDATES, REPORTS], |row| row.get(3))
            .unwrap()
            .collect::<Result<_>>()
            .unwrap();
        let _ = std::fs::remove_file(&path);
        let plan = plan.join("\n");
        assert!(plan.contains("USING INDEX event_reading (reading=?)") && plan.contains("document_story"), "{plan}");
        assert!(!plan.contains("SCAN e") && !plan.contains("SCAN d") && !plan.contains("SCAN r"), "{plan}");
    }
}
