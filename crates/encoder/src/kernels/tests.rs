//! Each path's product against sums taken one by one.

use super::*;
use crate::weights::sample::Draw;
use crate::weights::{ActivationBits, Matrix};

/// Rows, columns and widths with every remainder that a tile or panel can have.
const SHAPES: [(usize, usize, usize); 6] =
    [(1, 1, 64), (2, 13, 64), (7, 64, 128), (11, 65, 192), (13, 130, 64), (40, 192, 320)];

#[test]
fn products_are_exact() {
    let every =
        Path::ALL.into_iter().flat_map(|path| [ActivationBits::Seven, ActivationBits::Eight].map(|bits| (path, bits)));
    for (path, bits) in every {
        let Some(kernels) = Kernels::of(path, bits) else { continue };
        let (layout, highest) = (kernels.layout(bits), bits.highest());
        for (seed, (rows, columns, width)) in SHAPES.into_iter().enumerate() {
            for kind in [Kind::Random, Kind::Extreme] {
                let mut draw = Draw(seed as u64);
                let weights: Vec<u8> = (0..columns * width).map(|_| kind.weight(&mut draw)).collect();
                // Whole numbers with a row's lowest 0 and the highest there is are their own quantisation.
                let mut x: Vec<f32> = (0..rows * width).map(|_| kind.activation(&mut draw, highest)).collect();
                for row in x.chunks_exact_mut(width) {
                    (row[0], row[width - 1]) = (0.0, f32::from(highest));
                }
                let ones = vec![1.0; columns];
                let matrix = Matrix { weight: &weights, scale: ones.clone(), bias: vec![0.0; columns], width };
                let packed = Packed::new(layout, &matrix);
                let mut input = Activations::new(layout);
                input.reshape(rows, width);
                kernels.quantise(&x, &mut input);
                let mut out = vec![f32::NAN; rows * packed.columns()];
                kernels.linear(&packed, &input, &mut out);
                for (x, out) in x.chunks_exact(width).zip(out.chunks_exact(packed.columns())) {
                    for (weights, &found) in weights.chunks_exact(width).zip(out) {
                        let terms =
                            weights.iter().zip(x).map(|(weight, &x)| i32::from(weight.cast_signed()) * x as i32);
                        assert_eq!(
                            found,
                            terms.sum::<i32>() as f32,
                            "{} {bits:?} {rows}x{columns}x{width}",
                            path.name()
                        );
                    }
                }
            }
        }
    }
}

/// What the numbers of a product are.
#[derive(Clone, Copy)]
enum Kind {
    Random,
    /// The largest there are, where a product of bytes that saturates on the way would go wrong.
    Extreme,
}

impl Kind {
    fn weight(self, draw: &mut Draw) -> u8 {
        match self {
            Self::Random => (draw.below(255) as i8).wrapping_sub(127) as u8,
            Self::Extreme => (if draw.below(8) == 0 { -127_i8 } else { 127 }) as u8,
        }
    }

    fn activation(self, draw: &mut Draw, highest: u8) -> f32 {
        match self {
            Self::Random => draw.below(u64::from(highest) + 1) as f32,
            Self::Extreme => f32::from(highest),
        }
    }
}
