//! What a reading found, as rows of the tables and of full text search.

use crate::export::Words;
use crate::keys::{country_token, party_token, status_token, tokens, type_token};
use crate::register;
use rusqlite::{Connection, Result, params};
use sayso_wire::{By, Participant, Record, Span};
use std::fmt::Write as _;

/// The rows of one reading.
pub(crate) struct Rows<'a> {
    c: &'a Connection,
    record: &'a Record,
    words: Words<'a>,
    reading: i64,
    day: i64,
    searched: bool,
}

impl<'a> Rows<'a> {
    /// `searched`: whether full text search gets them, too. Row by row that costs one change of the index a transaction; from a `SELECT`
    /// it would cost one a statement.
    pub(crate) fn new(c: &'a Connection, record: &'a Record, reading: i64, day: i64, searched: bool) -> Self {
        Self { c, record, words: Words::new(&record.document.text), reading, day, searched }
    }

    /// Writes them all. `report` tells the report from others in the register.
    pub(crate) fn all(&self, report: &str) -> Result<()> {
        let parties = self.parties(report)?;
        let statements = self.statements(&parties)?;
        self.events(&parties, &statements)?;
        self.figures(&statements)?;
        self.places()
    }

    /// The tokens that everything in the report shares.
    fn keys(&self) -> String {
        tokens(self.day, self.record.document.outlet.as_deref())
    }

    /// The number in the register of each party of the record.
    fn parties(&self, report: &str) -> Result<Vec<i64>> {
        let mut out = Vec::with_capacity(self.record.parties.len());
        let mut appear = self.c.prepare_cached(
            "INSERT OR IGNORE INTO appearance (reading, number, party, name, role, mentions) VALUES (?, ?, ?, ?, ?, ?)",
        )?;
        for it in &self.record.parties {
            let id = register::party(self.c, it, report)?;
            appear.execute(params![self.reading, it.id, id, it.name, it.role, whole(it.mentions.len() as u64)])?;
            out.push(id);
        }
        Ok(out)
    }

