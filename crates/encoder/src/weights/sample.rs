//! Weights files of made-up numbers, for tests.

use super::FORMAT;
use safetensors::tensor::{Dtype, TensorView, serialize};
use std::collections::HashMap;

/// Numbers that look random and are the same each time (splitmix64).
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % bound
    }

    /// From −1 to 1.
    fn unit(&mut self) -> f32 {
        self.below(20_001) as f32 / 10_000.0 - 1.0
    }
}

/// Layers, hidden, intermediate, bits of an activation.
pub(crate) type Sizes = [usize; 4];

/// Small networks: one narrow, one whose widths differ in every way that matters to a kernel.
pub(crate) const SIZES: [Sizes; 3] = [[2, 64, 128, 8], [1, 192, 320, 8], [2, 128, 192, 7]];

/// Longest window.
pub(crate) const WINDOW: usize = 96;

/// Pieces in the vocabulary; tests draw ids past it, too.
const PIECES: usize = 60;

/// Tensors by name, as they go into a file.
pub(crate) type Tensors = HashMap<String, (Dtype, Vec<usize>, Vec<u8>)>;

/// Metadata of a sample.
pub(crate) fn about([layers, hidden, intermediate, bits]: Sizes) -> String {
    let heads = hidden / 32;
    format!(
        r#"{{"format": "{FORMAT}", "name": "made up", "version": "1", "layers": {layers}, "hidden": {hidden},
        "heads_per_layer": {heads}, "intermediate": {intermediate}, "window": {WINDOW}, "casts": [8, 2, 2], "words": 64, "cover": 7,
        "activation_bits": {bits},
        "heads": [{{"name": "names", "tags": ["O", "B-source", "I-source"]}}, {{"name": "sources", "link": 5}}]}}"#
    )
}

/// Tensors of a sample.
pub(crate) fn tensors(draw: &mut Draw, [layers, hidden, intermediate, _]: Sizes) -> Tensors {
    let mut all = Tensors::new();
    let vocabulary: Vec<String> = (0..PIECES).map(|at| format!("piece{at}")).collect();
    let vocabulary = vocabulary.join("\n").into_bytes();
    all.insert("vocabulary".into(), (Dtype::U8, vec![vocabulary.len()], vocabulary));
    let floats = |all: &mut Tensors, draw: &mut Draw, name: &str, shape: &[usize], middle: f32, reach: f32| {
        let count = shape.iter().product();
        let bytes = (0..count).flat_map(|_| (middle + reach * draw.unit()).to_le_bytes()).collect();
        all.insert(name.into(), (Dtype::F32, shape.to_vec(), bytes));
    };
    let matrix = |all: &mut Tensors, draw: &mut Draw, name: &str, rows: usize, width: usize| {
        // The whole range, so that a product that saturates on the way is found out.
        let bytes = (0..rows * width).map(|_| (draw.below(255) as i64 - 127) as u8).collect();
        all.insert(format!("{name}.weight"), (Dtype::I8, vec![rows, width], bytes));
        let scale = 1.6 / (127.0 * (width as f32).sqrt());
        floats(all, draw, &format!("{name}.scale"), &[rows], scale, scale / 2.0);
        floats(all, draw, &format!("{name}.bias"), &[rows], 0.0, 0.2);
    };
    matrix(&mut all, draw, "pieces", PIECES, hidden);
    all.remove("pieces.bias");
    matrix(&mut all, draw, "heads", 13, hidden);
    matrix(&mut all, draw, "word_up", 64, 3 * hidden);
    matrix(&mut all, draw, "word_down", 3, 64);
    all.insert("common".into(), (Dtype::U8, vec![11], b"park\nmarket".to_vec()));
    all.insert("proper".into(), (Dtype::U8, vec![4], b"rome".to_vec()));
    for layer in 0..layers {
        let shapes = [
            ("qkv", 3 * hidden, hidden),
            ("out", hidden, hidden),
            ("up", intermediate, hidden),
            ("down", hidden, intermediate),
        ];
        for (name, rows, width) in shapes {
            matrix(&mut all, draw, &format!("layers.{layer}.{name}"), rows, width);
        }
    }
    let norms = (0..layers).flat_map(|layer| [1, 2].map(|which| format!("layers.{layer}.norm{which}")));
    for name in norms.chain(["norm".to_owned()]) {
        floats(&mut all, draw, &format!("{name}.weight"), &[hidden], 1.0, 0.3);
        floats(&mut all, draw, &format!("{name}.bias"), &[hidden], 0.0, 0.3);
    }
    floats(&mut all, draw, "positions", &[WINDOW, hidden], 0.0, 0.2);
    floats(&mut all, draw, "casts", &[12, hidden], 0.0, 0.2);
    all
}

/// A file of tensors and metadata.
pub(crate) fn file_of(tensors: &Tensors, about: &str) -> Vec<u8> {
    let views: Vec<_> = tensors
        .iter()
        .map(|(name, (dtype, shape, bytes))| (name, TensorView::new(*dtype, shape.clone(), bytes).unwrap()))
        .collect();
    let metadata = [("sayso".to_owned(), about.to_owned())].into_iter().collect();
    serialize(views, Some(metadata)).unwrap()
}

/// A sound file.
pub(crate) fn file(draw: &mut Draw, sizes: Sizes) -> Vec<u8> {
    file_of(&tensors(draw, sizes), &about(sizes))
}
