//! People, bodies and places across reports.
//!
//! Who is taken for the same is settled by a party's *key* alone, so that the same reports give the same register in any order. People
//! decide above it: a merge says that two keys mean one party, a split that a key means another party in certain reports. Both are kept
//! as decisions and hold for whatever is read later.

use crate::keys::folded;
use crate::{Error, Ledger, What};
use rusqlite::{Connection, OptionalExtension as _, Result, params};
use sayso_wire::Party;

/// Words before a person's name that are no part of it. Keys are stored and rest on this list, so that it stays as it is, whatever titles
/// the reader comes to know.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "mx",
    "prime",
    "vice",
    "deputy",
    "secretary",
    "colonel",
    "lieutenant",
    "sergeant",
    "admiral",
    "archbishop",
    "cardinal",
    "rev",
    "reverend",
    "sheriff",
    "councillor",
    "congressman",
    "congresswoman",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "senator",
    "sen",
    "rep",
    "gov",
    "governor",
    "gen",
    "general",
    "col",
    "capt",
    "captain",
    "lt",
    "sgt",
    "judge",
    "justice",
    "minister",
    "chancellor",
    "pope",
    "king",
    "queen",
    "prince",
    "princess",
    "sheikh",
    "ambassador",
    "mayor",
];

/// How many decisions are followed from one to the next; no chain that people made is as long.
const DEEP: usize = 100;

/// The key of a party that a report mentions. `report` tells the report from others.
///
/// Names of people need two words to be known beyond their report: a last name alone never makes two people one. What has no name of its
/// own (*a senior official*, *protesters*) is known in its report alone, too.
pub(crate) fn key(party: &Party, report: &str) -> String {
    let name = folded(&party.name);
    match party.kind.as_str() {
        "person" => {
            let words = untitled(&name);
            let full = |word: &str| word.chars().count() > 1;
            // A last name, also behind one initial, is nobody's alone.
            if words.len() < 2 || (words.len() == 2 && !full(words[0])) {
                return format!("person:{}@{report}", words.join(" "));
            }
            // A middle initial comes and goes; a middle name or *Jr.* may tell two people apart, and so do initials where there is nothing else.
            let last = words.len() - 1;
            let kept: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(i, word)| *i == 0 || *i == last || full(word) || !full(words[0]))
                .map(|(_, word)| *word)
                .collect();
            format!("person:{}", kept.join(" "))
        }
        "organization" | "government" | "outlet" => format!("body:{}", name.strip_prefix("the ").unwrap_or(&name)),
        "place" => format!("place:{name}"),
        "document" if party.name.chars().next().is_some_and(char::is_uppercase) => format!("document:{name}"),
        kind => format!("{kind}:{name}@{report}"),
    }
}

/// The words of a person's folded name without titles before it; one word always stays.
fn untitled(name: &str) -> Vec<&str> {
    let words: Vec<&str> = name.split(' ').collect();
    let titles = words.iter().take(words.len() - 1).take_while(|word| TITLES.contains(word)).count();
    words[titles..].to_vec()
}

/// The names that a person is asked for by: as told, without titles, and by the last name; whoever asks by that sees everybody who has it.
fn names(name: &str) -> Vec<String> {
    let words = untitled(name);
    let last = words.iter().rfind(|word| !matches!(**word, "jr" | "sr" | "ii" | "iii" | "iv"));
    let mut out = vec![name.to_owned(), words.join(" ")];
    out.extend(last.map(|word| (*word).to_owned()));
    out.dedup();
    out
}

/// A name as somebody asks for it: folded, without titles and *the*.
pub(crate) fn asked(name: &str) -> String {
    let name = folded(name);
    untitled(name.strip_prefix("the ").unwrap_or(&name)).join(" ")
}

