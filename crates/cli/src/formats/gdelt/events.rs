//! The streams of events and of their mentions.

use super::places::Spot;
use super::{Report, actors, joined};
use crate::formats::{days, sentence};
use jiff::civil::Date;
use sayso::read::event::{cameo, goldstein};
use sayso::types::{EventType, Status};
use sayso_wire::{By, Event};

/// Whether an event is told as having happened, or going on: nothing else is an event to GDELT's readers.
pub(super) fn occurred(event: &Event) -> bool {
    event.status == Status::Occurred.name()
}

/// A row for each event that occurred, under its first record.
pub(super) fn events(report: &Report<'_>) -> String {
    firsts(report).map(|event| joined(&row(report, event))).collect()
}

/// A row for each record of such an event.
pub(super) fn mentions(report: &Report<'_>) -> String {
    let rows = firsts(report).flat_map(|first| group(report, first).map(move |it| joined(&mention(report, first, it))));
    rows.collect()
}

/// The first record of each event that occurred.
pub(super) fn firsts<'a>(report: &Report<'a>) -> impl Iterator<Item = &'a Event> {
    let all = &report.record.events;
    let first =
        |it: &Event| all.iter().find(|other| occurred(other) && other.same_as == it.same_as).map(|other| other.id);
    all.iter().filter(move |it| occurred(it) && first(it) == Some(it.id))
}

/// The records of the same event that tell it as occurred, itself among them.
fn group<'a>(report: &Report<'a>, first: &Event) -> impl Iterator<Item = &'a Event> {
    let same_as = first.same_as;
    report.record.events.iter().filter(move |it| occurred(it) && it.same_as == same_as)
}

fn row(report: &Report<'_>, event: &Event) -> Vec<String> {
    let code = code(event);
    let mut cells = vec![report.event_id(event.id).to_string()];
    cells.extend(dates(event.when.as_deref().and_then(days::day).or(report.published)));
    cells.extend(actors::cells(report, &event.actors));
    cells.extend(actors::cells(report, &event.recipients));
    cells.push(u8::from(in_lead(report, event)).to_string());
    cells.extend([code, &code[..code.len().min(3)], &code[..code.len().min(2)]].map(str::to_owned));
    cells.push(quad(code, event).to_string());
    cells.push(goldstein(code).map_or(String::new(), |score| score.to_string()));
    cells.push(group(report, event).count().to_string());
    // One source, one article, no tone.
    cells.extend(["1", "1", ""].map(str::to_owned));
    cells.extend(Spot::default().cells());
    cells.extend(Spot::default().cells());
    let geo = group(report, event).find_map(|it| it.geo.as_ref());
    cells.extend(geo.map(Spot::from).unwrap_or_default().cells());
    cells.extend([report.stamp.clone(), report.identifier().to_owned()]);
    cells
}

/// The code of the record, else the general one of its type.
fn code(event: &Event) -> &str {
    let general = || {
        let event_type = EventType::ALL.into_iter().find(|it| it.name() == event.event_type)?;
        cameo(event_type, &[], &[], "", Status::Occurred)
    };
    let told = event.cameo.as_deref().filter(|code| goldstein(code).is_some());
    told.or_else(general).unwrap_or("010")
}

/// GDELT's quadrant is that of the root, which is not always PLOVER's.
fn quad(code: &str, event: &Event) -> u8 {
    match code[..2].parse::<u8>() {
        Ok(1..=5) => 1,
        Ok(6..=8) => 2,
        Ok(9..=13) => 3,
        Ok(14..=20) => 4,
        _ => event.quad,
    }
}

/// `YYYYMMDD`, `YYYYMM`, `YYYY` and the year with its share that has gone by, of months of thirty days.
fn dates(day: Option<Date>) -> [String; 4] {
    day.map_or_else(Default::default, |day| {
        let (year, month) = (day.year(), i32::from(day.month()));
        let share = f64::from(month * 30 + i32::from(day.day())) / 365.0;
        let [date, months] = ["%Y%m%d", "%Y%m"].map(|form| day.strftime(form).to_string());
        [date, months, format!("{year:04}"), format!("{:.4}", f64::from(year) + share.min(0.9999))]
    })
}

/// Whether it stands in the first paragraph, or above it.
fn in_lead(report: &Report<'_>, event: &Event) -> bool {
    let lead = report.record.document.blocks.iter().find(|it| it.kind == "paragraph");
    lead.is_none_or(|lead| event.trigger[0] < lead.span[1])
}

fn mention(report: &Report<'_>, first: &Event, it: &Event) -> Vec<String> {
    // An absent offset is −1.
    let offset = |people: &[sayso_wire::Participant]| {
        people.first().and_then(|it| it.mention).map_or("-1".to_owned(), |span| span[0].to_string())
    };
    vec![
        report.event_id(first.id).to_string(),
        report.stamp.clone(),
        report.stamp.clone(),
        report.source_type().to_owned(),
        report.source_name().to_owned(),
        report.identifier().to_owned(),
        sentence(&report.text, it.trigger).to_string(),
        offset(&it.actors),
        offset(&it.recipients),
        it.trigger[0].to_string(),
        // It stands in the text as it was read.
        "1".to_owned(),
        confidence(&it.by).to_string(),
        report.text.len().to_string(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

/// Percent, in tens.
fn confidence(by: &By) -> u8 {
    let (By::Rule { score, .. } | By::Head { score, .. }) = by;
    // Between 10 and 100, so nothing is lost.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let tens = (score.0 * 10.0).round().clamp(1.0, 10.0) as u8;
    tens * 10
}
