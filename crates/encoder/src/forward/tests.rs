//! The forward pass against a plain one in double precision, and every path against every other.

use super::*;
use crate::weights::sample::{self, Draw};

/// Lengths that touch every edge: one piece, odd counts, whole lanes, a full window, several blocks.
const LENGTHS: [usize; 12] = [1, 2, 5, 7, 16, 17, 31, 33, 64, 96, 95, 96];

/// Windows of made-up pieces, some out of the vocabulary and some with casts that do not exist.
fn made_up(draw: &mut Draw, lengths: &[usize]) -> Vec<(Vec<Piece>, Vec<u32>)> {
    lengths
        .iter()
        .map(|&length| {
            let pieces = (0..length).map(|_| Piece { id: draw.below(64) as u32, casts: draw.below(1 << 13) as u32 });
            let pieces: Vec<_> = pieces.collect();
            let outputs = (0..length as u32).filter(|at| at % 3 != 1).collect();
            (pieces, outputs)
        })
        .collect()
}

fn run(network: &Network<'_>, scratch: &mut Scratch, texts: &[(Vec<Piece>, Vec<u32>)]) -> Vec<f32> {
    let windows: Vec<_> = texts.iter().map(|(pieces, outputs)| Window { pieces, outputs }).collect();
    let mut scores = vec![f32::NAN; 3];
    network.run(scratch, &windows, &mut scores);
    scores
}

fn bits(scores: &[f32]) -> Vec<u32> {
    scores.iter().map(|score| score.to_bits()).collect()
}

#[test]
fn every_path_gives_the_same_bits() {
    for seed in 0..6 {
        let mut draw = Draw(seed);
        let file = sample::file(&mut draw, sample::SIZES[seed as usize % 3]);
        let weights = Weights::read(&file).unwrap();
        let texts = made_up(&mut draw, &LENGTHS);
        let portable = Network::on(Path::Portable, &weights).unwrap();
        let wanted = run(&portable, &mut portable.scratch(), &texts);
        assert!(wanted.iter().all(|score| score.is_finite()));
        for path in Path::ALL.into_iter().filter(|path| path.is_available()) {
            let network = Network::on(path, &weights).unwrap();
            assert!(bits(&run(&network, &mut network.scratch(), &texts)) == bits(&wanted), "{} differs", path.name());
        }
    }
}

#[test]
fn a_window_gets_the_same_beside_any_others() {
    let mut draw = Draw(7);
    let file = sample::file(&mut draw, sample::SIZES[0]);
    let weights = Weights::read(&file).unwrap();
    for path in Path::ALL {
        let Some(network) = Network::on(path, &weights) else { continue };
        let texts = made_up(&mut draw, &LENGTHS);
        let mut scratch = network.scratch();
        let together = run(&network, &mut scratch, &texts);
        let apart: Vec<f32> =
            texts.chunks(1).rev().map(|text| run(&network, &mut scratch, text)).rev().flatten().collect();
        assert!(bits(&apart) == bits(&together), "{}", path.name());
    }
}

#[test]
fn nothing_in_is_nothing_out() {
    let file = sample::file(&mut Draw(1), sample::SIZES[0]);
    let weights = Weights::read(&file).unwrap();
    let network = Network::new(&weights);
    let mut scratch = network.scratch();
    assert!(run(&network, &mut scratch, &[]).is_empty());
    assert!(run(&network, &mut scratch, &[(vec![], vec![])]).is_empty());
    assert!(run(&network, &mut scratch, &[(vec![Piece::default(); 3], vec![])]).is_empty());
}

#[test]
fn what_cannot_be_read_gets_zeros() {
    let file = sample::file(&mut Draw(2), sample::SIZES[0]);
    let weights = Weights::read(&file).unwrap();
    let network = Network::new(&weights);
    let mut scratch = network.scratch();
    let long = vec![Piece::default(); network.window() + 40];
    let last = network.window() as u32 - 1;
    let scores = run(&network, &mut scratch, &[(vec![], vec![0]), (long.clone(), vec![last, last + 1, u32::MAX])]);
    let rows: Vec<_> = scores.chunks(network.head_rows()).map(|row| row.iter().all(|&score| score == 0.0)).collect();
    assert_eq!(rows, [true, false, true, true]);
    let cut = run(&network, &mut scratch, &[(long[..network.window()].to_vec(), vec![last])]);
    assert_eq!(bits(&cut), bits(&scores[network.head_rows()..2 * network.head_rows()]));
}

#[test]
fn a_run_keeps_its_room() {
    let file = sample::file(&mut Draw(3), sample::SIZES[0]);
    let weights = Weights::read(&file).unwrap();
    let network = Network::new(&weights);
    let mut scratch = network.scratch();
    let texts = made_up(&mut Draw(4), &LENGTHS);
    run(&network, &mut scratch, &texts);
    let room = |scratch: &Scratch| (scratch.states.as_ptr(), scratch.qkv.as_ptr(), scratch.wide.as_ptr());
    let before = room(&scratch);
    run(&network, &mut scratch, &texts[3..]);
    run(&network, &mut scratch, &texts);
    assert_eq!(room(&scratch), before);
}