/// The party that a key means in a report, made if it is new. What people decided comes first.
pub(crate) fn party(c: &Connection, told: &Party, report: &str) -> Result<i64> {
    let mut key = key(told, report);
    // What was split once can be split again.
    for _ in 0..DEEP {
        let Some(other) = decided(c, "split", &format!("{key}@{report}"))? else { break };
        key = other;
    }
    let found: Option<i64> =
        c.prepare_cached("SELECT id FROM party WHERE key = ?")?.query_row([&key], |row| row.get(0)).optional()?;
    let id = match found {
        Some(id) => {
            // The first code told stands until a reading tells one where there was none.
            c.prepare_cached("UPDATE party SET country = coalesce(country, ?2), sector = coalesce(sector, ?3), code = coalesce(code, ?4) WHERE id = ?1 AND code IS NULL")?
                .execute(params![id, told.country, told.sector, told.code])?;
            id
        }
        None => {
            c.prepare_cached("INSERT INTO party (key, name, kind, country, sector, code) VALUES (?, ?, ?, ?, ?, ?)")?
                .execute(params![key, told.name, told.kind, told.country, told.sector, told.code])?;
            let id = c.last_insert_rowid();
            let into = end_of_merges(c, &key)?;
            if into != key {
                c.execute(
                    "UPDATE party SET merged_into = (SELECT id FROM party WHERE key = ?2) WHERE id = ?1",
                    params![id, into],
                )?;
            }
            id
        }
    };
    let name = folded(&told.name);
    let names = if told.kind == "person" { names(&name) } else { vec![name] };
    for name in names {
        c.prepare_cached("INSERT OR IGNORE INTO alias (folded, party, name) VALUES (?, ?, ?)")?
            .execute(params![name, id, told.name])?;
    }
    Ok(id)
}

/// A new version of a page inherits what was decided about parties in the version before it.
pub(crate) fn carry_over(c: &Connection, before: &str, after: &str) -> Result<()> {
    let (before, after) = (format!("@{before}"), format!("@{after}"));
    c.execute(
        "INSERT INTO decision (made, what, subject, value, made_by)
         SELECT made, what, replace(subject, ?1, ?2), replace(value, ?1, ?2), made_by FROM decision
         WHERE what IN ('merge', 'split') AND undone = 0 AND instr(subject, ?1) > 0 ORDER BY id",
        [before, after],
    )?;
    Ok(())
}

/// What was decided last about a subject.
fn decided(c: &Connection, what: &str, subject: &str) -> Result<Option<String>> {
    c.prepare_cached(
        "SELECT value FROM decision WHERE what = ? AND subject = ? AND undone = 0 ORDER BY id DESC LIMIT 1",
    )?
    .query_row([what, subject], |row| row.get(0))
    .optional()
}

impl Ledger {
    /// Decides that two parties are one, from now on and for what will be read: `other` goes under the name of `into`.
    ///
    /// # Errors
    /// If there are no such parties, or the ledger cannot be written.
    pub fn merge(&mut self, other: i64, into: i64) -> Result<(), Error> {
        self.decided_by(|c| {
            let (other, into) = match (in_force(c, other)?, in_force(c, into)?) {
                (Some(other), Some(into)) => (other, into),
                (None, _) => return Ok(Err(format!("there is no party {other}"))),
                (_, None) => return Ok(Err(format!("there is no party {into}"))),
            };
            if other == into {
                return Ok(Err("these are one party already".into()));
            }
            decide(c, "merge", &key_of(c, other)?, &key_of(c, into)?, "")?;
            c.execute("UPDATE party SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1", [other, into])?;
            Ok(Ok(()))
        })
    }

