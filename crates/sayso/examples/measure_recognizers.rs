//! Measures the readers on the test specifications of Recognizers-Text (English; one JSON list of cases a file).
//!
//! ```text
//! cargo run -p sayso --example measure_recognizers -- numbers [--errors] FOLDER
//! ```
//!
//! A case is **right** where the reader, asked for every number (`Scope::Everything`), finds each expected result with its
//! value and unit on overlapping words, and nothing of the model's kind beside them (for units and money a plain number is
//! nothing beside them, for plain numbers one that its unit clings to is none; for ranges neither is an exact number). Fractions, which our record keeps as percent, are turned
//! back. A case is **not expressible** where our record has no place for what is expected; the reasons are listed with
//! their counts: a unit with no number, a number inside an address of a computer, a date or a telephone number, ranks (an
//! ordinal is no figure), a percent of a number that the specification reads as that percent, and coins without a code.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints figures")]

mod common;

use common::{close, json, share};
use sayso::ingest::{self, Hint};
use sayso::read::{Page, figure, figure::Scope};
use sayso::types::{Figure, Reading, Signals, Unit};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let errors = arguments.iter().any(|it| it == "--errors");
    let mut named = arguments.iter().filter(|it| !it.starts_with("--"));
    let (Some("numbers"), Some(folder)) = (named.next().map(String::as_str), named.next()) else {
        eprintln!("usage: measure_recognizers numbers [--errors] FOLDER");
        std::process::exit(2);
    };
    let models = [
        ("Number/English/NumberModel.json", Model::Number),
        ("Number/English/NumberRangeModel.json", Model::Range),
        ("Number/English/PercentModel.json", Model::Percent),
        ("NumberWithUnit/English/CurrencyModel.json", Model::Money),
        ("NumberWithUnit/English/DimensionModel.json", Model::Dimension),
    ];
    let (mut all, mut all_right) = (0, 0);
    for (file, model) in models {
        let cases = json(&Path::new(folder).join(file));
        let (mut expressible, mut right) = (0, 0);
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for case in cases.as_array().expect("a list") {
            let input = case["Input"].as_str().expect("an input");
            let results = case["Results"].as_array().expect("results");
            if let Some(reason) = results.iter().find_map(|it| inexpressible(input, it, model)) {
                *reasons.entry(reason).or_default() += 1;
                continue;
            }
            expressible += 1;
            match check(input, results, model) {
                Ok(()) => right += 1,
                Err(fault) if errors => println!("{file}: {input:?}\n    {fault}"),
                Err(_) => {}
            }
        }
        let share = share(right, expressible);
        println!("{file}: {right} of {expressible} expressible cases right ({share:.3})");
        for (reason, count) in reasons {
            println!("    not expressible, {reason}: {count}");
        }
        if model != Model::Dimension {
            all += expressible;
            all_right += right;
        }
    }
    let share = share(all_right, all);
    println!("numbers, ranges, percent, currencies: {all_right} of {all} right ({share:.3})");
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Model {
    Number,
    Range,
    Percent,
    Money,
    Dimension,
}

/// Why our record cannot hold this result.
fn inexpressible(input: &str, result: &Value, model: Model) -> Option<&'static str> {
    let resolution = &result["Resolution"];
    let text = result["Text"].as_str().unwrap_or("");
    let value = resolution["value"].as_str();
    if value.is_none_or(|it| it == "null") {
        return Some("a unit with no number");
    }
    if model == Model::Number && (input.contains("192.168") || input.contains("phone") || input.contains("5/17/2018")) {
        return Some("digits of a telephone number, date or address");
    }
    if model == Model::Range && text.contains("tenth") {
        return Some("ranks");
    }
    if model == Model::Percent && text.starts_with("per") {
        return Some("a percent of a number, read there as that percent");
    }
    if model == Model::Money && ["sen ", "satoshi"].iter().any(|it| input.contains(it)) {
        return Some("coins without a currency code");
    }
    None
}

fn check(input: &str, results: &[Value], model: Model) -> Result<(), String> {
    let document = ingest::text(input, &Hint::default());
    let segments = sayso::segment::segment(&document);
    let signals = Signals::default();
    let page = Page::new(&document, &segments, &signals);
    let found = figure::read_in(&page, &Reading::default(), Scope::Everything);
    let of_kind = |it: &&Figure| match model {
        Model::Number => {
            let clings =
                it.span.of(input).trim_end_matches(|c: char| c.is_alphabetic()).ends_with(|c: char| c.is_ascii_digit());
            !(matches!(it.unit, Unit::Measure(_)) && clings)
        }
        Model::Range => it.low != it.high || it.span.of(input).to_lowercase().starts_with("equal"),
        Model::Percent => matches!(it.unit, Unit::Percent),
        Model::Money => matches!(it.unit, Unit::Currency(_)),
        Model::Dimension => matches!(it.unit, Unit::Measure(_)),
    };
    let told = |it: &Figure| format!("{:?}..{:?} {} {:?}", it.low, it.high, it.unit.name(), it.span.of(input));
    let mut left: Vec<&Figure> = found.iter().filter(of_kind).collect();
    for result in results {
        let text = result["Text"].as_str().unwrap_or("");
        let at = left.iter().position(|it| right(input, it, result, model));
        let Some(at) = at else {
            let found: Vec<String> = found.iter().map(told).collect();
            return Err(format!("{text:?} {} not among {found:?}", result["Resolution"]));
        };
        left.remove(at);
    }
    match left.first() {
        Some(it) => Err(format!("more than expected: {}", told(it))),
        None => Ok(()),
    }
}

