//! Sound files are read, and every unsound one is refused by name.

use super::sample::{self, Draw, SIZES, Tensors};
use super::*;

fn broken(change: impl FnOnce(&mut Tensors)) -> String {
    let mut tensors = sample::tensors(&mut Draw(1), SIZES[0]);
    change(&mut tensors);
    Weights::read(&sample::file_of(&tensors, &sample::about(SIZES[0]))).unwrap_err().to_string()
}

fn misread(from: &str, to: &str) -> String {
    let about = sample::about(SIZES[0]);
    assert!(about.contains(from), "{from}");
    let tensors = sample::tensors(&mut Draw(1), SIZES[0]);
    Weights::read(&sample::file_of(&tensors, &about.replace(from, to))).unwrap_err().to_string()
}

#[test]
fn a_sound_file_is_read() {
    let file = sample::file(&mut Draw(1), SIZES[0]);
    let weights = Weights::read(&file).unwrap();
    assert_eq!(weights.digest.len(), 64);
    assert_eq!(weights.vocabulary.split('\n').count(), weights.pieces.rows());
    assert_eq!(weights.about.heads[0].kind, HeadKind::Tags(["O", "B-source", "I-source"].map(String::from).to_vec()));
    assert_eq!(weights.about.heads[1], Head { name: "sources".to_owned(), kind: HeadKind::Link(5) });
    assert_eq!((weights.about.head_rows(), weights.about.cast_rows()), (13, 12));
}

#[test]
fn an_unsound_tensor_is_named() {
    let said = broken(|all| drop(all.remove("layers.1.up.scale")));
    assert_eq!(said, "tensor layers.1.up.scale: is absent");
    let said = broken(|all| all.get_mut("layers.0.qkv.weight").unwrap().1.reverse());
    assert_eq!(said, "tensor layers.0.qkv.weight: has shape [64, 192], not [192, 64]");
    let said = broken(|all| all.get_mut("layers.0.qkv.weight").unwrap().0 = Dtype::U8);
    assert_eq!(said, "tensor layers.0.qkv.weight: is of type U8, not I8");
    let said = broken(|all| all.get_mut("heads.weight").unwrap().2[5] = 0x80);
    assert_eq!(said, "tensor heads.weight: holds -128; weights lie in -127..=127");
    let said = broken(|all| all.get_mut("positions").unwrap().2[..4].copy_from_slice(&f32::NAN.to_le_bytes()));
    assert_eq!(said, "tensor positions: holds NaN");
    let said = broken(|all| all.get_mut("vocabulary").unwrap().2[0] = 0xff);
    assert!(said.starts_with("tensor vocabulary: invalid utf-8"), "{said}");
    let said = broken(|all| {
        let (_, shape, bytes) = all.get_mut("vocabulary").unwrap();
        bytes.extend_from_slice(b"\nmore");
        shape[0] = bytes.len();
    });
    assert_eq!(said, "tensor pieces.weight: has shape [60, 64], not [61, 64]");
}

#[test]
fn unsound_metadata_is_refused() {
    assert!(misread("sayso-encoder/1", "sayso-encoder/2").contains("format \"sayso-encoder/2\""));
    assert!(misread("\"hidden\": 64", "\"hidden\": 65").contains("hidden is 65"));
    assert!(misread("\"hidden\": 64", "\"hidden\": 0").contains("hidden is 0"));
    assert!(misread("\"heads_per_layer\": 2", "\"heads_per_layer\": 3").contains("3 attention heads"));
    assert!(misread("\"layers\": 2", "\"layers\": 3").contains("layers.2.qkv.weight: is absent"));
    assert!(misread("\"layers\": 2", "\"layers\": 999999999").contains("999999999 layers"));
    assert!(misread("\"window\": 96", "\"window\": 97").contains("positions: has shape [96, 64], not [97, 64]"));
    assert!(misread("[8, 2, 2]", "[8, 2, 18446744073709551615]").contains("more than 32 cast rows"));
    assert!(misread("\"activation_bits\": 8", "\"activation_bits\": 6").contains("activations of 6 bits"));
    assert!(misread("\"link\": 5", "\"link\": 18446744073709551615").contains("rows of heads"));
    assert!(misread("\"name\": \"sources\", ", "").contains("missing field `name`"));
}

#[test]
fn bytes_that_are_no_weights_are_refused() {
    let file = sample::file(&mut Draw(1), SIZES[0]);
    for cut in (0..file.len()).step_by(997).chain([0, 1, 7, 8, 9, file.len() - 1]) {
        assert!(Weights::read(&file[..cut]).is_err(), "{cut}");
    }
    // A changed header either still says the same or is refused; nothing in it can bring the reader down.
    let header = 8 + usize::try_from(u64::from_le_bytes(file[..8].try_into().unwrap())).unwrap();
    let mut draw = Draw(5);
    for _ in 0..2000 {
        let mut file = file.clone();
        let at = draw.below(header as u64) as usize;
        file[at] = draw.below(256) as u8;
        let _ = Weights::read(&file);
    }
}
