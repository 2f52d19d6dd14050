//! Figures in GDELT's columns: what befell how many, and amounts.

use super::places::Spot;
use super::{Report, decimal, within};
use sayso_wire::{Event, Figure, Number};

/// Beginnings of words that tell what befell those who are counted, most serious first, and GDELT's type of count.
const KINDS: [(&str, &[&str]); 7] = [
    ("KILL", &["kill", "dead", "death", "died", "dies", "fatal", "murder", "slain", "executed", "drown"]),
    ("WOUND", &["injur", "wound", "hurt", "maimed"]),
    ("KIDNAP", &["kidnap", "abduct", "hostage"]),
    ("ARREST", &["arrest", "detain", "detention", "jailed", "imprison", "custody"]),
    ("SEIZE", &["seiz", "confiscat", "impound"]),
    ("PROTEST", &["protest", "demonstrat", "march", "ralli", "rally", "rioter"]),
    (
        "AFFECT",
        &["affect", "displac", "evacuat", "homeless", "refugee", "fled", "flee", "infect", "sick", "missing", "hungry"],
    ),
];

/// A count of one of GDELT's types.
pub(super) struct Count {
    kind: &'static str,
    number: Number,
    of: String,
    place: Spot,
    /// Code points from the beginning of the text.
    offset: u32,
}

impl Count {
    /// `type#number#object#place`, and `#offset` where asked for.
    pub(super) fn parts(&self, with_offset: bool) -> String {
        let offset = if with_offset { format!("#{}", self.offset) } else { String::new() };
        let of = within(&self.of, &['#', ';']);
        format!("{}#{}#{of}#{}{offset}", self.kind, decimal(self.number), self.place.parts(false))
    }
}

/// Counts that the figures tell, then dead, injured and arrested of events that occurred and no figure counts.
pub(super) fn counts(report: &Report<'_>) -> Vec<Count> {
    let mut all: Vec<Count> = report.record.figures.iter().filter_map(|it| of_figure(report, it)).collect();
    for event in super::events::firsts(report) {
        for (kind, toll) in [("KILL", event.dead), ("WOUND", event.injured)] {
            let Some((low, _)) = toll.filter(|(low, _)| *low > 0) else { continue };
            let number = whole(low);
            if !all.iter().any(|it| it.kind == kind && it.number == number) {
                all.push(of_event(kind, number, event));
            }
        }
    }
    all
}

fn of_figure(report: &Report<'_>, it: &Figure) -> Option<Count> {
    if it.unit != "count" {
        return None;
    }
    let words = format!(" {}", it.of.to_lowercase());
    let tells = |(_, stems): &&(&str, &[&str])| stems.iter().any(|stem| words.contains(&format!(" {stem}")));
    let (kind, _) = KINDS.iter().find(tells)?;
    let place = it.place.as_ref().and_then(|name| {
        report.record.places.iter().find(|place| *name == report.words(place.span) || *name == place.name)
    });
    let place = place.map(Spot::from).unwrap_or_default();
    Some(Count { kind, number: it.low.or(it.high)?, of: it.of.clone(), place, offset: it.span[0] })
}

fn of_event(kind: &'static str, number: Number, event: &Event) -> Count {
    let place = event.geo.as_ref().map(Spot::from).unwrap_or_default();
    Count { kind, number, of: String::new(), place, offset: event.trigger[0] }
}

/// Numbers of people are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
fn whole(count: u64) -> Number {
    Number(count as f64)
}

/// `amount,object,offset` of every figure that is no percentage; the unit stands before the object.
pub(super) fn amounts(report: &Report<'_>) -> impl Iterator<Item = String> {
    let figures = report.record.figures.iter().filter(|it| !matches!(it.unit.as_str(), "percent" | "%pt"));
    figures.filter_map(|it| {
        let amount = it.low.or(it.high)?;
        let unit = if it.unit == "count" { "" } else { it.unit.as_str() };
        let object = within(&format!("{unit} {}", it.of), &[',', ';']);
        Some(format!("{},{object},{}", decimal(amount), it.span[0]))
    })
}
