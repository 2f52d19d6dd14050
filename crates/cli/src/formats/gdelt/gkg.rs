//! The row of a report in the Global Knowledge Graph 2.1.

use super::places::Spot;
use super::{Report, counts, extras, joined, number, within};
use crate::formats::days::{Day, ends};
use sayso_wire::{Party, Statement};

/// What stands between the entries of most cells, and inside them.
const BETWEEN: [char; 2] = [',', ';'];

/// The row.
pub(super) fn row(report: &Report<'_>) -> String {
    let record = report.record;
    let counts = counts::counts(report);
    let parts = |with_offset: bool| entries(counts.iter().map(|it| it.parts(with_offset)));
    let themes: Vec<(String, u32)> = record
        .events
        .iter()
        .flat_map(|it| it.contexts.iter().map(|context| (format!("PLOVER_{}", context.to_uppercase()), it.trigger[0])))
        .collect();
    let spots: Vec<(Spot, u32)> = record.places.iter().map(|it| (Spot::from(it), it.span[0])).collect();
    let people = named(report, |it| it.kind == "person");
    let bodies = named(report, |it| matches!(it.kind.as_str(), "organization" | "government" | "outlet"));
    let mut all = named(report, |it| !matches!(it.kind.as_str(), "unnamed" | "group" | "document" | "place"));
    all.extend(record.places.iter().map(|it| (within(&it.name, &BETWEEN), it.span[0])));
    all.sort_by_key(|(_, at)| *at);
    let count = record.document.text.split_whitespace().count();
    let embeds = record.document.blocks.iter().filter_map(|it| it.embed.as_ref()?.url.clone());
    let stamp = if report.stamp.is_empty() { "00000000000000" } else { &report.stamp };
    joined(&[
        format!("{stamp}-{}", number(&record.document.id)),
        report.stamp.clone(),
        report.source_type().to_owned(),
        report.source_name().to_owned(),
        report.identifier().to_owned(),
        parts(false),
        parts(true),
        once(&themes),
        at(&themes),
        entries(distinct(spots.iter().map(|(spot, _)| spot.parts(false)))),
        entries(spots.iter().map(|(spot, at)| format!("{}#{at}", spot.parts(true)))),
        once(&people),
        at(&people),
        once(&bodies),
        at(&bodies),
        // No tone is measured; the last number is that of the words.
        format!("0,0,0,0,0,0,{count}"),
        entries(record.times.iter().flat_map(|it| dates(&it.value, it.span[0]))),
        format!("wc:{count}"),
        String::new(),
        String::new(),
        entries(embeds.map(|url| within(&url, &[';']))),
        String::new(),
        record.statements.iter().flat_map(|it| quotations(report, it)).collect::<Vec<_>>().join("#"),
        at(&all),
        entries(counts::amounts(report)),
        String::new(),
        extras::cell(report),
    ])
}

fn entries(all: impl IntoIterator<Item = String>) -> String {
    all.into_iter().collect::<Vec<_>>().join(";")
}

fn distinct(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    all.for_each(|it| {
        if !seen.contains(&it) {
            seen.push(it);
        }
    });
    seen
}

/// Each name once.
fn once(all: &[(String, u32)]) -> String {
    entries(distinct(all.iter().map(|(name, _)| name.clone())))
}

/// Each name wherever it stands.
fn at(all: &[(String, u32)]) -> String {
    entries(all.iter().map(|(name, at)| format!("{name},{at}")))
}

/// The names of some parties, wherever they are mentioned, in text order.
fn named(report: &Report<'_>, which: impl Fn(&Party) -> bool) -> Vec<(String, u32)> {
    let parties = report.record.parties.iter().filter(|it| which(it));
    let mentions = parties.flat_map(|it| it.mentions.iter().map(|span| (within(&it.name, &BETWEEN), span[0])));
    let mut all: Vec<_> = mentions.collect();
    all.sort_by_key(|(_, at)| *at);
    all
}

/// `resolution,month,day,year,offset` of a moment, or of both ends of an interval.
fn dates(value: &str, offset: u32) -> Vec<String> {
    let [from, to] = ends(value);
    let last = to.filter(|_| to != from);
    let entry = |it: Day| {
        let resolution = match (it.month, it.day) {
            (None, _) => 1,
            (_, None) => 2,
            _ => 3,
        };
        format!("{resolution},{},{},{},{offset}", it.month.unwrap_or(0), it.day.unwrap_or(0), it.year)
    };
    from.into_iter().chain(last).map(entry).collect()
}

/// `offset|length|verb|quote` of each quoted part, without its marks. Paraphrase is no quotation; it stands in the extras.
fn quotations(report: &Report<'_>, it: &Statement) -> Vec<String> {
    let verb = it.cue.map(|cue| within(&report.words(cue), &['|', '#'])).unwrap_or_default();
    let quotation = |&span: &sayso_wire::Span| {
        let words = report.words(span);
        let is_mark = |c: char| c.is_whitespace() || "\"“”„«»‘’'".contains(c);
        let inner = words.trim_start_matches(is_mark);
        let start = usize::try_from(span[0]).unwrap_or(usize::MAX) + words.chars().count() - inner.chars().count();
        let inner = inner.trim_end_matches(is_mark);
        let quote = inner.replace(['|', '#'], " ");
        (!inner.is_empty()).then(|| format!("{start}|{}|{verb}|{quote}", inner.chars().count()))
    };
    it.quoted.iter().filter_map(quotation).collect()
}