    /// Takes back the merge of a party with another. What was merged with it before goes with it.
    ///
    /// # Errors
    /// If it was not merged, or the ledger cannot be written.
    pub fn unmerge(&mut self, party: i64) -> Result<(), Error> {
        self.decided_by(|c| {
            let merged: Option<(String, i64)> = c
                .query_row(
                    "SELECT key, merged_into FROM party WHERE id = ? AND merged_into IS NOT NULL",
                    [party],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let Some((key, root)) = merged else {
                return Ok(Err(format!("party {party} is not merged with another")));
            };
            c.execute("UPDATE decision SET undone = 1 WHERE what = 'merge' AND subject = ?", [&key])?;
            let members: Vec<(i64, String)> = c
                .prepare("SELECT id, key FROM party WHERE merged_into = ?")?
                .query_map([root], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_>>()?;
            for (id, key) in members {
                let end = end_of_merges(c, &key)?;
                c.execute(
                    "UPDATE party SET merged_into = (SELECT id FROM party WHERE key = ?2 AND id <> ?1) WHERE id = ?1",
                    params![id, end],
                )?;
            }
            Ok(Ok(()))
        })
    }

    /// Decides that a party, with all that is merged into it, is somebody else in these reports; gives the number of the new party.
    ///
    /// # Errors
    /// If the party is in none of them, or the ledger cannot be written.
    pub fn split(&mut self, party: i64, documents: &[i64]) -> Result<i64, Error> {
        self.decided_by(|c| {
            let mut there: Vec<(i64, i64)> = Vec::new();
            for document in documents {
                let mut of = c.prepare_cached(
                    "SELECT DISTINCT a.party FROM reading r JOIN appearance a ON a.reading = r.id
                     WHERE r.document = ?2 AND a.party IN (SELECT id FROM party WHERE id = ?1 OR merged_into = ?1) ORDER BY 1",
                )?;
                for member in of.query_map([party, *document], |row| row.get(0))? {
                    there.push((member?, *document));
                }
            }
            if there.is_empty() {
                return Ok(Err(format!("party {party} is in none of these reports")));
            }
            let key = key_of(c, party)?;
            // Also those that were split off from parts count, so that no key comes twice.
            let others: i64 =
                c.query_row("SELECT count(*) FROM party WHERE substr(key, 1, length(?1) + 1) = ?1 || '#'", [&key], |row| row.get(0))?;
            let other = format!("{key}#{}", others + 2);
            c.execute("INSERT INTO party (key, name, kind) SELECT ?2, name, kind FROM party WHERE id = ?1", params![party, other])?;
            let id = c.last_insert_rowid();
            for (member, document) in there {
                let digest: Vec<u8> = c.query_row("SELECT digest FROM document WHERE id = ?", [document], |row| row.get(0))?;
                decide(c, "split", &format!("{}@{}", key_of(c, member)?, crate::record::report_key(&digest)), &other, "")?;
                crate::record::goes_over(c, member, id, document)?;
                c.execute("INSERT OR IGNORE INTO alias (folded, party, name) SELECT folded, ?2, name FROM alias WHERE party = ?1", [member, id])?;
            }
            Ok(Ok(id))
        })
    }

    /// Runs a decision in one transaction; one that cannot be meant is refused with the reason, and has changed nothing.
    fn decided_by<T>(&mut self, decision: impl FnOnce(&Connection) -> Result<Result<T, String>>) -> Result<T, Error> {
        self.change(decision)?.map_err(|why| Error::new(&self.path, What::Question(why)))
    }

    /// The party that speaks for this one after all merges.
    pub(crate) fn in_force(&self, party: i64) -> Result<i64, Error> {
        self.ask(|c| in_force(c, party))?
            .ok_or_else(|| Error::new(&self.path, What::Question(format!("there is no party {party}"))))
    }
}

fn in_force(c: &Connection, party: i64) -> Result<Option<i64>> {
    c.query_row("SELECT coalesce(merged_into, id) FROM party WHERE id = ?", [party], |row| row.get(0)).optional()
}

fn key_of(c: &Connection, party: i64) -> Result<String> {
    c.query_row("SELECT key FROM party WHERE id = ?", [party], |row| row.get(0))
}

/// Where the merges of a key end: the key of the party that speaks for it, itself if it was never merged.
fn end_of_merges(c: &Connection, key: &str) -> Result<String> {
    let mut end = key.to_owned();
    for _ in 0..DEEP {
        let Some(next) = decided(c, "merge", &end)? else { break };
        end = next;
    }
    Ok(end)
}

/// Keeps a decision, and who made it.
pub(crate) fn decide(c: &Connection, what: &str, subject: &str, value: &str, by: &str) -> Result<()> {
    let made = jiff::Timestamp::now().to_string();
    let sql = "INSERT INTO decision (made, what, subject, value, made_by) VALUES (?, ?, ?, ?, ?)";
    c.execute(sql, [&made, what, subject, value, by])?;
    Ok(())
}
