//! Measures the figure reader on NewsQuant (Almasian et al. 2023): news sentences with every quantity, its value and unit.
//!
//! ```text
//! cargo run -p sayso --example measure_newsquant -- [--errors] dev.json
//! ```
//!
//! Quantities match one to one in a sentence. **Value** is right where the values are equal within 0.1 %: ours is the number
//! told, whichever end of the range it is (the corpus keeps *more than* apart from the value); ranges (`5-10`) need both ends;
//! shares of one (0.25) equal percent. Our base units are turned back into the annotated ones (weeks, cents).
//! **Value and unit** also needs the unit: the annotated normalised unit and ours mean the same by the table below; for
//! things counted, a word of the annotated unit and a word of ours are the same but for the plural; an annotated `-` is a
//! plain count; where the annotated unit tells a rate (`per year`), ours must tell the same one.
//!
//! Two lines are printed: with the figures that our guidelines ask for (`Scope::News`), and with ages, *one*, and times that
//! place an event, which the corpus annotates too (`Scope::Quantities`); neither has rules of its own.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints figures")]

mod common;

use common::{Counts, close, json};
use sayso::ingest::{self, Hint};
use sayso::read::{Page, figure, figure::Scope};
use sayso::types::{Figure, Reading, Signals, Unit};
use serde_json::Value;

/// Annotated unit, ours, how many of ours one is.
const UNITS: &[(&str, &str, f64)] = &[
    ("dollar", "USD", 1.0),
    ("cent", "USD", 0.01),
    ("penny", "GBP", 0.01),
    ("pound sterling", "GBP", 1.0),
    ("euro", "EUR", 1.0),
    ("chinese yuan", "CNY", 1.0),
    ("japanese yen", "JPY", 1.0),
    ("shekel", "ILS", 1.0),
    ("hong kong dollar", "HKD", 1.0),
    ("canadian dollar", "CAD", 1.0),
    ("australian dollar", "AUD", 1.0),
    ("new zealand dollar", "NZD", 1.0),
    ("singaporean dollar", "SGD", 1.0),
    ("malaysian ringgit", "MYR", 1.0),
    ("indian rupee", "INR", 1.0),
    ("south african rand", "ZAR", 1.0),
    ("count", "count", 1.0),
    ("percentage", "percent", 1.0),
    ("percentage", "%pt", 1.0),
    ("second", "s", 1.0),
    ("minute", "min", 1.0),
    ("hour", "h", 1.0),
    ("day", "d", 1.0),
    ("week", "d", 7.0),
    ("month", "mo", 1.0),
    ("year", "y", 1.0),
    ("year of age", "y", 1.0),
    ("decade", "y", 10.0),
    ("kilometre", "km", 1.0),
    ("metre", "m", 1.0),
    ("centimetre", "cm", 1.0),
    ("millimetre", "mm", 1.0),
    ("micrometre", "µm", 1.0),
    ("mile", "mi", 1.0),
    ("yard", "yd", 1.0),
    ("foot", "ft", 1.0),
    ("inch", "in", 1.0),
    ("mile per hour", "mi/h", 1.0),
    ("kilometre per hour", "km/h", 1.0),
    ("metre per second", "m/s", 1.0),
    ("knot", "kn", 1.0),
    ("square metre", "m²", 1.0),
    ("square feet", "ft²", 1.0),
    ("litre", "l", 1.0),
    ("millilitre", "ml", 1.0),
    ("barrel", "bbl", 1.0),
    ("kilogram", "kg", 1.0),
    ("milligram", "mg", 1.0),
    ("ton", "t", 1.0),
    ("metric ton", "t", 1.0),
    ("gigaton", "Gt", 1.0),
    ("pound-mass", "lb", 1.0),
    ("celsius", "°C", 1.0),
    ("fahrenheit", "°F", 1.0),
    ("degree", "°", 1.0),
    ("horsepower", "hp", 1.0),
    ("kilowatt", "kW", 1.0),
    ("megawatt", "MW", 1.0),
    ("gigawatt", "GW", 1.0),
    ("hertz", "Hz", 1.0),
    ("kilohertz", "kHz", 1.0),
    ("gigahertz", "GHz", 1.0),
    ("gigabyte", "GB", 1.0),
    ("megabit per second", "Mbit/s", 1.0),
    ("megapascal", "MPa", 1.0),
    ("kilopound per square inch", "ksi", 1.0),
    ("kilovolt per centimetre", "kV/cm", 1.0),
    ("foot pound-force", "lb·ft", 1.0),
    ("part per million", "ppm", 1.0),
    ("calorie", "cal", 1.0),
];

struct Gold {
    low: f64,
    high: f64,
    unit: String,
    per: Option<String>,
    words: String,
}

fn main() {
    let mut errors = false;
    for argument in std::env::args().skip(1) {
        if argument == "--errors" {
            errors = true;
            continue;
        }
        let rows = json(argument.as_ref());
        for scope in [Scope::News, Scope::Quantities] {
            let (mut gold, mut found, mut values, mut units) = (0, 0, 0, 0);
            for row in rows.as_array().expect("a list of sentences") {
                let text = row["text"].as_str().expect("a text");
                let annotated = annotated(row);
                let document = ingest::text(text, &Hint::default());
                let segments = sayso::segment::segment(&document);
                let signals = Signals::default();
                let page = Page::new(&document, &segments, &signals);
                let mut reading = Reading::default();
                reading.times = sayso::read::time::read(&page, &reading);
                let figures = figure::read_in(&page, &reading, scope);
                let (pairs, right) = pair(text, &annotated, &figures);
                gold += annotated.len();
                found += figures.len();
                values += pairs.len();
                units += right;
                if errors && scope == Scope::News {
                    report(text, &annotated, &figures, &pairs);
                }
            }
            println!("{scope:?}: {gold} annotated, {found} found");
            println!("  value          {}", Counts { hit: values, gold, found });
            println!("  value and unit {}", Counts { hit: units, gold, found });
        }
    }
}