fn right(input: &str, it: &Figure, result: &Value, model: Model) -> bool {
    let resolution = &result["Resolution"];
    let text = result["Text"].as_str().unwrap_or("");
    let words = it.span.of(input).to_lowercase();
    let shares = |a: &str, b: &str| a.contains(b) || b.contains(a) || a.split_whitespace().any(|word| b.contains(word));
    if !shares(&words, &text.to_lowercase()) {
        return false;
    }
    let told = resolution["value"].as_str().unwrap_or("");
    if model == Model::Range {
        let Some((low, high)) = told.trim_matches(['[', ']', '(', ')']).split_once(',') else { return false };
        let share = if it.unit == Unit::Percent { 0.01 } else { 1.0 };
        let end = |told: &str, ours: Option<f64>| match (told.parse::<f64>().ok(), ours) {
            (None, None) => true,
            (Some(told), Some(ours)) => close(told, ours * share),
            _ => false,
        };
        return end(low, it.low) && end(high, it.high);
    }
    let Ok(value) = told.trim_end_matches('%').parse::<f64>() else { return false };
    let ours = it.low.or(it.high).unwrap_or(f64::NAN);
    match model {
        Model::Number => {
            // The unit is not the model's affair: a measure in base units may be scaled, a share is in percent.
            let factors = [1.0, 0.01, 100.0, 1.0 / 7.0, 0.1];
            factors.iter().any(|factor| close(value, ours * factor))
        }
        Model::Percent => close(value, ours),
        Model::Money => {
            let unit = resolution["unit"].as_str().unwrap_or("").to_lowercase();
            let iso = resolution["isoCurrency"].as_str();
            let code = it.unit.name();
            let hundredths = matches!(unit.as_str(), "cent" | "pence" | "penny");
            let name = match unit.as_str() {
                "dollar" | "cent" | "united states dollar" => code == "USD",
                "pound" | "pence" | "penny" | "british pound" => code == "GBP",
                "franc" => code == "CHF",
                "rupee" => code == "INR",
                "bitcoin" => code == "XBT",
                "finnish markka" => code == "FIM",
                "netherlands guilder" => code == "NLG",
                "peseta" => code == "ESP",
                _ => iso == Some(code),
            };
            name && close(value, if hundredths { ours * 100.0 } else { ours })
        }
        Model::Dimension => {
            let unit = resolution["unit"].as_str().unwrap_or("");
            DIMENSIONS.iter().any(|(name, symbol)| *name == unit && *symbol == it.unit.name()) && close(value, ours)
        }
        Model::Range => false,
    }
}

const DIMENSIONS: &[(&str, &str)] = &[
    ("Foot", "ft"),
    ("Inch", "in"),
    ("Mile", "mi"),
    ("Yard", "yd"),
    ("Meter", "m"),
    ("Decimeter", "dm"),
    ("Kilometer", "km"),
    ("Centimeter", "cm"),
    ("Millimeter", "mm"),
    ("Acre", "acre"),
    ("Square meter", "m²"),
    ("Square kilometer", "km²"),
    ("Square mile", "mi²"),
    ("Square foot", "ft²"),
    ("Hectare", "ha"),
    ("Cubic foot", "ft³"),
    ("Cubic meter", "m³"),
    ("Gallon", "gal"),
    ("Barrel", "bbl"),
    ("Liter", "l"),
    ("Milliliter", "ml"),
    ("Pound", "lb"),
    ("Ounce", "oz"),
    ("Ton", "t"),
    ("Metric ton", "t"),
    ("Kilogram", "kg"),
    ("Gram", "g"),
    ("Milligram", "mg"),
    ("Microgram", "µg"),
    ("Mile per hour", "mi/h"),
    ("Kilometer per hour", "km/h"),
    ("Meter per second", "m/s"),
    ("Knot", "kn"),
    ("Bit", "bit"),
    ("Kilobyte", "KB"),
    ("Megabyte", "MB"),
    ("Gigabyte", "GB"),
    ("Horsepower", "hp"),
    ("Degree", "°"),
];
