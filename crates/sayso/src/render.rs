//! A reading as compact plain text, one line a record: the language of `cases/`.

use sayso_types::{Attribution, Document, Reading, Resolution, Span};
use std::fmt::Write as _;

/// One line a time: `time 2026-03-02 "Monday" (weekday)`.
#[must_use]
pub fn times(document: &Document, reading: &Reading) -> String {
    let mut out = String::new();
    for it in &reading.times {
        let _ = writeln!(out, "time {} {:?} ({})", it.value, it.span.of(&document.text), finder(&it.by));
    }
    out
}

/// One line a place: `place Paris, FRA "Paris" (gazetteer)`.
#[must_use]
pub fn places(document: &Document, reading: &Reading) -> String {
    let mut out = String::new();
    for it in &reading.places {
        let country = it.place.country.map_or(String::new(), |code| format!(", {code}"));
        let demonym = if it.demonym { " demonym" } else { "" };
        let words = it.span.of(&document.text);
        let _ = writeln!(out, "place {}{country} {words:?}{demonym} ({})", it.place.name, finder(&it.by));
    }
    out
}

/// One line a mention: `mention person Ada Brook "Mayor Ada Brook" (titled_name)`; the name is its party's.
#[must_use]
pub fn mentions(document: &Document, reading: &Reading, resolution: &Resolution) -> String {
    let mut out = String::new();
    for (it, party) in reading.mentions.iter().zip(&resolution.mention_party) {
        let party = party.map(|id| &resolution.parties[id.0 as usize]);
        let (kind, name) = party.map_or(("unresolved", "-"), |party| (party.kind.name(), party.name.as_str()));
        let _ = writeln!(out, "mention {kind} {name} {:?} ({})", it.span.of(&document.text), finder(&it.by));
    }
    out
}

/// One line a party: `party person Ada Brook GHA GOV GHAGOV`, its state, sector and code; `-` for none.
#[must_use]
pub fn parties(resolution: &Resolution) -> String {
    let mut out = String::new();
    for it in &resolution.parties {
        let (country, sector) = (it.country.unwrap_or("-"), it.sector.unwrap_or("-"));
        let code = it.code.as_deref().unwrap_or("-");
        let _ = writeln!(out, "party {} {} {country} {sector} {code}", it.kind.name(), it.name);
    }
    out
}

/// One line a statement:
/// `statement direct say Ada Brook [Mayor Ada Brook] <said> “The bridge is safe,” on=2026-03-02 (quote_then_cue)`.
#[must_use]
pub fn statements(document: &Document, reading: &Reading, resolution: &Resolution) -> String {
    let mut out = String::new();
    let words = |span: Span| span.of(&document.text);
    for (n, it) in reading.statements.iter().enumerate() {
        let speaker = resolution.speakers.get(n).copied().flatten();
        let speaker = speaker.map_or("-", |id| resolution.parties[id.0 as usize].name.as_str());
        let source = it.source.map_or("-", words);
        let cue = it.cue.map_or("-", words);
        let content: Vec<&str> = it.content.iter().map(|&span| words(span)).collect();
        let (manner, act) = (it.manner.name(), it.act.name());
        let _ = write!(out, "statement {manner} {act} {speaker} [{source}] <{cue}> {}", content.join(" … "));
        if let Some(addressee) = it.addressee {
            let _ = write!(out, " to={}", words(addressee));
        }
        if let Some(said) = it.said {
            let _ = write!(out, " on={said}");
        }
        if let Some(within) = resolution.within.get(n).copied().flatten() {
            let _ = write!(out, " within={}", within.0);
        }
        let _ = writeln!(out, " ({})", finder(&it.by));
    }
    out
}

/// One line a figure: `figure 80.. count "more than 80" of suspected traffickers, own voice (bounded)`.
#[must_use]
pub fn figures(document: &Document, reading: &Reading) -> String {
    let mut out = String::new();
    let words = |span: Span| span.of(&document.text);
    for it in &reading.figures {
        let low = it.low.map_or(String::new(), |v| v.to_string());
        let high = it.high.map_or(String::new(), |v| v.to_string());
        let value = if low == high { low } else { format!("{low}..{high}") };
        let of: Vec<&str> = it.of.iter().map(|&span| words(span)).collect();
        let _ = write!(out, "figure {value} {} {:?} of {}", it.unit.name(), words(it.span), of.join(" … "));
        if let Some(per) = &it.per {
            let _ = write!(out, " per {}", per.0);
        }
        match it.attributed_to {
            Attribution::OwnVoice => out.push_str(", own voice"),
            Attribution::Statement(id) => {
                let _ = write!(out, ", statement {}", id.0);
            }
        }
        let _ = writeln!(out, " ({})", finder(&it.by));
    }
    out
}

/// One line an event: `event ASSAULT aerial occurred "bombed" by Peru on the port dead=2.. (frames)`.
#[must_use]
pub fn events(document: &Document, reading: &Reading) -> String {
    let mut out = String::new();
    let names =
        |list: &[sayso_types::Participant]| list.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(" + ");
    for it in &reading.events {
        let modes = it.modes.join(",");
        let mode = if modes.is_empty() { "-" } else { modes.as_str() };
        let _ = write!(
            out,
            "event {} {mode} {} {:?}",
            it.event_type.name(),
            it.status.name(),
            it.trigger.of(&document.text)
        );
        for (role, list) in [("by", &it.actors), ("on", &it.recipients)] {
            if !list.is_empty() {
                let _ = write!(out, " {role} {}", names(list));
            }
        }
        for (name, toll) in [("dead", it.dead), ("injured", it.injured)] {
            if let Some((low, high)) = toll {
                let high = high.map_or(String::new(), |high| high.to_string());
                let _ = write!(out, " {name}={low}..{high}");
            }
        }
        let _ = writeln!(out, " ({})", finder(&it.by));
    }
    out
}

/// One line a difference: `differ 10 "hundreds of thousands" "tens of thousands"`.
#[must_use]
pub fn differ(document: &Document, reading: &Reading, resolution: &Resolution) -> String {
    let mut out = String::new();
    for it in &resolution.differ {
        let _ = write!(out, "differ {}", it.factor);
        for id in &it.figures {
            let _ = write!(out, " {:?}", reading.figures[id.0 as usize].span.of(&document.text));
        }
        out.push('\n');
    }
    out
}

fn finder(by: &sayso_types::By) -> &'static str {
    match by.finder {
        sayso_types::Finder::Rule(name) | sayso_types::Finder::Head(name) => name,
    }
}
