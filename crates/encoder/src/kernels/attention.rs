//! Attention within one window, in floats: every head's scores, softmax and means.
//!
//! Keys are turned into blocks of sixteen tokens and values into halves of sixteen numbers, so that both products
//! read whole lanes in order; six rows of queries share each lane that is read.

use super::lanes::{LANES, Lanes, exp, lanes, lanes_mut, map, most, most_of, sum_of, zip};
use crate::weights::HEAD_WIDTH;

/// Rows of queries that are worked on together.
const ROWS: usize = 6;

/// Lanes of a head.
const HALVES: usize = HEAD_WIDTH / LANES;

/// Room to work in, kept from window to window.
#[derive(Debug, Default)]
pub(crate) struct Attention {
    /// A head's keys: for each sixteen tokens, for each number of the head, that number of these tokens.
    keys: Vec<Lanes>,
    /// A head's values: first sixteen numbers of every token, then the second sixteen.
    values: Vec<Lanes>,
    /// Scores of up to [`ROWS`] queries with every token.
    scores: Vec<Lanes>,
}

/// Rows of `[queries, keys, values]` to rows of means, all heads of one window. Queries carry the softmax scale.
#[inline(always)]
pub(super) fn attend(room: &mut Attention, hidden: usize, qkv: &[f32], out: &mut [f32]) {
    let tokens = out.len() / hidden;
    if tokens == 0 {
        return;
    }
    let blocks = tokens.div_ceil(LANES);
    room.keys.resize(blocks * HEAD_WIDTH, [0.0; LANES]);
    room.values.resize(tokens * HALVES, [0.0; LANES]);
    room.scores.resize(ROWS * blocks, [0.0; LANES]);
    for head in (0..hidden).step_by(HEAD_WIDTH) {
        gather(room, &qkv[hidden + head..], hidden, tokens);
        let mut first = 0;
        while first < tokens {
            let rows = (tokens - first).min(ROWS);
            let (queries, out) = (&qkv[first * 3 * hidden + head..], &mut out[first * hidden + head..]);
            macro_rules! rows {
                ($($rows:literal)*) => {
                    match rows {
                        $($rows => means::<$rows>(room, hidden, tokens, queries, out),)*
                        _ => unreachable!("rows are at most ROWS"),
                    }
                };
            }
            rows!(1 2 3 4 5 6);
            first += rows;
        }
    }
}

/// A head's keys and values of all tokens; `qkv` begins at the first token's key.
#[inline(always)]
fn gather(room: &mut Attention, qkv: &[f32], hidden: usize, tokens: usize) {
    let (first, second) = room.values.split_at_mut(tokens);
    for (token, (row, (first, second))) in qkv.chunks(3 * hidden).zip(first.iter_mut().zip(second)).enumerate() {
        let block = &mut room.keys[token / LANES * HEAD_WIDTH..][..HEAD_WIDTH];
        for (lanes, &key) in block.iter_mut().zip(row) {
            lanes[token % LANES] = key;
        }
        let values = lanes(&row[hidden..hidden + HEAD_WIDTH]);
        (*first, *second) = (values[0], values[1]);
    }
}

/// Means of the values for `R` queries of one head, weighed by the softmax of their scores.
#[inline(always)]
fn means<const R: usize>(room: &mut Attention, hidden: usize, tokens: usize, queries: &[f32], out: &mut [f32]) {
    let blocks = tokens.div_ceil(LANES);
    let queries: [&[f32]; R] = std::array::from_fn(|row| &queries[row * 3 * hidden..][..HEAD_WIDTH]);
    for (block, keys) in room.keys.chunks_exact(HEAD_WIDTH).take(blocks).enumerate() {
        let sums = product(queries, keys);
        for (row, sums) in sums.into_iter().enumerate() {
            room.scores[row * blocks + block] = sums;
        }
    }
    let mut weights: [&[f32]; R] = [&[]; R];
    let mut inverse = [0.0; R];
    for (row, scores) in room.scores.chunks_exact_mut(blocks).take(R).enumerate() {
        inverse[row] = 1.0 / softmax(scores, tokens);
        weights[row] = &scores.as_flattened()[..tokens];
    }
    let (first, second) = room.values.split_at(tokens);
    for (half, values) in [first, second].into_iter().enumerate() {
        for (row, sums) in product(weights, values).into_iter().enumerate() {
            let out = &mut lanes_mut(&mut out[row * hidden + half * LANES..][..LANES])[0];
            *out = map(sums, |sum| sum * inverse[row]);
        }
    }
}

/// `out[row] = Σ rows[row][i] · columns[i]`, in order of `i`.
#[inline(always)]
fn product<const R: usize>(rows: [&[f32]; R], columns: &[Lanes]) -> [Lanes; R] {
    let mut sums = [[0.0; LANES]; R];
    let rows = rows.map(|row| &row[..columns.len()]);
    for (at, &column) in columns.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            let factor = row[at];
            *sums = zip(*sums, column, |sum, column| sum + factor * column);
        }
    }
    sums
}

/// Scores to their exponentials, the largest of which is 1; returns their sum. Lanes past the last token become 0.
#[inline(always)]
fn softmax(scores: &mut [Lanes], tokens: usize) -> f32 {
    for score in &mut scores.as_flattened_mut()[tokens..] {
        *score = f32::MIN;
    }
    let mut highest = [f32::MIN; LANES];
    for &scores in &*scores {
        highest = zip(highest, scores, most);
    }
    let highest = most_of(&highest);
    for scores in &mut *scores {
        *scores = map(*scores, |score| exp(score - highest));
    }
    for score in &mut scores.as_flattened_mut()[tokens..] {
        *score = 0.0;
    }
    let mut sum = [0.0; LANES];
    for &scores in &*scores {
        sum = zip(sum, scores, |sum, score| sum + score);
    }
    sum_of(&sum)
}