fn annotated(row: &Value) -> Vec<Gold> {
    let quantity = |it: &Value| {
        let told = it["value"].as_str()?;
        let told = told.trim_start_matches("up ").trim_start_matches("down ");
        // `5-10` is a range, `-5` and `1E-08` are not.
        let cut =
            told.char_indices().skip(1).find(|(at, c)| *c == '-' && !told[..*at].ends_with('E')).map(|(at, _)| at);
        let (low, high) = cut.map_or((told, told), |at| (&told[..at], &told[at + 1..]));
        let (low, high): (f64, f64) = (low.parse().ok()?, high.parse().ok()?);
        let unit = it["normalized_unit"].as_str().unwrap_or("-").to_lowercase();
        let (unit, per) = match unit.split_once(" per ") {
            Some((unit, per)) if !UNITS.iter().any(|row| row.0 == it["normalized_unit"]) => {
                (unit.to_owned(), Some(per.to_owned()))
            }
            _ => (unit, None),
        };
        let words = format!("{} {}", it["unit"].as_str().unwrap_or(""), unit).to_lowercase();
        Some(Gold { low: low.min(high), high: high.max(low), unit, per, words })
    };
    row["quantities"].as_array().expect("a list of quantities").iter().filter_map(quantity).collect()
}

/// Whether the values are equal, in the annotated unit where ours means the same.
fn value(gold: &Gold, it: &Figure) -> bool {
    let low = it.low.or(it.high).unwrap_or(f64::NAN);
    let high = it.high.or(it.low).unwrap_or(f64::NAN);
    let factors = UNITS.iter().filter(|row| row.0 == gold.unit && row.1 == it.unit.name()).map(|row| row.2);
    let share = (it.unit == Unit::Percent && gold.unit.starts_with('%')).then_some(100.0);
    factors.chain(share).chain([1.0]).any(|factor| {
        // A vague number open above (`dozens`) has one value there.
        close(gold.low * factor, low) && close(gold.high * factor, high)
    })
}

/// Whether the units mean the same.
fn unit(text: &str, gold: &Gold, it: &Figure) -> bool {
    let per = gold.per.is_none() || gold.per.as_deref() == it.per.as_ref().map(|it| it.0.as_str());
    if UNITS.iter().any(|row| row.0 == gold.unit && row.1 == it.unit.name())
        || it.unit == Unit::Percent && gold.unit.starts_with('%')
    {
        return per;
    }
    if it.unit != Unit::Count {
        return false;
    }
    if gold.unit == "-" {
        return true;
    }
    let ours: String = it.of.iter().map(|span| format!("{} ", span.of(text))).collect();
    let stems = |words: &str| -> Vec<String> {
        let words = words.to_lowercase();
        let stem = |word: &str| {
            let word = word.trim_end_matches("ies").trim_end_matches("es").trim_end_matches('s');
            // *homes* and *home*, *bodies* and *body*
            word.trim_end_matches('y').trim_end_matches('e').to_owned()
        };
        words.split(|c: char| !c.is_alphanumeric()).filter(|it| it.len() > 1).map(stem).collect()
    };
    let ours = stems(&ours);
    per && stems(&gold.words).iter().any(|word| ours.contains(word))
}

/// One to one, pairs whose unit is right first; how many of them have it right.
fn pair(text: &str, gold: &[Gold], found: &[Figure]) -> (Vec<(usize, usize)>, usize) {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut right = 0;
    for with_unit in [true, false] {
        for (i, a) in gold.iter().enumerate() {
            for (j, b) in found.iter().enumerate() {
                let free = pairs.iter().all(|&(x, y)| x != i && y != j);
                if free && value(a, b) && (!with_unit || unit(text, a, b)) {
                    pairs.push((i, j));
                    right += usize::from(with_unit);
                }
            }
        }
    }
    (pairs, right)
}

fn report(text: &str, gold: &[Gold], found: &[Figure], pairs: &[(usize, usize)]) {
    let mut lines = Vec::new();
    let of = |it: &Figure| it.of.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
    for (i, it) in gold.iter().enumerate() {
        match pairs.iter().find(|(a, _)| *a == i) {
            None => lines.push(format!("  MISSED {}..{} {}", it.low, it.high, it.unit)),
            Some((_, j)) if !unit(text, it, &found[*j]) => {
                let ours = &found[*j];
                lines.push(format!(
                    "  UNIT {} {:?} for {} of {:?} per {:?}",
                    it.unit,
                    it.per,
                    ours.unit.name(),
                    of(ours),
                    ours.per
                ));
            }
            Some(_) => {}
        }
    }
    for (j, it) in found.iter().enumerate() {
        if !pairs.iter().any(|(_, b)| *b == j) {
            lines.push(format!("  EXTRA {:?}..{:?} {} [{}]", it.low, it.high, it.unit.name(), it.span.of(text)));
        }
    }
    if !lines.is_empty() {
        println!("{text}\n{}", lines.join("\n"));
    }
}
