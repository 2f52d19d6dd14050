//! `sayso score --swap PAIRS GOLD`: does what is read depend on who is named?
//!
//! Each text is read twice, as it stands and with the words of a table exchanged: everything at once, and each group of
//! pairs alone. A statement is the same in both readings where source, cue, content and the statement it lies within are
//! at the same words, manner and day are equal, and the speaker is the exchanged one. Statements of both readings count,
//! so one that changes counts in each of the two; texts in which nothing is exchanged do not count. Events likewise, by
//! trigger, type, modes, participants, status, time and place.

mod events;
mod exchange;
mod pairs;

use super::annotations::{Annotations, Span, Statement};
use super::compare::{Match, alike, ratio, with_unpaired};
use super::errors::{Kind, describe};
use super::names::folded;
use super::text::{Text, pair};
use super::{Entry, Show, json, read_text, read_with};
use anyhow::{Context as _, Result, anyhow, bail};
use exchange::exchange;
use pairs::{Group, Pairs};
use sayso::Reader;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Reads the articles of a gold folder twice, and returns what is to be printed.
///
/// # Errors
/// If a file is absent or unreadable, or the table is none; the message names the file.
pub(super) fn score(
    table: &Path,
    (gold, articles): (&Path, &[String]),
    index: &HashMap<String, Entry>,
    reader: &Reader,
    show: Show,
) -> Result<String> {
    if matches!(show, Show::Errors(Kind::Figures)) {
        bail!("--swap compares statements and events; ask for --errors statements or --errors events");
    }
    let words = fs::read_to_string(table).with_context(|| table.display().to_string())?;
    let pairs = Pairs::parse(&words).map_err(|fault| anyhow!("{}: {fault}", table.display()))?;
    let mut rows: Vec<Row> = std::iter::once(("all", &Group::ALL[..]))
        .chain(Group::ALL.iter().map(|group| (group.name(), std::slice::from_ref(group))))
        .map(|(name, groups)| Row { name, groups, tally: Tally::default() })
        .collect();
    let mut list = String::new();
    for doc in articles {
        let words = read_text(&gold.join("text").join(format!("{doc}.txt")))?;
        let entry = index.get(doc).cloned().unwrap_or_default();
        let first = read_with(reader, &words, doc, Some(&entry))?;
        for row in &mut rows {
            let swapped = |text: &str| exchange(text, &pairs, row.groups);
            let now = swapped(&words);
            if now.count == 0 {
                continue;
            }
            let entry = Entry { title: entry.title.as_deref().map(|it| swapped(it).text), ..entry.clone() };
            let second = read_with(reader, &now.text, doc, Some(&entry))?;
            let before = first.statements.iter().map(|it| {
                let speaker = it.speaker.as_deref().map(|it| swapped(it).text);
                placed(it, speaker, |span| now.forward(span))
            });
            let after = second.statements.iter().map(|it| placed(it, it.speaker.clone(), |span| now.whole(span)));
            let call = |name: &str| swapped(name).text;
            let acts = first.events.iter().map(|it| events::placed(it, call, |span| now.forward(span)));
            let acts_after = second.events.iter().map(|it| events::placed(it, str::to_owned, |span| now.whole(span)));
            let both = [(before.collect(), acts.collect()), (after.collect(), acts_after.collect())]
                .map(|(statements, events)| Annotations { statements, events, ..Annotations::default() });
            let text = Text::new(&now.text);
            let matches = compare(&text, &both[0].statements, &both[1].statements);
            let of_events = events::compare(&both[0].events, &both[1].events);
            row.tally.texts += 1;
            row.tally.exchanged += now.count;
            row.tally.statements.count(&matches);
            row.tally.events.count(&of_events);
            list += &match show {
                Show::Errors(Kind::Events) => listed(Kind::Events, doc, row.name, &text, &both, &of_events),
                _ => listed(Kind::Statements, doc, row.name, &text, &both, &matches),
            };
        }
    }
    Ok(match show {
        Show::Errors(_) => list,
        Show::Json => json(&rows.iter().map(|row| (row.name, row.shown())).collect::<BTreeMap<_, _>>())?,
        Show::Table => {
            rows.iter().fold(format!("{} articles, read twice\n", articles.len()), |out, row| out + &row.line())
        }
    })
}

/// A statement with its words elsewhere, and its speaker called so.
fn placed(it: &Statement, speaker: Option<String>, place: impl Fn(Span) -> Span) -> Statement {
    Statement {
        content: it.content.iter().map(|&span| place(span)).collect(),
        source: it.source.map(&place),
        speaker,
        cue: it.cue.map(&place),
        manner: it.manner.clone(),
        said_on: it.said_on.clone(),
        within: it.within,
    }
}

