//! Measures pronouns on a table of GAP's form (Webster et al. 2018): F1 over both names, by the pronoun's gender.
//! `cargo run -p sayso --example measure_gap -- gap-validation.tsv [--errors]`

#![allow(clippy::print_stdout, reason = "prints its measurements")]

mod common;

use common::Counts;
use sayso::ingest::{self, Hint};
use sayso::types::{Reading, Resolution, Span};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let table = std::fs::read_to_string(args.first().expect("a table")).expect("a readable table");
    let errors = args.iter().any(|it| it == "--errors");
    let reader = common::reader();
    let encoder = common::encoder();
    let (mut alone, mut missing, mut names) = (Counts::default(), 0, 0);
    let (mut male, mut female) = (Counts::default(), Counts::default());
    for line in table.lines().skip(1) {
        let row: Vec<&str> = line.split('\t').collect();
        let document = ingest::text(row[1], &Hint::default());
        let (reading, resolution) = reader.read(&document);
        let head = links(&encoder, &document);
        let bytes: Vec<usize> = row[1].char_indices().map(|(at, _)| at).collect();
        let span = |words: &str, offset: &str| {
            let start = bytes[offset.parse::<usize>().expect("an offset")];
            Span::new(start, start + words.len())
        };
        let pronoun = span(row[2], row[3]);
        let meant = reading.mentions.iter().position(|it| it.head == pronoun);
        let meant = meant.and_then(|at| resolution.mention_party[at]);
        let tally =
            if matches!(row[2].to_lowercase().as_str(), "he" | "him" | "his") { &mut male } else { &mut female };
        let mut wrong = false;
        for (words, offset, gold) in [(row[4], row[5], row[6]), (row[7], row[8], row[9])] {
            let gold = gold.eq_ignore_ascii_case("true");
            let parties = at(&reading, &resolution, span(words, offset));
            let found = meant.is_some_and(|id| parties.contains(&id));
            // What the encoder's links alone say: more than half of them to the name's last word, wherever it stands.
            let share: f32 = head
                .iter()
                .filter(|(from, to, _)| {
                    from.overlaps(pronoun) && to.of(row[1]) == words.rsplit(' ').next().unwrap_or(words)
                })
                .map(|(_, _, share)| share)
                .sum();
            alone.gold += usize::from(gold);
            alone.found += usize::from(share > 0.5);
            alone.hit += usize::from(gold && share > 0.5);
            names += 1;
            missing += usize::from(parties.is_empty());
            tally.gold += usize::from(gold);
            tally.found += usize::from(found);
            tally.hit += usize::from(gold && found);
            wrong |= gold != found;
        }
        if errors && wrong {
            let name = meant.map(|id| resolution.parties[id.0 as usize].name.as_str());
            println!(
                "{}\t{} {}\tA {} {}\tB {} {}\tfound {name:?}\t{}",
                row[0], row[2], row[3], row[4], row[6], row[7], row[9], row[1]
            );
        }
    }
    let all = Counts { hit: male.hit + female.hit, gold: male.gold + female.gold, found: male.found + female.found };
    for (name, it) in [("masculine", male), ("feminine", female), ("all", all)] {
        println!("{name:10} {it}  gold {}  found {}", it.gold, it.found);
    }
    println!("links alone {alone}  gold {}  found {}", alone.gold, alone.found);
    println!("no mention {missing} of {names} names");
}

/// The encoder's links between tokens, with probabilities.
fn links(encoder: &sayso::Encoder, document: &sayso::types::Document) -> Vec<(Span, Span, f32)> {
    let segments = sayso::segment::segment(document);
    let signals = encoder.encode(document, &segments, 1);
    let span = |token: u32| segments.tokens[token as usize].span;
    let links = signals.antecedents.iter().filter(|it| it.from != it.to);
    links.map(|it| (span(it.from), span(it.to), it.score.exp())).collect()
}

/// The parties of the mentions by name whose heads overlap a span.
fn at(reading: &Reading, resolution: &Resolution, span: Span) -> Vec<sayso::types::PartyId> {
    let named = reading.mentions.iter().enumerate().filter(|(_, it)| it.head.overlaps(span));
    named.filter_map(|(at, _)| resolution.mention_party[at]).collect()
}