#[test]
fn agrees_with_a_plain_pass_in_double_precision() {
    for (seed, sizes) in sample::SIZES.into_iter().enumerate() {
        let mut draw = Draw(20 + seed as u64);
        let file = sample::file(&mut draw, sizes);
        let weights = Weights::read(&file).unwrap();
        let network = Network::new(&weights);
        let texts = made_up(&mut draw, &[1, 9, 40, 96]);
        let scores = run(&network, &mut network.scratch(), &texts);
        let exact: Vec<f64> =
            texts.iter().flat_map(|(pieces, outputs)| plain::scores(&weights, pieces, outputs)).collect();
        assert_eq!(scores.len(), exact.len());
        let spread = (exact.iter().map(|score| score * score).sum::<f64>() / exact.len() as f64).sqrt();
        let error = scores.iter().zip(&exact).map(|(&score, exact)| (f64::from(score) - exact).powi(2)).sum::<f64>();
        let error = (error / exact.len() as f64).sqrt();
        // Seven bits an activation leave a thirtieth; a wrong scale, sign or order leaves about one.
        assert!(error < 0.04 * spread, "off by {error} of {spread}");
    }
}

/// The network once more, as simply as it can be said: one window, doubles, nothing quantised but the weights.
mod plain {
    use super::super::Piece;
    use crate::weights::{HEAD_WIDTH, Matrix, Norm, Weights};

    type Rows = Vec<Vec<f64>>;

    pub(super) fn scores(weights: &Weights<'_>, pieces: &[Piece], outputs: &[u32]) -> Vec<f64> {
        let mut x: Rows = pieces.iter().enumerate().map(|(at, piece)| embedding(weights, piece, at)).collect();
        settle(&mut x, &weights.norm);
        for layer in &weights.layers {
            let means = attention(&linear(&layer.qkv, &x));
            add(&mut x, &linear(&layer.out, &means));
            settle(&mut x, &layer.norm1);
            let mut wide = linear(&layer.up, &x);
            for x in wide.iter_mut().flatten() {
                *x /= 1.0 + (-(1.595_769_1 * *x + 0.071_354_8 * x.powi(3))).exp();
            }
            add(&mut x, &linear(&layer.down, &wide));
            settle(&mut x, &layer.norm2);
        }
        let wanted: Rows = outputs.iter().map(|&at| x[at as usize].clone()).collect();
        linear(&weights.heads, &wanted).concat()
    }

    fn embedding(weights: &Weights<'_>, piece: &Piece, at: usize) -> Vec<f64> {
        let hidden = weights.about.hidden;
        (0..hidden)
            .map(|i| {
                let id = piece.id as usize;
                let own = weights.pieces.scale.get(id).map_or(0.0, |&scale| {
                    f64::from(weights.pieces.weight[id * hidden + i].cast_signed()) * f64::from(scale)
                });
                let casts = (0..weights.about.cast_rows()).filter(|row| piece.casts >> row & 1 == 1);
                let casts: f64 = casts.map(|row| f64::from(weights.casts[row * hidden + i])).sum();
                own + f64::from(weights.positions[at * hidden + i]) + casts
            })
            .collect()
    }

    fn linear(matrix: &Matrix<'_>, x: &Rows) -> Rows {
        let row = |x: &Vec<f64>| {
            let rows = matrix.weight.chunks_exact(matrix.width).enumerate();
            rows.map(|(row, weights)| {
                let sum: f64 = weights.iter().zip(x).map(|(weight, x)| f64::from(weight.cast_signed()) * x).sum();
                sum * f64::from(matrix.scale[row]) + f64::from(matrix.bias[row])
            })
            .collect()
        };
        x.iter().map(row).collect()
    }

    fn attention(qkv: &Rows) -> Rows {
        let hidden = qkv[0].len() / 3;
        let row = |query: &Vec<f64>| {
            let head = |head: usize| {
                let part =
                    |row: &Vec<f64>, which: usize| row[which * hidden + head * HEAD_WIDTH..][..HEAD_WIDTH].to_vec();
                let own = part(query, 0);
                let score = |row: &Vec<f64>| own.iter().zip(part(row, 1)).map(|(q, k)| q * k).sum::<f64>().exp();
                let weights: Vec<f64> = qkv.iter().map(score).collect();
                let total: f64 = weights.iter().sum();
                let mut mean = vec![0.0; HEAD_WIDTH];
                for (row, weight) in qkv.iter().zip(weights) {
                    for (mean, value) in mean.iter_mut().zip(part(row, 2)) {
                        *mean += value * weight / total;
                    }
                }
                mean
            };
            (0..hidden / HEAD_WIDTH).flat_map(head).collect()
        };
        qkv.iter().map(row).collect()
    }

    fn settle(x: &mut Rows, norm: &Norm) {
        for row in x {
            let mean = row.iter().sum::<f64>() / row.len() as f64;
            let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / row.len() as f64;
            for ((x, &gain), &offset) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
                *x = (*x - mean) / (variance + 1e-12).sqrt() * f64::from(gain) + f64::from(offset);
            }
        }
    }

    fn add(x: &mut Rows, more: &Rows) {
        for (x, more) in x.iter_mut().flatten().zip(more.iter().flatten()) {
            *x += more;
        }
    }
}
