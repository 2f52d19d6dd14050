//! Reports about the same happenings within days.

use super::{Report, stored};
use crate::compare::story;
use rusqlite::{Connection, OptionalExtension as _, Result, params};
use rustc_hash::FxHashMap;

/// How many reports of one term within the days are looked at, the latest first.
const OF_TERM: i64 = 120;

/// How alike two reports have to be that are one story. Chosen on made-up reports, 1,600 within the days that are looked at; two reports
/// alone are told apart from [`story::ALIKE`] on.
pub(super) const NEAREST: f32 = 0.30;

/// How much more alike a report has to be on average to the reports of a story, by the logarithm of their number, and to the most of them:
/// among many, a few are alike by chance.
const BY_NUMBER: f32 = 0.04;
const AVERAGE: f32 = 0.36;

/// From this on a report counts as having anything in common with another.
const ANY: f32 = 0.05;

/// How alike a report is to others of those days, by their rows: their terms multiplied.
pub(super) type Alike = FxHashMap<i64, f32>;

/// Puts a report into a story; gives which others it is like.
pub(super) fn link(c: &Connection, it: Report<'_>) -> Result<Alike> {
    let terms = terms(c, it, true)?;
    let alike = alike_by(c, it, &terms)?;
    let mut store =
        c.prepare_cached("INSERT OR REPLACE INTO story_term (term, day, document, weight) VALUES (?, ?, ?, ?)")?;
    for (term, weight) in &terms {
        store.execute(params![stored(*term), it.day, it.document, f64::from(*weight)])?;
    }
    let story = match best(c, &alike)? {
        Some(story) => Some(story),
        None => before(c, it.document, &alike)?,
    };
    let story = match story {
        Some(story) => story,
        None => {
            c.prepare_cached("INSERT INTO story (first_day, last_day, reports) VALUES (?, ?, 0)")?
                .execute([it.day, it.day])?;
            c.last_insert_rowid()
        }
    };
    c.prepare_cached("UPDATE story SET first_day = min(first_day, ?2), last_day = max(last_day, ?2), reports = reports + 1 WHERE id = ?1")?
        .execute([story, it.day])?;
    c.prepare_cached("UPDATE document SET story = ? WHERE id = ?")?.execute([story, it.document])?;
    Ok(alike)
}

/// Which others a report is like that is in its story already.
pub(super) fn alike(c: &Connection, it: Report<'_>) -> Result<Alike> {
    alike_by(c, it, &terms(c, it, false)?)
}

/// The weighed terms of a report, which counts among those that have them if it is new.
fn terms(c: &Connection, it: Report<'_>, new: bool) -> Result<Vec<(u64, f32)>> {
    let document = &it.record.document;
    // A party that a report mentions once is no part of what it is about.
    let parties: Vec<&str> =
        it.record.parties.iter().filter(|it| it.mentions.len() > 1).map(|it| it.name.as_str()).collect();
    let places: Vec<&str> = it.record.places.iter().map(|it| it.name.as_str()).collect();
    let features = story::features(document.title.as_deref().unwrap_or_default(), &document.text, &parties, &places);
    let reports: i64 = c.prepare_cached("SELECT count(*) FROM document")?.query_row([], |row| row.get(0))?;
    let mut there = c.prepare_cached("SELECT reports FROM term_count WHERE term = ?")?;
    // An upsert that returns the count would make a table of its own each time.
    let mut count = c.prepare_cached(
        "INSERT INTO term_count (term, reports) VALUES (?1, ?2) ON CONFLICT (term) DO UPDATE SET reports = ?2",
    )?;
    let mut with: FxHashMap<u64, i64> = FxHashMap::default();
    for (term, _) in &features {
        let before: i64 = there.query_row([stored(*term)], |row| row.get(0)).optional()?.unwrap_or(0);
        if new {
            count.execute([stored(*term), before + 1])?;
        }
        with.insert(*term, (before + i64::from(new)).max(1));
    }
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(story::weigh(&features, |term| story::idf(number(reports), number(with.get(&term).copied().unwrap_or(1)))))
}

fn alike_by(c: &Connection, it: Report<'_>, terms: &[(u64, f32)]) -> Result<Alike> {
    let mut alike = Alike::default();
    let days = i64::from(story::DAYS);
    let mut find =
        c.prepare_cached("SELECT document, weight FROM story_term WHERE term = ? AND day BETWEEN ? AND ? ORDER BY day DESC, document DESC LIMIT ?")?;
    for (term, weight) in terms {
        for row in find.query_map([stored(*term), it.day - days, it.day + days, OF_TERM], |row| {
            Ok((row.get(0)?, row.get::<_, f64>(1)?))
        })? {
            let (other, of_other) = row?;
            #[allow(clippy::cast_possible_truncation)] // It went in as an f32.
            let product = weight * of_other as f32;
            *alike.entry(other).or_default() += product;
        }
    }
    Ok(alike)
}

/// The story whose reports are most alike on average: by one report alone, stories would grow together link by link.
fn best(c: &Connection, alike: &Alike) -> Result<Option<i64>> {
    let mut of_story: FxHashMap<i64, (f32, i64)> = FxHashMap::default();
    let mut find = c.prepare_cached(
        "SELECT s.id, s.reports FROM document d JOIN story s ON s.id = d.story WHERE d.id = ? AND d.replaced = 0",
    )?;
    for (other, likeness) in alike.iter().filter(|(_, likeness)| **likeness >= ANY) {
        // Versions that a page had before count no more.
        let found: Option<(i64, i64)> = find.query_row([other], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((story, reports)) = found else { continue };
        of_story.entry(story).or_insert((0.0, reports)).0 += likeness;
    }
    let enough = of_story.into_iter().filter_map(|(story, (sum, reports))| {
        #[allow(clippy::cast_precision_loss)] // A story has hundreds of reports, not millions.
        let reports = reports.max(1) as f32;
        let average = sum / reports;
        (average >= (NEAREST + BY_NUMBER * reports.ln()).min(AVERAGE)).then_some((story, average))
    });
    Ok(enough.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|it| it.0))
}

/// The story that the version of the page before this one was in, if it is still about that.
fn before(c: &Connection, document: i64, alike: &Alike) -> Result<Option<i64>> {
    let sql = "SELECT e.id, e.story FROM document d JOIN document e ON e.id = d.earlier WHERE d.id = ? AND e.story IS NOT NULL";
    let found: Option<(i64, i64)> =
        c.prepare_cached(sql)?.query_row([document], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.filter(|(earlier, _)| alike.get(earlier).is_some_and(|it| *it >= NEAREST)).map(|(_, story)| story))
}

/// The story of a report.
pub(super) fn of(c: &Connection, document: i64) -> Result<Option<i64>> {
    Ok(c.prepare_cached("SELECT story FROM document WHERE id = ?")?
        .query_row([document], |row| row.get(0))
        .optional()?
        .flatten())
}