    /// The row of each statement of the record.
    fn statements(&self, parties: &[i64]) -> Result<Vec<i64>> {
        let mut insert = self.c.prepare_cached(
            "INSERT INTO statement (reading, number, day, speaker, speaker_name, source, cue, words, keys, manner, act, said_on, addressee, within, start, \"end\",
             found_by, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let mut index = self.c.prepare_cached("INSERT INTO statement_words (rowid, words, keys) VALUES (?, ?, ?)")?;
        let mut out = Vec::with_capacity(self.record.statements.len());
        for it in &self.record.statements {
            let words = self.words.joined(&it.content);
            let speaker = it.party.and_then(|number| parties.get(number as usize).copied());
            let mut keys = self.keys();
            if let Some(speaker) = speaker {
                keys.push(' ');
                keys.push_str(&party_token(speaker));
            }
            let start = it.content.iter().map(|span| span[0]).min().unwrap_or_default();
            let end = it.content.iter().map(|span| span[1]).max().unwrap_or_default();
            let told = |span: Option<Span>| span.map(|span| self.words.at(span));
            let (by, score) = found_by(&it.by);
            insert.execute(params![
                self.reading,
                it.id,
                self.day,
                speaker,
                it.speaker,
                told(it.source),
                told(it.cue),
                words,
                keys,
                it.manner,
                it.act,
                it.said_on,
                told(it.addressee),
                it.within,
                start,
                end,
                by,
                score
            ])?;
            let id = self.c.last_insert_rowid();
            if self.searched {
                index.execute(params![id, words, keys])?;
            }
            out.push(id);
        }
        Ok(out)
    }

    fn events(&self, parties: &[i64], statements: &[i64]) -> Result<()> {
        let mut insert = self.c.prepare_cached(
            "INSERT INTO event (reading, number, day, type, modes, status, words, names, keys, \"when\", place, lat, lon, country, geonames_id, dead_low, dead_high,
             injured_low, injured_high, cameo, quad, scale, statement, same_as, start, \"end\", found_by, score)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let mut index =
            self.c.prepare_cached("INSERT INTO event_words (rowid, words, names, keys) VALUES (?, ?, ?, ?)")?;
        let mut take_part = self
            .c
            .prepare_cached("INSERT INTO participant (event, role, place, party, name) VALUES (?, ?, ?, ?, ?)")?;
        for it in &self.record.events {
            let geo = it.geo.as_ref();
            let (words, (names, keys)) = (self.words.at(it.trigger), self.event_tokens(it, parties));
            let statement = it.attributed_to.and_then(|number| statements.get(number as usize));
            let (by, score) = found_by(&it.by);
            insert.execute(params![
                self.reading,
                it.id,
                self.day,
                it.event_type,
                it.modes.join(" "),
                it.status,
                words,
                names,
                keys,
                it.when,
                it.place,
                geo.map(|geo| geo.lat.0),
                geo.map(|geo| geo.lon.0),
                geo.and_then(|geo| geo.country.as_ref()),
                geo.and_then(|geo| geo.geonames_id),
                it.dead.map(|(low, _)| whole(low)),
                it.dead.and_then(|(_, high)| high.map(whole)),
                it.injured.map(|(low, _)| whole(low)),
                it.injured.and_then(|(_, high)| high.map(whole)),
                it.cameo,
                it.quad,
                it.scale.0,
                statement,
                it.same_as,
                it.trigger[0],
                it.trigger[1],
                by,
                score
            ])?;
            let event = self.c.last_insert_rowid();
            if self.searched {
                index.execute(params![event, words, names, keys])?;
            }
            for (role, of) in [("actor", &it.actors), ("recipient", &it.recipients)] {
                for (place, who) in of.iter().enumerate() {
                    let party = who.party.and_then(|number| parties.get(number as usize));
                    take_part.execute(params![event, role, whole(place as u64), party, who.name])?;
                }
            }
        }
        Ok(())
    }

    /// Who and where, as words to search, and the tokens that narrow a search of events.
    fn event_tokens(&self, event: &sayso_wire::Event, parties: &[i64]) -> (String, String) {
        let mut keys = format!("{} {} {}", self.keys(), type_token(&event.event_type), status_token(&event.status));
        let mut names: Vec<&str> = Vec::new();
        for (letter, of) in [('a', &event.actors), ('r', &event.recipients)] {
            for Participant { name, party, .. } in of {
                names.push(name);
                if let Some(party) = party.and_then(|number| parties.get(number as usize)) {
                    // Writing to a string cannot fail.
                    let _ = write!(keys, " {letter}{party}");
                }
            }
        }
        names.extend(event.place.as_deref());
        if let Some(country) = event.geo.as_ref().and_then(|geo| geo.country.as_deref()) {
            let _ = write!(keys, " {}", country_token(country));
        }
        (names.join("; "), keys)
    }

    fn figures(&self, statements: &[i64]) -> Result<()> {
        let mut insert = self.c.prepare_cached(
            "INSERT INTO figure (reading, number, day, words, low, high, unit, \"of\", keys, per, \"when\", place, statement, start, \"end\", found_by, score)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let mut index =
            self.c.prepare_cached("INSERT INTO figure_words (rowid, words, \"of\", keys) VALUES (?, ?, ?, ?)")?;
        let keys = self.keys();
        for it in &self.record.figures {
            let statement = it.attributed_to.and_then(|number| statements.get(number as usize));
            let (by, score) = found_by(&it.by);
            insert.execute(params![
                self.reading,
                it.id,
                self.day,
                self.words.at(it.span),
                it.low.map(|n| n.0),
                it.high.map(|n| n.0),
                it.unit,
                it.of,
                keys,
                it.per,
                it.when,
                it.place,
                statement,
                it.span[0],
                it.span[1],
                by,
                score
            ])?;
            if self.searched {
                let figure = self.c.last_insert_rowid();
                index.execute(params![figure, self.words.at(it.span), it.of, keys])?;
            }
        }
        Ok(())
    }

    fn places(&self) -> Result<()> {
        let mut insert = self.c.prepare_cached(
            "INSERT OR IGNORE INTO place (reading, start, \"end\", name, lat, lon, country, admin1, geonames_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for it in &self.record.places {
            insert.execute(params![
                self.reading,
                it.span[0],
                it.span[1],
                it.name,
                it.lat.0,
                it.lon.0,
                it.country,
                it.admin1,
                it.geonames_id
            ])?;
        }
        Ok(())
    }
}

/// SQLite's whole numbers end at 2^63; nobody counts that many dead.
fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn found_by(by: &By) -> (&str, f64) {
    match by {
        By::Rule { rule, score } => (rule, score.0),
        By::Head { head, score } => (head, score.0),
    }
}
