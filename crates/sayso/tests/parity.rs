//! The encoder against its trainer: what the network says of sentences of our own, in full precision, as
//! `training/encoder/parity.py` stored it. The int8 network must give the same tags, and nearly the same scores.

use sayso::ingest::{self, Hint};
use sayso::types::{EventScores, NameScores, RoleScores, StatusScores};
use sayso::{Encoder, segment};
use serde_json::Value;

/// Mean distance of a token's probabilities from the trainer's, all its tags together, that int8 may cost.
const MEAN: f32 = 0.03;

#[test]
fn the_trainers_scores() {
    let encoder = Encoder::new();
    assert!(encoder.digest().is_some(), "built without weights");
    let stored: Value = serde_json::from_str(include_str!("parity.json")).expect("the file parity.py wrote");
    let (mut tokens, mut same, mut distance) = (0, 0, 0.0);
    for row in stored.as_array().expect("a list of texts") {
        let text = row["text"].as_str().expect("a text");
        let document = ingest::text(text, &Hint::default());
        let segments = segment::segment(&document);
        let signals = encoder.encode(&document, &segments, 1);
        assert_eq!(signals.roles.len(), segments.tokens.len(), "a row for each token of {text:?}");
        let layers: [(&str, Vec<Vec<f32>>); 5] = [
            ("roles", signals.roles.iter().map(roles).collect()),
            ("inner", signals.inner.iter().map(roles).collect()),
            ("names", signals.names.iter().map(names).collect()),
            ("status", signals.status.iter().map(status).collect()),
            ("events", signals.events.iter().map(events).collect()),
        ];
        for (layer, found) in layers {
            let expected = row[layer].as_array().expect("a layer");
            assert_eq!(found.len(), expected.len(), "tokens of {layer} in {text:?}");
            for (found, expected) in found.iter().zip(expected) {
                let expected: Vec<f32> = expected.as_array().expect("a token").iter().map(number).collect();
                let gap = |(a, b): (&f32, &f32)| (a.exp() - b.exp()).abs();
                distance += found.iter().zip(&expected).map(gap).sum::<f32>();
                same += usize::from(best(found) == best(&expected));
                tokens += 1;
            }
        }
    }
    assert!(same * 100 >= tokens * 99, "{same} of {tokens} tokens have the trainer's best tag");
    let mean = distance / tokens as f32;
    assert!(mean < MEAN, "probabilities are {mean} apart on average");
}

#[test]
fn signals_do_not_depend_on_the_number_of_threads() {
    let encoder = Encoder::new();
    // Long enough for a dozen windows, the last of them short.
    let paragraph = "The harbour's operator, Ines Albrecht, said on Tuesday that the pier would stay shut. \
                     Police arrested two men on Sunday after at least forty protesters blocked the road. ";
    for repeats in [1, 3, 47] {
        let text = vec![paragraph.repeat(4); repeats].join("\n\n");
        let document = ingest::text(&text, &Hint::default());
        let segments = segment::segment(&document);
        let alone = encoder.encode(&document, &segments, 1);
        assert_eq!(alone.roles.len(), segments.tokens.len());
        for threads in [0, 2, 3, 64] {
            assert_eq!(encoder.encode(&document, &segments, threads), alone, "{repeats} paragraphs, {threads} threads");
        }
    }
}

fn number(it: &Value) -> f32 {
    it.as_f64().expect("a number") as f32
}

fn best(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).expect("a tag")
}

fn roles(it: &RoleScores) -> Vec<f32> {
    [&[it.none], &it.source[..], &it.cue, &it.content].concat()
}

fn names(it: &NameScores) -> Vec<f32> {
    [&[it.none], &it.person[..], &it.organization, &it.place, &it.facility, &it.group, &it.other].concat()
}

fn status(it: &StatusScores) -> Vec<f32> {
    vec![it.occurred, it.future, it.hypothetical, it.negated]
}

fn events(it: &EventScores) -> Vec<f32> {
    let tags = it.begins.iter().zip(&it.goes_on).flat_map(|(&begins, &goes_on)| [begins, goes_on]);
    std::iter::once(it.none).chain(tags).collect()
}