/// The statements of both readings in pairs, with what differs.
fn compare(text: &Text, before: &[Statement], after: &[Statement]) -> Vec<Match> {
    let cover = |all: &[Statement]| all.iter().map(|it| text.cover(&it.content)).collect::<Vec<_>>();
    let (ours, theirs) = (cover(before), cover(after));
    let pairs = pair(before.len(), after.len(), |i, j| {
        let same = [before[i].cue == after[j].cue, before[i].source == after[j].source];
        let share = alike(&ours[i], &theirs[j]);
        // Two statements may have one content; the cue tells them apart.
        if share >= 0.5 { share + ratio(same.into_iter().filter(|&it| it).count(), 2) } else { 0.0 }
    });
    let partner: HashMap<Option<i64>, Option<i64>> = pairs.iter().map(|&(i, j)| (number(i), number(j))).collect();
    let called = |it: &Statement| it.speaker.as_deref().map(folded);
    let matches = pairs.iter().map(|&(i, j)| {
        let (a, b) = (&before[i], &after[j]);
        let outer = if a.within.is_some() { partner.get(&a.within).copied() } else { Some(None) };
        let wrong = [
            ("source", a.source != b.source),
            ("cue", a.cue != b.cue),
            ("content", a.content != b.content),
            ("speaker", called(a) != called(b)),
            ("manner", a.manner != b.manner),
            ("said_on", a.said_on != b.said_on),
            ("within", outer != Some(b.within)),
        ];
        let wrong = wrong.into_iter().filter(|it| it.1).map(|it| it.0).collect();
        Match { gold: Some(i), predicted: Some(j), wrong }
    });
    with_unpaired(matches.collect(), before.len(), after.len())
}

fn number(index: usize) -> Option<i64> {
    i64::try_from(index).ok()
}

/// A line for every record that changes: `DOC  GROUP  lost|new|changed FIELDS  record`, and what it changed into on a
/// line of its own. Both stand as in the text after the exchange.
fn listed(
    kind: Kind,
    doc: &str,
    group: &str,
    text: &Text,
    [before, after]: &[Annotations; 2],
    matches: &[Match],
) -> String {
    let mut out = String::new();
    for it in matches {
        let line = |of: &Annotations, at: usize| describe(kind, of, at, text);
        // Writing to a string cannot fail.
        let _ = match *it {
            Match { gold: Some(i), predicted: None, .. } => writeln!(out, "{doc}  {group}  lost  {}", line(before, i)),
            Match { gold: None, predicted: Some(j), .. } => writeln!(out, "{doc}  {group}  new  {}", line(after, j)),
            Match { gold: Some(i), predicted: Some(j), ref wrong } if !wrong.is_empty() => {
                let (wrong, i, j) = (wrong.join(", "), line(before, i), line(after, j));
                writeln!(out, "{doc}  {group}  changed {wrong}\n    before {i}\n    after  {j}")
            }
            _ => Ok(()),
        };
    }
    out
}

/// One line of the table.
struct Row<'a> {
    name: &'static str,
    groups: &'a [Group],
    tally: Tally,
}

/// What became of the records of both readings.
#[derive(Clone, Default)]
struct Tally {
    texts: usize,
    exchanged: usize,
    statements: Changes,
    events: Changes,
}

/// What became of the records of one kind.
#[derive(Clone, Default, Serialize)]
struct Changes {
    records: usize,
    changed: usize,
    /// In how many pairs a field differs, and what only one reading has.
    fields: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Shown<'a> {
    share: f64,
    /// The rest, since floors are for what should be high.
    same: f64,
    #[serde(flatten)]
    changes: &'a Changes,
}

/// Statements stand on top, events beside them.
#[derive(Serialize)]
struct ShownRow<'a> {
    #[serde(flatten)]
    statements: Shown<'a>,
    texts: usize,
    exchanged: usize,
    events: Shown<'a>,
}

impl Changes {
    fn count(&mut self, matches: &[Match]) {
        for it in matches {
            let sides = usize::from(it.gold.is_some()) + usize::from(it.predicted.is_some());
            self.records += sides;
            let alone = match (it.gold, it.predicted) {
                (_, None) => Some("lost"),
                (None, _) => Some("new"),
                _ => None,
            };
            let fields: Vec<&'static str> = it.wrong.iter().copied().chain(alone).collect();
            if !fields.is_empty() {
                self.changed += sides;
            }
            for field in fields {
                *self.fields.entry(field).or_default() += 1;
            }
        }
    }

    fn shown(&self) -> Shown<'_> {
        let share = if self.records == 0 { 0.0 } else { ratio(self.changed, self.records) };
        Shown { share, same: 1.0 - share, changes: self }
    }

    /// `changed  1.40 %   12 of 890 statements`, and the fields that differ.
    fn line(&self, records: &str, among: &str) -> String {
        let Self { records: count, changed, ref fields } = *self;
        let share = self.shown().share * 100.0;
        let fields: Vec<String> = fields.iter().map(|(name, count)| format!("{name} {count}")).collect();
        let line = format!("changed {share:5.2} %   {changed} of {count} {records}   {among}{}", fields.join(", "));
        line.trim_end().to_owned()
    }
}

impl Row<'_> {
    fn shown(&self) -> ShownRow<'_> {
        let Tally { texts, exchanged, ref statements, ref events } = self.tally;
        ShownRow { statements: statements.shown(), texts, exchanged, events: events.shown() }
    }

    fn line(&self) -> String {
        let Tally { texts, exchanged, ref statements, ref events } = self.tally;
        let among = format!("{exchanged} words in {texts} texts   ");
        let mut out = format!("{:10} {}\n", self.name, statements.line("statements", &among));
        if events.records > 0 {
            out += &format!("{:10} {}\n", "", events.line("events", ""));
        }
        out
    }
}
