//! Writes made-up reports as JSON Lines: what `sayso add` reads, or whole records with what is known of them.
//!
//! `cargo run --release -p sayso-ledger --features generator --example generate -- 0..1000 [--seed N] [--as reports|records|truth]`

use sayso_ledger::generator::{Report, Truth, reports};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufWriter, ErrorKind, Write as _};
use std::ops::Range;

const USE: &str = "generate FROM..TO [--seed N] [--as reports|records|truth]";

/// What is written of a report.
#[derive(Clone, Copy)]
enum Form {
    Reports,
    Records,
    Truth,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (numbers, seed, form) = arguments(std::env::args().skip(1)).ok_or(USE)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for it in reports(seed, numbers) {
        match writeln!(out, "{}", line(&it, form)?) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            other => other?,
        }
    }
    Ok(out.flush()?)
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<(Range<u64>, u64, Form)> {
    let (mut numbers, mut seed, mut form) = (None, 1, Form::Reports);
    while let Some(word) = given.next() {
        match word.as_str() {
            "--seed" => seed = given.next()?.parse().ok()?,
            "--as" => {
                form = match given.next()?.as_str() {
                    "reports" => Form::Reports,
                    "records" => Form::Records,
                    "truth" => Form::Truth,
                    _ => return None,
                }
            }
            _ => {
                let (from, to) = word.split_once("..")?;
                numbers = Some(from.parse().ok()?..to.parse().ok()?);
            }
        }
    }
    Some((numbers?, seed, form))
}

fn line(it: &Report, form: Form) -> Result<Value, serde_json::Error> {
    let document = &it.record.document;
    Ok(match form {
        Form::Reports => json!({
            "id": document.id, "url": document.url, "title": document.title, "outlet": document.outlet, "authors": document.authors,
            "published": document.published, "text": document.text,
        }),
        Form::Records => serde_json::to_value(&it.record)?,
        Form::Truth => truth(&it.truth, &document.id),
    })
}

fn truth(it: &Truth, id: &str) -> Value {
    let said: Vec<Value> = it.quotations.iter().map(|(id, variant)| json!([id, format!("{variant:?}")])).collect();
    let figures: Vec<Value> =
        it.figures.iter().map(|it| json!({"subject": it.subject, "range": it.range, "when": it.when})).collect();
    json!({
        "id": id, "report": it.report, "story": it.story, "group": it.group, "kind": format!("{:?}", it.kind), "quotations": said,
        "figures": figures, "happenings": it.happenings,
    })
}
