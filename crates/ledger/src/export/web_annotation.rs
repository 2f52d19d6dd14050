//! W3C Web Annotations (JSON-LD), one annotation a line, or one `AnnotationPage` a report.
//!
//! Each statement, event and figure is an annotation of the report: its target is the report's address, or a URN made
//! of its id, and each fragment is selected twice, by its words with those around it and by its code points. The body
//! says what was found in words and in tags, and whole as JSON. Model: <https://www.w3.org/TR/annotation-model/>.

use super::Words;
use sayso_wire::{Record, Span};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::io::{self, Write};

/// The context that every annotation and page names.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// How many code points before and after the words are told, so that they are found again in a changed page.
const AROUND: u32 = 32;

/// Writes one annotation a line.
///
/// # Errors
/// What `out` gives.
pub fn write<R: Borrow<Record>>(records: impl IntoIterator<Item = R>, out: &mut impl Write) -> io::Result<()> {
    for record in records {
        for annotation in annotations(record.borrow()) {
            serde_json::to_writer(&mut *out, &annotation)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// The annotations of one report as one page. A report without findings has a page without items.
#[must_use]
pub fn page(record: &Record) -> Value {
    let mut items = annotations(record);
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        item.remove("@context");
    }
    json!({
        "@context": CONTEXT,
        "id": uuid(&["page", &record.document.id]),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    })
}

/// The annotations of one report: statements, then events, then figures.
#[must_use]
pub fn annotations(record: &Record) -> Vec<Value> {
    let mut page = Page { record, words: Words::new(&record.document.text), seen: HashMap::new() };
    let speaker = |id: Option<u32>| {
        let said = id.and_then(|id| record.statements.iter().find(|it| it.id == id));
        match said {
            Some(it) => format!("On the word of {}", it.speaker.as_deref().unwrap_or("somebody unnamed")),
            None => "In the report's own voice".to_owned(),
        }
    };
    let mut all = Vec::new();
    for it in &record.statements {
        let who = it.speaker.as_deref().unwrap_or("Somebody unnamed");
        let cue = it.cue.map(|it| page.words.at(it)).unwrap_or_default();
        let tells =
            format!("Statement ({}, {}) by {who}{}{cue}", it.manner, it.act, if cue.is_empty() { "" } else { ": " });
        all.extend(page.annotation("statement", &it.content, &[&it.manner, &it.act], tells, it));
    }
    for it in &record.events {
        let tells = format!("{}: {} event, {}", speaker(it.attributed_to), it.event_type, it.status);
        all.extend(page.annotation("event", &[it.trigger], &[&it.event_type, &it.status], tells, it));
    }
    for it in &record.figures {
        let value = |it: Option<sayso_wire::Number>| it.map_or("open".to_owned(), |it| it.0.to_string());
        let what = if it.of.is_empty() { String::new() } else { format!(", {}", it.of) };
        let (low, high) = (value(it.low), value(it.high));
        let tells = format!("{}: {low} to {high} {}{what}", speaker(it.attributed_to), it.unit);
        all.extend(page.annotation("figure", &[it.span], &[&it.unit], tells, it));
    }
    all
}

struct Page<'a> {
    record: &'a Record,
    words: Words<'a>,
    /// How often an id was given, so that two findings on the same words have two.
    seen: HashMap<String, u32>,
}

impl Page<'_> {
    /// `None` for a finding without words: an annotation must have a target.
    fn annotation(
        &mut self,
        kind: &str,
        spans: &[Span],
        tags: &[&str],
        tells: String,
        whole: &impl serde::Serialize,
    ) -> Option<Value> {
        let document = &self.record.document;
        let source = address(self.record);
        let mut targets: Vec<Value> = spans.iter().map(|&it| self.target(&source, it)).collect();
        let target = if targets.len() > 1 { Value::from(targets) } else { targets.pop()? };
        // Made of what it is about and not of a number, so that a later reading of the same words keeps the id.
        let place = spans.iter().map(|[start, end]| format!("{start}-{end}")).collect::<Vec<_>>().join(",");
        let nth = self.seen.entry(format!("{kind} {place}")).or_default();
        *nth += 1;
        let id = uuid(&[&document.id, kind, &place, &nth.to_string()]);
        let tag = |it: &str| json!({"type": "TextualBody", "purpose": "tagging", "value": it, "format": "text/plain"});
        let mut body = vec![tag(kind)];
        body.extend(tags.iter().map(|it| tag(it)));
        body.push(json!({
            "type": "TextualBody", "purpose": "describing", "value": tells, "format": "text/plain", "language": "en",
        }));
        // A dataset in text: other keys than the context's would be lost on a reader of JSON-LD.
        let whole = serde_json::to_string(whole).ok()?;
        body.push(
            json!({"type": "TextualBody", "purpose": "describing", "value": whole, "format": "application/json"}),
        );
        Some(json!({
            "@context": CONTEXT,
            "id": id,
            "type": "Annotation",
            "motivation": "describing",
            "generator": {"type": "Software", "name": format!("Sayso {}", self.record.reader.version)},
            "body": body,
            "target": target,
        }))
    }

    fn target(&self, source: &str, [start, end]: Span) -> Value {
        let mut target = Map::new();
        target.insert("type".into(), "SpecificResource".into());
        target.insert("source".into(), source.into());
        target.insert(
            "selector".into(),
            json!([
                {
                    "type": "TextQuoteSelector",
                    "exact": self.words.at([start, end]),
                    "prefix": self.words.at([start.saturating_sub(AROUND), start]),
                    "suffix": self.words.at([end, end.saturating_add(AROUND)]),
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ]),
        );
        target.into()
    }
}

/// The report's address, or a URN made of its id.
pub(super) fn address(record: &Record) -> String {
    let document = &record.document;
    document.url.clone().unwrap_or_else(|| uuid(&["document", &document.id]))
}

/// A name-based UUID (RFC 9562, version 8) of the SHA-256 of its parts, as a URN.
fn uuid(parts: &[&str]) -> String {
    let mut hash = Sha256::new_with_prefix("sayso/annotation");
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut bytes: [u8; 16] = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|it| format!("{it:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
